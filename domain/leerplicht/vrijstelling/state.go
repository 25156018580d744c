package vrijstelling

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

type verklaring struct {
	op                           recht.Datum // zero: none was received
	onafhankelijk, nooitGeschikt bool
}

// State is as much of a vrijstelling as Decide needs to know: public fields only.
type State struct {
	kenmerken  leerplicht.Kenmerken
	grond      leerplicht.Vrijstellingsgrond
	verzoek    Verzoek // zero while nothing was received
	herhaald   bool
	opTijd     bool
	opLeeftijd bool
	uiterlijk  recht.Datum
	verklaring verklaring
	toets      []Voorwaarde
	getoetstOp recht.Datum
	stand      Stand
	beslotenOp recht.Datum
	duur       Duur
	verlengd   VervangendeLeerplichtVerlengd // the last extension
	eindreden  Eindreden                     // empty while it was not ended early
	geleverd   Duur
}

// Geldt reports whether the vrijstelling holds on d, as far as is known now.
func (s State) Geldt(d recht.Datum) bool {
	return s.stand.Uitkomst == Toegekend && !d.Voor(s.duur.Vanaf) && d.Voor(s.duur.Tot)
}

// Stand returns the outcome; empty while nothing was received.
func (s State) Stand() Stand { return s.stand }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case BeroepOpVrijstellingOntvangen:
		s.kenmerken, s.grond, s.verzoek, s.stand = e.Kenmerken, e.Grond, e.Verzoek, e.Nu
		s.herhaald, s.opTijd, s.opLeeftijd = e.Herhaald, e.OpTijd, true
	case AanvraagVrijstellingOntvangen:
		s.kenmerken, s.grond, s.verzoek, s.stand = e.Kenmerken, e.Grond, e.Verzoek, e.Nu
		s.opLeeftijd, s.uiterlijk = e.OpLeeftijd, e.UiterlijkOp
	case VerklaringArtikel7Ontvangen:
		s.verklaring = verklaring{e.VerklaardOp, e.Onafhankelijk, e.NooitGeschikt}
		s.toets, s.getoetstOp = nil, recht.Datum{} // what was tested before knew nothing of it
	case VoorwaardenGetoetst:
		s.toets, s.getoetstOp = e.Uitkomsten, e.GetoetstOp
	case VrijstellingVanRechtswegeVastgesteld:
		s.stand, s.duur, s.beslotenOp = e.Nu, e.Duur, e.VastgesteldOp
	case VervangendeLeerplichtToegestaan:
		s.stand, s.duur, s.beslotenOp = e.Nu, e.Duur, e.BeslotenOp
	case VrijstellingKwalificatieplichtVerleend:
		s.stand, s.duur, s.beslotenOp = e.Nu, e.Duur, e.BeslotenOp
	case BeroepOpVrijstellingNietAanvaard:
		s.stand, s.duur, s.beslotenOp = e.Nu, Duur{}, e.AfgewezenOp
	case VervangendeLeerplichtGeweigerd:
		s.stand, s.duur, s.beslotenOp = e.Nu, Duur{}, e.AfgewezenOp
	case VrijstellingKwalificatieplichtGeweigerd:
		s.stand, s.duur, s.beslotenOp = e.Nu, Duur{}, e.AfgewezenOp
	case VervangendeLeerplichtVerlengd:
		s.stand, s.duur, s.verlengd = e.Nu, e.Duur, e
	case VrijstellingBeeindigd:
		s.stand, s.duur, s.eindreden = e.Nu, e.Duur, e.Eindreden
	case VrijstellingAanDuoGeleverd:
		s.geleverd = Duur{Vanaf: e.Vanaf, Tot: e.Tot}
	default:
		panic("vrijstelling: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// Toestand says in Dutch how the vrijstelling stands.
func (s State) Toestand() string {
	switch {
	case s.verzoek.OntvangenOp.IsZero():
		return "niet ontvangen"
	case s.stand.Uitkomst == Afgewezen && s.grond.VanRechtswege():
		return "beroep niet aanvaard op " + s.beslotenOp.String()
	case s.stand.Uitkomst == Afgewezen:
		return "geweigerd op " + s.beslotenOp.String()
	case s.stand.Uitkomst == Toegekend && s.eindreden != "":
		return "vrijgesteld vanaf " + s.duur.Vanaf.String() + ", beëindigd per " + s.duur.Tot.String()
	case s.stand.Uitkomst == Toegekend:
		return "vrijgesteld vanaf " + s.duur.Vanaf.String() + " tot " + s.duur.Tot.String()
	case !s.getoetstOp.IsZero():
		return "getoetst op " + s.getoetstOp.String()
	default:
		return "ontvangen op " + s.verzoek.OntvangenOp.String()
	}
}
