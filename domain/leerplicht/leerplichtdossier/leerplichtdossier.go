// Package leerplichtdossier decides on the file about one person under
// leerplicht or kwalificatieplicht: conversations, the road that was chosen,
// absoluut verzuim, thuiszitten and return to school.
//
// Both kinds of file follow the same rules and lie in streams of their own, since
// their retention differs: leerplicht nineteen years after birth (Selectielijst
// 2020, 12.1.3), kwalificatieplicht two years after the end of supervision
// (12.1.4). A file is closed when its duty ends; another is opened for the next.
//
// The roads of the MAS that this file knows are 1 and 3. What belongs to the
// other two is recorded in streams of its own and leaves no trace here.
package leerplichtdossier

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
)

// The kinds of stream, the first part of their names.
const (
	SoortLeerplicht         = "leerplichtdossier"
	SoortKwalificatieplicht = "kwalificatieplichtdossier"
)

// Stroom returns the stream with the given id, for a file under duty p. The id is
// derived from the command that opens it and never from a person.
func Stroom(p leerplicht.Plicht, id uuid.UUID) es.Stream {
	if p == leerplicht.Kwalificatieplicht {
		return es.StreamOf(SoortKwalificatieplicht, id)
	}
	return es.StreamOf(SoortLeerplicht, id)
}
