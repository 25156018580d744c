package httpapi

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/toegang/toegangtest"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
)

// voorbeeld returns the smallest value that a schema allows.
func voorbeeld(s *openapi3.Schema) any {
	switch {
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Type.Is("object"):
		o := veld{}
		for _, naam := range s.Required {
			o[naam] = voorbeeld(s.Properties[naam].Value)
		}
		return o
	case s.Type.Is("array"):
		return []any{voorbeeld(s.Items.Value)}
	case s.Type.Is("integer"):
		if s.Min != nil {
			return int64(*s.Min)
		}
		return 1
	case s.Type.Is("boolean"):
		return true
	case s.Format == "date":
		return "2026-03-02"
	case s.Format == "date-time":
		return "2026-03-02T12:00:00Z"
	case s.Format == "persoonsnummer":
		return eenBSN
	case s.Format == "uuid":
		return "01890a5d-ac96-774b-bcce-b302099a8057"
	case strings.HasPrefix(s.Pattern, "^[a-z]{1,40}-"):
		return "leerplichtdossier-01890a5d-ac96-774b-bcce-b302099a8057"
	case strings.HasPrefix(s.Pattern, "^(/"):
		return "/motivering"
	case strings.Contains(s.Pattern, "[0-9a-f]{12}"):
		return "leerplichtdossier-01890a5d-ac96-774b-bcce-b302099a8057"
	case strings.Contains(s.Pattern, "[AQgw]"):
		return eenPseudoniem
	case strings.Contains(s.Pattern, `\.[0-9]{2}`):
		return "1.00"
	case strings.HasPrefix(s.Pattern, "^[0-9]{8}"):
		return "12345678"
	case strings.HasPrefix(s.Pattern, "^[0-9]{2,5}"), strings.HasPrefix(s.Pattern, "^[0-9]{4}"):
		return "4711"
	case strings.Contains(s.Pattern, "GM"):
		return eigenGemeente
	case strings.Contains(s.Pattern, "[A-Z]{2}"):
		return eigenSchool
	case strings.Contains(s.Pattern, "{64}"):
		return teksthash
	case strings.Contains(s.Pattern, "19|20"):
		return "2027"
	case strings.Contains(s.Pattern, "a-z"):
		return "deelnamematrix"
	default:
		return "x"
	}
}

// A poging is one request of the matrix.
type poging struct {
	methode, pad string
	lichaam      any
}

// maakPoging returns a valid request for an operation, about a gemeente and module.
func maakPoging(methode, pad string, op *openapi3.Operation, b betreft, over toegang.Over) poging {
	p := poging{methode: methode, pad: grondslag + pad}
	for _, naam := range op.Parameters {
		if naam.Value.In != "path" {
			continue
		}
		waarde := fmt.Sprint(voorbeeld(naam.Value.Schema.Value))
		switch naam.Value.Name {
		case b.Gemeente:
			waarde = over.Gemeente
		case b.Module:
			waarde = over.Module
		}
		p.pad = strings.Replace(p.pad, "{"+naam.Value.Name+"}", waarde, 1)
	}
	if op.RequestBody != nil {
		schema := op.RequestBody.Value.Content[typeJSON].Schema.Value
		lichaam := voorbeeld(schema).(veld)
		if schema.Properties[b.Gemeente] != nil { // also where it may be left out
			lichaam[b.Gemeente] = over.Gemeente
		}
		if _, ok := lichaam[b.Module]; ok {
			lichaam[b.Module] = over.Module
		}
		if _, ok := lichaam[b.School]; ok {
			lichaam[b.School] = over.School
		}
		p.lichaam = lichaam
	}
	return p
}

// doe sends p and returns the status only, since a stream has no end.
func (k *kantoor) doe(token string, p poging) int {
	ctx, klaar := context.WithCancel(context.Background())
	defer klaar()
	r, err := http.NewRequestWithContext(ctx, p.methode, k.adres+p.pad, inhoud(p.lichaam))
	require.NoError(k.t, err)
	if p.lichaam != nil {
		r.Header.Set("Content-Type", typeJSON)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	antw, err := http.DefaultTransport.RoundTrip(r)
	require.NoError(k.t, err)
	antw.Body.Close()
	return antw.StatusCode
}

// A cel is one square of the matrix: who tries what, about what, with which token.
type cel struct {
	h    toegang.Handeling
	wie  toegang.Wie
	over toegang.Over
	mag  bool // as the table of expectations says
}

// overs are the own and another gemeente, module and school, in every combination
// of the first two.
func overs() []toegang.Over {
	return []toegang.Over{
		{Gemeente: eigenGemeente, Module: "inkoop", School: eigenSchool},
		{Gemeente: andereGemeente, Module: "inkoop", School: eigenSchool},
		{Gemeente: eigenGemeente, Module: "onderwijszaken", School: andereSchool},
		{Gemeente: andereGemeente, Module: "onderwijszaken", School: andereSchool},
	}
}

// elkeRoute calls doe with a valid request for every route of the server, about
// what over says.
func (k *kantoor) elkeRoute(over toegang.Over, doe func(*operatie, poging)) {
	for pad, item := range k.server.beschrijving.document.Paths.Map() {
		for methode, op := range item.Operations() {
			o := k.server.beschrijving.operaties[op.OperationID]
			doe(o, maakPoging(methode, pad, op, o.betreft, over))
		}
	}
	for _, u := range k.server.buiten() {
		pad := u.pad
		if u.id == "leesTegel" {
			pad = "/tile/0/000.p/1"
		}
		doe(&operatie{id: u.id}, poging{methode: u.methode, pad: pad})
	}
}

// matrix tries every route with every role that has a valid token, about the own
// and another gemeente and module, and returns what does not answer as v says.
func (k *kantoor) matrix(v toegangtest.Verwachting, rollen ...toegang.Rol) (afwijkingen []string, cellen int) {
	for _, rol := range rollen {
		for _, token := range k.tokensVan(rol) {
			wie, err := k.reg.Herken(token)
			require.NoError(k.t, err)
			for _, over := range overs() {
				k.elkeRoute(over, func(o *operatie, p poging) {
					cellen++
					c := cel{h: toegang.Handeling(o.id), wie: wie, over: over}
					c.mag = v.MagIets(wie, c.h)
					if c.mag && o.betreft.genoemd() {
						c.mag = v[c.h].Iedereen || v.Mag(wie, c.h, toegang.Over{
							Gemeente: alleen(o.betreft.Gemeente, over.Gemeente), Module: alleen(o.betreft.Module, over.Module), School: alleen(o.betreft.School, over.School),
						})
					}
					if c.mag && (o.id == "leesRapport" || o.id == "leesRapportverschil") { // the example is deelnamematrix
						c.mag = v.Mag(wie, toegang.Rapport("deelnamematrix"), toegang.Over{Gemeente: string(wie.Gemeente), Module: wie.Module})
					}
					afwijkingen = append(afwijkingen, k.vergelijk(c, token, p)...)
				})
			}
		}
	}
	return afwijkingen, cellen
}

// tokensVan returns the token of a role for the own gemeente, and where that can
// be one for all gemeenten.
func (k *kantoor) tokensVan(rol toegang.Rol) []string {
	if rol == toegang.ConsulentLeerplicht || rol == toegang.Opsporingsambtenaar || rol == toegang.Accountmanager {
		return []string{k.token[rol], k.ruim(rol)}
	}
	return []string{k.token[rol]}
}

func (k *kantoor) vergelijk(c cel, token string, p poging) []string {
	status := k.doe(token, p)
	if c.mag == (status == 403) || status == 401 || status == 400 || status >= 500 {
		return []string{fmt.Sprintf("%s %s as %s of %q about %+v: %d, allowed %t", p.methode, p.pad, c.wie.Rol, c.wie.Gemeente, c.over, status, c.mag)}
	}
	return nil
}

func alleen(naam, waarde string) string {
	if naam == "" {
		return ""
	}
	return waarde
}

// rapportmatrix asks every report with every role, about all, the own and another
// gemeente, and returns what does not answer as v says.
func (k *kantoor) rapportmatrix(v toegangtest.Verwachting) (afwijkingen []string, cellen int) {
	for _, rol := range toegang.Rollen() {
		for _, token := range k.tokensVan(rol) {
			wie, err := k.reg.Herken(token)
			require.NoError(k.t, err)
			for _, r := range rapporten() {
				h := toegang.Rapport(r.Naam)
				for _, gemeente := range []string{"", eigenGemeente, andereGemeente} {
					pad, over := "/v1/rapporten/"+r.Naam, toegang.Over{Gemeente: gemeente}
					if gemeente != "" && !kent(r, "gemeente") {
						continue
					}
					if gemeente != "" {
						pad += "?gemeente=" + gemeente
					} else if kent(r, "gemeente") && v.Beperkt(wie, h) { // then the server asks for the own one
						over.Gemeente = string(wie.Gemeente)
					}
					cellen++
					c := cel{h: h, wie: wie, over: over, mag: v.MagIets(wie, "leesRapport") && v.Mag(wie, h, over)}
					afwijkingen = append(afwijkingen, k.vergelijk(c, token, poging{methode: "GET", pad: pad})...)
				}
			}
		}
	}
	return afwijkingen, cellen
}

// feedmatrix reads the whole history with every role and returns what is shown or
// hidden otherwise than v says, and how many types there were.
func (k *kantoor) feedmatrix(v toegangtest.Verwachting) (afwijkingen []string, soorten int) {
	type wat struct {
		typ  string
		over toegang.Over
	}
	van, gezien := map[int64]wat{}, map[string]bool{}
	require.NoError(k.t, k.j.Scan(context.Background(), 0, k.j.Kop(), func(g *envelop.Verzegeld) error {
		var e struct {
			Data struct {
				Gemeente, Module string
				Onderdeel        any
			}
		}
		if err := json.Unmarshal(g.Gebeurtenis, &e); err != nil {
			return err
		}
		module := e.Data.Module
		switch o := e.Data.Onderdeel.(type) {
		case string:
			module = o
		case map[string]any:
			module, _ = o["code"].(string)
		}
		van[int64(g.Positie)], gezien[g.Type] = wat{g.Type, toegang.Over{Gemeente: e.Data.Gemeente, Module: module}}, true
		return nil
	}))
	for _, rol := range toegang.Rollen() {
		for _, token := range k.tokensVan(rol) {
			wie, err := k.reg.Herken(token)
			require.NoError(k.t, err)
			if !v.MagIets(wie, "leesGebeurtenissen") {
				continue
			}
			getoond := map[int64]bool{}
			for na := int64(0); na < int64(k.j.Kop()); {
				f := k.feed(token, fmt.Sprintf("?limiet=1000&naPositie=%d", na))
				for _, r := range f.Gebeurtenissen {
					getoond[r.Positie] = r.Gebeurtenis != nil
				}
				na = f.TotPositie
			}
			require.Len(k.t, getoond, len(van))
			for p, w := range van {
				if mag := v.Mag(wie, toegang.Gebeurtenis(w.typ), w.over); mag != getoond[p] {
					afwijkingen = append(afwijkingen, fmt.Sprintf("%s over %+v for %s of %q: shown %t", w.typ, w.over, rol, wie.Gemeente, getoond[p]))
				}
			}
		}
	}
	return afwijkingen, len(gezien)
}

// ongeremd lets a test ask as much as it likes.
func ongeremd(o *Opties) { o.Grenzen.Tempo, o.Grenzen.TempoOpenbaar = 1_000_000, 1_000_000 }

func verwachting(t testing.TB) toegangtest.Verwachting {
	return toegangtest.LeesVerwachting(t, "../toegang/testdata/verwachting.txt")
}

func TestMatrix(t *testing.T) {
	k, v := open(t, ongeremd), verwachting(t)
	_, err := k.zegel.Verzegel(context.Background())
	require.NoError(t, err)
	k.begin(k.ruim(toegang.Opsporingsambtenaar), "processen-verbaal", eenVerbaal()) // so that there is something to seal
	_, err = k.zegel.Verzegel(context.Background())
	require.NoError(t, err)
	t.Run("elke route laat elke rol precies toe wat de verwachting zegt", func(t *testing.T) {
		afwijkingen, cellen := k.matrix(v, toegang.Rollen()...)
		assert.Empty(t, afwijkingen)
		assert.Equal(t, (len(k.server.beschrijving.operaties)+len(k.server.buiten()))*4*(len(toegang.Rollen())+3), cellen)
		t.Logf("%d cellen met een geldig token", cellen)
	})
	t.Run("elk rapport ook, voor alles, de eigen en een andere gemeente", func(t *testing.T) {
		afwijkingen, cellen := k.rapportmatrix(v)
		assert.Empty(t, afwijkingen)
		t.Logf("%d cellen", cellen)
	})
	t.Run("de feed toont elke rol precies de types die de verwachting zegt", func(t *testing.T) {
		k := open(t, ongeremd)
		k.neemDeel()
		k.totOntwerp()
		k.verhaal(true)
		k.swzaken()
		k.bemiddeling()
		afwijkingen, soorten := k.feedmatrix(v)
		assert.Empty(t, afwijkingen)
		assert.GreaterOrEqual(t, soorten, 24)
		t.Logf("%d types", soorten)
	})
	t.Run("zonder token, of met een dat verlopen, ingetrokken of onzin is, is elke route 401 voor elke rol, behalve wat openbaar is", func(t *testing.T) {
		cellen, openbaar := 0, 0
		probeer := func(naam, token string, over toegang.Over) {
			k.elkeRoute(over, func(o *operatie, p poging) {
				cellen++
				wil := 401
				if v[toegang.Handeling(o.id)].Iedereen {
					wil, openbaar = 200, openbaar+1
				}
				if status := k.doe(token, p); status != wil {
					assert.Equal(t, wil, status, "%s %s with a token that is %s", p.methode, p.pad, naam)
				}
			})
		}
		for _, over := range overs() {
			for _, rol := range toegang.Rollen() {
				weg := k.geef(rol, eigenGemeente, "inkoop", time.Hour)
				require.NoError(t, k.reg.TrekIn(context.Background(), weg.Wie.TokenID))
				probeer("ingetrokken, "+string(rol), weg.Token, over)
				probeer("verlopen, "+string(rol), k.geef(rol, eigenGemeente, "inkoop", time.Nanosecond).Token, over)
			}
			probeer("geen", "", over)
			probeer("onzin", "x", over)
			probeer("langer", k.token[toegang.Auditor]+"x", over)
		}
		assert.Equal(t, (len(toegang.Rollen())*2+3)*4*5, openbaar, "health, description, seal, checkpoint and tile")
		t.Logf("%d cellen zonder geldig token", cellen)
	})
	t.Run("een token dat op een andere manier komt telt niet", func(t *testing.T) {
		token := k.token[toegang.Auditor]
		for _, kop := range []string{"Basic " + token, token, "Bearer", "Bearer  " + token, "Bearer " + token + " x"} {
			g := k.stuur("", "GET", "/v1/rapporten", nil, "Authorization", kop).is(401)
			assert.Contains(t, g.kop.Get("WWW-Authenticate"), "Bearer")
		}
		k.stuur("", "GET", "/v1/rapporten", nil, "Authorization", "bearer "+token).is(200)
		k.stuur("", "GET", "/v1/rapporten?token="+token, nil).is(401)
	})
	t.Run("toegang gaat voor keuring, en keuring voor eigen gemeente", func(t *testing.T) {
		k.stuur("", "POST", "/v1/deelnames", "{}").is(401)
		k.stuur(k.token[toegang.Auditor], "POST", "/v1/deelnames", "{}").is(403)
		k.stuur(k.token[toegang.Integrator], "POST", "/v1/deelnames", "{}").is(400)
	})
}

// Control: the matrix sees a policy that is missing and one that is too wide.
func TestMatrixSeesAChangedPolicy(t *testing.T) {
	v := verwachting(t)
	met := func(bronnen []toegang.Bron) *kantoor {
		return open(t, ongeremd, func(o *Opties) { o.Beleid = toegangtest.Beleid(t, bronnen) })
	}
	t.Run("een regel die is weggehaald", func(t *testing.T) {
		afwijkingen, _ := met(toegangtest.Zonder(t, toegang.Standaard(), "zienswijze-eigen-gemeente")).matrix(v, toegang.Griffier, toegang.Bestuurssecretaris)
		require.Len(t, afwijkingen, 8, "four routes about the own gemeente, with either module")
		for _, a := range afwijkingen {
			assert.Contains(t, a, "as griffier")
		}
	})
	t.Run("een regel die te ruim is", func(t *testing.T) {
		ruim := toegangtest.Anders(t, toegang.Standaard(), `principal in Rol::"bestuurscommissie", action in Action::"advies-uitbrengen", resource)
when { principal has module && resource has module && resource.module == principal.module };`, `principal in Rol::"bestuurscommissie", action in Action::"advies-uitbrengen", resource);`)
		afwijkingen, _ := met(ruim).matrix(v, toegang.Bestuurscommissie, toegang.Bestuurssecretaris)
		require.Len(t, afwijkingen, 2, "another module, with either gemeente")
		for _, a := range afwijkingen {
			assert.Contains(t, a, "as bestuurscommissie")
		}
	})
	t.Run("een rapport en een type gebeurtenis die een ander mag zien", func(t *testing.T) {
		k := met(toegangtest.Met(toegangtest.Zonder(t, toegang.Standaard(), "over-personen-alleen-met-dat-recht"), `@id("lek")
			permit (principal in Rol::"beheerder", action in [Action::"leerplicht-cijfers", Action::"leerplicht-gebeurtenissen"], resource);`))
		k.begin(k.ruim(toegang.ConsulentLeerplicht), "verzuimmeldingen", eenMelding())
		rapporten, _ := k.rapportmatrix(v)
		assert.NotEmpty(t, rapporten)
		typen, _ := k.feedmatrix(v)
		assert.NotEmpty(t, typen)
	})
}

func TestStartWeigert(t *testing.T) {
	k, eenVeld := open(t), toegang.Veld("nl.leerplichtzaken.leerplichtdossier-geopend.v1", "/bsn")
	goed := func() Opties {
		beleid, err := toegang.NieuwBeleid(toegang.Standaard()...)
		require.NoError(t, err)
		return Opties{
			Log: gestoptLog{}, Archief: open(t).archief, Geschiedenis: open(t).j, Zegel: open(t).zegel, Leesmodellen: paniekmodellen{}, Abonnementen: geenAbonnementen{}, Wortel: geenWortel, Inzage: inzagelezer(t, k.j, k.kluis, k.codec, k.ldv, k.klok.nu), Verwerkingslog: &verwerkingslog.Logboek{}, Rapporten: rapporten(), Typen: typen(),
			Tokens: toegang.NieuweIngang(open(t).reg, nil, nil), Auditlog: open(t).audit, Beleid: beleid, Geheim: [32]byte{1}, Nu: time.Now, Logboek: nieuwLogboek(&logboek{}),
		}
	}()
	zonder := func(h toegang.Handeling) *toegang.Beleid {
		return toegangtest.Beleid(t, toegangtest.ZonderHandeling(t, toegang.Standaard(), h))
	}
	_, err := New(goed)
	require.NoError(t, err, "control: these options are complete")
	for _, h := range []toegang.Handeling{"stelPlanVast", "leesGezondheid", "leesCheckpoint", "leesTegel", toegang.Rapport("zienswijzen"), toegang.Gebeurtenis(typen()[0]), eenVeld, "veld:Verzuimmelding/dossier"} {
		t.Run("zonder regel voor "+string(h)+" begint de server niet", func(t *testing.T) {
			o := goed
			o.Beleid = zonder(h)
			_, err := New(o)
			require.ErrorIs(t, err, toegang.ErrBeleidOntbreekt)
			assert.Contains(t, err.Error(), string(h))
		})
	}
	t.Run("zonder een regel die iemand toelaat begint de server ook niet", func(t *testing.T) {
		o := goed
		o.Beleid = toegangtest.Beleid(t, toegangtest.Zonder(t, toegang.Standaard(), "platform-inzien"))
		_, err := New(o)
		require.ErrorIs(t, err, toegang.ErrBeleidOntbreekt)
		assert.Contains(t, err.Error(), "rapport:gebeurtenistelling")
	})
	t.Run("een veld aan een gemeente binden kan niet: een veld heeft er geen", func(t *testing.T) {
		o := goed
		o.Beleid = toegangtest.Beleid(t, toegangtest.Met(toegang.Standaard(), `@id("erbij")
			permit (principal in Rol::"griffier", action == Action::"`+string(eenVeld)+`", resource)
			when { principal has gemeente && resource has gemeente && resource.gemeente == principal.gemeente };`))
		_, err := New(o)
		assert.ErrorContains(t, err, "limits griffier on "+string(eenVeld))
	})
	t.Run("een rol beperken op een route die niet zegt wat zij betreft kan niet", func(t *testing.T) {
		for _, h := range []toegang.Handeling{"stelPlanVast", toegang.Rapport("stand-van-het-plan")} {
			o := goed
			o.Beleid = toegangtest.Beleid(t, toegangtest.Met(toegangtest.Zonder(t, toegang.Standaard(), "bestuur-inzien"), `@id("erbij")
				permit (principal in Rol::"griffier", action in [Action::"`+string(h)+`", Action::"bestuur-inzien"], resource)
				when { principal has gemeente && resource has gemeente && resource.gemeente == principal.gemeente };`))
			_, err := New(o)
			assert.ErrorContains(t, err, "limits griffier")
		}
	})
	for naam, wijzig := range map[string]func(*Opties){
		"log": func(o *Opties) { o.Log = nil }, "geheim": func(o *Opties) { o.Geheim = [32]byte{} }, "klok": func(o *Opties) { o.Nu = nil },
		"zegel": func(o *Opties) { o.Zegel = nil }, "tokens": func(o *Opties) { o.Tokens = nil }, "auditlog": func(o *Opties) { o.Auditlog = nil }, "inzage": func(o *Opties) { o.Inzage = nil }, "beleid": func(o *Opties) { o.Beleid = nil },
	} {
		t.Run("zonder "+naam+" begint de server niet", func(t *testing.T) {
			o := goed
			wijzig(&o)
			_, err := New(o)
			require.Error(t, err)
		})
	}
}
