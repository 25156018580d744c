package leesmodellen_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

func open(t *testing.T, dir string, o leesmodellen.Opties, ps ...*projections.Projector) *leesmodellen.Leesmodellen {
	t.Helper()
	l, err := leesmodellen.Open(t.Context(), dir, ps, o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, l.Sluit()) })
	return l
}

func stand(t *testing.T, l *leesmodellen.Leesmodellen, naam string) projections.Stand {
	t.Helper()
	s, err := l.Stand(naam)
	require.NoError(t, err)
	return s
}

func plannen(t *testing.T, l *leesmodellen.Leesmodellen, naam string) []string {
	t.Helper()
	z, laat, err := l.Lees(t.Context(), naam)
	require.NoError(t, err)
	defer laat()
	uit := []string{}
	for _, r := range rijen(t, z, z.Stand().Positie) {
		uit = append(uit, r.Tekst(0)+" "+r.Tekst(1))
	}
	return uit
}

// kieskeurig is a projector that refuses plan "x" as long as weiger is set.
func kieskeurig(naam string, weiger *error) *projections.Projector {
	p := eigenschap()
	p.Naam = naam
	gewoon := p.Verwerk
	p.Verwerk = func(s projections.Schrijver, r es.Recorded) error {
		if err := gewoon(s, r); err != nil {
			return err
		}
		if v := r.Event.(voorval); *weiger != nil && v[0].plan == "x" {
			return *weiger
		}
		return nil
	}
	return p
}

func TestPoison(t *testing.T) {
	fout := errors.New("cannot be")
	hist := []voorval{
		{{soort: "zet", plan: "a", status: "ontwerp"}},
		{{soort: "zet", plan: "b", status: "ontwerp"}},
		{{soort: "zet", plan: "x", status: "gif"}, {soort: "zet", plan: "a", status: "gif"}, {soort: "tel", plan: "n", gemeente: "GM0202", bedrag: 1}},
		{{soort: "sluit", plan: "b"}},
	}
	rs := opgenomen(hist)
	t.Run("een fout stopt dat ene leesmodel, met wat ervoor kwam, en niets van de gebeurtenis zelf", func(t *testing.T) {
		dir, b := t.TempDir(), leesmodellentest.NieuweBron(rs, 0)
		l, err := leesmodellen.Open(t.Context(), dir, []*projections.Projector{kieskeurig("kies", &fout), eigenschap()}, b.Opties())
		require.NoError(t, err)
		b.Toon(4)
		require.NoError(t, l.Verwerk(t.Context(), rs))
		s := stand(t, l, "kies")
		require.Equal(t, es.Position(2), s.Positie)
		require.Equal(t, leesmodellen.CodeProjectorfout, s.Gestopt)
		require.Equal(t, es.Position(3), s.Vanaf)
		require.ErrorIs(t, l.Oorzaak("kies"), fout)
		require.Equal(t, []string{"a ontwerp", "b ontwerp"}, plannen(t, l, "kies"))
		require.Equal(t, []string{"a gif", "x gif"}, plannen(t, l, "eigenschap"), "the others go on")
		require.ErrorIs(t, l.WachtOp(t.Context(), "kies", 3), leesmodellen.ErrGestopt)
		require.NoError(t, l.WachtOp(t.Context(), "kies", 2))
		require.NoError(t, l.Sluit())

		r, err := leesmodellen.OpenLezen(t.Context(), dir, []*projections.Projector{kieskeurig("kies", &fout)})
		require.NoError(t, err)
		require.Equal(t, s, stand(t, r, "kies"), "also for who reads along, after a restart")
		require.NoError(t, r.Sluit())

		fout = nil // another binary
		l = open(t, dir, b.Opties(), kieskeurig("kies", &fout), eigenschap())
		require.NoError(t, l.WachtOp(t.Context(), "kies", 4))
		require.NoError(t, leesmodellentest.Gelijk(t.Context(), eigenschap(), l, hernoemd{l}, 4), "as if it had never stopped")
		require.Empty(t, stand(t, l, "kies").Gestopt)
	})
}

// A merkfout is thrown by a projector, and holds what the event says of a person.
type merkfout struct{ tekst string }

func (m merkfout) Error() string { return m.tekst }

// TestPanicHoldsNothingOfAnEvent: what a projector throws is in no error, no status
// and no file; it may be the event itself.
func TestPanicHoldsNothingOfAnEvent(t *testing.T) {
	const merk = "MERKNAAM-7731"
	rs := opgenomen([]voorval{{{soort: "zet", plan: "a"}}, {{soort: "zet", plan: "b"}}})
	for naam, worp := range map[string]any{"een tekst": merk, "een fout": merkfout{merk}, "een gebeurtenis": voorval{{soort: merk}}} {
		t.Run("van een projector die "+naam+" gooit blijft alleen het soort over", func(t *testing.T) {
			dir, p := t.TempDir(), eigenschap()
			p.Verwerk = func(projections.Schrijver, es.Recorded) error { panic(worp) }
			l, err := leesmodellen.Open(t.Context(), dir, []*projections.Projector{p}, leesmodellen.Opties{})
			require.NoError(t, err)
			require.NoError(t, l.Verwerk(t.Context(), rs))
			s := stand(t, l, p.Naam)
			require.Equal(t, leesmodellen.CodeProjectorpanic, s.Gestopt)
			oorzaak := l.Oorzaak(p.Naam)
			require.ErrorContains(t, oorzaak, fmt.Sprintf("%T", worp), "control: it is about this panic")
			require.NotContains(t, oorzaak.Error(), merk)
			require.NotContains(t, fmt.Sprintf("%+v", s), merk)
			require.NoError(t, l.Sluit())
			bestanden := 0
			require.NoError(t, filepath.WalkDir(dir, func(pad string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				b, err := os.ReadFile(pad)
				require.NotContains(t, string(b), merk, pad)
				bestanden++
				return err
			}))
			require.Positive(t, bestanden)
		})
	}
}

func TestPoisonOfAnyKind(t *testing.T) {
	rs := opgenomen([]voorval{{{soort: "zet", plan: "a"}}, {}, {{soort: "sluit", plan: "b"}}})
	for naam, geval := range map[string]struct {
		event any
		code  string
	}{
		"een onbekend type stopt":        {nil, leesmodellen.CodeOnbekendType},
		"een paniek stopt":               {42, leesmodellen.CodeProjectorpanic},
		"een vreemde waarde stopt":       {voorval{{soort: "vreemd"}}, leesmodellen.CodeProjectorfout},
		"een genegeerde fout stopt toch": {voorval{{soort: "genegeerd"}}, leesmodellen.CodeProjectorfout},
	} {
		for _, weg := range []string{"bus", "journaal", "herbouw"} {
			t.Run(naam+" via "+weg, func(t *testing.T) {
				p := slordig()
				rs := []es.Recorded{rs[0], {Position: 2, Event: geval.event}, rs[2]}
				b := leesmodellentest.NieuweBron(rs, 3)
				var s projections.Stand
				switch weg {
				case "bus":
					l := open(t, t.TempDir(), leesmodellen.Opties{}, p)
					require.NoError(t, l.Verwerk(t.Context(), rs))
					s = stand(t, l, p.Naam)
				case "journaal":
					l := open(t, t.TempDir(), b.Opties(), p)
					require.ErrorIs(t, l.WachtOp(t.Context(), p.Naam, 3), leesmodellen.ErrGestopt)
					s = stand(t, l, p.Naam)
				case "herbouw":
					standen, err := leesmodellen.Herbouw(t.Context(), t.TempDir(), []*projections.Projector{p}, b.Opties(), 3, func(int64, int64) {})
					require.NoError(t, err)
					s = standen[p.Naam]
				}
				require.Equal(t, es.Position(1), s.Positie)
				require.Equal(t, geval.code, s.Gestopt)
				require.Equal(t, es.Position(2), s.Vanaf)
			})
		}
	}
}

// slordig is a projector that misuses what it writes with, and may not look at the answer.
func slordig() *projections.Projector {
	p := eigenschap()
	gewoon := p.Verwerk
	p.Verwerk = func(s projections.Schrijver, r es.Recorded) error {
		if v, ok := r.Event.(voorval); ok && v[0].soort == "vreemd" {
			return s.Zet(plannenTabel, "a", 1, 2, 3)
		} else if ok && v[0].soort == "genegeerd" {
			_ = s.Tel(aantallen, januari, 1, "te weinig")
			return nil
		}
		return gewoon(s, r)
	}
	return p
}

// hernoemd shows read model kies under the name of the other.
type hernoemd struct{ *leesmodellen.Leesmodellen }

func (h hernoemd) Lees(ctx context.Context, _ string) (projections.Lezer, func(), error) {
	return h.Leesmodellen.Lees(ctx, "kies")
}

func (h hernoemd) DigestOp(ctx context.Context, _ string, p es.Position) ([32]byte, error) {
	return h.Leesmodellen.DigestOp(ctx, "kies", p)
}

func TestDelivery(t *testing.T) {
	rs := opgenomen([]voorval{{{soort: "zet", plan: "a"}}, {{soort: "zet", plan: "b"}}, {{soort: "zet", plan: "c"}}})
	t.Run("een gat is een fout als het journaal het niet kan dichten", func(t *testing.T) {
		l := open(t, t.TempDir(), leesmodellen.Opties{}, eigenschap())
		require.ErrorIs(t, l.Verwerk(t.Context(), rs[1:]), leesmodellen.ErrGat)
		require.ErrorIs(t, l.Verwerk(t.Context(), []es.Recorded{rs[0], rs[2]}), leesmodellen.ErrGat)
		require.Zero(t, stand(t, l, "eigenschap").Positie)
		require.NoError(t, l.Verwerk(t.Context(), rs), "and leaves nothing broken")
		require.Equal(t, es.Position(3), stand(t, l, "eigenschap").Positie)
	})
	t.Run("een journaal met een gat is een fout", func(t *testing.T) {
		b := leesmodellentest.NieuweBron(rs, 0)
		l := open(t, t.TempDir(), b.Opties(), eigenschap())
		b.Toon(1) // the second event is delivered later than it should be visible
		require.ErrorIs(t, l.Verwerk(t.Context(), rs[2:]), leesmodellen.ErrGat)
		require.Equal(t, es.Position(1), stand(t, l, "eigenschap").Positie)
	})
	t.Run("een journaal dat een gebeurtenis overslaat is een fout, bij inhalen en bij herbouw", func(t *testing.T) {
		o := leesmodellentest.NieuweBron(rs, 3).Opties()
		o.Bron = slaatOver{o.Bron, 2}
		_, err := leesmodellen.Herbouw(t.Context(), t.TempDir(), []*projections.Projector{eigenschap()}, o, 3, func(int64, int64) {})
		require.ErrorIs(t, err, leesmodellen.ErrGat)
		b := leesmodellentest.NieuweBron(rs, 0)
		o.Bron = slaatOver{b, 2}
		l := open(t, t.TempDir(), o, eigenschap())
		b.Toon(3)
		require.ErrorIs(t, l.Verwerk(t.Context(), []es.Recorded{{Position: 4, Event: voorval{}}}), leesmodellen.ErrGat)
		require.Zero(t, stand(t, l, "eigenschap").Positie)
	})
	t.Run("van een reeks die niet vastgelegd kon worden blijft niets over, en opnieuw aanbieden helpt", func(t *testing.T) {
		fout, o := errors.New("disk"), leesmodellen.Opties{}
		o.Wortel = func(context.Context, es.Position) ([32]byte, error) { return [32]byte{1}, fout }
		l := open(t, t.TempDir(), o, eigenschap())
		require.ErrorIs(t, l.Verwerk(t.Context(), rs[:2]), fout)
		require.Zero(t, stand(t, l, "eigenschap").Positie)
		require.Empty(t, plannen(t, l, "eigenschap"))
		fout = nil
		require.NoError(t, l.Verwerk(t.Context(), rs[:2]))
		require.Equal(t, projections.Stand{Positie: 2, Aantal: 2, Wortel: [32]byte{1}}, stand(t, l, "eigenschap"))
		require.Len(t, plannen(t, l, "eigenschap"), 2)
	})
	t.Run("wachten op een positie eindigt zodra ze er is, en anders met de context", func(t *testing.T) {
		l := open(t, t.TempDir(), leesmodellen.Opties{}, eigenschap())
		klaar := make(chan error, 1)
		go func() { klaar <- l.WachtOp(t.Context(), "eigenschap", 2) }()
		require.NoError(t, l.Verwerk(t.Context(), rs[:1]))
		select {
		case err := <-klaar:
			t.Fatalf("returned too early: %v", err)
		case <-time.After(20 * time.Millisecond):
		}
		require.NoError(t, l.Verwerk(t.Context(), rs[1:2]))
		require.NoError(t, <-klaar)
		ctx, stop := context.WithTimeout(t.Context(), time.Millisecond)
		defer stop()
		require.ErrorIs(t, l.WachtOp(ctx, "eigenschap", 3), context.DeadlineExceeded)
		require.ErrorIs(t, l.WachtOp(t.Context(), "geen", 1), leesmodellen.ErrOnbekend)
	})
	t.Run("een lezer ziet een vast moment, ook als er ondertussen geschreven wordt", func(t *testing.T) {
		l := open(t, t.TempDir(), leesmodellen.Opties{}, eigenschap())
		require.NoError(t, l.Verwerk(t.Context(), rs[:2]))
		z, laat, err := l.Lees(t.Context(), "eigenschap")
		require.NoError(t, err)
		require.NoError(t, l.Verwerk(t.Context(), rs))
		require.Equal(t, es.Position(2), z.Stand().Positie)
		require.Len(t, rijen(t, z, 2), 2)
		require.ErrorIs(t, eerste(z.Rijen(plannenTabel, 3)), leesmodellen.ErrToekomst)
		laat()
		laat()
		require.ErrorIs(t, eerste(z.Rijen(plannenTabel, 1)), leesmodellen.ErrGesloten)
		require.Len(t, plannen(t, l, "eigenschap"), 3)
	})
	t.Run("een afgebroken verzoek breekt het lezen af", func(t *testing.T) {
		l := open(t, t.TempDir(), leesmodellen.Opties{}, eigenschap())
		require.NoError(t, l.Verwerk(t.Context(), rs))
		ctx, stop := context.WithCancel(t.Context())
		z, laat, err := l.Lees(ctx, "eigenschap")
		require.NoError(t, err)
		defer laat()
		stop()
		require.ErrorIs(t, eerste(z.Rijen(plannenTabel, 3)), context.Canceled)
		require.Len(t, plannen(t, l, "eigenschap"), 3, "the connection serves the next reader")
	})
}

// A slaatOver is a journal that never shows one position.
type slaatOver struct {
	leesmodellen.Bron
	welke es.Position
}

func (s slaatOver) Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error {
	return s.Bron.Scan(ctx, na, tot, func(v *envelop.Verzegeld) error {
		if v.Positie == s.welke {
			return nil
		}
		return fn(v)
	})
}
