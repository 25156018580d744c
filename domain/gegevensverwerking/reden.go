package gegevensverwerking

import "slices"

// A Reden is why somebody reads what another works on: the purpose of one
// reading, within the purpose of the activity (AVG art. 5 lid 1 onder b). It is a
// code and no text, so that it holds no personal data itself.
type Reden string

// The reasons.
const (
	NieuwInBehandeling Reden = "nieuw-in-behandeling" // nobody works on it yet
	Waarneming         Reden = "waarneming"           // for a colleague who is away
	Overdracht         Reden = "overdracht"
	Samenloop          Reden = "samenloop" // with a case of one's own
	KlachtOfBezwaar    Reden = "klacht-of-bezwaar"
	VerzoekBetrokkene  Reden = "verzoek-van-betrokkene"
	Kwaliteitscontrole Reden = "kwaliteitscontrole"
	Toestemming        Reden = "toestemming-van-betrokkene"
	Rechtsvordering    Reden = "rechtsvordering"
	RechtenVanEenAnder Reden = "rechten-van-een-ander"
	AlgemeenBelang     Reden = "gewichtig-algemeen-belang"
)

// RedenInzage is the reason of a reading for the data subject (AVG art. 15). Nobody can give it.
const RedenInzage Reden = "inzage"

// Waarden returns the reasons that somebody can give.
func (Reden) Waarden() []string {
	return []string{
		string(NieuwInBehandeling), string(Waarneming), string(Overdracht), string(Samenloop), string(KlachtOfBezwaar), string(VerzoekBetrokkene),
		string(Kwaliteitscontrole), string(Toestemming), string(Rechtsvordering), string(RechtenVanEenAnder), string(AlgemeenBelang),
	}
}

// BijBeperking reports whether r may be a reason while the processing of the data
// is restricted: consent, a legal claim, the rights of another, or a weighty
// public interest (AVG art. 18 lid 2); and whoever it is about may still see it.
func (r Reden) BijBeperking() bool {
	return slices.Contains([]Reden{Toestemming, Rechtsvordering, RechtenVanEenAnder, AlgemeenBelang, RedenInzage}, r)
}
