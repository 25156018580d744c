package eventstoredb

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

func wortel(t testing.TB, j *Journaal) tlog.Hash {
	t.Helper()
	h, err := tlog.TreeHash(int64(j.Kop()), j)
	require.NoError(t, err)
	return h
}

// gelijk requires that two nodes hold the same n events in the same order.
func gelijk(t testing.TB, a, b *Journaal, n es.Position) {
	t.Helper()
	for _, j := range []*Journaal{a, b} {
		require.NoError(t, j.haalBij(t.Context()))
		require.Equal(t, n, j.Kop())
	}
	require.Equal(t, wortel(t, a), wortel(t, b))
}

// TestUnsureAnswers makes the server fail in the ways in which a client cannot
// tell what became of its append.
func TestUnsureAnswers(t *testing.T) {
	for naam, fout := range map[string]esdbtest.Fault{
		"de bevestiging raakt weg":                 esdbtest.LostAck,
		"de server weet niet of het is geschreven": esdbtest.WriteTimeout,
		"de server is niet gereed":                 esdbtest.NotReady,
		"de server heeft het te druk":              esdbtest.TooBusy,
		"de aanvraag verdwijnt":                    esdbtest.Vanish,
		"het antwoord verdwijnt":                   esdbtest.DoneVanish,
	} {
		t.Run(naam+", en toch ligt de opdracht er precies een keer", func(t *testing.T) {
			s := esdbtest.Start(t, esdbtest.Options{})
			o := proefOpties(t, s.URL())
			o.Aanvraagtijd = 200 * time.Millisecond
			j, ander := knoop(t, t.TempDir(), o), knoop(t, t.TempDir(), o)
			stroom, persoon := storetest.Stream(), storetest.Stream()
			schrijf(t, j, opdracht(stroom, es.NoStream, noteer(1)...))
			s.InjectNext(2, esdbtest.OpAppend, fout)
			r := schrijf(t, j, opdracht(stroom, 0, noteer(2, 3)...))
			require.Equal(t, es.Receipt{Stream: stroom, Revision: 2, First: 2, Count: 2}, r)
			s.InjectNext(2, esdbtest.OpAppend, fout)
			r = schrijf(t, j, opdracht(persoon, es.NoStream, storetest.Met{Soort: "gesprek", Naam: es.Prive("Jan")}))
			require.Equal(t, es.Receipt{Stream: persoon, Revision: 0, First: 4, Count: 1}, r)
			gelijk(t, j, ander, 4)
			require.Equal(t, 4, s.Count(o.Ruimte.grootboekkop()))
		})
	}
}

// TestServerRestarts restarts the server under eight writers.
func TestServerRestarts(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{})
	o := proefOpties(t, s.URL())
	j, ander := knoop(t, t.TempDir(), o), knoop(t, t.TempDir(), o)
	var wg sync.WaitGroup
	const schrijvers, elk = 8, 40
	for range schrijvers {
		wg.Go(func() {
			stroom := storetest.Stream()
			for n := range elk {
				a := opdracht(stroom, es.Revision(n-1), noteer(n)...)
				if r, err := j.Append(context.WithoutCancel(t.Context()), a); err != nil || r.Repeated || r.Revision != es.Revision(n) {
					t.Errorf("append %d: %+v %v", n, r, err)
					return
				}
			}
		})
	}
	for range 3 {
		kop := j.Kop()
		_, err := j.Wacht(t.Context(), kop+20)
		require.NoError(t, err)
		s.Restart()
	}
	wg.Wait()
	gelijk(t, j, ander, schrijvers*elk)
	require.NoError(t, j.Fout())
}

// TestUnsoundServer has the server break its promises. A node may not count on as
// if nothing happened: its positions would differ from those of the others.
func TestUnsoundServer(t *testing.T) {
	proef := func(t *testing.T) (*esdbtest.Server, *Journaal, *Journaal, es.Stream) {
		s := esdbtest.Start(t, esdbtest.Options{})
		o := proefOpties(t, s.URL())
		schrijver := knoop(t, t.TempDir(), o)
		stroom := storetest.Stream()
		schrijf(t, schrijver, opdracht(stroom, es.NoStream, noteer(1)...))
		lezer := knoop(t, t.TempDir(), o)
		require.EqualValues(t, 1, lezer.Kop())
		return s, schrijver, lezer, stroom
	}
	gestopt := func(t *testing.T, j *Journaal) {
		t.Helper()
		select {
		case <-j.Gestopt():
			require.ErrorIs(t, j.Fout(), ErrGat)
			_, err := j.Append(t.Context(), opdracht(storetest.Stream(), es.NoStream, noteer(1)...))
			require.ErrorIs(t, err, es.ErrStopped)
		case <-time.After(10 * time.Second):
			t.Fatal("the node goes on")
		}
	}
	t.Run("een gebeurtenis die niet komt stopt het knooppunt bij de volgende in haar stroom", func(t *testing.T) {
		s, schrijver, lezer, stroom := proef(t)
		s.Tamper(func(_ string, r uint64) esdbtest.Delivery {
			if r == 1 {
				return esdbtest.Drop
			}
			return esdbtest.Deliver
		})
		schrijf(t, schrijver, opdracht(stroom, 0, noteer(2)...)) // it misses its own event, and reads it
		require.EqualValues(t, 1, lezer.Kop())
		schrijf(t, schrijver, opdracht(stroom, 1, noteer(3)...))
		gestopt(t, lezer)
	})
	t.Run("een gebeurtenis die halverwege een opdracht ontbreekt stopt het knooppunt", func(t *testing.T) {
		s, schrijver, lezer, _ := proef(t)
		s.Tamper(func(_ string, r uint64) esdbtest.Delivery {
			if r == 1 {
				return esdbtest.Drop
			}
			return esdbtest.Deliver
		})
		_, err := schrijver.Append(t.Context(), opdracht(storetest.Stream(), es.NoStream, noteer(1, 2, 3)...))
		require.ErrorIs(t, err, es.ErrStopped)
		gestopt(t, schrijver)
		gestopt(t, lezer)
	})
	t.Run("een andere volgorde stopt het knooppunt", func(t *testing.T) {
		s, schrijver, lezer, stroom := proef(t)
		s.Tamper(func(_ string, r uint64) esdbtest.Delivery {
			if r == 1 {
				return esdbtest.Late
			}
			return esdbtest.Deliver
		})
		van := schrijver.o.met(s.URL())
		for na := range es.Revision(2) {
			// Either append may be what stops the writer; the server has both.
			_, _ = schrijver.Append(t.Context(), opdracht(stroom, na, noteer(2)...))
		}
		if schrijver.Fout() != nil {
			s.Tamper(nil)
			schrijf(t, knoop(t, t.TempDir(), van), opdracht(stroom, schrijverstand(t, van, stroom), noteer(9)...))
		}
		gestopt(t, lezer)
	})
	t.Run("een andere volgorde van twee stromen ook, hoewel in elke stroom niets ontbreekt", func(t *testing.T) {
		s, schrijver, lezer, _ := proef(t)
		laat := storetest.Stream()
		s.Tamper(func(stroom string, _ uint64) esdbtest.Delivery {
			if stroom == schrijver.o.Ruimte.grootboek(laat) {
				return esdbtest.Late
			}
			return esdbtest.Deliver
		})
		schrijf(t, schrijver, opdracht(laat, es.NoStream, noteer(1)...))                              // the writer reads it
		_, _ = schrijver.Append(t.Context(), opdracht(storetest.Stream(), es.NoStream, noteer(2)...)) // the disorder may stop the writer too
		gestopt(t, lezer)
	})
	t.Run("een gebeurtenis die twee keer komt telt een keer", func(t *testing.T) {
		s, schrijver, lezer, stroom := proef(t)
		s.Tamper(func(string, uint64) esdbtest.Delivery { return esdbtest.Twice })
		for na := range es.Revision(5) {
			schrijf(t, schrijver, opdracht(stroom, na, noteer(2)...))
		}
		gelijk(t, schrijver, lezer, 6)
		schrijver.volger.mu.Lock()
		defer schrijver.volger.mu.Unlock()
		require.Positive(t, schrijver.volger.dubbelen, "the fault must happen")
	})
}

// met returns the options for another node of the same journal.
func (o Opties) met(url string) Opties {
	o.Verbinding, o.haken = url, haken{}
	return o
}

func schrijverstand(t testing.TB, o Opties, s es.Stream) es.Revision {
	j := knoop(t, t.TempDir(), o)
	st, err := j.replica.Stand(t.Context(), s)
	require.NoError(t, err)
	return st.Revisie
}

// TestReplica is about the folder of a node.
func TestReplica(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{})
	o := proefOpties(t, s.URL())
	map_ := t.TempDir()
	j := knoop(t, map_, o)
	stroom, persoon := storetest.Stream(), storetest.Stream()
	r := schrijf(t, j, opdracht(stroom, es.NoStream, noteer(1, 2)...))
	schrijf(t, j, opdracht(persoon, es.NoStream, storetest.Met{Soort: "a", Naam: es.Prive("Jan")}, storetest.Noted{Nummer: 4}))
	schrijf(t, j, opdracht(persoon, 1, storetest.Noted{Nummer: 5}))
	want := wortel(t, j)
	deel, err := j.Persoonsdeel(t.Context(), 3)
	require.NoError(t, err)
	require.NotEmpty(t, deel)

	buiten := t
	t.Run("een weggegooide kopie komt gelijk terug, met persoonsdelen", func(t *testing.T) {
		require.NoError(t, j.Sluit())
		bestanden, err := filepath.Glob(filepath.Join(map_, "journaal.db*"))
		require.NoError(t, err)
		for _, b := range bestanden {
			require.NoError(t, os.Remove(b))
		}
		j = knoop(buiten, map_, o)
		require.Equal(t, want, wortel(t, j))
		terug, err := j.Persoonsdeel(t.Context(), 3)
		require.NoError(t, err)
		require.Equal(t, deel, terug)
	})
	t.Run("van een stroom over een persoon staat geen gebeurtenis in het grootboek", func(t *testing.T) {
		lijst, err := j.v.leesStroom(t.Context(), o.Ruimte.grootboek(persoon), 0, 10)
		require.NoError(t, err)
		require.Len(t, lijst, 3)
		for _, l := range lijst {
			require.Equal(t, "{}", string(l.data))
			require.NotContains(t, string(l.meta), "zout")
		}
	})
	t.Run("een kopie van een ander journaal wordt geweigerd", func(t *testing.T) {
		require.NoError(t, j.Sluit())
		ander := o
		ander.Ruimte = verseRuimte(t)
		_, err := Open(t.Context(), map_, ander)
		require.ErrorIs(t, err, ErrAnderJournaal)
	})
	t.Run("bytes die op de server zijn veranderd worden niet geteld", func(t *testing.T) {
		require.True(t, s.Corrupt(o.Ruimte.grootboek(r.Stream), 1, "bezwaar", "bezwoar"))
		_, err := Open(t.Context(), t.TempDir(), o)
		require.ErrorIs(t, err, ErrVreemd)
	})
}

// TestTwoStreamsOneCommand gives one command to two streams at once, by way of two
// nodes: the server takes both, the referee one.
func TestTwoStreamsOneCommand(t *testing.T) {
	tweeStromen(t, esdbtest.Start(t, esdbtest.Options{}).URL())
}

func tweeStromen(t *testing.T, url string) {
	o := proefOpties(t, url)
	a, b := knoop(t, t.TempDir(), o), knoop(t, t.TempDir(), o)
	eerste := opdracht(storetest.Stream(), es.NoStream, noteer(1)...)
	tweede := eerste
	tweede.Stream = storetest.Stream()
	tweede.Body[0] ^= 1
	z, err := b.verzegel(t.Context(), tweede) // sealed before b can know of the first
	require.NoError(t, err)
	schrijf(t, a, eerste)
	_, err = b.zend(t.Context(), z)
	require.ErrorIs(t, err, es.ErrReused)
	gelijk(t, a, b, 1)
	lijst, err := a.v.leesStroom(t.Context(), o.Ruimte.grootboek(tweede.Stream), 0, 10)
	require.NoError(t, err)
	require.Len(t, lijst, 1, "the server has both")

	t.Run("de stroom waarin iets is geweigerd gaat gewoon verder, op elk knooppunt en na herstart", func(t *testing.T) {
		ruim := opdracht(tweede.Stream, es.NoStream, noteer(2, 3)...)
		require.Equal(t, es.Receipt{Stream: tweede.Stream, Revision: 1, First: 2, Count: 2}, schrijf(t, a, ruim))
		gelijk(t, a, b, 3)
		c := knoop(t, t.TempDir(), o)
		require.NoError(t, c.haalBij(t.Context()))
		schrijf(t, b, opdracht(tweede.Stream, 1, noteer(4)...))
		vers := knoop(t, t.TempDir(), o)
		schrijf(t, vers, opdracht(tweede.Stream, 2, noteer(5)...))
		gelijk(t, a, b, 5)
		gelijk(t, c, vers, 5)
		for _, j := range []*Journaal{a, b, c, vers} {
			require.NoError(t, j.Fout())
		}
	})
}

// TestRedirect appends by way of a follower.
func TestRedirect(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{Nodes: 3, User: "ops", Password: "geheim"})
	j := knoop(t, t.TempDir(), proefOpties(t, s.DirectURL(1)))
	stroom := storetest.Stream()
	schrijf(t, j, opdracht(stroom, es.NoStream, noteer(1)...))
	s.Lead(2)
	schrijf(t, j, opdracht(stroom, 0, noteer(2)...))
	require.EqualValues(t, 2, j.Kop())
}

func TestEarlierLooksAtTheCluster(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{})
	b := zoekBijAnder(t, s.URL())
	s.Down()
	_, _, err := b.Earlier(t.Context(), storetest.Command(), [32]byte{})
	require.ErrorIs(t, err, ErrOnbereikbaar, "no answer is not the answer no")
	s.Up()
}

func zoekBijAnder(t *testing.T, url string) *Journaal {
	o := proefOpties(t, url)
	a, b := knoop(t, t.TempDir(), o), knoop(t, t.TempDir(), o)
	for range 50 {
		c := opdracht(storetest.Stream(), es.NoStream, noteer(1)...)
		want := schrijf(t, a, c)
		want.Repeated = true
		got, ok, err := b.Earlier(t.Context(), c.Command, c.Body)
		require.NoError(t, err)
		require.True(t, ok, "recorded by another node before the question")
		require.Equal(t, want, got)
	}
	return b
}

func TestConnectionString(t *testing.T) {
	const merk = "Zeer-Geheim-Wachtwoord-7311"
	s := esdbtest.Start(t, esdbtest.Options{User: "ops", Password: "anders"})
	goed := strings.Replace(s.URL(), "anders", merk, 1)
	for naam, g := range map[string]struct {
		url  string
		fout error
	}{
		"een verkeerd wachtwoord":        {goed, ErrGeenToegang},
		"een ander schema":               {"http://ops:" + merk + "@localhost:2113", ErrVerbinding},
		"een onleesbare poort":           {"esdb://ops:" + merk + "@localhost:poort", ErrVerbinding},
		"een onleesbare vraag":           {"esdb://ops:" + merk + "@localhost:2113?%zz", ErrVerbinding},
		"een termijn die geen getal is":  {"esdb://ops:" + merk + "@localhost:2113?defaultDeadline=tien", ErrVerbinding},
		"lezen bij een volger":           {"esdb://ops:" + merk + "@localhost:2113?nodePreference=follower", ErrVerbinding},
		"een certificaat dat er niet is": {"esdb://ops:" + merk + "@localhost:2113?tls=true&tlsCAFile=/" + merk, ErrVerbinding},
		"een server die er niet is":      {"esdb://ops:" + merk + "@127.0.0.1:1?tls=false", ErrOnbereikbaar},
	} {
		t.Run(naam+" geeft een fout zonder het wachtwoord", func(t *testing.T) {
			var boek strings.Builder
			o := proefOpties(t, g.url)
			o.Log = logboek(&boek)
			ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
			defer stop()
			_, err := Open(ctx, t.TempDir(), o)
			require.ErrorIs(t, err, g.fout)
			require.NotContains(t, err.Error(), merk)
			require.NotContains(t, boek.String(), merk)
		})
	}
}

// TestRefusedBodies: what was written before the ledger refused it does not stay.
func TestRefusedBodies(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{})
	o := proefOpties(t, s.URL())
	a, b := knoop(t, t.TempDir(), o), knoop(t, t.TempDir(), o)
	stroom := storetest.Stream()
	ontmoet := func(na es.Revision) es.Append {
		return opdracht(stroom, na, storetest.Met{Soort: "a", Naam: es.Prive("Jan")})
	}
	za, err := a.verzegel(t.Context(), ontmoet(es.NoStream))
	require.NoError(t, err)
	schrijf(t, b, ontmoet(es.NoStream))
	_, err = a.zend(t.Context(), za)
	require.ErrorIs(t, err, es.ErrConflict)
	s.Scavenge()
	require.Equal(t, 2, s.Count(o.Ruimte.deelkop()), "one key and one body, of the append that was recorded")
	schrijf(t, a, ontmoet(0))
	gelijk(t, a, b, 2)
}

// TestLongOutage: a server that is away for longer than the client would look for
// it by itself. The node must be there when it comes back, and until then no call
// outlives its context.
func TestLongOutage(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{})
	o := proefOpties(t, s.URL())
	j := knoop(t, t.TempDir(), o)
	s.Down()
	klaar := make(chan error, 1)
	go func() {
		_, err := j.Append(context.WithoutCancel(t.Context()), opdracht(storetest.Stream(), es.NoStream, noteer(1)...))
		klaar <- err
	}()
	for begin := time.Now(); time.Since(begin) < 2500*time.Millisecond; {
		ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
		vraag := time.Now()
		_, _, err := j.Earlier(ctx, storetest.Command(), [32]byte{})
		require.Error(t, err)
		require.Less(t, time.Since(vraag), time.Second)
		stop()
	}
	s.Up()
	require.NoError(t, <-klaar)
	gelijk(t, j, knoop(t, t.TempDir(), o), 1)
}

// TestCloseDuringOutage: a client that has a call in flight panics when it is
// closed, and one that looks for its server heeds no context.
func TestCloseDuringOutage(t *testing.T) {
	for range 2 {
		s := esdbtest.Start(t, esdbtest.Options{})
		j := knoop(t, t.TempDir(), proefOpties(t, s.URL()))
		s.Down()
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				_, err := j.Append(t.Context(), opdracht(storetest.Stream(), es.NoStream, noteer(1)...))
				if err == nil {
					t.Error("recorded without a server")
				}
			})
		}
		time.Sleep(300 * time.Millisecond) // not to synchronise: the outage lasts until the client looks for its server
		begin := time.Now()
		_ = j.Sluit() // it may say that outcomes are unknown
		wg.Wait()
		require.Less(t, time.Since(begin), 2*leegloop)
	}
}
