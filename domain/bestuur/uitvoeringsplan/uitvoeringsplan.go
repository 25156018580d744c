// Package uitvoeringsplan decides on the uitvoeringsplan of the MGR: from the
// concept, by advies, ontwerp and zienswijze, to vaststelling, bijstelling and
// the end of the planperiode (art. 24 of the regeling; Wgr art. 10).
//
// One stream holds one planperiode. Its onderdelen are the beheerorganisatie and
// the modules; the algemeen bestuur may adopt them together or apart.
//
// Days are legal days, given with the command: the day on which something was
// done decides which rule applies, not the moment at which it was recorded. What
// happened is recorded, also late; what an organ decides must be allowed on the
// day of its meeting. A vote that does not adopt is an outcome, not a refusal.
package uitvoeringsplan

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "uitvoeringsplan"

// ruimte is the fixed UUID namespace that stream ids are derived from.
var ruimte = uuid.MustParse("6f1c1d0e-7b9a-4f0c-9a57-3d2c6c1f8e02")

// ID returns the id of the stream of the plan that begins in vanJaar. It is the
// same on every machine, so there is one stream per planperiode.
func ID(vanJaar int) uuid.UUID {
	return uuid.NewSHA1(ruimte, fmt.Appendf(nil, "%04d", vanJaar))
}

// Stroom returns the stream of the plan that begins in vanJaar.
func Stroom(vanJaar int) es.Stream { return es.StreamOf(Soort, ID(vanJaar)) }
