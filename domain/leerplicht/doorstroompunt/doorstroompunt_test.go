package doorstroompunt

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestSignaleer(t *testing.T) {
	for _, c := range []struct {
		naam, geboren, op string
		want              *es.Refusal
	}{
		{"tot 2026 wordt wie drieentwintig is niet meer gevolgd", "2002-12-31", "2025-12-31", ErrBovenGrens},
		{"de dag voor de verjaardag wel", "2003-01-01", "2025-12-31", nil},
		{"vanaf 1 januari 2026 wel", "2002-12-31", "2026-01-01", nil},
		{"tot de zevenentwintigste verjaardag", "1999-09-08", "2026-09-07", nil},
		{"en niet meer op die dag", "1999-09-07", "2026-09-07", ErrBovenGrens},
	} {
		t.Run(c.naam, func(t *testing.T) {
			o := na(t).When(signaal(c.geboren, c.op))
			if c.want != nil {
				o.ThenRefused(c.want)
				return
			}
			require.Equal(t, "RMC_LEEFTIJD", o.Events()[0].Verantwoordt().Regels[0].Code)
		})
	}
	t.Run("nogmaals verandert niets, anders wordt geweigerd", func(t *testing.T) {
		na(t, begin()).When(begin()).ThenNothing()
		na(t, begin()).When(signaal("2006-03-15", "2026-09-08")).ThenRefused(ErrAlGesignaleerd)
		c := begin()
		c.Bron = "roddel"
		na(t).When(c).ThenRefused(leerplicht.ErrWaardeOnbekend)
		c = begin()
		c.GesignaleerdOp = recht.Datum{}
		na(t).When(c).ThenRefused(leerplicht.ErrDagOntbreekt)
		c = begin()
		c.GesignaleerdOp = vandaag.PlusDagen(1)
		na(t).When(c).ThenRefused(leerplicht.ErrInToekomst)
		c = begin()
		c.Gemeente = "GM0363"
		na(t).When(c).ThenRefused(leerplicht.ErrGemeenteOnbekend)
		na(t).When(contact(1)).ThenRefused(ErrNietGesignaleerd)
	})
	t.Run("de stroom is een eigen soort", func(t *testing.T) {
		id := uuid.MustParse("00000000-0000-8000-8000-000000000007")
		require.Equal(t, es.Stream("doorstroompunt-"+id.String()), Stroom(id))
	})
}

func TestVolgen(t *testing.T) {
	t.Run("contacten zijn op volgorde genummerd en wat gezegd is blijft persoonlijk", func(t *testing.T) {
		e := na(t, begin()).When(contact(1)).Events()[0].(DoorstroompuntContactGelegd)
		verslag, _ := e.Verslag.Waarde()
		require.NotContains(t, e.Zin(), verslag)
		na(t, begin(), contact(1)).When(contact(1)).ThenNothing()
		na(t, begin()).When(contact(2)).ThenRefused(ErrNummer)
		c := contact(1)
		c.GelegdOp = dag("2026-09-06")
		na(t, begin()).When(c).ThenRefused(ErrVoorSignalering)
		na(t, begin(), diploma(Havo)).When(contact(1)).ThenRefused(ErrAfgelopen)
	})
	t.Run("een traject tegelijk, en het eindigt in werk of niet", func(t *testing.T) {
		na(t, begin(), start(1, "2026-09-21")).When(start(1, "2026-09-21")).ThenNothing()
		na(t, begin(), start(1, "2026-09-21")).When(start(2, "2026-09-22")).ThenRefused(ErrLooptAl)
		na(t, begin()).When(start(2, "2026-09-21")).ThenRefused(ErrNummer)
		na(t, begin()).When(klaar(1, "2026-10-01", Werk)).ThenRefused(ErrGeenTraject)
		na(t, begin(), start(1, "2026-09-21")).When(klaar(1, "2026-09-20", Werk)).ThenRefused(ErrGeenTraject)
		require.Len(t, na(t, begin(), start(1, "2026-09-21")).When(klaar(1, "2026-09-21", GeenWerk)).Events(), 1)
		h := []Command{begin(), start(1, "2026-09-21"), klaar(1, "2026-10-01", Werk)}
		na(t, h...).When(klaar(1, "2026-10-01", Werk)).ThenNothing()
		na(t, h...).When(klaar(1, "2026-10-02", Werk)).ThenRefused(ErrAlAfgesloten)
		na(t, h...).When(start(2, "2026-09-30")).ThenRefused(ErrLooptAl)
		require.Len(t, na(t, h...).When(start(2, "2026-10-01")).Events(), 1)
		na(t, h...).When(start(1, "2026-09-22")).ThenRefused(ErrNummer)
		c := start(1, "2026-09-21")
		c.Trajectsoort = NaarSchool
		na(t, h...).When(c).ThenRefused(ErrNummer)
		c.Trajectsoort = "naar-buiten"
		na(t, begin()).When(c).ThenRefused(leerplicht.ErrWaardeOnbekend)
		na(t, begin(), start(1, "2026-09-21")).When(klaar(1, "2026-10-01", "misschien")).ThenRefused(leerplicht.ErrWaardeOnbekend)
		na(t, begin(), diploma(Havo)).When(start(1, "2026-10-31")).ThenRefused(ErrAfgelopen)
	})
	t.Run("de toestand zegt hoe het ervoor staat", func(t *testing.T) {
		toestand := func(cs ...Command) string { return Decider.Fold(spec.Played(t, cs...)...).Toestand() }
		require.Equal(t, "niet gesignaleerd", toestand())
		require.Equal(t, "gevolgd sinds 2026-09-07", toestand(begin()))
		require.Equal(t, "in traject (naar werk)", toestand(begin(), start(1, "2026-09-21")))
		require.Equal(t, "gevolgd sinds 2026-09-07", toestand(begin(), start(1, "2026-09-21"), klaar(1, "2026-10-01", Werk)))
		require.Equal(t, "startkwalificatie behaald", toestand(begin(), start(1, "2026-09-21"), diploma(Havo)))
	})
	t.Run("een startkwalificatie eindigt het volgen", func(t *testing.T) {
		require.Len(t, na(t, begin()).When(diploma(MBO2EnHoger)).Events(), 1)
		na(t, begin(), diploma(Havo)).When(diploma(Havo)).ThenNothing()
		na(t, begin(), diploma(Havo)).When(diploma(Vwo)).ThenRefused(ErrAfgelopen)
		na(t, begin()).When(diploma("mbo-1")).ThenRefused(leerplicht.ErrWaardeOnbekend)
		require.False(t, Decider.Fold(spec.Played(t, begin(), diploma(Havo))...).Gevolgd())
		require.True(t, Decider.Fold(spec.Played(t, begin())...).Gevolgd())
	})
}

func TestLeeftijdsgrens(t *testing.T) {
	oud := func(geboren string) SignaleerVSV {
		c := signaal(geboren, "2025-09-01")
		c.Opdracht = opDag(dag("2025-09-01"))
		return c
	}
	t.Run("wie in 2025 drieentwintig werd was toen klaar, wie het in 2026 wordt niet", func(t *testing.T) {
		e := na(t, oud("2002-12-31")).When(grens("2002-12-31", "2025-12-31")).Events()[0].(LeeftijdsgrensBereikt)
		require.Equal(t, 23, e.Grens)
		bereikt, open := e.BereiktOp.Waarde()
		require.True(t, open)
		require.Equal(t, dag("2025-12-31"), bereikt)
		na(t, oud("2002-12-31")).When(grens("2002-12-31", "2025-12-30")).ThenRefused(ErrGrensNietBereikt)
		na(t, oud("2002-12-31")).When(grens("2002-12-31", "2026-01-01")).ThenRefused(ErrGrensNietBereikt)
		na(t, oud("2003-01-01")).When(grens("2003-01-01", "2026-01-01")).ThenRefused(ErrGrensNietBereikt)
		na(t, oud("2003-01-01")).When(grens("2003-01-01", "2029-12-31")).ThenRefused(ErrGrensNietBereikt)
		e = na(t, oud("2003-01-01")).When(grens("2003-01-01", "2030-01-01")).Events()[0].(LeeftijdsgrensBereikt)
		require.Equal(t, 27, e.Grens)
	})
	t.Run("het openbare deel toont de dag van vastleggen en niet de verjaardag", func(t *testing.T) {
		c := grens("2002-12-01", "2025-12-15")
		c.GeldigVanaf = dag("2025-12-01")
		e := na(t, oud("2002-12-01")).When(c).Events()[0].(LeeftijdsgrensBereikt)
		require.Equal(t, dag("2025-12-15"), e.GeldigVanaf)
		require.NotContains(t, e.Zin(), "2025-12-01")
	})
	t.Run("nogmaals verandert niets, en na een diploma is er geen grens meer", func(t *testing.T) {
		na(t, oud("2002-12-01"), grens("2002-12-01", "2025-12-15")).When(grens("2002-12-01", "2025-12-16")).ThenNothing()
		na(t, begin(), diploma(Havo)).When(grens("1999-01-01", "2026-11-02")).ThenRefused(ErrAfgelopen)
		c := grens("2002-12-01", "2025-12-15")
		c.Geboren = es.Persoonlijk[recht.Datum]{}
		na(t, oud("2002-12-01")).When(c).ThenRefused(leerplicht.ErrPersoonOnvolledig)
	})
}
