package archiefwerk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/archief/bewaring"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/beperking"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections/archiefbeheer"
)

func kandidaten(w *wereld, op recht.Datum) (redenen map[es.Stream]archief.Aanhouding, lopend int) {
	w.t.Helper()
	w.bij()
	l, los, err := w.m.Lees(w.t.Context(), archiefbeheer.Projector.Naam)
	require.NoError(w.t, err)
	defer los()
	ks, lopend, err := w.a.Kandidaten(w.t.Context(), l, l.Stand().Positie, op)
	require.NoError(w.t, err)
	redenen = map[es.Stream]archief.Aanhouding{}
	for _, k := range ks {
		redenen[k.Stroom] = k.Oordeel.Reden
	}
	return redenen, lopend
}

func TestKandidaten(t *testing.T) {
	bron, ds := basis(t, 1)
	w := opent(t, bron, later, nil)
	require.NoError(t, w.herstel())
	jarig := recht.NieuweDatum(2010, 1, 1).PlusJaren(19)
	t.Run("elk dossier volgt zijn eigen termijn; leerplicht die van de geboorte", func(t *testing.T) {
		rmc := recht.DatumVan(toen).PlusJaren(2)
		got, lopend := kandidaten(w, rmc)
		require.Equal(t, map[es.Stream]archief.Aanhouding{ds[2].stroom: ""}, got)
		require.Equal(t, 3, lopend)
		got, _ = kandidaten(w, jarig.PlusDagen(-1))
		require.Len(t, got, 1)
		got, _ = kandidaten(w, jarig)
		require.Equal(t, map[es.Stream]archief.Aanhouding{ds[0].stroom: "", ds[1].stroom: "", ds[2].stroom: ""}, got)
		got, lopend = kandidaten(w, recht.DatumVan(toen).PlusJaren(10))
		require.Len(t, got, 4)
		require.Zero(t, lopend)
	})
	t.Run("een dossier dat niet bestaat is niet op te zoeken of te bewaren", func(t *testing.T) {
		geen := stroom("halt", 7)
		_, err := w.a.ZoekOp(t.Context(), "", geen)
		require.ErrorIs(t, err, archiefwerk.ErrOnbekend)
		bestaan, _, err := w.a.Bewaarbaar(t.Context(), geen, ds[0].stroom)
		require.NoError(t, err)
		require.False(t, bestaan)
	})
	t.Run("een lijst die wacht houdt een dossier vast, tot zij verloopt", func(t *testing.T) {
		w.nu = later
		ops, err := w.a.ZoekOp(t.Context(), "", ds[3].stroom)
		require.NoError(t, err)
		doe(w, vernietiging.Decider, stroom(vernietiging.Soort, 9), func(o recht.Opdracht) vernietiging.Command {
			return vernietiging.StelVoor{Opdracht: o, Peildatum: o.Vandaag(), Dossiers: ops}
		}, "a")
		ops, err = w.a.ZoekOp(t.Context(), "", ds[3].stroom)
		require.NoError(t, err)
		require.True(t, ops[0].Elders)
		w.nu = later.AddDate(0, 0, 8)
		ops, err = w.a.ZoekOp(t.Context(), "", ds[3].stroom)
		require.NoError(t, err)
		require.False(t, ops[0].Elders)
	})
	t.Run("wat wordt bewaard of waarvan de verwerking is beperkt staat er met de reden", func(t *testing.T) {
		bestaan, besloten, err := w.a.Bewaarbaar(t.Context(), ds[1].stroom)
		require.NoError(t, err)
		require.True(t, bestaan)
		doe(w, bewaring.Decider, stroom(bewaring.Soort, 1), func(o recht.Opdracht) bewaring.Command {
			return bewaring.LegOp{Opdracht: o, Grond: bewaring.Onderzoek, Stromen: []es.Stream{ds[1].stroom}, Bestaan: bestaan, Besloten: besloten}
		}, "fg")
		doe(w, beperking.Decider, stroom(beperking.Soort, 0), func(o recht.Opdracht) beperking.Command {
			return beperking.Beperk{Opdracht: o, Grond: beperking.Onrechtmatig, BeperktOp: o.Vandaag()}
		}, "fg")
		got, _ := kandidaten(w, jarig)
		require.Equal(t, archief.Bewaring, got[ds[1].stroom])
		require.Equal(t, archief.Geschil, got[ds[0].stroom], "every file with this id")
	})
}
