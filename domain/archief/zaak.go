package archief

import "github.com/mgr-sdcg/kroniek/domain/recht"

// A Zaak is what must be known of one stream to say how long it is kept. Geboren
// is personal: a Zaak lives in memory only, and no event holds one.
type Zaak struct {
	Soort     string      // kind of stream
	Plicht    string      // of a melding: the duty that rested on the pupil
	Begonnen  recht.Datum // day on which it was opened
	Einde     recht.Datum // day on which it was over; zero while it goes on
	Geboren   recht.Datum // zero when it is not known or no longer legible
	Geschil   bool        // something in it is disputed and not settled
	Afgewezen bool        // what was asked for was refused
	Bewaard   bool        // a bewaring rests on it
}

// An Oordeel is what the rules say of one Zaak on one day.
type Oordeel struct {
	Selectielijst string        // year of the list
	Termijn       Bewaartermijn //
	Vanaf         recht.Datum   // first day on which it is destroyed; zero when that is not known
	Reden         Aanhouding    // why not on the day asked; empty when it is to be destroyed
	Regels        []recht.Regelnoot
}

// Beoordeel says whether z is destroyed on day op. It returns
// [recht.ErrRegelGeldtNiet] for a file opened before there were rules.
//
// The term of a leerplichtdossier or a vrijstelling runs from birth, so whether it
// was closed does not matter. A bewaring and a dispute hold back what is due.
func (z Zaak) Beoordeel(op recht.Datum) (Oordeel, error) {
	var o Oordeel
	t, ok := toegewezen(z.Soort, z.Plicht, z.Afgewezen)
	if !ok {
		o.Reden = GeenResultaat
		return o, nil
	}
	lijst, nootLijst, err := Selectielijst.Op(z.Begonnen)
	if err != nil {
		return o, err
	}
	r, nootToewijzing, err := t.Op(z.Begonnen)
	if err != nil {
		return o, err
	}
	termijn, nootTermijn, err := r.Op(z.Begonnen)
	if err != nil {
		return o, err
	}
	o.Selectielijst, o.Termijn = lijst, termijn
	o.Regels = []recht.Regelnoot{nootLijst, nootToewijzing, nootTermijn}
	o.Vanaf, o.Reden = z.vanaf(termijn)
	switch {
	case o.Reden != "":
	case op.Voor(o.Vanaf):
		o.Reden = TermijnLoopt
	case z.Bewaard:
		o.Reden = Bewaring
	case z.Geschil:
		o.Reden = Geschil
	}
	return o, nil
}

// vanaf returns the first day on which z is destroyed, or why there is none.
func (z Zaak) vanaf(t Bewaartermijn) (recht.Datum, Aanhouding) {
	switch {
	case t.Blijvend:
		return recht.Datum{}, Blijvend
	case t.Startpunt == Geboortedatum && z.Geboren.IsZero():
		return recht.Datum{}, GeboortedagOnbekend
	case t.Startpunt == Geboortedatum:
		return z.Geboren.PlusJaren(t.Jaren), ""
	case z.Einde.IsZero():
		return recht.Datum{}, Loopt
	default:
		return z.Einde.PlusJaren(t.Jaren), ""
	}
}
