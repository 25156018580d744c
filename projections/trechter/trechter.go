// Package trechter keeps the funnel of the werkgeversservicepunt: vacature,
// voorstel, plaatsing, duurzaam, and what became of the kandidaten that
// ketenpartners delivered.
//
// Rows hold only what survives destruction: classes, quarters and no days. So
// every figure here is lasting. Cells follow their rows: whatever changes a row
// replaces what that row added, in the quarter in which it happened.
package trechter

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
	"github.com/mgr-sdcg/kroniek/projections"
)

// The steps that are counted.
const (
	Opgehaald      = "vacature opgehaald"
	Vervuld        = "vacature vervuld"
	Gecreeerd      = "functie gecreëerd"
	Aangeleverd    = "kandidaat aangeleverd"
	Bruikbaar      = "kandidaat bruikbaar"
	Onbruikbaar    = "kandidaat niet bruikbaar"
	Teruggegeven   = "kandidaat teruggegeven"
	Voorgesteld    = "voorgesteld"
	BijWerkgever   = "voorgesteld aan werkgever"
	Afgewezen      = "afgewezen"
	Proef          = "proefplaatsing"
	Geplaatst      = "geplaatst"
	Banen          = "banen in tienden"
	Voortijdig     = "voortijdig beëindigd"
	Duurzaam       = "duurzaam"
	dimensieStap   = "stap"
	dimensieKwart  = "kwartaal"
	dimensieInvent = "gesimuleerd"
)

// dimensies are where a step can count, in the order of the cells.
var dimensies = []string{"gemeente", "ketenpartner", "subregio", "doelgroep", "sector"} // read only

// Stappen counts the steps by quarter. For what is judged afterwards (bruikbaar,
// duurzaam, voortijdig) it is the quarter of the aanlevering or plaatsing, the
// cohort; the day of the cell is that of the judgement.
var Stappen = &projections.Telling{
	Naam:      "stappen",
	Dimensies: []string{dimensieStap, dimensieKwart, "gemeente", "ketenpartner", "subregio", "doelgroep", "sector", dimensieInvent},
	Blijvend:  true,
}

// Afwijzingen counts why matches ended before they were placed.
var Afwijzingen = &projections.Telling{
	Naam:      "afwijzingen",
	Dimensies: []string{"reden", "door", dimensieKwart, "gemeente", "ketenpartner", "subregio", "doelgroep", "sector", dimensieInvent},
	Blijvend:  true,
}

// Vacatures holds one row per vacature.
var Vacatures = &projections.Tabel{
	Naam:    "vacatures",
	Sleutel: projections.Tekstkolommen("stroom"),
	Velden: append(projections.Tekstkolommen("werkplaats", "subregio", "sector", "opgehaald", "vervuld", "doelgroep", "gecreeerd"),
		projections.Kolom{Naam: dimensieInvent, Soort: projections.Getal}),
}

// Kandidaten holds one row per aanlevering of a kandidaat.
var Kandidaten = &projections.Tabel{
	Naam:    "kandidaten",
	Sleutel: []projections.Kolom{{Naam: "stroom", Soort: projections.Tekst}, {Naam: "aanlevering", Soort: projections.Getal}},
	Velden: append(projections.Tekstkolommen("gemeente", "ketenpartner", "subregio", "doelgroep", "aangeleverd", "bruikbaarheid", "beoordeeld", "teruggegeven"),
		projections.Kolom{Naam: dimensieInvent, Soort: projections.Getal}),
}

// Matches holds one row per match.
var Matches = &projections.Tabel{
	Naam:    "matches",
	Sleutel: projections.Tekstkolommen("stroom"),
	Velden: append(projections.Tekstkolommen("gemeente", "ketenpartner", "subregio", "doelgroep", "sector",
		"voorgesteld", "bijWerkgever", "afgewezen", "reden", "door", "proef", "geplaatst", "voortijdig", "duurzaam"),
		projections.Kolom{Naam: "baanTienden", Soort: projections.Getal}, projections.Kolom{Naam: dimensieInvent, Soort: projections.Getal}),
}

// Klok holds the last day on which anything was recorded: the day of a report
// that is not asked for a peildatum, since a projector reads no clock.
var Klok = &projections.Tabel{
	Naam: "klok", Sleutel: projections.Tekstkolommen("klok"), Velden: []projections.Kolom{{Naam: "dag", Soort: projections.Datum}},
}

// Projector fills the funnel.
var Projector = &projections.Projector{
	Naam: "trechter", Versie: 1,
	Tabellen:  []*projections.Tabel{Vacatures, Kandidaten, Matches, Klok},
	Tellingen: []*projections.Telling{Stappen, Afwijzingen},
	Verwerk:   verwerk,
}

func verwerk(s projections.Schrijver, r es.Recorded) error {
	if err := tik(s, r); err != nil {
		return err
	}
	switch e := r.Event.(type) {
	case vacature.Event:
		return opVacature(s, r, e)
	case kandidaat.Event:
		return opKandidaat(s, r, e)
	case match.Event:
		return opMatch(s, r, e)
	}
	return nil
}

func tik(s projections.Schrijver, r es.Recorded) error {
	if r.Time.IsZero() {
		return nil
	}
	dag := recht.DatumVan(r.Time).String()
	oud, er, err := s.Huidig(Klok, "laatste")
	if err != nil || er && oud[0].(string) >= dag { // jjjj-mm-dd, so text order is time order
		return err
	}
	return s.Zet(Klok, "laatste", dag)
}

// wijzig changes the row with this key, and with it what the row adds to the
// cells. A row that is not there starts empty if begin allows it.
func wijzig(s projections.Schrijver, t *projections.Tabel, posten func(velden) []projections.Post, begin, invent bool, fn func(velden), sleutel ...projections.Waarde) error {
	oud, er, err := s.Huidig(t, sleutel...)
	switch {
	case err != nil:
		return err
	case !er && !begin:
		return projections.ErrVolgorde
	}
	v := velden{t: t, waarden: make([]projections.Waarde, len(t.Velden))}
	for i, k := range t.Velden {
		v.waarden[i] = ""
		if k.Soort == projections.Getal {
			v.waarden[i] = int64(0)
		}
	}
	var was []projections.Post
	if er {
		copy(v.waarden, oud)
		was = posten(v)
	}
	fn(v)
	if invent {
		v.zet(dimensieInvent, int64(1))
	}
	if err := s.Zet(t, append(sleutel, v.waarden...)...); err != nil {
		return err
	}
	return projections.Herboek(s, was, posten(v))
}

// velden are the fields of a row, by name.
type velden struct {
	t       *projections.Tabel
	waarden []projections.Waarde
}

func (v velden) plaats(naam string) int {
	for i, k := range v.t.Velden {
		if k.Naam == naam {
			return i
		}
	}
	panic("trechter: no column " + naam + " in " + v.t.Naam)
}

func (v velden) tekst(naam string) string { return v.waarden[v.plaats(naam)].(string) }

func (v velden) getal(naam string) int64 { return v.waarden[v.plaats(naam)].(int64) }

func (v velden) zet(naam string, w projections.Waarde) { v.waarden[v.plaats(naam)] = w }

func (v velden) indeling(i wsp.Indeling) {
	v.zet("gemeente", string(i.Gemeente))
	v.zet("ketenpartner", string(i.Ketenpartner))
	v.zet("subregio", string(i.Subregio))
	v.zet("doelgroep", string(i.Doelgroep))
}
