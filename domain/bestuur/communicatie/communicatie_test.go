package communicatie

import (
	"testing"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec    = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag = recht.NieuweDatum(2021, 3, 10)
	arnhem  = []recht.Gemeentecode{"GM0202"}
)

func opdracht() recht.Opdracht {
	return recht.Opdracht{Op: vandaag.Begin().Add(time.Hour), Actor: recht.Actor{Rol: "bestuurssecretaris", Organisatie: "MGR", ID: "a"}}
}

func brief(op recht.Datum, raden ...recht.Gemeentecode) VerzendNieuwsbrief {
	return VerzendNieuwsbrief{Opdracht: opdracht(), Onderwerp: "Voorjaar", VerzondenOp: op, Raden: raden}
}

func verzonden(op recht.Datum, regels ...recht.Regelnoot) NieuwsbriefVerzonden {
	return NieuwsbriefVerzonden{
		Verantwoording: recht.Verantwoording{
			Actor: opdracht().Actor, Orgaan: recht.Directeur, Grondslag: recht.Grondslag{Soort: recht.Feitelijk}, GeldigVanaf: op, Regels: regels,
		},
		Onderwerp: "Voorjaar", VerzondenOp: op, Raden: arnhem,
	}
}

func norm(t *testing.T, r recht.Regel[int], op recht.Datum) recht.Regelnoot {
	t.Helper()
	_, noot, err := r.Op(op)
	if err != nil {
		t.Fatal(err)
	}
	return noot
}

func TestNieuwsbrief(t *testing.T) {
	t.Run("een verzonden nieuwsbrief noemt de norm van het plan", func(t *testing.T) {
		spec.Given(t).When(brief(vandaag, arnhem...)).Then(verzonden(vandaag, norm(t, recht.NieuwsbrievenPerJaar, vandaag)))
	})
	t.Run("buiten de planperiode is er geen norm", func(t *testing.T) {
		eerder := recht.NieuweDatum(2019, 12, 31)
		spec.Given(t).When(brief(eerder, arnhem...)).Then(verzonden(eerder))
	})
	t.Run("morgen is nog niet gebeurd", func(t *testing.T) {
		spec.Given(t).When(brief(vandaag.PlusDagen(1), arnhem...)).ThenRefused(ErrInToekomst)
	})
	t.Run("zonder raden, dubbel of met een vreemde gemeente wordt geweigerd", func(t *testing.T) {
		for _, raden := range [][]recht.Gemeentecode{nil, {"GM0202", "GM0202"}, {"GM0363"}} {
			spec.Given(t).When(brief(vandaag, raden...)).ThenRefused(ErrGeenRaden)
		}
	})
	t.Run("dezelfde nieuwsbrief nogmaals verandert niets", func(t *testing.T) {
		spec.Given(t, verzonden(vandaag)).When(brief(vandaag, arnhem...)).ThenNothing()
	})
	t.Run("een andere nieuwsbrief in dezelfde stroom wordt geweigerd", func(t *testing.T) {
		spec.Given(t, verzonden(vandaag)).When(brief(vandaag.PlusDagen(-1), arnhem...)).ThenRefused(ErrAlVastgelegd)
	})
}

func TestInformatiebijeenkomst(t *testing.T) {
	c := HoudInformatiebijeenkomst{Opdracht: opdracht(), Onderwerp: "Jaarplan", Aanleiding: Jaarlijks, GehoudenOp: vandaag, Raden: arnhem}
	e := InformatiebijeenkomstGehouden{
		Verantwoording: verzonden(vandaag, norm(t, recht.InformatiebijeenkomstenPerJaar, vandaag)).Verantwoording,
		Onderwerp:      "Jaarplan", Aanleiding: Jaarlijks, GehoudenOp: vandaag, Raden: arnhem,
	}
	t.Run("een gehouden bijeenkomst wordt vastgelegd", func(t *testing.T) { spec.Given(t).When(c).Then(e) })
	t.Run("dezelfde bijeenkomst nogmaals verandert niets", func(t *testing.T) { spec.Given(t, e).When(c).ThenNothing() })
	t.Run("een andere aanleiding achteraf wordt geweigerd", func(t *testing.T) {
		c := c
		c.Aanleiding = EssentieleWijziging
		spec.Given(t, e).When(c).ThenRefused(ErrAlVastgelegd)
	})
	t.Run("een bijeenkomst is geen nieuwsbrief", func(t *testing.T) {
		spec.Given(t, e).When(brief(vandaag, arnhem...)).ThenRefused(ErrAlVastgelegd)
	})
}
