package verwerkingslog

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// versie is the form of the file, in user_version.
const versie = "1"

// schema has no way to change a line: the triggers refuse it, whoever asks.
var schema = [...]string{ // read only
	`CREATE TABLE regels (
	nr              INTEGER PRIMARY KEY,
	trace           BLOB NOT NULL,
	span            BLOB NOT NULL,
	ouder           BLOB,
	naam            TEXT NOT NULL,
	status          TEXT NOT NULL,
	begin           INTEGER NOT NULL,
	eind            INTEGER NOT NULL,
	activiteit      TEXT NOT NULL,
	betrokkene      TEXT NOT NULL,
	betrokkenesoort TEXT NOT NULL,
	rol             TEXT NOT NULL,
	organisatie     TEXT NOT NULL,
	reden           TEXT NOT NULL
) STRICT`,
	"CREATE INDEX regels_over ON regels (betrokkene)",
	"CREATE TRIGGER regels_vast BEFORE UPDATE ON regels BEGIN SELECT RAISE(ABORT, 'een regel verandert niet'); END",
	"CREATE TRIGGER regels_blijven BEFORE DELETE ON regels BEGIN SELECT RAISE(ABORT, 'een regel verdwijnt niet'); END",
	"PRAGMA user_version = " + versie,
}

func bereid(conn *sqlite.Conn) error {
	for _, p := range [][2]string{{"journal_mode = WAL", "wal"}, {"synchronous = FULL", ""}} {
		if got, err := pragma(conn, p[0]); err != nil || p[1] != "" && got != p[1] {
			return errors.Join(err, fmt.Errorf("%w: pragma %s", ErrBeschadigd, p[0]))
		}
	}
	if got, err := pragma(conn, "synchronous"); err != nil || got != "2" {
		return errors.Join(err, fmt.Errorf("%w: synchronous is %s", ErrBeschadigd, got))
	}
	v, err := pragma(conn, "user_version")
	leeg, errLeeg := pragma(conn, "schema_version")
	switch {
	case err != nil || errLeeg != nil:
		return errors.Join(err, errLeeg)
	case v == versie:
		return nil
	case v != "0" || leeg != "0":
		return fmt.Errorf("%w: version %s", ErrBeschadigd, v)
	}
	return begin(conn)
}

func begin(conn *sqlite.Conn) (err error) {
	klaar, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer klaar(&err)
	for _, q := range schema {
		if err := sqlitex.ExecuteTransient(conn, q, nil); err != nil {
			return err
		}
	}
	return nil
}

func pragma(conn *sqlite.Conn, wat string) (waarde string, err error) {
	err = sqlitex.ExecuteTransient(conn, "PRAGMA "+wat, &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
		waarde = s.ColumnText(0)
		return nil
	}})
	return waarde, err
}

// Over returns the lines about somebody who goes by any of these pseudonyms, in
// the order in which they were recorded.
func (l *Logboek) Over(ctx context.Context, betrokkenen ...string) (uit []Regel, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l.db.Lock()
	defer l.db.Unlock()
	if l.conn == nil {
		return nil, ErrNietBeschikbaar
	}
	gezien := map[int64]Regel{}
	for _, b := range betrokkenen {
		if b == "" {
			continue
		}
		err := sqlitex.Execute(l.conn, "SELECT nr, trace, span, ouder, naam, begin, eind, activiteit, betrokkene, betrokkenesoort, rol, organisatie, reden FROM regels WHERE betrokkene = ?",
			&sqlitex.ExecOptions{Args: []any{b}, ResultFunc: func(s *sqlite.Stmt) error { gezien[s.ColumnInt64(0)] = regelUit(s); return nil }})
		if err != nil {
			return nil, fmt.Errorf("read processing log: %w", err)
		}
	}
	return opVolgorde(gezien), nil
}

// Aantal returns the number of lines.
func (l *Logboek) Aantal(ctx context.Context) (n int64, err error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	l.db.Lock()
	defer l.db.Unlock()
	if l.conn == nil {
		return 0, ErrNietBeschikbaar
	}
	err = sqlitex.Execute(l.conn, "SELECT count(*) FROM regels", &sqlitex.ExecOptions{
		ResultFunc: func(s *sqlite.Stmt) error { n = s.ColumnInt64(0); return nil },
	})
	return n, err
}

func regelUit(s *sqlite.Stmt) (r Regel) {
	s.ColumnBytes(1, r.Trace[:])
	s.ColumnBytes(2, r.Span[:])
	s.ColumnBytes(3, r.Ouder[:])
	r.Naam = s.ColumnText(4)
	r.Begin, r.Eind = time.UnixMilli(s.ColumnInt64(5)).UTC(), time.UnixMilli(s.ColumnInt64(6)).UTC()
	r.Activiteit, r.Betrokkene, r.Betrokkenesoort = s.ColumnText(7), s.ColumnText(8), s.ColumnText(9)
	r.Rol, r.Organisatie, r.Reden = s.ColumnText(10), s.ColumnText(11), s.ColumnText(12)
	return r
}

func opVolgorde(m map[int64]Regel) []Regel {
	uit := make([]Regel, 0, len(m))
	for _, nr := range slices.Sorted(maps.Keys(m)) {
		uit = append(uit, m[nr])
	}
	return uit
}

// Kopieer writes a copy of the logbook in file van to the new file naar,
// owner-only, while the logbook may be in use.
func Kopieer(ctx context.Context, van, naar string) error {
	conn, err := sqlite.OpenConn(van, sqlite.OpenReadOnly)
	if err != nil {
		return fmt.Errorf("copy processing log: %w", err)
	}
	conn.SetInterrupt(ctx.Done())
	err = sqlitex.ExecuteTransient(conn, "VACUUM INTO ?", &sqlitex.ExecOptions{Args: []any{naar}})
	if err = errors.Join(err, conn.Close()); err != nil {
		return fmt.Errorf("copy processing log: %w", err)
	}
	return os.Chmod(naar, 0o600)
}
