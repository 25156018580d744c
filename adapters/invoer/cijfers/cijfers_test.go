package cijfers_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/invoer"
	"github.com/mgr-sdcg/kroniek/adapters/invoer/cijfers"
)

const kop = "id,module,gemeente,metric,value,unit,period,source_url,status\n"

func lees(t require.TestingT, tekst string) (uit []*invoer.Regel) {
	l, err := cijfers.Nieuw(strings.NewReader(tekst), false)
	require.NoError(t, err)
	for {
		r, err := l.Volgende()
		if errors.Is(err, io.EOF) {
			return uit
		}
		require.NoError(t, err)
		uit = append(uit, r)
	}
}

func een(t require.TestingT, rij string) *invoer.Regel {
	rijen := lees(t, kop+rij+"\n")
	require.Len(t, rijen, 1)
	return rijen[0]
}

// redenen returns the columns and codes of what is wrong.
func redenen(r *invoer.Regel) (uit []string) {
	for _, f := range r.Fouten {
		uit = append(uit, f.Veld+" "+f.Code)
	}
	return uit
}

func TestRow(t *testing.T) {
	t.Run("een geziene rij wordt letterlijk een opdracht, met de bron", func(t *testing.T) {
		r := een(t, `V1,WSP,Arnhem,"plaatsingen, netto",1299|1301,plaatsingen,2018|2019,https://jaarverslag.example/p1,gezien`)
		require.Empty(t, r.Fouten)
		assert.Equal(t, cijfers.Opdracht, r.Opdracht)
		assert.JSONEq(t, `{"opdracht":{"geldigVanaf":"2018-01-01"},"kenmerk":"V1","onderdeel":"werkgeversservicepunt","gebied":"Arnhem","gemeente":"GM0202",
			"indicator":"plaatsingen, netto","waarde":"1299|1301","eenheid":"plaatsingen","periode":"2018|2019",
			"bron":{"titel":"jaarverslag.example","vindplaats":"https://jaarverslag.example/p1"}}`, string(r.Body))
	})
	t.Run("een gebied dat geen gemeente is krijgt geen code, en een tekst die geen adres is geen titel", func(t *testing.T) {
		for _, gebied := range []string{"alle", "landelijk", "9 gemeenten", "Midden-Gelderland"} {
			r := een(t, "V1,MGR,"+gebied+",leden,9,,2018,notulen van het bestuur,gezien")
			require.Empty(t, r.Fouten)
			assert.NotContains(t, string(r.Body), "GM")
			assert.NotContains(t, string(r.Body), "titel")
		}
	})
	t.Run("een naam die geen gemeente is wordt gemeld, zonder de rij te weigeren en zonder de naam te herhalen", func(t *testing.T) {
		for gebied, melden := range map[string]bool{"Arhnem": true, "9 gemeenten": true, "Bergen": true, "Arnhem": false, "RENKUM": false, "alle": false, "Landelijk": false} {
			r := een(t, "V1,MGR,"+gebied+",leden,9,,2018,notulen van het bestuur,gezien")
			require.Empty(t, r.Fouten)
			require.NotEmpty(t, r.Body)
			if !melden {
				assert.Empty(t, r.LetOp, gebied)
				continue
			}
			require.Len(t, r.LetOp, 1, gebied)
			assert.Equal(t, "gemeente geen-gemeente", r.LetOp[0].Veld+" "+r.LetOp[0].Code)
			assert.NotContains(t, r.LetOp[0].Reden, gebied)
		}
	})
	t.Run("een rij met een andere status wordt geweigerd, en zegt waarom", func(t *testing.T) {
		for _, status := range []string{"seed", "afgeleid", "gemeten", "gezien+afgeleid", "Gezien", ""} {
			r := een(t, "V1,MGR,alle,leden,9,,2018,bron.example/p1,"+status)
			assert.Equal(t, []string{"status niet-gezien"}, redenen(r), status)
			assert.True(t, r.Geweigerd)
			assert.Empty(t, r.Body)
		}
	})
	t.Run("idem is de bron van de rij erboven, ook als die niet wordt overgenomen", func(t *testing.T) {
		rijen := lees(t, kop+"V1,MGR,alle,leden,9,,2018,bron.example/p1,afgeleid\nV2,MGR,alle,leden,8,,2017,idem,gezien\nV3,MGR,alle,leden,7,,2016,Idem,gezien\n")
		for _, r := range rijen[1:] {
			require.Empty(t, r.Fouten)
			assert.Contains(t, string(r.Body), `"vindplaats":"bron.example/p1"`)
			assert.Contains(t, string(r.Body), "In het bestand staat idem")
		}
		assert.Equal(t, []string{"source_url required"}, redenen(een(t, "V1,MGR,alle,leden,9,,2018,idem,gezien")))
	})
	t.Run("wat niet klopt staat er allemaal bij, zonder de waarde", func(t *testing.T) {
		r := een(t, "V1,Zorg,alle,leden,geheim,,2018,,seed")
		assert.Equal(t, []string{"status niet-gezien", "module onbekend", "source_url required"}, redenen(r))
		assert.False(t, r.Geweigerd, "part of it cannot be read")
		assert.NotContains(t, r.Fouten[0].Reden+r.Fouten[1].Reden+r.Fouten[2].Reden, "geheim")
		assert.Equal(t, []string{" kolommen"}, redenen(een(t, "V1,MGR")))
		assert.Equal(t, []string{"value utf-8"}, redenen(een(t, "V1,MGR,alle,leden,\xff,,2018,bron.example/p1,gezien")))
	})
	t.Run("een veld van de opdracht wijst naar zijn kolom", func(t *testing.T) {
		r := een(t, "V1,MGR,alle,leden,9,,2018,bron.example/p1,gezien")
		for veld, kolom := range map[string]string{"/body/waarde": "value", "/body/bron/vindplaats": "source_url", "/body/opdracht/geldigVanaf": "period", "/body": "", "/sleutel": "id"} {
			assert.Equal(t, kolom, r.Veld(veld), veld)
		}
	})
}

func TestHeader(t *testing.T) {
	for naam, tekst := range map[string]string{
		"een andere kolom":    strings.Replace(kop, "value", "waarde", 1),
		"een kolom te weinig": "id,module\n",
		"een kolom te veel":   strings.Replace(kop, "status", "status,extra", 1),
		"niets":               "",
		"kapotte aanhalingen": "\"id,module\n",
	} {
		t.Run("een bestand met "+naam+" is geen lijst van cijfers", func(t *testing.T) {
			_, err := cijfers.Nieuw(strings.NewReader(tekst), false)
			assert.Error(t, err)
		})
	}
	t.Run("een bestand met een merkteken vooraan is er wel een", func(t *testing.T) {
		_, err := cijfers.Nieuw(strings.NewReader("\uFEFF"+kop), false)
		assert.NoError(t, err)
	})
	t.Run("wat verzonnen is zegt dat", func(t *testing.T) {
		l, err := cijfers.Nieuw(strings.NewReader(kop+"V1,MGR,alle,leden,9,,2018,bron.example/p1,gezien\n"), true)
		require.NoError(t, err)
		r, err := l.Volgende()
		require.NoError(t, err)
		assert.Contains(t, string(r.Body), `"gesimuleerd":true`)
		assert.EqualValues(t, len(kop)+49, l.Gelezen())
	})
}

func TestBegin(t *testing.T) {
	for periode, wil := range map[string]string{
		"2018": "2018-01-01", "2014|2015|2016": "2014-01-01", "2e hj 2018|1e hj 2019": "2018-07-01", "1e hj 2019": "2019-01-01",
		"1-1-2024": "2024-01-01", "31-12-2021|1-1-2025": "2021-12-31", "eind aug 2019": "2019-08-01", "mei 2019": "2019-05-01",
		"begroting 2026": "2026-01-01", "2017/2018": "2017-01-01", "2019 / 2026": "2019-01-01", "31-2-2020": "2020-01-01",
		"december 2020": "2020-12-01", "maart 2021": "2021-03-01",
	} {
		d, ok := cijfers.Begin(periode)
		assert.True(t, ok, periode)
		assert.Equal(t, wil, d.String(), periode)
	}
	for _, periode := range []string{"", "n.b.", "vorig jaar", "12345", "1850"} {
		_, ok := cijfers.Begin(periode)
		assert.False(t, ok, periode)
	}
}

func TestEveryRowAnswered(t *testing.T) {
	t.Run("elke rij wordt overgenomen of geweigerd met een reden, en wat wordt overgenomen staat er letterlijk", rapid.MakeCheck(func(t *rapid.T) {
		tekst := rapid.StringMatching(`[0-9a-zé€½ "',;|.=+@-]{1,20}`)
		n := rapid.IntRange(1, 8).Draw(t, "rijen")
		var b strings.Builder
		w := csv.NewWriter(&b)
		b.WriteString(kop)
		var waarden, statussen []string
		for range n {
			waarde, status := tekst.Draw(t, "waarde"), rapid.SampledFrom([]string{"gezien", "seed", "afgeleid"}).Draw(t, "status")
			waarden, statussen = append(waarden, waarde), append(statussen, status)
			require.NoError(t, w.Write([]string{"V1", "MGR", "alle", "leden", waarde, "", "2018", "bron.example/p1", status}))
		}
		w.Flush()
		rijen := lees(t, b.String())
		require.Len(t, rijen, n)
		for i, r := range rijen {
			if (len(r.Fouten) == 0) != (statussen[i] == "gezien") || (len(r.Body) > 0) == (len(r.Fouten) > 0) {
				t.Fatalf("row %d with status %s: %v", i, statussen[i], r.Fouten)
			}
			var m struct{ Waarde string }
			if len(r.Body) > 0 {
				require.NoError(t, json.Unmarshal(r.Body, &m))
				require.Equal(t, waarden[i], m.Waarde)
			}
		}
	}))
}

// TestRealList reads figures as they were published, each with the address where it
// was seen, and one that was only worked out.
func TestRealList(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "gepubliceerd.csv"))
	require.NoError(t, err)
	echt, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
	require.NoError(t, err)
	aanvaard := 0
	for i, r := range lees(t, string(b)) {
		rij := echt[i+1]
		if rij[8] != cijfers.Gezien {
			assert.Equal(t, []string{"status niet-gezien"}, redenen(r), rij[0])
			continue
		}
		aanvaard++
		require.Empty(t, r.Fouten, rij[0])
		var m struct{ Kenmerk, Gebied, Indicator, Waarde, Eenheid, Periode string }
		require.NoError(t, json.Unmarshal(r.Body, &m))
		assert.Equal(t, []string{rij[0], rij[2], rij[3], rij[4], rij[5], rij[6]}, []string{m.Kenmerk, m.Gebied, m.Indicator, m.Waarde, m.Eenheid, m.Periode})
	}
	assert.Equal(t, len(echt)-2, aanvaard, "all but the one that was worked out")
}
