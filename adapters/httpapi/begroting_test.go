package httpapi

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

const begrotingspad = "/v1/begrotingen/2027"

func TestBegroting(t *testing.T) {
	k := open(t)
	k.neemDeel()
	var toegezonden string
	griffie, db := k.token[toegang.Griffier], k.token[toegang.DagelijksBestuur]

	t.Run("wat niet is toegezonden bestaat niet, en er is niets over vast te leggen", func(t *testing.T) {
		k.stuur(db, "GET", begrotingspad, nil).is(404)
		p := k.secretaris(begrotingspad+"/zienswijzen", veld{"opdracht": opdracht, "gemeente": eigenGemeente, "standpunt": "positief", "ontvangenOp": "2026-03-02"}).is(409).probleem()
		assert.Equal(t, "begroting/onbekend", p.Code)
		assert.NotEmpty(t, p.Regel)
	})
	t.Run("het ontwerp gaat naar de raden van deelnemers, met wat is opgezocht en de termijn", func(t *testing.T) {
		b := veld{"opdracht": opdracht, "kenmerk": "DB-2026-3", "toegezondenOp": "2026-03-02", "voorgenomenAanbieding": "2026-03-03"}
		k.stuur(griffie, "POST", begrotingspad+"/toezendingen", b).is(403)
		o := k.stuur(db, "POST", begrotingspad+"/toezendingen", b).is(201).ontvangst()
		require.Len(t, o.Gebeurtenissen, 2)
		toegezonden = o.Gebeurtenissen[0].Id.String()
		g := k.stuur(griffie, "GET", "/v1/gebeurtenissen/"+o.Gebeurtenissen[0].Id.String(), nil).is(200)
		assert.Contains(t, string(g.lichaam), `"toezendenUiterlijk":"2025-12-09"`)
		assert.Contains(t, string(g.lichaam), `"uiterlijkOp":"2026-05-25"`, "twelve weeks, whatever the aanbieding is")
		k.stuur(db, "POST", begrotingspad+"/toezendingen", b).is(200)
	})
	t.Run("een griffier geeft de zienswijze van de eigen raad", func(t *testing.T) {
		z := veld{"opdracht": opdracht, "gemeente": eigenGemeente, "standpunt": "voorwaardelijk", "strekking": "Mits.", "ontvangenOp": "2026-03-02"}
		k.stuur(griffie, "POST", begrotingspad+"/zienswijzen", z).is(201)
		z["gemeente"] = andereGemeente
		k.stuur(griffie, "POST", begrotingspad+"/zienswijzen", z).is(403)
		k.secretaris(begrotingspad+"/afzieningen", veld{"opdracht": opdracht, "gemeente": andereGemeente, "meegedeeldOp": "2026-03-02"}).is(201)
	})
	t.Run("aanbieden, vaststellen zonder oordeel, verzenden en het oordeel daarna", func(t *testing.T) {
		p := k.secretaris(begrotingspad+"/vaststellingen", veld{"opdracht": opdracht, "stemronde": stemronde(k.klok.nu(), 4, 1)}).is(409).probleem()
		assert.Equal(t, "begroting/niet-aangeboden", p.Code)
		k.stuur(db, "POST", begrotingspad+"/aanbiedingen", veld{"opdracht": opdracht, "aangebodenOp": "2026-03-02", "bijgevoegd": []string{eigenGemeente}}).is(201)
		k.secretaris(begrotingspad+"/vaststellingen", veld{"opdracht": opdracht, "stemronde": stemronde(k.klok.nu(), 4, 1)}).is(201)
		k.klok.verder(24 * time.Hour)
		k.stuur(db, "POST", begrotingspad+"/oordelen", veld{"opdracht": opdracht, "meegedeeldOp": "2026-03-03", "oordelen": []veld{
			{"gemeente": eigenGemeente, "conclusie": "overgenomen", "toelichting": "Verwerkt."},
		}}).is(201)
		k.stuur(db, "POST", begrotingspad+"/verzendingen", veld{"opdracht": opdracht, "verzondenAanGsOp": "2026-03-03"}).is(201)
		k.stuur(db, "POST", begrotingspad+"/wijzigingen", veld{
			"opdracht": opdracht, "wijziging": 1, "strekking": "Hogere lasten.", "zonderZienswijze": true, "voorgesteldOp": "2026-03-03",
		}).is(201)
		k.secretaris(begrotingspad+"/vaststellingen", veld{"opdracht": opdracht, "wijziging": 1, "stemronde": stemronde(k.klok.nu(), 1, 4)}).is(201)
	})
	t.Run("de stand noemt raden, stukken en het ontbrekende oordeel, met de revisie als ETag", func(t *testing.T) {
		g := k.stuur(k.token[toegang.Auditor], "GET", begrotingspad, nil).is(200)
		var b Begroting
		g.lees(&b)
		assert.Equal(t, `"`+statustekst(int(b.Revisie))+`"`, g.kop.Get("ETag"))
		require.Len(t, b.Raden, 2)
		assert.Equal(t, BegrotingsraadReactieOpTijd, b.Raden[0].Reactie)
		assert.Equal(t, "2026-03-03", b.Raden[0].OordeelOp.String())
		assert.Equal(t, BegrotingsraadReactieAfgezien, b.Raden[1].Reactie)
		require.Len(t, b.Stukken, 2)
		assert.Equal(t, BegrotingsstukUitkomstVastgesteld, b.Stukken[0].Uitkomst)
		assert.EqualValues(t, []string{eigenGemeente}, teksten(b.Stukken[0].ZonderOordeel))
		assert.EqualValues(t, []string{eigenGemeente}, teksten(b.Stukken[0].Bijgevoegd))
		assert.Equal(t, BegrotingsstukUitkomstVerworpen, b.Stukken[1].Uitkomst)
		assert.Equal(t, "2026-03-16", b.VerzendenUiterlijk.String())
	})
	t.Run("een toevoeging aan een voorziening rust alleen op een begrotingswijziging die is vastgesteld", func(t *testing.T) {
		pad := k.secretaris("/v1/voorzieningen", eenVoorziening()).is(201).kop.Get("Location")
		toe := plus(eenMutatie(1, "300.25"), veld{
			"herkomst": "lasten", "begrotingswijziging": veld{"begrotingsjaar": 2027, "wijziging": 1},
			"besluit": veld{"orgaan": "algemeen-bestuur", "kenmerk": "AB-2026-9", "genomenOp": "2026-03-03"},
		})
		assert.Equal(t, "voorziening/begrotingswijziging-onjuist", k.stuur(db, "POST", pad+"/toevoegingen", toe).is(409).probleem().Code, "it was rejected")
		k.klok.verder(24 * time.Hour)
		k.secretaris(begrotingspad+"/vaststellingen", veld{"opdracht": opdracht, "wijziging": 1, "stemronde": stemronde(k.klok.nu(), 4, 1)}).is(201)
		assert.Equal(t, "voorziening/begrotingswijziging-onjuist", k.stuur(db, "POST", pad+"/toevoegingen", toe).is(409).probleem().Code, "on another day")
		toe["besluit"] = veld{"orgaan": "algemeen-bestuur", "kenmerk": "AB-2026-9", "genomenOp": "2026-03-04"}
		o := k.stuur(db, "POST", pad+"/toevoegingen", toe).is(201).ontvangst()
		g := k.stuur(k.token[toegang.Auditor], "GET", "/v1/gebeurtenissen/"+o.Gebeurtenissen[0].Id.String(), nil).is(200)
		assert.Contains(t, string(g.lichaam), `"begrotingswijziging":{"begrotingsjaar":2027,"vastgesteldOp":"2026-03-04","wijziging":1}`)
		assert.Equal(t, Begrotingsverwijzing{Begrotingsjaar: 2027, Wijziging: 1}, k.voorziening(db, pad).Mutaties[0].Begrotingswijziging)
	})
	t.Run("een correctie van de toezenddag beoordeelt het antwoord opnieuw", func(t *testing.T) {
		var b Begroting
		verbeter := veld{"motivering": "Verkeerde dag.", "corrigeert": toegezonden, "gesimuleerd": true}
		k.stuur(db, "POST", begrotingspad+"/toezendingen", veld{
			"opdracht": verbeter, "raden": []string{eigenGemeente}, "kenmerk": "DB-2026-3", "toegezondenOp": "2025-11-03", "voorgenomenAanbieding": "2026-03-01",
		}).is(201)
		k.stuur(db, "GET", begrotingspad, nil).is(200).lees(&b)
		assert.Equal(t, BegrotingsraadReactieTeLaat, b.Raden[0].Reactie)
	})
}

func teksten[T ~string](vs []T) (uit []string) {
	for _, v := range vs {
		uit = append(uit, string(v))
	}
	return uit
}
