package bus_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// openJournal returns an empty journal on disk, and the decoder of its events.
func openJournal(t testing.TB, types ...es.Types) (*journaal.Journaal, *envelop.Codec) {
	t.Helper()
	codec, err := envelop.New("urn:nld:oin:00000001234567890000:systeem:kroniek", types...)
	require.NoError(t, err)
	j, err := journaal.Open(t.Context(), t.TempDir(), journaal.Opties{Codec: codec})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, j.Sluit()) })
	return j, codec
}

func openSuite(t *testing.T) *suite {
	j, codec := openJournal(t, berichten())
	return &suite{log: j, journal: j, decode: codec.Open, types: map[string]int{}, positions: map[string]es.Position{}}
}
