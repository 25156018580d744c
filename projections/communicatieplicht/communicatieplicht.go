// Package communicatieplicht counts what the raden were told, against the numbers
// that the uitvoeringsplan promises a year.
package communicatieplicht

import (
	"context"
	"strconv"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// The kinds of uiting.
const (
	Nieuwsbrief   = "nieuwsbrief"
	Bijeenkomst   = "informatiebijeenkomst"
	dimensieJaar  = "jaar"
	dimensieSoort = "soort"
)

// Aantallen counts uitingen a year. Its dimensions survive destruction.
var Aantallen = &projections.Telling{Naam: "aantallen", Dimensies: []string{dimensieJaar, dimensieSoort, "gesimuleerd"}, Blijvend: true}

// Klok holds the last day on which anything was recorded, by anybody: a projector
// reads no clock, and a year in which no uiting was recorded has no event.
var Klok = &projections.Tabel{
	Naam: "klok", Sleutel: projections.Tekstkolommen("klok"), Velden: []projections.Kolom{{Naam: "dag", Soort: projections.Datum}},
}

// Projector fills the count.
var Projector = &projections.Projector{
	Naam: "communicatieplicht", Versie: 2,
	Tabellen:  []*projections.Tabel{Klok},
	Tellingen: []*projections.Telling{Aantallen},
	Verwerk: func(s projections.Schrijver, r es.Recorded) error {
		if err := tik(s, r); err != nil {
			return err
		}
		switch e := r.Event.(type) {
		case communicatie.NieuwsbriefVerzonden:
			return tel(s, Nieuwsbrief, e.VerzondenOp, e.Gesimuleerd)
		case communicatie.InformatiebijeenkomstGehouden:
			return tel(s, Bijeenkomst, e.GehoudenOp, e.Gesimuleerd)
		}
		return nil
	},
}

func tik(s projections.Schrijver, r es.Recorded) error {
	if r.Time.IsZero() {
		return nil
	}
	dag := recht.DatumVan(r.Time).String()
	oud, er, err := s.Huidig(Klok, "laatste")
	if err != nil || er && oud[0].(string) >= dag { // jjjj-mm-dd, so text order is time order
		return err
	}
	return s.Zet(Klok, "laatste", dag)
}

func tel(s projections.Schrijver, soort string, dag recht.Datum, gesimuleerd bool) error {
	return s.Tel(Aantallen, dag, 1, strconv.Itoa(dag.Jaar()), soort, map[bool]string{true: "ja", false: "nee"}[gesimuleerd])
}

// Rapport holds the count against the norm.
var Rapport = &projections.Rapport{
	Naam:  "communicatieplicht",
	Titel: "Nieuwsbrieven en informatiebijeenkomsten voor de raden",
	Definitie: "Per kalenderjaar het aantal verzonden nieuwsbrieven en gehouden informatiebijeenkomsten naast wat het uitvoeringsplan " +
		"belooft (1.5). Elk jaar staat er, ook als niets is vastgelegd: vanaf het eerste jaar van de afspraak, of van de eerste uiting als die er eerder was, " +
		"tot en met het jaar van de peildatum; zonder peildatum tot en met het laatste jaar waarin iets is vastgelegd. " +
		"Zonder norm gold er dat jaar geen afspraak. Of een lopend jaar wordt gehaald blijkt pas op 31 december.",
	Model:      Projector,
	Parameters: []projections.Parameter{{Naam: dimensieJaar, Omschrijving: "kalenderjaar", Vorm: projections.Jaarvorm}},
	Maatstaf: projections.Maatstaf{
		Norm:     "Ten minste 2 nieuwsbrieven en 1 informatiebijeenkomst per kalenderjaar (Uitvoeringsplan 2020-2023, 1.5).",
		GeenLaat: "binnen het jaar heeft een uiting geen uiterste dag.",
	},
	Maak: maak,
}

// A stand is how often something was done in a year.
type stand struct {
	aantal      int64
	gesimuleerd bool
}

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{
		{Naam: dimensieJaar}, {Naam: dimensieSoort}, {Naam: "aantal", Soort: projections.Getal}, {Naam: "norm"}, {Naam: "gehaald"},
	}}
	standen := map[string]stand{}
	van, tot := begin(), 0
	for cel, err := range l.Cellen(Aantallen, v.BekendOp, v.Peildatum) {
		if err != nil {
			return u, err
		}
		jaar, err := strconv.Atoi(cel.Dimensies[0])
		if err != nil {
			return u, err
		}
		van, tot = min(van, jaar), max(tot, jaar)
		s := standen[cel.Dimensies[0]+cel.Dimensies[1]]
		standen[cel.Dimensies[0]+cel.Dimensies[1]] = stand{s.aantal + cel.Waarde, s.gesimuleerd || cel.Dimensies[2] == "ja"}
	}
	laatste, err := laatsteJaar(l, v)
	if err != nil {
		return u, err
	}
	for jaar := van; jaar <= max(tot, laatste); jaar++ {
		naam := strconv.Itoa(jaar)
		if j, ok := v.Filter[dimensieJaar]; ok && j != naam {
			continue
		}
		for _, soort := range []string{Bijeenkomst, Nieuwsbrief} {
			s := standen[naam+soort]
			r := projections.Regel{Waarden: []projections.Waarde{naam, soort, s.aantal, "", ""}, Gesimuleerd: s.gesimuleerd}
			if err := aanvullen(l, v, &u, &r); err != nil {
				return u, err
			}
			u.Regels = append(u.Regels, r)
		}
	}
	return u, nil
}

// begin returns the first year in which either number was promised.
func begin() int {
	return min(recht.NieuwsbrievenPerJaar.Versies()[0].Vanaf.Jaar(), recht.InformatiebijeenkomstenPerJaar.Versies()[0].Vanaf.Jaar())
}

// laatsteJaar returns the year of the peildatum, or that in which something was
// recorded last; 0 when nothing was.
func laatsteJaar(l projections.Lezer, v projections.Vraag) (int, error) {
	if !v.Peildatum.IsZero() {
		return v.Peildatum.Jaar(), nil
	}
	for rij, err := range l.Rijen(Klok, v.BekendOp) {
		if err != nil {
			return 0, err
		}
		dag, err := recht.ParseDatum(rij.Tekst(1))
		return dag.Jaar(), err
	}
	return 0, nil
}

// aanvullen adds the norm of that year and the events behind the count.
func aanvullen(l projections.Lezer, v projections.Vraag, u *projections.Uitkomst, r *projections.Regel) error {
	jaar, err := strconv.Atoi(r.Waarden[0].(string))
	if err != nil {
		return err
	}
	regel := recht.NieuwsbrievenPerJaar
	if r.Waarden[1] == Bijeenkomst {
		regel = recht.InformatiebijeenkomstenPerJaar
	}
	if eind := recht.NieuweDatum(jaar, 12, 31); regel.GeldtOp(eind) {
		norm, noot, err := regel.Op(eind)
		if err != nil {
			return err
		}
		u.Regelset = projections.MetRegelnoot(u.Regelset, noot)
		r.Waarden[3], r.Waarden[4] = "ten minste "+strconv.Itoa(norm), "nee"
		if r.Waarden[2].(int64) >= int64(norm) {
			r.Waarden[4] = "ja"
		}
		u.Normen = append(u.Normen, projections.Norm{
			Naam: r.Waarden[1].(string) + " " + r.Waarden[0].(string), Norm: int64(norm), Realisatie: r.Waarden[2].(int64), Gehaald: r.Waarden[4] == "ja",
		})
	}
	r.Herkomst, err = projections.Herkomst(l, Aantallen, v,
		projections.Gelijk{Kolom: dimensieJaar, Waarde: r.Waarden[0]}, projections.Gelijk{Kolom: dimensieSoort, Waarde: r.Waarden[1]})
	return err
}
