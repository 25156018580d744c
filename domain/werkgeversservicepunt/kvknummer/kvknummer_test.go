package kvknummer

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec   = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	nu     = time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)
	a, b   = uuid.MustParse("00000000-0000-8000-8000-00000000000a"), uuid.MustParse("00000000-0000-8000-8000-00000000000b")
	nummer = recht.KvKNummer("12345678")
)

func vraag(w uuid.UUID, op time.Time) Reserveer {
	return Reserveer{Opdracht: recht.Opdracht{Op: op, Actor: recht.Actor{Rol: "accountmanager", Organisatie: "MGR", ID: "x"}, Motivering: "x"}, KvKNummer: nummer, Werkgever: w}
}

func van(w uuid.UUID, op time.Time) KvkNummerGereserveerd {
	return KvkNummerGereserveerd{KvKNummer: nummer, Werkgever: w, VervaltOp: op.Add(Wachttijd)}
}

func TestReserveer(t *testing.T) {
	t.Run("wie eerst komt heeft het nummer, en nogmaals verandert niets", func(t *testing.T) {
		e := spec.Given(t).When(vraag(a, nu)).Events()[0].(KvkNummerGereserveerd)
		require.Equal(t, a, Decider.Fold(e).Houder())
		require.Empty(t, e.Motivering)
		require.NotEmpty(t, e.Zin())
		spec.Given(t, e).When(vraag(a, nu.Add(time.Hour))).ThenNothing()
	})
	t.Run("een ander krijgt het niet zolang er een werkgever bij is", func(t *testing.T) {
		c := vraag(b, nu.Add(100*Wachttijd))
		c.Geregistreerd = true
		spec.Given(t, van(a, nu)).When(c).ThenRefused(ErrAlGeregistreerd)
	})
	t.Run("een reservering zonder werkgever vervalt na de wachttijd, niet eerder", func(t *testing.T) {
		spec.Given(t, van(a, nu)).When(vraag(b, nu.Add(Wachttijd-time.Millisecond))).ThenRefused(ErrWordtGeregistreerd)
		e := spec.Given(t, van(a, nu)).When(vraag(b, nu.Add(Wachttijd))).Events()[0].(KvkNummerGereserveerd)
		require.Equal(t, a, e.Ongebruikt)
		require.Equal(t, b, Decider.Fold(van(a, nu), e).Houder())
	})
	t.Run("een nummer van vorm", func(t *testing.T) {
		c := vraag(a, nu)
		c.KvKNummer = "1234"
		spec.Given(t).When(c).ThenRefused(ErrNietVanDeze)
	})
}

func TestGeefVrij(t *testing.T) {
	los := func(w uuid.UUID) GeefVrij {
		return GeefVrij{Opdracht: vraag(w, nu).Opdracht, KvKNummer: nummer, Werkgever: w}
	}
	t.Run("vrijgegeven is het voor een ander, en nogmaals verandert niets", func(t *testing.T) {
		e := spec.Given(t, van(a, nu)).When(los(a)).Events()[0]
		require.Equal(t, "vrij", Decider.Fold(van(a, nu), e).Toestand())
		spec.Given(t, van(a, nu), e).When(los(a)).ThenNothing()
		require.Len(t, spec.Given(t, van(a, nu), e).When(vraag(b, nu)).Events(), 1)
	})
	t.Run("een ander geeft het niet vrij", func(t *testing.T) {
		spec.Given(t, van(a, nu)).When(los(b)).ThenRefused(ErrNietVanDeze)
	})
}
