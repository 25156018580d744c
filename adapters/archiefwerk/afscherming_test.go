package archiefwerk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/controle"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections/verzuim"
)

const getypt = "Nieuws over Pietje Puk uit de Dorpsstraat"

// brief records a nieuwsbrief in which somebody typed a name.
func brief(w *wereld) (s es.Stream, v envelop.Verzegeld) {
	s = stroom(communicatie.Soort, 99)
	doe(w, communicatie.Decider, s, func(o recht.Opdracht) communicatie.Command {
		o.Motivering = "zie " + getypt
		return communicatie.VerzendNieuwsbrief{Opdracht: o, Onderwerp: getypt, VerzondenOp: o.Vandaag(), Raden: []recht.Gemeentecode{"GM0202"}}
	}, "a")
	vs, err := w.j.Verzegeld(w.t.Context(), s)
	require.NoError(w.t, err)
	return s, vs[0]
}

// schermAf decides, by two persons, to shield fields.
func schermAf(w *wereld, n int, v envelop.Verzegeld, velden ...string) es.Stream {
	w.t.Helper()
	s := stroom(afscherming.Soort, n)
	plek, bestaat, kan, err := w.a.Afschermbaar(w.t.Context(), v.ID, velden)
	require.NoError(w.t, err)
	doe(w, afscherming.Decider, s, func(o recht.Opdracht) afscherming.Command {
		return afscherming.StelVoor{Opdracht: o, Plek: plek, Bestaat: bestaat, Kan: kan}
	}, "archivaris-1")
	doe(w, afscherming.Decider, s, func(o recht.Opdracht) afscherming.Command { return afscherming.StelVast{Opdracht: o} }, "functionaris-2")
	return s
}

func TestAfschermen(t *testing.T) {
	bron, _ := basis(t, 1)
	w := opent(t, bron, later, nil)
	require.NoError(t, w.herstel())
	s, v := brief(w)
	w.bij()
	kop := w.j.Kop()
	voor := w.blijvend(kop)
	require.NotEmpty(t, inBestanden(t, bron, []byte("Pietje")), "control: it is there")
	proces := schermAf(w, 1, v, "/onderwerp")
	require.NoError(t, w.a.VoerUit(t.Context(), w.herbouw))
	w.bij()
	t.Run("het veld is een vaste tekst, de rest van de gebeurtenis staat er nog", func(t *testing.T) {
		r, err := w.j.Read(t.Context(), s)
		require.NoError(t, err)
		e := r[0].Event.(communicatie.NieuwsbriefVerzonden)
		require.Equal(t, envelop.Afgeschermd, e.Onderwerp)
		require.Equal(t, "zie "+getypt, e.Motivering)
		require.False(t, r[0].Replaced)
	})
	schermAf(w, 2, v, "/motivering")
	require.NoError(t, w.a.VoerUit(t.Context(), w.herbouw))
	w.bij()
	t.Run("een tweede veld van dezelfde gebeurtenis kan daarna, en dan staat de naam nergens meer", func(t *testing.T) {
		require.Empty(t, inBestanden(t, bron, []byte("Pietje")))
		require.Empty(t, inBestanden(t, bron, v.Zout[:]))
	})
	t.Run("elk blijvend cijfer is gelijk, en de map klopt met de besluiten", func(t *testing.T) {
		require.Equal(t, voor, w.blijvend(kop))
		u, err := controle.Map(t.Context(), bron, controle.MapOpties{PersoonsdelenVolledig: true, Vervangers: archiefwerk.Besluiten(), Beslist: archiefwerk.Beslist})
		require.NoError(t, err)
		require.Empty(t, u.Afwijkingen)
		require.Len(t, u.Vervangen, 1)
		require.Equal(t, afscherming.Besluittype, u.Vervangen[0].Type)
	})
	t.Run("dat het is uitgevoerd staat vast, en opnieuw openen verandert niets", func(t *testing.T) {
		r, err := w.j.Read(t.Context(), proces)
		require.NoError(t, err)
		require.Len(t, r, 3)
		kop := w.j.Kop()
		w.sluit()
		na := opent(t, bron, later, nil)
		require.NoError(t, na.herstel())
		require.Equal(t, kop, na.j.Kop())
	})
}

// TestAfschermenAgain puts the journal of before back: it is shielded again at the start.
func TestAfschermenAgain(t *testing.T) {
	bron, _ := basis(t, 1)
	w := opent(t, bron, later, nil)
	require.NoError(t, w.herstel())
	_, v := brief(w)
	schermAf(w, 1, v, "/onderwerp")
	schermAf(w, 2, v, "/motivering")
	w.sluit()
	require.NotEmpty(t, inBestanden(t, bron, []byte("Pietje")))
	na := opent(t, bron, later, nil)
	require.NoError(t, na.herstel())
	require.Empty(t, inBestanden(t, bron, []byte("Pietje")))
}

// TestShieldingLeavesThePersonalPart shields a public field of an event about a person.
func TestShieldingLeavesThePersonalPart(t *testing.T) {
	bron, ds := basis(t, 1)
	w := opent(t, bron, later, nil)
	require.NoError(t, w.herstel())
	vs, err := w.j.Verzegeld(t.Context(), ds[0].stroom)
	require.NoError(t, err)
	rijen := rapport(w, verzuim.RapportPerSchool, recht.Datum{}, nil).Uitkomst.Regels
	schermAf(w, 1, vs[0], "/actor/id")
	require.NoError(t, w.a.VoerUit(t.Context(), w.herbouw))
	w.bij()
	require.True(t, leesbaar(w, ds[0].stroom))
	require.Equal(t, rijen, rapport(w, verzuim.RapportPerSchool, recht.Datum{}, nil).Uitkomst.Regels, "it still counts, also for a while")
	besluit(w, 2, ds[0].stroom)
	require.NoError(t, w.a.VoerUit(t.Context(), w.herbouw))
	require.False(t, leesbaar(w, ds[0].stroom))
	klopt(t, w, map[es.Stream]bool{ds[0].stroom: true})
}

func TestWhatCannotBeShielded(t *testing.T) {
	bron, ds := basis(t, 1)
	w := opent(t, bron, later, nil)
	require.NoError(t, w.herstel())
	_, v := brief(w)
	vs, err := w.j.Verzegeld(t.Context(), ds[0].stroom)
	require.NoError(t, err)
	t.Run("een code of een veld dat er niet is kan niet", func(t *testing.T) {
		for _, veld := range []string{"/raden/0", "/grondslag/soort", "/verzondenOp", "/bestaatNiet"} {
			_, bestaat, kan, err := w.a.Afschermbaar(t.Context(), v.ID, []string{veld})
			require.NoError(t, err)
			require.True(t, bestaat)
			require.False(t, kan, veld)
		}
	})
	t.Run("van een vernietigd dossier is niets meer af te schermen", func(t *testing.T) {
		besluit(w, 1, ds[0].stroom)
		_, bestaat, _, err := w.a.Afschermbaar(t.Context(), vs[0].ID, []string{"/actor/id"})
		require.NoError(t, err)
		require.False(t, bestaat)
	})
}

// TestABorrowedDecision replaces an event in the name of a decision about another.
func TestABorrowedDecision(t *testing.T) {
	bron, ds := basis(t, 1)
	w := opent(t, bron, later, nil)
	require.NoError(t, w.herstel())
	lijst := besluit(w, 1, ds[0].stroom)
	require.NoError(t, w.a.VoerUit(t.Context(), w.herbouw))
	r, err := w.j.Read(t.Context(), lijst)
	require.NoError(t, err)
	klopt(t, w, map[es.Stream]bool{ds[0].stroom: true})
	vs, err := w.j.Verzegeld(t.Context(), stroom(communicatie.Soort, 0))
	require.NoError(t, err)
	residu, err := w.codec.Residu(&vs[0])
	require.NoError(t, err)
	require.NoError(t, w.j.VernietigReeks(t.Context(), []journaal.Vervanging{{Positie: vs[0].Positie, Residu: residu}}, r[1].Position))
	u, err := controle.Map(t.Context(), bron, controle.MapOpties{Vervangers: archiefwerk.Besluiten(), Beslist: archiefwerk.Beslist})
	require.NoError(t, err)
	require.Len(t, u.Afwijkingen, 1)
	require.Equal(t, controle.SoortVervanging, u.Afwijkingen[0].Soort)
	require.Equal(t, vs[0].Positie, u.Afwijkingen[0].Positie)
}
