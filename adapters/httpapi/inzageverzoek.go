package httpapi

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/inzage"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/inzageverzoek"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// inzageverzoeken is what the server needs of package inzageverzoek.
func (s *Server) inzageverzoeken() stroomsoort[inzageverzoek.Command, inzageverzoek.State, inzageverzoek.Event] {
	return stroomsoort[inzageverzoek.Command, inzageverzoek.State, inzageverzoek.Event]{
		Handler: es.Handler[inzageverzoek.Command, inzageverzoek.State, inzageverzoek.Event]{Decider: inzageverzoek.Decider, Log: s.log},
		Events:  inzageverzoek.Events,
	}
}

func inzagepad(id uuid.UUID) string { return grondslag + "/inzageverzoeken/" + id.String() }

// An inzagebeeld is a request as it is shown. It is about no gemeente.
type inzagebeeld struct{ toestand inzageverzoek.State }

func (b *inzagebeeld) over() toegang.Over { return toegang.Over{} }

func (b *inzagebeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(inzageverzoek.Event)
	if !ok {
		return vreemd(g)
	}
	b.toestand = inzageverzoek.Evolve(b.toestand, e)
	return nil
}

// OntvangInzageverzoek implements StrictServerInterface.
func (s *Server) OntvangInzageverzoek(ctx context.Context, r OntvangInzageverzoekRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = inzagepad(o.id.StreamID(0))
	return voerUit[inzageverzoek.Command](ctx, s, s.inzageverzoeken(), o.nieuweStroom(inzageverzoek.Soort), inzageverzoek.Ontvang{
		Opdracht: o.opdracht(r.Body.Opdracht), Modules: r.Body.Modules, OntvangenOp: r.Body.OntvangenOp,
	}, o)
}

// LeesInzageverzoek implements StrictServerInterface.
func (s *Server) LeesInzageverzoek(ctx context.Context, r LeesInzageverzoekRequestObject) (weergave, error) {
	var b inzagebeeld
	revisie, err := s.bekijk(ctx, inzageverzoek.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	return standAntwoord{revisie: revisie, stand: Inzageverzoek{
		Id: r.Id, Revisie: int64(revisie), Toestand: b.toestand.Toestand(), Modules: b.toestand.Modules(), UiterlijkOp: b.toestand.UiterlijkOp(),
		UnderscoreLinks: Links{"bron": {Href: inzagepad(r.Id)}, "verstrekkingen": {Href: inzagepad(r.Id) + "/verstrekkingen"}},
	}}, nil
}

// VerstrekInzage implements StrictServerInterface. The lines in the processing
// log come first, then the event, and then the answer: a failure in between leaves
// a line too many, and never data without a line or an event.
func (s *Server) VerstrekInzage(ctx context.Context, r VerstrekInzageRequestObject) (weergave, error) {
	o, err := s.begin(ctx, false, "", inzagepad(r.Id))
	if err != nil {
		return nil, err
	}
	var b inzagebeeld
	if _, err := s.bekijk(ctx, inzageverzoek.Stroom(r.Id), &b); err != nil {
		return nil, err
	}
	cmd := inzageverzoek.Verstrek{Opdracht: o.opdracht(r.Body.Opdracht), IdentiteitVastgesteldOp: r.Body.IdentiteitVastgesteldOp}
	if _, err := inzageverzoek.Decide(cmd, b.toestand); err != nil {
		return nil, err // nothing is opened for a request that will be refused
	}
	uit, err := s.verzamel(ctx, r.Body, b.toestand.Modules())
	if err != nil {
		return nil, err
	}
	if _, err := voerUit[inzageverzoek.Command](ctx, s, s.inzageverzoeken(), inzageverzoek.Stroom(r.Id), cmd, o); err != nil {
		return nil, err
	}
	uit.OpgemaaktOp = o.moment
	return overzichtantwoord{uit, verzoekUit(ctx).weergave == typeHTML}, nil
}

// verzamel opens every dossier of the person in these modules.
func (s *Server) verzamel(ctx context.Context, v *InzageVerstrekken, modules []recht.Module) (uit Inzageoverzicht, err error) {
	uit = Inzageoverzicht{Modules: modules, Toelichting: toelichtingInzage(), Dossiers: []Inzagedossier{}, Ingezien: []Inzageregel{}}
	stromen, err := s.stromenVan(ctx, v, modules)
	if err != nil {
		return uit, err
	}
	r := raadpleging(verzoekUit(ctx), gegevensverwerking.RedenInzage)
	r.Activiteit = gegevensverwerking.InzageVerlenen
	ds, err := s.inzage.Lees(ctx, r, stromen...)
	if err != nil {
		return uit, err
	}
	for _, d := range ds {
		if !slices.Contains(modules, recht.Module(d.Activiteit.Module)) {
			return uit, enkel(Body, "/dossiers", "andere-module", "Een van de dossiers hoort bij een module waarover niet is gevraagd.")
		}
		heel, err := s.heelDossier(ctx, d)
		if err != nil {
			return uit, err
		}
		uit.Dossiers = append(uit.Dossiers, heel)
	}
	regels, err := s.inzage.WieKeek(ctx, stromen...)
	for _, k := range regels {
		uit.Ingezien = append(uit.Ingezien, Inzageregel{Tijd: k.Eind, Activiteit: k.Activiteit, Rol: k.Rol, Organisatie: k.Organisatie, Reden: k.Reden})
	}
	return uit, err
}

// stromenVan returns the streams about the person that exist: those that the
// index knows, and those that were named.
func (s *Server) stromenVan(ctx context.Context, v *InzageVerstrekken, modules []recht.Module) (uit []es.Stream, err error) {
	n, err := nummerVan(v.Nummer)
	if err != nil {
		return nil, err
	}
	var kandidaten []es.Stream
	for _, m := range modules {
		gevonden, err := s.inzage.Zoek(ctx, raadpleging(verzoekUit(ctx), gegevensverwerking.RedenInzage), string(m), n)
		if err != nil {
			return nil, err
		}
		kandidaten = append(kandidaten, gevonden...)
	}
	zelf := len(kandidaten)
	for _, d := range v.Dossiers {
		kandidaten = append(kandidaten, es.StreamOf(d.Soort, d.Id))
	}
	for i, stroom := range kandidaten {
		vastgelegd, err := s.log.Read(ctx, stroom)
		if err != nil {
			return nil, err
		}
		switch {
		case len(vastgelegd) == 0 && i >= zelf:
			return nil, enkel(Body, "/dossiers", "onbekend", "Een van de dossiers bestaat niet.")
		case len(vastgelegd) > 0 && !slices.Contains(uit, stroom):
			uit = append(uit, stroom)
		}
	}
	return uit, nil
}

// heelDossier writes out all of a dossier, public fields as well.
func (s *Server) heelDossier(ctx context.Context, d inzage.Dossier) (uit Inzagedossier, err error) {
	soort, rest, _ := strings.Cut(string(d.Stroom), "-")
	id, err := uuid.Parse(rest)
	if err != nil {
		return uit, fmt.Errorf("dossier %s: %w", d.Stroom, err)
	}
	a := d.Activiteit
	uit = Inzagedossier{
		Soort: soort, Id: id, Naam: a.Naam, Doel: a.Doel, Grondslag: a.Grondslag, Ontvangers: a.Ontvangers, Bewaartermijn: a.Bewaartermijn,
		Gebeurtenissen: []Inzagegebeurtenis{},
	}
	if uit.Beperkt, err = s.beperkt(ctx, id); err != nil {
		return uit, err
	}
	wie, verwisseld := laatstGezegd(d), laatsteVerwisseling(d)
	for i, g := range d.Gebeurtenissen {
		e := Inzagegebeurtenis{Positie: int64(g.Position), Tijd: g.Time, Zin: g.Type + ".", Velden: []Persoonsveld{}}
		if z, ok := g.Event.(interface{ Zin() string }); ok && !g.Replaced {
			e.Zin = z.Zin()
		}
		if e.Openbaar, err = toonbaar(g.Event); err != nil {
			return uit, fmt.Errorf("show position %d: %w", g.Position, err)
		}
		zonderVerborgen(e.Openbaar)
		if g.Vernietigd {
			e.Persoonsdeel, e.VernietigdDoor = vernietigd, int64(g.VernietigdDoor)
		}
		for _, v := range g.Velden {
			if i < verwisseld && slices.Contains(persoonsvelden, v.Pad) && !bytes.Equal(v.Waarde, wie[v.Pad]) {
				v.Waarde = vanEenAnder
			}
			e.Velden = append(e.Velden, Persoonsveld{Veld: v.Pad, Waarde: v.Waarde})
		}
		uit.Gebeurtenissen = append(uit.Gebeurtenissen, e)
	}
	return uit, nil
}

// vanEenAnder is what stands where a dossier named somebody else by mistake: the
// person concerned gets what was said of themselves only (AVG art. 15 lid 4).
var vanEenAnder = jsontext.Value(`"[van een ander]"`) // read only

// laatsteVerwisseling returns the index of the last event which says that those
// before it name somebody else; 0 when there is none.
func laatsteVerwisseling(d inzage.Dossier) int {
	for i, g := range slices.Backward(d.Gebeurtenissen) {
		if r, ok := g.Event.(interface{ OverEenAnder() bool }); ok && r.OverEenAnder() {
			return i
		}
	}
	return 0
}

// zonderVerborgen drops what stands for a personal field: the field itself is
// listed apart.
func zonderVerborgen(velden map[string]any) {
	for naam, w := range velden {
		switch w := w.(type) {
		case string:
			if w == "[persoonsgegeven]" {
				delete(velden, naam)
			}
		case map[string]any:
			zonderVerborgen(w)
		}
	}
}

// toelichtingInzage says what rights there are and what is not in the answer.
func toelichtingInzage() []string {
	return []string{
		"U kunt vragen om verbetering (AVG art. 16), om beperking van de verwerking (art. 18) en bezwaar maken (art. 21). Wissen kan pas als de bewaartermijn voorbij is (art. 17 lid 3).",
		"Bent u het niet eens met dit antwoord, dan kunt u bezwaar maken en een klacht indienen bij de Autoriteit Persoonsgegevens.",
		"Namen van medewerkers staan niet in het verwerkingslog; hun rol, organisatie en reden wel.",
		"Gegevens over opsporing (Halt en proces-verbaal) staan hier niet in. Vraag die bij de opsporingsambtenaar (Wet politiegegevens art. 25).",
		"Wat [vernietigd] is, kan niemand meer lezen. Waar [van een ander] staat, was een dossier bij vergissing op naam van iemand anders gesteld.",
	}
}

// An overzichtantwoord is everything about one person.
type overzichtantwoord struct {
	stand Inzageoverzicht
	html  bool
}

// schrijf sends a.
func (a overzichtantwoord) schrijf(w http.ResponseWriter) error {
	if !a.html {
		return schrijfJSON(w, http.StatusOK, a.stand)
	}
	b, err := inzageHTML(a.stand)
	if err != nil {
		return err
	}
	return schrijfBytes(w, http.StatusOK, typeHTML+"; charset=utf-8", b)
}
