package eventschemas

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/bewaring"
	"github.com/mgr-sdcg/kroniek/domain/archief/uitgifte"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/inmandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/kpi"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/rapportverstrekking"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
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
	"github.com/mgr-sdcg/kroniek/domain/toegang/auditspoor"
	"github.com/mgr-sdcg/kroniek/domain/toegang/beheerhandeling"
	"github.com/mgr-sdcg/kroniek/domain/toegang/inzagemachtiging"
	"github.com/mgr-sdcg/kroniek/domain/toegang/rolverlening"
	"github.com/mgr-sdcg/kroniek/domain/toegang/verwerkingsspoor"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kvknummer"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/werkgever"
)

var bijwerken = flag.Bool("bijwerken", false, "write the schemas and asyncapi.yaml anew")

const bron = "urn:nld:oin:00000000000000000000:systeem:kroniek"

// catalogi are all catalogs, by module; the module is the folder of the files.
func catalogi() map[string][]es.Types {
	return map[string][]es.Types{
		"archief":               {abonnement.Events, afscherming.Events, bewaring.Events, uitgifte.Events, vernietiging.Events},
		"bestuur":               {begroting.Events, communicatie.Events, deelname.Events, inmandaat.Events, kpi.Events, mandaat.Events, rapportverstrekking.Events, uitvoeringsplan.Events},
		"gegevensverwerking":    {beperking.Events, inzageverzoek.Events},
		"leerplicht":            {doorstroompunt.Events, halt.Events, leerplichtdossier.Events, procesverbaal.Events, verlof.Events, verzuimmelding.Events, vrijstelling.Events},
		"toegang":               {auditspoor.Events, beheerhandeling.Events, inzagemachtiging.Events, rolverlening.Events, verwerkingsspoor.Events},
		"sw":                    {boventallige.Events, voorziening.Events},
		"werkgeversservicepunt": {kandidaat.Events, kvknummer.Events, match.Events, vacature.Events, werkgever.Events},
	}
}

// A soort is one event type that may be in store.
type soort struct {
	naam   string       // as stored
	module string       // folder
	typ    reflect.Type // nil when it was superseded
}

func (s soort) bestand(achter string) string { return s.module + "/" + kort(s.naam) + achter }

// soorten returns all types, sorted by name.
func soorten() []soort {
	var ss []soort
	for module, cs := range catalogi() {
		for _, c := range cs {
			for naam, typ := range c.Current() {
				ss = append(ss, soort{naam, module, typ})
			}
			for naam := range c.Upcasters() {
				ss = append(ss, soort{naam, module, nil})
			}
		}
	}
	slices.SortFunc(ss, func(a, b soort) int {
		if a.naam < b.naam {
			return -1
		}
		return 1
	})
	return ss
}

func codec(t require.TestingT) *envelop.Codec {
	c, err := envelop.New(bron, slices.Concat(slices.Collect(maps.Values(catalogi()))...)...)
	require.NoError(t, err)
	return c
}

func TestSoorten(t *testing.T) {
	t.Run("elk type heeft een eigen bestandsnaam", func(t *testing.T) {
		gezien := map[string]string{}
		for _, s := range soorten() {
			require.Empty(t, gezien[kort(s.naam)], "%s and %s share a file name", s.naam, gezien[kort(s.naam)])
			gezien[kort(s.naam)] = s.naam
		}
		require.NotEmpty(t, gezien)
	})
	t.Run("elke catalogus van het domein is hier bekend", func(t *testing.T) {
		bekend := map[string]bool{}
		for _, s := range soorten() {
			if s.typ != nil {
				bekend[strings.TrimPrefix(s.typ.PkgPath(), "github.com/mgr-sdcg/kroniek/")] = true
			}
		}
		bestanden, err := filepath.Glob("../domain/*/*/*.go")
		require.NoError(t, err)
		gevonden := 0
		for _, b := range bestanden {
			tekst, err := os.ReadFile(b)
			require.NoError(t, err)
			if strings.HasSuffix(b, "_test.go") || !strings.Contains(string(tekst), "= es.NewCatalog[") {
				continue
			}
			gevonden++
			pakket := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(b)), "../")
			require.True(t, bekend[pakket], "add the catalog of %s to catalogi", pakket)
		}
		require.Positive(t, gevonden)
	})
}
