package meten

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/uitgaand"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// kantoor stands in for the parts of an office, to say what the test wants.
type kantoor struct {
	kop     es.Position
	status  []bus.Status
	standen map[string]projections.Stand
	zegels  zegel.Stand
	abo     []uitgaand.Stand
	gestopt string
	fout    error
	tijd    time.Time // of every event
}

func (k *kantoor) Kop() es.Position { return k.kop }

func (k *kantoor) Scan(_ context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error {
	for p := na + 1; p <= tot; p++ {
		if err := fn(&envelop.Verzegeld{Positie: p}); err != nil {
			return err
		}
	}
	return nil
}

func (k *kantoor) Status() []bus.Status { return k.status }

func (k *kantoor) Namen() (uit []string) {
	for naam := range k.standen {
		uit = append(uit, naam)
	}
	return uit
}

// modellen, zegels en abonnees have a Stand of their own.
type (
	modellen struct{ *kantoor }
	zegels   struct{ *kantoor }
	abonnees struct{ *kantoor }
)

func (m modellen) Stand(naam string) (projections.Stand, error) { return m.standen[naam], m.fout }
func (z zegels) Stand() zegel.Stand                             { return z.zegels }
func (a abonnees) Stand(context.Context) ([]uitgaand.Stand, error) {
	return a.abo, nil
}
func (a abonnees) Gestopt() string { return a.gestopt }

var nu = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func (k *kantoor) lees(t *testing.T, doe ...func(*Metingen)) (string, int) {
	t.Helper()
	m := Nieuw()
	m.Volg(Bronnen{
		Journaal: k, Bus: k, Modellen: modellen{k}, Zegel: zegels{k}, Abonnementen: abonnees{k}, Nu: func() time.Time { return nu },
		Decodeer: func(*envelop.Verzegeld) (es.Recorded, error) { return es.Recorded{Time: k.tijd}, nil },
	})
	for _, f := range doe {
		f(m)
	}
	srv := httptest.NewServer(m.Handler())
	defer srv.Close()
	a, err := http.Get(srv.URL)
	require.NoError(t, err)
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	require.NoError(t, err)
	return string(b), a.StatusCode
}

func TestMetingen(t *testing.T) {
	t.Run("een leesmodel dat een gebeurtenis niet telde toont een gat", func(t *testing.T) {
		k := &kantoor{kop: 10, standen: map[string]projections.Stand{"heel": {Positie: 10, Aantal: 10}, "gat": {Positie: 10, Aantal: 9}}}
		tekst, _ := k.lees(t)
		require.Contains(t, tekst, `kroniek_projector_gap_events{consumer="leesmodellen/heel"} 0`)
		require.Contains(t, tekst, `kroniek_projector_gap_events{consumer="leesmodellen/gat"} 1`)
	})
	t.Run("achterstand en stilstand staan er per consument", func(t *testing.T) {
		k := &kantoor{kop: 10, status: []bus.Status{{Consument: "a", Achterstand: 7}, {Consument: "b", Gestopt: "programmafout"}}}
		tekst, _ := k.lees(t)
		require.Contains(t, tekst, `kroniek_projector_lag_events{consumer="a"} 7`)
		require.Contains(t, tekst, `kroniek_projector_stopped{consumer="a"} 0`)
		require.Contains(t, tekst, `kroniek_projector_stopped{consumer="b"} 1`)
	})
	t.Run("de leeftijd is hoe lang de oudste onverzegelde gebeurtenis wacht", func(t *testing.T) {
		k := &kantoor{kop: 10, zegels: zegel.Stand{Grootte: 8}, tijd: nu.Add(-90 * time.Second)}
		tekst, _ := k.lees(t)
		require.Contains(t, tekst, "kroniek_checkpoint_age_seconds 90\n")
		require.Contains(t, tekst, "kroniek_checkpoint_lag_events 2\n")
		k.zegels.Grootte, k.zegels.Geweigerd = 10, &zegel.Weigering{}
		tekst, _ = k.lees(t)
		require.Contains(t, tekst, "kroniek_checkpoint_age_seconds 0\n")
		require.Contains(t, tekst, "kroniek_checkpoint_refused 1\n")
	})
	t.Run("van twee abonnementen met een naam telt het slechtste", func(t *testing.T) {
		s := abonnement.State{Naam: "suite"}
		vast := s
		vast.Gestopt = abonnement.NietAfgeleverd
		for _, abo := range [][]uitgaand.Stand{{{Staat: s, Achterstand: 9}, {Staat: vast, Pogingen: 3}}, {{Staat: vast, Pogingen: 3}, {Staat: s, Achterstand: 9}}} {
			tekst, code := (&kantoor{abo: abo, gestopt: "x"}).lees(t)
			require.Equal(t, 200, code)
			require.Contains(t, tekst, `kroniek_subscriber_lag_events{subscriber="suite"} 9`)
			require.Contains(t, tekst, `kroniek_subscriber_stopped{subscriber="suite"} 1`)
			require.Contains(t, tekst, `kroniek_subscriber_failed_attempts{subscriber="suite"} 3`)
			require.Contains(t, tekst, "kroniek_subscriptions_unread 1\n")
		}
	})
	t.Run("wat niet te meten is laat de meting mislukken, in plaats van weg te blijven", func(t *testing.T) {
		_, code := (&kantoor{standen: map[string]projections.Stand{"a": {}}, fout: errors.New("stuk")}).lees(t)
		require.Equal(t, http.StatusInternalServerError, code)
	})
	t.Run("een label komt uit een gesloten verzameling", func(t *testing.T) {
		tekst, _ := (&kantoor{}).lees(t, func(m *Metingen) {
			m.verzoek("GEHEIM", "", 700, time.Second, false)
			m.verzoek("GET", "/v1/deelnames/:gemeente", 404, time.Second, false)
			m.verzoek("GET", "/v1/gebeurtenissen/stroom", 200, time.Hour, stroomroute("/v1/gebeurtenissen/stroom"))
		})
		require.NotContains(t, tekst, "GEHEIM")
		require.Contains(t, tekst, `kroniek_http_requests_total{method="other",route="none",status="other"} 1`)
		require.Contains(t, tekst, `kroniek_http_requests_total{method="GET",route="/v1/deelnames/:gemeente",status="4xx"} 1`)
		require.Contains(t, tekst, `kroniek_http_request_seconds_count{method="GET"} 1`, "a stream takes as long as its reader likes")
	})
}

func TestSpoorbestand(t *testing.T) {
	t.Run("zonder bestand wordt doorgegeven wat binnenkwam, en niets geschreven", func(t *testing.T) {
		p, einde, err := Spoorbestand("")
		require.NoError(t, err)
		w := NieuweWaarnemer(Nieuw(), p)
		const ouder = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
		ctx := w.Begin(t.Context(), "POST", ouder)
		id := es.CommandID{1}
		_, err = w.Append(ctx, es.Append{Meta: es.Meta{Command: id}}, func(context.Context, es.Append) (es.Receipt, error) { return es.Receipt{}, nil })
		require.NoError(t, err)
		w.Eind(ctx, "POST", "/v1/deelnames", 201)
		require.True(t, strings.Contains(ouder, w.Sporen.Van(id).TraceID().String()))
		require.NoError(t, einde(t.Context()))
	})
	t.Run("een kop die geen spoor is begint geen spoor", func(t *testing.T) {
		p, _, err := Spoorbestand("")
		require.NoError(t, err)
		w := NieuweWaarnemer(Nieuw(), p)
		for _, kop := range []string{"", "x", "00-00000000000000000000000000000000-0000000000000000-01", strings.Repeat("f", 10_000)} {
			id := es.CommandID{2}
			_, err = w.Append(w.Begin(t.Context(), "POST", kop), es.Append{Meta: es.Meta{Command: id}}, func(context.Context, es.Append) (es.Receipt, error) { return es.Receipt{}, nil })
			require.NoError(t, err)
			require.False(t, w.Sporen.Van(id).IsValid())
		}
	})
	t.Run("een bestand dat niet kan is een fout", func(t *testing.T) {
		_, _, err := Spoorbestand(t.TempDir() + "/er/niet/x")
		require.Error(t, err)
	})
}
