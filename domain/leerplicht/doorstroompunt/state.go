package doorstroompunt

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Why somebody is no longer followed.
const (
	eindeDiploma  = "startkwalificatie behaald"
	eindeLeeftijd = "leeftijdsgrens bereikt"
)

type traject struct {
	soort      Trajectsoort
	vanaf, tot recht.Datum
	uitstroom  Uitstroom // empty while it goes on
}

func (t traject) zelfde(c StartTraject) bool {
	return t.soort == c.Trajectsoort && t.vanaf == c.GestartOp
}

// State is as much of a file as Decide needs to know: public fields only.
type State struct {
	kenmerken      leerplicht.Kenmerken
	gesignaleerdOp recht.Datum // zero while nothing was recorded
	bron           Bron
	contacten      int
	rectificaties  int
	trajecten      []traject // number n is at n-1
	einde          string
	eindeOp        recht.Datum
	niveau         Niveau
}

// Gevolgd reports whether the jongere is followed, as far as is known now.
func (s State) Gevolgd() bool { return !s.gesignaleerdOp.IsZero() && s.einde == "" }

func (s State) kenmerk(op recht.Datum) leerplicht.Kenmerken {
	k := s.kenmerken
	k.Schooljaar = leerplicht.SchooljaarNaam(op)
	return k
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case VSVGesignaleerd:
		s.kenmerken, s.gesignaleerdOp, s.bron = e.Kenmerken, e.GesignaleerdOp, e.Bron
	case DoorstroompuntdossierGerectificeerd:
		s.kenmerken, s.rectificaties = e.Kenmerken, e.Nummer
	case DoorstroompuntContactGelegd:
		s.contacten++
	case DoorstroompuntTrajectGestart:
		s.trajecten = append(slices.Clone(s.trajecten), traject{soort: e.Trajectsoort, vanaf: e.GestartOp})
	case BegeleidingNaarWerkAfgesloten:
		s.trajecten = slices.Clone(s.trajecten)
		if e.Traject >= 1 && e.Traject <= len(s.trajecten) {
			s.trajecten[e.Traject-1].uitstroom, s.trajecten[e.Traject-1].tot = e.Uitstroom, e.AfgeslotenOp
		}
	case StartkwalificatieBehaald:
		s.einde, s.eindeOp, s.niveau = eindeDiploma, e.BehaaldOp, e.Niveau
	case LeeftijdsgrensBereikt:
		s.einde = eindeLeeftijd
	default:
		panic("doorstroompunt: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// Toestand says in Dutch how the file stands.
func (s State) Toestand() string {
	switch {
	case s.gesignaleerdOp.IsZero():
		return "niet gesignaleerd"
	case s.einde != "":
		return s.einde
	}
	if n := len(s.trajecten); n > 0 && s.trajecten[n-1].uitstroom == "" {
		return "in traject (" + woorden(s.trajecten[n-1].soort) + ")"
	}
	return "gevolgd sinds " + s.gesignaleerdOp.String()
}
