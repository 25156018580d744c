package toegang

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSessies(t *testing.T) {
	ctx, k := context.Background(), nieuweKlok()
	r := open(t, filepath.Join(t.TempDir(), "toegang.db"), k)
	duur := Sessieduur{Rust: 30 * time.Minute, Totaal: 10 * time.Hour}
	s := NieuweSessies(r, k.nu, duur)
	code, err := r.Code(ctx, VanPersoon(uitgever, "a"))
	require.NoError(t, err)
	w, err := r.Koppel(ctx, "secretaris", wie(Bestuurssecretaris, "", ""), code, 30*24*time.Hour)
	require.NoError(t, err)
	begin := func(t *testing.T) string {
		id, err := s.Begin(w, "het id-token")
		require.NoError(t, err)
		return id
	}

	t.Run("een sessie wordt herkend, met een eigen openbaar id dat haar niet opent", func(t *testing.T) {
		id := begin(t)
		x, err := s.Herken(id)
		require.NoError(t, err)
		assert.Equal(t, w.ID, x.ID)
		assert.True(t, s.Open(x.Sessie))
		_, err = s.Herken(x.Sessie)
		require.ErrorIs(t, err, ErrOngeldig)
	})
	t.Run("een geraden sessie wordt niet herkend", func(t *testing.T) {
		id := begin(t)
		for _, fout := range []string{"", id + "x", id[1:]} {
			_, err := s.Herken(fout)
			require.ErrorIs(t, err, ErrOngeldig)
		}
	})
	t.Run("afmelden sluit haar voorgoed en geeft het id-token een keer terug", func(t *testing.T) {
		id := begin(t)
		assert.Equal(t, "het id-token", s.Eindig(id))
		assert.Empty(t, s.Eindig(id))
		_, err := s.Herken(id)
		require.ErrorIs(t, err, ErrOngeldig)
	})
	t.Run("na een half uur rust is zij voorbij, en elk verzoek daarvoor telt opnieuw", func(t *testing.T) {
		id := begin(t)
		for range 3 {
			k.verder(duur.Rust - time.Second)
			_, err := s.Herken(id)
			require.NoError(t, err)
		}
		k.verder(duur.Rust)
		_, err := s.Herken(id)
		require.ErrorIs(t, err, ErrOngeldig)
	})
	t.Run("na tien uur is zij voorbij, hoe druk ook", func(t *testing.T) {
		id := begin(t)
		for range 39 {
			k.verder(15 * time.Minute)
			_, err := s.Herken(id)
			require.NoError(t, err)
		}
		k.verder(15 * time.Minute)
		_, err := s.Herken(id)
		require.ErrorIs(t, err, ErrOngeldig)
	})
	t.Run("wie te veel sessies opent, verliest de oudste", func(t *testing.T) {
		eerste := begin(t)
		k.verder(time.Second)
		for range maxSessiesElk - 1 {
			begin(t)
		}
		_, err := s.Herken(eerste)
		require.NoError(t, err, "tot en met het aantal dat mag")
		begin(t)
		_, err = s.Herken(eerste)
		require.ErrorIs(t, err, ErrOngeldig)
	})
	t.Run("een ingetrokken koppeling sluit de sessies van wie haar had", func(t *testing.T) {
		id := begin(t)
		require.NoError(t, r.TrekIn(ctx, w.TokenID))
		_, err := s.Herken(id)
		require.ErrorIs(t, err, ErrOngeldig)
	})
}

func TestSessiesConcurrent(t *testing.T) {
	k := nieuweKlok()
	r := open(t, filepath.Join(t.TempDir(), "toegang.db"), k)
	s := NieuweSessies(r, k.nu, StandaardSessieduur())
	u, err := r.Geef(context.Background(), "x", wie(Auditor, "", ""), time.Hour)
	require.NoError(t, err)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			id, err := s.Begin(u.Wie, "")
			assert.NoError(t, err)
			_, err = s.Herken(id)
			assert.NoError(t, err)
			s.Eindig(id)
			_, err = s.Herken(id)
			assert.ErrorIs(t, err, ErrOngeldig)
		})
	}
	wg.Wait()
}

func TestSessiekoekje(t *testing.T) {
	veilig := httptest.NewRequest(http.MethodGet, "https://kantoor.example/", nil)
	veilig.TLS = &tls.ConnectionState{}
	achter := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/", nil)
	achter = achter.WithContext(AchterTLS(t.Context()))
	lokaal := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/", nil)
	for naam, r := range map[string]*http.Request{"met TLS": veilig, "achter een proxy met TLS": achter, "zonder TLS": lokaal} {
		t.Run(naam+" komt terug wat is gezet, onleesbaar voor scripts en alleen voor deze site", func(t *testing.T) {
			rec := httptest.NewRecorder()
			ZetSessiekoekje(rec, r, "abc")
			k := rec.Result().Cookies()[0]
			assert.True(t, k.HttpOnly)
			assert.Equal(t, http.SameSiteStrictMode, k.SameSite)
			assert.Equal(t, r != lokaal, k.Secure)
			assert.Equal(t, r != lokaal, strings.HasPrefix(k.Name, "__Host-"))
			assert.Empty(t, k.Domain)
			r := r.Clone(r.Context())
			r.AddCookie(k)
			assert.Equal(t, "abc", Sessiekoekje(r))
			r.AddCookie(&http.Cookie{Name: k.Name, Value: "ander"})
			assert.Empty(t, Sessiekoekje(r), "twee koekjes van een naam: niet duidelijk welk")
		})
	}
	t.Run("een koekje dat zonder TLS is gezet, telt niet over TLS", func(t *testing.T) {
		r := veilig.Clone(t.Context())
		r.AddCookie(&http.Cookie{Name: koekjeLokaal, Value: "abc"})
		assert.Empty(t, Sessiekoekje(r))
	})
}

func TestEigenSessies(t *testing.T) {
	ctx, k := context.Background(), nieuweKlok()
	r := open(t, filepath.Join(t.TempDir(), "toegang.db"), k)
	s := NieuweSessies(r, k.nu, Sessieduur{Rust: 30 * time.Minute, Totaal: 10 * time.Hour})
	wie := func(rol Rol, module string) Wie {
		u, err := r.Geef(ctx, "x", wie(rol, "", module), 30*24*time.Hour)
		require.NoError(t, err)
		return u.Wie
	}
	een, ander := wie(Auditor, ""), wie(Beheerder, "")
	begin := func(w Wie) string {
		id, err := s.Begin(w, "")
		require.NoError(t, err)
		k.verder(time.Minute)
		return id
	}
	eerste, tweede := begin(een), begin(een)
	begin(ander)
	lijst := s.Van(een.ID)
	require.Len(t, lijst, 2)
	t.Run("de nieuwste staat boven, met sinds wanneer en tot wanneer", func(t *testing.T) {
		assert.Equal(t, time.Minute, lijst[0].Begin.Sub(lijst[1].Begin))
		assert.Equal(t, 10*time.Hour, lijst[0].Verloopt.Sub(lijst[0].Begin))
		assert.Equal(t, Auditor, lijst[0].Rol)
	})
	t.Run("alleen wie haar heeft beëindigt een sessie, en alleen op haar openbare id", func(t *testing.T) {
		assert.False(t, s.EindigVan(ander.ID, lijst[1].ID))
		assert.False(t, s.EindigVan(een.ID, eerste))
		assert.True(t, s.EindigVan(een.ID, lijst[1].ID))
		assert.False(t, s.EindigVan(een.ID, lijst[1].ID))
		_, err := s.Herken(eerste)
		require.ErrorIs(t, err, ErrOngeldig)
		_, err = s.Herken(tweede)
		require.NoError(t, err)
		assert.Len(t, s.Van(ander.ID), 1)
	})
	t.Run("wat voorbij of ingetrokken is staat er niet bij", func(t *testing.T) {
		require.NoError(t, r.TrekIn(ctx, een.TokenID))
		assert.Empty(t, s.Van(een.ID))
		assert.Len(t, s.Van(ander.ID), 1)
		k.verder(30 * time.Minute)
		assert.Empty(t, s.Van(ander.ID))
	})
}
