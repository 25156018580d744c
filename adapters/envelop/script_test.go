package envelop

import (
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// TestScript holds the leaf against blad.sh, which knows nothing of Go.
func TestScript(t *testing.T) {
	for _, p := range []string{"sqlite3", "xxd", "sha256sum", "sh"} {
		if _, err := exec.LookPath(p); err != nil {
			require.Empty(t, os.Getenv("CI"), "%s is required in CI", p)
			t.Skipf("%s is hier niet geïnstalleerd; .ci/run installeert het", p)
		}
	}
	c := proefCodec(t)
	_, v := gouden(t)
	lang := gewoon()
	lang.Motivering = strings.Repeat("Overwegende dat é\n", 3000)
	zegels := []Verzegeld{v, verzegel(t, c, gewoon()), verzegel(t, c, lang)}
	pad := filepath.Join(t.TempDir(), "journaal.db")
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite|sqlite.OpenCreate)
	require.NoError(t, err)
	require.NoError(t, sqlitex.ExecuteTransient(conn,
		"CREATE TABLE gebeurtenissen (positie INTEGER PRIMARY KEY, gebeurtenis BLOB, zout BLOB, commitment BLOB)", nil))
	zet := func(p int, gebeurtenis, zout, commitment []byte) {
		require.NoError(t, sqlitex.Execute(conn, "INSERT INTO gebeurtenissen VALUES (?, ?, ?, ?)",
			&sqlitex.ExecOptions{Args: []any{p, gebeurtenis, zout, commitment}}))
	}
	for i, z := range zegels {
		zet(i+1, z.Gebeurtenis, z.Zout[:], z.Commitment[:])
	}
	zet(4, []byte("{}"), []byte{}, v.Commitment[:])
	zet(5, append([]byte("x"), v.Gebeurtenis...), v.Zout[:], v.Commitment[:])
	require.NoError(t, conn.Close())

	blad := func(c [32]byte) string {
		h := Bladhash(c)
		return "commitment " + hex.EncodeToString(c[:]) + "\nbladhash " + hex.EncodeToString(h[:]) + "\n"
	}
	for i, z := range zegels {
		uit, err := exec.Command("sh", "blad.sh", pad, strconv.Itoa(i+1)).Output()
		require.NoError(t, err)
		assert.Equal(t, blad(z.Commitment), string(uit))
	}
	t.Run("van een vervangen gebeurtenis telt de commitment", func(t *testing.T) {
		uit, err := exec.Command("sh", "blad.sh", pad, "4").Output()
		require.NoError(t, err)
		assert.Equal(t, blad(v.Commitment)+"vervangen\n", string(uit))
	})
	t.Run("een veranderde gebeurtenis wordt gemeld", func(t *testing.T) {
		_, err := exec.Command("sh", "blad.sh", pad, "5").Output()
		assert.Error(t, err)
	})
	t.Run("wat geen positie is wordt geweigerd", func(t *testing.T) {
		for _, p := range []string{"", "0", "-1", "1 or 1", "6", "01"} {
			uit, err := exec.Command("sh", "blad.sh", pad, p).Output()
			assert.Error(t, err, p)
			assert.Empty(t, uit)
		}
	})
}
