package begroting

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func stelVast(c StelVast, s State) ([]Event, error) {
	b, err := s.stuk(c.Wijziging)
	if err != nil {
		return nil, err
	}
	op := c.Stemronde.Dag()
	switch {
	case !b.genomenOp.IsZero() && b.stemronde.Gelijk(c.Stemronde):
		return nil, nil
	case !b.genomenOp.IsZero():
		return nil, ErrAlVastgesteld.With("Vastgesteld is op " + b.genomenOp.String() + ".")
	case !b.ronde.Stemronde.Dag().IsZero() && b.ronde.Stemronde.Gelijk(c.Stemronde):
		return nil, nil
	case c.Namens.Orgaan != "":
		return nil, ErrMandaatNietMogelijk
	case c.Motivering == "":
		return nil, ErrMotiveringOntbreekt
	}
	if err := dagfouten.Keur(c.Opdracht, op, b.voorgesteld.VoorgesteldOp); err != nil {
		return nil, err
	}
	if aangeboden := b.aangeboden.AangebodenOp; !b.voorgesteld.ZonderRaden && (aangeboden.IsZero() || aangeboden.Na(op)) {
		return nil, ErrNietAangeboden
	}
	vorming, reden, err := bestuur.Houd(c.Stemronde, bestuur.Eerder{
		ZelfdeVergadering: ErrZelfdeVergadering, Stemming: ErrEerdereStemming, EersteVergadering: ErrEersteVergadering,
	}, b.ronde)
	if err != nil {
		return nil, err
	}
	return s.uitkomst(c, op, vorming, reden)
}

// uitkomst turns a vote on day op into what it came to.
func (s State) uitkomst(c StelVast, op recht.Datum, vorming bestuur.Besluitvorming, reden bestuur.Aanhouding) ([]Event, error) {
	zonder, noot, err := s.zonderOordeel(c.Wijziging, op)
	if err != nil {
		return nil, err
	}
	grond, regels := recht.WgrArt35, []recht.Regelnoot{noot}
	if c.Wijziging == 0 {
		_, jaarnoot, err := recht.BegrotingVaststelling.Op(op)
		if err != nil {
			return nil, err
		}
		grond, regels = recht.WgrArt34, append(regels, jaarnoot)
	}
	aangenomen := reden == "" && vorming.Uitslag.Uitkomst == recht.Aangenomen
	if !aangenomen {
		regels = nil // nothing was decided that they bear on
	}
	v, err := c.Opdracht.OpDag(op).VerantwoordMet(recht.AlgemeenBestuur, grond, regels...)
	if err != nil {
		return nil, err
	}
	st := Stuk{s.jaar, c.Wijziging}
	besluit := Vaststelling{GenomenOp: op, Besluitvorming: vorming, ZonderOordeel: zonder}
	switch {
	case reden != "":
		return []Event{BegrotingsvoorstelAangehouden{Verantwoording: v, Stuk: st, Reden: reden, AangehoudenOp: op, Besluitvorming: vorming}}, nil
	case !aangenomen:
		return []Event{BegrotingsvoorstelVerworpen{Verantwoording: v, Stuk: st, GenomenOp: op, Besluitvorming: vorming}}, nil
	case c.Wijziging > 0:
		return []Event{BegrotingswijzigingVastgesteld{Verantwoording: v, Stuk: st, Vaststelling: besluit}}, nil
	default:
		return []Event{BegrotingVastgesteld{Verantwoording: v, Stuk: st, Vaststelling: besluit}}, nil
	}
}

// zonderOordeel returns the raden whose zienswijze was there on day op and was not
// answered, where that is a duty (Wgr art. 35 lid 4); and the rule.
func (s State) zonderOordeel(wijziging int, op recht.Datum) ([]recht.Gemeentecode, recht.Regelnoot, error) {
	plicht, noot, err := recht.BegrotingOordeel.Op(op)
	if err != nil {
		return nil, noot, err
	}
	gs := []recht.Gemeentecode{}
	for _, v := range s.raden(wijziging) {
		ontvangen := !v.ontvangen.OntvangenOp.IsZero() && !v.ontvangen.OntvangenOp.Na(op)
		if plicht && ontvangen && (v.oordeelOp.IsZero() || v.oordeelOp.Na(op)) {
			gs = append(gs, v.toegezonden.Gemeente)
		}
	}
	return gs, noot, nil
}

// zendAanGS records a fact: a begroting that was sent too late is recorded too.
func zendAanGS(c ZendAanGS, s State) ([]Event, error) {
	genomenOp := s.stukken[0].genomenOp
	switch {
	case genomenOp.IsZero():
		return nil, ErrNietVastgesteld
	case !s.verzonden.VerzondenOp.IsZero() && s.verzonden.VerzondenOp == c.VerzondenOp:
		return nil, nil
	case !s.verzonden.VerzondenOp.IsZero() && c.Corrigeert == uuid.Nil:
		return nil, ErrAlVerzonden
	}
	if err := dagfouten.Keur(c.Opdracht, c.VerzondenOp, genomenOp); err != nil {
		return nil, err
	}
	termijn, noot, err := recht.BegrotingToezending.Op(genomenOp)
	if err != nil {
		return nil, err
	}
	uiterlijk, err := termijn.Uiterlijk(genomenOp, s.jaar, recht.Feestdagen)
	if err != nil {
		return nil, err
	}
	v, err := c.Opdracht.OpDag(c.VerzondenOp).VerantwoordMet(recht.DagelijksBestuur, recht.WgrArt34, noot)
	if err != nil {
		return nil, err
	}
	return []Event{BegrotingAanGSGezonden{
		Verantwoording: v, Stuk: Stuk{Jaar: s.jaar}, VerzondenOp: c.VerzondenOp, UiterlijkOp: uiterlijk,
	}}, nil
}
