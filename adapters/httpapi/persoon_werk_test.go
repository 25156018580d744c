package httpapi

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
	"github.com/mgr-sdcg/kroniek/domain/sw/voorziening"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/werkgever"
)

// zoeker returns a search for everything personal that was sent.
func (p *werkproef) zoeker() func(string, []byte) []string {
	geheim := append([]string{
		gemerktBSN, werkGeboren, swGeboren, verwachtEinde, geheimInstrument, geheimEinde, geheimeUitstroom,
	}, p.merken...)
	return func(waar string, b []byte) (gevonden []string) {
		for _, g := range geheim {
			if bytes.Contains(b, []byte(g)) {
				gevonden = append(gevonden, waar+": "+g)
			}
		}
		for _, g := range geheimGetal.FindAll(b, -1) {
			gevonden = append(gevonden, fmt.Sprintf("%s: %q", waar, g))
		}
		return gevonden
	}
}

// metSleutel returns every personal field that holds something, with all that it
// held, after opening every event.
func (p *werkproef) metSleutel() map[string][][]byte {
	velden := map[string][][]byte{}
	require.NoError(p.t, p.j.Scan(context.Background(), 0, p.j.Kop(), func(v *envelop.Verzegeld) error {
		open, err := p.onthuld(v)
		for naam, waarde := range open {
			velden[naam] = append(velden[naam], waarde)
		}
		return err
	}))
	return velden
}

// persoonlijkeVelden are those of every event about work.
func persoonlijkeVelden() (namen []string) {
	for _, c := range []es.Types{werkgever.Events, vacature.Events, kandidaat.Events, match.Events, boventallige.Events, voorziening.Events} {
		for typ, t := range c.Current() {
			persoonlijk(reflect.New(t).Elem(), typ, func(pad string, _ any, _ bool) { namen = append(namen, pad) })
		}
	}
	return namen
}

func TestPersoonsgegevensOverWerkBlijvenBinnen(t *testing.T) {
	k := open(t)
	var antwoorden, overMatch bytes.Buffer
	k.opname = func(r *http.Request, g gekregen) {
		g.kop.Del("Content-Length") // a number that could be any
		fmt.Fprintln(&antwoorden, g.status, g.kop)
		antwoorden.Write(keuzen.ReplaceAll(g.lichaam, nil))
		if strings.HasPrefix(r.URL.Path, "/v1/matches") {
			fmt.Fprintln(&overMatch, g.kop)
			overMatch.Write(g.lichaam)
		}
	}
	p := &werkproef{dossierproef: dossierproef{kantoor: k, gedaan: map[string]bool{}}}
	zaken := p.alles()
	for pad, item := range k.server.beschrijving.document.Paths.Map() {
		if item.Post != nil && slices.ContainsFunc([]string{"/werkgevers", "/vacatures", "/kandidaten", "/matches", "/boventalligen", "/voorzieningen"}, func(b string) bool { return strings.HasPrefix(pad, b) }) {
			assert.True(t, p.gedaan[item.Post.OperationID], "%s is not tried with marks", item.Post.OperationID)
		}
	}
	_, err := k.zegel.Verzegel(context.Background())
	require.NoError(t, err)
	for _, token := range append([]string{k.ruim(toegang.Accountmanager)}, slices.Collect(maps.Values(k.token))...) {
		for _, regel := range k.neemWaar(token, zaken).gezien { // what came over a stream too
			fmt.Fprintln(&antwoorden, regel)
		}
	}
	lezen := append(slices.Clone(zaken[0].paden), p.kandidaat)
	mag := k.leesAlles([]string{gemerktBSN}, slices.DeleteFunc(lezen, func(pad string) bool {
		return strings.Contains(pad, "/vacatures/") || strings.Contains(pad, "/voorzieningen/")
	}))
	_, err = k.zegel.Verzegel(context.Background())
	require.NoError(t, err)
	zoek := p.zoeker()
	t.Run("geen antwoord herhaalt iets", func(t *testing.T) {
		assert.Empty(t, zoek("antwoorden", antwoorden.Bytes()))
		for _, o := range p.openbaar {
			assert.Contains(t, antwoorden.String(), o, "control: public text is found in the answers")
		}
		assert.NotEmpty(t, p.openbaar)
	})
	t.Run("het logboek noemt niets", func(t *testing.T) {
		assert.Empty(t, zoek("logboek", []byte(k.log.String())))
	})
	t.Run("het logboek noemt ook niets van een opdracht die mislukt", func(t *testing.T) {
		stuk := open(t, func(o *Opties) { o.Log = gestoptLog{} })
		wie := veld{"naam": p.merken[0], "geboren": werkGeboren, "bsn": gemerktBSN}
		g := stuk.stuur(stuk.ruim(toegang.Accountmanager), "POST", "/v1/kandidaten", plus(eenKandidaat(), veld{"persoon": wie}))
		assert.GreaterOrEqual(t, g.status, 500)
		assert.Contains(t, stuk.log.String(), "verzoek mislukt", "control: it is in the log")
		assert.Empty(t, zoek("logboek", []byte(stuk.log.String())))
		assert.Empty(t, zoek("antwoord", g.lichaam))
	})
	t.Run("in de datamap staat niets leesbaar", func(t *testing.T) {
		bestanden, openbaar := k.doorzoek(zoek, append([]string{openbaarMerk, "doelgroepregister"}, p.openbaar...)...)
		assert.Greater(t, bestanden, 5)
		for _, o := range p.openbaar {
			assert.True(t, openbaar["journaal "+o], "control: public text %s is found in the journal", o)
		}
		assert.True(t, openbaar["journaal.db-wal "+openbaarMerk], "control: and in its write-ahead log")
		assert.True(t, openbaar["trechter doelgroepregister"], "control: public text is found in a read model: %v", openbaar)
	})
	t.Run("wat over een match openbaar is wijst niet naar de kandidaat of de vacature", func(t *testing.T) {
		gelezen := 0
		require.NoError(t, k.j.Scan(context.Background(), 0, k.j.Kop(), func(v *envelop.Verzegeld) error {
			if strings.HasPrefix(string(v.Stroom), match.Soort+"-") {
				gelezen++
				overMatch.Write(v.Gebeurtenis)
			}
			return nil
		}))
		assert.Greater(t, gelezen, 12)
		for _, id := range []string{laatste(p.kandidaat), laatste(p.vacature)} {
			assert.NotContains(t, overMatch.String(), id)
			assert.Contains(t, antwoorden.String(), id, "control: answers about it itself name it")
		}
	})
	t.Run("control: met de sleutel is alles er wel, en elk persoonlijk veld is beproefd", func(t *testing.T) {
		velden := p.metSleutel()
		assert.ElementsMatch(t, persoonlijkeVelden(), slices.Collect(maps.Keys(velden)))
		var alles bytes.Buffer
		for naam, waarden := range velden {
			for i, w := range waarden {
				fmt.Fprintf(&alles, "%s\n", w)
				vervangen := strings.HasSuffix(naam, ".Naam") && i < len(waarden)-1 // shown to the person only
				assert.True(t, vervangen || bytes.Contains(mag.Bytes(), w), "%s reaches who has the right to read it", naam)
				wijst := bytes.Contains(w, []byte(laatste(p.kandidaat))) && bytes.Contains(w, []byte(laatste(p.vacature)))
				assert.True(t, wijst || len(zoek(naam, w)) > 0, "%s holds something that is not looked for", naam)
			}
		}
		for _, g := range append([]string{gemerktBSN, werkGeboren, swGeboren, verwachtEinde, geheimInstrument, geheimEinde, geheimeUitstroom}, p.merken[:p.goed]...) {
			assert.Contains(t, alles.String(), g)
		}
		for _, g := range []string{fmt.Sprint(geheimeUren), fmt.Sprint(geheimeLoonwaarde), `"2963.87"`} {
			assert.Contains(t, alles.String(), g+"\n")
			assert.NotEmpty(t, geheimGetal.FindString(`{"x":`+g+`}`), "control: the search knows %s", g)
		}
	})
}
