package recht

import (
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// regelVierOgen names the measure on which four eyes rest.
const regelVierOgen = "OWASP ASVS 5.0, 2.3.5 (goedkeuring door meer dan een persoon); VIER_OGEN_TERMIJN"

// Refusals of an act that asks for two persons.
var (
	// ErrVierOgenZelfde refuses a second person who is the first.
	ErrVierOgenZelfde = es.Refuse("recht/vier-ogen-zelfde-persoon",
		"Wie dit voorlegde kan het niet zelf bekrachtigen, ook niet in een andere rol; laat een ander het beoordelen.", regelVierOgen)
	// ErrVierOgenVerlopen refuses a second person who comes after the term.
	ErrVierOgenVerlopen = es.Refuse("recht/vier-ogen-verlopen",
		"De termijn om dit te bekrachtigen is voorbij; leg het opnieuw voor.", regelVierOgen)
	// ErrVierOgenVolgorde refuses a second person who comes before the first.
	ErrVierOgenVolgorde = es.Refuse("recht/vier-ogen-volgorde",
		"De bekrachtiging ligt voor het moment waarop dit werd voorgelegd.", regelVierOgen)
	// ErrVierOgenPersoon refuses an actor who is no person: without pseudonym, or
	// a process of Kroniek.
	ErrVierOgenPersoon = es.Refuse("recht/vier-ogen-geen-persoon",
		"Voorleggen en bekrachtigen doen twee mensen; een proces of een onbekende telt niet.", regelVierOgen)
)

// VierOgenTermijn is how long the second person has: that many days after the
// day on which the first acted.
var VierOgenTermijn = NieuweRegel("VIER_OGEN_TERMIJN", Versie[Termijn]{
	Vanaf: beginMGR, Waarde: Termijn{Aantal: 7, Eenheid: Dagen, Grond: TermijnUitOvereenkomst},
	Bron: "zeven dagen voor een tweede persoon: ontwerpkeuze van Kroniek, in geen regeling gezien", Aangenomen: true,
})

// rolProces is the role of Kroniek's own processes, which are nobody.
const rolProces = "proces"

// VierOgen is the first of two persons of an act that asks for both, and when
// that person acted. An event type may hold it, and a state may keep it.
type VierOgen struct {
	Indiener Actor     `json:"indiener"`
	Op       time.Time `json:"op"` // moment, UTC
}

// DoorEerste returns the first half of an act by the actor of o at its moment.
// It refuses an actor who is no person: ErrVierOgenPersoon.
func DoorEerste(o Opdracht) (VierOgen, error) {
	if !isPersoon(o.Actor) {
		return VierOgen{}, ErrVierOgenPersoon
	}
	return VierOgen{Indiener: o.Actor, Op: o.Op}, nil
}

// Uiterlijk returns the last legal day on which a second person may act, and the
// note of the rule: the version that was in force when the first acted. It
// returns ErrRegelGeldtNiet when there was none.
func (v VierOgen) Uiterlijk() (Datum, Regelnoot, error) {
	termijn, noot, err := VierOgenTermijn.Op(DatumVan(v.Op))
	if err != nil {
		return Datum{}, Regelnoot{}, err
	}
	einde, err := termijn.Vanaf(DatumVan(v.Op), Feestdagen)
	if err != nil {
		return Datum{}, Regelnoot{}, err
	}
	return einde.Uiterlijk, noot, nil
}

// Verstreken reports whether the term is over at moment op. The last day in
// Amsterdam is still in time, to its end.
func (v VierOgen) Verstreken(op time.Time) (bool, error) {
	uiterlijk, _, err := v.Uiterlijk()
	return err == nil && DatumVan(op).Na(uiterlijk), err
}

// Beoordeel judges whether tweede, at moment op, may complete the act, and
// returns the note of the rule that the completing event keeps. Persons are told
// apart by their pseudonym alone: another role or organisation makes nobody
// another person. It refuses with ErrVierOgenPersoon, ErrVierOgenZelfde,
// ErrVierOgenVolgorde or ErrVierOgenVerlopen.
func (v VierOgen) Beoordeel(tweede Actor, op time.Time) (Regelnoot, error) {
	uiterlijk, noot, err := v.Uiterlijk()
	switch {
	case !isPersoon(v.Indiener) || !isPersoon(tweede):
		return Regelnoot{}, ErrVierOgenPersoon
	case v.Indiener.ID == tweede.ID:
		return Regelnoot{}, ErrVierOgenZelfde
	case err != nil:
		return Regelnoot{}, err
	case op.Before(v.Op):
		return Regelnoot{}, ErrVierOgenVolgorde
	case DatumVan(op).Na(uiterlijk):
		return Regelnoot{}, ErrVierOgenVerlopen.With("Dat kon tot en met " + uiterlijk.String() + ".")
	}
	return noot, nil
}

// BeoordeelOpdracht is Beoordeel on the actor and the moment of o.
func (v VierOgen) BeoordeelOpdracht(o Opdracht) (Regelnoot, error) { return v.Beoordeel(o.Actor, o.Op) }

// Verantwoord makes the decision envelope of the second person's act, with the note
// of the rule in it, or refuses the act as Beoordeel does.
func (v VierOgen) Verantwoord(o Opdracht, orgaan Orgaan, g Grondslag) (Verantwoording, error) {
	noot, err := v.BeoordeelOpdracht(o)
	if err != nil {
		return Verantwoording{}, err
	}
	return o.Verantwoord(orgaan, g, noot)
}

func isPersoon(a Actor) bool { return a.ID != "" && a.Rol != "" && a.Rol != rolProces }
