package halt

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Command asks to record something about one referral. The Motivering of its
// Opdracht becomes a personal field.
type Command interface{ command() }

type (
	// Verwijs records that a person referred a jongere.
	Verwijs struct {
		recht.Opdracht
		leerplicht.Persoon
		Gemeente        recht.Gemeentecode
		EindeLeerplicht recht.Datum // when twelve school years end it earlier; zero: by age
		VerwezenOp      recht.Datum
		Dossier         uuid.UUID
		Verzuim         Verzuim
		EerderVerwezen  bool // an earlier afdoening for absence
		JongereStemtIn  bool
		OudersStemmenIn bool
	}
	// OntvangAfloop records how the referral ended.
	OntvangAfloop struct {
		recht.Opdracht
		Afloop    Afloop
		BerichtOp recht.Datum
		Memo      es.Persoonlijk[string]
	}
)

func (Verwijs) command()       {}
func (OntvangAfloop) command() {}

// State is as much of a referral as Decide needs to know: public fields only.
type State struct {
	kenmerken     Kenmerken
	verwezenOp    recht.Datum // zero while nothing was recorded
	afloop        Afloop
	berichtOp     recht.Datum
	rectificaties int
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the criteria for referral.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case Verwijs:
		return verwijs(c, s)
	case OntvangAfloop:
		return ontvangAfloop(c, s)
	case Rectificeer:
		if s.verwezenOp.IsZero() {
			return nil, ErrNietVerwezen
		}
		return rectificeer(c, s)
	default:
		panic("halt: command without a case in Decide")
	}
}

func verwijs(c Verwijs, s State) ([]Event, error) {
	if err := leerplicht.DoorMens(c.Opdracht); err != nil {
		return nil, err
	}
	criteria, noot, err := Ondergrens.Op(c.VerwezenOp)
	if err != nil && !c.VerwezenOp.IsZero() {
		return nil, err
	}
	h, err := leerplicht.FeitelijkeHandeling(c.Opdracht, c.VerwezenOp, leerplicht.Opsporingsambtenaar, noot)
	if err != nil {
		return nil, err
	}
	k := Kenmerken{Gemeente: c.Gemeente, Schooljaar: leerplicht.SchooljaarNaam(c.VerwezenOp)}
	switch err := criteria.toets(c); {
	case err != nil:
		return nil, err
	case s.verwezenOp == c.VerwezenOp && s.kenmerken == k:
		return nil, nil
	case !s.verwezenOp.IsZero():
		return nil, ErrAlVerwezen
	}
	e := HaltVerwijzingGedaan{Handeling: h, Kenmerken: k, Persoon: c.Persoon, VerwezenOp: c.VerwezenOp, Verzuim: es.Prive(c.Verzuim)}
	if c.Dossier != uuid.Nil {
		e.Dossier = es.Prive(c.Dossier)
	}
	return []Event{e}, nil
}

func (r Criteria) toets(c Verwijs) error {
	v := c.Verzuim
	switch {
	case v.Vanaf.IsZero():
		return leerplicht.ErrDagOntbreekt
	case v.Vanaf.Na(c.VerwezenOp):
		return leerplicht.ErrInToekomst
	}
	geboren, err := c.Keur(v.Vanaf)
	if err != nil {
		return err
	}
	opgave := leerplicht.Opgave{Gemeente: c.Gemeente, Onderwijssoort: leerplicht.OnderwijsOnbekend, EindeLeerplicht: c.EindeLeerplicht}
	k, err := opgave.Kenmerk(geboren, v.Vanaf)
	switch {
	case err != nil:
		return err
	case leerplicht.Leeftijd(geboren, v.Vanaf) < r.VanafLeeftijd:
		return ErrTeJong
	case k.Plicht != leerplicht.Leerplicht:
		return ErrNietLeerplichtig
	case v.Lesuren >= r.MinderDan || v.KeerTeLaat >= r.MinderDan:
		return ErrVoorOM
	case v.Lesuren <= r.MeerDanLesuren && v.KeerTeLaat <= r.MeerDanKeerTeLaat:
		return ErrTeWeinig
	case c.EerderVerwezen:
		return ErrEerderVerwezen
	case !c.JongereStemtIn || !c.OudersStemmenIn:
		return ErrGeenInstemming
	}
	return nil
}

func ontvangAfloop(c OntvangAfloop, s State) ([]Event, error) {
	h, err := leerplicht.FeitelijkeHandeling(c.Opdracht, c.BerichtOp, leerplicht.Opsporingsambtenaar)
	switch {
	case s.verwezenOp.IsZero():
		return nil, ErrNietVerwezen
	case err != nil:
		return nil, err
	case !leerplicht.Bekend(c.Afloop):
		return nil, leerplicht.ErrWaardeOnbekend.With("Afloop.")
	case s.afloop == c.Afloop && s.berichtOp == c.BerichtOp:
		return nil, nil
	case s.afloop != "":
		return nil, ErrAlAfgelopen
	case c.BerichtOp.Voor(s.verwezenOp):
		return nil, ErrVoorVerwijzing
	}
	k := s.kenmerken
	k.Schooljaar = leerplicht.SchooljaarNaam(c.BerichtOp)
	return []Event{HaltAfloopberichtOntvangen{Handeling: h, Kenmerken: k, Afloop: c.Afloop, BerichtOp: c.BerichtOp, Memo: c.Memo}}, nil
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case HaltVerwijzingGedaan:
		s.kenmerken, s.verwezenOp = e.Kenmerken, e.VerwezenOp
	case HaltAfloopberichtOntvangen:
		s.afloop, s.berichtOp = e.Afloop, e.BerichtOp
	case HaltVerwijzingGerectificeerd:
		s.rectificaties = e.Nummer
	default:
		panic("halt: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// Toestand says in Dutch how the referral stands.
func (s State) Toestand() string {
	switch {
	case s.verwezenOp.IsZero():
		return "niet verwezen"
	case s.afloop == "":
		return "verwezen"
	}
	return "afgelopen"
}
