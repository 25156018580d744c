package historie

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func leesAlles(b []byte) (uit []envelop.Verzegeld, s Slot, err error) {
	l := NieuweLezer(bytes.NewReader(b))
	for {
		v, err := l.Volgende()
		if errors.Is(err, io.EOF) {
			return uit, l.Slot(), nil
		}
		if err != nil {
			return uit, s, err
		}
		uit = append(uit, v)
	}
}

func bestand(vs []envelop.Verzegeld, s Slot) (b []byte) {
	for i := range vs {
		b = append(Regel(b, &vs[i]), '\n')
	}
	return append(s.Regel(b), '\n')
}

func voorbeeld() ([]envelop.Verzegeld, Slot) {
	vs := []envelop.Verzegeld{
		{Positie: 1, Zout: [32]byte{1}, Commitment: [32]byte{2}, Gebeurtenis: []byte(`{"a":"}"}`)},
		{Positie: 2, Vervangen: 3, Commitment: [32]byte{4}, Gebeurtenis: []byte(`{}`)},
		{Positie: 3, Zout: [32]byte{5}, Commitment: [32]byte{6}, Gebeurtenis: []byte(`{"b":2}`)},
	}
	return vs, Slot{Omvang: 3, Wortel: [32]byte{7}}
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var vs []envelop.Verzegeld
		hash := rapid.Custom(func(t *rapid.T) (h [32]byte) {
			copy(h[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "bytes"))
			return h
		})
		n := rapid.IntRange(0, 5).Draw(t, "aantal")
		for i := range n {
			v := envelop.Verzegeld{Positie: es.Position(i + 1), Commitment: hash.Draw(t, "commitment")}
			v.Gebeurtenis = []byte(`{"x":"` + rapid.StringMatching(`[a-z"}{,:]{0,20}`).Draw(t, "tekst") + `"}`)
			if rapid.Bool().Draw(t, "vervangen") {
				v.Vervangen = es.Position(rapid.Int64Range(1, 1<<53).Draw(t, "door"))
			} else {
				v.Zout = hash.Draw(t, "zout")
			}
			vs = append(vs, v)
		}
		s := Slot{Omvang: es.Position(n), Wortel: hash.Draw(t, "wortel")}
		got, gotSlot, err := leesAlles(bestand(vs, s))
		require.NoError(t, err)
		require.Equal(t, vs, got)
		require.Equal(t, s, gotSlot)
	})
}

func TestRefusals(t *testing.T) {
	vs, s := voorbeeld()
	goed := string(bestand(vs, s))
	regels := strings.SplitAfter(goed, "\n")
	_, _, err := leesAlles([]byte(goed))
	require.NoError(t, err, "control: unchanged it is read")
	for naam, b := range map[string]string{
		"een leeg bestand":                   "",
		"een regel weg":                      regels[0] + regels[2] + regels[3],
		"twee regels omgewisseld":            regels[1] + regels[0] + regels[2] + regels[3],
		"een regel dubbel":                   regels[0] + regels[0] + regels[1] + regels[2] + regels[3],
		"de eerste regel weg":                regels[1] + regels[2] + regels[3],
		"de slotregel weg":                   regels[0] + regels[1] + regels[2],
		"een gebeurtenis te weinig":          regels[0] + regels[1] + regels[3],
		"iets na de slotregel":               goed + regels[0],
		"een slotregel dubbel":               goed + regels[3],
		"geen regeleinde":                    strings.TrimSuffix(goed, "\n"),
		"een lege regel":                     regels[0] + "\n" + strings.Join(regels[1:], ""),
		"een spatie":                         strings.Replace(goed, `,"zout"`, `, "zout"`, 1),
		"een positie met een nul ervoor":     strings.Replace(goed, `"positie":1`, `"positie":01`, 1),
		"zout en commitment omgewisseld":     strings.Replace(strings.Replace(goed, `"zout"`, `"x"`, 1), `"commitment"`, `"zout"`, 1),
		"een zout met opvulling":             strings.Replace(goed, `","commitment"`, `=","commitment"`, 1),
		"een gebeurtenis die geen object is": strings.Replace(goed, `{"b":2}`, `[2]`, 1),
		"een regel die te lang is":           `{"positie":1,"zout":"` + strings.Repeat("A", MaxRegel+10) + "\n",
		"Windows-regeleinden":                strings.ReplaceAll(goed, "\n", "\r\n"),
	} {
		t.Run(naam+" wordt geweigerd", func(t *testing.T) {
			_, _, err := leesAlles([]byte(b))
			require.ErrorIs(t, err, ErrVorm)
		})
	}
	t.Run("de melding noemt de regel en niets van haar inhoud", func(t *testing.T) {
		_, _, err := leesAlles([]byte(regels[0] + `{"positie":2,"geheim":"Jan"}` + "\n"))
		require.ErrorContains(t, err, "regel 2")
		require.NotContains(t, err.Error(), "Jan")
	})
}
