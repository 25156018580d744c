package httpapi

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/toegang/rolverlening"
)

func (k *kantoor) verlening(pad string) (v Rolverlening) {
	k.t.Helper()
	k.stuur(k.token[toegang.FunctionarisGegevensbescherming], "GET", pad, nil).is(200).lees(&v)
	return v
}

func eenRol() veld { return veld{"rol": "auditor", "geldigTot": "2026-09-01"} }

func TestRolverlening(t *testing.T) {
	k := open(t)
	beheerder, secretaris := k.token[toegang.Beheerder], k.token[toegang.Bestuurssecretaris]
	pad := k.begin(beheerder, "rolverleningen", eenRol())

	t.Run("een beheerder stelt voor, en dan heeft nog niemand de rol", func(t *testing.T) {
		v := k.verlening(pad)
		assert.Equal(t, rolverlening.Voorgesteld, v.Stand)
		assert.Equal(t, "auditor", v.Rol)
		assert.Empty(t, v.BeslistDoor)
	})
	t.Run("wie voorstelde kan niet bekrachtigen", func(t *testing.T) {
		g := k.stuur(beheerder, "POST", pad+"/bekrachtigingen", veld{}).is(409)
		assert.Equal(t, "recht/vier-ogen-zelfde-persoon", g.probleem().Code)
	})
	t.Run("een ander kan het wel, en dan is de rol verleend", func(t *testing.T) {
		k.stuur(secretaris, "POST", pad+"/bekrachtigingen", veld{}).is(201)
		v := k.verlening(pad)
		assert.Equal(t, rolverlening.Verleend, v.Stand)
		assert.NotEqual(t, v.VoorgesteldDoor, v.BeslistDoor)
	})
	t.Run("na de zevende dag moet het opnieuw worden voorgesteld", func(t *testing.T) {
		laat := k.begin(beheerder, "rolverleningen", eenRol())
		k.klok.verder(8 * 24 * time.Hour)
		g := k.stuur(secretaris, "POST", laat+"/bekrachtigingen", veld{}).is(409)
		assert.Equal(t, "recht/vier-ogen-verlopen", g.probleem().Code)
		g = k.stuur(secretaris, "POST", laat+"/afwijzingen", veld{}).is(409)
		assert.Equal(t, "recht/vier-ogen-verlopen", g.probleem().Code)
	})
	t.Run("afwijzen doet ook een ander", func(t *testing.T) {
		weg := k.begin(beheerder, "rolverleningen", eenRol())
		k.stuur(beheerder, "POST", weg+"/afwijzingen", veld{}).is(409)
		k.stuur(secretaris, "POST", weg+"/afwijzingen", veld{}).is(201)
		assert.Equal(t, rolverlening.Afgewezen, k.verlening(weg).Stand)
	})
	t.Run("wie de rol kreeg is haar na het intrekken meteen kwijt", func(t *testing.T) {
		u, err := k.reg.GeefOp(t.Context(), "x", toegang.Wie{Rol: toegang.Auditor, Organisatie: "MGR"}, time.Hour, toegang.Grond{Verlening: laatste(pad)})
		require.NoError(t, err)
		k.stuur(u.Token, "GET", "/v1/gebeurtenissen", nil).is(200)
		k.stuur(beheerder, "POST", pad+"/intrekkingen?proef=true", veld{}).is(200)
		k.stuur(u.Token, "GET", "/v1/gebeurtenissen", nil).is(200)
		k.stuur(secretaris, "POST", pad+"/intrekkingen", veld{}).is(201)
		k.stuur(u.Token, "GET", "/v1/gebeurtenissen", nil).is(401)
		pad = k.begin(beheerder, "rolverleningen", eenRol())
		k.stuur(secretaris, "POST", pad+"/bekrachtigingen", veld{}).is(201)
	})
	t.Run("intrekken kan een persoon alleen, ook de functionaris gegevensbescherming", func(t *testing.T) {
		k.stuur(k.token[toegang.FunctionarisGegevensbescherming], "POST", pad+"/intrekkingen", veld{}).is(201)
		assert.Equal(t, rolverlening.Ingetrokken, k.verlening(pad).Stand)
	})
	t.Run("wat geen rol is die ver reikt wordt aan de deur geweigerd", func(t *testing.T) {
		k.stuur(beheerder, "POST", "/v1/rolverleningen", veld{"rol": "griffier", "geldigTot": "2026-09-01"}).is(400)
		k.stuur(beheerder, "POST", "/v1/rolverleningen", veld{"rol": "auditor", "geldigTot": "2029-09-01"}).is(409)
		g := k.stuur(beheerder, "POST", "/v1/rolverleningen", veld{"rol": "auditor", "gemeente": "GM0202", "geldigTot": "2026-09-01"}).is(409)
		assert.Equal(t, "rolverlening/houder-onvolledig", g.probleem().Code)
	})
	t.Run("wie rollen leest staat in het auditlog", func(t *testing.T) {
		r := k.laatsteLijn(func() { k.verlening(pad) })
		assert.Equal(t, auditlog.Toegestaan, r.Resultaat)
		assert.Equal(t, []string{"rolverleningen-inzien"}, r.Beleid)
	})
	t.Run("een auditor ziet de gebeurtenissen, een consulent niet", func(t *testing.T) {
		telt := func(token string) (n int) {
			for _, r := range k.feed(token, "?limiet=1000&type=nl.toegangszaken.rol-bekrachtigd.v1").Gebeurtenissen {
				if r.Gebeurtenis != nil {
					n++
				}
			}
			return n
		}
		require.Equal(t, 2, telt(k.token[toegang.Auditor]))
		require.Zero(t, telt(k.ruim(toegang.ConsulentLeerplicht)))
	})
}
