package besluitenlijst

import (
	"strconv"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A Vergadering is what a report shows of how an organ met and voted: counts as text,
// empty where there was nothing to count.
type Vergadering struct {
	Zetels, Zittend, Aanwezig, Quorum string
	Wijze, Voor, Tegen, Onthouden     string
	Stemregeling                      string // its source, marked when it is only assumed
}

// A Besluit is a row of [Besluiten], for the reports that rest on it.
type Besluit struct {
	GenomenOp                                   recht.Datum
	GeregistreerdOp, Orgaan, Bevoegdheid        string
	Omschrijving, Uitkomst                      string
	Vergadering                                 Vergadering
	BekendgemaaktOp, ToegepastOp, IngetrokkenOp string // days; empty: not yet
	Gesimuleerd                                 bool
	Aangenomen, ZonderQuorum, StemmingOngeldig  bool
	Regels                                      []recht.Regelnoot
}

// Lees reads a row of [Besluiten]; with a day, what happened later is left out.
func Lees(rij projections.Rij, dag string) (Besluit, error) {
	vergaderd := rij.Getal(13) > 0
	geteld := vergaderd && rij.Tekst(26) != string(recht.ZonderStemming)
	b := Besluit{
		GeregistreerdOp: rij.Tekst(4), Orgaan: rij.Tekst(5), Omschrijving: rij.Tekst(7), Uitkomst: rij.Tekst(8), Bevoegdheid: rij.Tekst(30),
		Vergadering: Vergadering{
			Zetels: getal(rij, 12, vergaderd), Zittend: getal(rij, 13, vergaderd), Aanwezig: getal(rij, 14, vergaderd), Quorum: rij.Tekst(15),
			Wijze: rij.Tekst(26), Voor: getal(rij, 16, geteld), Tegen: getal(rij, 17, geteld), Onthouden: getal(rij, 18, vergaderd),
			Stemregeling: rij.Tekst(19),
		},
		BekendgemaaktOp: TotDag(rij.Tekst(22), dag), ToegepastOp: TotDag(rij.Tekst(23), dag), IngetrokkenOp: TotDag(rij.Tekst(24), dag),
		Gesimuleerd: rij.Getal(25) != 0, Aangenomen: rij.Tekst(8) == string(recht.Aangenomen), ZonderQuorum: rij.Tekst(15) == quorumGemist,
		StemmingOngeldig: rij.Getal(31) != 0,
	}
	if rij.Getal(21) != 0 {
		b.Vergadering.Stemregeling += " (aangenomen)"
	}
	var err error
	if b.GenomenOp, err = recht.ParseDatum(rij.Tekst(3)); err != nil {
		return b, err
	}
	if rij.Tekst(20) != "" {
		vanaf, err := recht.ParseDatum(rij.Tekst(20))
		if err != nil {
			return b, err
		}
		b.Regels = []recht.Regelnoot{{Code: "STEMREGELING", Versie: vanaf, Aangenomen: rij.Getal(21) != 0}}
	}
	return b, nil
}

// getal returns a count as text, and nothing when there was nothing to count:
// nobody voted, or no meeting was recorded. A zero would say something else.
func getal(rij projections.Rij, i int, er bool) string {
	if !er {
		return ""
	}
	return strconv.FormatInt(rij.Getal(i), 10)
}

// TotDag returns a day, and nothing when it is later than dag; an empty dag is no bound.
func TotDag(waarde, dag string) string {
	if dag != "" && waarde > dag {
		return ""
	}
	return waarde
}
