package envelop

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestText(t *testing.T) {
	c := proefCodec(t)
	bewaar := func(s string) (string, error) {
		e := gewoon()
		e.Oordeel = s
		v, err := c.Verzegel(proefAppend(e), 0, nil)
		if err != nil {
			return "", err
		}
		r, err := c.Open(&v)
		require.NoError(t, err)
		return r.Event.(genoteerd).Oordeel, nil
	}
	t.Run("tekst die mag komt terug zoals zij was", func(t *testing.T) {
		for _, s := range []string{"", "a", "\n", "\t", "~", "\u00a0", "\u2028\u2029", "\ufeff", "\U0010ffff", `"\/`, "<&>", "é", "e\u0301\u0301"} {
			got, err := bewaar(s)
			require.NoError(t, err, "%q", s)
			if !strings.HasPrefix(s, "e") {
				assert.Equal(t, s, got)
			}
		}
	})
	t.Run("tekst wordt NFC", func(t *testing.T) {
		got, err := bewaar("cafe\u0301 \u212b")
		require.NoError(t, err)
		assert.Equal(t, "café Å", got)
	})
	t.Run("besturingstekens worden geweigerd, met het veld en zonder de waarde", func(t *testing.T) {
		for r := range rune(0xa0) {
			if r == '\n' || r == '\t' || r >= ' ' && r < 0x7f {
				continue
			}
			_, err := bewaar("geheim" + string(r))
			require.ErrorIs(t, err, es.ErrUnstorable, "%U", r)
			assert.ErrorContains(t, err, "/oordeel")
			assert.NotContains(t, err.Error(), "geheim")
		}
	})
	t.Run("wat geen UTF-8 is wordt geweigerd", func(t *testing.T) {
		for _, s := range []string{"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80"} {
			_, err := bewaar(s)
			require.ErrorIs(t, err, es.ErrUnstorable, "%q", s)
		}
	})
}

func TestUnstorable(t *testing.T) {
	c := proefCodec(t)
	met := func(f func(e *alles)) es.Append {
		e := persoon()
		f(&e)
		return proefAppend(e)
	}
	meta := func(f func(a *es.Append)) es.Append {
		a := proefAppend(persoon())
		f(&a)
		return a
	}
	for naam, g := range map[string]struct {
		a   es.Append
		pad string
	}{
		"een getal boven 2^53":                      {met(func(e *alles) { e.Groot = 1<<53 + 1 }), "/groot"},
		"een getal onder -2^53":                     {met(func(e *alles) { e.Aantal = -1<<53 - 1 }), "/aantal"},
		"een persoonlijk getal boven 2^53":          {met(func(e *alles) { e.Volgnummer = es.Prive[int64](1<<53 + 1) }), "/volgnummer"},
		"een persoonlijke tekst die niet mag":       {met(func(e *alles) { e.Naam = es.Prive("Jan\x00") }), "/naam"},
		"diep in een persoonlijk veld":              {met(func(e *alles) { e.Adres = es.Prive(adres{Straat: "\x07"}) }), "/adres/straat"},
		"in een lijst":                              {met(func(e *alles) { e.Delen[1].Titel = "\r" }), "/delen/1/titel"},
		"in een lijst in een lijst":                 {met(func(e *alles) { e.Delen[0].Sub[1] = "\x7f" }), "/delen/0/sub/1"},
		"persoonlijk in een lijst":                  {met(func(e *alles) { e.Delen[0].Notitie = es.Prive("\u0085") }), "/delen/0/notitie"},
		"een verplicht persoonlijk veld is dicht":   {met(func(e *alles) { e.Naam = es.Persoonlijk[string]{} }), "/naam"},
		"een verplichte dag ontbreekt":              {met(func(e *alles) { e.Dag = recht.Datum{} }), "/dag"},
		"een verplicht moment ontbreekt":            {met(func(e *alles) { e.Op = time.Time{} }), "/op"},
		"een verplicht kenmerk ontbreekt":           {met(func(e *alles) { e.Dossier = uuid.Nil }), "/dossier"},
		"een moment is fijner dan een milliseconde": {met(func(e *alles) { e.Op = e.Op.Add(time.Microsecond) }), "/op"},
		"een moment na het jaar 9999":               {met(func(e *alles) { e.Op = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }), "/op"},
		"in de ingebedde verantwoording":            {met(func(e *alles) { e.Actor.Rol = "\x01" }), "/actor/rol"},
		"tijd van de opdracht fijner dan een ms":    {meta(func(a *es.Append) { a.Time = a.Time.Add(1) }), "time"},
		"tijd van de opdracht ontbreekt":            {meta(func(a *es.Append) { a.Time = time.Time{} }), "time"},
		"samenhang met een besturingsteken":         {meta(func(a *es.Append) { a.Correlation = "\x02" }), "samenhang"},
		"opdracht ontbreekt":                        {meta(func(a *es.Append) { a.Command = es.CommandID{} }), "opdracht"},
		"een revisie kan niet":                      {meta(func(a *es.Append) { a.Expected = -2 }), "revisie"},
		"een stroom zonder soort":                   {meta(func(a *es.Append) { a.Stream = "-01935e10-2030-8abc-9def-001122334455" }), "subject"},
		"een stroom zonder kenmerk":                 {meta(func(a *es.Append) { a.Stream = "plan-1" }), "subject"},
		"een stroom met hoofdletters":               {meta(func(a *es.Append) { a.Stream = "plan-01935E10-2030-8abc-9def-001122334455" }), "subject"},
		"een stroom met een streepje in de soort":   {meta(func(a *es.Append) { a.Stream = "een-plan-01935e10-2030-8abc-9def-001122334455" }), "subject"},
	} {
		t.Run(naam, func(t *testing.T) {
			v, err := c.Verzegel(g.a, 0, &proefSleutel)
			require.ErrorIs(t, err, es.ErrUnstorable)
			assert.Contains(t, err.Error(), ": "+g.pad+": ")
			assert.Zero(t, v)
		})
	}
	t.Run("precies 2^53 mag", func(t *testing.T) {
		for _, n := range []int64{1 << 53, -1 << 53} {
			_, err := c.Verzegel(met(func(e *alles) { e.Groot = n }), 0, &proefSleutel)
			require.NoError(t, err)
		}
	})
	t.Run("een moment in een andere tijdzone wordt UTC", func(t *testing.T) {
		v := verzegel(t, c, met(func(e *alles) { e.Op = e.Op.In(recht.Amsterdam) }).Events[0])
		r, err := c.OpenMet(&v, proefSleutel)
		require.NoError(t, err)
		assert.Equal(t, persoon(), r.Event)
	})
}

func TestLimits(t *testing.T) {
	c := proefCodec(t)
	groot := func(n int) genoteerd {
		e := gewoon()
		e.Oordeel = ""
		leeg := len(verzegel(t, c, e).Gebeurtenis)
		e.Oordeel = strings.Repeat("x", n-leeg)
		return e
	}
	t.Run("een gebeurtenis van 64 KiB mag, een byte meer niet", func(t *testing.T) {
		assert.Len(t, verzegel(t, c, groot(MaxGebeurtenis)).Gebeurtenis, 65536)
		_, err := c.Verzegel(proefAppend(groot(MaxGebeurtenis+1)), 0, nil)
		require.ErrorIs(t, err, es.ErrTooLarge)
	})
	t.Run("het persoonsdeel telt mee", func(t *testing.T) {
		e := persoon()
		e.Tekst = strings.Repeat("x", 40<<10)
		_, err := c.Verzegel(proefAppend(e), 0, &proefSleutel)
		require.NoError(t, err)
		e.Naam = es.Prive(strings.Repeat("x", 24<<10))
		_, err = c.Verzegel(proefAppend(e), 0, &proefSleutel)
		require.ErrorIs(t, err, es.ErrTooLarge)
	})
	t.Run("100 gebeurtenissen mogen, 101 niet", func(t *testing.T) {
		veel := make([]any, 101)
		for i := range veel {
			veel[i] = gewoon()
		}
		_, err := c.Verzegel(proefAppend(veel[:100]...), 99, nil)
		require.NoError(t, err)
		_, err = c.Verzegel(proefAppend(veel...), 0, nil)
		require.ErrorIs(t, err, es.ErrTooLarge)
		require.NoError(t, Omvang(make([]Verzegeld, 100)))
		require.ErrorIs(t, Omvang(make([]Verzegeld, 101)), es.ErrTooLarge)
	})
	t.Run("512 KiB in een keer mag, een byte meer niet", func(t *testing.T) {
		vs := make([]Verzegeld, 8)
		for i := range vs {
			vs[i].Gebeurtenis = make([]byte, 60<<10)
			vs[i].Persoonsdeel = make([]byte, 4<<10)
		}
		require.NoError(t, Omvang(vs))
		vs[3].Persoonsdeel = append(vs[3].Persoonsdeel, 0)
		require.ErrorIs(t, Omvang(vs), es.ErrTooLarge)
	})
	t.Run("na een grote gebeurtenis is een kleine weer goed", func(t *testing.T) {
		v := verzegel(t, c, gewoon())
		r, err := c.Open(&v)
		require.NoError(t, err)
		assert.Equal(t, gewoon(), r.Event)
	})
}

func TestUnknownType(t *testing.T) {
	c := proefCodec(t)
	_, err := c.Verzegel(proefAppend(struct{}{}), 0, nil)
	require.ErrorIs(t, err, es.ErrUnknownType)
	_, err = c.Verzegel(proefAppend(&genoteerd{}), 0, nil)
	require.ErrorIs(t, err, es.ErrUnknownType)
	_, err = c.Verzegel(proefAppend(nil), 0, nil)
	require.ErrorIs(t, err, es.ErrUnknownType)
	assert.True(t, c.Kent("nl.proeven.alles.v1"))
	assert.False(t, c.Kent("nl.proeven.alles.v2"))
	v := verzegel(t, c, gewoon())
	leeg, err := New(proefBron)
	require.NoError(t, err)
	_, err = leeg.Open(&v)
	require.ErrorIs(t, err, es.ErrUnknownType)
}
