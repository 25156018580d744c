package leesmodellentest

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// ErrVersie reports output that changed under the same version.
var ErrVersie = errors.New("leesmodellentest: output changed, raise Versie")

// vernieuw is the environment variable that has Golden write a new version.
const vernieuw = "GOLDEN_VERNIEUW"

// Golden holds p to the digest that it had for these events when this Versie
// was made. The file keeps one digest per version, for ever. A new Versie is
// added by running the test once with GOLDEN_VERNIEUW=1; the digest of a version
// that is in the file is never overwritten.
func Golden(t *testing.T, p *projections.Projector, events []es.Recorded, bestand string) {
	t.Helper()
	som, err := Open(t, p, events...).Digest(t.Context(), p.Naam)
	require.NoError(t, err)
	require.NoError(t, VergelijkGolden(p, som, bestand, os.Getenv(vernieuw) != ""))
}

// VergelijkGolden is Golden for a digest that was computed already.
func VergelijkGolden(p *projections.Projector, som [32]byte, bestand string, nieuw bool) error {
	versies := map[int]string{}
	b, err := os.ReadFile(bestand)
	if err == nil {
		err = json.Unmarshal(b, &versies)
	} else if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return fmt.Errorf("read golden digests: %w", err)
	}
	was, is := versies[p.Versie], hex.EncodeToString(som[:])
	switch {
	case was == is:
		return nil
	case was != "":
		return fmt.Errorf("%w: %s version %d was %s, is %s", ErrVersie, p.Naam, p.Versie, was, is)
	case !nieuw:
		return fmt.Errorf("leesmodellentest: %s version %d has no digest yet; run once with %s=1", p.Naam, p.Versie, vernieuw)
	}
	versies[p.Versie] = is
	if b, err = json.MarshalIndent(versies, "", "  "); err != nil {
		return fmt.Errorf("write golden digests: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(bestand), 0o755); err != nil {
		return fmt.Errorf("write golden digests: %w", err)
	}
	if err := os.WriteFile(bestand, append(b, '\n'), 0o644); err != nil {
		return fmt.Errorf("write golden digests: %w", err)
	}
	return nil
}
