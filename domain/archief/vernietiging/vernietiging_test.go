package vernietiging

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec    = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag = recht.NieuweDatum(2036, 2, 11)
	besluit = uuid.MustParse("00000000-0000-8000-8000-000000000001")
)

const een, twee es.Stream = "halt-00000000-0000-8000-8000-000000000001", "halt-00000000-0000-8000-8000-000000000002"

func door(id string, na int) recht.Opdracht {
	return recht.Opdracht{Op: vandaag.PlusDagen(na).Begin().Add(9 * time.Hour), Actor: recht.Actor{Rol: "archivaris", Organisatie: "MGR", ID: id}}
}

// toe is a file that may be destroyed since the given number of days before today.
func toe(s es.Stream, dagen int) Opgezocht {
	einde := vandaag.PlusJaren(-10).PlusDagen(-dagen)
	return Opgezocht{Stroom: s, Zaak: archief.Zaak{Soort: "halt", Begonnen: einde.PlusDagen(-30), Einde: einde}}
}

func voor(ds ...Opgezocht) StelVoor { return StelVoor{door("a", 0), vandaag, ds} }

func decide(t *testing.T, c Command, s ...Event) []Event {
	t.Helper()
	return spec.Given(t, s...).When(c).Events()
}

func TestStelVoor(t *testing.T) {
	leeg := spec.Given(t)
	t.Run("een lijst noemt elk dossier met zijn regel van de selectielijst, en wie haar voorlegde", func(t *testing.T) {
		es := leeg.When(voor(toe(een, 0), toe(twee, 100))).Events()
		require.Len(t, es, 1)
		e := es[0].(VernietigingVoorgesteld)
		require.Equal(t, []archief.Dossier{{Stroom: een, Selectielijst: "2020", Resultaat: "12.2"}, {Stroom: twee, Selectielijst: "2020", Resultaat: "12.2"}}, e.Dossiers)
		require.Equal(t, "a", e.Voorgelegd.Indiener.ID)
		require.Len(t, e.Regels, 3, "rules are named once")
	})
	t.Run("nog eens hetzelfde voorstellen verandert niets, iets anders wordt geweigerd", func(t *testing.T) {
		s := spec.Given(t, decide(t, voor(toe(een, 0)))...)
		s.When(voor(toe(een, 0))).ThenNothing()
		s.When(voor(toe(twee, 0))).ThenRefused(ErrAlVoorgesteld)
	})
	t.Run("wat niet mag komt niet op een lijst", func(t *testing.T) {
		bewaard, geschil, elders := toe(een, 0), toe(een, 0), toe(een, 0)
		bewaard.Zaak.Bewaard, geschil.Zaak.Geschil, elders.Elders = true, true, true
		leeg.When(voor()).ThenRefused(ErrLeeg)
		leeg.When(voor(toe(een, -1))).ThenRefused(ErrNietToe)
		leeg.When(voor(bewaard)).ThenRefused(ErrNietToe)
		leeg.When(voor(toe(twee, 0), geschil)).ThenRefused(ErrNietToe)
		leeg.When(voor(elders)).ThenRefused(ErrDubbel)
		leeg.When(voor(toe(een, 0), toe(een, 0))).ThenRefused(ErrDubbel)
		var veel []Opgezocht
		for i := range MaxDossiers + 1 {
			veel = append(veel, toe(es.Stream(fmt.Sprintf("halt-%d", i)), 0))
		}
		leeg.When(voor(veel...)).ThenRefused(ErrTeVeel)
		require.Len(t, leeg.When(voor(veel[1:]...)).Events(), 1)
	})
	t.Run("de peildatum is niet leeg en ligt niet na vandaag", func(t *testing.T) {
		leeg.When(StelVoor{door("a", 0), recht.Datum{}, []Opgezocht{toe(een, 0)}}).ThenRefused(ErrInToekomst)
		leeg.When(StelVoor{door("a", 0), vandaag.PlusDagen(1), []Opgezocht{toe(een, 0)}}).ThenRefused(ErrInToekomst)
	})
	t.Run("een proces stelt niets voor", func(t *testing.T) {
		leeg.When(StelVoor{recht.Opdracht{Op: vandaag.Begin(), Actor: archief.Proces()}, vandaag, []Opgezocht{toe(een, 0)}}).ThenRefused(recht.ErrVierOgenPersoon)
	})
}

func TestStelVast(t *testing.T) {
	voorstel := decide(t, voor(toe(een, 0), toe(twee, 0)))
	s := spec.Given(t, voorstel...)
	beide := []Opgezocht{toe(een, 0), toe(twee, 0)}
	t.Run("een ander besluit, tot en met de zevende dag", func(t *testing.T) {
		for _, na := range []int{0, 7} {
			e := s.When(StelVast{door("b", na), beide}).Events()[0].(VernietigingslijstVastgesteld)
			require.Len(t, e.Dossiers, 2)
			require.Empty(t, e.Aangehouden)
		}
		s.When(StelVast{door("b", 8), beide}).ThenRefused(recht.ErrVierOgenVerlopen)
	})
	t.Run("wie voorstelde besluit niet, ook niet in een andere rol", func(t *testing.T) {
		o := door("a", 1)
		o.Actor.Rol = "functionaris-gegevensbescherming"
		s.When(StelVast{o, beide}).ThenRefused(recht.ErrVierOgenZelfde)
		s.When(WijsAf{o}).ThenRefused(recht.ErrVierOgenZelfde)
	})
	t.Run("wat inmiddels wordt aangehouden valt af; is dat alles, dan is er geen besluit", func(t *testing.T) {
		bewaard := toe(twee, 0)
		bewaard.Zaak.Bewaard = true
		e := s.When(StelVast{door("b", 1), []Opgezocht{toe(een, 0), bewaard}}).Events()[0].(VernietigingslijstVastgesteld)
		require.Equal(t, een, e.Dossiers[0].Stroom)
		require.Equal(t, []archief.Aangehouden{{Dossier: archief.Dossier{Stroom: twee, Selectielijst: "2020", Resultaat: "12.2"}, Reden: archief.Bewaring}}, e.Aangehouden)
		ander := toe(een, 0)
		ander.Zaak.Geschil = true
		s.When(StelVast{door("b", 1), []Opgezocht{ander, bewaard}}).ThenRefused(ErrAllesAangehouden)
	})
	t.Run("besloten wordt over de lijst van het voorstel, niet over een andere", func(t *testing.T) {
		s.When(StelVast{door("b", 1), beide[:1]}).ThenRefused(ErrLijstAnders)
		s.When(StelVast{door("b", 1), []Opgezocht{beide[1], beide[0]}}).ThenRefused(ErrLijstAnders)
	})
	t.Run("zonder voorstel is er niets te besluiten, en na een afwijzing ook niet", func(t *testing.T) {
		spec.Given(t).When(StelVast{door("b", 1), nil}).ThenRefused(ErrNietVoorgesteld)
		spec.Given(t).When(WijsAf{door("b", 1)}).ThenRefused(ErrNietVoorgesteld)
		af := append(voorstel[:1:1], decide(t, WijsAf{door("b", 1)}, voorstel...)...)
		spec.Given(t, af...).When(StelVast{door("c", 1), beide}).ThenRefused(ErrAlBeslist)
		spec.Given(t, af...).When(WijsAf{door("c", 1)}).ThenNothing()
	})
	t.Run("na het besluit verandert een tweede besluit niets, en is afwijzen te laat", func(t *testing.T) {
		na := spec.Given(t, append(voorstel[:1:1], decide(t, StelVast{door("b", 1), beide}, voorstel...)...)...)
		na.When(StelVast{door("c", 2), beide}).ThenNothing()
		na.When(WijsAf{door("c", 2)}).ThenRefused(ErrAlBeslist)
	})
}

func TestVerklaar(t *testing.T) {
	voorstel := decide(t, voor(toe(een, 0), toe(twee, 0)))
	besloten := append(voorstel[:1:1], decide(t, StelVast{door("b", 1), []Opgezocht{toe(een, 0), toe(twee, 0)}}, voorstel...)...)
	o := recht.Opdracht{Op: vandaag.PlusDagen(1).Begin(), Actor: archief.Proces()}
	c := Verklaar{o, besluit, 7, 2}
	t.Run("de verklaring zegt wat, op welke grond, hoe, en vanaf wanneer niets terugkomt; zij noemt geen dossier", func(t *testing.T) {
		e := spec.Given(t, besloten...).When(c).Events()[0].(GegevensVernietigd)
		require.Equal(t, []Aantal{{"2020", "12.2", 2}}, e.Specificatie)
		require.Equal(t, "Archiefbesluit 1995 art. 8", e.Grondslag.String())
		require.Equal(t, vandaag.PlusDagen(31), e.OnherroepelijkOp)
		require.NotContains(t, fmt.Sprintf("%+v", e), "halt-")
		spec.Given(t, append(besloten, e)...).When(c).ThenNothing()
	})
	t.Run("zonder besluit is er niets te verklaren", func(t *testing.T) {
		spec.Given(t, voorstel...).When(c).ThenRefused(ErrNietBesloten)
	})
}

func TestToestand(t *testing.T) {
	voorstel := decide(t, voor(toe(een, 0)))
	s := spec.Decider.Fold(voorstel...)
	require.Equal(t, "1 dossier voorgesteld; te beslissen uiterlijk op 2036-02-18", s.Toestand())
	require.True(t, s.Wacht(vandaag.PlusDagen(7).Begin()))
	require.False(t, s.Wacht(vandaag.PlusDagen(8).Begin()))
	require.Equal(t, "niet voorgesteld", State{}.Toestand())
}

func TestHerhaal(t *testing.T) {
	ds := []archief.Dossier{{Stroom: een, Selectielijst: "2020", Resultaat: "12.2"}}
	proces := recht.Opdracht{Op: vandaag.Begin().Add(9 * time.Hour), Actor: archief.Proces(), Gesimuleerd: true}
	c := Herhaal{Opdracht: proces, Besluit: besluit, Dossiers: ds}
	t.Run("wat een teruggezette kopie niet weet wordt herhaald, en daarna verklaard", func(t *testing.T) {
		e := decide(t, c)[0].(VernietigingHerhaald)
		require.Equal(t, "herhaald na terugzetten", e.Motivering)
		require.Equal(t, besluit, e.Herhaalt)
		v := spec.Given(t, e).When(Verklaar{Opdracht: proces, Besluit: besluit}).Events()[0].(GegevensVernietigd)
		require.True(t, v.Gesimuleerd)
		require.Equal(t, 1, v.Specificatie[0].Dossiers)
		require.Contains(t, Evolve(State{}, e).Toestand(), "2036-02-11")
	})
	t.Run("ook als de kopie alleen het voorstel kent; wat zij wel besloot niet nog eens", func(t *testing.T) {
		voorstel := decide(t, voor(toe(een, 0)))
		require.Len(t, decide(t, c, voorstel...), 1)
		besloten := append(voorstel, decide(t, StelVast{door("b", 1), []Opgezocht{toe(een, 0)}}, voorstel...)...)
		spec.Given(t, besloten...).When(Herhaal{Opdracht: door("a", 2), Besluit: besluit, Dossiers: ds}).ThenNothing()
	})
	t.Run("een lege of te lange lijst wordt geweigerd", func(t *testing.T) {
		spec.Given(t).When(Herhaal{Opdracht: proces, Besluit: besluit}).ThenRefused(ErrLeeg)
		spec.Given(t).When(Herhaal{Opdracht: proces, Besluit: besluit, Dossiers: make([]archief.Dossier, MaxDossiers+1)}).ThenRefused(ErrTeVeel)
	})
}
