package httpapi

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A meldingbeeld is a melding as it is shown.
type meldingbeeld struct{ Verzuimmelding }

func (b *meldingbeeld) over() toegang.Over {
	return toegang.Over{Gemeente: string(b.Gemeente), School: string(b.School)}
}

func (b *meldingbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(verzuimmelding.Event)
	if !ok {
		return vreemd(g)
	}
	b.Gesimuleerd = b.Gesimuleerd || e.Verantwoordt().Gesimuleerd
	switch e := e.(type) {
	case verzuimmelding.VerzuimmeldingOntvangen:
		b.Status = verzuimmelding.Geregistreerd
		b.luidt(e.Kenmerken, e.Melding)
	case verzuimmelding.VerzuimmeldingGecorrigeerd:
		b.luidt(e.Kenmerken, e.Melding)
	case verzuimmelding.VerzuimmeldingInBehandelingGenomen:
		b.zet(verzuimmelding.InBehandeling, e.GenomenOp)
		b.Dossier = e.Dossier
	case verzuimmelding.VerzuimmeldingTerKennisgevingAangenomen:
		b.zet(verzuimmelding.TerKennisgeving, e.AangenomenOp)
	case verzuimmelding.VerzuimmeldingIngetrokken:
		b.zet(verzuimmelding.Ingetrokken, e.IngetrokkenOp)
	case verzuimmelding.VerzuimmeldingAfgesloten:
		b.zet(verzuimmelding.Afgesloten, e.AfgeslotenOp)
		b.Sluitreden = e.Sluitreden
	case verzuimmelding.VerzuimStatusAanDUOGeleverd:
		b.GeleverdeStatus = e.Status
		if e.Status == verzuimmelding.Overgedragen {
			b.zet(e.Status, e.GeleverdOp)
		}
	default:
		b.neemInbreng(e)
	}
	return nil
}

func (b *meldingbeeld) neemInbreng(e verzuimmelding.Event) {
	switch e := e.(type) {
	case verzuimmelding.VerzuimmeldingBetwist:
		b.Betwistingen = append(b.Betwistingen, Betwistingstand{Nummer: e.Nummer, BetwistOp: e.BetwistOp})
	case verzuimmelding.VerzuimmeldingBetwistingAfgehandeld:
		for i := range b.Betwistingen {
			if b.Betwistingen[i].Nummer == e.Nummer {
				b.Betwistingen[i].Uitkomst, b.Betwistingen[i].AfgehandeldOp = e.Uitkomst, e.AfgehandeldOp
			}
		}
	case verzuimmelding.ZienswijzeOudersVastgelegd:
		b.Zienswijzen++
	case verzuimmelding.VerzuimsignaalVastgelegd:
		b.Signalen = append(b.Signalen, Signaalstand{Signaal: string(e.Signaal)})
	case verzuimmelding.VerzuimsignaalBeoordeeld:
		for i := range slices.Backward(b.Signalen) {
			if b.Signalen[i].Signaal == string(e.Signaal) {
				b.Signalen[i].Oordeel, b.Signalen[i].BeoordeeldOp = e.Oordeel, e.BeoordeeldOp
				return
			}
		}
	}
}

func (b *meldingbeeld) zet(s verzuimmelding.Status, op recht.Datum) { b.Status, b.StatusOp = s, op }

func (b *meldingbeeld) luidt(k verzuimmelding.Kenmerken, m verzuimmelding.Melding) {
	b.Gemeente, b.Schooljaar, b.Leeftijdsklasse = k.Gemeente, k.Schooljaar, k.Leeftijdsklasse
	b.Onderwijssoort, b.Plicht, b.Verzuimsoort, b.Tijdigheid = k.Onderwijssoort, k.Plicht, k.Verzuimsoort, k.Tijdigheid
	b.School, b.Begindatum, b.Einddatum = m.School, m.Begindatum, m.Einddatum
	b.OntvangenOp, b.UiterlijkOp = m.OntvangenOp, m.UiterlijkOp
}
