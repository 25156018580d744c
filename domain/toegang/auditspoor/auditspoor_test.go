package auditspoor

import (
	"testing"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var spec = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}

func veranker(n int64, kop string) Veranker {
	return Veranker{
		Opdracht: recht.Opdracht{
			Op: time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC), Actor: recht.Actor{Rol: "proces", Organisatie: "MGR", ID: "auditspoor"},
		},
		Logregels: n, Ketenkop: kop,
	}
}

func verankerd(n int64, kop string) LogketenVerankerd {
	return LogketenVerankerd{
		Verantwoording: recht.Verantwoording{
			Actor: recht.Actor{Rol: "proces", Organisatie: "MGR", ID: "auditspoor"}, Orgaan: recht.Stelsel,
			Grondslag: recht.FeitelijkeHandeling, GeldigVanaf: recht.NieuweDatum(2026, 3, 2),
		},
		Logregels: n, Ketenkop: kop,
	}
}

func TestVeranker(t *testing.T) {
	t.Run("een log dat groeit wordt verankerd", func(t *testing.T) {
		spec.Given(t).When(veranker(1, "a")).Then(verankerd(1, "a"))
		spec.Given(t, verankerd(1, "a")).When(veranker(2, "b")).Then(verankerd(2, "b"))
	})
	t.Run("een log dat gelijk bleef niet nog eens", func(t *testing.T) {
		spec.Given(t, verankerd(2, "b")).When(veranker(2, "b")).ThenNothing()
	})
	t.Run("een log met minder of andere regels wordt geweigerd", func(t *testing.T) {
		spec.Given(t, verankerd(2, "b")).When(veranker(1, "a")).ThenRefused(ErrTeruggelopen)
		spec.Given(t, verankerd(2, "b")).When(veranker(2, "c")).ThenRefused(ErrTeruggelopen)
		spec.Given(t).When(veranker(3, "")).ThenRefused(ErrTeruggelopen)
	})
}
