package uitvoeringsplan

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// onderwerp returns what is put to the raden: the onderdelen of the ontwerp (0) or
// of a bijstelling, and the day from which they can be asked.
func (s State) onderwerp(bijstelling int) ([]recht.Module, recht.Datum, error) {
	if bijstelling == 0 {
		if s.ontwerp.GenomenOp.IsZero() {
			return nil, recht.Datum{}, ErrOntwerpOntbreekt
		}
		return codes(s.ontwerp.Onderdelen), s.ontwerp.GenomenOp, nil
	}
	b, ok := s.bijstelling(bijstelling)
	if !ok {
		return nil, recht.Datum{}, ErrBijstellingOnbekend
	}
	return codes(b.Onderdelen), b.VoorgesteldOp, nil
}

func vraagZienswijze(c VraagZienswijze, s State) ([]Event, error) {
	onderdelen, nietVoor, err := s.onderwerp(c.Bijstelling)
	if err != nil {
		return nil, err
	}
	if err := dagfouten.Keur(c.Opdracht, c.VerzondenOp, nietVoor); err != nil {
		return nil, err
	}
	if !bestuur.FeitenCompleet(c.Deelnames) {
		return nil, ErrDeelnamefeit
	}
	termijn, noot, err := recht.ZienswijzeUitvoeringsplan.Op(c.VerzondenOp)
	if err != nil {
		return nil, err
	}
	einde, err := termijn.Vanaf(c.VerzondenOp, recht.Feestdagen)
	if err != nil {
		return nil, err
	}
	v, err := c.Opdracht.OpDag(c.VerzondenOp).VerantwoordMet(recht.DagelijksBestuur, recht.RegelingArt24Lid1, noot)
	if err != nil {
		return nil, err
	}
	raden := slices.Compact(slices.Sorted(slices.Values(c.Raden)))
	if len(raden) == 0 {
		raden = deelnemers(c.Deelnames, onderdelen)
	}
	var events []Event
	for _, g := range raden {
		feiten, betreft := raakt(g, c.Deelnames, onderdelen)
		if len(betreft) == 0 {
			return nil, ErrGeenDeelnemer.With("Het gaat om " + string(g) + ".")
		}
		e := ZienswijzeGevraagd{
			Verantwoording: v, Gemeente: g, Bijstelling: c.Bijstelling, Onderdelen: betreft,
			VerzondenOp: c.VerzondenOp, Termijn: termijn, Einde: einde, Deelnames: feiten,
		}
		vraag, err := s.vraagt(e)
		if err != nil {
			return nil, err
		}
		if vraag {
			events = append(events, e)
		}
	}
	switch op := s.beslotenOp(c.Bijstelling, onderdelen); {
	case len(raden) == 0:
		return nil, ErrGeenDeelnemer
	case len(events) > 0 && !op.IsZero() && c.VerzondenOp.Na(op):
		return nil, ErrAlVastgesteld
	}
	return events, nil
}

// beslotenOp returns the day on which the last of onderdelen was adopted, or the
// bijstelling was; zero while something is open.
func (s State) beslotenOp(bijstelling int, onderdelen []recht.Module) recht.Datum {
	if bijstelling > 0 {
		return s.besluiten[Voorstel{Soort: SoortBijstelling, Bijstelling: bijstelling}].genomenOp
	}
	var laatste recht.Datum
	for _, m := range onderdelen {
		b, ok := s.vaststelling(m)
		if !ok {
			return recht.Datum{}
		}
		if b.genomenOp.Na(laatste) {
			laatste = b.genomenOp
		}
	}
	return laatste
}

// vraagt reports whether e asks something new. Only a correction asks again: it
// moves the term, so a raad that answered must be left alone.
func (s State) vraagt(e ZienswijzeGevraagd) (bool, error) {
	v := s.verzoeken[adres{e.Bijstelling, e.Gemeente}]
	switch {
	case !v.isGevraagd():
		return true, nil
	case e.Corrigeert == uuid.Nil,
		v.gevraagd.VerzondenOp == e.VerzondenOp && slices.Equal(v.gevraagd.Onderdelen, e.Onderdelen):
		return false, nil
	case !v.geantwoordOp().IsZero():
		return false, ErrAlGeantwoord
	}
	return true, nil
}

// deelnemers returns, in order of code, the gemeenten that onderdelen concern.
func deelnemers(fs []Deelnamefeit, onderdelen []recht.Module) []recht.Gemeentecode {
	var gs []recht.Gemeentecode
	for _, f := range fs {
		if _, betreft := raakt(f.Gemeente, fs, onderdelen); len(betreft) > 0 {
			gs = append(gs, f.Gemeente)
		}
	}
	slices.Sort(gs)
	return slices.Compact(gs)
}

// raakt returns the facts about g and those of onderdelen that concern it: the
// modules in which it takes part and, for whoever takes part in anything, the
// beheerorganisatie.
func raakt(g recht.Gemeentecode, fs []Deelnamefeit, onderdelen []recht.Module) (feiten []Deelnamefeit, betreft []recht.Module) {
	feiten = bestuur.FeitenVan(g, fs)
	for _, m := range onderdelen {
		neemtDeel := slices.ContainsFunc(feiten, func(f Deelnamefeit) bool { return f.Module == m })
		if neemtDeel || m == recht.Beheerorganisatie && len(feiten) > 0 {
			betreft = append(betreft, m)
		}
	}
	return feiten, betreft
}
