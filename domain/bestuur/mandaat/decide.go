package mandaat

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Command asks to record something about one mandaat.
type Command interface{ command() }

type (
	// Verleen records a version of a mandaat.
	Verleen struct {
		recht.Opdracht
		Inhoud
	}
	// MaakBekend records that a version was made known.
	MaakBekend struct {
		recht.Opdracht
		Mandaat         string
		Versie          int
		Kanaal          uitvoeringsplan.Kanaal
		BekendgemaaktOp recht.Datum
	}
	// TrekIn records that a version was withdrawn.
	TrekIn struct {
		recht.Opdracht
		Mandaat   string
		Versie    int
		Vanaf     recht.Datum
		GenomenOp recht.Datum
	}
)

func (Verleen) command()    {}
func (MaakBekend) command() {}
func (TrekIn) command()     {}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for a mandaat.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case Verleen:
		return verleen(c, s)
	case MaakBekend:
		return maakBekend(c, s)
	case TrekIn:
		return trekIn(c, s)
	default:
		panic("mandaat: command without a case in Decide")
	}
}

func verleen(c Verleen, s State) ([]Event, error) {
	if err := keur(c.Inhoud, c.Vandaag()); err != nil {
		return nil, err
	}
	if s.kenmerk != "" && s.kenmerk != c.Mandaat {
		return nil, ErrAnderMandaat
	}
	was, er := s.versie(c.Versie)
	if er {
		if was.inhoud == c.Inhoud {
			return nil, nil
		}
		if err := corrigeert(c.Opdracht); err != nil {
			return nil, err
		}
	}
	grond := recht.AwbArt10Lid3
	if c.Krachtens != (Grondmandaat{}) {
		grond = recht.AwbArt10Lid9
	}
	v, err := verantwoord(c.Opdracht, c.GenomenOp, c.Vanaf, c.Mandaatgever, grond)
	if err != nil {
		return nil, err
	}
	v.GeldigTot = c.Tot
	return []Event{MandaatVerleend{Verantwoording: v, Inhoud: c.Inhoud}}, nil
}

// keur refuses what cannot be a mandaatbesluit. Whether the mandaatgever had the
// bevoegdheid, or could grant it, is not looked at.
func keur(i Inhoud, vandaag recht.Datum) error {
	switch {
	case !KenmerkGoed(i.Mandaat) || i.Versie < 1:
		return ErrKenmerk
	case recht.IsPersoonsnummer(i.Mandaat): // it stays for ever, in every address about this mandaat
		return ErrPersoonsnummer
	case !KanVerlenen(i.Mandaatgever):
		return ErrOrgaan
	case !i.Functie.Goed():
		return ErrFunctie
	case !i.Bevoegdheid.Bekend():
		return ErrBevoegdheid
	case i.Grens < 0:
		return ErrGrens
	case i.Vanaf.IsZero() || !i.Tot.IsZero() && !i.Tot.Na(i.Vanaf):
		return ErrPeriode
	case i.GenomenOp.IsZero() || i.GenomenOp.Na(vandaag):
		return ErrDag
	case i.Krachtens != (Grondmandaat{}) && (!KenmerkGoed(i.Krachtens.Mandaat) || i.Krachtens.Versie < 1 || i.Krachtens.Mandaat == i.Mandaat):
		return ErrZichzelf
	}
	return nil
}

// KanVerlenen reports whether o is an organ of the MGR itself, in whose name can be
// decided: no raad, and no process of Kroniek.
func KanVerlenen(o recht.Orgaan) bool {
	return slices.Contains(recht.Organen(), o) && o != recht.Stelsel && !strings.HasPrefix(string(o), string(recht.Raad("")))
}

func maakBekend(c MaakBekend, s State) ([]Event, error) {
	was, er := s.versie(c.Versie)
	switch {
	case !er || s.kenmerk != c.Mandaat:
		return nil, ErrOnbekend
	case !slices.Contains(c.Kanaal.Waarden(), string(c.Kanaal)):
		return nil, ErrKanaal
	case c.BekendgemaaktOp.IsZero() || c.BekendgemaaktOp.Na(c.Vandaag()):
		return nil, ErrDag
	case was.bekendOp == c.BekendgemaaktOp && was.kanaal == c.Kanaal:
		return nil, nil
	case !was.bekendOp.IsZero():
		if err := corrigeert(c.Opdracht); err != nil {
			return nil, err
		}
	}
	grond := recht.AwbArt3Lid42
	if c.Kanaal == uitvoeringsplan.Toezending {
		grond = recht.AwbArt3Lid41
	}
	v, err := verantwoord(c.Opdracht, c.BekendgemaaktOp, c.BekendgemaaktOp, was.inhoud.Mandaatgever, grond)
	if err != nil {
		return nil, err
	}
	return []Event{MandaatBekendgemaakt{
		Verantwoording: v, Mandaat: c.Mandaat, Versie: c.Versie, Kanaal: c.Kanaal, BekendgemaaktOp: c.BekendgemaaktOp,
	}}, nil
}

func trekIn(c TrekIn, s State) ([]Event, error) {
	was, er := s.versie(c.Versie)
	switch {
	case !er || s.kenmerk != c.Mandaat:
		return nil, ErrOnbekend
	case c.Vanaf.IsZero():
		return nil, ErrPeriode
	case c.GenomenOp.IsZero() || c.GenomenOp.Na(c.Vandaag()):
		return nil, ErrDag
	case was.ingetrokken == c.Vanaf && was.intrekking == c.GenomenOp:
		return nil, nil
	case !was.ingetrokken.IsZero():
		if err := corrigeert(c.Opdracht); err != nil {
			return nil, err
		}
	}
	v, err := verantwoord(c.Opdracht, c.GenomenOp, c.Vanaf, was.inhoud.Mandaatgever, recht.AwbArt10Lid8)
	if err != nil {
		return nil, err
	}
	return []Event{MandaatIngetrokken{Verantwoording: v, Mandaat: c.Mandaat, Versie: c.Versie, Vanaf: c.Vanaf, GenomenOp: c.GenomenOp}}, nil
}

// corrigeert refuses a change of what was recorded that does not say what it mends
// and why.
func corrigeert(o recht.Opdracht) error {
	if o.Corrigeert == uuid.Nil || strings.TrimSpace(o.Motivering) == "" {
		return ErrAlVastgelegd
	}
	return nil
}

// verantwoord makes the decision envelope of an act of day op: the ground must be
// law on that day, not on the day of recording.
func verantwoord(o recht.Opdracht, op, vanaf recht.Datum, orgaan recht.Orgaan, g recht.Grondslagregel) (recht.Verantwoording, error) {
	o.GeldigVanaf = vanaf
	return o.OpDag(op).VerantwoordMet(orgaan, g)
}
