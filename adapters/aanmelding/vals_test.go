package aanmelding

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/coreos/go-oidc/v3/oidc/oidctest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// A valsaard is a provider that says what a test wants it to.
type valsaard struct {
	*httptest.Server
	t       *testing.T
	oidc    oidctest.Server
	sleutel *ecdsa.PrivateKey
	nonce   string                             // of the last sign-in
	pkce    string                             // its code challenge
	token   func(claims map[string]any) string // what the token endpoint gives
}

func nieuweValsaard(t *testing.T) *valsaard {
	v := &valsaard{t: t, sleutel: nieuweSleutel(t)}
	v.oidc = oidctest.Server{Algorithms: []string{oidc.ES256}}
	v.toon("k1", v.sleutel)
	v.Server = httptest.NewServer(http.HandlerFunc(v.bedien))
	t.Cleanup(v.Close)
	v.oidc.SetIssuer(v.URL)
	v.token = func(c map[string]any) string { return v.teken("k1", v.sleutel, c) }
	return v
}

func nieuweSleutel(t *testing.T) *ecdsa.PrivateKey {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	return k
}

func (v *valsaard) toon(id string, k *ecdsa.PrivateKey) {
	v.oidc.PublicKeys = []oidctest.PublicKey{{PublicKey: k.Public(), KeyID: id, Algorithm: oidc.ES256}}
}

func (v *valsaard) teken(id string, k *ecdsa.PrivateKey, c map[string]any) string {
	b, err := json.Marshal(c)
	require.NoError(v.t, err)
	return oidctest.SignIDToken(k, id, oidc.ES256, string(b))
}

func (v *valsaard) bedien(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/auth":
		q := r.URL.Query()
		v.nonce, v.pkce = q.Get("nonce"), q.Get("code_challenge")
		http.Redirect(w, r, q.Get("redirect_uri")+"?code=c&state="+url.QueryEscape(q.Get("state")), http.StatusFound)
	case "/token":
		h := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
		if base64.RawURLEncoding.EncodeToString(h[:]) != v.pkce {
			http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]any{"access_token": "t", "token_type": "Bearer", "id_token": v.token(v.goed())})
	default:
		v.oidc.ServeHTTP(w, r)
	}
}

// goed returns the claims of an honest provider.
func (v *valsaard) goed() map[string]any {
	return map[string]any{
		"iss": v.URL, "aud": clientID, "sub": "secretaris", "nonce": v.nonce, "acr": "loa3",
		"iat": time.Now().Unix(), "exp": time.Now().Add(5 * time.Minute).Unix(),
	}
}

// met returns c with other claims; nil takes one out.
func met(c map[string]any, anders map[string]any) map[string]any {
	c = maps.Clone(c)
	maps.Copy(c, anders)
	maps.DeleteFunc(c, func(_ string, w any) bool { return w == nil })
	return c
}

func TestFalseProvider(t *testing.T) {
	v := nieuweValsaard(t)
	b := begin(t, func(o *Opties) { o.Uitgever, o.Eis = v.URL, Eis{Acr: []string{"loa3", "loa4"}} })
	// oidctest names /auth and /token in its discovery document.
	code, err := b.register.Code(t.Context(), toegang.VanPersoon(v.URL, "secretaris"))
	require.NoError(t, err)
	_, err = b.register.Koppel(t.Context(), "x", toegang.Wie{Rol: toegang.Auditor, Organisatie: "MGR"}, code, time.Hour)
	require.NoError(t, err)
	aanmelden := func(token func(map[string]any) string) (browser, pagina) {
		v.token = token
		br := b.browser()
		return br, br.ga(b.kantoor.URL + "/aanmelden")
	}
	eerlijk := func(c map[string]any) string { return v.teken("k1", v.sleutel, c) }

	t.Run("wat klopt komt binnen: de controle van alles hieronder", func(t *testing.T) {
		br, p := aanmelden(eerlijk)
		require.Equal(t, http.StatusOK, p.status, p.tekst)
		require.NotEmpty(t, br.sessie(b.kantoor.URL))
	})
	vals := map[string]func(map[string]any) string{
		"een andere nonce":       func(c map[string]any) string { return eerlijk(met(c, map[string]any{"nonce": "ander"})) },
		"geen nonce":             func(c map[string]any) string { return eerlijk(met(c, map[string]any{"nonce": nil})) },
		"voor een ander kantoor": func(c map[string]any) string { return eerlijk(met(c, map[string]any{"aud": "ander"})) },
		"voor meer kantoren, zonder azp": func(c map[string]any) string {
			return eerlijk(met(c, map[string]any{"aud": []string{clientID, "ander"}}))
		},
		"voor meer kantoren, azp een ander": func(c map[string]any) string {
			return eerlijk(met(c, map[string]any{"aud": []string{clientID, "ander"}, "azp": "ander"}))
		},
		"van een andere uitgever": func(c map[string]any) string { return eerlijk(met(c, map[string]any{"iss": "https://vals.example"})) },
		"verlopen": func(c map[string]any) string {
			return eerlijk(met(c, map[string]any{"exp": time.Now().Add(-time.Minute).Unix()}))
		},
		"zonder einde": func(c map[string]any) string { return eerlijk(met(c, map[string]any{"exp": nil})) },
		"nog niet geldig": func(c map[string]any) string {
			return eerlijk(met(c, map[string]any{"nbf": time.Now().Add(time.Hour).Unix()}))
		},
		"een lager zekerheidsniveau": func(c map[string]any) string { return eerlijk(met(c, map[string]any{"acr": "loa2"})) },
		"zonder zekerheidsniveau":    func(c map[string]any) string { return eerlijk(met(c, map[string]any{"acr": nil})) },
		"amr in plaats van acr": func(c map[string]any) string {
			return eerlijk(met(c, map[string]any{"acr": nil, "amr": []string{"loa3"}}))
		},
		"een at_hash die nergens bij hoort":  func(c map[string]any) string { return eerlijk(met(c, map[string]any{"at_hash": "AAAA"})) },
		"getekend met een andere sleutel":    func(c map[string]any) string { return v.teken("k1", nieuweSleutel(t), c) },
		"getekend met een onbekende sleutel": func(c map[string]any) string { return v.teken("k9", nieuweSleutel(t), c) },
		"zonder handtekening":                func(c map[string]any) string { return ongetekend(t, c) },
		"zonder id-token":                    func(map[string]any) string { return "" },
		"onzin":                              func(map[string]any) string { return "a.b.c" },
	}
	for wat, token := range vals {
		t.Run("geweigerd: "+wat, func(t *testing.T) {
			br, p := aanmelden(token)
			assert.Equal(t, http.StatusForbidden, p.status)
			assert.Empty(t, br.sessie(b.kantoor.URL))
		})
	}
	t.Run("een nieuwe sleutel van de uitgever wordt herkend zonder herstart", func(t *testing.T) {
		nieuw := nieuweSleutel(t)
		v.toon("k2", nieuw)
		_, p := aanmelden(func(c map[string]any) string { return v.teken("k2", nieuw, c) })
		assert.Equal(t, http.StatusOK, p.status)
	})
	t.Run("een uitgever zonder PKCE-bewijs krijgt geen tweede kans", func(t *testing.T) {
		v.token = eerlijk
		br := b.browser()
		br.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
			if r.URL.Path == terugpad {
				v.pkce = "ander" // as if the code belonged to somebody else's sign-in
			}
			return nil
		}
		assert.Equal(t, http.StatusForbidden, br.ga(b.kantoor.URL+"/aanmelden").status)
	})
	t.Run("een uitgever die niet antwoordt geeft 503, en daarna werkt het weer", func(t *testing.T) {
		stil, err := New(Opties{
			Uitgever: "http://127.0.0.1:1", ClientID: clientID, Adres: b.kantoor.URL,
			Register: b.register, Sessies: b.sessies, Nu: time.Now, Log: b.a.o.Log,
		})
		require.NoError(t, err)
		w := httptest.NewRecorder()
		stil.Begin(w, httptest.NewRequest(http.MethodGet, "/aanmelden", nil))
		assert.Equal(t, http.StatusServiceUnavailable, w.Code)
		assert.NotEmpty(t, w.Header().Get("Retry-After"))
	})
	t.Run("het logboek zegt wat niet klopte, en van wie niet", func(t *testing.T) {
		assert.Contains(t, b.log.tekst(), "nonce")
		assert.NotContains(t, b.log.tekst(), "secretaris")
		assert.NotContains(t, b.log.tekst(), "eyJ")
	})
}

func ongetekend(t *testing.T, c map[string]any) string {
	b, err := json.Marshal(c)
	require.NoError(t, err)
	return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"k1"}`)) + "." + base64.RawURLEncoding.EncodeToString(b) + "."
}

// TestStolenAnswer tries to end a sign-in in another browser than where it began.
func TestStolenAnswer(t *testing.T) {
	b := begin(t)
	b.koppel("secretaris", toegang.Auditor, "")
	// The provider's answer to br, caught before br takes it.
	vang := func(br browser) string {
		var terug string
		br.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
			if r.URL.Path == terugpad {
				terug = r.URL.String()
				return http.ErrUseLastResponse
			}
			return nil
		}
		br.meldAan(b.kantoor.URL, "secretaris", "w8")
		br.CheckRedirect = nil
		require.NotEmpty(t, terug)
		return terug
	}
	t.Run("het antwoord van een ander meldt u niet aan als die ander", func(t *testing.T) {
		slachtoffer, dader := b.browser(), b.browser()
		terug := vang(dader)
		assert.Equal(t, http.StatusBadRequest, slachtoffer.ga(terug).status, "zonder eigen poging")
		slachtoffer.ga(b.kantoor.URL + "/aanmelden")
		assert.Equal(t, http.StatusBadRequest, slachtoffer.ga(terug).status, "met een eigen poging")
		assert.Empty(t, slachtoffer.sessie(b.kantoor.URL))
		assert.Equal(t, http.StatusOK, dader.ga(terug).status, "de controle: waar het begon lukt het")
	})
	t.Run("een antwoord telt een keer", func(t *testing.T) {
		br := b.browser()
		terug := vang(br)
		assert.Equal(t, http.StatusOK, br.ga(terug).status)
		assert.Equal(t, http.StatusBadRequest, br.ga(terug).status)
	})
	t.Run("een antwoord met een andere state of zonder code opent niets", func(t *testing.T) {
		br := b.browser()
		u, err := url.Parse(vang(br))
		require.NoError(t, err)
		q := u.Query()
		q.Set("state", strings.Repeat("A", 43))
		u.RawQuery = q.Encode()
		assert.Equal(t, http.StatusBadRequest, br.ga(u.String()).status)
		u, err = url.Parse(vang(br))
		require.NoError(t, err)
		q = u.Query()
		q.Del("code")
		u.RawQuery = q.Encode()
		assert.Equal(t, http.StatusForbidden, br.ga(u.String()).status)
		assert.Empty(t, br.sessie(b.kantoor.URL))
	})
	t.Run("na tien minuten is een aanmelding voorbij", func(t *testing.T) {
		br := b.browser()
		terug := vang(br)
		b.verzet = geduld
		assert.Equal(t, http.StatusBadRequest, br.ga(terug).status)
	})
}

func TestBoundToken(t *testing.T) {
	v := nieuweValsaard(t)
	b := begin(t, func(o *Opties) { o.Uitgever = v.URL })
	eigen, ander := &x509.Certificate{Raw: []byte("het certificaat")}, &x509.Certificate{Raw: []byte("een ander")}
	h := sha256.Sum256(eigen.Raw)
	claims := met(v.goed(), map[string]any{"aud": doelgroep, "client_id": "systeem", "nonce": nil})
	gebonden := v.teken("k1", v.sleutel, met(claims, map[string]any{"cnf": map[string]any{"x5t#S256": base64.RawURLEncoding.EncodeToString(h[:])}}))
	t.Run("een token dat aan een certificaat is gebonden, telt alleen daarmee", func(t *testing.T) {
		id, _, err := b.a.Keur(t.Context(), gebonden, eigen)
		require.NoError(t, err)
		assert.Equal(t, toegang.VanClient(v.URL, "systeem"), id)
		for _, c := range []*x509.Certificate{nil, ander} {
			_, _, err := b.a.Keur(t.Context(), gebonden, c)
			require.ErrorIs(t, err, toegang.ErrOngeldig)
		}
	})
	t.Run("een id-token van een mens is geen toegangstoken", func(t *testing.T) {
		_, _, err := b.a.Keur(t.Context(), v.teken("k1", v.sleutel, v.goed()), nil)
		require.ErrorIs(t, err, toegang.ErrOngeldig)
	})
	t.Run("een token dat een systeem voor een mens kreeg, is niet van dat systeem", func(t *testing.T) {
		_, _, err := b.a.Keur(t.Context(), v.teken("k1", v.sleutel, claims), nil)
		require.NoError(t, err, "de controle: zonder mens telt het")
		for _, mens := range []map[string]any{{"auth_time": time.Now().Unix()}, {"nonce": "n"}, {"sid": "s"}, {"session_state": "s"}} {
			_, _, err := b.a.Keur(t.Context(), v.teken("k1", v.sleutel, met(claims, mens)), nil)
			require.ErrorIs(t, err, toegang.ErrOngeldig, mens)
		}
	})
	t.Run("doelgroep en client zijn nooit hetzelfde: dan was een id-token een toegangstoken", func(t *testing.T) {
		o := b.a.o
		o.Doelgroep = o.ClientID
		_, err := New(o)
		require.Error(t, err)
	})
	t.Run("een kantoor zonder doelgroep neemt geen toegangstokens aan", func(t *testing.T) {
		zonder := begin(t, func(o *Opties) { o.Uitgever, o.Doelgroep = v.URL, "" })
		_, _, err := zonder.a.Keur(t.Context(), v.teken("k1", v.sleutel, claims), nil)
		require.ErrorIs(t, err, toegang.ErrOngeldig)
	})
}

func TestUnderWay(t *testing.T) {
	nu := time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)
	l := nieuweLopende(func() time.Time { return nu })
	for range maxLopende {
		_, err := l.bewaar(poging{})
		require.NoError(t, err)
	}
	_, err := l.bewaar(poging{})
	require.ErrorIs(t, err, errVol, "beginnen vult het geheugen niet")
	nu = nu.Add(geduld)
	_, err = l.bewaar(poging{})
	require.NoError(t, err, "wat voorbij is maakt plaats")
}

func TestDiscoveryOfAnother(t *testing.T) {
	v := nieuweValsaard(t)
	b := begin(t, func(o *Opties) { o.Uitgever = v.URL })
	v.oidc.SetIssuer("https://vals.example")
	assert.Equal(t, http.StatusServiceUnavailable, b.browser().ga(b.kantoor.URL+"/aanmelden").status, "wie zegt een ander te zijn, is niet onze aanbieder")
	v.oidc.SetIssuer(v.URL)
	require.NotContains(t, b.browser().ga(b.kantoor.URL+"/aanmelden").tekst, "kan nu niet", "de controle: dezelfde aanbieder onder zijn eigen naam")
}

func TestProviderThatSendsOn(t *testing.T) {
	v := nieuweValsaard(t)
	omweg := httptest.NewServer(http.RedirectHandler("", http.StatusFound))
	t.Cleanup(omweg.Close)
	omweg.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, v.URL+r.URL.Path, http.StatusTemporaryRedirect)
	})
	v.oidc.SetIssuer(omweg.URL) // so that only following would make it right
	b := begin(t, func(o *Opties) { o.Uitgever = omweg.URL })
	assert.Equal(t, http.StatusServiceUnavailable, b.browser().ga(b.kantoor.URL+"/aanmelden").status)
}
