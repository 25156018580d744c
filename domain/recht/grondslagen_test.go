package recht

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestGrondslagen(t *testing.T) {
	t.Run("elke grondslag geldt op de dagen van haar versies en op geen andere", func(t *testing.T) {
		require.Len(t, Grondslagen(), 27)
		codes := map[string]bool{}
		for _, r := range Grondslagen() {
			require.False(t, codes[r.Code()], r.Code())
			codes[r.Code()] = true
			for _, v := range r.Versies() {
				g := v.Waarde
				require.Equal(t, g.Vanaf, v.Vanaf)
				require.Equal(t, g.Tot, v.Tot)
				require.True(t, g.geldigOp(v.Vanaf), r.Code())
				require.False(t, g.geldigOp(v.Vanaf.PlusDagen(-1)), r.Code())
				if !v.Tot.IsZero() {
					require.True(t, g.geldigOp(v.Tot.PlusDagen(-1)))
					require.False(t, g.geldigOp(v.Tot))
				}
			}
		}
	})
	t.Run("Wgr artikel 10 lid 5 en 6 gelden sinds 1 juli 2022", func(t *testing.T) {
		for _, r := range []Grondslagregel{WgrArt10Lid5, WgrArt10Lid6} {
			require.False(t, r.GeldtOp(dag("2022-06-30")))
			require.True(t, r.GeldtOp(dag("2022-07-01")))
		}
	})
	t.Run("artikel 24 van de regeling is vanaf 2022 aangenomen", func(t *testing.T) {
		_, noot, err := RegelingArt24Lid1.Op(dag("2021-12-31"))
		require.NoError(t, err)
		require.False(t, noot.Aangenomen)
		_, noot, err = RegelingArt24Lid1.Op(dag("2022-01-01"))
		require.NoError(t, err)
		require.True(t, noot.Aangenomen)
	})
	t.Run("een feitelijke handeling heeft geen artikel nodig", func(t *testing.T) {
		require.True(t, FeitelijkeHandeling.geldigOp(dag("1999-01-01")))
		require.True(t, PrivaatrechtelijkeHandeling.geldigOp(dag("1999-01-01")))
		require.Equal(t, "feitelijke handeling", FeitelijkeHandeling.String())
		require.False(t, Grondslag{}.geldigOp(dag("2026-01-01")))
		require.False(t, Grondslag{Soort: Wettelijk, Regeling: "Wgr"}.geldigOp(dag("2026-01-01")))
	})
}

func TestVerantwoord(t *testing.T) {
	op := func(moment string) Opdracht {
		m, err := time.Parse(time.RFC3339, moment)
		require.NoError(t, err)
		return Opdracht{Op: m, Actor: Actor{Rol: "griffier", Organisatie: "MGR", ID: "p1"}, Motivering: "zie dossier", Gesimuleerd: true}
	}
	regel := Regelnoot{Code: "UVP_OORDEEL", Versie: dag("2022-07-01")}
	t.Run("de verantwoording neemt over wat de opdracht zegt", func(t *testing.T) {
		o := op("2022-06-30T22:00:00Z") // 1 July in Amsterdam
		v, err := o.VerantwoordMet(DagelijksBestuur, WgrArt10Lid6, regel)
		require.NoError(t, err)
		require.Equal(t, Verantwoording{
			Actor: o.Actor, Orgaan: DagelijksBestuur, Motivering: "zie dossier", Gesimuleerd: true, GeldigVanaf: dag("2022-07-01"),
			Grondslag: Grondslag{Soort: Wettelijk, Regeling: "Wgr", Artikel: "10 lid 6", Vanaf: dag("2022-07-01")},
			Regels:    []Regelnoot{regel},
		}, v)
		require.Equal(t, v, v.Verantwoordt())
	})
	t.Run("een grondslag van morgen draagt geen besluit van vandaag", func(t *testing.T) {
		_, err := op("2022-06-30T21:59:59Z").VerantwoordMet(DagelijksBestuur, WgrArt10Lid6)
		require.ErrorIs(t, err, ErrGrondslagOngeldig)
		g, _, err := WgrArt10Lid6.Op(dag("2022-07-01"))
		require.NoError(t, err)
		_, err = op("2022-06-30T21:59:59Z").Verantwoord(DagelijksBestuur, g)
		require.ErrorIs(t, err, ErrGrondslagOngeldig)
	})
	t.Run("een aangenomen grondslag staat als regel in de verantwoording", func(t *testing.T) {
		regels := make([]Regelnoot, 1, 4)
		regels[0] = regel
		v, err := op("2026-03-02T12:00:00Z").VerantwoordMet(AlgemeenBestuur, RegelingArt24Lid1, regels...)
		require.NoError(t, err)
		require.Equal(t, []Regelnoot{regel, {Code: "Regeling MGR SDCG 24 lid 1", Versie: dag("2022-01-01"), Aangenomen: true}}, v.Regels)
		require.Equal(t, "Regeling MGR SDCG art. 24 lid 1", v.Grondslag.String())
		require.Zero(t, regels[:2][1], "de regels van de aanroeper blijven zoals ze waren")
	})
	t.Run("een eigen ingangsdag gaat voor de dag van het besluit", func(t *testing.T) {
		o := op("2026-03-02T12:00:00Z")
		o.GeldigVanaf = dag("2027-01-01")
		v, err := o.Verantwoord(AlgemeenBestuur, FeitelijkeHandeling)
		require.NoError(t, err)
		require.Equal(t, dag("2027-01-01"), v.GeldigVanaf)
	})
}

func TestGemeentenEnModules(t *testing.T) {
	t.Run("de elf gemeenten staan op volgorde van code", func(t *testing.T) {
		g := Gemeenten()
		require.Len(t, g, 11)
		for i, x := range g {
			c, err := ParseGemeentecode(string(x.Code))
			require.NoError(t, err)
			naam, ok := NaamVan(c)
			require.True(t, ok)
			require.Equal(t, x.Naam, naam)
			require.NotEmpty(t, x.Bron)
			require.True(t, i == 0 || g[i-1].Code < x.Code)
		}
		_, ok := NaamVan("GM0196") // Rijnwaarden, merged into Zevenaar in 2018
		require.False(t, ok)
		g[0].Naam = "anders"
		naam, _ := NaamVan("GM0202")
		require.Equal(t, "Arnhem", naam)
	})
	t.Run("de beheerorganisatie is een onderdeel en geen module", func(t *testing.T) {
		require.False(t, Beheerorganisatie.IsModule())
		require.True(t, Beheerorganisatie.IsOnderdeel())
		require.Len(t, Onderdelen(), 5)
		for _, m := range Modules() {
			require.True(t, m.IsModule())
			require.NotEqual(t, string(m), m.Naam())
		}
		require.False(t, Module("zorg").IsOnderdeel())
		require.Equal(t, "zorg", Module("zorg").Naam())
	})
	require.Equal(t, Orgaan("bestuurscommissie:inkoop"), Bestuurscommissie(string(Inkoop)))
	require.Equal(t, Orgaan("raad:GM0202"), Raad("GM0202"))
}
