package archiefwerk_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
	"github.com/mgr-sdcg/kroniek/projections/thuiszitters"
	"github.com/mgr-sdcg/kroniek/projections/verzuim"
)

func rapport(w *wereld, r *projections.Rapport, peildatum recht.Datum, filter map[string]string) projections.Antwoord {
	w.t.Helper()
	l, los, err := w.m.Lees(w.t.Context(), r.Model.Naam)
	require.NoError(w.t, err)
	defer los()
	a, err := projections.Voer(w.t.Context(), r, l, projections.Vraag{BekendOp: l.Stand().Positie, Peildatum: peildatum, Filter: filter})
	require.NoError(w.t, err)
	return a
}

func TestTemporaryFiguresSayWhatIsGone(t *testing.T) {
	bron, ds := basis(t, 3)
	w := opent(t, bron, later, nil)
	require.NoError(t, w.herstel())
	dag := recht.DatumVan(toen)
	tijdelijk := map[*projections.Rapport]recht.Datum{
		verzuim.Rapport: dag, verzuim.RapportPerSchool: {}, verzuim.RapportDoorlooptijd: {}, thuiszitters.Rapport: dag, thuiszitters.RapportDossiers: dag,
	}
	for r, d := range tijdelijk {
		a := rapport(w, r, d, nil)
		require.NotEmpty(t, a.Uitkomst.Regels, r.Naam)
		require.Equal(t, &projections.Deel{Aantal: 0, Noemer: 3}, a.Volledigheid.Vernietigd, r.Naam)
	}
	besluit(w, 1, ds[0].stroom, ds[1].stroom, ds[4].stroom) // of Rozendaal melding and dossier, and one more melding
	require.NoError(t, w.a.VoerUit(t.Context(), w.herbouw))
	w.bij()
	for r, d := range tijdelijk {
		t.Run("het rapport "+r.Naam+" zegt welk deel is vernietigd", func(t *testing.T) {
			want := projections.Deel{Aantal: 2, Noemer: 3}
			if r.Model == thuiszitters.Projector {
				want.Aantal = 1
			}
			require.Equal(t, &want, rapport(w, r, d, nil).Volledigheid.Vernietigd)
			require.Equal(t, &projections.Deel{Aantal: 1, Noemer: 1}, rapport(w, r, d, map[string]string{"gemeente": "GM0277"}).Volledigheid.Vernietigd)
		})
	}
	t.Run("een blijvend cijfer zegt er niets over", func(t *testing.T) {
		require.Nil(t, rapport(w, verzuim.Rapport, recht.Datum{}, nil).Volledigheid.Vernietigd)
	})
}

// TestRozendaal looks for the one pupil of a small gemeente, of whom school, day and
// absence are known, with everything that the office still has.
func TestRozendaal(t *testing.T) {
	bron, ds := basis(t, 6)
	w := opent(t, bron, later, nil)
	require.NoError(t, w.herstel())
	dag := recht.DatumVan(toen)
	afwezig := dag.PlusDagen(-40)
	wie := map[string]string{"gemeente": "GM0277"}
	found := func() (sporen []string) {
		for _, b := range [][]byte{[]byte(school(0)), []byte(afwezig.String()), []byte("merk-0")} {
			if waar := inBestanden(t, bron, b); waar != "" {
				sporen = append(sporen, string(b)+" in "+waar)
			}
		}
		for r, d := range map[*projections.Rapport]recht.Datum{verzuim.RapportPerSchool: {}, thuiszitters.RapportDossiers: dag, thuiszitters.Rapport: dag} {
			if len(rapport(w, r, d, wie).Uitkomst.Regels) > 0 {
				sporen = append(sporen, r.Naam)
			}
		}
		for i := range 4 {
			if leesbaar(w, ds[i].stroom) {
				sporen = append(sporen, string(ds[i].stroom))
			}
		}
		return sporen
	}
	require.Len(t, found(), 3+3+4, "control: before destruction the pupil is found everywhere")
	besluit(w, 1, ds[0].stroom, ds[1].stroom, ds[2].stroom, ds[3].stroom)
	require.NoError(t, w.a.VoerUit(t.Context(), w.herbouw))
	w.bij()
	t.Run("na vernietiging vindt wie school en dag kent niemand, in geen bestand en geen rapport", func(t *testing.T) {
		require.Empty(t, found())
	})
	t.Run("wie geen recht op personen heeft ziet ook in het blijvende cijfer niet dat er een leerling was", func(t *testing.T) {
		l, los, err := w.m.Lees(t.Context(), verzuim.Projector.Naam)
		require.NoError(t, err)
		defer los()
		k := afscherming.Kalender{Vandaag: recht.DatumVan(later), PositieVoor: func(ctx context.Context, m time.Time) (es.Position, error) { return w.j.PositieVoor(ctx, m) }}
		a, err := afscherming.Voer(t.Context(), verzuim.Rapport, l, projections.Vraag{BekendOp: l.Stand().Positie}, k)
		require.NoError(t, err)
		b, err := json.Marshal(a.Uitkomst.Regels)
		require.NoError(t, err)
		require.NotContains(t, string(b), "Rozendaal")
		require.NotContains(t, string(b), "GM0277")
	})
}

// TestWithoutOverwriting is the control of the search for bytes: the same statements
// on a file that does not overwrite what is deleted leave it behind.
func TestWithoutOverwriting(t *testing.T) {
	for _, c := range []struct {
		pragma string
		vind   bool
	}{{"PRAGMA secure_delete=OFF", true}, {"PRAGMA secure_delete=ON", false}} {
		bron, ds := basis(t, 2)
		w := opent(t, bron, later, nil)
		sp := sporenVan(w, ds[0], ingepakt(t, bron))
		w.sluit()
		for bestand, script := range map[string]string{
			"journaal.db": "DELETE FROM persoonsdelen; UPDATE gebeurtenissen SET gebeurtenis = x'7b7d', zout = x''; PRAGMA wal_checkpoint(TRUNCATE);",
			"sleutels.db": "DELETE FROM sleutels;",
		} {
			conn, err := sqlite.OpenConn(filepath.Join(bron, bestand), sqlite.OpenReadWrite)
			require.NoError(t, err)
			require.NoError(t, sqlitex.ExecuteTransient(conn, c.pragma, nil))
			for _, q := range splits(script) {
				require.NoError(t, sqlitex.ExecuteTransient(conn, q, nil))
			}
			require.NoError(t, conn.Close())
		}
		gevonden := 0
		for wat, b := range sp {
			waar := inBestanden(t, bron, b)
			if waar != "" && filepath.Dir(waar) == bron {
				gevonden++
				require.True(t, c.vind, "%s: %s in %s", c.pragma, wat, waar)
			}
		}
		require.Equal(t, c.vind, gevonden > 0, c.pragma)
	}
}

func splits(script string) (uit []string) {
	for rest := script; rest != ""; {
		i := 0
		for i < len(rest) && rest[i] != ';' {
			i++
		}
		if q := rest[:i]; len(q) > 1 {
			uit = append(uit, q)
		}
		rest = rest[min(len(rest), i+1):]
	}
	return uit
}
