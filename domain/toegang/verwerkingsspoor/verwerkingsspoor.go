// Package verwerkingsspoor anchors the processing log in the history, and records
// that lines went after their term. Sealed with everything else it shows afterwards
// whether the log was cut off, rewritten or shortened (BIO2 8.15.05 and 8.15.06).
//
// A removal names the last line that went and its hash: the first line that is left
// hangs from that hash, so what remains can be recomputed to every later anchor.
package verwerkingsspoor

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "verwerkingsspoor"

// Stroom returns the stream of the log with this id: every node of a cluster keeps a
// log of its own.
func Stroom(kenmerk uuid.UUID) es.Stream { return es.StreamOf(Soort, kenmerk) }

// Refusals.
var (
	// ErrTeruggelopen refuses an anchor before one that was laid earlier.
	ErrTeruggelopen = es.Refuse("verwerkingsspoor/teruggelopen",
		"Het verwerkingslog heeft minder of andere regels dan eerder is vastgelegd; behandel dit als beveiligingsincident.", "BIO2 8.15.05")
	// ErrTermijnLoopt refuses to remove lines whose term is not over.
	ErrTermijnLoopt = es.Refuse("verwerkingsspoor/termijn-loopt",
		"De bewaartermijn van regels van deze dag is nog niet voorbij.", "AVG art. 5 lid 2; VERWERKINGSLOG_BEWAREN")
)

// Bewaartermijn is how long a line is kept after the day of the processing.
var Bewaartermijn = recht.NieuweRegel("VERWERKINGSLOG_BEWAREN", recht.Versie[recht.Termijn]{
	Vanaf:  recht.NieuweDatum(2017, 1, 1),
	Waarde: recht.Termijn{Aantal: 5, Eenheid: recht.Jaren, Grond: recht.TermijnUitOvereenkomst},
	Bron: "geen bron gezien: de standaard Logboek Dataverwerkingen laat de termijn aan het register van verwerkingsactiviteiten; " +
		"vijf jaar naar de verjaring van een vordering tot schadevergoeding (BW 3:310)", Aangenomen: true,
})

// An Event is something that happened with the processing log.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

type (
	// VerwerkingslogVerankerd says how far the log was at that moment.
	VerwerkingslogVerankerd struct {
		recht.Verantwoording
		Logregels int64  `json:"logboekregels"` // number of the last line
		Ketenkop  string `json:"ketenkop"`      // its hash, base64url
	}
	// VerwerkingsregelsVerwijderd says that the oldest lines go, after their term.
	VerwerkingsregelsVerwijderd struct {
		recht.Verantwoording
		Voor     recht.Datum `json:"regelsVoor"`    // every line that goes is of before this day
		TotEnMet int64       `json:"totEnMetRegel"` // number of the last line that goes
		Aantal   int64       `json:"aantalRegels"`
		Ketenkop string      `json:"ketenkop"` // hash of that last line, base64url
	}
)

func (VerwerkingslogVerankerd) eventType() string {
	return "nl.archiefzaken.verwerkingslog-verankerd.v1"
}

func (VerwerkingsregelsVerwijderd) eventType() string {
	return "nl.archiefzaken.verwerkingsregels-verwijderd.v1"
}

// Zin says what happened.
func (e VerwerkingslogVerankerd) Zin() string {
	return fmt.Sprintf("Het verwerkingslog is verankerd bij regel %d.", e.Logregels)
}

// Zin says what happened.
func (e VerwerkingsregelsVerwijderd) Zin() string {
	return fmt.Sprintf("Van het verwerkingslog zijn %s van voor %s verwijderd, tot en met regel %d.",
		recht.Telwoord(int(e.Aantal), "regel", "regels"), e.Voor, e.TotEnMet)
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, VerwerkingslogVerankerd{}, VerwerkingsregelsVerwijderd{})

// A Command asks to record something about the processing log.
type Command interface{ command() }

type (
	// Veranker records where the log stands.
	Veranker struct {
		recht.Opdracht
		Logregels int64
		Ketenkop  string
	}
	// Verwijder records that the oldest lines go. What they are was looked up in the
	// log; lines that went before are not counted again.
	Verwijder struct {
		recht.Opdracht
		Voor     recht.Datum
		TotEnMet int64
		Aantal   int64
		Ketenkop string
	}
)

func (Veranker) command()  {}
func (Verwijder) command() {}

// State is the last anchor, and what went last.
type State struct {
	Logregels  int64
	Ketenkop   string
	Verwijderd int64  // number of the last line that went
	Kop        string // its hash
}

// Toestand says in Dutch how the log stands.
func (s State) Toestand() string {
	if s.Verwijderd > 0 {
		return fmt.Sprintf("verankerd tot regel %d, verwijderd tot en met regel %d", s.Logregels, s.Verwijderd)
	}
	return fmt.Sprintf("verankerd tot regel %d", s.Logregels)
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules that a log only grows, and that lines go after their term.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case Veranker:
		return veranker(c, s)
	case Verwijder:
		return verwijder(c, s)
	default:
		panic("verwerkingsspoor: command without a case in Decide")
	}
}

func veranker(c Veranker, s State) ([]Event, error) {
	switch {
	case c.Logregels == s.Logregels && c.Ketenkop == s.Ketenkop:
		return nil, nil
	case c.Ketenkop == "", c.Logregels < s.Logregels, c.Logregels == s.Logregels && s.Ketenkop != "":
		return nil, ErrTeruggelopen.With(fmt.Sprintf("Vastgelegd is regel %d, aangetroffen regel %d.", s.Logregels, c.Logregels))
	}
	w, err := c.Verantwoord(recht.Stelsel, recht.FeitelijkeHandeling)
	if err != nil {
		return nil, err
	}
	return []Event{VerwerkingslogVerankerd{Verantwoording: w, Logregels: c.Logregels, Ketenkop: c.Ketenkop}}, nil
}

func verwijder(c Verwijder, s State) ([]Event, error) {
	termijn, noot, err := Bewaartermijn.Op(recht.DatumVan(c.Op))
	if err != nil {
		return nil, err
	}
	tot, err := termijn.VoorafAan(recht.DatumVan(c.Op))
	if err != nil {
		return nil, err
	}
	switch {
	case c.Voor.Na(tot):
		return nil, ErrTermijnLoopt.With("Nu kan tot " + tot.String() + ".")
	case c.Aantal == 0 || c.TotEnMet == s.Verwijderd:
		return nil, nil // nothing of before that day is left
	case c.TotEnMet < s.Verwijderd || c.Ketenkop == "":
		return nil, ErrTeruggelopen.With(fmt.Sprintf("Verwijderd is tot en met regel %d, gevraagd tot en met regel %d.", s.Verwijderd, c.TotEnMet))
	}
	w, err := c.Verantwoord(recht.Stelsel, recht.FeitelijkeHandeling, noot)
	if err != nil {
		return nil, err
	}
	return []Event{VerwerkingsregelsVerwijderd{Verantwoording: w, Voor: c.Voor, TotEnMet: c.TotEnMet, Aantal: c.Aantal, Ketenkop: c.Ketenkop}}, nil
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case VerwerkingslogVerankerd:
		s.Logregels, s.Ketenkop = e.Logregels, e.Ketenkop
	case VerwerkingsregelsVerwijderd:
		s.Verwijderd, s.Kop = e.TotEnMet, e.Ketenkop
	default:
		panic("verwerkingsspoor: event without a case in Evolve: " + e.eventType())
	}
	return s
}
