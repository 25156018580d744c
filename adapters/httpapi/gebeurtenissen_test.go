package httpapi

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// regels is the feed with the stored bytes as they came.
type feed struct {
	Gebeurtenissen []struct {
		Positie       int64
		Zout          string
		VervangenDoor int64
		Gebeurtenis   json.RawMessage
	}
	TotPositie, Kop int64
	Links           map[string]Link `json:"_links"`
}

func (k *kantoor) feed(token, query string) (f feed) {
	k.t.Helper()
	k.stuur(token, "GET", "/v1/gebeurtenissen"+query, nil).is(200).lees(&f)
	return f
}

func TestGebeurtenissen(t *testing.T) {
	k := open(t)
	k.neemDeel()
	k.totOntwerp()
	kop := int64(k.j.Kop())
	auditor := k.token[toegang.Auditor]

	t.Run("de auditor krijgt elke gebeurtenis zoals opgeslagen, en kan elk commitment narekenen", func(t *testing.T) {
		f := k.feed(auditor, "?limiet=1000")
		require.Len(t, f.Gebeurtenissen, int(kop))
		assert.Equal(t, kop, f.TotPositie)
		assert.Equal(t, kop, f.Kop)
		n := 0
		require.NoError(t, k.j.Scan(context.Background(), 0, es.Position(kop), func(v *envelop.Verzegeld) error {
			g := f.Gebeurtenissen[n]
			zout, err := base64.RawURLEncoding.DecodeString(g.Zout)
			require.NoError(t, err)
			assert.Equal(t, int64(n+1), g.Positie)
			assert.Equal(t, string(v.Gebeurtenis), string(g.Gebeurtenis))
			assert.Equal(t, v.Commitment, envelop.Commitment((*[32]byte)(zout), g.Gebeurtenis))
			n++
			return nil
		}))
	})
	t.Run("wie de volgende link volgt krijgt alles precies één keer", func(t *testing.T) {
		var posities []int64
		pad := "?limiet=3"
		for {
			f := k.feed(auditor, pad)
			for _, g := range f.Gebeurtenissen {
				posities = append(posities, g.Positie)
			}
			volgende, ok := f.Links["volgende"]
			if !ok {
				break
			}
			_, query, _ := strings.Cut(volgende.Href, "?")
			pad = "?" + query
		}
		require.Len(t, posities, int(kop))
		for i, p := range posities {
			assert.Equal(t, int64(i+1), p)
		}
	})
	t.Run("wat een rol niet mag zien is een kale positie", func(t *testing.T) {
		f := k.feed(k.token[toegang.Integrator], "?limiet=1000")
		require.Len(t, f.Gebeurtenissen, int(kop))
		for i, g := range f.Gebeurtenissen {
			if i == 0 {
				assert.NotEmpty(t, g.Gebeurtenis)
				continue
			}
			assert.Nil(t, g.Gebeurtenis)
			assert.Empty(t, g.Zout)
		}
	})
	t.Run("een commissie ziet ook de adviezen die de stand van het plan haar toont", func(t *testing.T) {
		assert.Equal(t, k.feed(auditor, "?limiet=1000").Gebeurtenissen, k.feed(k.token[toegang.Bestuurscommissie], "?limiet=1000").Gebeurtenissen)
	})
	t.Run("de beheerder ziet alleen posities", func(t *testing.T) {
		g := k.stuur(k.token[toegang.Beheerder], "GET", "/v1/gebeurtenissen?limiet=1000", nil).is(200)
		assert.NotContains(t, string(g.lichaam), "specversion")
		assert.NotContains(t, string(g.lichaam), "zout")
		assert.Contains(t, string(g.lichaam), fmt.Sprintf(`{"positie":%d}`, kop))
	})
	t.Run("een integrator ziet de eigen gemeente en module, en niet die van een ander", func(t *testing.T) {
		f := k.feed(k.token[toegang.Integrator], "?limiet=2")
		assert.Contains(t, string(f.Gebeurtenissen[0].Gebeurtenis), eigenGemeente)
		assert.Nil(t, f.Gebeurtenissen[1].Gebeurtenis)
	})
	t.Run("het type filtert wat zichtbaar is en verraadt niets over wat verborgen is", func(t *testing.T) {
		typ := "?limiet=1000&type=nl.gemeenschappelijke-regelingen.advies-gevraagd.v1"
		assert.Len(t, k.feed(auditor, typ).Gebeurtenissen, 4)
		alle := k.feed(k.token[toegang.Beheerder], "?limiet=1000")
		assert.Equal(t, alle.Gebeurtenissen, k.feed(k.token[toegang.Beheerder], typ).Gebeurtenissen)
	})
	t.Run("een verborgen gebeurtenis is op te vragen alsof zij niet bestaat", func(t *testing.T) {
		v, ok, err := k.j.OpPositie(context.Background(), 2)
		require.NoError(t, err)
		require.True(t, ok)
		for _, pad := range []string{"", "/bewijs"} {
			k.stuur(k.token[toegang.Integrator], "GET", "/v1/gebeurtenissen/"+v.ID.String()+pad, nil).is(404)
			k.stuur(auditor, "GET", "/v1/gebeurtenissen/"+es.CommandID{1}.EventID(0).String()+pad, nil).is(404)
		}
		g := k.stuur(auditor, "GET", "/v1/gebeurtenissen/"+v.ID.String(), nil).is(200)
		assert.Contains(t, string(g.lichaam), string(v.Gebeurtenis))
	})
	t.Run("na het einde van de geschiedenis is er niets", func(t *testing.T) {
		f := k.feed(auditor, "?naPositie=9007199254740991")
		assert.Empty(t, f.Gebeurtenissen)
		assert.Equal(t, kop, f.TotPositie)
	})
	t.Run("een afgeschermde gebeurtenis toont haar residu en door welke zij is vervangen, zonder zout", func(t *testing.T) {
		v, _, err := k.j.OpPositie(context.Background(), 1)
		require.NoError(t, err)
		residu, err := k.codec.Residu(&v)
		require.NoError(t, err)
		require.NoError(t, k.j.Vervang(context.Background(), 1, residu, 2))
		g := k.feed(auditor, "?limiet=1").Gebeurtenissen[0]
		assert.Equal(t, string(residu), string(g.Gebeurtenis))
		assert.EqualValues(t, 2, g.VervangenDoor)
		assert.Empty(t, g.Zout)
	})
}

func TestZegel(t *testing.T) {
	k := open(t)
	o := k.secretaris("/v1/deelnames", goedeDeelname).is(201).ontvangst()
	bewijs := "/v1/gebeurtenissen/" + o.Gebeurtenissen[0].Id.String() + "/bewijs"
	auditor := k.token[toegang.Auditor]
	t.Run("voor het eerste checkpoint is er wel een sleutel en geen bewijs", func(t *testing.T) {
		var z Zegelstand
		k.stuur("", "GET", "/v1/zegel", nil).is(200).lees(&z)
		assert.NotEmpty(t, z.Vkey)
		assert.NotEmpty(t, z.Origin)
		assert.Empty(t, z.Checkpoint)
		for _, pad := range []string{"/checkpoint", "/tile/0/000.p/1"} {
			assert.Equal(t, "1", k.stuur("", "GET", pad, nil).is(404).kop.Get("Retry-After"), pad)
		}
		g := k.stuur(auditor, "GET", bewijs, nil).is(404)
		assert.Equal(t, "1", g.kop.Get("Retry-After"))
		assert.Equal(t, "/problemen/nog-niet-verzegeld", g.probleem().Type)
	})
	_, err := k.zegel.Verzegel(context.Background())
	require.NoError(t, err)
	t.Run("daarna zijn zegel, checkpoint en tegels er voor iedereen", func(t *testing.T) {
		var z Zegelstand
		k.stuur("", "GET", "/v1/zegel", nil).is(200).lees(&z)
		assert.EqualValues(t, 1, z.Positie)
		g := k.stuur("", "GET", "/checkpoint", nil).is(200)
		assert.Equal(t, z.Checkpoint, string(g.lichaam))
		assert.True(t, strings.HasPrefix(string(g.lichaam), z.Origin+"\n1\n"))
		assert.Len(t, k.stuur("", "GET", "/tile/0/000.p/1", nil).is(200).lichaam, 32)
		assert.Len(t, k.stuur("", "GET", "/tile/entries/000.p/1", nil).is(200).lichaam, 2+73)
	})
	t.Run("een tegel die niet bestaat is 404", func(t *testing.T) {
		for _, pad := range []string{"/tile/0/000", "/tile/", "/tile/../checkpoint", "/tile/0/000.p/0", "/tile/a/000", "/tile/0/000.p/1/"} {
			k.stuur("", "GET", pad, nil).is(404)
		}
	})
	t.Run("het bewijs draagt zout en checkpoint", func(t *testing.T) {
		g := k.stuur(auditor, "GET", bewijs, nil).is(200)
		assert.True(t, strings.HasPrefix(string(g.lichaam), "c2sp.org/tlog-proof@v1\n"))
		assert.Contains(t, string(g.lichaam), "extra ")
		assert.Equal(t, "text/plain; charset=utf-8", g.kop.Get("Content-Type"))
	})
}

func TestGezondheid(t *testing.T) {
	k := open(t)
	k.secretaris("/v1/deelnames", goedeDeelname).is(201)
	var h Gezondheid
	k.stuur("", "GET", "/v1/gezondheid", nil).is(200).lees(&h)
	assert.Equal(t, Gezondheid{Status: InBedrijf, Positie: 1}, h)
	t.Run("een gestopt journaal weigert opdrachten en zegt dat", func(t *testing.T) {
		k := open(t, func(o *Opties) { o.Log = gestoptLog{} })
		g := k.stuur(k.token[toegang.Bestuurssecretaris], "POST", "/v1/deelnames", goedeDeelname).is(503)
		assert.NotEmpty(t, g.kop.Get("Retry-After"))
	})
}
