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

// permanent reports whether trying again with the same binary is pointless.
func permanent(err error) bool {
	var unreadable *Unreadable
	var panicked *Panic
	return errors.As(err, &unreadable) || errors.As(err, &panicked) ||
		errors.Is(err, ErrForeign) || errors.Is(err, ErrAhead) || errors.Is(err, ErrOpdracht) ||
		errors.Is(err, es.ErrUnknownType) || errors.Is(err, es.ErrReused) ||
		errors.Is(err, es.ErrUnstorable) || errors.Is(err, es.ErrTooLarge) || errors.Is(err, es.ErrStopped)
}

// reasonOf returns a code for err that is fit for a status page: it holds
// nothing of an event.
func reasonOf(err error) string {
	var unreadable *Unreadable
	var panicked *Panic
	switch {
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
