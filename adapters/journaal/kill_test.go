package journaal

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// The crash test runs this test binary again, as a process that appends until
// it is killed. It says what it is about to append, and what was acknowledged.
const (
	envMap  = "KRONIEK_KILL_MAP"  // the folder; set in the child only
	envSoms = "KRONIEK_KILL_FOUT" // "vroeg": acknowledge before the commit
	envKeer = "KRONIEK_KILL_CYCLES"
)

func TestMain(m *testing.M) {
	if map_ := os.Getenv(envMap); map_ != "" {
		kind(map_, os.Getenv(envSoms) == "vroeg")
	}
	os.Exit(m.Run())
}

// kind appends with four writers, some appends per stream, until it is killed.
func kind(map_ string, vroeg bool) {
	o, err := nieuweOpties()
	if err != nil {
		panic(err)
	}
	j, err := Open(context.Background(), map_, o)
	if err != nil {
		fmt.Println("F", err)
		os.Exit(1)
	}
	for range 4 {
		go func() {
			leg := j.Append
			if vroeg {
				leg = vroegtijdig(j)
			}
			for {
				s := storetest.Stream()
				for r := es.NoStream; r < 9; {
					b := bedoeling{storetest.Command(), s, r}
					b.schrijf("B")
					a := b.append()
					r += es.Revision(len(a.Events))
					if _, err := leg(context.Background(), a); err != nil {
						fmt.Println("F", err)
						os.Exit(1)
					}
					b.schrijf("A")
				}
			}
		}()
	}
	select {}
}

// vroegtijdig is the fault that the crash test must catch: it acknowledges
// what waits to be recorded.
func vroegtijdig(j *Journaal) func(context.Context, es.Append) (es.Receipt, error) {
	rij := make(chan es.Append, 8)
	go func() {
		for a := range rij {
			if _, err := j.Append(context.Background(), a); err != nil {
				fmt.Println("F", err)
				os.Exit(1)
			}
		}
	}()
	return func(_ context.Context, a es.Append) (es.Receipt, error) {
		rij <- a
		return es.Receipt{}, nil
	}
}

// A bedoeling is an append that can be made again from one line of text.
type bedoeling struct {
	opdracht es.CommandID
	stroom   es.Stream
	na       es.Revision
}

func (b bedoeling) append() es.Append {
	a := es.Append{Stream: b.stroom, Expected: b.na, Events: noteer(make([]int, 1+int(b.na+1)%3)...)}
	a.Command, a.Time, a.Body = b.opdracht, ochtend(), [32]byte{1}
	return a
}

func (b bedoeling) schrijf(soort string) {
	regel := fmt.Sprintf("%s %x %s %d\n", soort, b.opdracht[:], b.stroom, b.na)
	if _, err := os.Stdout.WriteString(regel); err != nil { // one write: lines of writers do not mix
		os.Exit(1)
	}
}

// An uitkomst is what one child said before it was killed.
type uitkomst struct {
	volgorde  []bedoeling
	bevestigd map[es.CommandID]bool
}

// dood runs a child on map_, kills it at a random moment, and reads what it said.
func dood(t *testing.T, map_, fout string) uitkomst {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envMap+"="+map_, envSoms+"="+fout)
	cmd.Stderr = os.Stderr
	uit, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	u := uitkomst{bevestigd: map[es.CommandID]bool{}}
	var eerste sync.Once
	r := bufio.NewReader(uit)
	for {
		regel, err := r.ReadString('\n')
		if err != nil { // a last line without its end was cut off by the kill
			require.ErrorIs(t, err, io.EOF)
			break
		}
		eerste.Do(func() {
			time.AfterFunc(time.Duration(rand.IntN(40_000))*time.Microsecond, func() { _ = cmd.Process.Kill() }) // fails only if it has died, and Wait tells
		})
		u.neem(t, regel)
	}
	err = cmd.Wait()
	require.Error(t, err)
	require.Equal(t, -1, cmd.ProcessState.ExitCode(), "the child must have been killed")
	return u
}

func (u *uitkomst) neem(t *testing.T, regel string) {
	var soort, opdracht, stroom string
	var b bedoeling
	_, err := fmt.Sscanf(regel, "%s %s %s %d", &soort, &opdracht, &stroom, &b.na)
	require.NoError(t, err, "the child said: %s", regel)
	id, err := hex.DecodeString(opdracht)
	require.NoError(t, err)
	copy(b.opdracht[:], id)
	b.stroom = es.Stream(stroom)
	if soort == "A" {
		u.bevestigd[b.opdracht] = true
		return
	}
	u.volgorde = append(u.volgorde, b)
}

// telling is what a crash did: acknowledged appends, how many of those are lost,
// and how many unknown outcomes were settled.
type telling struct{ bevestigd, verloren, beslecht int }

// nagaan opens the journal after the kill and settles every append that was not
// acknowledged by doing it again.
func nagaan(t *testing.T, map_ string, u uitkomst) (n telling) {
	j, err := Open(t.Context(), map_, proefOpties(t))
	require.NoError(t, err)
	defer func() { require.NoError(t, j.Sluit()) }()
	for _, b := range u.volgorde {
		a := b.append()
		_, ok, err := j.Earlier(t.Context(), a.Command, a.Body)
		require.NoError(t, err)
		if u.bevestigd[b.opdracht] {
			n.bevestigd++
			if !ok {
				n.verloren++
			}
			continue
		}
		r, err := j.Append(t.Context(), a)
		if errors.Is(err, es.ErrConflict) { // what it builds on is gone
			n.verloren++
			continue
		}
		require.NoError(t, err)
		require.Equal(t, ok, r.Repeated, "recorded once, before the kill or now")
		n.beslecht++
	}
	return n
}

// volledig requires that the journal holds every append once and in order.
func volledig(t *testing.T, map_ string, bedoeld []bedoeling) {
	j, err := OpenLezen(t.Context(), map_, proefOpties(t))
	require.NoError(t, err)
	want := map[es.Stream][]es.CommandID{}
	aantal := es.Position(0)
	for _, b := range bedoeld {
		for range b.append().Events {
			want[b.stroom] = append(want[b.stroom], b.opdracht)
			aantal++
		}
	}
	require.Equal(t, aantal, j.Kop(), "events lost or recorded twice")
	for s, opdrachten := range want {
		recorded, err := j.Read(t.Context(), s)
		require.NoError(t, err)
		require.Len(t, recorded, len(opdrachten))
		for i, r := range recorded {
			require.Equal(t, opdrachten[i], r.Command, "out of order in %s", s)
		}
	}
	wortel, err := tlog.TreeHash(int64(j.Kop()), j)
	require.NoError(t, err)
	hashes := boom(t, j)
	zelf, err := tlog.TreeHash(int64(j.Kop()), tlog.HashReaderFunc(func(indexes []int64) (lijst []tlog.Hash, err error) {
		for _, i := range indexes {
			lijst = append(lijst, hashes[i])
		}
		return lijst, nil
	}))
	require.NoError(t, err)
	require.Equal(t, zelf, wortel)
	require.NoError(t, j.Sluit())
}

func cycli(t *testing.T) int {
	if s := os.Getenv(envKeer); s != "" {
		n, err := strconv.Atoi(s)
		require.NoError(t, err)
		return n
	}
	if os.Getenv("CI") == "true" {
		return 200
	}
	return 20
}

func TestKill(t *testing.T) {
	t.Run("wat bevestigd is overleeft kill -9, een keer en op volgorde", func(t *testing.T) {
		map_ := t.TempDir()
		var bedoeld []bedoeling
		var som telling
		for range cycli(t) {
			u := dood(t, map_, "")
			n := nagaan(t, map_, u)
			require.Zero(t, n.verloren)
			som.bevestigd += n.bevestigd
			som.beslecht += n.beslecht
			bedoeld = append(bedoeld, u.volgorde...)
		}
		volledig(t, map_, bedoeld)
		require.Positive(t, som.bevestigd)
		require.Positive(t, som.beslecht, "no kill fell between append and answer: the test tests nothing")
		t.Logf("%d keer gedood: %d opdrachten bevestigd, 0 verloren, %d onbekende uitkomsten beslecht", cycli(t), som.bevestigd, som.beslecht)
	})
	t.Run("een journaal dat voor de commit antwoordt valt door de mand", func(t *testing.T) {
		verloren := 0
		for keer := 0; verloren == 0 && keer < 50; keer++ {
			map_ := t.TempDir()
			verloren += nagaan(t, map_, dood(t, map_, "vroeg")).verloren
		}
		require.Positive(t, verloren)
	})
}
