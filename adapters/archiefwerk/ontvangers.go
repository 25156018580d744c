package archiefwerk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

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

// The kinds of what a receiver has, beside those of package uitgifte.
const (
	PerAbonnement   = "abonnement"
	PerVerstrekking = "rapportverstrekking"
	PerInzage       = "inzageoverzicht"
)

// An Ontvanger is who got, or may have got, what a decision takes away.
type Ontvanger struct {
	Soort     string // an uitgifte.Kopiesoort, or one of the kinds above
	Ontvanger string // office, system or organs; never a person
	Stroom    es.Stream
	Positie   es.Position // of the event that records it
	Na, Tot   es.Position // it can hold what lies at Na < position <= Tot
	Op        recht.Datum
	SHA256    string // of the bytes; empty where it is not known
}

// A Navraag is what has to be known outside the history to find receivers.
type Navraag struct {
	// Geleverd is up to where each abonnement was delivered.
	Geleverd map[es.Stream]es.Position
	// Ziet reports whether some event of this type may be sent under a Levering.
	Ziet func(l abonnement.Levering, typ string) bool
	// Modules returns the modules whose persons a kind of stream is about.
	Modules func(soort string) []recht.Module
}

// weg is what a decision takes away, or will.
type weg struct {
	posities []es.Position // in order
	typen    []string      // by position
	soorten  []string      // kinds of stream
	openbaar bool          // text of a public field: reports may hold it too
	tot      es.Position   // from here on nobody got it any more; 0 while it is there
}

// tussen reports whether any of it lies at na < position <= tot.
func (w weg) tussen(na, tot es.Position) bool {
	i, _ := slices.BinarySearch(w.posities, na+1)
	return i < len(w.posities) && w.posities[i] <= tot
}

// nog reports whether what was recorded at p left before it was taken away.
func (w weg) nog(p es.Position) bool { return w.tot == 0 || p < w.tot }

// Ontvangers returns who got what the afscherming or vernietiging of a stream takes
// away, in the order in which it was recorded. It errs on the side of naming: what
// is certain is that a copy up to an earlier position is not named.
func (a *Archief) Ontvangers(ctx context.Context, besluit es.Stream, n Navraag) ([]Ontvanger, error) {
	w, err := a.weggehaald(ctx, besluit)
	if err != nil || len(w.posities) == 0 {
		return nil, err
	}
	stromen, err := a.o.Journaal.Stromen(ctx, uitgifte.Soort, abonnement.Soort, rapportverstrekking.Soort, inzageverzoek.Soort)
	if err != nil {
		return nil, err
	}
	var uit []Ontvanger
	for _, s := range stromen {
		recorded, err := a.o.Journaal.Read(ctx, s)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", s, err)
		}
		if archiefbeheer.SoortVan(s) == abonnement.Soort {
			uit = append(uit, w.abonnee(s, recorded, n)...)
			continue
		}
		uit = append(uit, w.kopieen(s, recorded, n)...)
	}
	slices.SortFunc(uit, func(a, b Ontvanger) int { return cmp.Compare(a.Positie, b.Positie) })
	return uit, nil
}

// weggehaald looks up what a decision, or a proposal, takes away.
func (a *Archief) weggehaald(ctx context.Context, besluit es.Stream) (w weg, err error) {
	recorded, err := a.o.Journaal.Read(ctx, besluit)
	if err != nil {
		return w, fmt.Errorf("read %s: %w", besluit, err)
	}
	var lijst vernietiging.State
	var plek afscherming.State
	for _, r := range recorded {
		switch e := r.Event.(type) {
		case vernietiging.Event:
			lijst = vernietiging.Evolve(lijst, e)
		case afscherming.Event:
			plek = afscherming.Evolve(plek, e)
		}
		switch r.Event.(type) {
		case vernietiging.GegevensVernietigd, afscherming.GegevensAfgeschermd:
			w.tot = r.Position
		}
	}
	if archiefbeheer.SoortVan(besluit) == afscherming.Soort {
		w.openbaar = true
		v, er, err := a.o.Journaal.Gebeurtenis(ctx, plek.Plek().Gebeurtenis)
		if err != nil || !er {
			return w, err
		}
		w.posities, w.typen, w.soorten = []es.Position{v.Positie}, []string{v.Type}, []string{archiefbeheer.SoortVan(v.Stroom)}
		return w, nil
	}
	return w, a.vanDossiers(ctx, lijst, &w)
}

// vanDossiers adds every event of the files of a list.
func (a *Archief) vanDossiers(ctx context.Context, lijst vernietiging.State, w *weg) error {
	dossiers := lijst.Besloten()
	if dossiers == nil {
		dossiers = lijst.Voorgesteld()
	}
	typen := map[es.Position]string{}
	for _, d := range dossiers {
		vs, err := a.o.Journaal.Verzegeld(ctx, d.Stroom)
		if err != nil {
			return err
		}
		for i := range vs {
			w.posities = append(w.posities, vs[i].Positie)
			typen[vs[i].Positie] = vs[i].Type
		}
		if k := archiefbeheer.SoortVan(d.Stroom); !slices.Contains(w.soorten, k) {
			w.soorten = append(w.soorten, k)
		}
	}
	slices.Sort(w.posities)
	for _, p := range w.posities {
		w.typen = append(w.typen, typen[p])
	}
	return nil
}

// kopieen returns what a stream says was handed out, and holds it.
func (w weg) kopieen(s es.Stream, recorded []es.Recorded, n Navraag) (uit []Ontvanger) {
	var modules []recht.Module
	for _, r := range recorded {
		if !w.nog(r.Position) {
			continue
		}
		o := Ontvanger{Stroom: s, Positie: r.Position}
		switch e := r.Event.(type) {
		case uitgifte.KopieUitgegeven:
			o.Soort, o.Ontvanger, o.Op, o.SHA256 = string(e.Soort), e.Ontvanger, e.UitgegevenOp, e.SHA256
			o.Na, o.Tot = es.Position(e.Na), es.Position(e.Tot)
		case rapportverstrekking.RapportVerstrekt:
			if !w.openbaar { // figures without persons, which outlast the files
				continue
			}
			o.Soort, o.Ontvanger, o.Op, o.SHA256, o.Tot = PerVerstrekking, organen(e.Ontvangers), e.VerstrektOp, e.SHA256, es.Position(e.BekendOp)
		case inzageverzoek.InzageverzoekOntvangen:
			modules = e.Modules
			continue
		case inzageverzoek.InzageVerstrekt:
			if !w.over(modules, n) {
				continue
			}
			o.Soort, o.Ontvanger, o.Op, o.Tot = PerInzage, "betrokkene", e.VerstrektOp, r.Position-1
		default:
			continue
		}
		if w.tussen(o.Na, o.Tot) {
			uit = append(uit, o)
		}
	}
	return uit
}

// over reports whether it concerns persons of one of modules.
func (w weg) over(modules []recht.Module, n Navraag) bool {
	return slices.ContainsFunc(w.soorten, func(soort string) bool {
		return slices.ContainsFunc(n.Modules(soort), func(m recht.Module) bool { return slices.Contains(modules, m) })
	})
}

func organen(os []recht.Orgaan) string {
	namen := make([]string, len(os))
	for i, o := range os {
		if namen[i] = o.Naam(); o == rapportverstrekking.Accountant {
			namen[i] = "de accountant"
		}
	}
	return strings.Join(namen, ", ")
}

// abonnee returns the receiver of an abonnement, if what was taken away was sent to
// it, or may have been. It is reckoned under everything that ever held: a receiver
// that was started again had more than its position says now.
func (w weg) abonnee(s es.Stream, recorded []es.Recorded, n Navraag) []Ontvanger {
	var o Ontvanger
	var leveringen []abonnement.Levering
	ooit := false
	for _, r := range recorded {
		if !w.nog(r.Position) {
			break
		}
		switch e := r.Event.(type) {
		case abonnement.AbonnementAangemeld:
			o = Ontvanger{
				Soort: PerAbonnement, Ontvanger: e.Naam, Stroom: s, Positie: r.Position,
				Na: es.Position(e.NaPositie), Tot: n.Geleverd[s], Op: recht.DatumVan(r.Time),
			}
			leveringen = []abonnement.Levering{e.Levering}
		case abonnement.AbonnementGewijzigd:
			leveringen = append(leveringen, e.Levering)
		case abonnement.AbonnementGoedgekeurd:
			ooit = true
		case abonnement.AbonnementHervat:
			if e.Opnieuw {
				o.Na, o.Tot = min(o.Na, es.Position(e.NaPositie)), max(o.Tot, r.Position-1)
			}
		}
	}
	if !ooit || !w.tussen(o.Na, o.Tot) {
		return nil
	}
	for i, p := range w.posities {
		if o.Na < p && p <= o.Tot && slices.ContainsFunc(leveringen, func(l abonnement.Levering) bool {
			return (len(l.Typen) == 0 || slices.Contains(l.Typen, w.typen[i])) && n.Ziet(l, w.typen[i])
		}) {
			return []Ontvanger{o}
		}
	}
	return nil
}
