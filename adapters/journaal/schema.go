package journaal

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

const (
	// bestand is the name of the journal in its folder.
	bestand = "journaal.db"
	// toepassing marks the file as a journal of Kroniek: "KRON" in ASCII.
	toepassing = 0x4b524f4e
	// versie is the newest schema this program can read and the one it writes.
	versie = 1
	// wachttijd bounds how long a statement waits for a lock: another process
	// that reads may hold one for a moment.
	wachttijd = 10 * time.Second
)

// Errors about the file itself.
var (
	// ErrGeenJournaal reports a file that is not a journal of Kroniek.
	ErrGeenJournaal = errors.New("journaal.db is geen journaal van Kroniek")
	// ErrNieuwer reports a journal written by a newer version of the program.
	ErrNieuwer = errors.New("het journaal is geschreven door een nieuwere versie van Kroniek; gebruik die versie")
)

// schema creates an empty journal. No row is ever removed but a personal part,
// and no row is changed but by [Journaal.Vervang].
//
// The nodes of the Merkle tree stand in one row per event that completes any:
// the hashes of level 1, 2, … in order. Leaves are not stored, since they
// follow from the commitment. A column that repeats what the event says (id,
// type, revision) is there for speed only; the event is what is sealed.
const schema = `
CREATE TABLE streams (
	sid     INTEGER PRIMARY KEY,
	naam    TEXT NOT NULL UNIQUE,
	sleutel BLOB
) STRICT;
CREATE TABLE typen (
	tid  INTEGER PRIMARY KEY,
	naam TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE gebeurtenissen (
	positie     INTEGER PRIMARY KEY,
	sid         INTEGER NOT NULL,
	revisie     INTEGER NOT NULL,
	tid         INTEGER NOT NULL,
	tijdgrens   INTEGER NOT NULL,
	vervangen   INTEGER NOT NULL DEFAULT 0,
	id          BLOB NOT NULL,
	sleutel     BLOB,
	zout        BLOB NOT NULL,
	commitment  BLOB NOT NULL,
	gebeurtenis BLOB NOT NULL,
	UNIQUE (sid, revisie)
) STRICT;
CREATE TABLE persoonsdelen (
	positie INTEGER PRIMARY KEY,
	deel    BLOB NOT NULL
) STRICT;
CREATE TABLE knopen (
	positie INTEGER PRIMARY KEY,
	hashes  BLOB NOT NULL
) STRICT;
CREATE TABLE opdrachten (
	opdracht BLOB PRIMARY KEY,
	positie  INTEGER NOT NULL,
	aantal   INTEGER NOT NULL,
	hmac     BLOB NOT NULL
) STRICT, WITHOUT ROWID;
`

// openSchrijver opens the connection of the writer, and creates the schema in
// an empty file. Deleted bytes are overwritten, so that what an afscherming
// removes does not linger in the file.
func openSchrijver(pad string) (_ *sqlite.Conn, err error) {
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", bestand, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, conn.Close())
		}
	}()
	conn.SetBusyTimeout(wachttijd)
	toep, ver, err := kenmerk(conn)
	if err != nil {
		return nil, err
	}
	leeg := false
	if toep == 0 && ver == 0 {
		if leeg, err = isLeeg(conn); err != nil {
			return nil, err
		}
	}
	if !leeg {
		if err := errors.Join(keur(toep, ver), keurVorm(conn)); err != nil {
			return nil, err
		}
	}
	pragmas := "PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" +
		"PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-65536; PRAGMA cache_spill=OFF;"
	if err := voerUit(conn, pragmas); err != nil {
		return nil, err
	}
	if leeg {
		err = voerUit(conn, fmt.Sprintf("BEGIN IMMEDIATE;%s PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT;", schema, toepassing, versie))
	}
	return conn, err
}

// voerUit runs the statements of a script one by one, outside any savepoint.
func voerUit(conn *sqlite.Conn, script string) error {
	for rest := script; rest != ""; {
		stmt, staart, err := conn.PrepareTransient(rest)
		if err != nil {
			return fmt.Errorf("%s: %w", bestand, err)
		}
		if stmt == nil {
			return nil
		}
		for meer := true; meer && err == nil; {
			meer, err = stmt.Step()
		}
		if err = errors.Join(err, stmt.Finalize()); err != nil {
			return fmt.Errorf("%s: %w", bestand, err)
		}
		rest = rest[len(rest)-staart:]
	}
	return nil
}

// openLezer opens a connection that can only read.
func openLezer(pad string) (_ *sqlite.Conn, err error) {
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadOnly)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", bestand, err)
	}
	conn.SetBusyTimeout(wachttijd)
	toep, ver, err := kenmerk(conn)
	if err == nil {
		err = keur(toep, ver)
	}
	if err == nil {
		err = voerUit(conn, "PRAGMA cache_size=-4096;")
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

func kenmerk(conn *sqlite.Conn) (toep, ver int64, err error) {
	if toep, err = getal(conn, "PRAGMA application_id"); err != nil {
		return 0, 0, err
	}
	ver, err = getal(conn, "PRAGMA user_version")
	return toep, ver, err
}

func keur(toep, ver int64) error {
	switch {
	case toep != toepassing || ver < 1:
		return ErrGeenJournaal
	case ver > versie:
		return fmt.Errorf("%w (schema %d)", ErrNieuwer, ver)
	}
	return nil
}

// keurVorm refuses a file with other tables, indexes, triggers or views than the
// schema makes: one of those could change or hide what is written.
func keurVorm(conn *sqlite.Conn) (err error) {
	leeg, err := sqlite.OpenConn(":memory:")
	if err != nil {
		return fmt.Errorf("%s: %w", bestand, err)
	}
	defer func() { err = errors.Join(err, leeg.Close()) }()
	if err := voerUit(leeg, strings.TrimSpace(schema)); err != nil {
		return err
	}
	wil, err := vorm(leeg)
	if err != nil {
		return err
	}
	is, err := vorm(conn)
	if err != nil {
		return err
	}
	for naam, sql := range is {
		if wil[naam] != sql {
			return fmt.Errorf("%w: %q hoort niet in dit bestand, of is veranderd", ErrBeschadigd, naam)
		}
		delete(wil, naam)
	}
	for naam := range wil {
		return fmt.Errorf("%w: %q ontbreekt", ErrBeschadigd, naam)
	}
	return nil
}

// vorm returns the text of every object in the schema, by type and name. What
// SQLite keeps for itself (statistics) is left out.
func vorm(conn *sqlite.Conn) (map[string]string, error) {
	objecten := map[string]string{}
	err := sqlitex.ExecuteTransient(conn, "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'",
		&sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
			objecten[s.ColumnText(0)] = s.ColumnText(1)
			return nil
		}})
	if err != nil {
		return nil, fmt.Errorf("%s: lees schema: %w", bestand, err)
	}
	return objecten, nil
}

func isLeeg(conn *sqlite.Conn) (bool, error) {
	n, err := getal(conn, "SELECT count(*) FROM sqlite_schema")
	return n == 0, err
}

// getal returns the first column of the first row of query, or 0 without a row.
func getal(conn *sqlite.Conn, query string) (n int64, err error) {
	err = sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{
		ResultFunc: func(stmt *sqlite.Stmt) error {
			n = stmt.ColumnInt64(0)
			return nil
		},
	})
	if err != nil {
		return 0, fmt.Errorf("%s: %s: %w", bestand, query, err)
	}
	return n, nil
}
