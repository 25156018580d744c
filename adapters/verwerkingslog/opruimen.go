package verwerkingslog

import (
	"context"
	"errors"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// A Rijp is what may go: all lines up to TotEnMet, which are Aantal lines.
type Rijp struct {
	TotEnMet Plaats
	Aantal   int64
}

// Rijp returns the oldest lines whose processing ended before voor: up to the first
// that did not, since what is left must stay one chain.
func (l *Logboek) Rijp(ctx context.Context, voor time.Time) (r Rijp, err error) {
	if err := ctx.Err(); err != nil {
		return r, err
	}
	l.db.Lock()
	defer l.db.Unlock()
	if l.conn == nil {
		return r, ErrNietBeschikbaar
	}
	err = sqlitex.Execute(l.conn, "SELECT nr, keten, count(*) OVER () FROM regels "+
		"WHERE nr < (SELECT coalesce(min(nr), 9223372036854775807) FROM regels WHERE eind >= ?) ORDER BY nr DESC LIMIT 1", &sqlitex.ExecOptions{
		Args: []any{voor.UnixMilli()},
		ResultFunc: func(s *sqlite.Stmt) error {
			r.TotEnMet.Nr = s.ColumnInt64(0)
			s.ColumnBytes(1, r.TotEnMet.Keten[:])
			r.Aantal = s.ColumnInt64(2)
			return nil
		},
	})
	if err != nil {
		return r, fmt.Errorf("read processing log: %w", err)
	}
	return r, nil
}

// RuimOp removes all lines up to tot, and overwrites their bytes. The caller has
// recorded that they go. It may be called again: lines that are gone stay gone. It
// returns ErrGebroken, and removes nothing, when line tot is not the one meant.
func (l *Logboek) RuimOp(ctx context.Context, tot Plaats) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.db.Lock()
	defer l.db.Unlock()
	if l.fout != nil {
		return l.fout
	}
	_, van, err := begin(l.conn)
	if err == nil && van.Nr < tot.Nr {
		err = verwijder(l.conn, tot)
	}
	if err == nil { // also when an earlier attempt got no further than the transaction
		_, err = pragma(l.conn, "wal_checkpoint(TRUNCATE)")
	}
	if err != nil {
		return fmt.Errorf("remove from processing log: %w", err)
	}
	return nil
}

func verwijder(conn *sqlite.Conn, tot Plaats) (err error) {
	klaar, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer klaar(&err)
	b := &Blik{conn: conn}
	staat, ok, err := b.Op(tot.Nr)
	if err != nil {
		return err
	}
	if !ok || staat != tot {
		return fmt.Errorf("%w: regel %d is niet de regel tot waar verwijderd mag worden", ErrGebroken, tot.Nr)
	}
	return errors.Join(
		sqlitex.Execute(conn, "UPDATE begin SET nr = ?, keten = ?", &sqlitex.ExecOptions{Args: []any{tot.Nr, tot.Keten[:]}}),
		sqlitex.Execute(conn, "DELETE FROM regels WHERE nr <= ?", &sqlitex.ExecOptions{Args: []any{tot.Nr}}),
	)
}
