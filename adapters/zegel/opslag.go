package zegel

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

const (
	opslagBestand = "zegel.db"
	toepassing    = 0x4b524f5a // "KROZ"
	schemaVersie  = 1
	// wachttijd is how long a statement waits for another process on zegel.db.
	wachttijd = 10 * time.Second
	// bewaard is how many of the newest checkpoints are all kept; of the older
	// ones, the last in every block of 256 positions stays.
	bewaard = 256
)

// schema of zegel.db. An origin (oorsprong) has one head: the tree that was last
// agreed on, written before it is signed. Its bereik is the state of the second
// implementation: the roots of the perfect subtrees, left to right.
const schema = `
CREATE TABLE oorsprongen (
	nr   INTEGER PRIMARY KEY,
	naam TEXT NOT NULL UNIQUE,
	vkey TEXT NOT NULL,
	oud  BLOB
) STRICT;
CREATE TABLE hoofden (
	nr         INTEGER PRIMARY KEY REFERENCES oorsprongen,
	grootte    INTEGER NOT NULL,
	wortel     BLOB NOT NULL,
	bereik     BLOB NOT NULL,
	checkpoint BLOB
) STRICT;
CREATE TABLE checkpoints (
	nr      INTEGER NOT NULL REFERENCES oorsprongen,
	grootte INTEGER NOT NULL,
	wortel  BLOB NOT NULL,
	tekst   BLOB NOT NULL,
	PRIMARY KEY (nr, grootte)
) STRICT, WITHOUT ROWID;
CREATE TABLE weigering (
	id         INTEGER PRIMARY KEY CHECK (id = 1),
	soort      TEXT NOT NULL,
	positie    INTEGER NOT NULL,
	melding    TEXT NOT NULL,
	checkpoint BLOB
) STRICT;
`

// ErrOpslag reports a zegel.db that this program cannot read.
var ErrOpslag = errors.New("zegel.db is geen zegelbestand van deze versie van Kroniek")

// opslag is the one connection to zegel.db. Every statement runs under mu.
type opslag struct {
	mu   sync.Mutex
	conn *sqlite.Conn
}

// openOpslag opens or creates zegel.db. Other than the journal it writes rarely
// and must never lose a head that was signed: synchronous=EXTRA also puts the
// removal of the rollback journal on disk.
func openOpslag(pad string) (_ *opslag, err error) {
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", opslagBestand, err)
	}
	o := &opslag{conn: conn}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("open %s: %w", opslagBestand, err), conn.Close())
		}
	}()
	conn.SetBusyTimeout(wachttijd)
	if err := sqlitex.ExecuteTransient(conn, "PRAGMA journal_mode=TRUNCATE", nil); err != nil {
		return nil, err
	}
	if err := sqlitex.ExecuteTransient(conn, "PRAGMA synchronous=EXTRA", nil); err != nil {
		return nil, err
	}
	return o, o.inTransactie(func() error {
		toep, err := o.getal("PRAGMA application_id")
		if err != nil {
			return err
		}
		versie, err := o.getal("PRAGMA user_version")
		if err != nil {
			return err
		}
		tabellen, err := o.getal("SELECT count(*) FROM sqlite_schema")
		switch {
		case err != nil:
			return err
		case toep == toepassing && versie == schemaVersie:
			return nil
		case toep != 0 || versie != 0 || tabellen != 0:
			return ErrOpslag
		}
		return sqlitex.ExecuteScript(conn, fmt.Sprintf("%s PRAGMA application_id=%d; PRAGMA user_version=%d;", schema, toepassing, schemaVersie), nil)
	})
}

func (o *opslag) sluit() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if err := o.conn.Close(); err != nil {
		return fmt.Errorf("sluit %s: %w", opslagBestand, err)
	}
	return nil
}

// inTransactie runs fn alone on zegel.db: no other connection writes between
// what fn reads and what fn writes. All or nothing of it stays.
func (o *opslag) inTransactie(fn func() error) (err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	einde, err := sqlitex.ImmediateTransaction(o.conn)
	if err != nil {
		return fmt.Errorf("%s: %w", opslagBestand, err)
	}
	defer einde(&err)
	return fn()
}

// doe runs one statement and calls rij, if not nil, for every row.
func (o *opslag) doe(query string, rij func(*sqlite.Stmt) error, args ...any) error {
	if err := sqlitex.Execute(o.conn, query, &sqlitex.ExecOptions{Args: args, ResultFunc: rij}); err != nil {
		return fmt.Errorf("%s: %w", opslagBestand, err)
	}
	return nil
}

func (o *opslag) getal(query string, args ...any) (n int64, err error) {
	err = o.doe(query, func(s *sqlite.Stmt) error {
		n = s.ColumnInt64(0)
		return nil
	}, args...)
	return n, err
}

func blob(s *sqlite.Stmt, kolom int) []byte {
	if s.ColumnIsNull(kolom) {
		return nil
	}
	b := make([]byte, s.ColumnLen(kolom))
	s.ColumnBytes(kolom, b)
	return b
}
