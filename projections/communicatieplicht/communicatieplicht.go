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

// Projector fills the count.
var Projector = &projections.Projector{
	Naam: "communicatieplicht", Versie: 1,
	Tellingen: []*projections.Telling{Aantallen},
	Verwerk: func(s projections.Schrijver, r es.Recorded) error {
		switch e := r.Event.(type) {
		case communicatie.NieuwsbriefVerzonden:
			return tel(s, Nieuwsbrief, e.VerzondenOp, e.Gesimuleerd)
		case communicatie.InformatiebijeenkomstGehouden:
			return tel(s, Bijeenkomst, e.GehoudenOp, e.Gesimuleerd)
		}
		return nil
	},
}

func tel(s projections.Schrijver, soort string, dag recht.Datum, gesimuleerd bool) error {
	return s.Tel(Aantallen, dag, 1, strconv.Itoa(dag.Jaar()), soort, map[bool]string{true: "ja", false: "nee"}[gesimuleerd])
}

// Rapport holds the count against the norm.
var Rapport = &projections.Rapport{
	Naam:  "communicatieplicht",
	Titel: "Nieuwsbrieven en informatiebijeenkomsten voor de raden",
	Definitie: "Per kalenderjaar het aantal verzonden nieuwsbrieven en gehouden informatiebijeenkomsten naast wat het uitvoeringsplan " +
		"belooft (1.5). Zonder norm gold er dat jaar geen afspraak. Of een lopend jaar wordt gehaald blijkt pas op 31 december.",
	Model:      Projector,
	Parameters: []projections.Parameter{{Naam: dimensieJaar, Omschrijving: "kalenderjaar"}},
	Maak:       maak,
}

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{
		{Naam: dimensieJaar}, {Naam: dimensieSoort}, {Naam: "aantal", Soort: projections.Getal}, {Naam: "norm"}, {Naam: "gehaald"},
	}}
	var waar []projections.Gelijk
	if j, ok := v.Filter[dimensieJaar]; ok {
		waar = append(waar, projections.Gelijk{Kolom: dimensieJaar, Waarde: j})
	}
	for cel, err := range l.Cellen(Aantallen, v.BekendOp, v.Peildatum, waar...) {
		if err != nil {
			return u, err
		}
		jaar, soort, gesimuleerd := cel.Dimensies[0], cel.Dimensies[1], cel.Dimensies[2] == "ja"
		if n := len(u.Regels); n > 0 && u.Regels[n-1].Waarden[0] == jaar && u.Regels[n-1].Waarden[1] == soort {
			u.Regels[n-1].Waarden[2] = u.Regels[n-1].Waarden[2].(int64) + cel.Waarde
			u.Regels[n-1].Gesimuleerd = u.Regels[n-1].Gesimuleerd || gesimuleerd
			continue
		}
		u.Regels = append(u.Regels, projections.Regel{Waarden: []projections.Waarde{jaar, soort, cel.Waarde, "", ""}, Gesimuleerd: gesimuleerd})
	}
	for i := range u.Regels {
		if err := aanvullen(l, v, &u, &u.Regels[i]); err != nil {
			return u, err
		}
	}
	return u, nil
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
