// Package zegel is the seal on the journal: it signs what the journal holds, so
// that nobody, the operator included, can change, insert or remove an event
// unseen.
//
// The journal keeps the nodes of an RFC 6962 Merkle tree beside its events. The
// seal does not trust them: for every checkpoint it reads the new events back
// from disk, hashes them again, recomputes the root with a second
// implementation (transparency-dev/merkle beside golang.org/x/mod/sumdb/tlog)
// and signs only if both agree. The order is fixed: commit, read back,
// recompute, compare, compare-and-swap the latest tree head, sign, publish. So a
// signature never exists for a head that is not on disk, and two processes on
// one folder cannot sign two roots at one size.
//
// Of the stored nodes only those that make up the root are compared here; a
// damaged node below them changes no root, spoils a tile or a proof (which is
// checked before it is handed out), and is found by package controle.
//
// A difference stops the signing for good: it is recorded in zegel.db, and only
// a new process that finds the whole journal in order takes it up again. A
// journal that is shorter than the last head (an older backup was put back) is
// never signed under the same origin, since that would fork the log; see
// [Zegel.NieuweOorsprong].
//
// Files: zegel.key, the Ed25519 key, readable by its owner only; zegel.db, the
// latest head and the checkpoints that were signed. Package controle checks a
// folder or a server from outside and shares no code with the writing side but
// the text formats of package c2sp.
//
// What lost: storing tiles as files (a second store that can disagree with the
// first; a tile costs one read of 256 rows), and tessera (it wants to own the
// order of events, which the journal already gives).
package zegel

import (
	"context"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Journaal is what the seal needs of the event store. All methods read
// committed events only, and may be called concurrently.
type Journaal interface {
	// Kop returns the last committed position, 0 for an empty journal.
	Kop() es.Position
	// Wacht blocks until Kop is beyond na and returns it, or the error of ctx.
	Wacht(ctx context.Context, na es.Position) (es.Position, error)
	// Scan calls fn for every event with na < position <= tot, in order. The
	// event is only valid during the call; its personal part is not loaded.
	Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error
	// Commitments is Scan for those who need the commitments only.
	Commitments(ctx context.Context, na, tot es.Position, fn func(es.Position, [32]byte) error) error
	// HashReader reads the stored nodes of the tree, leaves included.
	tlog.HashReader
}

// A Hoofd is a tree head that the nodes of a cluster have agreed on.
type Hoofd struct {
	Grootte int64 // -1: there is none yet
	Wortel  [32]byte
	Nummer  int64 // of the head among those of its origin, for Leg
}

// Hoofden is where the nodes of a cluster agree on what they sign. A node signs
// no head that is not there, and none that its own journal does not give.
type Hoofden interface {
	// Nieuwste returns the newest head of an origin.
	Nieuwste(ctx context.Context, oorsprong string) (Hoofd, error)
	// Leg records a head right after na, the newest; gelukt is false when another
	// node was first.
	Leg(ctx context.Context, oorsprong string, na Hoofd, grootte int64, wortel [32]byte) (gelukt bool, err error)
}
