package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb"
	"github.com/mgr-sdcg/kroniek/adapters/httpapi"
	"github.com/mgr-sdcg/kroniek/adapters/inzage"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/persoonsindex"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// envJournaal may hold the connection string, so that it stands in no list of processes.
const envJournaal = "KRONIEK_JOURNAAL"

// A kantoorjournaal is what an office needs of its journal, wherever it is.
type kantoorjournaal interface {
	es.Log
	httpapi.Geschiedenis
	zegel.Journaal
	inzage.Stromen
	persoonsindex.Persoonsdelen
	// Gestopt is closed when the journal can no longer vouch for what it records.
	Gestopt() <-chan struct{}
	// Fout returns what stopped it, or nil.
	Fout() error
	Sluit() error
}

// A clusterkeuze says which cluster, if any. The connection string is a secret.
type clusterkeuze struct {
	verbinding string
	bestand    string
	ruimte     string
	pacht      time.Duration // term of the leases; 0: the usual
}

func (c *clusterkeuze) vlaggen(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&c.verbinding, "journaal", "", "verbinding met een EventStoreDB-cluster (esdb://…) in plaats van het journaal in de map")
	f.StringVar(&c.bestand, "journaal-bestand", "", "bestand met die verbinding, alleen leesbaar voor uzelf; kan ook in "+envJournaal)
	f.StringVar(&c.ruimte, "ruimte", string(eventstoredb.StandaardRuimte), "eerste deel van de namen van de stromen op het cluster")
}

// genoemd reports whether a flag names a cluster.
func (c *clusterkeuze) genoemd() bool { return c.verbinding != "" || c.bestand != "" }

// lees settles on one source of the connection string. No error quotes it.
func (c *clusterkeuze) lees() error {
	if c.verbinding != "" && c.bestand != "" {
		return metCode(exitGebruik, errors.New("geef --journaal of --journaal-bestand, niet allebei"))
	}
	if c.bestand != "" {
		tekst, err := leesGeheimBestand(c.bestand)
		if err != nil {
			return metCode(exitGebruik, fmt.Errorf("--journaal-bestand: %w", err))
		}
		c.verbinding = tekst
	}
	if c.verbinding == "" {
		c.verbinding = os.Getenv(envJournaal)
	}
	if c.verbinding != "" && !eventstoredb.IsVerbinding(c.verbinding) {
		return metCode(exitGebruik, errors.New("de verbinding met het journaal begint niet met esdb:// of esdb+discover://; een map geeft u met --data"))
	}
	return nil
}

// leesGeheimBestand reads a file of one line that nobody but its owner may read.
func leesGeheimBestand(pad string) (string, error) {
	info, err := os.Stat(pad)
	if err != nil {
		return "", fmt.Errorf("%s is er niet of is niet te lezen", pad)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("%s is leesbaar voor anderen; zet de rechten met: chmod 600 %s", pad, pad)
	}
	b, err := os.ReadFile(pad)
	if err != nil {
		return "", fmt.Errorf("%s is niet te lezen", pad)
	}
	return strings.TrimSpace(string(b)), nil
}

// A clusterdeel is this node's part in a cluster.
type clusterdeel struct {
	journaal *eventstoredb.Journaal
	zegelen  *eventstoredb.Pacht
	processe *eventstoredb.Pacht
}

// openJournaal opens the journal in the folder, or this node's view of the one on the cluster.
func (k *kantoor) openJournaal(ctx context.Context, i *instellingen) error {
	if k.o.cluster.verbinding == "" {
		if i.Cluster {
			return metCode(exitGeweigerd, errors.New("deze map volgt een EventStoreDB-cluster; geef de verbinding met --journaal-bestand of in "+envJournaal))
		}
		j, err := journaal.Open(ctx, k.o.dir, journaal.Opties{Codec: k.codec, Sleutels: k.kluis, Batch: k.meting.cijfers.Batch})
		if err != nil {
			return metCode(exitGeweigerd, err)
		}
		k.journaal, k.eigen = j, j
		return nil
	}
	v := nieuweVoortgang("journaal van het cluster volgen")
	defer v.Klaar()
	j, err := eventstoredb.Open(ctx, k.o.dir, eventstoredb.Opties{
		Verbinding: k.o.cluster.verbinding, Ruimte: eventstoredb.Ruimte(k.o.cluster.ruimte), Codec: k.codec, Inpakker: k.kluis.Inpakker(),
		Voortgang: func(p es.Position) { v.Tel(int64(p)) }, Log: k.o.log,
	})
	if errors.Is(err, eventstoredb.ErrAnderJournaal) {
		err = fmt.Errorf("%w; breng de geschiedenis van deze map over met kroniek kopieer, of begin met een reservekopie van een ander knooppunt", err)
	}
	if err != nil {
		return metCode(exitGeweigerd, err)
	}
	k.journaal = j
	k.cluster = &clusterdeel{j, j.Pacht("zegel", k.o.cluster.pacht), j.Pacht("processen", k.o.cluster.pacht)}
	if i.Cluster {
		return nil
	}
	i.Cluster = true
	return i.bewaar(k.o.dir)
}

// clustersleutels gives the keys that lie on the cluster. The index of persons is
// of this node.
type clustersleutels struct {
	*sleutels.Kluis
	journaal *eventstoredb.Journaal
}

// Geef returns a key, or an error that wraps sleutels.ErrVernietigd.
func (s clustersleutels) Geef(ctx context.Context, id [16]byte) (envelop.Sleutel, error) {
	return s.journaal.Geef(ctx, id)
}

// A sleutelbos is where the keys of personal parts are, with the index of persons.
type sleutelbos interface {
	inzage.Sleutels
	persoonsindex.Bouwkluis
}

// sleutels returns where the keys of personal parts are.
func (k *kantoor) sleutels() sleutelbos {
	if k.cluster != nil {
		return clustersleutels{k.kluis, k.cluster.journaal}
	}
	return k.kluis
}

func (k *kantoor) zegelopties() zegel.Opties {
	o := zegel.Opties{Oorsprong: k.o.oorsprong, Log: k.o.log}
	if k.cluster != nil {
		o.Hoofden, o.Mag = k.cluster.journaal.Hoofden(), k.cluster.zegelen.Houdt
	}
	return o
}

// neemDeel refuses a folder that is not set up like the other nodes.
func (k *kantoor) neemDeel(ctx context.Context, i *instellingen) error {
	if k.cluster == nil {
		return nil
	}
	geheim, err := k.register.Geheim(ctx, "opdrachten")
	if err != nil {
		return fmt.Errorf("toegang: %w", err)
	}
	kenmerk := sha256.Sum256(append([]byte("kroniek/deelname/v1\n"), geheim[:]...))
	err = k.cluster.journaal.NeemDeel(ctx, eventstoredb.Deelname{OIN: i.OIN, Vkey: k.zegel.Vkey(), Kenmerk: hex.EncodeToString(kenmerk[:])})
	if err != nil {
		return metCode(exitGeweigerd, err)
	}
	if err := k.eigenLogs(ctx, i); err != nil {
		return err
	}
	id, err := knooppuntVan(k.o.dir)
	if err != nil {
		return err
	}
	return metCode(exitGeweigerd, k.cluster.journaal.MeldAan(ctx, id, typen(catalogi())))
}

// eigenLogs has a folder that was made of a backup of another node begin logs of its
// own. What it brought along is kept beside them: two nodes that went on in one log
// would each contradict what the other had anchored.
func (k *kantoor) eigenLogs(ctx context.Context, i *instellingen) error {
	if _, err := os.Stat(filepath.Join(k.o.dir, knooppuntbestand)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	anderen, err := k.cluster.journaal.Knooppunten(ctx)
	if err != nil || len(anderen) == 0 || !i.Logs {
		return err
	}
	i.Logs = false // from here on, so that a start that is cut off begins them again
	if err := i.bewaar(k.o.dir); err != nil {
		return err
	}
	delen, err := filepath.Glob(filepath.Join(k.o.dir, verwerkingslog.Bestand+"*"))
	if err != nil {
		return err
	}
	const erbij = ".van-kopie"
	for _, pad := range append(delen, filepath.Join(k.o.dir, auditlog.Map)) {
		if err := os.Rename(pad, pad+erbij); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("leg logs van de reservekopie apart: %w", err)
		}
	}
	k.o.log.Info("dit knooppunt begint eigen logs; die van de reservekopie liggen ernaast", "achtervoegsel", erbij)
	return nil
}

// knooppuntbestand names the file with the name of this folder among the nodes of a
// cluster. It is in no backup: a folder that is made of one is another node.
const knooppuntbestand = "knooppunt"

// knooppuntVan returns the name of a folder, and gives it one at its first start.
func knooppuntVan(dir string) (string, error) {
	pad := filepath.Join(dir, knooppuntbestand)
	b, err := os.ReadFile(pad)
	if errors.Is(err, fs.ErrNotExist) {
		id := uuid.NewString()
		return id, schrijfBestand(pad, []byte(id+"\n"), 0o600)
	}
	if err != nil {
		return "", fmt.Errorf("lees naam van dit knooppunt: %w", err)
	}
	id, err := uuid.Parse(strings.TrimSpace(string(b)))
	if err != nil {
		return "", metCode(exitGeweigerd, fmt.Errorf("%s is onleesbaar; verwijder het, en meld de oude naam af met kroniek knooppunten", pad))
	}
	return id.String(), nil
}

// draaiCluster runs what only one node does at a time. geefOp gives the right to
// seal back; it returns when it is.
func (k *kantoor) draaiCluster(voer func(string, func() error), werk context.Context) (geefOp func()) {
	if k.cluster == nil {
		return func() {}
	}
	waak, stop := context.WithCancel(context.WithoutCancel(werk))
	klaar := make(chan error, 1)
	go func() { klaar <- k.cluster.zegelen.Waak(waak) }()
	voer("pacht", func() error {
		select {
		case err := <-klaar:
			klaar <- err
			return err
		case <-werk.Done():
			return nil
		}
	})
	voer("processen", func() error { return k.draaiProcessen(werk) })
	voer("toegang", func() error { return k.draaiToegang(werk) })
	voer("wezen", func() error { return k.ruimWezenOp(werk) })
	return func() { stop(); <-klaar }
}

// wezenritme is how often is looked for what a node left behind that died while it
// recorded. It is far longer than an append can last.
const wezenritme = time.Hour

// ruimWezenOp deletes what nothing names, whenever this node has the lease.
func (k *kantoor) ruimWezenOp(ctx context.Context) error {
	return elke(ctx, wezenritme, func() error {
		if !k.cluster.processe.Houdt() {
			return nil
		}
		switch n, err := k.cluster.journaal.RuimWezenOp(ctx); {
		case ctx.Err() != nil:
		case err != nil:
			k.o.log.Error("achtergebleven delen niet opgeruimd", "oorzaak", err)
		case n > 0:
			k.o.log.Info("achtergebleven delen opgeruimd", "aantal", n)
		}
		return nil
	})
}

// indexvolger is the consumer that indexes persons of whom another node recorded events.
const indexvolger = "persoonsindex"

// volgIndex keeps the index of persons of this node in step with the cluster.
func (k *kantoor) volgIndex(posities bus.Posities) {
	k.bus.Add(indexvolger, bus.Ranges, merkpunt{posities, indexvolger}, func(ctx context.Context, r bus.Range) error {
		if err := k.index.Volg(ctx, k.journaal, k.sleutels(), r.From-1, r.To); err != nil {
			return err
		}
		k.indexbij.gevolgd(r.To)
		return posities.Bewaar(ctx, indexvolger, bus.Merk{Positie: r.To, Gebeurtenis: r.Events[len(r.Events)-1].ID})
	})
}

// deelIndex has the index of persons take turns with those of other nodes.
func (k *kantoor) deelIndex(ctx context.Context) error {
	if k.cluster == nil {
		return nil
	}
	geheim, err := k.register.Geheim(ctx, "opdrachten")
	if err != nil {
		return fmt.Errorf("toegang: %w", err)
	}
	merk, err := bus.Map(k.o.dir).Lees(ctx, indexvolger)
	if err != nil {
		return err
	}
	k.indexbij = &indexbijhaler{k: k, tot: merk.Positie}
	k.index.Deel(persoonsindex.Samen{Slot: k.cluster.journaal.Slot, Bij: k.indexbij.bij, Geheim: geheim})
	return nil
}

// An indexbijhaler brings the index of persons up to what this node has counted, for
// whoever cannot wait for the bus. Both may index the same events: that adds nothing.
type indexbijhaler struct {
	k   *kantoor
	mu  sync.Mutex
	tot es.Position
}

func (b *indexbijhaler) bij(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	kop := b.k.journaal.Kop()
	if err := b.k.index.Volg(ctx, b.k.journaal, b.k.sleutels(), b.tot, kop); err != nil {
		return err
	}
	b.tot = kop
	return nil
}

// gevolgd notes that the bus has brought the index up to p, from where it began.
func (b *indexbijhaler) gevolgd(p es.Position) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tot = max(b.tot, p)
}

// A merkpunt is the saved position of a consumer, as where it goes on.
type merkpunt struct {
	posities bus.Posities
	naam     string
}

// Load implements [bus.Checkpoint].
func (m merkpunt) Load(ctx context.Context, _ string) (es.Position, error) {
	merk, err := m.posities.Lees(ctx, m.naam)
	return merk.Positie, err
}

// draaiProcessen runs the processes whenever this node has the lease for them. Who
// takes over goes on from what was saved, and issues again what may not have been:
// a command of a process has the id of its cause, so that adds nothing.
func (k *kantoor) draaiProcessen(ctx context.Context) error {
	for ctx.Err() == nil {
		houd, los, err := k.cluster.processe.Neem(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		b, err := bus.New(k.journaal, k.codec.Lees, k.busopties())
		if err == nil {
			k.voegProcessenToe(b, k.cluster.journaal.Merken())
			err = b.Run(houd)
		}
		los()
		if err != nil {
			return err
		}
	}
	return nil
}
