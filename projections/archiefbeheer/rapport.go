package archiefbeheer

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Rapport lists what was proposed, decided on and destroyed. It is for the
// archiefinspecteur, long after the files are gone.
var Rapport = &projections.Rapport{
	Naam:  "vernietigingen",
	Titel: "Vernietiging van dossiers per lijst en resultaat van de selectielijst",
	Definitie: "Een regel per vernietigingslijst en resultaat: hoeveel dossiers zijn voorgesteld, over hoeveel is besloten en van hoeveel zijn de " +
		"gegevens vernietigd, en op welke dag. Wat is voorgesteld en niet besloten is aangehouden of afgewezen. Vanaf onherroepelijkOp haalt ook een " +
		"oude reservekopie van de sleutels niets terug. De gebeurtenissen achter een regel zijn het voorstel, het besluit en de verklaring; " +
		"zij noemen wie besloot. Welke dossiers nu vernietigd moeten worden, en welke niet en waarom, staat onder /v1/vernietigingskandidaten.",
	Model: Projector,
	Parameters: []projections.Parameter{
		{Naam: "resultaat", Omschrijving: "nummer in de selectielijst, zoals 12.1.3", Vorm: projections.Nummervorm},
	},
	Maatstaf: projections.Maatstaf{
		GeenNorm: "hoeveel dossiers vernietigd moeten worden hangt af van de dossiers zelf; dat staat onder /v1/vernietigingskandidaten.",
		GeenLaat: "hoe lang na de bewaartermijn vernietigd moet zijn ligt in geen gevonden bron vast.",
	},
	Maak: maak,
}

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{
		{Naam: "lijst"},
		{Naam: "selectielijst"},
		{Naam: "resultaat"},
		{Naam: "voorgesteldOp", Soort: projections.Datum},
		{Naam: "voorgesteld", Soort: projections.Getal},
		{Naam: "beslotenOp", Soort: projections.Datum},
		{Naam: "besloten", Soort: projections.Getal},
		{Naam: "aangehouden", Soort: projections.Getal},
		{Naam: "afgewezenOp", Soort: projections.Datum},
		{Naam: "uitgevoerdOp", Soort: projections.Datum},
		{Naam: "vernietigd", Soort: projections.Getal},
		{Naam: "onherroepelijkOp", Soort: projections.Datum},
	}}
	var waar []projections.Gelijk
	if r, ok := v.Filter["resultaat"]; ok {
		waar = append(waar, projections.Gelijk{Kolom: "resultaat", Waarde: r})
	}
	for r, err := range l.Rijen(Lijsten, v.BekendOp, waar...) {
		if err != nil {
			return u, err
		}
		u.Regels = append(u.Regels, regel(r))
	}
	var err error
	if !v.ZonderHerkomst {
		err = metHerkomst(l, v, u.Regels, waar)
	}
	_, noot, fout := archief.Reservekopietermijn.Op(recht.NieuweDatum(2017, 1, 1))
	if err == nil {
		err = fout
	}
	u.Regelset = []recht.Regelnoot{noot}
	return u, err
}

func regel(r projections.Rij) projections.Regel {
	v := r.Waarden[3:]
	vernietigd, aangehouden := int64(0), int64(0)
	if v[lijstUitgevoerdOp] != "" {
		vernietigd = v[lijstBesloten].(int64)
	}
	if v[lijstBeslotenOp] != "" {
		aangehouden = v[lijstVoorgesteld].(int64) - v[lijstBesloten].(int64)
	}
	return projections.Regel{
		Waarden: []projections.Waarde{
			r.Waarden[0], r.Waarden[1], r.Waarden[2], v[lijstVoorgesteldOp], v[lijstVoorgesteld], v[lijstBeslotenOp], v[lijstBesloten],
			aangehouden, v[lijstAfgewezenOp], v[lijstUitgevoerdOp], vernietigd, v[lijstOnherroepelijkOp],
		},
		Gesimuleerd: v[lijstGesimuleerd].(int64) != 0,
	}
}

// metHerkomst adds the events that opened and changed each line.
func metHerkomst(l projections.Lezer, v projections.Vraag, regels []projections.Regel, waar []projections.Gelijk) error {
	per := map[[3]string][]es.Position{}
	for r, err := range l.Versies(Lijsten, v.BekendOp, waar...) {
		if err != nil {
			return err
		}
		k := [3]string{r.Tekst(0), r.Tekst(1), r.Tekst(2)}
		per[k] = projections.MetPositie(per[k], r.Van)
	}
	for i := range regels {
		w := regels[i].Waarden
		regels[i].Herkomst = per[[3]string{w[0].(string), w[1].(string), w[2].(string)}]
	}
	return nil
}
