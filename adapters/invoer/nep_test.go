package invoer

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const nepbeschrijving = `{"openapi":"3.1.1","info":{"title":"x","version":"1"},"paths":{
"/plannen":{"post":{"operationId":"stelOp","requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Plan"}}}},"responses":{}}},
"/plannen/{planId}/adviezen":{"post":{"operationId":"adviseer","parameters":[{"name":"planId","in":"path","required":true,"schema":{"type":"string"}}],
"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Plan"}}}},"responses":{}}},
"/deelnames":{"post":{"operationId":"start","requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"gemeente":{"type":"string"}}}}}},"responses":{}}},
"/deelnames/{gemeente}/einden":{"post":{"operationId":"eindig","parameters":[{"name":"gemeente","in":"path","required":true,"schema":{"type":"string"}}],
"requestBody":{"content":{"application/json":{"schema":{"type":"object"}}}},"responses":{}}},
"/plannen/{planId}":{"get":{"operationId":"lees","responses":{}}}},
"components":{"schemas":{"Plan":{"type":"object","properties":{
"titel":{"type":"string"},"jaar":{"type":"integer"},"vast":{"type":"boolean"},"bij":{"type":"string","format":"uuid"},
"raden":{"type":"array","items":{"type":"string"}},"jaren":{"type":"array","items":{"type":"integer"}},
"opdracht":{"type":"object","properties":{"gesimuleerd":{"type":"boolean"}}}}}}}}`

// A nep is a kantoor that remembers what it was asked.
type nep struct {
	*httptest.Server
	mu        sync.Mutex
	positie   int64
	eerder    map[string]string // by Idempotency-Key
	gevraagd  []string          // "path body" of what was carried out, in order
	verzoeken int
	streng    int // refusals of a token still to give
	// vooraf may answer a request in another way; it returns true when it did.
	vooraf func(n int, w http.ResponseWriter, r *http.Request, body string) bool
}

func nieuweNep(t *testing.T) *nep {
	t.Helper()
	n := &nep{eerder: map[string]string{}, positie: 10}
	n.Server = httptest.NewServer(n)
	t.Cleanup(n.Close)
	return n
}

func (n *nep) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	switch r.URL.Path {
	case "/v1/rapporten":
		if n.streng > 0 || r.Header.Get("Authorization") != "Bearer goed" {
			n.streng--
			w.WriteHeader(http.StatusUnauthorized)
		}
		return
	case "/v1/openapi.json":
		_, _ = io.WriteString(w, nepbeschrijving)
		return
	case "/v1/gezondheid":
		_, _ = fmt.Fprintf(w, `{"positie":%d}`, n.positie)
		return
	}
	n.verzoeken++
	if n.vooraf != nil && n.vooraf(n.verzoeken, w, r, string(b)) {
		return
	}
	sleutel := r.Header.Get("Idempotency-Key")
	inhoud := r.URL.Path + " " + string(b)
	if r.URL.RawQuery == "proef=true" {
		_, _ = io.WriteString(w, `{"stroom":"plan-x","proef":true,"gebeurtenissen":[],"zouVastleggen":[{"type":"t"}]}`)
		return
	}
	antwoord, ok := n.eerder[sleutel]
	if !ok {
		n.positie += 2
		n.gevraagd = append(n.gevraagd, inhoud)
		antwoord = fmt.Sprintf(`{"stroom":"plan-%s","positie":%d,"gebeurtenissen":[{"positie":%d},{"positie":%d}]}`, sleutel, n.positie, n.positie-1, n.positie)
		n.eerder[sleutel] = antwoord
	}
	w.WriteHeader(http.StatusCreated)
	_, _ = io.WriteString(w, antwoord)
}

func geefProbleem(w http.ResponseWriter, status int, soort, rest string) bool {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, `{"type":"/problemen/%s","detail":"Nee."%s}`, soort, rest)
	return true
}

func (n *nep) importeur(t *testing.T, o Opties) *Importeur {
	t.Helper()
	o.Adres, o.Token = n.URL, "goed"
	if o.Lijnen == 0 {
		o.Lijnen = 4
	}
	im, err := Nieuw(t.Context(), o)
	require.NoError(t, err)
	im.rust = time.Millisecond
	return im
}

// draai reads lines of NDJSON and returns the answers.
func (n *nep) draai(t *testing.T, o Opties, regels ...string) ([]Uitslag, Telling) {
	t.Helper()
	var uit []Uitslag
	telling, err := n.importeur(t, o).Draai(t.Context(), NieuweNDJSON(strings.NewReader(strings.Join(regels, "\n"))), func(u Uitslag) error {
		uit = append(uit, u)
		return nil
	})
	require.NoError(t, err)
	return uit, telling
}

func regel(opdracht, rest string) string { return `{"opdracht":"` + opdracht + `",` + rest + `}` }

func statussen(uit []Uitslag) (s []Status) {
	for _, u := range uit {
		s = append(s, u.Status)
	}
	return s
}

func alsJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}
