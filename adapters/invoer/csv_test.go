package invoer

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func leesCSV(t *testing.T, bestand, opdracht string) []*Regel {
	t.Helper()
	b, err := LeesBeschrijving([]byte(nepbeschrijving))
	require.NoError(t, err)
	c, err := NieuweCSV(strings.NewReader(bestand), b, opdracht)
	require.NoError(t, err)
	var uit []*Regel
	for {
		r, err := c.Volgende()
		if errors.Is(err, io.EOF) {
			assert.EqualValues(t, len(strings.TrimPrefix(bestand, "\uFEFF")), c.Gelezen())
			return uit
		}
		require.NoError(t, err)
		uit = append(uit, r)
	}
}

func TestCSV(t *testing.T) {
	t.Run("cellen worden gelezen zoals de API hun veld beschrijft", func(t *testing.T) {
		uit := leesCSV(t, "\uFEFFopdracht;sleutel;als;pad.planId;titel;jaar;vast;raden;jaren;opdracht.gesimuleerd\n"+
			"adviseer;s1;a;p1;\"een; twee\nregels\";2020;ja;GM1|GM2;1|2;true\n"+
			"adviseer;;;p2;;;nee;[];;\n", "")
		require.Len(t, uit, 2)
		assert.JSONEq(t, `{"titel":"een; twee\nregels","jaar":2020,"vast":true,"raden":["GM1","GM2"],"jaren":[1,2],"opdracht":{"gesimuleerd":true}}`, string(uit[0].Body))
		assert.Equal(t, map[string]string{"planId": "p1"}, uit[0].Pad)
		assert.Equal(t, []any{"s1", "a", "adviseer", int64(2)}, []any{uit[0].Sleutel, uit[0].Als, uit[0].Opdracht, uit[0].Nummer})
		assert.JSONEq(t, `{"vast":false,"raden":[]}`, string(uit[1].Body), "an empty cell is an absent field")
		assert.EqualValues(t, 4, uit[1].Nummer, "the line in the file, not the row")
	})
	t.Run("een nieuwe kop mag overal", func(t *testing.T) {
		uit := leesCSV(t, "opdracht,titel\nstelOp,a\nopdracht,jaar,pad.planId\nadviseer,7,p\n", "")
		require.Len(t, uit, 2)
		assert.JSONEq(t, `{"jaar":7}`, string(uit[1].Body))
		assert.EqualValues(t, 4, uit[1].Nummer)
	})
	t.Run("zonder kolom opdracht zegt de vlag wat het is", func(t *testing.T) {
		uit := leesCSV(t, "titel\na\n", "stelOp")
		assert.Equal(t, "stelOp", uit[0].Opdracht)
		b, err := LeesBeschrijving([]byte(nepbeschrijving))
		require.NoError(t, err)
		_, err = NieuweCSV(strings.NewReader("titel\na\n"), b, "")
		require.ErrorContains(t, err, "--opdracht")
		_, err = NieuweCSV(strings.NewReader(""), b, "stelOp")
		require.Error(t, err)
	})
	t.Run("een fout noemt de kolom en geen waarde", func(t *testing.T) {
		uit := leesCSV(t, "opdracht;titel;jaar;vast;jaren;geheim;opdracht.geheim\n"+
			"stelOp;a;geheim;geheim;1|geheim;;\nstelOp;a;;;;geheim;geheim\ngeheim;a\nstelOp;ge\xffheim\nstelOp;a;;;;;;geheim\n", "")
		require.Len(t, uit, 5)
		velden := func(i int) (v []string) {
			for _, f := range uit[i].Fouten {
				v = append(v, f.Veld)
			}
			return v
		}
		assert.Equal(t, []string{"jaar", "vast", "jaren"}, velden(0))
		assert.Equal(t, []string{"kolom 6", "kolom 7"}, velden(1))
		assert.Equal(t, []string{"opdracht"}, velden(2))
		assert.Equal(t, []string{"titel"}, velden(3))
		assert.Equal(t, "kolommen", uit[4].Fouten[0].Code)
		for _, r := range uit {
			assert.NotContains(t, alsJSON(t, r.Fouten), "geheim")
			assert.Equal(t, Ongeldig, r.Afgekeurd().Status)
		}
	})
	t.Run("verkeerde aanhalingstekens maken de rest onleesbaar, en de melding noemt de regel", func(t *testing.T) {
		b, err := LeesBeschrijving([]byte(nepbeschrijving))
		require.NoError(t, err)
		c, err := NieuweCSV(strings.NewReader("titel\na\n\"ge\"heim\n"), b, "stelOp")
		require.NoError(t, err)
		_, err = c.Volgende()
		require.NoError(t, err)
		_, err = c.Volgende()
		require.ErrorContains(t, err, "regel 3")
		require.NotContains(t, err.Error(), "heim")
	})
	t.Run("een aanhalingsteken dat niet wordt gesloten: de melding noemt waar het opende, niet waar het bestand ophield", func(t *testing.T) {
		b, err := LeesBeschrijving([]byte(nepbeschrijving))
		require.NoError(t, err)
		c, err := NieuweCSV(strings.NewReader("titel\na\n\"geheim\nb\nc\n"), b, "stelOp")
		require.NoError(t, err)
		_, err = c.Volgende()
		require.NoError(t, err)
		_, err = c.Volgende()
		require.ErrorContains(t, err, "regel 3:")
		require.NotContains(t, err.Error(), "geheim")
	})
	t.Run("een fout van de API komt terug als kolom", func(t *testing.T) {
		r := &Regel{Veld: kolomVan}
		assert.Equal(t, "opdracht.gesimuleerd", r.plaats("body", "/opdracht/gesimuleerd"))
		assert.Equal(t, "pad.planId", r.plaats("path", "planId"))
		assert.Equal(t, "sleutel", r.plaats("header", "Idempotency-Key"))
		assert.Empty(t, r.plaats("query", "x"))
	})
}
