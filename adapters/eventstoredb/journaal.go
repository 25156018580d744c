// Package eventstoredb is [es.Log] on an EventStoreDB cluster, for when one
// machine is not enough. It is the only importer of the cluster's client.
//
// The cluster holds the truth; every node of Kroniek follows it and keeps a
// replica: the same file that package journaal writes, with the same positions,
// tree nodes and command ids, made by offering the commands to it in the order
// of $all. So whatever reads a journal (seal, read models, bus, verify, replay)
// reads the replica, at the speed of a file, and every node derives the same.
// The replica can be deleted: it is made again.
//
// # Streams
//
// The names begin with the Ruimte of the journal, "kroniek" for an office:
//
//	kroniek.grootboek-<stroom>   the ledger: one event per event, never deleted
//	kroniek.deel-<sleutel>       of a stream about a person: the wrapped key, and the bodies
//	kroniek.vervanging-<sleutel> what stays of bodies that were destroyed
//	kroniek.pacht-<naam>         who may do what only one may do (see [Pacht])
//	kroniek.hoofden-<oorsprong>  the tree heads that may be signed (see [Hoofden])
//	kroniek.merk-<naam>          how far a process or a publisher has come (see [Merken])
//	kroniek.knooppunten          the nodes, the event types they know, and what they carried out
//	kroniek.slot-<naam>          who decides on something that no other may change (see [Journaal.Slot])
//	kroniek.gedeeld-<naam>       what all nodes must know beside the journal (see [Journaal.Gedeeld])
//
// A ledger event carries its body, or names the part that holds it, which was
// written before it.
//
// # The referee
//
// One append goes to one stream, with an explicit revision and with ids that
// follow from the command, so that the server tells a retry from a conflict. What
// it cannot tell is that the same command went to two streams at once, by way of
// two nodes. The replica can: it refuses the second, on every node alike, since
// all judge the same commands in the same order. What was refused that way stays in
// its stream, has no position and counts for nothing.
//
// # Unknown outcomes
//
// An answer that does not come is asked for again with the same bytes, until the
// server says which it was. When it stays silent for longer than Opties.Geduld
// after something may have been stored, the node stops (fail-stop, as on a
// failed fsync): only [Journaal.Earlier] on a node started anew can tell.
package eventstoredb

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Opties is what a journal needs of the rest of the program.
type Opties struct {
	Verbinding string // connection string; in no error and no log line
	Ruimte     Ruimte // empty: StandaardRuimte
	Codec      journaal.Codec
	Inpakker   *sleutels.Inpakker // needed for personal fields only
	// Geduld is how long an append may go without an answer before the node stops; 0
	// means a minute. Aanvraagtijd is how long one attempt may take; 0 means 10 seconds.
	Geduld, Aanvraagtijd time.Duration
	// Voortgang, if set, is told how far the replica is while Open follows.
	Voortgang func(es.Position)
	Log       *slog.Logger // nil: nothing is logged

	haken haken
}

// haken are places where a test may interfere. All are nil in production.
type haken struct {
	// voorZenden waits for the turn of an append that was sealed; an error
	// withdraws it. klaar is called when its outcome is known.
	voorZenden func(ctx context.Context) (klaar func(), err error)
	// naDeel is called between the part and the ledger.
	naDeel func()
	// naGrootboek is called when the ledger has the append and nobody knows yet.
	naGrootboek func()
}

// A Journaal is one node's view of the journal on the cluster. Its methods may
// be called concurrently.
type Journaal struct {
	o       Opties
	v       *verbinding
	replica *journaal.Journaal
	log     *slog.Logger

	leven   context.Context // ends with Sluit
	eindig  context.CancelFunc
	gestopt chan struct{} // closed by the first fault
	eenmaal sync.Once
	dicht   sync.Once
	werk    sync.WaitGroup

	mu   sync.Mutex // guards fout
	fout error

	volger  volger
	bij     bijhaler
	delen   *delen
	standen standen
	kluisje sleutelgeheugen
	knopen  knopen
	sloten  sloten
	schoon  schoon
}

// ErrReplica reports a fault of the replica on this machine.
var ErrReplica = errors.New("de kopie van het journaal op deze machine is niet bruikbaar; verwijder journaal.db en begin opnieuw, zij wordt dan opnieuw opgebouwd")

// Open follows the journal on the cluster into the folder map_, and returns when
// the replica has all that was there. It returns ErrVerbinding, ErrGeenToegang,
// journaal.ErrBezet, ErrAnderJournaal when the folder holds another history, or
// the error of ctx: an unreachable cluster is waited for as long as ctx lasts.
func Open(ctx context.Context, map_ string, o Opties) (_ *Journaal, err error) {
	j, err := OpenBeheer(o)
	if err != nil {
		return nil, err
	}
	o = j.o
	defer func() {
		if err != nil {
			err = errors.Join(err, j.Sluit())
		}
	}()
	if j.replica, err = journaal.Open(ctx, map_, journaal.Opties{Codec: o.Codec, Replica: true}); err != nil {
		return nil, err
	}
	verdacht, err := j.replica.VervangenSleutels(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range verdacht {
		j.volger.verdacht[s] = true
	}
	if err := j.standen.begin(ctx, j.replica); err != nil {
		return nil, err
	}
	van, err := j.herneem(ctx)
	if err != nil {
		return nil, err
	}
	j.volger.verwerkt = van
	j.werk.Go(j.volg)
	j.werk.Go(func() {
		select {
		case <-j.replica.Gestopt():
			j.stop(fmt.Errorf("%w: %w", ErrReplica, j.replica.Fout()))
		case <-j.leven.Done():
		}
	})
	return j, j.wachtTotBij(ctx)
}

// OpenBeheer connects to the cluster without following the journal: for the register of
// nodes, and for nothing else. Nothing is asked of the cluster yet.
func OpenBeheer(o Opties) (*Journaal, error) {
	if o.Ruimte == "" {
		o.Ruimte = StandaardRuimte
	}
	if err := o.Ruimte.keur(); err != nil {
		return nil, err
	}
	if o.Geduld == 0 {
		o.Geduld = time.Minute
	}
	if o.Aanvraagtijd == 0 {
		o.Aanvraagtijd = 10 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	v, err := verbind(o.Verbinding)
	if err != nil {
		return nil, err
	}
	o.Verbinding = ""
	j := &Journaal{o: o, v: v, log: o.Log, gestopt: make(chan struct{}), delen: nieuweDelen()}
	j.volger.begin()
	j.schoon.plekken = map[lidplek]bool{}
	j.sloten.loop, j.sloten.gezien = uuid.NewString(), map[string]gezienSlot{}
	j.leven, j.eindig = context.WithCancel(context.Background())
	return j, nil
}

// herneem finds where in $all the replica is: at its last event, which must lie
// in the ledger as it lies here.
func (j *Journaal) herneem(ctx context.Context) (esdb.Position, error) {
	kop := j.replica.Kop()
	if kop == 0 {
		return esdb.Position{}, nil
	}
	v, ok, err := j.replica.OpPositie(ctx, kop)
	if err != nil || !ok {
		return esdb.Position{}, errors.Join(ErrReplica, err)
	}
	for van := int64(v.Revisie); ; {
		lijst, err := j.leesZeker(ctx, j.o.Ruimte.grootboek(v.Stroom), van, 100)
		if err != nil {
			return esdb.Position{}, err
		}
		for _, s := range lijst {
			g, err := j.o.Ruimte.leesRegel(s)
			if err != nil {
				return esdb.Position{}, err
			}
			if g.id == v.ID && g.Revisie == int64(v.Revisie) && g.verzegeld.Commitment == v.Commitment {
				return s.positie, nil
			}
			van = s.revisie + 1
		}
		if len(lijst) < 100 {
			return esdb.Position{}, fmt.Errorf("%w: positie %d van deze map staat niet in het grootboek", ErrAnderJournaal, kop)
		}
	}
}

// leesZeker reads a stream, again and again until there is an answer.
func (j *Journaal) leesZeker(ctx context.Context, stroom string, van int64, n uint64) ([]stuk, error) {
	for p := (pauze{log: j.log}); ; {
		c, stop := context.WithTimeout(ctx, j.o.Aanvraagtijd)
		lijst, err := j.v.leesStroom(c, stroom, van, n)
		stop()
		if err == nil || zeker(err) {
			return lijst, err
		}
		if err := p.rust(ctx, j.leven); err != nil {
			return nil, err
		}
	}
}

// bewaard is how many events stay of a stream in which only the last one counts.
const bewaard = 20

// beperk limits a stream that was just begun. It is no fault when that cannot be
// done, for want of the right to it: the stream then only grows.
func (j *Journaal) beperk(ctx context.Context, stroom string) {
	c, stop := context.WithTimeout(ctx, j.o.Aanvraagtijd)
	defer stop()
	if err := j.v.beperk(c, stroom, bewaard); err != nil {
		j.log.Warn("eventstoredb: stroom niet begrensd", "stroom", stroom, "oorzaak", reden(err))
	}
}

// A pauze grows from one attempt to the next: a client that hammers leaks
// connections.
type pauze struct {
	duur time.Duration
	log  *slog.Logger // is told once when it takes long; nil: nobody
}

func (p *pauze) rust(ctx, leven context.Context) error {
	vorige := p.duur
	p.duur = min(max(2*p.duur, 10*time.Millisecond), 2*time.Second)
	if p.log != nil && p.duur == 2*time.Second && vorige < p.duur {
		p.log.Warn("eventstoredb: het cluster geeft geen antwoord, er wordt opnieuw geprobeerd")
	}
	t := time.NewTimer(p.duur)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-leven.Done():
		return es.ErrStopped
	}
}

// stop is the fault that this node cannot go on with.
func (j *Journaal) stop(err error) {
	j.eenmaal.Do(func() {
		j.mu.Lock()
		j.fout = err
		j.mu.Unlock()
		j.log.Error("eventstoredb: knooppunt stopt", "oorzaak", reden(err))
		close(j.gestopt)
	})
}

// reden names a fault in a log line, without what it may quote.
func reden(err error) string {
	for _, e := range []error{ErrGat, ErrVreemd, ErrReplica, ErrOnbereikbaar, ErrGeenToegang, ErrAnderJournaal} {
		if errors.Is(err, e) {
			return e.Error()
		}
	}
	return "fout"
}

// Gestopt is closed when this node can no longer vouch for what it records or
// follows. The process should then exit.
func (j *Journaal) Gestopt() <-chan struct{} { return j.gestopt }

// Fout returns the fault that stopped the node, or nil.
func (j *Journaal) Fout() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.fout
}

// gestoptFout returns es.ErrStopped with the fault when the node has stopped or closed.
func (j *Journaal) gestoptFout() error {
	if err := j.Fout(); err != nil {
		return fmt.Errorf("%w: %w", es.ErrStopped, err)
	}
	if j.leven.Err() != nil {
		return es.ErrStopped
	}
	return nil
}

// Sluit ends following and closes the replica. It returns the fault that stopped
// the node, if one did. Calling it twice is allowed.
func (j *Journaal) Sluit() error {
	var err error
	j.dicht.Do(func() {
		j.eindig()
		j.werk.Wait()
		err = errors.Join(j.Fout(), j.v.sluit())
		if j.replica != nil {
			err = errors.Join(err, j.replica.Sluit())
		}
	})
	return err
}

var _ es.Log = (*Journaal)(nil)
