package leesmodellen_test

import (
	"context"
	"errors"
	"iter"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

var dagen = []recht.Datum{{}, januari, januari.PlusDagen(1), januari.PlusDagen(30), januari.PlusDagen(400)}

func geschiedenisStap() *rapid.Generator[stap] {
	return rapid.Custom(func(t *rapid.T) stap {
		return stap{
			soort:    rapid.SampledFrom([]string{"zet", "zet", "sluit", "tel", "tel", "lees"}).Draw(t, "soort"),
			plan:     rapid.SampledFrom([]string{"", "a", "b", "a\x00", "é"}).Draw(t, "plan"),
			status:   rapid.SampledFrom([]string{"ontwerp", "vastgesteld"}).Draw(t, "status"),
			gemeente: rapid.SampledFrom([]string{"GM0202", "GM0200"}).Draw(t, "gemeente"),
			bedrag:   rapid.Int64Range(-2, 2).Draw(t, "bedrag"),
			dag:      rapid.SampledFrom(dagen).Draw(t, "dag"),
		}
	})
}

func geschiedenis(t *rapid.T) []voorval {
	st := geschiedenisStap()
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) voorval { return rapid.SliceOfN(st, 0, 4).Draw(t, "voorval") }), 1, 40).Draw(t, "geschiedenis")
}

func opgenomen(hist []voorval) []es.Recorded {
	var rs []es.Recorded
	for i, v := range hist {
		rs = append(rs, es.Recorded{Position: es.Position(i + 1), Event: v})
	}
	return rs
}

// leef delivers a history the way a bus may: in ranges of any size, some twice,
// some skipped so that the journal must supply them, with restarts in between.
// Some events cannot be handled at first: the projector fails half-way, and a
// restart stands for the binary that can.
func leef(t *rapid.T, dir string, p *projections.Projector, b *leesmodellentest.Bron, rs []es.Recorded) *leesmodellen.Leesmodellen {
	ctx := context.Background()
	gif := map[es.Position]bool{}
	for _, g := range rapid.SliceOfN(rapid.IntRange(1, len(rs)), 0, 3).Draw(t, "gif") {
		gif[es.Position(g)] = true
	}
	echt := *p
	p = &echt
	gewoon := p.Verwerk
	p.Verwerk = func(s projections.Schrijver, r es.Recorded) error {
		if v := r.Event.(voorval); gif[r.Position] {
			r.Event = v[:len(v)*2/3]
			return errors.Join(gewoon(s, r), errors.New("poison"))
		}
		return gewoon(s, r)
	}
	open := func() *leesmodellen.Leesmodellen {
		o := leesmodellen.MetGrenzen(b.Opties(), rapid.IntRange(1, 4).Draw(t, "bewaard"), rapid.IntRange(1, 4).Draw(t, "werk"))
		l, err := leesmodellen.Open(ctx, dir, []*projections.Projector{p}, o)
		require.NoError(t, err)
		return l
	}
	l := open()
	for at := 0; at < len(rs); {
		tot := rapid.IntRange(at+1, len(rs)).Draw(t, "tot")
		van := rapid.IntRange(0, tot-1).Draw(t, "van")
		b.Toon(es.Position(tot))
		require.NoError(t, l.Verwerk(ctx, rs[van:tot]))
		herstart := rapid.IntRange(0, 4).Draw(t, "herstart") == 0
		for err := wachtOp(l, p.Naam, tot); herstart || err != nil; err = wachtOp(l, p.Naam, tot) {
			if herstart = false; err != nil {
				require.ErrorIs(t, err, leesmodellen.ErrGestopt)
				s, err := l.Stand(p.Naam)
				require.NoError(t, err)
				require.True(t, gif[s.Vanaf] && s.Vanaf == s.Positie+1)
				delete(gif, s.Vanaf)
			}
			require.NoError(t, l.Sluit())
			l = open()
		}
		at = tot
	}
	return l
}

func wachtOp(l *leesmodellen.Leesmodellen, naam string, p int) error {
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	return l.WachtOp(ctx, naam, es.Position(p))
}

func herbouw(t require.TestingT, dir string, p *projections.Projector, o leesmodellen.Opties, tot es.Position) *leesmodellen.Leesmodellen {
	_, err := leesmodellen.Herbouw(context.Background(), dir, []*projections.Projector{p}, o, tot, func(int64, int64) {})
	require.NoError(t, err)
	l, err := leesmodellen.OpenLezen(context.Background(), dir, []*projections.Projector{p})
	require.NoError(t, err)
	return l
}

func tijdelijk(t *rapid.T) string {
	dir, err := os.MkdirTemp("", "leesmodellen")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(dir)) })
	return dir
}

func TestHistories(t *testing.T) {
	t.Run("hoe een leesmodel ook ontstaat, het is op elk moment hetzelfde en klopt met de feiten", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			hist := geschiedenis(t)
			rs, p, ctx := opgenomen(hist), eigenschap(), context.Background()
			b := leesmodellentest.NieuweBron(rs, 0)
			l := leef(t, tijdelijk(t), p, b, rs)
			defer func() { require.NoError(t, l.Sluit()) }()
			n := es.Position(len(rs))
			op := es.Position(rapid.IntRange(0, len(rs)).Draw(t, "op"))
			for _, tot := range []es.Position{n, op} {
				h := herbouw(t, tijdelijk(t), p, leesmodellen.MetGrenzen(b.Opties(), 2, 2), tot)
				require.NoError(t, leesmodellentest.Gelijk(ctx, p, l, h, tot, dagen...))
				nu, err := h.Digest(ctx, p.Naam)
				require.NoError(t, err)
				toen, err := l.DigestOp(ctx, p.Naam, tot)
				require.NoError(t, err)
				require.Equal(t, toen, nu)
				s, err := h.Stand(p.Naam)
				require.NoError(t, err)
				w, _ := b.Wortel(ctx, tot)
				if tot == 0 {
					w = [32]byte{}
				}
				require.Equal(t, projections.Stand{Positie: tot, Aantal: int64(tot), Wortel: w}, s)
				require.NoError(t, h.Sluit())
			}
			z, laat, err := l.Lees(ctx, p.Naam)
			require.NoError(t, err)
			defer laat()
			require.NoError(t, tegenFeiten(z, hist, op, dagen...))
			require.NoError(t, tegenFeiten(z, hist, n, dagen...))
		})
	})
}

// Deliberate faults, each of which the checks above must see.
func TestHistoriesSeeFaults(t *testing.T) {
	hist := []voorval{
		{{soort: "zet", plan: "a", status: "ontwerp"}, {soort: "tel", plan: "a", gemeente: "GM0202", bedrag: 1, dag: januari}},
		{{soort: "tel", plan: "a", gemeente: "GM0202", bedrag: 2, dag: januari.PlusDagen(1)}},
		{{soort: "sluit", plan: "a"}},
	}
	rs := opgenomen(hist)
	b := leesmodellentest.NieuweBron(rs, 3)
	goed := herbouw(t, t.TempDir(), eigenschap(), b.Opties(), 3)
	defer func() { require.NoError(t, goed.Sluit()) }()
	met := func(verwerk func(projections.Schrijver, es.Recorded) error) *leesmodellen.Leesmodellen {
		p := eigenschap()
		gewoon := p.Verwerk
		p.Verwerk = func(s projections.Schrijver, r es.Recorded) error {
			if verwerk != nil {
				return verwerk(s, r)
			}
			return gewoon(s, r)
		}
		l := herbouw(t, t.TempDir(), p, b.Opties(), 3)
		t.Cleanup(func() { require.NoError(t, l.Sluit()) })
		return l
	}
	gewoon := eigenschap().Verwerk
	lees := func(l *leesmodellen.Leesmodellen) projections.Lezer {
		z, laat, err := l.Lees(t.Context(), "eigenschap")
		require.NoError(t, err)
		t.Cleanup(laat)
		return z
	}
	t.Run("zonder fout is er geen verschil", func(t *testing.T) {
		l := met(nil)
		require.NoError(t, leesmodellentest.Gelijk(t.Context(), eigenschap(), goed, l, 3, dagen...))
		require.NoError(t, tegenFeiten(lees(l), hist, 3, dagen...))
	})
	for i, naam := range []string{"een overgeslagen rij", "een overgeslagen telling", "een overgeslagen sluiting"} {
		t.Run(naam+" valt op", func(t *testing.T) {
			l := met(func(s projections.Schrijver, r es.Recorded) error {
				if r.Position == es.Position(i+1) {
					return nil
				}
				return gewoon(s, r)
			})
			require.ErrorIs(t, leesmodellentest.Gelijk(t.Context(), eigenschap(), goed, l, 3), leesmodellentest.ErrVerschil)
			require.ErrorIs(t, tegenFeiten(lees(l), hist, 3), leesmodellentest.ErrVerschil)
		})
	}
	t.Run("een rij die niet wordt gesloten valt op", func(t *testing.T) {
		l := met(func(s projections.Schrijver, r es.Recorded) error { return gewoon(nooitDicht{s}, r) })
		require.ErrorIs(t, leesmodellentest.Gelijk(t.Context(), eigenschap(), goed, l, 3), leesmodellentest.ErrVerschil)
		require.ErrorIs(t, tegenFeiten(lees(l), hist, 3), leesmodellentest.ErrVerschil)
	})
	t.Run("een vergeten peildatum valt op", func(t *testing.T) {
		require.ErrorIs(t, tegenFeiten(zonderPeildatum{lees(goed)}, hist, 3, dagen...), leesmodellentest.ErrVerschil)
	})
	t.Run("een herkomst die een bijdrage mist valt op", func(t *testing.T) {
		require.ErrorIs(t, tegenFeiten(zonderLaatste{lees(goed)}, hist, 3), leesmodellentest.ErrVerschil)
	})
}

type nooitDicht struct{ projections.Schrijver }

func (nooitDicht) Sluit(*projections.Tabel, ...projections.Waarde) error { return nil }

type zonderPeildatum struct{ projections.Lezer }

func (z zonderPeildatum) Cellen(t *projections.Telling, p es.Position, _ recht.Datum, w ...projections.Gelijk) iter.Seq2[projections.Cel, error] {
	return z.Lezer.Cellen(t, p, recht.Datum{}, w...)
}

type zonderLaatste struct{ projections.Lezer }

func (z zonderLaatste) Herkomst(t *projections.Telling, p es.Position, d recht.Datum, w ...projections.Gelijk) iter.Seq2[projections.Bijdrage, error] {
	return z.Lezer.Herkomst(t, p-2, d, w...)
}
