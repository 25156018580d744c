package httpapi

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/uitgifte"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/rapportverstrekking"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/inzageverzoek"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections/archiefbeheer"
)

// uitgiften is what the server needs of package uitgifte.
func (s *Server) uitgiften() stroomsoort[uitgifte.Command, uitgifte.State, uitgifte.Event] {
	return stroomsoort[uitgifte.Command, uitgifte.State, uitgifte.Event]{
		Handler: es.Handler[uitgifte.Command, uitgifte.State, uitgifte.Event]{Decider: uitgifte.Decider, Log: s.log},
		Events:  uitgifte.Events,
	}
}

// GeefKopieUit implements StrictServerInterface. Each copy opens a stream.
func (s *Server) GeefKopieUit(ctx context.Context, r GeefKopieUitRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = archiefpad("uitgiften", o.id.StreamID(0))
	b := r.Body
	return voerUit[uitgifte.Command](ctx, s, s.uitgiften(), o.nieuweStroom(uitgifte.Soort), uitgifte.GeefUit{
		Opdracht: o.opdracht(b.Opdracht), Kop: s.geschiedenis.Kop(), Kopie: uitgifte.Kopie{
			Soort: b.Kopiesoort, Ontvanger: b.Ontvanger, Na: b.NaPositie, Tot: b.TotEnMet,
			SHA256: b.Sha256, Omvang: b.Omvang, Beheerhandeling: b.Beheerhandeling,
		},
	}, o)
}

// LeesUitgifte implements StrictServerInterface.
func (s *Server) LeesUitgifte(ctx context.Context, r LeesUitgifteRequestObject) (weergave, error) {
	b := uitgiftebeeld{uit: Uitgifte{UnderscoreLinks: Links{"bron": {Href: archiefpad("uitgiften", r.Id)}}}}
	revisie, err := s.bekijk(ctx, uitgifte.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.uit.Revisie = int64(revisie)
	return standAntwoord{revisie: revisie, stand: b.uit}, nil
}

// An uitgiftebeeld is a copy as shown.
type uitgiftebeeld struct{ uit Uitgifte }

func (b *uitgiftebeeld) over() toegang.Over { return toegang.Over{} }

func (b *uitgiftebeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(uitgifte.KopieUitgegeven)
	if !ok {
		return vreemd(g)
	}
	b.uit.Kopiesoort, b.uit.Ontvanger, b.uit.NaPositie, b.uit.TotEnMet = e.Soort, e.Ontvanger, e.Na, e.Tot
	b.uit.Sha256, b.uit.Omvang, b.uit.Beheerhandeling = e.SHA256, e.Omvang, e.Beheerhandeling
	b.uit.UitgegevenOp, b.uit.Gesimuleerd = e.UitgegevenOp, e.Gesimuleerd
	return nil
}

// LeesAfschermingsontvangers implements StrictServerInterface.
func (s *Server) LeesAfschermingsontvangers(ctx context.Context, r LeesAfschermingsontvangersRequestObject) (weergave, error) {
	var b afschermingbeeld
	stroom := afscherming.Stroom(r.Id)
	revisie, err := s.bekijk(ctx, stroom, &b)
	if err != nil {
		return nil, err
	}
	return s.ontvangers(ctx, stroom, revisie, b.state.Toestand(), archiefpad("afschermingen", r.Id))
}

// LeesVernietigingsontvangers implements StrictServerInterface.
func (s *Server) LeesVernietigingsontvangers(ctx context.Context, r LeesVernietigingsontvangersRequestObject) (weergave, error) {
	var b vernietigingbeeld
	stroom := vernietiging.Stroom(r.Id)
	revisie, err := s.bekijk(ctx, stroom, &b)
	if err != nil {
		return nil, err
	}
	return s.ontvangers(ctx, stroom, revisie, b.state.Toestand(), archiefpad("vernietigingen", r.Id))
}

// ontvangers answers who has what the decision of a stream takes away.
func (s *Server) ontvangers(ctx context.Context, stroom es.Stream, revisie es.Revision, toestand, besluit string) (weergave, error) {
	standen, err := s.abonnementen.Stand(ctx)
	if err != nil {
		return nil, fmt.Errorf("positions of abonnementen: %w", err)
	}
	geleverd := make(map[es.Stream]es.Position, len(standen))
	for _, st := range standen {
		geleverd[st.Stroom] = st.Positie
	}
	os, err := s.archief.Ontvangers(ctx, stroom, archiefwerk.Navraag{Geleverd: geleverd, Ziet: s.zietOoit, Modules: s.modulesVan})
	if err != nil {
		return nil, fmt.Errorf("receivers of what %s takes away: %w", stroom, err)
	}
	uit := Ontvangerslijst{
		Toestand: toestand, Ontvangers: make([]Ontvanger, 0, len(os)),
		UnderscoreLinks: Links{"bron": {Href: besluit + "/ontvangers"}, "besluit": {Href: besluit}},
	}
	for _, o := range os {
		bron, err := ontvangerpad(o.Stroom)
		if err != nil {
			return nil, err
		}
		uit.Ontvangers = append(uit.Ontvangers, Ontvanger{
			Uitgiftesoort: o.Soort, Ontvanger: o.Ontvanger, Positie: int64(o.Positie), NaPositie: int64(o.Na), TotEnMet: int64(o.Tot),
			Op: o.Op, Sha256: o.SHA256, UnderscoreLinks: Links{"bron": {Href: bron}},
		})
	}
	return standAntwoord{revisie: revisie, stand: uit}, nil
}

// zietOoit reports whether a receiver may see any event of this type. Which one is
// not asked: of what is destroyed it can no longer be told.
func (s *Server) zietOoit(l abonnement.Levering, typ string) bool {
	wie := toegang.Wie{Rol: toegang.Rol(l.Rol), Organisatie: l.Organisatie, Gemeente: l.Gemeente, Module: string(l.Module)}
	return !s.beleid.Bereik(wie, toegang.Gebeurtenis(typ)).Niets()
}

// modulesVan returns the modules that process a kind of stream, of the register of
// processing activities.
func (s *Server) modulesVan(soort string) (uit []recht.Module) {
	for _, a := range s.inzage.Activiteiten() {
		if a.Module != "" && slices.Contains(a.Stroomsoorten, soort) {
			uit = append(uit, recht.Module(a.Module))
		}
	}
	return uit
}

// ontvangerpad returns where the stream that records a receiver is read.
func ontvangerpad(s es.Stream) (string, error) {
	soort := archiefbeheer.SoortVan(s)
	meervoud, ok := map[string]string{
		uitgifte.Soort: "uitgiften", abonnement.Soort: "abonnementen", rapportverstrekking.Soort: "rapportverstrekkingen", inzageverzoek.Soort: "inzageverzoeken",
	}[soort]
	id, err := uuid.Parse(string(s)[min(len(s), len(soort)+1):])
	if err != nil || !ok {
		return "", fmt.Errorf("stream %s has no address", s)
	}
	return archiefpad(meervoud, id), nil
}
