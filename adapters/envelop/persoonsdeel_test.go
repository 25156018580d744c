package envelop

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

func TestPersonalPartIsChecked(t *testing.T) {
	c := proefCodec(t)
	v := verzegel(t, c, persoon())
	faalt := func(t *testing.T, w Verzegeld, s Sleutel) {
		t.Helper()
		_, err := c.OpenMet(&w, s)
		require.ErrorIs(t, err, ErrPersoonsdeel)
	}
	t.Run("elke veranderde byte wordt gezien", func(t *testing.T) {
		w := v
		for i := range v.Persoonsdeel {
			for _, bit := range []byte{1, 0x80} {
				w.Persoonsdeel = append([]byte(nil), v.Persoonsdeel...)
				w.Persoonsdeel[i] ^= bit
				faalt(t, w, proefSleutel)
			}
		}
	})
	t.Run("elke veranderde byte wordt gezien, ook door wie pddigest mee verandert", func(t *testing.T) {
		for i := range v.Persoonsdeel {
			deel := append([]byte(nil), v.Persoonsdeel...)
			deel[i] ^= 1
			faalt(t, metDeel(v, deel), proefSleutel)
		}
	})
	t.Run("een persoonsdeel dat er niet is of te kort is", func(t *testing.T) {
		w := v
		for _, n := range []int{0, 1, 12, 28, 283, len(v.Persoonsdeel) - 1} {
			w.Persoonsdeel = v.Persoonsdeel[:n]
			faalt(t, w, proefSleutel)
			faalt(t, metDeel(v, v.Persoonsdeel[:n]), proefSleutel)
		}
	})
	t.Run("een andere sleutel opent niets", func(t *testing.T) {
		s := proefSleutel
		s.Geheim[31] ^= 1
		faalt(t, v, s)
		s = proefSleutel
		s.ID[0] ^= 1
		faalt(t, v, s)
		w := v
		w.Sleutel = [16]byte{} // not every reader loads this column
		faalt(t, w, s)
		w.Sleutel = s.ID
		faalt(t, w, proefSleutel)
	})
	t.Run("het persoonsdeel van een andere gebeurtenis past niet", func(t *testing.T) {
		a := proefAppend(persoon(), persoon())
		a.Command[15]++
		ander, err := c.Verzegel(a, 1, &proefSleutel)
		require.NoError(t, err)
		w := v
		w.Persoonsdeel = ander.Persoonsdeel
		faalt(t, w, proefSleutel)
		faalt(t, metDeel(v, ander.Persoonsdeel), proefSleutel)
	})
}

// TestOtherNonce seals the same plaintext under the same key once more: only
// pddigest tells that it is not the part that the event was sealed with.
func TestOtherNonce(t *testing.T) {
	c := proefCodec(t)
	v := verzegel(t, c, persoon())
	gcm, err := sleutelVoor(&proefSleutel)
	require.NoError(t, err)
	klaar, err := gcm.Open(nil, v.Persoonsdeel[:12], v.Persoonsdeel[12:], []byte(v.ID.String()))
	require.NoError(t, err)
	w, nonce := v, make([]byte, 12)
	w.Persoonsdeel = gcm.Seal(nonce, nonce, klaar, []byte(v.ID.String()))
	_, err = c.OpenMet(&w, proefSleutel)
	require.ErrorIs(t, err, ErrPersoonsdeel)
	w = metDeel(v, w.Persoonsdeel)
	_, err = c.OpenMet(&w, proefSleutel)
	require.NoError(t, err, "alleen pddigest stond in de weg")
}

// TestWithoutOpenFields: without an open field there is no personal part, and no key is needed.
func TestWithoutOpenFields(t *testing.T) {
	c := proefCodec(t)
	assert.False(t, c.Persoonlijk(gewoon()))
	assert.False(t, c.Persoonlijk(alles{}))
	assert.False(t, c.Persoonlijk(nil))
	assert.False(t, c.Persoonlijk("tekst"))
	assert.True(t, c.Persoonlijk(persoon()))
	assert.True(t, c.Persoonlijk(alles{Delen: []stuk{{}, {Notitie: es.Prive("")}}}))
	assert.True(t, c.Persoonlijk(alles{Vertegen: vertegenwoordiger{Naam: es.Prive("")}}))
	w, err := c.Verzegel(proefAppend(gewoon()), 0, nil)
	require.NoError(t, err)
	assert.Nil(t, w.Persoonsdeel)
	assert.Zero(t, w.Sleutel)
	_, err = c.OpenMet(&w, proefSleutel)
	require.NoError(t, err, "een gebeurtenis zonder persoonsdeel gaat open met elke sleutel")
	_, err = c.Verzegel(proefAppend(persoon()), 0, nil)
	require.ErrorIs(t, err, ErrSleutelNodig)
}

// TestOtherDisclosures seals personal parts that decrypt, with digests that fit,
// and yet are not what the type would have given.
func TestOtherDisclosures(t *testing.T) {
	c := proefCodec(t)
	v := verzegel(t, c, alles{
		Verantwoording: proefVerantwoording(), Op: proefTijd, Dossier: persoon().Dossier, Dag: persoon().Dag,
		Naam: es.Prive("Jan"), Volgnummer: es.Prive[int64](7),
	})
	zout := strings.Repeat("A", 43)
	veld := func(naam, waarde string) string { return `["` + zout + `","` + naam + `",` + waarde + `]` }
	naam, nummer := veld("/naam", `"Jan"`), veld("/volgnummer", "7")
	for wat, g := range map[string]struct {
		delen, sd []string
		goed      bool
	}{
		"zoals het hoort":                  {delen: []string{naam, nummer}, goed: true},
		"in een andere volgorde":           {delen: []string{nummer, naam}, goed: true},
		"een optioneel veld minder":        {delen: []string{naam}, goed: true},
		"een verplicht veld minder":        {delen: []string{nummer}},
		"een veld dat het type niet kent":  {delen: []string{naam, veld("/bsn", "7")}},
		"een openbaar veld":                {delen: []string{naam, veld("/aantal", "7")}},
		"een element dat er niet is":       {delen: []string{naam, veld("/delen/0/notitie", `"x"`)}},
		"een veld dubbel":                  {delen: []string{naam, nummer, veld("/naam", `"Piet"`)}},
		"een ander type":                   {delen: []string{naam, veld("/volgnummer", `"7"`)}},
		"anders gespeld":                   {delen: []string{naam, veld("/volgnummer", "7.0")}},
		"een spatie":                       {delen: []string{naam, veld("/volgnummer", " 7")}},
		"null":                             {delen: []string{naam, veld("/volgnummer", "null")}},
		"meer dan drie":                    {delen: []string{naam, veld("/volgnummer", "7,8")}},
		"geen waarde":                      {delen: []string{naam, `["` + zout + `","/volgnummer"]`}},
		"een te kort zout":                 {delen: []string{naam, `["AA","/volgnummer",7]`}},
		"geen lijst":                       {delen: []string{naam, `{}`}},
		"leeg":                             {delen: []string{naam, ``}},
		"een digest zonder onthulling":     {delen: []string{naam}, sd: []string{naam, nummer}},
		"een onthulling zonder digest":     {delen: []string{naam, nummer}, sd: []string{naam}},
		"een onthulling met andere digest": {delen: []string{naam, nummer}, sd: []string{naam, veld("/volgnummer", "8")}},
	} {
		t.Run(wat, func(t *testing.T) {
			if g.sd == nil {
				g.sd = g.delen
			}
			w := vervals(t, v, g.delen, g.sd, nil)
			_, err := c.OpenMet(&w, proefSleutel)
			if g.goed {
				require.NoError(t, err)
			} else {
				require.ErrorIs(t, err, ErrPersoonsdeel)
				assert.NotContains(t, err.Error(), "Jan")
			}
		})
	}
}

func TestWrongPadding(t *testing.T) {
	c := proefCodec(t)
	v := verzegel(t, c, persoon())
	delen := []string{`["` + strings.Repeat("A", 43) + `","/naam","Jan"]`}
	heel := vervals(t, v, delen, delen, nil)
	_, err := c.OpenMet(&heel, proefSleutel)
	require.NoError(t, err)
	for wat, bederf := range map[string]func(b []byte) []byte{
		"opvulling die niet nul is":    func(b []byte) []byte { b[len(b)-1] = 1; return b },
		"een stap opvulling te veel":   func(b []byte) []byte { return append(b, make([]byte, padStap)...) },
		"opvulling tot geen veelvoud":  func(b []byte) []byte { return append(b, 0) },
		"een lengte voorbij het einde": func(b []byte) []byte { b[0] = 0xff; return b },
		"een lengte een te kort":       func(b []byte) []byte { b[3]--; return b },
		"een lengte een te lang":       func(b []byte) []byte { b[3]++; return b },
	} {
		t.Run(wat, func(t *testing.T) {
			w := vervals(t, v, delen, delen, bederf)
			_, err := c.OpenMet(&w, proefSleutel)
			require.ErrorIs(t, err, ErrPersoonsdeel)
		})
	}
}

func TestPaddingHidesLength(t *testing.T) {
	c := proefCodec(t)
	lengten := map[int]bool{}
	for n := range 600 {
		e := persoon()
		e.Naam = es.Prive(strings.Repeat("x", n))
		v := verzegel(t, c, e)
		require.Equal(t, 12+16, len(v.Persoonsdeel)%256)
		lengten[len(v.Persoonsdeel)] = true
		r, err := c.OpenMet(&v, proefSleutel)
		require.NoError(t, err)
		require.Equal(t, e, r.Event)
	}
	assert.LessOrEqual(t, len(lengten), 5)
}

// TestNothingPrintsAPersonalField formats an event and its key in every way that
// ends up in a log. (%p and %w of a struct go past every method; vet refuses those.)
func TestNothingPrintsAPersonalField(t *testing.T) {
	c := proefCodec(t)
	e := persoon()
	v := verzegel(t, c, e)
	r, err := c.OpenMet(&v, proefSleutel)
	require.NoError(t, err)
	var uit strings.Builder
	log := slog.New(slog.NewJSONHandler(&uit, nil))
	regels := slog.New(slog.NewTextHandler(&uit, nil))
	for _, w := range []any{e, &e, r, &r, []any{e}, map[string]any{"e": e}, e.Naam, &e.Naam, e.Delen, e.Adres, e.Vertegen, proefSleutel, &proefSleutel} {
		for _, vorm := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%t", "%U"} {
			fmt.Fprintf(&uit, vorm+"\n", w)
		}
		j, _ := json.Marshal(w) // an error is as good as a hidden value
		uit.Write(j)
		log.Info("gebeurtenis", "e", w)
		regels.Info("gebeurtenis", "e", w)
	}
	alles := uit.String()
	for _, geheim := range []string{
		"Jansje", "2011-03-09", "123456782", "Ketelstraat", "niet voor anderen", "P. de Vries", "734205",
		fmt.Sprintf("%x", "Jansje"), fmt.Sprintf("%x", proefSleutel.Geheim), "16 17 18 19",
	} {
		assert.False(t, strings.Contains(alles, geheim), geheim) // NotContains would print it all
	}
	assert.True(t, strings.Contains(alles, "GM0202"), "deze proef ziet wat er wel staat")
}

// metDeel gives v another personal part, and the pddigest that goes with it.
func metDeel(v Verzegeld, deel []byte) Verzegeld {
	oud, nieuw := sha256.Sum256(v.Persoonsdeel), sha256.Sum256(deel)
	b64 := base64.RawURLEncoding
	v.Persoonsdeel = deel
	v.Gebeurtenis = []byte(strings.Replace(string(v.Gebeurtenis), b64.EncodeToString(oud[:]), b64.EncodeToString(nieuw[:]), 1))
	return v
}

// vervals seals delen in the place of the personal part of v, with the digests of sd.
func vervals(t *testing.T, v Verzegeld, delen, sd []string, bederf func([]byte) []byte) Verzegeld {
	t.Helper()
	b64 := base64.RawURLEncoding
	var coded []string
	for _, d := range delen {
		coded = append(coded, b64.EncodeToString([]byte(d)))
	}
	klaar := append(make([]byte, 4), strings.Join(coded, "~")...)
	binary.BigEndian.PutUint32(klaar, uint32(len(klaar)-4))
	klaar = append(klaar, make([]byte, -len(klaar)&255)...)
	if bederf != nil {
		klaar = bederf(klaar)
	}
	gcm, err := sleutelVoor(&proefSleutel)
	require.NoError(t, err)
	nonce := make([]byte, 12)
	v = metDeel(v, gcm.Seal(nonce, nonce, klaar, []byte(v.ID.String())))
	var ds []digest
	for _, d := range sd {
		ds = append(ds, digestVan([]byte(b64.EncodeToString([]byte(d)))))
	}
	_, na, ok := strings.Cut(string(v.Gebeurtenis), sdSlot)
	require.True(t, ok)
	v.Gebeurtenis = []byte(`{"data":{` + string(appendDigests(nil, ds)) + na)
	return v
}
