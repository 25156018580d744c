package httpapi

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// Every answer in these tests passes kantoor.toets, which asks for the headers.
func TestAdressen(t *testing.T) {
	k := open(t)
	auditor := k.token[toegang.Auditor]
	for _, pad := range []string{
		"/", "/v1", "/v1/", "/v1/onbekend", "/v1/gezondheid/", "/v1/gebeurtenissen/", "/v1/rapporten/zienswijzen/", "/checkpoint/",
		"/v1/uitvoeringsplannen/2027/", "/v2/gezondheid", "/v1//gezondheid", "/favicon.ico", "/v1/rapporten/bestaat-niet", "/v1/uitvoeringsplannen/2027",
	} {
		t.Run(pad+" bestaat niet", func(t *testing.T) {
			g := k.stuur(auditor, "GET", pad, nil).is(404)
			assert.Empty(t, g.kop.Get("Location"))
			assert.NotContains(t, string(g.lichaam), "onbekend")
		})
	}
	t.Run("een verkeerde methode is 405 en noemt de goede", func(t *testing.T) {
		for pad, goed := range map[string]string{
			"/v1/gezondheid": "GET", "/v1/uitvoeringsplannen": "POST", "/v1/deelnames/GM0202/inkoop": "GET", "/checkpoint": "GET",
		} {
			for _, methode := range []string{"PUT", "DELETE", "PATCH", "TRACE", "GEHEIM"} {
				g := k.stuur(auditor, methode, pad, nil).is(405)
				assert.Contains(t, g.kop.Get("Allow"), goed, pad)
				assert.NotContains(t, string(g.lichaam), "GEHEIM")
			}
		}
	})
	t.Run("OPTIONS noemt de methoden", func(t *testing.T) {
		g := k.stuur("", "OPTIONS", "/v1/uitvoeringsplannen", nil).is(204)
		assert.Contains(t, g.kop.Get("Allow"), "POST")
	})
	t.Run("HEAD geeft de koppen van GET zonder inhoud", func(t *testing.T) {
		get := k.stuur("", "GET", "/v1/gezondheid", nil).is(200)
		head := k.stuur("", "HEAD", "/v1/gezondheid", nil).is(200)
		assert.Empty(t, head.lichaam)
		assert.Equal(t, get.kop.Get("Content-Length"), head.kop.Get("Content-Length"))
		k.stuur(auditor, "HEAD", stroompad, nil).is(405)
	})
}

func TestBeschrijving(t *testing.T) {
	k := open(t)
	t.Run("de beschrijving is openbaar, voor elke website, en dezelfde als waaraan wordt gekeurd", func(t *testing.T) {
		g := k.stuur("", "GET", "/v1/openapi.json", nil).is(200)
		assert.Equal(t, "*", g.kop.Get("Access-Control-Allow-Origin"))
		var d struct {
			Openapi string
			Info    struct{ Version string }
			Paths   map[string]any
		}
		g.lees(&d)
		assert.Equal(t, "3.1.1", d.Openapi)
		assert.Equal(t, g.kop.Get("API-Version"), d.Info.Version)
		assert.Len(t, d.Paths, len(k.server.beschrijving.document.Paths.Map()))
		doc, err := openapi3.NewLoader().LoadFromData(g.lichaam)
		require.NoError(t, err)
		require.NoError(t, doc.Validate(context.Background()))
		assert.NotContains(t, string(g.lichaam), `"x-`, "what only the generator needs")
	})
	t.Run("andere antwoorden zijn niet voor andere websites", func(t *testing.T) {
		assert.Empty(t, k.stuur("", "GET", "/v1/zegel", nil).is(200).kop.Get("Access-Control-Allow-Origin"))
	})
}

func TestGrenzen(t *testing.T) {
	k := open(t, func(o *Opties) {
		o.Grenzen.KopTijd, o.Grenzen.LeesTijd = 300*time.Millisecond, 600*time.Millisecond
		o.Grenzen.Lichaam, o.Grenzen.Koppen = 10_000, 2_000
	})
	t.Run("een inhoud van precies de grens wordt gelezen, een byte meer niet", func(t *testing.T) {
		vul := strings.Repeat(" ", 10_000-len(goedeDeelname))
		k.secretaris("/v1/deelnames", goedeDeelname+vul).is(201)
		k.secretaris("/v1/deelnames", goedeDeelname+vul+" ").is(413)
	})
	t.Run("een veel te grote inhoud zonder lengte is 413", func(t *testing.T) {
		r, err := http.NewRequest("POST", k.adres+"/v1/deelnames", struct{ *strings.Reader }{strings.NewReader(strings.Repeat(" ", 5_000_000))})
		require.NoError(t, err)
		r.ContentLength = -1
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+k.token[toegang.Bestuurssecretaris])
		antw, err := http.DefaultTransport.RoundTrip(r)
		if err == nil { // the server may hang up while it is still being sent to
			defer antw.Body.Close()
			assert.Equal(t, 413, antw.StatusCode)
		}
	})
	t.Run("een verzoek met twee lengten is geen twee verzoeken", func(t *testing.T) {
		c := verbind(t, k)
		_, err := fmt.Fprint(c, "POST /v1/deelnames HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"+
			"0\r\n\r\nGET /v1/zegel HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
		require.NoError(t, err)
		antw, err := http.ReadResponse(bufio.NewReader(c), nil)
		require.NoError(t, err)
		defer antw.Body.Close()
		assert.Contains(t, []int{400, 401}, antw.StatusCode)
		for _, dubbel := range []string{"Content-Length: 5\r\nContent-Length: 6", "Transfer-Encoding: chunked, identity", "Transfer-Encoding : chunked"} {
			c := verbind(t, k)
			_, err := fmt.Fprint(c, "POST /v1/deelnames HTTP/1.1\r\nHost: x\r\n"+dubbel+"\r\n\r\nabcdefGET /v1/zegel HTTP/1.1\r\nHost: x\r\n\r\n")
			require.NoError(t, err)
			antw, err := http.ReadResponse(bufio.NewReader(c), nil)
			require.NoError(t, err)
			defer antw.Body.Close()
			assert.Contains(t, []int{400, 501}, antw.StatusCode, dubbel)
			assert.True(t, antw.Close, "na een onduidelijke lengte wordt niets meer van deze verbinding gelezen")
		}
	})
	t.Run("te grote koppen zijn 431", func(t *testing.T) {
		k.stuur("", "GET", "/v1/gezondheid", nil, "X-Vulling", strings.Repeat("a", 1_000)).is(200)
		k.stuur("", "GET", "/v1/gezondheid", nil, "X-Vulling", strings.Repeat("a", 2_001)).is(431)
	})
	t.Run("een stortvloed van koppen wordt geweigerd voor zij is gelezen", func(t *testing.T) {
		c := verbind(t, k)
		_, err := fmt.Fprint(c, "GET /v1/gezondheid HTTP/1.1\r\nHost: x\r\n")
		require.NoError(t, err)
		var geschreven int
		for range 10_000 {
			n, err := fmt.Fprintf(c, "X-%d: %s\r\n", geschreven, strings.Repeat("a", 1_000))
			geschreven += n
			if err != nil {
				break
			}
		}
		assert.Less(t, geschreven, 9_000_000)
	})
	t.Run("wie de koppen druppelt wordt afgesloten", func(t *testing.T) {
		c := verbind(t, k)
		begin := time.Now()
		for {
			if _, err := fmt.Fprint(c, "G"); err != nil || time.Since(begin) > 5*time.Second {
				break
			}
			require.NoError(t, c.SetReadDeadline(time.Now().Add(50*time.Millisecond)))
			if _, err := c.Read(make([]byte, 100)); err != nil && !isTijd(err) {
				break
			}
		}
		assert.Less(t, time.Since(begin), 15*time.Second)
	})
	t.Run("wie de inhoud druppelt krijgt geen verbinding voor altijd", func(t *testing.T) {
		c := verbind(t, k)
		_, err := fmt.Fprintf(c, "POST /v1/deelnames HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{", k.token[toegang.Bestuurssecretaris])
		require.NoError(t, err)
		require.NoError(t, c.SetReadDeadline(time.Now().Add(5*time.Second)))
		antw, err := http.ReadResponse(bufio.NewReader(c), nil)
		require.NoError(t, err)
		defer antw.Body.Close()
		assert.Equal(t, 400, antw.StatusCode)
	})
	t.Run("een ander wordt intussen gewoon bediend", func(t *testing.T) {
		for range 50 {
			c := verbind(t, k)
			_, err := fmt.Fprint(c, "GET /v1/")
			require.NoError(t, err)
		}
		k.stuur("", "GET", "/v1/gezondheid", nil).is(200)
	})
}

func verbind(t *testing.T, k *kantoor) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(k.adres, "http://"))
	require.NoError(t, err)
	t.Cleanup(func() { c.Close() })
	return c
}

func isTijd(err error) bool {
	n, ok := err.(net.Error)
	return ok && n.Timeout()
}

// TestPaniek: whatever a handler throws, neither the answer nor the log holds it.
func TestPaniek(t *testing.T) {
	for naam, worp := range map[string]any{
		"een tekst": merk, "een fout": errors.New(merk), "een verzoek": &KopieUitgeven{Ontvanger: merk}, "een persoon": Persoonsgegevens{Naam: merk, Bsn: merk},
	} {
		t.Run("een afhandeling die "+naam+" gooit geeft 500, en een stapel zonder wat erin stond", func(t *testing.T) {
			k := open(t, func(o *Opties) { o.Leesmodellen = paniekmodellen{worp} })
			g := k.stuur(k.token[toegang.Auditor], "GET", "/v1/rapporten/zienswijzen", nil).is(500)
			assert.NotContains(t, string(g.lichaam), merk)
			assert.NotContains(t, k.log.String(), merk)
			assert.Contains(t, k.log.String(), "paniek")
			assert.Contains(t, k.log.String(), fmt.Sprintf("%T", worp), "control: it is about this panic")
		})
	}
}
