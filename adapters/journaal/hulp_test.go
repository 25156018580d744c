package journaal

import (
	"context"
	"crypto/rand"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

const bron = "urn:nld:oin:00000001234567890000:systeem:kroniek"

// sleutelbos is a key store in memory.
type sleutelbos struct {
	mu       sync.Mutex
	sleutels map[[16]byte]envelop.Sleutel
}

func (b *sleutelbos) Neem(context.Context) (s envelop.Sleutel, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.sleutels == nil {
		b.sleutels = map[[16]byte]envelop.Sleutel{}
	}
	_, err = rand.Read(s.ID[:])
	_, err2 := rand.Read(s.Geheim[:])
	b.sleutels[s.ID] = s
	return s, errors.Join(err, err2)
}

func (b *sleutelbos) Geef(_ context.Context, id [16]byte) (envelop.Sleutel, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	s, ok := b.sleutels[id]
	if !ok {
		return s, errors.New("sleutel is vernietigd")
	}
	return s, nil
}

func proefOpties(t testing.TB) Opties {
	o, err := nieuweOpties()
	require.NoError(t, err)
	return o
}

func nieuweOpties() (Opties, error) {
	c, err := envelop.New(bron, storetest.Catalog())
	return Opties{Codec: c, Sleutels: &sleutelbos{}}, err
}

// proef opens a journal in a folder of its own, closed after the test.
func proef(t testing.TB, h haken) *Journaal {
	return opnieuw(t, t.TempDir(), proefOpties(t), h)
}

func opnieuw(t testing.TB, map_ string, o Opties, h haken) *Journaal {
	j, err := open(t.Context(), map_, o, h)
	require.NoError(t, err)
	t.Cleanup(func() { _ = j.Sluit() }) // a test that stops the journal looks at the error itself
	return j
}

func noteer(nummers ...int) []any {
	var events []any
	for _, n := range nummers {
		events = append(events, storetest.Noted{Nummer: n, Tekst: "een regel tekst"})
	}
	return events
}

// schrijf appends events with the numbers to a stream.
func schrijf(t testing.TB, j *Journaal, s es.Stream, na es.Revision, tijd time.Time, nummers ...int) es.Receipt {
	t.Helper()
	m := storetest.Meta("proef")
	m.Time = tijd
	r, err := j.Append(context.WithoutCancel(t.Context()), es.Append{Meta: m, Stream: s, Expected: na, Events: noteer(nummers...)})
	require.NoError(t, err)
	return r
}

func ochtend() time.Time { return time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC) }
