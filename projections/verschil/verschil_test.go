package verschil_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/verschil"
)

// The proef counts persons per group, in a table that says which groups are looked
// at: a report that reads one table to know what to ask of another.
var (
	groepen = &projections.Tabel{Naam: "groepen", Sleutel: []projections.Kolom{{Naam: "groep"}}, Velden: []projections.Kolom{{Naam: "kleur"}}}
	kosten  = &projections.Tabel{
		Naam: "kosten", Sleutel: []projections.Kolom{{Naam: "groep"}, {Naam: "nummer", Soort: projections.Getal}},
		Velden: []projections.Kolom{{Naam: "centen", Soort: projections.Getal}},
	}
	mensen = &projections.Telling{Naam: "mensen", Dimensies: []string{"groep", "soort"}}
)

type (
	open  struct{ groep, kleur string }
	dicht struct{ groep string }
	tel   struct {
		groep, soort string
		dag          recht.Datum
		n            int64
	}
	kost struct {
		groep  string
		nummer int64
		centen int64
	}
)

var proef = &projections.Projector{
	Naam: "proef", Versie: 1, Tabellen: []*projections.Tabel{groepen, kosten}, Tellingen: []*projections.Telling{mensen},
	Verwerk: func(s projections.Schrijver, r es.Recorded) error {
		switch e := r.Event.(type) {
		case open:
			return s.Zet(groepen, e.groep, e.kleur)
		case dicht:
			return s.Sluit(groepen, e.groep)
		case tel:
			return s.Tel(mensen, e.dag, e.n, e.groep, e.soort)
		case kost:
			return s.Zet(kosten, e.groep, e.nummer, e.centen)
		}
		return nil
	},
}

// rapport has a line per open group and kind: how many, what it cost, and a text.
var rapport = &projections.Rapport{
	Naam: "proeven", Model: proef, Parameters: []projections.Parameter{{Naam: "groep"}}, Sleutel: []string{"groep", "soort"},
	Maak: func(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
		u := projections.Uitkomst{Kolommen: []projections.Kolom{
			{Naam: "groep"}, {Naam: "soort"}, {Naam: "kleur"}, {Naam: "aantal", Soort: projections.Getal}, {Naam: "bedrag"},
		}}
		var waar []projections.Gelijk
		if g, ok := v.Filter["groep"]; ok {
			waar = append(waar, projections.Gelijk{Kolom: "groep", Waarde: g})
		}
		for rij, err := range l.Rijen(groepen, v.BekendOp, waar...) {
			if err != nil {
				return u, err
			}
			alleen := projections.Gelijk{Kolom: "groep", Waarde: rij.Tekst(0)}
			var centen int64
			for k, err := range l.Rijen(kosten, v.BekendOp, alleen) {
				if err != nil {
					return u, err
				}
				centen += k.Getal(2)
			}
			for c, err := range l.Cellen(mensen, v.BekendOp, v.Peildatum, alleen) {
				if err != nil {
					return u, err
				}
				u.Regels = append(u.Regels, projections.Regel{Waarden: []projections.Waarde{
					c.Dimensies[0], c.Dimensies[1], rij.Tekst(1), c.Waarde, recht.Bedrag(centen).String(),
				}})
			}
		}
		return u, nil
	},
}

var (
	januari = recht.NieuweDatum(2026, 1, 5)
	maart   = recht.NieuweDatum(2026, 3, 5)
)

func lees(t testing.TB, events ...any) projections.Lezer {
	var r []es.Recorded
	for _, e := range events {
		r = append(r, es.Recorded{Event: e})
	}
	return leesmodellentest.Lees(t, proef, r...)
}

func vergelijk(t *testing.T, l projections.Lezer, v verschil.Vraag) verschil.Verschil {
	t.Helper()
	uit, err := verschil.Voer(t.Context(), rapport, l, v, verschil.MaxStappen)
	require.NoError(t, err)
	return uit
}

// toon writes lines for comparison: key, then what was and what is.
func toon(rs []verschil.Regelverschil) (uit []string) {
	for _, r := range rs {
		uit = append(uit, fmt.Sprint(r.Sleutel, r.Toen, r.Nu))
	}
	return uit
}

func stappen(v verschil.Verschil) (uit []string) {
	for _, s := range v.Stappen {
		uit = append(uit, fmt.Sprint(s.Posities, " ", strings.Join(toon(s.Regels), "; ")))
	}
	return uit
}

func TestDifference(t *testing.T) {
	l := lees(t, open{"a", "rood"}, tel{"a", "x", januari, 3}, struct{}{}, // 1-3: as in the report of then
		tel{"a", "x", januari, 2}, tel{"b", "x", januari, 9}, tel{"a", "x", januari, -1}, kost{"a", 1, 1250}, // 4-7
		open{"b", "groen"}, dicht{"b"}, open{"a", "blauw"}, tel{"a", "y", maart, 1}) // 8-11
	v := vergelijk(t, l, verschil.Vraag{Van: 3, Tot: 11})
	t.Run("per regel staat er wat er stond en wat er nu staat", func(t *testing.T) {
		assert.Equal(t, []string{"groep", "soort"}, v.Sleutel)
		assert.Equal(t, []string{"[a x] [a x rood 3 0.00] [a x blauw 4 12.50]", "[a y] [] [a y blauw 1 12.50]"}, toon(v.Regels))
		assert.Equal(t, int64(1), v.Regels[0].Delta(projections.Kolom{Soort: projections.Getal}, 3))
		assert.Equal(t, recht.Bedrag(1250), v.Regels[0].Delta(projections.Kolom{}, 4))
		assert.Nil(t, v.Regels[0].Delta(projections.Kolom{}, 2), "a colour is no amount")
		assert.Equal(t, int64(1), v.Regels[1].Delta(projections.Kolom{Soort: projections.Getal}, 3))
	})
	t.Run("elke gebeurtenis die iets bijdroeg is genoemd, ook een groep die er maar even was, en geen andere", func(t *testing.T) {
		assert.Equal(t, []string{
			"[4] [a x] [a x rood 3 0.00] [a x rood 5 0.00]",
			"[6] [a x] [a x rood 5 0.00] [a x rood 4 0.00]",
			"[7] [a x] [a x rood 4 0.00] [a x rood 4 12.50]",
			"[8] [b x] [] [b x groen 9 0.00]",
			"[9] [b x] [b x groen 9 0.00] []",
			"[10] [a x] [a x rood 4 12.50] [a x blauw 4 12.50]",
			"[11] [a y] [] [a y blauw 1 12.50]",
		}, stappen(v))
	})
	t.Run("wat gebeurde in een groep die er maar even was is ook genoemd", func(t *testing.T) {
		v := vergelijk(t, lees(t, open{"b", "rood"}, tel{"b", "x", januari, 1}, kost{"b", 1, 5}, dicht{"b"}), verschil.Vraag{Tot: 4})
		assert.Empty(t, v.Regels)
		var genoemd []es.Position
		for _, s := range v.Stappen {
			genoemd = append(genoemd, s.Posities...)
		}
		assert.Equal(t, []es.Position{2, 3, 4}, genoemd)
	})
	t.Run("filter en peildatum gelden voor toen, nu en elke stap", func(t *testing.T) {
		v := vergelijk(t, l, verschil.Vraag{Van: 3, Tot: 9, Filter: map[string]string{"groep": "b"}})
		assert.Empty(t, v.Regels)
		assert.Len(t, v.Stappen, 2, "it came and went")
		v = vergelijk(t, l, verschil.Vraag{Van: 9, Tot: 11, Peildatum: januari})
		assert.Len(t, v.Regels, 1, "what is of March is not in it")
	})
	t.Run("tussen gelijke momenten is er geen verschil, en van het begin af is het hele rapport nieuw", func(t *testing.T) {
		v := vergelijk(t, l, verschil.Vraag{Van: 5, Tot: 5})
		assert.Empty(t, v.Regels)
		assert.Empty(t, v.Stappen)
		assert.Len(t, vergelijk(t, l, verschil.Vraag{Van: 0, Tot: 2}).Regels, 1)
	})
	t.Run("achterstevoren, een onbekend filter en een positie die er niet is worden geweigerd", func(t *testing.T) {
		_, err := verschil.Voer(t.Context(), rapport, l, verschil.Vraag{Van: 4, Tot: 3}, 10)
		require.ErrorIs(t, err, verschil.ErrVolgorde)
		_, err = verschil.Voer(t.Context(), rapport, l, verschil.Vraag{Tot: 3, Filter: map[string]string{"x": "y"}}, 10)
		require.ErrorAs(t, err, new(*projections.OnbekendeParameter))
		_, err = verschil.Voer(t.Context(), rapport, l, verschil.Vraag{Tot: 12}, 10)
		require.ErrorAs(t, err, new(*projections.NogNietBekend))
	})
}

func TestManyEvents(t *testing.T) {
	var events []any
	for i := range 30 {
		events = append(events, open{"a", fmt.Sprint(i)}, tel{"a", "x", januari, 1})
	}
	l := lees(t, events...)
	t.Run("bij meer gebeurtenissen dan stappen worden buren samen genoemd, elk precies een keer", func(t *testing.T) {
		v, err := verschil.Voer(t.Context(), rapport, l, verschil.Vraag{Van: 2, Tot: 60}, 7)
		require.NoError(t, err)
		assert.LessOrEqual(t, len(v.Stappen), 7)
		var alle []es.Position
		for _, s := range v.Stappen {
			alle = append(alle, s.Posities...)
		}
		require.Len(t, alle, 58)
		assert.True(t, slices.IsSorted(alle))
		assert.Equal(t, "[a x 29 30 0.00]", fmt.Sprint(v.Stappen[len(v.Stappen)-1].Regels[0].Nu))
	})
	t.Run("precies zoveel stappen als er mogen is een stap per gebeurtenis", func(t *testing.T) {
		v, err := verschil.Voer(t.Context(), rapport, l, verschil.Vraag{Van: 2, Tot: 60}, 58)
		require.NoError(t, err)
		assert.Len(t, v.Stappen, 58)
	})
}

// A doof reader has a table whose changes it does not tell of.
type doof struct{ projections.Lezer }

func (d doof) Versies(*projections.Tabel, es.Position, ...projections.Gelijk) iter.Seq2[projections.Rij, error] {
	return func(func(projections.Rij, error) bool) {}
}

func TestUnexplained(t *testing.T) {
	l := lees(t, open{"a", "rood"}, tel{"a", "x", januari, 1}, open{"a", "blauw"}, tel{"a", "x", januari, 1})
	t.Run("control: een verschil dat de genoemde gebeurtenissen niet verklaren wordt niet gegeven", func(t *testing.T) {
		_, err := verschil.Voer(t.Context(), rapport, doof{l}, verschil.Vraag{Van: 2, Tot: 3}, 10)
		require.ErrorIs(t, err, verschil.ErrOnverklaard)
	})
	t.Run("control: een stap te weinig, te veel of met een ander getal klopt niet", func(t *testing.T) {
		goed := vergelijk(t, l, verschil.Vraag{Van: 2, Tot: 4})
		require.NoError(t, goed.Controleer())
		require.Len(t, goed.Stappen, 2)
		for i := range goed.Stappen {
			minder := goed
			minder.Stappen = slices.Delete(slices.Clone(goed.Stappen), i, i+1)
			require.ErrorIs(t, minder.Controleer(), verschil.ErrOnverklaard)
		}
		meer := goed
		meer.Stappen = append(slices.Clone(goed.Stappen), goed.Stappen[0])
		require.ErrorIs(t, meer.Controleer(), verschil.ErrOnverklaard)
		anders := goed
		anders.Regels = slices.Clone(goed.Regels)
		anders.Regels[0].Nu = slices.Clone(goed.Regels[0].Nu)
		anders.Regels[0].Nu[3] = int64(7)
		require.ErrorIs(t, anders.Controleer(), verschil.ErrOnverklaard)
	})
}

func TestCompareAnswers(t *testing.T) {
	l := lees(t, open{"a", "rood"}, tel{"a", "x", januari, 1}, tel{"a", "x", januari, 1})
	op := func(p es.Position) projections.Antwoord {
		a, err := projections.Voer(t.Context(), rapport, l, projections.Vraag{BekendOp: p})
		require.NoError(t, err)
		return a
	}
	t.Run("twee antwoorden zijn te vergelijken zonder gebeurtenissen", func(t *testing.T) {
		rs, err := verschil.Vergelijk(op(2), op(3))
		require.NoError(t, err)
		assert.Equal(t, []string{"[a x] [a x rood 1 0.00] [a x rood 2 0.00]"}, toon(rs))
	})
	t.Run("met andere kolommen is er niets te vergelijken", func(t *testing.T) {
		anders := op(3)
		anders.Uitkomst.Kolommen = anders.Uitkomst.Kolommen[1:]
		_, err := verschil.Vergelijk(op(2), anders)
		require.ErrorIs(t, err, projections.ErrRapport)
	})
	t.Run("regels met dezelfde sleutel worden op volgorde vergeleken, en een sleutel die er niet is, is een fout", func(t *testing.T) {
		r := *rapport
		r.Sleutel = nil // columns before the first number
		k, err := verschil.Sleutelkolommen(&r, op(3).Uitkomst.Kolommen)
		require.NoError(t, err)
		assert.Equal(t, []int{0, 1, 2}, k)
		r.Sleutel = []string{"weg"}
		_, err = verschil.Sleutelkolommen(&r, op(3).Uitkomst.Kolommen)
		require.ErrorIs(t, err, projections.ErrRapport)
		toen, nu := op(2), op(3)
		toen.Uitkomst.Regels = append(toen.Uitkomst.Regels, toen.Uitkomst.Regels[0])
		rs, err := verschil.Vergelijk(toen, nu)
		require.NoError(t, err)
		assert.Len(t, rs, 2)
		assert.Nil(t, rs[1].Nu)
	})
}
