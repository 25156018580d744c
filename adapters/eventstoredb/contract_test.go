package eventstoredb

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// An opstelling is a node under test with what it stands on.
type opstelling struct {
	server *esdbtest.Server // nil: a real one
	map_   string
	o      Opties
	houder *houder
	einde  func() // ends a black hole
}

// A proefbank opens nodes and remembers what each stands on.
type proefbank struct{ van sync.Map }

func (b *proefbank) open(t testing.TB, p *opstelling) *Journaal {
	p.houder = &houder{}
	p.o.haken.voorZenden = p.houder.wacht
	j := knoop(t, p.map_, p.o)
	b.van.Store(j, p)
	return j
}

func (b *proefbank) bij(t testing.TB, log es.Log) *opstelling {
	p, ok := b.van.Load(log)
	require.True(t, ok)
	return p.(*opstelling)
}

func (b *proefbank) eigenschappen() storetest.Features {
	return storetest.Features{
		Reopen: func(t testing.TB, log es.Log) es.Log {
			p, j := b.bij(t, log), log.(*Journaal)
			if p.einde != nil {
				p.einde()
				p.server.Inject(nil)
			}
			require.Equal(t, j.Fout() != nil, j.Sluit() != nil)
			return b.open(t, p)
		},
		Corrupt: func(t testing.TB, log es.Log, p es.Position) { beschadig(t, b.bij(t, log).map_, p) },
		Hold: func(t testing.TB, log es.Log) (func() int, func()) {
			h := b.bij(t, log).houder
			h.vast = true
			return h.wachtend, h.laatGaan
		},
	}
}

// TestContract runs the contract of the port against our own test server.
func TestContract(t *testing.T) {
	b := &proefbank{}
	f := b.eigenschappen()
	// The server stores the append and then says nothing any more, to nobody.
	f.LoseAnswer = func(t testing.TB, log es.Log) {
		p := b.bij(t, log)
		var eens sync.Once
		p.server.Inject(func(op esdbtest.Op, _ string) esdbtest.Fault {
			if op != esdbtest.OpAppend {
				return esdbtest.None
			}
			eens.Do(func() { p.einde = p.server.BlackHole() })
			return esdbtest.DoneVanish
		})
	}
	storetest.Run(t, func(t testing.TB) es.Log {
		s := esdbtest.Start(t, esdbtest.Options{})
		p := &opstelling{server: s, map_: t.TempDir(), o: proefOpties(t, s.URL())}
		p.o.Geduld, p.o.Aanvraagtijd = time.Second, 300*time.Millisecond
		return b.open(t, p)
	}, f)
}

// TestContractCluster runs it against three members, of which the client finds
// the leader by gossip, over TLS with credentials.
func TestContractCluster(t *testing.T) {
	b := &proefbank{}
	storetest.Run(t, func(t testing.TB) es.Log {
		s := esdbtest.Start(t, esdbtest.Options{Nodes: 3, User: "ops", Password: "geheim"})
		return b.open(t, &opstelling{server: s, map_: t.TempDir(), o: proefOpties(t, s.URL())})
	}, b.eigenschappen())
}

// TestRealServer runs against a server that is not ours what needs no faults of it.
func TestRealServer(t *testing.T) {
	url := echt(t)
	t.Run("contract", func(t *testing.T) {
		b := &proefbank{}
		storetest.Run(t, func(t testing.TB) es.Log {
			return b.open(t, &opstelling{map_: t.TempDir(), o: proefOpties(t, url)})
		}, b.eigenschappen())
	})
	t.Run("wat bevestigd is overleeft kill -9", func(t *testing.T) { doodEnDoor(t, url) })
	t.Run("een opdracht in twee stromen telt een keer", func(t *testing.T) { tweeStromen(t, url) })
	t.Run("wat een ander knooppunt vastlegde is bekend", func(t *testing.T) { zoekBijAnder(t, url) })
	t.Run("drie knooppunten tekenen hetzelfde", func(t *testing.T) { samenVerzegelen(t, url) })
	t.Run("een houder van een pacht die wegvalt verliest niets", func(t *testing.T) {
		want, gezien := laatSterven(t, url, 20, false)
		allesAangekomen(t, want, gezien)
	})
}
