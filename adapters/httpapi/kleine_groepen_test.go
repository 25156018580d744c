package httpapi

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// jaarWerk records what happened in 2025: fifteen kandidaten of Arnhem, and five
// of two small gemeenten, of whom van the first. All worlds have the same events,
// in the same order; after the figures are fixed one more is found for the first.
func (k *kantoor) jaarWerk(van int) {
	k.t.Helper()
	token := k.ruim(toegang.Accountmanager)
	vacature := k.begin(token, "vacatures", eenVacature(k.begin(token, "werkgevers", eenWerkgever())))
	kandidaat := func(n int, gemeente string) {
		mens := veld{"naam": fmt.Sprintf("Robin Voorbeeld %d", n), "geboren": "1990-05-20"}
		pad := k.begin(token, "kandidaten", plus(eenKandidaat(), veld{"gemeente": gemeente, "ketenpartner": gemeente, "persoon": mens}))
		k.doorloop(token, pad, vervolgstap{"profielen", veld{"profielversie": 1, "bruikbaarheid": "bruikbaar", "profiel": "Kan veel.", "bijgewerktOp": "2025-06-10"}})
		k.begin(token, "matches", eenMatch(pad, vacature))
	}
	for n := range 15 {
		kandidaat(n, "GM0202")
	}
	for n := range 5 {
		kandidaat(100+n, map[bool]string{true: "GM0277", false: "GM0274"}[n < van])
	}
	k.klok.verder(200 * 24 * time.Hour) // September: what is over 2025 is fixed
	kandidaat(200, "GM0277")
}

// bekijk returns what a reader without the right to persons can see of the reports
// about bemiddeling, in every form, with every filter, at every moment, and of
// the history.
func (k *kantoor) bekijk(token string) *waarnemer {
	w := &waarnemer{k: k, token: token, namen: map[string]string{}, rang: map[int64]int{}}
	w.geschiedenis()
	vragen := []string{"", "herkomst=true", "jaar=2025", "jaar=2024", "gemeente=GM0277", "gemeente=GM9999", "kwartaal=2025-K2", "peildatum=2025-12-31", "onzin=1", "bekendOp=2026-03-02"}
	for _, per := range []string{"gemeente", "ketenpartner", "subregio", "doelgroep", "sector", "school"} {
		vragen = append(vragen, "per="+per, "jaar=2025&per="+per)
	}
	for p := es.Position(0); p <= k.j.Kop(); p += 12 {
		vragen = append(vragen, fmt.Sprintf("bekendOp=%d", p))
	}
	for _, r := range []string{"trechter", "duurzaamheid", "afwijsredenen", "gebeurtenistelling"} {
		for _, q := range vragen {
			pad := fmt.Sprintf("/v1/rapporten/%s?naPositie=%d&%s", r, k.j.Kop(), q)
			g := k.stuur(token, "GET", pad, nil)
			w.noteer("%s %s %d %s", r, q, g.status, w.schoon(g.lichaam))
			if weer := k.stuur(token, "GET", pad, nil, "If-None-Match", g.kop.Get("ETag")); g.status == 200 {
				assert.Equal(k.t, 304, weer.status, "the mark is of the answer, and of nothing else")
			}
			if g := k.stuur(token, "GET", pad, nil, "Accept", typeCSV); g.status == 200 {
				w.csv(&projections.Rapport{Naam: r}, g)
			} else {
				w.noteer("csv %s %s %d %s", r, q, g.status, w.schoon(g.lichaam))
			}
		}
	}
	return w
}

func TestKleineGroepOverHTTP(t *testing.T) {
	twee, drie := open(t, ongeremd), open(t, ongeremd)
	twee.jaarWerk(2)
	drie.jaarWerk(3)
	require.Equal(t, twee.j.Kop(), drie.j.Kop())
	token := func(k *kantoor, rol toegang.Rol, module string) string {
		u, err := k.reg.Geef(context.Background(), "test", toegang.Wie{Rol: rol, Organisatie: "MGR", Module: module}, time.Hour)
		require.NoError(t, err)
		return u.Token
	}
	for naam, wie := range map[string]struct {
		rol    toegang.Rol
		module string
	}{
		"de bestuurscommissie van de module": {toegang.Bestuurscommissie, "werkgeversservicepunt"},
		"het dagelijks bestuur":              {toegang.DagelijksBestuur, ""},
		"de bestuurssecretaris":              {toegang.Bestuurssecretaris, ""},
	} {
		t.Run("wat "+naam+" ook vraagt, twee of drie uit Rozendaal is niet te zien", func(t *testing.T) {
			a, b := twee.bekijk(token(twee, wie.rol, wie.module)), drie.bekijk(token(drie, wie.rol, wie.module))
			assert.Empty(t, afwijking(a.gezien, b.gezien))
			assert.Equal(t, a.kaal, b.kaal)
			assert.Contains(t, strings.Join(a.gezien, "\n"), `"aangeleverd":15`, "control: something is shown")
			assert.NotContains(t, strings.Join(a.gezien, "\n"), "Rozendaal")
		})
	}
	t.Run("control: de auditor ziet het verschil", func(t *testing.T) {
		a, b := twee.bekijk(twee.token[toegang.Auditor]), drie.bekijk(drie.token[toegang.Auditor])
		assert.NotEmpty(t, afwijking(a.gezien, b.gezien))
		assert.Contains(t, strings.Join(a.gezien, "\n"), "Rozendaal")
	})
	t.Run("een bestuurscommissie van een andere module krijgt de trechter niet, en ziet haar niet in de lijst", func(t *testing.T) {
		ander := token(twee, toegang.Bestuurscommissie, "inkoop")
		twee.stuur(ander, "GET", "/v1/rapporten/trechter", nil).is(403)
		assert.NotContains(t, string(twee.stuur(ander, "GET", "/v1/rapporten", nil).is(200).lichaam), "trechter")
		eigen := token(twee, toegang.Bestuurscommissie, "werkgeversservicepunt")
		assert.Contains(t, string(twee.stuur(eigen, "GET", "/v1/rapporten", nil).is(200).lichaam), "per betaler", "the form that it gets")
		twee.stuur(eigen, "GET", "/v1/rapporten/boventalligen", nil).is(403)
		twee.stuur(eigen, "GET", "/v1/rapporten/thuiszitters?peildatum=2026-04-01", nil).is(403)
		onderwijs := token(twee, toegang.Bestuurscommissie, "onderwijszaken")
		twee.stuur(onderwijs, "GET", "/v1/rapporten/thuiszitters?peildatum=2026-04-01", nil).is(200)
		twee.stuur(onderwijs, "GET", "/v1/rapporten/thuiszitterdossiers?peildatum=2026-04-01", nil).is(403)
		twee.stuur(token(twee, toegang.Bestuurscommissie, "werkgeverschap-sw"), "GET", "/v1/rapporten/boventalligen", nil).is(200)
	})
}
