package httpapi

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

const goedeDeelname = `{"opdracht":{"motivering":"x"},"gemeente":"GM0202","module":"inkoop","vanaf":"2020-01-01","genomenOp":"2019-12-01"}`

// met returns goedeDeelname with one part replaced.
func met(oud, nieuw string) string { return strings.Replace(goedeDeelname, oud, nieuw, 1) }

func TestOngeldigeInhoud(t *testing.T) {
	k := open(t)
	tests := []struct {
		naam, lichaam string
		fouten        []string // in pointer code
	}{
		{"een lege inhoud", "", []string{"body  json"}},
		{"geen JSON", "GEHEIM-1", []string{"body  json"}},
		{"afgebroken JSON", goedeDeelname[:40], []string{"body  json"}},
		{"geen object", `["GEHEIM-1"]`, []string{"body  type"}},
		{"iets achter het object", goedeDeelname + `{"a":"GEHEIM-1"}`, []string{"body  rest"}},
		{"rommel achter het object", goedeDeelname + `}GEHEIM-1`, []string{"body  json"}},
		{"een dubbele sleutel", met(`"module"`, `"gemeente":"GM0221","module"`), []string{"body /gemeente dubbele-sleutel"}},
		{"een dubbele sleutel die de zender verzon", met(`"module"`, `"GEHEIM-1":1,"GEHEIM-1":2,"module"`), []string{"body  dubbele-sleutel"}},
		{"een dubbele sleutel dieper", met(`{"motivering":"x"}`, `{"motivering":"x","motivering":"GEHEIM-1"}`), []string{"body /opdracht/motivering dubbele-sleutel"}},
		{"dezelfde sleutel met een escape", met(`"module"`, `"g\u0065meente":"GM0221","module"`), []string{"body /gemeente dubbele-sleutel"}},
		{"ongeldige UTF-8", met("x", "GEHEIM-1\xff"), []string{"body /opdracht/motivering json"}},
		{"een los surrogaat", met("x", `\ud800`), []string{"body /opdracht/motivering json"}},
		{"een stuurteken", met("x", `GEHEIM-1\u0000`), []string{"body /opdracht/motivering stuurteken"}},
		{"een teken dat de leesrichting omdraait", met("x", `GEHEIM-1\u202e`), []string{"body /opdracht/motivering stuurteken"}},
		{"een teken zonder breedte", met("x", `GEHEIM-1\u200b`), []string{"body /opdracht/motivering stuurteken"}},
		{"alleen witruimte", met(`"x"`, `" \n\t\u00a0"`), []string{"body /opdracht/motivering leeg"}},
		{"een dag uit een andere eeuw", met("2020-01-01", "1899-12-31"), []string{"body /vanaf format"}},
		{"een dag die niemand meemaakt", met("2020-01-01", "2200-01-01"), []string{"body /vanaf format"}},
		{"een correctie van een gebeurtenis die er niet is", met(`"x"`, `"x","corrigeert":"0190a5c8-0000-7000-8000-000000000000"`), []string{"body /opdracht/corrigeert onbekend"}},
		{"dertigduizend verzonnen velden", met(`"module"`, verzonnen(30_000, `"GEHEIM-%d":{"a":[[1]]}`)+`,"module"`), []string{"body  onbekend"}},
		{"een lijst waar geen lijst hoort, met dertigduizend regels", met(`"inkoop"`, "["+verzonnen(30_000, `"GEHEIM-%d"`)+"]"), []string{"body /module enum"}},
		{"een onbekend veld", met(`"module"`, `"GEHEIM-1":"GEHEIM-2","module"`), []string{"body  onbekend"}},
		{"een onbekend veld met andere hoofdletters", met(`"module"`, `"Module":"inkoop","module"`), []string{"body  onbekend"}},
		{"een veld te weinig", met(`"genomenOp":"2019-12-01"`, `"periode":1`), []string{"body /genomenOp required"}},
		{"null is geen waarde", met(`"inkoop"`, `null`), []string{"body /module enum"}},
		{"een waarde buiten de lijst", met("inkoop", "GEHEIM-1"), []string{"body /module enum"}},
		{"een verkeerde vorm", met("GM0202", "GEHEIM-1"), []string{"body /gemeente pattern"}},
		{"een dag die niet bestaat", met("2020-01-01", "2023-02-30"), []string{"body /vanaf format"}},
		{"een getal in plaats van tekst", met(`"2020-01-01"`, `20200101`), []string{"body /vanaf type"}},
		{"een getal met een komma", met(`"module"`, `"periode":1.5,"module"`), []string{"body /periode geheel-getal"}},
		{"een getal met een exponent", met(`"module"`, `"periode":1e0,"module"`), []string{"body /periode geheel-getal"}},
		{"een getal boven 2^53", met(`"module"`, `"periode":9007199254740993,"module"`), []string{"body /periode geheel-getal"}},
		{"een te lange tekst", met("x", strings.Repeat("a", 4001)), []string{"body /opdracht/motivering maxLength"}},
		{"alles tegelijk", `{"opdracht":{"motivering":""},"gemeente":"GEHEIM-1","module":"GEHEIM-2","vanaf":3}`, []string{
			"body /gemeente pattern", "body /module enum", "body /opdracht/motivering minLength", "body /vanaf type", "body /genomenOp required",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.naam+" is 400 met plaats en eis, zonder de waarde", func(t *testing.T) {
			k := &kantoor{t: t, adres: k.adres, server: k.server, token: k.token}
			g := k.secretaris("/v1/deelnames", tt.lichaam).is(400)
			var gevonden []string
			for _, f := range g.probleem().Fouten {
				gevonden = append(gevonden, fmt.Sprintf("%s %s %s", f.In, f.Pointer, f.Code))
				assert.NotEmpty(t, f.Detail)
			}
			assert.ElementsMatch(t, tt.fouten, gevonden)
			assert.NotContains(t, string(g.lichaam), "GEHEIM")
		})
	}
	t.Run("de goede inhoud waarvan de foute zijn gemaakt wordt wel vastgelegd", func(t *testing.T) {
		k.secretaris("/v1/deelnames", goedeDeelname).is(201)
	})
	t.Run("tekst wordt NFC, een nieuwe regel en een tab mogen", func(t *testing.T) {
		o := k.secretaris("/v1/deelnames", strings.Replace(met("x", `cafe\u0301\n\t`), "GM0202", "GM0299", 1)).is(201).ontvangst()
		g := k.stuur(k.token[toegang.Auditor], "GET", "/v1/gebeurtenissen/"+o.Gebeurtenissen[0].Id.String(), nil).is(200)
		assert.Contains(t, string(g.lichaam), `"motivering":"café\n\t"`)
	})
	t.Run("te diep geneste inhoud wordt niet gelezen", func(t *testing.T) {
		g := k.secretaris("/v1/deelnames", strings.Repeat(`{"a":`, 20)+"1"+strings.Repeat("}", 20)).is(400)
		assert.Equal(t, "te-diep", g.probleem().Fouten[0].Code)
	})
	t.Run("een tijdstip met een andere tijdzone is hetzelfde moment in UTC, in hele milliseconden", func(t *testing.T) {
		zomer := time.Date(2026, 7, 1, 16, 0, 0, 1_999_999, time.FixedZone("", 7200))
		r := Stemronde{Vergadering: recht.Vergadering{Aanvang: zomer, OproepBezorgd: zomer}}.domein()
		for _, m := range []time.Time{r.Vergadering.Aanvang, r.Vergadering.OproepBezorgd} {
			assert.Equal(t, time.Date(2026, 7, 1, 14, 0, 0, 1_000_000, time.UTC), m)
		}
	})
	t.Run("zonder stemregeling geldt de gewone, en zonder vergadering geen", func(t *testing.T) {
		assert.Equal(t, recht.GewoneStemregeling(), Stemronde{Vergadering: recht.Vergadering{Aanvang: time.Now()}}.domein().Stemregeling)
		assert.Empty(t, Stemronde{}.domein().Stemregeling.Quorum)
	})
}

// verzonnen returns n parts after one form, with commas between.
func verzonnen(n int, vorm string) string {
	delen := make([]string, n)
	for i := range delen {
		delen[i] = strings.Replace(vorm, "%d", strconv.Itoa(i), 1)
	}
	return strings.Join(delen, ",")
}

func TestLangeLijst(t *testing.T) {
	k := open(t)
	const pad = "/v1/uitvoeringsplannen"
	onderdelen := func(n int) string {
		return `{"opdracht":{"motivering":"x"},"onderdelen":[` + verzonnen(n, `{"code":"GEHEIM-%d"}`) + `]}`
	}
	t.Run("van een lijst die te lang is wordt de rest niet gelezen", func(t *testing.T) {
		g := k.secretaris(pad, onderdelen(40_000)).is(400)
		require.Len(t, g.probleem().Fouten, 1)
		assert.Equal(t, "body /onderdelen maxItems", fmt.Sprintf("%s %s %s", g.probleem().Fouten[0].In, g.probleem().Fouten[0].Pointer, g.probleem().Fouten[0].Code))
		assert.NotContains(t, string(g.lichaam), "GEHEIM")
	})
	t.Run("een antwoord noemt ten hoogste honderd fouten", func(t *testing.T) {
		f := make([]Fout, 5000)
		for i := range f {
			f[i] = Fout{In: Body, Pointer: strconv.Itoa(i / 2), Code: "type"}
		}
		uniek := ontdubbel(f)
		require.Len(t, uniek, maxFouten)
		assert.Equal(t, "99", uniek[99].Pointer)
	})
}

func TestCorrectie(t *testing.T) {
	k := open(t)
	een := k.secretaris("/v1/deelnames", goedeDeelname).is(201).ontvangst().Gebeurtenissen[0].Id.String()
	twee := k.secretaris("/v1/deelnames", met("GM0202", "GM0221")).is(201).ontvangst().Gebeurtenissen[0].Id.String()
	van := func(id string) string { return met(`"x"`, `"x","corrigeert":"`+id+`"`) }
	for _, proef := range []string{"", "?proef=true"} {
		g := k.secretaris("/v1/deelnames"+proef, van(twee)).is(400)
		assert.Equal(t, "/opdracht/corrigeert", g.probleem().Fouten[0].Pointer)
		assert.NotEqual(t, 400, k.secretaris("/v1/deelnames"+proef, van(een)).status)
	}
}

func TestOngeldigeParameters(t *testing.T) {
	k := open(t)
	lees := k.token[toegang.Auditor]
	tests := []struct{ naam, pad, fout string }{
		{"een onbekende parameter", "/v1/gebeurtenissen?GEHEIM-1=2", "query  onbekend"},
		{"een parameter die er twee keer staat", "/v1/gebeurtenissen?limiet=1&limiet=2", "query limiet enkel"},
		{"een getal dat geen getal is", "/v1/gebeurtenissen?naPositie=GEHEIM-1", "query naPositie type"},
		{"een getal onder de grens", "/v1/gebeurtenissen?limiet=0", "query limiet minimum"},
		{"een getal boven de grens", "/v1/gebeurtenissen?limiet=1001", "query limiet maximum"},
		{"een positie boven 2^53", "/v1/gebeurtenissen?naPositie=9007199254740993", "query naPositie type"},
		{"een kenmerk dat geen UUID is", "/v1/gebeurtenissen/GEHEIM-1", "path id format"},
		{"een planperiode die geen jaar is", "/v1/uitvoeringsplannen/GEHEIM-1", "path planperiode pattern"},
		{"een dag die niet bestaat", "/v1/rapporten/zienswijzen?peildatum=2023-02-30", "query peildatum format"},
		{"bekendOp op een dag die niet bestaat", "/v1/rapporten/zienswijzen?bekendOp=2023-02-30", "query bekendOp format"},
		{"bekendOp na de laatste positie", "/v1/rapporten/zienswijzen?bekendOp=99", "query bekendOp maximum"},
		{"naPositie na de laatste positie", "/v1/rapporten/zienswijzen?naPositie=99", "query naPositie maximum"},
		{"een filter dat het rapport niet kent", "/v1/rapporten/zienswijzen?GEHEIM-1=x", "query  onbekend"},
		{"een query die niet te lezen is", "/v1/gebeurtenissen?limiet=%zz", "query  query"},
	}
	for _, tt := range tests {
		t.Run(tt.naam+" is 400", func(t *testing.T) {
			g := k.stuur(lees, "GET", tt.pad, nil).is(400)
			p := g.probleem()
			require.Len(t, p.Fouten, 1)
			assert.Equal(t, tt.fout, fmt.Sprintf("%s %s %s", p.Fouten[0].In, p.Fouten[0].Pointer, p.Fouten[0].Code))
			assert.NotContains(t, string(g.lichaam), "GEHEIM")
		})
	}
	t.Run("fouten in kop, query en inhoud staan samen in een antwoord", func(t *testing.T) {
		p := k.secretaris("/v1/deelnames?proef=GEHEIM-1", met("inkoop", "x"), "If-Match", "GEHEIM-2").is(400).probleem()
		var waar []string
		for _, f := range p.Fouten {
			waar = append(waar, string(f.In))
		}
		assert.ElementsMatch(t, []string{"query", "header", "body"}, waar)
	})
}

func TestMediatypen(t *testing.T) {
	k := open(t)
	for soort, status := range map[string]int{
		"application/json": 201, "application/json; charset=UTF-8": 201, "APPLICATION/JSON": 201,
		"text/plain": 415, "": 415, "application/json; charset=latin1": 415, "application/merge-patch+json": 415, ";": 415,
	} {
		t.Run(fmt.Sprintf("een inhoud van soort %q geeft %d", soort, status), func(t *testing.T) {
			k.secretaris("/v1/deelnames", goedeDeelname, "Content-Type", soort, "Idempotency-Key", "een").is(status)
		})
	}
	t.Run("een gecomprimeerde inhoud wordt niet gelezen", func(t *testing.T) {
		k.secretaris("/v1/deelnames", goedeDeelname, "Content-Encoding", "gzip").is(415)
	})
	pad := "/v1/rapporten/zienswijzen"
	for accept, soort := range map[string]string{
		"*/*": typeJSON, "application/*": typeJSON, "text/csv": typeCSV, "text/*": typeCSV,
		"text/csv, application/json;q=0.5": typeCSV, "text/csv;q=0.1, */*": typeJSON, "text/html, */*;q=0.1": typeJSON,
	} {
		t.Run("Accept "+accept+" geeft "+soort, func(t *testing.T) {
			g := k.stuur(k.token[toegang.Auditor], "GET", pad, nil, "Accept", accept).is(200)
			assert.True(t, strings.HasPrefix(g.kop.Get("Content-Type"), soort))
		})
	}
	for _, accept := range []string{"text/html", "application/json;q=0, text/csv;q=0", "application/xml, text/html"} {
		t.Run("Accept "+accept+" geeft 406", func(t *testing.T) {
			k.stuur(k.token[toegang.Auditor], "GET", pad, nil, "Accept", accept).is(406)
		})
	}
}

func TestBekendPad(t *testing.T) {
	s, _ := kaleServer(t)
	schema := s.beschrijving.operaties["stelOntwerpVast"].schema
	for in, uit := range map[string]string{
		"":                        "",
		"/stemronde":              "/stemronde",
		"/gewijzigd/0/titel":      "/gewijzigd/0/titel",
		"/gewijzigd/GEHEIM":       "/gewijzigd",
		"/GEHEIM/0":               "",
		"/opdracht/GEHEIM/motief": "/opdracht",
	} {
		assert.Equal(t, uit, bekendPad(schema, tokens(in)), in)
	}
}
