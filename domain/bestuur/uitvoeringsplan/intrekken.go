package uitvoeringsplan

import "github.com/mgr-sdcg/kroniek/domain/recht"

// intrekkingVan returns the voorstel to withdraw b.
func intrekkingVan(b Voorstel) Voorstel {
	return Voorstel{Soort: SoortIntrekking, Onderdeel: b.Onderdeel, Bijstelling: b.Bijstelling, Van: b.Soort}
}

func trekIn(c TrekIn, s State) ([]Event, error) {
	b, err := s.genomen(c.Besluit)
	if err != nil {
		return nil, err
	}
	voorstel := intrekkingVan(c.Besluit)
	switch {
	case c.Besluit.Soort == SoortIntrekking:
		return nil, ErrBesluitOnbekend // what was withdrawn is decided anew, not revived
	case !b.ingetrokken.IsZero() && s.besluiten[voorstel].stemronde.Gelijk(c.Stemronde):
		return nil, nil
	case !b.ingetrokken.IsZero():
		return nil, ErrAlIngetrokken
	case s.alGestemd(c.Stemronde, voorstel):
		return nil, nil
	}
	op := c.Stemronde.Dag()
	if err := dagfouten.Keur(c.Opdracht, op, b.genomenOp); err != nil {
		return nil, err
	}
	if op.Na(s.laatsteDag()) {
		return nil, ErrPlanperiodeVoorbij
	}
	// Whoever may adopt may withdraw, on the same ground.
	grond := recht.RegelingArt24Lid1
	if c.Besluit.Soort == SoortBijstelling {
		grond = recht.RegelingArt24Lid2
	}
	a, err := s.stem(c.Opdracht, c.Stemronde, recht.AlgemeenBestuur, grond, voorstel)
	if err != nil || a.niet != nil {
		return a.niet, err
	}
	v, err := c.Opdracht.OpDag(op).VerantwoordMet(recht.AlgemeenBestuur, grond)
	if err != nil {
		return nil, err
	}
	return []Event{BesluitIngetrokken{
		Verantwoording: v, Besluit: c.Besluit, GenomenOp: op, Besluitvorming: a.vorming,
	}}, nil
}

func eindigPlanperiode(c EindigPlanperiode, s State) ([]Event, error) {
	switch {
	case s.geeindigd:
		return nil, nil
	case !c.Vandaag().Na(s.laatsteDag()):
		return nil, ErrPlanperiodeLoopt.With("De laatste dag is " + s.laatsteDag().String() + ".")
	}
	v, err := c.OpDag(s.laatsteDag().PlusDagen(1)).Verantwoord(recht.Stelsel, recht.FeitelijkeHandeling)
	if err != nil {
		return nil, err
	}
	return []Event{PlanperiodeGeeindigd{
		Verantwoording: v, VanJaar: s.opgesteld.VanJaar, TotEnMetJaar: s.opgesteld.TotEnMetJaar,
	}}, nil
}
