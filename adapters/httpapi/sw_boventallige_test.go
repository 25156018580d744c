package httpapi

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

func (k *kantoor) boventallige(token, pad string) (b Boventallige) {
	k.t.Helper()
	k.stuur(token, "GET", pad, nil).is(200).lees(&b)
	return b
}

func TestBoventallige(t *testing.T) {
	k := open(t)
	consulent := k.token[toegang.ConsulentSW]
	sleutel := versSleutel()
	g := k.stuur(consulent, "POST", "/v1/boventalligen", eenVerklaring(), "Idempotency-Key", sleutel).is(201)
	pad := g.kop.Get("Location")

	t.Run("een verklaring opent een stroom naar de opdracht, en een herhaling vindt dezelfde", func(t *testing.T) {
		assert.Equal(t, "boventallige-"+laatste(pad), g.ontvangst().Stroom)
		weer := k.stuur(consulent, "POST", "/v1/boventalligen", eenVerklaring(), "Idempotency-Key", sleutel).is(201)
		assert.Equal(t, string(g.lichaam), string(weer.lichaam))
		k.stuur(consulent, "POST", "/v1/boventalligen", plus(eenVerklaring(), veld{"verklaardOp": "2026-01-06"}), "Idempotency-Key", sleutel).is(409)
	})
	t.Run("een correctie noemt de verklaring die zij verbetert, en gaat over hetzelfde mens", func(t *testing.T) {
		anders := plus(eenVerklaring(), veld{"verklaardOp": "2026-01-06"})
		p := k.stuur(consulent, "POST", pad+"/correcties", anders).is(409).probleem()
		assert.Equal(t, "boventallige/al-verklaard", p.Code)
		anders["opdracht"] = plus(zonderTekst, veld{"corrigeert": g.ontvangst().Gebeurtenissen[0].Id})
		p = k.stuur(consulent, "POST", pad+"/correcties", plus(anders, veld{"pseudoniem": anderPseudoniem})).is(409).probleem()
		assert.Equal(t, "boventallige/andere-persoon", p.Code)
		k.stuur(consulent, "POST", pad+"/correcties", anders).is(201)
		assert.Equal(t, "2026-01-06", k.boventallige(consulent, pad).VerklaardOp.String())
	})
	t.Run("een traject begint, loopt en eindigt", func(t *testing.T) {
		p := k.stuur(consulent, "POST", pad+"/trajecten/1/beeindigingen", veld{"opdracht": zonderTekst, "beeindigdOp": "2026-02-16"}).is(409).probleem()
		assert.Equal(t, "boventallige/geen-traject", p.Code)
		start := veld{"opdracht": zonderTekst, "traject": 1, "verwachtEinde": "2026-12-31", "gestartOp": "2026-02-02"}
		k.stuur(consulent, "POST", pad+"/trajecten", start).is(201)
		k.stuur(consulent, "POST", pad+"/trajecten", start).is(200)
		p = k.stuur(consulent, "POST", pad+"/trajecten", plus(start, veld{"traject": 2})).is(409).probleem()
		assert.Equal(t, "boventallige/traject-onjuist", p.Code)
		assert.Equal(t, "boventallig; traject 1 loopt sinds 2026-02-02", k.boventallige(consulent, pad).Toestand)
		k.doorloop(consulent, pad, vervolgstap{"trajecten/1/beeindigingen", veld{"beeindigdOp": "2026-02-16"}})
		b := k.boventallige(consulent, pad)
		require.Len(t, b.Trajecten, 1)
		assert.Equal(t, "2026-02-16", b.Trajecten[0].BeeindigdOp.String())
		assert.True(t, b.Gesimuleerd)
	})
	t.Run("wie zich op een oudere stand beroept krijgt 412", func(t *testing.T) {
		k.stuur(consulent, "POST", pad+"/trajecten", veld{"opdracht": zonderTekst, "traject": 2, "gestartOp": "2026-02-17"}, "If-Match", `"0"`).is(412)
	})
	t.Run("de reden van vertrek komt in geen antwoord terug, ook niet als klasse", func(t *testing.T) {
		uitstroom := veld{"opdracht": zonderTekst, "reden": "langdurig-ziek", "uitgestroomdOp": "2026-02-27"}
		kop := k.j.Kop()
		data := k.stuur(consulent, "POST", pad+"/uitstromingen?proef=true", uitstroom).is(200).ontvangst().ZouVastleggen[0].Data
		assert.Equal(t, "[persoonsgegeven]", data["uitstroomreden"])
		assert.Equal(t, kop, k.j.Kop())
		k.stuur(consulent, "POST", pad+"/uitstromingen", uitstroom).is(201)
		g := k.stuur(consulent, "GET", pad, nil).is(200)
		assert.NotContains(t, string(g.lichaam), "langdurig")
		assert.NotContains(t, string(g.lichaam), "anders")
		b := k.boventallige(consulent, pad)
		assert.Equal(t, "2026-02-27", b.UitgestroomdOp.String())
		assert.Equal(t, `"`+"4"+`"`, g.kop.Get("ETag"))
		p := k.stuur(consulent, "POST", pad+"/intrekkingen", veld{"opdracht": zonderTekst, "ingetrokkenOp": "2026-02-28"}).is(409).probleem()
		assert.Equal(t, "boventallige/al-weg", p.Code)
	})
	t.Run("wie niet meer boventallig is en blijft staat er als ingetrokken", func(t *testing.T) {
		pad := k.begin(consulent, "boventalligen", plus(eenVerklaring(), veld{"pseudoniem": anderPseudoniem}))
		k.doorloop(consulent, pad, vervolgstap{"intrekkingen", veld{"ingetrokkenOp": "2026-02-02"}})
		b := k.boventallige(consulent, pad)
		assert.Equal(t, "2026-02-02", b.IngetrokkenOp.String())
		assert.True(t, b.UitgestroomdOp.IsZero())
	})
	t.Run("wat niet klopt wordt geweigerd met de plaats, en nooit herhaald", func(t *testing.T) {
		for veldnaam, waarde := range map[string]any{"pseudoniem": merk, "verklaardOp": "2026-02-30", "persoon": veld{"naam": merk}} {
			g := k.stuur(consulent, "POST", "/v1/boventalligen", plus(eenVerklaring(), veld{veldnaam: waarde})).is(400)
			assert.Contains(t, g.probleem().Fouten[0].Pointer, "/"+veldnaam)
			assert.NotContains(t, string(g.lichaam), merk)
		}
		k.stuur(consulent, "POST", pad+"/uitstromingen", veld{"opdracht": zonderTekst, "reden": "zomaar", "uitgestroomdOp": "2026-02-27"}).is(400)
	})
	t.Run("een zaak die er niet is geeft 404", func(t *testing.T) {
		nergens := "/v1/boventalligen/" + uuid.NewString()
		k.stuur(consulent, "GET", nergens, nil).is(404)
		k.stuur(consulent, "POST", nergens+"/intrekkingen", veld{"opdracht": zonderTekst, "ingetrokkenOp": "2026-02-02"}).is(404)
	})
}

func TestToegangTotBoventalligen(t *testing.T) {
	k := open(t)
	consulent := k.token[toegang.ConsulentSW]
	pad := k.begin(consulent, "boventalligen", eenVerklaring())
	for _, rol := range toegang.Rollen() {
		if rol == toegang.ConsulentSW {
			continue
		}
		t.Run("een "+string(rol)+" legt niets vast over een boventallige", func(t *testing.T) {
			kop := k.j.Kop()
			k.stuur(k.token[rol], "POST", "/v1/boventalligen", eenVerklaring()).is(403)
			k.stuur(k.token[rol], "POST", pad+"/uitstromingen", veld{"opdracht": zonderTekst, "reden": "pensioen", "uitgestroomdOp": "2026-02-27"}).is(403)
			assert.Equal(t, kop, k.j.Kop())
			want := 403
			if rol == toegang.Auditor {
				want = 200
			}
			k.stuur(k.token[rol], "GET", pad, nil).is(want)
			if rol == toegang.Bestuurssecretaris || rol == toegang.DagelijksBestuur {
				want = 200 // shielded: kleine_groepen_test.go
			}
			k.stuur(k.token[rol], "GET", "/v1/rapporten/boventalligen", nil).is(want)
		})
	}
	t.Run("in de geschiedenis ziet een orgaan een kale positie, en de consulent de gebeurtenis", func(t *testing.T) {
		assert.Nil(t, k.feed(k.token[toegang.Bestuurssecretaris], "").Gebeurtenissen[0].Gebeurtenis)
		g := string(k.feed(consulent, "").Gebeurtenissen[0].Gebeurtenis)
		assert.Contains(t, g, "boventallig-verklaard")
		assert.NotContains(t, g, "Bo Voorbeeld")
	})
	t.Run("de consulent leest de afbouw, en niets van het geld", func(t *testing.T) {
		var r Rapport
		k.stuur(consulent, "GET", "/v1/rapporten/boventalligen?naPositie=1", nil).is(200).lees(&r)
		require.Len(t, r.Regels, 1)
		k.stuur(consulent, "GET", "/v1/rapporten/voorzieningen", nil).is(403)
		k.stuur(consulent, "POST", "/v1/voorzieningen", eenVoorziening()).is(403)
	})
}
