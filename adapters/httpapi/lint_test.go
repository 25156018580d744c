package httpapi

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const spectral = "@stoplight/spectral-cli@6.16.3"

// lint returns what Spectral says about a document under a ruleset.
func lint(t *testing.T, regelset string, document []byte) string {
	t.Helper()
	pad := filepath.Join(t.TempDir(), "openapi.yaml")
	require.NoError(t, os.WriteFile(pad, document, 0o600))
	uit, err := exec.Command("npx", "--yes", spectral, "lint", "-r", regelset, pad).CombinedOutput()
	if _, gevonden := err.(*exec.ExitError); err != nil && !gevonden {
		require.NoError(t, err)
	}
	return string(uit)
}

// Linting needs npx and the npm registry, so it runs where it is asked for:
// KRONIEK_LINT=1, and ADR_RULESET with the path of the ruleset of the NL API
// Design Rules, which is not copied into this project.
func TestLint(t *testing.T) {
	if os.Getenv("KRONIEK_LINT") == "" {
		t.Skip("KRONIEK_LINT is not set: Spectral comes from the npm registry")
	}
	eigen, err := filepath.Abs("../../.spectral.yaml")
	require.NoError(t, err)
	t.Run("de beschrijving haalt de eigen regels", func(t *testing.T) {
		assert.Contains(t, lint(t, eigen, openapiYAML), "No results with a severity of 'error' found")
	})
	t.Run("de beschrijving haalt de NL API Design Rules", func(t *testing.T) {
		adr := os.Getenv("ADR_RULESET")
		if adr == "" {
			t.Skip("ADR_RULESET is not set: the ruleset is not part of this project")
		}
		assert.Contains(t, lint(t, adr, openapiYAML), "No results with a severity of 'error' found")
	})
	t.Run("control: elke eigen regel merkt zijn fout", func(t *testing.T) {
		fout := string(openapiYAML)
		for _, w := range [][2]string{
			{"        mandaat: { type: string", "        mandaat_nummer: { type: string"},
			{"      name: naPositie\n      in: query", "      name: na_positie\n      in: query"},
			{"aanvang: { type: string, format: date-time", "aanvang: { type: string, format: datetime"},
			{"required: [type, title, status, detail]", "required: [type, status]"},
			{"      summary: Of de server werkt.\n", ""},
			{"description: Onderdelen zoals zij luiden.", "description: The parts of the plan."},
			{"      description: Een adres.\n", ""},
			{"        application/problem+json:", "        application/json:"},
			{"        href: { type: string, format: uri-reference, description: Het adres. }", "        href: { type: string, format: uri-reference }"},
			{"      name: limiet\n          in: query\n          description: Hoogste aantal regels in het antwoord.\n", "      name: limiet\n          in: query\n"},
			{"      description: Positie waarna het antwoord begint.\n", ""},
			{"      required: [href]\n      additionalProperties: false\n", "      required: [href]\n"},
		} {
			fout = strings.Replace(fout, w[0], w[1], 1)
		}
		uit := lint(t, eigen, []byte(fout))
		for _, regel := range []string{
			"eigenschap-camel-case", "parameter-camel-case", "formaat-bestaat", "probleem-verplicht", "operatie-beschreven",
			"beschrijving-is-nederlands", "schema-beschreven", "eigenschap-beschreven", "parameter-beschreven", "object-dicht", "foutantwoord-is-probleem",
		} {
			assert.Contains(t, uit, "kroniek-"+regel)
		}
	})
}
