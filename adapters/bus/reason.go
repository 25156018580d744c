package bus

import (
	"context"
	"errors"
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// errRefused stands for a message that its consumer refused; the consumer knows why.
var errRefused = errors.New("bus: message was refused")

// A Panic is a panic of a consumer. It keeps the type of the panic's value and
// the stack, not the value, which may hold a part of an event.
type Panic struct {
	Type  string
	Stack string
}

// Error implements error.
func (p *Panic) Error() string { return fmt.Sprintf("bus: consumer panicked with a %s", p.Type) }

// A Halt is an error of a consumer that asks to be stopped: trying again would
// not help, or was tried long enough. Reason is a code, fit for a status page.
type Halt struct {
	Reason string
	Err    error
}

// Error implements error. It holds the code only: an error text may quote what
// the other side said.
func (h *Halt) Error() string { return "bus: consumer asks to be stopped: " + h.Reason }

// Unwrap returns what led to it.
func (h *Halt) Unwrap() error { return h.Err }

// A Fault is an error of a consumer that may pass, with a code for the status page.
type Fault struct {
	Reason string
	Err    error
}

// Error implements error. It holds the code only.
func (f *Fault) Error() string { return "bus: consumer failed for now: " + f.Reason }

// Unwrap returns what led to it.
func (f *Fault) Unwrap() error { return f.Err }

// permanent reports whether trying again with the same binary is pointless.
func permanent(err error) bool {
	var unreadable *Unreadable
	var panicked *Panic
	var halt *Halt
	return errors.As(err, &halt) || errors.As(err, &unreadable) || errors.As(err, &panicked) ||
		errors.Is(err, ErrForeign) || errors.Is(err, ErrAhead) || errors.Is(err, ErrOpdracht) ||
		errors.Is(err, es.ErrUnknownType) || errors.Is(err, es.ErrReused) ||
		errors.Is(err, es.ErrUnstorable) || errors.Is(err, es.ErrTooLarge) || errors.Is(err, es.ErrStopped)
}

// Reason returns a code for err that is fit for a status page or a log: it holds
// nothing of an event.
func Reason(err error) string { return reasonOf(err) }

// reasonOf returns a code for err that is fit for a status page: it holds
// nothing of an event.
func reasonOf(err error) string {
	var unreadable *Unreadable
	var panicked *Panic
	var halt *Halt
	var fault *Fault
	switch {
	case errors.As(err, &halt):
		return halt.Reason
	case errors.As(err, &fault):
		return fault.Reason
	case errors.As(err, &unreadable), errors.Is(err, es.ErrUnknownType):
		return "gebeurtenis-onleesbaar"
	case errors.As(err, &panicked), errors.Is(err, ErrForeign), errors.Is(err, ErrOpdracht):
		return "programmafout"
	case errors.Is(err, ErrAhead):
		return "verder-dan-journaal"
	case errors.Is(err, es.ErrStopped):
		return "journaal-gestopt"
	case errors.Is(err, es.ErrReused):
		return "opdracht-hergebruikt"
	case errors.Is(err, es.ErrUnstorable), errors.Is(err, es.ErrTooLarge):
		return "opdracht-niet-op-te-slaan"
	case errors.Is(err, es.ErrConflict):
		return "stroom-steeds-gewijzigd"
	case errors.Is(err, context.DeadlineExceeded):
		return "te-traag"
	case errors.Is(err, errRefused):
		return "verwerking-geweigerd"
	default:
		return "verwerking-mislukt"
	}
}
