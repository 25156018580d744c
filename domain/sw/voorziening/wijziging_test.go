package voorziening

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestBegrotingswijziging(t *testing.T) {
	w := Begrotingswijziging{Jaar: 2026, Nummer: 1, VastgesteldOp: besluit.GenomenOp}
	met := func(fn func(*VoegToe)) VoegToe {
		c := toe(1, 5, -50)
		c.Besluit.Orgaan, c.Wijziging = recht.AlgemeenBestuur, w
		fn(&c)
		return c
	}
	niets := func(*VoegToe) {}
	t.Run("een toevoeging noemt de begrotingswijziging die haar besluit vaststelt", func(t *testing.T) {
		e := na(t, instellen(10)).When(met(niets)).Events()[0].(ToevoegingGeboekt)
		require.Equal(t, w, e.Wijziging)
		require.Contains(t, e.Zin(), "op grond van begrotingswijziging 1 van 2026.")
		na(t, instellen(10), met(niets)).When(met(niets)).ThenNothing()
	})
	t.Run("wat niet is vastgesteld, of door een ander besluit, wordt geweigerd", func(t *testing.T) {
		for naam, c := range map[string]VoegToe{
			"niet vastgesteld": met(func(c *VoegToe) { c.Wijziging.VastgesteldOp = recht.Datum{} }),
			"nog te nemen":     met(func(c *VoegToe) { c.Wijziging.VastgesteldOp = vandaag.PlusDagen(1) }),
			"andere dag":       met(func(c *VoegToe) { c.Wijziging.VastgesteldOp = besluit.GenomenOp.PlusDagen(1) }),
			"ander orgaan":     met(func(c *VoegToe) { c.Besluit.Orgaan = recht.DagelijksBestuur }),
			"zonder nummer":    met(func(c *VoegToe) { c.Wijziging.Nummer = 0 }),
			"zonder jaar":      met(func(c *VoegToe) { c.Wijziging.Jaar = 0 }),
		} {
			t.Run(naam, func(t *testing.T) { na(t, instellen(10)).When(c).ThenRefused(ErrBegrotingswijziging) })
		}
	})
	t.Run("wie haar weglaat boekt iets anders, en dat vraagt een correctie", func(t *testing.T) {
		c := met(func(c *VoegToe) { c.Wijziging = Begrotingswijziging{} })
		na(t, instellen(10), met(niets)).When(c).ThenRefused(ErrAlGeboekt)
		c.Opdracht = corrigerend()
		require.Zero(t, na(t, instellen(10), met(niets)).When(c).Events()[0].(ToevoegingGeboekt).Wijziging)
	})
	t.Run("een toevoeging van de eerste versie wordt gelezen als een zonder begrotingswijziging", func(t *testing.T) {
		oud, er := Events.Upcasters()[domein+"toevoeging-geboekt.v1"]
		require.True(t, er)
		require.Equal(t, ToevoegingGeboekt{}.eventType(), oud.To)
		nieuw, err := oud.Fn([]byte(`{"mutatie":1}`))
		require.NoError(t, err)
		require.JSONEq(t, `{"mutatie":1}`, string(nieuw))
	})
}
