// Package toegang knows who may do what.
//
// Three things live here. A [Wie] is who sends a request: a role at an
// organisation, under a pseudonym that only this package's register resolves. A
// [Register] keeps tokens: random, stored as SHA-256, with a moment of expiry,
// and revocable. A [Beleid] is text (Cedar, in the folder beleid) that says which
// role may perform which act and how far that reaches: everything, only the own
// gemeente, only the own module.
//
// What the text does not permit is denied, and a route, report or event type
// that it does not permit to anybody keeps the server from starting
// ([Beleid.Dekt]): forgetting an entry is noticed before anybody can use the gap.
//
// Roles by token are what the embedded default offers. A token carries no name
// of a person; the register's label says whose it is.
package toegang

import (
	"errors"
	"slices"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Rol is what somebody is to the MGR; it decides what the person may do.
type Rol string

// The roles.
const (
	Bestuurssecretaris Rol = "bestuurssecretaris" // prepares and records what the organs of the MGR decide
	DagelijksBestuur   Rol = "dagelijks-bestuur"  // acts for the dagelijks bestuur
	Griffier           Rol = "griffier"           // acts for the raad of one gemeente
	Bestuurscommissie  Rol = "bestuurscommissie"  // acts for the bestuurscommissie of a module, or of a programma of several
	Auditor            Rol = "auditor"            // reads every public part, decides nothing
	Integrator         Rol = "integrator"         // a system of one gemeente, for one module
	Beheerder          Rol = "beheerder"          // runs the platform; sees no content

	// FunctionarisGegevensbescherming watches over personal data; sees who has which right.
	FunctionarisGegevensbescherming Rol = "functionaris-gegevensbescherming"
	// Archivaris proposes destruction, and decides on nothing of its own.
	Archivaris Rol = "archivaris"
)

// The roles around pupils. Whoever is both consulent and opsporingsambtenaar has
// two accounts: no act or answer of the one may show what the other knows.
const (
	ConsulentLeerplicht Rol = "consulent-leerplicht" // handles meldingen and dossiers, of all gemeenten or of one
	School              Rol = "school"               // reports absence for one vestiging
	Opsporingsambtenaar Rol = "opsporingsambtenaar"  // Halt and processen-verbaal, and nothing else
)

// The role at Werkgeverschap SW.
const (
	ConsulentSW Rol = "consulent-sw" // guides boventalligen from work to work, and nothing else
)

// Accountmanager works at the werkgeversservicepunt, with kandidaten of all
// gemeenten or of one.
const Accountmanager Rol = "accountmanager"

// Rollen returns every role, in the order of this page.
func Rollen() []Rol {
	return []Rol{
		Bestuurssecretaris, DagelijksBestuur, Griffier, Bestuurscommissie, Auditor, Integrator, Beheerder,
		FunctionarisGegevensbescherming, Archivaris,
		ConsulentLeerplicht, School, Opsporingsambtenaar,
		ConsulentSW, Accountmanager,
	}
}

// A Wie is who sends a request, after the token was recognised.
type Wie struct {
	ID          string             // random pseudonym; the actor id of the events
	Rol         Rol                //
	Organisatie string             // "MGR", a gemeentecode such as "GM0202", or of a school its BRIN and vestiging
	Gemeente    recht.Gemeentecode // own gemeente; empty where the role has none
	Module      string             // own module, or those of a programma ([Modulelijst]); empty where the role has none
	TokenID     string             // public id of the token or link used
	Sessie      string             // public id of the session; empty without one
	Verloopt    time.Time          // moment from which token, link or session is no longer valid
}

// zonderNaam is the organisation of a school as events record it. Which school it is
// stands in the melding itself, in a field that goes when the file is destroyed; who
// acted stays, so it may not say it again.
const zonderNaam = "school"

// Actor returns w as it is recorded in events.
func (w Wie) Actor() recht.Actor {
	a := recht.Actor{Rol: string(w.Rol), Organisatie: w.Organisatie, ID: w.ID}
	if w.Rol == School {
		a.Organisatie = zonderNaam
	}
	return a
}

// Errors of this package. Each may be wrapped; none holds a token.
var (
	// ErrOngeldig reports a token that is unknown, has expired or was revoked. It
	// does not say which: that would help somebody who guesses.
	ErrOngeldig = errors.New("toegang: token is not valid")
	// ErrHouder reports a principal that its role does not allow: a griffier
	// without a gemeente, a bestuurscommissie without a module, a school without BRIN.
	ErrHouder = errors.New("toegang: role, gemeente and module do not fit together")
	// ErrOnbekend reports a token id that the register does not know.
	ErrOnbekend = errors.New("toegang: no such token")
	// ErrLeesbaar reports a register file that others than its owner can read.
	ErrLeesbaar = errors.New("toegang: file can be read by others than its owner")
)

// Voorbeelden returns one principal of rol for every set of attributes that limits
// it: with and without a gemeente, and with every module, as far as the role has these.
func Voorbeelden(rol Rol) (lijst []Wie) {
	for _, g := range []recht.Gemeentecode{"", "GM0202"} {
		for _, m := range append([]recht.Module{""}, recht.Modules()...) {
			w := Wie{ID: "voorbeeld", Rol: rol, Organisatie: "MGR", Gemeente: g, Module: string(m)}
			if rol == School {
				w.Organisatie = "99ZZ01"
			}
			if w.past() {
				lijst = append(lijst, w)
			}
		}
	}
	if rol == Bestuurscommissie {
		lijst = append(lijst, Wie{ID: "voorbeeld", Rol: rol, Organisatie: "MGR", Module: Modulelijst(recht.Werkgeversservicepunt, recht.WerkgeverschapSW)})
	}
	return lijst
}

// past reports whether role, organisation, gemeente and module fit together:
// exactly those attributes that limit the role are present. Only around pupils
// and kandidaten a gemeente may be left out: the holder then works for all of them.
func (w Wie) past() bool {
	if !slices.Contains(Rollen(), w.Rol) || w.Organisatie == "" {
		return false
	}
	switch w.Rol {
	case ConsulentLeerplicht, Opsporingsambtenaar:
		return w.Module == string(recht.Onderwijszaken)
	case ConsulentSW:
		return w.Gemeente == "" && w.Module == string(recht.WerkgeverschapSW)
	case Accountmanager:
		return w.Module == string(recht.Werkgeversservicepunt)
	case School:
		return w.Gemeente == "" && w.Module == "" && leerplicht.School(w.Organisatie).Geldig()
	}
	gemeente := w.Rol == Griffier || w.Rol == Integrator
	module := w.Rol == Bestuurscommissie || w.Rol == Integrator
	return gemeente == (w.Gemeente != "") && module == (w.Module != "") && (w.Rol == Bestuurscommissie || len(w.Modules()) < 2) && w.ordelijk()
}
