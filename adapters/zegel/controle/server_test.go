package controle

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"

	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// dien serves a seal as the HTTP layer does.
func dien(z *zegel.Zegel) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var b []byte
		var err error
		if r.URL.Path == "/checkpoint" {
			b, err = z.Checkpoint()
		} else {
			b, err = z.Tegel(r.Context(), r.URL.Path)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		_, _ = w.Write(b)
	})
}

// A spiegel serves files from memory, so that a test can change them.
type spiegel map[string][]byte

func (s spiegel) RoundTrip(r *http.Request) (*http.Response, error) {
	b, ok := s[strings.TrimPrefix(r.URL.Path, "/")]
	resp := &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader(b)), Request: r}
	if !ok {
		resp.StatusCode = http.StatusNotFound
	}
	return resp, nil
}

func (s spiegel) opties() ServerOpties { return ServerOpties{Client: &http.Client{Transport: s}} }

// opname records all that a check of the server asks for.
func opname(t testing.TB, z *zegel.Zegel) spiegel {
	t.Helper()
	s, mu := spiegel{}, sync.Mutex{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		dien(z).ServeHTTP(rec, r)
		mu.Lock()
		defer mu.Unlock()
		s[strings.TrimPrefix(r.URL.Path, "/")] = bytes.Clone(rec.Body.Bytes())
		w.WriteHeader(rec.Code)
		_, _ = w.Write(rec.Body.Bytes())
	}))
	defer srv.Close()
	u, err := Server(t.Context(), srv.URL, z.Vkey(), ServerOpties{})
	require.NoError(t, err)
	require.Empty(t, u.Afwijkingen)
	return s
}

func (s spiegel) paden() (paden []string) {
	for p := range s {
		paden = append(paden, p)
	}
	sort.Strings(paden)
	return paden
}

func TestServer(t *testing.T) {
	h := bouw(t).schrijf(257).verzegel()
	defer h.dicht()
	vkey := h.z.Vkey()
	gaaf := opname(t, h.z)

	t.Run("elke omgekeerde bit in wat de server toont wordt gemeld, op de juiste eerste positie", func(t *testing.T) {
		require.Equal(t, []string{"checkpoint", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/1"}, gaaf.paden())
		n := 0
		for pad, inhoud := range gaaf {
			begin, stap := rand.IntN(37), 37
			if pad == "checkpoint" {
				begin, stap = 0, 1
			}
			if os.Getenv("KRONIEK_VOLLEDIG") != "" {
				begin, stap = 0, 1
			}
			for i := begin; i < len(inhoud); i += stap {
				n++
				s := spiegel{}
				for p, b := range gaaf {
					s[p] = b
				}
				s[pad] = bytes.Clone(inhoud)
				s[pad][i] ^= 1 << rand.IntN(8)
				u, err := Server(t.Context(), "http://log.invalid", vkey, s.opties())
				require.NoError(t, err)
				if u.Goed {
					t.Fatalf("%s, byte %d: not noticed", pad, i)
				}
				want := int64(0)
				if tegel, err := c2sp.LeesPad(pad); err == nil {
					per := map[bool]int{true: 2 + logregelLen, false: 32}[tegel.Regels]
					van, _ := tegel.Bladen()
					if want = van + int64(i/per) + 1; tegel.Niveau > 0 {
						want = 256
					}
				}
				require.EqualValues(t, want, u.Eerste.Positie, "%s, byte %d: %s", pad, i, u.Eerste.Melding)
			}
		}
		t.Logf("%d bits flipped, none silent", n)
	})

	t.Run("controle: wie alleen het checkpoint toetst, merkt een gewijzigde tegel niet", func(t *testing.T) {
		s := spiegel{"checkpoint": gaaf["checkpoint"]}
		v, err := note.NewVerifier(vkey)
		require.NoError(t, err)
		_, err = c2sp.Open(s["checkpoint"], v)
		require.NoError(t, err)
		u, err := Server(t.Context(), "http://log.invalid", vkey, s.opties())
		require.NoError(t, err)
		assert.False(t, u.Goed, "the check asks for everything that the checkpoint covers")
		assert.Equal(t, SoortTegel, u.Eerste.Soort)
	})

	t.Run("een regel te veel of te weinig wordt gemeld", func(t *testing.T) {
		for _, pad := range []string{"tile/entries/000", "tile/entries/001.p/1", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"} {
			for _, b := range [][]byte{gaaf[pad][:len(gaaf[pad])-1], append(bytes.Clone(gaaf[pad]), 0), nil} {
				s := spiegel{}
				for p, b := range gaaf {
					s[p] = b
				}
				s[pad] = b
				u, err := Server(t.Context(), "http://log.invalid", vkey, s.opties())
				require.NoError(t, err)
				require.False(t, u.Goed, "%s with %d bytes", pad, len(b))
			}
		}
	})

	t.Run("een andere sleutel, een dode server en een afgebroken vraag", func(t *testing.T) {
		ander := bouw(t)
		defer ander.dicht()
		u, err := Server(t.Context(), "http://log.invalid", ander.z.Vkey(), gaaf.opties())
		require.NoError(t, err)
		assert.Equal(t, SoortCheckpoint, u.Eerste.Soort)
		_, err = Server(t.Context(), "http://log.invalid", "geen sleutel", gaaf.opties())
		require.Error(t, err)
		_, err = Server(t.Context(), "http://log.invalid", vkey, spiegel{}.opties())
		require.Error(t, err)
		ctx, stop := context.WithCancel(t.Context())
		stop()
		_, err = Server(ctx, "http://log.invalid", vkey, ServerOpties{})
		require.Error(t, err)
	})
}

func TestServerGrowsAndForks(t *testing.T) {
	h := bouw(t).schrijf(100).verzegel()
	toestand := filepath.Join(t.TempDir(), "gezien")
	srv := httptest.NewServer(dien(h.z))
	defer srv.Close()
	vkey := h.z.Vkey()
	vraag := func(opties ServerOpties) Uitslag {
		t.Helper()
		opties.Toestand = toestand
		u, err := Server(t.Context(), srv.URL+"/", vkey, opties)
		require.NoError(t, err)
		return u
	}
	stuk := func(p es.Position) Stuk {
		v, ok, err := h.j.OpPositie(t.Context(), p)
		require.NoError(t, err)
		require.True(t, ok)
		b, err := h.z.Bewijs(t.Context(), p, v.Zout[:])
		require.NoError(t, err)
		return Stuk{Naam: "besluit", Bewijs: b, Gebeurtenis: v.Gebeurtenis}
	}
	oud := stuk(17)
	require.True(t, vraag(ServerOpties{}).Goed)
	h.schrijf(500).verzegel()
	u := vraag(ServerOpties{Stukken: []Stuk{oud, stuk(600)}})
	require.Empty(t, u.Afwijkingen)
	assert.EqualValues(t, 100, u.EerderGezien)
	assert.EqualValues(t, 600, u.Gebeurtenissen)
	assert.Equal(t, 2, u.Bewijzen)

	t.Run("een bewijs bij een andere gebeurtenis wordt gemeld", func(t *testing.T) {
		fout := oud
		fout.Gebeurtenis = append(bytes.Clone(fout.Gebeurtenis), ' ')
		u := vraag(ServerOpties{Stukken: []Stuk{fout}})
		require.False(t, u.Goed)
		assert.Equal(t, SoortBewijs, u.Eerste.Soort)
	})
	bewaard, err := os.ReadFile(toestand)
	require.NoError(t, err)
	cp, err := h.z.Checkpoint()
	require.NoError(t, err)
	require.Equal(t, string(cp), string(bewaard))
	srv.Close()
	map_ := h.dicht()

	t.Run("een server die een kortere geschiedenis toont, is gesplitst", func(t *testing.T) {
		kort := anders(t, map_, 550)
		u, err := Server(t.Context(), "http://log.invalid", vkey, ServerOpties{Toestand: toestand, Client: &http.Client{Transport: kort}})
		require.NoError(t, err)
		require.False(t, u.Goed)
		assert.Equal(t, SoortSplitsing, u.Eerste.Soort)
	})
	t.Run("een server die een langere, herschreven geschiedenis toont, is gesplitst, en het eerdere checkpoint blijft bewaard", func(t *testing.T) {
		lang := anders(t, map_, 700)
		opties := ServerOpties{Toestand: toestand, Client: &http.Client{Transport: lang}, Stukken: []Stuk{oud}}
		u, err := Server(t.Context(), "http://log.invalid", vkey, opties)
		require.NoError(t, err)
		require.False(t, u.Goed)
		require.Len(t, u.Afwijkingen, 2, "the visit and the proof both contradict it")
		assert.Equal(t, SoortSplitsing, u.Afwijkingen[0].Soort)
		assert.Equal(t, SoortSplitsing, u.Afwijkingen[1].Soort)
		nu, err := os.ReadFile(toestand)
		require.NoError(t, err)
		assert.Equal(t, string(bewaard), string(nu))

		u, err = Server(t.Context(), "http://log.invalid", vkey, ServerOpties{Client: &http.Client{Transport: lang}})
		require.NoError(t, err)
		assert.True(t, u.Goed, "control: without the earlier visit nothing gives it away")
	})
}

// anders makes what an operator who kept the key could serve instead: another
// history of n events, in itself in order, signed with the same key.
func anders(t *testing.T, map_ string, n int) spiegel {
	t.Helper()
	h := bouw(t)
	require.NoError(t, h.z.Sluit())
	for _, naam := range []string{zegelBestand, "zegel.key"} {
		b, err := os.ReadFile(filepath.Join(map_, naam))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(h.map_, naam), b, 0o600))
	}
	conn := openSchrijven(t, h.map_, zegelBestand)
	doe(t, conn, "UPDATE hoofden SET grootte = -1, wortel = zeroblob(32), bereik = x'', checkpoint = NULL")
	doe(t, conn, "DELETE FROM checkpoints")
	var err error
	h.z, err = zegel.Open(t.Context(), h.map_, h.j, zegel.Opties{})
	require.NoError(t, err)
	h.schrijf(n).verzegel()
	defer h.dicht()
	return opname(t, h.z)
}
