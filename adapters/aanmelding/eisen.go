package aanmelding

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// An Eis is how well the provider must have established who somebody is. The zero
// Eis is content with any way.
type Eis struct {
	// Acr are the levels of assurance of which one is enough, such as
	// "urn:etoegang:core:assurance-class:loa3". Empty: any.
	Acr []string
	// Amr are the methods of which one must have been used, such as "mfa" (RFC 8176).
	// They are for a provider that states no acr: the NL GOV profile asks for acr.
	// Empty: any.
	Amr []string
}

// Codes of why somebody was not let in, as the audit log has them.
const (
	CodeVerlopen     = "verlopen-of-andere-browser" // no sign-in that began in this browser
	CodeAfgewezen    = "aanbieder-weigert"          // the provider says no
	CodeBewijs       = "bewijs-ongeldig"            // what the provider gave proves nothing
	CodeNiveau       = "acr-te-laag"                // level of assurance
	CodeMethode      = "amr-ontbreekt"              // method of authentication
	CodeOud          = "aanmelding-te-oud"          // signed in too long ago at the provider
	CodeGeenRol      = "geen-rol"                   // known, but linked to nobody
	CodeKeuze        = "keuze-verlopen"             // chose a role that was not offered
	CodeAnderePlaats = "andere-herkomst"            // a form of another site
)

// A bewijs is what the provider said of how somebody signed in.
type bewijs struct {
	id      toegang.Identiteit
	idtoken string
	acr     string
	amr     []string
	sinds   time.Time // when the person signed in at the provider; zero when it does not say
}

// teOud reports whether somebody signed in longer ago than o allows (OpenID Connect
// Core, 3.1.3.7 point 13). Who does not say when, is too long ago.
func (o Opties) teOud(b bewijs) bool {
	return o.Hooguit > 0 && (b.sinds.IsZero() || o.Nu().Sub(b.sinds) > o.Hooguit+scheefheid)
}

// mist returns the code of what b lacks for e; empty when it is enough.
func (e Eis) mist(b bewijs) string {
	switch {
	case len(e.Acr) > 0 && !slices.Contains(e.Acr, b.acr):
		return CodeNiveau
	case len(e.Amr) > 0 && !slices.ContainsFunc(e.Amr, func(m string) bool { return slices.Contains(b.amr, m) }):
		return CodeMethode
	}
	return ""
}

// eisVoor returns what rol asks: its own levels and methods where it has those, and
// else what is asked of all.
func (o Opties) eisVoor(rol toegang.Rol) Eis {
	e := o.Eis
	if eigen := o.PerRol[rol]; len(eigen.Acr) > 0 {
		e.Acr = eigen.Acr
	}
	if eigen := o.PerRol[rol]; len(eigen.Amr) > 0 {
		e.Amr = eigen.Amr
	}
	return e
}

// keurEisen refuses a role that does not exist, and an empty value: that would be met
// by a provider that says nothing.
func (o Opties) keurEisen() error {
	leeg := func(e Eis) bool { return slices.Contains(e.Acr, "") || slices.Contains(e.Amr, "") }
	if leeg(o.Eis) {
		return errors.New("aanmelding: een niveau of wijze van aanmelden is leeg")
	}
	for rol, e := range o.PerRol {
		if !slices.Contains(toegang.Rollen(), rol) {
			return fmt.Errorf("aanmelding: de rol %q bestaat niet", rol)
		}
		if leeg(e) {
			return fmt.Errorf("aanmelding: een niveau of wijze van aanmelden voor %s is leeg", rol)
		}
	}
	return nil
}

// toegelaten returns which of wie the proof is enough for; with none, the code of
// what the first lacks.
func (a *Aanmelding) toegelaten(wie []toegang.Wie, b bewijs) (uit []toegang.Wie, code string) {
	for _, w := range wie {
		mist := a.o.eisVoor(w.Rol).mist(b)
		if mist == "" {
			uit = append(uit, w)
		} else if code == "" {
			code = mist
		}
	}
	return uit, code
}
