package httpapi

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/rapportverstrekking"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
)

// rapportverstrekkingen is what the server needs of package rapportverstrekking.
func (s *Server) rapportverstrekkingen() stroomsoort[rapportverstrekking.Command, rapportverstrekking.State, rapportverstrekking.Event] {
	return stroomsoort[rapportverstrekking.Command, rapportverstrekking.State, rapportverstrekking.Event]{
		Handler: es.Handler[rapportverstrekking.Command, rapportverstrekking.State, rapportverstrekking.Event]{Decider: rapportverstrekking.Decider, Log: s.log},
		Events:  rapportverstrekking.Events,
	}
}

func verstrekkingpad(id uuid.UUID) string { return grondslag + "/rapportverstrekkingen/" + id.String() }

// VerstrekRapport implements StrictServerInterface. The bytes are made before the
// command is decided, since the event holds their hash; a retry with the same
// Idempotency-Key gets the receipt of the first, whatever is known by now.
func (s *Server) VerstrekRapport(ctx context.Context, r VerstrekRapportRequestObject) (weergave, error) {
	b, v := r.Body, verzoekUit(ctx)
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = verstrekkingpad(o.id.StreamID(0))
	v.filters = map[string]string{}
	for i, f := range b.Filters {
		if _, dubbel := v.filters[f.Naam]; dubbel {
			return nil, enkel(Body, fmt.Sprintf("/filters/%d/naam", i), "uniqueItems", "Dit filter staat al hierboven. Noem elk filter één keer.")
		}
		v.filters[f.Naam] = f.Waarde
	}
	i := slices.IndexFunc(s.rapporten, func(r *projections.Rapport) bool { return r.Naam == b.Rapport })
	switch {
	case i < 0:
		return nil, enkel(Body, "/rapport", "onbekend", "Dit rapport is er niet; /v1/rapporten noemt ze.")
	case gesloten(s.rapporten[i]): // also for who may read it: it is about single persons
		return nil, rapportverstrekking.ErrGesloten
	}
	rapport, err := s.rapport(v, b.Rapport)
	if err != nil {
		return nil, err
	}
	afgeschermd, err := s.voorOntvangers(v, rapport, b.Ontvangers)
	if err != nil {
		return nil, err
	}
	moment, err := s.moment(ctx, b.BekendOp)
	if err != nil {
		return nil, inInhoud(err, b.Filters)
	}
	if moment.positie < 0 {
		moment.positie = s.geschiedenis.Kop()
	}
	g := gemaakt{
		rapport: rapport, vorm: b.Vorm, filters: v.filters, peildatum: b.Peildatum, op: moment.positie,
		afgeschermd: afgeschermd, vandaag: recht.DatumVan(o.moment),
	}
	if err := s.herhaal(ctx, &g); err != nil {
		return nil, inInhoud(err, b.Filters)
	}
	opdracht := o.opdracht(b.Opdracht)
	// What the report holds decides, whatever the sender says: a report with invented
	// lines in it is not real by being called so.
	opdracht.Gesimuleerd = opdracht.Gesimuleerd || g.antwoord.Volledigheid.Gesimuleerd
	return voerUit[rapportverstrekking.Command](ctx, s, s.rapportverstrekkingen(), o.nieuweStroom(rapportverstrekking.Soort), rapportverstrekking.Verstrek{
		Opdracht: opdracht, Stuk: g.stuk(), Ontvangers: b.Ontvangers,
	}, o)
}

// inInhoud says of a fault in what a report is asked where it is in the body of the
// request: the report itself knows questions from a query.
func inInhoud(err error, filters []rapportverstrekking.Filterkeuze) error {
	plaats := func(naam, veld string) string {
		i := slices.IndexFunc(filters, func(f rapportverstrekking.Filterkeuze) bool { return f.Naam == naam })
		if i < 0 { // the policy put it there
			return "/filters"
		}
		return fmt.Sprintf("/filters/%d/%s", i, veld)
	}
	if p, ok := errors.AsType[*projections.OnbekendeParameter](err); ok {
		return enkel(Body, plaats(p.Naam, "naam"), "onbekend", "Dit rapport kent dit filter niet; /v1/rapporten noemt de filters van elk rapport.")
	}
	if w, ok := errors.AsType[*projections.OnbekendeWaarde](err); ok {
		return enkel(Body, plaats(w.Parameter.Naam, "waarde"), "enum", "Dit filter kent deze waarde niet. Geef "+w.Parameter.Toegestaan()+".")
	}
	if f, ok := errors.AsType[*invoerfout](err); ok {
		uit := &invoerfout{fouten: slices.Clone(f.fouten)}
		for i := range uit.fouten {
			uit.fouten[i].In, uit.fouten[i].Pointer = Body, "/"+uit.fouten[i].Pointer
		}
		return uit
	}
	return err
}

// voorOntvangers refuses to hand r out to who may not read it, and reports whether it
// is shielded: it is, unless the sender and every receiver have the right to persons.
func (s *Server) voorOntvangers(v *verzoek, r *projections.Rapport, ontvangers []recht.Orgaan) (afgeschermd bool, err error) {
	over := toegang.Over{Gemeente: v.filters["gemeente"], Module: string(r.Module)}
	if over.Module == "" {
		over.Module = v.filters["module"]
	}
	afgeschermd = !s.magPersonen(v)
	for _, o := range ontvangers {
		wie, ok := toegang.Ontvanger(o)
		if !ok {
			return false, rapportverstrekking.ErrOntvangers
		}
		if !s.beleid.Bereik(wie, toegang.Rapport(r.Naam)).Omvat(over) {
			return false, rapportverstrekking.ErrGeenRecht
		}
		afgeschermd = afgeschermd || !s.beleid.MagPersonen(wie, over)
	}
	return afgeschermd && r.Personen != nil, nil
}

// gemaakt is a report as it is handed out: what was asked, and what came of it.
type gemaakt struct {
	rapport     *projections.Rapport
	vorm        rapportverstrekking.Vorm
	filters     map[string]string
	peildatum   recht.Datum
	op          es.Position
	afgeschermd bool
	vandaag     recht.Datum // tables that were fixed by this day are in it

	antwoord projections.Antwoord
	wortel   [32]byte
	verzend  rapportantwoord
}

// herhaal makes the report of g from what was known at g.op and nothing else: not
// how far the read model is now, nor which day it is.
func (s *Server) herhaal(ctx context.Context, g *gemaakt) (err error) {
	lezer, los, err := s.lees(ctx, g.rapport, g.op)
	if err != nil {
		return err
	}
	defer los()
	if g.wortel, err = s.wortel(ctx, g.op); err != nil {
		return fmt.Errorf("root of the log at %d: %w", g.op, err)
	}
	if lezer, err = projections.Vast(g.rapport, lezer, g.op, g.wortel); err != nil {
		return err
	}
	vraag := projections.Vraag{BekendOp: g.op, Peildatum: g.peildatum, Filter: g.filters}
	if g.afgeschermd {
		g.antwoord, err = afscherming.Voer(ctx, g.rapport, lezer, vraag, s.kalender(g.vandaag))
	} else {
		g.antwoord, err = projections.Voer(ctx, g.rapport, lezer, vraag)
	}
	if err != nil {
		return err
	}
	g.verzend, err = rapportbytes(g.antwoord, kenmoment{positie: g.op}, g.soort(), true, "")
	return err
}

// kalender says which tables are fixed on a day.
func (s *Server) kalender(vandaag recht.Datum) afscherming.Kalender {
	return afscherming.Kalender{Vandaag: vandaag, PositieVoor: s.geschiedenis.PositieVoor, Bewaard: s.bewaard}
}

func (g *gemaakt) soort() string {
	if g.vorm == rapportverstrekking.CSV {
		return typeCSV
	}
	return typeJSON
}

// stuk describes g as it is recorded.
func (g *gemaakt) stuk() rapportverstrekking.Stuk {
	uit := rapportverstrekking.Stuk{
		Rapport: g.rapport.Naam, Vorm: g.vorm, Peildatum: g.peildatum, BekendOp: int64(g.op), Afgeschermd: g.afgeschermd,
		Leesmodel: g.rapport.Model.Naam, Leesmodelversie: g.rapport.Model.Versie,
		Wortel: base64.StdEncoding.EncodeToString(g.wortel[:]), SHA256: hexSHA256(g.verzend.bytes),
		RegelsSHA256: regelsSHA256(g.antwoord), Omvang: int64(len(g.verzend.bytes)),
	}
	for _, naam := range slices.Sorted(maps.Keys(g.filters)) {
		uit.Filters = append(uit.Filters, rapportverstrekking.Filterkeuze{Naam: naam, Waarde: g.filters[naam]})
	}
	return uit
}

func hexSHA256(b []byte) string {
	som := sha256.Sum256(b)
	return hex.EncodeToString(som[:])
}

// regelsSHA256 returns the hash of columns and values alone, so that a change in a
// text around them can be told from one in the figures.
func regelsSHA256(a projections.Antwoord) string {
	h := sha256.New()
	for _, k := range a.Uitkomst.Kolommen {
		fmt.Fprintf(h, "%q ", k.Naam)
	}
	for _, r := range a.Uitkomst.Regels {
		fmt.Fprintf(h, "\n%t %t", r.Samengevoegd, r.Gesimuleerd)
		for _, w := range r.Waarden {
			fmt.Fprintf(h, " %q", fmt.Sprint(w))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
