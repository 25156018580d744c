package projections_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/projections"
)

func goed() *projections.Rapport {
	return &projections.Rapport{
		Naam: "r", Titel: "R", Definitie: "d", Model: &projections.Projector{Naam: "m", Versie: 1},
		Maatstaf: projections.Maatstaf{Norm: "n", GeenLaat: "l"},
		Maak: func(context.Context, projections.Lezer, projections.Vraag) (projections.Uitkomst, error) {
			return projections.Uitkomst{}, nil
		},
	}
}

func TestDeclaration(t *testing.T) {
	require.NoError(t, projections.Keurdeclaratie(goed(), goed()), "control")
	for naam, bederf := range map[string]func(*projections.Rapport){
		"zonder norm en zonder te zeggen dat er geen is": func(r *projections.Rapport) { r.Maatstaf.Norm = "" },
		"met een norm en de mededeling dat er geen is":   func(r *projections.Rapport) { r.Maatstaf.GeenNorm = "x" },
		"zonder te zeggen wat te laat is":                func(r *projections.Rapport) { r.Maatstaf.GeenLaat = "" },
		"met allebei over te laat":                       func(r *projections.Rapport) { r.Maatstaf.Laat = "x" },
		"zonder definitie":                               func(r *projections.Rapport) { r.Definitie = "" },
		"zonder titel":                                   func(r *projections.Rapport) { r.Titel = "" },
		"zonder leesmodel":                               func(r *projections.Rapport) { r.Model = nil },
	} {
		t.Run("een rapport "+naam+" wordt niet aangeboden", func(t *testing.T) {
			r := goed()
			bederf(r)
			require.ErrorIs(t, projections.Keurdeclaratie(goed(), r), projections.ErrRapport)
		})
	}
}

func TestMaatstaf(t *testing.T) {
	v := projections.Vraag{}
	een := projections.Uitkomst{Regels: []projections.Regel{{}}}
	t.Run("elk antwoord zegt welke norm er is, en waarom niets te laat kan zijn", func(t *testing.T) {
		a, err := projections.Maak(goed(), projections.Stand{}, v, een)
		require.NoError(t, err)
		require.Equal(t, "n", a.Volledigheid.Norm)
		require.Equal(t, "Niet van toepassing: l", a.Volledigheid.Telaat)
		r := goed()
		r.Maatstaf = projections.Maatstaf{GeenNorm: "n", Laat: "l"}
		a, err = projections.Maak(r, projections.Stand{}, v, een)
		require.NoError(t, err)
		require.Equal(t, []string{"Geen norm: n", "l"}, []string{a.Volledigheid.Norm, a.Volledigheid.Telaat})
	})
	t.Run("een rapport dat zegt dat er geen norm of te laat is geeft er geen", func(t *testing.T) {
		r := goed()
		r.Toets = func(u *projections.Uitkomst) { u.Laat = &projections.Deel{Aantal: 1, Noemer: 2} }
		_, err := projections.Maak(r, projections.Stand{}, v, projections.Uitkomst{})
		require.ErrorIs(t, err, projections.ErrRapport)
		r = goed()
		r.Maatstaf = projections.Maatstaf{GeenNorm: "n", GeenLaat: "l"}
		_, err = projections.Maak(r, projections.Stand{}, v, projections.Uitkomst{Normen: []projections.Norm{{Naam: "x"}}})
		require.ErrorIs(t, err, projections.ErrRapport)
	})
	t.Run("waar geen regel staat is niets gehaald en niets op tijd, en dat staat er", func(t *testing.T) {
		r := goed()
		r.Maatstaf = projections.Maatstaf{Norm: "n.", Laat: "l."}
		r.Toets = func(u *projections.Uitkomst) {
			u.Normen, u.Laat = []projections.Norm{{Naam: "x", Gehaald: true}}, &projections.Deel{}
		}
		a, err := projections.Maak(r, projections.Stand{}, v, projections.Uitkomst{})
		require.NoError(t, err)
		require.Empty(t, a.Volledigheid.Normen)
		require.Nil(t, a.Volledigheid.Laat)
		const niets = " Er staan hier geen regels, dus is er niets naast gelegd."
		require.Equal(t, []string{"n." + niets, "l." + niets}, []string{a.Volledigheid.Norm, a.Volledigheid.Telaat})
		a, err = projections.Maak(r, projections.Stand{}, v, een)
		require.NoError(t, err)
		require.True(t, a.Volledigheid.Normen[0].Gehaald)
		require.NotNil(t, a.Volledigheid.Laat)
		require.Equal(t, "n.", a.Volledigheid.Norm)
	})
	t.Run("wat uit de regels volgt komt erbij, ook in een afgeschermd antwoord", func(t *testing.T) {
		r := goed()
		r.Toets = func(u *projections.Uitkomst) {
			u.Normen = []projections.Norm{{Naam: "x", Norm: int64(len(u.Regels))}}
		}
		a, err := projections.Maak(r, projections.Stand{}, v, projections.Uitkomst{Regels: []projections.Regel{{}}})
		require.NoError(t, err)
		require.EqualValues(t, 1, a.Volledigheid.Normen[0].Norm)
	})
}
