package leerplicht

import (
	"time"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Vrijstellingsgrond is the article on which somebody is exempt. LPW-5-a is
// art. 5 onder a; LPW-5a is another article.
type Vrijstellingsgrond string

// The grounds.
const (
	Grond5OnderA Vrijstellingsgrond = "LPW-5-a" // unfit for a school
	Grond5OnderB Vrijstellingsgrond = "LPW-5-b" // richtingsbezwaar
	Grond5OnderC Vrijstellingsgrond = "LPW-5-c" // attends a school abroad
	GrondTrekker Vrijstellingsgrond = "LPW-5a"  // trekkend bestaan
	Grond3a      Vrijstellingsgrond = "LPW-3a"  // vervangende leerplicht from fourteen
	Grond3b      Vrijstellingsgrond = "LPW-3b"  // vervangende leerplicht in the last school year
	Grond15      Vrijstellingsgrond = "LPW-15"  // bijzondere omstandigheden, kwalificatieplicht only
)

// Waarden returns the grounds.
func (Vrijstellingsgrond) Waarden() []string {
	return []string{
		string(Grond5OnderA), string(Grond5OnderB), string(Grond5OnderC), string(GrondTrekker),
		string(Grond3a), string(Grond3b), string(Grond15),
	}
}

// VanRechtswege reports whether the vrijstelling comes into being by law, on
// kennisgeving; the others are besluiten of the college on an aanvraag.
func (g Vrijstellingsgrond) VanRechtswege() bool {
	switch g {
	case Grond5OnderA, Grond5OnderB, Grond5OnderC, GrondTrekker:
		return true
	}
	return false
}

// Artikel returns the ground of the event that gives the vrijstelling.
func (g Vrijstellingsgrond) Artikel() recht.Grondslagregel {
	switch g {
	case GrondTrekker:
		return LPWArt5a
	case Grond3a:
		return LPWArt3a
	case Grond3b:
		return LPWArt3b
	case Grond15:
		return LPWArt15
	default:
		return LPWArt5
	}
}

// VervangendVanaf is the age from which vervangende leerplicht under art. 3a is possible.
const VervangendVanaf = 14

// MagOpLeeftijd reports whether somebody born on geboren, whose leerplicht ends
// on einde, is of an age at which ground g is open on day vanaf.
func (g Vrijstellingsgrond) MagOpLeeftijd(geboren, einde, vanaf recht.Datum) bool {
	plicht := PlichtOp(geboren, einde, vanaf)
	switch g {
	case Grond3a:
		return plicht == Leerplicht && Leeftijd(geboren, vanaf) >= VervangendVanaf
	case Grond3b:
		return plicht == Leerplicht && Schooljaar(vanaf) == Schooljaar(einde)
	case Grond15:
		return plicht == Kwalificatieplicht
	default:
		return plicht != GeenPlicht
	}
}

const bronVrijstelling = "Leerplichtwet 1969, tekst 2024-01-01"

func termijnregel(code string, aantal int, eenheid recht.Eenheid, artikel string) recht.Regel[recht.Termijn] {
	return recht.NieuweRegel(code, recht.Versie[recht.Termijn]{
		Vanaf: beginMGR, Waarde: recht.Termijn{Aantal: aantal, Eenheid: eenheid, Grond: recht.TermijnUitWet},
		Bron: bronVrijstelling + ", art. " + artikel,
	})
}

// The terms of vrijstelling and verlof.
var (
	// Kennisgevingstermijn is how long before its beginning a first beroep is made.
	Kennisgevingstermijn = termijnregel("LPW_VRIJSTELLING_START", 1, recht.Maanden, "6")
	// HerhaaldVoor is the month whose first day a beroep for a next school year
	// comes before.
	HerhaaldVoor = recht.NieuweRegel("LPW_VRIJSTELLING_JAAR", recht.Versie[time.Month]{Vanaf: beginMGR, Waarde: time.July, Bron: bronVrijstelling + ", art. 6"})
	// Verklaringstermijn is how old the verklaring of an expert may be at the beroep.
	Verklaringstermijn = termijnregel("LPW_MED_VERKLARING", 3, recht.Maanden, "7")
	// Beslistermijn is how long the college has for a besluit under art. 3a and 3b.
	Beslistermijn = termijnregel("LPW_3A_BESLUIT", 6, recht.Weken, "3a en 3b")
	// Verlengingstermijn is how long before its end an extension under art. 3a is asked for.
	Verlengingstermijn = termijnregel("LPW_3A_VERLENGING", 8, recht.Weken, "3a")
	// VerlofVanHoofd is up to how many days of verlof in a school year the hoofd decides.
	VerlofVanHoofd = recht.NieuweRegel("LPW_GEWICHTIG", recht.Versie[int]{Vanaf: beginMGR, Waarde: 10, Bron: bronVrijstelling + ", art. 14"})
	// PerSchooljaar says which grounds must be invoked anew for every school year.
	// For trekkend bestaan and art. 15 that was not seen.
	PerSchooljaar = recht.NieuweRegel("VRIJSTELLING_PER_SCHOOLJAAR", recht.Versie[[]Vrijstellingsgrond]{
		Vanaf: beginMGR, Waarde: []Vrijstellingsgrond{Grond5OnderA, Grond5OnderB, Grond5OnderC, GrondTrekker, Grond3a, Grond3b}, Aangenomen: true,
		Bron: bronVrijstelling + ", art. 3a, 3b, 6 en 9; dat het ook voor art. 5a geldt en voor art. 15 niet is aangenomen",
	})
)

// KennisgevingOpTijd reports whether a beroep received on day op, for a
// vrijstelling from day vanaf, came in time; herhaald is for a next school year.
func KennisgevingOpTijd(op, vanaf recht.Datum, herhaald bool) (bool, recht.Regelnoot, error) {
	if herhaald {
		maand, noot, err := HerhaaldVoor.Op(op)
		return err == nil && op.Voor(recht.NieuweDatum(Schooljaar(vanaf).Jaar(), maand, 1)), noot, err
	}
	t, noot, err := Kennisgevingstermijn.Op(op)
	if err != nil {
		return false, noot, err
	}
	laatste, err := t.VoorafAan(vanaf)
	return err == nil && !op.Na(laatste), noot, err
}

// Schooljaren returns the school years that the days from van up to tot lie in.
func Schooljaren(van, tot recht.Datum) (uit []string) {
	for d := Schooljaar(van); d.Voor(tot); d = d.PlusJaren(1) {
		uit = append(uit, SchooljaarNaam(d))
	}
	return uit
}
