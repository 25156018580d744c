package eventschemas_test

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/eventschemas"
)

var uitbrengen = flag.Bool("uitbrengen", false, "add new schemas and examples to the list of what was released")

// lijst names every schema and example that was ever released, with its SHA-256.
// Lines are only added: .ci/run looks in the history of this file.
const lijst = "uitgebracht.sha256"

// TestReleased fails when a released schema or example was changed or removed.
// Events of that form may be in store; another form is another version.
func TestReleased(t *testing.T) {
	inhoud, err := os.ReadFile(lijst)
	if *uitbrengen && os.IsNotExist(err) {
		err = nil
	}
	require.NoError(t, err)
	bekend := map[string]string{}
	for regel := range strings.Lines(string(inhoud)) {
		som, pad, ok := strings.Cut(strings.TrimSuffix(regel, "\n"), "  ")
		require.True(t, ok, regel)
		require.NotContains(t, bekend, pad)
		bekend[pad] = som
		assert.Equal(t, som, digest(t, pad), "%s is uitgebracht en mag niet meer veranderen; maak een nieuwe versie", pad)
	}
	paden, err := fs.Glob(eventschemas.Bestanden(), "*/*.json")
	require.NoError(t, err)
	slices.Sort(paden)
	nieuw := string(inhoud)
	for _, pad := range paden {
		if bekend[pad] != "" {
			continue
		}
		if *uitbrengen {
			nieuw += digest(t, pad) + "  " + pad + "\n"
			continue
		}
		assert.Fail(t, pad+" staat niet in "+lijst, "breng hem uit met: go test ./eventschemas -run TestReleased -uitbrengen")
	}
	if *uitbrengen {
		require.NoError(t, os.WriteFile(lijst, []byte(nieuw), 0o644))
	}
}

func digest(t *testing.T, pad string) string {
	t.Helper()
	b, err := fs.ReadFile(eventschemas.Bestanden(), pad)
	require.NoError(t, err)
	return fmt.Sprintf("%x", sha256.Sum256(b))
}
