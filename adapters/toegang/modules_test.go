package toegang

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestProgramma(t *testing.T) {
	participatie := Modulelijst(recht.WerkgeverschapSW, recht.Werkgeversservicepunt)
	t.Run("dezelfde modules zijn altijd dezelfde tekst", func(t *testing.T) {
		assert.Equal(t, Modulelijst(recht.Werkgeversservicepunt, recht.WerkgeverschapSW, recht.WerkgeverschapSW), participatie)
		assert.Equal(t, []string{"werkgeversservicepunt", "werkgeverschap-sw"}, Wie{Module: participatie}.Modules())
		assert.Empty(t, Wie{}.Modules())
		assert.Empty(t, Modulelijst("zorg"))
	})
	t.Run("een commissie van een programma staat in het register zoals zij werd ingevoerd", func(t *testing.T) {
		r := open(t, filepath.Join(t.TempDir(), "toegang.db"), nieuweKlok())
		u, err := r.Geef(context.Background(), "Participatie", Wie{Rol: Bestuurscommissie, Organisatie: "MGR", Module: participatie}, time.Hour)
		require.NoError(t, err)
		w, err := r.Herken(u.Token)
		require.NoError(t, err)
		assert.Equal(t, participatie, w.Module)
	})
	t.Run("elk van de modules is eigen, een deel van een naam niet", func(t *testing.T) {
		for module, wil := range map[string]int{
			"": geen, "werkgeversservicepunt": eigen, "werkgeverschap-sw": eigen, participatie: eigen,
			"inkoop": ander, "werkgeverschap": ander, "sw": ander, "+": ander, "onderwijszaken": ander,
		} {
			assert.Equal(t, wil, moduleklasse(module, participatie), module)
		}
		assert.Equal(t, ander, moduleklasse("inkoop", ""))
		assert.Equal(t, geen, moduleklasse("", ""))
	})
}
