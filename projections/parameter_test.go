package projections_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/projections"
)

func TestFilterValues(t *testing.T) {
	r := &projections.Rapport{
		Naam: "r", Model: &projections.Projector{Naam: "m", Versie: 1},
		Parameters: []projections.Parameter{
			{Naam: "gemeente", Waarden: projections.Gemeentewaarden()},
			{Naam: "orgaan", Waarden: projections.Organwaarden()},
			{Naam: "kwartaal", Vorm: projections.Kwartaalvorm},
			{Naam: "jaar", Vorm: projections.Jaarvorm},
			{Naam: "schooljaar", Vorm: projections.Schooljaarvorm},
			{Naam: "maand", Vorm: projections.Maandvorm},
			{Naam: "doel", Waarden: []string{"a", ""}},
			{Naam: "vrij"},
			{Naam: "wie", Vorm: projections.Organvorm},
			{Naam: "naam", Vorm: projections.Naamvorm},
			{Naam: "nummer", Vorm: projections.Nummervorm},
		},
	}
	for naam, w := range map[string]struct{ goed, fout string }{
		"gemeente":   {"GM0202 GM1734", "GM9999 gm0202 GM02020 Arnhem"},
		"orgaan":     {"algemeen-bestuur raad:GM0202 bestuurscommissie:inkoop", "raad raad:GM9999"},
		"kwartaal":   {"2020-K1 2020-K4", "2020-K0 2020-K5 2020K1 20-K1"},
		"jaar":       {"2020 9999", "202 20200 0999 volgend 2O20"},
		"schooljaar": {"2026-2027 1999-2000", "2026-2028 2027-2026 2026 2026-27"},
		"maand":      {"2020-01 2020-12", "2020-13 2020-1 2020-00 2020-01-01"},
		"doel":       {"a", "b"},
		"vrij":       {"x GM9999", ""},
		"wie":        {"systeem raad:GM0202 college:GM1734 bestuurscommissie:inkoop", "Raad raad:GM9999 raad: bestuurscommissie:x"},
		"naam":       {"trechter stand-van-het-plan", "Trechter x1 a/b"},
		"nummer":     {"12.1.3 5", "12a x"},
	} {
		t.Run("een filter op "+naam+" kent de waarden die er zijn, en weigert andere", func(t *testing.T) {
			keur := func(waarde string) error {
				return projections.Keur(r, projections.Stand{}, projections.Vraag{Filter: map[string]string{naam: waarde}})
			}
			for _, g := range strings.Fields(w.goed) {
				require.NoError(t, keur(g), g)
			}
			for _, f := range strings.Fields(w.fout) {
				var onbekend *projections.OnbekendeWaarde
				require.ErrorAs(t, keur(f), &onbekend, f)
				require.Equal(t, naam, onbekend.Parameter.Naam)
				require.NotContains(t, onbekend.Error(), f, "what a user typed is not for a log")
			}
		})
	}
	t.Run("een lege waarde kan er een zijn, en staat leesbaar in de lijst", func(t *testing.T) {
		require.NoError(t, projections.Keur(r, projections.Stand{}, projections.Vraag{Filter: map[string]string{"doel": ""}}))
		require.Equal(t, "een van: a, niets (leeg)", r.Parameters[6].Toegestaan())
		require.Equal(t, "een kwartaal zoals 2020-K1", r.Parameters[2].Toegestaan())
	})
}
