package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/termijnbewaking"
	"github.com/mgr-sdcg/kroniek/adapters/bus/thuiszittersignaal"
	"github.com/mgr-sdcg/kroniek/adapters/bus/uitgaand"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/httpapi"
	"github.com/mgr-sdcg/kroniek/adapters/inzage"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/persoonsindex"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
)

// stoptijd is how long requests and consumers get to finish after SIGTERM, and
// slottijd what anchoring the logs and sealing may take after that. With the closing
// that follows, the whole stays within five seconds.
const (
	stoptijd = 3 * time.Second
	slottijd = 1500 * time.Millisecond
)

// kantooropties are the choices at the start of a back office.
type kantooropties struct {
	dir          string
	oin          string                       // empty: what the folder says, or the test OIN
	oorsprong    string                       // origin of the seal of a new folder; empty: derived from the folder
	kek          string                       // file with the wrapping key; empty: DIR/kek
	kekProgramma string                       // program that hands over the wrapping key; empty: none
	vernietigd   string                       // file for the list of what was destroyed; empty: DIR/vernietigd.lijst
	naStap       func(archiefwerk.Stap) error // a test may break off a destruction; nil: nobody
	cluster      clusterkeuze                 // where the journal is, when it is not in the folder
	nu           func() time.Time             // the clock of decisions
	ritme        time.Duration                // how often processes look at the clock; 0: their own
	log          *slog.Logger
	uit          uitgaandopties

	sporen string // file for spans, or the URL of a collector; empty: none
}

// A kantoor is an opened data folder with everything that runs on it.
type kantoor struct {
	o        kantooropties
	kluis    *sleutels.Kluis
	codec    *envelop.Codec
	journaal kantoorjournaal
	eigen    *journaal.Journaal // the journal in the folder; nil on a cluster
	cluster  *clusterdeel       // nil when the journal is in the folder
	zegel    *zegel.Zegel
	register *toegang.Register
	deler    *toegangdeler // nil without a cluster
	sessies  *toegang.Sessies
	logboek  *verwerkingslog.Logboek
	inzage   *inzage.Lezer
	index    *persoonsindex.Log
	indexbij *indexbijhaler // nil without a cluster
	archief  *archiefwerk.Archief
	audit    *auditlog.Logboek
	modellen *leesmodellen.Leesmodellen
	bus      *bus.Bus
	beleid   *toegang.Beleid
	nats     *uitgaand.NATS // nil: no abonnementen over NATS
	uit      *uitgaand.Dienst
	meting   *werkmeting
	api      *httpapi.Server
}

// openKantoor opens the folder for writing, for an office that is reached on adres.
// What was opened before a failure is closed again.
func openKantoor(ctx context.Context, o kantooropties, in *ingangopties, adres string) (_ *kantoor, err error) {
	k := &kantoor{o: o}
	defer func() {
		if err != nil {
			err = errors.Join(err, k.sluit())
		}
	}()
	if err := keurTeruggezet(o.dir); err != nil {
		return nil, err
	}
	i, err := instellingenVan(o.dir, o.oin)
	if err != nil {
		return nil, err
	}
	if err := keurRechten(o.dir); err != nil {
		return nil, err
	}
	if k.codec, err = nieuweCodec(i); err != nil {
		return nil, err
	}
	if k.kluis, err = openKluis(ctx, o.dir, inpaksleutels(o.dir, o.kek, o.kekProgramma)); err != nil {
		return nil, err
	}
	if k.meting, err = nieuweMeting(o.sporen, o.log); err != nil {
		return nil, err
	}
	if err := k.openJournaal(ctx, &i); err != nil {
		return nil, err
	}
	k.journaal = gemetenJournaal{k.journaal, k.meting.waarnemer}
	if err := k.keurKlok(ctx); err != nil {
		return nil, err
	}
	if err := k.leesAlles(ctx, i); err != nil {
		return nil, err
	}
	k.zegel, err = zegel.Open(ctx, o.dir, k.journaal, k.zegelopties())
	if err != nil {
		return nil, metCode(exitGeweigerd, fmt.Errorf("zegel: %w", err))
	}
	if w := k.zegel.Geweigerd(); w != nil {
		return nil, metCode(exitGeweigerd, w)
	}
	if k.register, err = toegang.Open(filepath.Join(o.dir, "toegang.db"), time.Now); err != nil {
		return nil, fmt.Errorf("toegang: %w", err)
	}
	if err := k.neemDeel(ctx, &i); err != nil {
		return nil, err
	}
	if err := k.deelToegang(ctx); err != nil {
		return nil, err
	}
	if err := k.haalVerleningenIn(ctx); err != nil {
		return nil, err
	}
	if err := keurLogs(o.dir, i); err != nil {
		return nil, err
	}
	if k.audit, err = auditlog.Open(filepath.Join(o.dir, auditlog.Map), auditlog.Opties{}); err != nil {
		return nil, metCode(exitGeweigerd, fmt.Errorf("auditlog: %w", err))
	}
	if err := k.openInzage(ctx, i); err != nil {
		return nil, err
	}
	if err := k.keurAnkers(ctx, i); err != nil {
		return nil, err
	}
	if !i.Logs {
		i.Logs = true
		if err := i.bewaar(o.dir); err != nil {
			return nil, err
		}
	}
	if err := k.herstelArchief(ctx); err != nil {
		return nil, err
	}
	if err := k.openLeeskant(ctx); err != nil {
		return nil, err
	}
	if k.beleid, err = toegang.NieuwBeleid(toegang.Standaard()...); err != nil {
		return nil, fmt.Errorf("beleid: %w", err)
	}
	if err := k.openUitgaand(ctx); err != nil {
		return nil, err
	}
	k.volgMetingen()
	return k, k.openAPI(ctx, in, adres)
}

// openKluis opens the key store with the wrapping key, made at the first start.
func openKluis(ctx context.Context, dir string, b sleutels.Inpaksleutels) (*sleutels.Kluis, error) {
	kluis, err := sleutels.OpenMet(ctx, filepath.Join(dir, "sleutels.db"), b)
	return kluis, metCode(exitGeweigerd, err)
}

// inpaksleutels returns where the wrapping key of a folder comes from.
func inpaksleutels(dir, kek, programma string) sleutels.Inpaksleutels {
	return sleutels.Bron(dir, kek, programma, os.Getenv("CREDENTIALS_DIRECTORY"))
}

// leesAlles reads the whole history when this program knows other event types
// than the last one that served the folder. It refuses a folder with an event
// that it cannot read: a report that leaves one out would be wrong.
func (k *kantoor) leesAlles(ctx context.Context, i instellingen) error {
	nu := vingerafdruk(typen(catalogi()))
	if nu == i.Typen {
		return nil
	}
	v := nieuweVoortgang("geschiedenis lezen met deze versie van het programma")
	defer v.Klaar()
	kop := k.journaal.Kop()
	err := k.journaal.Scan(ctx, 0, kop, func(g *envelop.Verzegeld) error {
		if _, err := k.codec.Lees(g); err != nil {
			return metCode(exitGeweigerd, fmt.Errorf("dit programma kan gebeurtenis %d (%s) niet lezen: %w", g.Positie, g.Type, err))
		}
		v.Meld(int64(g.Positie), int64(kop))
		return nil
	})
	if err != nil {
		return err
	}
	i.Typen = nu
	return i.bewaar(k.o.dir)
}

// openLeeskant opens the read models and the bus that feeds them and the processes.
func (k *kantoor) openLeeskant(ctx context.Context) (err error) {
	vanaf := k.journaal.Kop()
	k.modellen, err = leesmodellen.Open(ctx, modellenmap(k.o.dir), projectoren(), leesmodellen.Opties{
		Bron: k.journaal, Decodeer: k.codec.Lees, Wortel: wortelVan(k.journaal), Log: k.o.log,
	})
	if err != nil {
		return fmt.Errorf("leesmodellen: %w", err)
	}
	if k.bus, err = bus.New(k.journaal, k.codec.Lees, k.busopties()); err != nil {
		return err
	}
	bus.AddLeesmodellen(k.bus, k.modellen, vanaf)
	if k.cluster == nil { // on a cluster one node runs them, under a lease
		k.voegProcessenToe(k.bus, bus.Map(k.o.dir))
		return nil
	}
	k.volgIndex(bus.Map(k.o.dir))
	return nil
}

// voegProcessenToe adds what acts by itself.
func (k *kantoor) voegProcessenToe(b *bus.Bus, posities bus.Posities) {
	plannen := es.Handler[uitvoeringsplan.Command, uitvoeringsplan.State, uitvoeringsplan.Event]{Decider: uitvoeringsplan.Decider, Log: k.schrijflog()}
	o := bus.ProcesOpties{Uitvoerder: bus.Via(plannen), Posities: posities, Nu: k.o.nu, Ritme: k.o.ritme}
	bus.AddProces(b, termijnbewaking.Proces(), o)
	bus.AddProces(b, termijnbewaking.Planperiode(), o)
	begrotingen := es.Handler[begroting.Command, begroting.State, begroting.Event]{Decider: begroting.Decider, Log: k.schrijflog()}
	o.Uitvoerder = bus.Via(begrotingen)
	bus.AddProces(b, termijnbewaking.Begroting(), o)
	dossiers := es.Handler[leerplichtdossier.Command, leerplichtdossier.State, leerplichtdossier.Event]{Decider: leerplichtdossier.Decider, Log: k.schrijflog()}
	o.Uitvoerder = bus.Via(dossiers)
	bus.AddProces(b, thuiszittersignaal.Proces(), o)
}

func modellenmap(dir string) string { return filepath.Join(dir, "leesmodellen") }

// wortelVan returns the RFC 6962 root of the log at a position.
func wortelVan(j tlog.HashReader) leesmodellen.Wortel {
	return func(_ context.Context, p es.Position) ([32]byte, error) {
		h, err := tlog.TreeHash(int64(p), j)
		return [32]byte(h), err
	}
}

func (k *kantoor) openAPI(ctx context.Context, in *ingangopties, adres string) error {
	o, err := k.apiOpties(ctx)
	if err != nil {
		return err
	}
	k.sessies = toegang.NieuweSessies(k.register, time.Now, toegang.StandaardSessieduur())
	pagina, err := in.aanmelding(k, adres)
	if err != nil {
		return err
	}
	o.Tokens = ingangVan(k, pagina)
	if pagina != nil {
		o.Aanmelding = pagina
	}
	if in.eersteStart {
		code, err := k.register.Begincode(ctx)
		if err != nil {
			return fmt.Errorf("toegang: %w", err)
		}
		if code != "" {
			o.Opstart = k.register
			meldBegincode(adres, code)
		}
	}
	o.AchterTLS = in.onversleuteld && strings.HasPrefix(in.adres, "https://")
	k.api, err = httpapi.New(o)
	return err
}

// apiOpties is what the API is made of, but for who may come in.
func (k *kantoor) apiOpties(ctx context.Context) (httpapi.Opties, error) {
	geheim, err := k.register.Geheim(ctx, "opdrachten")
	if err != nil {
		return httpapi.Opties{}, fmt.Errorf("toegang: %w", err)
	}
	return httpapi.Opties{
		Log: k.schrijflog(), Archief: k.archief, Geschiedenis: k.journaal, Zegel: k.zegel, Leesmodellen: k.modellen, Wortel: wortelVan(k.journaal),
		Inzage: k.inzage, Verwerkingslog: k.logboek, Rapporten: rapporten(), Typen: typen(catalogi()), Auditlog: k.audit, Beleid: k.beleid,
		Geheim: geheim, Nu: k.o.nu, Logboek: k.o.log, Abonnementen: k.uit,
		Waarnemer: k.meting.waarnemer, Metingen: k.meting.cijfers.Handler(),
	}, nil
}

// draai serves on l until ctx ends or a part fails, and then winds down: no new
// requests, those under way finish, what was recorded is sealed. It returns nil
// only when all is on disk.
func (k *kantoor) draai(ctx context.Context, l net.Listener) error {
	werk, stop := context.WithCancelCause(context.WithoutCancel(ctx))
	var wg sync.WaitGroup
	voer := func(naam string, f func() error) {
		wg.Go(func() {
			if err := f(); err != nil && werk.Err() == nil {
				stop(fmt.Errorf("%s: %w", naam, err))
			}
		})
	}
	voer("zegel", func() error {
		err := k.zegel.Run(werk)
		if errors.Is(err, zegel.ErrGeweigerd) { // history is not what was sealed: take no more decisions
			return metCode(exitGeweigerd, err)
		}
		return err
	})
	voer("bus", func() error { return k.bus.Run(werk) })
	voer("vernietiging", func() error { return k.archief.Run(werk, k.herbouwModellen) })
	voer("ankers", func() error { return k.veranker(werk) })
	if k.cluster == nil {
		voer("lijst van vernietigde dossiers", func() error { return k.houdVernietigdBij(werk) })
	}
	geefOp := k.draaiCluster(voer, werk)
	defer geefOp() // not before the last seal
	voer("abonnementen", func() error { return k.uit.Run(werk) })
	voer("inpaksleutel", func() error { return k.luisterNaarHUP(werk) })
	voer("http", func() error { return k.api.Serve(l) })
	var fout error
	select {
	case <-ctx.Done():
	case <-werk.Done():
		fout = context.Cause(werk)
	case <-k.journaal.Gestopt():
		fout = fmt.Errorf("journaal: %w", k.journaal.Fout())
	}
	afronden, klaar := context.WithTimeout(context.WithoutCancel(ctx), stoptijd)
	defer klaar()
	fout = errors.Join(fout, k.api.Stop(afronden))
	stop(nil)
	wg.Wait()
	slot, dicht := context.WithTimeout(context.WithoutCancel(ctx), slottijd)
	defer dicht()
	if fout == nil && k.cluster == nil { // what was logged until now is anchored, and the anchor is sealed
		if err := k.verankerLogs(slot, 0, false); err != nil {
			fout = fmt.Errorf("laatste anker: %w", err)
		}
	}
	if fout == nil {
		if _, err := k.zegel.Verzegel(slot); err != nil {
			fout = fmt.Errorf("laatste zegel: %w", err)
		}
	}
	return fout
}

// sluit closes what is open, in the reverse order of opening.
func (k *kantoor) sluit() error {
	var err error
	if k.meting != nil {
		err = errors.Join(err, k.meting.sluit())
	}
	if k.nats != nil {
		err = errors.Join(err, k.nats.Sluit())
	}
	if k.modellen != nil {
		err = errors.Join(err, k.modellen.Sluit())
	}
	if k.audit != nil {
		err = errors.Join(err, k.audit.Sluit())
	}
	if k.logboek != nil {
		err = errors.Join(err, k.logboek.Sluit())
	}
	if k.register != nil {
		err = errors.Join(err, k.register.Sluit())
	}
	if k.zegel != nil {
		err = errors.Join(err, k.zegel.Sluit())
	}
	if k.journaal != nil {
		err = errors.Join(err, k.journaal.Sluit())
	}
	if k.kluis != nil {
		err = errors.Join(err, k.kluis.Sluit())
	}
	return err
}
