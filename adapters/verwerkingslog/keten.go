package verwerkingslog

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// ErrGebroken reports lines that are not the ones that were recorded.
var ErrGebroken = errors.New("verwerkingslog: chain is broken")

// ErrZonderKeten reports a file of before the lines were chained; it gets its chain
// when an office opens it.
var ErrZonderKeten = errors.New("verwerkingslog: lines are not chained yet")

// A Plaats is a line and the hash over all lines up to it. Line 0 is before the first.
type Plaats struct {
	Nr    int64
	Keten [32]byte
}

// Kop returns the hash as it stands in the history, base64url.
func (p Plaats) Kop() string { return base64.RawURLEncoding.EncodeToString(p.Keten[:]) }

// schakel returns where the chain stands after r. Every field has its length in
// front of it, so no two lines give the same bytes.
func (p Plaats) schakel(nr int64, r *Regel) Plaats {
	h := sha256.New()
	h.Write([]byte("verwerkingslog/v1\n"))
	h.Write(p.Keten[:])
	getal := func(n int64) {
		var b [8]byte
		binary.BigEndian.PutUint64(b[:], uint64(n))
		h.Write(b[:])
	}
	getal(nr)
	h.Write(r.Trace[:])
	h.Write(r.Span[:])
	h.Write(r.Ouder[:])
	getal(r.Begin.UnixMilli())
	getal(r.Eind.UnixMilli())
	for _, t := range [...]string{r.Naam, r.Activiteit, r.Betrokkene, r.Betrokkenesoort, r.Rol, r.Organisatie, r.Reden} {
		getal(int64(len(t)))
		h.Write([]byte(t))
	}
	return Plaats{Nr: nr, Keten: [32]byte(h.Sum(nil))}
}

// stand returns the last line of the file, or where the lines that went ended.
func stand(conn *sqlite.Conn) (p Plaats, err error) {
	err = sqlitex.Execute(conn, "SELECT nr, keten FROM regels UNION ALL SELECT nr, keten FROM begin ORDER BY nr DESC LIMIT 1", &sqlitex.ExecOptions{
		ResultFunc: func(s *sqlite.Stmt) error {
			p.Nr = s.ColumnInt64(0)
			s.ColumnBytes(1, p.Keten[:])
			return nil
		},
	})
	return p, err
}

// Kenmerk returns the id of this logbook, which tells one from another.
func (l *Logboek) Kenmerk() uuid.UUID { return l.kenmerk }

// Stand returns the last line that is on disk.
func (l *Logboek) Stand() (p Plaats, err error) {
	l.db.Lock()
	defer l.db.Unlock()
	if l.conn == nil {
		return p, ErrNietBeschikbaar
	}
	return stand(l.conn)
}

// A Blik is a logbook opened to look at its chain, also while it is in use.
type Blik struct {
	conn    *sqlite.Conn
	Kenmerk uuid.UUID
	Begin   Plaats // last of the lines that went after their term; line 0 when none did
}

// Bekijk opens the logbook in file pad to look at its chain. It returns
// ErrZonderKeten for a file of before there was one.
func Bekijk(pad string) (*Blik, error) {
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadOnly)
	if err != nil {
		return nil, fmt.Errorf("look at processing log: %w", err)
	}
	conn.SetBusyTimeout(geduld)
	b := &Blik{conn: conn}
	v, err := pragma(conn, "user_version")
	switch {
	case err == nil && v == versieZonderKeten:
		err = ErrZonderKeten
	case err == nil && v != versie:
		err = fmt.Errorf("%w: version %s", ErrBeschadigd, v)
	case err == nil:
		b.Kenmerk, b.Begin, err = begin(conn)
	}
	if err != nil {
		return nil, fmt.Errorf("look at processing log: %w", errors.Join(err, conn.Close()))
	}
	return b, nil
}

// Sluit closes the file.
func (b *Blik) Sluit() error { return b.conn.Close() }

// begin reads the one row that says which log this is and where its lines start.
func begin(conn *sqlite.Conn) (id uuid.UUID, p Plaats, err error) {
	rijen := 0
	err = sqlitex.Execute(conn, "SELECT kenmerk, nr, keten FROM begin", &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
		rijen++
		s.ColumnBytes(0, id[:])
		p.Nr = s.ColumnInt64(1)
		s.ColumnBytes(2, p.Keten[:])
		return nil
	}})
	if err == nil && rijen != 1 {
		err = fmt.Errorf("%w: de rij die zegt waar het log begint ontbreekt", ErrGebroken)
	}
	return id, p, err
}

// Reken recomputes the chain over the lines after plaats na, and calls fn for each
// place. It returns ErrGebroken at the first line that does not hold.
func (b *Blik) Reken(ctx context.Context, na Plaats, fn func(Plaats) error) error {
	b.conn.SetInterrupt(ctx.Done())
	return reken(b.conn, na, fn)
}

func reken(conn *sqlite.Conn, na Plaats, fn func(Plaats) error) error {
	return sqlitex.Execute(conn, "SELECT nr, "+velden+", keten, status FROM regels WHERE nr > ? ORDER BY nr", &sqlitex.ExecOptions{
		Args: []any{na.Nr},
		ResultFunc: func(s *sqlite.Stmt) error {
			r := regelUit(s)
			p := na.schakel(na.Nr+1, &r)
			var staat [32]byte
			s.ColumnBytes(13, staat[:])
			if s.ColumnInt64(0) != p.Nr || staat != p.Keten || s.ColumnText(14) != statusOk {
				return fmt.Errorf("%w: regel %d volgt niet op regel %d", ErrGebroken, s.ColumnInt64(0), na.Nr)
			}
			na = p
			return fn(p)
		},
	})
}

// Op returns the hash that the file holds at line nr; ok is false when there is no
// such line.
func (b *Blik) Op(nr int64) (p Plaats, ok bool, err error) {
	err = sqlitex.Execute(b.conn, "SELECT keten FROM regels WHERE nr = ?1 UNION ALL SELECT keten FROM begin WHERE nr = ?1", &sqlitex.ExecOptions{
		Args: []any{nr},
		ResultFunc: func(s *sqlite.Stmt) error {
			p, ok = Plaats{Nr: nr}, true
			s.ColumnBytes(0, p.Keten[:])
			return nil
		},
	})
	return p, ok, err
}
