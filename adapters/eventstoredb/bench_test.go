package eventstoredb

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

const meettekst = "Het dagelijks bestuur stelt het ontwerp vast en zendt het aan de raden van de deelnemende gemeenten, die binnen acht weken hun zienswijze kenbaar kunnen maken."

// kaal is the client as it comes, for comparison.
func kaal(b *testing.B, url string) *esdb.Client {
	c, err := esdb.ParseConnectionString(url)
	require.NoError(b, err)
	c.Logger = esdb.NoopLogging()
	client, err := esdb.NewClient(c)
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, client.Close()) })
	return client
}

// schrijfKaal appends n events of the size that ours have, five to a stream, each
// on its own and at an explicit revision.
func schrijfKaal(b *testing.B, c *esdb.Client, n int) {
	data, meta := make([]byte, 620), make([]byte, 420)
	for i := range n {
		stroom, o := "kaal-"+uuid.NewString(), esdb.AppendToStreamOptions{ExpectedRevision: esdb.NoStream{}}
		for r := range 5 {
			if i*5+r >= n {
				return
			}
			if r > 0 {
				o.ExpectedRevision = esdb.Revision(uint64(r - 1))
			}
			_, err := c.AppendToStream(context.Background(), stroom, o, esdb.EventData{
				EventID: uuid.New(), EventType: "proef", ContentType: esdb.ContentTypeBinary, Data: data, Metadata: meta,
			})
			if err != nil {
				b.Error(err)
				return
			}
		}
	}
}

func schrijfOns(b *testing.B, j *Journaal, n int) {
	for i := range n {
		s := storetest.Stream()
		for r := range 5 {
			if i*5+r >= n {
				return
			}
			e := storetest.Noted{Nummer: r, Tekst: meettekst}
			if _, err := j.Append(context.Background(), opdracht(s, es.Revision(r-1), e)); err != nil {
				b.Error(err)
				return
			}
		}
	}
}

// samen runs fn in this many goroutines and returns how long all took.
func samen(schrijvers int, fn func()) time.Duration {
	begin := time.Now()
	var wg sync.WaitGroup
	for range schrijvers {
		wg.Go(fn)
	}
	wg.Wait()
	return time.Since(begin)
}

// BenchmarkAppend appends through the adapter and through the bare client, in
// turns in one run. An append of ours is sealed, comes back over $all, is judged,
// and lies in the replica when it is answered; one of the bare client is only
// acknowledged. With a disk, the server waits for an fsync, as a real one does.
func BenchmarkAppend(b *testing.B) {
	for _, schijf := range []bool{false, true} {
		for _, schrijvers := range []int{1, 64} {
			b.Run(fmt.Sprintf("schijf=%t/schrijvers=%d", schijf, schrijvers), func(b *testing.B) {
				s := esdbtest.Start(b, esdbtest.Options{Disk: schijf})
				client, j := kaal(b, s.URL()), knoop(b, b.TempDir(), proefOpties(b, s.URL()))
				elk := max(1, 640/schrijvers)
				schrijfKaal(b, client, 10)
				schrijfOns(b, j, 10)
				var ons, ander time.Duration
				b.ResetTimer()
				for range b.N {
					ander += samen(schrijvers, func() { schrijfKaal(b, client, elk) })
					ons += samen(schrijvers, func() { schrijfOns(b, j, elk) })
				}
				n := float64(b.N * elk * schrijvers)
				b.ReportMetric(n/ander.Seconds(), "kaal/s")
				b.ReportMetric(n/ons.Seconds(), "ons/s")
				b.ReportMetric(ander.Seconds()/ons.Seconds(), "van-kaal")
			})
		}
	}
}

// leesKaal subscribes and counts n events of ours.
func leesKaal(b *testing.B, c *esdb.Client, r Ruimte, n int) {
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	sub, err := c.SubscribeToAll(ctx, esdb.SubscribeToAllOptions{
		From: esdb.Start{}, MaxSearchWindow: 512, Filter: &esdb.SubscriptionFilter{Type: esdb.StreamFilterType, Prefixes: []string{r.grootboekkop()}},
	})
	require.NoError(b, err)
	defer sub.Close()
	for n > 0 {
		if sub.Recv().EventAppeared != nil {
			n--
		}
	}
}

// BenchmarkCatchUp compares reading all of a journal: the bare client over the
// network, a consumer of a node that has its replica, and a node that begins with
// nothing and makes its replica. With nodes=3 three of them read at once.
func BenchmarkCatchUp(b *testing.B) {
	const n = 20_000
	s := esdbtest.Start(b, esdbtest.Options{})
	o := proefOpties(b, s.URL())
	j := knoop(b, b.TempDir(), o)
	samen(16, func() {
		for range n / 16 / 50 {
			events := make([]any, 50)
			for i := range events {
				events[i] = storetest.Noted{Nummer: i, Tekst: meettekst}
			}
			if _, err := j.Append(context.Background(), opdracht(storetest.Stream(), es.NoStream, events...)); err != nil {
				b.Error(err)
			}
		}
	})
	require.EqualValues(b, n, j.Kop())
	client := kaal(b, s.URL())
	scan := func(j *Journaal) {
		teller := 0
		if err := j.Scan(b.Context(), 0, j.Kop(), func(*envelop.Verzegeld) error { teller++; return nil }); err != nil || teller != n {
			b.Error(teller, err)
		}
	}
	for _, knopen := range []int{1, 3} {
		b.Run(fmt.Sprintf("knopen=%d", knopen), func(b *testing.B) {
			var kaalduur, scanduur, opbouw time.Duration
			for range b.N {
				kaalduur += samen(knopen, func() { leesKaal(b, client, o.Ruimte, n) })
				vers := make(chan *Journaal, knopen)
				opbouw += samen(knopen, func() { vers <- knoop(b, b.TempDir(), o) })
				scanduur += samen(knopen, func() { scan(<-vers) })
			}
			m := float64(b.N * n * knopen)
			b.ReportMetric(m/kaalduur.Seconds(), "kaal/s")
			b.ReportMetric(m/scanduur.Seconds(), "lezen/s")
			b.ReportMetric(m/opbouw.Seconds(), "opbouw/s")
			b.ReportMetric(kaalduur.Seconds()/scanduur.Seconds(), "lezen-van-kaal")
			b.ReportMetric(kaalduur.Seconds()/opbouw.Seconds(), "opbouw-van-kaal")
		})
	}
}
