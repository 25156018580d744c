package sleutels

import (
	"context"
	"crypto/cipher"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// versie is the form of the file, in user_version. Version 1 had no index of
// persons; it is extended when it is opened.
const versie = 2

// indextabellen hold who the dossiers are about, in a form that says nothing
// without the keys in indexsleutels: see [Kluis.LegVast].
var indextabellen = [...]string{ // read only
	"CREATE TABLE indexsleutels (module TEXT PRIMARY KEY, ingepakt BLOB NOT NULL) STRICT, WITHOUT ROWID",
	"CREATE TABLE personen (module TEXT NOT NULL, blind BLOB NOT NULL, pseudoniem BLOB NOT NULL UNIQUE, PRIMARY KEY (module, blind)) STRICT, WITHOUT ROWID",
	"CREATE TABLE dossiers (stroom TEXT NOT NULL, pseudoniem BLOB NOT NULL, PRIMARY KEY (stroom, pseudoniem)) STRICT, WITHOUT ROWID",
	"CREATE INDEX dossiers_van ON dossiers (pseudoniem)",
	"CREATE TABLE indexstand (regel INTEGER PRIMARY KEY CHECK (regel = 1), volledig INTEGER NOT NULL) STRICT",
}

// pragmas in this order. secure_delete overwrites deleted keys with zeros. The
// write-ahead log makes a commit one fsync of pages that follow each other, where
// the rows themselves lie all over the file; it holds copies of what is deleted,
// so whoever deletes empties it: see [leegLog].
var pragmas = [...]struct{ naam, waarde, antwoord string }{ // read only
	{"secure_delete", "ON", "1"},
	{"journal_mode", "WAL", "wal"},
	{"synchronous", "FULL", "2"},
	{"wal_autocheckpoint", "4000", "4000"}, // 16 MiB: pages that many commits touch are copied once
	{"temp_store", "MEMORY", "2"},
	{"cache_size", "-16384", "-16384"}, // 16 MiB: ids are random, so a batch touches many pages
}

// openDB opens or creates the file pad and checks that a opens what is in it.
func openDB(pad string, a cipher.AEAD) (*sqlite.Conn, error) {
	f, err := os.OpenFile(pad, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600) // SQLite would let everybody read it
	switch {
	case err == nil:
		if err := errors.Join(f.Close(), syncMap(filepath.Dir(pad))); err != nil {
			return nil, err
		}
	case !errors.Is(err, fs.ErrExist):
		return nil, err
	}
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
	if err != nil {
		return nil, err
	}
	conn.SetBusyTimeout(wachtOpLezers)
	if err := bereid(conn, a); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// bereid makes a new file a key store, or an older one of this version. A file that
// is none, or that a opens nothing of, is left as it is.
func bereid(conn *sqlite.Conn, a cipher.AEAD) error {
	v, err := herken(conn, a)
	if err != nil {
		return err
	}
	for _, p := range pragmas {
		if err := sqlitex.ExecuteTransient(conn, "PRAGMA "+p.naam+" = "+p.waarde, nil); err != nil {
			return fmt.Errorf("pragma %s: %w", p.naam, err)
		}
		if got, err := pragma(conn, p.naam); err != nil || got != p.antwoord {
			return fmt.Errorf("pragma %s is %q, not %q: %w", p.naam, got, p.antwoord, errors.Join(err, ErrBeschadigd))
		}
	}
	switch v {
	case 0:
		err = begin(conn, a)
	case 1:
		err = breidUit(conn)
	}
	if err != nil {
		return err
	}
	return leegLog(conn) // a process may have ended between a deletion and this
}

// herken returns the version of the file: 0 when it is empty.
func herken(conn *sqlite.Conn, a cipher.AEAD) (int, error) {
	v, err := pragma(conn, "user_version")
	if err != nil {
		return 0, err
	}
	switch v {
	case "0":
		if n, err := pragma(conn, "schema_version"); err != nil || n != "0" {
			return 0, fmt.Errorf("%w: it is another database", errors.Join(ErrBeschadigd, err))
		}
		return 0, nil
	case "1":
		return 1, controleer(conn, a)
	case "2":
		return versie, controleer(conn, a)
	default:
		return 0, fmt.Errorf("%w: version %s, this program knows %d", ErrBeschadigd, v, versie)
	}
}

// wachtOpLezers is how long emptying the log waits for another process that reads
// the file, such as a copying tool.
const wachtOpLezers = time.Second

// leegLog brings the file up to date and empties the write-ahead log, in which
// pages stand as they were before a deletion. It is part of every deletion: before
// it returns nil, what was deleted can be in the folder.
func leegLog(conn *sqlite.Conn) error {
	bezet := true
	err := sqlitex.ExecuteTransient(conn, "PRAGMA wal_checkpoint(TRUNCATE)", &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
		bezet = s.ColumnInt(0) != 0
		return nil
	}})
	if err == nil && bezet {
		err = ErrBezet
	}
	if err != nil {
		return fmt.Errorf("empty the log of the key store: %w", err)
	}
	return nil
}

func pragma(conn *sqlite.Conn, naam string) (waarde string, err error) {
	err = sqlitex.ExecuteTransient(conn, "PRAGMA "+naam, &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
		waarde = s.ColumnText(0)
		return nil
	}})
	return waarde, err
}

// begin makes the tables of an empty file.
func begin(conn *sqlite.Conn, a cipher.AEAD) (err error) {
	b, err := pakIn(a, doelControle, nil, make([]byte, 32))
	if err != nil {
		return err
	}
	klaar, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer klaar(&err)
	for _, q := range append(indextabellen[:],
		"CREATE TABLE sleutels (id BLOB PRIMARY KEY, ingepakt BLOB NOT NULL) STRICT, WITHOUT ROWID",
		"CREATE TABLE controle (regel INTEGER PRIMARY KEY CHECK (regel = 1), kek BLOB NOT NULL) STRICT",
		"INSERT INTO indexstand VALUES (1, 1)", // an index of nobody is complete
		fmt.Sprintf("PRAGMA user_version = %d", versie)) {
		if err := sqlitex.ExecuteTransient(conn, q, nil); err != nil {
			return err
		}
	}
	return sqlitex.ExecuteTransient(conn, "INSERT INTO controle VALUES (1, ?)", &sqlitex.ExecOptions{Args: []any{b}})
}

// breidUit adds the index to a file of version 1. What is in the journal already
// is not in it yet: the index says that it is not complete.
func breidUit(conn *sqlite.Conn) (err error) {
	klaar, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer klaar(&err)
	for _, q := range append(indextabellen[:], "INSERT INTO indexstand VALUES (1, 0)", fmt.Sprintf("PRAGMA user_version = %d", versie)) {
		if err := sqlitex.ExecuteTransient(conn, q, nil); err != nil {
			return err
		}
	}
	return nil
}

// controleer refuses a wrapping key that cannot open the value written with the first one.
func controleer(conn *sqlite.Conn, a cipher.AEAD) error {
	var b []byte
	err := sqlitex.ExecuteTransient(conn, "SELECT kek FROM controle", &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
		b = kolom(s, 0)
		return nil
	}})
	if err != nil {
		return err
	}
	if _, err := pakUit(a, doelControle, nil, b); err != nil {
		return ErrKEK
	}
	return nil
}

func kolom(s *sqlite.Stmt, i int) []byte {
	b := make([]byte, s.ColumnLen(i))
	s.ColumnBytes(i, b)
	return b
}

// schrijf commits keys. They are sorted by id first, which spares page reads.
func schrijf(conn *sqlite.Conn, vers []envelop.Sleutel, ingepakt [][]byte) (err error) {
	volgorde := make([]int, len(vers))
	for i := range volgorde {
		volgorde[i] = i
	}
	slices.SortFunc(volgorde, func(i, j int) int { return slices.Compare(vers[i].ID[:], vers[j].ID[:]) })
	klaar, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer klaar(&err)
	s, err := conn.Prepare("INSERT INTO sleutels VALUES (?, ?)")
	if err != nil {
		return err
	}
	for _, i := range volgorde {
		s.BindBytes(1, vers[i].ID[:])
		s.BindBytes(2, ingepakt[i])
		if _, err := s.Step(); err != nil {
			return err
		}
		if err := s.Reset(); err != nil {
			return err
		}
	}
	return nil
}

// lees returns the wrapped form of key id, or nil.
func lees(conn *sqlite.Conn, id [16]byte) (ingepakt []byte, err error) {
	err = sqlitex.Execute(conn, "SELECT ingepakt FROM sleutels WHERE id = ?", &sqlitex.ExecOptions{
		Args: []any{id[:]},
		ResultFunc: func(s *sqlite.Stmt) error {
			ingepakt = kolom(s, 0)
			return nil
		},
	})
	return ingepakt, err
}

// wis deletes keys, and what the index says of streams, in one transaction. It
// returns how many keys and how many rows of the index there were. The log still
// holds them: see leegLog.
func wis(ctx context.Context, conn *sqlite.Conn, ids [][16]byte, stromen []es.Stream) (n, rijen int, err error) {
	klaar, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return 0, 0, err
	}
	defer klaar(&err)
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return 0, 0, err
		}
		if err := sqlitex.Execute(conn, "DELETE FROM sleutels WHERE id = ?", &sqlitex.ExecOptions{Args: []any{id[:]}}); err != nil {
			return 0, 0, err
		}
		n += conn.Changes()
	}
	for _, s := range stromen {
		if err := ctx.Err(); err != nil {
			return 0, 0, err
		}
		m, err := wisDossier(conn, s)
		if err != nil {
			return 0, 0, err
		}
		rijen += m
	}
	return n, rijen, nil
}
