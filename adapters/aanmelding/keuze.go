package aanmelding

import (
	"net/http"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// A keuze is one principal that a person may act as. Nummer is random, so that a
// form names only what it was shown.
type keuze struct {
	Nummer string
	Wie    toegang.Wie
}

// laatKiezen asks as which principal somebody works now: one who is consulent and
// opsporingsambtenaar is only one of the two at a time.
func (a *Aanmelding) laatKiezen(w http.ResponseWriter, r *http.Request, wie []toegang.Wie, idtoken string) {
	p := poging{idtoken: idtoken}
	for _, x := range wie {
		p.keus = append(p.keus, keuze{Nummer: toeval(), Wie: x})
	}
	naam, err := a.lopen.bewaar(p)
	if err != nil {
		a.mislukt(w, "te veel tegelijk", err)
		return
	}
	zetPoging(w, r, naam)
	a.toon(w, http.StatusOK, "kies.html", p.keus)
}

// Kies opens a session for the principal that was chosen.
func (a *Aanmelding) Kies(w http.ResponseWriter, r *http.Request) {
	if err := http.NewCrossOriginProtection().Check(r); err != nil {
		a.keerAf(w, r, CodeAnderePlaats, http.StatusForbidden, "Dit verzoek komt niet van een pagina van het kantoor.")
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	p, ok := a.lopen.neem(pogingVan(r))
	zetPoging(w, r, "")
	for _, k := range p.keus {
		if ok && k.Nummer == r.PostFormValue("rol") {
			a.open(w, r, k.Wie, p.idtoken)
			return
		}
	}
	a.keerAf(w, r, CodeKeuze, http.StatusBadRequest, "Deze keuze is verlopen. Begin opnieuw.")
}
