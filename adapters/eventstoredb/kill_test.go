package eventstoredb

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

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// The crash test runs this test binary again, as a node that appends until it is
// killed. The server goes on, in the parent.
const (
	envMap    = "KRONIEK_KILL_MAP" // set in the child only
	envServer = "KRONIEK_KILL_SERVER"
	envRuimte = "KRONIEK_KILL_RUIMTE"
	envVroeg  = "KRONIEK_KILL_VROEG" // acknowledge before the append: the fault that the test must catch
	envKeer   = "KRONIEK_KILL_CYCLES"
)

func TestMain(m *testing.M) {
	if map_ := os.Getenv(envMap); map_ != "" {
		if err := kind(map_); err != nil {
			fmt.Println("F", err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// kind appends with four writers, one in two about a person, until it is killed.
func kind(map_ string) error {
	c, err := envelop.New(bron, storetest.Catalog())
	if err != nil {
		return err
	}
	in, err := sleutels.NieuweInpakker([32]byte{1})
	if err != nil {
		return err
	}
	j, err := Open(context.Background(), map_, Opties{
		Verbinding: os.Getenv(envServer), Ruimte: Ruimte(os.Getenv(envRuimte)), Codec: c, Inpakker: in,
	})
	if err != nil {
		return err
	}
	fout := make(chan error)
	for w := range 4 {
		go func() {
			for {
				s := storetest.Stream()
				for r := es.NoStream; r < 9; {
					b := bedoeling{storetest.Command(), s, r, w%2 == 1}
					b.schrijf("B")
					a := b.append()
					if os.Getenv(envVroeg) != "" {
						b.schrijf("A")
					}
					r += es.Revision(len(a.Events))
					if _, err := j.Append(context.Background(), a); err != nil {
						fout <- err
						return
					}
					b.schrijf("A")
				}
			}
		}()
	}
	return <-fout
}

// A bedoeling is an append that can be made again from one line of text.
type bedoeling struct {
	opdracht es.CommandID
	stroom   es.Stream
	na       es.Revision
	persoon  bool
}

func (b bedoeling) append() es.Append {
	a := es.Append{Stream: b.stroom, Expected: b.na, Events: noteer(make([]int, 1+int(b.na+1)%3)...)}
	if b.persoon {
		a.Events[0] = storetest.Met{Soort: "gesprek", Naam: es.Prive("Johanna")}
	}
	a.Command, a.Time, a.Body = b.opdracht, time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC), [32]byte{1}
	return a
}

func (b bedoeling) schrijf(soort string) {
	regel := fmt.Sprintf("%s %x %s %d %t\n", soort, b.opdracht[:], b.stroom, b.na, b.persoon)
	if _, err := os.Stdout.WriteString(regel); err != nil { // one write: lines of writers do not mix
		os.Exit(1)
	}
}

// dood runs a node, kills it at a random moment, and returns what it was about to
// append and what it acknowledged.
func dood(t *testing.T, map_, url string, r Ruimte, vroeg string) (volgorde []bedoeling, bevestigd map[es.CommandID]bool) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envMap+"="+map_, envServer+"="+url, envRuimte+"="+string(r), envVroeg+"="+vroeg)
	cmd.Stderr = os.Stderr
	uit, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	bevestigd = map[es.CommandID]bool{}
	var eerste sync.Once
	lees := bufio.NewReader(uit)
	for {
		regel, err := lees.ReadString('\n')
		if err != nil { // a last line without its end was cut off by the kill
			require.ErrorIs(t, err, io.EOF)
			break
		}
		eerste.Do(func() {
			time.AfterFunc(time.Duration(rand.IntN(40_000))*time.Microsecond, func() { _ = cmd.Process.Kill() }) // fails only if it has died, and Wait tells
		})
		var soort, opdracht, stroom string
		var b bedoeling
		_, err = fmt.Sscanf(regel, "%s %s %s %d %t", &soort, &opdracht, &stroom, &b.na, &b.persoon)
		require.NoError(t, err, "the child said: %s", regel)
		id, err := hex.DecodeString(opdracht)
		require.NoError(t, err)
		copy(b.opdracht[:], id)
		b.stroom = es.Stream(stroom)
		if soort == "A" {
			bevestigd[b.opdracht] = true
			continue
		}
		volgorde = append(volgorde, b)
	}
	require.Error(t, cmd.Wait())
	require.Equal(t, -1, cmd.ProcessState.ExitCode(), "the child must have been killed")
	return volgorde, bevestigd
}

func cycli(t *testing.T) int {
	if s := os.Getenv(envKeer); s != "" {
		n, err := strconv.Atoi(s)
		require.NoError(t, err)
		return n
	}
	return 15
}

// nagaan settles on another node every append that was not acknowledged, by doing
// it again, and returns how many acknowledged ones are lost.
func nagaan(t *testing.T, j *Journaal, volgorde []bedoeling, bevestigd map[es.CommandID]bool) (verloren, beslecht int) {
	for _, b := range volgorde {
		a := b.append()
		_, ok, err := j.Earlier(t.Context(), a.Command, a.Body)
		require.NoError(t, err)
		if bevestigd[b.opdracht] {
			if !ok {
				verloren++
			}
			continue
		}
		r, err := j.Append(t.Context(), a)
		if errors.Is(err, es.ErrConflict) { // what it builds on is gone
			verloren++
			continue
		}
		require.NoError(t, err)
		require.Equal(t, ok, r.Repeated, "recorded once, before the kill or now")
		beslecht++
	}
	return verloren, beslecht
}

func TestKill(t *testing.T) {
	t.Run("wat bevestigd is overleeft kill -9, een keer en op volgorde, en elk knooppunt ziet hetzelfde", func(t *testing.T) {
		doodEnDoor(t, esdbtest.Start(t, esdbtest.Options{}).URL())
	})
	t.Run("wie bevestigt voor het vastligt, wordt betrapt", func(t *testing.T) {
		s := esdbtest.Start(t, esdbtest.Options{})
		o := proefOpties(t, s.URL())
		verloren := 0
		for range 10 {
			volgorde, ja := dood(t, t.TempDir(), s.URL(), o.Ruimte, "ja")
			v, _ := nagaan(t, knoop(t, t.TempDir(), o), volgorde, ja)
			if verloren += v; verloren > 0 {
				return
			}
		}
		t.Fatal("the fault was not seen")
	})
}

// doodEnDoor kills a node again and again, and settles with another what it left.
func doodEnDoor(t *testing.T, url string) {
	o := proefOpties(t, url)
	map_, ander := t.TempDir(), knoop(t, t.TempDir(), o)
	var bedoeld []bedoeling
	bevestigd, beslecht := 0, 0
	for range cycli(t) {
		volgorde, ja := dood(t, map_, url, o.Ruimte, "")
		v, b := nagaan(t, ander, volgorde, ja)
		require.Zero(t, v, "acknowledged and lost")
		bevestigd, beslecht, bedoeld = bevestigd+len(ja), beslecht+b, append(bedoeld, volgorde...)
	}
	n := es.Position(0)
	want := map[es.Stream][]es.CommandID{}
	for _, b := range bedoeld {
		for range b.append().Events {
			want[b.stroom] = append(want[b.stroom], b.opdracht)
			n++
		}
	}
	gelijk(t, knoop(t, map_, o), ander, n)
	for stroom, opdrachten := range want {
		recorded, err := ander.Read(t.Context(), stroom)
		require.NoError(t, err)
		require.Len(t, recorded, len(opdrachten))
		for i, r := range recorded {
			require.Equal(t, opdrachten[i], r.Command, "out of order in %s", stroom)
		}
	}
	require.Positive(t, beslecht, "no kill fell between append and answer: the test tests nothing")
	t.Logf("%d keer gedood: %d opdrachten bevestigd, 0 verloren, %d onbekende uitkomsten beslecht", cycli(t), bevestigd, beslecht)
}
