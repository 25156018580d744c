package httpapi

import (
	"context"
	"errors"
	"fmt"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/bewaring"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections/archiefbeheer"
)

// A vernietigingbeeld is a list as shown.
type vernietigingbeeld struct {
	Vernietiging
	state vernietiging.State
}

func (b *vernietigingbeeld) over() toegang.Over { return toegang.Over{} }

func (b *vernietigingbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(vernietiging.Event)
	if !ok {
		return vreemd(g)
	}
	b.state = vernietiging.Evolve(b.state, e)
	b.Gesimuleerd = b.Gesimuleerd || e.Verantwoordt().Gesimuleerd
	if e, ok := e.(vernietiging.VernietigingVoorgesteld); ok {
		b.Peildatum = e.Peildatum
	}
	return nil
}

// LeesVernietiging implements StrictServerInterface.
func (s *Server) LeesVernietiging(ctx context.Context, r LeesVernietigingRequestObject) (weergave, error) {
	b := vernietigingbeeld{Vernietiging: Vernietiging{Id: r.Id, Dossiers: []Lijstdossier{}, UnderscoreLinks: Links{"bron": {Href: archiefpad("vernietigingen", r.Id)}}}}
	revisie, err := s.bekijk(ctx, vernietiging.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.Revisie, b.Toestand, b.BeslisUiterlijk = int64(revisie), b.state.Toestand(), b.state.Verloopt()
	b.Besloten, b.Uitgevoerd = b.state.Besloten() != nil, b.state.Verklaard()
	ds := b.state.Voorgesteld()
	if b.Besloten {
		ds = b.state.Besloten()
	}
	for _, d := range ds {
		b.Dossiers = append(b.Dossiers, Lijstdossier{Dossier: d.Stroom, Selectielijst: d.Selectielijst, Resultaat: d.Resultaat})
	}
	for _, d := range b.state.Aangehouden() {
		b.Dossiers = append(b.Dossiers, Lijstdossier{Dossier: d.Stroom, Selectielijst: d.Selectielijst, Resultaat: d.Resultaat, Aanhouding: string(d.Reden)})
	}
	return standAntwoord{revisie: revisie, stand: b.Vernietiging}, nil
}

// A bewaringbeeld is a bewaring as shown.
type bewaringbeeld struct {
	Bewaring
	state bewaring.State
}

func (b *bewaringbeeld) over() toegang.Over { return toegang.Over{} }

func (b *bewaringbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(bewaring.Event)
	if !ok {
		return vreemd(g)
	}
	b.state = bewaring.Evolve(b.state, e)
	b.Gesimuleerd = b.Gesimuleerd || e.Verantwoordt().Gesimuleerd
	return nil
}

// LeesBewaring implements StrictServerInterface.
func (s *Server) LeesBewaring(ctx context.Context, r LeesBewaringRequestObject) (weergave, error) {
	b := bewaringbeeld{Bewaring: Bewaring{Id: r.Id, UnderscoreLinks: Links{"bron": {Href: archiefpad("bewaringen", r.Id)}}}}
	revisie, err := s.bekijk(ctx, bewaring.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.Revisie, b.Toestand, b.Grond = int64(revisie), b.state.Toestand(), b.state.Grond()
	b.Dossiers = append([]Dossiernaam{}, b.state.Stromen()...)
	return standAntwoord{revisie: revisie, stand: b.Bewaring}, nil
}

// An afschermingbeeld is an afscherming as shown.
type afschermingbeeld struct {
	Afscherming
	state afscherming.State
}

func (b *afschermingbeeld) over() toegang.Over { return toegang.Over{} }

func (b *afschermingbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(afscherming.Event)
	if !ok {
		return vreemd(g)
	}
	b.state = afscherming.Evolve(b.state, e)
	b.Gesimuleerd = b.Gesimuleerd || e.Verantwoordt().Gesimuleerd
	return nil
}

// LeesAfscherming implements StrictServerInterface.
func (s *Server) LeesAfscherming(ctx context.Context, r LeesAfschermingRequestObject) (weergave, error) {
	b := afschermingbeeld{Afscherming: Afscherming{Id: r.Id, UnderscoreLinks: Links{"bron": {Href: archiefpad("afschermingen", r.Id)}}}}
	revisie, err := s.bekijk(ctx, afscherming.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.Revisie, b.Toestand = int64(revisie), b.state.Toestand()
	b.Gebeurtenis, b.Velden = b.state.Plek().Gebeurtenis, b.state.Plek().Velden
	return standAntwoord{revisie: revisie, stand: b.Afscherming}, nil
}

// LeesVernietigingskandidaten implements StrictServerInterface.
func (s *Server) LeesVernietigingskandidaten(ctx context.Context, r LeesVernietigingskandidatenRequestObject) (weergave, error) {
	op := recht.DatumVan(s.nu())
	if r.Params.Peildatum != "" {
		d, err := recht.ParseDatum(r.Params.Peildatum)
		if err != nil {
			return nil, enkel(Query, "peildatum", "format", "Geef een dag als jjjj-mm-dd.")
		}
		op = d
	}
	na := es.Position(r.Params.NaPositie)
	if na > s.geschiedenis.Kop() {
		return nil, enkel(Query, "naPositie", "maximum", "Deze positie is er nog niet.")
	}
	model := archiefbeheer.Projector.Naam
	wachten, klaar := context.WithTimeout(ctx, s.grenzen.Wachten)
	defer klaar()
	if err := s.leesmodellen.WachtOp(wachten, model, na); err != nil && !errors.Is(err, leesmodellen.ErrGestopt) {
		return nil, fmt.Errorf("%w: %w", errLooptAchter, err)
	}
	l, los, err := s.leesmodellen.Lees(ctx, model)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", model, err)
	}
	defer los()
	if l.Stand().Gestopt != "" {
		return nil, errOnvolledig // a file that is left out would be kept unlawfully
	}
	ks, lopend, err := s.archief.Kandidaten(ctx, l, l.Stand().Positie, op)
	if err != nil {
		return nil, err
	}
	uit := Vernietigingskandidaten{
		Peildatum: op, Positie: int64(l.Stand().Positie), TermijnLoopt: lopend, Dossiers: []Vernietigingskandidaat{},
		UnderscoreLinks: Links{"vernietigingen": {Href: grondslag + "/rapporten/" + archiefbeheer.Rapport.Naam}},
	}
	for _, k := range ks {
		v := Vernietigingskandidaat{
			Dossier: k.Stroom, Soort: k.Soort, Toestand: "te-vernietigen", Aanhouding: string(k.Oordeel.Reden), Lijst: string(k.Lijst),
			Selectielijst: k.Oordeel.Selectielijst, Resultaat: k.Oordeel.Termijn.Nummer, Omschrijving: k.Oordeel.Termijn.Naam, Gesimuleerd: k.Gesimuleerd,
		}
		if k.Oordeel.Reden != "" {
			v.Toestand = "aangehouden"
		}
		if !k.Oordeel.Vanaf.IsZero() {
			v.SindsJaar = k.Oordeel.Vanaf.Jaar()
		}
		for _, n := range k.Oordeel.Regels {
			if n.Aangenomen {
				v.Aangenomen = append(v.Aangenomen, n.Code)
			}
		}
		uit.Dossiers = append(uit.Dossiers, v)
	}
	return gewoon{uit}, nil
}
