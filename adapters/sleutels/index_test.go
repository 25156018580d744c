package sleutels_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

const (
	ene, andere = es.Stream("leerplichtdossier-0190a0b0-0001-89ad-b105-cf9887382a94"), es.Stream("verzuimmelding-0190a0b0-0001-89ad-b105-cf9887382a95")
	onderwijs   = "onderwijszaken"
)

var iemand = sleutels.Nummer{Soort: "bsn", Waarde: "999990019"}

func mapinhoud(t *testing.T, dir string) (alles []byte) {
	t.Helper()
	bestanden, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, b := range bestanden {
		alles = append(alles, inhoud(t, filepath.Join(dir, b.Name()))...)
	}
	return alles
}

func TestIndex(t *testing.T) {
	boven, ctx := t, t.Context()
	pad := filepath.Join(t.TempDir(), "sleutels.db")
	k := open(t, pad)
	p, err := k.LegVast(ctx, onderwijs, iemand, ene)
	require.NoError(t, err)
	t.Run("dezelfde persoon is binnen een module altijd dezelfde, en in een andere module een ander", func(t *testing.T) {
		weer, err := k.LegVast(ctx, onderwijs, iemand, andere)
		require.NoError(t, err)
		assert.Equal(t, p, weer)
		elders, err := k.LegVast(ctx, "werkgeversservicepunt", iemand, "kandidaat-0190a0b0-0001-89ad-b105-cf9887382a96")
		require.NoError(t, err)
		assert.NotEqual(t, p, elders)
		nummer, err := k.LegVast(ctx, onderwijs, sleutels.Nummer{Soort: "onderwijsnummer", Waarde: iemand.Waarde}, "doorstroompunt-0190a0b0-0001-89ad-b105-cf9887382a97")
		require.NoError(t, err)
		assert.NotEqual(t, p, nummer, "the same digits of another kind are somebody else")
	})
	t.Run("ook de blinde vorm van een nummer verschilt per module, zodat twee modules niet te vergelijken zijn", func(t *testing.T) {
		conn, err := sqlite.OpenConn(pad, sqlite.OpenReadOnly)
		require.NoError(t, err)
		blind := map[string]int{}
		require.NoError(t, sqlitex.Execute(conn, "SELECT hex(blind) FROM personen", &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
			blind[s.ColumnText(0)]++
			return nil
		}}))
		require.NoError(t, conn.Close())
		assert.Len(t, blind, 3, "one number in two modules, and one of another kind")
	})
	t.Run("zoeken vindt alleen in de gevraagde module, ook na heropenen", func(t *testing.T) {
		require.NoError(t, k.Sluit())
		k = open(boven, pad)
		wie, ok, err := k.ZoekPersoon(ctx, onderwijs, iemand)
		require.NoError(t, err)
		require.True(t, ok)
		assert.Equal(t, sleutels.Persoon{Pseudoniem: p, Dossiers: []es.Stream{ene, andere}}, wie)
		_, ok, err = k.ZoekPersoon(ctx, "inkoop", iemand)
		require.NoError(t, err)
		assert.False(t, ok)
	})
	t.Run("wie geen nummer heeft krijgt een pseudoniem dat blijft en niemand anders heeft", func(t *testing.T) {
		los := es.Stream("boventallige-0190a0b0-0001-89ad-b105-cf9887382a98")
		a, err := k.Dossierpseudoniem(ctx, los)
		require.NoError(t, err)
		b, err := k.Dossierpseudoniem(ctx, los)
		require.NoError(t, err)
		assert.Equal(t, a, b)
		c, err := k.Dossierpseudoniem(ctx, ene)
		require.NoError(t, err)
		assert.Equal(t, p, c)
		assert.NotEqual(t, a, c)
	})
	t.Run("in de kluis staat geen nummer, en een afdruk toont er geen", func(t *testing.T) {
		alles := mapinhoud(t, filepath.Dir(pad))
		assert.NotContains(t, string(alles), iemand.Waarde)
		assert.Contains(t, string(alles), string(ene), "control: what is readable is found")
		for _, vorm := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			assert.Equal(t, "[persoonsnummer]", fmt.Sprintf(vorm, iemand))
		}
	})
}

func TestIndexVernietigt(t *testing.T) {
	ctx := t.Context()
	pad := filepath.Join(t.TempDir(), "sleutels.db")
	k := open(t, pad)
	s, err := k.Neem(ctx)
	require.NoError(t, err)
	p, err := k.LegVast(ctx, onderwijs, iemand, ene)
	require.NoError(t, err)
	_, err = k.LegVast(ctx, onderwijs, iemand, andere)
	require.NoError(t, err)
	require.True(t, bytes.Contains(mapinhoud(t, filepath.Dir(pad)), p[:]), "control: the pseudonym is found while it is there")

	t.Run("een afgebroken vernietiging doet niets", func(t *testing.T) {
		af, stop := context.WithCancel(ctx)
		stop()
		_, _, err := k.VernietigMetIndex(af, [][16]byte{s.ID}, []es.Stream{ene})
		require.ErrorIs(t, err, context.Canceled)
		_, ok, err := k.ZoekPersoon(ctx, onderwijs, iemand)
		require.NoError(t, err)
		assert.True(t, ok)
	})
	t.Run("met een dossier minder blijft de persoon voor het andere bekend", func(t *testing.T) {
		weg, rijen, err := k.VernietigMetIndex(ctx, [][16]byte{s.ID}, []es.Stream{ene})
		require.NoError(t, err)
		assert.Equal(t, []int{1, 1}, []int{weg, rijen})
		wie, ok, err := k.ZoekPersoon(ctx, onderwijs, iemand)
		require.NoError(t, err)
		assert.True(t, ok)
		assert.Equal(t, []es.Stream{andere}, wie.Dossiers)
		_, err = k.Geef(ctx, s.ID)
		require.ErrorIs(t, err, sleutels.ErrVernietigd)
	})
	t.Run("met het laatste dossier gaat de persoon, en blijft er geen byte van staan", func(t *testing.T) {
		_, rijen, err := k.VernietigMetIndex(ctx, nil, []es.Stream{andere})
		require.NoError(t, err)
		assert.Equal(t, 2, rijen)
		_, ok, err := k.ZoekPersoon(ctx, onderwijs, iemand)
		require.NoError(t, err)
		assert.False(t, ok)
		alles := mapinhoud(t, filepath.Dir(pad))
		assert.False(t, bytes.Contains(alles, p[:]))
		assert.False(t, bytes.Contains(alles, []byte(ene)) || bytes.Contains(alles, []byte(andere)))
	})
	t.Run("nog eens vernietigen is geen fout, en wie terugkomt is een ander", func(t *testing.T) {
		_, rijen, err := k.VernietigMetIndex(ctx, nil, []es.Stream{ene, andere})
		require.NoError(t, err)
		assert.Zero(t, rijen)
		nieuw, err := k.LegVast(ctx, onderwijs, iemand, ene)
		require.NoError(t, err)
		assert.NotEqual(t, p, nieuw)
	})
}

func TestIndexCorrectie(t *testing.T) {
	ctx := t.Context()
	k := open(t, filepath.Join(t.TempDir(), "sleutels.db"))
	fout, err := k.LegVast(ctx, onderwijs, iemand, ene)
	require.NoError(t, err)
	goed, err := k.LegVast(ctx, onderwijs, sleutels.Nummer{Soort: "bsn", Waarde: "999990020"}, ene)
	require.NoError(t, err)
	require.NotEqual(t, fout, goed)
	require.NoError(t, k.SluitAan(ctx, andere, ene))
	ps, err := k.PersonenVan(ctx, andere)
	require.NoError(t, err)
	require.Len(t, ps, 2, "control: both numbers are there")
	require.NoError(t, k.Behoud(ctx, ene, goed))
	require.NoError(t, k.Behoud(ctx, andere, goed))
	_, ok, err := k.ZoekPersoon(ctx, onderwijs, iemand)
	require.NoError(t, err)
	assert.False(t, ok, "nobody has the wrong number any more")
	ps, err = k.PersonenVan(ctx, ene)
	require.NoError(t, err)
	assert.Equal(t, []sleutels.Persoon{{Pseudoniem: goed, Dossiers: []es.Stream{ene, andere}}}, ps)
}

func TestIndexOfAnOlderStore(t *testing.T) {
	ctx := t.Context()
	pad := filepath.Join(t.TempDir(), "sleutels.db")
	k := open(t, pad)
	s, err := k.Neem(ctx)
	require.NoError(t, err)
	vol, err := k.IndexVolledig(ctx)
	require.NoError(t, err)
	require.True(t, vol, "a new store has nothing to catch up with")
	require.NoError(t, k.Sluit())
	for _, q := range []string{"DROP TABLE indexsleutels", "DROP TABLE personen", "DROP TABLE dossiers", "DROP TABLE indexstand", "PRAGMA user_version = 1"} {
		voer(t, pad, q)
	}
	_, err = sleutels.Open(pad, [32]byte{9})
	require.ErrorIs(t, err, sleutels.ErrKEK, "with a wrong key nothing is extended")
	k = open(t, pad)
	vol, err = k.IndexVolledig(ctx)
	require.NoError(t, err)
	require.False(t, vol)
	terug, err := k.Geef(ctx, s.ID)
	require.NoError(t, err)
	require.True(t, s == terug)
	require.NoError(t, k.MerkVolledig(ctx))
	require.NoError(t, k.Sluit())
	vol, err = open(t, pad).IndexVolledig(ctx)
	require.NoError(t, err)
	require.True(t, vol)
}

// TestIndexAgainstAMap holds the index against a plain map, over random openings,
// corrections and destructions.
func TestIndexAgainstAMap(t *testing.T) {
	k := open(t, filepath.Join(t.TempDir(), "sleutels.db"))
	ctx := context.Background()
	ronde := 0
	rapid.Check(t, func(t *rapid.T) {
		ronde++
		module := fmt.Sprint("module-", ronde)
		van := map[string][]es.Stream{}
		for range rapid.IntRange(1, 25).Draw(t, "stappen") {
			nummer := rapid.StringMatching("[1-3]").Draw(t, "nummer")
			stroom := es.Stream(fmt.Sprintf("s-%d-%d", ronde, rapid.IntRange(1, 6).Draw(t, "stroom")))
			if rapid.IntRange(0, 3).Draw(t, "soort") == 0 {
				_, _, err := k.VernietigMetIndex(ctx, nil, []es.Stream{stroom})
				require.NoError(t, err)
				for n := range van {
					van[n] = slices.DeleteFunc(van[n], func(s es.Stream) bool { return s == stroom })
				}
				continue
			}
			_, err := k.LegVast(ctx, module, sleutels.Nummer{Soort: "bsn", Waarde: nummer}, stroom)
			require.NoError(t, err)
			if !slices.Contains(van[nummer], stroom) {
				van[nummer] = append(van[nummer], stroom)
				slices.Sort(van[nummer])
			}
		}
		for _, nummer := range []string{"1", "2", "3"} {
			wie, ok, err := k.ZoekPersoon(ctx, module, sleutels.Nummer{Soort: "bsn", Waarde: nummer})
			require.NoError(t, err)
			require.Equal(t, len(van[nummer]) > 0, ok)
			require.Equal(t, append([]es.Stream{}, van[nummer]...), append([]es.Stream{}, wie.Dossiers...))
		}
	})
}

func TestIndexManyAtOnce(t *testing.T) {
	ctx := t.Context()
	pad := filepath.Join(t.TempDir(), "sleutels.db")
	k := open(t, pad)
	var wg sync.WaitGroup
	uit := make([]sleutels.Pseudoniem, 200)
	for i := range uit {
		wg.Go(func() {
			var err error
			uit[i], err = k.LegVast(ctx, onderwijs, sleutels.Nummer{Soort: "bsn", Waarde: fmt.Sprint(i % 50)}, es.Stream(fmt.Sprint("s-", i)))
			assert.NoError(t, err)
		})
	}
	wg.Wait()
	for i := range uit {
		assert.Equal(t, uit[i%50], uit[i])
		assert.NotZero(t, uit[i])
	}
	require.NoError(t, k.Sluit())
	_, err := k.LegVast(ctx, onderwijs, iemand, ene)
	require.ErrorIs(t, err, es.ErrStopped)
	_, _, err = k.ZoekPersoon(ctx, onderwijs, iemand)
	require.ErrorIs(t, err, es.ErrStopped)
}
