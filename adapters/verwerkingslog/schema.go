package verwerkingslog

import (
	"errors"
	"fmt"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// The forms of the file, in user_version.
const (
	versie            = "2"
	versieZonderKeten = "1"
)

const statusOk = "Ok" // of the standard; a line about something that failed is not written

// velden are the columns of a line that the standard knows, after its number.
const velden = "trace, span, ouder, naam, begin, eind, activiteit, betrokkene, betrokkenesoort, rol, organisatie, reden"

// schema has no way to change a line: the triggers refuse it, whoever asks. Lines go
// only at the beginning, and not before row begin says so.
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
	reden           TEXT NOT NULL,
	keten           BLOB NOT NULL
) STRICT`,
	"CREATE INDEX regels_over ON regels (betrokkene)",
	"CREATE TABLE begin (kenmerk BLOB NOT NULL, nr INTEGER NOT NULL, keten BLOB NOT NULL) STRICT",
	"CREATE TRIGGER regels_vast BEFORE UPDATE ON regels BEGIN SELECT RAISE(ABORT, 'een regel verandert niet'); END",
	"CREATE TRIGGER regels_blijven BEFORE DELETE ON regels WHEN OLD.nr > (SELECT nr FROM begin) " +
		"BEGIN SELECT RAISE(ABORT, 'een regel verdwijnt niet'); END",
	"CREATE TRIGGER begin_vooruit BEFORE UPDATE ON begin WHEN NEW.kenmerk <> OLD.kenmerk OR NEW.nr <= OLD.nr " +
		"BEGIN SELECT RAISE(ABORT, 'het begin gaat alleen vooruit'); END",
	"PRAGMA user_version = " + versie,
}

func bereid(conn *sqlite.Conn) error {
	for _, p := range [][2]string{{"journal_mode = WAL", "wal"}, {"synchronous = FULL", ""}, {"secure_delete = ON", "1"}} {
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
	case v == versieZonderKeten:
		return maak(conn, true)
	case v != "0" || leeg != "0":
		return fmt.Errorf("%w: version %s", ErrBeschadigd, v)
	}
	return maak(conn, false)
}

// maak makes the tables, and chains the lines of a file that has them without.
func maak(conn *sqlite.Conn, oud bool) (err error) {
	klaar, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer klaar(&err)
	if oud {
		for _, q := range []string{"ALTER TABLE regels RENAME TO oud", "DROP INDEX regels_over", "DROP TRIGGER regels_vast", "DROP TRIGGER regels_blijven"} {
			if err := sqlitex.ExecuteTransient(conn, q, nil); err != nil {
				return err
			}
		}
	}
	for _, q := range schema {
		if err := sqlitex.ExecuteTransient(conn, q, nil); err != nil {
			return err
		}
	}
	id, err := uuid.NewRandom()
	if err != nil {
		return err
	}
	err = sqlitex.Execute(conn, "INSERT INTO begin VALUES (?, 0, zeroblob(32))", &sqlitex.ExecOptions{Args: []any{id[:]}})
	if err != nil || !oud {
		return err
	}
	if err := schakelOude(conn); err != nil {
		return err
	}
	return sqlitex.ExecuteTransient(conn, "DROP TABLE oud", nil)
}

func schakelOude(conn *sqlite.Conn) error {
	var p Plaats
	return sqlitex.Execute(conn, "SELECT nr, "+velden+" FROM oud ORDER BY nr", &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
		r := regelUit(s)
		if s.ColumnInt64(0) != p.Nr+1 {
			return fmt.Errorf("%w: regel %d volgt niet op regel %d", ErrGebroken, s.ColumnInt64(0), p.Nr)
		}
		var err error
		p, err = voegToe(conn, p, &r)
		return err
	}})
}

// voegToe adds r after p.
func voegToe(conn *sqlite.Conn, p Plaats, r *Regel) (Plaats, error) {
	n := p.schakel(p.Nr+1, r)
	s, err := conn.Prepare("INSERT INTO regels (nr, trace, span, ouder, naam, status, begin, eind, activiteit, betrokkene, betrokkenesoort, rol, organisatie, reden, keten) " +
		"VALUES (?, ?, ?, ?, ?, '" + statusOk + "', ?, ?, ?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		return p, err
	}
	s.BindInt64(1, n.Nr)
	s.BindBytes(2, r.Trace[:])
	s.BindBytes(3, r.Span[:])
	if s.BindNull(4); r.Ouder != [8]byte{} {
		s.BindBytes(4, r.Ouder[:])
	}
	s.BindText(5, r.Naam)
	s.BindInt64(6, r.Begin.UnixMilli())
	s.BindInt64(7, r.Eind.UnixMilli())
	for i, t := range [...]string{r.Activiteit, r.Betrokkene, r.Betrokkenesoort, r.Rol, r.Organisatie, r.Reden} {
		s.BindText(8+i, t)
	}
	s.BindBytes(14, n.Keten[:])
	if _, err := s.Step(); err != nil {
		return p, err
	}
	return n, s.Reset()
}
