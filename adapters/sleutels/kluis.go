// Package sleutels keeps the keys of streams about one person, and destroys them.
//
// A key is stored wrapped under a key from outside the data folder, so a copy of
// the folder alone opens nothing. Destroying a key deletes its row from a file
// that overwrites what is deleted, and empties the log of that file: after that,
// neither the personal parts nor their salts can be recovered from the folder.
//
// Taking a key costs no fsync: keys are committed in batches ahead of need and
// handed out from memory. Keys of a batch that were never handed out before the
// process ended stay in the file and are not handed out again, because nobody
// can tell whether an event that was being written names them.
package sleutels

import (
	"context"
	"crypto/cipher"
	"errors"
	"fmt"
	"sync"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Errors of a [Kluis]. Each may be wrapped.
var (
	// ErrVernietigd reports a key that is not in the store: it was destroyed, or never made here.
	ErrVernietigd = errors.New("sleutels: key is destroyed or unknown")
	// ErrBeschadigd reports a file that is not as this program wrote it.
	ErrBeschadigd = errors.New("sleutels: key store is damaged")
	// ErrBezet reports that another process reads the file, so that what was deleted
	// cannot be removed from its log yet.
	ErrBezet = errors.New("sleutels: another process reads the key store")
)

// Sizes of a batch, in keys. The first is small, for a process that needs few;
// whoever had to wait makes the next one larger.
const (
	eersteGreep   = 256
	gewoneGreep   = 4096
	grootsteGreep = 32768
)

// halvewaarde is half of how long a key may stay in memory after its use.
const halvewaarde = 30 * time.Second

// A Kluis is an open key store. It is safe for concurrent use by one process.
type Kluis struct {
	sein    chan struct{} // wakes the goroutine that fills the pool
	stop    chan struct{}
	gestopt chan struct{} // closed when that goroutine has ended
	sluit   func() error  // once

	db   sync.Mutex // guards conn; is taken before mu
	conn *sqlite.Conn

	mu       sync.Mutex
	inpakker cipher.AEAD       // changed under db and mu: read under either
	lichting int               // counts changes of inpakker
	voorraad []envelop.Sleutel // committed, not handed out
	greep    int               // size of the last batch
	wachters int               // calls of Neem that wait
	gevuld   chan struct{}     // closed and replaced when the pool has changed
	onthoud  geheugen
	fout     error                // why no key can be made or destroyed any more
	blind    map[string]*[32]byte // keys of the index, by module
	posten   []*indexpost         // rows that wait for the next commit
}

// Open opens the key store in file pad, and creates it if there is none, owner-only.
// kek wraps the keys; with another one than the file was made with, Open returns
// [ErrKEK]. Nothing is written to a store that exists until the first Neem.
func Open(pad string, kek [32]byte) (*Kluis, error) {
	a, err := maakInpakker(&kek)
	if err != nil {
		return nil, err
	}
	conn, err := openDB(pad, a)
	if err != nil {
		return nil, fmt.Errorf("open key store %s: %w", pad, err)
	}
	k := &Kluis{
		inpakker: a, conn: conn, gevuld: make(chan struct{}),
		sein: make(chan struct{}, 1), stop: make(chan struct{}), gestopt: make(chan struct{}),
		blind: map[string]*[32]byte{},
	}
	k.sluit = sync.OnceValue(k.sluitEenmaal)
	go k.onderhoud()
	return k, nil
}

// Neem hands out a key that nobody had before. It is on disk already; Neem waits
// only when the pool is empty, as it is at first (see [Kluis.Vul]). After a
// failed write, and once the pool is empty, it returns an error that wraps [es.ErrStopped].
func (k *Kluis) Neem(ctx context.Context) (envelop.Sleutel, error) {
	wachtte := false
	k.mu.Lock()
	defer k.mu.Unlock()
	for {
		n := len(k.voorraad)
		if n <= k.greep/2 && k.fout == nil {
			k.wek()
		}
		if n > 0 {
			s := k.voorraad[n-1]
			k.voorraad[n-1] = envelop.Sleutel{}
			k.voorraad = k.voorraad[:n-1]
			k.onthoud.bewaar(s)
			return s, nil
		}
		if k.fout != nil {
			return envelop.Sleutel{}, fmt.Errorf("take a key: %w", k.fout)
		}
		if !wachtte {
			wachtte = true
			k.wachters++
			defer func() { k.wachters-- }()
		}
		if err := k.wacht(ctx); err != nil {
			return envelop.Sleutel{}, fmt.Errorf("take a key: %w", err)
		}
	}
}

// Vul makes sure that the pool holds keys, so that the first Neem need not wait.
func (k *Kluis) Vul(ctx context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	for len(k.voorraad) == 0 {
		if k.fout != nil {
			return fmt.Errorf("fill the pool of keys: %w", k.fout)
		}
		k.wek()
		if err := k.wacht(ctx); err != nil {
			return fmt.Errorf("fill the pool of keys: %w", err)
		}
	}
	return nil
}

// wacht waits, without the lock, until the pool changes.
func (k *Kluis) wacht(ctx context.Context) error {
	gevuld := k.gevuld
	k.mu.Unlock()
	defer k.mu.Lock()
	select {
	case <-gevuld:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (k *Kluis) wek() {
	select {
	case k.sein <- struct{}{}:
	default: // it has been woken already
	}
}

// Geef returns the key with the given id, or [ErrVernietigd].
func (k *Kluis) Geef(ctx context.Context, id [16]byte) (envelop.Sleutel, error) {
	k.mu.Lock()
	s, ok := k.onthoud.zoek(id)
	k.mu.Unlock()
	if ok {
		return s, nil
	}
	if err := ctx.Err(); err != nil {
		return s, err
	}
	// The lock on the file is held until the key is in memory, so that Vernietig
	// cannot come between.
	k.db.Lock()
	defer k.db.Unlock()
	if k.conn == nil {
		return s, fmt.Errorf("key %x: %w", id, es.ErrStopped)
	}
	ingepakt, err := lees(k.conn, id)
	if err != nil {
		return s, fmt.Errorf("read key %x: %w", id, err)
	}
	if ingepakt == nil {
		return s, fmt.Errorf("key %x: %w", id, ErrVernietigd)
	}
	geheim, err := pakUit(k.inpakker, doelSleutel, id[:], ingepakt)
	if err != nil || len(geheim) != len(s.Geheim) {
		return s, fmt.Errorf("key %x: %w", id, ErrBeschadigd)
	}
	s.ID = id
	copy(s.Geheim[:], geheim)
	clear(geheim)
	k.mu.Lock()
	k.onthoud.bewaar(s)
	k.mu.Unlock()
	return s, nil
}

// Vernietig destroys keys for good: it deletes their wrapped forms, all or none,
// and forgets them. It returns how many there were: a key that is gone already
// is no error, so that it can be done again after a crash. When it returns, the
// deletion is on disk.
func (k *Kluis) Vernietig(ctx context.Context, ids ...[16]byte) (int, error) {
	n, _, err := k.VernietigMetIndex(ctx, ids, nil)
	return n, err
}

// Aantal returns the number of keys in the store, those of the pool included.
func (k *Kluis) Aantal(ctx context.Context) (n int, err error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	k.db.Lock()
	defer k.db.Unlock()
	if k.conn == nil {
		return 0, fmt.Errorf("count keys: %w", es.ErrStopped)
	}
	s, err := k.conn.Prepare("SELECT count(*) FROM sleutels")
	if err == nil {
		n, err = sqlitex.ResultInt(s)
	}
	if err != nil {
		return 0, fmt.Errorf("count keys: %w", err)
	}
	return n, nil
}
