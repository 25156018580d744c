package aanmelding

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// Paths of these pages. The provider sends people back to terugpad.
const (
	terugpad = "/aanmelden/terug"
	standpad = "/aangemeld"
)

// errBewijs reports an answer of the provider that proves nothing. The text says
// which check failed, and nothing about the person.
var errBewijs = errors.New("aanmelding: answer of the provider proves nothing")

// Begin sends the browser to the provider.
func (a *Aanmelding) Begin(w http.ResponseWriter, r *http.Request) {
	ab, err := a.vraag(r.Context())
	if err != nil {
		a.mislukt(w, "aanbieder niet bereikbaar", err)
		return
	}
	p := poging{toestand: toeval(), eenmalig: toeval(), verklaring: oauth2.GenerateVerifier()}
	naam, err := a.lopen.bewaar(p)
	if err != nil {
		a.mislukt(w, "te veel tegelijk", err)
		return
	}
	zetPoging(w, r, naam)
	opties := []oauth2.AuthCodeOption{oidc.Nonce(p.eenmalig), oauth2.S256ChallengeOption(p.verklaring)}
	eis := a.o.Eis
	if rol := r.URL.Query().Get("rol"); rol != "" { // who must come back with more
		eis = a.o.eisVoor(toegang.Rol(rol))
		opties = append(opties, oauth2.SetAuthURLParam("prompt", "login"))
	}
	if a.o.Hooguit > 0 {
		opties = append(opties, oauth2.SetAuthURLParam("max_age", strconv.Itoa(int(a.o.Hooguit.Seconds()))))
	}
	if len(eis.Acr) > 0 {
		opties = append(opties, oauth2.SetAuthURLParam("acr_values", voeg(eis.Acr)))
	}
	http.Redirect(w, r, ab.oauth.AuthCodeURL(p.toestand, opties...), http.StatusSeeOther)
}

// Terug receives the browser from the provider. It opens a session when the
// provider proves who it is and that person has one principal.
func (a *Aanmelding) Terug(w http.ResponseWriter, r *http.Request) {
	p, ok := a.lopen.neem(pogingVan(r))
	zetPoging(w, r, "")
	q := r.URL.Query()
	if !ok || subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(p.toestand)) != 1 {
		a.keerAf(w, r, CodeVerlopen, http.StatusBadRequest, "Deze aanmelding is verlopen of hoort niet bij deze browser. Begin opnieuw.")
		return
	}
	if q.Get("error") != "" {
		a.keerAf(w, r, CodeAfgewezen, http.StatusForbidden, "Uw organisatie heeft u niet aangemeld. Begin opnieuw, of vraag het aan uw beheerder.")
		return
	}
	b, err := a.wissel(r.Context(), p, q.Get("code"))
	if errors.Is(err, errBewijs) {
		a.o.Log.Warn("aanmelding geweigerd", "fout", err)
		a.keerAf(w, r, CodeBewijs, http.StatusForbidden, "Wat uw organisatie over u zegt, is niet te controleren. Begin opnieuw.")
		return
	}
	if err != nil {
		a.mislukt(w, "aanbieder niet bereikbaar", err)
		return
	}
	if a.o.teOud(b) {
		a.keerAf(w, r, CodeOud, http.StatusForbidden, "U hebt zich te lang geleden bij uw organisatie aangemeld. Meld u daar af, en begin opnieuw.")
		return
	}
	a.ontvang(w, r, b)
}

// wissel exchanges the code for an ID token and checks it (OpenID Connect Core,
// 3.1.3.7): signature, issuer, audience, expiry, nonce, and that the access token
// beside it belongs to it.
func (a *Aanmelding) wissel(ctx context.Context, p poging, code string) (bewijs, error) {
	ab, err := a.vraag(ctx)
	if err != nil {
		return bewijs{}, err
	}
	t, err := ab.oauth.Exchange(oidc.ClientContext(ctx, a.o.Client), code, oauth2.VerifierOption(p.verklaring))
	if _, geweigerd := errors.AsType[*oauth2.RetrieveError](err); geweigerd {
		return bewijs{}, fmt.Errorf("%w: code not accepted", errBewijs)
	}
	if err != nil {
		return bewijs{}, fmt.Errorf("exchange code: %w", err)
	}
	ruw, _ := t.Extra("id_token").(string)
	idt, err := ab.personen.Verify(oidc.ClientContext(ctx, a.o.Client), ruw)
	if err != nil {
		return bewijs{}, fmt.Errorf("%w: id token", errBewijs) // the error of go-oidc may quote it
	}
	if subtle.ConstantTimeCompare([]byte(idt.Nonce), []byte(p.eenmalig)) != 1 {
		return bewijs{}, fmt.Errorf("%w: nonce", errBewijs)
	}
	if idt.AccessTokenHash != "" && idt.VerifyAccessToken(t.AccessToken) != nil {
		return bewijs{}, fmt.Errorf("%w: at_hash", errBewijs)
	}
	var c struct {
		Acr  string   `json:"acr"`
		Amr  []string `json:"amr"`
		Azp  string   `json:"azp"`
		Tijd float64  `json:"auth_time"`
	}
	if err := idt.Claims(&c); err != nil {
		return bewijs{}, fmt.Errorf("%w: claims", errBewijs)
	}
	if len(idt.Audience) > 1 && c.Azp != a.o.ClientID {
		return bewijs{}, fmt.Errorf("%w: azp", errBewijs)
	}
	b := bewijs{id: toegang.VanPersoon(idt.Issuer, idt.Subject), idtoken: ruw, acr: c.Acr, amr: c.Amr}
	if c.Tijd > 0 {
		b.sinds = time.Unix(int64(c.Tijd), 0)
	}
	return b, nil
}

// ontvang opens a session for somebody whose identity is proven, or says what
// must be done first.
func (a *Aanmelding) ontvang(w http.ResponseWriter, r *http.Request, b bewijs) {
	wie, err := a.o.Register.Koppelingen(b.id)
	if err != nil {
		a.mislukt(w, "register niet leesbaar", err)
		return
	}
	if len(wie) == 0 {
		a.ontvangOnbekende(w, r, b)
		return
	}
	kan, code := a.toegelaten(wie, b)
	switch len(kan) {
	case 0:
		if err := a.leg(r, Feit{Wie: wie[0], Code: code}); err != nil {
			a.mislukt(w, "auditlog niet beschikbaar", err)
			return
		}
		a.toon(w, http.StatusForbidden, "sterker.html", wie[0].Rol)
	case 1:
		a.open(w, r, kan[0], b.idtoken)
	default:
		a.laatKiezen(w, r, kan, b.idtoken)
	}
}

// ontvangOnbekende shows somebody without a role the code that gets one. Whoever may
// get any role must have signed in well enough for the least of them.
func (a *Aanmelding) ontvangOnbekende(w http.ResponseWriter, r *http.Request, b bewijs) {
	if mist := a.o.Eis.mist(b); mist != "" {
		if err := a.leg(r, Feit{Code: mist}); err != nil {
			a.mislukt(w, "auditlog niet beschikbaar", err)
			return
		}
		a.toon(w, http.StatusForbidden, "sterker.html", toegang.Rol(""))
		return
	}
	if err := a.leg(r, Feit{Code: CodeGeenRol}); err != nil {
		a.mislukt(w, "auditlog niet beschikbaar", err)
		return
	}
	code, err := a.o.Register.Code(r.Context(), b.id)
	if err != nil {
		a.mislukt(w, "register niet leesbaar", err)
		return
	}
	a.toon(w, http.StatusForbidden, "onbekend.html", code)
}

// keerAf tells a person why signing in stopped here, once that is on record.
func (a *Aanmelding) keerAf(w http.ResponseWriter, r *http.Request, code string, status int, zin string) {
	if err := a.leg(r, Feit{Code: code}); err != nil {
		a.mislukt(w, "auditlog niet beschikbaar", err)
		return
	}
	a.weiger(w, status, zin)
}

func (a *Aanmelding) leg(r *http.Request, f Feit) error {
	if a.o.Gelogd == nil {
		return nil
	}
	return a.o.Gelogd(r, f)
}

// open begins a session. The browser gets a page and not a redirect: on a request
// that began at the provider it would leave out a cookie that is SameSite=Strict.
func (a *Aanmelding) open(w http.ResponseWriter, r *http.Request, wie toegang.Wie, idtoken string) {
	if oud := toegang.Sessiekoekje(r); oud != "" {
		a.o.Sessies.Eindig(oud)
	}
	if err := a.leg(r, Feit{Wie: wie}); err != nil {
		a.mislukt(w, "auditlog niet beschikbaar", err)
		return
	}
	sessie, err := a.o.Sessies.Begin(wie, idtoken)
	if err != nil {
		a.mislukt(w, "te veel sessies", err)
		return
	}
	toegang.ZetSessiekoekje(w, r, sessie)
	a.toon(w, http.StatusOK, "binnen.html", standpad)
}
