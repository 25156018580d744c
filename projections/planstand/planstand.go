// Package planstand keeps how far each uitvoeringsplan is, per onderdeel.
package planstand

import (
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// The stands of an onderdeel, in the order of the procedure.
const (
	Concept       = "concept"
	InAdvies      = "advies gevraagd"
	Geadviseerd   = "advies uitgebracht"
	ZonderAdvies  = "zonder advies voortgezet"
	Ontwerp       = "ontwerp vastgesteld"
	InZienswijze  = "bij de raden voor zienswijze"
	Vastgesteld   = "vastgesteld"
	Bekendgemaakt = "vastgesteld en bekendgemaakt"
	Ingetrokken   = "ingetrokken"
	Afgelopen     = "planperiode afgelopen"
)

// Onderdelen holds one row per onderdeel of a plan.
var Onderdelen = &projections.Tabel{
	Naam: "onderdelen",
	Sleutel: []projections.Kolom{
		{Naam: "stroom", Soort: projections.Tekst},
		{Naam: "volgnummer", Soort: projections.Getal}, // place in the plan, from 1
	},
	Velden: []projections.Kolom{
		{Naam: "vanJaar", Soort: projections.Getal},
		{Naam: "totEnMetJaar", Soort: projections.Getal},
		{Naam: "onderdeel", Soort: projections.Tekst},
		{Naam: "titel", Soort: projections.Tekst},
		{Naam: "sha256", Soort: projections.Tekst},
		{Naam: "stand", Soort: projections.Tekst},
		{Naam: "sinds", Soort: projections.Datum},
		{Naam: "advies", Soort: projections.Tekst},
		{Naam: "vastgesteldOp", Soort: projections.Datum},
		{Naam: "bijstelling", Soort: projections.Getal}, // number of the last one adopted
		{Naam: "gesimuleerd", Soort: projections.Getal},
		{Naam: "besluit", Soort: projections.Tekst},        // that gave it its text, see [Bekendmakingen]
		{Naam: "planronde", Soort: projections.Getal},      // how often the plan was adopted
		{Naam: "onderdeelronde", Soort: projections.Getal}, // how often it was adopted by itself
		{Naam: "correctie", Soort: projections.Getal},      // 1: this version replaces the one before it
	},
}

// Bekendmakingen holds on which day a besluit was made known, per onderdeel. It
// stands apart from the stand: a correction of the day changes what held since
// then, and nothing that was decided later.
var Bekendmakingen = &projections.Tabel{
	Naam: "bekendmakingen",
	Sleutel: []projections.Kolom{
		{Naam: "stroom", Soort: projections.Tekst},
		{Naam: "volgnummer", Soort: projections.Getal},
		{Naam: "besluit", Soort: projections.Tekst}, // plan#1, onderdeel#1 or bijstelling#1
	},
	Velden: []projections.Kolom{
		{Naam: "bekendgemaaktOp", Soort: projections.Datum},
		{Naam: "gesimuleerd", Soort: projections.Getal},
	},
}

// Positions of the fields of an onderdeel after its key.
const (
	veldOnderdeel   = 2
	veldTitel       = 3
	veldSHA256      = 4
	veldStand       = 5
	veldSinds       = 6
	veldAdvies      = 7
	veldVastgesteld = 8
	veldBijstelling = 9
	veldGesimuleerd = 10
	veldBesluit     = 11
	veldPlanronde   = 12
	veldLosronde    = 13
	veldCorrectie   = 14
)

// Projector fills the read model.
var Projector = &projections.Projector{
	Naam: "planstand", Versie: 2,
	Tabellen: []*projections.Tabel{Onderdelen, Bekendmakingen},
	Verwerk:  verwerk,
}

func verwerk(s projections.Schrijver, r es.Recorded) error {
	switch e := r.Event.(type) {
	case uitvoeringsplan.UitvoeringsplanOpgesteld:
		return opgesteld(s, r, e)
	case uitvoeringsplan.AdviesGevraagd:
		return een(s, r, e.Onderdeel, func(v velden) { v.stand(InAdvies, e.GevraagdOp) })
	case uitvoeringsplan.BestuurscommissieAdviesUitgebracht:
		return een(s, r, e.Onderdeel, func(v velden) {
			v[veldAdvies] = string(e.Advies)
			v.stand(Geadviseerd, e.UitgebrachtOp)
		})
	case uitvoeringsplan.OnderdeelZonderAdviesVoortgezet:
		return een(s, r, e.Onderdeel, func(v velden) { v.stand(ZonderAdvies, e.VoortgezetOp) })
	case uitvoeringsplan.OntwerpVastgesteldDoorDagelijksBestuur:
		return elk(s, r, e.Onderdelen, func(v velden) { v.stand(Ontwerp, e.GenomenOp) })
	case uitvoeringsplan.ZienswijzeGevraagd:
		return zienswijzeGevraagd(s, r, e)
	case uitvoeringsplan.OnderdeelVastgesteld:
		return elk(s, r, []uitvoeringsplan.Onderdeel{e.Onderdeel}, func(v velden) {
			v[veldLosronde] = v[veldLosronde].(int64) + 1
			v.vastgesteld(e.GenomenOp, uitvoeringsplan.Voorstel{Soort: uitvoeringsplan.SoortOnderdeel})
		})
	case uitvoeringsplan.UitvoeringsplanVastgesteld:
		return elk(s, r, e.Onderdelen, func(v velden) {
			v[veldPlanronde] = v[veldPlanronde].(int64) + 1
			v.vastgesteld(e.GenomenOp, uitvoeringsplan.Voorstel{Soort: uitvoeringsplan.SoortPlan})
		})
	case uitvoeringsplan.BijstellingVastgesteld:
		return elk(s, r, e.Onderdelen, func(v velden) {
			v[veldBijstelling] = int64(e.Bijstelling)
			v.vastgesteld(e.GenomenOp, uitvoeringsplan.Voorstel{Soort: uitvoeringsplan.SoortBijstelling, Bijstelling: e.Bijstelling})
		})
	case uitvoeringsplan.BesluitBekendgemaakt:
		return bekendgemaakt(s, r, e)
	case uitvoeringsplan.BesluitIngetrokken:
		return besluit(s, r, e.Besluit, func(v velden) { v.stand(Ingetrokken, e.GenomenOp) })
	case uitvoeringsplan.PlanperiodeGeeindigd:
		return alle(s, r, func(_ int64, v velden) (bool, error) {
			v.stand(Afgelopen, recht.NieuweDatum(e.TotEnMetJaar+1, 1, 1))
			return true, nil
		})
	}
	return nil
}

func opgesteld(s projections.Schrijver, r es.Recorded, e uitvoeringsplan.UitvoeringsplanOpgesteld) error {
	for i, o := range e.Onderdelen {
		err := s.Zet(Onderdelen, string(r.Stream), int64(i+1), int64(e.VanJaar), int64(e.TotEnMetJaar),
			string(o.Code), o.Titel, o.SHA256, Concept, e.OpgesteldOp.String(), "", "", int64(0), projections.JaNee(e.Gesimuleerd), "", int64(0), int64(0), int64(0))
		if err != nil {
			return err
		}
	}
	return nil
}

func zienswijzeGevraagd(s projections.Schrijver, r es.Recorded, e uitvoeringsplan.ZienswijzeGevraagd) error {
	if e.Bijstelling != 0 {
		return nil // the plan as adopted stands until the bijstelling is
	}
	for _, o := range e.Onderdelen {
		if err := een(s, r, o, func(v velden) {
			if v[veldStand] != InZienswijze {
				v.stand(InZienswijze, e.VerzondenOp)
			}
		}); err != nil {
			return err
		}
	}
	return nil
}

// besluit changes the onderdelen that a besluit is about.
func besluit(s projections.Schrijver, r es.Recorded, b uitvoeringsplan.Voorstel, wijzig func(velden)) error {
	return alle(s, r, func(_ int64, v velden) (bool, error) {
		if !v.onder(b) || b.Soort == uitvoeringsplan.SoortBijstelling && v[veldBijstelling] != int64(b.Bijstelling) {
			return false, nil
		}
		wijzig(v)
		return true, nil
	})
}

// bekendgemaakt notes the day for the besluit itself, whatever was decided since.
func bekendgemaakt(s projections.Schrijver, r es.Recorded, e uitvoeringsplan.BesluitBekendgemaakt) error {
	return alle(s, r, func(n int64, v velden) (bool, error) {
		if !v.onder(e.Besluit) {
			return false, nil
		}
		return false, s.Zet(Bekendmakingen, string(r.Stream), n, v.sleutel(e.Besluit), e.BekendgemaaktOp.String(), projections.JaNee(e.Gesimuleerd))
	})
}
