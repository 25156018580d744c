package journaal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"zombiezen.com/go/sqlite"
)

// Kopie writes a consistent copy of the journal, as at one moment, to the new
// file pad, while the journal stays in use. What was wiped is not in it. The
// file is whole and on disk when Kopie returns without error; it must not exist
// before, and nothing is left of it after an error.
//
// While it runs the write-ahead log cannot be emptied, so it grows.
func (j *Journaal) Kopie(ctx context.Context, pad string) (err error) {
	if _, err := os.Lstat(pad); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("kopieer naar %s: %w", pad, errors.Join(os.ErrExist, err))
	}
	deel := pad + ".deel"
	if err := os.Remove(deel); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("kopieer naar %s: %w", pad, err)
	}
	err = j.lezers.met(ctx, func(l *lezer) error {
		l.conn.SetInterrupt(ctx.Done())
		defer l.conn.SetInterrupt(nil)
		return l.vraag("VACUUM INTO ?", func(s *sqlite.Stmt) { s.BindText(1, deel) }, geenRij)
	})
	if err == nil {
		err = naarSchijf(deel)
	}
	if err == nil {
		err = os.Rename(deel, pad)
	}
	if err == nil {
		err = naarSchijf(filepath.Dir(pad))
	}
	if err == nil {
		return nil
	}
	if weg := os.Remove(deel); !errors.Is(weg, os.ErrNotExist) {
		err = errors.Join(err, weg)
	}
	return fmt.Errorf("kopieer naar %s: %w", pad, err)
}

// naarSchijf flushes a file or a directory.
func naarSchijf(pad string) error {
	f, err := os.Open(pad)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
