package journaal

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// A model says what a journal must hold.
type model struct {
	stromen  map[es.Stream][]es.Position
	bekend   []es.Append // recorded commands
	bonnen   map[es.CommandID]es.Receipt
	volgorde []string // of every event: stream, revision, event
}

// beoordeel says what the journal must answer to a, and records it.
func (m *model) beoordeel(a es.Append) (es.Receipt, error) {
	if r, ok := m.bonnen[a.Command]; ok {
		for _, b := range m.bekend {
			if b.Command == a.Command && b.Body != a.Body {
				return es.Receipt{}, es.ErrReused
			}
		}
		r.Repeated = true
		return r, nil
	}
	if es.Revision(len(m.stromen[a.Stream])-1) != a.Expected {
		return es.Receipt{}, es.ErrConflict
	}
	r := es.Receipt{Stream: a.Stream, Revision: a.Expected + es.Revision(len(a.Events)), First: es.Position(len(m.volgorde) + 1), Count: len(a.Events)}
	for _, e := range a.Events {
		m.volgorde = append(m.volgorde, regel(a.Stream, es.Revision(len(m.stromen[a.Stream])), e))
		m.stromen[a.Stream] = append(m.stromen[a.Stream], es.Position(len(m.volgorde)))
	}
	m.bekend = append(m.bekend, a)
	m.bonnen[a.Command] = r
	return r, nil
}

// regel describes an event by what can be seen of it without its key.
func regel(s es.Stream, r es.Revision, e any) string {
	if p, ok := e.(storetest.Met); ok {
		e = storetest.Met{Soort: p.Soort}
	}
	return fmt.Sprint(s, r, e)
}

// trek draws an append: mostly right, at times repeated, reused or stale.
func (m *model) trek(t *rapid.T, stromen []es.Stream) es.Append {
	s := rapid.SampledFrom(stromen).Draw(t, "stroom")
	a := es.Append{Meta: storetest.Meta("x"), Stream: s, Expected: es.Revision(len(m.stromen[s]) - 1)}
	for i := range rapid.IntRange(1, 3).Draw(t, "aantal") {
		if rapid.Bool().Draw(t, "persoonlijk") {
			a.Events = append(a.Events, storetest.Met{Soort: fmt.Sprint("soort ", i), Naam: es.Prive("Jan")})
		} else {
			a.Events = append(a.Events, storetest.Noted{Nummer: len(m.volgorde) + i})
		}
	}
	switch keus := rapid.IntRange(0, 9).Draw(t, "keus"); {
	case keus == 0:
		a.Expected = es.Revision(rapid.IntRange(-1, 12).Draw(t, "revisie"))
	case keus <= 2 && len(m.bekend) > 0:
		b := rapid.SampledFrom(m.bekend).Draw(t, "bekend")
		a.Meta, a.Stream, a.Expected = b.Meta, b.Stream, b.Expected
		if keus == 2 {
			a.Body[0] ^= 0xff
		}
	case keus == 3: // an id whose order says nothing
		copy(a.Command[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "opdracht"))
	}
	return a
}

// gelijk requires that j holds what m says.
func (m *model) gelijk(t testing.TB, j *Journaal) {
	require.EqualValues(t, len(m.volgorde), j.Kop())
	var volgorde []string
	require.NoError(t, j.Scan(t.Context(), 0, j.Kop(), func(v *envelop.Verzegeld) error {
		r, err := j.o.Codec.Open(v)
		volgorde = append(volgorde, regel(r.Stream, r.Revision, r.Event))
		return err
	}))
	require.Equal(t, m.volgorde, volgorde)
	for s, posities := range m.stromen {
		recorded, err := j.Read(t.Context(), s)
		require.NoError(t, err)
		require.Len(t, recorded, len(posities))
		for i, r := range recorded {
			require.Equal(t, posities[i], r.Position)
			require.Equal(t, m.volgorde[r.Position-1], regel(s, r.Revision, r.Event))
			v, ok, err := j.Gebeurtenis(t.Context(), r.ID)
			require.NoError(t, err)
			require.True(t, ok)
			require.Equal(t, r.Position, v.Positie)
		}
	}
	for _, a := range m.bekend {
		r, ok, err := j.Earlier(t.Context(), a.Command, a.Body)
		require.NoError(t, err)
		require.True(t, ok)
		want := m.bonnen[a.Command]
		want.Repeated = true
		require.Equal(t, want, r)
	}
	eenSleutel(t, j)
	gelijkeBoom(t, j)
}

// eenSleutel requires that no stream has parts under two keys.
func eenSleutel(t testing.TB, j *Journaal) {
	sleutel := map[es.Stream][16]byte{}
	for _, v := range alles(t, j) {
		if v.Sleutel == [16]byte{} {
			continue
		}
		if eerder, ok := sleutel[v.Stroom]; ok {
			require.Equal(t, eerder, v.Sleutel, "%s", v.Stroom)
		}
		sleutel[v.Stroom] = v.Sleutel
	}
}

// TestModel holds the journal against the model over random histories, with
// reopening in between and a cache that holds next to nothing.
func TestModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		map_, o := t.TempDir(), proefOpties(t)
		heropen := func() *Journaal {
			j, err := open(t.Context(), map_, o, haken{})
			require.NoError(rt, err)
			j.stromen.max = rapid.SampledFrom([]int{2, 6, maxStromen}).Draw(rt, "geheugen")
			return j
		}
		m := &model{stromen: map[es.Stream][]es.Position{}, bonnen: map[es.CommandID]es.Receipt{}}
		stromen := make([]es.Stream, 5)
		for i := range stromen {
			stromen[i] = storetest.Stream()
		}
		j := heropen()
		for range rapid.IntRange(1, 40).Draw(rt, "stappen") {
			if rapid.IntRange(0, 9).Draw(rt, "heropen") == 0 {
				require.NoError(rt, j.Sluit())
				j = heropen()
			}
			a := m.trek(rt, stromen)
			want, wantErr := m.beoordeel(a)
			got, err := j.Append(t.Context(), a)
			require.ErrorIs(rt, err, wantErr)
			require.Equal(rt, want, got)
		}
		m.gelijk(t, j)
		require.NoError(rt, j.Sluit())
	})
}

func TestStromenBlijvenBegrensd(t *testing.T) {
	c := nieuweStromen(10)
	for i := range 1000 {
		c.bewaar(es.Stream(fmt.Sprint(i)), stroom{sid: int64(i)})
		if s, ok := c.zoek("7"); i >= 7 {
			require.True(t, ok, "what is asked for stays")
			require.EqualValues(t, 7, s.sid)
		}
		require.LessOrEqual(t, len(c.jong)+len(c.oud), 10)
	}
	_, ok := c.zoek("500")
	require.False(t, ok)
	c.vergeet()
	_, ok = c.zoek("7")
	require.False(t, ok)
}

// TestSleutelIngehaald: a caller that guesses a revision that does not exist yet
// seals under a new key, and by the time it is its turn the stream has another.
func TestSleutelIngehaald(t *testing.T) {
	h := &houder{}
	j := proef(t, h.haken())
	s := storetest.Stream()
	schrijf(t, j, s, es.NoStream, ochtend(), 1)
	h.mu.Lock()
	h.vast.Store(true)
	fouten := make(chan error, 2)
	for r := range es.Revision(2) {
		go func() {
			_, err := j.Append(t.Context(), es.Append{Meta: storetest.Meta("x"), Stream: s, Expected: r, Events: []any{storetest.Met{Soort: "a", Naam: es.Prive("Jan")}}})
			fouten <- err
		}()
		require.Eventually(t, func() bool { return int(h.inHand.Load())+len(j.rij) == int(r)+1 }, 5e9, 1e6)
	}
	h.vast.Store(false)
	h.mu.Unlock()
	require.NoError(t, <-fouten)
	require.NoError(t, <-fouten)
	require.EqualValues(t, 3, j.Kop())
	eenSleutel(t, j)
	require.Len(t, j.o.Sleutels.(*sleutelbos).sleutels, 2, "two keys were taken, so the second append was sealed again")
}
