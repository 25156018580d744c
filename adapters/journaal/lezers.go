package journaal

import (
	"context"
	"errors"
	"sync"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// maxLezers bounds the connections that read at the same time. A reader holds
// one for the time of a query, never while somebody else's function runs.
const maxLezers = 8

// lezers is a pool of connections that only read. They are opened when needed.
type lezers struct {
	pad   string
	mag   chan struct{} // one token per connection in use
	mu    sync.Mutex    // guards vrij and dicht
	vrij  []*lezer
	dicht bool
}

// A lezer is one connection; one goroutine uses it at a time.
type lezer struct {
	conn *sqlite.Conn
}

func nieuweLezers(pad string) *lezers {
	return &lezers{pad: pad, mag: make(chan struct{}, maxLezers)}
}

// met runs fn with a connection of its own. It waits for one if all are in use.
func (ls *lezers) met(ctx context.Context, fn func(*lezer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case ls.mag <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-ls.mag }()
	l, err := ls.neem()
	if err != nil {
		return err
	}
	return errors.Join(fn(l), ls.geef(l))
}

func (ls *lezers) neem() (*lezer, error) {
	ls.mu.Lock()
	if ls.dicht {
		ls.mu.Unlock()
		return nil, es.ErrStopped
	}
	if n := len(ls.vrij); n > 0 {
		l := ls.vrij[n-1]
		ls.vrij = ls.vrij[:n-1]
		ls.mu.Unlock()
		return l, nil
	}
	ls.mu.Unlock()
	conn, err := openLezer(ls.pad)
	if err != nil {
		return nil, err
	}
	return &lezer{conn: conn}, nil
}

// geef gives a connection back, or closes it when the pool has closed.
func (ls *lezers) geef(l *lezer) error {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	if ls.dicht {
		return l.conn.Close()
	}
	ls.vrij = append(ls.vrij, l)
	return nil
}

// sluit closes the idle connections; those in use close when they come back.
func (ls *lezers) sluit() error {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	ls.dicht = true
	var err error
	for _, l := range ls.vrij {
		err = errors.Join(err, l.conn.Close())
	}
	ls.vrij = nil
	return err
}

// vraag prepares query (once per connection), lets bind fill it in, and calls
// rij for every row. The statement is reset before it returns.
func (l *lezer) vraag(query string, bind func(*sqlite.Stmt), rij func(*sqlite.Stmt) error) error {
	stmt, err := l.conn.Prepare(query)
	if err != nil {
		return err
	}
	bind(stmt)
	for {
		meer, err := stmt.Step()
		if err != nil {
			return err
		}
		if !meer {
			return stmt.Reset()
		}
		if err := rij(stmt); err != nil {
			return errors.Join(err, stmt.Reset())
		}
	}
}

// getal returns the first column of the only row of query, or 0.
func (l *lezer) getal(query string, bind func(*sqlite.Stmt)) (n int64, err error) {
	err = l.vraag(query, bind, func(s *sqlite.Stmt) error {
		n = s.ColumnInt64(0)
		return nil
	})
	return n, err
}

// opslag copies column col of the current row.
func opslag(s *sqlite.Stmt, col int) []byte {
	b := make([]byte, s.ColumnLen(col))
	s.ColumnBytes(col, b)
	return b
}
