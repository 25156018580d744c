package inzagemachtiging

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec    = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	begin   = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)
	auditor = recht.Actor{Rol: "auditor", Organisatie: "MGR", ID: "a"}
	fg      = recht.Actor{Rol: "functionaris-gegevensbescherming", Organisatie: "MGR", ID: "fg"}
)

func door(a recht.Actor, na time.Duration) recht.Opdracht {
	return recht.Opdracht{Op: begin.Add(na), Actor: a, Motivering: "Steekproef 7."}
}

func verzoek() Vraag {
	return Vraag{Opdracht: door(auditor, 0), Dossier: "leerplichtdossier-1", Tot: recht.NieuweDatum(2026, 12, 1)}
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

func TestVraag(t *testing.T) {
	t.Run("een verzoek geeft nog geen inzage", func(t *testing.T) {
		e := na(t).When(verzoek()).Events()[0].(InzageGevraagd)
		require.Equal(t, Machtiging{Dossier: "leerplichtdossier-1", Gemachtigde: "a", Tot: recht.NieuweDatum(2026, 12, 1)}, e.Machtiging)
		require.False(t, Evolve(State{}, e).Geldt(recht.DatumVan(begin), "a"))
	})
	t.Run("zonder reden, zonder dossier of te lang wordt geweigerd", func(t *testing.T) {
		c := verzoek()
		c.Motivering = " "
		na(t).When(c).ThenRefused(ErrRedenOntbreekt)
		c = verzoek()
		c.Dossier = "leerplichtdossier"
		na(t).When(c).ThenRefused(ErrDossier)
		for d, mag := range map[recht.Datum]bool{
			{}: false, recht.NieuweDatum(2026, 11, 24): false, recht.NieuweDatum(2026, 11, 25): true,
			recht.NieuweDatum(2026, 12, 8): true, recht.NieuweDatum(2026, 12, 9): false,
		} {
			c = verzoek()
			c.Tot = d
			if !mag {
				na(t).When(c).ThenRefused(ErrEinddag)
				continue
			}
			require.Len(t, na(t).When(c).Events(), 1)
		}
	})
	t.Run("nogmaals verandert niets, iets anders in dezelfde stroom kan niet", func(t *testing.T) {
		na(t, verzoek()).When(verzoek()).ThenNothing()
		c := verzoek()
		c.Dossier = "leerplichtdossier-2"
		na(t, verzoek()).When(c).ThenRefused(ErrAlGevraagd)
	})
}

func TestBeoordeel(t *testing.T) {
	t.Run("een ander staat toe, en dan alleen voor wie vroeg en tot de einddag", func(t *testing.T) {
		e := na(t, verzoek()).When(StaToe{door(fg, time.Hour)}).Events()[0].(InzageToegestaan)
		s := Evolve(Evolve(State{}, InzageGevraagd{Machtiging: e.Machtiging}), e)
		require.True(t, s.Geldt(recht.NieuweDatum(2026, 11, 30), "a"))
		require.False(t, s.Geldt(recht.NieuweDatum(2026, 12, 1), "a"))
		require.False(t, s.Geldt(recht.NieuweDatum(2026, 11, 30), "b"))
		require.False(t, State{Stand: Toegestaan, Machtiging: Machtiging{Tot: recht.NieuweDatum(2026, 12, 1)}}.Geldt(recht.NieuweDatum(2026, 11, 30), ""))
	})
	t.Run("wie vroeg staat niet zelf toe, ook niet in een andere rol, en niet na zeven dagen", func(t *testing.T) {
		na(t, verzoek()).When(StaToe{door(recht.Actor{Rol: fg.Rol, ID: "a"}, time.Hour)}).ThenRefused(recht.ErrVierOgenZelfde)
		na(t, verzoek()).When(StaToe{door(fg, 8*24*time.Hour)}).ThenRefused(recht.ErrVierOgenVerlopen)
	})
	t.Run("er is een beslissing, en zonder verzoek geen", func(t *testing.T) {
		na(t).When(StaToe{door(fg, 0)}).ThenRefused(ErrNietGevraagd)
		na(t, verzoek(), Weiger{door(fg, 0)}).When(StaToe{door(fg, 0)}).ThenRefused(ErrAlBeslist)
		na(t, verzoek(), StaToe{door(fg, 0)}).When(StaToe{door(fg, 0)}).ThenNothing()
	})
	t.Run("intrekken werkt meteen, en alleen op wat is toegestaan", func(t *testing.T) {
		e := na(t, verzoek(), StaToe{door(fg, 0)}).When(TrekIn{door(fg, time.Hour)}).Events()[0]
		require.False(t, Evolve(State{Stand: Toegestaan, Machtiging: Machtiging{Gemachtigde: "a", Tot: recht.NieuweDatum(2026, 12, 1)}}, e).Geldt(recht.DatumVan(begin), "a"))
		na(t, verzoek()).When(TrekIn{door(fg, 0)}).ThenRefused(ErrNietToegestaan)
		na(t, verzoek(), StaToe{door(fg, 0)}, TrekIn{door(fg, 0)}).When(TrekIn{door(fg, 0)}).ThenNothing()
	})
}
