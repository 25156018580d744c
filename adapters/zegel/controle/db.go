package controle

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"net/url"
	"os"
	"path/filepath"

	"zombiezen.com/go/sqlite"
)

// openLezen opens a database to read. Stil says that nobody has it open: then it
// is read as it lies, without the helper files that SQLite would otherwise make
// beside it (an auditor must be able to check a folder that he cannot write).
func openLezen(ctx context.Context, pad string, stil bool) (*sqlite.Conn, error) {
	abs, err := filepath.Abs(pad)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", filepath.Base(pad), err)
	}
	uri := url.URL{Scheme: "file", Path: abs, RawQuery: "mode=ro"}
	if stil {
		uri.RawQuery += "&immutable=1"
	}
	conn, err := sqlite.OpenConn(uri.String(), sqlite.OpenReadOnly|sqlite.OpenURI)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", filepath.Base(pad), err)
	}
	conn.SetInterrupt(ctx.Done())
	return conn, nil
}

// inGebruik reports whether a database has a write-ahead log with content: a
// process has it open, or left it behind.
func inGebruik(pad string) (bool, error) {
	_, err := os.Stat(pad + "-wal")
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// vraag runs a query and calls rij for every row.
func vraag(conn *sqlite.Conn, query string, bind func(*sqlite.Stmt), rij func(*sqlite.Stmt) error) error {
	stmt, err := conn.Prepare(query)
	if err != nil {
		return err
	}
	if bind != nil {
		bind(stmt)
	}
	for {
		meer, err := stmt.Step()
		if err != nil {
			return errors.Join(err, stmt.Reset())
		}
		if !meer {
			return stmt.Reset()
		}
		if err := rij(stmt); err != nil {
			return errors.Join(err, stmt.Reset())
		}
	}
}

// getal returns the first column of the only row of query, 0 if there is none.
func getal(conn *sqlite.Conn, query string, args ...int64) (n int64, err error) {
	err = vraag(conn, query, func(s *sqlite.Stmt) {
		for i, a := range args {
			s.BindInt64(i+1, a)
		}
	}, func(s *sqlite.Stmt) error {
		n = s.ColumnInt64(0)
		return nil
	})
	return n, err
}

// A wijzer walks over the rows of a query that is ordered by position, its
// first column.
type wijzer struct {
	stmt    *sqlite.Stmt
	positie int64 // of the current row; past the last, geenRij
}

// geenRij is a position that no event can have.
const geenRij = math.MaxInt64

func nieuweWijzer(conn *sqlite.Conn, query string, na, tot int64) (*wijzer, error) {
	stmt, err := conn.Prepare(query)
	if err != nil {
		return nil, err
	}
	stmt.BindInt64(1, na)
	stmt.BindInt64(2, tot)
	w := &wijzer{stmt: stmt}
	return w, w.volgende()
}

func (w *wijzer) volgende() error {
	meer, err := w.stmt.Step()
	if err != nil {
		return err
	}
	w.positie = geenRij
	if meer {
		w.positie = w.stmt.ColumnInt64(0)
	}
	return nil
}

// terug reports whether the walk has gone back to before p, where it has been.
func (w *wijzer) terug(p int64) bool { return w.positie < p }

// kolom copies column k of the current row to the end of buf[:0].
func kolom(s *sqlite.Stmt, k int, buf []byte) []byte {
	n := s.ColumnLen(k)
	if cap(buf) < n {
		buf = make([]byte, n, max(n, 4096))
	}
	buf = buf[:n]
	if n > 0 {
		s.ColumnBytes(k, buf)
	}
	return buf
}
