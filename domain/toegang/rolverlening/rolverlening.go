// Package rolverlening decides on the granting of roles that reach far: whoever
// holds one can see or change what concerns everybody. One person proposes, another
// agrees within the term of VIER_OGEN_TERMIJN, and one is enough to take it back.
//
// A stream is one grant. Who got it is a pseudonym; only the access register knows
// more.
package rolverlening

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "rolverlening"

const regel = "OWASP ASVS 5.0, 2.3.5; BIO2 5.18.01"

// Refusals.
var (
	ErrRolOnbekend = es.Refuse("rolverlening/rol-onbekend",
		"Deze rol wordt niet met vier ogen verleend.", regel)
	ErrHouderOnvolledig = es.Refuse("rolverlening/houder-onvolledig",
		"Organisatie, gemeente of module past niet bij deze rol.", regel)
	ErrEinddag = es.Refuse("rolverlening/einddag",
		"Een rol geldt ten hoogste een jaar, en niet tot een dag die voorbij is.", "BIO2 5.18.02 (jaarlijkse beoordeling)")
	ErrAlVoorgesteld = es.Refuse("rolverlening/al-voorgesteld",
		"Deze verlening is al anders voorgesteld.", regel)
	ErrNietVoorgesteld = es.Refuse("rolverlening/niet-voorgesteld",
		"Er is geen voorstel om te beoordelen.", regel)
	ErrAlBeslist = es.Refuse("rolverlening/al-beslist",
		"Over dit voorstel is al anders beslist.", regel)
	ErrNietVerleend = es.Refuse("rolverlening/niet-verleend",
		"Deze rol is niet verleend, dus ook niet in te trekken.", regel)
	ErrEigenRol = es.Refuse("rolverlening/eigen-rol",
		"Niemand beoordeelt een rol voor zichzelf.", regel)
)

// bevoorrecht are the roles that reach far: they record for all organs, see all
// modules, hold criminal data, decide on destruction, or grant roles. They are named
// as in the policy (adapters/toegang).
var bevoorrecht = []string{
	"archivaris", "auditor", "beheerder", "bestuurssecretaris", "functionaris-gegevensbescherming", "opsporingsambtenaar",
}

// Bevoorrecht reports whether a role is only granted by two persons.
func Bevoorrecht(rol string) bool { return slices.Contains(bevoorrecht, rol) }

// Looptijd is how long a grant lasts at most: rights are looked at again each year
// (BIO2 5.18.02).
var Looptijd = recht.NieuweRegel("ROL_LOOPTIJD", recht.Versie[recht.Termijn]{
	Vanaf:  recht.NieuweDatum(2017, 1, 1),
	Waarde: recht.Termijn{Aantal: 1, Eenheid: recht.Jaren, Grond: recht.TermijnUitOvereenkomst},
	Bron:   "BIO2 5.18.02 vraagt jaarlijkse beoordeling; dat de verlening dan eindigt is een ontwerpkeuze", Aangenomen: true,
})

// A Verlening is what is granted.
type Verlening struct {
	Rol         string             `json:"verleendeRol"`
	Organisatie string             `json:"verleendAan"` // for which the holder acts
	Gemeente    recht.Gemeentecode `json:"gemeente,omitzero"`
	Module      recht.Module       `json:"module,omitzero"`
	// Begunstigde is the pseudonym of who gets it, when that person is known to the
	// register already.
	Begunstigde string      `json:"begunstigde,omitzero"`
	Tot         recht.Datum `json:"verleendTot"` // first day without the role
}

// An Event is something that happened with a grant.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

type (
	// RolVoorgesteld opens the stream. Nobody has the role yet.
	RolVoorgesteld struct {
		recht.Verantwoording
		Voorgelegd recht.VierOgen `json:"voorgelegd"`
		Verlening
	}
	// RolBekrachtigd says that a second person agrees: the role is granted.
	RolBekrachtigd struct {
		recht.Verantwoording
		Verlening
	}
	// RolAfgewezen says that a second person does not agree.
	RolAfgewezen struct{ recht.Verantwoording }
	// RolIngetrokken takes the role back, at once.
	RolIngetrokken struct {
		recht.Verantwoording
		Verlening
	}
)

const domein = "nl.toegangszaken."

func (RolVoorgesteld) eventType() string { return domein + "rol-voorgesteld.v1" }
func (RolBekrachtigd) eventType() string { return domein + "rol-bekrachtigd.v1" }
func (RolAfgewezen) eventType() string   { return domein + "rol-afgewezen.v1" }
func (RolIngetrokken) eventType() string { return domein + "rol-ingetrokken.v1" }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, RolVoorgesteld{}, RolBekrachtigd{}, RolAfgewezen{}, RolIngetrokken{})

// A Command asks to record something about one grant.
type Command interface{ command() }

type (
	// StelVoor proposes a grant. Past says whether role, organisation, gemeente and
	// module fit together, as the access register sees it.
	StelVoor struct {
		recht.Opdracht
		Verlening Verlening
		Past      bool
	}
	// Bekrachtig agrees with the proposal.
	Bekrachtig struct{ recht.Opdracht }
	// WijsAf does not.
	WijsAf struct{ recht.Opdracht }
	// TrekIn takes the role back.
	TrekIn struct{ recht.Opdracht }
)

func (StelVoor) command()   {}
func (Bekrachtig) command() {}
func (WijsAf) command()     {}
func (TrekIn) command()     {}
