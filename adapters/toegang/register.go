package toegang

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// verversing bounds how long a token that another process revoked stays usable;
// nieuwkomer how often the file is looked at for a token that is not known yet, so
// that a new one works at once and a guesser costs little.
const (
	verversing = time.Second
	nieuwkomer = 50 * time.Millisecond
)

const schema = `
CREATE TABLE IF NOT EXISTS houder (
	id TEXT PRIMARY KEY, rol TEXT NOT NULL, organisatie TEXT NOT NULL,
	gemeente TEXT NOT NULL, module TEXT NOT NULL, naam TEXT NOT NULL,
	pseudoniem TEXT NOT NULL DEFAULT '', verlening TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS token (
	hash BLOB PRIMARY KEY, id TEXT NOT NULL UNIQUE, houder TEXT NOT NULL REFERENCES houder(id),
	aangemaakt INTEGER NOT NULL, verloopt INTEGER NOT NULL, ingetrokken INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE IF NOT EXISTS geheim (naam TEXT PRIMARY KEY, waarde BLOB NOT NULL) STRICT;`

// A Register keeps principals and their tokens in one file that only its owner
// can read. All methods may be called concurrently; several processes may have
// the same file open, and see each other's changes within a second.
type Register struct {
	nu func() time.Time

	mu   sync.Mutex // guards conn and versie
	conn *sqlite.Conn
	// versie is SQLite's data_version at the last reading: it changes when
	// another process wrote.
	versie int64

	stand    atomic.Pointer[stand]
	gekeken  atomic.Int64 // Unix ns of the last look at the file
	gesloten bool
}

// A stand is all that the register knew at its last reading. It is not changed
// after it was made.
type stand struct {
	tokens      map[[sha256.Size]byte]bekend
	koppelingen map[string][]bekend // by code
	perID       map[string]bekend   // both, by public id
	geheim      [32]byte            // under which identities become codes; zero: none was made yet
}

// bekend is a token or a link as the register knows it.
type bekend struct {
	hash        [sha256.Size]byte
	wie         Wie
	ingetrokken bool
}

// Open opens the register in the file pad, and makes it when there is none. It
// refuses a file that others can read. nu is the clock.
func Open(pad string, nu func() time.Time) (*Register, error) {
	f, err := os.OpenFile(pad, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open access register: %w", err)
	}
	info, err := f.Stat()
	if errSluit := f.Close(); err == nil {
		err = errSluit
	}
	if err != nil {
		return nil, fmt.Errorf("open access register: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("open access register: %w", ErrLeesbaar)
	}
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
	if err != nil {
		return nil, fmt.Errorf("open access register: %w", err)
	}
	r := &Register{nu: nu, conn: conn}
	if err := r.begin(); err != nil {
		return nil, fmt.Errorf("open access register: %w", sluitNa(conn, err))
	}
	return r, nil
}

func (r *Register) begin() error {
	r.conn.SetBlockOnBusy()
	for _, p := range []string{"journal_mode=TRUNCATE", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"} {
		if err := sqlitex.ExecuteTransient(r.conn, "PRAGMA "+p, nil); err != nil {
			return err
		}
	}
	if err := sqlitex.ExecuteScript(r.conn, schema+koppelschema+opstartschema, nil); err != nil {
		return err
	}
	if err := r.vulAan(); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lees()
}

func sluitNa(conn *sqlite.Conn, err error) error {
	if errSluit := conn.Close(); errSluit != nil {
		return fmt.Errorf("%w (and closing: %w)", err, errSluit)
	}
	return err
}

// Herken returns who holds token, or ErrOngeldig. Its time does not depend on
// how much of a guess is right: only hashes are looked up and compared.
func (r *Register) Herken(token string) (Wie, error) {
	if err := r.ververs(); err != nil {
		return Wie{}, fmt.Errorf("recognise token: %w", err)
	}
	hash := sha256.Sum256([]byte(token))
	b, ok := r.stand.Load().tokens[hash]
	if !ok {
		var err error
		if b, ok, err = r.zoek(hash); err != nil {
			return Wie{}, fmt.Errorf("recognise token: %w", err)
		}
	}
	gelijk := subtle.ConstantTimeCompare(hash[:], b.hash[:]) == 1
	if !ok || !gelijk || b.ingetrokken || !r.nu().Before(b.wie.Verloopt) {
		return Wie{}, ErrOngeldig
	}
	return b.wie, nil
}

// ververs reads the file again when another process changed it, unless it was
// looked at less than a second ago. Requests that come in meanwhile use what was
// known.
func (r *Register) ververs() error {
	if time.Now().UnixNano()-r.gekeken.Load() < int64(verversing) || !r.mu.TryLock() {
		return nil
	}
	defer r.mu.Unlock()
	return r.kijk(verversing)
}

// zoek looks for a token that is not among those known, and waits for it: another
// process may have issued it only just.
func (r *Register) zoek(hash [sha256.Size]byte) (bekend, bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	err := r.kijk(nieuwkomer)
	b, ok := r.stand.Load().tokens[hash]
	return b, ok, err
}

// kijk reads the file again when another process changed it, unless it was looked
// at less than om ago. The caller holds mu.
func (r *Register) kijk(om time.Duration) error {
	nu := time.Now().UnixNano()
	if r.gesloten || nu-r.gekeken.Load() < int64(om) {
		return nil
	}
	versie, err := sqlitex.ResultInt64(r.conn.Prep("PRAGMA data_version"))
	if err == nil && versie != r.versie {
		err = r.lees()
	}
	if err == nil {
		r.gekeken.Store(nu)
	}
	return err
}

// lees reads all tokens. The caller holds mu.
func (r *Register) lees() error {
	versie, err := sqlitex.ResultInt64(r.conn.Prep("PRAGMA data_version"))
	if err != nil {
		return fmt.Errorf("read tokens: %w", err)
	}
	st := &stand{tokens: map[[sha256.Size]byte]bekend{}, perID: map[string]bekend{}}
	err = r.elk(func(s *sqlite.Stmt) error {
		b := bekend{wie: wieUit(s), ingetrokken: s.GetInt64("ingetrokken") != 0}
		s.GetBytes("hash", b.hash[:])
		st.tokens[b.hash], st.perID[b.wie.TokenID] = b, b
		return nil
	})
	if err != nil {
		return fmt.Errorf("read tokens: %w", err)
	}
	if err := r.leesKoppelingen(st); err != nil {
		return fmt.Errorf("read links: %w", err)
	}
	r.versie = versie
	r.stand.Store(st)
	return nil
}

func (r *Register) elk(fn func(*sqlite.Stmt) error) error {
	return sqlitex.Execute(r.conn, `SELECT t.hash, t.id AS token, t.aangemaakt, t.verloopt, t.ingetrokken,
		CASE h.pseudoniem WHEN '' THEN h.id ELSE h.pseudoniem END AS houder, h.verlening, h.rol, h.organisatie, h.gemeente, h.module, h.naam
		FROM token t JOIN houder h ON h.id = t.houder ORDER BY t.aangemaakt, t.id`,
		&sqlitex.ExecOptions{ResultFunc: fn})
}

// Sluit closes the register. Known tokens stay recognised until the process
// ends, so that requests under way can finish.
func (r *Register) Sluit() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.gesloten {
		return nil
	}
	r.gesloten = true
	if err := r.conn.Close(); err != nil {
		return fmt.Errorf("close access register: %w", err)
	}
	return nil
}

// schrijf runs fn in one transaction and reads the tokens afterwards.
func (r *Register) schrijf(ctx context.Context, fn func() error) (err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.gesloten {
		return os.ErrClosed
	}
	r.conn.SetInterrupt(ctx.Done())
	defer r.conn.SetInterrupt(nil)
	eind, err := sqlitex.ImmediateTransaction(r.conn)
	if err != nil {
		return err
	}
	err = fn()
	eind(&err)
	if err != nil {
		return err
	}
	r.conn.SetInterrupt(nil)
	return r.lees()
}
