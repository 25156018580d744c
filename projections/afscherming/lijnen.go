package afscherming

import (
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/projections"
)

// lijnen returns what may be shown of a whole table, and how much is not shown
// by itself.
func (m *maker) lijnen(in inhoud, t tabel) ([]Lijn, int64, error) {
	p := m.r.Personen
	if p.Reeks {
		return m.reeks(in, t)
	}
	if p.Naast == nil {
		return m.boom(in.rijen, t)
	}
	leidend, err := m.haal(p.Naast, t)
	if err != nil {
		return nil, 0, err
	}
	dims := p.Naast.Personen.Dimensies
	if len(p.Aantallen) == 1 && len(p.Dimensies) > len(dims) && slices.Equal(p.Dimensies[:len(dims)], dims) {
		if !zelfdeSommen(leidend.rijen, in.rijen, len(dims)) {
			return nil, 1, nil
		}
		return m.boom(in.rijen, t)
	}
	gedeeld := 0
	for gedeeld < min(len(dims), len(p.Dimensies)) && dims[gedeeld] == p.Dimensies[gedeeld] {
		gedeeld++
	}
	zien, err := Dwars(leidend.rijen, in.rijen, gedeeld, t.maat)
	var uit []Lijn
	for _, i := range zien {
		uit = append(uit, Lijn{Rij: in.rijen[i], Van: []int{i}})
	}
	if len(zien) < len(in.rijen) {
		return uit, 1, err // not how many: that would tell how many groups share a line "overig"
	}
	return uit, 0, err
}

func (m *maker) boom(rijen []Rij, t tabel) ([]Lijn, int64, error) {
	lijnen, err := Voegsamen(rijen, t.maat)
	weg := int64(0)
	for _, l := range lijnen {
		if l.Rest {
			weg++
		}
	}
	if len(lijnen) == 0 && len(rijen) > 0 {
		weg = 1 // the whole period
	}
	return lijnen, weg, err
}

// zelfdeSommen reports whether fijn, added up over its first diepte dimensions,
// is grof. If not, a difference between the two would be a group as well.
func zelfdeSommen(grof, fijn []Rij, diepte int) bool {
	verschil := map[string]int64{}
	for _, r := range grof {
		verschil[strings.Join(r.Sleutel, "\x00")] += r.Aantallen[0]
	}
	for _, r := range fijn {
		verschil[strings.Join(r.Sleutel[:diepte], "\x00")] -= r.Aantallen[0]
	}
	for _, n := range verschil {
		if n != 0 {
			return false
		}
	}
	return true
}

// regel makes the line of the report for l: the line itself, or one for groups
// put together. What follows from numbers is computed over the whole of those.
func (m *maker) regel(in inhoud, l Lijn) (projections.Regel, error) {
	p, eerste := m.r.Personen, in.Regels[l.Van[0]]
	if !l.Rest {
		return projections.Regel{Waarden: eerste.Waarden, Gesimuleerd: eerste.Gesimuleerd}, nil
	}
	r := projections.Regel{Samengevoegd: true}
	for _, i := range l.Van {
		r.Gesimuleerd = r.Gesimuleerd || in.Regels[i].Gesimuleerd
	}
	for i, k := range in.Kolommen {
		var w projections.Waarde
		switch in.soorten[i] {
		case projections.Dimensie:
			w = l.Sleutel[slices.Index(p.Dimensies, k.Naam)]
		case projections.Aantal:
			w = l.Aantallen[slices.Index(p.Aantallen, k.Naam)]
		case projections.Toelichting:
			w = ""
			if l.Sleutel[slices.Index(p.Dimensies, p.Toelichting[k.Naam])] != Overig {
				w = eerste.Waarden[i]
			}
		default:
			uit, ok, err := afgeleid(m.r, k, p.Aantallen, l.Aantallen)
			if err != nil {
				return r, err
			}
			if w = uit; !ok {
				w = leeg(k)
			}
		}
		r.Waarden = append(r.Waarden, w)
	}
	return r, nil
}

func leeg(k projections.Kolom) projections.Waarde {
	if k.Soort == projections.Getal {
		return projections.Afgeschermd{}
	}
	return ""
}
