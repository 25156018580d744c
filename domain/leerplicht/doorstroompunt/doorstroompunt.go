// Package doorstroompunt decides on the file about one person who left school
// without a startkwalificatie: voortijdig schoolverlaten, followed by RMC and,
// since 2026, by the Doorstroompunt.
//
// Its streams are apart from those of leerplicht and kwalificatieplicht: their
// retention differs (Selectielijst 2020, 12.1.4), and a long case here may not
// keep the others alive. Until which age somebody is followed depends on the day:
// 23 until 2026, 27 since then.
package doorstroompunt

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "doorstroompunt"

// Stroom returns the stream with the given id, derived from the command that
// opens it and never from a person.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }

// A Bron is who found that somebody left school.
type Bron string

// The sources.
const (
	BronDUO    Bron = "duo-lijst"
	BronSchool Bron = "school"
	BronZelf   Bron = "jongere-of-omgeving"
)

// Waarden returns the sources.
func (Bron) Waarden() []string {
	return []string{string(BronDUO), string(BronSchool), string(BronZelf)}
}

// A Trajectsoort is what a traject leads to.
type Trajectsoort string

// The kinds of traject.
const (
	NaarSchool    Trajectsoort = "terug-naar-school"
	NaarWerk      Trajectsoort = "naar-werk"
	Ondersteuning Trajectsoort = "ondersteuning"
)

// Waarden returns the kinds of traject.
func (Trajectsoort) Waarden() []string {
	return []string{string(NaarSchool), string(NaarWerk), string(Ondersteuning)}
}

// A Niveau is the diploma that counts as startkwalificatie (Leerplichtwet art. 1 onder f).
type Niveau string

// The diplomas.
const (
	MBO2EnHoger Niveau = "mbo-2-of-hoger"
	Havo        Niveau = "havo"
	Vwo         Niveau = "vwo"
)

// Waarden returns the diplomas.
func (Niveau) Waarden() []string { return []string{string(MBO2EnHoger), string(Havo), string(Vwo)} }

// An Uitstroom is how guidance to work ended.
type Uitstroom string

// The outcomes of guidance.
const (
	Werk     Uitstroom = "werk"
	GeenWerk Uitstroom = "geen-werk"
)

// Waarden returns the outcomes.
func (Uitstroom) Waarden() []string { return []string{string(Werk), string(GeenWerk)} }
