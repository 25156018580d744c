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
		err := sqlitex.Execute(l.conn, "SELECT nr, "+velden+" FROM regels WHERE betrokkene = ?",
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
