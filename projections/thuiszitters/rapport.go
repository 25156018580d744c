package thuiszitters

import (
	"context"
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

const definitie = "Thuiszitter is sinds 3 februari 2016 wie absoluut verzuimt, of meer dan vier weken relatief verzuimt (Kamerstuk 26695, nr. 108); " +
	"meer dan drie maanden heeft voorrang. Het gaat om wie op de peildatum thuiszat, naar de eerste dag van het verzuim en tot de dag van terugkeer of anders van sluiting van het dossier, " +
	"voor zover een leerplichtambtenaar dat heeft vastgesteld. Wie op de peildatum een vrijstelling heeft die aan het dossier is gekoppeld telt niet mee. Weken zijn kalenderweken, vakanties meegeteld: of die tellen staat niet in de bron. " +
	"Wat later is vastgelegd over een eerdere dag telt in wat nu bekend is, niet in wat toen bekend was. Alleen over dossiers die niet zijn vernietigd."

// ErrPeildatum refuses a report on thuiszitters without a day.
var ErrPeildatum = es.Refuse("thuiszitters/peildatum-ontbreekt",
	"Noem de dag waarop het aantal thuiszitters wordt gevraagd.", "Kamerstuk 26695, nr. 108")

var parameters = []projections.Parameter{
	{Naam: "gemeente", Omschrijving: "CBS-code met GM ervoor, zoals GM0202", Waarden: projections.Gemeentewaarden()},
	{Naam: "plicht", Omschrijving: "leerplicht of kwalificatieplicht", Waarden: leerplicht.Plicht("").Waarden()},
}

// Rapport counts thuiszitters on a day, per gemeente and class.
var Rapport = &projections.Rapport{
	Module: recht.Onderwijszaken,
	Naam:   "thuiszitters", Titel: "Thuiszitters op een dag, per gemeente en duur", Definitie: definitie,
	Model: Projector, Parameters: parameters, Maatstaf: maatstaf, Maak: maak, OpDag: true, Bestand: bestand,
	Personen: &projections.Personen{
		Perioden: projections.Kwartaaldagen, OpPeildatum: true, Dimensies: []string{"gemeente", "duurklasse"}, Aantallen: []string{"aantal"},
		Toelichting: map[string]string{"naam": "gemeente"},
	},
}

// RapportDossiers lists the files behind the figure, with the last step.
var RapportDossiers = &projections.Rapport{
	Module: recht.Onderwijszaken,
	Naam:   "thuiszitterdossiers", Titel: "Dossiers van thuiszitters op een dag, met de laatste stap",
	Definitie: "Een regel per periode van thuiszitten die op de peildatum liep, met het aantal dagen sinds de eerste dag van het verzuim en de stap " +
		"die op of voor de peildatum als laatste is gezet. " + definitie,
	Model: Projector, Parameters: parameters, Maatstaf: maatstaf, Maak: maakDossiers, OpDag: true, Bestand: bestand, Personen: &projections.Personen{Gesloten: true},
	Sleutel: []string{"gemeente", "dossier"},
}

func bestand(projections.Vraag) *projections.Telling { return Bestand }

var maatstaf = projections.Maatstaf{
	GeenNorm: "een getal is niet afgesproken; wie langer dan drie maanden thuiszit heeft voorrang (Kamerstuk 26695, nr. 108) en staat apart.",
	GeenLaat: "voor het aanmerken als thuiszitter is geen termijn gevonden.",
}

func waar(v projections.Vraag) (uit []projections.Gelijk) {
	for _, p := range parameters {
		if w, ok := v.Filter[p.Naam]; ok {
			uit = append(uit, projections.Gelijk{Kolom: p.Naam, Waarde: w})
		}
	}
	return uit
}

func regelset() (uit []recht.Regelnoot) {
	for _, versie := range leerplicht.Thuiszitters.Versies() {
		uit = append(uit, recht.Regelnoot{Code: leerplicht.Thuiszitters.Code(), Versie: versie.Vanaf, Aangenomen: versie.Aangenomen})
	}
	return uit
}

func naam(g string) string {
	n, _ := recht.NaamVan(recht.Gemeentecode(g))
	return n
}

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Regelset: regelset(), Kolommen: []projections.Kolom{
		{Naam: "gemeente"}, {Naam: "naam"}, {Naam: "duurklasse"}, {Naam: "aantal", Soort: projections.Getal},
	}}
	if v.Peildatum.IsZero() {
		return u, ErrPeildatum
	}
	filter := waar(v)
	type groep struct{ gemeente, klasse string }
	plaats := map[groep]int{}
	for cel, err := range l.Cellen(Standen, v.BekendOp, v.Peildatum, filter...) {
		if err != nil {
			return u, err
		}
		if cel.Waarde == 0 {
			continue
		}
		g := groep{cel.Dimensies[0], cel.Dimensies[2]}
		i, er := plaats[g]
		if !er {
			i = len(u.Regels)
			plaats[g] = i
			u.Regels = append(u.Regels, projections.Regel{Waarden: []projections.Waarde{g.gemeente, naam(g.gemeente), g.klasse, int64(0)}})
		}
		r := &u.Regels[i]
		r.Waarden[3] = r.Waarden[3].(int64) + cel.Waarde
		r.Gesimuleerd = r.Gesimuleerd || cel.Dimensies[3] == "ja"
	}
	for i := range u.Regels {
		r := &u.Regels[i]
		regel := append([]projections.Gelijk{{Kolom: "duurklasse", Waarde: r.Waarden[2]}}, filter...)
		if _, gevraagd := v.Filter["gemeente"]; !gevraagd {
			regel = append(regel, projections.Gelijk{Kolom: "gemeente", Waarde: r.Waarden[0]})
		}
		var err error
		if r.Herkomst, err = projections.Herkomst(l, Standen, v, regel...); err != nil {
			return u, err
		}
	}
	projections.Orden(u.Regels)
	return u, nil
}

func maakDossiers(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Regelset: regelset(), Kolommen: []projections.Kolom{
		{Naam: "gemeente"},
		{Naam: "naam"},
		{Naam: "dossier"},
		{Naam: "plicht"},
		{Naam: "verzuim"},
		{Naam: "sinds", Soort: projections.Datum},
		{Naam: "dagen", Soort: projections.Getal},
		{Naam: "duurklasse"},
		{Naam: "laatsteStap"},
		{Naam: "laatsteStapOp", Soort: projections.Datum},
	}}
	if v.Peildatum.IsZero() {
		return u, ErrPeildatum
	}
	vrij := map[string]string{}
	for rij, err := range l.Rijen(Vrijgesteld, v.BekendOp) {
		if err != nil {
			return u, err
		}
		vrij[rij.Tekst(0)] = rij.Tekst(1)
	}
	plaats := map[string]int{}
	for rij, err := range l.Rijen(Perioden, v.BekendOp, waar(v)...) {
		if err != nil {
			return u, err
		}
		klasse, err := klasseOp(rij, v.Peildatum, vrij[rij.Tekst(0)])
		if err != nil {
			return u, fmt.Errorf("periode %d van %s: %w", rij.Getal(1), rij.Tekst(0), err)
		}
		if klasse == "" {
			continue
		}
		begin, err := recht.ParseDatum(rij.Tekst(2 + veldBegin))
		if err != nil {
			return u, fmt.Errorf("begin van %s: %w", rij.Tekst(0), err)
		}
		plaats[rij.Tekst(0)] = len(u.Regels) // periodes of one file never cover the same day
		u.Regels = append(u.Regels, projections.Regel{
			Waarden: []projections.Waarde{
				rij.Tekst(2 + veldGemeente), naam(rij.Tekst(2 + veldGemeente)), rij.Tekst(0), rij.Tekst(2 + veldPlicht), rij.Tekst(2 + veldAard),
				begin.String(), int64(begin.DagenTot(v.Peildatum)), string(klasse), "", "",
			},
			Herkomst: []es.Position{rij.Van}, Gesimuleerd: rij.Getal(2+veldGesimuleerd) != 0,
		})
	}
	for rij, err := range l.Versies(Stappen, v.BekendOp) {
		if err != nil {
			return u, err
		}
		i, er := plaats[rij.Tekst(0)]
		if op := rij.Tekst(2); er && op <= v.Peildatum.String() && op >= u.Regels[i].Waarden[9].(string) {
			u.Regels[i].Waarden[8], u.Regels[i].Waarden[9] = rij.Tekst(1), op
			u.Regels[i].Herkomst = append(u.Regels[i].Herkomst, rij.Van)
		}
	}
	projections.Orden(u.Regels)
	return u, nil
}

// klasseOp returns the class that a periode is in on day d, or nothing; nor is there
// one on a day of vrij.
func klasseOp(rij projections.Rij, d recht.Datum, vrij string) (Duurklasse, error) {
	ds, err := delenVan(func(veld int) string { return rij.Tekst(2 + veld) }, vrij)
	for _, deel := range ds {
		if !d.Voor(deel.van) && (deel.tot.IsZero() || d.Voor(deel.tot)) {
			return deel.klasse, err
		}
	}
	return "", err
}
