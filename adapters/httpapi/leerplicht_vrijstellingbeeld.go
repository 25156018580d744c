package httpapi

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A vrijstellingbeeld is a vrijstelling as it is shown.
type vrijstellingbeeld struct {
	kenmerkbeeld
	toestand vrijstelling.State
	uit      Vrijstelling
}

func (b *vrijstellingbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(vrijstelling.Event)
	if !ok {
		return vreemd(g)
	}
	b.toestand = vrijstelling.Evolve(b.toestand, e)
	switch e := e.(type) {
	case vrijstelling.BeroepOpVrijstellingOntvangen:
		b.ontvangen(e.Kenmerken, e, e.Grond, e.Verzoek, e.OpTijd)
	case vrijstelling.AanvraagVrijstellingOntvangen:
		b.ontvangen(e.Kenmerken, e, e.Grond, e.Verzoek, true)
		b.uit.UiterlijkOp = e.UiterlijkOp
	case vrijstelling.VerklaringArtikel7Ontvangen:
		b.uit.Voorwaarden = nil
	case vrijstelling.VoorwaardenGetoetst:
		b.uit.Voorwaarden = nil
		for _, v := range e.Uitkomsten {
			b.uit.Voorwaarden = append(b.uit.Voorwaarden, Voorwaardestand{Voorwaarde: v.Code, Voldaan: v.Voldaan})
		}
	case vrijstelling.VrijstellingVanRechtswegeVastgesteld:
		b.beslist(e.VastgesteldOp, e.Duur)
	case vrijstelling.BeroepOpVrijstellingNietAanvaard:
		b.beslist(e.AfgewezenOp, vrijstelling.Duur{})
	case vrijstelling.VervangendeLeerplichtToegestaan:
		b.beslist(e.BeslotenOp, e.Duur)
		b.uit.OpTijd = e.OpTijd
	case vrijstelling.VervangendeLeerplichtGeweigerd:
		b.beslist(e.AfgewezenOp, vrijstelling.Duur{})
		b.uit.OpTijd = e.OpTijd
	case vrijstelling.VervangendeLeerplichtVerlengd:
		b.uit.Tot = e.Tot
	case vrijstelling.VrijstellingKwalificatieplichtVerleend:
		b.beslist(e.BeslotenOp, e.Duur)
	case vrijstelling.VrijstellingKwalificatieplichtGeweigerd:
		b.beslist(e.AfgewezenOp, vrijstelling.Duur{})
	case vrijstelling.VrijstellingBeeindigd:
		b.uit.Tot, b.uit.Eindreden = e.Tot, e.Eindreden
	case vrijstelling.VrijstellingAanDuoGeleverd:
		b.uit.GeleverdOp = e.GeleverdOp
	}
	return nil
}

func (b *vrijstellingbeeld) ontvangen(k leerplicht.Kenmerken, e recht.Verantwoord, g leerplicht.Vrijstellingsgrond, v vrijstelling.Verzoek, opTijd bool) {
	b.neemKenmerken(k, e)
	b.uit.Grond, b.uit.OntvangenOp, b.uit.OpTijd = g, v.OntvangenOp, opTijd
	b.uit.GevraagdVanaf, b.uit.GevraagdTot = v.GevraagdVanaf, v.GevraagdTot
}

func (b *vrijstellingbeeld) beslist(op recht.Datum, d vrijstelling.Duur) {
	b.uit.BeslotenOp, b.uit.Vanaf, b.uit.Tot = op, d.Vanaf, d.Tot
}

// stand returns what is shown of the vrijstelling with this id.
func (b *vrijstellingbeeld) stand(id uuid.UUID, r es.Revision) Vrijstelling {
	uit, k, st := b.uit, b.kenmerken, b.toestand.Stand()
	uit.Id, uit.Revisie, uit.Toestand, uit.Gesimuleerd = id, int64(r), b.toestand.Toestand(), b.gesimuleerd
	uit.Gemeente, uit.Schooljaar, uit.Leeftijdsklasse = k.Gemeente, k.Schooljaar, k.Leeftijdsklasse
	uit.Onderwijssoort, uit.Plicht, uit.Uitkomst = k.Onderwijssoort, k.Plicht, st.Uitkomst
	uit.Schooljaren = slices.Concat([]string{}, st.Schooljaren)
	uit.Voorwaarden = slices.Concat([]Voorwaardestand{}, uit.Voorwaarden) // a list in JSON, also when empty
	uit.UnderscoreLinks = Links{"bron": {Href: vrijstellingpad(id)}}
	return uit
}
