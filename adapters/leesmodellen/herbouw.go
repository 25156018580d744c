package leesmodellen

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Herbouw builds read models in dir from the events up to tot: one scan, one
// decoding, each model in a goroutine. It answers with where each came, which is
// before tot when its projector stopped. A file appears under its name only when
// it is complete; on an error nothing has changed. voortgang is called now and
// then, from one goroutine.
//
// It is for a folder that no running [Leesmodellen] writes: a scratch folder, or
// the folder of a server that stands still. Beside a live model, use
// [Leesmodellen.Herbouw].
func Herbouw(ctx context.Context, dir string, projectors []*projections.Projector, o Opties, tot es.Position, voortgang func(verwerkt, totaal int64)) (map[string]projections.Stand, error) {
	ps, err := plannen(projectors, o.grenzen)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make folder of read models: %w", err)
	}
	bs, err := bouw(ctx, dir, ps, o, tot, voortgang)
	if err != nil {
		return nil, err
	}
	standen := map[string]projections.Stand{}
	for _, b := range bs {
		n, err := nieuwste(dir, b.plan)
		if err == nil {
			err = b.maakAf(dir, n+1)
		}
		if err != nil {
			return nil, errors.Join(err, ruimBouw(bs))
		}
		standen[b.plan.Naam] = b.stand
	}
	return standen, nil
}

// A bouwsel is a file being built.
type bouwsel struct {
	*kant
	pad string
}

// bouw makes a complete file for each plan, under a name that does not count yet.
func bouw(ctx context.Context, dir string, ps []plan, o Opties, tot es.Position, voortgang func(verwerkt, totaal int64)) (bs []*bouwsel, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, ruimBouw(bs))
			bs = nil
		}
	}()
	var afnemers []func(brok) error
	for _, p := range ps {
		b, err := beginBouw(dir, p)
		if err != nil {
			return bs, err
		}
		bs = append(bs, b)
		afnemers = append(afnemers, b.neem)
	}
	if err := pijplijn(ctx, o, 0, tot, afnemers, func(p es.Position) { voortgang(int64(p), int64(tot)) }); err != nil {
		return bs, err
	}
	for _, b := range bs {
		if b.stand.Gestopt == "" && b.stand.Positie != tot {
			return bs, fmt.Errorf("build %s: %w: at %d, wanted %d", b.plan.Naam, ErrGat, b.stand.Positie, tot)
		}
		if err := b.rondAf(ctx, o.Wortel); err != nil {
			return bs, fmt.Errorf("build %s: %w", b.plan.Naam, err)
		}
	}
	voortgang(int64(tot), int64(tot))
	return bs, nil
}

// beginBouw opens an empty file. It has no journal and does not wait for the
// disk: it counts only when it is complete and synced.
func beginBouw(dir string, p plan) (*bouwsel, error) {
	pad := filepath.Join(dir, bestandsnaam(p, 1)+bouwEinde)
	if err := verwijder(pad); err != nil {
		return nil, err
	}
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return nil, fmt.Errorf("build %s: %w", p.Naam, err)
	}
	err = os.Chmod(pad, 0o600)
	if err == nil {
		err = pragmas(conn, "journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -8000")
	}
	if err == nil {
		err = maak(conn, p)
	}
	if err == nil {
		err = sqlitex.ExecuteTransient(conn, "BEGIN IMMEDIATE", nil)
	}
	var k *kant
	if err == nil {
		k, err = nieuweKant(conn, p)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("build %s: %w", p.Naam, err), conn.Close(), verwijder(pad))
	}
	return &bouwsel{k, pad}, nil
}

func (b *bouwsel) neem(r brok) error {
	err := b.vouw(r.reeks)
	if err == nil && r.fout != nil && b.stand.Gestopt == "" {
		b.gestopt(r.foutOp, leescode(r.fout), r.fout)
	}
	if err != nil {
		return fmt.Errorf("build %s: %w", b.plan.Naam, err)
	}
	return nil
}

// rondAf writes what waits and the position, and brings the file to disk.
func (b *bouwsel) rondAf(ctx context.Context, wortel Wortel) error {
	err := b.bewaar(ctx, projections.Stand{}, wortel)
	if err == nil {
		err = sqlitex.ExecuteTransient(b.conn, "COMMIT", nil)
	}
	err = errors.Join(err, b.conn.Close())
	b.conn = nil
	if err == nil {
		err = naarSchijf(b.pad)
	}
	return err
}

// maakAf gives the file its name; from here on it counts.
func (b *bouwsel) maakAf(dir string, n int) error {
	if err := os.Rename(b.pad, filepath.Join(dir, bestandsnaam(b.plan, n))); err != nil {
		return fmt.Errorf("put %s into service: %w", b.plan.Naam, err)
	}
	return naarSchijf(dir)
}

func ruimBouw(bs []*bouwsel) error {
	var err error
	for _, b := range bs {
		if b.conn != nil {
			err = errors.Join(err, b.conn.Close())
		}
		err = errors.Join(err, verwijder(b.pad))
	}
	return err
}

func naarSchijf(pad string) error {
	f, err := os.Open(pad)
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	return nil
}
