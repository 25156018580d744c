package aanmelding

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// achterompad is where the provider says that somebody signed out there.
const achterompad = "/aanmelden/afgemeld"

// afmeldgebeurtenis is what a logout token must say happened (OpenID Connect
// Back-Channel Logout 1.0, 2.4).
const afmeldgebeurtenis = "http://schemas.openid.net/event/backchannel-logout"

// An afmeldbericht is what a logout token says: whose sessions end, or which one.
type afmeldbericht struct {
	uitgever, onderwerp, sid string
	op                       time.Time // when it was made; what began later does not end
}

// Achterom ends the sessions of who signed out at the provider, on the word of a
// logout token that it signed. No browser is involved.
func (a *Aanmelding) Achterom(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
	ruw := r.PostFormValue("logout_token")
	ab, err := a.vraag(r.Context())
	if err != nil {
		a.mislukt(w, "aanbieder niet bereikbaar", err)
		return
	}
	t, err := ab.personen.Verify(oidc.ClientContext(r.Context(), a.o.Client), ruw)
	if err != nil {
		a.keerAf(w, r, CodeBewijs, http.StatusBadRequest, "Dit bericht van uw organisatie is niet te controleren.")
		return
	}
	b, err := leesAfmelding(t)
	if err != nil || !afmeldsoort(ruw) {
		a.keerAf(w, r, CodeBewijs, http.StatusBadRequest, "Dit bericht van uw organisatie is geen afmelding.")
		return
	}
	for _, wie := range a.o.Sessies.Waar(b.geldtVoor) {
		if err := a.leg(r, Feit{Wie: wie, Sessie: wie.Sessie}); err != nil {
			a.mislukt(w, "auditlog niet beschikbaar", err)
			return
		}
		a.o.Sessies.EindigVan(wie.ID, wie.Sessie)
	}
	w.WriteHeader(http.StatusOK)
}

// leesAfmelding reads a token whose signature, issuer, audience and end were checked.
// An ID token is refused: it has a nonce and tells of no event.
func leesAfmelding(t *oidc.IDToken) (afmeldbericht, error) {
	var c struct {
		Sid            string                     `json:"sid"`
		Nonce          any                        `json:"nonce"`
		Gebeurtenissen map[string]json.RawMessage `json:"events"`
	}
	if err := t.Claims(&c); err != nil {
		return afmeldbericht{}, fmt.Errorf("%w: claims", errBewijs)
	}
	var feit map[string]any
	if err := json.Unmarshal(c.Gebeurtenissen[afmeldgebeurtenis], &feit); err != nil || feit == nil {
		return afmeldbericht{}, fmt.Errorf("%w: events", errBewijs)
	}
	if c.Nonce != nil || t.IssuedAt.IsZero() || t.Subject == "" && c.Sid == "" {
		return afmeldbericht{}, fmt.Errorf("%w: not a logout token", errBewijs)
	}
	return afmeldbericht{uitgever: t.Issuer, onderwerp: t.Subject, sid: c.Sid, op: t.IssuedAt}, nil
}

// afmeldsoort reports whether the header of a token calls it a logout token (2.4), so
// that no other token that the provider signs can pass for one.
func afmeldsoort(token string) bool {
	kop, _, _ := strings.Cut(token, ".")
	var k struct {
		Typ string `json:"typ"`
	}
	ruw, err := base64.RawURLEncoding.DecodeString(kop)
	return err == nil && json.Unmarshal(ruw, &k) == nil && strings.EqualFold(strings.TrimPrefix(k.Typ, "application/"), "logout+jwt")
}

// geldtVoor reports whether b ends a session that began then with this ID token,
// which was checked at signing in.
func (b afmeldbericht) geldtVoor(idtoken string, begin time.Time) bool {
	delen := strings.Split(idtoken, ".")
	if len(delen) != 3 || begin.After(b.op.Add(scheefheid)) {
		return false
	}
	ruw, err := base64.RawURLEncoding.DecodeString(delen[1])
	if err != nil {
		return false
	}
	var c struct {
		Iss string `json:"iss"`
		Sub string `json:"sub"`
		Sid string `json:"sid"`
	}
	return json.Unmarshal(ruw, &c) == nil && c.Iss == b.uitgever &&
		(b.onderwerp == "" || c.Sub == b.onderwerp) && (b.sid == "" || c.Sid == b.sid)
}
