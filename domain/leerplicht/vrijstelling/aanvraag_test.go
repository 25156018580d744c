package vrijstelling

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestAanvraag(t *testing.T) {
	ontvangen := func(c Ontvang) AanvraagVrijstellingOntvangen {
		return na(t).When(c).Events()[0].(AanvraagVrijstellingOntvangen)
	}
	t.Run("het college heeft zes weken, en voor artikel 15 is geen termijn gevonden", func(t *testing.T) {
		require.Equal(t, dag("2026-07-27"), ontvangen(aanvraag(leerplicht.Grond3a)).UiterlijkOp)
		require.Equal(t, dag("2026-07-27"), ontvangen(aanvraag(leerplicht.Grond3b)).UiterlijkOp)
		e := ontvangen(aanvraag(leerplicht.Grond15))
		require.Equal(t, recht.Datum{}, e.UiterlijkOp)
		require.Empty(t, e.Regels)
	})
	t.Run("een termijn die op zondag eindigt loopt door", func(t *testing.T) {
		c := aanvraag(leerplicht.Grond3a)
		c.OntvangenOp = dag("2026-06-14") // Sunday
		require.Equal(t, dag("2026-07-27"), ontvangen(c).UiterlijkOp)
	})
	for _, c := range []struct {
		naam, geboren string
		grond         leerplicht.Vrijstellingsgrond
		mag           bool
	}{
		{"vervangende leerplicht kan vanaf de veertiende verjaardag", "2012-08-01", leerplicht.Grond3a, true},
		{"en een dag eerder niet", "2012-08-02", leerplicht.Grond3a, false},
		{"wie niet meer leerplichtig is hoeft geen vervangende leerplicht", "2010-03-15", leerplicht.Grond3a, false},
		{"3b is voor het laatste schooljaar", "2011-03-15", leerplicht.Grond3b, true},
		{"en niet voor het voorlaatste", "2011-08-02", leerplicht.Grond3b, false},
		{"15 is voor wie kwalificatieplichtig is", "2010-03-15", leerplicht.Grond15, true},
		{"en niet voor wie leerplichtig is", "2011-03-15", leerplicht.Grond15, false},
		{"of achttien is", "2008-08-01", leerplicht.Grond15, false},
	} {
		t.Run(c.naam, func(t *testing.T) {
			v := verzoek(c.grond, c.geboren)
			require.Equal(t, c.mag, ontvangen(v).OpLeeftijd, "an aanvraag is recorded either way")
			k := toe()
			if c.mag {
				require.Len(t, na(t, v).When(k).Events(), 1)
				return
			}
			na(t, v).When(k).ThenRefused(ErrLeeftijd)
			require.Len(t, na(t, v).When(af()).Events(), 1)
		})
	}
	t.Run("drie gronden hebben elk een eigen besluit, waartegen bezwaar openstaat", func(t *testing.T) {
		for g, want := range map[leerplicht.Vrijstellingsgrond][2]Event{
			leerplicht.Grond3a: {VervangendeLeerplichtToegestaan{}, VervangendeLeerplichtGeweigerd{}},
			leerplicht.Grond3b: {VervangendeLeerplichtToegestaan{}, VervangendeLeerplichtGeweigerd{}},
			leerplicht.Grond15: {VrijstellingKwalificatieplichtVerleend{}, VrijstellingKwalificatieplichtGeweigerd{}},
		} {
			for i, c := range []Command{toe(), af()} {
				e := na(t, aanvraag(g)).When(c).Events()[0]
				require.IsType(t, want[i], e)
				require.Equal(t, recht.Aard{AwbBesluit: true, Rechtsmiddel: true}, e.(recht.Besluit).Aard())
				require.Equal(t, g.Artikel().Versies()[0].Waarde.Artikel, e.Verantwoordt().Grondslag.Artikel)
				require.Equal(t, leerplicht.College, e.Verantwoordt().Orgaan)
			}
		}
	})
	t.Run("namens het college besluit de leerplichtambtenaar, namens een ander niemand", func(t *testing.T) {
		c := toe()
		c.Namens = recht.Namens{Orgaan: leerplicht.College, Mandaat: "M1", Versie: 1}
		e := na(t, aanvraag(leerplicht.Grond3a)).When(c).Events()[0]
		require.Equal(t, leerplicht.Leerplichtambtenaar, e.Verantwoordt().Orgaan)
		require.Equal(t, c.Namens, e.Verantwoordt().Namens)
		c.Namens.Orgaan = recht.DagelijksBestuur
		na(t, aanvraag(leerplicht.Grond3a)).When(c).ThenRefused(ErrNamens)
	})
	t.Run("of het besluit op tijd kwam staat in het besluit", func(t *testing.T) {
		for op, want := range map[string]bool{"2026-07-27": true, "2026-07-28": false} {
			k, w := toe(), af()
			k.Op, w.Op = dag(op), dag(op)
			require.Equal(t, want, na(t, aanvraag(leerplicht.Grond3b)).When(k).Events()[0].(VervangendeLeerplichtToegestaan).OpTijd)
			require.Equal(t, want, na(t, aanvraag(leerplicht.Grond3b)).When(w).Events()[0].(VervangendeLeerplichtGeweigerd).OpTijd)
		}
	})
	t.Run("een weigering zonder motivering wordt geweigerd", func(t *testing.T) {
		c := af()
		c.Opdracht = nu()
		na(t, aanvraag(leerplicht.Grond3a)).When(c).ThenRefused(ErrMotivering)
		na(t, aanvraag(leerplicht.Grond15)).When(c).ThenRefused(ErrMotivering)
	})
	t.Run("voor artikel 15 geldt geen schooljaar", func(t *testing.T) {
		c := toe()
		c.Tot = dag("2028-03-15")
		require.Len(t, na(t, aanvraag(leerplicht.Grond15)).When(c).Events(), 1)
		na(t, aanvraag(leerplicht.Grond3a)).When(c).ThenRefused(ErrSchooljaar)
	})
}

func TestVerlenging(t *testing.T) {
	a := aanvraag(leerplicht.Grond3a)
	kort := toe()
	kort.Tot = dag("2026-12-24") // the last day is 23 December; eight weeks before it is 28 October
	verleng := func(aangevraagd, op, tot string) Verleng {
		return Verleng{Opdracht: nu(), AangevraagdOp: dag(aangevraagd), Op: dag(op), Tot: dag(tot)}
	}
	t.Run("een verlenging wordt acht weken voor het einde gevraagd", func(t *testing.T) {
		e := na(t, a, kort).When(verleng("2026-10-28", "2026-11-02", "2027-08-01")).Events()[0].(VervangendeLeerplichtVerlengd)
		require.Equal(t, Duur{Vanaf: dag("2026-08-01"), Tot: dag("2027-08-01")}, e.Duur)
		require.Equal(t, dag("2026-12-24"), e.GeldigVanaf)
		na(t, a, kort).When(verleng("2026-10-29", "2026-11-02", "2027-08-01")).ThenRefused(ErrTeLaatVerlengd)
		na(t, a, kort, verleng("2026-10-28", "2026-11-02", "2027-08-01")).When(verleng("2026-10-28", "2026-11-02", "2027-08-01")).ThenNothing()
	})
	t.Run("alleen 3a wordt verlengd, tot een latere dag en binnen het schooljaar", func(t *testing.T) {
		na(t, aanvraag(leerplicht.Grond3b), kort).When(verleng("2026-10-01", "2026-11-02", "2027-08-01")).ThenRefused(ErrNietTeVerlengen)
		na(t, a, kort).When(verleng("2026-10-01", "2026-11-02", "2026-12-24")).ThenRefused(ErrNietTeVerlengen)
		na(t, a, kort).When(verleng("2026-10-01", "2026-11-02", "2027-08-02")).ThenRefused(ErrSchooljaar)
		na(t, a, kort).When(verleng("2026-10-05", "2026-10-04", "2027-08-01")).ThenRefused(ErrVoorOntvangst)
		na(t, a).When(verleng("2026-10-01", "2026-11-02", "2027-08-01")).ThenRefused(ErrGeenVrijstelling)
		na(t, a, kort, einde("2026-10-01")).When(verleng("2026-10-01", "2026-11-02", "2027-08-01")).ThenRefused(ErrAlBeeindigd)
	})
}

func TestEinde(t *testing.T) {
	h := []Command{beroep(leerplicht.Grond5OnderB), getoetst(true), toe()}
	t.Run("een vrijstelling eindigt na haar eerste dag en voor haar laatste", func(t *testing.T) {
		na(t, h...).When(einde("2026-08-01")).ThenRefused(ErrGeenVrijstelling)
		e := na(t, h...).When(einde("2026-08-02")).Events()[0].(VrijstellingBeeindigd)
		require.Equal(t, Stand{Toegekend, []string{"2026-2027"}}, e.Nu)
		require.False(t, stand(t, append(h, einde("2026-08-02"))...).Geldt(dag("2026-08-02")))
		na(t, append(h, einde("2026-10-01"))...).When(einde("2026-10-01")).ThenNothing()
		na(t, append(h, einde("2026-10-01"))...).When(einde("2026-10-02")).ThenRefused(ErrAlBeeindigd)
		na(t, h[0]).When(einde("2026-10-01")).ThenRefused(ErrGeenVrijstelling)
		c := einde("2026-10-01")
		c.Eindreden = "zomaar"
		na(t, h...).When(c).ThenRefused(leerplicht.ErrWaardeOnbekend)
		na(t, h...).When(einde("2026-11-03")).ThenRefused(leerplicht.ErrInToekomst)
	})
	t.Run("schooljaren waarin zij niet meer geldt tellen niet mee", func(t *testing.T) {
		v, c := verklaard("2026-06-01"), toe()
		v.NooitGeschikt = true
		c.Tot = dag("2028-08-01")
		lang := []Command{beroep(leerplicht.Grond5OnderA), v, getoetst(true), c}
		e := na(t, lang...).When(einde("2026-10-01")).Events()[0].(VrijstellingBeeindigd)
		require.Equal(t, Stand{Toegekend, []string{"2026-2027", "2027-2028"}}, e.Eerder)
		require.Equal(t, Stand{Toegekend, []string{"2026-2027"}}, e.Nu)
	})
	t.Run("aan DUO gaat hoe het staat, en opnieuw als dat verandert", func(t *testing.T) {
		lever := LeverAanDuo{Opdracht: nu(), GeleverdOp: dag("2026-10-05")}
		e := na(t, h...).When(lever).Events()[0].(VrijstellingAanDuoGeleverd)
		require.Equal(t, AlsVrijstelling, e.Leversoort)
		require.Equal(t, "20", e.Grondslag.Artikel)
		require.True(t, e.Regels[0].Aangenomen, "the first day of this ground was not seen")
		na(t, append(h, lever)...).When(lever).ThenNothing()
		e = na(t, append(h, lever, einde("2026-10-01"))...).When(lever).Events()[0].(VrijstellingAanDuoGeleverd)
		require.Equal(t, dag("2026-10-01"), e.Tot)
		e = na(t, aanvraag(leerplicht.Grond3b), toe()).When(lever).Events()[0].(VrijstellingAanDuoGeleverd)
		require.Equal(t, AlsVervangend, e.Leversoort)
		na(t, h[0]).When(lever).ThenRefused(ErrGeenVrijstelling)
		lever.GeleverdOp = dag("2026-07-05")
		na(t, h...).When(lever).ThenRefused(ErrVoorOntvangst)
	})
	t.Run("de toestand zegt hoe het ervoor staat", func(t *testing.T) {
		for want, cs := range map[string][]Command{
			"niet ontvangen":                                         {},
			"ontvangen op 2026-06-15":                                h[:1],
			"getoetst op 2026-07-01":                                 h[:2],
			"vrijgesteld vanaf 2026-08-01 tot 2027-08-01":            h,
			"vrijgesteld vanaf 2026-08-01, beëindigd per 2026-10-01": append(h[:3:3], einde("2026-10-01")),
			"beroep niet aanvaard op 2026-07-06":                     {h[0], getoetst(false), af()},
			"geweigerd op 2026-07-06":                                {aanvraag(leerplicht.Grond15), af()},
		} {
			require.Equal(t, want, stand(t, cs...).Toestand())
		}
	})
}
