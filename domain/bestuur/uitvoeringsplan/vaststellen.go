package uitvoeringsplan

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func stelOnderdelenVast(c StelOnderdelenVast, s State) ([]Event, error) {
	if err := s.toetsCodes(c.Onderdelen); err != nil {
		return nil, err
	}
	if err := s.toetsTeksten(c.Gewijzigd); err != nil {
		return nil, err
	}
	voorstellen := make([]Voorstel, len(c.Onderdelen))
	for i, m := range c.Onderdelen {
		voorstellen[i] = Voorstel{Soort: SoortOnderdeel, Onderdeel: m}
	}
	for _, o := range c.Gewijzigd {
		if !slices.Contains(c.Onderdelen, o.Code) {
			return nil, ErrOnderdeelOnbekend
		}
	}
	if s.alGestemd(c.Stemronde, voorstellen...) {
		return nil, nil
	}
	teksten := vervang(s.ontwerp.Onderdelen, c.Gewijzigd)
	herhaald, err := s.herhaald(c.Stemronde, c.Onderdelen, voorstellen, teksten)
	if err != nil || herhaald {
		return nil, err
	}
	regels, err := s.magVaststellen(c.Opdracht, c.Stemronde.Dag(), 0, c.Onderdelen)
	if err != nil {
		return nil, err
	}
	a, err := s.stem(c.Opdracht, c.Stemronde, recht.AlgemeenBestuur, recht.RegelingArt24Lid1, voorstellen...)
	if err != nil || a.niet != nil {
		return a.niet, err
	}
	v, err := c.Opdracht.OpDag(a.genomenOp).VerantwoordMet(recht.AlgemeenBestuur, recht.RegelingArt24Lid1, regels...)
	if err != nil {
		return nil, err
	}
	events := make([]Event, len(c.Onderdelen))
	for i, m := range c.Onderdelen {
		o, _ := vind(teksten, m)
		events[i] = OnderdeelVastgesteld{Verantwoording: v, Onderdeel: o, GenomenOp: a.genomenOp, Besluitvorming: a.vorming}
	}
	return events, nil
}

// herhaald reports whether these onderdelen were all adopted in this very vote.
// Whether one was adopted in another is a refusal: none is adopted twice.
func (s State) herhaald(r Stemronde, ms []recht.Module, vs []Voorstel, teksten []Onderdeel) (bool, error) {
	zelfde := 0
	for i, m := range ms {
		b, ok := s.besluiten[vs[i]]
		o, _ := vind(teksten, m)
		switch {
		case ok && b.stemronde.Gelijk(r) && slices.Equal(b.onderdelen, []Onderdeel{o}):
			zelfde++
		case ok:
			return false, ErrAlVastgesteld.With("Het gaat om " + m.Naam() + ".")
		}
		if _, plan := s.besluiten[Voorstel{Soort: SoortPlan}]; plan {
			return false, ErrAlVastgesteld
		}
	}
	if zelfde > 0 && zelfde < len(ms) {
		return false, ErrAlVastgesteld
	}
	return zelfde == len(ms), nil
}

func stelPlanVast(c StelPlanVast, s State) ([]Event, error) {
	voorstel := Voorstel{Soort: SoortPlan}
	if err := s.toetsTeksten(c.Gewijzigd); err != nil {
		return nil, err
	}
	teksten := vervang(s.ontwerp.Onderdelen, c.Gewijzigd)
	if b, ok := s.besluiten[voorstel]; ok {
		if b.stemronde.Gelijk(c.Stemronde) && slices.Equal(b.onderdelen, teksten) {
			return nil, nil
		}
		return nil, ErrAlVastgesteld
	}
	for _, o := range teksten {
		if _, ok := s.besluiten[Voorstel{Soort: SoortOnderdeel, Onderdeel: o.Code}]; ok {
			return nil, ErrAlVastgesteld.With("Het gaat om " + o.Code.Naam() + "; stel de overige onderdelen afzonderlijk vast.")
		}
	}
	if s.alGestemd(c.Stemronde, voorstel) {
		return nil, nil
	}
	regels, err := s.magVaststellen(c.Opdracht, c.Stemronde.Dag(), 0, codes(teksten))
	if err != nil {
		return nil, err
	}
	a, err := s.stem(c.Opdracht, c.Stemronde, recht.AlgemeenBestuur, recht.RegelingArt24Lid1, voorstel)
	if err != nil || a.niet != nil {
		return a.niet, err
	}
	v, err := c.Opdracht.OpDag(a.genomenOp).VerantwoordMet(recht.AlgemeenBestuur, recht.RegelingArt24Lid1, regels...)
	if err != nil {
		return nil, err
	}
	return []Event{UitvoeringsplanVastgesteld{
		Verantwoording: v, VanJaar: s.opgesteld.VanJaar, TotEnMetJaar: s.opgesteld.TotEnMetJaar,
		Onderdelen: teksten, GenomenOp: a.genomenOp, Besluitvorming: a.vorming,
	}}, nil
}
