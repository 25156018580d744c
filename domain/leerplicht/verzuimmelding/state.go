package verzuimmelding

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// State is as much of a melding as Decide needs to know: public fields only,
// since the personal part is closed when a stream is read.
type State struct {
	status       Status // empty while nothing was received
	gesimuleerd  bool
	gecorrigeerd uuid.UUID // the event that the last correction named
	kenmerken    Kenmerken
	school       leerplicht.School
	begin, eind  recht.Datum
	ontvangenOp  recht.Datum
	gezetOp      recht.Datum // day of the last status set after the reception
	begonnenOp   recht.Datum // day on which treatment began
	dossier      uuid.UUID
	sluitreden   leerplicht.Sluitreden
	geleverd     Status            // last status delivered to DUO
	betwistingen []Betwistuitkomst // by number; empty while open
	zienswijzen  int
	signalen     []Signaalcode
	oordelen     []beoordeling
}

type beoordeling struct {
	signaal Signaalcode
	oordeel Signaaloordeel
}

// Status returns where the melding stands; empty while nothing was received.
func (s State) Status() Status { return s.status }

// Kenmerken returns the public features of the melding.
func (s State) Kenmerken() Kenmerken { return s.kenmerken }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case VerzuimmeldingOntvangen:
		s.status, s.gesimuleerd = Geregistreerd, e.Gesimuleerd
		return s.met(e.Kenmerken, e.Melding)
	case VerzuimmeldingGecorrigeerd:
		s.gecorrigeerd = e.Corrigeert
		return s.met(e.Kenmerken, e.Melding)
	case VerzuimmeldingInBehandelingGenomen:
		s.status, s.gezetOp, s.begonnenOp, s.dossier = InBehandeling, e.GenomenOp, e.GenomenOp, e.Dossier
	case VerzuimmeldingTerKennisgevingAangenomen:
		s.status, s.gezetOp = TerKennisgeving, e.AangenomenOp
	case VerzuimmeldingIngetrokken:
		s.status, s.gezetOp = Ingetrokken, e.IngetrokkenOp
	case VerzuimmeldingAfgesloten:
		s.status, s.gezetOp, s.sluitreden = Afgesloten, e.AfgeslotenOp, e.Sluitreden
	case VerzuimStatusAanDUOGeleverd:
		s.geleverd = e.Status
		if e.Status == Overgedragen {
			s.status = Overgedragen
		}
	default:
		return evolveInbreng(s, e)
	}
	return s
}

func evolveInbreng(s State, e Event) State {
	switch e := e.(type) {
	case VerzuimmeldingBetwist:
		s.betwistingen = append(slices.Clone(s.betwistingen), "")
	case VerzuimmeldingBetwistingAfgehandeld:
		s.betwistingen = slices.Clone(s.betwistingen)
		if e.Nummer >= 1 && e.Nummer <= len(s.betwistingen) {
			s.betwistingen[e.Nummer-1] = e.Uitkomst
		}
	case ZienswijzeOudersVastgelegd:
		s.zienswijzen++
	case VerzuimsignaalVastgelegd:
		s.signalen = append(slices.Clone(s.signalen), e.Signaal)
	case VerzuimsignaalBeoordeeld:
		s.oordelen = append(slices.Clone(s.oordelen), beoordeling{e.Signaal, e.Oordeel})
	default:
		panic("verzuimmelding: event without a case in Evolve: " + e.eventType())
	}
	return s
}

func (s State) met(k Kenmerken, m Melding) State {
	s.kenmerken, s.school, s.begin, s.eind, s.ontvangenOp = k, m.School, m.Begindatum, m.Einddatum, m.OntvangenOp
	return s
}

// oordeel returns the last judgement of a signal.
func (s State) oordeel(c Signaalcode) (Signaaloordeel, bool) {
	for _, o := range slices.Backward(s.oordelen) {
		if o.signaal == c {
			return o.oordeel, true
		}
	}
	return "", false
}

// eersteZet returns the day on which a status was first set after the reception.
func (s State) eersteZet() recht.Datum {
	if !s.begonnenOp.IsZero() {
		return s.begonnenOp
	}
	return s.gezetOp
}

// klaar reports whether the melding can no longer change its status.
func (s State) klaar() bool {
	return s.status == Afgesloten || s.status == Ingetrokken || s.status == TerKennisgeving
}
