package besluitenlijst

import (
	"github.com/mgr-sdcg/kroniek/domain/bestuur/inmandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Mandaten holds one row per version of a mandaat: what it says, and what was
// recorded of it since. A row says on which day it was recorded itself, so that its
// earlier versions tell what was known on any day.
var Mandaten = &projections.Tabel{
	Naam: "mandaten",
	Sleutel: []projections.Kolom{
		{Naam: "mandaat", Soort: projections.Tekst},
		{Naam: "versie", Soort: projections.Getal},
	},
	Velden: []projections.Kolom{
		{Naam: "mandaatgever", Soort: projections.Tekst},
		{Naam: "functie", Soort: projections.Tekst},
		{Naam: "bevoegdheid", Soort: projections.Tekst},
		{Naam: "grens", Soort: projections.Getal}, // eurocent; 0: none
		{Naam: "vanaf", Soort: projections.Datum},
		{Naam: "tot", Soort: projections.Datum},
		{Naam: "ondermandaat", Soort: projections.Getal},
		{Naam: "krachtens", Soort: projections.Tekst},
		{Naam: "krachtensVersie", Soort: projections.Getal},
		{Naam: "genomenOp", Soort: projections.Datum},
		{Naam: "bekendgemaaktOp", Soort: projections.Datum},
		{Naam: "ingetrokkenPer", Soort: projections.Datum},
		{Naam: "ingetrokkenOp", Soort: projections.Datum},
		{Naam: "vastgelegdOp", Soort: projections.Datum},
		{Naam: "gesimuleerd", Soort: projections.Getal},
	},
}

// InMandaat holds one row per decision that was taken in mandaat.
var InMandaat = &projections.Tabel{
	Naam:    "inMandaat",
	Sleutel: []projections.Kolom{{Naam: "kenmerk", Soort: projections.Tekst}},
	Velden: []projections.Kolom{
		{Naam: "besluit", Soort: projections.Getal}, // position at which it was first recorded
		{Naam: "genomenOp", Soort: projections.Datum},
		{Naam: "geregistreerdOp", Soort: projections.Datum},
		{Naam: "orgaan", Soort: projections.Tekst}, // in whose name
		{Naam: "mandaat", Soort: projections.Tekst},
		{Naam: "versie", Soort: projections.Getal},
		{Naam: "functie", Soort: projections.Tekst},
		{Naam: "bevoegdheid", Soort: projections.Tekst},
		{Naam: "soort", Soort: projections.Tekst},
		{Naam: "bedrag", Soort: projections.Getal}, // eurocent; 0: none
		{Naam: "zaak", Soort: projections.Tekst},
		{Naam: "bekendgemaaktOp", Soort: projections.Datum},
		{Naam: "toegepastOp", Soort: projections.Datum},
		{Naam: "gesimuleerd", Soort: projections.Getal},
	},
}

// Positions of the fields of a mandaat and of a decision in mandaat after their key.
const (
	mandaatBekend      = 10
	mandaatPer         = 11
	mandaatIngetrokken = 12
	mandaatVastgelegd  = 13
	mandaatVerzonnen   = 14

	inMandaatBekend    = 11
	inMandaatToegepast = 12
	inMandaatVerzonnen = 13
)

// verwerkMandaat handles the events of the mandaatregister and of what was decided
// in mandaat; others it leaves alone.
func verwerkMandaat(s projections.Schrijver, r es.Recorded) error {
	switch e := r.Event.(type) {
	case mandaat.MandaatVerleend:
		return verleen(s, r, e)
	case mandaat.MandaatBekendgemaakt:
		return wijzigMandaat(s, r, e, e.Mandaat, e.Versie, func(v []projections.Waarde) { v[mandaatBekend] = e.BekendgemaaktOp.String() })
	case mandaat.MandaatIngetrokken:
		return wijzigMandaat(s, r, e, e.Mandaat, e.Versie, func(v []projections.Waarde) {
			v[mandaatPer], v[mandaatIngetrokken] = e.Vanaf.String(), e.GenomenOp.String()
		})
	case inmandaat.MandaatUitgeoefend:
		return oefenUit(s, r, e)
	case inmandaat.BesluitInMandaatBekendgemaakt:
		return wijzigInMandaat(s, e, e.Kenmerk, inMandaatBekend, e.BekendgemaaktOp)
	case inmandaat.BesluitInMandaatToegepast:
		return wijzigInMandaat(s, e, e.Kenmerk, inMandaatToegepast, e.ToegepastOp)
	}
	return nil
}

// verleen writes what a version says, and keeps what was recorded of it before.
func verleen(s projections.Schrijver, r es.Recorded, e mandaat.MandaatVerleend) error {
	was, er, err := s.Huidig(Mandaten, e.Mandaat, int64(e.Versie))
	if err != nil {
		return err
	}
	bekend, per, op, verzonnen := "", "", "", projections.JaNee(e.Gesimuleerd)
	if er {
		bekend, per, op = was[mandaatBekend].(string), was[mandaatPer].(string), was[mandaatIngetrokken].(string)
		verzonnen |= was[mandaatVerzonnen].(int64)
	}
	return s.Zet(Mandaten, e.Mandaat, int64(e.Versie), string(e.Mandaatgever), string(e.Functie), string(e.Bevoegdheid), int64(e.Grens),
		e.Vanaf.String(), e.Tot.String(), projections.JaNee(e.Ondermandaat), e.Krachtens.Mandaat, int64(e.Krachtens.Versie), e.GenomenOp.String(),
		bekend, per, op, recht.DatumVan(r.Time).String(), verzonnen)
}

func wijzigMandaat(s projections.Schrijver, r es.Recorded, e recht.Verantwoord, kenmerk string, versie int, wijzig func([]projections.Waarde)) error {
	velden, er, err := s.Huidig(Mandaten, kenmerk, int64(versie))
	if err != nil {
		return err
	}
	if !er {
		return projections.ErrVolgorde
	}
	wijzig(velden)
	velden[mandaatVastgelegd] = recht.DatumVan(r.Time).String()
	if e.Verantwoordt().Gesimuleerd {
		velden[mandaatVerzonnen] = projections.JaNee(true)
	}
	return s.Zet(Mandaten, append([]projections.Waarde{kenmerk, int64(versie)}, velden...)...)
}

// oefenUit writes a decision in mandaat; a correction keeps its number, and what was
// recorded of it before.
func oefenUit(s projections.Schrijver, r es.Recorded, e inmandaat.MandaatUitgeoefend) error {
	was, er, err := s.Huidig(InMandaat, e.Kenmerk)
	if err != nil {
		return err
	}
	nummer, geregistreerd := int64(r.Position), recht.DatumVan(r.Time).String()
	bekend, toegepast, verzonnen := "", "", projections.JaNee(e.Gesimuleerd)
	if er {
		nummer, geregistreerd = was[0].(int64), was[2].(string)
		bekend, toegepast = was[inMandaatBekend].(string), was[inMandaatToegepast].(string)
		verzonnen |= was[inMandaatVerzonnen].(int64)
	}
	return s.Zet(InMandaat, e.Kenmerk, nummer, e.GenomenOp.String(), geregistreerd, string(e.Orgaan), e.Namens.Mandaat, int64(e.Namens.Versie),
		string(e.Functie), string(e.Bevoegdheid), string(e.Soort), int64(e.Bedrag), e.Zaak, bekend, toegepast, verzonnen)
}

func wijzigInMandaat(s projections.Schrijver, e recht.Verantwoord, kenmerk string, veld int, dag recht.Datum) error {
	velden, er, err := s.Huidig(InMandaat, kenmerk)
	if err != nil {
		return err
	}
	if !er {
		return projections.ErrVolgorde
	}
	velden[veld] = dag.String()
	if e.Verantwoordt().Gesimuleerd {
		velden[inMandaatVerzonnen] = projections.JaNee(true)
	}
	return s.Zet(InMandaat, append([]projections.Waarde{kenmerk}, velden...)...)
}
