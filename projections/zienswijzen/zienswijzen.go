// Package zienswijzen keeps, per raad, what became of the request for a
// zienswijze on an uitvoeringsplan or a begroting: in time, late, renounced, or not a
// word, and what the dagelijks bestuur concluded, before or after the vaststelling.
package zienswijzen

import (
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A Reactie is how the request to one raad stands. The five are exclusive.
type Reactie string

// The reactions of a raad.
const (
	LooptNog    Reactie = "termijn loopt"
	OpTijd      Reactie = "op tijd"
	TeLaat      Reactie = "te laat"
	Afgezien    Reactie = "afgezien"
	GeenReactie Reactie = "geen reactie"
)

// Plannen holds what is needed of each plan and bijstelling: its period and the
// day of vaststelling.
var Plannen = &projections.Tabel{
	Naam: "plannen",
	Sleutel: []projections.Kolom{
		{Naam: "stroom", Soort: projections.Tekst},
		{Naam: "bijstelling", Soort: projections.Getal}, // 0 for the plan itself
	},
	Velden: []projections.Kolom{
		{Naam: "vanJaar", Soort: projections.Getal},
		{Naam: "totEnMetJaar", Soort: projections.Getal},
		{Naam: "vastgesteldOp", Soort: projections.Datum},
	},
}

// Verzoeken holds one row per raad that was asked.
var Verzoeken = &projections.Tabel{
	Naam: "verzoeken",
	Sleutel: []projections.Kolom{
		{Naam: "stroom", Soort: projections.Tekst},
		{Naam: "bijstelling", Soort: projections.Getal},
		{Naam: "gemeente", Soort: projections.Tekst},
	},
	Velden: []projections.Kolom{
		{Naam: "verzondenOp", Soort: projections.Datum},
		{Naam: "uiterlijkOp", Soort: projections.Datum},
		{Naam: "regel", Soort: projections.Tekst},
		{Naam: "regelVersie", Soort: projections.Datum},
		{Naam: "regelAangenomen", Soort: projections.Getal},
		{Naam: "reactie", Soort: projections.Tekst},
		{Naam: "ontvangenOp", Soort: projections.Datum},
		{Naam: "standpunt", Soort: projections.Tekst},
		{Naam: "strekking", Soort: projections.Tekst},
		{Naam: "conclusie", Soort: projections.Tekst},
		{Naam: "oordeelOp", Soort: projections.Datum},
		{Naam: "gesimuleerd", Soort: projections.Getal},
		{Naam: "verstreken", Soort: projections.Getal}, // the end of the term was recorded
	},
}

// Positions of the fields of a Verzoek after its key.
const (
	veldReactie     = 5
	veldOntvangenOp = 6
	veldStandpunt   = 7
	veldStrekking   = 8
	veldConclusie   = 9
	veldOordeelOp   = 10
	veldGesimuleerd = 11
	veldVerstreken  = 12
)

// Projector fills the read model.
var Projector = &projections.Projector{
	Naam: "zienswijzen", Versie: 3,
	Tabellen: []*projections.Tabel{Plannen, Verzoeken, Begrotingen, Begrotingsraden},
	Verwerk:  verwerk,
}

func verwerk(s projections.Schrijver, r es.Recorded) error {
	switch e := r.Event.(type) {
	case uitvoeringsplan.UitvoeringsplanOpgesteld:
		return s.Zet(Plannen, string(r.Stream), int64(0), int64(e.VanJaar), int64(e.TotEnMetJaar), "")
	case uitvoeringsplan.BijstellingVoorgesteld:
		plan, er, err := s.Huidig(Plannen, string(r.Stream), int64(0))
		if err != nil || !er {
			return anders(err)
		}
		return s.Zet(Plannen, string(r.Stream), int64(e.Bijstelling), plan[0], plan[1], "")
	case uitvoeringsplan.UitvoeringsplanVastgesteld:
		return vastgesteld(s, r, 0, e.GenomenOp)
	case uitvoeringsplan.OnderdeelVastgesteld: // the first onderdeel is when the algemeen bestuur decided
		return vastgesteld(s, r, 0, e.GenomenOp)
	case uitvoeringsplan.BijstellingVastgesteld:
		return vastgesteld(s, r, e.Bijstelling, e.GenomenOp)
	case uitvoeringsplan.ZienswijzeGevraagd:
		return gevraagd(s, r, e)
	case uitvoeringsplan.ZienswijzeOntvangen:
		reactie := OpTijd
		if e.Tijdigheid == uitvoeringsplan.TeLaat {
			reactie = TeLaat
		}
		return bij(s, r, e.Bijstelling, e.Gemeente, func(v []projections.Waarde) {
			v[veldReactie], v[veldOntvangenOp] = string(reactie), e.OntvangenOp.String()
			v[veldStandpunt], v[veldStrekking] = string(e.Standpunt), e.Strekking
		}, e.Gesimuleerd)
	case uitvoeringsplan.VanZienswijzeAfgezien:
		return bij(s, r, e.Bijstelling, e.Gemeente, func(v []projections.Waarde) {
			v[veldReactie], v[veldOntvangenOp] = string(Afgezien), e.MeegedeeldOp.String()
		}, e.Gesimuleerd)
	case uitvoeringsplan.ZienswijzeTermijnVerstreken:
		return bij(s, r, e.Bijstelling, e.Gemeente, func(v []projections.Waarde) {
			v[veldReactie], v[veldVerstreken] = string(GeenReactie), int64(1)
		}, e.Gesimuleerd)
	case uitvoeringsplan.OordeelOverZienswijzenMeegedeeld:
		for _, o := range e.Oordelen {
			err := bij(s, r, e.Bijstelling, o.Gemeente, func(v []projections.Waarde) {
				v[veldConclusie], v[veldOordeelOp] = string(o.Conclusie), e.MeegedeeldOp.String()
			}, e.Gesimuleerd)
			if err != nil {
				return err
			}
		}
	}
	return verwerkBegroting(s, r)
}

func gevraagd(s projections.Schrijver, r es.Recorded, e uitvoeringsplan.ZienswijzeGevraagd) error {
	regel, versie, aangenomen := "", "", int64(0)
	if len(e.Regels) > 0 {
		regel, versie, aangenomen = e.Regels[0].Code, e.Regels[0].Versie.String(), projections.JaNee(e.Regels[0].Aangenomen)
	}
	return s.Zet(Verzoeken, string(r.Stream), int64(e.Bijstelling), string(e.Gemeente),
		e.VerzondenOp.String(), e.Einde.Uiterlijk.String(), regel, versie, aangenomen,
		string(LooptNog), "", "", "", "", "", projections.JaNee(e.Gesimuleerd), int64(0))
}

// bij changes the row of one raad.
func bij(s projections.Schrijver, r es.Recorded, bijstelling int, g recht.Gemeentecode, wijzig func([]projections.Waarde), gesimuleerd bool) error {
	sleutel := []projections.Waarde{string(r.Stream), int64(bijstelling), string(g)}
	velden, er, err := s.Huidig(Verzoeken, sleutel...)
	if err != nil || !er {
		return anders(err)
	}
	nieuw := append(sleutel, velden...)
	wijzig(nieuw[len(sleutel):])
	if gesimuleerd {
		nieuw[len(sleutel)+veldGesimuleerd] = int64(1)
	}
	return s.Zet(Verzoeken, nieuw...)
}

// vastgesteld notes the first day on which the algemeen bestuur decided.
func vastgesteld(s projections.Schrijver, r es.Recorded, bijstelling int, op recht.Datum) error {
	plan, er, err := s.Huidig(Plannen, string(r.Stream), int64(bijstelling))
	if err != nil || !er {
		return anders(err)
	}
	if plan[2] != "" {
		return nil
	}
	return s.Zet(Plannen, string(r.Stream), int64(bijstelling), plan[0], plan[1], op.String())
}

func anders(err error) error {
	if err != nil {
		return err
	}
	return projections.ErrVolgorde
}
