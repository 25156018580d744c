// Package mandaat is the mandaatregister: which organ let which functie decide in
// its name, about what, up to which amount and from when until when (Awb 10:1 to
// 10:12). What was decided in mandaat is recorded by package inmandaat.
//
// A mandaat is a stream, known by the kenmerk of its mandaatbesluit. It has
// versions, numbered as the besluit itself numbers them; they may be recorded in
// any order and long after the fact. The register records what was granted, whether
// or not it could be: whoever audits judges (projections/besluitenlijst). It refuses
// only what cannot be.
//
// A gemandateerde is a functie, never a person.
package mandaat

import (
	"regexp"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "mandaat"

// ruimte is the fixed UUID namespace that stream ids are derived from.
var ruimte = uuid.MustParse("4c1f8a3e-2f0b-4a7d-9d64-7b1e5c8f9a21")

// Stroom returns the stream of the mandaat with this kenmerk. It is the same on
// every machine, so a mandaat is found without a lookup.
func Stroom(kenmerk string) es.Stream {
	return es.StreamOf(Soort, uuid.NewSHA1(ruimte, []byte(kenmerk)))
}

var (
	kenmerkvorm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$`)
	functievorm = regexp.MustCompile(`^[a-z][a-z-]{2,58}[a-z]$`)
)

// KenmerkGoed reports whether s can be the kenmerk of a mandaatbesluit: letters,
// digits, dots, dashes and underscores, at most 40.
func KenmerkGoed(s string) bool { return kenmerkvorm.MatchString(s) }

// A Functie is a position within an organisation, such as manager-inkoop. Its form
// leaves no room for a name with initials.
type Functie string

// Goed reports whether f has the form of a functie: 4 to 60 small letters and dashes.
func (f Functie) Goed() bool { return functievorm.MatchString(string(f)) }

// A Grondmandaat is the mandaat under which an ondermandaat was granted.
type Grondmandaat struct {
	Mandaat string `json:"mandaat" residu:"blijft"` // kenmerk
	Versie  int    `json:"versie" residu:"blijft"`
}

// An Inhoud is what one version of a mandaatbesluit says.
type Inhoud struct {
	Mandaat      string       `json:"mandaat" residu:"blijft"` // kenmerk of the mandaatbesluit
	Versie       int          `json:"versie" residu:"blijft"`  // from 1
	Mandaatgever recht.Orgaan `json:"mandaatgever" residu:"blijft"`
	Functie      Functie      `json:"functie" residu:"blijft"` // the gemandateerde
	Bevoegdheid  Bevoegdheid  `json:"bevoegdheid" residu:"blijft"`
	Grens        recht.Bedrag `json:"grens,omitzero" residu:"blijft"`     // highest amount of one decision; absent: none
	Vanaf        recht.Datum  `json:"vanaf" residu:"blijft"`              // first day
	Tot          recht.Datum  `json:"tot,omitzero" residu:"blijft"`       // day on which it lapses; absent: none
	Ondermandaat bool         `json:"ondermandaat" residu:"blijft"`       // the gemandateerde may grant ondermandaat (Awb 10:9)
	Krachtens    Grondmandaat `json:"krachtens,omitzero" residu:"blijft"` // of an ondermandaat: what it rests on
	GenomenOp    recht.Datum  `json:"genomenOp" residu:"blijft"`          // day of the mandaatbesluit
}
