package projections

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// KomtNietVoor returns, when a report has no lines, the filters of v whose value is
// in no line at all, as known at that position and on that peildatum: sorted names,
// never values. An empty report would otherwise leave open whether nothing was
// recorded or the value was never used. Only an open set of values is looked at: a
// value of a fixed set exists, and then no line is an answer.
func KomtNietVoor(ctx context.Context, r *Rapport, l Lezer, v Vraag, regels []Regel) (uit []string, err error) {
	if len(regels) > 0 {
		return nil, nil
	}
	for _, naam := range slices.Sorted(maps.Keys(v.Filter)) {
		if !r.open(naam) {
			continue
		}
		alleen := v
		alleen.Filter, alleen.ZonderHerkomst = map[string]string{naam: v.Filter[naam]}, true
		if len(v.Filter) > 1 {
			u, err := r.Maak(ctx, l, alleen)
			if err != nil {
				return nil, fmt.Errorf("look for the value of filter %s in report %s: %w", naam, r.Naam, err)
			}
			if len(u.Regels) > 0 {
				continue
			}
		}
		uit = append(uit, naam)
	}
	return uit, nil
}

// open reports whether the filter has an open set of values.
func (r *Rapport) open(naam string) bool {
	return slices.ContainsFunc(r.Parameters, func(p Parameter) bool { return p.Naam == naam && len(p.Waarden) == 0 })
}
