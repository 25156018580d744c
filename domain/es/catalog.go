package es

import (
	"errors"
	"maps"
	"reflect"
	"slices"
)

// ErrUnknownType reports an event type that no catalog entry describes.
var ErrUnknownType = errors.New("es: unknown event type")

// An Upcaster rewrites the stored public data of one event type to that of a
// newer type. It gets and returns a JSON object.
type Upcaster struct {
	To string
	Fn func(data []byte) ([]byte, error)
}

// A Catalog maps the event types of one stream package to their Go types, and
// the types that were stored before to their successors. It holds types only:
// how an event becomes bytes is the business of adapters/envelop.
//
// A Catalog is built once, at package level, and only read after that.
type Catalog[E any] struct {
	name  func(E) string
	types map[string]reflect.Type
	old   map[string]Upcaster
}

// Types is what a codec needs of a [Catalog].
type Types interface {
	// Current returns the Go type of every current event type.
	Current() map[string]reflect.Type
	// Upcasters returns the superseded event types and how to renew them.
	Upcasters() map[string]Upcaster
}

// NewCatalog returns a catalog of the given prototypes, named by name.
// It panics on a duplicate name, which only a programming error can cause.
func NewCatalog[E any](name func(E) string, prototypes ...E) *Catalog[E] {
	c := &Catalog[E]{name: name, types: map[string]reflect.Type{}, old: map[string]Upcaster{}}
	for _, p := range prototypes {
		if _, ok := c.types[name(p)]; ok {
			panic("es: event type declared twice: " + name(p))
		}
		c.types[name(p)] = reflect.TypeOf(p)
	}
	return c
}

// Upcast declares that stored data of type from is rewritten by fn to type to.
// The type to must be declared already, so a chain can neither dangle nor loop.
func (c *Catalog[E]) Upcast(from, to string, fn func([]byte) ([]byte, error)) *Catalog[E] {
	if c.types[from] != nil || c.old[from].Fn != nil || (c.types[to] == nil && c.old[to].Fn == nil) {
		panic("es: upcast of a current type, or to an undeclared one: " + from + " -> " + to)
	}
	c.old[from] = Upcaster{To: to, Fn: fn}
	return c
}

// Name returns the stored type of e, or ErrUnknownType when e is not declared.
func (c *Catalog[E]) Name(e E) (string, error) {
	n := c.name(e)
	if c.types[n] != reflect.TypeOf(e) {
		return "", ErrUnknownType
	}
	return n, nil
}

// Current implements [Types].
func (c *Catalog[E]) Current() map[string]reflect.Type { return maps.Clone(c.types) }

// Upcasters implements [Types].
func (c *Catalog[E]) Upcasters() map[string]Upcaster { return maps.Clone(c.old) }

// EverStored returns every event type that may be in store, sorted.
func (c *Catalog[E]) EverStored() []string {
	types := slices.AppendSeq(slices.Collect(maps.Keys(c.types)), maps.Keys(c.old))
	slices.Sort(types)
	return types
}
