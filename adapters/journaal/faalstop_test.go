package journaal

import (
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

func TestFailStop(t *testing.T) {
	schijf := errors.New("de schijf weigert")
	t.Run("na een mislukte commit wordt niets meer bevestigd en niets meer geprobeerd", func(t *testing.T) {
		var stuk atomic.Bool
		var commits atomic.Int32
		j := proef(t, haken{voorCommit: func() error {
			commits.Add(1)
			if stuk.Load() {
				return schijf
			}
			return nil
		}})
		s := storetest.Stream()
		schrijf(t, j, s, es.NoStream, ochtend(), 1)
		stuk.Store(true)
		mislukt := es.Append{Meta: storetest.Meta("x"), Stream: s, Expected: 0, Events: noteer(2)}
		_, err := j.Append(t.Context(), mislukt)
		require.ErrorIs(t, err, es.ErrStopped)
		require.ErrorIs(t, err, schijf)
		<-j.Gestopt()
		require.ErrorIs(t, j.Fout(), schijf)
		stuk.Store(false)
		for range 3 {
			_, err = j.Append(t.Context(), mislukt)
			require.ErrorIs(t, err, es.ErrStopped)
		}
		require.ErrorIs(t, j.Vervang(t.Context(), 1, []byte("{}"), 1), es.ErrStopped)
		_, err = j.Wacht(t.Context(), 1)
		require.ErrorIs(t, err, es.ErrStopped)
		require.EqualValues(t, 2, commits.Load(), "one that worked, one that failed, none after it")
		require.EqualValues(t, 1, j.Kop())
		require.ErrorIs(t, j.Sluit(), schijf)

		j = opnieuw(t, j.map_, j.o, haken{})
		_, ok, err := j.Earlier(t.Context(), mislukt.Command, mislukt.Body)
		require.NoError(t, err)
		require.False(t, ok)
		r, err := j.Append(t.Context(), mislukt)
		require.NoError(t, err)
		require.EqualValues(t, 2, r.First)
		gelijkeBoom(t, j)
	})
	t.Run("een fout van sqlite zelf stopt het journaal en de hele groep", func(t *testing.T) {
		h := &houder{}
		j := proef(t, h.haken())
		schrijf(t, j, storetest.Stream(), es.NoStream, ochtend(), 1)
		conn := buitenom(t, j)
		require.NoError(t, voerUit(conn, "INSERT INTO opdrachten VALUES (x'ff', 9, 1, x'00'); CREATE TRIGGER stuk BEFORE INSERT ON knopen BEGIN SELECT raise(ABORT, 'stuk'); END;"))
		h.mu.Lock()
		h.vast.Store(true)
		fouten := make(chan error, 5)
		for range cap(fouten) {
			go func() {
				_, err := j.Append(t.Context(), es.Append{Meta: storetest.Meta("x"), Stream: storetest.Stream(), Expected: es.NoStream, Events: noteer(1)})
				fouten <- err
			}()
		}
		require.Eventually(t, func() bool { return int(h.inHand.Load())+len(j.rij) == cap(fouten) }, 5*time.Second, time.Millisecond)
		h.vast.Store(false)
		h.mu.Unlock()
		for range cap(fouten) {
			require.ErrorIs(t, <-fouten, es.ErrStopped)
		}
		require.Error(t, j.Sluit())
		require.NoError(t, voerUit(conn, "DROP TRIGGER stuk"))
		require.EqualValues(t, 1, opnieuw(t, j.map_, j.o, haken{}).Kop())
	})
	t.Run("een mislukte checkpoint stopt het journaal", func(t *testing.T) {
		j := proef(t, haken{})
		schrijf(t, j, storetest.Stream(), es.NoStream, ochtend(), 1)
		j.wal.fout.Store(&schijf)
		for n := 0; ; n++ { // one may be recorded before the writer looks
			_, err := j.Append(t.Context(), es.Append{Meta: storetest.Meta("x"), Stream: storetest.Stream(), Expected: es.NoStream, Events: noteer(1)})
			if n == 2 || err != nil {
				require.ErrorIs(t, err, es.ErrStopped)
				break
			}
		}
		require.ErrorIs(t, j.Sluit(), schijf)
	})
	t.Run("sluiten legt vast wat al wachtte", func(t *testing.T) {
		h := &houder{}
		j := proef(t, h.haken())
		h.mu.Lock()
		h.vast.Store(true)
		fouten := make(chan error, 5)
		for range cap(fouten) {
			go func() {
				_, err := j.Append(t.Context(), es.Append{Meta: storetest.Meta("x"), Stream: storetest.Stream(), Expected: es.NoStream, Events: noteer(1)})
				fouten <- err
			}()
		}
		require.Eventually(t, func() bool { return int(h.inHand.Load())+len(j.rij) == cap(fouten) }, 5*time.Second, time.Millisecond)
		dicht := make(chan error)
		go func() { dicht <- j.Sluit() }()
		<-j.sluit
		h.vast.Store(false)
		h.mu.Unlock()
		require.NoError(t, <-dicht)
		for range cap(fouten) {
			require.NoError(t, <-fouten)
		}
		require.EqualValues(t, 5, opnieuw(t, j.map_, j.o, haken{}).Kop())
	})
}

func TestWal(t *testing.T) {
	omvang := func(j *Journaal) int64 {
		info, err := os.Stat(filepath.Join(j.map_, bestand+"-wal"))
		require.NoError(t, err)
		return info.Size() / 4096
	}
	groei := func(j *Journaal, n int) {
		for range n {
			schrijf(t, j, storetest.Stream(), es.NoStream, ochtend(), make([]int, 100)...)
		}
	}
	t.Run("de wal blijft begrensd, ook als de achtergrond niet helpt", func(t *testing.T) {
		j := proef(t, haken{})
		j.wal.max, j.wal.peil = 100, 1
		for range 5 {
			groei(j, 10)
			time.Sleep(opnieuwNa) // or else it leaves the readers in peace for a while
		}
		require.Less(t, omvang(j), int64(800))
	})
	t.Run("zonder die grens groeit zij", func(t *testing.T) {
		j := proef(t, haken{})
		groei(j, 50)
		require.Greater(t, omvang(j), int64(900))
	})
	t.Run("een lezer laat haar groeien, daarna krimpt zij weer", func(t *testing.T) {
		j := proef(t, haken{})
		j.wal.max, j.wal.peil = 100, 1
		schrijf(t, j, storetest.Stream(), es.NoStream, ochtend(), 1)
		lezer := buitenom(t, j)
		require.NoError(t, voerUit(lezer, "BEGIN; SELECT count(*) FROM streams;"))
		groei(j, 50)
		vol := omvang(j)
		require.Greater(t, vol, int64(900))
		require.NoError(t, voerUit(lezer, "COMMIT"))
		time.Sleep(opnieuwNa)
		groei(j, 50)
		require.Less(t, omvang(j), vol+100, "the log is used again from its beginning")
	})
}
