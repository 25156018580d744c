package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/uitgaand"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// natsomgeving names the environment variable with the URL of the NATS server. A
// URL may hold a password, so it is no flag: flags can be seen by everybody on the
// machine.
const natsomgeving = "KRONIEK_NATS"

// webhookgeheimen returns what the secrets of webhooks derive from. It derives
// from the secret of commands itself, which every node of a cluster has the same.
func webhookgeheimen(ctx context.Context, r *toegang.Register) (g uitgaand.Geheimen, err error) {
	geheim, err := r.Geheim(ctx, "opdrachten")
	if err != nil {
		return g, fmt.Errorf("toegang: %w", err)
	}
	h := hmac.New(sha256.New, geheim[:])
	h.Write([]byte("kroniek/webhooks/v1"))
	h.Sum(g[:0])
	return g, nil
}

// uitgaandopties say where abonnementen may lead.
type uitgaandopties struct {
	netwerken   []string // own networks that webhooks may reach
	natsbestand string   // file with the URL of the NATS server; empty: the environment, or none
}

func (o *uitgaandopties) vlaggen(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&o.netwerken, "webhook-netwerk", nil, "eigen netwerk waar webhooks heen mogen, zoals 10.1.0.0/16; mag vaker (standaard alleen het openbare internet, met https)")
	f.StringVar(&o.natsbestand, "nats-bestand", "", "bestand met de URL van de NATS-server voor abonnementen over NATS (of zet "+natsomgeving+" in de omgeving)")
}

func (o uitgaandopties) netwerk() (n uitgaand.Netwerk, err error) {
	for _, t := range o.netwerken {
		p, err := netip.ParsePrefix(t)
		if err != nil {
			return n, metCode(exitGebruik, fmt.Errorf("--webhook-netwerk %s: geef een netwerk als adres/lengte, zoals 10.1.0.0/16", t))
		}
		n.Toegestaan = append(n.Toegestaan, p.Masked())
	}
	return n, nil
}

// nats connects to the NATS server that was named; nil when none was.
func (o uitgaandopties) nats() (*uitgaand.NATS, error) {
	url := os.Getenv(natsomgeving)
	if o.natsbestand != "" {
		tekst, err := leesGeheimBestand(o.natsbestand)
		if err != nil {
			return nil, metCode(exitGebruik, fmt.Errorf("--nats-bestand: %w", err))
		}
		url = tekst
	}
	if url == "" {
		return nil, nil
	}
	n, err := uitgaand.VerbindNATS(url)
	if err != nil {
		return nil, metCode(exitGebruik, errors.New("de URL van de NATS-server is niet bruikbaar; zij ziet eruit als nats://naam:wachtwoord@host:4222"))
	}
	return n, nil
}

func abonnementenmap(dir string) string { return filepath.Join(dir, "abonnementen") }

// openUitgaand makes what sends events to abonnementen.
func (k *kantoor) openUitgaand(ctx context.Context) (err error) {
	netwerk, err := k.o.uit.netwerk()
	if err != nil {
		return err
	}
	if k.nats, err = k.o.uit.nats(); err != nil {
		return err
	}
	geheimen, err := webhookgeheimen(ctx, k.register)
	if err != nil {
		return err
	}
	o := uitgaand.Opties{
		Journaal: k.journaal, Decodeer: k.codec.Lees, Log: k.journaal, Posities: bus.Map(abonnementenmap(k.o.dir)),
		Beleid: k.beleid, Geheimen: geheimen, Typen: typen(catalogi()), Nu: k.o.nu, Logboek: k.o.log, NATS: k.nats, Netwerk: netwerk,
		Bus: k.busopties(), Geteld: k.meting.cijfers.Poging,
	}
	if k.cluster != nil { // one node sends, and the next goes on from what it saved
		o.Pacht = k.cluster.journaal.Pacht("abonnementen", k.o.cluster.pacht)
		o.Posities, o.Getoond = k.cluster.journaal.Merken(), k.cluster.journaal.Merken()
	}
	k.uit, err = uitgaand.Nieuw(o)
	return err
}
