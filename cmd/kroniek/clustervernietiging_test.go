package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// merktekens returns texts of the public part of a stream that destroying takes away.
func merktekens(t *testing.T, dir, stroom string) (uit []string) {
	m, err := openLeesmap(t.Context(), dir)
	require.NoError(t, err)
	defer func() { require.NoError(t, m.sluit()) }()
	vs, err := m.journaal.Verzegeld(t.Context(), es.Stream(stroom))
	require.NoError(t, err)
	for _, v := range vs {
		if gevonden := regexp.MustCompile(`"pddigest":"([^"]+)"`).FindSubmatch(v.Gebeurtenis); gevonden != nil {
			uit = append(uit, string(gevonden[1]))
		}
	}
	require.NotEmpty(t, uit)
	return uit
}

func inDatamap(t *testing.T, dir string, teksten []string) bool {
	gevonden := false
	require.NoError(t, filepath.WalkDir(dir, func(pad string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(pad)
		if os.IsNotExist(err) { // a read model that was just replaced
			return nil
		}
		for _, x := range teksten {
			gevonden = gevonden || bytes.Contains(b, []byte(x))
		}
		return err
	}))
	return gevonden
}

// besluitVernietiging has one file put on a list and decided on, and returns how to ask
// whether that is accounted for.
func (p *kantoorproef) besluitVernietiging(t *testing.T, archivaris, fg, dossier string) (uitgevoerd func() bool) {
	t.Helper()
	a := p.geef(t, archivaris, "/vernietigingen", http.StatusCreated, veld{"peildatum": "2026-01-01", "dossiers": []any{dossier}})
	lijst := strings.TrimPrefix(a.Kop.Get("Location"), "/v1")
	p.geef(t, fg, lijst+"/besluiten", http.StatusCreated, veld{})
	return func() bool {
		var v struct{ Uitgevoerd bool }
		require.NoError(t, json.Unmarshal(p.vraag(t, http.MethodGet, "/v1"+lijst, fg, nil).Body, &v))
		return v.Uitgevoerd
	}
}

// wachtOpKijken returns when a node has looked a few times whether all is gone.
func wachtOpKijken(t *testing.T, esdb *esdbtest.Server) {
	t.Helper()
	var n atomic.Int32
	esdb.Inject(func(op esdbtest.Op, stroom string) esdbtest.Fault {
		if op == esdbtest.OpRead && strings.HasPrefix(stroom, "kroniek.vervanging-") {
			n.Add(1)
		}
		return esdbtest.None
	})
	defer esdb.Inject(nil)
	require.Eventually(t, func() bool { return n.Load() >= 8 }, 90*time.Second, 20*time.Millisecond, "nobody looks whether it is gone")
}

// TestDestructionOnCluster has three nodes, of which one is down at times, and a cluster
// of three members, of which one does not clean up at times.
func TestDestructionOnCluster(t *testing.T) {
	esdb := esdbtest.Start(t, esdbtest.Options{Nodes: 3, User: "ops", Password: merkWachtwoord})
	mappen, _, consulent := clusterknopen(t, 3)
	archivaris, fg := tokenVoor(t, mappen[0], "archivaris"), tokenVoor(t, mappen[0], "functionaris-gegevensbescherming")
	t.Setenv(envJournaal, esdb.URL())
	knopen := make([]*server, 3)
	for i := range knopen {
		knopen[i] = start(t, "serve", mappen[i])
	}
	p := &kantoorproef{server: knopen[0]}
	eerste, tweede := p.oudDossier(t, consulent, "Een Weg", "999990342"), p.oudDossier(t, consulent, "Twee Weg", "999990019")
	derde := p.oudDossier(t, consulent, "Drie Blijft", "111222333")
	digest1, digest2, blijft := merktekens(t, mappen[0], eerste), merktekens(t, mappen[0], tweede), merktekens(t, mappen[0], derde)
	for i := range knopen {
		require.Eventually(t, func() bool { return zegelstand(t, knopen[i]).Positie >= 6 }, 60*time.Second, 50*time.Millisecond)
		require.True(t, inDatamap(t, mappen[i], digest1) && inDatamap(t, mappen[i], digest2), "control: it is there")
	}
	checkpoint := knopen[0].vraag(t, http.MethodGet, "/checkpoint", "", nil)
	require.Equal(t, http.StatusOK, checkpoint.Status)

	t.Run("zolang een lid van het cluster het nog in zijn bestanden heeft is er geen verklaring", func(t *testing.T) {
		esdb.HoldScavenges(2)
		uitgevoerd := p.besluitVernietiging(t, archivaris, fg, eerste)
		for i := range knopen {
			require.Eventually(t, func() bool { return !inDatamap(t, mappen[i], digest1) }, 60*time.Second, 50*time.Millisecond, "node %d", i)
			require.Eventually(t, func() bool { return esdb.ScavengesAsked(i) > 0 }, 60*time.Second, 50*time.Millisecond)
			require.True(t, inDatamap(t, mappen[i], digest2) && inDatamap(t, mappen[i], blijft))
		}
		wachtOpKijken(t, esdb)
		require.False(t, uitgevoerd())
		require.NotEmpty(t, esdb.Find(2, digest1[0]))
		require.Empty(t, esdb.Find(0, digest1[0]))
		esdb.Scavenge(2)
		require.Eventually(t, uitgevoerd, 120*time.Second, 100*time.Millisecond, knopen[0].fout.String())
	})
	t.Run("een knooppunt dat stilstaat houdt de verklaring op, en is bijgewerkt voordat het iemand bedient", func(t *testing.T) {
		code, _ := knopen[2].stop()
		require.Zero(t, code, knopen[2].fout.String())
		uitgevoerd := p.besluitVernietiging(t, archivaris, fg, tweede)
		for i := range 2 {
			require.Eventually(t, func() bool { return !inDatamap(t, mappen[i], digest2) }, 60*time.Second, 50*time.Millisecond, "node %d", i)
		}
		esdb.HoldScavenges()
		esdb.Scavenge() // the office asks for it a quarter of an hour after the last time
		wachtOpKijken(t, esdb)
		require.False(t, uitgevoerd())
		require.True(t, inDatamap(t, mappen[2], digest2))
		knopen[2] = start(t, "serve", mappen[2])
		require.False(t, inDatamap(t, mappen[2], digest2))
		require.Eventually(t, uitgevoerd, 120*time.Second, 100*time.Millisecond, knopen[0].fout.String())
	})
	t.Run("wat in het grootboek zelf ligt wordt geweigerd voordat iemand erover besluit", func(t *testing.T) {
		secretaris := tokenVoor(t, mappen[0], "bestuurssecretaris")
		a := p.geef(t, secretaris, "/deelnames", http.StatusCreated, eenDeelname(1))
		var bon struct{ Gebeurtenissen []struct{ ID string } }
		require.NoError(t, json.Unmarshal(a.Body, &bon), string(a.Body))
		require.NotEmpty(t, bon.Gebeurtenissen, string(a.Body))
		a = p.geef(t, archivaris, "/afschermingen", http.StatusConflict, veld{"gebeurtenis": bon.Gebeurtenissen[0].ID, "velden": []any{"/motivering"}})
		require.Contains(t, string(a.Body), "grootboek van het EventStoreDB-cluster")
	})
	t.Run("niemand vindt de tekst nog in een stroom, en elk checkpoint van ervoor klopt nog", func(t *testing.T) {
		for node := range 3 {
			for _, x := range append(digest1, digest2...) {
				require.Empty(t, esdb.Find(node, x))
			}
			require.NotEmpty(t, esdb.Find(node, blijft[0]))
		}
		kop := zegelstand(t, knopen[0]).Positie
		for i := range knopen {
			require.Eventually(t, func() bool { return zegelstand(t, knopen[i]).Positie >= kop }, 60*time.Second, 50*time.Millisecond)
			code, _ := knopen[i].stop()
			require.Zero(t, code, knopen[i].fout.String())
		}
		oud := filepath.Join(t.TempDir(), "checkpoint")
		require.NoError(t, os.WriteFile(oud, checkpoint.Body, 0o600))
		want := digesten(t, mappen[0])
		for _, dir := range mappen {
			uit, fout, code := kroniek(t, "verify", "--data", dir, "--checkpoint", oud)
			require.Zero(t, code, uit+fout)
			require.Equal(t, 4, strings.Count(uit, "is vervangen door haar residu"))
			require.Equal(t, want, digesten(t, dir))
			require.False(t, inDatamap(t, dir, append(digest1, digest2...)))
		}
	})
}
