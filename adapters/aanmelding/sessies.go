package aanmelding

import (
	"net/http"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// sessiespad shows somebody their own sessions, and takes which of them must end.
const sessiespad = "/aangemeld/sessies"

// andere is what the form sends to end all sessions but this one.
const andere = "andere"

// eigen is the page of somebody's own sessions.
type eigen struct {
	Deze   string // public id of the session that asks
	Lijst  []toegang.Sessie
	Andere bool // there are more than this one
}

// Sessies shows whoever is signed in their own sessions.
func (a *Aanmelding) Sessies(w http.ResponseWriter, r *http.Request) {
	wie, ok := a.aangemeld(w, r)
	if !ok {
		return
	}
	lijst := a.o.Sessies.Van(wie.ID)
	a.toon(w, http.StatusOK, "sessies.html", eigen{Deze: wie.Sessie, Lijst: lijst, Andere: len(lijst) > 1})
}

// EindigSessies ends one of the sender's own sessions, or all but this one. Each end
// is on record before it happens.
func (a *Aanmelding) EindigSessies(w http.ResponseWriter, r *http.Request) {
	if err := http.NewCrossOriginProtection().Check(r); err != nil {
		a.keerAf(w, r, CodeAnderePlaats, http.StatusForbidden, "Dit verzoek komt niet van een pagina van het kantoor.")
		return
	}
	wie, ok := a.aangemeld(w, r)
	if !ok {
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	welke := r.PostFormValue("sessie")
	for _, x := range a.o.Sessies.Van(wie.ID) {
		if x.ID != welke && (welke != andere || x.ID == wie.Sessie) {
			continue
		}
		if err := a.leg(r, Feit{Wie: wie, Sessie: x.ID}); err != nil {
			a.mislukt(w, "auditlog niet beschikbaar", err)
			return
		}
		a.o.Sessies.EindigVan(wie.ID, x.ID)
	}
	http.Redirect(w, r, sessiespad, http.StatusSeeOther)
}

// aangemeld returns who is signed in; or shows how to, and reports false.
func (a *Aanmelding) aangemeld(w http.ResponseWriter, r *http.Request) (toegang.Wie, bool) {
	wie, err := a.o.Sessies.Herken(toegang.Sessiekoekje(r))
	if err != nil {
		toegang.ZetSessiekoekje(w, r, "")
		a.toon(w, http.StatusUnauthorized, "buiten.html", nil)
	}
	return wie, err == nil
}
