package httpapi

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// LeesUitvoeringsplan implements StrictServerInterface. It shows the stream as it
// is now, which no read model can promise: what is decided next, is decided on this.
func (s *Server) LeesUitvoeringsplan(ctx context.Context, r LeesUitvoeringsplanRequestObject) (weergave, error) {
	vanJaar, err := strconv.Atoi(r.Planperiode)
	if err != nil {
		return nil, errNietGevonden
	}
	stroom := uitvoeringsplan.Stroom(vanJaar)
	vastgelegd, err := s.log.Read(ctx, stroom)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", stroom, err)
	}
	if len(vastgelegd) == 0 {
		return nil, errNietGevonden
	}
	b := planbeeld{Uitvoeringsplan: Uitvoeringsplan{
		Planperiode: r.Planperiode, Onderdelen: []Onderdeelstand{}, Raden: []Raadstand{},
		Bijstellingen: []Bijstellingstand{}, Besluiten: []Besluitstand{},
		UnderscoreLinks: Links{"bron": {Href: grondslag + "/uitvoeringsplannen/" + r.Planperiode}},
	}}
	for _, g := range vastgelegd {
		e, ok := g.Event.(uitvoeringsplan.Event)
		if !ok {
			return nil, fmt.Errorf("%w: position %d in %s", es.ErrUnknownType, g.Position, stroom)
		}
		b.neem(g, e)
	}
	b.Revisie = int64(len(vastgelegd) - 1)
	return standAntwoord{revisie: es.Revision(b.Revisie), stand: b.Uitvoeringsplan}, nil
}

// A planbeeld is a plan as it is shown. It judges nothing: what is allowed next
// is known to the decider only.
type planbeeld struct{ Uitvoeringsplan }

// neem adds event e, recorded as g.
func (b *planbeeld) neem(g es.Recorded, e uitvoeringsplan.Event) {
	b.Gesimuleerd = b.Gesimuleerd || e.Verantwoordt().Gesimuleerd
	switch e := e.(type) {
	case uitvoeringsplan.UitvoeringsplanOpgesteld:
		b.Titel, b.VanJaar, b.TotEnMetJaar = e.Titel, e.VanJaar, e.TotEnMetJaar
		b.luidt(e.Onderdelen)
	case uitvoeringsplan.AdviesGevraagd:
		b.onderdeel(e.Onderdeel).AdviesGevraagdOp = e.GevraagdOp
	case uitvoeringsplan.BestuurscommissieAdviesUitgebracht:
		o := b.onderdeel(e.Onderdeel)
		o.Advies, o.AdviesOp = e.Advies, e.UitgebrachtOp
	case uitvoeringsplan.OnderdeelZonderAdviesVoortgezet:
		b.onderdeel(e.Onderdeel).ZonderAdviesOp = e.VoortgezetOp
	case uitvoeringsplan.BijstellingVoorgesteld:
		n := Bijstellingstand{Nummer: e.Bijstelling, Strekking: e.Strekking, Substantieel: e.Substantieel, VoorgesteldOp: e.VoorgesteldOp}
		for _, o := range e.Onderdelen {
			n.Onderdelen = append(n.Onderdelen, o.Code)
		}
		b.Bijstellingen = append(b.Bijstellingen, n)
	case uitvoeringsplan.PlanperiodeGeeindigd:
		b.Geeindigd = true
	default:
		b.neemZienswijze(e)
		b.neemBesluit(g, e)
	}
}

func (b *planbeeld) neemZienswijze(e uitvoeringsplan.Event) {
	switch e := e.(type) {
	case uitvoeringsplan.ZienswijzeGevraagd:
		*b.raad(e.Bijstelling, e.Gemeente) = Raadstand{
			Gemeente: e.Gemeente, Bijstelling: e.Bijstelling, VerzondenOp: e.VerzondenOp, UiterlijkOp: e.Einde.Uiterlijk, Reactie: RaadstandReactieGeen,
		}
	case uitvoeringsplan.ZienswijzeOntvangen:
		r := b.raad(e.Bijstelling, e.Gemeente)
		r.Reactie, r.ReactieOp, r.Standpunt = RaadstandReactie(e.Tijdigheid), e.OntvangenOp, e.Standpunt
	case uitvoeringsplan.VanZienswijzeAfgezien:
		r := b.raad(e.Bijstelling, e.Gemeente)
		r.Reactie, r.ReactieOp, r.Standpunt = RaadstandReactieAfgezien, e.MeegedeeldOp, ""
	case uitvoeringsplan.ZienswijzeTermijnVerstreken:
		b.raad(e.Bijstelling, e.Gemeente).Reactie = RaadstandReactieTermijnVerstreken
	case uitvoeringsplan.OordeelOverZienswijzenMeegedeeld:
		for _, o := range e.Oordelen {
			r := b.raad(e.Bijstelling, o.Gemeente)
			r.Conclusie, r.OordeelOp = RaadstandConclusie(o.Conclusie), e.MeegedeeldOp
		}
	}
}

func (b *planbeeld) neemBesluit(g es.Recorded, e uitvoeringsplan.Event) {
	besluit := func(v uitvoeringsplan.Voorstel, uitkomst BesluitstandUitkomst, op recht.Datum) {
		b.Besluiten = append(b.Besluiten, Besluitstand{Besluit: v, Uitkomst: uitkomst, Op: op, Gebeurtenis: g.ID, Positie: int64(g.Position)})
	}
	switch e := e.(type) {
	case uitvoeringsplan.OntwerpVastgesteldDoorDagelijksBestuur:
		b.luidt(e.Onderdelen)
		besluit(uitvoeringsplan.Voorstel{Soort: uitvoeringsplan.SoortOntwerp}, BesluitstandUitkomstVastgesteld, e.GenomenOp)
	case uitvoeringsplan.OnderdeelVastgesteld:
		b.luidt([]uitvoeringsplan.Onderdeel{e.Onderdeel})
		besluit(uitvoeringsplan.Voorstel{Soort: uitvoeringsplan.SoortOnderdeel, Onderdeel: e.Onderdeel.Code}, BesluitstandUitkomstVastgesteld, e.GenomenOp)
	case uitvoeringsplan.UitvoeringsplanVastgesteld:
		b.luidt(e.Onderdelen)
		besluit(uitvoeringsplan.Voorstel{Soort: uitvoeringsplan.SoortPlan}, BesluitstandUitkomstVastgesteld, e.GenomenOp)
	case uitvoeringsplan.BijstellingVastgesteld:
		b.luidt(e.Onderdelen)
		besluit(uitvoeringsplan.Voorstel{Soort: uitvoeringsplan.SoortBijstelling, Bijstelling: e.Bijstelling}, BesluitstandUitkomstVastgesteld, e.GenomenOp)
	case uitvoeringsplan.VoorstelVerworpen:
		for _, v := range e.Voorstellen {
			besluit(v, BesluitstandUitkomstVerworpen, e.GenomenOp)
		}
	case uitvoeringsplan.VoorstelAangehouden:
		for _, v := range e.Voorstellen {
			besluit(v, BesluitstandUitkomstAangehouden, e.AangehoudenOp)
		}
	case uitvoeringsplan.BesluitIngetrokken:
		besluit(e.Besluit, BesluitstandUitkomstIngetrokken, e.GenomenOp)
	case uitvoeringsplan.BesluitBekendgemaakt:
		for i := range slices.Backward(b.Besluiten) {
			if b.Besluiten[i].Besluit == e.Besluit && b.Besluiten[i].Uitkomst == BesluitstandUitkomstVastgesteld {
				b.Besluiten[i].BekendgemaaktOp, b.Besluiten[i].GeldigVanaf = e.BekendgemaaktOp, e.GeldigVanaf
				return
			}
		}
	}
}

// luidt records how onderdelen read from now on.
func (b *planbeeld) luidt(os []uitvoeringsplan.Onderdeel) {
	for _, o := range os {
		d := b.onderdeel(o.Code)
		d.Titel, d.Sha256 = o.Titel, o.SHA256
	}
}

func (b *planbeeld) onderdeel(m recht.Module) *Onderdeelstand {
	i := slices.IndexFunc(b.Onderdelen, func(o Onderdeelstand) bool { return o.Code == m })
	if i < 0 {
		i = len(b.Onderdelen)
		b.Onderdelen = append(b.Onderdelen, Onderdeelstand{Code: m})
	}
	return &b.Onderdelen[i]
}

func (b *planbeeld) raad(bijstelling int, g recht.Gemeentecode) *Raadstand {
	i := slices.IndexFunc(b.Raden, func(r Raadstand) bool {
		return cmp.Or(cmp.Compare(r.Bijstelling, bijstelling), cmp.Compare(r.Gemeente, g)) == 0
	})
	if i < 0 {
		i = len(b.Raden)
		b.Raden = append(b.Raden, Raadstand{})
	}
	return &b.Raden[i]
}
