package afscherming

import (
	"fmt"
	"slices"

	"github.com/mgr-sdcg/kroniek/projections"
)

// afgeleid returns what column k is in a line that shows these numbers and no
// others. Nothing else goes into it, so whoever sees the line could have computed
// it. ok is false for a column that does not follow from them.
func afgeleid(r *projections.Rapport, k projections.Kolom, namen []string, aantallen []int64) (w projections.Waarde, ok bool, err error) {
	p := r.Personen
	if p.Afleiding == nil {
		return nil, false, nil
	}
	vreemd := ""
	w, ok = p.Afleiding(k.Naam, func(naam string) int64 {
		i := slices.Index(namen, naam)
		if i < 0 {
			vreemd = naam
			return 0
		}
		return aantallen[i]
	})
	if vreemd != "" {
		return nil, false, fmt.Errorf("%w: %s: column %s follows from %s, which is not shown beside it", ErrDeclaratie, r.Naam, k.Naam, vreemd)
	}
	return w, ok, nil
}

// keurAfgeleid returns ErrDeclaratie unless the report itself gives in each line
// what Afleiding makes of its numbers: else one column would have two meanings.
func keurAfgeleid(r *projections.Rapport, in inhoud) error {
	for i, k := range in.Kolommen {
		if in.soorten[i] != projections.Afgeleid {
			continue
		}
		for j, regel := range in.Regels {
			w, ok, err := afgeleid(r, k, r.Personen.Aantallen, in.rijen[j].Aantallen)
			if err != nil {
				return err
			}
			if ok && w != regel.Waarden[i] {
				return fmt.Errorf("%w: %s: column %s is not what follows from the numbers beside it", ErrDeclaratie, r.Naam, k.Naam)
			}
		}
	}
	return nil
}
