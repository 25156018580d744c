package uitvoeringsplan

import (
	"maps"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Evolve returns s after e. It changes nothing that s refers to.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case UitvoeringsplanOpgesteld:
		s.opgesteld, s.onderdelen = e, slices.Clone(e.Onderdelen)
	case AdviesGevraagd, BestuurscommissieAdviesUitgebracht, OnderdeelZonderAdviesVoortgezet:
		return evolveAdvies(s, e)
	case ZienswijzeGevraagd, ZienswijzeOntvangen, VanZienswijzeAfgezien,
		ZienswijzeTermijnVerstreken, OordeelOverZienswijzenMeegedeeld:
		return evolveZienswijze(s, e)
	case OntwerpVastgesteldDoorDagelijksBestuur:
		s.ontwerp, s.onderdelen = e, slices.Clone(e.Onderdelen)
		s = s.metBesluit(Voorstel{Soort: SoortOntwerp}, e.GenomenOp, e.Onderdelen, e.Besluitvorming)
	case BijstellingVoorgesteld:
		s.bijstellingen = append(slices.Clip(s.bijstellingen), e)
	case PlanperiodeGeeindigd:
		s.geeindigd = true
	default:
		return evolveBesluit(s, e)
	}
	return s
}

func evolveAdvies(s State, e Event) State {
	s.adviezen = kopie(s.adviezen)
	switch e := e.(type) {
	case AdviesGevraagd:
		a := s.adviezen[e.Onderdeel]
		a.gevraagdOp = e.GevraagdOp
		s.adviezen[e.Onderdeel] = a
	case BestuurscommissieAdviesUitgebracht:
		a := s.adviezen[e.Onderdeel]
		a.gegeven = e
		s.adviezen[e.Onderdeel] = a
	case OnderdeelZonderAdviesVoortgezet:
		a := s.adviezen[e.Onderdeel]
		a.zonder = e
		s.adviezen[e.Onderdeel] = a
	}
	return s
}

func evolveZienswijze(s State, e Event) State {
	s.verzoeken = kopie(s.verzoeken)
	wijzig := func(bijstelling int, g recht.Gemeentecode, fn func(*verzoek)) {
		v := s.verzoeken[adres{bijstelling, g}]
		fn(&v)
		s.verzoeken[adres{bijstelling, g}] = v
	}
	switch e := e.(type) {
	case ZienswijzeGevraagd:
		wijzig(e.Bijstelling, e.Gemeente, func(v *verzoek) { *v = verzoek{gevraagd: e} })
	case ZienswijzeOntvangen:
		wijzig(e.Bijstelling, e.Gemeente, func(v *verzoek) { v.ontvangen, v.afgezien = e, VanZienswijzeAfgezien{} })
	case VanZienswijzeAfgezien:
		wijzig(e.Bijstelling, e.Gemeente, func(v *verzoek) { v.ontvangen, v.afgezien = ZienswijzeOntvangen{}, e })
	case ZienswijzeTermijnVerstreken:
		wijzig(e.Bijstelling, e.Gemeente, func(v *verzoek) { v.verstreken = true })
	case OordeelOverZienswijzenMeegedeeld:
		for _, o := range e.Oordelen {
			wijzig(e.Bijstelling, o.Gemeente, func(v *verzoek) { v.oordeel, v.oordeelOp = o, e.MeegedeeldOp })
		}
	}
	return s
}

func evolveBesluit(s State, e Event) State {
	switch e := e.(type) {
	case OnderdeelVastgesteld:
		os := []Onderdeel{e.Onderdeel}
		s.onderdelen = vervang(s.onderdelen, os)
		return s.metBesluit(Voorstel{Soort: SoortOnderdeel, Onderdeel: e.Onderdeel.Code}, e.GenomenOp, os, e.Besluitvorming)
	case UitvoeringsplanVastgesteld:
		s.onderdelen = slices.Clone(e.Onderdelen)
		return s.metBesluit(Voorstel{Soort: SoortPlan}, e.GenomenOp, e.Onderdelen, e.Besluitvorming)
	case BijstellingVastgesteld:
		s.onderdelen = vervang(s.onderdelen, e.Onderdelen)
		return s.metBesluit(Voorstel{Soort: SoortBijstelling, Bijstelling: e.Bijstelling}, e.GenomenOp, e.Onderdelen, e.Besluitvorming)
	case VoorstelVerworpen:
		return s.metRonde(e.Voorstellen, e.Besluitvorming, "")
	case VoorstelAangehouden:
		return s.metRonde(e.Voorstellen, e.Besluitvorming, e.Reden)
	case BesluitBekendgemaakt:
		return s.wijzigBesluit(e.Besluit, func(b *besluit) { b.bekend = e })
	case BesluitToegepast:
		return s.wijzigBesluit(e.Besluit, func(b *besluit) { b.toegepastOp = e.ToegepastOp })
	case BesluitIngetrokken:
		s = s.wijzigBesluit(e.Besluit, func(b *besluit) { b.ingetrokken = e.GenomenOp })
		return s.metBesluit(intrekkingVan(e.Besluit), e.GenomenOp, nil, e.Besluitvorming)
	default:
		panic("uitvoeringsplan: event without a case in Evolve: " + e.eventType())
	}
}

func (s State) metBesluit(v Voorstel, op recht.Datum, os []Onderdeel, b Besluitvorming) State {
	s.besluiten = kopie(s.besluiten)
	s.besluiten[v] = besluit{genomenOp: op, onderdelen: os, stemronde: b.Stemronde()}
	return s
}

func (s State) wijzigBesluit(v Voorstel, fn func(*besluit)) State {
	s.besluiten = kopie(s.besluiten)
	b := s.besluiten[v]
	fn(&b)
	s.besluiten[v] = b
	return s
}

func (s State) metRonde(vs []Voorstel, b Besluitvorming, reden Aanhouding) State {
	s.ronden = kopie(s.ronden)
	for _, v := range vs {
		s.ronden[v] = s.ronden[v].Daarna(b, reden)
	}
	return s
}

// vervang returns oud with the onderdelen of nieuw in place of those with the same code.
func vervang(oud, nieuw []Onderdeel) []Onderdeel {
	os := slices.Clone(oud)
	for i := range os {
		if n, ok := vind(nieuw, os[i].Code); ok {
			os[i] = n
		}
	}
	return os
}

func kopie[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}
