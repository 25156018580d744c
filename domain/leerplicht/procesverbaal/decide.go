package procesverbaal

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Command asks to record something about one proces-verbaal. The Motivering of
// its Opdracht becomes a personal field.
type Command interface{ command() }

type (
	// MaakOp records that a person made a proces-verbaal against one verdachte.
	MaakOp struct {
		recht.Opdracht
		leerplicht.Persoon // the verdachte
		Gemeente           recht.Gemeentecode
		Overtreding        Overtreding
		Hoedanigheid       Hoedanigheid
		VerzuimVanaf       recht.Datum
		Verhoor            Verhoor
		OpgemaaktOp        recht.Datum
		Dossier            uuid.UUID
		Feiten             es.Persoonlijk[string]
	}
	// ZendIn records that it went to the officier van justitie.
	ZendIn struct {
		recht.Opdracht
		IngezondenOp recht.Datum
	}
	// OntvangUitspraak records that a judge decided.
	OntvangUitspraak struct {
		recht.Opdracht
		BerichtOp recht.Datum
		Uitspraak es.Persoonlijk[Uitspraak]
	}
	// OntvangSepot records that it was not prosecuted.
	OntvangSepot struct {
		recht.Opdracht
		BerichtOp recht.Datum
	}
)

func (MaakOp) command()           {}
func (ZendIn) command()           {}
func (OntvangUitspraak) command() {}
func (OntvangSepot) command()     {}

// How a case ended.
const (
	uitspraak = "uitspraak ontvangen"
	sepot     = "sepot ontvangen"
)

// State is as much of a proces-verbaal as Decide needs to know: public fields only.
type State struct {
	kenmerken     Kenmerken
	opgemaaktOp   recht.Datum // zero while nothing was recorded
	ingezondenOp  recht.Datum
	einde         string
	berichtOp     recht.Datum
	rectificaties int
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for a proces-verbaal.
func Decide(c Command, s State) ([]Event, error) {
	if c, ok := c.(MaakOp); ok {
		return maakOp(c, s)
	}
	if s.opgemaaktOp.IsZero() {
		return nil, ErrNietOpgemaakt
	}
	switch c := c.(type) {
	case Rectificeer:
		return rectificeer(c, s)
	case ZendIn:
		return zendIn(c, s)
	case OntvangUitspraak:
		if u, open := c.Uitspraak.Waarde(); !open || u == (Uitspraak{}) {
			return nil, leerplicht.ErrWaardeOnbekend.With("De uitspraak is leeg.")
		}
		return s.rondAf(c.Opdracht, uitspraak, c.BerichtOp, func(h leerplicht.Handeling, k Kenmerken) Event {
			return UitspraakOntvangen{Handeling: h, Kenmerken: k, BerichtOp: c.BerichtOp, Uitspraak: c.Uitspraak}
		})
	case OntvangSepot:
		return s.rondAf(c.Opdracht, sepot, c.BerichtOp, func(h leerplicht.Handeling, k Kenmerken) Event {
			return SepotOntvangen{Handeling: h, Kenmerken: k, BerichtOp: c.BerichtOp}
		})
	default:
		panic("procesverbaal: command without a case in Decide")
	}
}

func maakOp(c MaakOp, s State) ([]Event, error) {
	if err := leerplicht.DoorMens(c.Opdracht); err != nil {
		return nil, err
	}
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.OpgemaaktOp, leerplicht.Opsporingsambtenaar, leerplicht.LPWArt22)
	if err != nil {
		return nil, err
	}
	k := Kenmerken{Gemeente: c.Gemeente, Schooljaar: leerplicht.SchooljaarNaam(c.OpgemaaktOp), Overtreding: c.Overtreding}
	switch err := c.toets(); {
	case err != nil:
		return nil, err
	case s.opgemaaktOp == c.OpgemaaktOp && s.kenmerken == k:
		return nil, nil
	case !s.opgemaaktOp.IsZero():
		return nil, ErrAlOpgemaakt
	}
	e := ProcesVerbaalOpgemaakt{
		Handeling: h, Kenmerken: k, Persoon: c.Persoon, OpgemaaktOp: c.OpgemaaktOp,
		Hoedanigheid: es.Prive(c.Hoedanigheid), Verhoor: es.Prive(c.Verhoor), Feiten: c.Feiten,
	}
	if c.Dossier != uuid.Nil {
		e.Dossier = es.Prive(c.Dossier)
	}
	return []Event{e}, nil
}

func (c MaakOp) toets() error {
	feiten, _ := c.Feiten.Waarde()
	_, deelnemer := recht.NaamVan(c.Gemeente)
	switch {
	case !deelnemer:
		return leerplicht.ErrGemeenteOnbekend
	case !leerplicht.Bekend(c.Overtreding) || !leerplicht.Bekend(c.Hoedanigheid) || feiten == "":
		return leerplicht.ErrWaardeOnbekend.With("Overtreding, hoedanigheid of feiten.")
	case c.VerzuimVanaf.IsZero():
		return leerplicht.ErrDagOntbreekt
	case c.Verhoor.Op.IsZero():
		return ErrNietGehoord
	case c.VerzuimVanaf.Na(c.Verhoor.Op), c.Verhoor.Op.Na(c.OpgemaaktOp):
		return ErrVolgorde
	}
	geboren, err := c.Keur(c.VerzuimVanaf)
	if err != nil {
		return err
	}
	if c.Hoedanigheid == Jongere && leerplicht.Leeftijd(geboren, c.VerzuimVanaf) < leeftijdJongere {
		return ErrTeJong
	}
	return nil
}

func zendIn(c ZendIn, s State) ([]Event, error) {
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.IngezondenOp, leerplicht.Opsporingsambtenaar, leerplicht.LPWArt22)
	switch {
	case err != nil:
		return nil, err
	case s.ingezondenOp == c.IngezondenOp:
		return nil, nil
	case !s.ingezondenOp.IsZero():
		return nil, ErrAlIngezonden
	case c.IngezondenOp.Voor(s.opgemaaktOp):
		return nil, ErrVolgorde
	}
	return []Event{ProcesVerbaalIngezonden{Handeling: h, Kenmerken: s.kenmerken, IngezondenOp: c.IngezondenOp}}, nil
}

// rondAf ends a case that was sent in.
func (s State) rondAf(o recht.Opdracht, einde string, op recht.Datum, maak func(leerplicht.Handeling, Kenmerken) Event) ([]Event, error) {
	h, err := leerplicht.NieuweHandeling(o, op, leerplicht.Opsporingsambtenaar, leerplicht.LPWArt26)
	switch {
	case err != nil:
		return nil, err
	case s.einde == einde && s.berichtOp == op:
		return nil, nil
	case s.einde != "":
		return nil, ErrAlAfgedaan
	case s.ingezondenOp.IsZero():
		return nil, ErrNietIngezonden
	case op.Voor(s.ingezondenOp):
		return nil, ErrVolgorde
	}
	return []Event{maak(h, s.kenmerken)}, nil
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case ProcesVerbaalOpgemaakt:
		s.kenmerken, s.opgemaaktOp = e.Kenmerken, e.OpgemaaktOp
	case ProcesVerbaalIngezonden:
		s.ingezondenOp = e.IngezondenOp
	case UitspraakOntvangen:
		s.einde, s.berichtOp = uitspraak, e.BerichtOp
	case SepotOntvangen:
		s.einde, s.berichtOp = sepot, e.BerichtOp
	case ProcesVerbaalGerectificeerd:
		s.rectificaties = e.Nummer
	default:
		panic("procesverbaal: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// Toestand says in Dutch how the case stands.
func (s State) Toestand() string {
	switch {
	case s.opgemaaktOp.IsZero():
		return "niet opgemaakt"
	case s.einde != "":
		return s.einde
	case !s.ingezondenOp.IsZero():
		return "ingezonden"
	}
	return "opgemaakt"
}
