package httpapi

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func zoekvraag(nummer, module string) veld {
	return veld{"module": module, "nummer": nummer, "reden": "samenloop"}
}

// vind returns the paths of what somebody finds.
func (k *kantoor) vind(token, nummer, module string) (paden []string) {
	k.t.Helper()
	var uit Zoekuitslag
	k.stuur(token, "POST", "/v1/zoekvragen", zoekvraag(nummer, module)).is(200).lees(&uit)
	for _, d := range uit.Dossiers {
		paden = append(paden, d.UnderscoreLinks["zaak"].Href)
	}
	slices.Sort(paden)
	return paden
}

func TestZoekPersoon(t *testing.T) {
	k := open(t)
	consulent, boa, manager := k.ruim(toegang.ConsulentLeerplicht), k.ruim(toegang.Opsporingsambtenaar), k.ruim(toegang.Accountmanager)
	zaken := k.zaken()
	bemiddeling := k.bemiddeling()
	const onderwijs, wsp = "onderwijszaken", "werkgeversservicepunt"
	t.Run("wie zoekt vindt de dossiers van die persoon in de eigen module, en geen andere", func(t *testing.T) {
		voor := k.bevestigd()
		want := []string{zaken["leerplichtdossiers"], zaken["verzuimmeldingen"]}
		slices.Sort(want)
		assert.Equal(t, want, k.vind(consulent, eenBSN, onderwijs))
		assert.Equal(t, voor+1, k.bevestigd(), "a line about one person")
		assert.Equal(t, []string{zaken["doorstroompuntdossiers"]}, k.vind(consulent, eenOnderwijsnummer, onderwijs))
	})
	t.Run("Halt en proces-verbaal vindt alleen de opsporingsambtenaar, en die vindt niets anders", func(t *testing.T) {
		want := []string{zaken["haltverwijzingen"], zaken["processen-verbaal"]}
		slices.Sort(want)
		assert.Equal(t, want, k.vind(boa, eenBSN, onderwijs))
	})
	t.Run("een match wordt gevonden bij zijn kandidaat", func(t *testing.T) {
		var p Dossierinzage
		k.stuur(manager, "GET", bemiddeling["kandidaten"]+"/persoonsgegevens", nil, "Raadpleegreden", metReden).is(200).lees(&p)
		bsn := waarde(p.Persoon, "/bsn")
		require.Len(t, bsn, 11)
		gevonden := k.vind(manager, bsn[1:10], wsp)
		assert.Contains(t, gevonden, bemiddeling["kandidaten"])
		assert.Contains(t, gevonden, bemiddeling["matches"])
	})
	t.Run("een andere module dan de eigen is dicht", func(t *testing.T) {
		k.stuur(consulent, "POST", "/v1/zoekvragen", zoekvraag(eenBSN, wsp)).is(403)
		k.stuur(manager, "POST", "/v1/zoekvragen", zoekvraag(eenBSN, onderwijs)).is(403)
		for _, rol := range toegang.Rollen() {
			if rol != toegang.ConsulentLeerplicht && rol != toegang.Opsporingsambtenaar && rol != toegang.Accountmanager {
				k.stuur(k.token[rol], "POST", "/v1/zoekvragen", zoekvraag(eenBSN, onderwijs)).is(403)
			}
		}
	})
	t.Run("wat buiten de eigen gemeente ligt wordt niet gevonden, en de zoekvraag staat in het log", func(t *testing.T) {
		elders := k.geef(toegang.ConsulentLeerplicht, andereGemeente, "", time.Hour).Token
		voor := k.bevestigd()
		assert.Empty(t, k.vind(elders, eenBSN, onderwijs))
		assert.Equal(t, voor+1, k.bevestigd())
	})
	t.Run("een nummer dat niet klopt, in het adres staat of geen reden heeft wordt geweigerd en niet herhaald", func(t *testing.T) {
		voor := k.bevestigd()
		for _, fout := range []veld{
			zoekvraag("123456789", onderwijs), zoekvraag("99999001", onderwijs), zoekvraag("000000000", onderwijs),
			{"module": onderwijs, "nummer": eenBSN},
			{"module": onderwijs, "nummer": eenBSN, "reden": "nieuwsgierig"},
		} {
			g := k.stuur(consulent, "POST", "/v1/zoekvragen", fout).is(400)
			assert.NotContains(t, string(g.lichaam), fout["nummer"])
		}
		k.stuur(consulent, "POST", "/v1/zoekvragen?nummer="+eenBSN, zoekvraag(eenBSN, onderwijs)).is(400)
		k.stuur(consulent, "GET", "/v1/zoekvragen/"+eenBSN, nil).is(404)
		assert.Equal(t, voor, k.bevestigd())
		assert.NotContains(t, k.log.String(), eenBSN)
	})
	t.Run("wie niet bestaat wordt niet gevonden, en ook dat staat in het log", func(t *testing.T) {
		voor := k.bevestigd()
		assert.Empty(t, k.vind(consulent, "111222333", onderwijs))
		assert.Equal(t, voor+1, k.bevestigd())
	})
	t.Run("na een correctie van het nummer wordt gevonden onder het goede, en onder het oude niet meer", func(t *testing.T) {
		m := k.begin(consulent, "verzuimmeldingen", plus(eenMelding(), veld{"persoon": plus(leerling(), veld{"bsn": "111222333"})}))
		assert.Equal(t, []string{m}, k.vind(consulent, "111222333", onderwijs))
		vs, err := k.j.Stroom(context.Background(), es.Stream("verzuimmelding-"+laatste(m)))
		require.NoError(t, err)
		k.stuur(consulent, "POST", m+"/correcties", plus(eenMelding(), veld{
			"persoon": plus(leerling(), veld{"bsn": anderBSN}), "opdracht": plus(zonderTekst, veld{"corrigeert": vs[0].ID.String()}),
		})).is(201)
		assert.Empty(t, k.vind(consulent, "111222333", onderwijs))
		assert.Equal(t, []string{m}, k.vind(consulent, anderBSN, onderwijs))
	})
	t.Run("zonder verwerkingslog wordt niets gevonden", func(t *testing.T) {
		require.NoError(t, k.ldv.Sluit())
		k.stuur(consulent, "POST", "/v1/zoekvragen", zoekvraag(eenBSN, onderwijs)).is(503)
	})
}

func TestTweedeDossier(t *testing.T) {
	k := open(t, uniek)
	ctx := context.Background()
	consulent, manager := k.ruim(toegang.ConsulentLeerplicht), k.ruim(toegang.Accountmanager)
	d := k.begin(consulent, "leerplichtdossiers", eenDossier())
	t.Run("een tweede dossier van dezelfde leerling wordt geweigerd, ook in een proef", func(t *testing.T) {
		for _, proef := range []string{"", "?proef=true"} {
			p := k.stuur(consulent, "POST", "/v1/leerplichtdossiers"+proef, eenDossier()).is(409).probleem()
			assert.Equal(t, "leerplichtdossier/ander-dossier", p.Code, proef)
			assert.NotContains(t, p.Detail, laatste(d))
		}
	})
	t.Run("wie zo te weten komt of iemand een dossier heeft, staat in het verwerkingslog en in het auditlog", func(t *testing.T) {
		over := func() int {
			regels, err := k.ldv.Over(ctx, k.pseudoniem(d, "leerplichtdossier"))
			require.NoError(t, err)
			return len(regels)
		}
		for _, proef := range []string{"", "?proef=true"} {
			was := over()
			r := k.laatsteLijn(func() { k.stuur(consulent, "POST", "/v1/leerplichtdossiers"+proef, eenDossier()).is(409) })
			assert.Equal(t, was+1, over(), "a line about the person, "+proef)
			assert.Equal(t, "openLeerplichtdossier", r.Handeling)
			assert.Equal(t, auditlog.Geweigerd, r.Resultaat)
			assert.NotEmpty(t, r.Spoor)
		}
		vrij := plus(eenDossier(), veld{"persoon": plus(leerling(), veld{"bsn": "999993653"})})
		r := k.laatsteLijn(func() { k.stuur(consulent, "POST", "/v1/leerplichtdossiers?proef=true", vrij).is(200) })
		assert.Equal(t, auditlog.Toegestaan, r.Resultaat, "that there is none is an answer as well")
	})
	t.Run("een ander mens, en een ander soort dossier, mag wel", func(t *testing.T) {
		k.begin(consulent, "leerplichtdossiers", plus(eenDossier(), veld{"persoon": plus(leerling(), veld{"bsn": anderBSN})}))
		k.begin(consulent, "verzuimmeldingen", eenMelding())
		k.begin(consulent, "verzuimmeldingen", eenMelding())
	})
	t.Run("na sluiting mag een nieuw dossier", func(t *testing.T) {
		k.doorloop(consulent, d, vervolgstap{"sluitingen", veld{"sluitreden": "overig", "geslotenOp": "2026-02-20"}})
		k.begin(consulent, "leerplichtdossiers", eenDossier())
		k.stuur(consulent, "POST", "/v1/leerplichtdossiers", eenDossier()).is(409)
	})
	t.Run("een kandidaat is er één keer", func(t *testing.T) {
		k.begin(manager, "kandidaten", eenKandidaat())
		p := k.stuur(manager, "POST", "/v1/kandidaten", eenKandidaat()).is(409).probleem()
		assert.Equal(t, "kandidaat/al-bekend", p.Code)
	})
	t.Run("wie een opdracht herhaalt krijgt hetzelfde antwoord en geen weigering", func(t *testing.T) {
		sleutel := versSleutel()
		nieuw := plus(eenDossier(), veld{"persoon": plus(leerling(), veld{"bsn": "111222333"})})
		a := k.stuur(consulent, "POST", "/v1/leerplichtdossiers", nieuw, "Idempotency-Key", sleutel).is(201)
		b := k.stuur(consulent, "POST", "/v1/leerplichtdossiers", nieuw, "Idempotency-Key", sleutel).is(201)
		assert.Equal(t, string(a.lichaam), string(b.lichaam))
	})
	t.Run("van velen tegelijk opent er één", func(t *testing.T) {
		nieuw := plus(eenVSV(), veld{})
		var wg sync.WaitGroup
		var mu sync.Mutex
		gezien := map[int]int{}
		for range 12 {
			wg.Go(func() {
				g := k.stuur(consulent, "POST", "/v1/doorstroompuntdossiers", nieuw)
				mu.Lock()
				defer mu.Unlock()
				gezien[g.status]++
			})
		}
		wg.Wait()
		assert.Equal(t, map[int]int{http.StatusCreated: 1, http.StatusConflict: 11}, gezien)
	})
	t.Run("een rij zonder dossier, van een crash, houdt niemand tegen en verdwijnt", func(t *testing.T) {
		n := sleutels.Nummer{Soort: "bsn", Waarde: "123456782"}
		wees := es.Stream("leerplichtdossier-0190a0b0-0001-89ad-b105-cf9887382a94")
		_, err := k.kluis.LegVast(ctx, "onderwijszaken", n, wees)
		require.NoError(t, err)
		assert.Empty(t, k.vind(consulent, n.Waarde, "onderwijszaken"), "what was never opened is not found")
		goed := k.begin(consulent, "leerplichtdossiers", plus(eenDossier(), veld{"persoon": plus(leerling(), veld{"bsn": n.Waarde})}))
		p, _, err := k.kluis.ZoekPersoon(ctx, "onderwijszaken", n)
		require.NoError(t, err)
		assert.Equal(t, []es.Stream{es.Stream("leerplichtdossier-" + laatste(goed))}, p.Dossiers)
	})
}
