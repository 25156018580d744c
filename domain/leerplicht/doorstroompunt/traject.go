package doorstroompunt

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
)

func startTraject(c StartTraject, s State) ([]Event, error) {
	h, err := s.handeling(c.Opdracht, c.GestartOp)
	n := len(s.trajecten)
	switch {
	case err != nil:
		return nil, err
	case !leerplicht.Bekend(c.Trajectsoort):
		return nil, leerplicht.ErrWaardeOnbekend.With("Soort traject.")
	case c.Traject >= 1 && c.Traject <= n && s.trajecten[c.Traject-1].zelfde(c):
		return nil, nil
	case s.einde != "":
		return nil, ErrAfgelopen
	case n > 0 && s.trajecten[n-1].uitstroom == "":
		return nil, ErrLooptAl
	case c.Traject != n+1:
		return nil, ErrNummer
	case n > 0 && c.GestartOp.Voor(s.trajecten[n-1].tot):
		return nil, ErrLooptAl
	}
	return []Event{DoorstroompuntTrajectGestart{
		Handeling: h, Kenmerken: s.kenmerk(c.GestartOp), Traject: c.Traject, Trajectsoort: c.Trajectsoort, GestartOp: c.GestartOp,
	}}, nil
}

func sluitTraject(c SluitTraject, s State) ([]Event, error) {
	h, err := s.handeling(c.Opdracht, c.AfgeslotenOp)
	switch {
	case err != nil:
		return nil, err
	case !leerplicht.Bekend(c.Uitstroom):
		return nil, leerplicht.ErrWaardeOnbekend.With("Uitstroom.")
	case c.Traject < 1 || c.Traject > len(s.trajecten):
		return nil, ErrGeenTraject
	}
	tr := s.trajecten[c.Traject-1]
	switch {
	case tr.uitstroom == c.Uitstroom && tr.tot == c.AfgeslotenOp:
		return nil, nil
	case tr.uitstroom != "":
		return nil, ErrAlAfgesloten
	case c.AfgeslotenOp.Voor(tr.vanaf):
		return nil, ErrGeenTraject
	}
	return []Event{BegeleidingNaarWerkAfgesloten{
		Handeling: h, Kenmerken: s.kenmerk(c.AfgeslotenOp), Traject: c.Traject, Uitstroom: c.Uitstroom, AfgeslotenOp: c.AfgeslotenOp,
	}}, nil
}

func behaal(c BehaalStartkwalificatie, s State) ([]Event, error) {
	h, err := s.handeling(c.Opdracht, c.BehaaldOp)
	switch {
	case err != nil:
		return nil, err
	case !leerplicht.Bekend(c.Niveau):
		return nil, leerplicht.ErrWaardeOnbekend.With("Diploma.")
	case s.einde == eindeDiploma && s.niveau == c.Niveau && s.eindeOp == c.BehaaldOp:
		return nil, nil
	case s.einde != "":
		return nil, ErrAfgelopen
	}
	return []Event{StartkwalificatieBehaald{Handeling: h, Kenmerken: s.kenmerk(c.BehaaldOp), Niveau: c.Niveau, BehaaldOp: c.BehaaldOp}}, nil
}

// meldLeeftijdsgrens applies the age that is law today: whoever turned 23 in
// 2025 left then, whoever turns 23 in 2026 stays until 27.
func meldLeeftijdsgrens(c MeldLeeftijdsgrens, s State) ([]Event, error) {
	geboren, open := c.Geboren.Waarde()
	if !open || geboren.IsZero() || geboren.Na(c.Vandaag()) {
		return nil, leerplicht.ErrPersoonOnvolledig
	}
	tot, noot, err := leerplicht.RMCTot(geboren, c.Vandaag())
	if err != nil {
		return nil, err
	}
	// The day of recording, and not the birthday, is what the public part shows.
	c.GeldigVanaf = c.Vandaag()
	h, err := s.handeling(c.Opdracht, c.Vandaag(), noot)
	switch {
	case err != nil:
		return nil, err
	case s.einde == eindeLeeftijd:
		return nil, nil
	case s.einde != "":
		return nil, ErrAfgelopen
	case c.Vandaag().Voor(tot):
		return nil, ErrGrensNietBereikt
	}
	grens, _, err := leerplicht.RMCLeeftijd.Op(c.Vandaag())
	if err != nil {
		return nil, err
	}
	return []Event{LeeftijdsgrensBereikt{Handeling: h, Kenmerken: s.kenmerk(c.Vandaag()), Grens: grens, BereiktOp: es.Prive(tot)}}, nil
}
