package besluitenlijst

import (
	"context"
	"strings"

	"github.com/mgr-sdcg/kroniek/projections"
)

// Rapport is the besluitenlijst with what an accountant checks of each decision.
var Rapport = &projections.Rapport{
	Naam:  "besluitenlijst",
	Titel: "Besluitenlijst",
	Definitie: "Een regel per besluit of verworpen of aangehouden voorstel, in volgorde van vastlegging, met orgaan, grondslag, " +
		"presentie, quorum en stemming. Een signaal is een feit dat een mens beoordeelt, geen oordeel. " +
		"Met een peildatum: wat op die dag besloten, bekendgemaakt en toegepast was.",
	Model:   Projector,
	Sleutel: []string{"besluit"},
	Parameters: []projections.Parameter{
		{Naam: "orgaan", Omschrijving: "orgaan dat besloot, zoals algemeen-bestuur", Waarden: projections.Organwaarden()},
		{Naam: "jaar", Omschrijving: "jaar waarin het besluit is genomen", Vorm: projections.Jaarvorm},
	},
	Maatstaf: projections.Maatstaf{
		Norm:     "Een besluit werkt niet voordat het is bekendgemaakt (Awb 3:40): elk toegepast besluit was toen bekendgemaakt.",
		GeenLaat: "voor het vastleggen van een besluit is geen termijn bekend; genomenOp en geregistreerdOp staan op elke regel.",
	},
	Toets: toets,
	Maak:  maak,
}

// toets counts the decisions that were acted upon, and of how many that was after
// they were made known.
func toets(u *projections.Uitkomst) {
	n := projections.Norm{Naam: "toegepaste besluiten die toen bekendgemaakt waren"}
	for _, r := range u.Regels {
		bekend, toegepast := r.Waarden[kolomBekend].(string), r.Waarden[kolomToegepast].(string)
		if toegepast == "" {
			continue
		}
		n.Norm++
		if bekend != "" && bekend <= toegepast {
			n.Realisatie++
		}
	}
	n.Gehaald = n.Realisatie == n.Norm
	u.Normen = append(u.Normen, n)
}

// Positions of the columns on which a decision was made known and acted upon.
const (
	kolomBekend    = 19
	kolomToegepast = 20
)

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{
		{Naam: "besluit", Soort: projections.Getal},
		{Naam: "genomenOp", Soort: projections.Datum},
		{Naam: "geregistreerdOp", Soort: projections.Datum},
		{Naam: "orgaan"},
		{Naam: "namens"},
		{Naam: "omschrijving"},
		{Naam: "uitkomst"},
		{Naam: "grondslag"},
		{Naam: "awbBesluit"},
		{Naam: "rechtsmiddel"},
		{Naam: "zetels"},
		{Naam: "zittend"},
		{Naam: "aanwezig"},
		{Naam: "quorum"},
		{Naam: "wijze"},
		{Naam: "voor"},
		{Naam: "tegen"},
		{Naam: "onthouden"},
		{Naam: "stemregeling"},
		{Naam: "bekendgemaaktOp", Soort: projections.Datum},
		{Naam: "toegepastOp", Soort: projections.Datum},
		{Naam: "ingetrokkenOp", Soort: projections.Datum},
		{Naam: "vastgelegdDoor"},
		{Naam: "signaal"},
	}}
	var waar []projections.Gelijk
	if o, ok := v.Filter["orgaan"]; ok {
		waar = append(waar, projections.Gelijk{Kolom: "orgaan", Waarde: o})
	}
	for rij, err := range l.Versies(Besluiten, v.BekendOp, waar...) {
		if err != nil {
			return u, err
		}
		if jaar, ok := v.Filter["jaar"]; ok && jaar != rij.Tekst(3)[:4] {
			continue
		}
		b, err := Lees(rij, v.Peildatum.String())
		if err != nil {
			return u, err
		}
		regel := van(rij, b)
		if v.Peildatum.String() != "" && rij.Tekst(3) > v.Peildatum.String() {
			continue
		}
		if n := len(u.Regels); n > 0 && u.Regels[n-1].Waarden[0] == regel.Waarden[0] {
			regel.Herkomst = u.Regels[n-1].Herkomst
			u.Regels = u.Regels[:n-1]
		}
		regel.Herkomst = projections.MetPositie(regel.Herkomst, rij.Van)
		u.Regels = append(u.Regels, regel)
		for _, n := range b.Regels {
			u.Regelset = projections.MetRegelnoot(u.Regelset, n)
		}
	}
	return u, nil
}

// van makes the line of one decision.
func van(rij projections.Rij, b Besluit) projections.Regel {
	g := b.Vergadering
	return projections.Regel{
		Waarden: []projections.Waarde{
			rij.Getal(0), rij.Tekst(3), b.GeregistreerdOp, b.Orgaan, rij.Tekst(6), b.Omschrijving, b.Uitkomst, rij.Tekst(9),
			jaNee(rij.Getal(10)), jaNee(rij.Getal(11)),
			g.Zetels, g.Zittend, g.Aanwezig, g.Quorum, g.Wijze, g.Voor, g.Tegen, g.Onthouden, g.Stemregeling,
			b.BekendgemaaktOp, b.ToegepastOp, b.IngetrokkenOp,
			rij.Tekst(27) + " (" + rij.Tekst(28) + ")", signaal(b.BekendgemaaktOp, b.ToegepastOp, rij.Getal(29) != 0),
		},
		Gesimuleerd: b.Gesimuleerd,
	}
}

// signaal points at a decision that was acted upon before it had effect (Awb 3:40),
// or that was recorded before its meeting began.
func signaal(bekend, toegepast string, vooraf bool) string {
	var s []string
	if toegepast != "" && (bekend == "" || toegepast < bekend) {
		s = append(s, "toegepast vóór bekendmaking")
	}
	if vooraf {
		s = append(s, "vastgelegd vóór aanvang van de vergadering")
	}
	return strings.Join(s, "; ")
}

func jaNee(n int64) string {
	if n != 0 {
		return "ja"
	}
	return "nee"
}
