package leerplicht

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

const regelRectificatie = "AVG art. 16"

// AVGArt16: who holds wrong data about somebody puts it right.
var AVGArt16 = grond("AVG", "16", recht.NieuweDatum(2018, 5, 25), "Verordening (EU) 2016/679", false)

// Refusals of a rectificatie.
var (
	ErrRectificatienummer = es.Refuse("leerplicht/rectificatienummer",
		"Een rectificatie krijgt het nummer na de vorige in dit dossier.", regelRectificatie)
	ErrPlichtAnders = es.Refuse("leerplicht/plicht-anders",
		"Met deze geboortedatum rust op de leerling een andere plicht; sluit dit dossier en open er een onder die plicht.", regelRectificatie)
	ErrVoorBegin = es.Refuse("leerplicht/rectificatie-voor-begin",
		"Een rectificatie komt niet voor het begin van het dossier.", regelRectificatie)
)

// A Rectificatiereden is why it was recorded otherwise before. It says nothing of
// what was wrong: that is personal.
type Rectificatiereden string

// The reasons.
const (
	Verschrijving        Rectificatiereden = "verschrijving"
	VerzoekVanBetrokkene Rectificatiereden = "verzoek-van-betrokkene"
	Basisregistratie     Rectificatiereden = "basisregistratie" // the BRP holds something else
	Persoonsverwisseling Rectificatiereden = "persoonsverwisseling"
)

// Waarden returns the reasons.
func (Rectificatiereden) Waarden() []string {
	return []string{string(Verschrijving), string(VerzoekVanBetrokkene), string(Basisregistratie), string(Persoonsverwisseling)}
}

// A Rectificatie says anew who a stream is about, whole: what it said before stays
// in the history and holds no longer. An event embeds it inline.
type Rectificatie struct {
	Persoon
	Nummer           int               `json:"rectificatienummer"` // in the stream, from 1
	Reden            Rectificatiereden `json:"rectificatiereden"`
	GerectificeerdOp recht.Datum       `json:"gerectificeerdOp"`
}

// Zin says what happened.
func (r Rectificatie) Zin() string {
	return "Op " + r.GerectificeerdOp.String() + " is gerectificeerd over wie dit gaat."
}

// OverEenAnder reports whether what was recorded before r is about somebody else,
// who is not to be shown to the person that the stream is about now.
func (r Rectificatie) OverEenAnder() bool { return r.Reden == Persoonsverwisseling }

// Toets returns the birth date, when r can be recorded in a stream of somebody that
// began on day begin and holds geteld rectificaties. ok is false when r was recorded
// before. A closed stream is put right like any other.
func (r Rectificatie) Toets(begin recht.Datum, geteld int) (geboren recht.Datum, ok bool, err error) {
	geboren, err = r.Keur(begin)
	switch {
	case err != nil:
		return geboren, false, err
	case !Bekend(r.Reden):
		return geboren, false, ErrWaardeOnbekend.With("Reden van de rectificatie.")
	case r.Nummer >= 1 && r.Nummer <= geteld:
		return geboren, false, nil
	case r.Nummer != geteld+1:
		return geboren, false, ErrRectificatienummer
	case r.GerectificeerdOp.Voor(begin):
		return geboren, false, ErrVoorBegin
	}
	return geboren, true, nil
}
