package afscherming

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec    = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag = recht.NieuweDatum(2026, 2, 11)
	id      = uuid.MustParse("00000000-0000-8000-8000-000000000001")
)

func door(id string, na int) recht.Opdracht {
	return recht.Opdracht{Op: vandaag.PlusDagen(na).Begin(), Actor: recht.Actor{Rol: "archivaris", Organisatie: "MGR", ID: id}}
}

func voor(velden ...string) StelVoor {
	return StelVoor{door("a", 0), Plek{id, "communicatie-x", velden}, true, true}
}

func TestAfscherming(t *testing.T) {
	leeg := spec.Given(t)
	voorstel := leeg.When(voor("/onderwerp", "/motivering")).Events()
	s := spec.Given(t, voorstel...)
	t.Run("een voorstel noemt de gebeurtenis en de velden, op volgorde", func(t *testing.T) {
		require.Equal(t, []string{"/motivering", "/onderwerp"}, voorstel[0].(AfschermingVoorgesteld).Velden)
		s.When(voor("/motivering", "/onderwerp")).ThenNothing()
		s.When(voor("/motivering")).ThenRefused(ErrAlVoorgesteld)
	})
	t.Run("wat niet af te schermen is wordt geweigerd", func(t *testing.T) {
		leeg.When(voor()).ThenRefused(ErrVelden)
		leeg.When(voor("/a", "/a")).ThenRefused(ErrVelden)
		leeg.When(StelVoor{door("a", 0), Plek{id, "s", []string{"/a"}}, false, true}).ThenRefused(ErrGebeurtenis)
		leeg.When(StelVoor{door("a", 0), Plek{id, "s", []string{"/a"}}, true, false}).ThenRefused(ErrVelden)
	})
	t.Run("een ander besluit of wijst af, binnen de termijn, en over een zaak maar een keer", func(t *testing.T) {
		s.When(StelVast{door("a", 1)}).ThenRefused(recht.ErrVierOgenZelfde)
		s.When(StelVast{door("b", 8)}).ThenRefused(recht.ErrVierOgenVerlopen)
		vast := append(voorstel[:1:1], s.When(StelVast{door("b", 7)}).Events()...)
		require.Equal(t, voorstel[0].(AfschermingVoorgesteld).Plek, vast[1].(AfschermingVastgesteld).Plek)
		spec.Given(t, vast...).When(StelVast{door("c", 2)}).ThenNothing()
		spec.Given(t, vast...).When(WijsAf{door("c", 2)}).ThenRefused(ErrAlBeslist)
		af := append(voorstel[:1:1], s.When(WijsAf{door("b", 1)}).Events()...)
		spec.Given(t, af...).When(StelVast{door("c", 2)}).ThenRefused(ErrAlBeslist)
		leeg.When(StelVast{door("b", 1)}).ThenRefused(ErrNietVoorgesteld)
	})
	t.Run("uitgevoerd wordt alleen wat besloten is", func(t *testing.T) {
		m := MeldUitgevoerd{recht.Opdracht{Op: vandaag.Begin(), Actor: archief.Proces()}, id}
		s.When(m).ThenRefused(ErrNietBesloten)
		vast := append(voorstel[:1:1], s.When(StelVast{door("b", 1)}).Events()...)
		gedaan := spec.Given(t, vast...).When(m).Events()
		require.Equal(t, id, gedaan[0].(GegevensAfgeschermd).Besluit)
		spec.Given(t, append(vast, gedaan...)...).When(m).ThenNothing()
	})
}

func TestHerhaal(t *testing.T) {
	proces := recht.Opdracht{Op: vandaag.Begin(), Actor: archief.Proces()}
	c := Herhaal{Opdracht: proces, Plek: Plek{id, "communicatie-x", []string{"/onderwerp"}}, Besluit: id}
	t.Run("wat een teruggezette kopie niet weet wordt herhaald, en daarna gemeld", func(t *testing.T) {
		e := spec.Given(t).When(c).Events()[0].(AfschermingHerhaald)
		require.Equal(t, "herhaald na terugzetten", e.Motivering)
		require.True(t, Evolve(State{}, e).Herhaald())
		require.Equal(t, c.Plek, Evolve(State{}, e).Plek())
		require.Len(t, spec.Given(t, e).When(MeldUitgevoerd{proces, id}).Events(), 1)
		spec.Given(t, e).When(c).ThenNothing()
	})
	t.Run("zonder velden is er niets te herhalen", func(t *testing.T) {
		spec.Given(t).When(Herhaal{Opdracht: proces, Besluit: id}).ThenRefused(ErrVelden)
	})
}
