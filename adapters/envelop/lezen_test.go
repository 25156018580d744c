package envelop

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/gowebpki/jcs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestStrictReading changes the stored text of an event in one place at a time.
// Each gives valid JSON, or nearly, that means the same or nearly the same.
func TestStrictReading(t *testing.T) {
	v := metAlleKenmerken(t)
	weigert(t, v, map[string][2]string{
		"een onbekend veld":                    {`"aantal":-3,`, `"aantal":-3,"aantalX":1,`},
		"een onbekend veld diep":               {`"titel":"twee"`, `"titel":"twee","x":1`},
		"een veld dubbel":                      {`"aantal":-3,`, `"aantal":-3,"aantal":-3,`},
		"een verplicht veld ontbreekt":         {`"aantal":-3,`, ``},
		"een verplicht veld ontbreekt diep":    {`{"titel":"twee"}`, `{}`},
		"null":                                 {`"aantal":-3`, `"aantal":null`},
		"null voor een lijst":                  {`"sub":["a",""]`, `"sub":null`},
		"null als extra veld":                  {`"groot":9007199254740992`, `"groot":null`},
		"een getal als tekst":                  {`"aantal":-3`, `"aantal":"-3"`},
		"een getal anders gespeld":             {`"aantal":-3`, `"aantal":-3.0`},
		"een getal met exponent":               {`"aantal":-3`, `"aantal":-3e0`},
		"een getal boven 2^53":                 {`9007199254740992`, `9007199254740993`},
		"een getal boven 2^63":                 {`9007199254740992`, `9223372036854775808`},
		"een tekst als getal":                  {`"titel":"twee"`, `"titel":2`},
		"een letter als escape":                {`"titel":"twee"`, `"titel":"\u0074wee"`},
		"een regeleinde als escape":            {`een\n`, `een\u000a`},
		"een schuine streep als escape":        {`"titel":"twee"`, `"titel":"twee\/"`},
		"een besturingsteken":                  {`"titel":"twee"`, `"titel":"\u0007"`},
		"een rauw besturingsteken":             {`"titel":"twee"`, "\"titel\":\"\x07\""},
		"geen NFC":                             {`"titel":"twee"`, "\"titel\":\"e\u0301\""},
		"geen UTF-8":                           {`"titel":"twee"`, "\"titel\":\"\xff\""},
		"een spatie":                           {`"aantal":-3`, `"aantal": -3`},
		"een waarheid ontbreekt":               {`"ja":true,`, ``},
		"een volgorde omgedraaid":              {`"groot":9007199254740992,"ja":true`, `"ja":true,"groot":9007199254740992`},
		"een andere naam qua hoofdletter":      {`"titel":"twee"`, `"Titel":"twee"`},
		"een nul die weg hoort":                {`"groot":9007199254740992`, `"groot":0`},
		"een lege lijst die weg hoort":         {`"codes":["GM0202","GM0203"]`, `"codes":[]`},
		"een leeg object dat weg hoort":        {`"vertegenwoordiger":{"rol":"ouder"}`, `"vertegenwoordiger":{}`},
		"een dag die er niet is":               {`2024-02-29`, `2023-02-29`},
		"een dag anders gespeld":               {`"dag":"2024-02-29"`, `"dag":"2024-2-29"`},
		"een moment zonder decimalen":          {`"op":"2026-11-24T09:30:15.120Z"`, `"op":"2026-11-24T09:30:15Z"`},
		"een moment met minder decimalen":      {`"op":"2026-11-24T09:30:15.120Z"`, `"op":"2026-11-24T09:30:15.12Z"`},
		"een moment in een andere tijdzone":    {`"op":"2026-11-24T09:30:15.120Z"`, `"op":"2026-11-24T10:30:15.120+01:00"`},
		"een kenmerk in hoofdletters":          {`"dossier":"01935e10`, `"dossier":"01935E10`},
		"een persoonlijk veld in het openbaar": {`"ooit":`, `"naam":"Jan","ooit":`},
		"een persoonlijk veld als object":      {`"ooit":`, `"naam":{},"ooit":`},
		"_sd met een lege digest":              {`"_sd":["`, `"_sd":["","`},
		"_sd met een digest die er geen is":    {`"_sd":["` + eersteDigest(v)[:1], `"_sd":["!`},
		"_sd dubbel":                           {`"_sd":["`, `"_sd":["` + eersteDigest(v) + `","`},
		"_sd met een ander algoritme":          {`"sha-256"`, `"sha-512"`},
		"_sd zonder algoritme":                 {`"_sd_alg":"sha-256",`, ``},
		"_sd diep":                             {`{"titel":"twee"}`, `{"_sd":[],"titel":"twee"}`},
	})
	t.Run("_sd met een digest te weinig is zonder sleutel niet te zien, met sleutel wel", func(t *testing.T) {
		w := v
		w.Gebeurtenis = bytes.Replace(v.Gebeurtenis, []byte(`"`+eersteDigest(v)+`",`), nil, 1)
		_, err := proefCodec(t).OpenMet(&w, proefSleutel)
		require.ErrorIs(t, err, ErrPersoonsdeel)
	})
}

// TestStrictAttributes does the same to the CloudEvents attributes.
func TestStrictAttributes(t *testing.T) {
	v := metAlleKenmerken(t)
	weigert(t, v, map[string][2]string{
		"specversion":                     {`"specversion":"1.0"`, `"specversion":"1.1"`},
		"datacontenttype":                 {`application/json`, `application/xml`},
		"dataschema van een ander type":   {`schema:nl.proeven.alles.v1`, `schema:nl.proeven.alles.v2`},
		"een ander type":                  {`"type":"nl.proeven.alles.v1"`, `"type":"nl.proeven.genoteerd.v1"`},
		"een ander id":                    {`"id":"01935e10-2030`, `"id":"01935e10-2031`},
		"een andere stroom":               {`"subject":"zienswijze-`, `"subject":"zienswijzen-`},
		"een andere revisie":              {`"revisie":7`, `"revisie":8`},
		"een revisie met een nul ervoor":  {`"revisie":7`, `"revisie":07`},
		"een revisie met een plus":        {`"revisie":7`, `"revisie":+7`},
		"een attribuut te veel":           {`"specversion"`, `"sequence":1,"specversion"`},
		"een attribuut te weinig":         {`"source":"` + proefBron + `",`, ``},
		"een lege samenhang":              {`"samenhang":"zaak 1"`, `"samenhang":""`},
		"samenhang met een escape":        {`"samenhang":"zaak 1"`, `"samenhang":"\u007aaak 1"`},
		"samenhang die nooit eindigt":     {`"samenhang":"zaak 1",`, `"samenhang":"zaak 1\"`},
		"oorzaak nul":                     {`"oorzaak":"01935e10-2030-8abc-9def-0011223344aa"`, `"oorzaak":"` + uuid.Nil.String() + `"`},
		"opdracht met opvulling":          {`"opdracht":"AZNeECAwBwgJCgsMDQ4PEA"`, `"opdracht":"AZNeECAwBwgJCgsMDQ4PEA=="`},
		"opdracht met losse bits":         {`"opdracht":"AZNeECAwBwgJCgsMDQ4PEA"`, `"opdracht":"AZNeECAwBwgJCgsMDQ4PEB"`},
		"pddigest weg":                    {`"pddigest":"`, `"pddigesT":"`},
		"tijd zonder decimalen":           {`"time":"2026-11-24T09:30:15.120Z"`, `"time":"2026-11-24T09:30:15Z"`},
		"tijd met een komma":              {`15.120Z","type"`, `15,120Z","type"`},
		"bron met een escape":             {`"source":"urn:nld`, `"source":"\u0075rn:nld`},
		"bron met een diakriet":           {`"source":"urn:nld`, `"source":"urn:nldé`},
		"bron van een andere vorm":        {`:systeem:kroniek"`, `:systeem:anders"`},
		"tijd met een uur van een cijfer": {`T09:30:15.120Z","type"`, `T9:30:15.120Z","type"`},
		"tijd die niet bestaat":           {`"time":"2026-11-24T`, `"time":"2026-11-31T`},
	})
	t.Run("digests zonder persoonsdeel of een persoonsdeel zonder digests", func(t *testing.T) {
		heel := string(v.Gebeurtenis)
		voor, na, _ := strings.Cut(heel, `"_sd":[`)
		_, na, _ = strings.Cut(na, sdSlot+",")
		kop, staart, _ := strings.Cut(heel, `,"pddigest":`)
		_, staart, _ = strings.Cut(staart, `,"revisie"`)
		weigert(t, v, map[string][2]string{
			"geen digests":      {heel, voor + na},
			"geen persoonsdeel": {heel, kop + `,"revisie"` + staart},
		})
	})
	t.Run("iets erachter of ervoor", func(t *testing.T) {
		for _, b := range [][]byte{
			append(bytes.Clone(v.Gebeurtenis), '\n'), append(bytes.Clone(v.Gebeurtenis), v.Gebeurtenis...),
			append([]byte(" "), v.Gebeurtenis...), v.Gebeurtenis[:len(v.Gebeurtenis)-1], nil, []byte("{}"), []byte("null"),
		} {
			w := v
			w.Gebeurtenis = b
			_, err := proefCodec(t).Open(&w)
			require.ErrorIs(t, err, ErrOnleesbaar)
		}
	})
}

// metAlleKenmerken seals an event that has every attribute.
func metAlleKenmerken(t *testing.T) Verzegeld {
	t.Helper()
	a := proefAppend(persoon())
	a.Correlation = "zaak 1"
	a.Cause = uuid.MustParse("01935e10-2030-8abc-9def-0011223344aa")
	v, err := proefCodec(t).Verzegel(a, 0, &proefSleutel)
	require.NoError(t, err)
	return v
}

// weigert replaces in v the first text of each pair by the second: unchanged the
// event can be read, changed it cannot.
func weigert(t *testing.T, v Verzegeld, paren map[string][2]string) {
	t.Helper()
	c := proefCodec(t)
	_, err := c.OpenMet(&v, proefSleutel)
	require.NoError(t, err)
	for naam, p := range paren {
		t.Run(naam, func(t *testing.T) {
			w := v
			require.Contains(t, string(v.Gebeurtenis), p[0])
			w.Gebeurtenis = []byte(strings.Replace(string(v.Gebeurtenis), p[0], p[1], 1))
			_, err := c.Open(&w)
			require.ErrorIs(t, err, ErrOnleesbaar)
			_, err = c.OpenMet(&w, proefSleutel)
			require.ErrorIs(t, err, ErrOnleesbaar)
		})
	}
}

func eersteDigest(v Verzegeld) string {
	_, na, _ := strings.Cut(string(v.Gebeurtenis), `"_sd":["`)
	return na[:43]
}

// TestErrorsHoldNoValue reads events whose values do not fit: the text of the
// error may name the field only.
func TestErrorsHoldNoValue(t *testing.T) {
	c := proefCodec(t)
	e := gewoon()
	e.Oordeel = "BURGERSERVICENUMMER"
	v := verzegel(t, c, e)
	for _, g := range [][2]string{
		{`"aantal":3`, `"aantal":"BURGERSERVICENUMMER"`},
		{`"dossier":"01935e10-2030-8abc-9def-0011223344ff"`, `"dossier":"BURGERSERVICENUMMER"`},
		{`"geldigVanaf":"2026-11-24"`, `"geldigVanaf":"BURGERSERVICENUMMER"`},
		{`"oordeel":"BURGERSERVICENUMMER"`, `"oordeel":["BURGERSERVICENUMMER"]`},
		{`"gemeente":"GM0202"`, `"gemeente":BURGERSERVICENUMMER`},
	} {
		w := v
		w.Gebeurtenis = []byte(strings.Replace(string(v.Gebeurtenis), g[0], g[1], 1))
		_, err := c.Open(&w)
		require.ErrorIs(t, err, ErrOnleesbaar)
		assert.NotContains(t, err.Error(), "BURGERSERVICENUMMER")
	}
}

// TestOpenDoesNotVerify holds Open to its word: it is verify that compares the
// commitment, so that a reader does not pay for it at every event.
func TestOpenDoesNotVerify(t *testing.T) {
	c := proefCodec(t)
	v := verzegel(t, c, gewoon())
	v.Commitment[0] ^= 1
	_, err := c.Open(&v)
	require.NoError(t, err)
	assert.NotEqual(t, v.Commitment, Commitment(&v.Zout, v.Gebeurtenis))
}

func TestEarlierSource(t *testing.T) {
	c, err := New(strings.Replace(proefBron, "1234", "9999", 1))
	require.NoError(t, err)
	c.opNaam, c.opType = proefCodec(t).opNaam, proefCodec(t).opType
	v := verzegel(t, proefCodec(t), gewoon())
	_, err = c.Open(&v)
	require.NoError(t, err, "geschiedenis onder een eerder OIN blijft leesbaar")
	residu, err := c.Residu(&v)
	require.NoError(t, err)
	assert.Contains(t, string(residu), proefBron)
}

// TestConcurrentUse lets many goroutines share one codec; with -race it also
// finds buffers that two of them use at once.
func TestConcurrentUse(t *testing.T) {
	c := proefCodec(t)
	gedeeld := verzegel(t, c, persoon())
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for n := range 200 {
				e := gewoon()
				e.Aantal = 1000*i + n
				v, err := c.Verzegel(proefAppend(e), 0, nil)
				if !assert.NoError(t, err) {
					return
				}
				r, err := c.Open(&v)
				if !assert.NoError(t, err) || !assert.Equal(t, e, r.Event) {
					return
				}
				r, err = c.OpenMet(&gedeeld, proefSleutel)
				if !assert.NoError(t, err) || !assert.Equal(t, persoon(), r.Event) {
					return
				}
			}
		})
	}
	wg.Wait()
}

// FuzzOpen opens bytes that nobody sealed. What it accepts must be canonical, and
// a personal part must be the one that was sealed.
func FuzzOpen(f *testing.F) {
	c := proefCodec(f)
	c.toeval = &vast{} // every process of the fuzzer seals the same
	v := verzegel(f, c, persoon())
	f.Add(v.Gebeurtenis, v.Persoonsdeel)
	w := verzegel(f, c, gewoon())
	f.Add(w.Gebeurtenis, []byte(nil))
	f.Fuzz(func(t *testing.T, gebeurtenis, deel []byte) {
		for _, z := range []Verzegeld{v, w} {
			z.Gebeurtenis, z.Persoonsdeel = gebeurtenis, deel
			if r, err := c.Open(&z); err == nil {
				canon, err := jcs.Transform(gebeurtenis)
				if err != nil || !bytes.Equal(canon, gebeurtenis) || r.Event == nil {
					t.Fatal("aanvaard, maar niet zoals zij geschreven zou zijn")
				}
			}
			if _, err := c.OpenMet(&z, proefSleutel); err == nil && z.Sleutel != [16]byte{} && !bytes.Equal(deel, v.Persoonsdeel) {
				t.Fatal("een ander persoonsdeel werd aanvaard")
			}
			z.Vervangen = 9
			_, _ = c.Open(&z) // must not panic; anything else is allowed
			_, _ = c.Residu(&z)
		}
	})
}
