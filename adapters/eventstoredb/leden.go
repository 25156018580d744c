package eventstoredb

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"strconv"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	gossip "github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
)

// genoemd returns the addresses that the connection string names.
func (v *verbinding) genoemd() []string {
	if len(v.keuze.GossipSeeds) == 0 {
		return []string{v.keuze.Address}
	}
	var uit []string
	for _, s := range v.keuze.GossipSeeds {
		uit = append(uit, s.String())
	}
	return uit
}

// adressen returns the address of every member of the cluster: those that the
// connection string names, and those that they name. A member that is down is among
// them, since its files are still there.
func (v *verbinding) adressen(ctx context.Context) ([]string, error) {
	if v.keuze.DnsDiscover {
		return nil, fmt.Errorf("%w: noem alle leden, want elk wordt apart bevraagd", ErrVerbinding)
	}
	uit, gezien, antwoord := v.genoemd(), map[string]bool{}, false
	for _, a := range uit {
		gezien[a] = true
	}
	for _, adres := range v.genoemd() {
		var info *gossip.ClusterInfo
		err := v.roepLid(ctx, adres, func(ctx context.Context, c *grpc.ClientConn) (err error) {
			info, err = gossip.NewGossipClient(c).Read(ctx, &shared.Empty{})
			return err
		})
		if err != nil {
			continue // another may know
		}
		antwoord = true
		for _, m := range info.GetMembers() {
			e := m.GetHttpEndPoint()
			a := net.JoinHostPort(e.GetAddress(), strconv.FormatUint(uint64(e.GetPort()), 10))
			if !gezien[a] {
				gezien[a], uit = true, append(uit, a)
			}
		}
	}
	if !antwoord {
		return nil, fmt.Errorf("%w: geen lid noemt de leden van het cluster", ErrOnbereikbaar)
	}
	return uit, nil
}

// leden returns a connection to each member of the cluster, by its address.
func (v *verbinding) leden(ctx context.Context) (map[string]*verbinding, error) {
	adressen, err := v.adressen(ctx)
	if err != nil {
		return nil, err
	}
	uit := map[string]*verbinding{}
	for _, adres := range adressen {
		c := v.keuze
		c.GossipSeeds, c.Address = nil, adres
		client, err := esdb.NewClient(&c)
		if err != nil {
			return nil, fmt.Errorf("%w: de instellingen gaan niet samen", ErrVerbinding)
		}
		uit[adres] = &verbinding{client: client, keuze: c}
	}
	return uit, nil
}

// roepLid makes one call to one member, for what the client itself does not offer.
func (v *verbinding) roepLid(ctx context.Context, adres string, roep func(context.Context, *grpc.ClientConn) error) error {
	veilig := insecure.NewCredentials()
	if !v.keuze.DisableTLS {
		t := &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: v.keuze.RootCAs, InsecureSkipVerify: v.keuze.SkipCertificateVerification} //nolint:gosec // as the connection string says
		if v.keuze.UserCertFile != "" {
			paar, err := tls.LoadX509KeyPair(v.keuze.UserCertFile, v.keuze.UserKeyFile)
			if err != nil {
				return fmt.Errorf("%w: het certificaat van de gebruiker is niet te lezen", ErrVerbinding)
			}
			t.Certificates = []tls.Certificate{paar}
		}
		veilig = credentials.NewTLS(t)
	}
	c, err := grpc.NewClient("passthrough:///"+adres, grpc.WithTransportCredentials(veilig))
	if err != nil {
		return fmt.Errorf("%w: een adres is onbruikbaar", ErrVerbinding)
	}
	defer func() { _ = c.Close() }() // nothing was left under way
	if v.keuze.Username != "" {
		inlog := base64.StdEncoding.EncodeToString([]byte(v.keuze.Username + ":" + v.keuze.Password))
		ctx = metadata.AppendToOutgoingContext(ctx, "authorization", "Basic "+inlog)
	}
	return vertaal(ctx, roep(ctx, c))
}

// startScavenge is the method of the server that removes from its files what was
// deleted. The client module does not have it.
const startScavenge = "/event_store.client.operations.Operations/StartScavenge"

// eenDraad is a StartScavengeReq: options (field 1) with a thread_count (field 1) of 1.
var eenDraad = []byte{0x0a, 0x02, 0x08, 0x01} // read only

// VraagSchoonmaak asks every member of the cluster to begin a scavenge, and returns
// how many there are and how many took it up, or were at it. A member that refuses,
// for want of the right to it ($ops), is for the operator.
func (j *Journaal) VraagSchoonmaak(ctx context.Context) (leden, begonnen int, err error) {
	c, stop := context.WithTimeout(ctx, j.o.Aanvraagtijd)
	defer stop()
	adressen, err := j.v.adressen(c)
	if err != nil {
		return 0, 0, err
	}
	for _, adres := range adressen {
		vraag := &shared.Empty{} // unknown fields travel as they are
		vraag.ProtoReflect().SetUnknown(eenDraad)
		err := j.v.roepLid(c, adres, func(ctx context.Context, conn *grpc.ClientConn) error {
			return conn.Invoke(ctx, startScavenge, vraag, &shared.Empty{})
		})
		if err == nil {
			begonnen++
		}
	}
	return len(adressen), begonnen, ctx.Err()
}
