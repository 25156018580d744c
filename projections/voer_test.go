package projections_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// vast is a reader that is at a given position; the reports below read nothing.
type vast struct {
	projections.Lezer
	stand projections.Stand
}

func (v vast) Stand() projections.Stand { return v.stand }

func rapport(regels ...projections.Regel) *projections.Rapport {
	return &projections.Rapport{
		Naam: "proeven", Definitie: "een regel per proef", Noemer: "proeven", Model: &projections.Projector{Naam: "proef", Versie: 3},
		Parameters: []projections.Parameter{{Naam: "gemeente"}},
		Maak: func(context.Context, projections.Lezer, projections.Vraag) (projections.Uitkomst, error) {
			return projections.Uitkomst{
				Kolommen: []projections.Kolom{{Naam: "naam"}, {Naam: "aantal", Soort: projections.Getal}},
				Regels:   regels,
				Laat:     &projections.Deel{Aantal: 1, Noemer: 4}, Vernietigd: &projections.Deel{Aantal: 2, Noemer: 3},
				Normen:   []projections.Norm{{Naam: "proeven 2026", Norm: 2, Realisatie: 1}},
				Regelset: []recht.Regelnoot{{Code: "b", Aangenomen: true}, {Code: "a"}, {Code: "b", Aangenomen: true}},
			}, nil
		},
	}
}

func regel(naam projections.Waarde, n projections.Waarde, herkomst ...es.Position) projections.Regel {
	return projections.Regel{Waarden: []projections.Waarde{naam, n}, Herkomst: herkomst}
}

func TestVoer(t *testing.T) {
	bij := vast{stand: projections.Stand{Positie: 10, Aantal: 10, Wortel: [32]byte{1}}}
	t.Run("een rapport noemt waarop het rust", func(t *testing.T) {
		r := regel("x", int64(1), 7, 3, 7)
		r.Gesimuleerd = true
		a, err := projections.Voer(t.Context(), rapport(r), bij, projections.Vraag{BekendOp: 7, Peildatum: recht.NieuweDatum(2026, 1, 1)})
		require.NoError(t, err)
		require.Equal(t, []es.Position{3, 7}, a.Uitkomst.Regels[0].Herkomst, "in order, each once")
		b, err := json.Marshal(a.Volledigheid)
		require.NoError(t, err)
		require.JSONEq(t, `{"leesmodel":"proef","versie":3,"bekendOp":7,"peildatum":"2026-01-01","positie":10,"aantal":10,
			"wortel":"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","volledig":true,"aangenomen":["b"],"gesimuleerd":true,
			"status":"gesimuleerd","definitie":"een regel per proef","noemer":"proeven","afgeschermd":0,"vernietigd":{"aantal":2,"noemer":3},"laat":{"aantal":1,"noemer":4},
			"normen":[{"naam":"proeven 2026","norm":2,"realisatie":1,"gehaald":false}],
			"regels":[{"code":"a","versie":""},{"code":"b","versie":"","aangenomen":true}]}`, string(b))
	})
	t.Run("de status is definitief als niets het meer wijzigt en het leesmodel volledig is, anders concept", func(t *testing.T) {
		r := rapport()
		maak := r.Maak
		for _, c := range []struct {
			definitief bool
			gestopt    string
			want       projections.Status
		}{{false, "", projections.Concept}, {true, "", projections.Definitief}, {true, "onbekend-type", projections.Concept}} {
			r.Maak = func(ctx context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
				u, err := maak(ctx, l, v)
				u.Definitief = c.definitief
				return u, err
			}
			a, err := projections.Voer(t.Context(), r, vast{stand: projections.Stand{Positie: 9, Aantal: 9, Gestopt: c.gestopt}}, projections.Vraag{BekendOp: 9})
			require.NoError(t, err)
			require.Equal(t, c.want, a.Volledigheid.Status)
		}
	})
	t.Run("zonder vraag naar herkomst noemt geen regel gebeurtenissen", func(t *testing.T) {
		a, err := projections.Voer(t.Context(), rapport(regel("x", int64(1), 3)), bij, projections.Vraag{BekendOp: 7, ZonderHerkomst: true})
		require.NoError(t, err)
		require.Empty(t, a.Uitkomst.Regels[0].Herkomst)
	})
	t.Run("een cijfer ontbreekt alleen in een regel van samengevoegde groepen", func(t *testing.T) {
		r := regel("x", projections.Afgeschermd{})
		_, err := projections.Voer(t.Context(), rapport(r), bij, projections.Vraag{BekendOp: 7})
		require.ErrorIs(t, err, projections.ErrRapport)
		r.Samengevoegd = true
		a, err := projections.Voer(t.Context(), rapport(r), bij, projections.Vraag{BekendOp: 7})
		require.NoError(t, err)
		b, err := json.Marshal(a.Uitkomst.Regels)
		require.NoError(t, err)
		require.JSONEq(t, `[{"waarden":["x",null],"gesimuleerd":false,"samengevoegd":true}]`, string(b))
	})
	t.Run("een onbekende parameter wordt geweigerd zonder de invoer te herhalen", func(t *testing.T) {
		_, err := projections.Voer(t.Context(), rapport(), bij, projections.Vraag{BekendOp: 7, Filter: map[string]string{"geheim": "x"}})
		var want *projections.OnbekendeParameter
		require.ErrorAs(t, err, &want)
		require.Equal(t, "geheim", want.Naam)
		require.NotContains(t, err.Error(), "geheim")
		_, err = projections.Voer(t.Context(), rapport(), bij, projections.Vraag{BekendOp: 7, Filter: map[string]string{"gemeente": "GM0202"}})
		require.NoError(t, err)
	})
	t.Run("wat nog niet bekend is, wordt niet beantwoord", func(t *testing.T) {
		var want *projections.NogNietBekend
		_, err := projections.Voer(t.Context(), rapport(), bij, projections.Vraag{BekendOp: 11})
		require.ErrorAs(t, err, &want)
		require.Empty(t, want.Gestopt)
	})
	t.Run("een gestopt leesmodel geeft zich nooit uit voor volledig", func(t *testing.T) {
		gestopt := vast{stand: projections.Stand{Positie: 10, Aantal: 10, Gestopt: "onbekend-type", Vanaf: 11}}
		var want *projections.NogNietBekend
		_, err := projections.Voer(t.Context(), rapport(), gestopt, projections.Vraag{BekendOp: 11})
		require.ErrorAs(t, err, &want)
		require.Equal(t, "onbekend-type", want.Gestopt)
		a, err := projections.Voer(t.Context(), rapport(), gestopt, projections.Vraag{BekendOp: 10})
		require.NoError(t, err)
		require.False(t, a.Volledigheid.Volledig)
		require.Equal(t, es.Position(11), a.Volledigheid.GestoptVanaf)
	})
	t.Run("een regel die niet bij de kolommen past of op de toekomst rust is een fout", func(t *testing.T) {
		for _, r := range []projections.Regel{
			regel("x", "1"), regel(int64(1), int64(1)), regel(nil, int64(1)), regel("x", 1.5),
			{Waarden: []projections.Waarde{"x"}},
			regel("x", int64(1), 8), regel("x", int64(1), 0),
		} {
			_, err := projections.Voer(t.Context(), rapport(r), bij, projections.Vraag{BekendOp: 7})
			require.ErrorIs(t, err, projections.ErrRapport)
		}
	})
}

func TestOrden(t *testing.T) {
	rs := []projections.Regel{regel("b", int64(1), 1), regel("a", int64(10)), regel("b", int64(1), 2), regel("a", int64(9))}
	projections.Orden(rs)
	require.Equal(t, []projections.Regel{regel("a", int64(9)), regel("a", int64(10)), regel("b", int64(1), 1), regel("b", int64(1), 2)}, rs)
}

func TestSchrijfCSV(t *testing.T) {
	maak := func(t require.TestingT, rs ...projections.Regel) string {
		a, err := projections.Voer(context.Background(), rapport(rs...), vast{stand: projections.Stand{Positie: 9, Aantal: 9}}, projections.Vraag{BekendOp: 9})
		require.NoError(t, err)
		var b strings.Builder
		require.NoError(t, projections.SchrijfCSV(&b, a))
		return b.String()
	}
	t.Run("de vorm is RFC 4180", func(t *testing.T) {
		r := regel(`a "b", c`, int64(-5), 2, 9)
		r.Gesimuleerd = true
		require.Equal(t, "naam,aantal,herkomst,bekendOp,gesimuleerd,status,samengevoegd,afgeschermd,aangenomen,laat,normen,definitie,noemer,vernietigd\r\n"+
			"\"a \"\"b\"\", c\",-5,2 9,9,ja,gesimuleerd,nee,0,b,1 van 4,\"proeven 2026: 1, norm 2\",een regel per proef,proeven,2 van 3\r\n", maak(t, r))
	})
	t.Run("tekst wordt nooit een formule", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			tekst := rapid.StringOf(rapid.RuneFrom([]rune("=+-@\t\rabé',\"\n "))).Draw(t, "tekst")
			rij, err := csv.NewReader(strings.NewReader(maak(t, regel(tekst, int64(1))))).ReadAll()
			require.NoError(t, err)
			cel := rij[1][0]
			require.False(t, strings.HasPrefix(cel, "=") || strings.HasPrefix(cel, "+") || strings.HasPrefix(cel, "-") ||
				strings.HasPrefix(cel, "@") || strings.HasPrefix(cel, "\t") || strings.HasPrefix(cel, "\r"))
			// A reader of CSV folds line ends; but for those and one apostrophe the text is still there.
			plat := strings.NewReplacer("\r", "", "\n", "").Replace
			require.Contains(t, []string{plat(tekst), "'" + plat(tekst)}, plat(cel))
		})
	})
}
