package es_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

func TestCommandID(t *testing.T) {
	c, err := es.ParseCommandID("AZCgsAABeqO0xdbn-AkaKw")
	require.NoError(t, err)
	t.Run("afgeleide kenmerken liggen voor altijd vast", func(t *testing.T) { // computed with hashlib of Python
		for got, want := range map[string]string{
			c.EventID(0).String():  "0190a0b0-0001-88c4-9a8b-f24af8fb9591",
			c.EventID(1).String():  "0190a0b0-0001-890c-a1b9-17d268cca890",
			c.StreamID(0).String(): "0190a0b0-0001-89ad-b105-cf9887382a94",
			es.FollowUp(c.EventID(0), "termijnbewaking", 0).String(): "AZCgsAAB9sN_4sCYh7tB_Q",
		} {
			require.Equal(t, want, got)
		}
	})
	t.Run("een afgeleid kenmerk is een UUIDv8 met de tijd van de opdracht, en uniek", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			var c es.CommandID
			copy(c[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "opdracht"))
			seen := map[uuid.UUID]bool{}
			for n := range 20 {
				for _, id := range []uuid.UUID{c.EventID(n), c.StreamID(n)} {
					require.EqualValues(t, 8, id.Version())
					require.Equal(t, uuid.RFC4122, id.Variant())
					require.Equal(t, c[:6], id[:6])
					require.False(t, seen[id], "an id is derived twice")
					seen[id] = true
				}
				require.Equal(t, c.EventID(n), c.EventID(n))
			}
			back, err := es.ParseCommandID(c.String())
			require.NoError(t, err)
			require.Equal(t, c, back)
		})
	})
	t.Run("een opdracht van een proces volgt uit de gebeurtenis, het proces en het nummer", func(t *testing.T) {
		cause := c.EventID(0)
		first := es.FollowUp(cause, "termijnbewaking", 0)
		require.Equal(t, first, es.FollowUp(cause, "termijnbewaking", 0))
		require.Equal(t, cause[:6], first[:6])
		for _, other := range []es.CommandID{es.FollowUp(c.EventID(1), "termijnbewaking", 0), es.FollowUp(cause, "vervolg", 0), es.FollowUp(cause, "termijnbewaking", 1)} {
			require.NotEqual(t, first, other)
		}
	})
	t.Run("wat geen kenmerk is wordt geweigerd", func(t *testing.T) {
		for _, s := range []string{"", "AZCgsAABeqO0xdbn-AkaK", "AZCgsAABeqO0xdbn-AkaKw==", "AZCgsAABeqO0xdbn+AkaKw", "AZCgsAABeqO0xdbn-AkaKx", "AZCgsAABeqO0xdbn-AkaKwAA", "AZCgsAABeqO0xdbn-AkaK\n"} {
			_, err := es.ParseCommandID(s)
			require.Error(t, err, "%q", s)
		}
	})
	t.Run("alleen nul is geen opdracht", func(t *testing.T) {
		require.True(t, es.CommandID{}.IsZero())
		require.False(t, es.CommandID{15: 1}.IsZero())
		require.False(t, c.IsZero())
	})
	t.Run("een stroom heet naar zijn soort en kenmerk", func(t *testing.T) {
		id := uuid.MustParse("0190a0b0-1111-8222-8333-444455556666")
		require.Equal(t, es.Stream("uitvoeringsplan-0190a0b0-1111-8222-8333-444455556666"), es.StreamOf("uitvoeringsplan", id))
	})
}

func TestReceipt(t *testing.T) {
	require.EqualValues(t, 9, es.Receipt{First: 7, Count: 3}.Last())
	require.EqualValues(t, 7, es.Receipt{First: 7, Count: 1}.Last())
	require.Zero(t, es.Receipt{Revision: 4}.Last())
}

func TestRefusal(t *testing.T) {
	declared := es.Refuse("plan/te-laat", "De termijn is voorbij.", "Awb art. 3:16")
	t.Run("met een toelichting blijft het dezelfde weigering", func(t *testing.T) {
		one := declared.With("sinds 3 maart 2026")
		require.ErrorIs(t, one, declared)
		require.ErrorIs(t, declared, one)
		require.ErrorIs(t, fmt.Errorf("wrapped: %w", one), declared)
		require.Empty(t, declared.Detail, "the declared one is not changed")
		require.Equal(t, "plan/te-laat: De termijn is voorbij. sinds 3 maart 2026", one.Error())
		require.Equal(t, "plan/te-laat: De termijn is voorbij.", declared.Error())
		var r *es.Refusal
		require.ErrorAs(t, fmt.Errorf("wrapped: %w", one), &r)
		require.Equal(t, "Awb art. 3:16", r.Rule)
	})
	t.Run("een andere regel is een andere weigering", func(t *testing.T) {
		require.NotErrorIs(t, declared, es.Refuse("plan/te-vroeg", "De termijn is voorbij.", "Awb art. 3:16"))
		require.NotErrorIs(t, declared, errors.New("plan/te-laat: De termijn is voorbij."))
	})
}

func TestPersoonlijk(t *testing.T) {
	name := es.Prive("Johanna de Vries")
	t.Run("een open veld geeft zijn waarde, een gesloten veld niet", func(t *testing.T) {
		v, open := name.Waarde()
		require.True(t, open)
		require.Equal(t, "Johanna de Vries", v)
		_, open = es.Persoonlijk[string]{}.Waarde()
		require.False(t, open)
	})
	t.Run("geen weg naar tekst toont de waarde", func(t *testing.T) {
		type event struct{ Naam es.Persoonlijk[string] }
		e := event{name}
		for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			require.NotContains(t, fmt.Sprintf(format, e), "Johanna", format)
			require.NotContains(t, fmt.Sprintf(format, &e), "Johanna", format)
			require.NotContains(t, fmt.Sprintf(format, name), "Johanna", format)
			require.NotContains(t, fmt.Sprintf(format, e), fmt.Sprintf("%x", "Johanna"), format)
		}
		var b bytes.Buffer
		require.Error(t, json.NewEncoder(&b).Encode(e))
		require.NotContains(t, b.String(), "Johanna")
	})
	t.Run("de codec vult een veld en opent het", func(t *testing.T) {
		var p es.Persoonlijk[string]
		value, open := p.Onthul()
		require.False(t, open)
		*value.(*string) = "Jan"
		_, open = p.Waarde()
		require.False(t, open, "filled is not yet open")
		p.Open()
		v, open := p.Waarde()
		require.True(t, open)
		require.Equal(t, "Jan", v)
	})
}
