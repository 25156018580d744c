package journaal

import (
	"context"
	"crypto/sha256"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

func TestScanVanVeleStromen(t *testing.T) {
	j := proef(t, haken{})
	const stromen = 3*vooruit + 1
	var van []es.Stream // by position
	for i := range 2 * stromen {
		s := storetest.Stream()
		revisie := es.Revision(es.NoStream)
		if i >= stromen { // again, in another order than they opened
			s, revisie = van[(i*7)%stromen], 0
		}
		schrijf(t, j, s, revisie, ochtend(), i)
		van = append(van, s)
	}
	t.Run("elke gebeurtenis heeft de naam van haar eigen stroom, waar het lezen ook begint", func(t *testing.T) {
		for _, d := range [][2]es.Position{{0, 2 * stromen}, {vooruit - 1, 2 * stromen}, {stromen, 2 * stromen}, {vooruit, vooruit + 1}, {stromen + 5, stromen + 12}} {
			require.NoError(t, j.Scan(t.Context(), d[0], d[1], func(v *envelop.Verzegeld) error {
				require.Equal(t, van[v.Positie-1], v.Stroom, "positie %d", v.Positie)
				return nil
			}))
		}
	})
	t.Run("een stroom zonder naam is schade, ook midden in wat vooruit is gelezen", func(t *testing.T) {
		require.NoError(t, voerUit(buitenom(t, j), "PRAGMA foreign_keys=OFF; DELETE FROM streams WHERE sid = 20;"))
		require.ErrorIs(t, j.Scan(t.Context(), 0, 2*stromen, func(*envelop.Verzegeld) error { return nil }), ErrBeschadigd)
		require.NoError(t, j.Scan(t.Context(), 0, 19, func(*envelop.Verzegeld) error { return nil }), "control")
	})
}

func TestScan(t *testing.T) {
	j := proef(t, haken{})
	stromen := []es.Stream{storetest.Stream(), storetest.Stream(), storetest.Stream()}
	for i := range 1100 { // more than two broks
		schrijf(t, j, stromen[i%3], es.Revision(i/3-1), ochtend(), i)
	}
	t.Run("elk deel komt op volgorde en volledig", func(t *testing.T) {
		for _, d := range [][2]es.Position{{0, 1100}, {0, 0}, {1099, 1100}, {1100, 1100}, {511, 513}, {512, 1024}, {-3, 2}, {7, 5}, {1000, 99999}} {
			want := max(d[0], 0)
			require.NoError(t, j.Scan(t.Context(), d[0], d[1], func(v *envelop.Verzegeld) error {
				want++
				require.Equal(t, want, v.Positie)
				require.Equal(t, stromen[(want-1)%3], v.Stroom)
				require.EqualValues(t, (want-1)/3, v.Revisie)
				require.Equal(t, storetest.Catalog().EverStored()[0], v.Type)
				require.Equal(t, envelop.Commitment(&v.Zout, v.Gebeurtenis), v.Commitment)
				return nil
			}))
			require.Equal(t, max(d[0], 0, min(d[1], 1100)), want, "van %d tot %d", d[0], d[1])
		}
	})
	t.Run("de fout van de ontvanger komt terug en beeindigt het lezen", func(t *testing.T) {
		genoeg, n := errors.New("genoeg"), 0
		require.ErrorIs(t, j.Scan(t.Context(), 0, 1100, func(*envelop.Verzegeld) error { n++; return genoeg }), genoeg)
		require.Equal(t, 1, n)
		require.ErrorIs(t, j.Commitments(t.Context(), 0, 1100, func(es.Position, [32]byte) error { n++; return genoeg }), genoeg)
		require.Equal(t, 2, n)
	})
	t.Run("een ontvanger mag zelf lezen, ook met velen tegelijk", func(t *testing.T) {
		fouten := make(chan error, 2*maxLezers)
		for range cap(fouten) {
			go func() {
				fouten <- j.Scan(context.WithoutCancel(t.Context()), 0, 20, func(v *envelop.Verzegeld) error {
					_, _, err := j.OpPositie(context.WithoutCancel(t.Context()), v.Positie)
					return err
				})
			}()
		}
		for range cap(fouten) {
			require.NoError(t, <-fouten)
		}
	})
	t.Run("commitments komen op volgorde en volledig", func(t *testing.T) {
		lijst := alles(t, j)
		n := es.Position(300)
		require.NoError(t, j.Commitments(t.Context(), 300, 99999, func(p es.Position, c [32]byte) error {
			n++
			require.Equal(t, n, p)
			require.Equal(t, lijst[p-1].Commitment, c)
			return nil
		}))
		require.EqualValues(t, 1100, n)
	})
	t.Run("een afgebroken aanvraag leest niet", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		require.ErrorIs(t, j.Scan(ctx, 0, 10, func(*envelop.Verzegeld) error { return nil }), context.Canceled)
	})
	t.Run("een ontbrekende positie is een fout en wordt niet overgeslagen", func(t *testing.T) {
		conn := buitenom(t, j)
		for _, p := range []es.Position{700, 1100} {
			require.NoError(t, voerUit(conn, "DELETE FROM gebeurtenissen WHERE positie = "+strconv.Itoa(int(p))))
			laatste := es.Position(0)
			err := j.Scan(t.Context(), 0, p, func(v *envelop.Verzegeld) error { laatste = v.Positie; return nil })
			require.ErrorIs(t, err, ErrBeschadigd)
			require.Less(t, laatste, es.Position(700))
			require.ErrorIs(t, j.Commitments(t.Context(), 0, p, func(es.Position, [32]byte) error { return nil }), ErrBeschadigd)
		}
		_, err := j.Read(t.Context(), stromen[(700-1)%3])
		require.ErrorIs(t, err, ErrBeschadigd)
	})
}

func TestScanVanMeerStromenDanZijOnthoudt(t *testing.T) {
	j := proef(t, haken{})
	fouten := make(chan error, 16)
	for range cap(fouten) {
		go func() {
			for range 2 * namenInScan / cap(fouten) {
				a := es.Append{Meta: storetest.Meta("x"), Stream: storetest.Stream(), Expected: es.NoStream, Events: noteer(1)}
				if _, err := j.Append(context.WithoutCancel(t.Context()), a); err != nil {
					fouten <- err
					return
				}
			}
			fouten <- nil
		}()
	}
	for range cap(fouten) {
		require.NoError(t, <-fouten)
	}
	for _, v := range alles(t, j) { // opening holds the row against the event
		_, err := j.o.Codec.Open(&v)
		require.NoError(t, err)
	}
	require.EqualValues(t, 2*namenInScan, j.Kop())
}

func TestGebeurtenis(t *testing.T) {
	j := proef(t, haken{})
	var ids []uuid.UUID
	for i := range 40 { // all in one millisecond
		m := storetest.Meta("x")
		sum := sha256.Sum256([]byte{byte(i)})
		copy(m.Command[:], "\x01\x90\xa0\xb0\x00\x01")
		copy(m.Command[6:], sum[:])
		a := es.Append{Meta: m, Stream: storetest.Stream(), Expected: es.NoStream, Events: noteer(make([]int, 1+i%4)...)}
		_, err := j.Append(t.Context(), a)
		require.NoError(t, err)
		for n := range a.Events {
			ids = append(ids, m.Command.EventID(n))
		}
	}
	t.Run("elke gebeurtenis is te vinden met haar kenmerk", func(t *testing.T) {
		for i, id := range ids {
			v, ok, err := j.Gebeurtenis(t.Context(), id)
			require.NoError(t, err)
			require.True(t, ok)
			require.Equal(t, id, v.ID)
			require.EqualValues(t, i+1, v.Positie)
			require.Equal(t, envelop.Commitment(&v.Zout, v.Gebeurtenis), v.Commitment)
		}
	})
	t.Run("een kenmerk dat er niet is geeft niets", func(t *testing.T) {
		anders := ids[3]
		anders[15] ^= 1
		for _, id := range []uuid.UUID{anders, uuid.Nil, uuid.Must(uuid.NewV7()), uuid.Max} {
			_, ok, err := j.Gebeurtenis(t.Context(), id)
			require.NoError(t, err)
			require.False(t, ok)
		}
		for _, p := range []es.Position{-1, 0, j.Kop() + 1} {
			_, ok, err := j.OpPositie(t.Context(), p)
			require.NoError(t, err)
			require.False(t, ok)
		}
	})
}

func TestPositieVoor(t *testing.T) {
	t.Run("de positie voor de eerste gebeurtenis op of na een moment, ook als de klok terugliep", func(t *testing.T) {
		rapid.Check(t, func(rt *rapid.T) {
			j, err := Open(t.Context(), t.TempDir(), proefOpties(t))
			require.NoError(rt, err)
			defer func() { require.NoError(rt, j.Sluit()) }()
			var tijden []time.Time
			for i, ms := range rapid.SliceOfN(rapid.IntRange(0, 30), 0, 25).Draw(rt, "ms") {
				tijden = append(tijden, ochtend().Add(time.Duration(ms)*time.Millisecond))
				schrijf(t, j, storetest.Stream(), es.NoStream, tijden[i], i)
			}
			for us := -1500; us <= 31_500; us += 500 {
				grens := ochtend().Add(time.Duration(us) * time.Microsecond)
				want := es.Position(0)
				for _, tijd := range tijden {
					if !tijd.Before(grens) {
						break
					}
					want++
				}
				got, err := j.PositieVoor(t.Context(), grens)
				require.NoError(rt, err)
				require.Equal(rt, want, got, "%d us", us)
			}
		})
	})
}
