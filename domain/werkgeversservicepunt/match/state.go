package match

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// State is as much of a match as Decide needs to know. Personal fields are
// closed here, so no rule rests on them.
type State struct {
	pseudoniem    wsp.Pseudoniem // empty while nothing was proposed
	plek          Plek
	voorgesteldOp recht.Datum
	gedaanOp      recht.Datum // to the werkgever
	gesprekken    []recht.Datum
	afgewezen     afwijzing
	proef         proef
	plaatsing     plaatsing
	gecorrigeerd  uuid.UUID // the event that the last correction of the plaatsing named
	subsidie      subsidie
	subsidieVan   uuid.UUID // the event that the last correction of it named
	jobcoachOp    recht.Datum
	instrumenten  []recht.Datum
	nazorg        []recht.Datum
	laatsteDag    recht.Datum // of the work; zero while it lasts
	voorTermijn   bool        // as recorded of that end
	eindeVan      uuid.UUID   // the event that the last correction of the end named
	duurzaamOp    recht.Datum // zero: not, or taken back
}

type afwijzing struct {
	door  Partij
	reden Afwijsreden
	op    recht.Datum
}

type proef struct {
	van, tot   recht.Datum // as agreed
	tenHoogste recht.Datum
	uitkomst   Proefuitkomst
	laatsteDag recht.Datum // zero while it runs
}

// A plaatsing is what is public of placed work.
type plaatsing struct {
	contract    Contractsoort
	regeling    Regeling
	klasse      Urenklasse
	baanTienden int
	begonnenOp  recht.Datum
	duurzaamNa  recht.Datum
}

type subsidie struct{ beslotenOp, vanafOp, ontvangenOp recht.Datum }

func (s State) voorgesteld() bool { return s.pseudoniem != "" }

// Geplaatst reports whether the kandidaat was placed.
func (s State) Geplaatst() bool { return !s.plaatsing.begonnenOp.IsZero() }

// Duurzaam reports whether the work was found duurzaam, as far as is known now.
func (s State) Duurzaam() bool { return !s.duurzaamOp.IsZero() }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e. It changes nothing that s refers to.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case MatchVoorgesteld:
		s.pseudoniem, s.plek, s.voorgesteldOp = e.Pseudoniem, e.Plek, e.VoorgesteldOp
	case VoorstelAanWerkgeverGedaan:
		s.gedaanOp = e.GedaanOp
	case SollicitatiegesprekGehouden:
		s.gesprekken = append(slices.Clip(s.gesprekken), e.GesprekOp)
	case MatchAfgewezen:
		s.afgewezen = afwijzing{e.Door, e.Reden, e.AfgewezenOp}
	case ProefplaatsingGestart:
		s.proef = proef{van: e.GestartOp, tot: e.LaatsteDag, tenHoogste: e.TenHoogste}
	case ProefplaatsingBeeindigd:
		s.proef.uitkomst, s.proef.laatsteDag = e.Uitkomst, e.LaatsteDag
	default:
		return evolvePlaatsing(s, e)
	}
	return s
}

func evolvePlaatsing(s State, e Event) State {
	switch e := e.(type) {
	case KandidaatGeplaatst:
		s.plaatsing = plaatsing{e.Contractsoort, e.Regeling, e.Urenklasse, e.BaanTienden, e.BegonnenOp, e.DuurzaamNa}
		s.gecorrigeerd = e.Corrigeert
	case LoonkostensubsidieVerleend:
		s.subsidie, s.subsidieVan = subsidie{e.BeslotenOp, e.VanafOp, e.OntvangenOp}, e.Corrigeert
	case JobcoachIngezet:
		s.jobcoachOp = e.IngezetOp
	case InstrumentIngezet:
		s.instrumenten = append(slices.Clip(s.instrumenten), e.IngezetOp)
	case NazorggesprekGevoerd:
		s.nazorg = append(slices.Clip(s.nazorg), e.GesprekOp)
	case PlaatsingBeeindigd:
		s.laatsteDag, s.voorTermijn = e.LaatsteDag, e.VoorTermijn
		if e.Corrigeert != uuid.Nil {
			s.eindeVan = e.Corrigeert
		}
	case DuurzaamGeplaatst:
		if s.duurzaamOp = e.VastgesteldOp; e.Teruggenomen {
			s.duurzaamOp = recht.Datum{}
		}
	default:
		panic("match: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// voorPlaatsing returns the last day of a step before placed work.
func (s State) voorPlaatsing() recht.Datum {
	laatste := s.gedaanOp
	for _, d := range append(slices.Clone(s.gesprekken), s.proef.laatsteDag) {
		if d.Na(laatste) {
			laatste = d
		}
	}
	return laatste
}

// tijdensPlaatsing returns the first and last day of a step during placed work,
// zero when there was none.
func (s State) tijdensPlaatsing() (eerste, laatste recht.Datum) {
	dagen := append(slices.Concat(s.instrumenten, s.nazorg), s.jobcoachOp, s.subsidie.vanafOp)
	for _, d := range dagen {
		if d.IsZero() {
			continue
		}
		if eerste.IsZero() || d.Voor(eerste) {
			eerste = d
		}
		if d.Na(laatste) {
			laatste = d
		}
	}
	return eerste, laatste
}
