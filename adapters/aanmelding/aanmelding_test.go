package aanmelding

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/aanmelding/proefaanbieder"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

const (
	clientID  = "kroniek"
	doelgroep = "urn:nld:oin:00000099000000000000:systeem:kroniek"
)

// A bank is an office and its provider, with a browser.
type bank struct {
	t        *testing.T
	a        *Aanmelding
	op       *proefaanbieder.Aanbieder
	register *toegang.Register
	sessies  *toegang.Sessies
	kantoor  *httptest.Server
	log      *logboek
	verzet   time.Duration // how far the office's clock is ahead
}

type logboek struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *logboek) Write(p []byte) (int, error) { l.mu.Lock(); defer l.mu.Unlock(); return l.b.Write(p) }

func (l *logboek) tekst() string { l.mu.Lock(); defer l.mu.Unlock(); return l.b.String() }

func begin(t *testing.T, anders ...func(*Opties)) *bank {
	t.Helper()
	b := &bank{t: t, log: &logboek{}}
	b.kantoor = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m := http.NewServeMux()
		m.HandleFunc("GET /aanmelden", b.a.Begin)
		m.HandleFunc("GET /aanmelden/terug", b.a.Terug)
		m.HandleFunc("POST /aanmelden/rol", b.a.Kies)
		m.HandleFunc("GET /aangemeld", b.a.Stand)
		m.HandleFunc("POST /afmelden", b.a.Afmelden)
		m.HandleFunc("POST "+achterompad, b.a.Achterom)
		m.HandleFunc("GET "+sessiespad, b.a.Sessies)
		m.HandleFunc("POST "+sessiespad, b.a.EindigSessies)
		m.ServeHTTP(w, r)
	}))
	t.Cleanup(b.kantoor.Close)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	b.op = proefaanbieder.Start(l, proefaanbieder.Opties{
		ClientID: clientID, Geheim: "geheim van het kantoor", Doelgroep: doelgroep,
		Terug: b.kantoor.URL + terugpad, Uit: b.kantoor.URL + standpad,
		Gebruikers: []proefaanbieder.Gebruiker{{Naam: "secretaris", Wachtwoord: "w8"}, {Naam: "nieuweling", Wachtwoord: "w9"}},
		Systemen:   []proefaanbieder.Systeem{{ClientID: "arnhem-inkoop", Geheim: "s8"}},
	})
	t.Cleanup(func() { assert.NoError(t, b.op.Sluit()) })
	nu := func() time.Time { return time.Now().Add(b.verzet) }
	b.register, err = toegang.Open(filepath.Join(t.TempDir(), "toegang.db"), nu)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, b.register.Sluit()) })
	b.sessies = toegang.NieuweSessies(b.register, nu, toegang.StandaardSessieduur())
	o := Opties{
		Uitgever: b.op.Uitgever, ClientID: clientID, Geheim: "geheim van het kantoor", Adres: b.kantoor.URL, Doelgroep: doelgroep,
		Register: b.register, Sessies: b.sessies, Nu: nu, Log: slog.New(slog.NewTextHandler(b.log, nil)),
	}
	for _, f := range anders {
		f(&o)
	}
	b.a, err = New(o)
	require.NoError(t, err)
	return b
}

// koppel gives somebody at the provider a role.
func (b *bank) koppel(naam string, rol toegang.Rol, module string) toegang.Wie {
	b.t.Helper()
	code, err := b.register.Code(context.Background(), toegang.VanPersoon(b.op.Uitgever, naam))
	require.NoError(b.t, err)
	w, err := b.register.Koppel(context.Background(), naam, toegang.Wie{Rol: rol, Organisatie: "MGR", Module: module}, code, time.Hour)
	require.NoError(b.t, err)
	return w
}

// A browser keeps cookies and follows redirects.
type browser struct {
	*http.Client
	t *testing.T
}

func (b *bank) browser() browser {
	jar, err := cookiejar.New(nil)
	require.NoError(b.t, err)
	return browser{&http.Client{Jar: jar, Timeout: 10 * time.Second}, b.t}
}

type pagina struct {
	status int
	tekst  string
	waar   *url.URL
	kop    http.Header
}

func (b browser) lees(a *http.Response, err error) pagina {
	b.t.Helper()
	require.NoError(b.t, err)
	defer a.Body.Close()
	tekst, err := io.ReadAll(a.Body)
	require.NoError(b.t, err)
	return pagina{a.StatusCode, string(tekst), a.Request.URL, a.Header}
}

func (b browser) ga(adres string) pagina { b.t.Helper(); return b.lees(b.Get(adres)) }

// meldAan goes the whole way, from the office to the provider and back.
func (b browser) meldAan(kantoor, naam, wachtwoord string) pagina {
	b.t.Helper()
	p := b.ga(kantoor + "/aanmelden")
	require.Contains(b.t, p.waar.Path, "/login/username")
	return b.lees(b.PostForm(p.waar.String(), url.Values{
		"id": {p.waar.Query().Get("authRequestID")}, "username": {naam}, "password": {wachtwoord},
	}))
}

// sessie returns the session that the browser holds.
func (b browser) sessie(kantoor string) string {
	u, err := url.Parse(kantoor)
	require.NoError(b.t, err)
	r := httptest.NewRequest(http.MethodGet, kantoor, nil)
	for _, k := range b.Jar.Cookies(u) {
		r.AddCookie(k)
	}
	return toegang.Sessiekoekje(r)
}

func TestAanmelden(t *testing.T) {
	b := begin(t)
	t.Run("wie nog geen rol heeft krijgt een code voor de beheerder, en geen sessie", func(t *testing.T) {
		br := b.browser()
		p := br.meldAan(b.kantoor.URL, "nieuweling", "w9")
		assert.Equal(t, http.StatusForbidden, p.status)
		code := regexp.MustCompile(`[a-z2-7]{4}(-[a-z2-7]{4}){4}`).FindString(p.tekst)
		require.NotEmpty(t, code)
		assert.Empty(t, br.sessie(b.kantoor.URL))
		_, err := b.register.Koppel(t.Context(), "nieuw", toegang.Wie{Rol: toegang.Auditor, Organisatie: "MGR"}, code, time.Hour)
		require.NoError(t, err)
		assert.Equal(t, http.StatusOK, b.browser().meldAan(b.kantoor.URL, "nieuweling", "w9").status, "met die code krijgt zij een rol")
	})
	w := b.koppel("secretaris", toegang.Bestuurssecretaris, "")
	t.Run("wie een rol heeft komt binnen, en het kantoor weet wie het is", func(t *testing.T) {
		br := b.browser()
		p := br.meldAan(b.kantoor.URL, "secretaris", "w8")
		require.Equal(t, http.StatusOK, p.status, p.tekst)
		x, err := b.sessies.Herken(br.sessie(b.kantoor.URL))
		require.NoError(t, err)
		assert.Equal(t, w.ID, x.ID)
		p = br.ga(b.kantoor.URL + standpad)
		assert.Equal(t, http.StatusOK, p.status)
		assert.Contains(t, p.tekst, "bestuurssecretaris")
		assert.NotContains(t, p.tekst, "nieuweling")
		for _, deel := range []string{"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} {
			assert.Contains(t, p.kop.Get("Content-Security-Policy"), deel)
		}
	})
	t.Run("afmelden sluit de sessie hier, en op verzoek ook bij de organisatie", func(t *testing.T) {
		br := b.browser()
		br.meldAan(b.kantoor.URL, "secretaris", "w8")
		sessie := br.sessie(b.kantoor.URL)
		p := br.lees(br.PostForm(b.kantoor.URL+"/afmelden", nil))
		require.Equal(t, http.StatusOK, p.status)
		_, err := b.sessies.Herken(sessie)
		require.ErrorIs(t, err, toegang.ErrOngeldig)
		assert.Empty(t, br.sessie(b.kantoor.URL))
		assert.Equal(t, `"cache", "storage"`, p.kop.Get("Clear-Site-Data"))
		velden := url.Values{}
		for _, m := range regexp.MustCompile(`name="([^"]+)" value="([^"]+)"`).FindAllStringSubmatch(p.tekst, -1) {
			velden.Set(m[1], strings.ReplaceAll(m[2], "&#43;", "+"))
		}
		naar := regexp.MustCompile(`action="([^"]+)"`).FindStringSubmatch(p.tekst)[1]
		assert.Contains(t, p.kop.Get("Content-Security-Policy"), "form-action 'self' "+b.op.Uitgever)
		p = br.lees(br.PostForm(naar, velden))
		assert.Equal(t, standpad, p.waar.Path, "de organisatie stuurt terug naar het kantoor")
		assert.Equal(t, http.StatusUnauthorized, p.status)
	})
	t.Run("opnieuw aanmelden geeft een andere sessie en sluit de oude", func(t *testing.T) {
		br := b.browser()
		br.meldAan(b.kantoor.URL, "secretaris", "w8")
		eerste := br.sessie(b.kantoor.URL)
		br.meldAan(b.kantoor.URL, "secretaris", "w8")
		assert.NotEqual(t, eerste, br.sessie(b.kantoor.URL))
		_, err := b.sessies.Herken(eerste)
		require.ErrorIs(t, err, toegang.ErrOngeldig)
	})
	t.Run("wie een andere website een formulier laat sturen, meldt niemand af", func(t *testing.T) {
		br := b.browser()
		br.meldAan(b.kantoor.URL, "secretaris", "w8")
		r, err := http.NewRequest(http.MethodPost, b.kantoor.URL+"/afmelden", nil)
		require.NoError(t, err)
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		assert.Equal(t, http.StatusForbidden, br.lees(br.Do(r)).status)
		_, err = b.sessies.Herken(br.sessie(b.kantoor.URL))
		require.NoError(t, err)
	})
	t.Run("het logboek noemt niemand", func(t *testing.T) {
		assert.NotContains(t, b.log.tekst(), "secretaris")
		assert.NotContains(t, b.log.tekst(), "nieuweling")
	})
}

func TestMeerRollen(t *testing.T) {
	b := begin(t)
	b.koppel("secretaris", toegang.ConsulentLeerplicht, "onderwijszaken")
	opsporing := b.koppel("secretaris", toegang.Opsporingsambtenaar, "onderwijszaken")
	br := b.browser()
	p := br.meldAan(b.kantoor.URL, "secretaris", "w8")
	require.Equal(t, http.StatusOK, p.status)
	assert.Empty(t, br.sessie(b.kantoor.URL), "nog geen sessie")
	nummers := regexp.MustCompile(`value="([^"]+)" required>\s*<label[^>]*>([^<,]+)`).FindAllStringSubmatch(p.tekst, -1)
	require.Len(t, nummers, 2)
	kies := func(br browser, nummer string) pagina {
		return br.lees(br.PostForm(b.kantoor.URL+"/aanmelden/rol", url.Values{"rol": {nummer}}))
	}
	t.Run("een keuze van een andere browser of uit de lucht opent niets", func(t *testing.T) {
		assert.Equal(t, http.StatusBadRequest, kies(b.browser(), nummers[1][1]).status)
		ander := b.browser()
		ander.meldAan(b.kantoor.URL, "secretaris", "w8")
		assert.Equal(t, http.StatusBadRequest, kies(ander, nummers[1][1]).status)
		assert.Empty(t, ander.sessie(b.kantoor.URL))
	})
	t.Run("wie kiest werkt in die rol, en de keuze telt een keer", func(t *testing.T) {
		require.Equal(t, "opsporingsambtenaar", nummers[1][2])
		require.Equal(t, http.StatusOK, kies(br, nummers[1][1]).status)
		x, err := b.sessies.Herken(br.sessie(b.kantoor.URL))
		require.NoError(t, err)
		assert.Equal(t, opsporing.ID, x.ID)
		assert.Equal(t, http.StatusBadRequest, kies(br, nummers[1][1]).status)
	})
}

func TestToegangstoken(t *testing.T) {
	b := begin(t)
	vraag := func(id, geheim string) string {
		r, err := http.NewRequest(http.MethodPost, b.op.Uitgever+"/oauth/token", strings.NewReader("grant_type=client_credentials&scope=openid"))
		require.NoError(t, err)
		r.SetBasicAuth(id, geheim)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		var a struct {
			Token string `json:"access_token"`
		}
		require.NoError(t, json.Unmarshal([]byte(b.browser().lees(http.DefaultClient.Do(r)).tekst), &a))
		return a.Token
	}
	token := vraag("arnhem-inkoop", "s8")
	t.Run("een systeem wordt herkend aan wie het bij de uitgever is", func(t *testing.T) {
		id, tot, err := b.a.Keur(t.Context(), token, nil)
		require.NoError(t, err)
		assert.Equal(t, toegang.VanClient(b.op.Uitgever, "arnhem-inkoop"), id)
		assert.True(t, tot.After(time.Now()))
	})
	t.Run("na zijn einde opent het niets meer, en de klok mag een halve minuut schelen", func(t *testing.T) {
		_, tot, err := b.a.Keur(t.Context(), token, nil)
		require.NoError(t, err)
		b.verzet = time.Until(tot) + scheefheid - 2*time.Second
		_, _, err = b.a.Keur(t.Context(), token, nil)
		require.NoError(t, err)
		b.verzet += 4 * time.Second
		_, _, err = b.a.Keur(t.Context(), token, nil)
		require.ErrorIs(t, err, toegang.ErrOngeldig)
		b.verzet = 0
	})
	t.Run("een veranderd token opent niets", func(t *testing.T) {
		for i := 0; i < len(token); i += 7 {
			ander := token[:i] + string('A'+(token[i]+1)%26) + token[i+1:]
			if ander == token {
				continue
			}
			_, _, err := b.a.Keur(t.Context(), ander, nil)
			require.ErrorIs(t, err, toegang.ErrOngeldig, "plaats %d", i)
		}
	})
	t.Run("wie niet voor ons is uitgegeven, komt er niet in", func(t *testing.T) {
		a, err := New(Opties{
			Uitgever: b.op.Uitgever, ClientID: clientID, Adres: b.kantoor.URL, Doelgroep: doelgroep + ":ander",
			Register: b.register, Sessies: b.sessies, Nu: time.Now, Log: slog.New(slog.DiscardHandler),
		})
		require.NoError(t, err)
		_, _, err = a.Keur(t.Context(), token, nil)
		require.ErrorIs(t, err, toegang.ErrOngeldig)
	})
}

func TestRefusedIsLogged(t *testing.T) {
	var gelogd []Feit
	var stuk error
	v := nieuweValsaard(t)
	b := begin(t, func(o *Opties) {
		o.Uitgever = v.URL
		o.Gelogd = func(_ *http.Request, f Feit) error { gelogd = append(gelogd, f); return stuk }
	})
	v.token = func(c map[string]any) string { return v.teken("k1", nieuweSleutel(t), c) }
	t.Run("wie iets toont dat niets bewijst, staat in het auditlog", func(t *testing.T) {
		assert.Equal(t, http.StatusForbidden, b.browser().ga(b.kantoor.URL+"/aanmelden").status)
		assert.Equal(t, []Feit{{Code: CodeBewijs}}, gelogd)
	})
	t.Run("wie met het antwoord van een ander komt ook", func(t *testing.T) {
		gelogd = nil
		assert.Equal(t, http.StatusBadRequest, b.browser().ga(b.kantoor.URL+terugpad+"?state=x&code=y").status)
		assert.Equal(t, []Feit{{Code: CodeVerlopen}}, gelogd)
	})
	t.Run("en wie zijn organisatie niet aanmeldt", func(t *testing.T) {
		br := b.browser()
		br.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
			if r.URL.Path == terugpad {
				return http.ErrUseLastResponse
			}
			return nil
		}
		u, err := url.Parse(br.ga(b.kantoor.URL + "/aanmelden").kop.Get("Location"))
		require.NoError(t, err)
		gelogd = nil
		q := u.Query()
		q.Del("code")
		q.Set("error", "access_denied")
		u.RawQuery = q.Encode()
		assert.Equal(t, http.StatusForbidden, br.ga(u.String()).status)
		assert.Equal(t, []Feit{{Code: CodeAfgewezen}}, gelogd)
	})
	t.Run("kan het log niet schrijven, dan is het antwoord 503", func(t *testing.T) {
		stuk = io.ErrClosedPipe
		assert.Equal(t, http.StatusServiceUnavailable, b.browser().ga(b.kantoor.URL+terugpad+"?state=x&code=y").status)
	})
}
