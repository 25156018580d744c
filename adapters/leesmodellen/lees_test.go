package leesmodellen_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

var (
	plannenTabel = &projections.Tabel{
		Naam:    "plannen",
		Sleutel: []projections.Kolom{{Naam: "plan"}},
		Velden:  []projections.Kolom{{Naam: "status"}, {Naam: "vanaf", Soort: projections.Datum}, {Naam: "bedrag", Soort: projections.Getal}},
	}
	aantallen = &projections.Telling{Naam: "aantallen", Dimensies: []string{"gemeente", "kind"}, Blijvend: true}
	januari   = recht.NieuweDatum(2026, 1, 1)
)

// doe is an event that tells the test projector what to do.
type doe func(s projections.Schrijver) error

func proef(naam string) *projections.Projector {
	return &projections.Projector{
		Naam: naam, Versie: 1, Tabellen: []*projections.Tabel{plannenTabel}, Tellingen: []*projections.Telling{aantallen},
		Verwerk: func(s projections.Schrijver, r es.Recorded) error { return r.Event.(doe)(s) },
	}
}

func reeks(doen ...doe) []es.Recorded {
	var rs []es.Recorded
	for i, d := range doen {
		rs = append(rs, es.Recorded{Position: es.Position(i + 1), Event: d})
	}
	return rs
}

func zet(plan, status string, bedrag int64) doe {
	return func(s projections.Schrijver) error {
		return s.Zet(plannenTabel, plan, status, "2026-01-01", bedrag)
	}
}

func sluit(plan string) doe {
	return func(s projections.Schrijver) error { return s.Sluit(plannenTabel, plan) }
}

func tel(dag recht.Datum, delta int64, dims ...string) doe {
	return func(s projections.Schrijver) error { return s.Tel(aantallen, dag, delta, dims...) }
}

func samen(doen ...doe) doe {
	return func(s projections.Schrijver) error {
		for _, d := range doen {
			if err := d(s); err != nil {
				return err
			}
		}
		return nil
	}
}

func rijen(t testing.TB, l projections.Lezer, p es.Position, waar ...projections.Gelijk) []projections.Rij {
	t.Helper()
	var rs []projections.Rij
	for r, err := range l.Rijen(plannenTabel, p, waar...) {
		require.NoError(t, err)
		rs = append(rs, r)
	}
	return rs
}

func TestTabel(t *testing.T) {
	l := leesmodellentest.Lees(t, proef("proef"), reeks(
		zet("a", "ontwerp", 1), zet("b", "ontwerp", 2), zet("a", "vastgesteld", 1), zet("a", "vastgesteld", 1), sluit("b"), sluit("c"))...)
	statussen := func(p es.Position) []string {
		uit := []string{}
		for _, r := range rijen(t, l, p) {
			uit = append(uit, r.Tekst(0)+" "+r.Tekst(1))
		}
		return uit
	}
	t.Run("elke stand is later nog op te vragen", func(t *testing.T) {
		require.Equal(t, []string{}, statussen(0))
		require.Equal(t, []string{"a ontwerp"}, statussen(1))
		require.Equal(t, []string{"a ontwerp", "b ontwerp"}, statussen(2))
		require.Equal(t, []string{"a vastgesteld", "b ontwerp"}, statussen(4))
		require.Equal(t, []string{"a vastgesteld"}, statussen(6))
	})
	t.Run("een gelijke rij blijft open", func(t *testing.T) {
		require.Equal(t, es.Position(3), rijen(t, l, 6)[0].Van)
	})
	t.Run("versies noemen de gebeurtenis die opende en die sloot", func(t *testing.T) {
		var van, tot []es.Position
		for r, err := range l.Versies(plannenTabel, 4) {
			require.NoError(t, err)
			van, tot = append(van, r.Van), append(tot, r.Tot)
		}
		require.Equal(t, []es.Position{1, 3, 2}, van)
		require.Equal(t, []es.Position{3, 0, 0}, tot, "what closes later is not known yet")
	})
	t.Run("filteren gaat op elke kolom", func(t *testing.T) {
		require.Len(t, rijen(t, l, 2, projections.Gelijk{Kolom: "status", Waarde: "ontwerp"}, projections.Gelijk{Kolom: "bedrag", Waarde: int64(2)}), 1)
		require.Empty(t, rijen(t, l, 2, projections.Gelijk{Kolom: "plan", Waarde: "z"}))
	})
	t.Run("een onbekende kolom, een verkeerde waarde en de toekomst zijn fouten", func(t *testing.T) {
		for want, ask := range map[error]func() error{
			leesmodellen.ErrOnbekend: func() error { return eerste(l.Rijen(plannenTabel, 2, projections.Gelijk{Kolom: "kleur", Waarde: "x"})) },
			leesmodellen.ErrWaarde: func() error {
				return eerste(l.Rijen(plannenTabel, 2, projections.Gelijk{Kolom: "bedrag", Waarde: "2"}))
			},
			leesmodellen.ErrToekomst: func() error { return eerste(l.Rijen(plannenTabel, 7)) },
		} {
			require.ErrorIs(t, ask(), want)
		}
		require.ErrorIs(t, eerste(l.Rijen(&projections.Tabel{Naam: "anders"}, 1)), leesmodellen.ErrOnbekend)
	})
	t.Run("een vraag kan in dezelfde vraag gesteld worden", func(t *testing.T) {
		n := 0
		for range l.Rijen(plannenTabel, 2) {
			for range l.Rijen(plannenTabel, 2) {
				n++
			}
		}
		require.Equal(t, 4, n)
	})
}

func eerste[T any](seq func(func(T, error) bool)) error {
	for _, err := range seq {
		return err
	}
	return errors.New("no rows")
}

func TestTelling(t *testing.T) {
	februari := januari.PlusDagen(31)
	l := leesmodellentest.Lees(t, proef("proef"), reeks(
		tel(februari, 5, "GM0202", "x"),
		samen(tel(januari, 2, "GM0202", "x"), tel(februari, -1, "GM0202", "x"), tel(januari, 1, "GM0200", "x")),
		tel(recht.Datum{}, 10, "GM0202", "y"))...)
	cellen := func(p es.Position, d recht.Datum, waar ...projections.Gelijk) map[string]int64 {
		uit := map[string]int64{}
		var volgorde []string
		for c, err := range l.Cellen(aantallen, p, d, waar...) {
			require.NoError(t, err)
			uit[c.Dimensies[0]+c.Dimensies[1]] = c.Waarde
			volgorde = append(volgorde, c.Dimensies[0]+c.Dimensies[1])
		}
		require.True(t, slices.IsSorted(volgorde))
		return uit
	}
	t.Run("elk cijfer is later nog op te vragen", func(t *testing.T) {
		require.Equal(t, map[string]int64{"GM0202x": 5}, cellen(1, recht.Datum{}))
		require.Equal(t, map[string]int64{"GM0200x": 1, "GM0202x": 6, "GM0202y": 10}, cellen(3, recht.Datum{}))
	})
	t.Run("de peildatum telt alleen wat die dag of eerder gold", func(t *testing.T) {
		require.Equal(t, map[string]int64{}, cellen(1, januari))
		require.Equal(t, map[string]int64{"GM0200x": 1, "GM0202x": 2, "GM0202y": 10}, cellen(3, januari))
		require.Equal(t, map[string]int64{"GM0200x": 1, "GM0202x": 6, "GM0202y": 10}, cellen(3, februari))
	})
	t.Run("de herkomst noemt elke bijdrage", func(t *testing.T) {
		var b []projections.Bijdrage
		for x, err := range l.Herkomst(aantallen, 3, februari, projections.Gelijk{Kolom: "gemeente", Waarde: "GM0202"}) {
			require.NoError(t, err)
			b = append(b, x)
		}
		require.Equal(t, []projections.Bijdrage{
			{Positie: 1, Dag: februari, Delta: 5},
			{Positie: 2, Dag: januari, Delta: 2},
			{Positie: 2, Dag: februari, Delta: -1},
			{Positie: 3, Delta: 10},
		}, b)
	})
	t.Run("filteren op een onbekende dimensie is een fout", func(t *testing.T) {
		require.ErrorIs(t, eerste(l.Cellen(aantallen, 1, januari, projections.Gelijk{Kolom: "school", Waarde: "x"})), leesmodellen.ErrOnbekend)
		require.ErrorIs(t, eerste(l.Herkomst(aantallen, 1, januari, projections.Gelijk{Kolom: "school", Waarde: "x"})), leesmodellen.ErrOnbekend)
	})
}

func TestSchrijven(t *testing.T) {
	l, err := leesmodellen.Open(t.Context(), t.TempDir(), []*projections.Projector{proef("een"), proef("twee")}, leesmodellen.Opties{})
	require.NoError(t, err)
	defer func() { require.NoError(t, l.Sluit()) }()
	require.NoError(t, l.Verwerk(t.Context(), reeks(zet("a", "x", 1), zet("b", "y", 1))))
	require.NoError(t, l.Verwerk(t.Context(), reeks(zet("a", "x", 1), zet("b", "y", 1))), "delivered twice")
	s, err := l.Stand("een")
	require.NoError(t, err)
	require.Equal(t, projections.Stand{Positie: 2, Aantal: 2}, s)
	require.ErrorIs(t, l.Verwerk(t.Context(), []es.Recorded{{Position: 5, Event: doe(zet("a", "x", 1))}}), leesmodellen.ErrGat)
}
