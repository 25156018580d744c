package uitvoeringsplan

import "github.com/mgr-sdcg/kroniek/domain/recht"

// A Stand is where one raad stands on one day. Once its term is over it is exactly
// one of the first four: these are different things and never added up.
type Stand string

// The positions.
const (
	StandOpTijd     Stand = "op-tijd"
	StandTeLaat     Stand = "te-laat"
	StandAfgezien   Stand = "afgezien"
	StandGeen       Stand = "geen-zienswijze" // the term ended without a word
	StandLoopt      Stand = "termijn-loopt"   // no answer yet, and time left
	StandOngevraagd Stand = "niet-gevraagd"
)

// Stand returns where the raad of g stood on d about the plan (0) or a
// bijstelling, as far as is known now. What came after d counts for nothing.
func (s State) Stand(bijstelling int, g recht.Gemeentecode, d recht.Datum) Stand {
	v := s.verzoeken[adres{bijstelling, g}]
	op := v.geantwoordOp()
	switch geantwoord := !op.IsZero() && !op.Na(d); {
	case !v.isGevraagd() || v.gevraagd.VerzondenOp.Na(d):
		return StandOngevraagd
	case geantwoord && !v.afgezien.MeegedeeldOp.IsZero():
		return StandAfgezien
	case geantwoord && v.ontvangen.Tijdigheid == OpTijd:
		return StandOpTijd
	case geantwoord:
		return StandTeLaat
	case v.gevraagd.Einde.Verstreken(d):
		return StandGeen
	}
	return StandLoopt
}
