// Package verzuimmelding decides on one melding of absence of one person by one
// school, as DUO passes it on (Leerplichtwet art. 21a; Besluit register
// onderwijsdeelnemers art. 14 and 21).
//
// A melding takes one road: geregistreerd, then in behandeling and afgesloten,
// or ter kennisgeving aangenomen, or ingetrokken by the school. What arithmetic
// finds (age, sixteen hours, the term for reporting) is recorded as a signal
// beside the melding; a person judges it, and it never changes a status. Whoever
// disagrees with the melding, and what the parents think of it, has a place.
//
// Nothing here says what follows outside the melding: the reasons for closing
// are wide on purpose. Personal fields lie in the encrypted part.
package verzuimmelding

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "verzuimmelding"

// Stroom returns the stream with the given id, which the command that opens it
// derives from its own id and never from a person.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }
