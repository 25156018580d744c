// Package journaal is [es.Log] on SQLite: one file, journaal.db, in the data
// folder. It is the embedded default.
//
// One goroutine writes. Appends are sealed by their callers, wait in a queue,
// and are recorded together: all that wait share one transaction and one
// fsync, after which all are answered. So acknowledged means on disk, and a
// position is given out by one hand: 1, 2, 3 … without gaps, in the order in
// which the positions become visible. A refused append leaves nothing behind
// and does not touch its neighbours, because every check of an append comes
// before its first insert.
//
// After a failed write the journal stops (fail-stop): the kernel may have
// dropped the pages that could not be written, so a second fsync that succeeds
// would prove nothing. Nothing is acknowledged any more, [Journaal.Gestopt] is
// closed, and the process should exit; what is on disk is the truth.
//
// What lost: a database server (its function call per event cost twice the
// time), a key-value store (no SQL for an auditor), database/sql (a third of
// the reading speed of the same SQLite).
package journaal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/gofrs/flock"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Errors of a journal, beside those of [es.Log].
var (
	// ErrBezet reports a data folder in which another process writes.
	ErrBezet = errors.New("in deze map schrijft al een andere Kroniek")
	// ErrAlleenLezen reports a write to a journal opened by [OpenLezen].
	ErrAlleenLezen = errors.New("het journaal is alleen om te lezen geopend")
	// ErrBeschadigd reports rows that contradict each other or their commitment.
	ErrBeschadigd = errors.New("journaal is beschadigd")
)

// A Codec turns events into sealed bytes and back. [envelop.Codec] is the one.
type Codec interface {
	// Persoonlijk reports whether event holds an open personal field.
	Persoonlijk(event any) bool
	// Verzegel seals the n-th event of a; s is needed if the event is personal.
	Verzegel(a es.Append, n int, s *envelop.Sleutel) (envelop.Verzegeld, error)
	// Open decodes the public part.
	Open(v *envelop.Verzegeld) (es.Recorded, error)
}

// Sleutels is where the keys of streams about a person come from.
type Sleutels interface {
	// Neem returns a key that no stream has, and that is on disk already.
	Neem(ctx context.Context) (envelop.Sleutel, error)
	// Geef returns the key with this id, or an error when it was destroyed.
	Geef(ctx context.Context, id [16]byte) (envelop.Sleutel, error)
}

// Opties is what a journal needs of the rest of the program.
type Opties struct {
	Codec    Codec
	Sleutels Sleutels // needed for personal fields only
	// Batch, if set, is told after every commit how many appends shared it. It is
	// called by the writer, so it must return at once.
	Batch func(appends int)
	// Replica says that the journal follows one elsewhere, from which it can be made
	// again: a commit does not wait for the disk. The file stays whole; after a
	// power failure it may lack the last commits, and follows from there.
	Replica bool
}

var (
	_ es.Log          = (*Journaal)(nil)
	_ tlog.HashReader = (*Journaal)(nil)
)

// A Journaal is an open journal. Its methods may be called concurrently.
type Journaal struct {
	o       Opties
	map_    string
	slot    *flock.Flock // nil when only reading
	lezers  *lezers
	typen   *typen
	stromen *stromen
	kop     atomic.Int64
	omroep  omroep
	haken   haken

	rij      chan *post
	ingrepen chan *ingreep
	sluit    chan struct{} // closed by Sluit: take no more
	gestopt  chan struct{} // closed when the journal has stopped by a fault
	einde    chan struct{} // closed when the writer has left
	eenmaal  sync.Once
	fout     atomic.Pointer[error]
	wal      *wal
}

// haken are places where a test may interfere. All are nil in production.
type haken struct {
	naEerste   func()       // the writer has taken one append and not yet its neighbours
	voorCommit func() error // an error stands for a failed commit
	naCommit   func() error // an error stands for a lost answer
}

// Open opens or creates the journal in the folder map_ for reading and writing,
// and takes the folder's lock: ErrBezet if another process has it. It restores
// what it keeps in memory (head, right edge of the tree) with a few look-ups,
// whatever the size of the journal.
func Open(ctx context.Context, map_ string, o Opties) (*Journaal, error) {
	return open(ctx, map_, o, haken{})
}

func open(ctx context.Context, map_ string, o Opties, h haken) (_ *Journaal, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(map_, 0o700); err != nil {
		return nil, fmt.Errorf("maak map: %w", err)
	}
	slot := flock.New(filepath.Join(map_, "journaal.lock"))
	vrij, err := slot.TryLock()
	if err != nil {
		return nil, fmt.Errorf("vergrendel %s: %w", map_, err)
	}
	if !vrij {
		return nil, fmt.Errorf("%w: %s", ErrBezet, map_)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, slot.Unlock())
		}
	}()
	pad := filepath.Join(map_, bestand)
	conn, err := openSchrijver(pad)
	if err != nil {
		return nil, err
	}
	if o.Replica {
		if err := voerUit(conn, "PRAGMA synchronous=NORMAL;"); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	j := nieuw(map_, pad, o)
	j.slot, j.haken = slot, h
	s, err := j.nieuweSchrijver(conn)
	if err == nil {
		j.wal, err = openWal(pad)
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close(), j.lezers.sluit())
	}
	s.wal = j.wal
	go j.wal.loop()
	go s.loop()
	return j, nil
}

// OpenLezen opens the journal in map_ to read, without the lock: a server may
// be writing. The journal shows what is there at this moment; [Journaal.Ververs]
// moves it forward. Writing methods and Wacht return ErrAlleenLezen.
func OpenLezen(ctx context.Context, map_ string, o Opties) (*Journaal, error) {
	j := nieuw(map_, filepath.Join(map_, bestand), o)
	if _, err := j.Ververs(ctx); err != nil {
		return nil, errors.Join(err, j.lezers.sluit())
	}
	return j, nil
}

func nieuw(map_, pad string, o Opties) *Journaal {
	return &Journaal{
		o: o, map_: map_, lezers: nieuweLezers(pad), typen: &typen{}, stromen: nieuweStromen(maxStromen),
		rij: make(chan *post, 4*maxPosten), ingrepen: make(chan *ingreep),
		sluit: make(chan struct{}), gestopt: make(chan struct{}), einde: make(chan struct{}),
	}
}

// Sluit stops accepting appends, records those that wait, and closes the file.
// It returns the fault that stopped the journal, if one did. Calling it twice
// is allowed.
func (j *Journaal) Sluit() error {
	var err error
	j.eenmaal.Do(func() {
		close(j.sluit)
		if j.slot == nil {
			err = j.lezers.sluit()
			return
		}
		<-j.einde // the writer closes its own connection
		// The last connection to close empties the log, which a reader cannot.
		err = errors.Join(j.Fout(), j.lezers.sluit(), j.wal.sluit(), j.slot.Unlock())
		j.omroep.roep()
	})
	return err
}

// Gestopt is closed when a write has failed. The process should then exit.
func (j *Journaal) Gestopt() <-chan struct{} { return j.gestopt }

// Fout returns the fault that stopped the journal, or nil.
func (j *Journaal) Fout() error {
	if p := j.fout.Load(); p != nil {
		return *p
	}
	return nil
}
