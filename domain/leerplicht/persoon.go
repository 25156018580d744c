package leerplicht

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Persoon is who a stream is about. Every field is personal: it lies in the
// encrypted part, and goes with the key. An event embeds it inline.
type Persoon struct {
	Naam            es.Persoonlijk[string]                `json:"naam"`
	Geboren         es.Persoonlijk[recht.Datum]           `json:"geboren"`
	BSN             es.Persoonlijk[recht.BSN]             `json:"bsn,omitzero"`
	Onderwijsnummer es.Persoonlijk[recht.Onderwijsnummer] `json:"onderwijsnummer,omitzero"`
}

// Keur returns the birth date when p can be recorded on day op: a name, a birth
// date that is not after op, and either a BSN or an onderwijsnummer, not both
// (Besluit register onderwijsdeelnemers art. 14).
func (p Persoon) Keur(op recht.Datum) (geboren recht.Datum, err error) {
	naam, _ := p.Naam.Waarde()
	geboren, _ = p.Geboren.Waarde()
	bsn, heeftBSN := p.BSN.Waarde()
	nummer, heeftNummer := p.Onderwijsnummer.Waarde()
	switch {
	case naam == "" || geboren.IsZero() || geboren.Na(op):
		return recht.Datum{}, ErrPersoonOnvolledig
	case heeftBSN == heeftNummer:
		return recht.Datum{}, ErrPersoonsnummer
	}
	if heeftBSN {
		_, err = recht.ParseBSN(string(bsn))
	} else {
		_, err = recht.ParseOnderwijsnummer(string(nummer))
	}
	if err != nil {
		return recht.Datum{}, ErrPersoonsnummer
	}
	return geboren, nil
}

// Kenmerken are the public features of a pupil: as coarse as the figures need,
// so that they stay when the file is destroyed. An event embeds them inline, and
// repeats them, so that a figure never needs an earlier event of the stream.
type Kenmerken struct {
	Gemeente        recht.Gemeentecode `json:"gemeente" residu:"blijft"` // of residence
	Schooljaar      string             `json:"schooljaar" residu:"blijft"`
	Leeftijdsklasse Leeftijdsklasse    `json:"leeftijdsklasse" residu:"blijft"`
	Onderwijssoort  Onderwijssoort     `json:"onderwijssoort" residu:"blijft"`
	Plicht          Plicht             `json:"plicht" residu:"blijft"` // by age, also decides the retention
}

// An Opgave is from what features are derived.
type Opgave struct {
	Gemeente        recht.Gemeentecode
	Onderwijssoort  Onderwijssoort
	EindeLeerplicht recht.Datum // when twelve school years end it earlier; zero: by age
}

// Kenmerk derives the features of somebody born on geboren, on day op. The duty
// is the outcome of arithmetic on age: a signal, on which a person decides.
func (o Opgave) Kenmerk(geboren, op recht.Datum) (Kenmerken, error) {
	einde := EindeLeerplichtLeeftijd(geboren)
	if !o.EindeLeerplicht.IsZero() {
		if o.EindeLeerplicht.Na(einde) {
			return Kenmerken{}, ErrEindeLeerplicht
		}
		einde = o.EindeLeerplicht
	}
	if _, ok := recht.NaamVan(o.Gemeente); !ok {
		return Kenmerken{}, ErrGemeenteOnbekend
	}
	if !Bekend(o.Onderwijssoort) {
		return Kenmerken{}, ErrWaardeOnbekend.With("Onderwijssoort.")
	}
	return Kenmerken{
		Gemeente: o.Gemeente, Schooljaar: SchooljaarNaam(op), Leeftijdsklasse: KlasseVan(Leeftijd(geboren, op)),
		Onderwijssoort: o.Onderwijssoort, Plicht: PlichtOp(geboren, einde, op),
	}, nil
}
