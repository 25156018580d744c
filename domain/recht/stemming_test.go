package recht

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

var aanvang = time.Date(2026, 6, 25, 12, 0, 0, 0, time.UTC)

// zitting is a meeting of zittend members, of whom the first aanwezig are there.
func zitting(zetels, zittend, aanwezig int) Vergadering {
	v := Vergadering{Aanvang: aanvang, Zetels: zetels}
	for i := range zittend {
		g := gemeenten[i%len(gemeenten)].Code
		v.Presentie = append(v.Presentie, Presentie{lid(i), g, i < aanwezig})
	}
	return v
}

// tweede makes v the second meeting of one called for items.
func tweede(v Vergadering, items ...string) Vergadering {
	v.Tweede, v.OproepBezorgd, v.EersteAgenda = true, v.Aanvang.Add(-24*time.Hour), items
	return v
}

func lid(i int) string { return fmt.Sprintf("lid-%02d", i) }

// hoofdelijk is a roll call in which the first voor members are in favour and the
// next tegen against.
func hoofdelijk(voor, tegen int) Stemming {
	s := Stemming{Agendapunt: "5", Wijze: Hoofdelijk}
	for i := range voor + tegen {
		k := StemVoor
		if i >= voor {
			k = StemTegen
		}
		s.Stemmen = append(s.Stemmen, Stem{lid(i), k})
	}
	return s
}

func handen(voor, tegen int) Stemming {
	return Stemming{Agendapunt: "5", Wijze: Handopsteken, Voor: voor, Tegen: tegen}
}

// onthoud adds the given members as bound to abstain.
func onthoud(s Stemming, leden ...int) Stemming {
	for _, i := range leden {
		s.Onthoudingen = append(s.Onthoudingen, Onthouding{lid(i), BelangBijAangelegenheid})
	}
	return s
}

func herstemming(s Stemming) Stemming { s.Herstemming = true; return s }
func naStaking(s Stemming) Stemming   { s.NaStaking = true; return s }

func TestUitslag(t *testing.T) {
	zonder := Stemming{Agendapunt: "5", Wijze: ZonderStemming}
	for _, c := range []struct {
		naam string
		v    Vergadering
		s    Stemming
		want Uitkomst
		err  *es.Refusal
	}{
		// art. 20
		{"de helft van de leden is geen quorum", zitting(10, 10, 5), zonder, "", ErrGeenQuorum},
		{"meer dan de helft van een even aantal is quorum", zitting(10, 10, 6), zonder, Aangenomen, nil},
		{"vijf van elf is geen quorum", zitting(11, 11, 5), zonder, "", ErrGeenQuorum},
		{"zes van elf is quorum", zitting(11, 11, 6), zonder, Aangenomen, nil},
		{"een lege zetel telt niet mee voor het quorum", zitting(11, 9, 5), zonder, Aangenomen, nil},
		{"in de tweede vergadering is voor de oude agenda geen quorum nodig", tweede(zitting(11, 11, 2), "5"), zonder, Aangenomen, nil},
		{"in de tweede vergadering is voor een nieuw punt wel quorum nodig", tweede(zitting(11, 11, 5), "4"), zonder, "", ErrGeenQuorum},
		{"met quorum mag de tweede vergadering ook over een nieuw punt besluiten", tweede(zitting(11, 11, 6), "4"), zonder, Aangenomen, nil},
		{"een tweede vergadering zonder leden besluit niets", tweede(zitting(11, 11, 0), "5"), zonder, "", ErrGeenQuorum},
		// art. 29
		{"zes stemmen van elf leden is een geldige stemming", zitting(11, 11, 9), handen(6, 0), Aangenomen, nil},
		{"vijf stemmen van elf leden is geen geldige stemming", zitting(11, 11, 9), handen(5, 0), "", ErrStemmingOngeldig},
		{"vijf stemmen van tien leden is geen geldige stemming", zitting(10, 10, 9), handen(5, 0), "", ErrStemmingOngeldig},
		{"wie zich moet onthouden telt niet mee voor de geldigheid", zitting(11, 11, 9), onthoud(handen(5, 0), 0, 10), Aangenomen, nil},
		{"bij herstemming na een ongeldige stemming is geen deelname van de helft nodig", zitting(11, 11, 9), herstemming(handen(3, 1)), Aangenomen, nil},
		{"een herstemming waarin niemand stemt besluit niets", zitting(11, 11, 9), herstemming(handen(0, 0)), "", ErrStemmingOngeldig},
		{"in de tweede vergadering geldt de stemming over de oude agenda altijd", tweede(zitting(11, 11, 3), "5"), hoofdelijk(2, 1), Aangenomen, nil},
		{"in de tweede vergadering geldt dat niet voor een nieuw punt", tweede(zitting(11, 11, 7), "4"), handen(3, 2), "", ErrStemmingOngeldig},
		{"als iedereen zich moet onthouden is er niets te stemmen", zitting(3, 3, 3), onthoud(handen(0, 0), 0, 1, 2), "", ErrStemmingOngeldig},
		// art. 30
		{"een stem meer is een meerderheid", zitting(11, 11, 11), hoofdelijk(6, 5), Aangenomen, nil},
		{"een stem minder is een verwerping", zitting(11, 11, 11), hoofdelijk(5, 6), Verworpen, nil},
		// art. 32 lid 4-6
		{"staken in een niet voltallige vergadering stelt uit", zitting(11, 11, 10), hoofdelijk(5, 5), Uitgesteld, nil},
		{"staken in een voltallige vergadering is niet aangenomen", zitting(10, 10, 10), hoofdelijk(5, 5), NietAangenomen, nil},
		{"een lege zetel maakt de vergadering niet voltallig", zitting(11, 10, 10), hoofdelijk(5, 5), Uitgesteld, nil},
		{"wie zich moest onthouden ontbreekt niet aan de voltalligheid", zitting(11, 11, 11), onthoud(hoofdelijk(5, 5), 10), NietAangenomen, nil},
		{"ook een afwezige die zich moest onthouden ontbreekt niet", zitting(11, 11, 10), onthoud(hoofdelijk(5, 5), 10), NietAangenomen, nil},
		{"aanwezig zijn zonder te stemmen maakt niet voltallig", zitting(11, 11, 11), handen(5, 5), Uitgesteld, nil},
		{"opnieuw staken in de belegde vergadering is niet aangenomen", zitting(11, 11, 10), naStaking(hoofdelijk(5, 5)), NietAangenomen, nil},
		{"na staking kan een meerderheid alsnog aannemen", zitting(11, 11, 9), naStaking(hoofdelijk(5, 4)), Aangenomen, nil},
	} {
		t.Run(c.naam, func(t *testing.T) {
			u, err := GewoneStemregeling().Uitslag(c.v, c.s)
			if c.err != nil {
				require.ErrorIs(t, err, c.err)
				require.Empty(t, u.Uitkomst)
				require.Equal(t, c.v.Aanwezigen(), u.Quorum.Aanwezig, "de telling blijft bekend")
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.want, u.Uitkomst)
			require.Equal(t, Regelnoot{"STEMREGELING", dag("2017-01-01"), true}, u.Stemregel)
		})
	}
}

func TestUitslagRefusesInconsistentVote(t *testing.T) {
	v := zitting(11, 11, 9)
	met := func(s Stemming, f func(*Stemming)) Stemming { f(&s); return s }
	for _, c := range []struct {
		naam string
		s    Stemming
		err  *es.Refusal
	}{
		{"een aanwezig lid dat niet stemt bij hoofdelijke oproeping", hoofdelijk(5, 3), ErrStemplicht},
		{"een stem van een afwezig lid", hoofdelijk(10, 0), ErrStemlijst},
		{"een stem van iemand die geen lid is", met(hoofdelijk(9, 0), func(s *Stemming) { s.Stemmen[0].Lid = "gast" }), ErrStemlijst},
		{"een dubbele stem", met(hoofdelijk(9, 0), func(s *Stemming) { s.Stemmen[1].Lid = lid(0) }), ErrStemlijst},
		{"een stem van wie zich moet onthouden", onthoud(hoofdelijk(9, 0), 0), ErrStemlijst},
		{"een blanco stem", met(hoofdelijk(9, 0), func(s *Stemming) { s.Stemmen[0].Keuze = "blanco" }), ErrStemlijst},
		{"een telling naast hoofdelijke stemmen", met(hoofdelijk(9, 0), func(s *Stemming) { s.Voor = 9 }), ErrStemlijst},
		{"stemmen per lid bij handopsteken", met(hoofdelijk(9, 0), func(s *Stemming) { s.Wijze = Handopsteken }), ErrStemlijst},
		{"meer handen dan aanwezigen", handen(9, 1), ErrStemlijst},
		{"meer handen dan er mochten stemmen", onthoud(handen(9, 0), 0), ErrStemlijst},
		{"een negatief aantal handen", handen(9, -1), ErrStemlijst},
		{"een aantal handen dat overloopt", handen(1, math.MaxInt), ErrStemlijst},
		{"stemmen terwijl niemand stemming vroeg", Stemming{Agendapunt: "5", Wijze: ZonderStemming, Voor: 9}, ErrStemlijst},
		{"een onbekende wijze van stemmen", Stemming{Agendapunt: "5", Wijze: "acclamatie"}, ErrStemlijst},
		{"een dubbele onthouding", onthoud(handen(6, 0), 1, 1), ErrStemlijst},
		{"een onthouding van iemand die geen lid is", onthoud(handen(6, 0), 99), ErrStemlijst},
		{"een onthouding zonder grond", met(handen(6, 0), func(s *Stemming) { s.Onthoudingen = []Onthouding{{Lid: lid(0)}} }), ErrStemlijst},
	} {
		t.Run(c.naam+" wordt geweigerd", func(t *testing.T) {
			u, err := GewoneStemregeling().Uitslag(v, c.s)
			require.ErrorIs(t, err, c.err)
			require.Empty(t, u.Uitkomst)
		})
	}
}

func TestUitslagProperties(t *testing.T) {
	t.Run("de uitkomst volgt uit de telling, hoe de leden ook op de lijst staan", rapid.MakeCheck(func(t *rapid.T) {
		zittend := rapid.IntRange(1, 25).Draw(t, "zittend")
		aanwezig := rapid.IntRange(0, zittend).Draw(t, "aanwezig")
		zetels := zittend + rapid.IntRange(0, 2).Draw(t, "leeg")
		voor := rapid.IntRange(0, aanwezig).Draw(t, "voor")
		v, s := zitting(zetels, zittend, aanwezig), hoofdelijk(voor, aanwezig-voor)
		v.Presentie = rapid.Permutation(v.Presentie).Draw(t, "presentie")
		s.Stemmen = rapid.Permutation(s.Stemmen).Draw(t, "stemmen")
		u, err := GewoneStemregeling().Uitslag(v, s)
		if aanwezig <= zittend/2 {
			require.ErrorIs(t, err, ErrGeenQuorum)
			return
		}
		require.NoError(t, err)
		tegen := aanwezig - voor
		want := map[bool]Uitkomst{voor > tegen: Aangenomen, voor < tegen: Verworpen}[true]
		if voor == tegen && aanwezig == zetels {
			want = NietAangenomen
		} else if voor == tegen {
			want = Uitgesteld
		}
		require.Equal(t, want, u.Uitkomst)
	}))
	t.Run("gelijke gewichten veranderen geen uitkomst", rapid.MakeCheck(func(t *rapid.T) {
		aanwezig := rapid.IntRange(6, 11).Draw(t, "aanwezig")
		voor := rapid.IntRange(0, aanwezig).Draw(t, "voor")
		w := rapid.IntRange(1, 1000).Draw(t, "gewicht")
		gewoon, err := GewoneStemregeling().Uitslag(zitting(11, 11, aanwezig), hoofdelijk(voor, aanwezig-voor))
		require.NoError(t, err)
		gewogen, err := gewogenRegeling(func(int) int { return w }).Uitslag(zitting(11, 11, aanwezig), hoofdelijk(voor, aanwezig-voor))
		require.NoError(t, err)
		require.Equal(t, gewoon.Uitkomst, gewogen.Uitkomst)
		require.Equal(t, gewoon.Voor*w, gewogen.Voor)
	}))
}
