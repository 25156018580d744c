package httpapi

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
)

func TestAfscherming(t *testing.T) {
	k := open(t)
	for _, g := range []string{"GM0202", "GM0221", "GM0226"} {
		k.secretaris("/v1/deelnames", met("GM0202", g)).is(201)
	}
	kop := k.j.Kop()
	auditor, secretaris, beheerder := k.token[toegang.Auditor], k.token[toegang.Bestuurssecretaris], k.token[toegang.Beheerder]
	lees := func(token, pad string) (r Rapport) {
		k.stuur(token, "GET", "/v1/rapporten/"+pad, nil).is(200).lees(&r)
		return r
	}
	wacht := func() { // until the read model has everything
		lees(auditor, "gebeurtenistelling?naPositie=3")
	}
	wacht()
	t.Run("wie recht op personen heeft krijgt elk cijfer, ook van een lopende maand", func(t *testing.T) {
		r := lees(auditor, "gebeurtenistelling?herkomst=true")
		require.Len(t, r.Regels, 1)
		assert.EqualValues(t, 3, r.Regels[0].Waarden["aantal"])
		assert.Len(t, r.Regels[0].Herkomst, 3)
		assert.Zero(t, r.Volledigheid.Drempel)
		assert.Equal(t, projections.Concept, r.Volledigheid.Status)
	})
	t.Run("wie dat niet heeft krijgt van een lopende maand niets", func(t *testing.T) {
		for _, token := range []string{secretaris, beheerder} {
			assert.Empty(t, lees(token, "gebeurtenistelling").Regels)
		}
	})
	k.klok.verder(120 * 24 * time.Hour)
	for _, g := range []string{"GM0274", "GM0275"} {
		k.secretaris("/v1/deelnames", met("GM0202", g)).is(201)
	}
	lees(auditor, "gebeurtenistelling?naPositie=5")
	t.Run("een maand met drie gebeurtenissen blijft weg, in JSON en CSV, op elke positie en met elk filter", func(t *testing.T) {
		for _, q := range []string{"", "?bekendOp=3", "?bekendOp=5", "?maand=2026-03", "?orgaan=algemeen-bestuur"} {
			r := lees(secretaris, "gebeurtenistelling"+q)
			assert.Empty(t, r.Regels, q)
			assert.Equal(t, projections.Definitief, r.Volledigheid.Status)
			g := k.stuur(secretaris, "GET", "/v1/rapporten/gebeurtenistelling"+q, nil, "Accept", typeCSV).is(200)
			assert.NotContains(t, string(g.lichaam), "deelname")
		}
		require.Len(t, lees(secretaris, "gebeurtenistelling").Volledigheid.Vastgesteld, 1)
		assert.EqualValues(t, kop, lees(secretaris, "gebeurtenistelling").Volledigheid.Vastgesteld[0].BekendOp)
		assert.EqualValues(t, 1, lees(secretaris, "gebeurtenistelling").Volledigheid.Afgeschermd)
	})
	t.Run("een rapport over afzonderlijke personen is er niet, en staat niet in de lijst", func(t *testing.T) {
		k.stuur(secretaris, "GET", "/v1/rapporten/thuiszitterdossiers?peildatum=2026-01-01", nil).is(403)
		k.stuur(auditor, "GET", "/v1/rapporten/thuiszitterdossiers?peildatum=2026-01-01", nil).is(200)
		var l Rapporten
		k.stuur(secretaris, "GET", "/v1/rapporten", nil).is(200).lees(&l)
		for _, r := range l.Rapporten {
			assert.NotEqual(t, "thuiszitterdossiers", r.Naam)
		}
	})
	t.Run("een filter dat groepen fijner maakt, en een eigen peildatum, worden geweigerd met de regel", func(t *testing.T) {
		for pad, code := range map[string]string{
			"verzuimmeldingen?onderwijssoort=vo":              afscherming.ErrFilter.Code,
			"verzuimmeldingen?peildatum=2026-01-05":           afscherming.ErrPeriode.Code,
			"verzuimmeldingen?herkomst=true":                  afscherming.ErrHerkomst.Code,
			"gebeurtenistelling?herkomst=true":                afscherming.ErrHerkomst.Code,
			"thuiszitters?peildatum=2026-04-01&herkomst=true": afscherming.ErrHerkomst.Code,
			"thuiszitters":                      afscherming.ErrPeildatum.Code,
			"thuiszitters?peildatum=2026-01-05": afscherming.ErrPeildatum.Code,
		} {
			g := k.stuur(secretaris, "GET", "/v1/rapporten/"+pad, nil).is(http.StatusConflict)
			assert.Equal(t, code, g.probleem().Code, pad)
			if pad != "thuiszitters" { // there a day is asked of everybody
				k.stuur(auditor, "GET", "/v1/rapporten/"+pad, nil).is(200)
			}
			if strings.Contains(pad, "herkomst") {
				k.stuur(secretaris, "GET", "/v1/rapporten/"+pad, nil, "Accept", typeCSV).is(http.StatusConflict)
			}
		}
		k.stuur(secretaris, "GET", "/v1/rapporten/zienswijzen?herkomst=true", nil).is(200) // about nobody, so not shielded
		dagen := "Kies als peildatum een van: 2026-04-01. De eerstvolgende is 2026-07-01, vanaf 2026-09-02."
		for _, q := range []string{"", "?peildatum=2026-01-05", "?peildatum=2026-07-01"} {
			assert.Contains(t, k.stuur(secretaris, "GET", "/v1/rapporten/thuiszitters"+q, nil).is(409).probleem().Detail, dagen, q)
		}
		assert.Contains(t, k.stuur(secretaris, "GET", "/v1/rapporten/thuiszitters?peildatum=2026-04-01&bekendOp=2", nil).is(409).probleem().Detail,
			"Zo'n dag is er nog niet. De eerstvolgende is 2026-07-01", "as known then")
		k.stuur(secretaris, "GET", "/v1/rapporten/thuiszitters?peildatum=2026-04-01", nil).is(200)
		k.stuur(secretaris, "GET", "/v1/rapporten/verzuimmeldingen?gemeente=GM0202", nil).is(200)
	})
	t.Run("elk rapport is er voor elke rol, of wordt geweigerd: nooit een storing", func(t *testing.T) {
		for _, rol := range toegang.Rollen() {
			for _, r := range rapporten() {
				for _, q := range []string{"", "?peildatum=2026-04-01"} {
					s := k.stuur(k.token[rol], "GET", "/v1/rapporten/"+r.Naam+q, nil).status
					assert.Contains(t, []int{200, 403, 409}, s, "%s %s%s", rol, r.Naam, q)
				}
			}
		}
	})
}
