package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
	"github.com/mgr-sdcg/kroniek/projections/verschil"
)

// zonderStappen says why a shielded difference names no events.
const zonderStappen = "Zonder recht op personen worden de gebeurtenissen achter dit rapport niet genoemd: hun aantal is het cijfer dat is afgeschermd. " +
	"Cijfers van een periode staan na hun vaststelling vast; een verschil is hier een periode die er bij kwam."

// LeesRapportverschil implements StrictServerInterface.
func (s *Server) LeesRapportverschil(ctx context.Context, r LeesRapportverschilRequestObject) (weergave, error) {
	v := verzoekUit(ctx)
	rapport, err := s.rapport(v, r.Naam)
	if err != nil {
		return nil, err
	}
	van := kenmoment{}
	if r.Params.Van != "" {
		if van, err = s.moment(ctx, r.Params.Van); err != nil {
			return nil, err
		}
	}
	tot, err := s.tweede(ctx, r.Params.Tot, r.Params.NaPositie)
	if err != nil {
		return nil, err
	}
	peildatum, err := dag("peildatum", r.Params.Peildatum)
	if err != nil {
		return nil, err
	}
	return s.verschil(ctx, verschilvraag{
		rapport: rapport, van: van, tot: tot, peildatum: peildatum, filters: v.filters,
		afgeschermd: rapport.Personen != nil && !s.magPersonen(v), toen: recht.DatumVan(s.nu()), dag: van.dag,
		links: Links{"rapport": {Href: grondslag + "/rapporten/" + rapport.Naam}},
	})
}

// dag reads a day in the query; nothing is no day.
func dag(naam, tekst string) (recht.Datum, error) {
	if tekst == "" {
		return recht.Datum{}, nil
	}
	d, err := recht.ParseDatum(tekst)
	if err != nil {
		return d, enkel(Query, naam, "format", "Geef een dag als jjjj-mm-dd.")
	}
	return d, nil
}

// tweede reads the second moment of a comparison; without one it is now, and not
// before na.
func (s *Server) tweede(ctx context.Context, tekst string, na int64) (kenmoment, error) {
	if es.Position(na) > s.geschiedenis.Kop() {
		return kenmoment{}, enkel(Query, "naPositie", "maximum", "Deze positie is er nog niet.")
	}
	m, err := s.moment(ctx, tekst)
	if err == nil && m.positie < 0 {
		m.positie = s.geschiedenis.Kop()
	}
	return m, err
}

// A verschilvraag is what is compared, for whom.
type verschilvraag struct {
	rapport     *projections.Rapport
	van, tot    kenmoment
	peildatum   recht.Datum
	filters     map[string]string
	afgeschermd bool
	toen        recht.Datum // tables that were fixed by this day are in the report of then
	dag         recht.Datum // of the first moment; zero: that of its last event
	links       Links
}

// verschil compares a report at two moments, from one reading of its read model.
func (s *Server) verschil(ctx context.Context, q verschilvraag) (verschilantwoord, error) {
	lezer, los, err := s.lees(ctx, q.rapport, max(q.van.positie, q.tot.positie))
	if err != nil {
		return verschilantwoord{}, err
	}
	defer los()
	v := verschil.Vraag{Van: q.van.positie, Tot: q.tot.positie, Peildatum: q.peildatum, Filter: q.filters}
	if v.Van > v.Tot {
		return verschilantwoord{}, verschil.ErrVolgorde
	}
	var d verschil.Verschil
	if q.afgeschermd {
		d, err = s.afgeschermdVerschil(ctx, q, lezer, v)
	} else {
		d, err = verschil.Voer(ctx, q.rapport, lezer, v, verschil.MaxStappen)
	}
	if err != nil {
		return verschilantwoord{}, err
	}
	uit := Rapportverschil{
		Naam: q.rapport.Naam, Titel: q.rapport.Titel, Filters: q.filters, Peildatum: q.peildatum,
		Van:          BekendOp{Positie: int64(v.Van), Dag: q.van.dag, OpenDag: q.van.open},
		Tot:          BekendOp{Positie: int64(v.Tot), Dag: q.tot.dag, OpenDag: q.tot.open},
		GevraagdDoor: vragerVan(verzoekUit(ctx).wie), Toen: d.Toen.Volledigheid, Nu: d.Nu.Volledigheid, Kolommen: rapportkolommen(d.Nu), Sleutel: append([]string{}, d.Sleutel...),
		Regels: regelverschillen(d, d.Regels), Stappen: []Verschilstap{}, Afgeschermd: q.afgeschermd, UnderscoreLinks: q.links,
	}
	if q.afgeschermd {
		uit.Toelichting = zonderStappen
	}
	k, err := s.verteller(ctx, q)
	if err != nil {
		return verschilantwoord{}, err
	}
	for _, stap := range d.Stappen {
		g, err := k.vertel(ctx, stap.Posities)
		if err != nil {
			return verschilantwoord{}, err
		}
		uit.Stappen = append(uit.Stappen, Verschilstap{Gebeurtenissen: g, Regels: regelverschillen(d, stap.Regels)})
	}
	return verschilantwoord(uit), nil
}

// afgeschermdVerschil compares two shielded answers. Each is one that the sender may
// ask for by itself, so what is computed from them tells nothing new.
func (s *Server) afgeschermdVerschil(ctx context.Context, q verschilvraag, l projections.Lezer, v verschil.Vraag) (verschil.Verschil, error) {
	op := func(p es.Position, vandaag recht.Datum) (projections.Antwoord, error) {
		return afscherming.Voer(ctx, q.rapport, l, projections.Vraag{BekendOp: p, Peildatum: v.Peildatum, Filter: v.Filter, ZonderHerkomst: true}, s.kalender(vandaag))
	}
	toen, errToen := op(v.Van, q.toen)
	nu, errNu := op(v.Tot, recht.DatumVan(s.nu()))
	if err := errors.Join(errToen, errNu); err != nil {
		return verschil.Verschil{}, err
	}
	return verschil.Afgeschermd(toen, nu)
}

func regelverschillen(d verschil.Verschil, rs []verschil.Regelverschil) []Regelverschil {
	uit := []Regelverschil{}
	for _, r := range rs {
		x := Regelverschil{Sleutel: map[string]any{}, Verschil: map[string]any{}}
		for i, naam := range d.Sleutel {
			x.Sleutel[naam] = r.Sleutel[i]
		}
		if r.Toen != nil {
			x.Toen = waardenPer(d.Toen.Uitkomst.Kolommen, r.Toen)
		}
		if r.Nu != nil {
			x.Nu = waardenPer(d.Nu.Uitkomst.Kolommen, r.Nu)
		}
		for i, k := range d.Nu.Uitkomst.Kolommen {
			if _, sleutel := x.Sleutel[k.Naam]; sleutel {
				continue
			}
			switch n := r.Delta(k, i).(type) {
			case int64:
				if n != 0 {
					x.Verschil[k.Naam] = n
				}
			case recht.Bedrag:
				if n != 0 {
					x.Verschil[k.Naam] = n.String()
				}
			}
		}
		uit = append(uit, x)
	}
	return uit
}

// A verteller tells of events as far as the sender may see them.
type verteller struct {
	s    *Server
	blik blik
	dag  recht.Datum // last day of the first moment; zero before the first event
	laat bool        // what changed the report was so on a peildatum that was over by then
}

func (s *Server) verteller(ctx context.Context, q verschilvraag) (verteller, error) {
	k := verteller{s: s, blik: blik{beleid: s.beleid, wie: verzoekUit(ctx).wie}, dag: q.dag}
	van := q.van.positie
	if van == 0 || !q.dag.IsZero() {
		return k.metPeildatum(q), nil
	}
	// A position is how things were known up to the event after it: the day before
	// that one was over, whatever the day of the last event.
	err := s.geschiedenis.Scan(ctx, van-1, min(van+1, s.geschiedenis.Kop()), func(v *envelop.Verzegeld) error {
		var g verschilfeit
		if err := json.Unmarshal(v.Gebeurtenis, &g, json.MatchCaseInsensitiveNames(true)); err != nil {
			return fmt.Errorf("read position %d: %w", v.Positie, err)
		}
		d := recht.DatumVan(g.Time)
		if v.Positie > van {
			d = d.PlusDagen(-1)
		}
		if k.dag.IsZero() || d.Na(k.dag) {
			k.dag = d
		}
		return nil
	})
	return k.metPeildatum(q), err
}

// metPeildatum says of a report of what held on a day whether that day was there at
// the first moment: then nothing that changes it is of later.
func (k verteller) metPeildatum(q verschilvraag) verteller {
	k.laat = q.rapport.OpDag && !q.peildatum.IsZero() && !k.dag.IsZero() && !q.peildatum.Na(k.dag)
	return k
}

// A verschilfeit is what is told of an event.
type verschilfeit struct {
	ID   uuid.UUID
	Type string
	Time time.Time
	Data struct {
		GeldigVanaf recht.Datum
		Corrigeert  uuid.UUID
	}
}

func (k verteller) vertel(ctx context.Context, posities []es.Position) ([]Verschilgebeurtenis, error) {
	uit := []Verschilgebeurtenis{}
	for _, p := range posities {
		err := k.s.geschiedenis.Scan(ctx, p-1, p, func(v *envelop.Verzegeld) error {
			zien, err := k.blik.ziet(v)
			if err != nil || !zien {
				uit = append(uit, Verschilgebeurtenis{Positie: int64(p)})
				return err
			}
			var g verschilfeit
			if err := json.Unmarshal(v.Gebeurtenis, &g, json.MatchCaseInsensitiveNames(true)); err != nil {
				return fmt.Errorf("read position %d: %w", p, err)
			}
			uit = append(uit, Verschilgebeurtenis{
				Positie: int64(p), Id: g.ID, Type: g.Type, Time: g.Time.UTC().Format("2006-01-02T15:04:05.000Z"),
				GeldigVanaf: g.Data.GeldigVanaf, Corrigeert: g.Data.Corrigeert, Aard: k.aard(g),
			})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return uit, nil
}

// aard says why an event was not in the report of then: it corrects, it was already
// so then and came late, or it is of later.
func (k verteller) aard(g verschilfeit) VerschilgebeurtenisAard {
	switch {
	case g.Data.Corrigeert != uuid.Nil:
		return Correctie
	case k.laat, !g.Data.GeldigVanaf.IsZero() && !k.dag.IsZero() && !g.Data.GeldigVanaf.Na(k.dag):
		return Nagekomen
	default:
		return Later
	}
}

// A verschilantwoord is the answer to a comparison.
type verschilantwoord Rapportverschil

// schrijf sends a.
func (a verschilantwoord) schrijf(w http.ResponseWriter) error {
	return schrijfJSON(w, http.StatusOK, Rapportverschil(a))
}
