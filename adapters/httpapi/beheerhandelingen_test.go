package httpapi

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/toegang/beheerhandeling"
)

func (k *kantoor) beheerhandeling(pad string) (v Beheerhandeling) {
	k.t.Helper()
	k.stuur(k.token[toegang.Auditor], "GET", pad, nil).is(200).lees(&v)
	return v
}

func TestBeheerhandeling(t *testing.T) {
	k := open(t)
	beheerder, secretaris := k.token[toegang.Beheerder], k.token[toegang.Bestuurssecretaris]
	wissel := veld{"handeling": "inpaksleutel-wisselen"}
	t.Run("wie voorstelde kan niet bekrachtigen, een ander wel, en dan staat er tot wanneer", func(t *testing.T) {
		pad := k.begin(beheerder, "beheerhandelingen", wissel)
		assert.Equal(t, beheerhandeling.Voorgesteld, k.beheerhandeling(pad).Stand)
		assert.Equal(t, "recht/vier-ogen-zelfde-persoon", k.stuur(beheerder, "POST", pad+"/bekrachtigingen", veld{}).is(409).probleem().Code)
		k.stuur(secretaris, "POST", pad+"/bekrachtigingen", veld{}).is(201)
		v := k.beheerhandeling(pad)
		assert.Equal(t, beheerhandeling.Bekrachtigd, v.Stand)
		assert.Equal(t, beheerhandeling.Inpaksleutel, v.Handeling)
		assert.NotEqual(t, v.VoorgesteldDoor, v.BeslistDoor)
		assert.False(t, v.Uiterlijk.IsZero())
		k.stuur(secretaris, "POST", pad+"/afwijzingen", veld{}).is(409)
	})
	t.Run("afwijzen doet ook een ander, en na de zevende dag kan niemand nog beslissen", func(t *testing.T) {
		weg, laat := k.begin(beheerder, "beheerhandelingen", wissel), k.begin(beheerder, "beheerhandelingen", wissel)
		k.stuur(beheerder, "POST", weg+"/afwijzingen", veld{}).is(409)
		k.stuur(secretaris, "POST", weg+"/afwijzingen", veld{}).is(201)
		assert.Equal(t, beheerhandeling.Afgewezen, k.beheerhandeling(weg).Stand)
		k.klok.verder(8 * 24 * time.Hour)
		assert.Equal(t, "recht/vier-ogen-verlopen", k.stuur(secretaris, "POST", laat+"/bekrachtigingen", veld{}).is(409).probleem().Code)
	})
	t.Run("een handeling die niet bestaat wordt geweigerd", func(t *testing.T) {
		k.stuur(beheerder, "POST", "/v1/beheerhandelingen", veld{"handeling": "schijf-wissen"}).is(400)
		k.stuur(secretaris, "POST", "/v1/beheerhandelingen", wissel).is(403)
	})
}
