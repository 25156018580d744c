// Package voorzieningen keeps every mutatie of the voorzieningen of Werkgeverschap
// SW, and their verloop per quarter, to the cent (BBV art. 55). There is nobody in
// it: a voorziening is about an obligation, not about who it is owed to.
package voorzieningen

import (
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/voorziening"
	"github.com/mgr-sdcg/kroniek/projections"
)

// The kinds of movement. Beginsaldo is what a voorziening was formed with.
const (
	Beginsaldo = "beginsaldo"
	Toevoeging = string(voorziening.Toevoeging)
	Aanwending = string(voorziening.Aanwending)
	Vrijval    = string(voorziening.Vrijval)
)

const dimensieInvent = "gesimuleerd"

// Bedragen adds up in cents, by purpose and kind; an aanwending and a vrijval
// count up, and are subtracted by whoever makes a saldo. Its day is that of the books.
var Bedragen = &projections.Telling{Naam: "bedragen", Dimensies: []string{"doel", "soort", dimensieInvent}, Blijvend: true}

// Mutaties holds one row per mutatie; number 0 is the instelling.
var Mutaties = &projections.Tabel{
	Naam:    "mutaties",
	Sleutel: []projections.Kolom{{Naam: "stroom", Soort: projections.Tekst}, {Naam: "nummer", Soort: projections.Getal}},
	Velden: []projections.Kolom{
		{Naam: "doel", Soort: projections.Tekst},
		{Naam: "soort", Soort: projections.Tekst},
		{Naam: "centen", Soort: projections.Getal},
		{Naam: "geboektOp", Soort: projections.Datum},
		{Naam: "bbvGrond", Soort: projections.Tekst},
		{Naam: "orgaan", Soort: projections.Tekst},
		{Naam: "besluit", Soort: projections.Tekst},
		{Naam: "besluitOp", Soort: projections.Datum},
		{Naam: "herkomst", Soort: projections.Tekst},
		{Naam: dimensieInvent, Soort: projections.Getal},
		{Naam: "begrotingswijziging", Soort: projections.Tekst}, // such as "1 van 2024"
	},
}

// Schattingen holds every judgement of an obligation, by day.
var Schattingen = &projections.Tabel{
	Naam: "schattingen",
	Sleutel: []projections.Kolom{
		{Naam: "doel", Soort: projections.Tekst}, {Naam: "geschatOp", Soort: projections.Datum}, {Naam: "stroom", Soort: projections.Tekst},
	},
	Velden: []projections.Kolom{
		{Naam: "centen", Soort: projections.Getal}, {Naam: "onderbouwing", Soort: projections.Tekst}, {Naam: dimensieInvent, Soort: projections.Getal},
	},
}

// Projector fills the read model.
var Projector = &projections.Projector{
	Naam: "voorzieningen", Versie: 2,
	Tabellen:  []*projections.Tabel{Mutaties, Schattingen},
	Tellingen: []*projections.Telling{Bedragen},
	Verwerk:   verwerk,
}

// A mutatie is one row of Mutaties, without its key.
type mutatie struct {
	doel, soort string
	bedrag      recht.Bedrag
	op          recht.Datum
	grond       string
	besluit     voorziening.Besluitverwijzing
	herkomst    string
	gesimuleerd bool
	wijziging   string
}

func verwerk(s projections.Schrijver, r es.Recorded) error {
	switch e := r.Event.(type) {
	case voorziening.VoorzieningIngesteld:
		return boek(s, r, 0, mutatie{
			string(e.Doel), Beginsaldo, e.Beginsaldo, e.IngesteldOp, string(e.BBVGrond), e.Besluit, "", e.Gesimuleerd, "",
		})
	case voorziening.ToevoegingGeboekt:
		return boekMutatie(s, r, e.Mutatie, Toevoeging, string(e.Herkomst), wijziging(e.Wijziging), e.Gesimuleerd)
	case voorziening.AanwendingGeboekt:
		return boekMutatie(s, r, e.Mutatie, Aanwending, "", "", e.Gesimuleerd)
	case voorziening.VrijvalGeboekt:
		return boekMutatie(s, r, e.Mutatie, Vrijval, "", "", e.Gesimuleerd)
	case voorziening.VerplichtingOpnieuwGeschat:
		return s.Zet(Schattingen, string(e.Doel), e.GeschatOp.String(), string(r.Stream), int64(e.Schatting), e.Onderbouwing, projections.JaNee(e.Gesimuleerd))
	case voorziening.VoorzieningAfgewikkeld: // nothing is owed any more
		return s.Zet(Schattingen, string(e.Doel), e.AfgewikkeldOp.String(), string(r.Stream), int64(0), e.Besluit.Kenmerk, projections.JaNee(e.Gesimuleerd))
	}
	return nil
}

// wijziging names a begrotingswijziging; empty when there is none.
func wijziging(w voorziening.Begrotingswijziging) string {
	if w.Nummer == 0 {
		return ""
	}
	return fmt.Sprintf("%d van %d", w.Nummer, w.Jaar)
}

func boekMutatie(s projections.Schrijver, r es.Recorded, m voorziening.Mutatie, soort, herkomst, wijziging string, gesimuleerd bool) error {
	if _, er, err := s.Huidig(Mutaties, string(r.Stream), int64(0)); err != nil || !er {
		if err != nil {
			return err
		}
		return projections.ErrVolgorde // nothing was formed to book in
	}
	return boek(s, r, m.Nummer, mutatie{
		string(m.Doel), soort, m.Bedrag, m.GeboektOp, string(m.BBVGrond), m.Besluit, herkomst, gesimuleerd, wijziging,
	})
}

// boek replaces the row of a mutatie, and with it what it adds to the cells.
func boek(s projections.Schrijver, r es.Recorded, nummer int, nu mutatie) error {
	velden, er, err := s.Huidig(Mutaties, string(r.Stream), int64(nummer))
	if err != nil {
		return err
	}
	var was []projections.Post
	if er {
		oud, err := lees(velden)
		if err != nil {
			return err
		}
		was = oud.posten()
		nu.gesimuleerd = nu.gesimuleerd || oud.gesimuleerd
	}
	if err := s.Zet(Mutaties, string(r.Stream), int64(nummer), nu.doel, nu.soort, int64(nu.bedrag), nu.op.String(), nu.grond,
		string(nu.besluit.Orgaan), nu.besluit.Kenmerk, nu.besluit.GenomenOp.String(), nu.herkomst, projections.JaNee(nu.gesimuleerd), nu.wijziging); err != nil {
		return err
	}
	return projections.Herboek(s, was, nu.posten())
}

// lees returns as much of a row as its cells need.
func lees(v []projections.Waarde) (mutatie, error) {
	op, err := recht.ParseDatum(v[3].(string))
	return mutatie{
		doel: v[0].(string), soort: v[1].(string), bedrag: recht.Bedrag(v[2].(int64)), op: op, gesimuleerd: v[9].(int64) != 0,
	}, err
}

func (m mutatie) posten() []projections.Post {
	if m.bedrag == 0 {
		return nil
	}
	gesimuleerd := "nee"
	if m.gesimuleerd {
		gesimuleerd = "ja"
	}
	return []projections.Post{{Telling: Bedragen, Dag: m.op, Delta: int64(m.bedrag), Dimensies: []string{m.doel, m.soort, gesimuleerd}}}
}
