package aanmelding

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	zitadel "github.com/zitadel/oidc/v3/pkg/oidc"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// afmelding returns the claims of a logout token as zitadel's library makes them.
func (v *valsaard) afmelding(onderwerp, sid string) (uit map[string]any) {
	b, err := json.Marshal(zitadel.NewLogoutTokenClaims(v.URL, onderwerp, zitadel.Audience{clientID}, time.Now().Add(2*time.Minute), "id-1", sid, 0))
	require.NoError(v.t, err)
	require.NoError(v.t, json.Unmarshal(b, &uit))
	return uit
}

// tekenAls signs claims under a header with this typ.
func (v *valsaard) tekenAls(typ string, k *ecdsa.PrivateKey, c map[string]any) string {
	deel := func(w any) string {
		b, err := json.Marshal(w)
		require.NoError(v.t, err)
		return base64.RawURLEncoding.EncodeToString(b)
	}
	tekst := deel(map[string]any{"alg": "ES256", "kid": "k1", "typ": typ}) + "." + deel(c)
	h := sha256.Sum256([]byte(tekst))
	r, s, err := ecdsa.Sign(rand.Reader, k, h[:])
	require.NoError(v.t, err)
	return tekst + "." + base64.RawURLEncoding.EncodeToString(append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...))
}

func TestAfmeldenVanuitDeAanbieder(t *testing.T) {
	var gelogd []Feit
	var stuk error
	v := nieuweValsaard(t)
	b := begin(t, func(o *Opties) {
		o.Uitgever = v.URL
		o.Gelogd = func(_ *http.Request, f Feit) error { gelogd = append(gelogd, f); return stuk }
	})
	for _, wie := range []string{"secretaris", "ander"} {
		code, err := b.register.Code(t.Context(), toegang.VanPersoon(v.URL, wie))
		require.NoError(t, err)
		_, err = b.register.Koppel(t.Context(), wie, toegang.Wie{Rol: toegang.Auditor, Organisatie: "MGR"}, code, time.Hour)
		require.NoError(t, err)
	}
	aan := func(wie, sid string) browser {
		v.token = func(c map[string]any) string {
			return v.teken("k1", v.sleutel, met(c, map[string]any{"sub": wie, "sid": sid}))
		}
		br := b.browser()
		require.Equal(t, http.StatusOK, br.ga(b.kantoor.URL+"/aanmelden").status)
		return br
	}
	zeg := func(token string) int {
		return b.browser().lees(http.PostForm(b.kantoor.URL+achterompad, url.Values{"logout_token": {token}})).status
	}
	leeft := func(br browser) bool { return br.ga(b.kantoor.URL+standpad).status == http.StatusOK }
	teken := func(c map[string]any) string { return v.tekenAls("logout+jwt", v.sleutel, c) }

	een, twee, ander := aan("secretaris", "s1"), aan("secretaris", "s2"), aan("ander", "s3")
	t.Run("wat geen afmelding van de aanbieder voor dit kantoor is, beëindigt niets en staat in het log", func(t *testing.T) {
		goed := v.afmelding("secretaris", "")
		for naam, token := range map[string]string{
			"leeg":                               "",
			"getekend met een andere sleutel":    v.tekenAls("logout+jwt", nieuweSleutel(t), goed),
			"zonder handtekening":                ongetekend(t, goed),
			"voor een ander kantoor":             teken(met(goed, map[string]any{"aud": "ander"})),
			"van een andere uitgever":            teken(met(goed, map[string]any{"iss": "https://vals.example"})),
			"verlopen":                           teken(met(goed, map[string]any{"exp": time.Now().Add(-time.Minute).Unix()})),
			"zonder einde":                       teken(met(goed, map[string]any{"exp": nil})),
			"zonder moment":                      teken(met(goed, map[string]any{"iat": nil})),
			"een id-token":                       teken(met(v.goed(), map[string]any{"nonce": nil})),
			"met een nonce":                      teken(met(goed, map[string]any{"nonce": "n"})),
			"als een ander soort token":          v.tekenAls("JWT", v.sleutel, goed),
			"zonder gebeurtenis":                 teken(met(goed, map[string]any{"events": nil})),
			"een andere gebeurtenis":             teken(met(goed, map[string]any{"events": map[string]any{"https://example/x": map[string]any{}}})),
			"een gebeurtenis die geen object is": teken(met(goed, map[string]any{"events": map[string]any{afmeldgebeurtenis: nil}})),
			"van niemand":                        teken(met(goed, map[string]any{"sub": nil})),
		} {
			gelogd = nil
			assert.Equal(t, http.StatusBadRequest, zeg(token), naam)
			assert.Equal(t, []Feit{{Code: CodeBewijs}}, gelogd, naam)
		}
		assert.True(t, leeft(een) && leeft(twee) && leeft(ander))
	})
	t.Run("kan het log niet schrijven, dan hoort de aanbieder dat het niet is gelukt", func(t *testing.T) {
		stuk = io.ErrClosedPipe
		assert.Equal(t, http.StatusServiceUnavailable, zeg(teken(v.afmelding("secretaris", ""))))
		stuk = nil
		assert.True(t, leeft(een))
	})
	t.Run("een afmelding van een sessie beëindigt die ene", func(t *testing.T) {
		gelogd = nil
		assert.Equal(t, http.StatusOK, zeg(teken(v.afmelding("secretaris", "s1"))))
		assert.False(t, leeft(een))
		assert.True(t, leeft(twee) && leeft(ander))
		require.Len(t, gelogd, 1)
		assert.NotEmpty(t, gelogd[0].Sessie)
		assert.Equal(t, http.StatusOK, zeg(teken(v.afmelding("", "s3"))), "ook zonder te zeggen van wie")
		assert.False(t, leeft(ander))
	})
	t.Run("een afmelding van iemand beëindigt al zijn sessies, en geen die later begon", func(t *testing.T) {
		ander := aan("ander", "s4")
		oud := met(v.afmelding("secretaris", ""), map[string]any{"iat": time.Now().Add(-scheefheid - 10*time.Second).Unix()})
		assert.Equal(t, http.StatusOK, zeg(teken(oud)))
		assert.True(t, leeft(twee), "een oud bericht, nog eens gestuurd")
		assert.Equal(t, http.StatusOK, zeg(teken(v.afmelding("secretaris", ""))))
		assert.False(t, leeft(twee))
		assert.True(t, leeft(ander))
	})
}
