// Package archiefbeheer keeps what the archive asks of every file: when it began
// and ended, what holds it back, and which lists were proposed, decided on and
// carried out.
//
// The rows of files last as long as the files. The lists last for ever: they name
// no person, and how many of which result were destroyed.
package archiefbeheer

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Dossiers holds one row per stream that may be destroyed some day.
var Dossiers = &projections.Tabel{
	Naam:    "dossiers",
	Sleutel: projections.Tekstkolommen("stroom"),
	Velden: []projections.Kolom{
		{Naam: "soort"},
		{Naam: "plicht"},
		{Naam: "begonnen", Soort: projections.Datum},
		{Naam: "einde", Soort: projections.Datum},
		{Naam: "afgewezen", Soort: projections.Getal},
		{Naam: "geschillen", Soort: projections.Getal},
		{Naam: "gesimuleerd", Soort: projections.Getal},
	},
}

// Lijsten holds one row per list and result.
var Lijsten = &projections.Tabel{
	Naam:    "lijsten",
	Sleutel: projections.Tekstkolommen("lijst", "selectielijst", "resultaat"),
	Velden: []projections.Kolom{
		{Naam: "voorgesteldOp", Soort: projections.Datum},
		{Naam: "voorgesteld", Soort: projections.Getal},
		{Naam: "besloten", Soort: projections.Getal},
		{Naam: "beslotenOp", Soort: projections.Datum},
		{Naam: "afgewezenOp", Soort: projections.Datum},
		{Naam: "uitgevoerdOp", Soort: projections.Datum},
		{Naam: "onherroepelijkOp", Soort: projections.Datum},
		{Naam: "gesimuleerd", Soort: projections.Getal},
	},
}

// Positions of the fields of a list after its key.
const (
	lijstVoorgesteldOp = iota
	lijstVoorgesteld
	lijstBesloten
	lijstBeslotenOp
	lijstAfgewezenOp
	lijstUitgevoerdOp
	lijstOnherroepelijkOp
	lijstGesimuleerd
)

// Stand counts files by result of a list: those voorgesteld, besloten and vernietigd.
var Stand = &projections.Telling{Naam: "stand", Dimensies: []string{"selectielijst", "resultaat", "stap", "gesimuleerd"}, Blijvend: true}

// Projector fills the read model.
var Projector = &projections.Projector{
	Naam: "archiefbeheer", Versie: 2,
	Tabellen: []*projections.Tabel{Dossiers, Lijsten}, Tellingen: []*projections.Telling{Stand},
	Verwerk: verwerk,
}

func verwerk(s projections.Schrijver, r es.Recorded) error {
	if e, ok := r.Event.(vernietiging.Event); ok {
		return opLijst(s, r, e)
	}
	if r.Replaced { // destroyed: nothing of the file stays here
		return s.Sluit(Dossiers, string(r.Stream))
	}
	velden, er, err := s.Huidig(Dossiers, string(r.Stream))
	if err != nil {
		return err
	}
	var was Zaakstand
	if er {
		if was, err = leesZaak(velden); err != nil {
			return err
		}
	}
	na, ook := Volg(was, r)
	if !ook || er && na == was {
		return nil
	}
	return s.Zet(Dossiers, string(r.Stream), na.Soort, na.Plicht, na.Begonnen.String(), na.Einde.String(),
		projections.JaNee(na.Afgewezen), int64(na.Geschillen), projections.JaNee(na.Gesimuleerd))
}

func leesZaak(v []projections.Waarde) (z Zaakstand, err error) {
	z = Zaakstand{
		Soort: v[0].(string), Plicht: v[1].(string), Afgewezen: v[4].(int64) != 0, Geschillen: int(v[5].(int64)), Gesimuleerd: v[6].(int64) != 0,
	}
	if z.Begonnen, err = recht.ParseDatum(v[2].(string)); err != nil {
		return z, err
	}
	if t := v[3].(string); t != "" {
		z.Einde, err = recht.ParseDatum(t)
	}
	return z, err
}

// LeesZaak returns the state of a file from its row in Dossiers.
func LeesZaak(r projections.Rij) (es.Stream, Zaakstand, error) {
	z, err := leesZaak(r.Waarden[1:])
	return es.Stream(r.Tekst(0)), z, err
}

// The steps of a list that are counted.
const (
	Voorgesteld = "voorgesteld"
	Besloten    = "besloten"
	Vernietigd  = "vernietigd"
)

// opLijst writes what happened to a list, per result.
func opLijst(s projections.Schrijver, r es.Recorded, e vernietiging.Event) error {
	verzonnen := e.Verantwoordt().Gesimuleerd
	switch e := e.(type) {
	case vernietiging.VernietigingVoorgesteld:
		op := recht.DatumVan(e.Voorgelegd.Op)
		for _, a := range vernietiging.Specificeer(e.Dossiers) {
			err := s.Zet(Lijsten, string(r.Stream), a.Selectielijst, a.Resultaat, op.String(), int64(a.Dossiers), int64(0), "", "", "", "",
				projections.JaNee(verzonnen))
			if err == nil {
				err = tel(s, a, Voorgesteld, op, verzonnen)
			}
			if err != nil {
				return err
			}
		}
	case vernietiging.VernietigingAfgewezen:
		for _, a := range e.Specificatie {
			if err := wijzig(s, r, a, func(v []projections.Waarde) { v[lijstAfgewezenOp] = e.AfgewezenOp.String() }); err != nil {
				return err
			}
		}
	case vernietiging.VernietigingslijstVastgesteld:
		return opBesluit(s, r, e)
	case vernietiging.VernietigingHerhaald:
		return opHerhaling(s, r, e)
	case vernietiging.GegevensVernietigd:
		for _, a := range e.Specificatie {
			err := wijzig(s, r, a, func(v []projections.Waarde) {
				v[lijstUitgevoerdOp], v[lijstOnherroepelijkOp] = e.UitgevoerdOp.String(), e.OnherroepelijkOp.String()
			})
			if err == nil {
				err = tel(s, a, Vernietigd, e.UitgevoerdOp, verzonnen)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// opBesluit writes the decision, also on a result of which every file was held back.
func opBesluit(s projections.Schrijver, r es.Recorded, e vernietiging.VernietigingslijstVastgesteld) error {
	alle := slices.Clone(e.Dossiers)
	for _, a := range e.Aangehouden {
		alle = append(alle, a.Dossier)
	}
	besloten := vernietiging.Specificeer(e.Dossiers)
	for _, a := range vernietiging.Specificeer(alle) {
		i := slices.IndexFunc(besloten, func(b vernietiging.Aantal) bool {
			return b.Selectielijst == a.Selectielijst && b.Resultaat == a.Resultaat
		})
		a.Dossiers = 0
		if i >= 0 {
			a = besloten[i]
		}
		err := wijzig(s, r, a, func(v []projections.Waarde) {
			v[lijstBesloten], v[lijstBeslotenOp] = int64(a.Dossiers), e.VastgesteldOp.String()
		})
		if err == nil && a.Dossiers > 0 {
			err = tel(s, a, Besloten, e.VastgesteldOp, e.Gesimuleerd)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// opHerhaling writes a decision that is carried out again. Of the proposal this
// history may know nothing: then the list begins here.
func opHerhaling(s projections.Schrijver, r es.Recorded, e vernietiging.VernietigingHerhaald) error {
	op := e.HerhaaldOp.String()
	for _, a := range vernietiging.Specificeer(e.Dossiers) {
		_, er, err := s.Huidig(Lijsten, string(r.Stream), a.Selectielijst, a.Resultaat)
		if err == nil && !er {
			err = s.Zet(Lijsten, string(r.Stream), a.Selectielijst, a.Resultaat, op, int64(a.Dossiers), int64(0), "", "", "", "",
				projections.JaNee(e.Gesimuleerd))
		}
		if err == nil {
			err = wijzig(s, r, a, func(v []projections.Waarde) { v[lijstBesloten], v[lijstBeslotenOp] = int64(a.Dossiers), op })
		}
		if err == nil {
			err = tel(s, a, Besloten, e.HerhaaldOp, e.Gesimuleerd)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func tel(s projections.Schrijver, a vernietiging.Aantal, stap string, dag recht.Datum, verzonnen bool) error {
	g := "nee"
	if verzonnen {
		g = "ja"
	}
	return s.Tel(Stand, dag, int64(a.Dossiers), a.Selectielijst, a.Resultaat, stap, g)
}

// wijzig changes the row of one list and result.
func wijzig(s projections.Schrijver, r es.Recorded, a vernietiging.Aantal, doe func([]projections.Waarde)) error {
	oud, er, err := s.Huidig(Lijsten, string(r.Stream), a.Selectielijst, a.Resultaat)
	switch {
	case err != nil:
		return err
	case !er:
		return projections.ErrVolgorde
	}
	nieuw := append([]projections.Waarde{string(r.Stream), a.Selectielijst, a.Resultaat}, oud...)
	doe(nieuw[3:])
	return s.Zet(Lijsten, nieuw...)
}
