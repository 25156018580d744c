package simulatie

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/recht/referentie"
)

func TestParameters(t *testing.T) {
	waarde := map[string]int{}
	for _, p := range Parameters() {
		require.NotContains(t, waarde, p.Code)
		waarde[p.Code] = p.Waarde
		t.Run(p.Code+" zegt waar zij vandaan komt en wanneer zij geldt", func(t *testing.T) {
			require.NotEmpty(t, p.Omschrijving)
			require.NotEmpty(t, p.Bron)
			require.Contains(t, []Status{Gezien, Afgeleid, Aangenomen}, p.Status)
			require.Equal(t, p.Bron == nergens, p.Bron == nergens && p.Status == Aangenomen, "what has no source is assumed")
			require.True(t, p.Vanaf.Voor(p.Tot))
			require.Positive(t, p.Waarde)
			if p.Eenheid == promille {
				require.LessOrEqual(t, p.Waarde, 1000)
			}
		})
	}
	t.Run("de soorten verzuim, absoluut verzuim en voortijdig schoolverlaten tellen op tot de interventies", func(t *testing.T) {
		som := waarde["LPL_ABSOLUUT"] + waarde["LPL_VSV"]
		for _, m := range meldingsoorten {
			som += waarde[m.code]
		}
		require.Equal(t, waarde["LPL_INTERVENTIES"], som)
	})
}

func TestWeights(t *testing.T) {
	var inwoners, sw, wsp, vo int
	letters := map[byte]bool{}
	for i, g := range Gewichten() {
		require.Equal(t, recht.Gemeenten()[i].Code, g.Gemeente)
		inwoners, vo = inwoners+g.Inwoners, vo+g.VO
		letters[g.letter] = true
		if g.SW {
			sw++
		}
		if g.WSP {
			wsp++
		}
	}
	require.Equal(t, 467_327, inwoners)
	require.Equal(t, []int{9, 9, 44, 11}, []int{sw, wsp, vo, len(letters)})
	for _, s := range referentie.Scholen() { // invented schools are none of these, and lie in the same regio's
		require.Equal(t, regioVan(s.Gemeente), s.Regio)
		require.NotEqual(t, "99", string(s.Vestiging[:2]))
		require.Positive(t, vanCode(s.Gemeente).VO)
	}
}

func vanCode(g recht.Gemeentecode) Gewicht {
	for _, x := range Gewichten() {
		if x.Gemeente == g {
			return x
		}
	}
	return Gewicht{}
}

func TestSpreadAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		totaal := rapid.Int64Range(0, 50_000).Draw(t, "totaal")
		weegt := rapid.SliceOfN(rapid.IntRange(0, 20), 7, 7).Draw(t, "gewichten")
		weegt[3] = max(1, weegt[3])
		v := spreid(2020, totaal, func(d recht.Datum) int { return weegt[d.Weekdag()] })
		var som int64
		for d := recht.NieuweDatum(2020, 1, 1); d.Jaar() == 2020; d = d.PlusDagen(1) {
			van, tot := v.op(d)
			require.Equal(t, som, van)
			require.Equal(t, som, v.voor(d))
			if weegt[d.Weekdag()] == 0 {
				require.Equal(t, van, tot, "a day without weight gets nothing")
			}
			som = tot
		}
		require.Equal(t, totaal, som)
		require.Equal(t, totaal, v.voor(recht.NieuweDatum(2021, 1, 1)))
	})
}

func TestInventedNumbers(t *testing.T) {
	var n nummerreeks
	gezien := map[string]bool{}
	for bsn, ok := n.bsn(); ok; bsn, ok = n.bsn() {
		_, err := recht.ParseBSN(string(bsn))
		require.NoError(t, err)
		require.Equal(t, "9999", string(bsn)[:4], "the range for tests: nobody has such a number")
		gezien[string(bsn)] = true
	}
	require.Equal(t, 9091, len(gezien))
	for range 20_000 {
		o := n.onderwijsnummer()
		_, err := recht.ParseOnderwijsnummer(string(o))
		require.NoError(t, err)
		gezien[string(o)] = true
	}
	require.Equal(t, 29_091, len(gezien), "no number is given twice")
}

func TestKalender(t *testing.T) {
	k := nieuweKalender(2020)
	dag := func(m, d int) recht.Datum { return recht.NieuweDatum(2020, 1, 1).PlusMaanden(m - 1).PlusDagen(d - 1) }
	t.Run("de zomervakantie van zuid begint een week voor die van midden", func(t *testing.T) {
		require.False(t, k.schooldag(referentie.Zuid, dag(7, 15)))
		require.True(t, k.schooldag(referentie.Midden, dag(7, 15)))
		require.False(t, k.schooldag(referentie.Midden, dag(8, 26)))
		require.True(t, k.schooldag(referentie.Zuid, dag(8, 26)))
	})
	t.Run("op een feestdag wordt niet gewerkt", func(t *testing.T) {
		require.False(t, k.werkdag(dag(4, 27))) // Koningsdag
		require.Equal(t, dag(4, 14), k.werkdagen(dag(4, 11), 0))
		require.Equal(t, dag(4, 15), k.werkdagen(dag(4, 11), 1))
	})
	t.Run("terug over een vakantie heen", func(t *testing.T) {
		require.Equal(t, dag(7, 10), k.schooldagTerug(referentie.Zuid, dag(8, 24), 1))
	})
}
