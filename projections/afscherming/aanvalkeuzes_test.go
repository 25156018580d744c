package afscherming_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/projections/afscherming"
)

// kolommen turns sums of worlds into rows with one column per value of the last
// dimension, in the given order.
func (w wereld) kolommen(dims []int, waarden ...string) []afscherming.Rij {
	return w.rijen(dims, len(w.sleutels[0])-1, waarden...)
}

// onder puts rows under one value of a dimension before them.
func onder(boven string, rijen []afscherming.Rij) (uit []afscherming.Rij) {
	for _, r := range rijen {
		uit = append(uit, afscherming.Rij{Sleutel: append([]string{boven}, r.Sleutel...), Aantallen: r.Aantallen})
	}
	return uit
}

// The tables that somebody may choose from, as those of the trechter: the same
// persons and the same columns, once by gemeente and once by ketenpartner.
func TestKeuzesTegenAlwetende(t *testing.T) {
	const drempel = 3
	m := afscherming.Maat{Drempel: drempel}
	t.Run("twee indelingen van dezelfde mensen verraden elkaar niet, ook per uitkomst", func(t *testing.T) {
		b := bron{sleutels: paren([]string{"A", "B"}, []string{"p", "q"}, []string{"ja", "nee"}), hoogste: 3}
		per := func(w wereld, d int) []afscherming.Rij { return w.kolommen([]int{d}, "ja", "nee") }
		b.zien = func(w wereld) string { return alsTekst(lijnen(t, per(w, 0), m)) + alsTekst(lijnen(t, per(w, 1), m)) }
		b.groepen = func(w wereld) map[string]int64 { return sommen(per(w, 0), per(w, 1)) }
		gevonden, bekeken := alwetend(b, drempel)
		require.Empty(t, gevonden[:min(len(gevonden), 5)])
		require.Greater(t, bekeken, 50)
	})
	t.Run("control: per uitkomst apart samenvoegen verraadt een uitkomst in de andere indeling", func(t *testing.T) {
		b := bron{sleutels: paren([]string{"A", "B"}, []string{"p", "q"}, []string{"ja", "nee"}), hoogste: 3}
		per := func(w wereld, d int) []afscherming.Rij { return w.rijen([]int{d, 2}, 0) }
		b.zien = func(w wereld) string { return alsTekst(lijnen(t, per(w, 0), m)) + alsTekst(lijnen(t, per(w, 1), m)) }
		b.groepen = func(w wereld) map[string]int64 { return sommen(per(w, 0), per(w, 1)) }
		gevonden, _ := alwetend(b, drempel)
		require.NotEmpty(t, gevonden)
	})
	// Whoever is paid by UWV alone is in both tables as a group: "" by gemeente,
	// and part of UWV by ketenpartner. The first is the number of those.
	sleutels := append([][]string{{"-", "-"}}, paren([]string{"A", "B"}, []string{"UWV", "p"})...)
	gemeente := func(w wereld) wereld { return wereld{w.sleutels[1:], w.aantal[1:]} }
	zonder := func(w wereld) afscherming.Rij {
		return afscherming.Rij{Sleutel: []string{"UWV", "-"}, Aantallen: w.aantal[:1]}
	}
	boom := func(w wereld, d int) []afscherming.Rij {
		return append(onder("gemeente", gemeente(w).rijen([]int{d}, 0)), zonder(w))
	}
	b := bron{
		sleutels: sleutels, hoogste: 5,
		zien:    func(w wereld) string { return alsTekst(lijnen(t, boom(w, 0), m)) + alsTekst(lijnen(t, boom(w, 1), m)) },
		groepen: func(w wereld) map[string]int64 { return sommen(boom(w, 0), boom(w, 1)) },
	}
	t.Run("wat in beide indelingen dezelfde groep is staat in beide onder dezelfde betaler", func(t *testing.T) {
		gevonden, bekeken := alwetend(b, drempel)
		require.Empty(t, gevonden[:min(len(gevonden), 5)])
		require.Greater(t, bekeken, 50)
	})
	t.Run("control: zonder betaler erboven verraadt de ene indeling de andere", func(t *testing.T) {
		plat := func(w wereld, d int) []afscherming.Rij {
			rijen := gemeente(w).rijen([]int{d}, 0)
			if d == 1 { // by ketenpartner they are part of UWV
				i := slices.IndexFunc(rijen, func(r afscherming.Rij) bool { return r.Sleutel[0] == "UWV" })
				rijen[i].Aantallen[0] += w.aantal[0]
				return rijen
			}
			return append(rijen, afscherming.Rij{Sleutel: []string{"-"}, Aantallen: w.aantal[:1]})
		}
		c := b
		c.zien = func(w wereld) string { return alsTekst(lijnen(t, plat(w, 0), m)) + alsTekst(lijnen(t, plat(w, 1), m)) }
		c.groepen = func(w wereld) map[string]int64 { // who comes from UWV and is paid by a gemeente is a difference
			g := sommen(plat(w, 0), plat(w, 1))
			g["van UWV, gemeente betaalt"] = w.aantal[1] + w.aantal[3]
			return g
		}
		gevonden, _ := alwetend(c, drempel)
		require.NotEmpty(t, gevonden)
	})
}

// The trechter, and two reports that each divide one of its columns further.
func TestKolomVerderVerdeeld(t *testing.T) {
	const drempel = 3
	m := afscherming.Maat{Drempel: drempel}
	waarden := []string{"duurzaam", "voortijdig", "vast te stellen"}
	b := bron{sleutels: paren([]string{"A", "B"}, waarden), hoogste: 4}
	trechter := func(w wereld) []afscherming.Rij { // what did not last is one column
		rijen := w.kolommen([]int{0}, waarden...)
		for i, r := range rijen {
			rijen[i].Aantallen = []int64{r.Aantallen[0], r.Aantallen[1] + r.Aantallen[2]}
		}
		return rijen
	}
	verdeeld := func(w wereld) (uit []afscherming.Rij) {
		for _, r := range w.rijen([]int{1}, 0) {
			stand := "niet"
			if r.Sleutel[0] == "duurzaam" {
				stand = "wel"
			}
			uit = append(uit, afscherming.Rij{Sleutel: []string{stand, r.Sleutel[0]}, Aantallen: r.Aantallen})
		}
		return uit
	}
	b.zien = func(w wereld) string {
		return alsTekst(lijnen(t, trechter(w), m)) + alsTekst(lijnen(t, verdeeld(w), m))
	}
	b.groepen = func(w wereld) map[string]int64 { return sommen(trechter(w), verdeeld(w)) }
	t.Run("een rapport dat een kolom voor de hele regio verder verdeelt verraadt niets van de groepen", func(t *testing.T) {
		gevonden, bekeken := alwetend(b, drempel)
		require.Empty(t, gevonden[:min(len(gevonden), 5)])
		require.Greater(t, bekeken, 50)
	})
	t.Run("control: zonder de stand erboven voegt het andere samen dan de trechter, en komt een groep bloot", func(t *testing.T) {
		c := b
		plat := func(w wereld) []afscherming.Rij { return w.rijen([]int{1}, 0) }
		c.zien = func(w wereld) string { return alsTekst(lijnen(t, trechter(w), m)) + alsTekst(lijnen(t, plat(w), m)) }
		gevonden, _ := alwetend(c, drempel)
		require.NotEmpty(t, gevonden)
	})
}
