package aanmelding

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// scheefheid is how far the clock of the provider may differ from ours.
const scheefheid = 30 * time.Second

// Opties says with which provider people sign in, and how this office is known there.
type Opties struct {
	Uitgever string // issuer of the provider; its discovery document lies below it
	ClientID string // of this office at the provider
	Geheim   string // of this office at the provider; empty for a public client
	Adres    string // of this office as a browser reaches it, without a path
	Eis      Eis    // what everybody's way of signing in must meet
	// PerRol replaces the levels, the methods or both of Eis for who works in a role.
	PerRol map[toegang.Rol]Eis
	// Hooguit is how long ago somebody may have signed in at the provider. Zero: any
	// time, as far as the provider remembers people.
	Hooguit time.Duration
	// Doelgroep is the audience that access tokens for this office name. Empty: no
	// access tokens are taken.
	Doelgroep string

	Register *toegang.Register
	Sessies  *toegang.Sessies
	// Gelogd records a fact before it becomes one: after an error nobody gets in, and no
	// session of somebody else ends. It may be nil.
	Gelogd func(r *http.Request, f Feit) error
	Nu     func() time.Time
	Log    *slog.Logger // gets failures, without anything about a person
	Client *http.Client // to the provider; nil: one with a time limit
}

// A Feit is what the audit log hears: that Wie signs in; that Wie ends a session of
// their own; or, with a Code, why somebody was sent away.
type Feit struct {
	Wie    toegang.Wie // zero for somebody who shows nothing valid, or has no role
	Sessie string      // public id of the session that ends; empty at signing in
	Code   string      // empty for what is allowed
}

// An Aanmelding serves the pages on which people sign in. It may be used
// concurrently.
type Aanmelding struct {
	o       Opties
	lopen   *lopende
	paginas *template.Template

	mu        sync.Mutex // guards aanbieder
	aanbieder *aanbieder
}

// An aanbieder is what the discovery document says.
type aanbieder struct {
	oauth    oauth2.Config
	personen *oidc.IDTokenVerifier
	systemen *oidc.IDTokenVerifier
	afmelden *url.URL // end_session_endpoint; nil when the provider has none
	gevraagd time.Time
}

// New returns an Aanmelding. The provider is only asked when somebody signs in, so
// that an office starts while its provider does not answer.
func New(o Opties) (*Aanmelding, error) {
	for naam, adres := range map[string]string{"uitgever": o.Uitgever, "adres": o.Adres} {
		u, err := url.Parse(adres)
		if err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !eigenMachine(u.Hostname())) {
			return nil, fmt.Errorf("aanmelding: %s %q is geen https-adres", naam, adres)
		}
	}
	if o.ClientID == "" || o.Register == nil || o.Sessies == nil || o.Nu == nil || o.Log == nil {
		return nil, errors.New("aanmelding: Opties misses a field")
	}
	if o.Hooguit < 0 || o.Hooguit%time.Second != 0 {
		return nil, errors.New("aanmelding: hoe lang geleden iemand zich mag hebben aangemeld is geen aantal seconden")
	}
	if err := o.keurEisen(); err != nil {
		return nil, err
	}
	if o.Doelgroep == o.ClientID { // an ID token would pass for an access token
		return nil, fmt.Errorf("aanmelding: doelgroep %q is ook de naam van dit kantoor bij de aanbieder; geef toegangstokens een eigen doelgroep", o.Doelgroep)
	}
	if o.Client == nil {
		o.Client = &http.Client{
			Timeout: 10 * time.Second,
			// The provider is where it was said to be, and its secret goes nowhere else.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	p, err := leesPaginas()
	if err != nil {
		return nil, fmt.Errorf("aanmelding: %w", err)
	}
	return &Aanmelding{o: o, lopen: nieuweLopende(o.Nu), paginas: p}, nil
}

func eigenMachine(host string) bool {
	return host == "localhost" || host == "127.0.0.1" || host == "::1"
}

// herhaling is how old a discovery document may be. Keys need no asking again:
// one that is not known yet makes go-oidc fetch them.
const herhaling = time.Hour

// vraag returns what the provider says of itself.
func (a *Aanmelding) vraag(ctx context.Context) (*aanbieder, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.aanbieder != nil && a.o.Nu().Sub(a.aanbieder.gevraagd) < herhaling {
		return a.aanbieder, nil
	}
	// The provider keeps its client for fetching keys, so it outlives this request.
	p, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), a.o.Client), a.o.Uitgever)
	if err != nil {
		return nil, fmt.Errorf("ask provider: %w", err)
	}
	var meer struct {
		Afmelden string   `json:"end_session_endpoint"`
		Methoden []string `json:"code_challenge_methods_supported"`
	}
	if err := p.Claims(&meer); err != nil {
		return nil, fmt.Errorf("ask provider: %w", err)
	}
	if len(meer.Methoden) > 0 && !slices.Contains(meer.Methoden, "S256") {
		return nil, errors.New("ask provider: no PKCE with S256")
	}
	// A clock that is behind by scheefheid still takes a token that expired then.
	nu := func() time.Time { return a.o.Nu().Add(-scheefheid) }
	algoritmen := []string{oidc.RS256, oidc.PS256, oidc.ES256, oidc.ES384, oidc.EdDSA}
	nieuw := &aanbieder{
		oauth: oauth2.Config{
			ClientID: a.o.ClientID, ClientSecret: a.o.Geheim, Endpoint: p.Endpoint(),
			RedirectURL: a.o.Adres + terugpad, Scopes: []string{oidc.ScopeOpenID},
		},
		personen: p.Verifier(&oidc.Config{ClientID: a.o.ClientID, SupportedSigningAlgs: algoritmen, Now: nu}),
		systemen: p.Verifier(&oidc.Config{ClientID: a.o.Doelgroep, SkipClientIDCheck: a.o.Doelgroep == "", SupportedSigningAlgs: algoritmen, Now: nu}),
		gevraagd: a.o.Nu(),
	}
	if meer.Afmelden != "" {
		if nieuw.afmelden, err = url.Parse(meer.Afmelden); err != nil {
			return nil, errors.New("ask provider: end_session_endpoint is not an address")
		}
	}
	a.aanbieder = nieuw
	return nieuw, nil
}
