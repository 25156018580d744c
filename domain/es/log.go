package es

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
)

// A Stream is the name of a stream: `<soort>-<uuid>`, never derived from a person.
type Stream string

// StreamOf returns the stream of the given kind and id. The kind has no dash.
func StreamOf(kind string, id uuid.UUID) Stream { return Stream(kind + "-" + id.String()) }

// A Revision is the number of the last event in a stream, counted from zero.
type Revision int64

// NoStream is the revision of a stream without events.
const NoStream Revision = -1

// A Position is the place of an event in the whole log: 1, 2, 3 … without gaps.
// Zero lies before the first event.
type Position int64

// Errors of a [Log]. Each may be wrapped.
var (
	// ErrConflict reports that a stream has moved past the expected revision.
	ErrConflict = errors.New("es: stream has moved on")
	// ErrReused reports a command id that was used before with another body.
	ErrReused = errors.New("es: command id was used for another command")
	// ErrTooLarge reports an event over 64 KiB, or an append over 100 events or 512 KiB.
	ErrTooLarge = errors.New("es: append is too large")
	// ErrUnstorable reports an event whose text cannot be stored (control
	// characters, an integer beyond 2^53).
	ErrUnstorable = errors.New("es: event holds what cannot be stored")
	// ErrStopped reports a log that no longer accepts events: it is closed, or
	// a write failed and the outcome must be read from disk by a new process.
	ErrStopped = errors.New("es: log has stopped")
)

// Meta is what a command is recorded with, beside what was decided.
type Meta struct {
	Command     CommandID // identifies the command for ever
	Body        [32]byte  // keyed hash of what was asked; tells a retry from a reused id
	Time        time.Time // the moment of deciding, UTC, whole milliseconds
	Cause       uuid.UUID // the event that led to this command, if any
	Correlation string    // joins the commands of one matter, if any
}

// An Append asks to add events to one stream.
type Append struct {
	Meta
	Stream   Stream
	Expected Revision
	Events   []any
}

// A Receipt says where the events of a command lie.
type Receipt struct {
	Stream   Stream
	Revision Revision // of the stream after the command
	First    Position // of the first event; 0 when nothing was recorded
	Count    int      // number of events recorded by the command
	Repeated bool     // the command had been carried out before; nothing was added now
}

// Last returns the position of the last event of the command, or 0.
func (r Receipt) Last() Position {
	if r.Count == 0 {
		return 0
	}
	return r.First + Position(r.Count) - 1
}

// Recorded is an event as the log keeps it.
type Recorded struct {
	Position    Position
	Stream      Stream
	Revision    Revision
	ID          uuid.UUID
	Type        string // as stored, before upcasting
	Time        time.Time
	Command     CommandID
	Cause       uuid.UUID // zero when absent
	Correlation string
	Event       any  // a value of the current Go type; personal fields are closed
	Replaced    bool // the public part was replaced by its residu: fields that do not stay are zero
}

// A Log is what a [Handler] needs of an event store.
// Package storetest holds the tests that every implementation must pass.
// All methods may be called concurrently.
type Log interface {
	// Read returns the events of stream in order. A stream that does not exist
	// has no events and no error. If any event could not be read, Read returns
	// an error and no events: a decision on half a history is a wrong decision.
	Read(ctx context.Context, stream Stream) ([]Recorded, error)

	// Append adds events after revision Expected, all or none, and returns when
	// they are on disk. It returns ErrConflict if the stream is at another
	// revision. A command id that is in the log already adds nothing: with the
	// same body the earlier receipt is returned with Repeated set, with another
	// body ErrReused. Any other error leaves nothing behind, except ErrStopped,
	// after which only Earlier, on a log opened anew, can tell.
	Append(ctx context.Context, a Append) (Receipt, error)

	// Earlier returns the receipt of a command that is in the log, with Repeated
	// set; ok is false if it is not. It returns ErrReused if body differs.
	Earlier(ctx context.Context, id CommandID, body [32]byte) (r Receipt, ok bool, err error)
}
