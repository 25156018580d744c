package sw

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestHandeling(t *testing.T) {
	dag := recht.NieuweDatum(2021, 3, 10)
	o := recht.Opdracht{Op: dag.Begin(), Actor: recht.Actor{Rol: "personeelsadviseur", Organisatie: "MGR", ID: "a1"}, Motivering: "Over een mens."}
	t.Run("een handeling van de werkgever is geen besluit, en vrije tekst is persoonlijk", func(t *testing.T) {
		h, err := NieuweHandeling(o, dag)
		require.NoError(t, err)
		require.Equal(t, recht.Privaatrechtelijk, h.Grondslag.Soort)
		require.Empty(t, h.Motivering)
		tekst, open := h.Toelichting.Waarde()
		require.True(t, open)
		require.Equal(t, "Over een mens.", tekst)
		require.Equal(t, dag, h.GeldigVanaf)
	})
	t.Run("een proces handelt niet, en morgen is nog niet gebeurd", func(t *testing.T) {
		for _, a := range []recht.Actor{{}, {Rol: "proces", ID: "x"}, {Rol: "personeelsadviseur"}, {ID: "x"}} {
			p := o
			p.Actor = a
			_, err := NieuweHandeling(p, dag)
			require.ErrorIs(t, err, ErrMensBeslist)
		}
		_, err := NieuweHandeling(o, dag.PlusDagen(1))
		require.ErrorIs(t, err, ErrInToekomst)
		_, err = NieuweHandeling(o, recht.Datum{})
		require.ErrorIs(t, err, ErrDagOntbreekt)
	})
	t.Run("een persoon heeft een naam en is geboren, en een pseudoniem heeft zestien bytes", func(t *testing.T) {
		goed := Persoon{Naam: es.Prive("Verzonnen Naam"), Geboren: es.Prive(dag.PlusDagen(-1))}
		require.NoError(t, goed.Keur(dag))
		require.ErrorIs(t, goed.Keur(dag.PlusDagen(-1)), ErrPersoon)
		require.ErrorIs(t, Persoon{Naam: es.Prive("x")}.Keur(dag), ErrPersoon)
		require.ErrorIs(t, Persoon{Geboren: goed.Geboren}.Keur(dag), ErrPersoon)
		require.NoError(t, Pseudoniem("b1oQf6sVTmyC3rXe0kWzHA").Keur())
		for _, p := range []Pseudoniem{"", "abc", "AAAAAAAAAAAAAAAAAAAAAA", "b1oQf6sVTmyC3rXe0kWzHB"} {
			require.ErrorIs(t, p.Keur(), ErrPseudoniem, "%q", p)
		}
	})
}
