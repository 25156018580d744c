package simulatie

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

// A nepapi answers every command as it is told, and gives the description of the API.
type nepapi struct {
	t        *testing.T
	antwoord func(pad string, n int) (status int, body string)
	paden    []string
}

func (a *nepapi) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join("..", "..", "httpapi", "openapi.yaml"))
		require.NoError(a.t, err)
		b, err := doc.MarshalJSON()
		require.NoError(a.t, err)
		_, err = w.Write(b)
		require.NoError(a.t, err)
		return
	}
	a.paden = append(a.paden, r.URL.Path)
	status, body := a.antwoord(r.URL.Path, len(a.paden))
	w.WriteHeader(status)
	_, err := w.Write([]byte(body))
	require.NoError(a.t, err)
}

const vastgelegd = `{"stroom":"soort-0190c0de-0000-8000-8000-000000000001","gebeurtenissen":[{"id":"0190c0de-0000-8000-8000-000000000002"}]}`

func TestSpeler(t *testing.T) {
	speel := func(t *testing.T, antwoord func(pad string, n int) (int, string)) (*nepapi, *Speler, error) {
		a := &nepapi{t: t, antwoord: antwoord}
		s, err := NieuweSpeler(t.Context(), Kantoor{API: a, Token: func(Afzender) string { return "t" }, Log: NieuweVolgorde(&neplog{}), PerGroep: 1})
		require.NoError(t, err)
		g, err := Nieuw(Opties{Jaar: 2020, Zaad: 1, Schaal: 1, Delen: []Deel{SW}})
		require.NoError(t, err)
		return a, s, s.Speel(t.Context(), g, func(Opdracht) {})
	}
	t.Run("een weigering die niet werd verwacht houdt het spel op, met code en dag en zonder inhoud", func(t *testing.T) {
		_, s, err := speel(t, func(_ string, n int) (int, string) {
			if n == 1 {
				return 409, `{"code":"voorziening/jaarlijks-gelijk"}` // this one was expected
			}
			return 409, `{"code":"sw/iets","detail":"Dit mag niet."}`
		})
		require.ErrorContains(t, err, "opdracht 2 (stelVoorzieningIn, 2020-01-02): het antwoord is 409 sw/iets: Dit mag niet.")
		require.Equal(t, []int64{1, 1}, []int64{s.Telling().Aangeboden, s.Telling().Geweigerd})
	})
	t.Run("iets dat geweigerd had moeten worden ook", func(t *testing.T) {
		_, _, err := speel(t, func(string, int) (int, string) { return 201, vastgelegd })
		require.ErrorContains(t, err, "de weigering voorziening/jaarlijks-gelijk werd verwacht, en het antwoord is 201")
	})
	t.Run("een antwoord dat geen JSON is houdt het spel op", func(t *testing.T) {
		_, _, err := speel(t, func(string, int) (int, string) { return 500, "<html>" })
		require.ErrorContains(t, err, "antwoord 500 is niet te lezen")
	})
	t.Run("verwijzingen zijn ingevuld voordat iets wordt gegeven", func(t *testing.T) {
		a, _, err := speel(t, func(pad string, n int) (int, string) {
			if strings.HasSuffix(pad, "/voorzieningen") && n == 2 {
				return 409, `{"code":"voorziening/jaarlijks-gelijk"}`
			}
			return 201, vastgelegd
		})
		require.Error(t, err) // a later refusal is not given by this API
		for _, p := range a.paden {
			require.NotContains(t, p, "@")
			require.NotContains(t, p, "{")
		}
	})
}
