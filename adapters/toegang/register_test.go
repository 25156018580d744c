package toegang

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A klok is a clock that a test sets.
type klok struct {
	mu sync.Mutex
	t  time.Time
}

func (k *klok) nu() time.Time          { k.mu.Lock(); defer k.mu.Unlock(); return k.t }
func (k *klok) verder(d time.Duration) { k.mu.Lock(); defer k.mu.Unlock(); k.t = k.t.Add(d) }

func nieuweKlok() *klok { return &klok{t: time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)} }

func open(t *testing.T, pad string, k *klok) *Register {
	t.Helper()
	r, err := Open(pad, k.nu)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, r.Sluit()) })
	return r
}

func TestTokens(t *testing.T) {
	ctx, k := context.Background(), nieuweKlok()
	pad := filepath.Join(t.TempDir(), "toegang.db")
	r := open(t, pad, k)
	uit, err := r.Geef(ctx, "griffie Arnhem", wie(Griffier, "GM0202", ""), time.Hour)
	require.NoError(t, err)

	t.Run("een uitgegeven token wordt herkend, met rol en gemeente", func(t *testing.T) {
		w, err := r.Herken(uit.Token)
		require.NoError(t, err)
		assert.Equal(t, uit.Wie, w)
		assert.Equal(t, Griffier, w.Rol)
		assert.Equal(t, "GM0202", string(w.Gemeente))
		assert.True(t, r.Geldig(w))
	})
	t.Run("een token heeft een leesbaar begin en 256 willekeurige bits", func(t *testing.T) {
		assert.True(t, strings.HasPrefix(uit.Token, Voorvoegsel+uit.Wie.TokenID+"_"))
		assert.Len(t, strings.TrimPrefix(uit.Token, Voorvoegsel+uit.Wie.TokenID+"_"), 43)
		ander, err := r.Geef(ctx, "x", wie(Auditor, "", ""), time.Hour)
		require.NoError(t, err)
		assert.NotEqual(t, uit.Wie.ID, ander.Wie.ID)
		assert.NotEqual(t, uit.Token[20:], ander.Token[20:])
	})
	t.Run("het bestand bevat het token niet", func(t *testing.T) {
		inhoud, err := os.ReadFile(pad)
		require.NoError(t, err)
		assert.NotContains(t, string(inhoud), uit.Token[len(uit.Token)-43:])
		assert.True(t, bytes.Contains(inhoud, []byte("griffie Arnhem")), "control: the file is read")
	})
	t.Run("een token dat in een teken afwijkt wordt niet herkend", func(t *testing.T) {
		for _, i := range []int{0, len(Voorvoegsel) + 1, len(uit.Token) - 1} {
			fout := []byte(uit.Token)
			fout[i] ^= 1
			_, err := r.Herken(string(fout))
			require.ErrorIs(t, err, ErrOngeldig)
		}
		for _, fout := range []string{"", Voorvoegsel, uit.Token + " ", uit.Token[:len(uit.Token)-1]} {
			_, err := r.Herken(fout)
			require.ErrorIs(t, err, ErrOngeldig)
		}
	})
	t.Run("een token verloopt op het moment zelf", func(t *testing.T) {
		k.verder(time.Hour - time.Millisecond)
		_, err := r.Herken(uit.Token)
		require.NoError(t, err)
		k.verder(time.Millisecond)
		_, err = r.Herken(uit.Token)
		require.ErrorIs(t, err, ErrOngeldig)
		assert.False(t, r.Geldig(uit.Wie))
	})
}

func TestIntrekken(t *testing.T) {
	ctx, k := context.Background(), nieuweKlok()
	pad := filepath.Join(t.TempDir(), "toegang.db")
	r := open(t, pad, k)
	uit, err := r.Geef(ctx, "a", wie(Auditor, "", ""), time.Hour)
	require.NoError(t, err)
	blijft, err := r.Geef(ctx, "b", wie(Auditor, "", ""), time.Hour)
	require.NoError(t, err)

	t.Run("een ander proces ziet een intrekking binnen enkele seconden", func(t *testing.T) {
		ander := open(t, pad, k)
		require.NoError(t, ander.TrekIn(ctx, uit.Wie.TokenID))
		require.Eventually(t, func() bool { _, err := r.Herken(uit.Token); return err != nil }, 5*time.Second, 20*time.Millisecond)
		assert.False(t, r.Geldig(uit.Wie))
	})
	t.Run("een ander token blijft geldig", func(t *testing.T) {
		_, err := r.Herken(blijft.Token)
		require.NoError(t, err)
		assert.True(t, r.Geldig(blijft.Wie))
	})
	t.Run("nog eens intrekken verandert het moment niet", func(t *testing.T) {
		voor, err := r.Lijst(ctx)
		require.NoError(t, err)
		k.verder(time.Minute)
		require.NoError(t, r.TrekIn(ctx, uit.Wie.TokenID))
		na, err := r.Lijst(ctx)
		require.NoError(t, err)
		assert.Equal(t, voor, na)
		require.Len(t, na, 2)
		assert.False(t, na[0].Ingetrokken.IsZero() && na[1].Ingetrokken.IsZero())
	})
	t.Run("een onbekend token is niet in te trekken", func(t *testing.T) {
		require.ErrorIs(t, r.TrekIn(ctx, "bestaatniet"), ErrOnbekend)
	})
}

func TestHouder(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "toegang.db"), nieuweKlok())
	goed := wie(Griffier, "GM0202", "")
	tests := []struct {
		naam string
		wie  Wie
		duur time.Duration
	}{
		{"een griffier zonder gemeente", Wie{Rol: Griffier, Organisatie: "MGR"}, time.Hour},
		{"een griffier met een module", Wie{Rol: Griffier, Organisatie: "MGR", Gemeente: "GM0202", Module: "inkoop"}, time.Hour},
		{"een bestuurscommissie zonder module", Wie{Rol: Bestuurscommissie, Organisatie: "MGR"}, time.Hour},
		{"een bestuurscommissie met een module die er niet is", Wie{Rol: Bestuurscommissie, Organisatie: "MGR", Module: "inkoop+zorg"}, time.Hour},
		{"een bestuurscommissie met haar modules in een andere volgorde", Wie{Rol: Bestuurscommissie, Organisatie: "MGR", Module: "onderwijszaken+inkoop"}, time.Hour},
		{"een bestuurscommissie met een module twee keer", Wie{Rol: Bestuurscommissie, Organisatie: "MGR", Module: "inkoop+inkoop"}, time.Hour},
		{"een integrator met twee modules", Wie{Rol: Integrator, Organisatie: "GM0202", Gemeente: "GM0202", Module: "inkoop+onderwijszaken"}, time.Hour},
		{"een auditor met een gemeente", Wie{Rol: Auditor, Organisatie: "MGR", Gemeente: "GM0202"}, time.Hour},
		{"een integrator zonder module", Wie{Rol: Integrator, Organisatie: "MGR", Gemeente: "GM0202"}, time.Hour},
		{"een rol die niet bestaat", Wie{Rol: "baas", Organisatie: "MGR"}, time.Hour},
		{"wie bij geen organisatie hoort", Wie{Rol: Auditor}, time.Hour},
		{"een token zonder geldigheid", goed, 0},
	}
	for _, tt := range tests {
		t.Run(tt.naam+" krijgt geen token", func(t *testing.T) {
			_, err := r.Geef(context.Background(), "x", tt.wie, tt.duur)
			require.ErrorIs(t, err, ErrHouder)
		})
	}
	t.Run("wie klopt krijgt er een", func(t *testing.T) {
		_, err := r.Geef(context.Background(), "x", goed, time.Hour)
		require.NoError(t, err)
	})
}

func TestNieuwToken(t *testing.T) {
	ctx, k := context.Background(), nieuweKlok()
	pad := filepath.Join(t.TempDir(), "toegang.db")
	server, beheer := open(t, pad, k), open(t, pad, k)
	uit, err := beheer.Geef(ctx, "x", wie(Auditor, "", ""), time.Hour)
	require.NoError(t, err)
	t.Run("wie raadt laat het bestand niet vaker lezen", func(t *testing.T) {
		server.gekeken.Store(time.Now().Add(time.Minute).UnixNano()) // looked only just
		_, err = server.Herken(uit.Token)
		require.ErrorIs(t, err, ErrOngeldig)
	})
	t.Run("een token van een ander proces werkt binnen een ogenblik", func(t *testing.T) {
		server.gekeken.Store(time.Now().Add(-nieuwkomer).UnixNano())
		_, err = server.Herken(uit.Token)
		require.NoError(t, err)
	})
	t.Run("ook voor wie tegelijk komen terwijl er wordt gelezen", func(t *testing.T) {
		for range 20 {
			uit, err := beheer.Geef(ctx, "x", wie(Auditor, "", ""), time.Hour)
			require.NoError(t, err)
			server.gekeken.Store(time.Now().Add(-nieuwkomer).UnixNano())
			var samen sync.WaitGroup
			for range 16 {
				samen.Go(func() {
					_, err := server.Herken(uit.Token)
					assert.NoError(t, err)
				})
			}
			samen.Wait()
		}
	})
}

func TestBestand(t *testing.T) {
	ctx, k := context.Background(), nieuweKlok()
	t.Run("het bestand is alleen voor de eigenaar", func(t *testing.T) {
		pad := filepath.Join(t.TempDir(), "toegang.db")
		open(t, pad, k)
		info, err := os.Stat(pad)
		require.NoError(t, err)
		assert.Zero(t, info.Mode().Perm()&0o077)
	})
	t.Run("een bestand dat anderen kunnen lezen wordt geweigerd", func(t *testing.T) {
		pad := filepath.Join(t.TempDir(), "toegang.db")
		require.NoError(t, os.WriteFile(pad, nil, 0o600))
		require.NoError(t, os.Chmod(pad, 0o640))
		_, err := Open(pad, k.nu)
		require.ErrorIs(t, err, ErrLeesbaar)
	})
	t.Run("een geheim is na heropenen hetzelfde en per naam anders", func(t *testing.T) {
		pad := filepath.Join(t.TempDir(), "toegang.db")
		r, err := Open(pad, k.nu)
		require.NoError(t, err)
		a, err := r.Geheim(ctx, "a")
		require.NoError(t, err)
		b, err := r.Geheim(ctx, "b")
		require.NoError(t, err)
		require.NoError(t, r.Sluit())
		opnieuw, err := open(t, pad, k).Geheim(ctx, "a")
		require.NoError(t, err)
		assert.Equal(t, a, opnieuw)
		assert.NotEqual(t, a, b)
		assert.NotZero(t, a)
	})
	t.Run("na sluiten wordt niets meer uitgegeven", func(t *testing.T) {
		r, err := Open(filepath.Join(t.TempDir(), "toegang.db"), k.nu)
		require.NoError(t, err)
		require.NoError(t, r.Sluit())
		_, err = r.Geef(ctx, "x", wie(Auditor, "", ""), time.Hour)
		require.ErrorIs(t, err, os.ErrClosed)
	})
}
