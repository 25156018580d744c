package simulatie

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/mgr-sdcg/kroniek/adapters/httpapi"
	"github.com/mgr-sdcg/kroniek/adapters/invoer"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Kantoor is where the commands go.
type Kantoor struct {
	API   http.Handler          // serves the API in this process
	Token func(Afzender) string // that the API takes for this sender
	Log   *Volgorde             // the log of that API
	// PerGroep is how many commands are decided beside each other at most; 0: 64.
	// They have one order all the same: see [Volgorde].
	PerGroep int
	// NaDag is called before the first command of a later day, for what the time that
	// passed calls for. Nil: nothing.
	NaDag func(ctx context.Context, tot recht.Datum) error
	// Gedaan is called with the stream of every command that was accepted, for the
	// processes that follow it. Nil: none does.
	Gedaan func(ctx context.Context, stroom es.Stream) error
}

// A Speler gives the commands of a [Generator] to a [Kantoor].
type Speler struct {
	k     Kantoor
	api   *invoer.Beschrijving
	t     Telling
	namen map[int64]map[string]bekend // by zaak
	dag   recht.Datum
}

// A bekend is what a name stands for.
type bekend struct {
	id   string // of the stream
	feit string // the first event
}

// NieuweSpeler returns a player that has given nothing yet. It asks the API for its
// description.
func NieuweSpeler(ctx context.Context, k Kantoor) (*Speler, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "/v1/openapi.json", http.NoBody)
	if err != nil {
		return nil, err
	}
	var a antwoord
	if k.API.ServeHTTP(&a, r); a.status != http.StatusOK {
		return nil, fmt.Errorf("de beschrijving van de API antwoordt %d", a.status)
	}
	b, err := invoer.LeesBeschrijving(a.inhoud.Bytes())
	if err != nil {
		return nil, err
	}
	if k.PerGroep <= 0 {
		k.PerGroep = 64
	}
	return &Speler{k: k, api: b, t: nieuweTelling(), namen: map[int64]map[string]bekend{}}, nil
}

// Telling returns the counts so far.
func (s *Speler) Telling() Telling { return s.t }

// Speel gives every command of g, in order. It stops at the first answer that is not
// what g said it would be: then either g or the rules are not what was thought.
// gespeeld is told of the last command that was given, now and then.
func (s *Speler) Speel(ctx context.Context, g *Generator, gespeeld func(Opdracht)) error {
	var groep []Opdracht
	for {
		o, meer := g.Volgende()
		if n := len(groep); n > 0 && (!meer || n == s.k.PerGroep || !s.past(groep, o)) {
			if err := s.geef(ctx, groep); err != nil {
				return err
			}
			gespeeld(groep[n-1])
			groep = groep[:0]
		}
		if !meer {
			return s.wacht(ctx, recht.DatumVan(g.eind).PlusDagen(-1)) // its last day
		}
		if err := s.wacht(ctx, recht.DatumVan(o.Moment)); err != nil {
			return err
		}
		groep = append(groep, o)
	}
}

// wacht lets the days up to d pass.
func (s *Speler) wacht(ctx context.Context, d recht.Datum) error {
	if d == s.dag {
		return nil
	}
	s.dag = d
	if s.k.NaDag == nil {
		return nil
	}
	return s.k.NaDag(ctx, d)
}

// past reports whether o can be decided beside groep: on the same day, and about
// nothing that is being decided there.
func (s *Speler) past(groep []Opdracht, o Opdracht) bool {
	if tweedelig(o) || tweedelig(groep[0]) {
		return false
	}
	for _, x := range groep {
		if x.Zaak == o.Zaak {
			return false
		}
	}
	return recht.DatumVan(o.Moment) == recht.DatumVan(groep[0].Moment)
}

// tweedelig reports whether o appends to two streams: a werkgever holds its
// KvK-nummer first. Between the two nothing of another command may come to lie, so it
// is given on its own.
func tweedelig(o Opdracht) bool { return o.Operatie == "registreerWerkgever" }

// geef has the commands of a groep decided beside each other, and recorded in order.
func (s *Speler) geef(ctx context.Context, groep []Opdracht) error {
	verzoeken := make([]*http.Request, len(groep))
	antwoorden := make([]antwoord, len(groep))
	for i, o := range groep {
		r, err := s.verzoek(ctx, o)
		if err != nil {
			return fmt.Errorf("opdracht %d (%s): %w", o.Nummer, o.Operatie, err)
		}
		verzoeken[i] = r
	}
	err := s.k.Log.Samen(ctx, len(groep), func(ctx context.Context, i int) {
		g := httpapi.Gespeeld{Moment: groep[i].Moment, Toeval: groep[i].Toeval}
		s.k.API.ServeHTTP(&antwoorden[i], verzoeken[i].WithContext(httpapi.Speel(ctx, g)))
	})
	if err != nil {
		return err
	}
	for i, o := range groep {
		if err := s.neem(ctx, o, &antwoorden[i]); err != nil {
			return fmt.Errorf("opdracht %d (%s, %s): %w", o.Nummer, o.Operatie, recht.DatumVan(o.Moment), err)
		}
	}
	return nil
}

var errVerwijzing = errors.New("verwijst naar iets dat niet is vastgelegd")

// verzoek writes o as a request.
func (s *Speler) verzoek(ctx context.Context, o Opdracht) (*http.Request, error) {
	weg, ok := s.api.Weg(o.Operatie)
	if !ok {
		return nil, errors.New("zo'n opdracht kent de API niet")
	}
	var pad strings.Builder
	pad.WriteString("/v1")
	for i, deel := range weg {
		if i%2 == 1 {
			w, err := s.los(o.Pad[deel])
			if err != nil {
				return nil, err
			}
			deel, _ = w.(string)
		}
		pad.WriteString(deel)
	}
	body, err := s.losAlles(o.Body)
	if err != nil {
		return nil, err
	}
	b, err := json.Marshal(body, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("schrijf opdracht: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, pad.String(), bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	r.RequestURI = pad.String()
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+s.k.Token(o.Afzender))
	r.Header.Set("Idempotency-Key", o.Sleutel)
	return r, nil
}

// losAlles returns a body with every [Verwijzing] and [Feit] in it filled in.
func (s *Speler) losAlles(v map[string]any) (map[string]any, error) {
	uit := make(map[string]any, len(v))
	for k, w := range v {
		los, err := s.los(w)
		if err != nil {
			return nil, err
		}
		uit[k] = los
	}
	return uit, nil
}

func (s *Speler) los(w any) (any, error) {
	switch w := w.(type) {
	case map[string]any:
		return s.losAlles(w)
	case string:
		var zaak int64
		if !strings.HasPrefix(w, "@") {
			return w, nil
		}
		nr, naam, _ := strings.Cut(w[1:], "/")
		if _, err := fmt.Sscan(nr, &zaak); err != nil {
			return nil, errVerwijzing
		}
		naam, feit := strings.CutSuffix(naam, "!")
		b, ok := s.namen[zaak][naam]
		switch {
		case !ok:
			return nil, fmt.Errorf("%w: %s", errVerwijzing, w)
		case feit:
			return b.feit, nil
		}
		return b.id, nil
	}
	return w, nil
}

// An antwoord is what the kantoor said. It implements http.ResponseWriter.
type antwoord struct {
	status int
	kop    http.Header
	inhoud bytes.Buffer
}

func (a *antwoord) Header() http.Header {
	if a.kop == nil {
		a.kop = http.Header{}
	}
	return a.kop
}

func (a *antwoord) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *antwoord) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.inhoud.Write(b)
}

// An ontvangst is as much of an answer as the player needs.
type ontvangst struct {
	Stroom         string `json:"stroom"`
	Gebeurtenissen []struct {
		ID string `json:"id"`
	} `json:"gebeurtenissen"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// neem compares an answer with what was expected, counts it, and keeps its names.
func (s *Speler) neem(ctx context.Context, o Opdracht, a *antwoord) error {
	var uit ontvangst
	if err := json.Unmarshal(a.inhoud.Bytes(), &uit); err != nil {
		return fmt.Errorf("antwoord %d is niet te lezen", a.status)
	}
	switch {
	case o.Weigering != "" && (a.status != http.StatusConflict || uit.Code != o.Weigering):
		return fmt.Errorf("de weigering %s werd verwacht, en het antwoord is %d %s", o.Weigering, a.status, uit.Code)
	case o.Weigering == "" && a.status != http.StatusCreated:
		return fmt.Errorf("het antwoord is %d %s: %s", a.status, uit.Code, uit.Detail)
	}
	s.t.tel(o, len(uit.Gebeurtenissen))
	if o.Weigering == "" {
		if err := s.onthoud(ctx, o, uit); err != nil {
			return err
		}
	}
	if o.Slot {
		delete(s.namen, o.Zaak)
	}
	return nil
}

func (s *Speler) onthoud(ctx context.Context, o Opdracht, uit ontvangst) error {
	if o.Als != "" {
		_, id, _ := strings.Cut(uit.Stroom, "-")
		if s.namen[o.Zaak] == nil {
			s.namen[o.Zaak] = map[string]bekend{}
		}
		s.namen[o.Zaak][o.Als] = bekend{id: id, feit: uit.Gebeurtenissen[0].ID}
	}
	if s.k.Gedaan == nil {
		return nil
	}
	return s.k.Gedaan(ctx, es.Stream(uit.Stroom))
}
