package recht

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// vectors is the part of testdata/testvectors.json that this package answers
// for. The parts leerplicht, verzuim_16u and lks are tested in their modules.
type vectors struct {
	BSN []struct {
		In    string `json:"in"`
		Valid bool   `json:"valid"`
	} `json:"bsn"`
	Begroting []struct {
		Aanbieding Datum `json:"aanbieding_AB"`
		Weken      int   `json:"weken"`
		Uiterlijk  Datum `json:"uiterlijk_toezenden"`
	} `json:"zienswijze_begroting_12wk"`
	Regeling []struct {
		Toegezonden Datum `json:"toegezonden"`
		Nominaal    Datum `json:"nominaal"`
		NaATW       Datum `json:"na_ATW"`
	} `json:"zienswijze_regeling_8wk"`
	Bezwaar []struct {
		Bekendgemaakt Datum `json:"bekendgemaakt"`
		Nominaal      Datum `json:"nominaal"`
		NaATW         Datum `json:"na_ATW"`
	} `json:"bezwaar_6wk"`
	Doorbelasting []struct {
		Centen    int64            `json:"totaal_centen"`
		Gewichten map[string]int64 `json:"gewichten"`
		Uit       map[string]int64 `json:"uit"`
	} `json:"doorbelasting_grootste_rest"`
}

func leesVectors(t *testing.T) (v vectors) {
	t.Helper()
	b, err := os.ReadFile("testdata/testvectors.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &v))
	// A renamed section would otherwise be a test of nothing.
	require.Equal(t, []int{7, 3, 4, 5, 2}, []int{len(v.BSN), len(v.Begroting), len(v.Regeling), len(v.Bezwaar), len(v.Doorbelasting)})
	return v
}

func TestVectors(t *testing.T) {
	v := leesVectors(t)
	t.Run("burgerservicenummers", func(t *testing.T) {
		for _, c := range v.BSN {
			_, err := ParseBSN(c.In)
			require.Equal(t, c.Valid, err == nil, c.In)
		}
	})
	t.Run("toezending van de ontwerpbegroting", func(t *testing.T) {
		for _, c := range v.Begroting {
			termijn, noot, err := BegrotingOntwerp.Op(c.Aanbieding)
			require.NoError(t, err)
			require.Equal(t, weken(c.Weken), termijn)
			require.Equal(t, "BEGR_ONTWERP", noot.Code)
			d, err := termijn.VoorafAan(c.Aanbieding)
			require.NoError(t, err)
			require.Equal(t, c.Uiterlijk, d)
		}
	})
	t.Run("zienswijze op de regeling", func(t *testing.T) {
		for _, c := range v.Regeling {
			termijn, _, err := ZienswijzeRegeling.Op(c.Toegezonden)
			require.NoError(t, err)
			e, err := termijn.Vanaf(c.Toegezonden, Feestdagen)
			require.NoError(t, err)
			require.Equal(t, []Datum{c.Nominaal, c.NaATW}, []Datum{e.Nominaal, e.Uiterlijk})
		}
	})
	t.Run("bezwaartermijn", func(t *testing.T) {
		for _, c := range v.Bezwaar {
			termijn, _, err := Bezwaartermijn.Op(c.Bekendgemaakt)
			require.NoError(t, err)
			e, err := termijn.Vanaf(c.Bekendgemaakt, Feestdagen)
			require.NoError(t, err)
			require.Equal(t, []Datum{c.Nominaal, c.NaATW}, []Datum{e.Nominaal, e.Uiterlijk})
		}
	})
	t.Run("doorbelasting met de grootste rest", func(t *testing.T) {
		for _, c := range v.Doorbelasting {
			var g []Gewicht
			for k, n := range c.Gewichten {
				g = append(g, Gewicht{k, n})
			}
			aandelen, err := Verdeel(Bedrag(c.Centen), g)
			require.NoError(t, err)
			uit := map[string]int64{}
			for _, a := range aandelen {
				uit[a.Sleutel] = int64(a.Bedrag)
			}
			require.Equal(t, c.Uit, uit)
		}
	})
}
