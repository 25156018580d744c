package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/beperking"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/inzageverzoek"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
	"github.com/mgr-sdcg/kroniek/domain/sw/voorziening"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kvknummer"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/werkgever"
)

func TestStromen(t *testing.T) {
	t.Run("elke soort stroom over een leerling, van Werkgeverschap SW of bij het werkgeversservicepunt is na te vertellen", func(t *testing.T) {
		for _, soort := range []string{
			verzuimmelding.Soort, leerplichtdossier.SoortLeerplicht, leerplichtdossier.SoortKwalificatieplicht,
			doorstroompunt.Soort, halt.Soort, procesverbaal.Soort, vrijstelling.Soort, verlof.Soort,
			boventallige.Soort, voorziening.Soort,
			beperking.Soort, inzageverzoek.Soort,
			werkgever.Soort, vacature.Soort, kandidaat.Soort, kvknummer.Soort, match.Soort,
		} {
			v := vertellers(soort)
			require.NotNil(t, v, soort)
			assert.NotEmpty(t, v.Volg(nil), soort)
		}
		assert.Nil(t, vertellers("onbekend"), "control")
	})
	t.Run("over elke soort gebeurtenis en elk rapport van dit programma beslist het beleid", func(t *testing.T) {
		b, err := toegang.NieuwBeleid(toegang.Standaard()...)
		require.NoError(t, err)
		var hs []toegang.Handeling
		for _, typ := range typen(catalogi()) {
			hs = append(hs, toegang.Gebeurtenis(typ))
		}
		for _, r := range rapporten() {
			hs = append(hs, toegang.Rapport(r.Naam))
		}
		require.NoError(t, b.Dekt(hs...))
		require.Error(t, b.Dekt("gebeurtenis:nl.onbekend.v1"), "control")
		assert.True(t, slices.IsSorted(typen(catalogi())))
	})
}
