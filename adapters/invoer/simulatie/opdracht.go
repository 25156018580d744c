package simulatie

import (
	"strconv"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// A Kenmerk says what is special about a command that the rules accept.
type Kenmerk string

// The kenmerken. A correction counts as such also when it came late.
const (
	Gewoon    Kenmerk = ""
	Laat      Kenmerk = "laat"      // recorded on a later day than the one from which it holds
	Correctie Kenmerk = "correctie" // names the event that it corrects, and holds from an earlier day
)

// An Afzender is who gives a command: a role, and whom it acts for where the role
// has one (a school, a gemeente, a module).
type Afzender struct {
	Rol toegang.Rol
	Van string
}

// An Opdracht is one command of the simulated year.
type Opdracht struct {
	Nummer int64     // 1, 2, … in order of time
	Zaak   int64     // commands of one zaak depend on each other
	Slot   bool      // the last of its zaak: nothing refers to its names any more
	Moment time.Time // the clock of the kantoor
	Afzender
	Sleutel   string            // Idempotency-Key: a UUIDv7 at Moment
	Toeval    [16]byte          // stands for what the kantoor would draw
	Operatie  string            // operationId of the API
	Pad       map[string]string // path parameters
	Body      map[string]any    // a string "@zaak/naam" in Pad or Body is a [Verwijzing]
	Als       string            // name, within the zaak, of what it records
	Weigering string            // code of the refusal that is expected; empty: accepted
	Kenmerk   Kenmerk
}

// Verwijzing stands for the id of the stream that the command with this name wrote.
func Verwijzing(zaak int64, naam string) string {
	return "@" + strconv.FormatInt(zaak, 10) + "/" + naam
}

// Feit stands for the id of the first event that the command with this name
// recorded: what a correction names.
func Feit(zaak int64, naam string) string { return Verwijzing(zaak, naam) + "!" }
