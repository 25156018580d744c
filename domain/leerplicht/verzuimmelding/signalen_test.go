package verzuimmelding

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestLeeftijdssignalen(t *testing.T) {
	for _, c := range []struct {
		naam    string
		geboren string
		soort   Verzuimsoort
		begin   string
		want    []Signaalcode
	}{
		{"op de achttiende verjaardag is melden niet verplicht", "2008-09-21", ZestienUur, "2026-09-21", []Signaalcode{SignaalAchttienOfOuder}},
		{"de dag ervoor wel", "2008-09-22", ZestienUur, "2026-09-21", nil},
		{"voor de leerplicht begint rust er geen plicht", "2021-08-31", Luxe, "2026-08-31", []Signaalcode{SignaalGeenPlicht}},
		{"op de eerste dag van de leerplicht wel", "2021-08-31", Luxe, "2026-09-01", nil},
		{"bij overig verzuim is leeftijd geen signaal", "2021-08-31", AnderVerzuim, "2026-08-31", nil},
		{"een melding voor achttien en ouder past niet bij zeventien", "2008-09-22", RMC18Plus, "2026-09-21", []Signaalcode{SignaalJongerDanAchttien}},
		{"en wel bij achttien", "2008-09-21", RMC18Plus, "2026-09-21", nil},
		{"in 2025 lag de grens bij drieentwintig", "2002-12-31", RMC18Plus, "2025-12-31", []Signaalcode{SignaalBovenLeeftijdsgrens}},
		{"vanaf 2026 bij zevenentwintig", "2002-12-31", RMC18Plus, "2026-01-01", nil},
		{"op de zevenentwintigste verjaardag is die bereikt", "1999-09-21", RMC18Plus, "2026-09-21", []Signaalcode{SignaalBovenLeeftijdsgrens}},
		{"de dag ervoor nog niet", "1999-09-22", RMC18Plus, "2026-09-21", nil},
	} {
		t.Run(c.naam, func(t *testing.T) {
			o := ontvangst()
			o.Geboren, o.Verzuimsoort, o.Begindatum, o.Einddatum = es.Prive(dag(c.geboren)), c.soort, dag(c.begin), recht.Datum{}
			require.Equal(t, c.want, signalen(spec.Played(t, o)))
			require.Equal(t, Geregistreerd, staat(t, o).Status(), "a signal decides nothing")
		})
	}
}

func weken(minuten ...int) (v []leerplicht.Verzuim) {
	for i, m := range minuten {
		v = append(v, leerplicht.Verzuim{Dag: dag("2026-09-21").PlusDagen(7 * i), Minuten: m})
	}
	return v
}

func TestToetsDrempel(t *testing.T) {
	toets := func(v []leerplicht.Verzuim, vakantie ...recht.Datum) ToetsDrempel {
		return ToetsDrempel{Opdracht: nu(), Verzuim: v, Vakantieweken: vakantie}
	}
	t.Run("zestien uur in vier lesweken is een signaal, een minuut minder niet", func(t *testing.T) {
		e := na(t, ontvangst()).When(toets(weken(240, 240, 240, 240))).Events()[0].(VerzuimsignaalVastgelegd)
		require.Equal(t, SignaalDrempelBereikt, e.Signaal)
		require.Equal(t, recht.Stelsel, e.Orgaan)
		require.Equal(t, "VERZUIM_16_UUR", e.Regels[0].Code)
		b, open := e.Bevindingen.Waarde()
		require.True(t, open)
		require.Equal(t, []Bevinding{{dag("2026-09-21"), dag("2026-10-12"), 960}}, b)
		require.Equal(t, []Signaalcode{SignaalDrempelNietBereikt}, signalen(na(t, ontvangst()).When(toets(weken(240, 240, 240, 239))).Events()))
	})
	t.Run("een vakantieweek telt niet als lesweek", func(t *testing.T) {
		v := append(weken(240, 240, 240), leerplicht.Verzuim{Dag: dag("2026-10-19"), Minuten: 240})
		require.Equal(t, []Signaalcode{SignaalDrempelNietBereikt}, signalen(na(t, ontvangst()).When(toets(v)).Events()))
		require.Equal(t, []Signaalcode{SignaalDrempelBereikt}, signalen(na(t, ontvangst()).When(toets(v, dag("2026-10-14"))).Events()))
	})
	t.Run("dezelfde uitkomst nogmaals verandert niets, een andere komt erbij", func(t *testing.T) {
		ja, nee := toets(weken(900, 60)), toets(weken(60))
		na(t, ontvangst(), ja).When(ja).ThenNothing()
		require.Len(t, na(t, ontvangst(), ja).When(nee).Events(), 1)
		require.Len(t, na(t, ontvangst(), ja, nee).When(ja).Events(), 1)
	})
	t.Run("wat niet te tellen is wordt geweigerd", func(t *testing.T) {
		na(t, ontvangst()).When(toets(nil)).ThenRefused(ErrSpecificatie)
		na(t, ontvangst()).When(toets(weken(0))).ThenRefused(ErrSpecificatie)
		na(t, ontvangst()).When(toets(weken(60), dag("2026-09-23"))).ThenRefused(ErrSpecificatie)
	})
}

func TestBeoordeelSignaal(t *testing.T) {
	laat := ontvangst()
	laat.OntvangenOp = dag("2026-10-19")
	t.Run("een mens beoordeelt, een proces niet", func(t *testing.T) {
		require.Len(t, na(t, laat).When(oordeel(SignaalTeLaat, Bevestigd)).Events(), 1)
		for _, rol := range []string{"proces", ""} {
			c := oordeel(SignaalTeLaat, Bevestigd)
			c.Actor.Rol = rol
			na(t, laat).When(c).ThenRefused(leerplicht.ErrMensBeslist)
		}
	})
	t.Run("alleen een signaal dat er is, met een oordeel dat bestaat", func(t *testing.T) {
		na(t, laat).When(oordeel(SignaalDrempelBereikt, Bevestigd)).ThenRefused(ErrSignaalOnbekend)
		na(t, laat).When(oordeel(SignaalTeLaat, "misschien")).ThenRefused(leerplicht.ErrWaardeOnbekend)
	})
	t.Run("een ander oordeel vraagt een correctie", func(t *testing.T) {
		eerder := oordeel(SignaalTeLaat, Bevestigd)
		na(t, laat, eerder).When(eerder).ThenNothing()
		c := oordeel(SignaalTeLaat, Verworpen)
		na(t, laat, eerder).When(c).ThenRefused(ErrAlBeoordeeld)
		c.Opdracht = corrigerend()
		require.Len(t, na(t, laat, eerder).When(c).Events(), 1)
		na(t, laat, eerder, c).When(c).ThenNothing()
	})
}
