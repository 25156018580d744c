package afscherming

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Refusals of [Voer].
var (
	ErrGesloten = es.Refuse("rapport/alleen-met-recht-op-personen",
		"Dit rapport gaat over afzonderlijke personen en is er alleen voor wie daar recht op heeft.", "AVG art. 5 lid 1 onder c")
	ErrFilter = es.Refuse("rapport/filter-te-fijn",
		"Dit filter maakt groepen kleiner dan het rapport toont. Zonder recht op personen kunt u alleen filteren op de kolommen van het rapport.", "AVG art. 5 lid 1 onder c")
	ErrPeildatum = es.Refuse("rapport/peildatum-niet-vastgesteld",
		"Zonder recht op personen is dit rapport er alleen op vaste dagen waarvan het cijfer is vastgesteld.", "AVG art. 5 lid 1 onder c")
	// ErrPeriode refuses a day where the figures are those of a period.
	ErrPeriode = es.Refuse("rapport/cijfers-per-periode",
		"Zonder recht op personen staan de cijfers van dit rapport per periode vast, en niet op een dag. Laat de peildatum weg.", "AVG art. 5 lid 1 onder c")
	// ErrHerkomst refuses the events behind a shielded line. Whoever asks for them is
	// to say so to the user: [Voer] itself leaves them out.
	ErrHerkomst = es.Refuse("rapport/herkomst-afgeschermd",
		"Zonder recht op personen noemt dit rapport geen herkomst: het aantal gebeurtenissen achter een regel is het cijfer dat is afgeschermd. Laat herkomst weg.", "AVG art. 5 lid 1 onder c")
)

// ErrDeclaratie reports a report whose Personen contradicts itself.
var ErrDeclaratie = errors.New("afscherming: declaration of persons does not hold together")

// A Kalender tells which tables are fixed.
type Kalender struct {
	Vandaag recht.Datum
	// PositieVoor returns the position before the first event whose time is at or after t.
	PositieVoor func(ctx context.Context, t time.Time) (es.Position, error)
	// Bewaard keeps tables that were made, so that a request need not make every
	// period again; nil keeps nothing.
	Bewaard *Bewaard
}

// Voer makes r for whoever has no right to persons. A report that tells nothing
// about persons is made as it is. It refuses what [projections.Voer] refuses and,
// with an es.Refusal, what cannot be shielded. A report with a form of its own for
// this audience is made in that form.
func Voer(ctx context.Context, r *projections.Rapport, l projections.Lezer, v projections.Vraag, k Kalender) (projections.Antwoord, error) {
	heel := r
	r = r.VoorZonderRecht()
	p := r.Personen
	if p == nil {
		return projections.Voer(ctx, r, l, v)
	}
	if teFijn(heel, r, v) {
		return projections.Antwoord{}, ErrFilter
	}
	stand := l.Stand()
	if err := projections.Keur(r, stand, v); err != nil {
		return projections.Antwoord{}, err
	}
	if err := keur(r, v); err != nil {
		return projections.Antwoord{}, err
	}
	m := &maker{ctx: ctx, r: r, l: l, v: v, k: k}
	perioden, err := m.perioden()
	if err != nil {
		return projections.Antwoord{}, err
	}
	u := projections.Uitkomst{}
	v.ZonderHerkomst = true // for the number of events is the figure
	var weg, drempel int64
	var vast []projections.Vastgesteld
	for _, t := range perioden {
		eerder := len(u.Regels)
		n, err := m.periode(&u, t)
		if err != nil {
			return projections.Antwoord{}, fmt.Errorf("shield report %s of %s: %w", r.Naam, t.Periode.Waarde, err)
		}
		weg, drempel = weg+n, t.maat.Drempel
		if n > 0 || len(u.Regels) > eerder { // also of a period in which something is left out
			vast = append(vast, projections.Vastgesteld{Periode: t.Periode.Waarde, Op: t.op, BekendOp: t.positie})
		}
		u.Regelset = projections.MetRegelnoot(projections.MetRegelnoot(u.Regelset, t.drempel), t.wachttijd)
	}
	u.Definitief = len(vast) > 0 // where nothing stands yet, nothing is final
	if len(u.Kolommen) == 0 {    // nothing is fixed yet: the columns are known, and no line
		if u.Kolommen, err = m.kolommen(); err != nil {
			return projections.Antwoord{}, err
		}
	}
	projections.Orden(u.Regels)
	if t := heel.BestandOp(v); t != nil {
		if u.Vernietigd, err = projections.VernietigdAfgerond(l, t, v); err != nil {
			return projections.Antwoord{}, err
		}
	}
	a, err := projections.Maak(r, stand, v, u)
	if len(u.Regels) == 0 {
		a.Volledigheid.KomtNietVoor = nietGetoond(r, v)
	}
	if p.Naast != nil && weg > 0 {
		a.Volledigheid.NietAlles() // such a report leaves out what it cannot show, and does not put it together
	}
	a.Volledigheid.Afgeschermd, a.Volledigheid.Drempel, a.Volledigheid.Vastgesteld = weg, drempel, vast
	return a, err
}

// keur refuses a question that cannot be answered from one table per period.
func keur(r *projections.Rapport, v projections.Vraag) error {
	p := r.Personen
	if p.Gesloten {
		return ErrGesloten
	}
	if p.Perioden == nil || len(p.Dimensies) == 0 || len(p.Aantallen) == 0 || p.Vorm != nil || !vormGoed(p) {
		return fmt.Errorf("%w: %s", ErrDeclaratie, r.Naam)
	}
	if n := p.Naast; n != nil {
		if q := n.Personen; n.Model != r.Model || q == nil || q.Naast != nil || q.Gesloten || len(q.Aantallen) != 1 || q.OpPeildatum != p.OpPeildatum {
			return fmt.Errorf("%w: %s beside %s", ErrDeclaratie, r.Naam, n.Naam)
		}
	}
	for naam := range v.Filter {
		if !slices.Contains(p.Dimensies, naam) && !slices.Contains(p.Keuzes, naam) {
			return ErrFilter
		}
	}
	if !p.OpPeildatum && !v.Peildatum.IsZero() {
		return ErrPeriode
	}
	return nil
}

// nietGetoond returns the filters with an open set of values of a report that shows
// no line. Whether a value occurs among what is not shown is not told, so an empty
// report says the same of each: no line that is shown has it.
func nietGetoond(r *projections.Rapport, v projections.Vraag) (uit []string) {
	for _, p := range r.Parameters {
		if _, gevraagd := v.Filter[p.Naam]; gevraagd && len(p.Waarden) == 0 {
			uit = append(uit, p.Naam)
		}
	}
	slices.Sort(uit)
	return uit
}

// teFijn reports whether a filter is one of the report, and not of its form.
func teFijn(heel, vorm *projections.Rapport, v projections.Vraag) bool {
	for naam := range v.Filter {
		heeft := func(p projections.Parameter) bool { return p.Naam == naam }
		if slices.ContainsFunc(heel.Parameters, heeft) && !slices.ContainsFunc(vorm.Parameters, heeft) {
			return true
		}
	}
	return false
}

// vormGoed reports whether the shape that p declares is one that can be shielded.
func vormGoed(p *projections.Personen) bool {
	switch {
	case p.Reeks: // a line per period, and nothing beside it
		return len(p.Dimensies) == 1 && !p.OpPeildatum && p.Naast == nil && p.Delen == nil && !p.Genest
	case p.Delen != nil: // every column of numbers in one part
		in := slices.Sorted(slices.Values(slices.Concat(p.Delen...)))
		return slices.Equal(in, slices.Sorted(slices.Values(slices.Concat(p.Aantallen, p.Afgeleid)))) &&
			len(p.Dimensies) > 1 && !p.OpPeildatum && p.Naast == nil && !p.Genest
	default:
		return p.OpPeildatum || len(p.Dimensies) > 1
	}
}
