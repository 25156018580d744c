package uitgaand

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// proef is an event that concerns a gemeente.
type proef struct {
	Gemeente string `json:"gemeente"`
	Nummer   int    `json:"nummer"`
}

const proeftype = "nl.proeven.proef-gedaan.v1"

// The policy of these tests: an auditor sees every proef, an integrator those of its
// own gemeente.
const (
	proefwoorden = `
entity Rol enum ["auditor", "integrator", "griffier"];
entity Houder in [Rol] { organisatie: String, gemeente?: String, module?: String };
entity Zaak { gemeente?: String, module?: String, school?: String };
type Omstandigheden = { personen: Bool };
action "gebeurtenis:nl.proeven.proef-gedaan.v1" appliesTo { principal: [Houder], resource: [Zaak], context: Omstandigheden };`
	proefregels = `
@id("alles")
permit (principal in Rol::"auditor", action == Action::"gebeurtenis:nl.proeven.proef-gedaan.v1", resource);
@id("eigen")
permit (principal in Rol::"integrator", action == Action::"gebeurtenis:nl.proeven.proef-gedaan.v1", resource)
when { principal has gemeente && resource has gemeente && principal.gemeente == resource.gemeente };`
)

var (
	proeven = es.NewCatalog(func(proef) string { return proeftype }, proef{})
	lokaal  = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	geheim  = Geheimen{1, 2, 3}
)

// A wereld is a journal with abonnementen, and what is needed to send from it.
type wereld struct {
	t        testing.TB
	j        *journaal.Journaal
	codec    *envelop.Codec
	posities bus.Posities
	handler  es.Handler[abonnement.Command, abonnement.State, abonnement.Event]
	o        Opties
	revisies map[es.Stream]es.Revision
	log      *slot
}

func nieuweWereld(t testing.TB) *wereld {
	codec, err := envelop.New("urn:nld:oin:00000001234567890000:systeem:kroniek", proeven, abonnement.Events)
	require.NoError(t, err)
	j, err := journaal.Open(context.Background(), t.TempDir(), journaal.Opties{Codec: codec})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, j.Sluit()) })
	beleid, err := toegang.NieuwBeleid(toegang.Bron{Naam: "proef.cedarschema", Tekst: proefwoorden}, toegang.Bron{Naam: "proef.cedar", Tekst: proefregels})
	require.NoError(t, err)
	w := &wereld{t: t, j: j, codec: codec, posities: bus.Map(t.TempDir()), revisies: map[es.Stream]es.Revision{}, log: &slot{}}
	w.handler = es.Handler[abonnement.Command, abonnement.State, abonnement.Event]{Decider: abonnement.Decider, Log: j}
	w.o = Opties{
		Journaal: j, Decodeer: codec.Lees, Log: j, Posities: w.posities, Beleid: beleid, Geheimen: geheim,
		Typen: append(abonnement.Events.EverStored(), proeftype), Nu: time.Now, Netwerk: Netwerk{Toegestaan: lokaal},
		Logboek: slog.New(slog.NewTextHandler(w.log, nil)), Geduld: time.Hour,
		Bus: bus.Opties{Pause: bus.Pause{Min: time.Millisecond, Max: 4 * time.Millisecond}},
	}
	return w
}

// slot lets several goroutines write one log.
type slot struct {
	mu sync.Mutex
	w  strings.Builder
}

func (s *slot) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.w.String()
}

func (s *slot) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.w.Write(p)
}

func opdrachtID() es.CommandID { return es.CommandID(uuid.Must(uuid.NewV7())) }

// doe appends n events to a stream, of one gemeente.
func (w *wereld) doe(stroom, gemeente string, n int) (laatste es.Position) {
	w.t.Helper()
	s := es.Stream("proef-00000000-0000-8000-8000-00000000000" + stroom)
	at, ok := w.revisies[s]
	if !ok {
		at = es.NoStream
	}
	for range n {
		r, err := w.j.Append(context.Background(), es.Append{
			Meta: es.Meta{Command: opdrachtID(), Time: time.Now().UTC().Truncate(time.Millisecond)}, Stream: s, Expected: at,
			Events: []any{proef{Gemeente: gemeente, Nummer: int(at) + 1}},
		})
		require.NoError(w.t, err)
		at, laatste = r.Revision, r.Last()
	}
	w.revisies[s] = at
	return laatste
}

func mens(rol, id string) recht.Opdracht {
	return recht.Opdracht{Op: time.Now().UTC().Truncate(time.Millisecond), Actor: recht.Actor{Rol: rol, Organisatie: "MGR", ID: id}}
}

func auditor(adres string) abonnement.Levering {
	return abonnement.Levering{Kanaal: abonnement.Webhook, Adres: adres, Rol: "auditor", Organisatie: "MGR", Typen: []string{proeftype}}
}

// geef carries out commands about one abonnement.
func (w *wereld) geef(stroom es.Stream, cs ...abonnement.Command) {
	w.t.Helper()
	for _, c := range cs {
		_, err := w.handler.Handle(context.Background(), stroom, c, es.Meta{Command: opdrachtID(), Time: time.Now().UTC().Truncate(time.Millisecond)}, nil)
		require.NoError(w.t, err)
	}
}

// abonneer registers and approves an abonnement.
func (w *wereld) abonneer(naam string, l abonnement.Levering) es.Stream {
	w.t.Helper()
	stroom := es.StreamOf(abonnement.Soort, uuid.New())
	w.geef(stroom, abonnement.MeldAan{Opdracht: mens("beheerder", "a"), Naam: naam, Levering: l}, abonnement.KeurGoed{Opdracht: mens("bestuurssecretaris", "b")})
	return stroom
}

// draai runs a Dienst until stop is called or the test ends.
func (w *wereld) draai(pas ...func(*Dienst)) (d *Dienst, stop func()) {
	w.t.Helper()
	d, err := Nieuw(w.o)
	require.NoError(w.t, err)
	for _, f := range pas {
		f(d)
	}
	ctx, einde := context.WithCancel(context.Background())
	klaar := make(chan error, 1)
	go func() { klaar <- d.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		einde()
		require.NoError(w.t, <-klaar)
	})
	w.t.Cleanup(stop)
	return d, stop
}

// wachtOp returns the state of an abonnement once it is as goed says.
func (w *wereld) wachtOp(stroom es.Stream, goed func(abonnement.State) bool) abonnement.State {
	w.t.Helper()
	ctx, klaar := context.WithTimeout(context.Background(), time.Minute)
	defer klaar()
	for {
		kop := w.j.Kop()
		s, _, err := w.handler.State(ctx, stroom)
		require.NoError(w.t, err)
		if goed(s) {
			return s
		}
		_, err = w.j.Wacht(ctx, kop)
		require.NoError(w.t, err, "the abonnement did not come to stand so; log:\n%s", w.log)
	}
}

// A pakket is what a receiver got.
type pakket struct {
	ID, Type, Stroom, Volgnummer string
	Revisie                      int
	Gemeente                     string
	koppen                       http.Header
	lichaam                      []byte
}

// An ontvanger is a receiver of webhooks. Antwoord may be replaced before use; it
// gets how many came before.
type ontvanger struct {
	t        testing.TB
	srv      *httptest.Server
	Antwoord func(n int, w http.ResponseWriter, p pakket)

	mu      sync.Mutex
	binnen  []pakket      // answered 2xx
	gezien  int           // requests, whatever the answer
	gegroei chan struct{} // closed and renewed at every request
}

func nieuweOntvanger(t testing.TB, versleuteld bool) *ontvanger {
	o := &ontvanger{t: t, gegroei: make(chan struct{})}
	o.Antwoord = func(_ int, w http.ResponseWriter, _ pakket) { w.WriteHeader(http.StatusNoContent) }
	o.srv = httptest.NewUnstartedServer(o)
	o.srv.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	if versleuteld {
		o.srv.StartTLS()
	} else {
		o.srv.Start()
	}
	t.Cleanup(o.srv.Close)
	return o
}

func (o *ontvanger) vertrouw() *tls.Config {
	roots := x509.NewCertPool()
	roots.AddCert(o.srv.Certificate())
	return &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
}

// status remembers what was answered.
type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(c int) { s.code = c; s.ResponseWriter.WriteHeader(c) }

func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }

func (o *ontvanger) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var ce struct {
		ID, Type, Subject, Sequence string
		Revisie                     int
		Data                        struct{ Gemeente string }
	}
	if err := json.Unmarshal(b, &ce); err != nil && len(b) > 0 {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	p := pakket{ce.ID, ce.Type, ce.Subject, ce.Sequence, ce.Revisie, ce.Data.Gemeente, r.Header.Clone(), b}
	o.mu.Lock()
	n := o.gezien
	o.gezien++
	o.mu.Unlock()
	s := &status{w, 200}
	o.Antwoord(n, s, p)
	o.mu.Lock()
	defer o.mu.Unlock()
	if s.code >= 200 && s.code < 300 {
		o.binnen = append(o.binnen, p)
	}
	close(o.gegroei)
	o.gegroei = make(chan struct{})
}

func (o *ontvanger) verzoeken() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.gezien
}

// groei is closed at the next request.
func (o *ontvanger) groei() <-chan struct{} {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.gegroei
}

// kreeg returns what came in, once goed says that it is enough.
func (o *ontvanger) kreeg(goed func(binnen []pakket, gezien int) bool) []pakket {
	o.t.Helper()
	te := time.After(time.Minute)
	for {
		o.mu.Lock()
		binnen, gezien, gegroei := append([]pakket(nil), o.binnen...), o.gezien, o.gegroei
		o.mu.Unlock()
		if goed(binnen, gezien) {
			return binnen
		}
		select {
		case <-gegroei:
		case <-te:
			require.Fail(o.t, "not enough came in", "%d, %d requests", len(binnen), gezien)
		}
	}
}

func tot(p es.Position) func([]pakket, int) bool {
	return func(binnen []pakket, _ int) bool {
		return len(binnen) > 0 && nummer(binnen[len(binnen)-1]) >= int64(p)
	}
}

func nummer(p pakket) int64 {
	n, err := strconv.ParseInt(p.Volgnummer, 10, 64)
	if err != nil {
		return -1
	}
	return n
}
