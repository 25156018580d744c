package zegel

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// Kopieer writes a copy of the seal of the folder van, its heads and its signing
// keys, into the folder naar, while the seal may be in use. The files must not
// exist there. A copy of the key can sign: keep it as safe as the original.
//
// Whoever makes a backup copies the seal before the journal: a journal that goes
// further than its seal is sealed on, a seal that goes further refuses.
func Kopieer(ctx context.Context, van, naar string) error {
	conn, err := sqlite.OpenConn(filepath.Join(van, opslagBestand), sqlite.OpenReadOnly)
	if err != nil {
		return fmt.Errorf("kopieer zegel: %w", err)
	}
	conn.SetInterrupt(ctx.Done())
	err = sqlitex.ExecuteTransient(conn, "VACUUM INTO ?", &sqlitex.ExecOptions{Args: []any{filepath.Join(naar, opslagBestand)}})
	if err = errors.Join(err, conn.Close()); err != nil {
		return fmt.Errorf("kopieer zegel: %w", err)
	}
	if err := os.Chmod(filepath.Join(naar, opslagBestand), 0o600); err != nil {
		return fmt.Errorf("kopieer zegel: %w", err)
	}
	sleutels, err := filepath.Glob(filepath.Join(van, sleutelBestand+"*"))
	if err != nil {
		return fmt.Errorf("kopieer zegel: %w", err)
	}
	for _, s := range sleutels {
		b, err := os.ReadFile(s)
		if err != nil {
			return fmt.Errorf("kopieer zegel: %w", err)
		}
		if err := os.WriteFile(filepath.Join(naar, filepath.Base(s)), b, 0o600); err != nil {
			return fmt.Errorf("kopieer zegel: %w", err)
		}
	}
	return nil
}
