package aanmelding

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// knoppen finds the sessions that a page offers to end.
var knoppen = regexp.MustCompile(`name="sessie" value="([^"]+)"`)

func (b browser) knoppen(kantoor string) (uit []string) {
	b.t.Helper()
	p := b.ga(kantoor + sessiespad)
	require.Equal(b.t, http.StatusOK, p.status, p.tekst)
	for _, m := range knoppen.FindAllStringSubmatch(p.tekst, -1) {
		uit = append(uit, m[1])
	}
	return uit
}

func (b browser) eindig(kantoor, welke string) pagina {
	b.t.Helper()
	return b.lees(b.PostForm(kantoor+sessiespad, url.Values{"sessie": {welke}}))
}

func TestEigenSessies(t *testing.T) {
	var gelogd []Feit
	var stuk error
	b := begin(t, func(o *Opties) {
		o.Gelogd = func(_ *http.Request, f Feit) error { gelogd = append(gelogd, f); return stuk }
	})
	b.koppel("secretaris", toegang.Bestuurssecretaris, "")
	b.koppel("nieuweling", toegang.Auditor, "")
	aan := func(naam, wachtwoord string) browser {
		br := b.browser()
		require.Equal(t, http.StatusOK, br.meldAan(b.kantoor.URL, naam, wachtwoord).status)
		return br
	}
	kantoor := b.kantoor.URL
	leeft := func(br browser) bool { return br.ga(kantoor+standpad).status == http.StatusOK }
	hier, daar, ander := aan("secretaris", "w8"), aan("secretaris", "w8"), aan("nieuweling", "w9")

	t.Run("iemand ziet zijn eigen sessies, en kan elke andere beëindigen", func(t *testing.T) {
		p := hier.ga(kantoor + sessiespad)
		assert.Contains(t, p.tekst, "(deze sessie)")
		assert.Contains(t, p.kop.Get("Content-Security-Policy"), "default-src 'none'")
		assert.NotContains(t, p.kop.Get("Content-Security-Policy"), "unsafe")
		assert.Len(t, hier.knoppen(kantoor), 2, "de andere, en alle andere")
		assert.Empty(t, ander.knoppen(kantoor), "wie er een heeft, heeft niets te beëindigen")
		assert.NotContains(t, p.tekst, hier.sessie(kantoor), "wat een sessie opent staat in geen pagina")
		assert.NotContains(t, p.tekst, daar.sessie(kantoor))
	})
	welke := hier.knoppen(kantoor)[0]
	t.Run("een andere website, een ander mens of wie niet is aangemeld beëindigt niets", func(t *testing.T) {
		r, err := http.NewRequest(http.MethodPost, kantoor+sessiespad+"?sessie="+welke, nil)
		require.NoError(t, err)
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		assert.Equal(t, http.StatusForbidden, hier.lees(hier.Do(r)).status)
		assert.Equal(t, CodeAnderePlaats, gelogd[len(gelogd)-1].Code)
		assert.Equal(t, http.StatusOK, ander.eindig(kantoor, welke).status)
		assert.Equal(t, http.StatusUnauthorized, b.browser().eindig(kantoor, welke).status)
		assert.Equal(t, http.StatusUnauthorized, b.browser().ga(kantoor+sessiespad).status)
		ander.eindig(kantoor, andere)
		assert.True(t, leeft(daar))
	})
	t.Run("kan het log niet schrijven, dan gaat de sessie door", func(t *testing.T) {
		stuk = io.ErrClosedPipe
		assert.Equal(t, http.StatusServiceUnavailable, hier.eindig(kantoor, welke).status)
		stuk = nil
		assert.True(t, leeft(daar))
	})
	t.Run("wat wordt beëindigd is meteen voorbij, de eigen sessie niet", func(t *testing.T) {
		gelogd = nil
		assert.Equal(t, sessiespad, hier.eindig(kantoor, welke).waar.Path)
		assert.False(t, leeft(daar))
		assert.True(t, leeft(hier))
		assert.True(t, leeft(ander), "control: of somebody else")
		require.Len(t, gelogd, 1)
		assert.Equal(t, welke, gelogd[0].Sessie)
		assert.Equal(t, toegang.Bestuurssecretaris, gelogd[0].Wie.Rol)
	})
	t.Run("alle andere tegelijk", func(t *testing.T) {
		een, twee := aan("secretaris", "w8"), aan("secretaris", "w8")
		hier.eindig(kantoor, andere)
		assert.False(t, leeft(een) || leeft(twee))
		assert.True(t, leeft(hier))
		assert.True(t, leeft(ander))
	})
}

// TestSterkeAanmelding asks for amr with zitadel's provider, which says "pwd".
func TestSterkeAanmelding(t *testing.T) {
	var gelogd []Feit
	eis := func(allen Eis, perRol map[toegang.Rol]Eis) *bank {
		gelogd = nil
		b := begin(t, func(o *Opties) {
			o.Eis, o.PerRol = allen, perRol
			o.Gelogd = func(_ *http.Request, f Feit) error { gelogd = append(gelogd, f); return nil }
		})
		b.koppel("secretaris", toegang.Bestuurssecretaris, "")
		return b
	}
	mfa, pwd := Eis{Amr: []string{"mfa"}}, Eis{Amr: []string{"otp", "pwd"}}
	meldAan := func(b *bank, naam, wachtwoord string) (pagina, string) {
		br := b.browser()
		p := br.meldAan(b.kantoor.URL, naam, wachtwoord)
		return p, br.sessie(b.kantoor.URL)
	}
	t.Run("wie zich niet sterk genoeg aanmeldt krijgt geen sessie, en in het log staat waarom", func(t *testing.T) {
		b := eis(mfa, nil)
		p, sessie := meldAan(b, "secretaris", "w8")
		assert.Equal(t, http.StatusForbidden, p.status)
		assert.Contains(t, p.tekst, "/aanmelden?rol=bestuurssecretaris")
		assert.Empty(t, sessie)
		require.Len(t, gelogd, 1)
		assert.Equal(t, CodeMethode, gelogd[0].Code)
		assert.Equal(t, toegang.Bestuurssecretaris, gelogd[0].Wie.Rol, "the log knows who")
		p, _ = meldAan(b, "nieuweling", "w9")
		assert.Equal(t, http.StatusForbidden, p.status)
		assert.NotContains(t, p.tekst, `class="code"`, "wie nog geen rol heeft krijgt dan ook geen code")
	})
	t.Run("control: een wijze die de aanbieder wel noemt is genoeg", func(t *testing.T) {
		p, sessie := meldAan(eis(pwd, nil), "secretaris", "w8")
		assert.Equal(t, http.StatusOK, p.status)
		assert.NotEmpty(t, sessie)
	})
	t.Run("een eis voor een rol geldt voor die rol, en gaat voor wat voor iedereen geldt", func(t *testing.T) {
		p, _ := meldAan(eis(Eis{}, map[toegang.Rol]Eis{toegang.Bestuurssecretaris: mfa}), "secretaris", "w8")
		assert.Equal(t, http.StatusForbidden, p.status)
		p, _ = meldAan(eis(mfa, map[toegang.Rol]Eis{toegang.Bestuurssecretaris: pwd}), "secretaris", "w8")
		assert.Equal(t, http.StatusOK, p.status)
		p, _ = meldAan(eis(Eis{}, map[toegang.Rol]Eis{toegang.Beheerder: mfa}), "secretaris", "w8")
		assert.Equal(t, http.StatusOK, p.status)
	})
	t.Run("een rol met een eigen wijze houdt het niveau dat voor iedereen geldt", func(t *testing.T) {
		p, _ := meldAan(eis(Eis{Acr: []string{"loa3"}}, map[toegang.Rol]Eis{toegang.Bestuurssecretaris: pwd}), "secretaris", "w8")
		assert.Equal(t, http.StatusForbidden, p.status)
		assert.Equal(t, CodeNiveau, gelogd[0].Code)
	})
	t.Run("wie meer rollen heeft krijgt alleen die waarvoor het genoeg is", func(t *testing.T) {
		b := eis(Eis{}, map[toegang.Rol]Eis{toegang.Beheerder: mfa})
		b.koppel("secretaris", toegang.Beheerder, "")
		br := b.browser()
		require.Equal(t, http.StatusOK, br.meldAan(b.kantoor.URL, "secretaris", "w8").status)
		w, err := b.sessies.Herken(br.sessie(b.kantoor.URL))
		require.NoError(t, err)
		assert.Equal(t, toegang.Bestuurssecretaris, w.Rol)
	})
	t.Run("wie sterker terugkomt meldt zich opnieuw aan, op het niveau van de rol", func(t *testing.T) {
		b := eis(Eis{Acr: []string{"loa2"}}, map[toegang.Rol]Eis{toegang.Beheerder: {Acr: []string{"loa3", "loa4"}}})
		br := b.browser()
		br.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		vraag := func(pad string) url.Values {
			u, err := url.Parse(br.ga(b.kantoor.URL + pad).kop.Get("Location"))
			require.NoError(t, err)
			return u.Query()
		}
		assert.Equal(t, "loa2", vraag("/aanmelden").Get("acr_values"))
		assert.Empty(t, vraag("/aanmelden").Get("prompt"))
		assert.Equal(t, "loa3 loa4", vraag("/aanmelden?rol=beheerder").Get("acr_values"))
		assert.Equal(t, "login", vraag("/aanmelden?rol=beheerder").Get("prompt"))
	})
	t.Run("een lege eis of een rol die niet bestaat wordt geweigerd", func(t *testing.T) {
		o := eis(Eis{}, nil).a.o
		for _, e := range []Eis{{Acr: []string{""}}, {Amr: []string{"mfa", ""}}} {
			o.Eis, o.PerRol = e, nil
			_, err := New(o)
			require.ErrorContains(t, err, "leeg")
			o.Eis, o.PerRol = Eis{}, map[toegang.Rol]Eis{toegang.Beheerder: e}
			_, err = New(o)
			require.ErrorContains(t, err, "leeg")
		}
		o.PerRol = map[toegang.Rol]Eis{"baas": mfa}
		_, err := New(o)
		require.ErrorContains(t, err, "bestaat niet")
	})
}

// TestTeLangGeleden asks zitadel's provider when somebody signed in there.
func TestTeLangGeleden(t *testing.T) {
	var gelogd []Feit
	b := begin(t, func(o *Opties) {
		o.Hooguit = time.Minute
		o.Gelogd = func(_ *http.Request, f Feit) error { gelogd = append(gelogd, f); return nil }
	})
	b.koppel("secretaris", toegang.Bestuurssecretaris, "")
	t.Run("wie zich net heeft aangemeld komt binnen, en de aanbieder hoort hoe lang het mag duren", func(t *testing.T) {
		br := b.browser()
		assert.Equal(t, http.StatusOK, br.meldAan(b.kantoor.URL, "secretaris", "w8").status)
		br.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		u, err := url.Parse(br.ga(b.kantoor.URL + "/aanmelden").kop.Get("Location"))
		require.NoError(t, err)
		assert.Equal(t, "60", u.Query().Get("max_age"))
	})
	t.Run("daarna niet meer, en in het log staat waarom", func(t *testing.T) {
		b.verzet = time.Minute + scheefheid + 2*time.Second
		gelogd = nil
		br := b.browser()
		p := br.meldAan(b.kantoor.URL, "secretaris", "w8")
		assert.Equal(t, http.StatusForbidden, p.status)
		assert.Empty(t, br.sessie(b.kantoor.URL))
		assert.Equal(t, []Feit{{Code: CodeOud}}, gelogd)
	})
	t.Run("een aanbieder die het moment niet noemt is niet genoeg", func(t *testing.T) {
		v := nieuweValsaard(t)
		met := begin(t, func(o *Opties) { o.Uitgever, o.Hooguit = v.URL, time.Minute })
		assert.Contains(t, met.browser().ga(met.kantoor.URL+"/aanmelden").tekst, "te lang geleden")
		zonder := begin(t, func(o *Opties) { o.Uitgever = v.URL })
		assert.NotContains(t, zonder.browser().ga(zonder.kantoor.URL+"/aanmelden").tekst, "te lang geleden", "control")
	})
}
