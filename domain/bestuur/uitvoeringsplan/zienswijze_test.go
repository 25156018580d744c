package uitvoeringsplan

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestVraagZienswijze(t *testing.T) {
	t.Run("elke raad krijgt de onderdelen die zijn gemeente aangaan", func(t *testing.T) {
		events := na(t, totOntwerp()).When(vraag).Events()
		require.Len(t, events, 2)
		a, r := events[0].(ZienswijzeGevraagd), events[1].(ZienswijzeGevraagd)
		require.Equal(t, []recht.Module{recht.Beheerorganisatie, recht.Inkoop, recht.Onderwijszaken}, a.Onderdelen)
		require.Equal(t, []recht.Module{recht.Beheerorganisatie, recht.Inkoop}, r.Onderdelen)
		require.Equal(t, feiten[:2], a.Deelnames)
		require.Equal(t, feiten[2:], r.Deelnames)
		require.Equal(t, recht.DagelijksBestuur, a.Orgaan)
	})
	t.Run("de termijn volgt uit de regel, en de gebeurtenis noemt de versie", func(t *testing.T) {
		e := na(t, totOntwerp()).When(vraag).Events()[0].(ZienswijzeGevraagd)
		require.Equal(t, laatsteDagOp, e.Einde.Uiterlijk)
		require.Equal(t, recht.Termijn{Aantal: 8, Eenheid: recht.Weken, Grond: recht.TermijnUitRegeling}, e.Termijn)
		require.Contains(t, e.Regels, recht.Regelnoot{Code: "UVP_ZIENSWIJZE", Versie: dag("2017-01-01"), Aangenomen: true})
	})
	t.Run("een raad die gevraagd is wordt niet nog eens gevraagd, een nieuwe wel", func(t *testing.T) {
		na(t, totVraag()).When(vraag).ThenNothing()
		meer := vraag
		meer.Deelnames = append(append([]Deelnamefeit{}, feiten...), feit("GM0275", recht.Onderwijszaken))
		e := een[ZienswijzeGevraagd](t, na(t, totVraag()).When(meer))
		require.Equal(t, recht.Gemeentecode("GM0275"), e.Gemeente)
	})
	t.Run("aan sommige raden kan afzonderlijk worden gevraagd, elk een keer", func(t *testing.T) {
		c := vraag
		c.Raden = []recht.Gemeentecode{"GM0274", "GM0274"}
		require.Equal(t, recht.Gemeentecode("GM0274"), een[ZienswijzeGevraagd](t, na(t, totOntwerp()).When(c)).Gemeente)
	})
	t.Run("wie nergens aan deelneemt wordt niet gevraagd", func(t *testing.T) {
		c := vraag
		c.Raden = []recht.Gemeentecode{"GM0289"}
		na(t, totOntwerp()).When(c).ThenRefused(ErrGeenDeelnemer)
		c = vraag
		c.Deelnames = nil
		na(t, totOntwerp()).When(c).ThenRefused(ErrGeenDeelnemer)
	})
	t.Run("een onvolledig, onbekend of dubbel feit wordt geweigerd", func(t *testing.T) {
		goed := feit("GM0202", recht.Inkoop)
		for naam, f := range map[string]Deelnamefeit{
			"gemeente": {Gemeente: "GM0000", Module: recht.Inkoop, Stroom: goed.Stroom, Revisie: 0},
			"module":   {Gemeente: "GM0202", Module: recht.Beheerorganisatie, Stroom: goed.Stroom, Revisie: 0},
			"stroom":   {Gemeente: "GM0202", Module: recht.Onderwijszaken, Stroom: "", Revisie: 0},
			"revisie":  {Gemeente: "GM0202", Module: recht.Onderwijszaken, Stroom: goed.Stroom, Revisie: -1},
			"dubbel":   goed,
		} {
			t.Run(naam, func(t *testing.T) {
				c := vraag
				c.Deelnames = []Deelnamefeit{goed, f}
				na(t, totOntwerp()).When(c).ThenRefused(ErrDeelnamefeit)
			})
		}
	})
	t.Run("zonder ontwerp, of voor het ontwerp, wordt niet gevraagd", func(t *testing.T) {
		na(t, totAdvies()).When(vraag).ThenRefused(ErrOntwerpOntbreekt)
		c := vraag
		c.VerzondenOp = ontwerpOp.PlusDagen(-1)
		na(t, totOntwerp()).When(c).ThenRefused(ErrVolgorde)
	})
	t.Run("een correctie van de verzenddag verschuift de termijn, maar niet na een antwoord", func(t *testing.T) {
		c := vraag
		c.Opdracht, c.Raden, c.VerzondenOp = corrigerend(), []recht.Gemeentecode{"GM0202"}, verzondenOp.PlusDagen(1)
		e := een[ZienswijzeGevraagd](t, na(t, totVraag()).When(c))
		require.Equal(t, laatsteDagOp.PlusDagen(1), e.Einde.Uiterlijk)
		na(t, totVraag(), c).When(c).ThenNothing()
		na(t, totAntwoord()).When(c).ThenRefused(ErrAlGeantwoord)
	})
	t.Run("na de vaststelling wordt niets meer gevraagd, wel nog vastgelegd wat eerder was gevraagd", func(t *testing.T) {
		meer := vraag
		meer.Deelnames, meer.Raden = append(slices.Clone(feiten), feit("GM0275", recht.Inkoop)), []recht.Gemeentecode{"GM0275"}
		een[ZienswijzeGevraagd](t, na(t, totPlan()).When(meer))
		meer.VerzondenOp = vastOp
		een[ZienswijzeGevraagd](t, na(t, totPlan()).When(meer))
		meer.VerzondenOp = vastOp.PlusDagen(1)
		na(t, totPlan()).When(meer).ThenRefused(ErrAlVastgesteld)
		na(t, totPlan()).When(vraag).ThenNothing()
		herhaald := vraag
		herhaald.VerzondenOp = vastOp.PlusDagen(1)
		na(t, totPlan()).When(herhaald).ThenNothing()
		een[ZienswijzeGevraagd](t, na(t, totAntwoord(), stelt(ja(vastOp), recht.Inkoop)).When(meer))

		alles := stelt(ja(vastOp.PlusDagen(7)), recht.Beheerorganisatie, recht.Onderwijszaken)
		afzonderlijk := []Command{stelt(ja(vastOp), recht.Inkoop), alles}
		meer.VerzondenOp = vastOp.PlusDagen(7)
		een[ZienswijzeGevraagd](t, na(t, totAntwoord(), afzonderlijk...).When(meer))
		meer.VerzondenOp = vastOp.PlusDagen(8)
		na(t, totAntwoord(), afzonderlijk...).When(meer).ThenRefused(ErrAlVastgesteld)
	})
	t.Run("een vastgestelde bijstelling gaat niet meer naar de raden", func(t *testing.T) {
		c := VraagZienswijze{Opdracht: nu(), Bijstelling: 1, VerzondenOp: dag("2020-03-06"), Deelnames: feiten}
		na(t, totPlan(), bijstelling(1, "2020-01-10"), bijgesteld(1, "2020-03-05")).When(c).ThenRefused(ErrAlVastgesteld)
	})
	t.Run("een bijstelling die er niet is kan niet worden gezonden", func(t *testing.T) {
		c := vraag
		c.Bijstelling = 1
		na(t, totOntwerp()).When(c).ThenRefused(ErrBijstellingOnbekend)
	})
}

func TestOntvangZienswijze(t *testing.T) {
	op := func(d recht.Datum) OntvangZienswijze {
		c := arnhem
		c.OntvangenOp = d
		return c
	}
	t.Run("de laatste dag is op tijd, de dag erna te laat", func(t *testing.T) {
		require.Equal(t, OpTijd, een[ZienswijzeOntvangen](t, na(t, totVraag()).When(op(laatsteDagOp))).Tijdigheid)
		e := een[ZienswijzeOntvangen](t, na(t, totVraag()).When(op(laatsteDagOp.PlusDagen(1))))
		require.Equal(t, TeLaat, e.Tijdigheid)
		require.Equal(t, laatsteDagOp, e.UiterlijkOp)
		require.Equal(t, recht.Raad("GM0202"), e.Orgaan)
	})
	t.Run("een te late zienswijze komt ook na het verstrijken en na de vaststelling in de kroniek", func(t *testing.T) {
		verstreken := LaatTermijnVerstrijken{Opdracht: nu(), Gemeente: "GM0202"}
		een[ZienswijzeOntvangen](t, na(t, totVraag(), verstreken, renkum, plan).When(op(vastOp.PlusDagen(1))))
	})
	t.Run("dezelfde zienswijze nogmaals verandert niets, een andere vraagt een correctie", func(t *testing.T) {
		na(t, totAntwoord()).When(arnhem).ThenNothing()
		c := arnhem
		c.Standpunt = Negatief
		na(t, totAntwoord()).When(c).ThenRefused(ErrAlGeantwoord)
		c.Opdracht = corrigerend()
		een[ZienswijzeOntvangen](t, na(t, totAntwoord()).When(c))
	})
	t.Run("wie afzag geeft alleen bij correctie nog een zienswijze", func(t *testing.T) {
		c := arnhem
		c.Gemeente = "GM0274"
		na(t, totAntwoord()).When(c).ThenRefused(ErrAlGeantwoord)
		c.Opdracht = corrigerend()
		s := Decider.Fold(spec.Played(t, append(totAntwoord(), c)...)...)
		require.Equal(t, StandOpTijd, s.Stand(0, "GM0274", vastOp))
	})
	t.Run("een raad die niet gevraagd is", func(t *testing.T) {
		c := arnhem
		c.Gemeente = "GM0275"
		na(t, totVraag()).When(c).ThenRefused(ErrNietGevraagd)
	})
	t.Run("voor de verzending, in de toekomst, zonder dag of met een onbekend standpunt", func(t *testing.T) {
		na(t, totVraag()).When(op(verzondenOp.PlusDagen(-1))).ThenRefused(ErrVolgorde)
		na(t, totVraag()).When(op(nu().Vandaag().PlusDagen(1))).ThenRefused(ErrDagInToekomst)
		na(t, totVraag()).When(op(recht.Datum{})).ThenRefused(ErrDagOntbreekt)
		c := arnhem
		c.Standpunt = ""
		na(t, totVraag()).When(c).ThenRefused(ErrOnbekendeWaarde)
		c.Standpunt, c.Strekking = Voorwaardelijk, ""
		na(t, totVraag()).When(c).ThenRefused(ErrStrekkingOntbreekt)
		c.Standpunt = Negatief
		een[ZienswijzeOntvangen](t, na(t, totVraag()).When(c))
	})
}

func TestZieAfVanZienswijze(t *testing.T) {
	op := func(d recht.Datum) ZieAfVanZienswijze {
		c := renkum
		c.MeegedeeldOp = d
		return c
	}
	t.Run("tot en met de laatste dag kan een raad afzien", func(t *testing.T) {
		een[VanZienswijzeAfgezien](t, na(t, totVraag()).When(op(laatsteDagOp)))
		na(t, totVraag()).When(op(laatsteDagOp.PlusDagen(1))).ThenRefused(ErrTermijnVoorbij)
	})
	t.Run("nogmaals afzien verandert niets", func(t *testing.T) {
		na(t, totAntwoord()).When(renkum).ThenNothing()
	})
	t.Run("wie antwoordde ziet alleen bij correctie af", func(t *testing.T) {
		c := ZieAfVanZienswijze{Opdracht: nu(), Gemeente: "GM0202", MeegedeeldOp: dag("2019-06-22")}
		na(t, totAntwoord()).When(c).ThenRefused(ErrAlGeantwoord)
		c.Opdracht = corrigerend()
		s := Decider.Fold(spec.Played(t, append(totAntwoord(), c)...)...)
		require.Equal(t, StandAfgezien, s.Stand(0, "GM0202", vastOp))
	})
	t.Run("een raad die niet gevraagd is, en voor de verzending", func(t *testing.T) {
		c := renkum
		c.Gemeente = "GM0275"
		na(t, totVraag()).When(c).ThenRefused(ErrNietGevraagd)
		na(t, totVraag()).When(op(verzondenOp.PlusDagen(-1))).ThenRefused(ErrVolgorde)
	})
}

func TestLaatTermijnVerstrijken(t *testing.T) {
	op := func(d recht.Datum) LaatTermijnVerstrijken {
		return LaatTermijnVerstrijken{Opdracht: opDag(d), Gemeente: "GM0202"}
	}
	t.Run("pas na de laatste dag is de termijn verstreken", func(t *testing.T) {
		na(t, totVraag()).When(op(laatsteDagOp)).ThenRefused(ErrTermijnLoopt)
		e := een[ZienswijzeTermijnVerstreken](t, na(t, totVraag()).When(op(laatsteDagOp.PlusDagen(1))))
		require.Equal(t, laatsteDagOp, e.UiterlijkOp)
		require.Equal(t, recht.Stelsel, e.Orgaan)
		require.Equal(t, recht.Feitelijk, e.Grondslag.Soort)
	})
	t.Run("een termijn verstrijkt een keer, wie het ook vaststelt", func(t *testing.T) {
		na(t, totVraag(), op(vastOp)).When(op(nu().Vandaag())).ThenNothing()
	})
	t.Run("wie antwoordde of afzag laat geen termijn verstrijken", func(t *testing.T) {
		na(t, totAntwoord()).When(op(vastOp)).ThenRefused(ErrAlGeantwoord)
		c := op(vastOp)
		c.Gemeente = "GM0274"
		na(t, totAntwoord()).When(c).ThenRefused(ErrAlGeantwoord)
	})
	t.Run("een raad die niet gevraagd is", func(t *testing.T) {
		na(t, totOntwerp()).When(op(vastOp)).ThenRefused(ErrNietGevraagd)
	})
}

func TestStand(t *testing.T) {
	vier := func(cs ...Command) State { return Decider.Fold(spec.Played(t, append(totVraag(), cs...)...)...) }
	laat := arnhem
	laat.OntvangenOp = laatsteDagOp.PlusDagen(1)
	t.Run("op tijd, te laat, afgezien en geen zijn vier verschillende dingen", func(t *testing.T) {
		require.Equal(t, StandOpTijd, vier(arnhem).Stand(0, "GM0202", vastOp))
		require.Equal(t, StandTeLaat, vier(laat).Stand(0, "GM0202", vastOp))
		require.Equal(t, StandAfgezien, vier(renkum).Stand(0, "GM0274", vastOp))
		require.Equal(t, StandGeen, vier().Stand(0, "GM0202", vastOp))
	})
	t.Run("op de laatste dag loopt de termijn nog", func(t *testing.T) {
		require.Equal(t, StandLoopt, vier().Stand(0, "GM0202", laatsteDagOp))
		require.Equal(t, StandGeen, vier().Stand(0, "GM0202", laatsteDagOp.PlusDagen(1)))
	})
	t.Run("wat later kwam telt op een eerdere dag niet mee", func(t *testing.T) {
		require.Equal(t, StandLoopt, vier(arnhem).Stand(0, "GM0202", arnhem.OntvangenOp.PlusDagen(-1)))
		require.Equal(t, StandOpTijd, vier(arnhem).Stand(0, "GM0202", arnhem.OntvangenOp))
		require.Equal(t, StandOngevraagd, vier().Stand(0, "GM0202", verzondenOp.PlusDagen(-1)))
	})
}
