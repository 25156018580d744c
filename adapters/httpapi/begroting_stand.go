package httpapi

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// LeesBegroting implements StrictServerInterface. It shows the stream as it is now.
func (s *Server) LeesBegroting(ctx context.Context, r LeesBegrotingRequestObject) (weergave, error) {
	jaar, err := strconv.Atoi(r.Begrotingsjaar)
	if err != nil {
		return nil, errNietGevonden
	}
	stroom := begroting.Stroom(jaar)
	vastgelegd, err := s.log.Read(ctx, stroom)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", stroom, err)
	}
	if len(vastgelegd) == 0 {
		return nil, errNietGevonden
	}
	b := begrotingsbeeld{Begroting{
		Begrotingsjaar: r.Begrotingsjaar, Stukken: []Begrotingsstuk{}, Raden: []Begrotingsraad{},
		UnderscoreLinks: Links{"bron": {Href: grondslag + "/begrotingen/" + r.Begrotingsjaar}},
	}}
	for _, g := range vastgelegd {
		e, ok := g.Event.(begroting.Event)
		if !ok {
			return nil, fmt.Errorf("%w: position %d in %s", es.ErrUnknownType, g.Position, stroom)
		}
		b.Gesimuleerd = b.Gesimuleerd || e.Verantwoordt().Gesimuleerd
		b.neem(g.ID, e)
	}
	b.Revisie = int64(len(vastgelegd) - 1)
	return standAntwoord{revisie: es.Revision(b.Revisie), stand: b.Begroting}, nil
}

// A begrotingsbeeld is a begroting as it is shown. Whether an answer was in time
// follows from the days as they are known now.
type begrotingsbeeld struct{ Begroting }

func (b *begrotingsbeeld) neem(id uuid.UUID, e begroting.Event) {
	switch e := e.(type) {
	case begroting.OntwerpbegrotingToegezonden:
		b.stuk(e.Wijziging)
		r := b.raad(e.Wijziging, e.Gemeente)
		r.ToegezondenOp, r.ToezendenUiterlijk, r.UiterlijkOp = e.ToegezondenOp, e.TijdigTot, e.UiterlijkOp
		if r.Reactie == BegrotingsraadReactieTermijnVerstreken {
			r.Reactie = BegrotingsraadReactieGeen
		}
		b.beoordeel(r)
	case begroting.ZienswijzeOpBegrotingOntvangen:
		r := b.raad(e.Wijziging, e.Gemeente)
		r.Reactie, r.ReactieOp, r.Standpunt = BegrotingsraadReactieOpTijd, e.OntvangenOp, e.Standpunt
		b.beoordeel(r)
	case begroting.GeenZienswijzeOpBegrotingGemeld:
		r := b.raad(e.Wijziging, e.Gemeente)
		r.Reactie, r.ReactieOp, r.Standpunt, r.Conclusie, r.OordeelOp = BegrotingsraadReactieAfgezien, e.MeegedeeldOp, "", "", recht.Datum{}
	case begroting.ZienswijzetermijnBegrotingVerstreken:
		b.raad(e.Wijziging, e.Gemeente).Reactie = BegrotingsraadReactieTermijnVerstreken
	case begroting.OordeelOverZienswijzenBegrotingMeegedeeld:
		for _, o := range e.Oordelen {
			r := b.raad(e.Wijziging, o.Gemeente)
			r.Conclusie, r.OordeelOp = BegrotingsraadConclusie(o.Conclusie), e.MeegedeeldOp
		}
	case begroting.BegrotingAanGSGezonden:
		b.VerzondenAanGsOp, b.VerzendenUiterlijk = e.VerzondenOp, e.UiterlijkOp
	default:
		b.neemStuk(id, e)
	}
}

// beoordeel says whether a zienswijze that came was in time.
func (b *begrotingsbeeld) beoordeel(r *Begrotingsraad) {
	if r.Standpunt == "" {
		return
	}
	r.Reactie = BegrotingsraadReactieOpTijd
	if r.ReactieOp.Na(r.UiterlijkOp) {
		r.Reactie = BegrotingsraadReactieTeLaat
	}
}

func (b *begrotingsbeeld) neemStuk(id uuid.UUID, e begroting.Event) {
	uitkomst := func(wijziging int, u BegrotingsstukUitkomst, op recht.Datum) *Begrotingsstuk {
		s := b.stuk(wijziging)
		s.Uitkomst, s.Op, s.Gebeurtenis = u, op, id
		return s
	}
	switch e := e.(type) {
	case begroting.BegrotingswijzigingVoorgesteld:
		s := b.stuk(e.Wijziging)
		s.Strekking, s.ZonderZienswijze, s.VoorgesteldOp = e.Strekking, e.ZonderRaden, e.VoorgesteldOp
	case begroting.OntwerpbegrotingAangeboden:
		s := b.stuk(e.Wijziging)
		s.AangebodenOp, s.Bijgevoegd = e.AangebodenOp, e.Bijgevoegd
	case begroting.BegrotingVastgesteld:
		uitkomst(e.Wijziging, BegrotingsstukUitkomstVastgesteld, e.GenomenOp).ZonderOordeel = e.ZonderOordeel
	case begroting.BegrotingswijzigingVastgesteld:
		uitkomst(e.Wijziging, BegrotingsstukUitkomstVastgesteld, e.GenomenOp).ZonderOordeel = e.ZonderOordeel
	case begroting.BegrotingsvoorstelVerworpen:
		uitkomst(e.Wijziging, BegrotingsstukUitkomstVerworpen, e.GenomenOp)
	case begroting.BegrotingsvoorstelAangehouden:
		uitkomst(e.Wijziging, BegrotingsstukUitkomstAangehouden, e.AangehoudenOp)
	}
}

func (b *begrotingsbeeld) stuk(wijziging int) *Begrotingsstuk {
	i := slices.IndexFunc(b.Stukken, func(s Begrotingsstuk) bool { return s.Wijziging == wijziging })
	if i < 0 {
		i = len(b.Stukken)
		b.Stukken = append(b.Stukken, Begrotingsstuk{Wijziging: wijziging, Bijgevoegd: []recht.Gemeentecode{}, ZonderOordeel: []recht.Gemeentecode{}})
	}
	return &b.Stukken[i]
}

func (b *begrotingsbeeld) raad(wijziging int, g recht.Gemeentecode) *Begrotingsraad {
	i := slices.IndexFunc(b.Raden, func(r Begrotingsraad) bool { return r.Wijziging == wijziging && r.Gemeente == g })
	if i < 0 {
		i = len(b.Raden)
		b.Raden = append(b.Raden, Begrotingsraad{Gemeente: g, Wijziging: wijziging, Reactie: BegrotingsraadReactieGeen})
	}
	return &b.Raden[i]
}
