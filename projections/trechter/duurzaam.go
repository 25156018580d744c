package trechter

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/projections"
)

// termijnOm reports whether on peil the term is over for work that began on the
// last day of cohort k: only then nothing in it can still become duurzaam.
func termijnOm(k recht.Kwartaal, peil recht.Datum) (bool, recht.Regelnoot, error) {
	laatste, noot, err := wsp.DuurzaamNa(k.Einde())
	if err != nil {
		return false, noot, fmt.Errorf("cohort %s: %w", k, err)
	}
	return peil.Na(laatste), noot, nil
}

// duurzaamkolommen are the columns that every line about duurzaam has.
func duurzaamkolommen() []projections.Kolom {
	var ks []projections.Kolom
	for _, n := range []string{"plaatsingenTermijnOm", "duurzaam", "voortijdigBeeindigd", "nogVastTeStellen"} {
		ks = append(ks, projections.Kolom{Naam: n, Soort: projections.Getal})
	}
	return append(ks, projections.Kolom{Naam: "percentageDuurzaam"}, projections.Kolom{Naam: "nogOpen", Soort: projections.Getal})
}

func (s *som) duurzaam() []projections.Waarde {
	geplaatst, duurzaam, voortijdig := s.om[Geplaatst], s.om[Duurzaam], s.om[Voortijdig]
	return []projections.Waarde{
		geplaatst, duurzaam, voortijdig, geplaatst - duurzaam - voortijdig, percentage(duurzaam, geplaatst), s.alles[Geplaatst] - geplaatst,
	}
}

// percentage returns deel of geheel with one decimal, half up; empty when there
// is nothing to take a part of.
func percentage(deel, geheel int64) string {
	if geheel <= 0 {
		return ""
	}
	return tienden((2000*deel + geheel) / (2 * geheel))
}

func tienden(n int64) string { return strconv.FormatInt(n/10, 10) + "," + strconv.FormatInt(n%10, 10) }

func maakDuurzaamheid(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: append(append(projections.Tekstkolommen("cohort"),
		projections.Kolom{Naam: "termijnOmNa", Soort: projections.Datum}, projections.Kolom{Naam: "geplaatst", Soort: projections.Getal}), duurzaamkolommen()...)}
	sommen, err := sommeer(l, v, &u, func(c projections.Cel) string { return c.Dimensies[1] })
	if err != nil {
		return u, err
	}
	for _, k := range gesorteerd(sommen) {
		s := sommen[k]
		if s.alles[Geplaatst] == 0 {
			continue // nobody began work in that quarter
		}
		laatste, _, err := wsp.DuurzaamNa(recht.Kwartaal(k).Einde())
		if err != nil {
			return u, fmt.Errorf("cohort %s: %w", k, err)
		}
		r := projections.Regel{
			Waarden:     append([]projections.Waarde{k, laatste.String(), s.alles[Geplaatst]}, s.duurzaam()...),
			Gesimuleerd: s.gesimuleerd,
		}
		for _, stap := range []string{Geplaatst, Duurzaam, Voortijdig} {
			h, err := herkomst(l, Stappen, v, projections.Gelijk{Kolom: dimensieKwart, Waarde: k}, projections.Gelijk{Kolom: dimensieStap, Waarde: stap})
			if err != nil {
				return u, err
			}
			r.Herkomst = append(r.Herkomst, h...)
		}
		u.Regels = append(u.Regels, r)
	}
	return u, nil
}

func maakAfwijsredenen(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: append(projections.Tekstkolommen("reden", "door"), projections.Kolom{Naam: "aantal", Soort: projections.Getal})}
	for cel, err := range l.Cellen(Afwijzingen, v.BekendOp, v.Peildatum, filter(v)...) {
		if err != nil {
			return u, err
		}
		n := len(u.Regels)
		if n == 0 || u.Regels[n-1].Waarden[0] != cel.Dimensies[0] || u.Regels[n-1].Waarden[1] != cel.Dimensies[1] {
			u.Regels = append(u.Regels, projections.Regel{Waarden: []projections.Waarde{cel.Dimensies[0], cel.Dimensies[1], int64(0)}})
			n++
		}
		r := &u.Regels[n-1]
		r.Waarden[2] = r.Waarden[2].(int64) + cel.Waarde
		r.Gesimuleerd = r.Gesimuleerd || cel.Waarde != 0 && cel.Dimensies[8] == "ja"
	}
	u.Regels = slices.DeleteFunc(u.Regels, func(r projections.Regel) bool { return r.Waarden[2] == int64(0) })
	for i := range u.Regels {
		r := &u.Regels[i]
		var err error
		if r.Herkomst, err = herkomst(l, Afwijzingen, v,
			projections.Gelijk{Kolom: "reden", Waarde: r.Waarden[0]}, projections.Gelijk{Kolom: "door", Waarde: r.Waarden[1]}); err != nil {
			return u, err
		}
	}
	return u, nil
}
