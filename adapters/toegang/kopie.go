package toegang

import (
	"context"
	"errors"
	"fmt"
	"os"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// Kopieer writes a copy of the register in file van to the new file naar,
// owner-only, while the register may be in use.
func Kopieer(ctx context.Context, van, naar string) error {
	conn, err := sqlite.OpenConn(van, sqlite.OpenReadOnly)
	if err != nil {
		return fmt.Errorf("kopieer toegang: %w", err)
	}
	conn.SetInterrupt(ctx.Done())
	err = sqlitex.ExecuteTransient(conn, "VACUUM INTO ?", &sqlitex.ExecOptions{Args: []any{naar}})
	if err = errors.Join(err, conn.Close()); err != nil {
		return fmt.Errorf("kopieer toegang: %w", err)
	}
	return os.Chmod(naar, 0o600)
}
