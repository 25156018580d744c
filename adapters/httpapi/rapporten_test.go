package httpapi

import (
	"context"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

func (k *kantoor) rapport(pad string) (r Rapport) {
	k.t.Helper()
	k.stuur(k.token[toegang.Auditor], "GET", "/v1/rapporten/"+pad, nil).is(200).lees(&r)
	return r
}

func TestRapporten(t *testing.T) {
	k := open(t)
	o := k.secretaris("/v1/deelnames", goedeDeelname).is(201).ontvangst()
	k.klok.verder(48 * time.Hour) // 4 March
	p := k.secretaris("/v1/deelnames", met("GM0202", "GM0221")).is(201).ontvangst().Positie

	t.Run("de lijst noemt wat de rol mag lezen", func(t *testing.T) {
		var l Rapporten
		k.stuur(k.token[toegang.Auditor], "GET", "/v1/rapporten", nil).is(200).lees(&l)
		assert.Len(t, l.Rapporten, len(rapporten()))
		k.stuur(k.token[toegang.Integrator], "GET", "/v1/rapporten", nil).is(200).lees(&l)
		require.Len(t, l.Rapporten, 1)
		assert.Equal(t, "deelnamematrix", l.Rapporten[0].Naam)
	})
	t.Run("met naPositie leest wie iets vastlegde zijn eigen opdracht terug", func(t *testing.T) {
		r := k.rapport(fmt.Sprintf("deelnamematrix?naPositie=%d", p))
		assert.Len(t, r.Regels, 2)
		assert.GreaterOrEqual(t, r.BekendOp.Positie, p)
	})
	t.Run("een rapport noemt zijn volledigheid: aantal is positie, en de wortel is die van het log", func(t *testing.T) {
		r := k.rapport(fmt.Sprintf("deelnamematrix?naPositie=%d", p))
		assert.True(t, r.Volledigheid.Volledig)
		assert.Equal(t, int64(r.Volledigheid.Positie), r.Volledigheid.Aantal)
		assert.NotEqual(t, strings.Repeat("A", 43)+"=", r.Volledigheid.Wortel)
		assert.NotEmpty(t, r.Definitie)
	})
	t.Run("zoals bekend op een positie telt niets erna mee", func(t *testing.T) {
		r := k.rapport("deelnamematrix?bekendOp=1")
		assert.Len(t, r.Regels, 1)
		assert.EqualValues(t, 1, r.BekendOp.Positie)
		assert.Empty(t, k.rapport("deelnamematrix?bekendOp=0").Regels)
	})
	t.Run("zoals bekend op een dag telt die hele dag mee, en een dag die nog loopt zegt dat", func(t *testing.T) {
		for dag, verwacht := range map[string]struct {
			positie int64
			open    bool
		}{"2026-03-01": {0, false}, "2026-03-02": {1, false}, "2026-03-03": {1, false}, "2026-03-04": {2, true}, "2099-01-01": {2, true}} {
			r := k.rapport("deelnamematrix?bekendOp=" + dag)
			assert.Equal(t, verwacht.positie, r.BekendOp.Positie, dag)
			assert.Equal(t, verwacht.open, r.BekendOp.OpenDag, dag)
			assert.Equal(t, dag, r.BekendOp.Dag.String())
		}
	})
	t.Run("herkomst noemt de gebeurtenissen achter elke regel, alleen als daarom is gevraagd", func(t *testing.T) {
		assert.Nil(t, k.rapport("deelnamematrix?bekendOp=1").Regels[0].Herkomst)
		assert.Equal(t, []int64{o.Positie}, k.rapport("deelnamematrix?bekendOp=1&herkomst=true").Regels[0].Herkomst)
	})
	t.Run("een filter staat in het antwoord", func(t *testing.T) {
		r := k.rapport("deelnamematrix?bekendOp=2&gemeente=GM0221")
		assert.Equal(t, map[string]string{"gemeente": "GM0221"}, r.Filters)
		assert.Len(t, r.Regels, 1)
	})
	t.Run("een filter met een waarde die niet bestaat is 400 en noemt de waarden die er zijn, niet wat werd gevraagd", func(t *testing.T) {
		for pad, wil := range map[string]string{
			"deelnamematrix?gemeente=GM9999":        "GM0202, GM0221",
			"zienswijzen?reactie=onbekend":          "op tijd, te laat",
			"verzuimmeldingen?verzuimsoort=x":       "16_UUR",
			"verzuimmeldingen?schooljaar=2026":      "een schooljaar zoals 2026-2027",
			"besluitenlijst?orgaan=raad%3AGM9999":   "algemeen-bestuur",
			"thuiszitters?plicht=x":                 "kwalificatieplicht",
			"voorzieningen?doel=x":                  "viola",
			"trechter?per=school":                   "ketenpartner",
			"gebeurtenistelling?orgaan=raad:GM9999": "raad:GM0202",
		} {
			for _, kop := range []string{typeJSON, typeCSV} {
				g := k.stuur(k.token[toegang.Auditor], "GET", "/v1/rapporten/"+pad, nil, "Accept", kop).is(400)
				f := g.probleem().Fouten
				require.Len(t, f, 1, pad)
				assert.Equal(t, "enum", f[0].Code)
				assert.Contains(t, f[0].Detail, wil, pad)
				assert.NotContains(t, string(g.lichaam), "GM9999")
			}
		}
		assert.Empty(t, k.rapport("deelnamematrix?gemeente=GM0226").Regels, "control: a gemeente without deelname is an empty report")
	})
	t.Run("een open filter heeft een vorm; past een waarde daarin en komt zij nergens voor, dan zegt het lege rapport dat", func(t *testing.T) {
		for pad, wil := range map[string]string{
			"besluitenlijst?jaar=20":                     "een jaar van vier cijfers",
			"zienswijzen?planperiode=nu":                 "een jaar van vier cijfers",
			"voorzieningen?kwartaal=2026-4":              "een kwartaal zoals 2020-K1",
			"boventalligen?kwartaal=2026-K5":             "een kwartaal zoals 2020-K1",
			"kengetallen?kenmerk=-x":                     "een kenmerk van hooguit 32 letters",
			"kengetallen?kenmerk=a%20b":                  "een kenmerk van hooguit 32 letters",
			"kengetallen?indicator=%20":                  "in hooguit 300 tekens",
			"kengetallen?gemeente=Arnhem":                "de CBS-code van een Nederlandse gemeente",
			"kengetallen?gemeente=GM0000":                "de CBS-code van een Nederlandse gemeente",
			"verzuimmeldingen-per-school?school=x":       "BRIN en vestiging",
			"trechter?kwartaal=2020":                     "een kwartaal zoals 2020-K1",
			"rapportverstrekkingen?ontvanger=jansen%3A1": "een orgaan zoals",
		} {
			f := k.stuur(k.token[toegang.Auditor], "GET", "/v1/rapporten/"+pad, nil).is(400).probleem().Fouten
			require.Len(t, f, 1, pad)
			assert.Contains(t, f[0].Detail, wil, pad)
		}
		for pad, wil := range map[string][]string{
			"besluitenlijst?jaar=1999":                               {"jaar"},
			"zienswijzen?planperiode=1999&gemeente=GM0202":           {"planperiode"},
			"voorzieningen?kwartaal=1999-K1":                         {"kwartaal"},
			"verzuimmeldingen?schooljaar=1999-2000":                  {"schooljaar"},
			"kengetallen?kenmerk=Z9&gemeente=GM0363&indicator=niets": {"gemeente", "indicator", "kenmerk"},
			"kengetallen?onderdeel=inkoop":                           nil,
			"zienswijzen?gemeente=GM0202":                            nil,
		} {
			r := k.rapport(pad)
			assert.Empty(t, r.Regels, pad)
			assert.Equal(t, wil, r.Volledigheid.KomtNietVoor, pad)
		}
		var v Rapportverschil
		k.stuur(k.token[toegang.Auditor], "GET", "/v1/rapporten/besluitenlijst/verschil?jaar=1999", nil).is(200).lees(&v)
		assert.Equal(t, []string{"jaar"}, v.Nu.KomtNietVoor)
		var r Rapport
		k.stuur(k.token[toegang.Bestuurssecretaris], "GET", "/v1/rapporten/verzuimmeldingen?schooljaar=2018-2019", nil).is(200).lees(&r)
		assert.Equal(t, []string{"schooljaar"}, r.Volledigheid.KomtNietVoor, "shielded: in no line that is shown")
	})
	t.Run("elk antwoord zegt aan wie het vroeg wie dat was, en niemand anders", func(t *testing.T) {
		namen := map[string]bool{}
		for _, rol := range []toegang.Rol{toegang.Auditor, toegang.Bestuurssecretaris, toegang.Integrator} {
			var r Rapport
			g := k.stuur(k.token[rol], "GET", "/v1/rapporten/deelnamematrix?bekendOp=2", nil).is(200)
			g.lees(&r)
			assert.Equal(t, string(rol), r.GevraagdDoor.Rol)
			assert.NotEmpty(t, r.GevraagdDoor.Pseudoniem)
			for ander := range namen {
				assert.NotContains(t, string(g.lichaam), ander)
			}
			namen[r.GevraagdDoor.Pseudoniem] = true
			csvlijst, err := csv.NewReader(strings.NewReader(string(k.stuur(k.token[rol], "GET", "/v1/rapporten/deelnamematrix?bekendOp=2", nil, "Accept", typeCSV).is(200).lichaam))).ReadAll()
			require.NoError(t, err)
			assert.Equal(t, []string{"gevraagdDoor", string(rol) + " " + r.GevraagdDoor.Organisatie + " " + r.GevraagdDoor.Pseudoniem},
				[]string{csvlijst[0][len(csvlijst[0])-1], csvlijst[1][len(csvlijst[1])-1]})
		}
		assert.Len(t, namen, 3)
		var v Rapportverschil
		k.stuur(k.token[toegang.Auditor], "GET", "/v1/rapporten/deelnamematrix/verschil", nil).is(200).lees(&v)
		assert.Equal(t, "auditor", v.GevraagdDoor.Rol)
		assert.True(t, namen[v.GevraagdDoor.Pseudoniem])
	})
	t.Run("wie maar een gemeente mag zien krijgt die, en geen andere", func(t *testing.T) {
		integrator := k.token[toegang.Integrator]
		var r Rapport
		k.stuur(integrator, "GET", "/v1/rapporten/deelnamematrix?bekendOp=2", nil).is(200).lees(&r)
		assert.Equal(t, eigenGemeente, r.Filters["gemeente"])
		require.Len(t, r.Regels, 1)
		k.stuur(integrator, "GET", "/v1/rapporten/deelnamematrix?gemeente="+andereGemeente, nil).is(403)
		k.stuur(integrator, "GET", "/v1/rapporten/zienswijzen", nil).is(403)
	})
	t.Run("hetzelfde antwoord is 304, ook met de koppen van elk antwoord", func(t *testing.T) {
		pad := "/v1/rapporten/deelnamematrix?bekendOp=1"
		g := k.stuur(k.token[toegang.Auditor], "GET", pad, nil).is(200)
		tag := g.kop.Get("ETag")
		for _, kop := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} {
			n := k.stuur(k.token[toegang.Auditor], "GET", pad, nil, "If-None-Match", kop).is(304)
			assert.Empty(t, n.lichaam)
			assert.Equal(t, tag, n.kop.Get("ETag"))
		}
		k.stuur(k.token[toegang.Auditor], "GET", pad+"&herkomst=true", nil, "If-None-Match", tag).is(200)
		k.stuur(k.token[toegang.Auditor], "GET", pad, nil, "If-None-Match", tag, "Accept", typeCSV).is(200)
	})
	t.Run("als CSV heeft elke regel herkomst en positie, en het bestand een naam", func(t *testing.T) {
		g := k.stuur(k.token[toegang.Auditor], "GET", "/v1/rapporten/deelnamematrix?bekendOp=2", nil, "Accept", typeCSV).is(200)
		assert.Equal(t, `attachment; filename="deelnamematrix-bekend-op-2.csv"`, g.kop.Get("Content-Disposition"))
		regels, err := csv.NewReader(strings.NewReader(string(g.lichaam))).ReadAll()
		require.NoError(t, err)
		require.Len(t, regels, 3)
		assert.Contains(t, regels[0], "herkomst")
		assert.Contains(t, regels[1], "GM0202")
	})
}

func TestRapportDatNietVolledigIs(t *testing.T) {
	modellen := &nepmodellen{stand: projections.Stand{Positie: 1, Aantal: 1}}
	k := open(t, func(o *Opties) { o.Leesmodellen, o.Grenzen.Wachten = modellen, 50*time.Millisecond })
	for _, g := range []string{"GM0202", "GM0221"} {
		k.secretaris("/v1/deelnames", met("GM0202", g)).is(201)
	}
	lees := func(query string, koppen ...string) gekregen {
		return k.stuur(k.token[toegang.Auditor], "GET", "/v1/rapporten/zienswijzen"+query, nil, koppen...)
	}
	t.Run("een leesmodel dat achterloopt laat even wachten en zegt het dan", func(t *testing.T) {
		g := lees("?naPositie=2").is(503)
		assert.Equal(t, "/problemen/loopt-achter", g.probleem().Type)
		assert.NotEmpty(t, g.kop.Get("Retry-After"))
		lees("").is(200)
	})
	modellen.stand.Gestopt, modellen.stand.Vanaf = "onleesbaar", 2
	t.Run("een gestopt leesmodel noemt zich onvolledig, en wordt niet als CSV gegeven", func(t *testing.T) {
		var r Rapport
		lees("").is(200).lees(&r)
		assert.False(t, r.Volledigheid.Volledig)
		assert.Equal(t, "onleesbaar", r.Volledigheid.Gestopt)
		assert.EqualValues(t, 2, r.Volledigheid.GestoptVanaf)
		assert.Equal(t, "/problemen/onvolledig", lees("", "Accept", typeCSV).is(503).probleem().Type)
	})
	t.Run("voorbij de positie waar het stopte komt er geen rapport", func(t *testing.T) {
		p := lees("?bekendOp=2").is(503).probleem()
		assert.Contains(t, p.Detail, "positie 2")
		lees("?bekendOp=1").is(200)
	})
	t.Run("een leesmodel in opbouw is 503", func(t *testing.T) {
		modellen.fout = leesmodellen.ErrInOpbouw
		assert.Equal(t, "/problemen/in-opbouw", lees("").is(503).probleem().Type)
	})
}

// nepmodellen is a read model whose stand the test decides; it holds no rows.
type nepmodellen struct {
	stand projections.Stand
	fout  error
}

func (n *nepmodellen) WachtOp(ctx context.Context, _ string, p es.Position) error {
	switch {
	case n.stand.Positie >= p:
		return nil
	case n.stand.Gestopt != "":
		return fmt.Errorf("wait: %w", leesmodellen.ErrGestopt)
	}
	<-ctx.Done()
	return ctx.Err()
}

func (n *nepmodellen) Lees(context.Context, string) (projections.Lezer, func(), error) {
	return leeg{stand: n.stand}, func() {}, n.fout
}
