package httpapi

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A weergave is an answer that knows how to send itself: status, headers and body.
// Every operation answers with one (sjablonen/strict-interface.tmpl).
type weergave interface {
	schrijf(w http.ResponseWriter) error
}

// An antwoord is the answer to any command.
type antwoord struct {
	status    int
	ontvangst Ontvangst
	adres     string
}

// vastgelegd returns the answer to a command that was carried out. Everything in
// it follows from the receipt and the command id, so a retry gets the same bytes.
func vastgelegd(id es.CommandID, r es.Receipt, adres string) antwoord {
	a := antwoord{status: http.StatusCreated, adres: adres, ontvangst: Ontvangst{
		Stroom: string(r.Stream), Revisie: int64(r.Revision), Positie: int64(r.Last()),
		Gebeurtenissen: make([]Vermelding, r.Count),
		UnderscoreLinks: Links{
			"bron":   {Href: adres},
			"feiten": {Href: grondslag + "/gebeurtenissen"},
		},
	}}
	for n := range r.Count {
		a.ontvangst.Gebeurtenissen[n] = Vermelding{Id: id.EventID(n), Positie: int64(r.First) + int64(n)}
	}
	if r.Count == 0 {
		a.status = http.StatusOK
		return a
	}
	a.ontvangst.UnderscoreLinks["feiten"] = Link{Href: fmt.Sprintf("%s/gebeurtenissen?naPositie=%d&limiet=%d", grondslag, r.First-1, r.Count)}
	a.ontvangst.UnderscoreLinks["bewijs"] = Link{Href: grondslag + "/gebeurtenissen/" + id.EventID(0).String() + "/bewijs"}
	return a
}

// proefAntwoord returns what would have been recorded on a stream at revisie.
func proefAntwoord[E any](catalogus *es.Catalog[E], stroom es.Stream, revisie es.Revision, gebeurtenissen []any) (antwoord, error) {
	a := antwoord{status: http.StatusOK, ontvangst: Ontvangst{
		Stroom: string(stroom), Revisie: int64(revisie), Proef: true, Gebeurtenissen: []Vermelding{},
	}}
	for _, g := range gebeurtenissen {
		e, ok := g.(E)
		if !ok {
			return antwoord{}, fmt.Errorf("try on %s: %w", stroom, es.ErrUnknownType)
		}
		typ, err := catalogus.Name(e)
		if err != nil {
			return antwoord{}, fmt.Errorf("try on %s: %w", stroom, err)
		}
		data, err := toonbaar(g)
		if err != nil {
			return antwoord{}, fmt.Errorf("try on %s: show %s: %w", stroom, typ, err)
		}
		a.ontvangst.ZouVastleggen = append(a.ontvangst.ZouVastleggen, Voorgenomen{Type: typ, Data: data})
	}
	return a, nil
}

// toonbaar returns the fields of an event. A personal field shows that it is
// there, not what it holds.
func toonbaar(gebeurtenis any) (map[string]any, error) {
	verberg := json.MarshalToFunc(func(enc *jsontext.Encoder, p interface{ Onthul() (any, bool) }) error {
		return enc.WriteToken(jsontext.String("[persoonsgegeven]"))
	})
	b, err := json.Marshal(gebeurtenis, json.WithMarshalers(verberg))
	if err != nil {
		return nil, err
	}
	var velden map[string]any
	return velden, json.Unmarshal(b, &velden)
}

// schrijf sends the answer.
func (a antwoord) schrijf(w http.ResponseWriter) error {
	h := w.Header()
	if a.ontvangst.Revisie >= 0 {
		h.Set("ETag", etag(es.Revision(a.ontvangst.Revisie)))
	}
	if a.status == http.StatusCreated {
		h.Set("Location", a.adres)
	}
	return schrijfJSON(w, a.status, a.ontvangst)
}

// etag returns the ETag of a stream at revision r.
func etag(r es.Revision) string { return `"` + strconv.FormatInt(int64(r), 10) + `"` }

func schrijfJSON(w http.ResponseWriter, status int, waarde any) error {
	b, err := jsonBytes(waarde)
	if err != nil {
		return err
	}
	return schrijfBytes(w, status, typeJSON, b)
}

// jsonBytes writes an answer: the same value always as the same bytes.
func jsonBytes(waarde any) ([]byte, error) {
	b, err := json.Marshal(waarde, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("write answer: %w", err)
	}
	return b, nil
}

func schrijfBytes(w http.ResponseWriter, status int, soort string, b []byte) error {
	h := w.Header()
	h.Set("Content-Type", soort)
	h.Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(status)
	_, err := w.Write(b)
	return err
}
