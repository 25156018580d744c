package afscherming

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/projections"
)

// A deel is a group of columns of a report, shielded by itself.
type deel struct {
	kolommen  []string
	lijnen    []Lijn // with the numbers of this part only
	aantallen []string
	klein     bool // the whole period is too small to show
}

// delen adds the lines of one period of a report whose columns are about
// different persons. Each part is shielded as a table of its own; a line shows of
// each part what that table shows of it, so it tells no more than the tables do.
//
// A line is there when one of the tables has it. In the others its number is 0,
// or not given: because groups are together in the line "overig" above it, in
// which it may be or not, or because that table has too few persons to be shown.
func (m *maker) delen(u *projections.Uitkomst, in inhoud, t tabel) (weg int64, err error) {
	p := m.r.Personen
	var delen []deel
	for _, kolommen := range p.Delen {
		d := deel{kolommen: kolommen}
		var plaatsen []int
		for i, naam := range p.Aantallen {
			if slices.Contains(kolommen, naam) {
				d.aantallen, plaatsen = append(d.aantallen, naam), append(plaatsen, i)
			}
		}
		rijen := make([]Rij, len(in.rijen))
		er := false
		for i, r := range in.rijen {
			rijen[i].Sleutel = r.Sleutel
			for _, j := range plaatsen {
				rijen[i].Aantallen = append(rijen[i].Aantallen, r.Aantallen[j])
				er = er || r.Aantallen[j] != 0
			}
		}
		if d.lijnen, err = Voegsamen(rijen, t.maat); err != nil {
			return 0, err
		}
		d.klein = er && len(d.lijnen) == 0
		weg += d.weg()
		delen = append(delen, d)
	}
	for _, sleutel := range sleutelsVan(delen) {
		if l := (Lijn{Rij: Rij{Sleutel: sleutel}}); !m.gevraagd(l) {
			continue
		}
		r, err := m.deelregel(in, sleutel, delen)
		if err != nil {
			return 0, err
		}
		u.Regels = append(u.Regels, r)
	}
	return weg, nil
}

// weg counts the lines for groups put together, or the whole of a small table.
func (d deel) weg() (n int64) {
	for _, l := range d.lijnen {
		if l.Rest {
			n++
		}
	}
	if d.klein {
		n = 1
	}
	return n
}

// sleutelsVan returns the lines that any of the tables has, in order.
func sleutelsVan(delen []deel) (uit [][]string) {
	for _, d := range delen {
		for _, l := range d.lijnen {
			uit = append(uit, l.Sleutel)
		}
	}
	slices.SortFunc(uit, slices.Compare)
	return slices.CompactFunc(uit, slices.Equal)
}

// zoek returns the line with this key; when there is none, whether the group may
// be among those put together.
func (d deel) zoek(sleutel []string) (l Lijn, er, verborgen bool) {
	verborgen = d.klein
	for _, l := range d.lijnen {
		if slices.Equal(l.Sleutel, sleutel) {
			return l, true, false
		}
		verborgen = verborgen || l.Rest && omvat(l.Sleutel, sleutel)
	}
	return l, false, verborgen
}

// omvat reports whether a line of groups put together lies over this one.
func omvat(rest, sleutel []string) bool {
	for i, w := range rest {
		if w == Overig {
			return true
		}
		if w != sleutel[i] {
			return false
		}
	}
	return false
}

// deelregel makes the line with this key from what each part shows of it.
func (m *maker) deelregel(in inhoud, sleutel []string, delen []deel) (projections.Regel, error) {
	p := m.r.Personen
	r := projections.Regel{Samengevoegd: slices.Contains(sleutel, Overig)}
	eigen := slices.IndexFunc(in.rijen, func(x Rij) bool { return slices.Equal(x.Sleutel, sleutel) })
	for i, k := range in.Kolommen {
		switch in.soorten[i] {
		case projections.Dimensie:
			r.Waarden = append(r.Waarden, sleutel[slices.Index(p.Dimensies, k.Naam)])
			continue
		case projections.Toelichting:
			w := projections.Waarde("")
			if eigen >= 0 {
				w = in.Regels[eigen].Waarden[i]
			}
			r.Waarden = append(r.Waarden, w)
			continue
		}
		d := delen[slices.IndexFunc(delen, func(d deel) bool { return slices.Contains(d.kolommen, k.Naam) })]
		l, _, _ := d.zoek(sleutel)
		for _, j := range l.Van {
			r.Gesimuleerd = r.Gesimuleerd || in.Regels[j].Gesimuleerd
		}
		w, err := m.deelwaarde(in, k, d, sleutel)
		if err != nil {
			return r, err
		}
		if w == nil {
			w, r.Deels = leeg(k), true
		}
		r.Waarden = append(r.Waarden, w)
	}
	return r, nil
}

// deelwaarde returns a number of a line as its part d shows it, or what follows
// from the numbers of that part; nil when it is not given.
func (m *maker) deelwaarde(in inhoud, k projections.Kolom, d deel, sleutel []string) (projections.Waarde, error) {
	l, er, verborgen := d.zoek(sleutel)
	if verborgen {
		return nil, nil
	}
	getallen := l.Aantallen
	if !er { // nobody
		getallen = make([]int64, len(d.aantallen))
	}
	if j := slices.Index(d.aantallen, k.Naam); j >= 0 {
		return getallen[j], nil
	}
	w, ok, err := afgeleid(m.r, k, d.aantallen, getallen)
	if ok || err != nil {
		return w, err
	}
	eigen := slices.IndexFunc(in.rijen, func(x Rij) bool { return slices.Equal(x.Sleutel, sleutel) })
	if er && l.Rest || eigen < 0 {
		return nil, nil
	}
	return in.Regels[eigen].Waarden[slices.Index(in.Kolommen, k)], nil
}
