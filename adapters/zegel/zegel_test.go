package zegel

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
)

func TestSealing(t *testing.T) {
	t.Run("een leeg journaal krijgt een checkpoint over nul gebeurtenissen", func(t *testing.T) {
		z := openZegel(t, t.TempDir(), nieuwNep("a", 0), Opties{})
		_, err := z.Checkpoint()
		require.ErrorIs(t, err, ErrNogNietVerzegeld)
		c, err := z.Verzegel(t.Context())
		require.NoError(t, err)
		assert.EqualValues(t, 0, c.Grootte)
		assert.Equal(t, mustWortel(t, nieuwNep("a", 0)), c.Wortel)
	})

	t.Run("het checkpoint is ondertekend onder de oorsprong en dekt alles wat vastligt", func(t *testing.T) {
		j := nieuwNep("a", 300)
		z := openZegel(t, t.TempDir(), j, Opties{Oorsprong: "kroniek.example/log"})
		_, err := z.Verzegel(t.Context())
		require.NoError(t, err)
		tekst, err := z.Checkpoint()
		require.NoError(t, err)
		v, err := note.NewVerifier(z.Vkey())
		require.NoError(t, err)
		c, err := c2sp.Open(tekst, v)
		require.NoError(t, err)
		assert.Equal(t, c2sp.Checkpoint{Oorsprong: "kroniek.example/log", Grootte: 300, Wortel: mustWortel(t, j)}, c)
		assert.EqualValues(t, 300, z.Verzegeld())
		assert.Equal(t, string(tekst), z.Stand().Checkpoint)
	})

	t.Run("na een herstart gaat het zegel verder waar het was, onder dezelfde sleutel", func(t *testing.T) {
		map_, j := t.TempDir(), nieuwNep("a", 100)
		een, err := Open(t.Context(), map_, j, Opties{})
		require.NoError(t, err)
		_, err = een.Verzegel(t.Context())
		require.NoError(t, err)
		tekst, err := een.Checkpoint()
		require.NoError(t, err)
		require.NoError(t, een.Sluit())

		twee := openZegel(t, map_, j, Opties{})
		weer, err := twee.Checkpoint()
		require.NoError(t, err)
		assert.Equal(t, string(tekst), string(weer))
		assert.Equal(t, een.Vkey(), twee.Vkey())
		j.voegToe(57)
		c, err := twee.Verzegel(t.Context())
		require.NoError(t, err)
		assert.Equal(t, mustWortel(t, j), c.Wortel)
	})

	t.Run("een hoofd dat vlak voor een stroomstoring vastlag, wordt na de herstart ondertekend", func(t *testing.T) {
		map_, j := t.TempDir(), nieuwNep("a", 33)
		een, err := Open(t.Context(), map_, j, Opties{})
		require.NoError(t, err)
		een.mu.Lock()
		require.NoError(t, een.volgHoofd(t.Context(), 33))
		een.mu.Unlock()
		require.NoError(t, een.Sluit())

		twee := openZegel(t, map_, j, Opties{})
		assert.EqualValues(t, 33, twee.Verzegeld())
	})

	t.Run("zonder bruikbare tussenstand wordt de boom van voren af aan berekend", func(t *testing.T) {
		map_, j := t.TempDir(), nieuwNep("a", 70)
		een, err := Open(t.Context(), map_, j, Opties{})
		require.NoError(t, err)
		_, err = een.Verzegel(t.Context())
		require.NoError(t, err)
		require.NoError(t, een.opslag.inTransactie(func() error {
			return een.opslag.doe("UPDATE hoofden SET bereik = zeroblob(length(bereik))", nil)
		}))
		require.NoError(t, een.Sluit())

		twee := openZegel(t, map_, j, Opties{})
		j.voegToe(1)
		c, err := twee.Verzegel(t.Context())
		require.NoError(t, err)
		assert.Equal(t, mustWortel(t, j), c.Wortel)
	})
}

func TestRun(t *testing.T) {
	t.Run("een gebeurtenis is binnen een tussenpoos verzegeld, en er zijn nooit meer checkpoints dan tussenpozen", func(t *testing.T) {
		const tussenpoos = 40 * time.Millisecond
		j := nieuwNep("a", 0)
		z := openZegel(t, t.TempDir(), j, Opties{Tussenpoos: tussenpoos})
		ctx, stop := context.WithCancel(t.Context())
		klaar := make(chan error, 1)
		begin := time.Now()
		go func() { klaar <- z.Run(ctx) }()
		for range 100 {
			j.voegToe(1)
			time.Sleep(2 * time.Millisecond)
		}
		require.Eventually(t, func() bool { return z.Verzegeld() == 100 }, 2*time.Second, kort)
		duur := time.Since(begin)
		stop()
		require.NoError(t, <-klaar)
		n, err := z.opslag.getal("SELECT count(*) FROM checkpoints")
		require.NoError(t, err)
		assert.LessOrEqual(t, n, int64(duur/tussenpoos)+2)
		assert.Greater(t, n, int64(1))
	})

	t.Run("een weigering eindigt de lus met die weigering", func(t *testing.T) {
		j := nieuwNep("a", 10)
		j.rijen[6].Zout[0] ^= 1
		z := openZegel(t, t.TempDir(), j, Opties{})
		require.ErrorIs(t, z.Run(t.Context()), ErrVerschil)
	})
}

func TestKeyFile(t *testing.T) {
	begin := func(t *testing.T) (string, *nepJournaal) {
		map_, j := t.TempDir(), nieuwNep("a", 3)
		z, err := Open(t.Context(), map_, j, Opties{})
		require.NoError(t, err)
		_, err = z.Verzegel(t.Context())
		require.NoError(t, err)
		require.NoError(t, z.Sluit())
		return map_, j
	}
	t.Run("de sleutel is alleen voor de eigenaar", func(t *testing.T) {
		map_, _ := begin(t)
		info, err := os.Stat(filepath.Join(map_, sleutelBestand))
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	})
	for _, rechten := range []os.FileMode{0o640, 0o604, 0o620, 0o602, 0o610, 0o601} {
		t.Run("een sleutel die anderen kunnen lezen of wijzigen wordt geweigerd", func(t *testing.T) {
			map_, j := begin(t)
			require.NoError(t, os.Chmod(filepath.Join(map_, sleutelBestand), rechten))
			_, err := Open(t.Context(), map_, j, Opties{})
			require.ErrorIs(t, err, ErrSleutelLeesbaar)
		})
	}
	t.Run("een sleutel van een andere map wordt geweigerd", func(t *testing.T) {
		map_, j := begin(t)
		ander, _ := begin(t)
		require.NoError(t, os.Rename(filepath.Join(ander, sleutelBestand), filepath.Join(map_, sleutelBestand)))
		_, err := Open(t.Context(), map_, j, Opties{})
		require.ErrorIs(t, err, ErrSleutel)
	})
	t.Run("een andere sleutel met dezelfde naam wordt geweigerd", func(t *testing.T) {
		map_, j := begin(t)
		z, err := Open(t.Context(), map_, j, Opties{})
		require.NoError(t, err)
		naam := z.Oorsprong()
		require.NoError(t, z.Sluit())
		_, _, err = nieuweSleutel(map_, sleutelBestand, naam)
		require.NoError(t, err)
		_, err = Open(t.Context(), map_, j, Opties{})
		require.ErrorIs(t, err, ErrSleutel)
	})
	t.Run("een beschadigde sleutel wordt geweigerd zonder hem te tonen", func(t *testing.T) {
		map_, j := begin(t)
		pad := filepath.Join(map_, sleutelBestand)
		b, err := os.ReadFile(pad)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(pad, b[:len(b)/2], 0o600))
		_, err = Open(t.Context(), map_, j, Opties{})
		require.ErrorIs(t, err, ErrSleutel)
		assert.NotContains(t, err.Error(), string(b[20:30]))
	})
	t.Run("zonder sleutel kan het zegel worden gelezen, maar niet ondertekenen", func(t *testing.T) {
		map_, j := begin(t)
		require.NoError(t, os.Remove(filepath.Join(map_, sleutelBestand)))
		z := openZegel(t, map_, j, Opties{})
		_, err := z.Checkpoint()
		require.NoError(t, err)
		j.voegToe(1)
		_, err = z.Verzegel(t.Context())
		require.ErrorIs(t, err, ErrSleutelOntbreekt)
		require.ErrorIs(t, err, ErrGeweigerd)
	})
	t.Run("een sleutel zonder zegel.db tekent niet: er kan al mee zijn ondertekend", func(t *testing.T) {
		map_, j := begin(t)
		require.NoError(t, os.Remove(filepath.Join(map_, opslagBestand)))
		_, err := Open(t.Context(), map_, j, Opties{})
		require.ErrorIs(t, err, ErrZegelWeg)
	})
	t.Run("een andere oorsprong in de configuratie wordt geweigerd", func(t *testing.T) {
		map_, j := begin(t)
		_, err := Open(t.Context(), map_, j, Opties{Oorsprong: "kroniek.example/anders"})
		require.ErrorIs(t, err, ErrOorsprong)
	})
	for _, naam := range []string{"met spatie", "a+b", "regel\neen", "https://kroniek.example", "kroniek.example/", "\xff"} {
		t.Run("een naam die signed-note niet kent wordt geweigerd", func(t *testing.T) {
			_, err := Open(t.Context(), t.TempDir(), nieuwNep("a", 0), Opties{Oorsprong: naam})
			require.ErrorIs(t, err, ErrOorsprong)
		})
	}
	t.Run("een vreemd bestand onder de naam zegel.db wordt niet aangeraakt", func(t *testing.T) {
		map_ := t.TempDir()
		o, err := openOpslag(filepath.Join(map_, opslagBestand))
		require.NoError(t, err)
		require.NoError(t, o.doe("PRAGMA application_id=7", nil))
		require.NoError(t, o.sluit())
		_, err = Open(t.Context(), map_, nieuwNep("a", 0), Opties{})
		require.ErrorIs(t, err, ErrOpslag)
	})
}

// TestOneRootPerSize lets two seals race on one zegel.db, with histories that
// differ from position 6 on: a stolen folder, a second process, a clone.
func TestOneRootPerSize(t *testing.T) {
	t.Run("twee zegels op een zegel.db tekenen nooit twee wortels bij een grootte", func(t *testing.T) {
		for range 20 {
			map_ := t.TempDir()
			basis := nieuwNep("a", 5)
			z := openZegel(t, map_, basis, Opties{})
			_, err := z.Verzegel(t.Context())
			require.NoError(t, err)

			var mu sync.Mutex
			gezien := map[int64]map[[32]byte]bool{5: {mustWortel(t, basis): true}}
			var wg sync.WaitGroup
			for _, kiem := range []string{"b", "c"} {
				j := nieuwNep("a", 5)
				j.kiem = kiem
				zz := openZegel(t, map_, j, Opties{})
				wg.Go(func() {
					for range 8 {
						j.voegToe(1)
						c, err := zz.Verzegel(t.Context())
						if err != nil {
							assert.ErrorIs(t, err, ErrGeweigerd)
							return
						}
						mu.Lock()
						if gezien[c.Grootte] == nil {
							gezien[c.Grootte] = map[[32]byte]bool{}
						}
						gezien[c.Grootte][c.Wortel] = true
						mu.Unlock()
					}
				})
			}
			wg.Wait()
			require.Greater(t, len(gezien), 1, "nobody signed anything new")
			for n, wortels := range gezien {
				assert.Len(t, wortels, 1, "grootte %d", n)
			}
		}
	})

	t.Run("twee zegels op een journaal nemen elkaars hoofd over", func(t *testing.T) {
		map_, j := t.TempDir(), nieuwNep("a", 5)
		zs := []*Zegel{openZegel(t, map_, j, Opties{}), nil}
		zs[1] = openZegel(t, map_, j, Opties{})
		var wg sync.WaitGroup
		for _, z := range zs {
			wg.Go(func() {
				for range 20 {
					j.voegToe(1)
					_, err := z.Verzegel(t.Context())
					assert.NoError(t, err)
				}
			})
		}
		wg.Wait()
		for _, z := range zs {
			c, err := z.Verzegel(t.Context())
			require.NoError(t, err)
			assert.Equal(t, mustWortel(t, j), c.Wortel)
		}
	})

	t.Run("controle: zonder vergelijken en wisselen tekent het tweede zegel een andere wortel", func(t *testing.T) {
		map_ := t.TempDir()
		j1, j2 := nieuwNep("a", 5), nieuwNep("b", 5)
		een, twee := openZegel(t, map_, j1, Opties{}), openZegel(t, map_, j2, Opties{})
		c1, err := een.Verzegel(t.Context())
		require.NoError(t, err)
		// What the compare-and-swap keeps from happening: the head is overwritten blindly.
		require.NoError(t, twee.opslag.inTransactie(func() error {
			return twee.opslag.doe("UPDATE hoofden SET grootte = -1, wortel = zeroblob(32), checkpoint = NULL", nil)
		}))
		c2, err := twee.Verzegel(t.Context())
		require.NoError(t, err)
		assert.Equal(t, c1.Grootte, c2.Grootte)
		assert.NotEqual(t, c1.Wortel, c2.Wortel)
	})
}

func TestThinning(t *testing.T) {
	t.Run("de nieuwste 256 checkpoints blijven, en van de oudere het laatste per 256 posities", func(t *testing.T) {
		j := nieuwNep("a", 0)
		z := openZegel(t, t.TempDir(), j, Opties{})
		for range 700 {
			_, err := z.Verzegel(t.Context())
			require.NoError(t, err)
			j.voegToe(1)
		}
		var groottes []int64
		lijst, err := z.opslag.checkpoints(1)
		require.NoError(t, err)
		for _, c := range lijst {
			groottes = append(groottes, c.Grootte)
		}
		want := []int64{0, 256}
		for n := int64(444); n <= 699; n++ {
			want = append(want, n)
		}
		assert.Equal(t, want, groottes)
	})
}

func mustWortel(t testing.TB, j *nepJournaal) [32]byte {
	t.Helper()
	h, err := tlog.TreeHash(int64(len(j.rijen)), j)
	require.NoError(t, err)
	return h
}
