package beheerhandeling

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec  = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	begon = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)
)

func door(id string, dagen int) recht.Opdracht {
	return recht.Opdracht{Op: begon.AddDate(0, 0, dagen), Actor: recht.Actor{Rol: "beheerder", Organisatie: "MGR", ID: id}}
}

func proces(dagen int) recht.Opdracht {
	return recht.Opdracht{Op: begon.AddDate(0, 0, dagen), Actor: recht.Actor{Rol: "proces", Organisatie: "MGR", ID: "beheer"}}
}

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	var s State
	var events []Event
	for _, c := range cs {
		nieuw, err := Decide(c, s)
		require.NoError(t, err)
		require.Len(t, nieuw, 1)
		s, events = Evolve(s, nieuw[0]), append(events, nieuw...)
	}
	return spec.Given(t, events...)
}

func TestBeheerhandeling(t *testing.T) {
	voor := StelVoor{door("a", 0), Inpaksleutel}
	t.Run("een mens alleen mag niets beginnen zodra er twee zijn", func(t *testing.T) {
		na(t).When(Begin{Opdracht: proces(0), Handeling: Inpaksleutel}).ThenRefused(ErrNietBekrachtigd)
		na(t, voor).When(Begin{Opdracht: proces(0), Handeling: Inpaksleutel}).ThenRefused(ErrNietBekrachtigd)
		na(t, voor).When(Begin{Opdracht: proces(0), Handeling: Inpaksleutel, Alleen: true}).ThenRefused(ErrNietBekrachtigd)
		na(t, voor).When(Bekrachtig{door("a", 0)}).ThenRefused(recht.ErrVierOgenZelfde)
	})
	t.Run("de tweede is er binnen zeven dagen, en is een mens", func(t *testing.T) {
		na(t, voor).When(Bekrachtig{door("b", 8)}).ThenRefused(recht.ErrVierOgenVerlopen)
		na(t, voor).When(Bekrachtig{proces(1)}).ThenRefused(recht.ErrVierOgenPersoon)
		na(t).When(StelVoor{proces(0), Uitvoer}).ThenRefused(recht.ErrVierOgenPersoon)
		e := na(t, voor).When(Bekrachtig{door("b", 7)}).Events()[0].(HandelingBekrachtigd)
		require.Equal(t, Inpaksleutel, e.Handeling)
		require.Equal(t, recht.NieuweDatum(2026, 12, 8), e.Uiterlijk)
	})
	t.Run("wat bekrachtigd is mag een keer, uiterlijk de zevende dag, en niets anders", func(t *testing.T) {
		goed := []Command{voor, Bekrachtig{door("b", 1)}}
		e := na(t, goed...).When(Begin{Opdracht: proces(8), Handeling: Inpaksleutel}).Events()[0].(HandelingBegonnen)
		require.False(t, e.Alleen)
		na(t, goed...).When(Begin{Opdracht: proces(9), Handeling: Inpaksleutel}).ThenRefused(ErrNietBekrachtigd)
		na(t, goed...).When(Begin{Opdracht: proces(2), Handeling: Zegelsleutel}).ThenRefused(ErrNietBekrachtigd)
		na(t, append(goed, Begin{Opdracht: proces(2), Handeling: Inpaksleutel})...).
			When(Begin{Opdracht: proces(2), Handeling: Inpaksleutel}).ThenRefused(ErrNietBekrachtigd)
	})
	t.Run("zolang er geen twee zijn mag het alleen, en dat staat erbij", func(t *testing.T) {
		e := na(t).When(Begin{Opdracht: proces(0), Handeling: Terugzetten, Alleen: true, Omstandigheden: Omstandigheden{TeruggezetTot: 7, NietVergeleken: true}}).Events()[0].(HandelingBegonnen)
		require.True(t, e.Alleen)
		require.Contains(t, e.Zin(), "door een mens alleen")
		require.Contains(t, e.Zin(), "kan terug zijn")
	})
	t.Run("over een voorstel wordt een keer beslist", func(t *testing.T) {
		na(t).When(Bekrachtig{door("b", 0)}).ThenRefused(ErrNietVoorgesteld)
		na(t, voor, WijsAf{door("b", 0)}).When(Bekrachtig{door("b", 0)}).ThenRefused(ErrAlBeslist)
		na(t, voor, WijsAf{door("b", 0)}).When(WijsAf{door("c", 0)}).ThenNothing()
		na(t, voor, Bekrachtig{door("b", 0)}).When(WijsAf{door("c", 0)}).ThenRefused(ErrAlBeslist)
		na(t, voor, Bekrachtig{door("b", 0)}).When(Bekrachtig{door("c", 0)}).ThenNothing()
		na(t, voor).When(voor).ThenNothing()
		na(t, voor).When(StelVoor{door("b", 0), Inpaksleutel}).ThenRefused(ErrAlVoorgesteld)
		na(t).When(StelVoor{door("a", 0), "schijf-wissen"}).ThenRefused(ErrOnbekend)
		na(t).When(Begin{Opdracht: proces(0), Handeling: "schijf-wissen", Alleen: true}).ThenRefused(ErrOnbekend)
	})
}
