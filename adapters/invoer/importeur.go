package invoer

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-json-experiment/json"
)

// Opties is what reading in needs.
type Opties struct {
	Adres       string      // of the kantoor: https://host:port, or http on this machine
	TLS         *tls.Config // whom to trust there; nil: the authorities of this machine
	Token       string
	Lijnen      int   // connections; 0: 128. The more wait together, the more share one fsync
	Proef       bool  // decide and record nothing
	VanafRegel  int64 // lines before it are left out, and not answered
	OnderBehoud int   // lines that may wait for their turn to be answered; 0: 8192
}

// An Importeur gives the commands of files to one kantoor.
type Importeur struct {
	o         Opties
	host      string
	tls       *tls.Config // nil: without
	client    *http.Client
	grondslag string
	b         *Beschrijving
	rust      time.Duration // before trying again; longer each time
	kop       int64         // last position at the start
	gezien    bits          // first positions answered in this run, counted from kop
	mu        sync.Mutex
	oorzaak   atomic.Pointer[error]
}

// errToken reports a token that the kantoor does not take.
var errToken = errors.New("het kantoor kent dit token niet, of het is verlopen of ingetrokken")

// Nieuw asks a kantoor for its description and its last position.
func Nieuw(ctx context.Context, o Opties) (*Importeur, error) {
	u, err := url.Parse(o.Adres)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, errors.New("dit is geen adres van een kantoor (https://…)")
	}
	if o.Token == "" || strings.ContainsFunc(o.Token, func(c rune) bool { return c <= ' ' || c > '~' }) {
		return nil, errors.New("dit is geen token")
	}
	if o.Lijnen == 0 {
		o.Lijnen = 128
	}
	if o.OnderBehoud == 0 {
		o.OnderBehoud = 8192
	}
	o.Adres = u.Scheme + "://" + u.Host
	im := &Importeur{o: o, host: u.Host, grondslag: "/v1", rust: 50 * time.Millisecond, client: &http.Client{Timeout: 15 * time.Second}}
	if u.Scheme == "https" {
		im.tls = o.TLS.Clone() // nil stays nil
		if im.tls == nil {
			im.tls = &tls.Config{MinVersion: tls.VersionTLS13}
		}
		im.tls.ServerName = u.Hostname()
		im.client.Transport = &http.Transport{TLSClientConfig: im.tls, TLSHandshakeTimeout: 5 * time.Second}
	}
	if err := im.meldAan(ctx); err != nil {
		return nil, err
	}
	document, err := im.haal(ctx, "/openapi.json")
	if err != nil {
		return nil, err
	}
	if im.b, err = LeesBeschrijving(document); err != nil {
		return nil, err
	}
	stand, err := im.haal(ctx, "/gezondheid")
	if err != nil {
		return nil, err
	}
	var g struct{ Positie int64 }
	if err := json.Unmarshal(stand, &g, json.MatchCaseInsensitiveNames(true)); err != nil {
		return nil, fmt.Errorf("lees stand van het kantoor: %w", err)
	}
	im.kop = g.Positie
	return im, nil
}

// Beschrijving returns what the kantoor says of its commands.
func (im *Importeur) Beschrijving() *Beschrijving { return im.b }

// meldAan asks for something that needs a token, before any command is given: a
// kantoor that just issued a token takes a moment to know it, on all connections.
func (im *Importeur) meldAan(ctx context.Context) error {
	for poging := 1; ; poging++ {
		_, status, err := im.vraag(ctx, "/rapporten")
		switch {
		case err != nil:
			return err
		case status != http.StatusUnauthorized: // a role without reports may still give commands
			return nil
		case poging == 5:
			return errToken
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(300 * time.Millisecond):
		}
	}
}

func (im *Importeur) haal(ctx context.Context, pad string) ([]byte, error) {
	b, status, err := im.vraag(ctx, pad)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("het kantoor antwoordt %d op %s", status, pad)
	}
	return b, err
}

func (im *Importeur) vraag(ctx context.Context, pad string) ([]byte, int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, im.o.Adres+im.grondslag+pad, nil)
	if err != nil {
		return nil, 0, err
	}
	req.Header.Set("Authorization", "Bearer "+im.o.Token)
	a, err := im.client.Do(req)
	if err != nil {
		return nil, 0, fmt.Errorf("het kantoor op %s is niet te bereiken: %w", im.host, err)
	}
	b, err := io.ReadAll(io.LimitReader(a.Body, 64<<20))
	if err = errors.Join(err, a.Body.Close()); err != nil {
		return nil, 0, fmt.Errorf("lees %s: %w", pad, err)
	}
	return b, a.StatusCode, nil
}

// A werk is one line under way.
type werk struct {
	regel   *Regel
	op      *operatie
	bron    string           // resource that it is about; empty: a new one that nobody refers to
	na      []*werk          // lines that must have their outcome first, whatever it is
	nodig   map[string]*werk // lines whose outcome it refers to
	verzoek verzoek
	uitslag Uitslag
	klaar   chan struct{} // closed when uitslag is there
}

func (w *werk) klaarMet(u Uitslag) {
	u.LetOp = w.regel.LetOp
	w.uitslag = u
	close(w.klaar)
}

// wachtOp reports whether everything that comes before w has its outcome; with lang
// it waits for that.
func (w *werk) wachtOp(lang bool) bool {
	for _, d := range w.na {
		if !lang && !d.isKlaar() {
			return false
		}
		<-d.klaar // every line gets its outcome, also after an interruption
	}
	return true
}

func (w *werk) isKlaar() bool {
	select {
	case <-w.klaar:
		return true
	default:
		return false
	}
}

// Draai reads lezer to its end and hands every answer to uit, in the order of the
// file. It returns an error when the file cannot be read on, when uit fails, or when
// the kantoor could not be reached; lines that were read have their answer then.
func (im *Importeur) Draai(ctx context.Context, lezer Lezer, uit func(Uitslag) error) (t Telling, err error) {
	im.oorzaak.Store(nil)
	var wg sync.WaitGroup
	lijnen := make([]*lijn, im.o.Lijnen)
	for i := range lijnen {
		lijnen[i] = &lijn{im: im, in: make(chan *werk, perKeer)}
		wg.Go(func() { lijnen[i].loop(ctx) })
	}
	rij := make(chan *werk, im.o.OnderBehoud)
	leesfout := make(chan error, 1)
	go func() {
		v := verdeler{im: im, lijnen: lijnen, namen: map[string]*werk{}, baan: map[string]int{}, voor: map[string]*voorgangers{}, zaad: maphash.MakeSeed()}
		leesfout <- v.loop(ctx, lezer, rij)
		for _, l := range lijnen {
			close(l.in)
		}
		close(rij)
	}()
	for w := range rij {
		<-w.klaar
		t.Tel(w.uitslag.Status)
		if err == nil {
			if err = uit(w.uitslag); err != nil {
				err = fmt.Errorf("schrijf uitslag: %w", err)
				im.stop(err)
			}
		}
	}
	wg.Wait()
	if fout := <-leesfout; fout != nil && err == nil {
		err = fout
	}
	if fout := im.fataal(); fout != nil && err == nil {
		err = fout
	}
	return t, err
}

// stop makes the rest of the lines fail without trying them.
func (im *Importeur) stop(err error) { im.oorzaak.CompareAndSwap(nil, &err) }

func (im *Importeur) fataal() error {
	if p := im.oorzaak.Load(); p != nil {
		return *p
	}
	return nil
}

// bereid makes the request of w, or gives w its answer and returns false.
func (im *Importeur) bereid(w *werk) bool {
	fout := false
	v, err := w.regel.verzoek(w.op, func(naam string) string {
		d := w.nodig[naam]
		_, id, ok := strings.Cut(d.uitslag.Stroom, "-")
		fout = fout || !ok || im.o.Proef && d.uitslag.Status != Herhaald
		return id
	})
	switch {
	case err != nil:
		w.regel.Fouten = []Veldfout{w.regel.veldfout("/body", "json", "De inhoud is geen geldige JSON, of een veld staat er twee keer in.")}
		w.klaarMet(w.regel.Afgekeurd())
	case fout:
		w.regel.Fouten = []Veldfout{{Code: "verwijzing", Reden: "De regel waarnaar deze verwijst is niet vastgelegd."}}
		w.klaarMet(w.regel.Afgekeurd())
	default:
		w.verzoek = v
		return true
	}
	return false
}

// klaar gives w its answer. A first position from before this run, or that another
// line of this run has as well, was recorded before.
func (im *Importeur) klaar(w *werk, u Uitslag, eerste int64) {
	if u.Status == Aanvaard && eerste > 0 {
		im.mu.Lock()
		if eerste <= im.kop || im.gezien.zet(eerste-im.kop) {
			u.Status = Herhaald
		}
		im.mu.Unlock()
	}
	if u.Status == Ongeldig {
		u.Velden = append(w.regel.onbekendeVelden(w.op), u.Velden...)
	}
	w.klaarMet(u)
}

// bits is a set of small numbers.
type bits []uint64

// zet adds n and reports whether it was there.
func (b *bits) zet(n int64) bool {
	i := int(n / 64)
	for len(*b) <= i {
		*b = append(*b, 0)
	}
	was := (*b)[i]&(1<<(n%64)) != 0
	(*b)[i] |= 1 << (n % 64)
	return was
}
