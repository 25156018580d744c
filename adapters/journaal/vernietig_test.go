package journaal

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// persoon records a stream about one person, with marked text in the public part
// and in the personal part, and returns its events as stored.
func persoon(t *testing.T, j *Journaal, n int, merk string) []envelop.Verzegeld {
	t.Helper()
	s := storetest.Stream()
	for i := range n {
		_, err := j.Append(t.Context(), es.Append{
			Meta: storetest.Meta(merk), Stream: s, Expected: es.Revision(2*i - 1),
			Events: []any{storetest.Met{Soort: "a", Naam: es.Prive(merk)}, storetest.Noted{Nummer: i, Tekst: merk}},
		})
		require.NoError(t, err)
	}
	vs, err := j.Verzegeld(t.Context(), s)
	require.NoError(t, err)
	require.Len(t, vs, 2*n)
	return vs
}

func reeks(t *testing.T, j *Journaal, vs []envelop.Verzegeld) (uit []Vervanging) {
	t.Helper()
	for i := range vs {
		r, err := j.o.Codec.(*envelop.Codec).Residu(&vs[i])
		require.NoError(t, err)
		uit = append(uit, Vervanging{Positie: vs[i].Positie, Residu: r})
	}
	return uit
}

func TestVernietigReeks(t *testing.T) {
	j := proef(t, haken{})
	weg, blijft := persoon(t, j, 5, "MERKTEKEN-WEG"), persoon(t, j, 3, "MERKTEKEN-BLIJFT")
	door := schrijf(t, j, storetest.Stream(), es.NoStream, ochtend(), 1).First
	wortels := boom(t, j)
	var delen [][]byte
	for i := range weg {
		d, err := j.Persoonsdeel(t.Context(), weg[i].Positie)
		require.NoError(t, err)
		if d != nil {
			delen = append(delen, d)
		}
	}
	require.Len(t, delen, 5)

	t.Run("een reeks met een positie die er niet is verandert niets", func(t *testing.T) {
		for _, fout := range []Vervanging{{Positie: door + 1, Residu: []byte("x")}, {Positie: door, Residu: []byte("x")}, {Positie: 1}} {
			require.Error(t, j.VernietigReeks(t.Context(), append(reeks(t, j, weg), fout), door))
		}
		resten, err := j.Resten(t.Context(), []es.Stream{weg[0].Stroom, blijft[0].Stroom, storetest.Stream()}, door)
		require.NoError(t, err)
		require.Equal(t, []Rest{
			{Stroom: weg[0].Stroom, Sleutel: weg[0].Sleutel, Open: true}, {Stroom: blijft[0].Stroom, Sleutel: blijft[0].Sleutel, Open: true},
		}, resten)
	})
	require.NoError(t, j.VernietigReeks(t.Context(), reeks(t, j, weg), door))
	require.NoError(t, j.Gewist(t.Context()))

	t.Run("van de stroom staat geen byte meer op schijf, van de andere alles", func(t *testing.T) {
		require.False(t, inBestand(t, j, []byte("MERKTEKEN-WEG")))
		require.True(t, inBestand(t, j, []byte("MERKTEKEN-BLIJFT")))
		for i := range weg {
			require.False(t, inBestand(t, j, weg[i].Zout[:]))
		}
		for _, d := range delen {
			require.False(t, inBestand(t, j, d))
		}
		resten, err := j.Resten(t.Context(), []es.Stream{weg[0].Stroom}, door)
		require.NoError(t, err)
		require.Equal(t, []Rest{{Stroom: weg[0].Stroom, Sleutel: weg[0].Sleutel}}, resten)
	})
	t.Run("de boom blijft, en de stroom leest als vervangen", func(t *testing.T) {
		require.Equal(t, wortels, boom(t, j))
		gelijkeBoom(t, j)
		recorded, err := j.Read(t.Context(), weg[0].Stroom)
		require.NoError(t, err)
		require.Len(t, recorded, 10)
		for i := 1; i < 10; i += 2 {
			require.True(t, recorded[i].Replaced)
			require.Equal(t, storetest.Noted{Nummer: i / 2}, recorded[i].Event)
		}
	})
	t.Run("de opdracht is nog bekend, en niet meer te raden", func(t *testing.T) {
		r, err := j.Read(t.Context(), weg[0].Stroom)
		require.NoError(t, err)
		_, _, err = j.Earlier(t.Context(), r[0].Command, storetest.Meta("MERKTEKEN-WEG").Body)
		require.ErrorIs(t, err, es.ErrReused)
		require.EqualValues(t, 5, tel(t, j, "SELECT count(*) FROM opdrachten WHERE hmac = zeroblob(32)"))
	})
	t.Run("nog eens is geen fout", func(t *testing.T) {
		vs, err := j.Verzegeld(t.Context(), weg[0].Stroom)
		require.NoError(t, err)
		require.NoError(t, j.VernietigReeks(t.Context(), reeks(t, j, vs), door))
		na, err := j.Verzegeld(t.Context(), weg[0].Stroom)
		require.NoError(t, err)
		require.Equal(t, vs, na)
	})
	t.Run("een ander programma dat leest houdt het wissen op, zolang het leest", func(t *testing.T) {
		ander := persoon(t, j, 1, "MERKTEKEN-LEZER")
		lezer := buitenom(t, j)
		require.NoError(t, voerUit(lezer, "BEGIN; SELECT count(*) FROM gebeurtenissen;"))
		door := schrijf(t, j, storetest.Stream(), es.NoStream, ochtend(), 1).First
		require.NoError(t, j.VernietigReeks(t.Context(), reeks(t, j, ander), door))
		kort, klaar := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer klaar()
		require.ErrorIs(t, j.Gewist(kort), context.DeadlineExceeded)
		require.NoError(t, voerUit(lezer, "COMMIT"))
		require.NoError(t, j.Gewist(t.Context()))
		require.False(t, inBestand(t, j, []byte("MERKTEKEN-LEZER")))
	})
}

func TestStromen(t *testing.T) {
	j := proef(t, haken{})
	id := func(n byte) uuid.UUID { return uuid.UUID{15: n} }
	for _, s := range []es.Stream{
		es.StreamOf("vernietiging", id(2)), es.StreamOf("vernietiging", id(1)), es.StreamOf("vernietigingen", id(3)), es.StreamOf("bewaring", id(4)),
	} {
		schrijf(t, j, s, es.NoStream, ochtend(), 1)
	}
	got, err := j.Stromen(t.Context(), "vernietiging", "bewaring", "geen")
	require.NoError(t, err)
	require.Equal(t, []es.Stream{es.StreamOf("vernietiging", id(1)), es.StreamOf("vernietiging", id(2)), es.StreamOf("bewaring", id(4))}, got)
}

// tel returns the number that query answers with, from outside.
func tel(t *testing.T, j *Journaal, query string) int64 {
	t.Helper()
	n, err := getal(buitenom(t, j), query)
	require.NoError(t, err)
	return n
}
