package verzuimmelding

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
)

// leeg reports whether a personal text is absent.
func leeg(t es.Persoonlijk[string]) bool {
	v, open := t.Waarde()
	return !open || v == ""
}

func betwist(c Betwist, s State) ([]Event, error) {
	h, err := s.handeling(c.Opdracht, c.BetwistOp)
	switch {
	case err != nil:
		return nil, err
	case leeg(c.Bezwaren):
		return nil, ErrTekstOntbreekt
	case c.Nummer >= 1 && c.Nummer <= len(s.betwistingen):
		return nil, nil // recorded before
	case s.status == Ingetrokken:
		return nil, ErrAlAfgehandeld
	case c.Nummer != len(s.betwistingen)+1:
		return nil, ErrNummer
	}
	return []Event{VerzuimmeldingBetwist{
		Handeling: h, Kenmerken: s.kenmerken, Nummer: c.Nummer, BetwistOp: c.BetwistOp, Van: c.Van, Bezwaren: c.Bezwaren,
	}}, nil
}

func handelBetwistingAf(c HandelBetwistingAf, s State) ([]Event, error) {
	if err := leerplicht.DoorMens(c.Opdracht); err != nil {
		return nil, err
	}
	h, err := s.handeling(c.Opdracht, c.AfgehandeldOp)
	switch {
	case err != nil:
		return nil, err
	case !leerplicht.Bekend(c.Uitkomst):
		return nil, leerplicht.ErrWaardeOnbekend.With("Uitkomst van de betwisting.")
	case c.Nummer < 1 || c.Nummer > len(s.betwistingen):
		return nil, ErrGeenBetwisting
	case s.betwistingen[c.Nummer-1] == c.Uitkomst:
		return nil, nil
	case s.betwistingen[c.Nummer-1] != "":
		return nil, ErrAlBeslist
	}
	return []Event{VerzuimmeldingBetwistingAfgehandeld{
		Handeling: h, Kenmerken: s.kenmerken, Nummer: c.Nummer, Uitkomst: c.Uitkomst, AfgehandeldOp: c.AfgehandeldOp,
	}}, nil
}

func legZienswijzeVast(c LegZienswijzeVast, s State) ([]Event, error) {
	h, err := s.handeling(c.Opdracht, c.GegevenOp)
	switch {
	case err != nil:
		return nil, err
	case leeg(c.Zienswijze):
		return nil, ErrTekstOntbreekt
	case c.Nummer >= 1 && c.Nummer <= s.zienswijzen:
		return nil, nil
	case c.Nummer != s.zienswijzen+1:
		return nil, ErrNummer
	}
	return []Event{ZienswijzeOudersVastgelegd{
		Handeling: h, Kenmerken: s.kenmerken, Nummer: c.Nummer, GegevenOp: c.GegevenOp, Van: c.Van, Zienswijze: c.Zienswijze,
	}}, nil
}
