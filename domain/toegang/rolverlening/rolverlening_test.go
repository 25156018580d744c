package rolverlening

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec  = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	begin = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)
	een   = recht.Actor{Rol: "beheerder", Organisatie: "MGR", ID: "een"}
	twee  = recht.Actor{Rol: "bestuurssecretaris", Organisatie: "MGR", ID: "twee"}
	drie  = recht.Actor{Rol: "beheerder", Organisatie: "MGR", ID: "drie"}
)

func door(a recht.Actor, na time.Duration) recht.Opdracht {
	return recht.Opdracht{Op: begin.Add(na), Actor: a}
}

func auditor() Verlening {
	return Verlening{Rol: "auditor", Organisatie: "MGR", Begunstigde: "drie", Tot: recht.NieuweDatum(2027, 3, 1)}
}

func voorstel(v Verlening) StelVoor {
	return StelVoor{Opdracht: door(een, 0), Verlening: v, Past: true}
}

// na returns the scenario after cs, each carried out.
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

func TestStelVoor(t *testing.T) {
	t.Run("een voorstel verleent nog niets", func(t *testing.T) {
		e := na(t).When(voorstel(auditor())).Events()[0].(RolVoorgesteld)
		require.Equal(t, recht.VierOgen{Indiener: een, Op: begin}, e.Voorgelegd)
		require.Equal(t, auditor(), e.Verlening)
		require.Equal(t, "ROL_LOOPTIJD", e.Regels[0].Code)
		require.False(t, Evolve(State{}, e).Geldt(recht.DatumVan(begin)))
	})
	t.Run("alleen een rol die ver reikt vraagt twee mensen", func(t *testing.T) {
		v := auditor()
		v.Rol = "griffier"
		na(t).When(voorstel(v)).ThenRefused(ErrRolOnbekend)
		require.False(t, Bevoorrecht("school"))
		require.True(t, Bevoorrecht("beheerder"))
	})
	t.Run("de laatste dag ligt in de toekomst en hooguit een jaar vooruit", func(t *testing.T) {
		for d, fout := range map[recht.Datum]error{
			{}:                              ErrEinddag,
			recht.NieuweDatum(2026, 11, 24): ErrEinddag,
			recht.NieuweDatum(2026, 11, 25): nil,
			recht.NieuweDatum(2027, 11, 24): nil,
			recht.NieuweDatum(2027, 11, 25): ErrEinddag,
		} {
			v := auditor()
			v.Tot = d
			if fout != nil {
				na(t).When(voorstel(v)).ThenRefused(ErrEinddag)
				continue
			}
			require.Len(t, na(t).When(voorstel(v)).Events(), 1)
		}
	})
	t.Run("een houder die niet bij de rol past, of een proces als indiener", func(t *testing.T) {
		c := voorstel(auditor())
		c.Past = false
		na(t).When(c).ThenRefused(ErrHouderOnvolledig)
		c = voorstel(auditor())
		c.Actor = recht.Actor{Rol: "proces", ID: "x"}
		na(t).When(c).ThenRefused(recht.ErrVierOgenPersoon)
	})
	t.Run("nogmaals verandert niets, een ander voorstel in dezelfde stroom kan niet", func(t *testing.T) {
		na(t, voorstel(auditor())).When(voorstel(auditor())).ThenNothing()
		v := auditor()
		v.Rol = "beheerder"
		na(t, voorstel(auditor())).When(voorstel(v)).ThenRefused(ErrAlVoorgesteld)
	})
}

func TestBeoordeel(t *testing.T) {
	t.Run("een ander bekrachtigt, en dan geldt de rol tot haar einddag", func(t *testing.T) {
		e := na(t, voorstel(auditor())).When(Bekrachtig{door(twee, time.Hour)}).Events()[0].(RolBekrachtigd)
		require.Equal(t, auditor(), e.Verlening)
		require.Equal(t, "VIER_OGEN_TERMIJN", e.Regels[0].Code)
		s := Evolve(Evolve(State{}, RolVoorgesteld{Verlening: auditor()}), e)
		require.True(t, s.Geldt(recht.NieuweDatum(2027, 2, 28)))
		require.False(t, s.Geldt(recht.NieuweDatum(2027, 3, 1)))
	})
	t.Run("wie voorstelde bekrachtigt niet, ook niet in een andere rol", func(t *testing.T) {
		na(t, voorstel(auditor())).When(Bekrachtig{door(een, time.Hour)}).ThenRefused(recht.ErrVierOgenZelfde)
		na(t, voorstel(auditor())).When(Bekrachtig{door(recht.Actor{Rol: "bestuurssecretaris", ID: "een"}, time.Hour)}).ThenRefused(recht.ErrVierOgenZelfde)
		na(t, voorstel(auditor())).When(WijsAf{door(een, time.Hour)}).ThenRefused(recht.ErrVierOgenZelfde)
	})
	t.Run("wie de rol krijgt beoordeelt haar niet", func(t *testing.T) {
		na(t, voorstel(auditor())).When(Bekrachtig{door(drie, time.Hour)}).ThenRefused(ErrEigenRol)
	})
	t.Run("na zeven dagen moet het opnieuw worden voorgesteld", func(t *testing.T) {
		require.Len(t, na(t, voorstel(auditor())).When(Bekrachtig{door(twee, 7*24*time.Hour)}).Events(), 1)
		na(t, voorstel(auditor())).When(Bekrachtig{door(twee, 8*24*time.Hour)}).ThenRefused(recht.ErrVierOgenVerlopen)
	})
	t.Run("er is een beslissing, en zonder voorstel geen", func(t *testing.T) {
		na(t).When(Bekrachtig{door(twee, 0)}).ThenRefused(ErrNietVoorgesteld)
		na(t, voorstel(auditor()), Bekrachtig{door(twee, 0)}).When(Bekrachtig{door(twee, 0)}).ThenNothing()
		na(t, voorstel(auditor()), Bekrachtig{door(twee, 0)}).When(WijsAf{door(twee, 0)}).ThenRefused(ErrAlBeslist)
		na(t, voorstel(auditor()), WijsAf{door(twee, 0)}).When(Bekrachtig{door(twee, 0)}).ThenRefused(ErrAlBeslist)
	})
}

func TestTrekIn(t *testing.T) {
	t.Run("een is genoeg om de rol in te trekken, ook wie haar voorstelde", func(t *testing.T) {
		e := na(t, voorstel(auditor()), Bekrachtig{door(twee, 0)}).When(TrekIn{door(een, time.Hour)}).Events()[0].(RolIngetrokken)
		require.Equal(t, auditor(), e.Verlening)
		s := State{Stand: Verleend, Verlening: auditor()}
		require.False(t, Evolve(s, e).Geldt(recht.DatumVan(begin)))
	})
	t.Run("nogmaals verandert niets, en wat niet is verleend is niet in te trekken", func(t *testing.T) {
		na(t, voorstel(auditor()), Bekrachtig{door(twee, 0)}, TrekIn{door(een, 0)}).When(TrekIn{door(een, 0)}).ThenNothing()
		na(t, voorstel(auditor())).When(TrekIn{door(een, 0)}).ThenRefused(ErrNietVerleend)
		na(t).When(TrekIn{door(een, 0)}).ThenRefused(ErrNietVerleend)
	})
}
