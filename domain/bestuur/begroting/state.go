package begroting

import (
	"cmp"
	"maps"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// State is as much of a begroting as Decide needs to know.
type State struct {
	jaar      int // zero while nothing was sent
	stukken   map[int]stuk
	verzoeken map[adres]verzoek
	verzonden BegrotingAanGSGezonden // zero: not sent to gedeputeerde staten
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// An adres is one raad, asked about the begroting (0) or a begrotingswijziging.
type adres struct {
	wijziging int
	gemeente  recht.Gemeentecode
}

// A verzoek is what was sent to one raad and what came of it. Of ontvangen and
// afgezien at most one is set: a correction replaces the other.
type verzoek struct {
	toegezonden OntwerpbegrotingToegezonden
	ontvangen   ZienswijzeOpBegrotingOntvangen  // zero: nothing was received
	afgezien    GeenZienswijzeOpBegrotingGemeld // zero: not renounced
	verstreken  bool
	oordeel     bestuur.Zienswijzeoordeel // zero: not judged
	oordeelOp   recht.Datum
}

// geantwoordOp returns the day of the answer; zero when there is none.
func (v verzoek) geantwoordOp() recht.Datum {
	if !v.afgezien.MeegedeeldOp.IsZero() {
		return v.afgezien.MeegedeeldOp
	}
	return v.ontvangen.OntvangenOp
}

// A stuk is how far the begroting, or one begrotingswijziging, is.
type stuk struct {
	voorgesteld BegrotingswijzigingVoorgesteld // zero for the begroting itself
	aangeboden  OntwerpbegrotingAangeboden     // zero: not offered
	genomenOp   recht.Datum                    // zero: not adopted
	stemronde   bestuur.Stemronde              // that adopted
	ronde       bestuur.Ronde                  // the last that did not
}

// raden returns what was sent about a stuk, in order of gemeente.
func (s State) raden(wijziging int) []verzoek {
	var vs []verzoek
	for a, v := range s.verzoeken {
		if a.wijziging == wijziging {
			vs = append(vs, v)
		}
	}
	slices.SortFunc(vs, func(a, b verzoek) int { return cmp.Compare(a.toegezonden.Gemeente, b.toegezonden.Gemeente) })
	return vs
}

// VastgesteldOp returns the day on which the begroting (0) or a begrotingswijziging was
// adopted; zero while it was not.
func (s State) VastgesteldOp(wijziging int) recht.Datum { return s.stukken[wijziging].genomenOp }

// Evolve returns s after e. It changes nothing that s refers to.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case OntwerpbegrotingToegezonden:
		s.jaar = e.Jaar
		return s.wijzig(e.Stuk, e.Gemeente, func(v *verzoek) { v.toegezonden, v.verstreken = e, false })
	case ZienswijzeOpBegrotingOntvangen:
		return s.wijzig(e.Stuk, e.Gemeente, func(v *verzoek) { v.ontvangen, v.afgezien = e, GeenZienswijzeOpBegrotingGemeld{} })
	case GeenZienswijzeOpBegrotingGemeld:
		return s.wijzig(e.Stuk, e.Gemeente, func(v *verzoek) {
			v.ontvangen, v.afgezien = ZienswijzeOpBegrotingOntvangen{}, e
			v.oordeel, v.oordeelOp = bestuur.Zienswijzeoordeel{}, recht.Datum{} // there is no zienswijze any more
		})
	case ZienswijzetermijnBegrotingVerstreken:
		return s.wijzig(e.Stuk, e.Gemeente, func(v *verzoek) { v.verstreken = true })
	case OordeelOverZienswijzenBegrotingMeegedeeld:
		for _, o := range e.Oordelen {
			s = s.wijzig(e.Stuk, o.Gemeente, func(v *verzoek) { v.oordeel, v.oordeelOp = o, e.MeegedeeldOp })
		}
		return s
	case BegrotingAanGSGezonden:
		s.verzonden = e
		return s
	default:
		return evolveBesluit(s, e)
	}
}

func evolveBesluit(s State, e Event) State {
	switch e := e.(type) {
	case OntwerpbegrotingAangeboden:
		return s.met(e.Stuk, func(b *stuk) { b.aangeboden = e })
	case BegrotingswijzigingVoorgesteld:
		return s.met(e.Stuk, func(b *stuk) { b.voorgesteld = e })
	case BegrotingVastgesteld:
		return s.met(e.Stuk, func(b *stuk) { b.genomenOp, b.stemronde = e.GenomenOp, e.Besluitvorming.Stemronde() })
	case BegrotingswijzigingVastgesteld:
		return s.met(e.Stuk, func(b *stuk) { b.genomenOp, b.stemronde = e.GenomenOp, e.Besluitvorming.Stemronde() })
	case BegrotingsvoorstelVerworpen:
		return s.met(e.Stuk, func(b *stuk) { b.ronde = b.ronde.Daarna(e.Besluitvorming, "") })
	case BegrotingsvoorstelAangehouden:
		return s.met(e.Stuk, func(b *stuk) { b.ronde = b.ronde.Daarna(e.Besluitvorming, e.Reden) })
	default:
		panic("begroting: event without a case in Evolve: " + e.eventType())
	}
}

func (s State) wijzig(st Stuk, g recht.Gemeentecode, fn func(*verzoek)) State {
	s.verzoeken = kopie(s.verzoeken)
	a := adres{st.Wijziging, g}
	v := s.verzoeken[a]
	fn(&v)
	s.verzoeken[a] = v
	return s
}

func (s State) met(st Stuk, fn func(*stuk)) State {
	s.stukken = kopie(s.stukken)
	b := s.stukken[st.Wijziging]
	fn(&b)
	s.stukken[st.Wijziging] = b
	return s
}

func kopie[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}
