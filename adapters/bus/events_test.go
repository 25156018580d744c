package bus_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// moment is when the events of these tests were decided.
var moment = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)

// bericht is an event that carries a watermill message.
type bericht struct {
	Soort    int      `json:"soort"` // which of the stored types it has
	UUID     string   `json:"uuid"`
	Inhoud   string   `json:"inhoud"`
	Sleutels []string `json:"sleutels,omitzero"` // keys of metadata, and their values beside them
	Waarden  []string `json:"waarden,omitzero"`
}

// topics is how many stored types there are of bericht: the conformance suite
// needs a topic for each of its tests.
const topics = 48

func typeOf(n int) string { return fmt.Sprintf("nl.proeven.bericht-%d.v1", n) }

func nameOf(e any) (string, error) { return typeOf(asBericht(e).Soort), nil }

// variant returns the Go type of the n-th stored type: bericht but for one tag,
// since a stored type has a Go type of its own.
func variant(n int) reflect.Type {
	fields := reflect.VisibleFields(reflect.TypeFor[bericht]())
	fields[0].Tag = reflect.StructTag(fmt.Sprintf(`json:"soort%d"`, n))
	return reflect.StructOf(fields)
}

func asVariant(b bericht) any { return reflect.ValueOf(b).Convert(variant(b.Soort)).Interface() }

func asBericht(e any) bericht {
	return reflect.ValueOf(e).Convert(reflect.TypeFor[bericht]()).Interface().(bericht)
}

// berichten is the catalog of all types of bericht.
func berichten() *es.Catalog[any] {
	prototypes := make([]any, topics)
	for n := range topics {
		prototypes[n] = asVariant(bericht{Soort: n})
	}
	return es.NewCatalog(func(e any) string { return typeOf(asBericht(e).Soort) }, prototypes...)
}

func newCommandID() es.CommandID { return es.CommandID(uuid.Must(uuid.NewV7())) }

// add appends one event to a stream of its own.
func add(t testing.TB, log es.Log, event any) es.Receipt {
	t.Helper()
	id := newCommandID()
	r, err := log.Append(context.WithoutCancel(t.Context()), es.Append{
		Meta:   es.Meta{Command: id, Time: moment},
		Stream: es.StreamOf("proef", id.StreamID(0)), Expected: es.NoStream, Events: []any{event},
	})
	require.NoError(t, err)
	return r
}
