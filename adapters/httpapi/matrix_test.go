package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
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
	case s.Format == "uuid":
		return "01890a5d-ac96-774b-bcce-b302099a8057"
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

// matrix tries every route with every role, about the own and another gemeente
// and module, and returns what does not answer as the policy says.
func (k *kantoor) matrix(beleid *toegang.Beleid) (afwijkingen []string) {
	overs := []toegang.Over{
		{Gemeente: eigenGemeente, Module: "inkoop", School: eigenSchool},
		{Gemeente: andereGemeente, Module: "inkoop", School: eigenSchool},
		{Gemeente: eigenGemeente, Module: "onderwijszaken", School: andereSchool},
	}
	for pad, item := range k.server.beschrijving.document.Paths.Map() {
		for methode, op := range item.Operations() {
			o := k.server.beschrijving.operaties[op.OperationID]
			for _, rol := range toegang.Rollen() {
				for _, over := range overs {
					afwijkingen = append(afwijkingen, k.vergelijk(beleid, rol, o, over, maakPoging(methode, pad, op, o.betreft, over))...)
				}
			}
		}
	}
	return afwijkingen
}

func (k *kantoor) vergelijk(beleid *toegang.Beleid, rol toegang.Rol, o *operatie, over toegang.Over, p poging) []string {
	wie, err := k.reg.Herken(k.token[rol])
	require.NoError(k.t, err)
	h := toegang.Handeling(o.id)
	mag := beleid.Openbaar(h)
	if !mag {
		b := beleid.Bereik(wie, h)
		mag = b != toegang.Geen && (!o.betreft.genoemd() || b.Omvat(wie, toegang.Over{
			Gemeente: alleen(o.betreft.Gemeente, over.Gemeente), Module: alleen(o.betreft.Module, over.Module), School: alleen(o.betreft.School, over.School),
		}))
	}
	if mag && o.id == "leesRapport" {
		b := beleid.Bereik(wie, toegang.Rapport("deelnamematrix"))
		mag = b.Omvat(wie, toegang.Over{Gemeente: string(wie.Gemeente), Module: wie.Module})
	}
	status := k.doe(k.token[rol], p)
	if mag == (status == 403) || status == 401 || status == 400 || status >= 500 {
		return []string{fmt.Sprintf("%s %s as %s about %+v: %d, allowed %t", p.methode, p.pad, rol, over, status, mag)}
	}
	return nil
}

func alleen(naam, waarde string) string {
	if naam == "" {
		return ""
	}
	return waarde
}

func TestMatrix(t *testing.T) {
	k := open(t)
	beleid, err := toegang.NieuwBeleid(toegang.Standaard()...)
	require.NoError(t, err)
	t.Run("elke route laat precies toe wat het beleid zegt", func(t *testing.T) {
		assert.Empty(t, k.matrix(beleid))
	})
	t.Run("control: een recht dat uit het beleid is gehaald wordt gemerkt", func(t *testing.T) {
		regels := toegang.Standaard()
		for i := range regels {
			if regels[i].Handeling == "ontvangZienswijze" {
				regels[i].Rechten = map[toegang.Rol]toegang.Bereik{toegang.Bestuurssecretaris: toegang.Alles}
			}
		}
		minder, err := toegang.NieuwBeleid(regels...)
		require.NoError(t, err)
		afwijkingen := k.matrix(minder)
		require.Len(t, afwijkingen, 2, "own gemeente, with either module")
		assert.Contains(t, afwijkingen[0], "as griffier")
	})
	t.Run("zonder token, of met een dat niet klopt, is alles 401 behalve wat openbaar is", func(t *testing.T) {
		verlopen := k.geef(toegang.Bestuurssecretaris, "", "", time.Nanosecond).Token
		weg := k.geef(toegang.Bestuurssecretaris, "", "", time.Hour)
		require.NoError(t, k.reg.TrekIn(context.Background(), weg.Wie.TokenID))
		openbaar := 0
		for pad, item := range k.server.beschrijving.document.Paths.Map() {
			for methode, op := range item.Operations() {
				p := maakPoging(methode, pad, op, betreft{}, toegang.Over{})
				for _, token := range []string{"", "x", verlopen, weg.Token, k.token[toegang.Auditor] + "x"} {
					status := k.doe(token, p)
					if beleid.Openbaar(toegang.Handeling(op.OperationID)) {
						openbaar++
						assert.Equal(t, 200, status, pad)
						continue
					}
					assert.Equal(t, 401, status, "%s %s", methode, pad)
				}
			}
		}
		assert.Equal(t, 3*5, openbaar, "health, description and seal")
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

func TestStartWeigert(t *testing.T) {
	goed := func() Opties {
		beleid, err := toegang.NieuwBeleid(toegang.Standaard()...)
		require.NoError(t, err)
		return Opties{
			Log: gestoptLog{}, Geschiedenis: open(t).j, Zegel: open(t).zegel, Leesmodellen: paniekmodellen{}, Rapporten: rapporten(), Typen: typen(),
			Tokens: toegang.NieuweIngang(open(t).reg, nil, nil), Beleid: beleid, Geheim: [32]byte{1}, Nu: time.Now, Logboek: nieuwLogboek(&logboek{}),
		}
	}()
	zonder := func(h toegang.Handeling) *toegang.Beleid {
		var regels []toegang.Regel
		for _, r := range toegang.Standaard() {
			if r.Handeling != h {
				regels = append(regels, r)
			}
		}
		b, err := toegang.NieuwBeleid(regels...)
		require.NoError(t, err)
		return b
	}
	_, err := New(goed)
	require.NoError(t, err, "control: these options are complete")
	for _, h := range []toegang.Handeling{"stelPlanVast", "leesGezondheid", "leesCheckpoint", "leesTegel", toegang.Rapport("zienswijzen"), toegang.Gebeurtenis(typen()[0])} {
		t.Run("zonder regel voor "+string(h)+" begint de server niet", func(t *testing.T) {
			o := goed
			o.Beleid = zonder(h)
			_, err := New(o)
			require.ErrorIs(t, err, toegang.ErrBeleidOntbreekt)
			assert.Contains(t, err.Error(), string(h))
		})
	}
	t.Run("een rol beperken op een route die niet zegt wat zij betreft kan niet", func(t *testing.T) {
		for _, h := range []toegang.Handeling{"stelPlanVast", toegang.Rapport("stand-van-het-plan")} {
			regels := toegang.Standaard()
			for i := range regels {
				if regels[i].Handeling == h {
					regels[i].Rechten = map[toegang.Rol]toegang.Bereik{toegang.Griffier: toegang.EigenGemeente}
				}
			}
			o := goed
			o.Beleid, err = toegang.NieuwBeleid(regels...)
			require.NoError(t, err)
			_, err := New(o)
			assert.ErrorContains(t, err, "limits griffier")
		}
	})
	for naam, wijzig := range map[string]func(*Opties){
		"log": func(o *Opties) { o.Log = nil }, "geheim": func(o *Opties) { o.Geheim = [32]byte{} }, "klok": func(o *Opties) { o.Nu = nil },
		"zegel": func(o *Opties) { o.Zegel = nil }, "tokens": func(o *Opties) { o.Tokens = nil }, "beleid": func(o *Opties) { o.Beleid = nil },
	} {
		t.Run("zonder "+naam+" begint de server niet", func(t *testing.T) {
			o := goed
			wijzig(&o)
			_, err := New(o)
			require.Error(t, err)
		})
	}
}
