// Package vierogen goes over the history and finds, for every act that asks for two
// persons, who they were and when. It shares nothing with what decided: it works from
// the events alone, so that a fault there shows here.
package vierogen

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/toegang/beheerhandeling"
)

// dagen is how many days the second person has (reliability of the office: seven).
// It is written down here again on purpose.
const dagen = 7

// eersten names, per event type that completes an act by two persons, the types that
// submit it.
var eersten = map[string][]string{
	"nl.toegangszaken.rol-bekrachtigd.v1":               {"nl.toegangszaken.rol-voorgesteld.v1"},
	"nl.toegangszaken.rol-afgewezen.v1":                 {"nl.toegangszaken.rol-voorgesteld.v1"},
	"nl.toegangszaken.inzage-toegestaan.v1":             {"nl.toegangszaken.inzage-gevraagd.v1"},
	"nl.toegangszaken.inzage-geweigerd.v1":              {"nl.toegangszaken.inzage-gevraagd.v1"},
	"nl.toegangszaken.beheerhandeling-bekrachtigd.v1":   {"nl.toegangszaken.beheerhandeling-voorgesteld.v1"},
	"nl.toegangszaken.beheerhandeling-afgewezen.v1":     {"nl.toegangszaken.beheerhandeling-voorgesteld.v1"},
	"nl.archiefzaken.abonnement-goedgekeurd.v1":         {"nl.archiefzaken.abonnement-aangemeld.v1", "nl.archiefzaken.abonnement-gewijzigd.v1"},
	"nl.archiefzaken.vernietigingslijst-vastgesteld.v1": {"nl.archiefzaken.vernietiging-voorgesteld.v1"},
	"nl.archiefzaken.vernietiging-afgewezen.v1":         {"nl.archiefzaken.vernietiging-voorgesteld.v1"},
	"nl.archiefzaken.bewaring-opgeheven.v1":             {"nl.archiefzaken.opheffing-bewaring-voorgelegd.v1"},
	"nl.archiefzaken.afscherming-vastgesteld.v1":        {"nl.archiefzaken.afscherming-voorgesteld.v1"},
	"nl.archiefzaken.afscherming-afgewezen.v1":          {"nl.archiefzaken.afscherming-voorgesteld.v1"},
}

// uitgevoerd names, per event type that says that such an act is being done, the
// type by which a second person agreed.
var uitgevoerd = map[string]string{ // read only
	"nl.toegangszaken.beheerhandeling-begonnen.v1": "nl.toegangszaken.beheerhandeling-bekrachtigd.v1",
}

// Volgt reports whether events of this type matter to a [Toets].
func Volgt(typ string) bool { return Legt(typ) || Voltooit(typ) || uitgevoerd[typ] != "" }

// Legt reports whether events of this type submit an act to a second person.
func Legt(typ string) bool {
	for _, types := range eersten {
		if slices.Contains(types, typ) {
			return true
		}
	}
	return false
}

// Voltooit reports whether events of this type complete such an act.
func Voltooit(typ string) bool { return eersten[typ] != nil }

// HeeftEerste reports whether a Go type of an event holds the first of two persons.
func HeeftEerste(t reflect.Type) bool {
	for i := range t.NumField() {
		if t.Field(i).Type == reflect.TypeFor[recht.VierOgen]() {
			return true
		}
	}
	return false
}

// A Handeling is one act that two persons did.
type Handeling struct {
	Stroom  es.Stream   `json:"stroom"`
	Type    string      `json:"type"`
	Positie es.Position `json:"positie"`
	Eerste  Persoon     `json:"eerste"`
	Tweede  Persoon     `json:"tweede"`
	// Alleen says that it was done without a second person, because there were no
	// two yet who could: the event says so, and the register of that day is gone.
	Alleen   bool     `json:"alleen,omitzero"`
	Bezwaren []string `json:"bezwaren"` // why it does not hold; none when it does
}

// A Persoon is who did one half of it, and when.
type Persoon struct {
	Rol string    `json:"rol"`
	ID  string    `json:"id"`
	Op  time.Time `json:"op"`
}

// A Toets goes over events in the order of their positions.
type Toets struct {
	open   map[es.Stream]eerste // last submission of a stream
	mag    map[es.Stream]string // type of the last agreement in a stream that was not used
	Gezien []Handeling
}

type eerste struct {
	persoon Persoon
	typ     string
}

// NieuweToets returns a Toets that has seen nothing.
func NieuweToets() *Toets { return &Toets{open: map[es.Stream]eerste{}, mag: map[es.Stream]string{}} }

// Neem looks at one event.
func (t *Toets) Neem(g es.Recorded) {
	e, ok := g.Event.(recht.Verantwoord)
	if !ok {
		return
	}
	a := e.Verantwoordt().Actor
	p := Persoon{Rol: a.Rol, ID: a.ID, Op: g.Time}
	if Legt(g.Type) {
		t.open[g.Stream] = eerste{persoon: p, typ: g.Type}
	}
	if na := uitgevoerd[g.Type]; na != "" {
		t.begin(g, p, na)
		return
	}
	if !Voltooit(g.Type) {
		return
	}
	t.mag[g.Stream] = g.Type
	h := Handeling{Stroom: g.Stream, Type: g.Type, Positie: g.Position, Tweede: p, Bezwaren: []string{}}
	was, ok := t.open[g.Stream]
	if !ok || !slices.Contains(eersten[g.Type], was.typ) {
		h.Bezwaren = append(h.Bezwaren, "niemand legde dit voor")
	} else {
		h.Eerste = was.persoon
		h.Bezwaren = append(h.Bezwaren, bezwaren(was.persoon, p)...)
	}
	delete(t.open, g.Stream) // one submission, one decision
	t.Gezien = append(t.Gezien, h)
}

// begin looks at an act that is being done: a second person must have agreed to just
// that, and an agreement is used once.
func (t *Toets) begin(g es.Recorded, p Persoon, na string) {
	h := Handeling{Stroom: g.Stream, Type: g.Type, Positie: g.Position, Tweede: p, Bezwaren: []string{}}
	if e, ok := g.Event.(beheerhandeling.HandelingBegonnen); ok {
		h.Alleen = e.Alleen
	}
	if was := t.mag[g.Stream]; was != na && (!h.Alleen || was != "") {
		h.Bezwaren = append(h.Bezwaren, "niemand bekrachtigde dit")
	}
	delete(t.mag, g.Stream)
	if h.Alleen || len(h.Bezwaren) > 0 {
		t.Gezien = append(t.Gezien, h) // what is in order was seen when it was agreed to
	}
}

// bezwaren says what is wrong with two halves of an act.
func bezwaren(een, twee Persoon) (uit []string) {
	for _, p := range []Persoon{een, twee} {
		if p.ID == "" || p.Rol == "" || p.Rol == "proces" {
			uit = append(uit, "een van beiden is geen mens")
			break
		}
	}
	if een.ID == twee.ID {
		uit = append(uit, "het is een en dezelfde persoon")
	}
	if twee.Op.Before(een.Op) {
		uit = append(uit, "de tweede was er voor de eerste")
	}
	jaar, maand, dag := een.Op.In(recht.Amsterdam).Date()
	if !twee.Op.Before(time.Date(jaar, maand, dag+dagen+1, 0, 0, 0, 0, recht.Amsterdam)) {
		uit = append(uit, fmt.Sprintf("de tweede kwam na meer dan %d dagen", dagen))
	}
	return uit
}
