package zegel

import (
	"context"
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
		require.NoError(t, een.volgHoofd(t.Context(), 33, nil))
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
		require.Eventually(t, func() bool { return z.Verzegeld() == 100 }, 20*time.Second, kort)
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
