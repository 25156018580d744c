package projections_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/projections"
)

func TestKomtNietVoor(t *testing.T) {
	// Lines of 2020 in GM0202 and of 2021 in GM0221, and how often they were looked up.
	keer := 0
	r := rapport()
	r.Parameters = []projections.Parameter{
		{Naam: "jaar", Vorm: projections.Jaarvorm}, {Naam: "kenmerk"}, {Naam: "gemeente", Waarden: projections.Gemeentewaarden()},
	}
	r.Maak = func(_ context.Context, _ projections.Lezer, v projections.Vraag) (u projections.Uitkomst, err error) {
		keer++
		u.Kolommen = []projections.Kolom{{Naam: "naam"}, {Naam: "aantal", Soort: projections.Getal}}
		for _, x := range []map[string]string{{"jaar": "2020", "kenmerk": "A", "gemeente": "GM0202"}, {"jaar": "2021", "kenmerk": "B", "gemeente": "GM0221"}} {
			past := true
			for naam, w := range v.Filter {
				past = past && x[naam] == w
			}
			if past {
				u.Regels = append(u.Regels, regel(x["kenmerk"], int64(1)))
			}
		}
		return u, nil
	}
	bij := vast{stand: projections.Stand{Positie: 10, Aantal: 10}}
	for naam, x := range map[string]struct {
		filter map[string]string
		zonder bool
		wil    []string
		keer   int
	}{
		"een rapport met regels zegt er niets over":                        {map[string]string{"jaar": "2020"}, false, nil, 1},
		"een waarde die nergens voorkomt wordt genoemd":                    {map[string]string{"jaar": "2019"}, false, []string{"jaar"}, 1},
		"twee waarden die elk voorkomen, maar niet samen, worden dat niet": {map[string]string{"jaar": "2020", "kenmerk": "B"}, false, nil, 3},
		"van twee waarden wordt die genoemd die niet voorkomt":             {map[string]string{"jaar": "2020", "kenmerk": "C"}, false, []string{"kenmerk"}, 3},
		"komen beide niet voor, dan beide, op volgorde":                    {map[string]string{"kenmerk": "C", "jaar": "1999"}, false, []string{"jaar", "kenmerk"}, 3},
		"een waarde uit een vaste lijst bestaat, ook als er niets over is": {map[string]string{"gemeente": "GM0226"}, false, nil, 1},
		"ook naast een open filter wordt de vaste lijst niet genoemd":      {map[string]string{"gemeente": "GM0226", "jaar": "2020"}, false, nil, 2},
		"wie een rapport vele keren maakt kan het zoeken laten":            {map[string]string{"jaar": "2019"}, true, nil, 1},
		"zonder filter is een leeg rapport leeg":                           {nil, false, nil, 1},
	} {
		t.Run(naam, func(t *testing.T) {
			keer = 0
			a, err := projections.Voer(t.Context(), r, bij, projections.Vraag{BekendOp: 7, Filter: x.filter, ZonderZoeken: x.zonder})
			require.NoError(t, err)
			require.Equal(t, x.wil, a.Volledigheid.KomtNietVoor)
			require.Equal(t, x.keer, keer)
		})
	}
}
