package httpapi

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
)

// A dossierbeeld is a file under leerplicht or kwalificatieplicht as it is shown.
type dossierbeeld struct {
	kenmerkbeeld
	toestand leerplichtdossier.State
	uit      Leerplichtdossier
}

func (b *dossierbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(leerplichtdossier.Event)
	if !ok {
		return vreemd(g)
	}
	b.toestand = leerplichtdossier.Evolve(b.toestand, e)
	switch e := e.(type) {
	case leerplichtdossier.LeerplichtdossierGeopend:
		b.neemKenmerken(e.Kenmerken, e)
		b.uit.GeopendOp = e.GeopendOp
	case leerplichtdossier.LeerplichtdossierGerectificeerd:
		b.neemKenmerken(e.Kenmerken, e)
	case leerplichtdossier.GesprekGevoerd:
		b.uit.Gesprekken = append(b.uit.Gesprekken, Gesprekstand{Nummer: e.Nummer, Gesprekssoort: e.Gesprekssoort, GevoerdOp: e.GevoerdOp})
	case leerplichtdossier.MasRouteGekozen:
		b.uit.Route, b.uit.RouteOp = e.Route, e.GekozenOp
	case leerplichtdossier.AbsoluutVerzuimVastgesteld:
		b.uit.Verzuimperioden = append(b.uit.Verzuimperioden, Verzuimperiode{Vanaf: e.Begin})
	case leerplichtdossier.AbsoluutVerzuimBeeindigd:
		for i := range slices.Backward(b.uit.Verzuimperioden) {
			b.uit.Verzuimperioden[i].Tot, b.uit.Verzuimperioden[i].Herplaatst = e.Einde, e.Herplaatst
			break
		}
	case leerplichtdossier.ThuiszitterGesignaleerd:
		b.uit.GesignaleerdVanaf = e.Begin
	case leerplichtdossier.LeerplichtdossierGesloten:
		b.uit.GeslotenOp, b.uit.Sluitreden = e.GeslotenOp, e.Sluitreden
	}
	return nil
}

// stand returns what is shown of the file with this id.
func (b *dossierbeeld) stand(id uuid.UUID, r es.Revision) Leerplichtdossier {
	uit, k := b.uit, b.kenmerken
	uit.Id, uit.Revisie, uit.Toestand, uit.Gesimuleerd = id, int64(r), b.toestand.Toestand(), b.gesimuleerd
	uit.Gemeente, uit.Schooljaar, uit.Leeftijdsklasse = k.Gemeente, k.Schooljaar, k.Leeftijdsklasse
	uit.Onderwijssoort, uit.Plicht = k.Onderwijssoort, k.Plicht
	uit.UnderscoreLinks = Links{"bron": {Href: dossierpad(id)}}
	uit.Gesprekken = slices.Concat([]Gesprekstand{}, uit.Gesprekken) // a list in JSON, also when empty
	uit.Verzuimperioden = slices.Concat([]Verzuimperiode{}, uit.Verzuimperioden)
	uit.Thuiszitperioden = []Thuiszitperiode{}
	for i, p := range b.toestand.Periodes() {
		uit.Thuiszitperioden = append(uit.Thuiszitperioden, Thuiszitperiode{Nummer: i + 1, Aard: p.Aard, Vanaf: p.Begin, Tot: p.Tot})
	}
	return uit
}
