package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A certificaatpartij is an authority that gives certificates to organisations.
type certificaatpartij struct {
	crt     *x509.Certificate
	sleutel *ecdsa.PrivateKey
	pad     string // PEM file with its certificate
}

func nieuweCertificaatpartij(t *testing.T) certificaatpartij {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	s := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "Proefpartij"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, s, s, k.Public(), k)
	require.NoError(t, err)
	c, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	p := certificaatpartij{c, k, filepath.Join(t.TempDir(), "partij.pem")}
	require.NoError(t, os.WriteFile(p.pad, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	return p
}

func (p certificaatpartij) geef(t *testing.T, oin string) tls.Certificate {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	s := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "systeem", SerialNumber: oin},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, s, p.crt, k.Public(), p.sleutel)
	require.NoError(t, err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: k}
}

func TestServeOverTLS(t *testing.T) {
	dir, partij := filepath.Join(t.TempDir(), "data"), nieuweCertificaatpartij(t)
	s := start(t, "serve", dir, "--client-certificaten", partij.pad)
	defer s.stop()
	require.True(t, strings.HasPrefix(s.adres, "https://"), s.adres)
	t.Run("de vingerafdruk die het kantoor toont is die van zijn certificaat", func(t *testing.T) {
		b, err := os.ReadFile(filepath.Join(dir, "tls.crt"))
		require.NoError(t, err)
		blok, _ := pem.Decode(b)
		h := sha256.Sum256(blok.Bytes)
		assert.Contains(t, strings.ReplaceAll(s.fout.String(), ":", ""), strings.ToUpper(hex.EncodeToString(h[:])))
	})
	t.Run("de code van de eerste start maakt eenmalig twee beheerders, die samen een rol kunnen verlenen", func(t *testing.T) {
		m := regexp.MustCompile(`"code":"([A-Za-z0-9_-]{43})"`).FindStringSubmatch(s.fout.String())
		require.NotNil(t, m, s.fout.String())
		fout := s.vraag(t, http.MethodPost, "/eerste-beheerders", "", map[string]string{"code": "geraden"})
		assert.Equal(t, http.StatusUnauthorized, fout.Status)
		fout = s.vraag(t, http.MethodPost, "/eerste-beheerders", "", map[string]string{"cod": m[1]})
		assert.Equal(t, http.StatusBadRequest, fout.Status)
		a := s.vraag(t, http.MethodPost, "/eerste-beheerders", "", map[string]string{"code": m[1]})
		require.Equal(t, http.StatusCreated, a.Status, string(a.Body))
		var uit struct {
			Beheerders []struct{ ID, Token string }
		}
		require.NoError(t, json.Unmarshal(a.Body, &uit))
		require.Len(t, uit.Beheerders, 2)
		tot := time.Now().AddDate(0, 3, 0).Format(time.DateOnly)
		v := s.vraag(t, http.MethodPost, "/v1/rolverleningen", uit.Beheerders[0].Token, map[string]any{"rol": "auditor", "geldigTot": tot, "opdracht": map[string]any{"motivering": "jaarcontrole"}})
		require.Equal(t, http.StatusCreated, v.Status, string(v.Body))
		pad := v.Kop.Get("Location")
		zelf := s.vraag(t, http.MethodPost, pad+"/bekrachtigingen", uit.Beheerders[0].Token, map[string]any{"opdracht": map[string]any{"motivering": "akkoord"}})
		assert.Equal(t, http.StatusConflict, zelf.Status, string(zelf.Body))
		ander := s.vraag(t, http.MethodPost, pad+"/bekrachtigingen", uit.Beheerders[1].Token, map[string]any{"opdracht": map[string]any{"motivering": "akkoord"}})
		assert.Equal(t, http.StatusCreated, ander.Status, string(ander.Body))
		assert.Equal(t, http.StatusUnauthorized, s.vraag(t, http.MethodPost, "/eerste-beheerders", "", map[string]string{"code": m[1]}).Status, "een tweede keer niet")
		log, _, code := kroniek(t, "auditlog", "--data", dir)
		assert.Zero(t, code)
		assert.Equal(t, 2, strings.Count(log, "token-gegeven"))
		assert.NotContains(t, log, uit.Beheerders[0].Token)
	})
	t.Run("zonder TLS antwoordt het niets van waarde", func(t *testing.T) {
		a, err := http.Get(strings.Replace(s.adres, "https://", "http://", 1) + "/v1/gezondheid")
		if err == nil {
			defer a.Body.Close()
			assert.Equal(t, http.StatusBadRequest, a.StatusCode)
		}
	})
	t.Run("import en verify vinden het kantoor over TLS", func(t *testing.T) {
		_, fout, code := kroniek(t, "verify", "--server", s.adres)
		assert.NotZero(t, code, "een eigen certificaat overtuigt een vreemde niet")
		assert.NotContains(t, fout, "panic")
		uit, fout, code := kroniek(t, "verify", "--server", s.adres, "--certificaten", filepath.Join(dir, "tls.crt"))
		assert.Zero(t, code, uit+fout)
	})
	met := func(c tls.Certificate) *server {
		x := *s
		conf := s.http.Transport.(*http.Transport).TLSClientConfig.Clone()
		conf.Certificates = []tls.Certificate{c}
		x.http = &http.Client{Transport: &http.Transport{TLSClientConfig: conf}, Timeout: 20 * time.Second}
		return &x
	}
	arnhem := met(partij.geef(t, "00000099000000000001"))
	t.Run("een organisatie wordt herkend aan de OIN in haar certificaat, tot de koppeling is ingetrokken", func(t *testing.T) {
		assert.Equal(t, http.StatusUnauthorized, arnhem.vraag(t, http.MethodGet, "/v1/rapporten", "", nil).Status)
		id, fout, code := kroniek(t, "token", "koppel", "--data", dir, "--rol", "integrator", "--gemeente", "GM0202", "--module", "inkoop",
			"--organisatienummer", "00000099000000000001", "--naam", "systeem van Arnhem")
		require.Zero(t, code, fout)
		require.Eventually(t, func() bool {
			return arnhem.vraag(t, http.MethodGet, "/v1/rapporten", "", nil).Status == http.StatusOK
		}, 20*time.Second, 50*time.Millisecond)
		assert.Equal(t, http.StatusUnauthorized, met(partij.geef(t, "00000099000000000002")).vraag(t, http.MethodGet, "/v1/rapporten", "", nil).Status)
		lijst, _, _ := kroniek(t, "token", "lijst", "--data", dir)
		assert.Contains(t, lijst, "koppeling")
		_, fout, code = kroniek(t, "token", "intrekken", "--data", dir, "--id", strings.TrimSpace(id))
		require.Zero(t, code, fout)
		require.Eventually(t, func() bool {
			return arnhem.vraag(t, http.MethodGet, "/v1/rapporten", "", nil).Status == http.StatusUnauthorized
		}, 20*time.Second, 50*time.Millisecond)
	})
	t.Run("een certificaat van een ander dan de opgegeven partij komt niet tot een antwoord", func(t *testing.T) {
		vreemd := nieuweCertificaatpartij(t).geef(t, "00000099000000000001")
		conf := s.http.Transport.(*http.Transport).TLSClientConfig.Clone()
		conf.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &vreemd, nil }
		_, err := (&http.Client{Transport: &http.Transport{TLSClientConfig: conf}}).Get(s.adres + "/v1/gezondheid")
		require.Error(t, err)
	})
}

func TestServeWeigert(t *testing.T) {
	bestand := func(modus os.FileMode) string {
		pad := filepath.Join(t.TempDir(), "geheim")
		require.NoError(t, os.WriteFile(pad, []byte("zeergeheimewaarde"), modus))
		require.NoError(t, os.Chmod(pad, modus))
		return pad
	}
	for naam, g := range map[string]struct {
		args []string
		code int
		zin  string
	}{
		"een certificaat zonder sleutel":             {[]string{"--certificaat", "x"}, exitGebruik, "horen bij elkaar"},
		"een certificaat zonder TLS":                 {[]string{"--onversleuteld", "--client-certificaten", "x"}, exitGebruik, "gaat niet samen"},
		"een doelgroep zonder uitgever":              {[]string{"--doelgroep", "x"}, exitGebruik, "--aanmelden-uitgever"},
		"een uitgever zonder TLS op een andere plek": {[]string{"--aanmelden-uitgever", "http://aanmelden.voorbeeld.nl"}, exitGebruik, "https"},
		"een geheim dat anderen kunnen lezen":        {[]string{"--aanmelden-uitgever", "https://a.example", "--aanmelden-geheim", bestand(0o644)}, exitGeweigerd, "chmod 600"},
		"een niveau voor een rol die niet bestaat":   {[]string{"--aanmelden-uitgever", "https://a.example", "--aanmelden-niveau", "baas=loa3"}, exitGebruik, "bestaat niet"},
		"een leeg niveau voor een rol":               {[]string{"--aanmelden-uitgever", "https://a.example", "--aanmelden-niveau", "beheerder="}, exitGebruik, "is leeg"},
		"een wijze van aanmelden zonder uitgever":    {[]string{"--aanmelden-methode", "mfa"}, exitGebruik, "--aanmelden-uitgever"},
		"een certificaat dat er geen is":             {[]string{"--certificaat", bestand(0o600), "--certificaat-sleutel", bestand(0o600)}, exitGeweigerd, "geen certificaat"},
		"een netwerkadres zonder certificaat":        {[]string{"--onversleuteld", "--listen", "0.0.0.0:0"}, exitGebruik, "alleen een adres op deze machine"},
	} {
		t.Run(naam, func(t *testing.T) {
			args := append([]string{"serve", "--data", filepath.Join(t.TempDir(), "d"), "--listen", "127.0.0.1:0"}, g.args...)
			_, fout, code := kroniek(t, args...)
			assert.Equal(t, g.code, code, fout)
			assert.Contains(t, fout, g.zin)
			assert.NotContains(t, fout, "zeergeheimewaarde")
		})
	}
}

func TestServeWeigertMapMetFout(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := start(t, "demo", dir)
	_, _ = s.stop()
	t.Run("geheimen die anderen kunnen lezen", func(t *testing.T) {
		for _, naam := range []string{"kek", "zegel.key", "toegang.db", "sleutels.db", "journaal.db", "verwerkingen.db"} {
			pad := filepath.Join(dir, naam)
			require.NoError(t, os.Chmod(pad, 0o640))
			_, fout, code := kroniek(t, "serve", "--data", dir, "--listen", "127.0.0.1:0")
			assert.Equal(t, exitGeweigerd, code, fout)
			assert.Contains(t, fout, "chmod 600 "+pad)
			require.NoError(t, os.Chmod(pad, 0o600))
		}
	})
	t.Run("een map waarin anderen kunnen schrijven", func(t *testing.T) {
		for _, naam := range []string{"", "auditlog", "leesmodellen"} {
			pad := filepath.Join(dir, naam)
			require.NoError(t, os.Chmod(pad, 0o777))
			_, fout, code := kroniek(t, "serve", "--data", dir, "--listen", "127.0.0.1:0")
			assert.Equal(t, exitGeweigerd, code, fout)
			assert.Contains(t, fout, "chmod 700 "+pad)
			require.NoError(t, os.Chmod(pad, 0o700))
		}
	})
	t.Run("een log dat er was en weg is, en een leeg auditlog is niet heel", func(t *testing.T) {
		for _, naam := range []string{"verwerkingen.db", "auditlog"} {
			pad := filepath.Join(dir, naam)
			require.NoError(t, os.Rename(pad, pad+".weg"))
			_, fout, code := kroniek(t, "serve", "--data", dir, "--listen", "127.0.0.1:0")
			assert.Equal(t, exitGeweigerd, code, fout)
			assert.Contains(t, fout, "beveiligingsincident")
			assert.NoFileExists(t, pad, "er is geen nieuw log begonnen")
			require.NoError(t, os.Rename(pad+".weg", pad))
		}
		_, fout, code := kroniek(t, "auditlog", "--data", dir, "--controleer")
		assert.Zero(t, code, fout)
		kopie := filepath.Join(t.TempDir(), "kopie")
		require.NoError(t, os.CopyFS(kopie, os.DirFS(dir)))
		bestanden, err := filepath.Glob(filepath.Join(kopie, "auditlog", "*.jsonl"))
		require.NoError(t, err)
		require.NotEmpty(t, bestanden)
		for _, b := range bestanden {
			require.NoError(t, os.Truncate(b, 0))
		}
		_, fout, code = kroniek(t, "auditlog", "--data", kopie, "--controleer")
		assert.Equal(t, exitVerschil, code, fout)
	})
	t.Run("een klok die voor de laatste gebeurtenis staat", func(t *testing.T) {
		i, err := leesInstellingen(dir)
		require.NoError(t, err)
		codec, err := nieuweCodec(i)
		require.NoError(t, err)
		kluis, err := openKluis(t.Context(), dir, inpaksleutels(dir, "", ""))
		require.NoError(t, err)
		defer kluis.Sluit()
		j, err := journaal.Open(t.Context(), dir, journaal.Opties{Codec: codec, Sleutels: kluis})
		require.NoError(t, err)
		defer j.Sluit()
		var laatste es.Recorded
		require.NoError(t, j.Scan(t.Context(), j.Kop()-1, j.Kop(), func(g *envelop.Verzegeld) error {
			laatste, err = codec.Lees(g)
			return err
		}))
		k := &kantoor{journaal: j, codec: codec}
		k.o.nu = func() time.Time { return laatste.Time.Add(-klokmarge) }
		require.NoError(t, k.keurKlok(t.Context()), "een kleine stap terug mag")
		k.o.nu = func() time.Time { return laatste.Time.Add(-klokmarge - time.Millisecond) }
		require.ErrorContains(t, k.keurKlok(t.Context()), "zet de klok goed")
	})
}

func TestDemoAanmelden(t *testing.T) {
	s := demoServer(t)
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	br := &http.Client{Jar: jar, Timeout: 20 * time.Second}
	lees := func(a *http.Response, err error) (string, *http.Response) {
		require.NoError(t, err)
		defer a.Body.Close()
		b, err := io.ReadAll(a.Body)
		require.NoError(t, err)
		return string(b), a
	}
	var secretaris demoaccount
	for _, a := range s.accounts(t) {
		if a.Rol == toegang.Bestuurssecretaris {
			secretaris = a
		}
	}
	_, a := lees(br.Get(s.adres + "/aanmelden"))
	q := a.Request.URL
	tekst, a := lees(br.PostForm(q.String(), url.Values{"id": {q.Query().Get("authRequestID")}, "username": {secretaris.Gebruiker}, "password": {secretaris.Wachtwoord}}))
	require.Equal(t, http.StatusOK, a.StatusCode, tekst)
	doe := func(methode, pad, lichaam string, koppen ...string) *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), methode, s.adres+pad, strings.NewReader(lichaam))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/json")
		for i := 0; i < len(koppen); i += 2 {
			r.Header.Set(koppen[i], koppen[i+1])
		}
		_, a := lees(br.Do(r))
		return a
	}
	t.Run("wie zich aanmeldt in een browser leest wat zijn rol mag lezen", func(t *testing.T) {
		tekst, a := lees(br.Get(s.adres + "/aangemeld"))
		assert.Equal(t, http.StatusOK, a.StatusCode)
		assert.Contains(t, tekst, "bestuurssecretaris")
		assert.Equal(t, http.StatusOK, doe(http.MethodGet, "/v1/rapporten/zienswijzen", "").StatusCode)
		assert.Equal(t, http.StatusForbidden, doe(http.MethodGet, "/v1/verzuimmeldingen/0190c0de-0000-7000-8000-000000000001", "").StatusCode)
	})
	t.Run("een andere website kan met die aanmelding niets wijzigen, een eigen pagina wel", func(t *testing.T) {
		opdracht := `{"gemeente":"GM0202","module":"inkoop","vanaf":"2017-04-01","genomenOp":"2017-03-15"}`
		for _, kop := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://vals.example"}} {
			a := doe(http.MethodPost, "/v1/deelnames?proef=true", opdracht, kop...)
			assert.Equal(t, http.StatusForbidden, a.StatusCode, kop)
		}
		a := doe(http.MethodPost, "/v1/deelnames?proef=true", opdracht, "Sec-Fetch-Site", "same-origin")
		assert.Contains(t, []int{http.StatusOK, http.StatusConflict}, a.StatusCode, "dit is door de regels beoordeeld")
	})
	t.Run("hij ziet zijn sessie en beëindigt een andere, en dat staat in het auditlog, net als wie werd weggestuurd", func(t *testing.T) {
		jar, err := cookiejar.New(nil)
		require.NoError(t, err)
		elders := &http.Client{Jar: jar, Timeout: 20 * time.Second}
		_, a := lees(elders.Get(s.adres + "/aanmelden"))
		q := a.Request.URL
		_, a = lees(elders.PostForm(q.String(), url.Values{"id": {q.Query().Get("authRequestID")}, "username": {secretaris.Gebruiker}, "password": {secretaris.Wachtwoord}}))
		require.Equal(t, http.StatusOK, a.StatusCode)
		_, a = lees(elders.Get(s.adres + "/v1/rapporten/zienswijzen"))
		require.Equal(t, http.StatusOK, a.StatusCode)
		tekst, _ := lees(br.PostForm(s.adres+"/aangemeld/sessies", url.Values{"sessie": {"andere"}}))
		assert.Contains(t, tekst, "deze sessie")
		_, a = lees(elders.Get(s.adres + "/v1/rapporten/zienswijzen"))
		assert.Equal(t, http.StatusUnauthorized, a.StatusCode)
		assert.Equal(t, http.StatusOK, doe(http.MethodGet, "/v1/rapporten/zienswijzen", "").StatusCode, "de eigen sessie blijft")
		_, a = lees(elders.Get(s.adres + "/aanmelden/terug?state=x&code=y"))
		assert.Equal(t, http.StatusBadRequest, a.StatusCode)
		_, a = lees(http.PostForm(s.adres+"/aanmelden/afgemeld", url.Values{"logout_token": {"a.b.c"}}))
		assert.Equal(t, http.StatusBadRequest, a.StatusCode, "een afmelding die de aanbieder niet ondertekende")
		var beeindigd, redenen []string
		require.NoError(t, auditlog.Lees(filepath.Join(s.dir, auditlog.Map), func(r auditlog.Regel) error {
			if r.Actie == auditlog.Beeindigd {
				beeindigd = append(beeindigd, string(r.Resultaat)+" "+r.Actor.Rol)
				assert.NotEmpty(t, r.Object)
			}
			if r.Reden != "" {
				redenen = append(redenen, string(r.Resultaat)+" "+r.Reden)
			}
			return nil
		}))
		assert.Equal(t, []string{"toegestaan bestuurssecretaris"}, beeindigd)
		assert.Equal(t, []string{"geweigerd verlopen-of-andere-browser", "geweigerd bewijs-ongeldig"}, redenen)
	})
	t.Run("na afmelden is het voorbij", func(t *testing.T) {
		assert.Equal(t, http.StatusOK, doe(http.MethodPost, "/afmelden", "").StatusCode)
		assert.Equal(t, http.StatusUnauthorized, doe(http.MethodGet, "/v1/rapporten/zienswijzen", "").StatusCode)
	})
}

func TestBehindProxy(t *testing.T) {
	for adres, naam := range map[string]string{"https://kroniek.voorbeeld.nl": "__Host-kroniek-sessie", "": "kroniek-sessie"} {
		t.Run("het koekje heet "+naam, func(t *testing.T) {
			s := start(t, "serve", filepath.Join(t.TempDir(), "d"), "--onversleuteld", "--adres", adres, "--aanmelden-uitgever", "https://127.0.0.1:1")
			a, err := http.Get(s.adres + "/aangemeld")
			require.NoError(t, err)
			require.NoError(t, a.Body.Close())
			require.Len(t, a.Cookies(), 1)
			assert.Equal(t, naam, a.Cookies()[0].Name)
			assert.Equal(t, adres != "", a.Cookies()[0].Secure, "achter een proxy met TLS gaat het nooit onversleuteld over het netwerk")
		})
	}
}
