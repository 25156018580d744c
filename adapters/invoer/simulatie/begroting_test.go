package simulatie

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// TestBegrotingenHaveTheCases looks in every year that can be played, under several
// seeds, for what question 1 is about.
func TestBegrotingenHaveTheCases(t *testing.T) {
	for jaar := EersteJaar; jaar <= LaatsteJaar; jaar++ {
		for zaad := range uint64(5) {
			t.Run(fmt.Sprintf("jaar %d, zaad %d: wie afziet, zwijgt, te laat is of pas na de vaststelling antwoordt, en een verbeterde dag", jaar, zaad), func(t *testing.T) {
				telling, vast := map[string]int{}, recht.Datum{}
				for _, o := range alles(t, Opties{Jaar: jaar, Zaad: zaad, Schaal: 1, Delen: []Deel{Bestuur}}) {
					if o.Pad["begrotingsjaar"] != fmt.Sprint(jaar+1) {
						continue
					}
					require.GreaterOrEqual(t, o.Zaak, int64(begrotingszaken))
					telling[o.Operatie+o.Weigering]++
					if o.Kenmerk == Correctie {
						telling["correctie"]++
					}
					if op, er := o.Body["ontvangenOp"].(recht.Datum); er && !vast.IsZero() && op.Na(vast) {
						telling["na de vaststelling"]++
					}
					if o.Operatie == "stelBegrotingVast" {
						vast = recht.DatumVan(o.Moment)
					}
				}
				want := map[string]int{
					"zendOntwerpbegrotingToe": 2, "meldGeenZienswijzeOpBegroting": 2, "meldGeenZienswijzeOpBegrotingbegroting/termijn-voorbij": 2,
					"ontvangZienswijzeOpBegroting": 8, "correctie": 1, "na de vaststelling": 1, "biedOntwerpbegrotingAan": 1, "stelBegrotingVast": 1, "zendBegrotingAanGs": 1,
				}
				want["deelOordeelOverBegrotingMee"] = 1
				if jaar >= 2023 {
					want["deelOordeelOverBegrotingMee"] = 3 // under the law since 1 July 2022 everybody is answered, two of them too late
				}
				require.Equal(t, want, telling)
			})
		}
	}
}
