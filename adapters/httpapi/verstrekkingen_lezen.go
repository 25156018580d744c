package httpapi

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/rapportverstrekking"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A verstrekkingbeeld is a handed-out report as shown.
type verstrekkingbeeld struct {
	verstrekt rapportverstrekking.RapportVerstrekt
}

func (b *verstrekkingbeeld) over() toegang.Over { return toegang.Over{} }

func (b *verstrekkingbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(rapportverstrekking.RapportVerstrekt)
	if !ok {
		return vreemd(g)
	}
	b.verstrekt = e
	return nil
}

// LeesRapportverstrekking implements StrictServerInterface.
func (s *Server) LeesRapportverstrekking(ctx context.Context, r LeesRapportverstrekkingRequestObject) (weergave, error) {
	var b verstrekkingbeeld
	revisie, err := s.bekijk(ctx, es.StreamOf(rapportverstrekking.Soort, r.Id), &b)
	if err != nil {
		return nil, err
	}
	e, pad := b.verstrekt, verstrekkingpad(r.Id)
	uit := Rapportverstrekking{
		Id: r.Id, Rapport: e.Rapport, Vorm: e.Vorm, Filters: []rapportverstrekking.Filterkeuze{}, Peildatum: e.Peildatum, BekendOp: e.BekendOp,
		Afgeschermd: e.Afgeschermd, Leesmodel: e.Leesmodel, Leesmodelversie: e.Leesmodelversie, Wortel: e.Wortel,
		Sha256: e.SHA256, Omvang: e.Omvang, Ontvangers: e.Ontvangers, VerstrektOp: e.VerstrektOp, Gesimuleerd: e.Gesimuleerd, Revisie: int64(revisie),
		UnderscoreLinks: Links{"bron": {Href: pad}, "rapport": {Href: pad + "/rapport"}, "verschil": {Href: pad + "/verschil"}},
	}
	uit.Filters = append(uit.Filters, e.Filters...)
	return standAntwoord{revisie: revisie, stand: uit}, nil
}

// verstrekt returns what was handed out, for a sender who may read that report. The
// report is nil when this program has it no more.
func (s *Server) verstrekt(ctx context.Context, id uuid.UUID) (rapportverstrekking.RapportVerstrekt, *projections.Rapport, error) {
	var b verstrekkingbeeld
	v := verzoekUit(ctx)
	if _, err := s.bekijk(ctx, es.StreamOf(rapportverstrekking.Soort, id), &b); err != nil {
		return b.verstrekt, nil, err
	}
	v.filters = map[string]string{}
	for _, f := range b.verstrekt.Filters {
		v.filters[f.Naam] = f.Waarde
	}
	gevraagd := len(v.filters)
	if !slices.ContainsFunc(s.rapporten, func(r *projections.Rapport) bool { return r.Naam == b.verstrekt.Rapport }) {
		return b.verstrekt, nil, nil
	}
	rapport, err := s.rapport(v, b.verstrekt.Rapport)
	if err != nil {
		return b.verstrekt, nil, err
	}
	if len(v.filters) != gevraagd || rapport.Personen != nil && !b.verstrekt.Afgeschermd && !s.magPersonen(v) {
		return b.verstrekt, nil, errGeenToegang // it shows more than this role may ask for
	}
	return b.verstrekt, rapport, nil
}

// LeesVerstrektRapport implements StrictServerInterface.
func (s *Server) LeesVerstrektRapport(ctx context.Context, r LeesVerstrektRapportRequestObject) (weergave, error) {
	e, rapport, err := s.verstrekt(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	if rapport == nil {
		return nil, rapportverstrekking.ErrNietGelijk.With("Dit programma kent het rapport niet meer.")
	}
	g := gemaakt{
		rapport: rapport, vorm: e.Vorm, filters: verzoekUit(ctx).filters, peildatum: e.Peildatum, op: es.Position(e.BekendOp),
		afgeschermd: e.Afgeschermd, vandaag: e.VerstrektOp,
	}
	if _, ok := kies(verzoekUit(ctx).aanvaard, []string{g.soort()}); !ok {
		return nil, errNietAanvaard
	}
	if err := s.herhaal(ctx, &g); err != nil {
		return nil, err
	}
	if err := s.vergelijkStuk(ctx, e.Stuk, &g); err != nil {
		return nil, err
	}
	g.verzend.ander = r.Params.IfNoneMatch
	return g.verzend, nil
}

// vergelijkStuk refuses bytes that are not those that were handed out, and says what
// became different.
func (s *Server) vergelijkStuk(ctx context.Context, was rapportverstrekking.Stuk, g *gemaakt) error {
	nu := g.stuk()
	if nu.SHA256 == was.SHA256 {
		return nil
	}
	var wat string
	switch {
	case nu.Wortel != was.Wortel:
		wat = "De geschiedenis tot en met die positie is een andere dan toen; reken de map na met kroniek verify."
	case nu.Leesmodel != was.Leesmodel || nu.Leesmodelversie != was.Leesmodelversie:
		wat = fmt.Sprintf("Het leesmodel %s had toen versie %d en nu heeft %s versie %d.", was.Leesmodel, was.Leesmodelversie, nu.Leesmodel, nu.Leesmodelversie)
	case nu.RegelsSHA256 == was.RegelsSHA256:
		wat = "De regels zijn gelijk; wat eromheen staat (definitie, toegepaste regels, norm of vorm) is met een nieuwe versie van het programma veranderd."
	default:
		n, err := s.vervangen(ctx, g.op)
		if err != nil {
			return err
		}
		wat = fmt.Sprintf("De regels zelf zijn anders; van de gebeurtenissen tot en met positie %d zijn er %d vernietigd of afgeschermd.", g.op, n)
	}
	return rapportverstrekking.ErrNietGelijk.With(wat)
}

// vervangen counts the events up to op whose content was destroyed or shielded.
func (s *Server) vervangen(ctx context.Context, op es.Position) (n int, err error) {
	err = s.geschiedenis.Scan(ctx, 0, op, func(v *envelop.Verzegeld) error {
		if v.Vervangen != 0 {
			n++
		}
		return nil
	})
	return n, err
}

// LeesVerstrekkingsverschil implements StrictServerInterface.
func (s *Server) LeesVerstrekkingsverschil(ctx context.Context, r LeesVerstrekkingsverschilRequestObject) (weergave, error) {
	e, rapport, err := s.verstrekt(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	if rapport == nil {
		return nil, rapportverstrekking.ErrNietGelijk.With("Dit programma kent het rapport niet meer.")
	}
	tot, err := s.tweede(ctx, r.Params.Tot, r.Params.NaPositie)
	if err != nil {
		return nil, err
	}
	v := verzoekUit(ctx)
	return s.verschil(ctx, verschilvraag{
		rapport: rapport, van: kenmoment{positie: es.Position(e.BekendOp)}, tot: tot, peildatum: e.Peildatum, filters: v.filters,
		afgeschermd: rapport.Personen != nil && (e.Afgeschermd || !s.magPersonen(v)), toen: e.VerstrektOp, dag: e.VerstrektOp,
		links: Links{"verstrekking": {Href: verstrekkingpad(r.Id)}},
	})
}
