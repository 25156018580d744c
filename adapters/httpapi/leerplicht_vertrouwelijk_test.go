package httpapi

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/projections"
)

// verdacht are words that point at a criminal follow-up.
var verdacht = regexp.MustCompile(`(?i)halt|verbaal|straf|justitie|verdachte|politie|opspor|sepot|uitspraak`)

// A zaak is what is recorded about one pupil, by path.
type zaak struct{ paden []string }

// verhaal records the same about two pupils, step by step, and about the first
// also a case at Halt and a proces-verbaal when vertrouwelijk says so.
func (k *kantoor) verhaal(vertrouwelijk bool) []zaak {
	k.t.Helper()
	consulent, boa := k.ruim(toegang.ConsulentLeerplicht), k.ruim(toegang.Opsporingsambtenaar)
	zaken := make([]zaak, 2)
	for i := range zaken {
		m := k.begin(consulent, "verzuimmeldingen", plus(eenMelding(), veld{"ontvangenOp": "2026-02-27"}))
		d := k.begin(consulent, "leerplichtdossiers", eenDossier())
		k.doorloop(consulent, m, vervolgstap{"inbehandelingnemingen", veld{"genomenOp": "2026-02-27", "dossier": laatste(d)}})
		k.doorloop(consulent, d, vervolgstap{"gesprekken", veld{"nummer": 1, "gesprekssoort": "op-school", "gevoerdOp": "2026-02-20", "verslag": "Besproken."}})
		zaken[i].paden = []string{m, d}
	}
	if vertrouwelijk {
		h := k.begin(boa, "haltverwijzingen", plus(eenVerwijzing(), veld{"dossier": laatste(zaken[0].paden[1])}))
		k.doorloop(boa, h, vervolgstap{"afloopberichten", veld{"afloop": "niet-geslaagd", "berichtOp": "2026-02-27"}})
		p := k.begin(boa, "processen-verbaal", plus(eenVerbaal(), veld{"dossier": laatste(zaken[0].paden[1])}))
		k.doorloop(boa, p, vervolgstap{"inzendingen", veld{"ingezondenOp": "2026-02-27"}})
	}
	for _, z := range zaken {
		k.doorloop(consulent, z.paden[0], vervolgstap{"afsluitingen", veld{"sluitreden": "vervolg-elders", "afgeslotenOp": "2026-03-01"}},
			vervolgstap{"statusleveringen", veld{"status": "afgesloten", "geleverdOp": "2026-03-01"}})
		k.doorloop(consulent, z.paden[1], vervolgstap{"sluitingen", veld{"sluitreden": "vervolg-elders", "geslotenOp": "2026-03-01"}})
	}
	_, err := k.zegel.Verzegel(k.t.Context())
	require.NoError(k.t, err)
	return zaken
}

// A waarnemer writes down what one reader sees, without what differs between any
// two runs (random ids, salts, digests) and without the positions themselves.
type waarnemer struct {
	k      *kantoor
	token  string
	namen  map[string]string // random values by order of appearance
	rang   map[int64]int     // visible positions, by order
	kaal   int
	gezien []string
}

var kenmerkvorm = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

func (w *waarnemer) naam(s string) string {
	if w.namen[s] == "" {
		w.namen[s] = fmt.Sprintf("#%d", len(w.namen))
	}
	return w.namen[s]
}

// veeg blanks what differs between runs; onder is the name of the field that v is in.
func (w *waarnemer) veeg(v any, onder string) any {
	switch v := v.(type) {
	case map[string]any:
		for _, naam := range slices.Sorted(mapsKeys(v)) {
			switch {
			case slices.Contains([]string{"zout", "pddigest", "_sd", "wortel", "kop", "totPositie", "vkey", "instance"}, naam),
				onder == "volledigheid" && slices.Contains([]string{"positie", "aantal", "bekendOp"}, naam), onder == "bekendOp" && naam == "positie",
				naam == "aantal" && v["type"] == "nl.leerplichtzaken": // adds up to the position
				v[naam] = ""
			case naam == "opdracht" || naam == "pdsleutel" || onder == "actor" && naam == "id":
				v[naam] = w.naam(fmt.Sprint(v[naam]))
			default:
				v[naam] = w.veeg(v[naam], naam)
			}
		}
	case []any:
		for i := range v {
			v[i] = w.veeg(v[i], onder)
		}
	case float64:
		if onder == "positie" || onder == "herkomst" {
			return w.rang[int64(v)]
		}
	case string:
		if onder == "href" {
			v = regexp.MustCompile(`naPositie=[0-9]+`).ReplaceAllString(v, "")
		}
		return kenmerkvorm.ReplaceAllStringFunc(v, w.naam)
	}
	return v
}

func mapsKeys(m map[string]any) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func (w *waarnemer) schoon(ruw []byte) string {
	w.k.t.Helper()
	var v any
	require.NoError(w.k.t, json.Unmarshal(ruw, &v), "%s", ruw)
	b, err := json.Marshal(w.veeg(v, ""))
	require.NoError(w.k.t, err)
	return string(b)
}

func (w *waarnemer) noteer(vorm string, a ...any) {
	w.gezien = append(w.gezien, fmt.Sprintf(vorm, a...))
}

// geschiedenis looks at the feed, by page and as a stream, and at every event.
func (w *waarnemer) geschiedenis() {
	k := w.k
	g := k.stuur(w.token, "GET", "/v1/gebeurtenissen?limiet=1000", nil)
	w.noteer("feed %d", g.status)
	if g.status != 200 {
		return
	}
	f := k.feed(w.token, "?limiet=1000")
	kop := f.Kop
	for _, r := range f.Gebeurtenissen {
		if r.Gebeurtenis == nil {
			w.kaal++
			continue
		}
		w.rang[r.Positie] = len(w.rang) + 1
		var e struct{ ID string }
		require.NoError(k.t, json.Unmarshal(r.Gebeurtenis, &e))
		w.noteer("feed %d %s", w.rang[r.Positie], w.schoon(r.Gebeurtenis))
		w.noteer("event %s", w.schoon(k.stuur(w.token, "GET", "/v1/gebeurtenissen/"+e.ID, nil).is(200).lichaam))
		w.noteer("proof %d", k.stuur(w.token, "GET", "/v1/gebeurtenissen/"+e.ID+"/bewijs", nil).status)
	}
	for _, typ := range slices.Sorted(slices.Values(typen())) {
		for _, r := range k.feed(w.token, "?limiet=1000&type="+typ).Gebeurtenissen {
			if r.Gebeurtenis != nil {
				w.noteer("type %s %s", typ, w.schoon(r.Gebeurtenis))
			}
		}
	}
	v := k.volg(k.t.(*testing.T), w.token, "")
	for _, b := range v.tot(func(b bericht) bool { return b.id == fmt.Sprint(kop) }) {
		if b.soort == "gebeurtenis" && strings.Contains(b.data, "gebeurtenis") {
			w.noteer("sse %s", w.schoon([]byte(b.data)))
		}
	}
	v.stop()
}

// leesrapporten looks at every report in every form.
func (w *waarnemer) leesrapporten() {
	k := w.k
	g := k.stuur(w.token, "GET", "/v1/rapporten", nil)
	w.noteer("reports %d", g.status)
	if g.status == 200 {
		w.noteer("reports %s", w.schoon(g.lichaam))
	}
	for _, r := range rapporten() {
		for _, query := range []string{"", "&herkomst=true", "&peildatum=2026-03-01&herkomst=true", "&bekendOp=2026-03-02"} {
			pad := fmt.Sprintf("/v1/rapporten/%s?naPositie=%d%s", r.Naam, k.j.Kop(), query)
			g := k.stuur(w.token, "GET", pad, nil)
			w.noteer("report %s%s %d", r.Naam, query, g.status)
			if g.status != 403 {
				w.noteer("report %s%s %s", r.Naam, query, w.schoon(g.lichaam))
			}
		}
		g := k.stuur(w.token, "GET", "/v1/rapporten/"+r.Naam+"?peildatum=2026-03-01", nil, "Accept", typeCSV)
		if g.status == 200 {
			w.csv(r, g)
		}
	}
}

// csv notes the columns of the report itself; those that say what it rests on
// hold positions and a root.
func (w *waarnemer) csv(r *projections.Rapport, g gekregen) {
	regels, err := csv.NewReader(strings.NewReader(string(g.lichaam))).ReadAll()
	require.NoError(w.k.t, err)
	for _, regel := range regels {
		for i, kolom := range regels[0] {
			if !slices.Contains([]string{"herkomst", "positie", "wortel", "bekendOp"}, kolom) && !(r.Naam == "gebeurtenistelling" && kolom == "aantal") {
				w.noteer("csv %s %s=%s", r.Naam, kolom, regel[i])
			}
		}
	}
}

// zaken looks at the states, and at what is not for this reader.
func (w *waarnemer) zaken(zaken []zaak) {
	k := w.k
	for _, z := range zaken {
		for _, pad := range z.paden {
			g := k.stuur(w.token, "GET", pad, nil)
			w.noteer("state %d %s %s", g.status, g.kop.Get("ETag"), w.schoon(g.lichaam))
		}
		for _, soort := range []string{"haltverwijzingen", "processen-verbaal"} {
			w.noteer("%s %s", soort, w.schoon(k.stuur(w.token, "GET", "/v1/"+soort+"/"+laatste(z.paden[0]), nil).lichaam))
			w.noteer("%s %d", soort, k.stuur(w.token, "POST", "/v1/"+soort+"?proef=true", eenVerwijzing()).status)
		}
	}
}

// neemWaar returns everything that the holder of token sees.
func (k *kantoor) neemWaar(token string, zaken []zaak) *waarnemer {
	w := &waarnemer{k: k, token: token, namen: map[string]string{}, rang: map[int64]int{}}
	w.geschiedenis()
	w.leesrapporten()
	w.zaken(zaken)
	return w
}

// verschil returns the first line in which two readers differ.
func verschil(een, ander []string) string {
	for i := range min(len(een), len(ander)) {
		if een[i] != ander[i] {
			return een[i] + "\n" + ander[i]
		}
	}
	if len(een) != len(ander) {
		return fmt.Sprintf("%d lines, and %d", len(een), len(ander))
	}
	return ""
}

// anderen are tokens of every role but the one that may know.
func (k *kantoor) anderen() map[string]string {
	uit := map[string]string{"consulent van alle gemeenten": k.ruim(toegang.ConsulentLeerplicht)}
	for _, rol := range toegang.Rollen() {
		if rol != toegang.Opsporingsambtenaar {
			uit[string(rol)] = k.token[rol]
		}
	}
	return uit
}

func TestNietsWijstOpHalt(t *testing.T) {
	met, zonder := open(t), open(t)
	zakenMet, zakenZonder := met.verhaal(true), zonder.verhaal(false)
	vertrouwelijk := int(met.j.Kop() - zonder.j.Kop())
	require.Equal(t, 4, vertrouwelijk)
	zonderTokens := zonder.anderen()
	for naam, token := range met.anderen() {
		t.Run(naam+" ziet hetzelfde als zonder die zaak, op kale posities na", func(t *testing.T) {
			met := *met
			met.t = t
			a, b := met.neemWaar(token, zakenMet), zonder.neemWaar(zonderTokens[naam], zakenZonder)
			assert.Empty(t, verschil(b.gezien, a.gezien))
			if a.gezien[0] == "feed 200" {
				assert.Equal(t, vertrouwelijk, a.kaal-b.kaal)
			}
			for _, regel := range a.gezien {
				if !strings.HasPrefix(regel, "haltverwijzingen") && !strings.HasPrefix(regel, "processen-verbaal") {
					assert.False(t, verdacht.MatchString(regel), regel)
				}
			}
		})
	}
	t.Run("van twee gelijke leerlingen is niet te zien wie de zaak heeft", func(t *testing.T) {
		token := met.ruim(toegang.ConsulentLeerplicht)
		var beeld [2][]string
		for i, z := range zakenMet {
			w := &waarnemer{k: met, token: token, namen: map[string]string{}, rang: map[int64]int{}}
			for _, pad := range z.paden {
				g := met.stuur(token, "GET", pad, nil).is(200)
				w.noteer("%s %s", g.kop.Get("ETag"), w.schoon(g.lichaam))
			}
			for _, r := range met.feed(token, "?limiet=1000").Gebeurtenissen {
				if s := string(r.Gebeurtenis); strings.Contains(s, laatste(z.paden[0])) || strings.Contains(s, laatste(z.paden[1])) {
					w.noteer("%s", w.schoon(r.Gebeurtenis))
				}
			}
			beeld[i] = w.gezien
		}
		assert.Equal(t, beeld[0], beeld[1])
		assert.Greater(t, len(beeld[0]), 8)
	})
	t.Run("de opsporingsambtenaar ziet de zaak wel, en alleen die", func(t *testing.T) {
		f := met.feed(met.token[toegang.Opsporingsambtenaar], "?limiet=1000")
		n := 0
		for _, r := range f.Gebeurtenissen {
			if r.Gebeurtenis != nil {
				n++
				assert.True(t, verdacht.Match(r.Gebeurtenis))
			}
		}
		assert.Equal(t, vertrouwelijk, n)
	})
	t.Run("een kenmerk van zo'n gebeurtenis is voor een ander een kenmerk dat niet bestaat", func(t *testing.T) {
		for _, r := range met.feed(met.token[toegang.Opsporingsambtenaar], "?limiet=1000").Gebeurtenissen {
			var e struct{ ID string }
			if r.Gebeurtenis == nil {
				continue
			}
			require.NoError(t, json.Unmarshal(r.Gebeurtenis, &e))
			for naam, token := range met.anderen() {
				for _, achter := range []string{"", "/bewijs"} {
					hier := met.stuur(token, "GET", "/v1/gebeurtenissen/"+e.ID+achter, nil)
					nergens := met.stuur(token, "GET", "/v1/gebeurtenissen/"+uuid.NewString()+achter, nil)
					assert.Equal(t, nergens.status, hier.status, naam)
					assert.GreaterOrEqual(t, hier.status, 403)
				}
			}
		}
	})
	t.Run("ook een correctie toetst niet of zo'n gebeurtenis bestaat", func(t *testing.T) {
		consulent := met.ruim(toegang.ConsulentLeerplicht)
		var ids []string
		for _, r := range met.feed(met.token[toegang.Opsporingsambtenaar], "?limiet=1000").Gebeurtenissen {
			var e struct{ ID string }
			if r.Gebeurtenis != nil {
				require.NoError(t, json.Unmarshal(r.Gebeurtenis, &e))
				ids = append(ids, e.ID)
			}
		}
		var antwoorden []string
		for _, id := range append(ids[:1:1], uuid.NewString()) {
			m := plus(eenMelding(), veld{"opdracht": plus(zonderTekst, veld{"corrigeert": id})})
			g := met.stuur(consulent, "POST", zakenMet[0].paden[0]+"/correcties?proef=true", m)
			w := &waarnemer{k: met, namen: map[string]string{}}
			antwoorden = append(antwoorden, fmt.Sprint(g.status, w.schoon(g.lichaam)))
		}
		assert.Equal(t, antwoorden[1], antwoorden[0])
	})
}

// Control: the comparison above finds a leak, whether it is in the policy of one
// type or in a report that counts types.
func TestVergelijkingMerktEenLek(t *testing.T) {
	lekken := map[string]func(*Opties){
		"een type dat een ander mag zien": func(o *Opties) {
			regels := toegang.Standaard()
			for i, r := range regels {
				if strings.Contains(string(r.Handeling), "halt-verwijzing-gedaan") {
					regels[i].Rechten = map[toegang.Rol]toegang.Bereik{toegang.ConsulentLeerplicht: toegang.EigenGebied}
				}
			}
			var err error
			o.Beleid, err = toegang.NieuwBeleid(regels...)
			require.NoError(t, err)
		},
	}
	for naam, lek := range lekken {
		t.Run(naam, func(t *testing.T) {
			met, zonder := open(t, lek), open(t, lek)
			zakenMet, zakenZonder := met.verhaal(true), zonder.verhaal(false)
			a := met.neemWaar(met.ruim(toegang.ConsulentLeerplicht), zakenMet)
			b := zonder.neemWaar(zonder.ruim(toegang.ConsulentLeerplicht), zakenZonder)
			assert.NotEmpty(t, verschil(b.gezien, a.gezien))
		})
	}
	t.Run("de types van Halt en proces-verbaal zijn alle zes vertrouwelijk", func(t *testing.T) {
		for _, typ := range append(halt.Events.EverStored(), procesverbaal.Events.EverStored()...) {
			assert.True(t, verdacht.MatchString(typ), typ)
		}
	})
}
