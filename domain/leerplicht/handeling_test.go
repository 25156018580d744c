package leerplicht

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func opdracht(op string) recht.Opdracht {
	return recht.Opdracht{
		Op: dag(op).Begin().Add(time.Hour), Actor: recht.Actor{Rol: "leerplichtambtenaar", Organisatie: "MGR", ID: "a"},
		Motivering: "Over Noor.", Corrigeert: uuid.MustParse("00000000-0000-8000-8000-000000000001"), Gesimuleerd: true,
	}
}

func TestHandeling(t *testing.T) {
	t.Run("vrije tekst verhuist naar het persoonlijke deel", func(t *testing.T) {
		h, err := NieuweHandeling(opdracht("2026-11-02"), dag("2026-11-01"), Leerplichtambtenaar, LPWArt16)
		require.NoError(t, err)
		require.Empty(t, h.Motivering)
		require.Equal(t, es.Prive("Over Noor."), h.Toelichting)
		require.Equal(t, dag("2026-11-01"), h.GeldigVanaf)
		require.True(t, h.Gesimuleerd)
		require.NotEqual(t, uuid.Nil, h.Corrigeert)
		o := opdracht("2026-11-02")
		o.Motivering, o.GeldigVanaf = "", dag("2026-10-01")
		h, err = FeitelijkeHandeling(o, dag("2026-11-01"), OrgaanDoorstroompunt)
		require.NoError(t, err)
		require.Equal(t, es.Persoonlijk[string]{}, h.Toelichting)
		require.Equal(t, dag("2026-10-01"), h.GeldigVanaf)
		require.Equal(t, recht.FeitelijkeHandeling, h.Grondslag)
	})
	t.Run("een grond die nog geen recht was wordt niet genoemd, en een aangenomen grond zegt dat", func(t *testing.T) {
		h, err := NieuweHandeling(opdracht("2020-08-11"), dag("2020-08-11"), Leerplichtambtenaar, RODArt21)
		require.NoError(t, err)
		require.Equal(t, recht.FeitelijkeHandeling, h.Grondslag)
		require.Empty(t, h.Regels)
		h, err = NieuweHandeling(opdracht("2020-08-12"), dag("2020-08-12"), Leerplichtambtenaar, RODArt21)
		require.NoError(t, err)
		require.Equal(t, "21 lid 4", h.Grondslag.Artikel)
		require.True(t, h.Regels[0].Aangenomen)
	})
	t.Run("wie als opsporingsambtenaar handelt doet dat alleen in een vertrouwelijk dossier", func(t *testing.T) {
		o := opdracht("2026-11-02")
		o.Actor.Rol = "opsporingsambtenaar"
		_, err := NieuweHandeling(o, dag("2026-11-02"), Leerplichtambtenaar, LPWArt16)
		require.ErrorIs(t, err, ErrRolVertrouwelijk)
		_, err = FeitelijkeHandeling(o, dag("2026-11-02"), recht.Stelsel)
		require.ErrorIs(t, err, ErrRolVertrouwelijk)
		_, err = NieuweHandeling(o, dag("2026-11-02"), Opsporingsambtenaar, LPWArt22)
		require.NoError(t, err)
	})
	t.Run("vandaag mag, morgen niet, en een dag hoort erbij", func(t *testing.T) {
		_, err := NieuweHandeling(opdracht("2026-11-02"), dag("2026-11-02"), Leerplichtambtenaar, LPWArt16)
		require.NoError(t, err)
		_, err = NieuweHandeling(opdracht("2026-11-02"), dag("2026-11-03"), Leerplichtambtenaar, LPWArt16)
		require.ErrorIs(t, err, ErrInToekomst)
		_, err = FeitelijkeHandeling(opdracht("2026-11-02"), recht.Datum{}, Leerplichtambtenaar)
		require.ErrorIs(t, err, ErrDagOntbreekt)
	})
}

func TestKenmerk(t *testing.T) {
	o := Opgave{Gemeente: "GM0277", Onderwijssoort: MBO}
	t.Run("twaalf schooljaren eindigen de leerplicht eerder, nooit later", func(t *testing.T) {
		geboren := dag("2010-03-15") // by age until 2026-07-31
		k, err := o.Kenmerk(geboren, dag("2026-07-31"))
		require.NoError(t, err)
		require.Equal(t, Kenmerken{"GM0277", "2025-2026", Van16Tot18, MBO, Leerplicht}, k)
		o.EindeLeerplicht = dag("2025-07-31")
		k, err = o.Kenmerk(geboren, dag("2025-08-01"))
		require.NoError(t, err)
		require.Equal(t, Kwalificatieplicht, k.Plicht)
		o.EindeLeerplicht = dag("2026-08-01")
		_, err = o.Kenmerk(geboren, dag("2025-08-01"))
		require.ErrorIs(t, err, ErrEindeLeerplicht)
	})
	t.Run("een onbekende gemeente of onderwijssoort wordt geweigerd", func(t *testing.T) {
		_, err := Opgave{Gemeente: "GM0363", Onderwijssoort: MBO}.Kenmerk(dag("2010-03-15"), dag("2025-08-01"))
		require.ErrorIs(t, err, ErrGemeenteOnbekend)
		_, err = Opgave{Gemeente: "GM0202", Onderwijssoort: "hbo"}.Kenmerk(dag("2010-03-15"), dag("2025-08-01"))
		require.ErrorIs(t, err, ErrWaardeOnbekend)
	})
}
