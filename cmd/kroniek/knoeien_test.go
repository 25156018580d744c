package main

import (
	"bytes"
	"encoding/hex"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// verander changes text of the same length in a database file, behind the back of
// the program. It first folds the write-ahead log into the file.
func verander(t *testing.T, pad, was, wordt string) {
	t.Helper()
	require.Len(t, wordt, len(was))
	vouw(t, pad)
	b, err := os.ReadFile(pad)
	require.NoError(t, err)
	require.True(t, bytes.Contains(b, []byte(was)), "de tekst staat niet in het bestand")
	require.NoError(t, os.WriteFile(pad, bytes.ReplaceAll(b, []byte(was), []byte(wordt)), 0o600))
}

func vouw(t *testing.T, pad string) {
	t.Helper()
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
	require.NoError(t, err)
	require.NoError(t, sqlitex.ExecuteTransient(conn, "PRAGMA wal_checkpoint(TRUNCATE)", nil))
	require.NoError(t, conn.Close())
}

// voerSQL runs a statement on a database behind the back of the program.
func voerSQL(t *testing.T, pad, sql string, args ...any) {
	t.Helper()
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
	require.NoError(t, err)
	require.NoError(t, sqlitex.Execute(conn, sql, &sqlitex.ExecOptions{Args: args}))
	require.Positive(t, conn.Changes(), "de opdracht veranderde niets")
	require.NoError(t, conn.Close())
}

func hexBytes(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}
