package eventschemas

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gowebpki/jcs"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func TestSchemas(t *testing.T) {
	for _, s := range soorten() {
		t.Run(s.naam, func(t *testing.T) {
			if s.typ == nil {
				require.FileExists(t, s.bestand(achterSchema), "the schema of a superseded type is kept")
				return
			}
			want, err := schema(s.naam, s.typ)
			require.NoError(t, err)
			if *bijwerken {
				require.NoError(t, os.MkdirAll(s.module, 0o755))
				require.NoError(t, os.WriteFile(s.bestand(achterSchema), want, 0o644))
			}
			got, err := os.ReadFile(s.bestand(achterSchema))
			require.NoError(t, err, "run: task schemas")
			require.Equal(t, string(want), string(got), "run: task schemas; if this type was released, give it a new version instead")
		})
	}
	t.Run("asyncapi", func(t *testing.T) {
		if *bijwerken {
			require.NoError(t, os.WriteFile("asyncapi.yaml", asyncapi(), 0o644))
		}
		got, err := os.ReadFile("asyncapi.yaml")
		require.NoError(t, err)
		require.Equal(t, string(asyncapi()), string(got), "run: task schemas")
	})
}

func TestVoorbeelden(t *testing.T) {
	c := codec(t)
	for _, s := range soorten() {
		t.Run(s.naam, func(t *testing.T) {
			data, err := os.ReadFile(s.bestand(achterVoorbeeld))
			require.NoError(t, err, "write an example of %s", s.naam)
			require.NoError(t, voldoet(t, s.bestand(achterSchema), data))
			r, err := lees(c, s.naam, data)
			require.NoError(t, err)
			require.Equal(t, s.naam, r.Type)
			require.NoError(t, zegtIets(data))
		})
	}
	t.Run("geen bestand hoort nergens bij", func(t *testing.T) {
		bekend := map[string]bool{}
		for _, s := range soorten() {
			bekend[s.bestand(achterSchema)], bekend[s.bestand(achterVoorbeeld)] = true, true
		}
		paden, err := filepath.Glob("*/*")
		require.NoError(t, err)
		for _, p := range paden {
			require.True(t, bekend[filepath.ToSlash(p)], "%s belongs to no event type: nothing in store could be read", p)
		}
		require.Len(t, paden, len(bekend))
	})
}

func TestBestanden(t *testing.T) {
	t.Run("schema en voorbeeld zijn op type te vinden", func(t *testing.T) {
		for _, s := range soorten() {
			b, ok := Schema(s.naam)
			require.True(t, ok, s.naam)
			require.Contains(t, string(b), "urn:kroniek:schema:"+s.naam)
			_, ok = Voorbeeld(s.naam)
			require.True(t, ok, s.naam)
		}
		for _, naam := range []string{"", "x", "nl.x.onbekend.v1", "nl.x.*.v1", "nl.x.../asyncapi.yaml"} {
			_, ok := Schema(naam)
			require.False(t, ok, naam)
		}
	})
	t.Run("de beschrijving van de stroom noemt elk type", func(t *testing.T) {
		for _, s := range soorten() {
			require.Contains(t, string(AsyncAPI()), "./"+s.bestand(achterSchema))
		}
		_, err := fs.Stat(Bestanden(), "asyncapi.yaml")
		require.NoError(t, err)
	})
}

// voldoet validates data against the schema in file pad, with a validator that
// knows nothing of this package.
func voldoet(t *testing.T, pad string, data []byte) error {
	t.Helper()
	k := jsonschema.NewCompiler()
	k.AssertFormat()
	s, err := k.Compile(pad)
	require.NoError(t, err)
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	return s.Validate(v)
}

// lees opens data as if it were in store, through the codec and its upcasters.
func lees(c *envelop.Codec, naam string, data []byte) (es.Recorded, error) {
	data, err := jcs.Transform(data)
	if err != nil {
		return es.Recorded{}, err
	}
	opdracht := es.CommandID{1}
	v := envelop.Verzegeld{Stroom: "voorbeeld-00000000-0000-8000-8000-000000000000", ID: opdracht.EventID(0), Type: naam}
	gebeurtenis, err := json.Marshal(map[string]any{
		"specversion": "1.0", "datacontenttype": "application/json", "id": v.ID, "source": bron, "type": naam,
		"subject": v.Stroom, "time": time.Unix(1546300800, 0).UTC().Format("2006-01-02T15:04:05.000Z"),
		"dataschema": "urn:kroniek:schema:" + naam, "revisie": 0, "opdracht": opdracht.String(), "data": json.RawMessage(data),
	})
	if err != nil {
		return es.Recorded{}, err
	}
	if v.Gebeurtenis, err = jcs.Transform(gebeurtenis); err != nil {
		return es.Recorded{}, err
	}
	return c.Open(&v)
}

// zegtIets reports the first member of data that holds nothing, at any depth. It
// leaves false and 0 alone: those can be what the event says.
func zegtIets(data []byte) error {
	var v map[string]any
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	return leegte("", v)
}

func leegte(pad string, v any) error {
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			return leegteFout(pad)
		}
		for naam, w := range v {
			if naam == "uitkomst" && w == "" {
				continue // nothing was decided
			}
			if err := leegte(pad+"/"+naam, w); err != nil {
				return err
			}
		}
	case []any:
		if len(v) == 0 {
			return leegteFout(pad)
		}
		for _, w := range v {
			if err := leegte(pad+"/-", w); err != nil {
				return err
			}
		}
	case string:
		if strings.TrimSpace(v) == "" || strings.HasPrefix(v, "0001-") || strings.HasPrefix(v, "00000000-0000-0000") {
			return leegteFout(pad)
		}
	}
	return nil
}

type leegteFout string

func (l leegteFout) Error() string { return "the example says nothing at " + string(l) }
