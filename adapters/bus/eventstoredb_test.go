package bus_test

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb"
	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// openCluster returns a node on a journal of its own on an EventStoreDB.
func openCluster(t *testing.T, url string, types ...es.Types) (*eventstoredb.Journaal, *envelop.Codec) {
	t.Helper()
	codec, err := envelop.New("urn:nld:oin:00000001234567890000:systeem:kroniek", types...)
	require.NoError(t, err)
	var space [8]byte
	_, err = rand.Read(space[:])
	require.NoError(t, err)
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	j, err := eventstoredb.Open(ctx, t.TempDir(), eventstoredb.Opties{
		Verbinding: url, Ruimte: eventstoredb.Ruimte("busproef" + hex.EncodeToString(space[:])), Codec: codec,
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, j.Sluit()) })
	return j, codec
}

func clusterSuite(t *testing.T, url string) *suite {
	j, codec := openCluster(t, url, berichten())
	return &suite{log: j, journal: j, decode: codec.Open, types: map[string]int{}, positions: map[string]es.Position{}}
}

// TestPubSubCluster runs watermill's conformance suite over EventStoreDB as our
// own test server plays it.
func TestPubSubCluster(t *testing.T) {
	conforms(t, clusterSuite(t, esdbtest.Start(t, esdbtest.Options{}).URL()))
}

// TestRealServer runs it over a real server.
func TestRealServer(t *testing.T) {
	url := os.Getenv("ESDB_TEST_URL")
	if url == "" {
		t.Skip("ESDB_TEST_URL noemt geen server: niet getoetst tegen een echte EventStoreDB, alleen tegen de eigen testserver")
	}
	conforms(t, clusterSuite(t, url))
}
