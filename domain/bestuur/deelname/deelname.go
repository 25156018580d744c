// Package deelname decides on the deelname of one gemeente in one (sub)module
// of the MGR, over time.
//
// Who takes part in what is never a constant: it decides which raden are asked
// for a zienswijze, who votes in a bestuurscommissie and who pays. A stream
// holds periodes, numbered from 1, half-open and without overlap. What was
// recorded wrongly is corrected by a new event that names the one it corrects;
// nothing is changed.
package deelname

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "deelname"

// ruimte is the fixed UUID namespace that stream ids are derived from.
var ruimte = uuid.MustParse("6f1c1d0e-7b9a-4f0c-9a57-3d2c6c1f8e01")

// ID returns the id of the stream of a gemeente in a (sub)module. It is the same
// on every machine, so the stream is found without looking it up.
func ID(g recht.Gemeentecode, m recht.Module) uuid.UUID {
	return uuid.NewSHA1(ruimte, []byte(string(g)+"/"+string(m)))
}

// Stroom returns the stream of a gemeente in a (sub)module.
func Stroom(g recht.Gemeentecode, m recht.Module) es.Stream { return es.StreamOf(Soort, ID(g, m)) }
