package bus_test

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb"
	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// freshSpace names a journal that nobody else has.
func freshSpace(t *testing.T) eventstoredb.Ruimte {
	var space [8]byte
	_, err := rand.Read(space[:])
	require.NoError(t, err)
	return eventstoredb.Ruimte("busproef" + hex.EncodeToString(space[:]))
}

// openCluster returns a node of a journal on an EventStoreDB.
func openCluster(t *testing.T, url string, space eventstoredb.Ruimte, types ...es.Types) (*eventstoredb.Journaal, *envelop.Codec) {
	t.Helper()
	codec, err := envelop.New("urn:nld:oin:00000001234567890000:systeem:kroniek", types...)
	require.NoError(t, err)
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	j, err := eventstoredb.Open(ctx, t.TempDir(), eventstoredb.Opties{
		Verbinding: url, Ruimte: space, Codec: codec,
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, j.Sluit()) })
	return j, codec
}

func clusterSuite(t *testing.T, url string) *suite {
	j, codec := openCluster(t, url, freshSpace(t), berichten())
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

// TestOlderNode runs a node of an older version beside a newer one, which records
// an event of a type that the older does not know.
func TestOlderNode(t *testing.T) {
	url, space := esdbtest.Start(t, esdbtest.Options{}).URL(), freshSpace(t)
	newer, _ := openCluster(t, url, space, berichten())
	older, codec := openCluster(t, url, space, es.NewCatalog(func(e any) string { return typeOf(asBericht(e).Soort) }, asVariant(bericht{Soort: 0})))
	vanaf := older.Kop()
	projector := count("aantallen", func(es.Position) error { return nil })
	models, err := leesmodellen.Open(t.Context(), t.TempDir(), []*projections.Projector{projector}, leesmodellen.Opties{Bron: older, Decodeer: codec.Open})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, models.Sluit()) })
	b, err := bus.New(older, codec.Open, bus.Opties{Logger: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	bus.AddLeesmodellen(b, models, vanaf)
	stop := run(t, b)
	for range 3 {
		add(t, newer, asVariant(bericht{Soort: 0}))
	}
	add(t, newer, asVariant(bericht{Soort: 1}))
	last := add(t, newer, asVariant(bericht{Soort: 0}))

	t.Run("haar leesmodellen stoppen zichtbaar voor de eerste gebeurtenis die zij niet kent", func(t *testing.T) {
		require.Eventually(t, func() bool {
			s := statusOf(t, b, "leesmodellen/aantallen")
			return s.Gestopt != "" && s.Achterstand == 2
		}, time.Minute, time.Millisecond)
		s := statusOf(t, b, "leesmodellen/aantallen")
		require.Equal(t, bus.Status{Consument: "leesmodellen/aantallen", Positie: 3, Achterstand: 2, Gestopt: leesmodellen.CodeOnbekendType, Vanaf: 4}, s)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		require.ErrorIs(t, models.WachtOp(ctx, "aantallen", last.First), leesmodellen.ErrGestopt, "what needs more is not answered")
	})
	t.Run("zij telt gewoon verder en heeft dezelfde boom", func(t *testing.T) {
		_, err := older.Wacht(t.Context(), last.First-1)
		require.NoError(t, err)
		want, err := tlog.TreeHash(int64(last.First), newer)
		require.NoError(t, err)
		got, err := tlog.TreeHash(int64(last.First), older)
		require.NoError(t, err)
		require.Equal(t, want, got)
		add(t, older, asVariant(bericht{Soort: 0}))
	})
	require.NoError(t, stop())
}
