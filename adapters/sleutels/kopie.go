package sleutels

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Kopieer writes a copy of the store to the new file naar, owner-only, and
// returns when it is on disk. It holds the keys of one moment and nothing of
// what was destroyed before. Whoever makes a backup copies the journal first,
// so that every key that the copied events name is in it. Making and destroying
// keys waits meanwhile.
func (k *Kluis) Kopieer(ctx context.Context, naar string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f, err := os.OpenFile(naar, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("copy key store: %w", err)
	}
	k.db.Lock()
	defer k.db.Unlock()
	if k.conn == nil {
		err = es.ErrStopped
	} else {
		err = sqlitex.ExecuteTransient(k.conn, "VACUUM INTO ?", &sqlitex.ExecOptions{Args: []any{naar}})
	}
	err = errors.Join(err, f.Sync(), f.Close(), syncMap(filepath.Dir(naar)))
	if err != nil {
		return fmt.Errorf("copy key store: %w", errors.Join(err, os.Remove(naar)))
	}
	return nil
}
