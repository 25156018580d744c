package uitgaand

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
)

func proefwebhook() *webhook {
	return nieuweWebhook(Netwerk{Toegestaan: lokaal}, geheim, Tijden{Verbinden: 10 * time.Second, Antwoord: 10 * time.Second}, time.Now, nil)
}

func TestWebhook(t *testing.T) {
	t.Run("een bericht draagt id, moment, handtekening en spoor", func(t *testing.T) {
		o := nieuweOntvanger(t, true)
		w := nieuweWebhook(Netwerk{Toegestaan: lokaal}, geheim, Tijden{}, func() time.Time { return time.Unix(100, 0) }, o.vertrouw())
		b := bericht()
		b.Spoor, b.Geheim, b.VorigGeheim = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", 2, 1
		require.NoError(t, w.verzend(t.Context(), o.srv.URL, b))
		k := o.kreeg(func(b []pakket, _ int) bool { return len(b) == 1 })[0].koppen
		require.Equal(t, "x", k.Get("webhook-id"))
		require.Equal(t, "100", k.Get("webhook-timestamp"))
		require.Equal(t, Onderteken("x", time.Unix(100, 0), b.Lichaam, geheim.Van(b.Abonnement, 2), geheim.Van(b.Abonnement, 1)), k.Get("webhook-signature"))
		require.Equal(t, b.Spoor, k.Get("traceparent"))
		require.Equal(t, "application/cloudevents+json; charset=utf-8", k.Get("Content-Type"))
	})
	t.Run("een certificaat dat niet klopt houdt het bericht tegen", func(t *testing.T) {
		o := nieuweOntvanger(t, true)
		w := nieuweWebhook(Netwerk{Toegestaan: lokaal}, geheim, Tijden{}, time.Now, nil)
		var s *Storing
		require.ErrorAs(t, w.verzend(t.Context(), o.srv.URL, bericht()), &s)
		require.Equal(t, TLSFout, s.Soort)
		require.Zero(t, o.verzoeken())
	})
	for code, want := range map[int]Storing{
		199 + 1: {}, 204: {}, 299: {}, 301: {Soort: Omleiding}, 304: {Soort: Omleiding}, 400: {Soort: Status4}, 401: {Soort: Status4}, 404: {Soort: Status4}, 429: {Soort: Status4},
		410: {Soort: Weg, Reden: abonnement.OntvangerWeg}, 500: {Soort: Status5}, 503: {Soort: Status5}, 599: {Soort: Status5}, 600: {Soort: Status5},
	} {
		t.Run("status "+http.StatusText(code)+" zegt wat er van het bericht werd", func(t *testing.T) {
			o := nieuweOntvanger(t, false)
			o.Antwoord = func(_ int, w http.ResponseWriter, _ pakket) { w.WriteHeader(code) }
			err := proefwebhook().verzend(t.Context(), o.srv.URL, bericht())
			if want.Soort == "" {
				require.NoError(t, err)
				return
			}
			var s *Storing
			require.ErrorAs(t, err, &s)
			require.Equal(t, want, *s)
		})
	}
	t.Run("Retry-After wordt gehoord, binnen grenzen", func(t *testing.T) {
		nu := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		for kop, want := range map[string]time.Duration{
			"": 0, "0": 0, "-5": 0, "7": 7 * time.Second, "999999999999": langsteWachten, "99999": langsteWachten, "straks": 0,
			nu.Add(time.Minute).Format(http.TimeFormat): time.Minute, nu.Add(-time.Minute).Format(http.TimeFormat): 0, nu.AddDate(1, 0, 0).Format(http.TimeFormat): langsteWachten,
		} {
			require.Equal(t, want, gevraagd(kop, nu), kop)
		}
	})
	t.Run("wie niet antwoordt houdt ons niet op", func(t *testing.T) {
		los := make(chan struct{})
		stil := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-los }))
		t.Cleanup(func() { close(los); stil.Close() })
		w := nieuweWebhook(Netwerk{Toegestaan: lokaal}, geheim, Tijden{Antwoord: 50 * time.Millisecond}, time.Now, nil)
		var s *Storing
		require.ErrorAs(t, w.verzend(t.Context(), stil.URL, bericht()), &s)
		require.Equal(t, TeTraag, s.Soort)
	})
	t.Run("van een antwoord zonder einde wordt weinig gelezen", func(t *testing.T) {
		geschreven := make(chan int, 1)
		veel := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			n := 0
			for b := []byte(strings.Repeat("x", 64<<10)); n < 1<<30 && r.Context().Err() == nil; {
				k, err := w.Write(b)
				if n += k; err != nil {
					break
				}
			}
			geschreven <- n
		}))
		t.Cleanup(veel.Close)
		w := nieuweWebhook(Netwerk{Toegestaan: lokaal}, geheim, Tijden{}, time.Now, nil)
		require.NoError(t, w.verzend(t.Context(), veel.URL, bericht()), "its status said that it has the message")
		w.rust()
		require.Less(t, <-geschreven, 64<<20, "what the machine buffers, and no more")
	})
	t.Run("te grote koppen in een antwoord zijn een storing", func(t *testing.T) {
		o := nieuweOntvanger(t, false)
		o.Antwoord = func(_ int, w http.ResponseWriter, _ pakket) {
			w.Header().Set("X", strings.Repeat("x", 2*meesteKoppen))
			w.WriteHeader(200)
		}
		var s *Storing
		require.ErrorAs(t, proefwebhook().verzend(t.Context(), o.srv.URL, bericht()), &s)
	})
	t.Run("waar niemand luistert is geen verbinding", func(t *testing.T) {
		o := nieuweOntvanger(t, false)
		o.srv.Close()
		var s *Storing
		require.ErrorAs(t, proefwebhook().verzend(t.Context(), o.srv.URL, bericht()), &s)
		require.Equal(t, GeenVerbinding, s.Soort)
	})
}
