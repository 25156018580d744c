package werkgeversservicepunt

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestIndeling(t *testing.T) {
	goed := Indeling{"GM0202", "GM0202", "arnhem-zuid", Participatiewet}
	t.Run("een gemeente of het UWV levert aan, en wie betaalt past daarbij", func(t *testing.T) {
		for _, c := range []struct {
			i    Indeling
			want error
		}{
			{goed, nil},
			{Indeling{"GM0275", UWV, "ab", Doelgroepregister}, nil},
			{Indeling{"", UWV, "ab", Doelgroepregister}, nil},
			{Indeling{"", UWV, "ab", WW}, nil},
			{Indeling{"GM0202", "GM0363", "ab", Participatiewet}, ErrKetenpartner},
			{Indeling{"GM0202", "", "ab", Participatiewet}, ErrKetenpartner},
			{Indeling{"GM0202", UWV, "ab", WW}, ErrBetaler},
			{Indeling{"", UWV, "ab", Participatiewet}, ErrBetaler},
			{Indeling{"", "GM0202", "ab", Doelgroepregister}, ErrBetaler},
			{Indeling{"GM0363", UWV, "ab", Participatiewet}, ErrBetaler},
			{Indeling{"GM0202", "GM0202", "ab", "anders"}, ErrDoelgroep},
		} {
			require.ErrorIs(t, c.i.Keur(), c.want, "%+v", c.i)
			if c.want == nil {
				require.NoError(t, c.i.Keur())
			}
		}
	})
	t.Run("een subregio is een code", func(t *testing.T) {
		for _, s := range []Subregio{"", "a", "Arnhem", "a_b", "-ab", "ab-", "a b", Subregio(strings.Repeat("a", 41))} {
			i := goed
			i.Subregio = s
			require.ErrorIs(t, i.Keur(), ErrSubregio, "%q", s)
		}
		require.True(t, Subregio(strings.Repeat("a", 40)).Geldig())
	})
}

func TestSector(t *testing.T) {
	t.Run("een SBI-code hoort bij een sectie", func(t *testing.T) {
		for sbi, want := range map[SBI]Sector{
			"01": "A", "03": "A", "06": "B", "10": "C", "33": "C", "35": "D", "36": "E", "41": "F", "4711": "G", "49": "H", "56": "I", "58": "J",
			"64": "K", "68": "L", "69": "M", "77": "N", "84": "O", "85": "P", "88101": "Q", "93": "R", "94": "S", "97": "T", "99": "U",
		} {
			s, err := sbi.Sector()
			require.NoError(t, err, sbi)
			require.Equal(t, want, s, sbi)
			require.True(t, s.Geldig())
		}
		for _, sbi := range []SBI{"", "1", "00", "04", "34", "89", "8a", "881011"} {
			_, err := sbi.Sector()
			require.ErrorIs(t, err, ErrSector, "%q", sbi)
		}
		require.False(t, Sector("V").Geldig())
		require.False(t, Sector("").Geldig())
	})
}

func TestRegels(t *testing.T) {
	d := recht.NieuweDatum(2020, 1, 6)
	t.Run("zesentwintig weken eindigen op de dag ervoor, ook op een zondag", func(t *testing.T) {
		tot, noot, err := DuurzaamNa(d)
		require.NoError(t, err)
		require.Equal(t, recht.NieuweDatum(2020, 7, 5), tot)
		require.Equal(t, recht.Regelnoot{Code: "WSP_DUURZAAM", Versie: beginMGR, Aangenomen: true}, noot)
	})
	t.Run("een proefplaatsing duurt ten hoogste drie maanden", func(t *testing.T) {
		tot, _, err := ProefplaatsingTot(recht.NieuweDatum(2020, 11, 30))
		require.NoError(t, err)
		require.Equal(t, recht.NieuweDatum(2021, 2, 28), tot)
	})
	t.Run("voor de MGR gold geen regel", func(t *testing.T) {
		_, _, err := DuurzaamNa(recht.NieuweDatum(2016, 12, 31))
		require.ErrorIs(t, err, recht.ErrRegelGeldtNiet)
	})
	t.Run("25,5 uur is een baan, afgerond op tienden", func(t *testing.T) {
		for uren, want := range map[Honderdsten]int{2550: 10, 5100: 20, 1275: 5, 128: 1, 127: 0, 1147: 4, 1148: 5, MaxUren: 24} {
			n, _, err := BaanTienden(d, uren)
			require.NoError(t, err)
			require.Equal(t, want, n, "%d", uren)
		}
		for _, uren := range []Honderdsten{0, -1, MaxUren + 1} {
			_, _, err := BaanTienden(d, uren)
			require.ErrorIs(t, err, ErrInvoer)
		}
	})
}

func TestHandeling(t *testing.T) {
	dag := recht.NieuweDatum(2021, 3, 10)
	o := recht.Opdracht{Op: dag.Begin(), Actor: recht.Actor{Rol: "accountmanager", Organisatie: "MGR", ID: "a1"}, Motivering: "Over een mens."}
	t.Run("vrije tekst over een mens staat niet in het openbare deel", func(t *testing.T) {
		h, err := NieuweHandeling(o, dag, recht.Directeur, &SUWIArt10)
		require.NoError(t, err)
		require.Empty(t, h.Motivering)
		tekst, open := h.Toelichting.Waarde()
		require.True(t, open)
		require.Equal(t, "Over een mens.", tekst)
		require.Equal(t, dag, h.GeldigVanaf)
		require.Equal(t, "10", h.Grondslag.Artikel)
	})
	t.Run("een proces, of wie zich niet noemt, beslist niet over een mens", func(t *testing.T) {
		for _, a := range []recht.Actor{{}, {Rol: "proces", ID: "x"}, {Rol: "accountmanager"}, {ID: "x"}} {
			p := o
			p.Actor = a
			_, err := NieuweHandeling(p, dag, recht.Directeur, nil)
			require.ErrorIs(t, err, ErrMensBeslist)
		}
	})
	t.Run("vandaag mag, morgen en geen dag niet", func(t *testing.T) {
		_, err := NieuweHandeling(o, dag.PlusDagen(1), recht.Directeur, nil)
		require.ErrorIs(t, err, ErrInToekomst)
		_, err = NieuweHandeling(o, recht.Datum{}, recht.Directeur, nil)
		require.ErrorIs(t, err, ErrDagOntbreekt)
	})
	t.Run("een pseudoniem is zestien bytes", func(t *testing.T) {
		require.NoError(t, Pseudoniem("Zk3Vh0qTRb6w1nDe8yLxUg").Keur())
		for _, p := range []Pseudoniem{"", "abc", "AAAAAAAAAAAAAAAAAAAAAA", "Zk3Vh0qTRb6w1nDe8yLxUh", "123456782"} {
			require.ErrorIs(t, p.Keur(), ErrPseudoniem, "%q", p)
		}
	})
}
