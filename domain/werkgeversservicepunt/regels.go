package werkgeversservicepunt

import (
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Rules of matching and of placed work, by validity.
var (
	// Duurzaamheidstermijn is how long a plaatsing must last to be duurzaam. The
	// uitvoeringsplan does not say; 26 weeks is the norm that another gemeente
	// wrote down, so it is assumed. It is counted without extension.
	Duurzaamheidstermijn = recht.NieuweRegel("WSP_DUURZAAM", recht.Versie[recht.Termijn]{
		Vanaf: beginMGR, Waarde: recht.Termijn{Aantal: 26, Eenheid: recht.Weken, Grond: recht.TermijnUitOvereenkomst},
		Bron: "niet in het Uitvoeringsplan 2020-2023; 26 weken naar de beleidsregel Schiermonnikoog 2016", Aangenomen: true,
	})
	// Proefplaatsingduur is how long unpaid work on trial may last at most. Three
	// months is the text of 2015; what holds now was not seen.
	Proefplaatsingduur = recht.NieuweRegel("WSP_PROEFPLAATSING", recht.Versie[recht.Termijn]{
		Vanaf: beginMGR, Waarde: recht.Termijn{Aantal: 3, Eenheid: recht.Maanden, Grond: recht.TermijnUitRegeling},
		Bron: "Participatiewet, tekst 2015: ten hoogste drie maanden; huidige termijn niet gezien", Aangenomen: true,
	})
	// Banenafspraakuren is how many paid hours a week make one job of the banenafspraak.
	Banenafspraakuren = recht.NieuweRegel("WSP_BANENAFSPRAAK_UREN", recht.Versie[Honderdsten]{
		Vanaf: beginMGR, Waarde: 2550, Bron: "25,5 verloonde uren per week: bekend, bron niet gezien", Aangenomen: true,
	})
)

// DuurzaamNa returns the last day of the duurzaamheidstermijn of work that
// begins on d, and the rule that set it. Who still worked on that day is
// duurzaam placed, as from the day after.
func DuurzaamNa(d recht.Datum) (recht.Datum, recht.Regelnoot, error) {
	return laatsteDag(Duurzaamheidstermijn, d)
}

// ProefplaatsingTot returns the last day that work on trial from d on may last.
func ProefplaatsingTot(d recht.Datum) (recht.Datum, recht.Regelnoot, error) {
	return laatsteDag(Proefplaatsingduur, d)
}

func laatsteDag(r recht.Regel[recht.Termijn], d recht.Datum) (recht.Datum, recht.Regelnoot, error) {
	t, noot, err := r.Op(d)
	if err != nil {
		return recht.Datum{}, noot, err
	}
	e, err := t.VanafDagZelf(d, recht.Feestdagen)
	return e.Uiterlijk, noot, err
}

// MaxUren is a working week beyond which hours are a typing error.
const MaxUren Honderdsten = 6000

// BaanTienden returns how many jobs of the banenafspraak a working week on day d
// makes, in whole tenths, half up. A tenth is as fine as a public field may be.
func BaanTienden(d recht.Datum, uren Honderdsten) (int, recht.Regelnoot, error) {
	baan, noot, err := Banenafspraakuren.Op(d)
	if err != nil {
		return 0, noot, err
	}
	if uren <= 0 || uren > MaxUren {
		return 0, noot, ErrInvoer.With("De uren per week liggen niet boven 0 en tot en met 60.")
	}
	return int((20*uren + baan) / (2 * baan)), noot, nil
}
