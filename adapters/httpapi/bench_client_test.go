package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A gekregen is an answer, read to its end.
type gekregen struct {
	t       testing.TB
	status  int
	kop     http.Header
	lichaam []byte
}

// inhoud returns v as JSON, or text as it is.
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
	if k.opname != nil {
		k.opname(r, g)
	}
	k.toets(r, g)
	return g
}

// toets holds an answer against the description and the house rules.
func (k *kantoor) toets(r *http.Request, g gekregen) {
	k.t.Helper()
	waar := r.Method + " " + r.URL.Path
	for naam, waarde := range map[string]string{
		"Api-Version": "1.0.0", "Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
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
	if strings.HasPrefix(kop.Get("Content-Type"), typeCSV) || strings.HasPrefix(kop.Get("Content-Type"), typeTekst) || strings.HasPrefix(kop.Get("Content-Type"), typeHTML) {
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
