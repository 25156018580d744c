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
		// The copy inherits this: without it pages of the copy keep stale bytes of the
		// first events, which no later destruction would overwrite.
		if err := voerUit(l.conn, "PRAGMA secure_delete=ON;"); err != nil {
			return err
		}
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

// Herschrijf writes the journal in file van, which nobody has open, to the new file
// naar, with nothing in it but what the rows hold. A copy that an older program made
// may have stale bytes in its pages. The file van stays as it is.
func Herschrijf(ctx context.Context, van, naar string) (err error) {
	conn, err := sqlite.OpenConn(van, sqlite.OpenReadWrite)
	if err != nil {
		return fmt.Errorf("herschrijf %s: %w", van, err)
	}
	defer func() {
		if err = errors.Join(err, conn.Close()); err != nil {
			err = fmt.Errorf("herschrijf %s: %w", van, err)
		}
	}()
	conn.SetInterrupt(ctx.Done())
	if err := voerUit(conn, "PRAGMA secure_delete=ON;"); err != nil {
		return err
	}
	l := &lezer{conn: conn}
	if err := l.vraag("VACUUM INTO ?", func(s *sqlite.Stmt) { s.BindText(1, naar) }, geenRij); err != nil {
		return err
	}
	if err := os.Chmod(naar, 0o600); err != nil {
		return err
	}
	return errors.Join(naarSchijf(naar), naarSchijf(filepath.Dir(naar)))
}
