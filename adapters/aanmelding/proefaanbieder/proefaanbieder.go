// Package proefaanbieder is an OpenID provider for the example office and for
// tests: zitadel's own example provider, with users that are made up. It listens
// on this machine only and has nothing to protect but the example.
package proefaanbieder

import (
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"golang.org/x/text/language"
)

// A Gebruiker is somebody who can sign in. Naam is also the subject.
type Gebruiker struct{ Naam, Wachtwoord string }

// A Systeem can get an access token for itself (client credentials).
type Systeem struct{ ClientID, Geheim string }

// Opties says who the provider knows.
type Opties struct {
	ClientID, Geheim string // of the office
	Terug, Uit       string // where the office is sent back to after signing in and out
	Doelgroep        string // audience of access tokens
	Gebruikers       []Gebruiker
	Systemen         []Systeem
}

// An Aanbieder is a provider that runs.
type Aanbieder struct {
	Uitgever string // issuer
	http     *http.Server
	klaar    chan error
}

// Start starts a provider on l, which must be on this machine, until [Aanbieder.Sluit].
func Start(l net.Listener, o Opties) *Aanbieder {
	uitgever := "http://" + l.Addr().String()
	clients := map[string]*storage.Client{o.ClientID: storage.WebClient(o.ClientID, o.Geheim, o.Terug)}
	op := &opslag{Storage: storage.NewStorageWithClients(lijst(o.Gebruikers), clients), o: o}
	a := &Aanbieder{Uitgever: uitgever, klaar: make(chan error, 1), http: &http.Server{
		Handler:           exampleop.SetupServer(uitgever, op, slog.New(slog.DiscardHandler), false),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second,
	}}
	go func() { a.klaar <- a.http.Serve(l) }()
	return a
}

// Sluit stops the provider and returns what it failed on, if anything.
func (a *Aanbieder) Sluit() error {
	err := a.http.Close()
	if fout := <-a.klaar; !errors.Is(fout, http.ErrServerClosed) {
		err = errors.Join(err, fout)
	}
	return err
}

// lijst is the users of the provider.
type lijst []Gebruiker

// GetUserByID implements storage.UserStore.
func (l lijst) GetUserByID(id string) *storage.User { return l.GetUserByUsername(id) }

// GetUserByUsername implements storage.UserStore.
func (l lijst) GetUserByUsername(naam string) *storage.User {
	for _, g := range l {
		if g.Naam == naam {
			return &storage.User{ID: g.Naam, Username: g.Naam, Password: g.Wachtwoord, PreferredLanguage: language.Dutch}
		}
	}
	return nil
}

// ExampleClientID implements storage.UserStore.
func (lijst) ExampleClientID() string { return "" }
