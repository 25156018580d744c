package httpapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
)

// kent reports whether report r has this filter.
func kent(r *projections.Rapport, naam string) bool {
	return slices.ContainsFunc(r.Parameters, func(p projections.Parameter) bool { return p.Naam == naam })
}

// LeesRapporten implements StrictServerInterface.
func (s *Server) LeesRapporten(ctx context.Context, _ LeesRapportenRequestObject) (weergave, error) {
	wie := verzoekUit(ctx).wie
	lijst := []Rapportbeschrijving{}
	for _, r := range s.rapporten {
		bereik, personen := s.beleid.Bereik(wie, toegang.Rapport(r.Naam)), !s.beleid.Bereik(wie, toegang.Personen).Niets()
		ander := bereik.VraagtModule() && r.Module != "" && !slices.Contains(wie.Modules(), string(r.Module))
		if bereik.Niets() || ander || gesloten(r) && !personen {
			continue
		}
		if !personen {
			r = r.VoorZonderRecht()
		}
		b := Rapportbeschrijving{
			Naam: r.Naam, Titel: r.Titel, Definitie: r.Definitie, Parameters: []Rapportparameter{},
			UnderscoreLinks: Links{"rapport": {Href: grondslag + "/rapporten/" + r.Naam}},
		}
		for _, p := range r.Parameters {
			b.Parameters = append(b.Parameters, Rapportparameter{Naam: p.Naam, Omschrijving: p.Omschrijving})
		}
		lijst = append(lijst, b)
	}
	return gewoon{Rapporten{Rapporten: lijst}}, nil
}

// LeesRapport implements StrictServerInterface.
func (s *Server) LeesRapport(ctx context.Context, r LeesRapportRequestObject) (weergave, error) {
	v := verzoekUit(ctx)
	rapport, err := s.rapport(v, r.Naam)
	if err != nil {
		return nil, err
	}
	if r.Params.Herkomst && rapport.Personen != nil && !s.magPersonen(v) {
		return nil, afscherming.ErrHerkomst
	}
	moment, err := s.moment(ctx, r.Params.BekendOp)
	if err != nil {
		return nil, err
	}
	na := es.Position(r.Params.NaPositie)
	if na > s.geschiedenis.Kop() {
		return nil, enkel(Query, "naPositie", "maximum", "Deze positie is er nog niet.")
	}
	var peildatum recht.Datum
	if r.Params.Peildatum != "" {
		if peildatum, err = recht.ParseDatum(r.Params.Peildatum); err != nil {
			return nil, enkel(Query, "peildatum", "format", "Geef een dag als jjjj-mm-dd.")
		}
	}
	a, err := s.maak(ctx, rapport, vraag{
		Vraag: projections.Vraag{
			BekendOp: moment.positie, Peildatum: peildatum, Filter: v.filters, ZonderHerkomst: !r.Params.Herkomst && v.weergave != typeCSV,
		},
		na: na, personen: s.magPersonen(v),
	})
	if err != nil {
		return nil, err
	}
	moment.vrager = vragerVan(v.wie)
	a.GevraagdDoor = strings.Join([]string{moment.vrager.Rol, moment.vrager.Organisatie, moment.vrager.Pseudoniem}, " ")
	soort := typeJSON
	if v.weergave == typeCSV {
		soort = typeCSV
	}
	return rapportbytes(a, moment, soort, r.Params.Herkomst, r.Params.IfNoneMatch)
}

// rapport returns the report that the sender may read, with the filters that the
// policy forces: a role that reaches only its own gemeente asks for that one.
func (s *Server) rapport(v *verzoek, naam string) (*projections.Rapport, error) {
	i := slices.IndexFunc(s.rapporten, func(r *projections.Rapport) bool { return r.Naam == naam })
	if i < 0 {
		return nil, errNietGevonden
	}
	bereik := s.beleid.Bereik(v.wie, toegang.Rapport(naam))
	if bereik.VraagtGemeente() && v.wie.Gemeente != "" {
		if _, gevraagd := v.filters["gemeente"]; !gevraagd {
			v.filters["gemeente"] = string(v.wie.Gemeente)
		}
	}
	over := toegang.Over{Module: string(s.rapporten[i].Module)}
	if bereik.VraagtModule() && over.Module == "" {
		if _, gevraagd := v.filters["module"]; !gevraagd {
			eigen := v.wie.Modules()
			if len(eigen) > 1 {
				return nil, enkel(Query, "module", "required", "Kies met het filter module een van uw modules: "+strings.Join(eigen, ", ")+".")
			}
			v.filters["module"] = v.wie.Module
		}
	}
	over.Gemeente = v.filters["gemeente"]
	if over.Module == "" {
		over.Module = v.filters["module"]
	}
	h := toegang.Rapport(naam)
	if u := bereik.Oordeel(over); !u.Mag {
		return nil, s.weiger(v, h, "", u, errGeenToegang)
	}
	personen := s.magPersonen(v)
	if gesloten(s.rapporten[i]) && !personen {
		return nil, s.weiger(v, h, "", s.beleid.Bereik(v.wie, toegang.Personen).Oordeel(over), errGeenToegang)
	}
	if s.rapporten[i].Personen != nil && personen {
		return s.rapporten[i], s.auditlog.Leg(v.regel(h, "", bereik.Oordeel(over)))
	}
	return s.rapporten[i], nil
}

// gesloten reports whether r is not given without the right to persons.
func gesloten(r *projections.Rapport) bool { return r.Personen != nil && r.Personen.Gesloten }

// magPersonen reports whether the sender has the right to persons over all that
// the filters leave. If not, the report is shielded.
func (s *Server) magPersonen(v *verzoek) bool {
	return s.beleid.MagPersonen(v.wie, toegang.Over{Gemeente: v.filters["gemeente"], Module: v.filters["module"]})
}

// A vraag is what a report is asked, and by whom.
type vraag struct {
	projections.Vraag             // BekendOp -1: as known now
	na                es.Position // wait for this position
	personen          bool        // by somebody with the right to persons
}

// A kenmoment is the moment at which a report is as known.
type kenmoment struct {
	positie es.Position // -1: as known now
	dag     recht.Datum // when a day was asked for
	open    bool        // that day is not over
	vrager  Vrager      // who asked; zero in what is handed out, which is the same for everybody
}

// vragerVan tells whoever asked who that is: the answer may be kept, and a report
// without its asker is half an answer. It goes to nobody else, and in no log.
func vragerVan(w toegang.Wie) Vrager {
	a := w.Actor()
	return Vrager{Pseudoniem: a.ID, Rol: a.Rol, Organisatie: a.Organisatie, Gemeente: string(w.Gemeente), Module: w.Module}
}

// moment reads bekendOp: nothing, a position, or a day. As known on a day is the
// position before the first event at or after the next midnight in Amsterdam.
func (s *Server) moment(ctx context.Context, bekendOp string) (kenmoment, error) {
	if bekendOp == "" {
		return kenmoment{positie: -1}, nil
	}
	if dag, err := recht.ParseDatum(bekendOp); err == nil {
		p, err := s.geschiedenis.PositieVoor(ctx, dag.PlusDagen(1).Begin())
		if err != nil {
			return kenmoment{}, fmt.Errorf("position of a day: %w", err)
		}
		return kenmoment{positie: p, dag: dag, open: !dag.Voor(recht.DatumVan(s.nu()))}, nil
	}
	p, err := strconv.ParseInt(bekendOp, 10, 64)
	if err != nil {
		return kenmoment{}, enkel(Query, "bekendOp", "format", "Geef een positie of een bestaande datum.")
	}
	if es.Position(p) > s.geschiedenis.Kop() {
		return kenmoment{}, enkel(Query, "bekendOp", "maximum", "Deze positie is er nog niet.")
	}
	return kenmoment{positie: es.Position(p)}, nil
}

// maak makes a report from one reading of its read model, so at one position.
func (s *Server) maak(ctx context.Context, r *projections.Rapport, v vraag) (projections.Antwoord, error) {
	lezer, los, err := s.lees(ctx, r, max(v.na, v.BekendOp))
	if err != nil {
		return projections.Antwoord{}, err
	}
	defer los()
	if v.BekendOp < 0 {
		v.BekendOp = lezer.Stand().Positie
	}
	if !v.personen {
		return afscherming.Voer(ctx, r, lezer, v.Vraag, s.kalender(recht.DatumVan(s.nu())))
	}
	return projections.Voer(ctx, r, lezer, v.Vraag)
}

// lees begins a reading of the read model of r once it knows tot; los ends it. One that
// stopped before is read as far as it came.
func (s *Server) lees(ctx context.Context, r *projections.Rapport, tot es.Position) (l projections.Lezer, los func(), err error) {
	wachten, klaar := context.WithTimeout(ctx, s.grenzen.Wachten)
	defer klaar()
	if err := s.leesmodellen.WachtOp(wachten, r.Model.Naam, tot); err != nil && !errors.Is(err, leesmodellen.ErrGestopt) {
		if wachten.Err() != nil {
			return nil, nil, fmt.Errorf("%w: %w", errLooptAchter, err)
		}
		return nil, nil, err
	}
	if l, los, err = s.leesmodellen.Lees(ctx, r.Model.Naam); err != nil {
		return nil, nil, fmt.Errorf("read report %s: %w", r.Naam, err)
	}
	return l, los, nil
}

// A rapportantwoord is a report ready to be sent.
type rapportantwoord struct {
	soort string
	bytes []byte
	naam  string // of the file, for CSV
	ander string // If-None-Match
}

// rapportbytes writes a as soort: the same report always as the same bytes. CSV has
// no place to say that it is incomplete, so an incomplete report is not given in
// that form.
func rapportbytes(a projections.Antwoord, m kenmoment, soort string, herkomst bool, ander string) (rapportantwoord, error) {
	if soort != typeCSV {
		b, err := rapportJSON(a, m, herkomst)
		return rapportantwoord{soort: typeJSON, bytes: b, ander: ander}, err
	}
	if !a.Volledigheid.Volledig {
		return rapportantwoord{}, errOnvolledig
	}
	var b bytes.Buffer
	if err := projections.SchrijfCSV(&b, a); err != nil {
		return rapportantwoord{}, err
	}
	return rapportantwoord{
		soort: typeCSV + "; charset=utf-8; header=present", bytes: b.Bytes(), ander: ander,
		naam: fmt.Sprintf("%s-bekend-op-%d.csv", a.Rapport.Naam, a.Vraag.BekendOp),
	}, nil
}

func rapportJSON(a projections.Antwoord, m kenmoment, herkomst bool) ([]byte, error) {
	r := Rapport{
		Naam: a.Rapport.Naam, Titel: a.Rapport.Titel, Definitie: a.Rapport.Definitie, Peildatum: a.Vraag.Peildatum,
		BekendOp: BekendOp{Positie: int64(a.Vraag.BekendOp), Dag: m.dag, OpenDag: m.open},
		Filters:  a.Vraag.Filter, GevraagdDoor: m.vrager, Volledigheid: a.Volledigheid, Kolommen: []Kolom{}, Regels: []Rapportregel{},
		UnderscoreLinks: Links{"zegel": {Href: grondslag + "/zegel"}, "rapporten": {Href: grondslag + "/rapporten"}},
	}
	r.Kolommen = rapportkolommen(a)
	for _, regel := range a.Uitkomst.Regels {
		uit := Rapportregel{Waarden: waardenPer(a.Uitkomst.Kolommen, regel.Waarden), Gesimuleerd: regel.Gesimuleerd, Samengevoegd: regel.Samengevoegd}
		if herkomst {
			uit.Herkomst = make([]int64, len(regel.Herkomst))
			for i, h := range regel.Herkomst {
				uit.Herkomst[i] = int64(h)
			}
		}
		r.Regels = append(r.Regels, uit)
	}
	return jsonBytes(r)
}

func rapportkolommen(a projections.Antwoord) []Kolom {
	uit := []Kolom{}
	for _, k := range a.Uitkomst.Kolommen {
		uit = append(uit, Kolom{Naam: k.Naam, Soort: kolomsoort(k.Soort)})
	}
	return uit
}

// waardenPer returns the values of a line by column; a number that is shielded has none.
func waardenPer(kolommen []projections.Kolom, waarden []projections.Waarde) map[string]any {
	uit := map[string]any{}
	for i, w := range waarden {
		if _, weg := w.(projections.Afgeschermd); !weg {
			uit[kolommen[i].Naam] = w
		}
	}
	return uit
}

func kolomsoort(s projections.Soort) KolomSoort {
	switch s {
	case projections.Getal:
		return Getal
	case projections.Datum:
		return Datum
	default:
		return Tekst
	}
}

// schrijf sends r.
func (r rapportantwoord) schrijf(w http.ResponseWriter) error {
	tag := kenmerk([]byte(r.soort), r.bytes)
	w.Header().Set("ETag", tag)
	w.Header().Set("Vary", "Accept")
	if zelfde(r.ander, tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if r.naam != "" {
		w.Header().Set("Content-Disposition", `attachment; filename="`+r.naam+`"`)
	}
	return schrijfBytes(w, http.StatusOK, r.soort, r.bytes)
}
