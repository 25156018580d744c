// Package leesmodellentest runs projectors in tests on the real storage: it
// gives a reader over given events, and holds a projector to the digest it had.
package leesmodellentest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Open runs p over events in a temporary folder. Events without a position get
// 1, 2, 3 … in order. It fails the test when the projector stops, with why.
func Open(t testing.TB, p *projections.Projector, events ...es.Recorded) *leesmodellen.Leesmodellen {
	t.Helper()
	for i := range events {
		if events[i].Position == 0 {
			events[i].Position = es.Position(i + 1)
		}
	}
	l, err := leesmodellen.Open(t.Context(), t.TempDir(), []*projections.Projector{p}, leesmodellen.Opties{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, l.Sluit()) })
	require.NoError(t, l.Verwerk(t.Context(), events))
	require.NoError(t, l.Oorzaak(p.Naam), "the projector stopped")
	s, err := l.Stand(p.Naam)
	require.NoError(t, err)
	require.Equal(t, es.Position(len(events)), s.Positie)
	return l
}

// Lees runs p over events, as [Open], and returns a reader at the last of them.
func Lees(t testing.TB, p *projections.Projector, events ...es.Recorded) projections.Lezer {
	t.Helper()
	l := Open(t, p, events...)
	z, laat, err := l.Lees(t.Context(), p.Naam)
	require.NoError(t, err)
	t.Cleanup(laat)
	return z
}
