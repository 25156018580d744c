package vacature

import (
	"strings"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// Decide applies the rules for a vacature.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case HaalOp:
		return haalOp(c, s)
	case Wijzig:
		return wijzig(c, s)
	case CreeerFunctie:
		return creeerFunctie(c, s)
	case Vervul:
		if !wsp.Bekend(c.Vervulling) {
			return nil, ErrVervulling
		}
		return sluit(s, c.Opdracht, einde{Vervuld, c.Vervulling, c.VervuldOp}, func(v recht.Verantwoording) Event {
			return VacatureVervuld{Verantwoording: v, Vervulling: c.Vervulling, VervuldOp: c.VervuldOp}
		})
	case TrekIn:
		return sluit(s, c.Opdracht, einde{afloop: Ingetrokken, op: c.IngetrokkenOp}, func(v recht.Verantwoording) Event {
			return VacatureIngetrokken{Verantwoording: v, IngetrokkenOp: c.IngetrokkenOp}
		})
	case LaatVervallen:
		return sluit(s, c.Opdracht, einde{afloop: Vervallen, op: c.VervallenOp}, func(v recht.Verantwoording) Event {
			return VacatureVervallen{Verantwoording: v, VervallenOp: c.VervallenOp}
		})
	default:
		panic("vacature: command without a case in Decide")
	}
}

func (f Functie) keur() error {
	if len(f.Beroep) != 4 || strings.ContainsFunc(f.Beroep, func(r rune) bool { return r < '0' || r > '9' }) ||
		f.Uren <= 0 || f.Uren > wsp.MaxUren || f.Aantal < 1 {
		return ErrFunctie
	}
	return nil
}

func haalOp(c HaalOp, s State) ([]Event, error) {
	v, err := wsp.Vastlegging(c.Opdracht, c.OpgehaaldOp, recht.Directeur, &wsp.SUWIArt10)
	if err != nil {
		return nil, err
	}
	if err := c.keur(); err != nil {
		return nil, err
	}
	_, fout := recht.ParseGemeentecode(string(c.Werkplaats))
	oud := s.opgehaald
	e := VacatureOpgehaald{
		Verantwoording: v, Functie: c.Functie, Werkgever: c.Werkgever, Sector: c.Sector, Subregio: c.Subregio,
		Werkplaats: c.Werkplaats, OpgehaaldOp: c.OpgehaaldOp,
	}
	switch {
	case !c.Sector.Geldig():
		return nil, wsp.ErrSector
	case !c.Subregio.Geldig():
		return nil, wsp.ErrSubregio
	case c.Werkgever.Stroom == "" || c.Werkgever.Revisie < 0:
		return nil, ErrWerkgever
	case fout != nil:
		return nil, ErrWerkplaats
	case s.bestaat() && e.zegt() == oud.zegt():
		return nil, nil
	case s.bestaat() && c.Corrigeert == uuid.Nil:
		return nil, ErrAlOpgehaald
	case !s.bestaat() && c.Corrigeert != uuid.Nil:
		return nil, ErrNietOpgehaald
	case !s.eerste.IsZero() && c.OpgehaaldOp.Na(s.eerste), !s.einde.op.IsZero() && c.OpgehaaldOp.Na(s.einde.op):
		return nil, ErrVolgorde
	}
	return []Event{e}, nil
}

// A gezegde is what an opening says, without who recorded it, when and why.
type gezegde struct {
	Functie
	Werkgeverfeit
	sector     wsp.Sector
	subregio   wsp.Subregio
	werkplaats recht.Gemeentecode
	op         recht.Datum
}

func (e VacatureOpgehaald) zegt() gezegde {
	return gezegde{e.Functie, e.Werkgever, e.Sector, e.Subregio, e.Werkplaats, e.OpgehaaldOp}
}

// toets checks what every later step has in common.
func (s State) toets(op recht.Datum) error {
	switch {
	case !s.bestaat():
		return ErrNietOpgehaald
	case op.Voor(s.opgehaald.OpgehaaldOp), !s.einde.op.IsZero() && op.Na(s.einde.op):
		return ErrVolgorde
	}
	return nil
}

func wijzig(c Wijzig, s State) ([]Event, error) {
	v, err := wsp.Vastlegging(c.Opdracht, c.GewijzigdOp, recht.Directeur, &wsp.SUWIArt10)
	if err != nil {
		return nil, err
	}
	if err := c.keur(); err != nil {
		return nil, err
	}
	if err := s.toets(c.GewijzigdOp); err != nil {
		return nil, err
	}
	switch {
	case c.Wijziging == s.wijziging && s.wijziging > 0 && c.Functie == s.functie && c.GewijzigdOp == s.gewijzigdOp:
		return nil, nil
	case c.Wijziging != s.wijziging+1:
		return nil, ErrWijziging
	case c.GewijzigdOp.Voor(s.gewijzigdOp):
		return nil, ErrVolgorde
	}
	return []Event{VacatureGewijzigd{Verantwoording: v, Functie: c.Functie, Wijziging: c.Wijziging, GewijzigdOp: c.GewijzigdOp}}, nil
}

func creeerFunctie(c CreeerFunctie, s State) ([]Event, error) {
	v, err := wsp.Vastlegging(c.Opdracht, c.GecreeerdOp, recht.Directeur, nil)
	if err != nil {
		return nil, err
	}
	if err := s.toets(c.GecreeerdOp); err != nil {
		return nil, err
	}
	switch {
	case !wsp.Bekend(c.Doelgroep):
		return nil, wsp.ErrDoelgroep
	case s.doelgroep == c.Doelgroep && s.gecreeerdOp == c.GecreeerdOp:
		return nil, nil
	case s.doelgroep != "":
		return nil, ErrAlGecreeerd
	}
	return []Event{FunctieGecreeerd{Verantwoording: v, Doelgroep: c.Doelgroep, GecreeerdOp: c.GecreeerdOp}}, nil
}

func sluit(s State, o recht.Opdracht, e einde, maak func(recht.Verantwoording) Event) ([]Event, error) {
	v, err := wsp.Vastlegging(o, e.op, recht.Directeur, &wsp.SUWIArt10)
	if err != nil {
		return nil, err
	}
	switch {
	case !s.bestaat():
		return nil, ErrNietOpgehaald
	case s.einde == e:
		return nil, nil
	case s.Open() && o.Corrigeert != uuid.Nil:
		return nil, wsp.ErrNietsTeCorrigeren
	case !s.einde.op.IsZero() && o.Corrigeert == uuid.Nil:
		return nil, ErrAlGesloten
	case e.op.Voor(s.opgehaald.OpgehaaldOp) || e.op.Voor(s.laatste):
		return nil, ErrVolgorde
	}
	return []Event{maak(v)}, nil
}
