package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func demoOpdracht() *cobra.Command {
	var o kantooropties
	in := ingangopties{onversleuteld: true, clientID: "kroniek", doelgroep: "urn:kroniek:voorbeeld"}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Start een voorbeeldkantoor met de procedure van het Uitvoeringsplan 2020-2023",
		Long: `Start een kantoor in een map op deze machine en speelt daarin, over HTTP, de hele procedure van het
Uitvoeringsplan 2020-2023: deelname, concept, adviezen, ontwerp, zienswijzen, oordeel, vaststelling,
bekendmaking en bijstelling. De klok van het kantoor loopt mee van 2017 tot vandaag.

De gemeenten, modules, titels en de kenmerken van de teksten komen uit het concept van het plan. Data, stemmen,
adviezen en zienswijzen staan daar niet in: die zijn verzonnen, en elke gebeurtenis en elk rapport zegt dat.

Accounts met tokens, en met gebruikersnaam en wachtwoord voor het aanmelden in een browser, staan in
DIR/demo-accounts.json. Het voorbeeld spreekt HTTP, alleen op deze machine. Stoppen met Ctrl-C; opnieuw starten gaat verder in dezelfde map.`,
		Example: `  kroniek demo
  kroniek demo --data proefkantoor --listen 127.0.0.1:0`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			klok := &demoklok{}
			o.nu, o.ritme = klok.nu, 50*time.Millisecond
			o.log = slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: slog.LevelWarn}))
			if o.cluster.genoemd() { // the environment may name the cluster of the real office
				if err := o.cluster.lees(); err != nil {
					return err
				}
			}
			return draaiDemo(cmd.Context(), cmd.OutOrStdout(), o, &in, klok)
		},
	}
	cmd.Flags().StringVar(&o.dir, "data", "kroniek-demo", "datamap")
	cmd.Flags().StringVar(&in.luister, "listen", "127.0.0.1:8080", "adres en poort op deze machine; poort 0 kiest een vrije")
	o.cluster.vlaggen(cmd)
	return cmd
}

// draaiDemo serves the example with a provider of its own, until ctx ends.
func draaiDemo(ctx context.Context, uit io.Writer, o kantooropties, in *ingangopties, klok *demoklok) (err error) {
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return fmt.Errorf("maak datamap: %w", err)
	}
	pad := filepath.Join(o.dir, "demo-accounts.json")
	accounts, err := demoaccounts(pad)
	if err != nil {
		return err
	}
	in.vooraf = func(adres string) error {
		a, err := startDemoaanbieder(ctx, o.dir, adres, in, accounts)
		if err != nil {
			return err
		}
		in.naderhand = a.Sluit
		return nil
	}
	return serveer(ctx, o, in, func(k *kantoor, adres string) error {
		if err := geefDemotokens(ctx, k.register, pad, accounts); err != nil {
			return err
		}
		if err := koppelDemoaccounts(ctx, k.register, in.uitgever, accounts); err != nil {
			return err
		}
		return bereidDemoVoor(ctx, uit, k, adres, klok, accounts)
	})
}

// A demoklok stands still at a moment in the past while the procedure is played,
// and runs with the real clock after that.
type demoklok struct {
	mu   sync.Mutex
	vast time.Time
}

func (k *demoklok) nu() time.Time {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.vast.IsZero() {
		return time.Now()
	}
	return k.vast
}

// zet moves the clock to ten in the evening of a day, after its meetings.
func (k *demoklok) zet(dag string) error {
	d, err := recht.ParseDatum(dag)
	if err != nil {
		return fmt.Errorf("demo: %q: %w", dag, err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.vast = d.Begin().Add(22 * time.Hour)
	return nil
}

// loopt lets the clock run with the real one.
func (k *demoklok) loopt() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.vast = time.Time{}
}

// A demoaccount is a principal of the example with its token.
type demoaccount struct {
	Rol      toegang.Rol        `json:"rol"`
	Naam     string             `json:"naam"`
	School   leerplicht.School  `json:"school,omitempty"`
	Gemeente recht.Gemeentecode `json:"gemeente,omitempty"`
	Module   string             `json:"module,omitempty"`
	Token    string             `json:"token"`
	// For signing in with a browser.
	Gebruiker  string `json:"gebruiker"`
	Wachtwoord string `json:"wachtwoord"`
}

// wie returns the principal of a.
func (a demoaccount) wie() toegang.Wie {
	wie := toegang.Wie{Rol: a.Rol, Organisatie: "MGR", Gemeente: a.Gemeente, Module: a.Module}
	switch {
	case a.School != "":
		wie.Organisatie = string(a.School)
	case a.Gemeente != "":
		wie.Organisatie = string(a.Gemeente)
	}
	return wie
}

func bereidDemoVoor(ctx context.Context, uit io.Writer, k *kantoor, adres string, klok *demoklok, accounts []demoaccount) error {
	d := nieuweDemo(adres, accounts, klok)
	if err := d.speel(ctx); err != nil {
		return fmt.Errorf("voorbeeld klaarzetten: %w", err)
	}
	klok.loopt()
	if _, err := k.zegel.Verzegel(ctx); err != nil { // so that verify has everything to go by, now
		return fmt.Errorf("voorbeeld verzegelen: %w", err)
	}
	auditor, err := d.token(toegang.Auditor, "")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(uit, `%[1]s

Het voorbeeldkantoor draait; %[2]d gebeurtenissen staan in %[3]s.
Wat u kunt doen, in een ander venster:

  curl -s -H "Authorization: Bearer %[4]s" %[1]s/v1/rapporten/zienswijzen
  go run ./cmd/kroniek replay --data %[3]s
  go run ./cmd/kroniek rapport zienswijzen --data %[3]s --bekend-op 2019-05-01
  go run ./cmd/kroniek verify --data %[3]s

Aanmelden in een browser: %[1]s/aanmelden
Tokens, gebruikersnamen en wachtwoorden: %[5]s. Stoppen met Ctrl-C.
`, adres, k.journaal.Kop(), k.o.dir, auditor, filepath.Join(k.o.dir, "demo-accounts.json"))
	return err
}

// demoaccounts returns the accounts of the example: those of an earlier start, or
// new ones that have no tokens yet.
func demoaccounts(pad string) ([]demoaccount, error) {
	var accounts []demoaccount
	b, err := os.ReadFile(pad)
	switch {
	case err == nil:
		if err := json.Unmarshal(b, &accounts); err != nil {
			return nil, fmt.Errorf("%s is onleesbaar: %w", pad, err)
		}
	case errors.Is(err, fs.ErrNotExist):
		accounts = demorollen()
	default:
		return nil, err
	}
	for i, a := range accounts {
		if a.Wachtwoord == "" {
			accounts[i].Gebruiker, accounts[i].Wachtwoord = strings.ReplaceAll(strings.ToLower(a.Naam), " ", "-"), rand.Text()[:12]
		}
	}
	return accounts, nil
}

// geefDemotokens gives a token to each account that has none, and keeps them all.
func geefDemotokens(ctx context.Context, r *toegang.Register, pad string, accounts []demoaccount) error {
	for i, a := range accounts {
		if a.Token != "" {
			continue
		}
		u, err := r.Geef(ctx, a.Naam, a.wie(), 365*24*time.Hour)
		if err != nil {
			return fmt.Errorf("account %s: %w", a.Naam, err)
		}
		accounts[i].Token = u.Token
	}
	b, err := json.MarshalIndent(accounts, "", "  ")
	if err != nil {
		return err
	}
	return schrijfBestand(pad, append(b, '\n'), 0o600)
}

func demorollen() []demoaccount {
	rollen := []demoaccount{
		{Rol: toegang.Bestuurssecretaris, Naam: "bestuurssecretaris"},
		{Rol: toegang.DagelijksBestuur, Naam: "dagelijks bestuur"},
		{Rol: toegang.Auditor, Naam: "auditor"},
		{Rol: toegang.Beheerder, Naam: "beheerder"},
		{Rol: toegang.FunctionarisGegevensbescherming, Naam: "functionaris gegevensbescherming"},
		{Rol: toegang.Archivaris, Naam: "archivaris"},
		{Rol: toegang.ConsulentLeerplicht, Naam: "consulent leerplicht", Module: string(recht.Onderwijszaken)},
		{Rol: toegang.Opsporingsambtenaar, Naam: "opsporingsambtenaar", Module: string(recht.Onderwijszaken)},
		{Rol: toegang.School, Naam: "school die niet bestaat", School: "99ZZ01"},
		{Rol: toegang.ConsulentSW, Naam: "consulent Werkgeverschap SW", Module: string(recht.WerkgeverschapSW)},
		{Rol: toegang.Accountmanager, Naam: "accountmanager", Module: string(recht.Werkgeversservicepunt)},
		{Rol: toegang.Integrator, Naam: "systeem van Arnhem voor inkoop", Gemeente: "GM0202", Module: string(recht.Inkoop)},
	}
	for _, m := range recht.Modules() {
		rollen = append(rollen, demoaccount{Rol: toegang.Bestuurscommissie, Naam: "bestuurscommissie " + m.Naam(), Module: string(m)})
	}
	for _, g := range recht.Gemeenten() {
		rollen = append(rollen, demoaccount{Rol: toegang.Griffier, Naam: "griffie " + g.Naam, Gemeente: g.Code})
	}
	return rollen
}
