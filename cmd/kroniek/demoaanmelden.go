package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/aanmelding/proefaanbieder"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// A demoaanbieder is the organisation where the people of the example sign in.
type demoaanbieder struct {
	*proefaanbieder.Aanbieder
}

// startDemoaanbieder starts the provider of the example, for an office on adres.
// Its address is the issuer by which the register knows people, so it stays the
// same over restarts as long as its port is free.
func startDemoaanbieder(ctx context.Context, dir, adres string, in *ingangopties, accounts []demoaccount) (*demoaanbieder, error) {
	pad := filepath.Join(dir, "demo-aanbieder")
	waar := "127.0.0.1:0"
	if b, err := os.ReadFile(pad); err == nil {
		waar = strings.TrimSpace(string(b))
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", waar)
	if err != nil {
		if l, err = (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0"); err != nil {
			return nil, fmt.Errorf("aanbieder van het voorbeeld: %w", err)
		}
	}
	if err := schrijfBestand(pad, []byte(l.Addr().String()+"\n"), 0o600); err != nil {
		return nil, err
	}
	o := proefaanbieder.Opties{
		ClientID: in.clientID, Geheim: rand.Text(), Terug: adres + "/aanmelden/terug", Uit: adres + "/aangemeld", Doelgroep: in.doelgroep,
	}
	for _, a := range accounts {
		o.Gebruikers = append(o.Gebruikers, proefaanbieder.Gebruiker{Naam: a.Gebruiker, Wachtwoord: a.Wachtwoord})
	}
	in.geheim = filepath.Join(dir, "demo-aanbieder.geheim")
	if err := schrijfBestand(in.geheim, []byte(o.Geheim+"\n"), 0o600); err != nil {
		return nil, err
	}
	a := proefaanbieder.Start(l, o)
	in.uitgever = a.Uitgever
	return &demoaanbieder{a}, nil
}

// koppelDemoaccounts gives the people of the example their roles.
func koppelDemoaccounts(ctx context.Context, r *toegang.Register, uitgever string, accounts []demoaccount) error {
	for _, a := range accounts {
		id := toegang.VanPersoon(uitgever, a.Gebruiker)
		gekoppeld, err := r.Koppelingen(id)
		if err != nil {
			return err
		}
		if len(gekoppeld) > 0 {
			continue
		}
		code, err := r.Code(ctx, id)
		if err != nil {
			return err
		}
		if _, err := r.Koppel(ctx, a.Naam, a.wie(), code, 365*24*time.Hour); err != nil {
			return fmt.Errorf("koppel %s: %w", a.Naam, err)
		}
	}
	return nil
}
