package controle

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
)

// TestFileDamage flips bits in the file itself, below SQLite: pages, cells, indexes.
// Either the check reports it, or every value in the tables and everything that
// the order of the index says is still what it was.
func TestFileDamage(t *testing.T) {
	map_ := bouw(t).schrijf(16).verzegel().dicht()
	pad := filepath.Join(map_, journaalBestand)
	gaaf, err := os.ReadFile(pad)
	require.NoError(t, err)
	want, ok := inhoud(t, pad)
	require.True(t, ok)
	type bit struct{ byte, bit int }
	var bits []bit
	for range 300 {
		bits = append(bits, bit{rand.IntN(len(gaaf)), rand.IntN(8)})
	}
	for blad := 0; blad < len(gaaf); blad += 4096 { // the head of every page, where a bit moves whole rows
		for i := range 8 * 8 {
			bits = append(bits, bit{blad + i/8, i % 8})
		}
	}
	if os.Getenv("KRONIEK_VOLLEDIG") != "" {
		for i := range gaaf {
			bits = append(bits, bit{i, rand.IntN(8)})
		}
	}
	gemeld, onschuldig := 0, 0
	for _, x := range bits {
		b := bytes.Clone(gaaf)
		b[x.byte] ^= 1 << x.bit
		require.NoError(t, os.WriteFile(pad, b, 0o600))
		u, err := Map(t.Context(), map_, MapOpties{Werkers: 1, PersoonsdelenVolledig: true})
		if err != nil || !u.Goed {
			gemeld++
			continue
		}
		onschuldig++
		if nu, ok := inhoud(t, pad); !ok || nu != want {
			t.Errorf("byte %d, bit %d: content changed unnoticed: %s", x.byte, x.bit, verschil(want, nu))
		}
	}
	t.Logf("%d bits reported, %d without meaning (free space, headers)", gemeld, onschuldig)
	require.Positive(t, gemeld)
}

// verschil returns the first line that differs, cut short.
func verschil(a, b string) string {
	y := strings.Split(b, "\n")
	for i, x := range strings.Split(a, "\n") {
		if i >= len(y) || x != y[i] {
			return x[:min(len(x), 60)]
		}
	}
	return ""
}

// inhoud is everything in the file that means something, as text.
func inhoud(t *testing.T, pad string) (string, bool) {
	t.Helper()
	conn, err := openLezen(t.Context(), pad, true)
	if err != nil {
		return "", false
	}
	defer func() { require.NoError(t, conn.Close()) }()
	var uit strings.Builder
	for _, q := range []string{
		"SELECT positie, sid, revisie, tid, tijdgrens, vervangen, hex(id), hex(sleutel), hex(zout), hex(commitment), hex(gebeurtenis) FROM gebeurtenissen NOT INDEXED ORDER BY positie",
		"SELECT sid, revisie, positie FROM gebeurtenissen INDEXED BY sqlite_autoindex_gebeurtenissen_1 ORDER BY sid, revisie",
		"SELECT positie, hex(deel) FROM persoonsdelen ORDER BY positie",
		"SELECT positie, hex(hashes) FROM knopen ORDER BY positie",
		"SELECT hex(opdracht), positie, aantal FROM opdrachten ORDER BY opdracht",
		"SELECT sid, naam, hex(sleutel) FROM streams NOT INDEXED ORDER BY sid",
		"SELECT sid, naam FROM streams INDEXED BY sqlite_autoindex_streams_1 ORDER BY naam",
		"SELECT tid, naam FROM typen NOT INDEXED ORDER BY tid",
	} {
		err := vraag(conn, q, nil, func(s *sqlite.Stmt) error {
			for k := range s.ColumnCount() {
				uit.WriteString(s.ColumnText(k) + "|")
			}
			uit.WriteByte('\n')
			return nil
		})
		if err != nil {
			return "", false
		}
	}
	return uit.String(), true
}
