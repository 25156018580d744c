package leesmodellen

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// bouwnaam is the form of every file that this package makes.
var bouwnaam = regexp.MustCompile(`^[a-z][A-Za-z0-9_-]*\.v[0-9]+\.([0-9]+\.)?db(\.bouw)?(-wal|-shm|-journal)?$`)

// Verwijder removes every read model in dir. Nothing may have them open.
func Verwijder(dir string) error {
	return verwijderWaar(dir, func(string) (bool, error) { return true, nil })
}

// VerwijderVerouderd removes from dir the files of other models and versions than
// projectors has, and those that were not yet past position tot: they may hold
// rows of what was destroyed there. Nothing may have them open.
func VerwijderVerouderd(ctx context.Context, dir string, projectors []*projections.Projector, tot es.Position) error {
	ps, err := plannen(projectors, grenzen{})
	if err != nil {
		return err
	}
	return verwijderWaar(dir, func(naam string) (bool, error) {
		for _, p := range ps {
			if _, ok := bouwnummer(naam, p); ok {
				return tot > 0 && positieIn(filepath.Join(dir, naam), p) < tot, ctx.Err()
			}
		}
		return true, ctx.Err()
	})
}

// positieIn returns how far the file of a read model is; 0 when it cannot be read.
func positieIn(pad string, p plan) es.Position {
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadOnly)
	if err != nil {
		return 0
	}
	s, err := leesStand(conn, p)
	if err = errors.Join(err, conn.Close()); err != nil {
		return 0
	}
	return s.Positie
}

// verwijderWaar removes the files that weg names, with their journals.
func verwijderWaar(dir string, weg func(naam string) (bool, error)) error {
	bij, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("list read models: %w", err)
	}
	var fout error
	for _, b := range bij {
		naam := b.Name()
		if !bouwnaam.MatchString(naam) {
			continue
		}
		hoofd := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(naam, "-wal"), "-shm"), "-journal")
		w, err := weg(hoofd)
		if err == nil && w {
			err = verwijder(filepath.Join(dir, hoofd))
		}
		fout = errors.Join(fout, err)
	}
	return fout
}

// Opruimen removes the files in the folder of l that no model uses: those of before
// a build, of earlier versions of the program, or left by a crash. Who is reading
// one reads on, but nobody finds it in the folder any more.
func (l *Leesmodellen) Opruimen(ctx context.Context) error {
	l.bouwslot.Lock()
	defer l.bouwslot.Unlock()
	gebruikt := map[string]bool{}
	for _, m := range l.modellen {
		m.mu.Lock()
		gebruikt[bestandsnaam(m.plan, max(1, m.nummer))] = true
		m.mu.Unlock()
	}
	return verwijderWaar(l.dir, func(naam string) (bool, error) { return !gebruikt[naam], ctx.Err() })
}
