package afscherming_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/projections/afscherming"
)

// A wereld is every combination that an attacker knows to be possible, from
// coarse to fine, with how many persons are in each. The numbers are what the
// attacker is after.
type wereld struct {
	sleutels [][]string
	aantal   []int64
}

// rijen adds up the world by some of its dimensions, with one column, or one
// for each value of the dimension kolom.
func (w wereld) rijen(dims []int, kolom int, waarden ...string) (uit []afscherming.Rij) {
	for i, s := range w.sleutels {
		var sleutel []string
		for _, d := range dims {
			sleutel = append(sleutel, s[d])
		}
		n := slices.IndexFunc(uit, func(r afscherming.Rij) bool { return slices.Equal(r.Sleutel, sleutel) })
		if n < 0 {
			n = len(uit)
			uit = append(uit, afscherming.Rij{Sleutel: sleutel, Aantallen: make([]int64, max(1, len(waarden)))})
		}
		k := 0
		if len(waarden) > 0 {
			k = slices.Index(waarden, s[kolom])
		}
		uit[n].Aantallen[k] += w.aantal[i]
	}
	return uit
}

func lijnen(t require.TestingT, rijen []afscherming.Rij, m afscherming.Maat) []afscherming.Lijn {
	uit, err := afscherming.Voegsamen(rijen, m)
	require.NoError(t, err)
	return uit
}

func alsTekst(ls []afscherming.Lijn) string {
	var b strings.Builder
	for _, l := range ls {
		fmt.Fprintf(&b, "%v=%v;", l.Sleutel, l.Aantallen)
	}
	return b.String()
}

// primair is shielding as it must not be done: it leaves out what is small, and
// gives the total above it.
func primair(rijen []afscherming.Rij, drempel int64) string {
	var b strings.Builder
	totaal := map[string]int64{}
	for _, r := range rijen {
		totaal[r.Sleutel[0]] += r.Aantallen[0]
		if r.Aantallen[0] >= drempel {
			fmt.Fprintf(&b, "%v=%v;", r.Sleutel, r.Aantallen)
		}
	}
	return fmt.Sprint(b.String(), totaal)
}

// A bron is what an attacker sees of a world, and which groups are secret.
type bron struct {
	zien     func(wereld) string
	groepen  func(wereld) map[string]int64
	sleutels [][]string
	hoogste  int64
}

// alwetend is an attacker who knows how shielding works and tries every world
// there can be, with numbers up to hoogste. It returns which small groups have
// one value in all worlds that look the same, and how many it looked at. It
// looks at worlds with numbers below hoogste, so that having a highest number
// tells nothing.
func alwetend(b bron, drempel int64) (gevonden []string, bekeken int) {
	mogelijk := map[string]map[string]map[int64]bool{} // by what is seen, by group, by size; true: to look at
	w := wereld{sleutels: b.sleutels, aantal: make([]int64, len(b.sleutels))}
	for {
		zicht := b.zien(w)
		if mogelijk[zicht] == nil {
			mogelijk[zicht] = map[string]map[int64]bool{}
		}
		echt := slices.Max(w.aantal) < b.hoogste
		for g, n := range b.groepen(w) {
			if mogelijk[zicht][g] == nil {
				mogelijk[zicht][g] = map[int64]bool{}
			}
			mogelijk[zicht][g][n] = mogelijk[zicht][g][n] || echt
		}
		i := 0
		for ; i < len(w.aantal) && w.aantal[i] == b.hoogste; i++ {
			w.aantal[i] = 0
		}
		if i == len(w.aantal) {
			break
		}
		w.aantal[i]++
	}
	for zicht, groepen := range mogelijk {
		for g, waarden := range groepen {
			for n, echt := range waarden {
				if echt && n > 0 && n < drempel {
					bekeken++
					if len(waarden) == 1 {
						gevonden = append(gevonden, fmt.Sprintf("%s is %d: %s", g, n, zicht))
					}
				}
			}
		}
	}
	return gevonden, bekeken
}

func paren(delen ...[]string) (uit [][]string) {
	uit = [][]string{nil}
	for _, d := range delen {
		var meer [][]string
		for _, s := range uit {
			for _, x := range d {
				meer = append(meer, append(slices.Clone(s), x))
			}
		}
		uit = meer
	}
	return uit
}

// sommen returns the size of every group: the lines of each of the tables, and
// the totals above them.
func sommen(tabellen ...[]afscherming.Rij) map[string]int64 {
	uit := map[string]int64{}
	for i, rijen := range tabellen {
		for _, r := range rijen {
			for k, n := range r.Aantallen {
				for d := 1; d <= len(r.Sleutel); d++ {
					if d == len(r.Sleutel) || len(r.Aantallen) == 1 {
						uit[fmt.Sprintf("%d %v %d", i, r.Sleutel[:d], k)] += n
					}
				}
			}
		}
	}
	return uit
}

func dwarsTekst(leidend, kruis []afscherming.Rij, m afscherming.Maat) string {
	zien, err := afscherming.Dwars(leidend, kruis, 1, m)
	if err != nil {
		panic(err)
	}
	var b strings.Builder
	for _, i := range zien {
		fmt.Fprintf(&b, "%v;", kruis[i])
	}
	return b.String()
}

func TestAlwetendeAanvaller(t *testing.T) {
	const drempel = 3
	m := afscherming.Maat{Drempel: drempel}
	gemeenten, soorten, scholen := []string{"A", "B"}, []string{"x", "y"}, []string{"p", "q"}
	per := func(w wereld) []afscherming.Rij { return w.rijen([]int{0, 1}, 0) }
	school := func(w wereld) []afscherming.Rij { return w.rijen([]int{0, 1, 2}, 0) }
	tijdig := func(w wereld) []afscherming.Rij { return w.rijen([]int{0}, 1, "opTijd", "teLaat", "geenTermijn") }
	soort := func(w wereld) []afscherming.Rij { // what has a term is of one kind
		v := wereld{aantal: w.aantal}
		for _, s := range w.sleutels {
			k := "16"
			if s[1] == "geenTermijn" {
				k = "ander"
			}
			v.sleutels = append(v.sleutels, []string{s[0], k})
		}
		return v.rijen([]int{0, 1}, 0)
	}
	genest := func(w wereld) []afscherming.Rij { // everybody, and who of them was placed
		rijen := w.rijen([]int{0}, 1, "niet", "geplaatst")
		for _, r := range rijen {
			r.Aantallen[0] += r.Aantallen[1]
		}
		return rijen
	}
	for naam, b := range map[string]bron{
		"een tabel met totalen": {
			sleutels: paren(gemeenten, []string{"x", "y", "z"}), hoogste: 5,
			zien:    func(w wereld) string { return alsTekst(lijnen(t, per(w), m)) },
			groepen: func(w wereld) map[string]int64 { return sommen(per(w)) },
		},
		"geneste kolommen": {
			sleutels: paren([]string{"A", "B", "C"}, []string{"geplaatst", "niet"}), hoogste: 5,
			zien: func(w wereld) string {
				return alsTekst(lijnen(t, genest(w), afscherming.Maat{Drempel: drempel, Genest: true}))
			},
			groepen: func(w wereld) map[string]int64 { return sommen(genest(w), w.rijen([]int{0, 1}, 0)) },
		},
		"drie gemeenten": {
			sleutels: paren([]string{"A", "B", "C"}, soorten), hoogste: 5,
			zien:    func(w wereld) string { return alsTekst(lijnen(t, per(w), m)) },
			groepen: func(w wereld) map[string]int64 { return sommen(per(w)) },
		},
		"een tabel en een fijnere": {
			sleutels: append(paren([]string{"A"}, soorten, scholen), []string{"B", "x", "p"}), hoogste: 6,
			zien:    func(w wereld) string { return alsTekst(lijnen(t, per(w), m)) + alsTekst(lijnen(t, school(w), m)) },
			groepen: func(w wereld) map[string]int64 { return sommen(per(w), school(w)) },
		},
		"een tabel en een dwarse": {
			sleutels: paren(gemeenten, []string{"opTijd", "teLaat", "geenTermijn"}), hoogste: 5,
			zien:    func(w wereld) string { return alsTekst(lijnen(t, soort(w), m)) + dwarsTekst(soort(w), tijdig(w), m) },
			groepen: func(w wereld) map[string]int64 { return sommen(soort(w), tijdig(w)) },
		},
	} {
		t.Run("wie alles probeert vindt geen kleine groep: "+naam, func(t *testing.T) {
			gevonden, bekeken := alwetend(b, drempel)
			require.Empty(t, gevonden[:min(len(gevonden), 5)])
			require.Greater(t, bekeken, 50)
		})
	}
	t.Run("control: alleen de kleine weglaten geeft ze bij een bekend totaal weg", func(t *testing.T) {
		gevonden, _ := alwetend(bron{
			sleutels: paren(gemeenten, soorten), hoogste: 4,
			zien:    func(w wereld) string { return primair(per(w), drempel) },
			groepen: func(w wereld) map[string]int64 { return sommen(per(w)) },
		}, drempel)
		require.NotEmpty(t, gevonden)
	})
	t.Run("control: een dwarse tabel die haar eigen kleine getallen weglaat geeft de eerste weg", func(t *testing.T) {
		gevonden, _ := alwetend(bron{
			sleutels: paren(gemeenten, []string{"opTijd", "teLaat", "geenTermijn"}), hoogste: 5,
			zien:    func(w wereld) string { return alsTekst(lijnen(t, soort(w), m)) + alsTekst(lijnen(t, tijdig(w), m)) },
			groepen: func(w wereld) map[string]int64 { return sommen(soort(w), tijdig(w)) },
		}, drempel)
		require.NotEmpty(t, gevonden)
	})
}
