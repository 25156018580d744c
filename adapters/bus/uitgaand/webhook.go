package uitgaand

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
)

// Tijden bound what a webhook may take. Zero values mean those of [StandaardTijden].
type Tijden struct {
	Verbinden time.Duration // to connect, and again for TLS
	Antwoord  time.Duration // for one attempt as a whole
}

// StandaardTijden returns the bounds that hold unless others are given.
func StandaardTijden() Tijden {
	return Tijden{Verbinden: 5 * time.Second, Antwoord: 15 * time.Second}
}

// Bounds of what is read of an answer. Its content means nothing: only its status does.
const (
	meesteKoppen   = 16 << 10
	meesteLichaam  = 4 << 10
	langsteWachten = 15 * time.Minute
)

// webhook sends over HTTP. It is safe for concurrent use.
type webhook struct {
	geheimen Geheimen
	tijden   Tijden
	nu       func() time.Time
	open, in *http.Client // to the internet over TLS, and in the clear within own networks
}

func nieuweWebhook(n Netwerk, g Geheimen, t Tijden, nu func() time.Time, tlsInst *tls.Config) *webhook {
	std := StandaardTijden()
	if t.Verbinden <= 0 {
		t.Verbinden = std.Verbinden
	}
	if t.Antwoord <= 0 {
		t.Antwoord = std.Antwoord
	}
	return &webhook{geheimen: g, tijden: t, nu: nu, open: klant(n, t, true, tlsInst), in: klant(n, t, false, tlsInst)}
}

// klant returns a client without proxy: a proxy would connect on its behalf, to
// addresses that nobody judged.
func klant(n Netwerk, t Tijden, versleuteld bool, inst *tls.Config) *http.Client {
	return &http.Client{
		Timeout: t.Antwoord,
		Transport: &http.Transport{
			DialContext: n.beller(t.Verbinden, versleuteld).DialContext, TLSHandshakeTimeout: t.Verbinden,
			TLSClientConfig: inst, ForceAttemptHTTP2: true, DisableCompression: true,
			MaxResponseHeaderBytes: meesteKoppen, MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// verzend makes one attempt. It returns nil when the receiver answered 2xx.
func (w *webhook) verzend(ctx context.Context, adres string, b Bericht) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, adres, bytes.NewReader(b.Lichaam))
	if err != nil {
		return &Storing{Soort: Geweigerd, Reden: abonnement.AdresGeweigerd, Err: err}
	}
	k := w.open
	switch r.URL.Scheme {
	case "https":
	case "http":
		k = w.in
	default:
		return &Storing{Soort: Geweigerd, Reden: abonnement.AdresGeweigerd, Err: ErrAdres}
	}
	w.koppen(r.Header, b)
	antwoord, err := k.Do(r)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return vanNetwerk(err)
	}
	defer antwoord.Body.Close()
	// Some is read so that the connection can serve again; more is not waited for.
	if _, err := io.CopyN(io.Discard, antwoord.Body, meesteLichaam); err != nil && err != io.EOF && ctx.Err() != nil {
		return ctx.Err()
	}
	return w.oordeel(antwoord)
}

func (w *webhook) koppen(h http.Header, b Bericht) {
	op := w.nu()
	geheimen := [][]byte{w.geheimen.Van(b.Abonnement, b.Geheim)}
	if b.VorigGeheim > 0 {
		geheimen = append(geheimen, w.geheimen.Van(b.Abonnement, b.VorigGeheim))
	}
	h.Set("Content-Type", mediatype)
	h.Set("User-Agent", "Kroniek")
	h.Set("Webhook-Id", b.ID)
	h.Set("Webhook-Timestamp", moment(op))
	h.Set("Webhook-Signature", Onderteken(b.ID, op, b.Lichaam, geheimen...))
	if b.Spoor != "" {
		h.Set("Traceparent", b.Spoor)
	}
}

// oordeel says what a status means. A 4xx is tried again too: who answers 401
// today may have his secret set right tomorrow, and nothing is skipped meanwhile.
func (w *webhook) oordeel(a *http.Response) error {
	s := &Storing{Soort: StatusAnders, Wacht: gevraagd(a.Header.Get("Retry-After"), w.nu())}
	switch {
	case a.StatusCode >= 200 && a.StatusCode < 300:
		return nil
	case a.StatusCode == http.StatusGone:
		s.Soort, s.Reden = Weg, abonnement.OntvangerWeg
	case a.StatusCode >= 300 && a.StatusCode < 400:
		s.Soort = Omleiding
	case a.StatusCode >= 400 && a.StatusCode < 500:
		s.Soort = Status4
	case a.StatusCode >= 500:
		s.Soort = Status5
	}
	return s
}

// gevraagd reads Retry-After: seconds or a moment; within bounds, 0 when it says nothing.
func gevraagd(kop string, nu time.Time) time.Duration {
	if kop == "" {
		return 0
	}
	if n, err := strconv.Atoi(kop); err == nil {
		return min(max(0, time.Duration(min(n, 1<<20))*time.Second), langsteWachten)
	}
	t, err := http.ParseTime(kop)
	if err != nil {
		return 0
	}
	return min(max(0, t.Sub(nu)), langsteWachten)
}

// rust implements [verzender].
func (w *webhook) rust() {
	w.open.CloseIdleConnections()
	w.in.CloseIdleConnections()
}
