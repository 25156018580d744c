package eventstoredb

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// zegelmap returns a folder with a seal, and copies of it for other nodes.
func zegelmappen(t testing.TB, j *Journaal, n int) []string {
	eerste := t.TempDir()
	z, err := zegel.Open(t.Context(), eerste, j, zegel.Opties{})
	require.NoError(t, err)
	require.NoError(t, z.Sluit())
	mappen := []string{eerste}
	for len(mappen) < n {
		map_ := t.TempDir()
		require.NoError(t, zegel.Kopieer(t.Context(), eerste, map_))
		mappen = append(mappen, map_)
	}
	return mappen
}

func openZegel(t testing.TB, map_ string, j *Journaal, h zegel.Hoofden) *zegel.Zegel {
	z, err := zegel.Open(t.Context(), map_, j, zegel.Opties{Hoofden: h})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, z.Sluit()) })
	return z
}

// TestHeads has nodes seal at once, without a lease to keep them apart.
func TestHeads(t *testing.T) {
	t.Run("drie knooppunten die tegelijk verzegelen tekenen nooit twee bomen van een grootte", func(t *testing.T) {
		s := esdbtest.Start(t, esdbtest.Options{})
		getekend, r := samenVerzegelen(t, s.URL())
		require.LessOrEqual(t, getekend, s.Count(string(r)+".hoofden-")+1, "what was signed was agreed on, but for nothing at all")
	})
	for _, afgesproken := range []bool{true, false} {
		naam := "een knooppunt dat ongemerkt iets mist tekent niet mee"
		if !afgesproken {
			naam = "zonder afspraak tekenen twee knooppunten twee bomen van een grootte" // the control
		}
		t.Run(naam, func(t *testing.T) {
			s := esdbtest.Start(t, esdbtest.Options{})
			o := proefOpties(t, s.URL())
			goed, mist := knoop(t, t.TempDir(), o), knoop(t, t.TempDir(), o)
			mappen := zegelmappen(t, goed, 2)
			h := func(j *Journaal) zegel.Hoofden {
				if !afgesproken {
					return nil
				}
				return j.Hoofden()
			}
			zg, zm := openZegel(t, mappen[0], goed, h(goed)), openZegel(t, mappen[1], mist, h(mist))
			weg := storetest.Stream()
			s.Tamper(func(stroom string, _ uint64) esdbtest.Delivery {
				if stroom == o.Ruimte.grootboek(weg) {
					return esdbtest.Drop
				}
				return esdbtest.Deliver
			})
			schrijf(t, goed, opdracht(weg, es.NoStream, noteer(1)...)) // it reads its own event; the other does not
			schrijf(t, goed, opdracht(storetest.Stream(), es.NoStream, noteer(2)...))
			_, err := mist.Wacht(t.Context(), 0)
			require.NoError(t, err)
			require.EqualValues(t, 1, mist.Kop(), "the fault must happen")
			if afgesproken {
				schrijf(t, goed, opdracht(storetest.Stream(), es.NoStream, noteer(3)...))
				_, err = mist.Wacht(t.Context(), 1)
				require.NoError(t, err)
			}
			require.NoError(t, goed.haalBij(t.Context()))
			if !afgesproken {
				c, err := zm.Verzegel(t.Context())
				require.NoError(t, err)
				require.EqualValues(t, 1, c.Grootte)
				require.NotEqual(t, c.Wortel, [32]byte(wortelOp(t, goed, 1)))
				return
			}
			c, err := zg.Verzegel(t.Context())
			require.NoError(t, err)
			require.EqualValues(t, 3, c.Grootte)
			schrijf(t, goed, opdracht(storetest.Stream(), es.NoStream, noteer(4)...))
			_, err = mist.Wacht(t.Context(), 2)
			require.NoError(t, err)
			_, err = zm.Verzegel(t.Context())
			require.ErrorIs(t, err, zegel.ErrGeweigerd)
		})
	}
}

// samenVerzegelen has three nodes append and seal at once, and requires that what
// they sign agrees. It returns how many heads were signed.
func samenVerzegelen(t *testing.T, url string) (int, Ruimte) {
	o := proefOpties(t, url)
	eerste := knoop(t, t.TempDir(), o)
	mappen := zegelmappen(t, eerste, 3)
	var mu sync.Mutex
	getekend, aantal := map[int64][32]byte{}, 0
	var wg sync.WaitGroup
	for i, map_ := range mappen {
		j := eerste
		if i > 0 {
			j = knoop(t, t.TempDir(), o)
		}
		z := openZegel(t, map_, j, j.Hoofden())
		wg.Go(func() {
			for n := range 30 {
				if _, err := j.Append(t.Context(), opdracht(storetest.Stream(), es.NoStream, noteer(n)...)); err != nil {
					t.Error(err)
				}
				c, err := z.Verzegel(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				if w, ok := getekend[c.Grootte]; ok && w != c.Wortel {
					t.Errorf("two roots at size %d", c.Grootte)
				}
				getekend[c.Grootte] = c.Wortel
				aantal++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	require.Equal(t, 90, aantal)
	require.Greater(t, len(getekend), 20)
	return len(getekend), o.Ruimte
}

func TestLease(t *testing.T) {
	const duur = 300 * time.Millisecond
	t.Run("nooit hebben er twee het recht, ook niet als de houder wegvalt, en het komt altijd weer vrij", func(t *testing.T) {
		s := esdbtest.Start(t, esdbtest.Options{})
		o := proefOpties(t, s.URL())
		var mu sync.Mutex
		bezig, beurten := "", map[string]int{}
		ctx, stop := context.WithTimeout(t.Context(), 6*time.Second)
		defer stop()
		var wg sync.WaitGroup
		for n := range 3 {
			naam := fmt.Sprint(n)
			wg.Go(func() {
				for ctx.Err() == nil {
					j := knoop(t, t.TempDir(), o)
					houd, los, err := j.Pacht("proef", duur).Neem(ctx)
					if err != nil {
						return
					}
					mu.Lock()
					if bezig != "" {
						t.Errorf("%s and %s both hold", bezig, naam)
					}
					bezig = naam
					beurten[naam]++
					mu.Unlock()
					t := time.NewTimer(time.Duration(rand.IntN(400)) * time.Millisecond)
					select {
					case <-houd.Done():
					case <-t.C:
					}
					mu.Lock()
					bezig = ""
					mu.Unlock()
					if rand.IntN(2) == 0 {
						los()
						continue
					}
					_ = j.Sluit() // it falls away without a word
				}
			})
		}
		for range 3 {
			time.Sleep(1200 * time.Millisecond) // not to synchronise: now and then the cluster is gone
			s.Restart()
		}
		wg.Wait()
		require.Greater(t, beurten["0"]+beurten["1"]+beurten["2"], 4)
		t.Log(beurten)
	})
	t.Run("wie het cluster niet meer bereikt houdt op voor een ander kan beginnen", func(t *testing.T) {
		s := esdbtest.Start(t, esdbtest.Options{})
		o := proefOpties(t, s.URL())
		j, ander := knoop(t, t.TempDir(), o), knoop(t, t.TempDir(), o)
		p := j.Pacht("proef", duur)
		houd, los, err := p.Neem(t.Context())
		require.NoError(t, err)
		begin := time.Now()
		s.Inject(func(op esdbtest.Op, stroom string) esdbtest.Fault { // the holder's renewals are lost, and stored
			if op == esdbtest.OpAppend && stroom == o.Ruimte.pacht("proef") && p.Houdt() {
				return esdbtest.Vanish
			}
			return esdbtest.None
		})
		<-houd.Done()
		require.Less(t, time.Since(begin), duur)
		_, los2, err := ander.Pacht("proef", duur).Neem(t.Context())
		require.NoError(t, err)
		require.GreaterOrEqual(t, time.Since(begin), duur)
		s.Inject(nil)
		los()
		los2()
	})
}

// A verzending is what a receiver saw.
type verzending struct {
	id      string
	positie es.Position
}

// zendDoor sends events to the receiver while it holds the lease, as a publisher
// does, and dies after a random number of events, between the two steps that an
// event takes: sending and saving, or with the fault vooraf the other way around.
func zendDoor(ctx context.Context, j *Journaal, duur time.Duration, vooraf bool, ontvang func(verzending)) error {
	houd, los, err := j.Pacht("uitgaand", duur).Neem(ctx)
	if err != nil {
		return err
	}
	merken, gezonden := j.Merken(), 0
	merk, err := merken.Lees(houd, "abonnement")
	if err != nil {
		return err
	}
	sterf := rand.IntN(6)
	for houd.Err() == nil {
		kop, err := j.Wacht(houd, merk.Positie)
		if err != nil {
			break
		}
		err = j.Scan(houd, merk.Positie, kop, func(v *envelop.Verzegeld) error {
			zend := func() error { ontvang(verzending{v.ID.String(), v.Positie}); return nil }
			bewaar := func() error {
				merk = bus.Merk{Positie: v.Positie, Gebeurtenis: v.ID}
				return merken.Bewaar(houd, "abonnement", merk)
			}
			eerst, dan := zend, bewaar
			if vooraf {
				eerst, dan = bewaar, zend
			}
			if err := eerst(); err != nil {
				return err
			}
			if gezonden++; gezonden > sterf {
				return os.ErrClosed // killed
			}
			return dan()
		})
		if err != nil {
			return err // without giving the lease back
		}
	}
	los()
	return nil
}

// TestHolderDies kills the holder of a lease again and again while it sends.
func TestHolderDies(t *testing.T) {
	const n = 40
	t.Run("alles komt aan, op volgorde, en wat twee keer komt heeft de id die het had", func(t *testing.T) {
		want, gezien := laatSterven(t, esdbtest.Start(t, esdbtest.Options{}).URL(), n, false)
		allesAangekomen(t, want, gezien)
		require.Greater(t, len(gezien), n, "no holder died between sending and saving: the test tests nothing")
		t.Logf("%d gebeurtenissen, %d keer verzonden", n, len(gezien))
	})
	t.Run("wie bewaart voor het verzenden verliest berichten, en dat is te zien", func(t *testing.T) {
		want, gezien := laatSterven(t, esdbtest.Start(t, esdbtest.Options{}).URL(), n, true)
		got := map[string]es.Position{}
		for _, v := range gezien {
			got[v.id] = v.positie
		}
		require.Less(t, len(got), len(want))
	})
}

func allesAangekomen(t *testing.T, want map[string]es.Position, gezien []verzending) {
	t.Helper()
	got, vorige := map[string]es.Position{}, es.Position(0)
	for _, v := range gezien {
		require.LessOrEqual(t, v.positie, vorige+1, "nothing is passed over")
		vorige = v.positie
		got[v.id] = v.positie
	}
	require.Equal(t, want, got)
}

// laatSterven has two nodes send n events in turn, each until it dies, until the
// mark is at the last one, and returns the events and what the receiver saw.
func laatSterven(t *testing.T, url string, n int, vooraf bool) (want map[string]es.Position, gezien []verzending) {
	o := proefOpties(t, url)
	schrijver := knoop(t, t.TempDir(), o)
	want = map[string]es.Position{}
	for i := range n {
		r := schrijf(t, schrijver, opdracht(storetest.Stream(), es.NoStream, noteer(i)...))
		v, ok, err := schrijver.OpPositie(t.Context(), r.First)
		require.NoError(t, err)
		require.True(t, ok)
		want[v.ID.String()] = v.Positie
	}
	var mu sync.Mutex
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for ctx.Err() == nil {
				j := knoop(t, t.TempDir(), o)
				_ = zendDoor(ctx, j, 120*time.Millisecond, vooraf, func(v verzending) { // it dies, that is the point
					mu.Lock()
					defer mu.Unlock()
					gezien = append(gezien, v)
				})
				_ = j.Sluit()
			}
		})
	}
	require.Eventually(t, func() bool {
		m, err := schrijver.Merken().Lees(t.Context(), "abonnement")
		return err == nil && int(m.Positie) == n
	}, time.Minute, 20*time.Millisecond)
	stop()
	wg.Wait()
	return want, gezien
}

func TestMarksAreFenced(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{})
	o := proefOpties(t, s.URL())
	oud, nieuw := knoop(t, t.TempDir(), o).Merken(), knoop(t, t.TempDir(), o).Merken()
	require.ErrorIs(t, oud.Bewaar(t.Context(), "p", bus.Merk{Positie: 1}), ErrMerk, "who has not read may not save")
	_, err := oud.Lees(t.Context(), "p")
	require.NoError(t, err)
	require.NoError(t, oud.Bewaar(t.Context(), "p", bus.Merk{Positie: 1}))
	m, err := nieuw.Lees(t.Context(), "p")
	require.NoError(t, err)
	require.EqualValues(t, 1, m.Positie)
	require.Equal(t, 1, s.Count("$$"+o.Ruimte.merk("p")), "the server is asked to keep only the last ones")
	s.InjectNext(1, esdbtest.OpAppend, esdbtest.LostAck)
	require.NoError(t, nieuw.Bewaar(t.Context(), "p", bus.Merk{Positie: 5}))
	require.ErrorIs(t, oud.Bewaar(t.Context(), "p", bus.Merk{Positie: 2}), ErrMerk, "the old holder may not turn the new one back")
	m, err = oud.Lees(t.Context(), "p")
	require.NoError(t, err)
	require.EqualValues(t, 5, m.Positie)
}

func TestNodesAlike(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{})
	o := proefOpties(t, s.URL())
	eerste := Deelname{OIN: "1", Vkey: "a", Kenmerk: "k"}
	require.NoError(t, knoop(t, t.TempDir(), o).NeemDeel(t.Context(), eerste))
	require.NoError(t, knoop(t, t.TempDir(), o).NeemDeel(t.Context(), eerste))
	for _, anders := range []Deelname{{"2", "a", "k"}, {"1", "b", "k"}, {"1", "a", "l"}} {
		require.ErrorIs(t, knoop(t, t.TempDir(), o).NeemDeel(t.Context(), anders), ErrDeelname)
	}
	o.Inpakker = andereInpakker(t)
	require.ErrorIs(t, knoop(t, t.TempDir(), o).NeemDeel(t.Context(), eerste), ErrDeelname)
}
