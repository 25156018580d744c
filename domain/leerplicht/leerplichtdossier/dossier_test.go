package leerplichtdossier

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestOpen(t *testing.T) {
	leeg := func(t *testing.T) func(Command) {
		return func(c Command) { spec.Given(t).When(c).ThenRefused(ErrNietGeopend) }
	}
	t.Run("een dossier hoort bij de plicht die op die dag rust", func(t *testing.T) {
		e := spec.Given(t).When(opening()).Events()[0].(LeerplichtdossierGeopend)
		require.Equal(t, leerplicht.Leerplicht, e.Plicht)
		c := opening()
		c.Plicht = leerplicht.Kwalificatieplicht
		spec.Given(t).When(c).ThenRefused(ErrPlicht)
		c.Plicht = leerplicht.GeenPlicht
		spec.Given(t).When(c).ThenRefused(ErrPlicht)
	})
	t.Run("op de laatste dag leerplicht, de dag erna kwalificatieplicht, en vanaf achttien geen van beide", func(t *testing.T) {
		for _, g := range []struct {
			geboren, op string
			plicht      leerplicht.Plicht
			want        *es.Refusal
		}{
			{"2010-03-15", "2026-07-31", leerplicht.Leerplicht, nil},
			{"2010-03-15", "2026-08-01", leerplicht.Leerplicht, ErrPlicht},
			{"2010-03-15", "2026-08-01", leerplicht.Kwalificatieplicht, nil},
			{"2008-10-02", "2026-10-01", leerplicht.Kwalificatieplicht, nil},
			{"2008-10-01", "2026-10-01", leerplicht.Kwalificatieplicht, ErrPlicht},
			{"2008-10-01", "2026-10-01", leerplicht.GeenPlicht, ErrPlicht},
		} {
			c := opening()
			c.Geboren, c.GeopendOp, c.Plicht = es.Prive(dag(g.geboren)), dag(g.op), g.plicht
			if g.want != nil {
				spec.Given(t).When(c).ThenRefused(g.want)
				continue
			}
			require.Len(t, spec.Given(t).When(c).Events(), 1)
		}
	})
	t.Run("elke plicht heeft een eigen soort stroom, dus een eigen bewaartermijn", func(t *testing.T) {
		id := uuid.MustParse("00000000-0000-8000-8000-000000000007")
		require.Equal(t, es.Stream("leerplichtdossier-"+id.String()), Stroom(leerplicht.Leerplicht, id))
		require.Equal(t, es.Stream("kwalificatieplichtdossier-"+id.String()), Stroom(leerplicht.Kwalificatieplicht, id))
	})
	t.Run("nogmaals verandert niets, anders wordt geweigerd", func(t *testing.T) {
		na(t).When(opening()).ThenNothing()
		c := opening()
		c.GeopendOp = dag("2026-09-15")
		na(t).When(c).ThenRefused(ErrAlGeopend)
		c.BSN = es.Persoonlijk[recht.BSN]{}
		na(t).When(c).ThenRefused(leerplicht.ErrPersoonsnummer)
	})
	t.Run("voor de opening gebeurt er niets", func(t *testing.T) {
		for _, c := range []Command{
			gesprek(1), route(VrijwilligeHulp), absoluut("2026-09-01"), ingeschreven("2026-10-01"), signaal("2026-09-01"),
			merk("2026-08-20"), terug("2026-10-01"), sluiting(),
		} {
			leeg(t)(c)
		}
	})
}

func TestGesprek(t *testing.T) {
	t.Run("wat gezegd is blijft persoonlijk", func(t *testing.T) {
		e := na(t).When(gesprek(1)).Events()[0].(GesprekGevoerd)
		verslag, open := e.Verslag.Waarde()
		require.True(t, open)
		require.NotContains(t, e.Zin(), verslag)
		require.Equal(t, "2026-2027", e.Schooljaar)
	})
	t.Run("gesprekken zijn op volgorde genummerd", func(t *testing.T) {
		na(t, gesprek(1)).When(gesprek(1)).ThenNothing()
		na(t).When(gesprek(2)).ThenRefused(ErrNummer)
		require.Len(t, na(t, gesprek(1)).When(gesprek(2)).Events(), 1)
		na(t, sluiting()).When(gesprek(1)).ThenRefused(ErrGesloten)
		c := gesprek(1)
		c.Gesprekssoort = "verhoor"
		na(t).When(c).ThenRefused(leerplicht.ErrWaardeOnbekend)
		c = gesprek(1)
		c.GevoerdOp = dag("2026-09-13")
		na(t).When(c).ThenRefused(ErrVoorOpening)
		c.GevoerdOp = dag("2026-09-14")
		require.Len(t, na(t).When(c).Events(), 1)
	})
}

func TestRoute(t *testing.T) {
	t.Run("route 1 en 3 staan hier, 2 en 4 in een eigen vertrouwelijk dossier", func(t *testing.T) {
		require.Len(t, na(t).When(route(VrijwilligeHulp)).Events(), 1)
		require.Len(t, na(t, route(VrijwilligeHulp)).When(route(VerplichteHulp)).Events(), 1)
		na(t, route(VrijwilligeHulp)).When(route(VrijwilligeHulp)).ThenNothing()
		na(t).When(route("2")).ThenRefused(ErrRouteVertrouwelijk)
		na(t).When(route("4")).ThenRefused(ErrRouteVertrouwelijk)
		na(t).When(route("5")).ThenRefused(leerplicht.ErrWaardeOnbekend)
		na(t, sluiting()).When(route(VrijwilligeHulp)).ThenRefused(ErrGesloten)
		c := route(VrijwilligeHulp)
		c.Opdracht = proces()
		na(t).When(c).ThenRefused(leerplicht.ErrMensBeslist)
	})
}

func TestSluit(t *testing.T) {
	t.Run("een dossier sluit een keer, en neemt een lopende periode mee", func(t *testing.T) {
		require.Len(t, na(t).When(sluiting()).Events(), 1)
		na(t, sluiting()).When(sluiting()).ThenNothing()
		c := sluiting()
		c.Sluitreden = leerplicht.Verhuisd
		na(t, sluiting()).When(c).ThenRefused(ErrGesloten)
		c.Sluitreden = "proces-verbaal"
		na(t).When(c).ThenRefused(leerplicht.ErrWaardeOnbekend)
		s := staat(t, merk("2026-09-01"), sluiting())
		require.True(t, s.IsThuiszitter(dag("2026-10-25")))
		require.False(t, s.IsThuiszitter(dag("2026-10-26")))
		require.Equal(t, "gesloten per 2026-10-26", s.Toestand())
		c = sluiting()
		c.GeslotenOp = dag("2026-09-14")
		na(t, merk("2026-09-14")).When(c).ThenRefused(ErrTerugVoorBegin)
		c.GeslotenOp = dag("2026-09-15")
		require.Len(t, na(t, merk("2026-09-14")).When(c).Events(), 1)
	})
}
