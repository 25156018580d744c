package httpapi

import (
	"context"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
)

// A vacaturebeeld is a vacature as it is shown.
type vacaturebeeld struct {
	toestand vacature.State
	uit      Vacature
}

// over says nothing: where the work is says nothing of who may fill the vacature.
func (b *vacaturebeeld) over() toegang.Over { return toegang.Over{} }

func (b *vacaturebeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(vacature.Event)
	if !ok {
		return vreemd(g)
	}
	b.toestand = vacature.Evolve(b.toestand, e)
	b.uit.Gesimuleerd = b.uit.Gesimuleerd || e.Verantwoordt().Gesimuleerd
	switch e := e.(type) {
	case vacature.VacatureOpgehaald:
		b.uit.Werkgever = Stroomfeit{Stroom: string(e.Werkgever.Stroom), Revisie: int64(e.Werkgever.Revisie)}
		b.uit.Sector, b.uit.Subregio, b.uit.Werkplaats, b.uit.OpgehaaldOp = e.Sector, e.Subregio, e.Werkplaats, e.OpgehaaldOp
		if b.uit.Wijziging == 0 { // a later change says what is asked for now
			b.vraagt(e.Functie)
		}
	case vacature.VacatureGewijzigd:
		b.uit.Wijziging = e.Wijziging
		b.vraagt(e.Functie)
	case vacature.FunctieGecreeerd:
		b.uit.Doelgroep = e.Doelgroep
	case vacature.VacatureVervuld:
		b.sluit(vacature.Vervuld, e.Vervulling, e.VervuldOp)
	case vacature.VacatureIngetrokken:
		b.sluit(vacature.Ingetrokken, "", e.IngetrokkenOp)
	case vacature.VacatureVervallen:
		b.sluit(vacature.Vervallen, "", e.VervallenOp)
	}
	return nil
}

func (b *vacaturebeeld) vraagt(f vacature.Functie) {
	b.uit.Beroep, b.uit.Uren, b.uit.AantalPlaatsen = f.Beroep, f.Uren, f.Aantal
}

func (b *vacaturebeeld) sluit(a vacature.Afloop, v vacature.Vervulling, op recht.Datum) {
	b.uit.Afloop, b.uit.Vervulling, b.uit.GeslotenOp = a, v, op
}

// LeesVacature implements StrictServerInterface.
func (s *Server) LeesVacature(ctx context.Context, r LeesVacatureRequestObject) (weergave, error) {
	var b vacaturebeeld
	revisie, err := s.bekijk(ctx, es.StreamOf(vacature.Soort, r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.uit.Id, b.uit.Revisie, b.uit.Toestand = r.Id, int64(revisie), b.toestand.Toestand()
	b.uit.UnderscoreLinks = Links{"bron": {Href: vacaturepad(r.Id)}}
	return standAntwoord{revisie: revisie, stand: b.uit}, nil
}
