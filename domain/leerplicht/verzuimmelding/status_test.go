package verzuimmelding

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestStatussen(t *testing.T) {
	t.Run("in behandeling en afgesloten zet de gemeente, ingetrokken de school", func(t *testing.T) {
		e := na(t, ontvangst()).When(behandel()).Events()[0].(VerzuimmeldingInBehandelingGenomen)
		require.Equal(t, dossier, e.Dossier)
		require.Equal(t, "DUO_STATUS", e.Regels[0].Code)
		require.Equal(t, leerplicht.Leerplichtambtenaar, e.Orgaan)
		require.Equal(t, leerplicht.OrgaanSchool, na(t, ontvangst()).When(intrekking()).Events()[0].(VerzuimmeldingIngetrokken).Orgaan)

		b, k, i, s := behandel(), kennisgeving(), intrekking(), sluiting()
		b.Door, k.Door, i.Door, s.Door = School, School, Gemeente, School
		na(t, ontvangst()).When(b).ThenRefused(ErrStatusVanAnder)
		na(t, ontvangst()).When(k).ThenRefused(ErrStatusVanAnder)
		na(t, ontvangst()).When(i).ThenRefused(ErrStatusVanAnder)
		na(t, ontvangst(), behandel()).When(s).ThenRefused(ErrStatusVanAnder)
	})
	t.Run("nogmaals verandert niets, en anders wordt geweigerd", func(t *testing.T) {
		na(t, ontvangst(), behandel()).When(behandel()).ThenNothing()
		na(t, ontvangst(), kennisgeving()).When(kennisgeving()).ThenNothing()
		na(t, ontvangst(), intrekking()).When(intrekking()).ThenNothing()
		na(t, ontvangst(), behandel(), sluiting()).When(sluiting()).ThenNothing()
		b, k, i, s := behandel(), kennisgeving(), intrekking(), sluiting()
		b.GenomenOp, k.AangenomenOp, i.IngetrokkenOp = vandaag, vandaag, vandaag
		s.Sluitreden = leerplicht.VervolgElders
		na(t, ontvangst(), behandel()).When(b).ThenRefused(ErrAlInBehandeling)
		na(t, ontvangst(), kennisgeving()).When(k).ThenRefused(ErrAlAfgehandeld)
		na(t, ontvangst(), intrekking()).When(i).ThenRefused(ErrAlAfgehandeld)
		na(t, ontvangst(), behandel(), sluiting()).When(s).ThenRefused(ErrAlAfgehandeld)
	})
	t.Run("een melding volgt een weg", func(t *testing.T) {
		na(t, ontvangst()).When(sluiting()).ThenRefused(ErrNietInBehandeling)
		na(t, ontvangst(), behandel()).When(kennisgeving()).ThenRefused(ErrAlInBehandeling)
		for _, einde := range []Command{kennisgeving(), intrekking()} {
			na(t, ontvangst(), einde).When(behandel()).ThenRefused(ErrAlAfgehandeld)
			na(t, ontvangst(), einde).When(sluiting()).ThenRefused(ErrAlAfgehandeld)
		}
		na(t, ontvangst(), behandel(), sluiting()).When(kennisgeving()).ThenRefused(ErrAlAfgehandeld)
	})
	t.Run("de school trekt in tot de melding is afgesloten", func(t *testing.T) {
		require.Len(t, na(t, ontvangst(), kennisgeving()).When(intrekking()).Events(), 1)
		require.Len(t, na(t, ontvangst(), behandel()).When(intrekking()).Events(), 1)
		na(t, ontvangst(), behandel(), sluiting()).When(intrekking()).ThenRefused(ErrAlAfgehandeld)
	})
	t.Run("de dagen volgen elkaar op en liggen niet in de toekomst", func(t *testing.T) {
		b, s := behandel(), sluiting()
		b.GenomenOp = dag("2026-10-15")
		na(t, ontvangst()).When(b).ThenRefused(ErrVoorOntvangst)
		b.GenomenOp = dag("2026-10-16")
		require.Len(t, na(t, ontvangst()).When(b).Events(), 1)
		s.AfgeslotenOp = dag("2026-10-18")
		na(t, ontvangst(), behandel()).When(s).ThenRefused(ErrVoorBehandeling)
		s.AfgeslotenOp = dag("2026-10-19")
		require.Len(t, na(t, ontvangst(), behandel()).When(s).Events(), 1)
		s.AfgeslotenOp = vandaag.PlusDagen(1)
		na(t, ontvangst(), behandel()).When(s).ThenRefused(leerplicht.ErrInToekomst)
		s.AfgeslotenOp = recht.Datum{}
		na(t, ontvangst(), behandel()).When(s).ThenRefused(leerplicht.ErrDagOntbreekt)
	})
	t.Run("een reden die niet bestaat wordt geweigerd", func(t *testing.T) {
		for _, r := range []leerplicht.Sluitreden{"", "halt", "proces-verbaal"} {
			s := sluiting()
			s.Sluitreden = r
			na(t, ontvangst(), behandel()).When(s).ThenRefused(leerplicht.ErrWaardeOnbekend)
		}
	})
}

func TestLeverStatus(t *testing.T) {
	t.Run("alleen de eigen status die de melding heeft wordt geleverd", func(t *testing.T) {
		e := na(t, ontvangst(), behandel()).When(levering(InBehandeling)).Events()[0].(VerzuimStatusAanDUOGeleverd)
		require.Equal(t, "Besluit register onderwijsdeelnemers art. 21 lid 4", e.Grondslag.String())
		na(t, ontvangst(), behandel(), levering(InBehandeling)).When(levering(InBehandeling)).ThenNothing()
		na(t, ontvangst(), behandel()).When(levering(Afgesloten)).ThenRefused(ErrStatusAnders)
		na(t, ontvangst()).When(levering(Geregistreerd)).ThenRefused(ErrStatusVanAnder)
		na(t, ontvangst(), intrekking()).When(levering(Ingetrokken)).ThenRefused(ErrStatusVanAnder)
		na(t, ontvangst()).When(levering("weg")).ThenRefused(ErrStatusVervallen)
		c := levering(InBehandeling)
		c.GeleverdOp = recht.Datum{}
		na(t, ontvangst(), behandel()).When(c).ThenRefused(leerplicht.ErrDagOntbreekt)
	})
	t.Run("overgedragen aan derden bestond tot en met 11 augustus 2020 en is daarna alleen te lezen", func(t *testing.T) {
		oud := ontvangst()
		oud.Begindatum, oud.Einddatum, oud.OntvangenOp = dag("2020-06-01"), dag("2020-06-12"), dag("2020-06-15")
		b := behandel()
		b.GenomenOp = dag("2020-06-16")
		c := levering(Overgedragen)
		c.GeleverdOp = dag("2020-08-12")
		na(t, oud, b).When(c).ThenRefused(ErrStatusVervallen)
		c.GeleverdOp = dag("2020-08-11")
		require.Len(t, na(t, oud, b).When(c).Events(), 1)
		require.Equal(t, Overgedragen, staat(t, oud, b, c).Status())
		require.True(t, na(t, oud, b).When(c).Events()[0].Verantwoordt().Regels[0].Aangenomen)
		require.False(t, na(t, ontvangst()).When(behandel()).Events()[0].Verantwoordt().Regels[0].Aangenomen)
		na(t, oud, b, c).When(c).ThenNothing()
		na(t, oud).When(c).ThenRefused(ErrStatusAnders)
		na(t, oud, b, c).When(levering(Overgedragen)).ThenRefused(ErrStatusVervallen)
		require.Equal(t, Afgesloten, staat(t, oud, b, c, sluiting()).Status())
	})
	t.Run("voor die dag was leveren een feitelijke handeling", func(t *testing.T) {
		oud := ontvangst()
		oud.Opdracht = opDag(dag("2020-08-11"))
		oud.Begindatum, oud.Einddatum, oud.OntvangenOp = dag("2020-06-01"), dag("2020-06-12"), dag("2020-06-15")
		b := behandel()
		b.Opdracht, b.GenomenOp = oud.Opdracht, dag("2020-06-16")
		c := LeverStatus{Opdracht: oud.Opdracht, Status: InBehandeling, GeleverdOp: dag("2020-06-16")}
		require.Equal(t, recht.FeitelijkeHandeling, na(t, oud, b).When(c).Events()[0].Verantwoordt().Grondslag)
	})
}
