package leesmodellen_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// metingEvents is how many events the measurements use, unless
// KRONIEK_METING_EVENTS says otherwise.
const metingEvents = 200_000

// A gemeten is an event of ordinary size, with the decision envelope that every
// event has.
type gemeten struct {
	recht.Verantwoording
	Gemeente recht.Gemeentecode     `json:"gemeente"`
	Kind     string                 `json:"kind"`
	Status   string                 `json:"status"`
	Dag      recht.Datum            `json:"dag"`
	Naam     es.Persoonlijk[string] `json:"naam"`
}

// A meetbron is a journal of n events, made of some that were sealed once.
type meetbron struct {
	codec  *envelop.Codec
	vormen []envelop.Verzegeld
	n      es.Position
	omvang float64
}

func nieuweMeetbron(b *testing.B) *meetbron {
	n := metingEvents
	if s := os.Getenv("KRONIEK_METING_EVENTS"); s != "" {
		var err error
		n, err = strconv.Atoi(s)
		require.NoError(b, err)
	}
	types := es.NewCatalog(func(gemeten) string { return "nl.metingen.gemeten.v1" }, gemeten{})
	codec, err := envelop.New("urn:nld:oin:00000000000000000000:systeem:kroniek", types)
	require.NoError(b, err)
	m := &meetbron{codec: codec, n: es.Position(n)}
	for i := range 2_000 {
		e := gemeten{
			Verantwoording: recht.Verantwoording{
				Actor: recht.Actor{Rol: "consulent", Organisatie: "MGR", ID: "p-4711"}, Orgaan: recht.DagelijksBestuur,
				Grondslag:   recht.Grondslag{Soort: recht.Wettelijk, Regeling: "Leerplichtwet 1969", Artikel: "21a", Vanaf: recht.NieuweDatum(2020, 1, 1)},
				GeldigVanaf: januari, Motivering: "Melding van de school, beoordeeld door de leerplichtambtenaar",
				Regels: []recht.Regelnoot{{Code: "LPW-21A", Versie: recht.NieuweDatum(2020, 1, 1)}},
			},
			Gemeente: recht.Gemeentecode(fmt.Sprintf("GM%04d", 200+i%10)), Kind: fmt.Sprintf("soort %02d", i/10%50),
			Status: fmt.Sprintf("status %d", i), Dag: januari.PlusDagen(i % 365), Naam: es.Prive("Jansje de Vries"),
		}
		a := es.Append{
			Meta:   es.Meta{Command: es.CommandID{1, 2, 3, byte(i), byte(i >> 8)}, Time: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)},
			Stream: es.StreamOf("meting", uuid.UUID{1, 2, 3}), Expected: es.Revision(i), Events: []any{e},
		}
		v, err := codec.Verzegel(a, 0, &envelop.Sleutel{ID: [16]byte{1}, Geheim: [32]byte{2}})
		require.NoError(b, err)
		m.vormen = append(m.vormen, v)
		m.omvang += float64(len(v.Gebeurtenis)) / 2_000
	}
	return m
}

func (m *meetbron) Kop() es.Position { return m.n }

func (m *meetbron) Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error {
	for p := na + 1; p <= tot; p++ {
		v := m.vormen[int(p)%len(m.vormen)]
		v.Positie = p
		if err := fn(&v); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (m *meetbron) opties() leesmodellen.Opties {
	return leesmodellen.Opties{Bron: m, Decodeer: m.codec.Open}
}

var (
	dossiers = &projections.Tabel{
		Naam: "dossiers", Sleutel: []projections.Kolom{{Naam: "dossier"}},
		Velden: []projections.Kolom{{Naam: "status"}, {Naam: "dag", Soort: projections.Datum}, {Naam: "gemeente"}},
	}
	scholen   = &projections.Tabel{Naam: "scholen", Sleutel: []projections.Kolom{{Naam: "school"}}, Velden: []projections.Kolom{{Naam: "laatste", Soort: projections.Getal}}}
	perKind   = &projections.Telling{Naam: "per_kind", Dimensies: []string{"gemeente", "kind"}, Blijvend: true}
	perMaand  = &projections.Telling{Naam: "per_maand", Dimensies: []string{"gemeente", "kind", "maand"}}
	perStatus = &projections.Telling{Naam: "per_status", Dimensies: []string{"gemeente"}}
)

func model(naam string, t *projections.Tabel, c *projections.Telling, fn func(s projections.Schrijver, p es.Position, e gemeten) error) *projections.Projector {
	pr := &projections.Projector{Naam: naam, Versie: 1, Verwerk: func(s projections.Schrijver, r es.Recorded) error {
		return fn(s, r.Position, r.Event.(gemeten))
	}}
	if t != nil {
		pr.Tabellen = []*projections.Tabel{t}
	}
	if c != nil {
		pr.Tellingen = []*projections.Telling{c}
	}
	return pr
}

// handvol are five read models: a detail model that every event changes, three
// sets of cells that every event counts in, and one that seldom changes.
func handvol() []*projections.Projector {
	return []*projections.Projector{
		model("detail", dossiers, nil, func(s projections.Schrijver, p es.Position, e gemeten) error {
			// Five events per dossier, and time-ordered ids, as in the journal.
			return s.Zet(dossiers, fmt.Sprintf("dossier-%012x-%04x", int64(p)/5, (int64(p)/5*7919)&0xffff), e.Status, "2026-03-01", string(e.Gemeente))
		}),
		model("kinds", nil, perKind, func(s projections.Schrijver, _ es.Position, e gemeten) error {
			return s.Tel(perKind, e.Dag, 1, string(e.Gemeente), e.Kind)
		}),
		model("months", nil, perMaand, func(s projections.Schrijver, _ es.Position, e gemeten) error {
			return s.Tel(perMaand, e.Dag, 1, string(e.Gemeente), e.Kind, "2026-"+strconv.Itoa(int(e.Dag.Maand())))
		}),
		model("gemeenten", nil, perStatus, func(s projections.Schrijver, _ es.Position, e gemeten) error {
			return s.Tel(perStatus, e.Dag, 1, string(e.Gemeente))
		}),
		model("scholen", scholen, nil, func(s projections.Schrijver, p es.Position, e gemeten) error {
			if p%20 != 0 {
				return nil
			}
			return s.Zet(scholen, fmt.Sprintf("school-%d", (int64(p)*7919)%3000), int64(p))
		}),
	}
}

func hoogsteGeheugen(b *testing.B) float64 {
	inhoud, err := os.ReadFile("/proc/self/status")
	require.NoError(b, err)
	_, rest, _ := strings.Cut(string(inhoud), "VmHWM:")
	kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	require.NoError(b, err)
	return kb / 1024
}

// rekentijd is the processor time that this process has used.
func rekentijd(b *testing.B) time.Duration {
	var r unix.Rusage
	require.NoError(b, unix.Getrusage(unix.RUSAGE_SELF, &r))
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func BenchmarkHerbouw(b *testing.B) {
	m := nieuweMeetbron(b)
	for _, aantal := range []int{1, 5} {
		b.Run(fmt.Sprintf("%d leesmodellen", aantal), func(b *testing.B) {
			dir, was := b.TempDir(), rekentijd(b)
			for b.Loop() {
				_, err := leesmodellen.Herbouw(b.Context(), dir, handvol()[:aantal], m.opties(), m.n, func(int64, int64) {})
				require.NoError(b, err)
			}
			b.ReportMetric(float64(m.n)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
			b.ReportMetric(float64((rekentijd(b)-was).Nanoseconds())/1e3/float64(m.n)/float64(b.N), "cpu-µs/event")
			b.ReportMetric(hoogsteGeheugen(b), "MiB-top")
			b.ReportMetric(m.omvang, "bytes/event")
			var grootte int64
			for _, n := range bestandenIn(b, dir) {
				if i, err := os.Stat(filepath.Join(dir, n)); err == nil {
					grootte += i.Size()
				}
			}
			b.ReportMetric(float64(grootte)/float64(m.n)/float64(b.N), "bytes-disk/event")
		})
	}
}

func bestandenIn(b *testing.B, dir string) []string {
	bij, err := os.ReadDir(dir)
	require.NoError(b, err)
	var uit []string
	for _, e := range bij {
		uit = append(uit, e.Name())
	}
	return uit
}

func BenchmarkLezen(b *testing.B) {
	m := nieuweMeetbron(b)
	ps := handvol()[:2]
	dir := b.TempDir()
	_, err := leesmodellen.Herbouw(b.Context(), dir, ps, m.opties(), m.n, func(int64, int64) {})
	require.NoError(b, err)
	l, err := leesmodellen.OpenLezen(b.Context(), dir, ps)
	require.NoError(b, err)
	defer func() { require.NoError(b, l.Sluit()) }()
	for naam, dag := range map[string]recht.Datum{
		"500 cellen, bekend op":                   {},
		"500 cellen, bekend op, peildatum na":     januari.PlusDagen(400),
		"500 cellen, bekend op, peildatum midden": januari.PlusDagen(180),
	} {
		b.Run(naam, func(b *testing.B) {
			n := 0
			for b.Loop() {
				n = 0
				z, laat, err := l.Lees(b.Context(), "kinds")
				require.NoError(b, err)
				for _, err := range z.Cellen(perKind, 2_000+rand.N(m.n-2_000), dag) {
					require.NoError(b, err)
					n++
				}
				laat()
			}
			b.ReportMetric(float64(n), "cellen")
		})
	}
	b.Run("een dossier, bekend op", func(b *testing.B) {
		for b.Loop() {
			z, laat, err := l.Lees(b.Context(), "detail")
			require.NoError(b, err)
			for _, err := range z.Rijen(dossiers, rand.N(m.n), projections.Gelijk{Kolom: "dossier", Waarde: "dossier-000000000010-7ef0"}) {
				require.NoError(b, err)
			}
			laat()
		}
	})
	b.Run("digest", func(b *testing.B) {
		for b.Loop() {
			_, err := l.Digest(b.Context(), "detail")
			require.NoError(b, err)
		}
		b.ReportMetric(float64(m.n)*float64(b.N)/b.Elapsed().Seconds(), "rijen/s")
	})
}

func BenchmarkVerwerk(b *testing.B) {
	m := nieuweMeetbron(b)
	for _, per := range []int{1, 100} {
		b.Run(fmt.Sprintf("reeksen van %d", per), func(b *testing.B) {
			l, err := leesmodellen.Open(b.Context(), b.TempDir(), handvol(), leesmodellen.Opties{})
			require.NoError(b, err)
			defer func() { require.NoError(b, l.Sluit()) }()
			var reeks []es.Recorded
			p := es.Position(0)
			for b.Loop() {
				reeks = reeks[:0]
				for range per {
					p++
					v := m.vormen[int(p)%len(m.vormen)]
					r, err := m.codec.Open(&v)
					require.NoError(b, err)
					r.Position = p
					reeks = append(reeks, r)
				}
				require.NoError(b, l.Verwerk(b.Context(), reeks))
			}
			b.ReportMetric(float64(p)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
