package werkgever

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// State is as much of a werkgever as Decide needs to know.
type State struct {
	geregistreerd WerkgeverGeregistreerd // zero while nothing was recorded
	gecorrigeerd  uuid.UUID              // the event that the last correction named
	subregio      wsp.Subregio
	overgedragen  recht.Datum // of the last time, zero if never
	gesprekken    []AdviesgesprekGevoerd
}

// Sector returns the sector, "" while nothing was recorded.
func (s State) Sector() wsp.Sector { return s.geregistreerd.Sector }

// KvKNummer returns the number in the Handelsregister, "" while nothing was recorded.
func (s State) KvKNummer() recht.KvKNummer { return s.geregistreerd.KvKNummer }

// Subregio returns which subregio looks after the werkgever now.
func (s State) Subregio() wsp.Subregio { return s.subregio }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for a werkgever.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case Registreer:
		return registreer(c, s)
	case VoerAdviesgesprek:
		return voerAdviesgesprek(c, s)
	case DraagOver:
		return draagOver(c, s)
	default:
		panic("werkgever: command without a case in Decide")
	}
}

func registreer(c Registreer, s State) ([]Event, error) {
	v, err := wsp.Vastlegging(c.Opdracht, c.GeregistreerdOp, recht.Directeur, &wsp.SUWIArt10)
	if err != nil {
		return nil, err
	}
	sector, err := c.SBI.Sector()
	if err != nil {
		return nil, err
	}
	if _, err := recht.ParseKvKNummer(string(c.KvKNummer)); err != nil {
		return nil, ErrKvKNummer
	}
	oud := s.geregistreerd
	zelfde := oud.KvKNummer == c.KvKNummer && oud.SBI == c.SBI && oud.Subregio == c.Subregio && oud.GeregistreerdOp == c.GeregistreerdOp
	bestaat := !oud.GeregistreerdOp.IsZero()
	switch {
	case !c.Subregio.Geldig():
		return nil, wsp.ErrSubregio
	case c.Naam == "":
		return nil, ErrNaamOntbreekt
	// The name is closed here, so a correction that names another event is new.
	case zelfde && (c.Corrigeert == uuid.Nil || c.Corrigeert == s.gecorrigeerd):
		return nil, nil
	case bestaat && c.Corrigeert == uuid.Nil:
		return nil, ErrAlGeregistreerd
	case !bestaat && c.Corrigeert != uuid.Nil:
		return nil, ErrNietGeregistreerd
	case !s.eersteDag().IsZero() && c.GeregistreerdOp.Na(s.eersteDag()):
		return nil, ErrVoorRegistratie
	}
	return []Event{WerkgeverGeregistreerd{
		Verantwoording: v, KvKNummer: c.KvKNummer, SBI: c.SBI, Sector: sector, Subregio: c.Subregio,
		Naam: es.Prive(c.Naam), GeregistreerdOp: c.GeregistreerdOp,
	}}, nil
}

// eersteDag is the first day on which something was done; zero when nothing was.
func (s State) eersteDag() recht.Datum {
	eerst := s.overgedragen
	for _, g := range s.gesprekken {
		if eerst.IsZero() || g.GevoerdOp.Voor(eerst) {
			eerst = g.GevoerdOp
		}
	}
	return eerst
}

func (s State) toets(op recht.Datum) error {
	switch {
	case s.geregistreerd.GeregistreerdOp.IsZero():
		return ErrNietGeregistreerd
	case op.Voor(s.geregistreerd.GeregistreerdOp):
		return ErrVoorRegistratie
	}
	return nil
}

func voerAdviesgesprek(c VoerAdviesgesprek, s State) ([]Event, error) {
	v, err := wsp.Vastlegging(c.Opdracht, c.GevoerdOp, recht.Directeur, nil)
	if err != nil {
		return nil, err
	}
	if err := s.toets(c.GevoerdOp); err != nil {
		return nil, err
	}
	n := len(s.gesprekken)
	switch {
	case c.Gesprek >= 1 && c.Gesprek <= n && s.gesprekken[c.Gesprek-1].Onderwerp == c.Onderwerp && s.gesprekken[c.Gesprek-1].GevoerdOp == c.GevoerdOp:
		return nil, nil
	case c.Gesprek != n+1 || !wsp.Bekend(c.Onderwerp):
		return nil, ErrGesprek
	}
	return []Event{AdviesgesprekGevoerd{Verantwoording: v, Gesprek: c.Gesprek, Onderwerp: c.Onderwerp, GevoerdOp: c.GevoerdOp}}, nil
}

func draagOver(c DraagOver, s State) ([]Event, error) {
	v, err := wsp.Vastlegging(c.Opdracht, c.OvergedragenOp, recht.Directeur, nil)
	if err != nil {
		return nil, err
	}
	if err := s.toets(c.OvergedragenOp); err != nil {
		return nil, err
	}
	switch {
	case !c.Subregio.Geldig():
		return nil, wsp.ErrSubregio
	case s.subregio == c.Subregio:
		return nil, nil
	case c.OvergedragenOp.Voor(s.overgedragen):
		return nil, ErrVoorRegistratie.With("Er is al later overgedragen.")
	}
	return []Event{WerkgeverOvergedragenAanSubregio{Verantwoording: v, Subregio: c.Subregio, OvergedragenOp: c.OvergedragenOp}}, nil
}

// Evolve returns s after e. It changes nothing that s refers to.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case WerkgeverGeregistreerd:
		if s.overgedragen.IsZero() {
			s.subregio = e.Subregio
		}
		s.geregistreerd, s.gecorrigeerd = e, e.Corrigeert
	case AdviesgesprekGevoerd:
		s.gesprekken = append(slices.Clip(s.gesprekken), e)
	case WerkgeverOvergedragenAanSubregio:
		s.subregio, s.overgedragen = e.Subregio, e.OvergedragenOp
	default:
		panic("werkgever: event without a case in Evolve: " + e.eventType())
	}
	return s
}
