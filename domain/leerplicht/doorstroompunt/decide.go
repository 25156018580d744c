package doorstroompunt

import (
	"strconv"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func naam(g recht.Gemeentecode) string {
	if n, ok := recht.NaamVan(g); ok {
		return n
	}
	return string(g)
}

func woorden[T ~string](v T) string { return strings.ReplaceAll(string(v), "-", " ") }

func jaren(n int) string { return strconv.Itoa(n) + " jaar" }

// A Command asks to record something about one jongere. The Motivering of its
// Opdracht becomes a personal field.
type Command interface{ command() }

type (
	// SignaleerVSV records that somebody left school without startkwalificatie.
	SignaleerVSV struct {
		recht.Opdracht
		leerplicht.Opgave
		leerplicht.Persoon
		Bron           Bron
		GesignaleerdOp recht.Datum
	}
	// LegContact records that there was contact.
	LegContact struct {
		recht.Opdracht
		Nummer   int
		GelegdOp recht.Datum
		Verslag  es.Persoonlijk[string]
	}
	// StartTraject records that guidance began.
	StartTraject struct {
		recht.Opdracht
		Traject      int // number in this stream, from 1
		Trajectsoort Trajectsoort
		GestartOp    recht.Datum
	}
	// SluitTraject records how guidance ended.
	SluitTraject struct {
		recht.Opdracht
		Traject      int
		Uitstroom    Uitstroom
		AfgeslotenOp recht.Datum
	}
	// BehaalStartkwalificatie records a diploma.
	BehaalStartkwalificatie struct {
		recht.Opdracht
		Niveau    Niveau
		BehaaldOp recht.Datum
	}
	// MeldLeeftijdsgrens records that the age was reached until which somebody is
	// followed. The caller opens the birth date, since a stream is read without it.
	MeldLeeftijdsgrens struct {
		recht.Opdracht
		Geboren es.Persoonlijk[recht.Datum]
	}
)

func (SignaleerVSV) command()            {}
func (LegContact) command()              {}
func (StartTraject) command()            {}
func (SluitTraject) command()            {}
func (BehaalStartkwalificatie) command() {}
func (MeldLeeftijdsgrens) command()      {}

// Decide applies the rules for voortijdig schoolverlaten.
func Decide(c Command, s State) ([]Event, error) {
	if c, ok := c.(SignaleerVSV); ok {
		return signaleer(c, s)
	}
	if s.gesignaleerdOp.IsZero() {
		return nil, ErrNietGesignaleerd
	}
	switch c := c.(type) {
	case Rectificeer:
		return rectificeer(c, s)
	case LegContact:
		return legContact(c, s)
	case StartTraject:
		return startTraject(c, s)
	case SluitTraject:
		return sluitTraject(c, s)
	case BehaalStartkwalificatie:
		return behaal(c, s)
	case MeldLeeftijdsgrens:
		return meldLeeftijdsgrens(c, s)
	default:
		panic("doorstroompunt: command without a case in Decide")
	}
}

// handeling makes the envelope of an act on day op, after the signal.
func (s State) handeling(o recht.Opdracht, op recht.Datum, regels ...recht.Regelnoot) (leerplicht.Handeling, error) {
	h, err := leerplicht.FeitelijkeHandeling(o, op, leerplicht.OrgaanDoorstroompunt, regels...)
	if err == nil && op.Voor(s.gesignaleerdOp) {
		err = ErrVoorSignalering
	}
	return h, err
}

func signaleer(c SignaleerVSV, s State) ([]Event, error) {
	if c.GesignaleerdOp.IsZero() {
		return nil, leerplicht.ErrDagOntbreekt
	}
	geboren, err := c.Keur(c.GesignaleerdOp)
	if err != nil {
		return nil, err
	}
	tot, noot, err := leerplicht.RMCTot(geboren, c.GesignaleerdOp)
	if err != nil {
		return nil, err
	}
	k, err := c.Kenmerk(geboren, c.GesignaleerdOp)
	if err != nil {
		return nil, err
	}
	h, err := leerplicht.FeitelijkeHandeling(c.Opdracht, c.GesignaleerdOp, leerplicht.OrgaanDoorstroompunt, noot)
	switch {
	case err != nil:
		return nil, err
	case !leerplicht.Bekend(c.Bron):
		return nil, leerplicht.ErrWaardeOnbekend.With("Bron van het signaal.")
	case !c.GesignaleerdOp.Voor(tot):
		return nil, ErrBovenGrens
	case s.gesignaleerdOp == c.GesignaleerdOp && s.kenmerken == k && s.bron == c.Bron:
		return nil, nil
	case !s.gesignaleerdOp.IsZero():
		return nil, ErrAlGesignaleerd
	}
	return []Event{VSVGesignaleerd{Handeling: h, Kenmerken: k, Persoon: c.Persoon, Bron: c.Bron, GesignaleerdOp: c.GesignaleerdOp}}, nil
}

func legContact(c LegContact, s State) ([]Event, error) {
	h, err := s.handeling(c.Opdracht, c.GelegdOp)
	switch {
	case err != nil:
		return nil, err
	case c.Nummer >= 1 && c.Nummer <= s.contacten:
		return nil, nil
	case s.einde != "":
		return nil, ErrAfgelopen
	case c.Nummer != s.contacten+1:
		return nil, ErrNummer
	}
	return []Event{DoorstroompuntContactGelegd{Handeling: h, Kenmerken: s.kenmerk(c.GelegdOp), Nummer: c.Nummer, GelegdOp: c.GelegdOp, Verslag: c.Verslag}}, nil
}
