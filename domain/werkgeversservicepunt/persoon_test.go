package werkgeversservicepunt

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestPersoon(t *testing.T) {
	op := recht.NieuweDatum(2021, 3, 10)
	goed := Persoon{Naam: es.Prive("Verzonnen Naam"), Geboren: es.Prive(op), BSN: es.Prive(recht.BSN("111222333"))}
	t.Run("naam en geboortedatum zijn nodig, een burgerservicenummer mag", func(t *testing.T) {
		require.NoError(t, goed.Keur(op))
		p := goed
		p.BSN = es.Persoonlijk[recht.BSN]{}
		require.NoError(t, p.Keur(op))
		p.BSN = es.Prive(recht.BSN("111222334"))
		require.ErrorIs(t, p.Keur(op), ErrPersoon)
		require.ErrorIs(t, goed.Keur(op.PlusDagen(-1)), ErrPersoon)
		require.ErrorIs(t, Persoon{Geboren: es.Prive(op)}.Keur(op), ErrPersoon)
		require.ErrorIs(t, Persoon{Naam: es.Prive("x")}.Keur(op), ErrPersoon)
		require.NotContains(t, ErrPersoon.Error(), "111222334")
	})
}
