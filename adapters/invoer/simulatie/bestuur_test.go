package simulatie

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// bestuursjaar is what the organs did in one played year, as far as it matters here.
type bestuursjaar struct {
	naBesluit    int // answers to a raad on a day after the decision
	oudOnbeoord  int // late zienswijzen under the old law, without an answer
	oudBeoordeld int // and with one
	achteraf     int // bekendmakingen recorded after they were acted upon
	ordelijk     int // and before
}

func speelBestuur(t *testing.T, zaad uint64) (b bestuursjaar) {
	t.Helper()
	besluit := recht.NieuweDatum(2023, time.July, 4)
	var toegepast time.Time
	laat := map[any]bool{}
	for _, o := range alles(t, Opties{Jaar: 2023, Zaad: zaad, Schaal: 1, Delen: []Deel{Bestuur}}) {
		jaar := o.Moment.Year()
		switch {
		case o.Operatie == "ontvangZienswijze" && jaar == 2019:
			op := o.Body["ontvangenOp"].(recht.Datum)
			laat[o.Body["gemeente"]] = op.Na(zienswijzeEinde(recht.NieuweDatum(2019, time.March, 11)))
		case o.Operatie == "deelOordeelMee" && jaar == 2019:
			for _, x := range o.Body["oordelen"].([]velden) {
				if laat[x["gemeente"]] {
					b.oudBeoordeld++
				}
				delete(laat, x["gemeente"])
			}
		case o.Operatie == "deelOordeelMee" && o.Pad["planperiode"] == "2024" && o.Body["meegedeeldOp"].(recht.Datum).Na(besluit):
			b.naBesluit++
		case o.Operatie == "pasToe":
			toegepast = o.Moment
		case o.Operatie == "maakBekend" && jaar == 2023 && o.Pad["planperiode"] == "2020":
			if toegepast.IsZero() {
				b.ordelijk++
				continue
			}
			b.achteraf++
			require.Equal(t, Laat, o.Kenmerk)
			require.True(t, o.Body["bekendgemaaktOp"].(recht.Datum).Voor(recht.DatumVan(toegepast)), "made known in time, recorded too late")
		}
	}
	for _, is := range laat {
		if is {
			b.oudOnbeoord++
		}
	}
	return b
}

// TestBestuurHasTheCases looks in many years for what the questions about the organs
// are about.
func TestBestuurHasTheCases(t *testing.T) {
	var som bestuursjaar
	for zaad := range uint64(60) {
		b := speelBestuur(t, zaad)
		if b.naBesluit > 0 && b.oudOnbeoord > 0 && b.achteraf > 0 {
			t.Logf("zaad %d heeft alle drie", zaad)
		}
		som.naBesluit, som.oudOnbeoord, som.oudBeoordeld = som.naBesluit+b.naBesluit, som.oudOnbeoord+b.oudOnbeoord, som.oudBeoordeld+b.oudBeoordeld
		som.achteraf, som.ordelijk = som.achteraf+b.achteraf, som.ordelijk+b.ordelijk
	}
	t.Run("soms krijgt een raad pas na het besluit antwoord", func(t *testing.T) { require.Positive(t, som.naBesluit) })
	t.Run("onder oud recht bleef een te late zienswijze zonder oordeel", func(t *testing.T) {
		require.Positive(t, som.oudOnbeoord)
		require.Zero(t, som.oudBeoordeld)
	})
	t.Run("soms wordt een bekendmaking pas na de toepassing vastgelegd, en meestal ervoor", func(t *testing.T) {
		require.Equal(t, 60, som.achteraf+som.ordelijk)
		require.Positive(t, som.achteraf)
		require.Greater(t, som.ordelijk, som.achteraf)
	})
}
