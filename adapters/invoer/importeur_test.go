package invoer

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestAnswers(t *testing.T) {
	t.Run("wat nieuw is wordt aanvaard, wat er al stond herhaald, ook een tweede gelijke regel", func(t *testing.T) {
		n := nieuweNep(t)
		regels := []string{
			regel("stelOp", `"body":{"titel":"a","jaar":1}`),
			regel("stelOp", `"body":{"titel":"b"}`),
			regel("stelOp", `"body":{ "jaar":1, "titel":"a" }`),
			regel("stelOp", `"sleutel":"zelf-1","body":{"titel":"a","jaar":1}`),
		}
		uit, telling := n.draai(t, Opties{Lijnen: 1}, regels...)
		assert.Equal(t, []Status{Aanvaard, Aanvaard, Herhaald, Aanvaard}, statussen(uit))
		assert.Len(t, n.gevraagd, 3)
		assert.True(t, telling.Goed())
		uit, _ = n.draai(t, Opties{Lijnen: 1}, append([]string{regel("stelOp", `"body":{"titel":"c"}`)}, regels...)...)
		assert.Equal(t, []Status{Aanvaard, Herhaald, Herhaald, Herhaald, Herhaald}, statussen(uit), "a line before it changes nothing")
		assert.Len(t, n.gevraagd, 4)
		assert.EqualValues(t, 2, uit[1].Regel)
		assert.EqualValues(t, 12, uit[1].Positie)
	})
	t.Run("elke fout wordt met regel, veld en reden gemeld, zonder waarde uit het bestand", func(t *testing.T) {
		n := nieuweNep(t)
		n.vooraf = func(_ int, w http.ResponseWriter, _ *http.Request, body string) bool {
			switch {
			case strings.Contains(body, "regel"):
				return geefProbleem(w, http.StatusConflict, "geweigerd", `,"code":"plan/x","regel":"Wgr 1"`)
			case strings.Contains(body, "invoer"):
				return geefProbleem(w, http.StatusBadRequest, "ongeldige-invoer", `,"fouten":[{"in":"body","pointer":"/titel","code":"maxLength","detail":"Te lang."},{"in":"path","pointer":"planId","code":"format","detail":"Geen UUID."}]`)
			case strings.Contains(body, "toegang"):
				return geefProbleem(w, http.StatusForbidden, "geen-toegang", "")
			case strings.Contains(body, "al-zo"):
				_, _ = w.Write([]byte(`{"stroom":"plan-1","gebeurtenissen":[]}`))
				return true
			}
			return false
		}
		uit, telling := n.draai(t, Opties{},
			regel("stelOp", `"body":{"titel":"regel geheim"}`),
			regel("stelOp", `"body":{"titel":"invoer geheim"}`),
			regel("stelOp", `"body":{"titel":"toegang geheim"}`),
			regel("stelOp", `"body":{"titel":"al-zo geheim"}`),
			regel("geheim", `"body":{}`),
			regel("adviseer", `"body":{}`),
			regel("adviseer", `"pad":{"planId":"1","geheim":"2"},"body":{}`),
			regel("stelOp", `"body":["geheim"]`),
			regel("stelOp", `"sleutel":"ge heim","body":{}`),
			regel("stelOp", `"body":{"geheim":1,"geheim":2}`),
			`{"opdracht":"stelOp","naam: geheim":1,"body":{}}`,
			`{"opdracht":["geheim"],"body":{}}`,
			`geheim`,
			"{\"opdracht\":\"stelOp\",\"body\":{\"titel\":\"geheim\xff\"}}",
			regel("stelOp", `"body":{"titel":"goed"}`),
		)
		assert.Equal(t, []Status{
			Geweigerd, Ongeldig, Geweigerd, Herhaald, Ongeldig, Ongeldig, Ongeldig, Ongeldig, Ongeldig, Ongeldig, Ongeldig, Ongeldig, Ongeldig, Ongeldig, Aanvaard,
		}, statussen(uit))
		assert.Equal(t, Uitslag{Regel: 1, Status: Geweigerd, Opdracht: "stelOp", Code: "plan/x", Reden: "Nee.", Grond: "Wgr 1"}, uit[0])
		assert.Equal(t, []Veldfout{{"/body/titel", "maxLength", "Te lang."}, {"/pad/planId", "format", "Geen UUID."}}, uit[1].Velden)
		assert.Equal(t, "/opdracht", uit[4].Velden[0].Veld)
		assert.Equal(t, "/pad/planId", uit[5].Velden[0].Veld)
		assert.Equal(t, "/sleutel", uit[8].Velden[0].Veld)
		assert.Equal(t, "dubbele-sleutel", uit[9].Velden[0].Code)
		assert.NotContains(t, alsJSON(t, uit), "geheim")
		assert.Equal(t, Telling{Regels: 15, Aanvaard: 1, Herhaald: 1, Geweigerd: 2, Ongeldig: 11}, telling)
		assert.False(t, telling.Goed())
	})
	t.Run("een veld dat niet bestaat wordt bij zijn naam genoemd, met de velden die er zijn; wat geen naam is niet", func(t *testing.T) {
		n := nieuweNep(t)
		n.vooraf = func(_ int, w http.ResponseWriter, _ *http.Request, body string) bool {
			return strings.Contains(body, "tittel") && geefProbleem(w, http.StatusBadRequest, "ongeldige-invoer", `,"fouten":[{"in":"body","pointer":"","code":"onbekend","detail":"Hier staat een veld dat niet bestaat."}]`)
		}
		uit, _ := n.draai(t, Opties{Lijnen: 1},
			`{"opdracht":"stelOp","bodi":{}}`,
			`{"opdracht":"stelOp","Jan Jansen":1,"body":{}}`,
			regel("stelOp", `"body":{"tittel":"x","opdracht":{"gesimuleert":true,"J. Jansen":1},"raden":["GM0202"]}`),
			regel("stelOp", `"body":{"titel":"goed"}`),
			`{"opdracht":"stelOp","body":"tekst","pad":[]}`,
		)
		assert.Equal(t, []Status{Ongeldig, Ongeldig, Ongeldig, Aanvaard, Ongeldig}, statussen(uit))
		assert.Equal(t, []Veldfout{{"/bodi", "onbekend", "Dit veld bestaat niet. De velden zijn: opdracht, pad, sleutel, als, body."}}, uit[0].Velden)
		assert.Equal(t, "", uit[1].Velden[0].Veld)
		assert.Equal(t, []Veldfout{
			{"/body/opdracht", "onbekend", "Dit veld bestaat niet. De velden zijn: gesimuleerd."},
			{"/body/opdracht/gesimuleert", "onbekend", "Dit veld bestaat niet. De velden zijn: gesimuleerd."},
			{"/body/tittel", "onbekend", "Dit veld bestaat niet. De velden zijn: bij, jaar, jaren, opdracht, raden, titel, vast."},
			{"/body", "onbekend", "Hier staat een veld dat niet bestaat."},
		}, uit[2].Velden)
		assert.Equal(t, "/pad", uit[4].Velden[0].Veld)
		assert.NotContains(t, alsJSON(t, uit), "Jansen")
	})
	t.Run("een proef legt niets vast", func(t *testing.T) {
		n := nieuweNep(t)
		uit, _ := n.draai(t, Opties{Proef: true}, regel("stelOp", `"als":"p","body":{}`), regel("adviseer", `"pad":{"planId":"@p"},"body":{}`))
		assert.Equal(t, []Status{Aanvaard, Ongeldig}, statussen(uit), "what was not recorded has no id")
		assert.Empty(t, n.gevraagd)
	})
	t.Run("lege regels en een BOM tellen niet als opdracht, wel als regel", func(t *testing.T) {
		uit, _ := nieuweNep(t).draai(t, Opties{}, "\uFEFF"+regel("stelOp", `"body":{}`), "", "  ", regel("stelOp", `"body":{"jaar":1}`), "")
		require.Len(t, uit, 2)
		assert.EqualValues(t, 4, uit[1].Regel)
	})
	t.Run("vanaf een regel lezen laat de eerdere weg", func(t *testing.T) {
		uit, _ := nieuweNep(t).draai(t, Opties{VanafRegel: 2}, regel("stelOp", `"body":{}`), regel("stelOp", `"body":{"jaar":1}`))
		require.Len(t, uit, 1)
		assert.EqualValues(t, 2, uit[0].Regel)
	})
	t.Run("een regel die te lang is wordt gemeld en de volgende gelezen", func(t *testing.T) {
		uit, _ := nieuweNep(t).draai(t, Opties{}, regel("stelOp", `"body":{"titel":"`+strings.Repeat("x", maxRegel)+`"}`), regel("stelOp", `"body":{}`))
		require.Equal(t, []Status{Ongeldig, Aanvaard}, statussen(uit))
		assert.Equal(t, "te-lang", uit[0].Velden[0].Code)
	})
}

func TestReferences(t *testing.T) {
	t.Run("een regel kan noemen wat een eerdere opende, in pad en in body", func(t *testing.T) {
		n := nieuweNep(t)
		uit, _ := n.draai(t, Opties{},
			regel("stelOp", `"als":"p","body":{"titel":"@p"}`),
			regel("adviseer", `"pad":{"planId":"@p"},"body":{"titel":"@p","bij":"@p","jaar":9007199254740993,"raden":["@p"]}`))
		require.Equal(t, []Status{Aanvaard, Aanvaard}, statussen(uit))
		id := strings.TrimPrefix(uit[0].Stroom, "plan-")
		assert.Equal(t, "/v1/plannen/"+id+`/adviezen {"bij":"`+id+`","jaar":9007199254740993,"raden":["@p"],"titel":"@p"}`, n.gevraagd[1], "text is not a reference, and a number stays as it was written")
		assert.Equal(t, `/v1/plannen {"titel":"@p"}`, n.gevraagd[0])
	})
	t.Run("een naam die er niet is, dubbel is, of van een geweigerde regel is, wordt gemeld", func(t *testing.T) {
		n := nieuweNep(t)
		n.vooraf = func(_ int, w http.ResponseWriter, _ *http.Request, body string) bool {
			return strings.Contains(body, "weiger") && geefProbleem(w, http.StatusConflict, "geweigerd", "")
		}
		uit, _ := n.draai(t, Opties{},
			regel("adviseer", `"pad":{"planId":"@later"},"body":{}`),
			regel("stelOp", `"als":"later","body":{"titel":"weiger"}`),
			regel("adviseer", `"pad":{"planId":"@later"},"body":{}`),
			regel("stelOp", `"als":"later","body":{}`),
			regel("stelOp", `"body":{"bij":"@fout"}`),
			regel("geheim", `"als":"fout","body":{}`),
			regel("stelOp", `"body":{"bij":"@fout"}`),
		)
		assert.Equal(t, []Status{Ongeldig, Geweigerd, Ongeldig, Ongeldig, Ongeldig, Ongeldig, Ongeldig}, statussen(uit))
		assert.Equal(t, "verwijzing", uit[2].Velden[0].Code)
		assert.Equal(t, "/als", uit[3].Velden[0].Veld)
		assert.Empty(t, n.gevraagd)
	})
	t.Run("wie iets opent en wie het bij een eigen naam noemt, gaan op volgorde, ook als het eerste nog eens moet", func(t *testing.T) {
		const id = "0190c0de-0000-7000-8000-000000000001"
		for naam, regels := range map[string][]string{
			"de naam staat in de inhoud":                     {regel("start", `"body":{"gemeente":"GM1"}`), regel("eindig", `"pad":{"gemeente":"GM1"},"body":{}`), regel("start", `"body":{"gemeente":"GM1"},"sleutel":"x"`)},
			"de naam staat niet in de inhoud":                {regel("stelOp", `"body":{}`), regel("adviseer", `"pad":{"planId":"2024"},"body":{}`), regel("stelOp", `"body":{"jaar":1}`)},
			"eerst noemen, dan openen":                       {regel("adviseer", `"pad":{"planId":"2024"},"body":{}`), regel("stelOp", `"body":{"jaar":1}`)},
			"verwezen vanuit de inhoud":                      {regel("stelOp", `"als":"p","body":{}`), regel("stelOp", `"body":{"bij":"@p"}`), regel("stelOp", `"body":{"bij":"@p","jaar":1}`)},
			"een gegeven id wacht op niets, wel op zichzelf": {regel("adviseer", `"pad":{"planId":"`+id+`"},"body":{}`), regel("adviseer", `"pad":{"planId":"`+id+`"},"body":{"jaar":1}`)},
		} {
			for keer := range 8 { // with one and with more connections
				n := nieuweNep(t)
				n.vooraf = func(k int, w http.ResponseWriter, _ *http.Request, _ string) bool {
					return k == 1 && geefProbleem(w, http.StatusServiceUnavailable, "gestopt", "")
				}
				uit, telling := n.draai(t, Opties{Lijnen: keer + 1}, regels...)
				require.True(t, telling.Goed(), "%s: %v", naam, uit)
				for i := 1; i < len(uit); i++ { // the third may run beside the second where both refer to the first
					require.Less(t, uit[(i-1)*b2i(naam != "verwezen vanuit de inhoud")].Positie, uit[i].Positie, naam)
				}
			}
		}
	})
	t.Run("regels over een bron gaan op volgorde van het bestand, wat er ook naast gaat", func(t *testing.T) {
		rapid.Check(t, func(rt *rapid.T) {
			n := nieuweNep(t)
			defer n.Close()
			n.vooraf = func(k int, w http.ResponseWriter, r *http.Request, _ string) bool {
				if k%7 != 3 {
					return false
				}
				return geefProbleem(w, http.StatusServiceUnavailable, "gestopt", "")
			}
			var regels []string
			plannen := rapid.IntRange(1, 4).Draw(rt, "plannen")
			for i := range rapid.IntRange(1, 40).Draw(rt, "regels") {
				p := rapid.IntRange(0, plannen-1).Draw(rt, "plan")
				regels = append(regels, regel("adviseer", fmt.Sprintf(`"pad":{"planId":"p%d"},"body":{"jaar":%d}`, p, i)))
			}
			uit, telling := n.draai(t, Opties{Lijnen: rapid.IntRange(1, 5).Draw(rt, "lijnen")}, regels...)
			require.True(rt, telling.Goed(), "%v", uit)
			laatste := map[string]int{}
			for _, g := range n.gevraagd {
				var jaar int
				pad, body, _ := strings.Cut(g, " ")
				_, err := fmt.Sscanf(body, `{"jaar":%d}`, &jaar)
				require.NoError(rt, err)
				vorige, ok := laatste[pad]
				require.True(rt, !ok || vorige < jaar, "%v", n.gevraagd)
				laatste[pad] = jaar
			}
			for i, u := range uit {
				require.EqualValues(rt, i+1, u.Regel)
			}
		})
	})
}

func TestDerivedKey(t *testing.T) {
	a, err := afgeleid("x", "/p", []byte(`{"a":1,"b":"c"}`))
	require.NoError(t, err)
	t.Run("zij is een UUIDv7 met tijd nul, en volgt alleen uit de inhoud", func(t *testing.T) {
		u, err := uuid.Parse(a)
		require.NoError(t, err)
		assert.EqualValues(t, 7, u.Version())
		assert.Equal(t, uuid.RFC4122, u.Variant())
		assert.True(t, strings.HasPrefix(a, "00000000-0000-7"))
		b, err := afgeleid("x", "/p", []byte(` { "b":"\u0063", "a":1 } `))
		require.NoError(t, err)
		assert.Equal(t, a, b)
	})
	t.Run("elk deel telt mee, en delen schuiven niet in elkaar", func(t *testing.T) {
		gezien := map[string]bool{a: true}
		for _, c := range [][3]string{{"y", "/p", `{"a":1,"b":"c"}`}, {"x", "/q", `{"a":1,"b":"c"}`}, {"x", "/p", `{"a":1,"b":"d"}`}, {"x/", "p", `{"a":1,"b":"c"}`}} {
			k, err := afgeleid(c[0], c[1], []byte(c[2]))
			require.NoError(t, err)
			require.False(t, gezien[k], c)
			gezien[k] = true
		}
		assert.NotEqual(t, SleutelVan("ab", "c"), SleutelVan("a", "bc"))
	})
}

// b2i returns 1 for true.
func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
