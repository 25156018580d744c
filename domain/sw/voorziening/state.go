package voorziening

import (
	"cmp"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Mutatiesoort is the kind of a mutatie.
type Mutatiesoort string

// The kinds of mutatie (BBV art. 55).
const (
	Toevoeging Mutatiesoort = "toevoeging"
	Aanwending Mutatiesoort = "aanwending"
	Vrijval    Mutatiesoort = "vrijval"
)

// Teken returns 1 for what comes in and -1 for what goes out.
func (m Mutatiesoort) Teken() recht.Bedrag {
	if m == Toevoeging {
		return 1
	}
	return -1
}

// State is as much of a voorziening as Decide needs to know.
type State struct {
	ingesteld   instelling // zero while nothing was formed
	mutaties    []boeking  // number n is at n-1
	schatting   recht.Bedrag
	onderbouwd  string
	geschatOp   recht.Datum // zero: never
	afgewikkeld recht.Datum
	afwikkeling Besluitverwijzing
}

// An instelling is what a voorziening was formed with.
type instelling struct {
	doel       Doel
	grond      BBVGrond
	beginsaldo recht.Bedrag
	besluit    Besluitverwijzing
	op         recht.Datum
}

// A boeking is a mutatie as it reads now.
type boeking struct {
	soort   Mutatiesoort
	bij     toevoeging // zero for what goes out
	bedrag  recht.Bedrag
	besluit Besluitverwijzing
	op      recht.Datum
}

// A toevoeging is what only a booking of money that comes in says.
type toevoeging struct {
	herkomst  Herkomst
	wijziging Begrotingswijziging
}

func (s State) bestaat() bool { return !s.ingesteld.op.IsZero() }

// Saldo returns what the voorziening holds at the end of day d, as far as is
// known now; the zero Datum stands for after everything.
func (s State) Saldo(d recht.Datum) recht.Bedrag {
	if !s.bestaat() || !d.IsZero() && d.Voor(s.ingesteld.op) {
		return 0
	}
	saldo := s.ingesteld.beginsaldo
	for _, m := range s.mutaties {
		if d.IsZero() || !m.op.Na(d) {
			saldo += m.soort.Teken() * m.bedrag // amounts are bounded by maxBedrag and their number by the stream
		}
	}
	return saldo
}

// laagste returns the lowest saldo at the end of any day.
func (s State) laagste() recht.Bedrag {
	dagen := slices.Clone(s.mutaties)
	slices.SortFunc(dagen, func(a, b boeking) int { return cmp.Compare(b.op.DagenTot(a.op), 0) })
	saldo := s.ingesteld.beginsaldo
	laagste := saldo
	for i, m := range dagen {
		saldo += m.soort.Teken() * m.bedrag
		if i == len(dagen)-1 || dagen[i+1].op != m.op { // what is booked on one day counts together
			laagste = min(laagste, saldo)
		}
	}
	return laagste
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e. It changes nothing that s refers to.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case VoorzieningIngesteld:
		s.ingesteld = instelling{e.Doel, e.BBVGrond, e.Beginsaldo, e.Besluit, e.IngesteldOp}
	case ToevoegingGeboekt:
		s.mutaties = met(s.mutaties, e.Mutatie, Toevoeging, toevoeging{e.Herkomst, e.Wijziging})
	case AanwendingGeboekt:
		s.mutaties = met(s.mutaties, e.Mutatie, Aanwending, toevoeging{})
	case VrijvalGeboekt:
		s.mutaties = met(s.mutaties, e.Mutatie, Vrijval, toevoeging{})
	case VerplichtingOpnieuwGeschat:
		s.schatting, s.onderbouwd, s.geschatOp = e.Schatting, e.Onderbouwing, e.GeschatOp
	case VoorzieningAfgewikkeld:
		s.afgewikkeld, s.afwikkeling = e.AfgewikkeldOp, e.Besluit
	default:
		panic("voorziening: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// met returns a copy of ms in which m stands at its number.
func met(ms []boeking, m Mutatie, soort Mutatiesoort, bij toevoeging) []boeking {
	ms = slices.Clone(ms)
	for len(ms) < m.Nummer {
		ms = append(ms, boeking{})
	}
	if m.Nummer > 0 {
		ms[m.Nummer-1] = boeking{soort, bij, m.Bedrag, m.Besluit, m.GeboektOp}
	}
	return ms
}
