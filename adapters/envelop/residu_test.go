package envelop

import (
	"strings"
	"testing"

	"github.com/gowebpki/jcs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// metResidu seals an event and returns it with its row after it was replaced.
func metResidu(t *testing.T, c *Codec) (v, vervangen Verzegeld) {
	t.Helper()
	a := proefAppend(persoon())
	a.Correlation = "zaak van Jansje"
	v, err := c.Verzegel(a, 0, &proefSleutel)
	require.NoError(t, err)
	residu, err := c.Residu(&v)
	require.NoError(t, err)
	vervangen = v
	vervangen.Gebeurtenis, vervangen.Zout, vervangen.Persoonsdeel, vervangen.Vervangen = residu, [32]byte{}, nil, 12
	return v, vervangen
}

func TestResidu(t *testing.T) {
	c := proefCodec(t)
	v, vervangen := metResidu(t, c)
	residu := vervangen.Gebeurtenis

	t.Run("alleen wat blijft staat er nog in", func(t *testing.T) {
		for _, weg := range []string{"_sd", "pdsleutel", "pddigest", "samenhang", "Jansje", "p-7f3a", "motivering", "dossier", "titel", "2024-02-29", "geldigVanaf"} {
			assert.NotContains(t, string(residu), weg)
		}
		for _, blijft := range []string{"GM0203", "bestuurssecretaris", `"aantal":-3`, "wgr-35-1-zienswijze", `"soort":"brief"`, v.ID.String(), string(v.Stroom)} {
			assert.Contains(t, string(residu), blijft)
		}
	})
	t.Run("wat bleef leest als een vervangen gebeurtenis", func(t *testing.T) {
		r, err := c.Open(&vervangen)
		require.NoError(t, err)
		want, vol := alles{}, persoon()
		want.Actor = recht.Actor{Rol: vol.Actor.Rol, Organisatie: vol.Actor.Organisatie}
		want.Orgaan, want.Grondslag, want.Regels, want.Gesimuleerd = vol.Orgaan, vol.Grondslag, vol.Regels, true
		want.Code, want.Codes, want.Aantal = vol.Code, vol.Codes, vol.Aantal
		want.Delen = []stuk{{Soort: "brief"}, {}}
		assert.Equal(t, want, r.Event)
		assert.True(t, r.Replaced)
		assert.Equal(t, proefTijd, r.Time)
		assert.Equal(t, v.ID, r.Command.EventID(0))
		met, err := c.OpenMet(&vervangen, proefSleutel)
		require.NoError(t, err)
		assert.Equal(t, r, met)
	})
	t.Run("het residu van een residu is hetzelfde", func(t *testing.T) {
		nog, err := c.Residu(&vervangen)
		require.NoError(t, err)
		assert.Equal(t, string(residu), string(nog))
	})
}

func TestResiduThatCannotBe(t *testing.T) {
	c := proefCodec(t)
	v, vervangen := metResidu(t, c)
	t.Run("een residu dat niet als vervangen te boek staat is een fout", func(t *testing.T) {
		w := vervangen
		w.Vervangen = 0
		_, err := c.Open(&w)
		require.ErrorIs(t, err, ErrOnleesbaar)
	})
	t.Run("een residu met een onbekend veld of anders gespeld is een fout", func(t *testing.T) {
		for _, g := range [][2]string{
			{`"aantal":-3`, `"aantal":-3,"x":1`},
			{`"aantal":-3`, `"aantal":-3.0`},
			{`"aantal":-3`, `"aantal": -3`},
			{`"aantal":-3`, `"aantal":"drie"`},
			{`"code":"GM0202"`, `"codd":"GM0202"`},
			{`"revisie":7`, `"revisie":6`},
		} {
			w := vervangen
			w.Gebeurtenis = []byte(strings.Replace(string(vervangen.Gebeurtenis), g[0], g[1], 1))
			require.NotEqual(t, vervangen.Gebeurtenis, w.Gebeurtenis)
			_, err := c.Open(&w)
			require.ErrorIs(t, err, ErrOnleesbaar, g[1])
		}
	})
	t.Run("van wat niet te lezen is komt geen residu", func(t *testing.T) {
		w := v
		w.Gebeurtenis = v.Gebeurtenis[:len(v.Gebeurtenis)-1]
		_, err := c.Residu(&w)
		require.ErrorIs(t, err, ErrOnleesbaar)
	})
}

// TestResiduOfAnyEvent: canonical, readable, and equal for two events that
// differ in nothing that stays.
func TestResiduOfAnyEvent(t *testing.T) {
	c := proefCodec(t)
	rapid.Check(t, func(t *rapid.T) {
		e := trekAlles(t)
		v, err := c.Verzegel(proefAppend(e), 0, &proefSleutel)
		require.NoError(t, err)
		residu, err := c.Residu(&v)
		require.NoError(t, err)
		canon, err := jcs.Transform(residu)
		require.NoError(t, err)
		require.Equal(t, string(canon), string(residu))
		v.Gebeurtenis, v.Vervangen = residu, 1
		_, err = c.Open(&v)
		require.NoError(t, err)

		ander := trekAlles(t)
		ander.Verantwoording, ander.Code, ander.Codes, ander.Aantal = e.Verantwoording, e.Code, e.Codes, e.Aantal
		ander.Motivering = trekTekst(t, "andere motivering")
		ander.Delen = nil
		for _, d := range e.Delen {
			ander.Delen = append(ander.Delen, stuk{Titel: trekTekst(t, "andere titel"), Soort: d.Soort})
		}
		w, err := c.Verzegel(proefAppend(ander), 0, &proefSleutel)
		require.NoError(t, err)
		zelfde, err := c.Residu(&w)
		require.NoError(t, err)
		require.Equal(t, string(residu), string(zelfde))
	})
}
