package sleutels

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// An indexpost is a row that waits to be committed.
type indexpost struct {
	module string
	nummer Nummer
	stroom es.Stream
	uit    Pseudoniem
	fout   error
	klaar  bool // guarded by db
}

// LegVast records in the index that stroom is about the person with this number,
// and returns who that is within module. When it returns the row is on disk, so
// whoever opens a stream calls it first: a row without a stream is harmless, a
// stream without a row cannot be found. Doing it again changes nothing.
//
// Calls that come while another is being committed share the next commit.
func (k *Kluis) LegVast(ctx context.Context, module string, n Nummer, stroom es.Stream) (Pseudoniem, error) {
	if err := ctx.Err(); err != nil {
		return Pseudoniem{}, err
	}
	p := &indexpost{module: module, nummer: n, stroom: stroom}
	k.mu.Lock()
	k.posten = append(k.posten, p)
	k.mu.Unlock()
	k.db.Lock()
	defer k.db.Unlock()
	if !p.klaar {
		k.boekPosten()
	}
	if p.fout != nil {
		return Pseudoniem{}, fmt.Errorf("index dossier: %w", p.fout)
	}
	return p.uit, nil
}

// An Indexrij says that a stream is about the person with a number.
type Indexrij struct {
	Module string
	Nummer Nummer
	Stroom es.Stream
}

// LegReeks is LegVast for many rows at once, all or none.
func (k *Kluis) LegReeks(ctx context.Context, rijen []Indexrij) error {
	if len(rijen) == 0 || ctx.Err() != nil {
		return ctx.Err()
	}
	posten := make([]*indexpost, len(rijen))
	for i, r := range rijen {
		posten[i] = &indexpost{module: r.Module, nummer: r.Nummer, stroom: r.Stroom}
	}
	k.db.Lock()
	defer k.db.Unlock()
	if err := k.stand(); err != nil {
		return fmt.Errorf("index %d dossiers: %w", len(rijen), err)
	}
	if err := k.boek(posten); err != nil {
		return fmt.Errorf("index %d dossiers: %w", len(rijen), k.faal(err))
	}
	return nil
}

// boekPosten commits all rows that wait, in one transaction. The caller holds db.
func (k *Kluis) boekPosten() {
	k.mu.Lock()
	posten, fout := k.posten, k.fout
	k.posten = nil
	k.mu.Unlock()
	if fout == nil {
		if fout = k.boek(posten); fout != nil {
			fout = k.faal(fout) // what is on disk now only a new process can tell
		}
	}
	for _, p := range posten {
		p.klaar, p.fout = true, fout
	}
}

func (k *Kluis) boek(posten []*indexpost) (err error) {
	blind := make([][32]byte, len(posten))
	for i, p := range posten { // may make a key, in a transaction of its own
		if blind[i], err = k.blindVan(p.module, p.nummer); err != nil {
			return err
		}
	}
	klaar, err := sqlitex.ImmediateTransaction(k.conn)
	if err != nil {
		return err
	}
	defer klaar(&err)
	for i, p := range posten {
		var vers Pseudoniem
		rand.Read(vers[:]) // never fails: crypto/rand ends the process instead
		err := sqlitex.Execute(k.conn, "INSERT INTO personen VALUES (?, ?, ?) ON CONFLICT (module, blind) DO UPDATE SET module = module RETURNING pseudoniem",
			&sqlitex.ExecOptions{
				Args:       []any{p.module, blind[i][:], vers[:]},
				ResultFunc: func(s *sqlite.Stmt) error { s.ColumnBytes(0, p.uit[:]); return nil },
			})
		if err != nil {
			return err
		}
		err = sqlitex.Execute(k.conn, "INSERT INTO dossiers VALUES (?, ?) ON CONFLICT DO NOTHING", &sqlitex.ExecOptions{Args: []any{string(p.stroom), p.uit[:]}})
		if err != nil {
			return err
		}
	}
	return nil
}

// SluitAan records that stroom is about the persons of another stream, which
// need no number of their own: a match is about its kandidaat. It does nothing
// when the index does not know that stream.
func (k *Kluis) SluitAan(ctx context.Context, stroom, bij es.Stream) error {
	return k.schrijfIndex(ctx, "INSERT OR IGNORE INTO dossiers SELECT ?, pseudoniem FROM dossiers WHERE stroom = ?", string(stroom), string(bij))
}

// Behoud removes what the index says of stroom beside p, after a correction of
// the number, together with persons who have no dossier left.
func (k *Kluis) Behoud(ctx context.Context, stroom es.Stream, p Pseudoniem) error {
	k.db.Lock()
	defer k.db.Unlock()
	if err := errors.Join(ctx.Err(), k.stand()); err != nil {
		return fmt.Errorf("mend index: %w", err)
	}
	ps, err := pseudoniemenVan(k.conn, stroom)
	if err != nil || !slices.Contains(ps, p) || len(ps) == 1 {
		return err
	}
	err = func() (err error) {
		klaar, err := sqlitex.ImmediateTransaction(k.conn)
		if err != nil {
			return err
		}
		defer klaar(&err)
		for _, ander := range ps {
			if ander != p {
				if _, err := wisRij(k.conn, stroom, ander); err != nil {
					return err
				}
			}
		}
		return nil
	}()
	if err != nil {
		return fmt.Errorf("mend index: %w", k.faal(err))
	}
	return leegLog(k.conn)
}

// VernietigMetIndex destroys keys, and with them what the index knows of
// streams, in one transaction: all or none. A person without a dossier left in a
// module goes from that module as well, so no pseudonym leads back to anybody.
// It returns how many keys and how many rows there were. What is gone already is
// no error, so that it can be done again after a crash; when it returns nil, the
// deletion is on disk and nothing of it is in the folder any more. With [ErrBezet]
// the keys open nothing here, but the folder may hold them: do it again. With ids
// empty it only cleans the index.
func (k *Kluis) VernietigMetIndex(ctx context.Context, ids [][16]byte, stromen []es.Stream) (weg, rijen int, err error) {
	k.db.Lock()
	defer k.db.Unlock()
	if err := k.stand(); err != nil {
		return 0, 0, fmt.Errorf("destroy %d keys: %w", len(ids), err)
	}
	weg, rijen, err = wis(ctx, k.conn, ids, stromen)
	if err != nil {
		if ctx.Err() == nil || !errors.Is(err, ctx.Err()) {
			err = k.faal(err)
		}
		return 0, 0, fmt.Errorf("destroy %d keys: %w", len(ids), err)
	}
	k.vergeet(ids)
	return weg, rijen, leegLog(k.conn)
}

// vergeet removes keys from memory.
func (k *Kluis) vergeet(ids [][16]byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, id := range ids {
		k.onthoud.vergeet(id)
		k.voorraad = slices.DeleteFunc(k.voorraad, func(s envelop.Sleutel) bool { return s.ID == id })
	}
}

// wisDossier removes a stream from the index. The caller has a transaction open.
func wisDossier(conn *sqlite.Conn, stroom es.Stream) (n int, err error) {
	ps, err := pseudoniemenVan(conn, stroom)
	if err != nil {
		return 0, err
	}
	for _, p := range ps {
		m, err := wisRij(conn, stroom, p)
		if err != nil {
			return 0, err
		}
		n += m
	}
	return n, nil
}

func wisRij(conn *sqlite.Conn, stroom es.Stream, p Pseudoniem) (n int, err error) {
	for _, q := range []struct {
		tekst string
		args  []any
	}{
		{"DELETE FROM dossiers WHERE stroom = ? AND pseudoniem = ?", []any{string(stroom), p[:]}},
		{"DELETE FROM personen WHERE pseudoniem = ?1 AND NOT EXISTS (SELECT 1 FROM dossiers WHERE pseudoniem = ?1)", []any{p[:]}},
	} {
		if err := sqlitex.Execute(conn, q.tekst, &sqlitex.ExecOptions{Args: q.args}); err != nil {
			return 0, err
		}
		n += conn.Changes()
	}
	return n, nil
}

// Dossiers calls fn for every stream in the index, sorted, and stops with its
// first error. fn must not use the store.
func (k *Kluis) Dossiers(ctx context.Context, fn func(es.Stream) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	k.db.Lock()
	defer k.db.Unlock()
	if k.conn == nil {
		return fmt.Errorf("list dossiers: %w", es.ErrStopped)
	}
	return sqlitex.Execute(k.conn, "SELECT DISTINCT stroom FROM dossiers ORDER BY stroom", &sqlitex.ExecOptions{
		ResultFunc: func(s *sqlite.Stmt) error { return fn(es.Stream(s.ColumnText(0))) },
	})
}

// IndexVolledig reports whether the index holds every dossier: it does not after
// an older program made the store, until [Kluis.MerkVolledig].
func (k *Kluis) IndexVolledig(ctx context.Context) (ja bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	k.db.Lock()
	defer k.db.Unlock()
	if k.conn == nil {
		return false, fmt.Errorf("look at index: %w", es.ErrStopped)
	}
	err = sqlitex.Execute(k.conn, "SELECT volledig FROM indexstand", &sqlitex.ExecOptions{
		ResultFunc: func(s *sqlite.Stmt) error { ja = s.ColumnInt(0) != 0; return nil },
	})
	if err != nil {
		return false, fmt.Errorf("look at index: %w", err)
	}
	return ja, nil
}

// MerkVolledig records that the index holds every dossier.
func (k *Kluis) MerkVolledig(ctx context.Context) error {
	return k.schrijfIndex(ctx, "UPDATE indexstand SET volledig = 1")
}

func (k *Kluis) schrijfIndex(ctx context.Context, q string, args ...any) error {
	k.db.Lock()
	defer k.db.Unlock()
	if err := errors.Join(ctx.Err(), k.stand()); err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	if err := sqlitex.Execute(k.conn, q, &sqlitex.ExecOptions{Args: args}); err != nil {
		return fmt.Errorf("write index: %w", k.faal(err))
	}
	return nil
}

// indexsleutel returns the key of module, made at first use. The caller holds db.
func (k *Kluis) indexsleutel(module string) (*[32]byte, error) {
	k.mu.Lock()
	s := k.blind[module]
	k.mu.Unlock()
	if s != nil {
		return s, nil
	}
	s = new([32]byte)
	var ingepakt []byte
	err := sqlitex.Execute(k.conn, "SELECT ingepakt FROM indexsleutels WHERE module = ?", &sqlitex.ExecOptions{
		Args: []any{module}, ResultFunc: func(r *sqlite.Stmt) error { ingepakt = kolom(r, 0); return nil },
	})
	switch {
	case err != nil:
		return nil, err
	case ingepakt == nil:
		if err := k.stand(); err != nil {
			return nil, err
		}
		rand.Read(s[:]) // never fails
		if ingepakt, err = pakIn(k.inpakker, doelIndex, []byte(module), s[:]); err != nil {
			return nil, err
		}
		err = sqlitex.Execute(k.conn, "INSERT INTO indexsleutels VALUES (?, ?)", &sqlitex.ExecOptions{Args: []any{module, ingepakt}})
		if err != nil {
			return nil, k.faal(err)
		}
	default:
		geheim, err := pakUit(k.inpakker, doelIndex, []byte(module), ingepakt)
		if err != nil || len(geheim) != len(s) {
			return nil, fmt.Errorf("index key: %w", ErrBeschadigd)
		}
		copy(s[:], geheim)
		clear(geheim)
	}
	k.mu.Lock()
	k.blind[module] = s
	k.mu.Unlock()
	return s, nil
}
