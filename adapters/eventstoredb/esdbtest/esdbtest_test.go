package esdbtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
)

func connect(t testing.TB, url string) *esdb.Client {
	t.Helper()
	c, err := esdb.ParseConnectionString(url)
	require.NoError(t, err)
	c.Logger = esdb.NoopLogging()
	client, err := esdb.NewClient(c)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, client.Close()) })
	return client
}

func ids(n int) []uuid.UUID {
	list := make([]uuid.UUID, n)
	for i := range list {
		list[i] = uuid.New()
	}
	return list
}

func appendTo(t testing.TB, c *esdb.Client, stream string, expected esdb.ExpectedRevision, ids ...uuid.UUID) (*esdb.WriteResult, error) {
	var events []esdb.EventData
	for _, id := range ids {
		events = append(events, esdb.EventData{EventID: id, EventType: "proef", ContentType: esdb.ContentTypeBinary, Data: id[:4]})
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(t.Context()), 5*time.Second)
	defer stop()
	return c.AppendToStream(ctx, stream, esdb.AppendToStreamOptions{ExpectedRevision: expected}, events...)
}

func code(err error) esdb.ErrorCode {
	if e, ok := errors.AsType[*esdb.Error](err); ok {
		return e.Code()
	}
	return -1
}

func TestExpectedRevisions(t *testing.T) {
	c := connect(t, Start(t, Options{}).URL())
	known := ids(3)
	_, err := appendTo(t, c, "a-1", esdb.NoStream{}, known...)
	require.NoError(t, err)
	for name, g := range map[string]struct {
		stream   string
		expected esdb.ExpectedRevision
		ids      []uuid.UUID
		revision int // of the answer; -1: another revision
	}{
		"een stroom die er is heeft gebeurtenissen":           {"a-1", esdb.NoStream{}, ids(1), -1},
		"een revisie die er nog niet is":                      {"a-1", esdb.Revision(7), ids(1), -1},
		"een revisie van een stroom die er niet is":           {"a-9", esdb.Revision(0), ids(1), -1},
		"een stroom die er moet zijn en er niet is":           {"a-9", esdb.StreamExists{}, ids(1), -1},
		"dezelfde aanvraag nog eens geeft hetzelfde antwoord": {"a-1", esdb.NoStream{}, known, 2},
		"een begin van dezelfde aanvraag ook":                 {"a-1", esdb.NoStream{}, known[:2], 1},
		"de rest van dezelfde aanvraag ook":                   {"a-1", esdb.Revision(0), known[1:], 2},
		"een aanvraag die halverwege anders is niet":          {"a-1", esdb.NoStream{}, []uuid.UUID{known[0], uuid.New()}, -1},
		"een aanvraag die verder gaat dan de eerste niet":     {"a-1", esdb.NoStream{}, append(append([]uuid.UUID{}, known...), uuid.New()), -1},
		"dezelfde id in een andere stroom wordt geschreven":   {"a-2", esdb.NoStream{}, known[:1], 0},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := appendTo(t, c, g.stream, g.expected, g.ids...)
			if g.revision < 0 {
				require.Equal(t, esdb.ErrorCodeWrongExpectedVersion, code(err))
				return
			}
			require.NoError(t, err)
			require.EqualValues(t, g.revision, r.NextExpectedVersion)
		})
	}
	t.Run("een id aan het hoofd met de goede revisie wordt opnieuw geschreven", func(t *testing.T) {
		r, err := appendTo(t, c, "a-1", esdb.Revision(2), known[2])
		require.NoError(t, err)
		require.EqualValues(t, 3, r.NextExpectedVersion)
	})
}

func read(t testing.TB, r *esdb.ReadStream, err error) (revisions []uint64, fout error) {
	t.Helper()
	require.NoError(t, err)
	defer r.Close()
	for {
		e, err := r.Recv()
		if errors.Is(err, io.EOF) {
			return revisions, nil
		}
		if err != nil {
			return revisions, err
		}
		revisions = append(revisions, e.Event.EventNumber)
	}
}

func TestReads(t *testing.T) {
	c := connect(t, Start(t, Options{}).URL())
	r, err := appendTo(t, c, "a-1", esdb.NoStream{}, ids(3)...)
	require.NoError(t, err)
	last := esdb.Position{Commit: r.CommitPosition, Prepare: r.PreparePosition}
	_, err = appendTo(t, c, "b-1", esdb.NoStream{}, ids(2)...)
	require.NoError(t, err)
	stream := func(o esdb.ReadStreamOptions) func() (*esdb.ReadStream, error) {
		return func() (*esdb.ReadStream, error) { return c.ReadStream(t.Context(), "a-1", o, 100) }
	}
	all := func(o esdb.ReadAllOptions) func() (*esdb.ReadStream, error) {
		return func() (*esdb.ReadStream, error) { return c.ReadAll(t.Context(), o, 100) }
	}
	for name, g := range map[string]struct {
		open func() (*esdb.ReadStream, error)
		want []uint64
	}{
		"een stroom vooruit vanaf een revisie, die zelf meetelt":   {stream(esdb.ReadStreamOptions{From: esdb.Revision(1)}), []uint64{1, 2}},
		"een stroom achteruit vanaf een revisie, die zelf meetelt": {stream(esdb.ReadStreamOptions{From: esdb.Revision(1), Direction: esdb.Backwards}), []uint64{1, 0}},
		"een stroom achteruit vanaf het eind":                      {stream(esdb.ReadStreamOptions{From: esdb.End{}, Direction: esdb.Backwards}), []uint64{2, 1, 0}},
		"alles vooruit vanaf een positie, die zelf meetelt":        {all(esdb.ReadAllOptions{From: last}), []uint64{2, 0, 1}},
		"alles achteruit vanaf een positie, die zelf niet meetelt": {all(esdb.ReadAllOptions{From: last, Direction: esdb.Backwards}), []uint64{1, 0}},
		"alles achteruit vanaf het eind":                           {all(esdb.ReadAllOptions{From: esdb.End{}, Direction: esdb.Backwards}), []uint64{1, 0, 2, 1, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := g.open()
			got, fout := read(t, r, err)
			require.NoError(t, fout)
			require.Equal(t, g.want, got)
		})
	}
	t.Run("een verzonnen positie wordt geweigerd", func(t *testing.T) {
		r, err := c.ReadAll(t.Context(), esdb.ReadAllOptions{From: esdb.Position{Commit: 3, Prepare: 3}}, 1)
		_, fout := read(t, r, err)
		require.Error(t, fout)
	})
}

func TestDeletion(t *testing.T) {
	s := Start(t, Options{})
	c := connect(t, s.URL())
	_, err := appendTo(t, c, "a-1", esdb.NoStream{}, ids(2)...)
	require.NoError(t, err)
	_, err = c.DeleteStream(t.Context(), "a-1", esdb.DeleteStreamOptions{ExpectedRevision: esdb.Any{}})
	require.NoError(t, err)
	r, err := c.ReadStream(t.Context(), "a-1", esdb.ReadStreamOptions{}, 10)
	_, fout := read(t, r, err)
	require.Equal(t, esdb.ErrorCodeResourceNotFound, code(fout))
	require.Equal(t, 2, s.Count("a-1"), "$all shows it until a scavenge")
	s.Scavenge()
	require.Equal(t, 0, s.Count("a-1"))
	w, err := appendTo(t, c, "a-1", esdb.NoStream{}, ids(1)...)
	require.NoError(t, err)
	require.EqualValues(t, 2, w.NextExpectedVersion, "the numbering goes on")
	_, err = c.TombstoneStream(t.Context(), "a-1", esdb.TombstoneStreamOptions{ExpectedRevision: esdb.Any{}})
	require.NoError(t, err)
	_, err = appendTo(t, c, "a-1", esdb.Any{}, ids(1)...)
	require.Equal(t, esdb.ErrorCodeStreamDeleted, code(err))
}

// TestSubscription: what was there, then caught-up, then what comes, without a
// gap; others pass by, and a checkpoint says how far it looked.
func TestSubscription(t *testing.T) {
	c := connect(t, Start(t, Options{}).URL())
	for n := range 100 {
		_, err := appendTo(t, c, fmt.Sprintf("ander-%d", n), esdb.NoStream{}, ids(1)...)
		require.NoError(t, err)
	}
	_, err := appendTo(t, c, "ons-1", esdb.NoStream{}, ids(2)...)
	require.NoError(t, err)
	sub, err := c.SubscribeToAll(t.Context(), esdb.SubscribeToAllOptions{
		From: esdb.Start{}, MaxSearchWindow: 32, Filter: &esdb.SubscriptionFilter{Type: esdb.StreamFilterType, Prefixes: []string{"ons-"}},
	})
	require.NoError(t, err)
	defer sub.Close()
	var got []string
	for len(got) == 0 || got[len(got)-1] != "2" {
		switch e := sub.Recv(); {
		case e.EventAppeared != nil:
			got = append(got, fmt.Sprint(e.EventAppeared.Event.EventNumber))
		case e.CheckPointReached != nil:
			got = append(got, "c")
		case e.CaughtUp != nil:
			got = append(got, "bij")
			_, err := appendTo(t, c, "ons-1", esdb.Revision(1), ids(1)...)
			require.NoError(t, err)
		default:
			t.Fatalf("unexpected: %+v", e)
		}
	}
	require.Equal(t, []string{"c", "c", "c", "0", "1", "c", "bij", "2"}, got)
}

func TestCredentials(t *testing.T) {
	s := Start(t, Options{User: "ops", Password: "geheim"})
	_, err := appendTo(t, connect(t, s.URL()), "a-1", esdb.Any{}, ids(1)...)
	require.NoError(t, err)
	s.o.Password = "anders" // the client was given the old one
	c := connect(t, "esdb://ops:geheim@"+s.Address(0)+"?tls=true&tlsCAFile="+s.tls.caFile)
	_, err = appendTo(t, c, "a-1", esdb.Any{}, ids(1)...)
	require.Equal(t, esdb.ErrorCodeUnauthenticated, code(err))
}

func TestDiskAnswersLate(t *testing.T) {
	s := Start(t, Options{Disk: true})
	c := connect(t, s.URL())
	for n := range 20 {
		_, err := appendTo(t, c, fmt.Sprintf("a-%d", n), esdb.NoStream{}, ids(1)...)
		require.NoError(t, err)
	}
	require.Equal(t, 20, s.store.disk.done)
}

// TestKeepalive leaves a client idle: it pings every ten seconds, which a server
// without our enforcement policy ends after half a minute.
func TestKeepalive(t *testing.T) {
	if os.Getenv("KRONIEK_LANG") == "" {
		t.Skip("duurt veertig seconden; .ci/run draait hem, met KRONIEK_LANG=1")
	}
	s := Start(t, Options{})
	c := connect(t, s.URL())
	sub, err := c.SubscribeToAll(t.Context(), esdb.SubscribeToAllOptions{From: esdb.Start{}})
	require.NoError(t, err)
	defer sub.Close()
	require.NotNil(t, sub.Recv().CaughtUp)
	dropped := make(chan *esdb.SubscriptionEvent, 1)
	go func() { dropped <- sub.Recv() }()
	select {
	case e := <-dropped:
		t.Fatalf("the server let go of an idle client: %+v", e.SubscriptionDropped)
	case <-time.After(40 * time.Second):
	}
	_, err = appendTo(t, c, "a-1", esdb.Any{}, ids(1)...)
	require.NoError(t, err)
	require.NotNil(t, (<-dropped).EventAppeared)
}
