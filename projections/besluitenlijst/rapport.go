package besluitenlijst

import (
	"context"
	"strconv"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
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
		regel := van(rij, v.Peildatum.String())
		if v.Peildatum.String() != "" && rij.Tekst(3) > v.Peildatum.String() {
			continue
		}
		if n := len(u.Regels); n > 0 && u.Regels[n-1].Waarden[0] == regel.Waarden[0] {
			regel.Herkomst = u.Regels[n-1].Herkomst
			u.Regels = u.Regels[:n-1]
		}
		regel.Herkomst = projections.MetPositie(regel.Herkomst, rij.Van)
		u.Regels = append(u.Regels, regel)
		if u.Regelset, err = metStemregeling(u.Regelset, rij); err != nil {
			return u, err
		}
	}
	return u, nil
}

// van makes the line of one decision; with a day, what happened later is left out.
func van(rij projections.Rij, dag string) projections.Regel {
	bekend, toegepast, ingetrokken := totDag(rij.Tekst(22), dag), totDag(rij.Tekst(23), dag), totDag(rij.Tekst(24), dag)
	vergaderd := rij.Getal(13) > 0
	geteld := vergaderd && rij.Tekst(26) != string(recht.ZonderStemming)
	stemregeling := rij.Tekst(19)
	if rij.Getal(21) != 0 {
		stemregeling += " (aangenomen)"
	}
	return projections.Regel{
		Waarden: []projections.Waarde{
			rij.Getal(0), rij.Tekst(3), rij.Tekst(4), rij.Tekst(5), rij.Tekst(6), rij.Tekst(7), rij.Tekst(8), rij.Tekst(9),
			jaNee(rij.Getal(10)), jaNee(rij.Getal(11)),
			getal(rij, 12, vergaderd), getal(rij, 13, vergaderd), getal(rij, 14, vergaderd), rij.Tekst(15),
			rij.Tekst(26), getal(rij, 16, geteld), getal(rij, 17, geteld), getal(rij, 18, vergaderd), stemregeling,
			bekend, toegepast, ingetrokken,
			rij.Tekst(27) + " (" + rij.Tekst(28) + ")", signaal(bekend, toegepast, rij.Getal(29) != 0),
		},
		Gesimuleerd: rij.Getal(25) != 0,
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

// getal returns a count as text, and nothing when there was nothing to count:
// nobody voted, or no meeting was recorded. A zero would say something else.
func getal(rij projections.Rij, i int, er bool) string {
	if !er {
		return ""
	}
	return strconv.FormatInt(rij.Getal(i), 10)
}

func totDag(waarde, dag string) string {
	if dag != "" && waarde > dag {
		return ""
	}
	return waarde
}

func jaNee(n int64) string {
	if n != 0 {
		return "ja"
	}
	return "nee"
}

func metStemregeling(set []recht.Regelnoot, rij projections.Rij) ([]recht.Regelnoot, error) {
	if rij.Tekst(20) == "" {
		return set, nil
	}
	vanaf, err := recht.ParseDatum(rij.Tekst(20))
	if err != nil {
		return set, err
	}
	return projections.MetRegelnoot(set, recht.Regelnoot{Code: "STEMREGELING", Versie: vanaf, Aangenomen: rij.Getal(21) != 0}), nil
}
