package es

import (
	"errors"
	"fmt"
	"io"
)

// Persoonlijk is a personal field of an event: a name, a number, free text
// about a person. An event type declares it by type, so the split between the
// public part (kept for ever) and the personal part (encrypted, destroyed at
// the end of its term) cannot be forgotten.
//
// A value read without its key is closed: Waarde answers false. Printing,
// logging and marshalling never show the value; only adapters/envelop does,
// through [Persoonlijk.Onthul].
type Persoonlijk[T any] struct {
	waarde T
	open   bool
}

// Prive returns an open personal field that holds v.
func Prive[T any](v T) Persoonlijk[T] { return Persoonlijk[T]{waarde: v, open: true} }

// Waarde returns the value, and whether it is open.
func (p Persoonlijk[T]) Waarde() (T, bool) { return p.waarde, p.open }

// Onthul returns a pointer to the value and whether it is open, for the codec.
func (p *Persoonlijk[T]) Onthul() (value any, open bool) { return &p.waarde, p.open }

// Open marks the field as open, after the codec has filled it through [Persoonlijk.Onthul].
func (p *Persoonlijk[T]) Open() { p.open = true }

// String implements fmt.Stringer and hides the value.
func (p Persoonlijk[T]) String() string { return "[persoonsgegeven]" }

// GoString implements fmt.GoStringer and hides the value.
func (p Persoonlijk[T]) GoString() string { return "[persoonsgegeven]" }

// Format implements fmt.Formatter and hides the value under every verb: String
// and GoString alone would show it under %d.
func (p Persoonlijk[T]) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, p.String()) // fmt keeps the error of its own writer
}

// MarshalText refuses: a personal field leaves only through the codec.
func (p Persoonlijk[T]) MarshalText() ([]byte, error) {
	return nil, errors.New("es: a personal field cannot be marshalled outside the codec")
}
