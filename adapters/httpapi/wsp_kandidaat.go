package httpapi

import (
	"context"
	"crypto/rand"
	"encoding/base64"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
)

// kandidaten is what the server needs of package kandidaat.
func (s *Server) kandidaten() stroomsoort[kandidaat.Command, kandidaat.State, kandidaat.Event] {
	return stroomsoort[kandidaat.Command, kandidaat.State, kandidaat.Event]{
		Handler: es.Handler[kandidaat.Command, kandidaat.State, kandidaat.Event]{Decider: kandidaat.Decider, Log: s.log},
		Events:  kandidaat.Events,
	}
}

func kandidaatpad(id uuid.UUID) string { return grondslag + "/kandidaten/" + id.String() }

// bijKandidaat carries out a command about a kandidaat that the sender reaches.
func (s *Server) bijKandidaat(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) kandidaat.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, kandidaatpad(id))
	if err != nil {
		return antwoord{}, err
	}
	stroom := es.StreamOf(kandidaat.Soort, id)
	if _, err := s.bekijk(ctx, stroom, &kandidaatbeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.kandidaten(), stroom, maak(o.opdracht(t)), o)
}

// domein returns the person in the words of the domain, every field personal.
func (p Kandidaatpersoon) domein() wsp.Persoon {
	return wsp.Persoon{Naam: prive(p.Naam), Geboren: prive(p.Geboren), BSN: prive(recht.BSN(p.Bsn))}
}

// versPseudoniem draws a pseudonym. The server draws it, so that no two streams
// share one and none follows from a number that somebody has elsewhere.
func versPseudoniem(ctx context.Context) wsp.Pseudoniem {
	var b [16]byte
	if g, ok := gespeeldIn(ctx); ok {
		b = g.Toeval
	} else {
		_, _ = rand.Read(b[:]) // never fails: without randomness the program stops
	}
	return wsp.Pseudoniem(base64.RawURLEncoding.EncodeToString(b[:]))
}

// LeverKandidaatAan implements StrictServerInterface. A retry finds what was
// recorded first, and with it the first pseudonym.
func (s *Server) LeverKandidaatAan(ctx context.Context, r LeverKandidaatAanRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = kandidaatpad(o.id.StreamID(0))
	return voerUit[kandidaat.Command](ctx, s, s.kandidaten(), o.nieuweStroom(kandidaat.Soort), kandidaat.LeverAan{
		Opdracht: o.opdracht(b.Opdracht), Persoon: b.Persoon.domein(), Pseudoniem: versPseudoniem(ctx), AangeleverdOp: b.AangeleverdOp,
		Indeling: wsp.Indeling{Gemeente: b.Gemeente, Ketenpartner: b.Ketenpartner, Subregio: b.Subregio, Doelgroep: b.Doelgroep},
	}, o)
}

// LeverKandidaatOpnieuwAan implements StrictServerInterface. The sender names the
// pseudonym, so that a slip of the id does not mix up two people.
func (s *Server) LeverKandidaatOpnieuwAan(ctx context.Context, r LeverKandidaatOpnieuwAanRequestObject) (weergave, error) {
	b := r.Body
	return s.bijKandidaat(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, b.Opdracht, func(o recht.Opdracht) kandidaat.Command {
		return kandidaat.LeverAan{
			Opdracht: o, Persoon: b.Persoon.domein(), Pseudoniem: b.Pseudoniem, AangeleverdOp: b.AangeleverdOp,
			Indeling: wsp.Indeling{Gemeente: b.Gemeente, Ketenpartner: b.Ketenpartner, Subregio: b.Subregio, Doelgroep: b.Doelgroep},
		}
	})
}

// WerkProfielBij implements StrictServerInterface.
func (s *Server) WerkProfielBij(ctx context.Context, r WerkProfielBijRequestObject) (weergave, error) {
	return s.bijKandidaat(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) kandidaat.Command {
		return kandidaat.WerkProfielBij{
			Opdracht: o, Profielversie: r.Body.Profielversie, Bruikbaarheid: r.Body.Bruikbaarheid, Profiel: r.Body.Profiel, BijgewerktOp: r.Body.BijgewerktOp,
		}
	})
}

// GeefKandidaatTerug implements StrictServerInterface.
func (s *Server) GeefKandidaatTerug(ctx context.Context, r GeefKandidaatTerugRequestObject) (weergave, error) {
	return s.bijKandidaat(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) kandidaat.Command {
		return kandidaat.GeefTerug{Opdracht: o, Reden: r.Body.Teruggaafreden, TeruggegevenOp: r.Body.TeruggegevenOp}
	})
}

// A kandidaatbeeld is a kandidaat as it is shown.
type kandidaatbeeld struct {
	toestand kandidaat.State
	uit      Kandidaat
}

func (b *kandidaatbeeld) over() toegang.Over {
	return toegang.Over{Gemeente: string(b.toestand.Indeling().Gemeente)}
}

func (b *kandidaatbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(kandidaat.Event)
	if !ok {
		return vreemd(g)
	}
	b.toestand = kandidaat.Evolve(b.toestand, e)
	b.uit.Gesimuleerd = b.uit.Gesimuleerd || e.Verantwoordt().Gesimuleerd
	switch e := e.(type) {
	case kandidaat.KandidaatAangeleverd:
		if e.Aanlevering != b.uit.Aanlevering { // a next one; a correction ends nothing
			b.uit.TeruggegevenOp, b.uit.Teruggaafreden = recht.Datum{}, ""
		}
		b.uit.Aanlevering, b.uit.AangeleverdOp = e.Aanlevering, e.AangeleverdOp
	case kandidaat.KandidaatprofielBijgewerkt:
		b.uit.Profielversie, b.uit.Bruikbaarheid = e.Profielversie, e.Bruikbaarheid
	case kandidaat.KandidaatNietGeschiktTeruggegeven:
		b.uit.TeruggegevenOp, b.uit.Teruggaafreden = e.TeruggegevenOp, e.Reden
	}
	return nil
}

// LeesKandidaat implements StrictServerInterface.
func (s *Server) LeesKandidaat(ctx context.Context, r LeesKandidaatRequestObject) (weergave, error) {
	var b kandidaatbeeld
	revisie, err := s.bekijk(ctx, es.StreamOf(kandidaat.Soort, r.Id), &b)
	if err != nil {
		return nil, err
	}
	i := b.toestand.Indeling()
	b.uit.Id, b.uit.Revisie, b.uit.Toestand = r.Id, int64(revisie), b.toestand.Toestand()
	b.uit.Pseudoniem, b.uit.Beschikbaar = b.toestand.Pseudoniem(), b.toestand.Beschikbaar()
	b.uit.Gemeente, b.uit.Ketenpartner, b.uit.Subregio, b.uit.Doelgroep = i.Gemeente, i.Ketenpartner, i.Subregio, i.Doelgroep
	b.uit.UnderscoreLinks = Links{"bron": {Href: kandidaatpad(r.Id)}}
	return standAntwoord{revisie: revisie, stand: b.uit}, nil
}
