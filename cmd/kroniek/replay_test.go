package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/projections"
)

// stappen replays and returns what was printed as JSON.
func stappen(t *testing.T, dir string, args ...string) []stap {
	t.Helper()
	uit, fout, code := kroniek(t, append([]string{"replay", "--data", dir, "--json"}, args...)...)
	require.Zero(t, code, fout)
	var s []stap
	d := json.NewDecoder(strings.NewReader(uit))
	for d.More() {
		var x stap
		require.NoError(t, d.Decode(&x))
		s = append(s, x)
	}
	return s
}

func TestReplay(t *testing.T) {
	dir := demoServer(t).dir
	alles := stappen(t, dir)

	t.Run("de hele geschiedenis, op volgorde en zonder gaten, in zinnen", func(t *testing.T) {
		require.Len(t, alles, demogebeurtenissen)
		for i, s := range alles {
			assert.EqualValues(t, i+1, s.Positie)
			assert.True(t, strings.HasSuffix(s.Zin, "."), s.Zin)
			assert.NotContains(t, s.Zin, s.Type, "een gebeurtenis zonder eigen zin")
			assert.NotEmpty(t, s.Toestand)
			assert.NotEmpty(t, s.Orgaan)
			assert.NotEmpty(t, s.Grondslag)
			assert.True(t, s.Gesimuleerd)
		}
		assert.Equal(t, "Het algemeen bestuur stelde op 2019-07-04 het uitvoeringsplan 2020-2023 vast (8 voor, 1 tegen, 9 van 11 leden aanwezig).", alles[75].Zin)
		assert.Contains(t, alles[75].Toestand, "geheel vastgesteld")
		assert.Contains(t, alles[74].Toestand, ": ontwerp;")
	})
	t.Run("een stuk van de geschiedenis geeft dezelfde stappen met dezelfde toestand", func(t *testing.T) {
		assert.Equal(t, alles[59:70], stappen(t, dir, "--vanaf", "60", "--tot", "70"))
		assert.Equal(t, alles[75:76], stappen(t, dir, "--vanaf", "2019-07-04", "--tot", "2019-07-04"))
	})
	t.Run("filters op orgaan, module en stroom", func(t *testing.T) {
		for _, s := range stappen(t, dir, "--orgaan", "raad:GM0277") {
			assert.Equal(t, "raad:GM0277", s.Orgaan)
		}
		db := stappen(t, dir, "--orgaan", "dagelijks-bestuur")
		assert.NotEmpty(t, db)
		assert.Less(t, len(db), len(alles))
		inkoop := stappen(t, dir, "--module", "inkoop")
		assert.NotEmpty(t, inkoop)
		assert.Less(t, len(inkoop), len(stappen(t, dir, "--module", "inkoop"))+len(stappen(t, dir, "--module", "werkgeverschap-sw")))
		plan := stappen(t, dir, "--stroom", string(alles[75].Stroom))
		assert.Len(t, plan, 42)
	})
}

func TestRecompute(t *testing.T) {
	dir := demoServer(t).dir
	t.Run("op elk moment gelijk aan de leesmodellen in gebruik, en gelijk aan eerdere versies van dit programma", func(t *testing.T) {
		for _, tot := range []string{"1", "40", "67", "2019-06-01", ""} {
			uit, fout, code := kroniek(t, "replay", "--data", dir, "--herbereken", "--json", "--tot", tot)
			require.Zero(t, code, fout)
			d, n := json.NewDecoder(strings.NewReader(uit)), 0
			for ; d.More(); n++ {
				var v vergelijking
				require.NoError(t, d.Decode(&v))
				assert.True(t, v.Gelijk, "%s op %s", v.Model, tot)
				if tot == "" {
					golden(t, v)
				}
			}
			assert.Equal(t, len(projectoren()), n)
		}
	})
	t.Run("een leesmodel waarin iets is veranderd wordt gevonden", func(t *testing.T) {
		kopie := filepath.Join(t.TempDir(), "data")
		s := start(t, "demo", kopie)
		code, _ := s.stop()
		require.Zero(t, code)
		verander(t, filepath.Join(kopie, "leesmodellen", "zienswijzen.v3.db"), "te laat", "op tijd")
		uit, fout, code := kroniek(t, "replay", "--data", kopie, "--herbereken")
		assert.Equal(t, exitVerschil, code, fout)
		assert.Regexp(t, `zienswijzen +positie 85 .* VERSCHIL`, uit)
		_, fout, code = kroniek(t, "rebuild", "--data", kopie)
		require.Zero(t, code, fout)
		_, fout, code = kroniek(t, "replay", "--data", kopie, "--herbereken")
		assert.Zero(t, code, fout)
	})
}

// golden holds the read models to what they were for the example when their
// version was made.
func golden(t *testing.T, v vergelijking) {
	t.Helper()
	for _, p := range projectoren() {
		if p.Naam == v.Model {
			som := [32]byte(hexBytes(t, v.Opnieuw))
			bestand := filepath.Join("testdata", "leesmodellen", p.Naam+".json")
			require.NoError(t, leesmodellentest.VergelijkGolden(&projections.Projector{Naam: p.Naam, Versie: p.Versie}, som, bestand, os.Getenv("GOLDEN_VERNIEUW") != ""))
		}
	}
}
