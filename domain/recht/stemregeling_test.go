package recht

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// gewogenRegeling gives the i-th gemeente of the MGR gewicht(i) votes.
func gewogenRegeling(gewicht func(i int) int) Stemregeling {
	r := GewoneStemregeling()
	for i, g := range gemeenten {
		r.Gewichten = append(r.Gewichten, Stemgewicht{g.Code, gewicht(i)})
	}
	return r
}

func TestStemgewichten(t *testing.T) {
	eerste := gewogenRegeling(func(i int) int { return map[bool]int{true: 12, false: 1}[i == 0] })
	t.Run("de stemmen beslissen en niet het aantal leden", func(t *testing.T) {
		u, err := eerste.Uitslag(zitting(11, 11, 11), hoofdelijk(1, 10))
		require.NoError(t, err)
		require.Equal(t, Aangenomen, u.Uitkomst)
		require.Equal(t, []int{12, 10, 11}, []int{u.Voor, u.Tegen, u.Uitgebracht})
	})
	t.Run("het gewone quorum telt leden en geen stemmen", func(t *testing.T) {
		_, err := eerste.Uitslag(zitting(11, 11, 5), hoofdelijk(5, 0))
		require.ErrorIs(t, err, ErrGeenQuorum)
	})
	t.Run("een quorum over leden en stemmen vraagt beide", func(t *testing.T) {
		r := eerste
		r.Quorum = QuorumLedenStemmen
		zonderEerste := zitting(11, 11, 11)
		zonderEerste.Presentie[0].Aanwezig = false // 10 of 11 members, 10 of 22 votes
		require.ErrorIs(t, r.MagBesluiten(zonderEerste, "5"), ErrGeenQuorum)
		require.ErrorIs(t, r.MagBesluiten(zitting(11, 11, 5), "5"), ErrGeenQuorum) // 16 of 22 votes, 5 of 11 members
		require.NoError(t, r.MagBesluiten(zitting(11, 11, 6), "5"))
	})
	t.Run("precies de helft van de stemmen is geen quorum", func(t *testing.T) {
		r := gewogenRegeling(func(i int) int { return map[bool]int{true: 10, false: 1}[i == 0] }) // 20 votes
		r.Quorum = QuorumLedenStemmen
		v := zitting(11, 11, 11)
		v.Presentie[0].Aanwezig = false
		require.ErrorIs(t, r.MagBesluiten(v, "5"), ErrGeenQuorum)
	})
	t.Run("een gemeente zonder gewicht krijgt niet stilzwijgend een stem", func(t *testing.T) {
		r := eerste
		r.Gewichten = r.Gewichten[1:]
		_, err := r.Uitslag(zitting(11, 11, 11), hoofdelijk(6, 5))
		require.ErrorIs(t, err, ErrStemgewichtOnbekend)
	})
	t.Run("handopsteken kan niet met gewichten", func(t *testing.T) {
		_, err := eerste.Uitslag(zitting(11, 11, 11), handen(6, 5))
		require.ErrorIs(t, err, ErrStemlijst)
	})
	t.Run("gewogen stemmen kunnen staken", func(t *testing.T) {
		r := gewogenRegeling(func(i int) int { return map[bool]int{true: 10, false: 1}[i == 0] })
		u, err := r.Uitslag(zitting(11, 11, 11), hoofdelijk(1, 10))
		require.NoError(t, err)
		require.Equal(t, NietAangenomen, u.Uitkomst)
	})
}

func TestMeerderheden(t *testing.T) {
	for _, c := range []struct {
		naam        string
		regel       Meerderheidsregel
		voor, tegen int
		want        Uitkomst
	}{
		{"twee derde precies is genoeg", TweeDerde, 6, 3, Aangenomen},
		{"minder dan twee derde niet", TweeDerde, 5, 3, Verworpen},
		{"drie vierde precies is genoeg", DrieKwart, 6, 2, Aangenomen},
		{"minder dan drie vierde niet", DrieKwart, 5, 2, Verworpen},
		{"ook bij een bijzondere meerderheid kunnen de stemmen staken", TweeDerde, 4, 4, Uitgesteld},
	} {
		t.Run(c.naam, func(t *testing.T) {
			r := GewoneStemregeling()
			r.Meerderheid = c.regel
			u, err := r.Uitslag(zitting(11, 11, c.voor+c.tegen), hoofdelijk(c.voor, c.tegen))
			require.NoError(t, err)
			require.Equal(t, c.want, u.Uitkomst)
		})
	}
}

func TestStemregelingControleer(t *testing.T) {
	met := func(f func(*Stemregeling)) Stemregeling { r := GewoneStemregeling(); f(&r); return r }
	for naam, r := range map[string]Stemregeling{
		"zonder quorumregel":         met(func(r *Stemregeling) { r.Quorum = "" }),
		"zonder meerderheidsregel":   met(func(r *Stemregeling) { r.Meerderheid = "" }),
		"zonder bron":                met(func(r *Stemregeling) { r.Bron = "" }),
		"zonder eerste dag":          met(func(r *Stemregeling) { r.GeldigVan = Datum{} }),
		"die later ingaat":           met(func(r *Stemregeling) { r.GeldigVan = dag("2026-06-26") }),
		"die op de dag zelf vervalt": met(func(r *Stemregeling) { r.GeldigTot = dag("2026-06-25") }),
		"met een gewicht van nul":    met(func(r *Stemregeling) { r.Gewichten = []Stemgewicht{{"GM0202", 0}} }),
		"met een te groot gewicht":   met(func(r *Stemregeling) { r.Gewichten = []Stemgewicht{{"GM0202", maxStemmen + 1}} }),
		"met een dubbel gewicht":     met(func(r *Stemregeling) { r.Gewichten = []Stemgewicht{{"GM0202", 1}, {"GM0202", 1}} }),
	} {
		t.Run("een stemregeling "+naam+" wordt geweigerd", func(t *testing.T) {
			require.ErrorIs(t, r.MagBesluiten(zitting(11, 11, 11), "5"), ErrStemregelingGeldtNiet)
			_, err := r.Uitslag(zitting(11, 11, 11), hoofdelijk(6, 5))
			require.ErrorIs(t, err, ErrStemregelingGeldtNiet)
		})
	}
	grens := met(func(r *Stemregeling) { r.GeldigVan, r.GeldigTot = dag("2026-06-25"), dag("2026-06-26") })
	require.NoError(t, grens.MagBesluiten(zitting(11, 11, 11), "5"))
}

func TestVergaderingControleer(t *testing.T) {
	met := func(v Vergadering, f func(*Vergadering)) Vergadering { f(&v); return v }
	v := zitting(11, 11, 11)
	for _, c := range []struct {
		naam string
		v    Vergadering
		err  *es.Refusal
	}{
		{"meer leden dan zetels", zitting(10, 11, 11), ErrPresentielijst},
		{"geen leden", zitting(11, 0, 0), ErrPresentielijst},
		{"een lid dat er twee keer op staat", met(zitting(11, 11, 11), func(v *Vergadering) { v.Presentie[1].Lid = lid(0) }), ErrPresentielijst},
		{"een lid zonder aanduiding", met(zitting(11, 11, 11), func(v *Vergadering) { v.Presentie[1].Lid = "" }), ErrPresentielijst},
		{"een lid met witruimte eromheen", met(zitting(11, 11, 11), func(v *Vergadering) { v.Presentie[1].Lid += " " }), ErrPresentielijst},
		{"een lid dat alleen in hoofdletters van een ander verschilt", met(zitting(11, 11, 11), func(v *Vergadering) { v.Presentie[1].Lid = strings.ToUpper(lid(0)) }), ErrPresentielijst},
		{"een lid van een gemeente die niet deelneemt", met(zitting(11, 11, 11), func(v *Vergadering) { v.Presentie[1].Gemeente = "GM0268" }), ErrPresentielijst},
		{"geen aanvang", met(v, func(v *Vergadering) { v.Aanvang = time.Time{} }), ErrPresentielijst},
		{"een eerste vergadering met een eerste agenda", met(v, func(v *Vergadering) { v.EersteAgenda = []string{"5"} }), ErrPresentielijst},
		{"een eerste vergadering met een tweede oproep", met(v, func(v *Vergadering) { v.OproepBezorgd = aanvang }), ErrPresentielijst},
		{"een tweede vergadering zonder oproep", met(tweede(v, "5"), func(v *Vergadering) { v.OproepBezorgd = time.Time{} }), ErrOproepTeKort},
		{"een oproep van een milliseconde te kort", met(tweede(v, "5"), func(v *Vergadering) { v.OproepBezorgd = v.OproepBezorgd.Add(time.Millisecond) }), ErrOproepTeKort},
	} {
		t.Run(c.naam+" wordt geweigerd", func(t *testing.T) {
			require.ErrorIs(t, c.v.Controleer(), c.err)
			require.ErrorIs(t, GewoneStemregeling().MagBesluiten(c.v, "5"), c.err)
		})
	}
	t.Run("precies vierentwintig uur na de oproep mag", func(t *testing.T) {
		require.NoError(t, tweede(v, "5").Controleer())
	})
	t.Run("vierentwintig uur is verstreken tijd, ook als de klok vooruit gaat", func(t *testing.T) {
		v := tweede(v, "5")
		v.OproepBezorgd = time.Date(2026, 3, 28, 20, 0, 0, 0, Amsterdam)
		v.Aanvang = time.Date(2026, 3, 29, 20, 0, 0, 0, Amsterdam) // 23 hours later
		require.ErrorIs(t, v.Controleer(), ErrOproepTeKort)
	})
	t.Run("een punt zonder aanduiding staat niet op de eerste agenda", func(t *testing.T) {
		require.False(t, tweede(zitting(11, 11, 2), "").Vrijgesteld(""))
		require.True(t, tweede(zitting(11, 11, 2), "5").Vrijgesteld("5"))
	})
	t.Run("een eerste vergadering stelt niets vrij", func(t *testing.T) {
		v := tweede(zitting(11, 11, 2), "5")
		v.Tweede = false
		require.False(t, v.Vrijgesteld("5"))
	})
}

// TestVotingTypesAsJSON: events embed these types, so all that decided a vote
// must come back from the journal.
func TestVotingTypesAsJSON(t *testing.T) {
	type gebeurtenis struct {
		Vergadering  Vergadering      `json:"vergadering"`
		Stemming     Stemming         `json:"stemming"`
		Personen     Personenstemming `json:"personen"`
		Stemregeling Stemregeling     `json:"stemregeling"`
		Uitslag      Uitslag          `json:"uitslag"`
		Gekozen      Personenuitslag  `json:"gekozen"`
	}
	r := gewogenRegeling(func(i int) int { return i + 1 })
	r.GeldigTot = dag("2030-01-01")
	g := gebeurtenis{
		Vergadering: tweede(zitting(11, 11, 3), "5", "6"), Stemming: onthoud(hoofdelijk(2, 0), 2),
		Personen: inTweede(ballot(1, 5, 5), "b"), Stemregeling: r,
	}
	var err error
	g.Uitslag, err = r.Uitslag(g.Vergadering, g.Stemming)
	require.NoError(t, err)
	g.Gekozen, err = GewoneStemregeling().UitslagPersonen(zitting(11, 11, 11), g.Personen)
	require.NoError(t, err)
	b, err := json.Marshal(g)
	require.NoError(t, err)
	var terug gebeurtenis
	require.NoError(t, json.Unmarshal(b, &terug))
	require.Equal(t, g, terug)
	opnieuw, err := terug.Stemregeling.Uitslag(terug.Vergadering, terug.Stemming)
	require.NoError(t, err)
	require.Equal(t, g.Uitslag, opnieuw, "uit de gebeurtenis is de uitslag opnieuw te berekenen")
}
