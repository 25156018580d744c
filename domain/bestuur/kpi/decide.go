package kpi

import (
	"strings"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/recht/referentie"
)

// regel is the ground of the rules below: the plan asks for figures that can be
// followed, and BBV for the source of an indicator.
const regel = "Uitvoeringsplan 2020-2023, 1.3 (transparantie)"

// Refusals.
var (
	ErrZonderBron = es.Refuse("kpi/zonder-bron",
		"Een gepubliceerd cijfer heeft een vindplaats waar het is na te lezen; idem of een verwijzing naar een andere regel is dat niet.", regel)
	ErrLeeg = es.Refuse("kpi/leeg",
		"Indicator, gebied, waarde en periode zijn elk tekst met ten minste een letter of cijfer.", regel)
	ErrOnderdeel = es.Refuse("kpi/onderdeel-onbekend",
		"Het cijfer hoort bij een module of bij de beheerorganisatie.", regel)
	ErrGemeente = es.Refuse("kpi/gemeente-onbekend",
		"Deze gemeentecode staat niet in de lijst van het CBS; laat haar weg als het cijfer niet over een gemeente gaat.", regel)
	ErrReeks = es.Refuse("kpi/reeks-sluit-niet",
		"Een reeks heeft evenveel waarden als perioden, gescheiden door |.", regel)
	ErrAlOvergenomen = es.Refuse("kpi/al-overgenomen",
		"Onder dit kenmerk is al een ander cijfer overgenomen. Is het veranderd, geef dan een correctie.", regel)
	ErrNietOvergenomen = es.Refuse("kpi/niet-overgenomen",
		"Onder dit kenmerk is nog geen cijfer overgenomen, dus er is niets te corrigeren.", regel)
	ErrCorrectie = es.Refuse("kpi/correctie-zonder-grond",
		"Een correctie noemt de gebeurtenis die zij verbetert (corrigeert) en waarom (motivering).", regel)
)

// A Command asks to record something about a published figure.
type Command interface{ command() }

type (
	// NeemOver takes a figure over as it was published. GeldigVanaf of the Opdracht
	// is the first day of the period it is about.
	NeemOver struct {
		recht.Opdracht
		Cijfer
	}
	// Corrigeer replaces the figure by what is known now.
	Corrigeer struct {
		recht.Opdracht
		Cijfer
	}
)

func (NeemOver) command()  {}
func (Corrigeer) command() {}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for published figures.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case NeemOver:
		return neemOver(c, s)
	case Corrigeer:
		return corrigeer(c, s)
	default:
		panic("kpi: command without a case in Decide")
	}
}

func neemOver(c NeemOver, s State) ([]Event, error) {
	v, cijfer, err := keur(c.Opdracht, c.Cijfer)
	switch {
	case err != nil:
		return nil, err
	case s.er && s.cijfer.gelijk(cijfer):
		return nil, nil
	case s.er:
		return nil, ErrAlOvergenomen
	}
	return []Event{KPIOvergenomen{Verantwoording: v, Cijfer: cijfer}}, nil
}

// corrigeer keeps the period of the figure when the command names no other.
func corrigeer(c Corrigeer, s State) ([]Event, error) {
	v, cijfer, err := keur(c.Opdracht, c.Cijfer)
	if c.GeldigVanaf.IsZero() {
		v.GeldigVanaf = s.vanaf
	}
	switch {
	case err != nil:
		return nil, err
	case !s.er:
		return nil, ErrNietOvergenomen
	case s.cijfer.gelijk(cijfer) && s.vanaf == v.GeldigVanaf:
		return nil, nil
	case c.Corrigeert == uuid.Nil || strings.TrimSpace(c.Motivering) == "":
		return nil, ErrCorrectie
	}
	return []Event{KPIGecorrigeerd{Verantwoording: v, Cijfer: cijfer}}, nil
}

// keur refuses a figure that cannot be read back or followed to its source, and
// returns it with its exact numbers.
func keur(o recht.Opdracht, c Cijfer) (recht.Verantwoording, Cijfer, error) {
	v, err := o.Verantwoord(recht.Directeur, recht.Grondslag{Soort: recht.Feitelijk})
	if err != nil {
		return v, c, err
	}
	_, bestaat := referentie.Gemeentenaam(c.Gemeente)
	switch {
	case !c.Onderdeel.IsOnderdeel():
		return v, c, ErrOnderdeel
	case leeg(c.Kenmerk) || leeg(c.Indicator) || leeg(c.Gebied) || leeg(c.Waarde) || leeg(c.Periode):
		return v, c, ErrLeeg
	case leeg(c.Bron.Vindplaats) || strings.EqualFold(strings.TrimSpace(c.Bron.Vindplaats), "idem"):
		return v, c, ErrZonderBron
	case c.Gemeente != "" && !bestaat:
		return v, c, ErrGemeente
	}
	c.Getallen = getallen(c.Waarde)
	if n := strings.Count(c.Periode, Scheiding) + 1; len(c.Getallen) > 0 && n != len(c.Getallen) {
		return v, c, ErrReeks.With("Er zijn " + recht.Telwoord(len(c.Getallen), "waarde", "waarden") + " en " + recht.Telwoord(n, "periode", "perioden") + ".")
	}
	return v, c, nil
}

func leeg(s string) bool { return strings.Trim(s, " \t.-") == "" }
