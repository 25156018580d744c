package leerplichtdossier

import (
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Decide applies the rules for files under leerplicht and kwalificatieplicht.
func Decide(c Command, s State) ([]Event, error) {
	if c, ok := c.(Open); ok {
		return open(c, s)
	}
	if s.geopendOp.IsZero() {
		return nil, ErrNietGeopend
	}
	switch c := c.(type) {
	case VoerGesprek:
		return voerGesprek(c, s)
	case KiesRoute:
		return kiesRoute(c, s)
	case StelAbsoluutVerzuimVast:
		return stelAbsoluutVerzuimVast(c, s)
	case BeeindigAbsoluutVerzuim:
		return beeindigAbsoluutVerzuim(c, s)
	case SignaleerThuiszitter:
		return signaleerThuiszitter(c, s)
	case MerkThuiszitterAan:
		return merkThuiszitterAan(c, s)
	case StelTerugkeerVast:
		return stelTerugkeerVast(c, s)
	case Sluit:
		return sluit(c, s)
	case Rectificeer:
		return rectificeer(c, s)
	default:
		panic("leerplichtdossier: command without a case in Decide")
	}
}

func open(c Open, s State) ([]Event, error) {
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.GeopendOp, leerplicht.Leerplichtambtenaar, leerplicht.LPWArt16)
	if err != nil {
		return nil, err
	}
	geboren, err := c.Keur(c.GeopendOp)
	if err != nil {
		return nil, err
	}
	k, err := c.Kenmerk(geboren, c.GeopendOp)
	switch {
	case err != nil:
		return nil, err
	case k.Plicht != c.Plicht || c.Plicht == leerplicht.GeenPlicht:
		return nil, ErrPlicht
	case s.geopendOp == c.GeopendOp && s.kenmerken == k:
		return nil, nil
	case !s.geopendOp.IsZero():
		return nil, ErrAlGeopend
	}
	return []Event{LeerplichtdossierGeopend{Handeling: h, Kenmerken: k, Persoon: c.Persoon, GeopendOp: c.GeopendOp}}, nil
}

// handeling makes the envelope of an act on day op, while the file is open.
func (s State) handeling(o recht.Opdracht, op recht.Datum) (leerplicht.Handeling, error) {
	h, err := leerplicht.NieuweHandeling(o, op, leerplicht.Leerplichtambtenaar, leerplicht.LPWArt16)
	if err == nil && op.Voor(s.geopendOp) {
		err = ErrVoorOpening
	}
	return h, err
}

func (s State) gesloten() bool { return !s.geslotenOp.IsZero() }

func voerGesprek(c VoerGesprek, s State) ([]Event, error) {
	h, err := s.handeling(c.Opdracht, c.GevoerdOp)
	switch {
	case err != nil:
		return nil, err
	case !leerplicht.Bekend(c.Gesprekssoort):
		return nil, leerplicht.ErrWaardeOnbekend.With("Soort gesprek.")
	case c.Nummer >= 1 && c.Nummer <= s.gesprekken:
		return nil, nil // recorded before
	case s.gesloten():
		return nil, ErrGesloten
	case c.Nummer != s.gesprekken+1:
		return nil, ErrNummer
	}
	return []Event{GesprekGevoerd{
		Handeling: h, Kenmerken: s.kenmerk(c.GevoerdOp), Nummer: c.Nummer, Gesprekssoort: c.Gesprekssoort,
		GevoerdOp: c.GevoerdOp, Met: c.Met, Verslag: c.Verslag,
	}}, nil
}

func kiesRoute(c KiesRoute, s State) ([]Event, error) {
	if err := leerplicht.DoorMens(c.Opdracht); err != nil {
		return nil, err
	}
	h, err := s.handeling(c.Opdracht, c.GekozenOp)
	switch {
	case c.Route.vertrouwelijk():
		return nil, ErrRouteVertrouwelijk
	case err != nil:
		return nil, err
	case !leerplicht.Bekend(c.Route):
		return nil, leerplicht.ErrWaardeOnbekend.With("Route.")
	case s.route == c.Route:
		return nil, nil
	case s.gesloten():
		return nil, ErrGesloten
	}
	return []Event{MasRouteGekozen{Handeling: h, Kenmerken: s.kenmerk(c.GekozenOp), Route: c.Route, GekozenOp: c.GekozenOp}}, nil
}

func sluit(c Sluit, s State) ([]Event, error) {
	h, err := s.handeling(c.Opdracht, c.GeslotenOp)
	switch {
	case err != nil:
		return nil, err
	case !leerplicht.Bekend(c.Sluitreden):
		return nil, leerplicht.ErrWaardeOnbekend.With("Reden van sluiting.")
	case s.geslotenOp == c.GeslotenOp && s.sluitreden == c.Sluitreden:
		return nil, nil
	case s.gesloten():
		return nil, ErrGesloten
	case s.lopend() > 0 && !c.GeslotenOp.Na(s.perioden[s.lopend()-1].Begin):
		return nil, ErrTerugVoorBegin
	}
	return []Event{LeerplichtdossierGesloten{
		Handeling: h, Kenmerken: s.kenmerk(c.GeslotenOp), Sluitreden: c.Sluitreden, GeslotenOp: c.GeslotenOp,
	}}, nil
}
