package toegang

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPersonen(t *testing.T) {
	b, err := NieuwBeleid(
		Regel{Handeling: Personen, Rechten: rechten{Auditor: Alles, Integrator: EigenGemeente}},
		Regel{Handeling: "gebeurtenis:x", OverPersonen: true, Rechten: rechten{Auditor: Alles, Griffier: Alles, Integrator: Alles}},
		Regel{Handeling: "gebeurtenis:y", Rechten: rechten{Griffier: Alles}})
	require.NoError(t, err)
	auditor, griffier, integrator := wie(Auditor, "", ""), wie(Griffier, "GM0202", ""), wie(Integrator, "GM0202", "inkoop")
	t.Run("wat over personen gaat ziet niemand zonder dat recht, ook als de regel het toelaat", func(t *testing.T) {
		assert.Equal(t, Alles, b.Bereik(auditor, "gebeurtenis:x"))
		assert.Equal(t, Geen, b.Bereik(griffier, "gebeurtenis:x"))
		assert.Equal(t, Alles, b.Bereik(griffier, "gebeurtenis:y"), "control: what is not about persons is not held back")
	})
	t.Run("het recht reikt zo ver als het beleid zegt", func(t *testing.T) {
		assert.True(t, b.MagPersonen(auditor, Over{}))
		assert.True(t, b.MagPersonen(integrator, Over{Gemeente: "GM0202"}))
		assert.False(t, b.MagPersonen(integrator, Over{Gemeente: "GM0221"}))
		assert.False(t, b.MagPersonen(integrator, Over{}))
		assert.False(t, b.MagPersonen(griffier, Over{Gemeente: "GM0202"}))
		assert.True(t, b.OverPersonen("gebeurtenis:x"))
		assert.False(t, b.OverPersonen("gebeurtenis:y"))
	})
	t.Run("in het beleid van Kroniek heeft geen orgaan en geen beheerder dat recht", func(t *testing.T) {
		k, err := NieuwBeleid(Standaard()...)
		require.NoError(t, err)
		for _, rol := range []Rol{Bestuurssecretaris, DagelijksBestuur, Griffier, Bestuurscommissie, Beheerder} {
			assert.Equal(t, Geen, k.Bereik(wie(rol, "GM0202", "inkoop"), Personen), rol)
		}
		assert.Equal(t, Alles, k.Bereik(auditor, Personen))
	})
}
