package uitvoeringsplan

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func stelOntwerpVast(c StelOntwerpVast, s State) ([]Event, error) {
	voorstel := Voorstel{Soort: SoortOntwerp}
	if err := s.toetsTeksten(c.Gewijzigd); err != nil {
		return nil, err
	}
	teksten := vervang(s.opgesteld.Onderdelen, c.Gewijzigd)
	if b, ok := s.besluiten[voorstel]; ok {
		if b.stemronde.Gelijk(c.Stemronde) && slices.Equal(b.onderdelen, teksten) {
			return nil, nil
		}
		return nil, ErrOntwerpAlVastgesteld
	}
	if s.alGestemd(c.Stemronde, voorstel) {
		return nil, nil
	}
	op := c.Stemronde.Dag()
	if err := dagfouten.Keur(c.Opdracht, op, s.opgesteld.OpgesteldOp); err != nil {
		return nil, err
	}
	for _, o := range s.opgesteld.Onderdelen {
		if o.Code != recht.Beheerorganisatie && !s.adviezen[o.Code].gereedOp(op) {
			return nil, ErrAdviesOntbreekt.With("Het gaat om " + o.Code.Naam() + ".")
		}
	}
	a, err := s.stem(c.Opdracht, c.Stemronde, recht.DagelijksBestuur, recht.RegelingArt24Lid1, voorstel)
	if err != nil || a.niet != nil {
		return a.niet, err
	}
	v, err := c.Opdracht.OpDag(op).VerantwoordMet(recht.DagelijksBestuur, recht.RegelingArt24Lid1)
	if err != nil {
		return nil, err
	}
	return []Event{OntwerpVastgesteldDoorDagelijksBestuur{
		Verantwoording: v, Onderdelen: teksten, GenomenOp: op, Besluitvorming: a.vorming,
	}}, nil
}
