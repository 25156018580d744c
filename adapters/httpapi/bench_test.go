package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/besluitenlijst"
	"github.com/mgr-sdcg/kroniek/projections/deelnamematrix"
	"github.com/mgr-sdcg/kroniek/projections/planstand"
	"github.com/mgr-sdcg/kroniek/projections/zienswijzen"
)

const eigenGemeente, andereGemeente = "GM0202", "GM0221"

// A klok is a clock that a test sets.
type klok struct {
	mu sync.Mutex
	t  time.Time
}

func (k *klok) nu() time.Time {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.t
}

func (k *klok) verder(d time.Duration) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.t = k.t.Add(d)
}

// A logboek collects what the server logs.
type logboek struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logboek) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logboek) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// A kantoor is a whole server on a real journal, seal and read models, behind a
// real listener.
type kantoor struct {
	t      testing.TB
	adres  string
	server *Server
	j      *journaal.Journaal
	codec  *envelop.Codec
	zegel  *zegel.Zegel
	reg    *toegang.Register
	klok   *klok // of decisions; tokens go by the clock of the machine
	log    *logboek
	token  map[toegang.Rol]string
}

func rapporten() []*projections.Rapport {
	return []*projections.Rapport{planstand.Rapport, zienswijzen.Rapport, besluitenlijst.Rapport, deelnamematrix.Rapport}
}

func typen() []string {
	return slices.Concat(communicatie.Events.EverStored(), deelname.Events.EverStored(), uitvoeringsplan.Events.EverStored())
}

// open starts a kantoor; anders may change its options.
func open(t testing.TB, anders ...func(*Opties)) *kantoor {
	t.Helper()
	ctx, map_ := context.Background(), t.TempDir()
	k := &kantoor{
		t: t, log: &logboek{}, token: map[toegang.Rol]string{},
		klok: &klok{t: time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)},
	}
	var err error
	k.codec, err = envelop.New("urn:nld:oin:00000099000000001000:systeem:kroniek", communicatie.Events, deelname.Events, uitvoeringsplan.Events)
	require.NoError(t, err)
	k.j, err = journaal.Open(ctx, map_, journaal.Opties{Codec: k.codec})
	require.NoError(t, err)
	k.zegel, err = zegel.Open(ctx, map_, k.j, zegel.Opties{})
	require.NoError(t, err)
	var projectoren []*projections.Projector
	for _, r := range rapporten() {
		projectoren = append(projectoren, r.Model)
	}
	m, err := leesmodellen.Open(ctx, filepath.Join(map_, "leesmodellen"), projectoren, leesmodellen.Opties{
		Bron: k.j, Decodeer: k.codec.Open,
		Wortel: func(_ context.Context, p es.Position) ([32]byte, error) {
			h, err := tlog.TreeHash(int64(p), k.j)
			return [32]byte(h), err
		},
	})
	require.NoError(t, err)
	k.reg, err = toegang.Open(filepath.Join(map_, "toegang.db"), time.Now)
	require.NoError(t, err)
	for _, rol := range toegang.Rollen() {
		k.token[rol] = k.geef(rol, eigenGemeente, "inkoop", time.Hour).Token
	}
	beleid, err := toegang.NieuwBeleid(toegang.Standaard()...)
	require.NoError(t, err)
	o := Opties{
		Log: k.j, Geschiedenis: k.j, Zegel: k.zegel, Leesmodellen: m, Rapporten: rapporten(), Typen: typen(),
		Tokens: k.reg, Beleid: beleid, Geheim: [32]byte{1}, Nu: k.klok.nu,
		Logboek: slog.New(slog.NewTextHandler(k.log, nil)), Grenzen: Grenzen{Hartslag: 200 * time.Millisecond},
	}
	for _, f := range anders {
		f(&o)
	}
	k.server, err = New(o)
	require.NoError(t, err)
	k.draai(m)
	return k
}

// draai serves, and feeds the read models, until the test ends.
func (k *kantoor) draai(m *leesmodellen.Leesmodellen) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(k.t, err)
	k.adres = "http://" + l.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { assert.NoError(k.t, k.server.Serve(l)) })
	wg.Go(func() {
		var na es.Position
		for {
			kop, err := k.j.Wacht(ctx, na)
			if err != nil {
				return
			}
			var reeks []es.Recorded
			err = k.j.Scan(ctx, na, kop, func(v *envelop.Verzegeld) error {
				r, err := k.codec.Open(v)
				reeks = append(reeks, r)
				return err
			})
			if err == nil {
				err = m.Verwerk(ctx, reeks)
			}
			if err != nil {
				return
			}
			na = kop
		}
	})
	k.t.Cleanup(func() {
		afronden, klaar := context.WithTimeout(context.Background(), 5*time.Second)
		defer klaar()
		assert.NoError(k.t, k.server.Stop(afronden))
		stop()
		wg.Wait()
		require.NoError(k.t, m.Sluit())
		require.NoError(k.t, k.zegel.Sluit())
		require.NoError(k.t, k.reg.Sluit())
		require.NoError(k.t, k.j.Sluit())
	})
}

// geef issues a token for rol, with gemeente and module where the role has them.
func (k *kantoor) geef(rol toegang.Rol, gemeente recht.Gemeentecode, module string, duur time.Duration) toegang.Uitgegeven {
	w := toegang.Wie{Rol: rol, Organisatie: "MGR"}
	if rol == toegang.Griffier || rol == toegang.Integrator {
		w.Gemeente, w.Organisatie = gemeente, string(gemeente)
	}
	if rol == toegang.Bestuurscommissie || rol == toegang.Integrator {
		w.Module = module
	}
	uit, err := k.reg.Geef(context.Background(), "test", w, duur)
	require.NoError(k.t, err)
	return uit
}

// An uitkomst_ is an answer, read to its end.
type gekregen struct {
	t       testing.TB
	status  int
	kop     http.Header
	lichaam []byte
}

// een returns v as JSON, or text as it is.
func inhoud(v any) io.Reader {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		return strings.NewReader(v)
	case []byte:
		return bytes.NewReader(v)
	}
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return bytes.NewReader(b)
}

// stuur sends a request and holds the answer against the description. Headers
// come in pairs; a token is added unless Authorization is among them.
func (k *kantoor) stuur(token, methode, pad string, lichaam any, koppen ...string) gekregen {
	k.t.Helper()
	r, err := http.NewRequestWithContext(context.Background(), methode, k.adres+pad, inhoud(lichaam))
	require.NoError(k.t, err)
	if lichaam != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i < len(koppen); i += 2 {
		r.Header.Set(koppen[i], koppen[i+1])
	}
	return k.verstuur(r)
}

func (k *kantoor) verstuur(r *http.Request) gekregen {
	k.t.Helper()
	antw, err := (&http.Transport{DisableKeepAlives: true, DisableCompression: true}).RoundTrip(r)
	require.NoError(k.t, err)
	defer antw.Body.Close()
	b, err := io.ReadAll(antw.Body)
	require.NoError(k.t, err)
	g := gekregen{t: k.t, status: antw.StatusCode, kop: antw.Header, lichaam: b}
	k.toets(r, g)
	return g
}

// toets holds an answer against the description and the house rules.
func (k *kantoor) toets(r *http.Request, g gekregen) {
	k.t.Helper()
	waar := r.Method + " " + r.URL.Path
	for naam, waarde := range map[string]string{
		"Api-Version": "1.0.0", "Cache-Control": "no-store", "Content-Security-Policy": "frame-ancestors 'none'",
		"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
	} {
		assert.Equal(k.t, waarde, g.kop.Get(naam), "%s %d: %s", waar, g.status, naam)
	}
	if g.status >= 400 && r.Method != http.MethodHead {
		var p Probleem
		require.Equal(k.t, "application/problem+json", g.kop.Get("Content-Type"), waar)
		require.NoError(k.t, json.Unmarshal(g.lichaam, &p), waar)
		assert.Equal(k.t, g.status, p.Status, waar)
		assert.NotEmpty(k.t, p.Title, waar)
		assert.NotEmpty(k.t, p.Detail, waar)
		assert.True(k.t, strings.HasPrefix(p.Type, "/problemen/"), waar)
	}
	pad, op := k.operatie(r)
	if op == nil {
		return
	}
	doc := k.server.beschrijving.document
	invoer := &openapi3filter.RequestValidationInput{Request: r, Route: &routers.Route{
		Spec: doc, Path: pad, PathItem: doc.Paths.Value(pad), Method: r.Method, Operation: op.op,
	}}
	if op.op.Responses.Value(statustekst(g.status)) == nil && g.status != http.StatusMethodNotAllowed {
		k.t.Errorf("%s: status %d is not in the description: %s", waar, g.status, g.lichaam)
		return
	}
	if g.status == http.StatusMethodNotAllowed || r.Method == http.MethodHead {
		return
	}
	kop := g.kop
	if strings.HasPrefix(kop.Get("Content-Type"), typeCSV) || strings.HasPrefix(kop.Get("Content-Type"), typeTekst) {
		return // text has no schema to hold it against
	}
	err := openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: invoer, Status: g.status, Header: kop, Body: io.NopCloser(bytes.NewReader(g.lichaam)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	})
	assert.NoError(k.t, err, "%s %d", waar, g.status)
}

func (g gekregen) lees(doel any) {
	g.t.Helper()
	require.NoError(g.t, json.Unmarshal(g.lichaam, doel), "%s", g.lichaam)
}

func (g gekregen) probleem() (p Probleem) {
	g.t.Helper()
	g.lees(&p)
	return p
}

// is requires a status, and shows the answer when it is another.
func (g gekregen) is(status int) gekregen {
	g.t.Helper()
	require.Equal(g.t, status, g.status, "%s", g.lichaam)
	return g
}

func (g gekregen) ontvangst() (o Ontvangst) {
	g.t.Helper()
	g.lees(&o)
	return o
}

func versSleutel() string {
	u, err := uuid.NewV7()
	if err != nil {
		panic(err)
	}
	return u.String()
}
