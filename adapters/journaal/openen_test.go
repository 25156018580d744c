package journaal

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

func TestOpen(t *testing.T) {
	t.Run("een tweede schrijver wordt geweigerd zolang de eerste er is", func(t *testing.T) {
		j := proef(t, haken{})
		_, err := Open(t.Context(), j.map_, j.o)
		require.ErrorIs(t, err, ErrBezet)
		require.NoError(t, j.Sluit())
		require.NoError(t, j.Sluit(), "closing twice is allowed")
		tweede, err := Open(t.Context(), j.map_, j.o)
		require.NoError(t, err)
		require.NoError(t, tweede.Sluit())
	})
	t.Run("na sluiten staat alles in een bestand", func(t *testing.T) {
		j := proef(t, haken{})
		s := storetest.Stream()
		schrijf(t, j, s, es.NoStream, ochtend(), 1)
		_, err := j.Read(t.Context(), s)
		require.NoError(t, err)
		require.NoError(t, j.Sluit())
		paden, err := filepath.Glob(filepath.Join(j.map_, bestand+"*"))
		require.NoError(t, err)
		require.Len(t, paden, 1, "no log stays behind")
	})
	t.Run("een ander bestand dan een journaal wordt geweigerd en niet veranderd", func(t *testing.T) {
		map_ := t.TempDir()
		script(t, map_, "CREATE TABLE iets (a); INSERT INTO iets VALUES (1);")
		voor, err := os.ReadFile(filepath.Join(map_, bestand))
		require.NoError(t, err)
		_, err = Open(t.Context(), map_, proefOpties(t))
		require.ErrorIs(t, err, ErrGeenJournaal)
		_, err = OpenLezen(t.Context(), map_, proefOpties(t))
		require.ErrorIs(t, err, ErrGeenJournaal)
		na, err := os.ReadFile(filepath.Join(map_, bestand))
		require.NoError(t, err)
		require.Equal(t, voor, na)
	})
	t.Run("een journaal van een nieuwere versie wordt geweigerd", func(t *testing.T) {
		j := proef(t, haken{})
		require.NoError(t, j.Sluit())
		script(t, j.map_, fmt.Sprintf("PRAGMA user_version = %d;", versie+1))
		_, err := Open(t.Context(), j.map_, j.o)
		require.ErrorIs(t, err, ErrNieuwer)
		_, err = OpenLezen(t.Context(), j.map_, j.o)
		require.ErrorIs(t, err, ErrNieuwer)
		script(t, j.map_, fmt.Sprintf("PRAGMA user_version = %d;", versie))
		_, err = OpenLezen(t.Context(), j.map_, j.o)
		require.NoError(t, err)
	})
	t.Run("een map zonder journaal is niet te lezen en wordt niet aangemaakt", func(t *testing.T) {
		map_ := filepath.Join(t.TempDir(), "weg")
		_, err := OpenLezen(t.Context(), map_, proefOpties(t))
		require.Error(t, err)
		require.NoDirExists(t, map_)
	})
	t.Run("wat wordt vastgelegd wordt bij elke commit naar schijf gebracht", func(t *testing.T) {
		j := proef(t, haken{})
		conn, err := openSchrijver(filepath.Join(j.map_, bestand))
		require.NoError(t, err)
		for vraag, want := range map[string]int64{"PRAGMA synchronous": 2, "PRAGMA secure_delete": 1, "PRAGMA page_size": 4096, "PRAGMA wal_autocheckpoint": 0} {
			got, err := getal(conn, vraag)
			require.NoError(t, err)
			require.Equal(t, want, got, vraag)
		}
		require.NoError(t, conn.Close())
	})
}

func TestOpenLezen(t *testing.T) {
	j := proef(t, haken{})
	s := storetest.Stream()
	schrijf(t, j, s, es.NoStream, ochtend(), 1, 2)
	l, err := OpenLezen(t.Context(), j.map_, j.o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, l.Sluit()) })

	t.Run("lezen gaat naast een schrijver en toont wat er bij openen was", func(t *testing.T) {
		require.EqualValues(t, 2, l.Kop())
		a := es.Append{Meta: storetest.Meta("x"), Stream: s, Expected: 1, Events: []any{storetest.Met{Soort: "nieuw type", Naam: es.Prive("Jan")}}}
		_, err := j.Append(t.Context(), a)
		require.NoError(t, err)
		require.EqualValues(t, 2, l.Kop())
		require.Len(t, alles(t, l), 2)
		kop, err := l.Ververs(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 3, kop)
		require.Equal(t, alles(t, j), alles(t, l), "also the type that the writer added later")
	})
	t.Run("schrijven en wachten worden geweigerd", func(t *testing.T) {
		_, err := l.Append(t.Context(), es.Append{Meta: storetest.Meta("x"), Stream: s, Expected: 2, Events: noteer(1)})
		require.ErrorIs(t, err, ErrAlleenLezen)
		require.ErrorIs(t, l.Vervang(t.Context(), 1, []byte("{}"), 2), ErrAlleenLezen)
		require.ErrorIs(t, l.WisPersoonsdeel(t.Context(), 3), ErrAlleenLezen)
		_, err = l.Wacht(t.Context(), 0)
		require.ErrorIs(t, err, ErrAlleenLezen)
		require.Len(t, alles(t, j), 3)
	})
}

func TestWacht(t *testing.T) {
	j := proef(t, haken{})
	t.Run("wie op een volgende positie wacht wordt door de commit gewekt", func(t *testing.T) {
		gezien := make(chan es.Position, 3)
		for range 3 {
			go func() {
				p, err := j.Wacht(context.WithoutCancel(t.Context()), 0)
				if err != nil {
					p = -1
				}
				gezien <- p
			}()
		}
		require.Never(t, func() bool { return len(gezien) > 0 }, 20*time.Millisecond, time.Millisecond)
		schrijf(t, j, storetest.Stream(), es.NoStream, ochtend(), 1, 2)
		for range 3 {
			require.EqualValues(t, 2, <-gezien)
		}
		p, err := j.Wacht(t.Context(), 1)
		require.NoError(t, err)
		require.EqualValues(t, 2, p, "what is there already is not waited for")
	})
	t.Run("wie net begint te wachten mist geen commit", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		voor := j.Kop()
		p, err := j.wacht(ctx, voor, func() es.Position { // the commit falls right after the first look
			kop := j.Kop()
			if kop == voor {
				schrijf(t, j, storetest.Stream(), es.NoStream, ochtend(), 1)
			}
			return kop
		})
		require.NoError(t, err)
		require.Equal(t, voor+1, p)
	})
	t.Run("wachten houdt op met de aanvraag", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		_, err := j.Wacht(ctx, j.Kop())
		require.ErrorIs(t, err, context.DeadlineExceeded)
	})
	t.Run("wachten houdt op met het journaal", func(t *testing.T) {
		fout := make(chan error)
		go func() {
			_, err := j.Wacht(context.Background(), 3)
			fout <- err
		}()
		require.NoError(t, j.Sluit())
		require.ErrorIs(t, <-fout, es.ErrStopped)
		_, err := j.Append(t.Context(), es.Append{Meta: storetest.Meta("x"), Stream: storetest.Stream(), Expected: es.NoStream, Events: noteer(1)})
		require.ErrorIs(t, err, es.ErrStopped)
		_, err = j.Read(t.Context(), storetest.Stream())
		require.ErrorIs(t, err, es.ErrStopped)
	})
}

// script runs SQL on the journal file in map_, which nobody has open.
func script(t testing.TB, map_, sql string) {
	conn, err := sqlite.OpenConn(filepath.Join(map_, bestand), sqlite.OpenReadWrite|sqlite.OpenCreate)
	require.NoError(t, err)
	require.NoError(t, voerUit(conn, sql))
	require.NoError(t, conn.Close())
}

// alles returns copies of all events.
func alles(t testing.TB, j *Journaal) (lijst []envelop.Verzegeld) {
	t.Helper()
	require.NoError(t, j.Scan(context.WithoutCancel(t.Context()), 0, j.Kop(), func(v *envelop.Verzegeld) error {
		k := *v
		k.Gebeurtenis = append([]byte(nil), v.Gebeurtenis...)
		lijst = append(lijst, k)
		return nil
	}))
	return lijst
}
