package recht

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// ballot is a vote about candidates "a", "b", … with these numbers of votes.
func ballot(ongeldig int, stemmen ...int) Personenstemming {
	s := Personenstemming{Agendapunt: "3", Deelnemers: ongeldig, Ongeldig: ongeldig}
	for i, n := range stemmen {
		s.Kandidaten = append(s.Kandidaten, Kandidaatstemmen{string(rune('a' + i)), n})
		s.Deelnemers += n
	}
	return s
}

func inTweede(s Personenstemming, lot string) Personenstemming { s.Tweede, s.Lot = true, lot; return s }

func TestUitslagPersonen(t *testing.T) {
	for _, c := range []struct {
		naam      string
		s         Personenstemming
		want      Personenuitkomst
		kandidaat string
	}{
		{"wie de volstrekte meerderheid heeft is gekozen", ballot(0, 5, 6), Gekozen, "b"},
		{"een blanco briefje is geen uitgebrachte stem", ballot(1, 4, 6), Gekozen, "b"},
		{"met een blanco briefje doet een lid mee aan de stemming", ballot(2, 4), Gekozen, "a"},
		{"de helft van de stemmen is geen meerderheid", ballot(1, 5, 3, 2), NieuweStemming, ""},
		{"bij staking volgt een herstemming", ballot(1, 5, 5), NieuweStemming, ""},
		{"bij opnieuw staken beslist het lot", inTweede(ballot(1, 5, 5), ""), LotNodig, ""},
		{"het lot wijst de gekozene aan", inTweede(ballot(1, 5, 5), "b"), GekozenLot, "b"},
		{"een meerderheid in de herstemming kiest", inTweede(ballot(0, 7, 4), ""), Gekozen, "a"},
		{"zonder meerderheid en zonder staking wordt opnieuw gestemd", inTweede(ballot(0, 5, 3, 3), ""), NieuweStemming, ""},
		{"een enige kandidaat is gekozen met de meerderheid", ballot(4, 7), Gekozen, "a"},
	} {
		t.Run(c.naam, func(t *testing.T) {
			u, err := GewoneStemregeling().UitslagPersonen(zitting(11, 11, 11), c.s)
			require.NoError(t, err)
			require.Equal(t, c.want, u.Uitkomst)
			require.Equal(t, c.kandidaat, u.Kandidaat)
			require.Equal(t, c.s.Deelnemers-c.s.Ongeldig, u.Uitgebracht)
		})
	}
}

func TestUitslagPersonenRefuses(t *testing.T) {
	met := func(s Personenstemming, f func(*Personenstemming)) Personenstemming { f(&s); return s }
	onthouden := met(ballot(0, 5), func(s *Personenstemming) {
		s.Onthoudingen = []Onthouding{{lid(9), BelangBijAangelegenheid}, {lid(10), BelangBijAangelegenheid}}
	})
	for _, c := range []struct {
		naam string
		v    Vergadering
		s    Personenstemming
		err  *es.Refusal
	}{
		{"zonder quorum", zitting(11, 11, 5), ballot(0, 5), ErrGeenQuorum},
		{"met te weinig briefjes", zitting(11, 11, 11), ballot(0, 5), ErrStemmingOngeldig},
		{"met alleen blanco briefjes", zitting(11, 11, 11), ballot(11, 0), ErrStemmingOngeldig},
		{"met meer briefjes dan aanwezigen", zitting(11, 11, 9), ballot(0, 10), ErrStemlijst},
		{"met meer ongeldige dan ingeleverde briefjes", zitting(11, 11, 11), Personenstemming{Agendapunt: "3", Deelnemers: 6, Ongeldig: 7}, ErrStemlijst},
		{"met een negatief aantal ongeldige briefjes", zitting(11, 11, 11), met(ballot(0, 7), func(s *Personenstemming) { s.Ongeldig = -1 }), ErrStemlijst},
		{"met stemmen die niet optellen", zitting(11, 11, 11), met(ballot(0, 7), func(s *Personenstemming) { s.Deelnemers = 8 }), ErrStemlijst},
		{"met een negatief aantal stemmen", zitting(11, 11, 11), ballot(0, -1, 9), ErrStemlijst},
		{"met een kandidaat die er twee keer op staat", zitting(11, 11, 11), met(ballot(0, 4, 4), func(s *Personenstemming) { s.Kandidaten[1].Kandidaat = "a" }), ErrStemlijst},
		{"met een kandidaat zonder aanduiding", zitting(11, 11, 11), met(ballot(0, 7), func(s *Personenstemming) { s.Kandidaten[0].Kandidaat = "" }), ErrStemlijst},
		{"met een lot in de eerste stemming", zitting(11, 11, 11), met(ballot(1, 5, 5), func(s *Personenstemming) { s.Lot = "a" }), ErrStemlijst},
		{"met een lot terwijl er een meerderheid is", zitting(11, 11, 11), inTweede(ballot(0, 7, 4), "b"), ErrStemlijst},
		{"met een lot op iemand die niet gelijk eindigde", zitting(11, 11, 11), inTweede(ballot(1, 5, 5), "c"), ErrStemlijst},
	} {
		t.Run("een stemming "+c.naam+" wordt geweigerd", func(t *testing.T) {
			u, err := GewoneStemregeling().UitslagPersonen(c.v, c.s)
			require.ErrorIs(t, err, c.err)
			require.Empty(t, u.Kandidaat)
		})
	}
	t.Run("wie zich moet onthouden telt niet mee voor de geldigheid", func(t *testing.T) {
		u, err := GewoneStemregeling().UitslagPersonen(zitting(11, 11, 11), onthouden)
		require.NoError(t, err)
		require.Equal(t, Gekozen, u.Uitkomst)
	})
	t.Run("in de tweede vergadering volstaat een briefje", func(t *testing.T) {
		u, err := GewoneStemregeling().UitslagPersonen(tweede(zitting(11, 11, 1), "3"), ballot(0, 1))
		require.NoError(t, err)
		require.Equal(t, Gekozen, u.Uitkomst)
	})
}

func TestUitslagPersonenGewogen(t *testing.T) {
	r := gewogenRegeling(func(i int) int { return map[bool]int{true: 5, false: 1}[i == 0] }) // 15 votes
	s := Personenstemming{Agendapunt: "3", Deelnemers: 11, Kandidaten: []Kandidaatstemmen{{"a", 8}, {"b", 7}}}
	u, err := r.UitslagPersonen(zitting(11, 11, 11), s)
	require.NoError(t, err)
	require.Equal(t, "a", u.Kandidaat)
	s.Kandidaten[0].Stemmen = 9
	_, err = r.UitslagPersonen(zitting(11, 11, 11), s)
	require.ErrorIs(t, err, ErrStemlijst, "meer stemmen dan de aanwezigen hebben")
	s.Kandidaten = []Kandidaatstemmen{{"a", 10}}
	_, err = r.UitslagPersonen(zitting(11, 11, 11), s)
	require.ErrorIs(t, err, ErrStemlijst, "elk geldig briefje is ten minste een stem")
}

func TestUitslagPersonenProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stemmen := rapid.SliceOfN(rapid.IntRange(0, 6), 1, 4).Draw(t, "stemmen")
		s := ballot(rapid.IntRange(0, 2).Draw(t, "ongeldig"), stemmen...)
		u, err := GewoneStemregeling().UitslagPersonen(zitting(30, 11, 11), s)
		if err != nil {
			return
		}
		for _, k := range s.Kandidaten {
			require.Equal(t, 2*k.Stemmen > u.Uitgebracht, u.Uitkomst == Gekozen && u.Kandidaat == k.Kandidaat)
		}
	})
}
