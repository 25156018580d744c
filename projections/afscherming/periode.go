package afscherming

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A maker makes one report, period by period.
type maker struct {
	ctx context.Context
	r   *projections.Rapport
	l   projections.Lezer
	v   projections.Vraag
	k   Kalender

	getoond [][]int64 // of a Reeks: what the lines so far count
}

// A tabel is one period and the moment at which its figures stand.
type tabel struct {
	projections.Periode
	op                 recht.Datum
	positie            es.Position
	maat               Maat
	drempel, wachttijd recht.Regelnoot
}

// perioden returns the periods asked for of which the table is fixed, by the
// clock and at the position asked. A day that is not among them is refused, with
// those that are.
func (m *maker) perioden() (uit []tabel, err error) {
	p := m.r.Personen
	for _, periode := range p.Perioden(m.k.Vandaag) {
		if p.OpPeildatum && periode.Waarde != m.v.Peildatum.String() {
			continue
		}
		if w, ok := m.v.Filter[p.Dimensies[0]]; ok && !p.OpPeildatum && !p.Reeks && w != periode.Waarde {
			continue // of a Reeks the lines before it decide whether it is shown
		}
		t, vast, err := m.tabel(periode)
		if err != nil {
			return nil, err
		}
		if vast {
			uit = append(uit, t)
		}
	}
	if p.OpPeildatum && len(uit) == 0 {
		dagen, err := m.welkeDagen()
		if err != nil {
			return nil, err
		}
		return nil, ErrPeildatum.With(dagen)
	}
	return uit, nil
}

// welkeDagen says in Dutch for which days there is a figure.
func (m *maker) welkeDagen() (string, error) {
	var dagen []string
	eerstvolgende := ""
	for _, periode := range m.r.Personen.Perioden(m.k.Vandaag.PlusMaanden(12)) {
		t, vast, err := m.tabel(periode)
		switch {
		case err != nil:
			return "", err
		case vast:
			dagen = append(dagen, periode.Waarde)
		case t.op.Na(m.k.Vandaag) && eerstvolgende == "":
			eerstvolgende = " De eerstvolgende is " + periode.Waarde + ", vanaf " + t.op.String() + "."
		}
	}
	if len(dagen) == 0 {
		return "Zo'n dag is er nog niet." + eerstvolgende, nil
	}
	return "Kies als peildatum een van: " + strings.Join(dagen, ", ") + "." + eerstvolgende, nil
}

// tabel returns the table of a period, and whether it is fixed.
func (m *maker) tabel(periode projections.Periode) (t tabel, vast bool, err error) {
	t = tabel{Periode: periode, maat: Maat{Genest: m.r.Personen.Genest}}
	var maanden int
	if maanden, t.wachttijd, err = Wachttijd.Op(periode.Einde); err != nil {
		return t, false, err
	}
	t.op = periode.Einde.PlusMaanden(maanden)
	if t.op.Na(m.k.Vandaag) {
		return t, false, nil
	}
	if t.maat.Drempel, t.drempel, err = projections.Drempel.Op(t.op); err != nil {
		return t, false, err
	}
	if t.positie, err = m.k.PositieVoor(m.ctx, t.op.Begin()); err != nil {
		return t, false, fmt.Errorf("position before %s: %w", t.op, err)
	}
	return t, t.positie > 0 && t.positie <= m.v.BekendOp, nil
}

// vraag returns the question for the whole table of a period.
func (m *maker) vraag(r *projections.Rapport, t tabel) projections.Vraag {
	v := projections.Vraag{BekendOp: t.positie, ZonderHerkomst: true, ZonderZoeken: true, Vast: t.op}
	switch d := r.Personen.Dimensies[0]; {
	case r.Personen.OpPeildatum:
		v.Peildatum = m.v.Peildatum
	case slices.ContainsFunc(r.Parameters, func(p projections.Parameter) bool { return p.Naam == d }):
		v.Filter = map[string]string{d: t.Periode.Waarde}
	}
	for _, naam := range r.Personen.Keuzes {
		if w, ok := m.v.Filter[naam]; ok {
			if v.Filter == nil {
				v.Filter = map[string]string{}
			}
			v.Filter[naam] = w
		}
	}
	return v
}

// An inhoud is the whole table of a period, before shielding.
type inhoud struct {
	projections.Uitkomst
	soorten []projections.Kolomsoort
	rijen   []Rij // one per line
}

// haal returns report r over a whole period, as kept or made.
func (m *maker) haal(r *projections.Rapport, t tabel) (inhoud, error) {
	v := m.vraag(r, t)
	return m.k.Bewaard.neem(m.ctx, sleutelVan(r, m.l, t.Periode.Waarde, v), func() (inhoud, error) { return m.maakTabel(r, t, v) })
}

func (m *maker) maakTabel(r *projections.Rapport, t tabel, v projections.Vraag) (in inhoud, err error) {
	a, err := projections.Voer(m.ctx, r, m.l, v)
	if err != nil {
		return in, err
	}
	in.Uitkomst = a.Uitkomst
	if in.soorten, err = r.Personen.Verdeel(a.Uitkomst.Kolommen); err != nil {
		return in, err
	}
	kolom := func(naam string) int {
		return slices.IndexFunc(a.Uitkomst.Kolommen, func(k projections.Kolom) bool { return k.Naam == naam })
	}
	for _, naam := range slices.Concat(r.Personen.Dimensies, r.Personen.Aantallen) {
		if kolom(naam) < 0 {
			return in, fmt.Errorf("%w: %s has no column %s", ErrDeclaratie, r.Naam, naam)
		}
	}
	in.Regels = nil
	for _, regel := range a.Uitkomst.Regels {
		var rij Rij
		for _, d := range r.Personen.Dimensies {
			rij.Sleutel = append(rij.Sleutel, projections.Waardetekst(regel.Waarden[kolom(d)]))
		}
		if !r.Personen.OpPeildatum && rij.Sleutel[0] != t.Periode.Waarde {
			continue
		}
		for _, n := range r.Personen.Aantallen {
			getal, _ := regel.Waarden[kolom(n)].(int64)
			rij.Aantallen = append(rij.Aantallen, getal)
		}
		in.rijen, in.Regels = append(in.rijen, rij), append(in.Regels, regel)
	}
	return in, keurAfgeleid(r, in)
}

// kolommen returns the columns of the report, from a table before any event.
func (m *maker) kolommen() ([]projections.Kolom, error) {
	a, err := projections.Voer(m.ctx, m.r, m.l, projections.Vraag{ZonderHerkomst: true, Peildatum: m.v.Peildatum})
	return a.Uitkomst.Kolommen, err
}

// periode adds the lines of one period to u, and returns how many lines stand
// for groups put together, or blocks that are not shown.
func (m *maker) periode(u *projections.Uitkomst, t tabel) (weg int64, err error) {
	in, err := m.haal(m.r, t)
	if err != nil {
		return 0, err
	}
	u.Kolommen = in.Kolommen
	u.Gesimuleerd = u.Gesimuleerd || slices.ContainsFunc(in.Regels, func(r projections.Regel) bool { return r.Gesimuleerd })
	for _, noot := range in.Regelset {
		u.Regelset = projections.MetRegelnoot(u.Regelset, noot)
	}
	if m.r.Personen.Delen != nil {
		return m.delen(u, in, t)
	}
	lijnen, weg, err := m.lijnen(in, t)
	if err != nil {
		return 0, err
	}
	for _, l := range lijnen {
		if !m.gevraagd(l) {
			continue
		}
		r, err := m.regel(in, l)
		if err != nil {
			return 0, err
		}
		u.Regels = append(u.Regels, r)
	}
	return weg, nil
}

// gevraagd applies the filters, on the finished table.
func (m *maker) gevraagd(l Lijn) bool {
	for i, d := range m.r.Personen.Dimensies {
		if w, ok := m.v.Filter[d]; ok && w != l.Sleutel[i] {
			return false
		}
	}
	return true
}
