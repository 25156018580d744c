package httpapi

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func TestHerhaling(t *testing.T) {
	k := open(t)
	t.Run("dezelfde sleutel en inhoud geven hetzelfde antwoord en leggen niets dubbel vast", func(t *testing.T) {
		for _, sleutel := range []string{versSleutel(), "bestelling-1"} {
			kop := k.j.Kop()
			lichaam := strings.Replace(goedeDeelname, "GM0202", map[bool]string{true: "GM0226", false: "GM0274"}[sleutel == "bestelling-1"], 1)
			eerste := k.secretaris("/v1/deelnames", lichaam, "Idempotency-Key", sleutel).is(201)
			k.klok.verder(time.Hour)
			tweede := k.secretaris("/v1/deelnames", lichaam, "Idempotency-Key", sleutel).is(201)
			assert.Equal(t, string(eerste.lichaam), string(tweede.lichaam))
			assert.Equal(t, eerste.kop.Get("ETag"), tweede.kop.Get("ETag"))
			assert.Equal(t, eerste.kop.Get("Location"), tweede.kop.Get("Location"))
			assert.Equal(t, kop+1, k.j.Kop())
		}
	})
	t.Run("de schrijfwijze van de inhoud doet er niet toe, de inhoud wel", func(t *testing.T) {
		kop := k.j.Kop()
		s := versSleutel()
		k.secretaris("/v1/deelnames", met("GM0202", "GM0299"), "Idempotency-Key", s).is(201)
		anders := `{ "genomenOp":"2019-12-01", "vanaf":"2020-01-01","module":"\u0069nkoop","gemeente":"GM0299","opdracht":{"motivering":"x"}}`
		k.secretaris("/v1/deelnames", anders, "Idempotency-Key", s).is(201)
		p := k.secretaris("/v1/deelnames", met("GM0202", "GM0289"), "Idempotency-Key", s).is(409).probleem()
		assert.Equal(t, "/problemen/sleutel-hergebruikt", p.Type)
		assert.Equal(t, kop+1, k.j.Kop())
	})
	t.Run("een letter met een los accent is dezelfde inhoud als de letter met accent", func(t *testing.T) {
		s := versSleutel()
		los := strings.Replace(met("x", `cafe\u0301`), "GM0202", "GM0293", 1)
		k.secretaris("/v1/deelnames", los, "Idempotency-Key", s).is(201)
		k.secretaris("/v1/deelnames", strings.Replace(los, `e\u0301`, `\u00e9`, 1), "Idempotency-Key", s).is(201)
	})
	t.Run("dezelfde sleutel op een ander adres is een andere opdracht", func(t *testing.T) {
		s := versSleutel()
		lichaam := veld{"opdracht": opdracht, "tot": "2026-01-01", "genomenOp": "2025-12-01"}
		k.secretaris("/v1/deelnames/GM0226/inkoop/beeindigingen", lichaam, "Idempotency-Key", s).is(201)
		k.secretaris("/v1/deelnames/GM0274/inkoop/beeindigingen", lichaam, "Idempotency-Key", s).is(409)
	})
	t.Run("de sleutel van een ander is niet de mijne", func(t *testing.T) {
		s := versSleutel()
		ander := k.geef(toegang.Bestuurssecretaris, "", "", time.Hour).Token
		a := k.secretaris("/v1/deelnames", met("GM0202", "GM0275"), "Idempotency-Key", s).is(201).ontvangst()
		b := k.stuur(ander, "POST", "/v1/deelnames", met("GM0202", "GM0277"), "Idempotency-Key", s).is(201).ontvangst()
		assert.NotEqual(t, a.Gebeurtenissen[0].Id, b.Gebeurtenissen[0].Id)
	})
	t.Run("tegelijk herhaald wordt een opdracht één keer uitgevoerd", func(t *testing.T) {
		kop, s := k.j.Kop(), versSleutel()
		var wg sync.WaitGroup
		antwoorden := make([]string, 16)
		for i := range antwoorden {
			wg.Go(func() {
				g := k.secretaris("/v1/deelnames", met("GM0202", "GM1705"), "Idempotency-Key", s)
				antwoorden[i] = statustekst(g.status) + string(g.lichaam)
			})
		}
		wg.Wait()
		for _, a := range antwoorden {
			assert.Equal(t, antwoorden[0], a)
		}
		assert.Contains(t, antwoorden[0], "201{")
		assert.Equal(t, kop+1, k.j.Kop())
	})
	t.Run("een opdracht die niets verandert is 200 en noemt geen gebeurtenis", func(t *testing.T) {
		kop := k.j.Kop()
		o := k.secretaris("/v1/deelnames", met("GM0202", "GM1705")).is(200).ontvangst()
		assert.Empty(t, o.Gebeurtenissen)
		assert.Zero(t, o.Positie)
		assert.Equal(t, kop, k.j.Kop())
	})
	t.Run("een geweigerde opdracht wordt opnieuw beslist", func(t *testing.T) {
		s := versSleutel()
		k.secretaris("/v1/uitvoeringsplannen/2027/toepassingen", veld{"opdracht": opdracht, "besluit": veld{"soort": "ontwerp"}, "toepassing": "x", "toegepastOp": "2026-03-02"}, "Idempotency-Key", s).is(409)
		k.secretaris("/v1/deelnames", met("GM0202", "GM1734"), "Idempotency-Key", s).is(201)
	})
}

func TestAlsGelijk(t *testing.T) {
	k := open(t)
	kop := k.secretaris("/v1/deelnames", goedeDeelname).is(201).kop
	require.Equal(t, `"0"`, kop.Get("ETag"))
	einde := "/v1/deelnames/GM0202/inkoop/beeindigingen"
	lichaam := veld{"opdracht": opdracht, "tot": "2026-01-01", "genomenOp": "2025-12-01"}
	t.Run("een stand die voorbij is geeft 412 en legt niets vast", func(t *testing.T) {
		voor := k.j.Kop()
		p := k.secretaris(einde, lichaam, "If-Match", `"7"`).is(412).probleem()
		assert.Equal(t, "/problemen/verouderd", p.Type)
		k.secretaris(einde+"?proef=true", lichaam, "If-Match", `"7"`).is(412)
		assert.Equal(t, voor, k.j.Kop())
	})
	s := versSleutel()
	t.Run("de stand die nog klopt wordt uitgevoerd", func(t *testing.T) {
		assert.Equal(t, `"1"`, k.secretaris(einde, lichaam, "If-Match", `"0"`, "Idempotency-Key", s).is(201).kop.Get("ETag"))
	})
	t.Run("een herhaling gaat voor If-Match", func(t *testing.T) {
		k.secretaris(einde, lichaam, "If-Match", `"0"`, "Idempotency-Key", s).is(201)
		k.secretaris(einde, lichaam, "If-Match", `"0"`).is(412)
	})
	for _, fout := range []string{"0", `W/"0"`, `"-1"`, `"00"`, `"0", "1"`, `"99999999999999999999"`} {
		t.Run("If-Match "+fout+" is ongeldig", func(t *testing.T) {
			k.secretaris(einde, lichaam, "If-Match", fout).is(400)
		})
	}
}

func TestProef(t *testing.T) {
	k := open(t)
	t.Run("een proef beslist en legt niets vast", func(t *testing.T) {
		s := versSleutel()
		o := k.secretaris("/v1/deelnames?proef=true", goedeDeelname, "Idempotency-Key", s).is(200).ontvangst()
		assert.True(t, o.Proef)
		require.Len(t, o.ZouVastleggen, 1)
		assert.Equal(t, "nl.gemeenschappelijke-regelingen.deelname-module-gestart.v1", o.ZouVastleggen[0].Type)
		assert.Equal(t, "GM0202", o.ZouVastleggen[0].Data["gemeente"])
		assert.Zero(t, k.j.Kop())
		k.secretaris("/v1/deelnames", met("GM0202", "GM0221"), "Idempotency-Key", s).is(201)
	})
	t.Run("een proef wordt net zo geweigerd, gekeurd en tegengehouden", func(t *testing.T) {
		k.secretaris(plan+"/vaststellingen?proef=true", veld{"opdracht": opdracht, "stemronde": stemronde(k.klok.nu(), 3, 0)}).is(409)
		k.secretaris("/v1/deelnames?proef=true", "{}").is(400)
		k.stuur(k.token[toegang.Auditor], "POST", "/v1/deelnames?proef=true", goedeDeelname).is(403)
		k.stuur("", "POST", "/v1/deelnames?proef=true", goedeDeelname).is(401)
	})
}

func TestOpdrachtID(t *testing.T) {
	s, _ := kaleServer(t)
	nu := time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)
	v7 := uuid.MustParse("01890a5d-ac96-774b-bcce-b302099a8057")
	v4 := uuid.MustParse("f47ac10b-58cc-4372-a567-0e02b2c3d479")
	t.Run("een UUIDv7 houdt zijn 48 tijdbits, de rest is een HMAC", func(t *testing.T) {
		id := s.opdrachtID("a", v7.String(), nu)
		assert.Equal(t, v7[:6], id[:6])
		assert.Equal(t, s.hmac("opdracht", "a", v7.String()).Sum(nil)[:10], id[6:])
	})
	t.Run("een andere sleutel wordt geheel een HMAC", func(t *testing.T) {
		for _, sleutel := range []string{v4.String(), "bestelling 1", "urn:uuid:" + v7.String(), "{" + v7.String() + "}"} {
			id := s.opdrachtID("a", sleutel, nu)
			assert.Equal(t, s.hmac("opdracht", "a", sleutel).Sum(nil)[:16], id[:])
		}
	})
	t.Run("zonder sleutel is het een verse UUIDv7 van nu", func(t *testing.T) {
		a, b := s.opdrachtID("a", "", nu), s.opdrachtID("a", "", nu)
		assert.NotEqual(t, a, b)
		u := uuid.UUID(a)
		assert.EqualValues(t, 7, u.Version())
		assert.Equal(t, uuid.RFC4122, u.Variant())
		sec, nsec := u.Time().UnixTime()
		assert.Equal(t, nu, time.Unix(sec, nsec).UTC())
	})
	t.Run("sleutel, principal en geheim bepalen het kenmerk", func(t *testing.T) {
		basis := s.opdrachtID("a", v7.String(), nu)
		assert.Equal(t, basis, s.opdrachtID("a", v7.String(), nu.Add(time.Hour)))
		ander := &Server{geheim: [32]byte{2}}
		for _, id := range []es.CommandID{s.opdrachtID("b", v7.String(), nu), ander.opdrachtID("a", v7.String(), nu)} {
			assert.NotEqual(t, basis, id)
			assert.Equal(t, basis[:6], id[:6])
		}
	})
	t.Run("delen van een HMAC zijn niet te verschuiven", func(t *testing.T) {
		assert.NotEqual(t, s.hmac("a", "bc").Sum(nil), s.hmac("ab", "c").Sum(nil))
	})
	t.Run("methode, adres en inhoud tellen alle drie", func(t *testing.T) {
		v := verzoek{methode: "POST", pad: "/v1/a", lichaam: []byte("{}")}
		for _, w := range []verzoek{{methode: "PUT", pad: v.pad, lichaam: v.lichaam}, {methode: v.methode, pad: "/v1/b", lichaam: v.lichaam}, {methode: v.methode, pad: v.pad, lichaam: []byte("[]")}} {
			assert.NotEqual(t, s.inhoud(&v), s.inhoud(&w))
		}
	})
}
