package controle

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// TestAttributes holds our reader of stored events against encoding/json, on
// events of the real codec with texts that try to look like attributes.
func TestAttributes(t *testing.T) {
	c, err := envelop.New(bron, storetest.Catalog())
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		tekst := rapid.SampledFrom([]string{"", `"}`, achterData, `,"id":"x"`, `\`, "é\n", strings.Repeat(achterData, 3)}).Draw(t, "tekst")
		a := es.Append{Meta: storetest.Meta("x"), Stream: storetest.Stream(), Expected: es.Revision(rapid.Int64Range(-1, 1<<40).Draw(t, "revisie"))}
		a.Time = a.Time.Add(time.Duration(rapid.Int64Range(-1e9, 1e9).Draw(t, "tijd")) * time.Millisecond)
		a.Correlation = rapid.SampledFrom([]string{"", tekst + "x"}).Draw(t, "samenhang")
		var s *envelop.Sleutel
		var e any = storetest.Noted{Tekst: strings.ReplaceAll(tekst, "\n", "")}
		if rapid.Bool().Draw(t, "persoon") {
			s, e = &envelop.Sleutel{ID: [16]byte{1}}, storetest.Met{Soort: "a", Naam: es.Prive(tekst)}
		}
		a.Events = []any{e}
		v, err := c.Verzegel(a, 0, s)
		require.NoError(t, err)
		k, ok := leesKenmerken(v.Gebeurtenis)
		require.True(t, ok, "%s", v.Gebeurtenis)
		var want struct {
			ID, Opdracht, Pddigest, Pdsleutel, Subject, Type string
			Revisie                                          int64
			Time                                             time.Time
		}
		require.NoError(t, json.Unmarshal(v.Gebeurtenis, &want))
		assert.Equal(t, []string{want.ID, want.Opdracht, want.Pddigest, want.Pdsleutel, want.Subject, want.Type},
			[]string{string(k.id), string(k.opdracht), string(k.pddigest), string(k.pdsleutel), string(k.subject), string(k.typ)})
		assert.Equal(t, want.Revisie, k.revisie)
		assert.Equal(t, want.Time.UnixMilli(), k.tijd)
	})
}

const proefEvent = `{"data":{"a":1},"datacontenttype":"application/json","dataschema":"urn:kroniek:schema:nl.x.v1",` +
	`"id":"01890a5d-ac96-774b-bcce-b302099a8057","opdracht":"AYkKXayWd0u8zrMCCZqAVw","revisie":7,"source":"urn:nld:oin:1",` +
	`"specversion":"1.0","subject":"plan-01890a5d-ac96-774b-bcce-b302099a8057","time":"2026-03-02T09:30:00.250Z","type":"nl.x.v1"}`

func TestStrictAttributes(t *testing.T) {
	_, ok := leesKenmerken([]byte(proefEvent))
	require.True(t, ok)
	for i, v := range [][2]string{
		{`"revisie":7`, `"revisie":07`},
		{`"revisie":7`, `"revisie":-7`},
		{`"revisie":7`, `"revisie":7.0`},
		{`"revisie":7`, `"revisie":99999999999999999999`},
		{`"revisie":7,`, ``},
		{`"revisie":7`, `"revisie":7,"revisie":8`},
		{`"revisie":7`, `"onbekend":"x","revisie":7`},
		{`"revisie":7`, `"pddigest":"x","revisie":7`},
		{`"revisie":7`, `"pdsleutel":"AYkKXayWd0u8zrMCCZqAVw","revisie":7`},
		{`"specversion":"1.0"`, `"specversion":"1.1"`},
		{`.250Z`, `.25Z`},
		{`.250Z`, `.250+01:00`},
		{`2026-03-02`, `2026-02-30`},
		{`"type":"nl.x.v1"`, `"type":"nl.x.v2"`},
		{`"type":"nl.x.v1"}`, `"type":"nl.x.v1"} `},
		{`"type":"nl.x.v1"}`, `"type":"nl.x.v1"}}`},
		{`"id":"01890a5d-`, `"id":"1890a5d-`},
		{`"subject":"plan-01890a5d-ac96-774b-bcce-b302099a8057",`, ``},
		{`"subject":"plan-01890a5d-ac96-774b-bcce-b302099a8057"`, `"subject":""`},
		{`{"data":{`, ` {"data":{`},
		{`{"a":1},`, `{"a":1} ,`},
		{`"source":`, `"source" :`},
		{`"urn:nld:oin:1"`, `null`},
	} {
		t.Run(fmt.Sprintf("een andere vorm wordt geweigerd (%d)", i), func(t *testing.T) {
			anders := strings.Replace(proefEvent, v[0], v[1], 1)
			require.NotEqual(t, proefEvent, anders)
			_, ok := leesKenmerken([]byte(anders))
			assert.False(t, ok)
		})
	}
}

func FuzzAttributes(f *testing.F) {
	f.Add([]byte(proefEvent))
	f.Add([]byte(`{"data":{` + achterData))
	f.Fuzz(func(t *testing.T, b []byte) {
		k, ok := leesKenmerken(b) // must not panic, whatever the file holds
		if ok && (len(k.id) != 36 || k.revisie < 0) {
			t.Fatal("accepted without its attributes")
		}
	})
}
