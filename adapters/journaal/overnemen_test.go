package journaal

import (
	"bytes"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// overnames returns the history of j, without personal parts, as another journal
// would get it.
func overnames(t *testing.T, j *Journaal) (uit []Overname) {
	t.Helper()
	c := j.o.Codec.(*envelop.Codec)
	require.NoError(t, j.Scan(t.Context(), 0, j.Kop(), func(v *envelop.Verzegeld) error {
		k := envelop.Verzegeld{
			Positie: v.Positie, Gebeurtenis: bytes.Clone(v.Gebeurtenis), Zout: v.Zout, Commitment: v.Commitment, Vervangen: v.Vervangen,
		}
		h, err := c.Herken(&k)
		require.NoError(t, err)
		require.Equal(t, []any{v.Stroom, v.Revisie, v.ID, v.Type}, []any{k.Stroom, k.Revisie, k.ID, k.Type})
		if n := len(uit); n > 0 && uit[n-1].Command == h.Command {
			uit[n-1].Zegels = append(uit[n-1].Zegels, k)
			return nil
		}
		uit = append(uit, Overname{Meta: h.Meta, Zegels: []envelop.Verzegeld{k}})
		return nil
	}))
	return uit
}

// geschiedenis is a journal with two streams, a personal event and a replaced one.
func geschiedenis(t *testing.T) *Journaal {
	t.Helper()
	j := proef(t, haken{})
	a, b := storetest.Stream(), storetest.Stream()
	schrijf(t, j, a, es.NoStream, ochtend(), 1, 2, 3)
	schrijf(t, j, b, es.NoStream, ochtend(), 4)
	_, err := j.Append(t.Context(), es.Append{
		Meta: storetest.Meta("x"), Stream: b, Expected: 0,
		Events: []any{storetest.Met{Soort: "s", Naam: es.Prive("Jan")}, storetest.Noted{Nummer: 5}},
	})
	require.NoError(t, err)
	schrijf(t, j, storetest.Stream(), es.NoStream, ochtend(), 7)
	schrijf(t, j, a, 2, ochtend(), 6)
	v, _, err := j.OpPositie(t.Context(), 2)
	require.NoError(t, err)
	residu, err := j.o.Codec.(*envelop.Codec).Residu(&v)
	require.NoError(t, err)
	require.NoError(t, j.Vervang(t.Context(), 2, residu, 8))
	return j
}

func TestNeemOver(t *testing.T) {
	oud := geschiedenis(t)

	t.Run("een overgenomen geschiedenis heeft dezelfde rijen en dezelfde boom", func(t *testing.T) {
		j := proef(t, haken{})
		require.NoError(t, j.NeemOver(t.Context(), overnames(t, oud)))
		require.Equal(t, alles(t, oud), alles(t, j))
		require.Equal(t, boom(t, oud), boom(t, j))
		gelijkeBoom(t, j)
		deel, err := j.Persoonsdeel(t.Context(), 5)
		require.NoError(t, err)
		require.Nil(t, deel, "what is not given is not there")
		require.NoError(t, j.lezers.met(t.Context(), func(l *lezer) error {
			n, err := l.getal("SELECT length(zout) FROM gebeurtenissen WHERE positie = 2", func(*sqlite.Stmt) {})
			require.Zero(t, n, "the salt of a replaced event is gone")
			return err
		}))
	})
	t.Run("daarna gaat het journaal gewoon verder", func(t *testing.T) {
		j := proef(t, haken{})
		o := overnames(t, oud)
		require.NoError(t, j.NeemOver(t.Context(), o))
		r := schrijf(t, j, o[0].Zegels[0].Stroom, 3, ochtend(), 9)
		require.EqualValues(t, 9, r.First)
		gelijkeBoom(t, j)
		_, err := j.Append(t.Context(), es.Append{Meta: es.Meta{Command: o[0].Command, Body: [32]byte{1}, Time: ochtend()}, Stream: storetest.Stream(), Expected: es.NoStream, Events: noteer(1)})
		require.ErrorIs(t, err, es.ErrReused, "what was asked is not known here")
	})
	t.Run("een stroom over een persoon van wie de sleutel hier niet is, wordt niet voortgezet", func(t *testing.T) {
		j := proef(t, haken{})
		o := overnames(t, oud)
		require.NoError(t, j.NeemOver(t.Context(), o))
		_, err := j.Append(t.Context(), es.Append{
			Meta: storetest.Meta("y"), Stream: o[1].Zegels[0].Stroom, Expected: 2, Events: []any{storetest.Met{Soort: "s", Naam: es.Prive("Piet")}},
		})
		require.Error(t, err)
		require.EqualValues(t, 8, j.Kop())
	})

	for naam, bederf := range map[string]func(o []Overname) []Overname{
		"een gat":                               func(o []Overname) []Overname { return append(o[:1:1], o[2:]...) },
		"een begin dat ontbreekt":               func(o []Overname) []Overname { return o[1:] },
		"een hele stroom die ontbreekt":         func(o []Overname) []Overname { return append(o[:3:3], o[4]) },
		"een gat binnen een opdracht":           func(o []Overname) []Overname { o[0].Zegels = append(o[0].Zegels[:1:1], o[0].Zegels[2]); return o },
		"een gewijzigde byte":                   func(o []Overname) []Overname { o[1].Zegels[0].Gebeurtenis[20] ^= 1; return o },
		"een ander zout":                        func(o []Overname) []Overname { o[1].Zegels[0].Zout[0] ^= 1; return o },
		"een id die niet uit de opdracht volgt": func(o []Overname) []Overname { o[1].Zegels[0].ID = uuid.New(); return o },
		"een revisie te ver":                    func(o []Overname) []Overname { o[4].Zegels[0].Revisie++; return o },
		"een stroom die halverwege wisselt":     func(o []Overname) []Overname { o[0].Zegels[1].Stroom = storetest.Stream(); return o },
		"een vervanging vooraf":                 func(o []Overname) []Overname { o[0].Zegels[1].Vervangen = 1; return o },
		"een opdracht twee keer": func(o []Overname) []Overname {
			d := o[1]
			d.Zegels = append([]envelop.Verzegeld(nil), d.Zegels...)
			d.Zegels[0].Positie = 9
			return append(o, d)
		},
		"een opdracht zonder gebeurtenissen": func(o []Overname) []Overname { o[2].Zegels = nil; return o },
	} {
		t.Run("wordt geweigerd: "+naam, func(t *testing.T) {
			j := proef(t, haken{})
			require.Error(t, j.NeemOver(t.Context(), bederf(overnames(t, oud))))
			require.LessOrEqual(t, int64(j.Kop()), int64(8))
			require.NoError(t, j.Fout(), "a refusal does not stop the journal")
			gelijkeBoom(t, j)
		})
	}
	t.Run("wie alleen leest neemt niets over", func(t *testing.T) {
		l, err := OpenLezen(t.Context(), oud.map_, oud.o)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, l.Sluit()) })
		require.ErrorIs(t, l.NeemOver(t.Context(), overnames(t, oud)), ErrAlleenLezen)
	})
}
