package httpapi

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/voorziening"
)

func (k *kantoor) voorziening(token, pad string) (v Voorziening) {
	k.t.Helper()
	k.stuur(token, "GET", pad, nil).is(200).lees(&v)
	return v
}

func TestVoorziening(t *testing.T) {
	k := open(t)
	secretaris, bestuur := k.token[toegang.Bestuurssecretaris], k.token[toegang.DagelijksBestuur]
	sleutel := versSleutel()
	g := k.stuur(secretaris, "POST", "/v1/voorzieningen", eenVoorziening(), "Idempotency-Key", sleutel).is(201)
	pad := g.kop.Get("Location")

	t.Run("een instelling opent een stroom naar de opdracht, en een herhaling vindt dezelfde", func(t *testing.T) {
		assert.Equal(t, "voorziening-"+laatste(pad), g.ontvangst().Stroom)
		weer := k.stuur(secretaris, "POST", "/v1/voorzieningen", eenVoorziening(), "Idempotency-Key", sleutel).is(201)
		assert.Equal(t, string(g.lichaam), string(weer.lichaam))
		k.stuur(secretaris, "POST", "/v1/voorzieningen", plus(eenVoorziening(), veld{"doel": "huur"}), "Idempotency-Key", sleutel).is(409)
	})
	t.Run("voor kosten die elk jaar gelijk terugkomen is er geen voorziening", func(t *testing.T) {
		p := k.stuur(secretaris, "POST", "/v1/voorzieningen", plus(eenVoorziening(), veld{"jaarlijksGelijk": true})).is(409).probleem()
		assert.Equal(t, "voorziening/jaarlijks-gelijk", p.Code)
	})
	t.Run("een correctie vervangt de instelling en noemt haar", func(t *testing.T) {
		anders := plus(eenVoorziening(), veld{"beginsaldo": "1200.50"})
		k.stuur(secretaris, "POST", pad+"/correcties", anders).is(409)
		anders["opdracht"] = plus(zonderTekst, veld{"corrigeert": g.ontvangst().Gebeurtenissen[0].Id})
		k.stuur(secretaris, "POST", pad+"/correcties", anders).is(201)
		assert.Equal(t, recht.Bedrag(1_200_50), k.voorziening(secretaris, pad).Saldo)
	})
	t.Run("het saldo is wat erin zat, met wat erbij kwam en zonder wat eraf ging", func(t *testing.T) {
		k.stuur(bestuur, "POST", pad+"/toevoegingen", plus(eenMutatie(1, "300.25"), veld{"herkomst": "lasten"})).is(201)
		k.stuur(bestuur, "POST", pad+"/aanwendingen", eenMutatie(2, "100.00")).is(201)
		k.stuur(bestuur, "POST", pad+"/aanwendingen", eenMutatie(2, "100.00")).is(200)
		k.stuur(bestuur, "POST", pad+"/vrijvallen", eenMutatie(3, "0.75")).is(201)
		v := k.voorziening(bestuur, pad)
		assert.Equal(t, recht.Bedrag(1_400_00), v.Saldo)
		require.Len(t, v.Mutaties, 3)
		assert.Equal(t, voorziening.Vrijval, v.Mutaties[2].Soort)
		assert.Equal(t, voorziening.Lasten, v.Mutaties[0].Herkomst)
	})
	t.Run("geen rente, niet onder nul, en een andere boeking alleen als correctie", func(t *testing.T) {
		kop := k.j.Kop()
		p := k.stuur(bestuur, "POST", pad+"/toevoegingen", plus(eenMutatie(4, "1.00"), veld{"herkomst": "rente"})).is(409).probleem()
		assert.Equal(t, "voorziening/rente", p.Code)
		p = k.stuur(bestuur, "POST", pad+"/aanwendingen", eenMutatie(4, "1400.01")).is(409).probleem()
		assert.Equal(t, "voorziening/negatief", p.Code)
		p = k.stuur(bestuur, "POST", pad+"/aanwendingen", eenMutatie(2, "99.00")).is(409).probleem()
		assert.Equal(t, "voorziening/al-geboekt", p.Code)
		assert.Equal(t, kop, k.j.Kop())
	})
	t.Run("een verbeterde boeking vervangt de eerste in de stand", func(t *testing.T) {
		g := k.stuur(bestuur, "POST", pad+"/aanwendingen", eenMutatie(4, "50.00")).is(201)
		nul := plus(eenMutatie(4, "0.00"), veld{"opdracht": plus(zonderTekst, veld{"corrigeert": g.ontvangst().Gebeurtenissen[0].Id})})
		k.stuur(bestuur, "POST", pad+"/aanwendingen", nul).is(201)
		v := k.voorziening(bestuur, pad)
		require.Len(t, v.Mutaties, 4)
		assert.Equal(t, recht.Bedrag(0), v.Mutaties[3].Bedrag)
		assert.Equal(t, recht.Bedrag(1_400_00), v.Saldo)
	})
	t.Run("een herschatting zegt wat er tekort is", func(t *testing.T) {
		k.doorloop(bestuur, pad, vervolgstap{"herschattingen", veld{"schatting": "1500.00", "onderbouwing": "NOTA-3", "geschatOp": "2026-02-16"}})
		v := k.voorziening(bestuur, pad)
		assert.Equal(t, recht.Bedrag(1_500_00), v.Herschatting.Schatting)
		assert.Contains(t, v.Toestand, "tekort van € 100.00")
	})
	t.Run("alleen wat leeg is wordt afgewikkeld, daarna gaat er niets meer in", func(t *testing.T) {
		einde := veld{"opdracht": zonderTekst, "besluit": eenBesluit(), "afgewikkeldOp": "2026-03-01"}
		p := k.stuur(secretaris, "POST", pad+"/afwikkelingen", einde).is(409).probleem()
		assert.Equal(t, "voorziening/niet-leeg", p.Code)
		k.stuur(bestuur, "POST", pad+"/vrijvallen", eenMutatie(5, "1400.00")).is(201)
		k.stuur(secretaris, "POST", pad+"/afwikkelingen?proef=true", einde).is(200)
		assert.True(t, k.voorziening(bestuur, pad).AfgewikkeldOp.IsZero(), "a trial closes nothing")
		k.stuur(secretaris, "POST", pad+"/afwikkelingen", einde, "If-Match", `"0"`).is(412)
		k.stuur(secretaris, "POST", pad+"/afwikkelingen", einde).is(201)
		assert.Equal(t, "2026-03-01", k.voorziening(bestuur, pad).AfgewikkeldOp.String())
		p = k.stuur(bestuur, "POST", pad+"/toevoegingen", plus(eenMutatie(6, "1.00"), veld{"herkomst": "lasten"})).is(409).probleem()
		assert.Equal(t, "voorziening/afgewikkeld", p.Code)
	})
	t.Run("de rapporten volgen het verloop tot op de cent", func(t *testing.T) {
		var r Rapport
		k.stuur(bestuur, "GET", "/v1/rapporten/voorzieningen?doel=viola", nil).is(200).lees(&r)
		require.Len(t, r.Regels, 1)
		for naam, waarde := range map[string]string{
			"doel": "viola", "kwartaal": "2026-K1", "waarvanIngebracht": "1200.50", "toevoegingen": "300.25", "aanwendingen": "100.00",
			"vrijval": "1400.75", "eindsaldo": "0.00",
		} {
			assert.Equal(t, waarde, r.Regels[0].Waarden[naam], naam)
		}
		k.stuur(bestuur, "GET", "/v1/rapporten/voorzieningmutaties", nil).is(200).lees(&r)
		assert.Len(t, r.Regels, 6, "the five mutaties and what was formed with")
	})
	t.Run("een bedrag is tekst met twee decimalen, en een besluit is van het bestuur", func(t *testing.T) {
		for _, bedrag := range []any{"100", "-1.00", "1.5", 100, "01.00"} {
			p := k.stuur(bestuur, "POST", pad+"/aanwendingen", plus(eenMutatie(6, "1.00"), veld{"bedrag": bedrag})).is(400).probleem()
			assert.Equal(t, "/bedrag", p.Fouten[0].Pointer, "%v", bedrag)
		}
		ander := plus(eenBesluit(), veld{"orgaan": "raad:GM0202"})
		k.stuur(bestuur, "POST", pad+"/aanwendingen", plus(eenMutatie(6, "1.00"), veld{"besluit": ander})).is(400)
	})
	t.Run("een voorziening die er niet is geeft 404", func(t *testing.T) {
		nergens := "/v1/voorzieningen/" + uuid.NewString()
		k.stuur(secretaris, "GET", nergens, nil).is(404)
		k.stuur(bestuur, "POST", nergens+"/vrijvallen", eenMutatie(1, "1.00")).is(404)
	})
	t.Run("wie niet over het geld gaat leest of boekt niet", func(t *testing.T) {
		kop := k.j.Kop()
		k.stuur(bestuur, "POST", "/v1/voorzieningen", eenVoorziening()).is(403)
		for _, rol := range []toegang.Rol{toegang.Griffier, toegang.Auditor, toegang.Bestuurscommissie, toegang.Beheerder, toegang.ConsulentSW, toegang.School} {
			k.stuur(k.token[rol], "POST", pad+"/vrijvallen", eenMutatie(6, "1.00")).is(403)
		}
		k.stuur(k.token[toegang.Beheerder], "GET", pad, nil).is(403)
		k.stuur(k.token[toegang.Griffier], "GET", pad, nil).is(200)
		assert.Equal(t, kop, k.j.Kop())
	})
}
