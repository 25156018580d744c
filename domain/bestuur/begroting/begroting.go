// Package begroting decides on the begroting of the MGR for one year: from the
// ontwerp that goes to the raden, by their zienswijzen and the aanbieding to the
// algemeen bestuur, to vaststelling and toezending to gedeputeerde staten (Wgr art.
// 34 and 35), and on its begrotingswijzigingen (art. 35 lid 6).
//
// One stream holds one begrotingsjaar. A begrotingswijziging is numbered within it,
// from 1; the number 0 is the begroting itself.
//
// Days are legal days, given with the command: they decide which version of the law
// applies. Other than the uitvoeringsplan, a begroting that was adopted too early,
// or before the dagelijks bestuur had told what it thinks of the zienswijzen, is
// recorded: the law puts those duties on the dagelijks bestuur and takes nothing
// from the power of the algemeen bestuur, and the toezichthouder must be able to
// find it. Only the order of the steps, the quorum and the vote are kept.
package begroting

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "begroting"

// ruimte is the fixed UUID namespace that stream ids are derived from.
var ruimte = uuid.MustParse("b5c0a4de-27f7-4b35-8c0e-0f5a1c2e9d41")

// ID returns the id of the stream of the begroting for jaar. It is the same on every
// machine, so there is one stream per begrotingsjaar.
func ID(jaar int) uuid.UUID { return uuid.NewSHA1(ruimte, fmt.Appendf(nil, "%04d", jaar)) }

// Stroom returns the stream of the begroting for jaar.
func Stroom(jaar int) es.Stream { return es.StreamOf(Soort, ID(jaar)) }
