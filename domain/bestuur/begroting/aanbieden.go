package begroting

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func biedAan(c BiedAan, s State) ([]Event, error) {
	b, err := s.stuk(c.Wijziging)
	if err != nil {
		return nil, err
	}
	raden := s.raden(c.Wijziging)
	bijgevoegd := slices.Compact(slices.Sorted(slices.Values(c.Bijgevoegd)))
	eerder := b.aangeboden
	switch {
	case len(raden) == 0 && !b.voorgesteld.ZonderRaden:
		return nil, ErrNietToegezonden.With("Geen enkele raad heeft het ontwerp gekregen.")
	case !eerder.AangebodenOp.IsZero() && eerder.AangebodenOp == c.AangebodenOp && slices.Equal(eerder.Bijgevoegd, bijgevoegd):
		return nil, nil
	case !eerder.AangebodenOp.IsZero() && c.Corrigeert == uuid.Nil:
		return nil, ErrAlAangeboden
	}
	if err := dagfouten.Keur(c.Opdracht, c.AangebodenOp, eersteDag(b, raden)); err != nil {
		return nil, err
	}
	if !b.genomenOp.IsZero() && c.AangebodenOp.Na(b.genomenOp) {
		return nil, ErrVolgorde.With("Vastgesteld is op " + b.genomenOp.String() + ".")
	}
	for _, g := range bijgevoegd {
		op := s.verzoeken[adres{c.Wijziging, g}].ontvangen.OntvangenOp
		if op.IsZero() || op.Na(c.AangebodenOp) {
			return nil, ErrZienswijzeOntbreekt.With("Het gaat om " + string(g) + ".")
		}
	}
	termijn, noot, err := recht.BegrotingOntwerp.Op(c.AangebodenOp)
	if err != nil {
		return nil, err
	}
	tijdigTot, err := termijn.VoorafAan(c.AangebodenOp)
	if err != nil {
		return nil, err
	}
	var teLaat []recht.Gemeentecode
	for _, v := range raden {
		if v.toegezonden.ToegezondenOp.Na(tijdigTot) {
			teLaat = append(teLaat, v.toegezonden.Gemeente)
		}
	}
	v, err := c.Opdracht.OpDag(c.AangebodenOp).VerantwoordMet(recht.DagelijksBestuur, recht.WgrArt35, noot)
	if err != nil {
		return nil, err
	}
	return []Event{OntwerpbegrotingAangeboden{
		Verantwoording: v, Stuk: Stuk{s.jaar, c.Wijziging}, AangebodenOp: c.AangebodenOp,
		Bijgevoegd: nietLeeg(bijgevoegd), Termijn: termijn, TijdigTot: tijdigTot, TeLaat: nietLeeg(teLaat),
	}}, nil
}

// eersteDag returns the day on which a stuk was first sent to a raad, or was proposed.
func eersteDag(b stuk, raden []verzoek) recht.Datum {
	dag := b.voorgesteld.VoorgesteldOp
	for i, v := range raden {
		if i == 0 || v.toegezonden.ToegezondenOp.Voor(dag) {
			dag = v.toegezonden.ToegezondenOp
		}
	}
	return dag
}

// nietLeeg returns gs as a list that is written also when it names nobody.
func nietLeeg(gs []recht.Gemeentecode) []recht.Gemeentecode {
	if gs == nil {
		return []recht.Gemeentecode{}
	}
	return gs
}

func deelOordeelMee(c DeelOordeelMee, s State) ([]Event, error) {
	if len(c.Oordelen) == 0 {
		return nil, ErrZienswijzeOntbreekt
	}
	if err := dagfouten.Keur(c.Opdracht, c.MeegedeeldOp, recht.Datum{}); err != nil {
		return nil, err
	}
	var nieuw []bestuur.Zienswijzeoordeel
	for i, o := range c.Oordelen {
		if slices.ContainsFunc(c.Oordelen[:i], func(p bestuur.Zienswijzeoordeel) bool { return p.Gemeente == o.Gemeente }) {
			return nil, ErrOnbekendeWaarde.With("Een raad wordt twee keer genoemd.")
		}
		is, err := s.nieuwOordeel(c, o)
		if err != nil {
			return nil, err
		}
		if is {
			nieuw = append(nieuw, o)
		}
	}
	if len(nieuw) == 0 {
		return nil, nil
	}
	// Before art. 35 lid 4 was law, telling the raden was a courtesy.
	plicht, noot, err := recht.BegrotingOordeel.Op(c.MeegedeeldOp)
	if err != nil {
		return nil, err
	}
	v, err := c.Opdracht.OpDag(c.MeegedeeldOp).Verantwoord(recht.DagelijksBestuur, recht.FeitelijkeHandeling, noot)
	if plicht {
		v, err = c.Opdracht.OpDag(c.MeegedeeldOp).VerantwoordMet(recht.DagelijksBestuur, recht.WgrArt35, noot)
	}
	if err != nil {
		return nil, err
	}
	return []Event{OordeelOverZienswijzenBegrotingMeegedeeld{
		Verantwoording: v, Stuk: Stuk{s.jaar, c.Wijziging}, Oordelen: nieuw, MeegedeeldOp: c.MeegedeeldOp,
	}}, nil
}

// nieuwOordeel reports whether o says something that was not said before.
func (s State) nieuwOordeel(c DeelOordeelMee, o bestuur.Zienswijzeoordeel) (bool, error) {
	v := s.verzoeken[adres{c.Wijziging, o.Gemeente}]
	eerder := bestuur.Beoordeeld{OntvangenOp: v.ontvangen.OntvangenOp, Oordeel: v.oordeel, Op: v.oordeelOp}
	return eerder.IsNieuw(c.Opdracht, o, c.MeegedeeldOp, bestuur.Oordeelfouten{
		ZienswijzeOntbreekt: ErrZienswijzeOntbreekt, Waarde: ErrOnbekendeWaarde, Motivering: ErrMotiveringOntbreekt,
		Volgorde: ErrVolgorde, AlGeoordeeld: ErrAlGeoordeeld,
	})
}
