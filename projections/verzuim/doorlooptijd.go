package verzuim

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// RapportDoorlooptijd holds how long meldingen took. It comes from rows, since a
// median does not add up.
var RapportDoorlooptijd = &projections.Rapport{
	Module: recht.Onderwijszaken,
	Naam:   "verzuimmeldingen-doorlooptijd",
	Titel:  "Doorlooptijd van verzuimmeldingen",
	Definitie: "Kalenderdagen van de ontvangst tot en met de afsluiting, per woongemeente en schooljaar; een melding die op de dag van ontvangst " +
		"wordt afgesloten duurt 0 dagen. Mediaan en p90 zijn de waarde van een bestaande melding: de kleinste die ten minste de helft, of ten minste " +
		"90 procent, van de afgesloten meldingen omvat. Ter kennisgeving aangenomen en ingetrokken meldingen tellen niet mee; open meldingen staan apart, " +
		"dus zolang er open staan kan het cijfer nog stijgen. Zonder afgesloten meldingen staat bij beide 0. Alleen over dossiers die niet zijn vernietigd.",
	Noemer: "afgesloten meldingen",
	Model:  Projector, Parameters: parameters, Bestand: bestand,
	Personen: personen(Rapport, nil, []string{"afgesloten", "open"}, "mediaan", "p90"),
	Maatstaf: projections.Maatstaf{
		GeenNorm: "voor het afhandelen van een melding is geen termijn gevonden.", GeenLaat: "zonder termijn is geen afsluiting te laat; te late meldingen staan in verzuimmeldingen-tijdigheid.",
	},
	Maak: maakDoorlooptijd,
}

// A groep is the meldingen of one gemeente in one schooljaar.
type groep struct {
	gemeente, schooljaar string
	dagen                []int64
	open                 int64
	herkomst             []es.Position
	gesimuleerd          bool
}

func maakDoorlooptijd(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{
		{Naam: gemeente},
		{Naam: "naam"},
		{Naam: schooljaar},
		{Naam: "afgesloten", Soort: projections.Getal},
		{Naam: "mediaan", Soort: projections.Getal},
		{Naam: "p90", Soort: projections.Getal},
		{Naam: "open", Soort: projections.Getal},
	}}
	var groepen []*groep
	plaats := map[string]*groep{}
	vanStroom := map[string]*groep{}
	filter := waar(v, gemeente, schooljaar, verzuimsoort, onderwijssoort)
	for rij, err := range l.Rijen(Meldingen, v.BekendOp, filter...) {
		if err != nil {
			return u, err
		}
		dagen, open, telt, err := duur(rij, v.Peildatum)
		if err != nil {
			return u, fmt.Errorf("doorlooptijd van %s: %w", rij.Tekst(0), err)
		}
		if !telt {
			continue
		}
		sleutel := rij.Tekst(1+veldGemeente) + "\x00" + rij.Tekst(1+veldSchooljaar)
		g := plaats[sleutel]
		if g == nil {
			g = &groep{gemeente: rij.Tekst(1 + veldGemeente), schooljaar: rij.Tekst(1 + veldSchooljaar)}
			plaats[sleutel], groepen = g, append(groepen, g)
		}
		vanStroom[rij.Tekst(0)] = g
		g.gesimuleerd = g.gesimuleerd || rij.Getal(1+veldGesimuleerd) != 0
		if open {
			g.open++
		} else {
			g.dagen = append(g.dagen, dagen)
		}
	}
	for rij, err := range versies(l, v) {
		if err != nil {
			return u, err
		}
		if g := vanStroom[rij.Tekst(0)]; g != nil {
			g.herkomst = append(g.herkomst, rij.Van)
		}
	}
	for _, g := range groepen {
		slices.Sort(g.dagen)
		u.Regels = append(u.Regels, projections.Regel{
			Waarden: []projections.Waarde{
				g.gemeente, naam(g.gemeente), g.schooljaar, int64(len(g.dagen)), kwantiel(g.dagen, 50), kwantiel(g.dagen, 90), g.open,
			},
			Herkomst: g.herkomst, Gesimuleerd: g.gesimuleerd,
		})
	}
	projections.Orden(u.Regels)
	return u, nil
}

// versies yields the events behind the rows, when somebody asked.
func versies(l projections.Lezer, v projections.Vraag) iter.Seq2[projections.Rij, error] {
	if v.ZonderHerkomst {
		return func(func(projections.Rij, error) bool) {}
	}
	return l.Versies(Meldingen, v.BekendOp)
}

// duur returns how many days a melding took, or that it is open, as of a day
// (zero: whatever day). What was withdrawn, only noted, or not there yet does not count.
func duur(rij projections.Rij, peildatum recht.Datum) (dagen int64, open, telt bool, err error) {
	ontvangen, err := recht.ParseDatum(rij.Tekst(1 + veldOntvangenOp))
	if err != nil {
		return 0, false, false, err
	}
	if !peildatum.IsZero() && ontvangen.Na(peildatum) {
		return 0, false, false, nil
	}
	tekst := rij.Tekst(1 + veldAfgehandeldOp)
	if tekst == "" {
		return 0, true, true, nil
	}
	klaar, err := recht.ParseDatum(tekst)
	switch {
	case err != nil:
		return 0, false, false, err
	case !peildatum.IsZero() && klaar.Na(peildatum):
		return 0, true, true, nil
	}
	return int64(ontvangen.DagenTot(klaar)), false, rij.Tekst(1+veldStatus) == string(verzuimmelding.Afgesloten), nil
}

// kwantiel returns the smallest of sorted that covers p percent; 0 of nothing.
func kwantiel(sorted []int64, p int) int64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[(len(sorted)*p+99)/100-1]
}

// aandeel returns deel of noemer in percent with one decimal, rounded half up,
// as text; nothing of an empty noemer.
func aandeel(deel, noemer int64) string {
	if noemer == 0 {
		return ""
	}
	promille := (deel*2000 + noemer) / (2 * noemer)
	return fmt.Sprintf("%d,%d%%", promille/10, promille%10)
}
