package bewaring

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec    = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag = recht.NieuweDatum(2036, 2, 11)
)

func door(id string, na int) recht.Opdracht {
	return recht.Opdracht{Op: vandaag.PlusDagen(na).Begin(), Actor: recht.Actor{Rol: "functionaris-gegevensbescherming", Organisatie: "MGR", ID: id}}
}

func leg(s ...es.Stream) LegOp { return LegOp{door("a", 0), Inzage, s, true, false} }

func TestLegOp(t *testing.T) {
	leeg := spec.Given(t)
	t.Run("een bewaring rust op elk genoemd dossier, in vaste volgorde", func(t *testing.T) {
		e := leeg.When(leg("b", "a")).Events()[0].(BewaringOpgelegd)
		require.Equal(t, []es.Stream{"a", "b"}, e.Stromen)
		require.Equal(t, []es.Stream{"a", "b"}, spec.Decider.Fold(e).Stromen())
		spec.Given(t, e).When(leg("a", "b")).ThenNothing()
		spec.Given(t, e).When(leg("a")).ThenRefused(ErrAlOpgelegd)
	})
	t.Run("wat niet kan wordt geweigerd", func(t *testing.T) {
		leeg.When(leg()).ThenRefused(ErrLeeg)
		leeg.When(leg("a", "a")).ThenRefused(ErrLeeg)
		leeg.When(LegOp{door("a", 0), "zomaar", []es.Stream{"a"}, true, false}).ThenRefused(ErrGrond)
		leeg.When(LegOp{door("a", 0), Inzage, []es.Stream{"a"}, false, false}).ThenRefused(ErrBestaatNiet)
		leeg.When(LegOp{door("a", 0), Inzage, []es.Stream{"a"}, true, true}).ThenRefused(ErrAlBesloten)
		leeg.When(LegOp{recht.Opdracht{Op: time.Now()}, Inzage, []es.Stream{"a"}, true, false}).ThenRefused(recht.ErrVierOgenPersoon)
	})
}

func TestHefOp(t *testing.T) {
	opgelegd := spec.Given(t).When(leg("a")).Events()
	voorgelegd := append(opgelegd[:1:1], spec.Given(t, opgelegd...).When(LegOpheffingVoor{door("a", 1)}).Events()...)
	s := spec.Given(t, voorgelegd...)
	t.Run("een ander dan wie de opheffing voorlegde heft op, tot en met de zevende dag", func(t *testing.T) {
		e := s.When(HefOp{door("b", 8)}).Events()[0]
		require.Empty(t, spec.Decider.Fold(append(voorgelegd[:2:2], e)...).Stromen())
		s.When(HefOp{door("a", 2)}).ThenRefused(recht.ErrVierOgenZelfde)
		s.When(HefOp{door("b", 9)}).ThenRefused(recht.ErrVierOgenVerlopen)
		spec.Given(t, append(voorgelegd[:2:2], e)...).When(HefOp{door("c", 9)}).ThenNothing()
		spec.Given(t, append(voorgelegd[:2:2], e)...).When(LegOpheffingVoor{door("c", 9)}).ThenRefused(ErrAlOpgeheven)
	})
	t.Run("wie te laat is legt haar opnieuw voor; zolang zij wacht hoeft dat niet", func(t *testing.T) {
		s.When(LegOpheffingVoor{door("b", 8)}).ThenNothing()
		opnieuw := s.When(LegOpheffingVoor{door("b", 9)}).Events()
		spec.Given(t, append(voorgelegd[:2:2], opnieuw...)...).When(HefOp{door("b", 10)}).ThenRefused(recht.ErrVierOgenZelfde)
		require.Len(t, spec.Given(t, append(voorgelegd[:2:2], opnieuw...)...).When(HefOp{door("a", 10)}).Events(), 1)
	})
	t.Run("zonder voorleggen of zonder bewaring is er niets op te heffen", func(t *testing.T) {
		spec.Given(t, opgelegd...).When(HefOp{door("b", 1)}).ThenRefused(ErrNietVoorgelegd)
		spec.Given(t).When(HefOp{door("b", 1)}).ThenRefused(ErrNietOpgelegd)
		spec.Given(t).When(LegOpheffingVoor{door("b", 1)}).ThenRefused(ErrNietOpgelegd)
	})
}
