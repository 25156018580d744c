package httpapi

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/projections"
)

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
			case slices.Contains([]string{"zout", "pddigest", "_sd", "wortel", "kop", "totPositie", "vkey", "instance", "pseudoniem"}, naam),
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
			if !slices.Contains([]string{"herkomst", "positie", "wortel", "bekendOp", "gevraagdDoor"}, kolom) && !(r.Naam == "gebeurtenistelling" && kolom == "aantal") {
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
