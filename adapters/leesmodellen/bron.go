package leesmodellen

import (
	"context"
	"errors"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Bron is where missed events are fetched from: the journal. Its methods may
// be called concurrently.
type Bron interface {
	// Scan calls fn for every event with na < position <= tot, in order and
	// without gaps. The event is valid during the call only. An error of fn ends
	// the scan and is returned.
	Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error
	// Kop returns the last committed position; 0 when there is none.
	Kop() es.Position
}

// A Decodeer opens the public part of a stored event. The result holds no
// memory of its argument. It may be called concurrently.
type Decodeer func(*envelop.Verzegeld) (es.Recorded, error)

// A Wortel returns the RFC 6962 root of the log at a position that is committed.
type Wortel func(context.Context, es.Position) ([32]byte, error)

// Codes of a read model that stopped, as in [projections.Stand].
const (
	CodeOnbekendType   = "onbekend-type"   // an event type that this binary does not know
	CodeOnleesbaar     = "onleesbaar"      // a stored event that cannot be decoded
	CodeProjectorfout  = "projectorfout"   // the projector returned an error, or wrote what its tables do not allow
	CodeOpbouwMislukt  = "opbouw-mislukt"  // there is no file, and none could be made (disk full, journal unreadable)
	CodeProjectorpanic = "projectorpaniek" // the projector panicked
)

// Errors of this package. Each may be wrapped.
var (
	// ErrGat reports events that do not follow on what was processed, and that
	// the journal cannot supply.
	ErrGat = errors.New("leesmodellen: gap in the events")
	// ErrOnbekend reports a model, table, telling or column that does not exist.
	ErrOnbekend = errors.New("leesmodellen: unknown name")
	// ErrInOpbouw reports a read model that is being built for the first time.
	ErrInOpbouw = errors.New("leesmodellen: read model is being built")
	// ErrGestopt reports a read model that stopped before the position asked.
	ErrGestopt = errors.New("leesmodellen: read model has stopped")
	// ErrToekomst reports a question about a position that the read model has not reached.
	ErrToekomst = errors.New("leesmodellen: position not reached yet")
	// ErrGesloten reports that the read models are closed.
	ErrGesloten = errors.New("leesmodellen: closed")
	// ErrWaarde reports a value that does not fit its column.
	ErrWaarde = errors.New("leesmodellen: value does not fit its column")
	// ErrBeschadigd reports a file that is damaged or of another make.
	ErrBeschadigd = errors.New("leesmodellen: file is damaged")
)
