package sleutels_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

var kek = [32]byte{1, 2, 3}

func open(t *testing.T, pad string) *sleutels.Kluis {
	t.Helper()
	k, err := sleutels.Open(pad, kek)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, k.Sluit()) })
	return k
}

func TestNeemAndGeef(t *testing.T) {
	ctx := t.Context()
	t.Run("een genomen sleutel komt na heropenen terug zoals hij was", func(t *testing.T) {
		pad := filepath.Join(t.TempDir(), "sleutels.db")
		k := open(t, pad)
		s, err := k.Neem(ctx)
		require.NoError(t, err)
		require.NoError(t, k.Sluit())
		terug, err := open(t, pad).Geef(ctx, s.ID)
		require.NoError(t, err)
		assert.True(t, s == terug)
		assert.NotZero(t, s.Geheim)
	})
	t.Run("elke sleutel wordt een keer uitgegeven, ook aan velen tegelijk", func(t *testing.T) {
		k := open(t, filepath.Join(t.TempDir(), "sleutels.db"))
		var mu sync.Mutex
		gezien := map[[16]byte]bool{}
		geheimen := map[[32]byte]bool{}
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for range 500 {
					s, err := k.Neem(ctx)
					if !assert.NoError(t, err) {
						return
					}
					mu.Lock()
					gezien[s.ID], geheimen[s.Geheim] = true, true
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		assert.Len(t, gezien, 4000)
		assert.Len(t, geheimen, 4000)
	})
	t.Run("een onbekende sleutel is vernietigd of nooit gemaakt", func(t *testing.T) {
		_, err := open(t, filepath.Join(t.TempDir(), "sleutels.db")).Geef(ctx, [16]byte{9})
		require.ErrorIs(t, err, sleutels.ErrVernietigd)
	})
	t.Run("wie niet langer wacht krijgt dat te horen", func(t *testing.T) {
		af, stop := context.WithCancel(ctx)
		stop()
		_, err := open(t, filepath.Join(t.TempDir(), "sleutels.db")).Neem(af)
		require.ErrorIs(t, err, context.Canceled)
	})
}

func TestPoolOfAnEarlierRun(t *testing.T) {
	ctx := t.Context()
	pad := filepath.Join(t.TempDir(), "sleutels.db")
	k := open(t, pad)
	eerste, err := k.Neem(ctx)
	require.NoError(t, err)
	n, err := k.Aantal(ctx)
	require.NoError(t, err)
	require.Greater(t, n, 1, "de voorraad staat al op schijf")
	require.NoError(t, k.Sluit())

	t.Run("openen alleen schrijft geen sleutels", func(t *testing.T) {
		k := open(t, pad)
		m, err := k.Aantal(ctx)
		require.NoError(t, err)
		assert.Equal(t, n, m)
		require.NoError(t, k.Sluit())
	})
	t.Run("wat overbleef blijft staan en wordt niet meer uitgegeven", func(t *testing.T) {
		oud := alleIDs(t, pad)
		require.Len(t, oud, n)
		require.Contains(t, oud, eerste.ID)
		k := open(t, pad)
		for range 2 * n {
			s, err := k.Neem(ctx)
			require.NoError(t, err)
			require.NotContains(t, oud, s.ID)
		}
		for id := range oud {
			_, err := k.Geef(ctx, id)
			require.NoError(t, err)
		}
	})
}

func TestWrappingKey(t *testing.T) {
	t.Run("een verkeerde inpaksleutel wordt bij het openen geweigerd", func(t *testing.T) {
		pad := filepath.Join(t.TempDir(), "sleutels.db")
		k := open(t, pad)
		require.NoError(t, k.Sluit())
		for bit := range 256 {
			ander := kek
			ander[bit/8] ^= 1 << (bit % 8)
			_, err := sleutels.Open(pad, ander)
			require.ErrorIs(t, err, sleutels.ErrKEK)
		}
	})
	t.Run("een bestand dat geen kluis is wordt geweigerd en niet veranderd", func(t *testing.T) {
		pad := filepath.Join(t.TempDir(), "sleutels.db")
		voer(t, pad, "CREATE TABLE iets (x)")
		voor := inhoud(t, pad)
		_, err := sleutels.Open(pad, kek)
		require.ErrorIs(t, err, sleutels.ErrBeschadigd)
		assert.Equal(t, voor, inhoud(t, pad))
	})
	t.Run("een kluis van een latere versie wordt geweigerd", func(t *testing.T) {
		pad := filepath.Join(t.TempDir(), "sleutels.db")
		require.NoError(t, open(t, pad).Sluit())
		voer(t, pad, "PRAGMA user_version = 3")
		_, err := sleutels.Open(pad, kek)
		require.ErrorIs(t, err, sleutels.ErrBeschadigd)
	})
	t.Run("de kluis is alleen leesbaar voor de eigenaar", func(t *testing.T) {
		pad := filepath.Join(t.TempDir(), "sleutels.db")
		require.NoError(t, open(t, pad).Sluit())
		info, err := os.Stat(pad)
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	})
	t.Run("een verwisselde of veranderde rij wordt nooit een sleutel", func(t *testing.T) {
		pad := filepath.Join(t.TempDir(), "sleutels.db")
		k := open(t, pad)
		a, err := k.Neem(t.Context())
		require.NoError(t, err)
		b, err := k.Neem(t.Context())
		require.NoError(t, err)
		require.NoError(t, k.Sluit())
		voer(t, pad, "UPDATE sleutels SET ingepakt = (SELECT ingepakt FROM sleutels WHERE id = ?) WHERE id = ?", a.ID[:], b.ID[:])
		_, err = open(t, pad).Geef(t.Context(), b.ID)
		require.ErrorIs(t, err, sleutels.ErrBeschadigd)
	})
}

func TestClosedStore(t *testing.T) {
	ctx := t.Context()
	k := open(t, filepath.Join(t.TempDir(), "sleutels.db"))
	s, err := k.Neem(ctx)
	require.NoError(t, err)
	require.NoError(t, k.Sluit())
	require.NoError(t, k.Sluit(), "tweemaal sluiten mag")
	_, err = k.Neem(ctx)
	require.ErrorIs(t, err, es.ErrStopped)
	_, err = k.Geef(ctx, s.ID)
	require.ErrorIs(t, err, es.ErrStopped)
	_, err = k.Vernietig(ctx, s.ID)
	require.ErrorIs(t, err, es.ErrStopped)
	_, err = k.Aantal(ctx)
	require.ErrorIs(t, err, es.ErrStopped)
	require.ErrorIs(t, k.Vul(ctx), es.ErrStopped)
}

// TestCommittedBeforeUse reads the file through another connection at the moment
// a key is handed out: it must be there already.
func TestCommittedBeforeUse(t *testing.T) {
	pad := filepath.Join(t.TempDir(), "sleutels.db")
	k := open(t, pad)
	for range 3000 {
		s, err := k.Neem(t.Context())
		require.NoError(t, err)
		if s.ID[0] < 4 { // a sample: reading the file takes longer than taking a key
			require.Contains(t, alleIDs(t, pad), s.ID)
		}
	}
}

func TestStopsAfterAFailedWrite(t *testing.T) {
	pad := filepath.Join(t.TempDir(), "sleutels.db")
	k := open(t, pad)
	s, err := k.Neem(t.Context())
	require.NoError(t, err)
	voer(t, pad, "DROP TABLE sleutels")
	for err == nil {
		_, err = k.Neem(t.Context())
	}
	require.ErrorIs(t, err, es.ErrStopped)
	_, err = k.Vernietig(t.Context(), s.ID)
	require.ErrorIs(t, err, es.ErrStopped)
}

func TestKopieer(t *testing.T) {
	ctx := t.Context()
	map_ := t.TempDir()
	k := open(t, filepath.Join(map_, "sleutels.db"))
	s, err := k.Neem(ctx)
	require.NoError(t, err)
	w, err := k.Neem(ctx)
	require.NoError(t, err)
	_, err = k.Vernietig(ctx, w.ID)
	require.NoError(t, err)
	naar := filepath.Join(map_, "kopie.db")
	require.NoError(t, k.Kopieer(ctx, naar))
	info, err := os.Stat(naar)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	kopie := open(t, naar)
	terug, err := kopie.Geef(ctx, s.ID)
	require.NoError(t, err)
	assert.True(t, s == terug)
	_, err = kopie.Geef(ctx, w.ID)
	require.ErrorIs(t, err, sleutels.ErrVernietigd)
	require.ErrorIs(t, k.Kopieer(ctx, naar), os.ErrExist, "een kopie schrijft nergens overheen")
}

func BenchmarkNeem(b *testing.B) {
	k, err := sleutels.Open(filepath.Join(b.TempDir(), "sleutels.db"), kek)
	require.NoError(b, err)
	require.NoError(b, k.Vul(b.Context()))
	b.ReportAllocs()
	var langst time.Duration
	for b.Loop() {
		begin := time.Now()
		if _, err := k.Neem(b.Context()); err != nil {
			b.Fatal(err)
		}
		langst = max(langst, time.Since(begin))
	}
	b.ReportMetric(float64(langst.Microseconds()), "µs/langste")
	require.NoError(b, k.Sluit())
}

func BenchmarkGeef(b *testing.B) {
	k, err := sleutels.Open(filepath.Join(b.TempDir(), "sleutels.db"), kek)
	require.NoError(b, err)
	var ids [][16]byte
	for range 20000 {
		s, err := k.Neem(b.Context())
		require.NoError(b, err)
		ids = append(ids, s.ID)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := k.Geef(b.Context(), ids[i%len(ids)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
	require.NoError(b, k.Sluit())
}
