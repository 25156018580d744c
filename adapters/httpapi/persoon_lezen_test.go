package httpapi

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/inzage"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// leesAlles has everybody who may read persons read everything that can be read
// about them: each case, what a search finds, and the overview for the person, as
// JSON and as a page. It returns the answers; what others get goes to k.opname as
// before. nummers are of the persons, paden their cases.
func (k *kantoor) leesAlles(nummers, paden []string) *bytes.Buffer {
	k.t.Helper()
	buiten, mag := k.opname, &bytes.Buffer{}
	binnen := func(_ *http.Request, g gekregen) {
		fmt.Fprintln(mag, g.status, g.kop)
		mag.Write(g.lichaam)
	}
	k.opname = binnen
	fg, sw := k.token[toegang.FunctionarisGegevensbescherming], k.token[toegang.ConsulentSW]
	zoekers := map[string]string{k.ruim(toegang.ConsulentLeerplicht): "onderwijszaken", k.ruim(toegang.Opsporingsambtenaar): "onderwijszaken", k.ruim(toegang.Accountmanager): "werkgeversservicepunt"}
	gevonden := slices.Clone(paden)
	for token, module := range zoekers {
		for _, n := range nummers {
			gevonden = append(gevonden, k.vind(token, n, module)...)
		}
	}
	slices.Sort(gevonden)
	gevonden = slices.Compact(gevonden)
	for token := range zoekers {
		for _, pad := range gevonden {
			k.stuur(token, "GET", pad+"/persoonsgegevens", nil, "Raadpleegreden", metReden)
		}
	}
	for _, pad := range paden {
		k.stuur(sw, "GET", pad+"/persoonsgegevens", nil, "Raadpleegreden", metReden)
	}
	verzoek := k.begin(fg, "inzageverzoeken", veld{"opdracht": zonderTekst, "modules": []string{"onderwijszaken", "werkgeversservicepunt", "werkgeverschap-sw"}, "ontvangenOp": "2026-03-01"})
	for _, n := range nummers {
		for _, vorm := range []string{typeJSON, typeHTML} {
			k.stuur(fg, "POST", verzoek+"/verstrekkingen", veld{"opdracht": zonderTekst, "nummer": n, "identiteitVastgesteldOp": "2026-03-01"}, "Accept", vorm).is(200)
		}
	}
	for rol, token := range k.token { // who may not, or only in another way
		if k.opname = buiten; rol == toegang.School || rol == toegang.ConsulentSW {
			k.opname = binnen // what they delivered or did themselves they read without a reason
		}
		for _, pad := range gevonden {
			k.stuur(token, "GET", pad+"/persoonsgegevens", nil)
			k.stuur(token, "GET", pad+"/persoonsgegevens", nil, "Raadpleegreden", "zomaar")
		}
		k.stuur(token, "POST", "/v1/zoekvragen", zoekvraag("123456789", "inkoop"))
		k.stuur(token, "POST", "/v1/beperkingen", veld{"opdracht": zonderTekst, "soort": "match", "id": laatste(verzoek), "grond": "onrechtmatig", "beperktOp": "2026-03-01"})
	}
	k.opname = buiten
	return mag
}

// A wankel log confirms nothing while it is down.
type wankel struct {
	*verwerkingslog.Logboek
	weg *bool
}

// Leg records lines unless the log is down.
func (w wankel) Leg(ctx context.Context, regels ...verwerkingslog.Regel) error {
	if *w.weg {
		return fmt.Errorf("proef: %w", verwerkingslog.ErrNietBeschikbaar)
	}
	return w.Logboek.Leg(ctx, regels...)
}

// TestElkAntwoordStaatInHetLog: over random requests of anybody for anything about
// persons, with the log up and down, every answer that holds personal data has
// its lines on disk when it arrives, and without the log there is no such answer.
func TestElkAntwoordStaatInHetLog(t *testing.T) {
	weg := false
	k := open(t, func(o *Opties) {
		l := o.Log.(indexlog).k
		o.Inzage = inzagelezer(t, l.j, l.kluis, l.codec, wankel{l.ldv, &weg}, l.klok.nu)
	})
	var paden []string
	for _, z := range k.zaken() {
		paden = append(paden, z)
	}
	bemiddeling := k.bemiddeling()
	paden = append(paden, bemiddeling["kandidaten"], bemiddeling["matches"], bemiddeling["werkgevers"], k.swzaken()["boventalligen"])
	slices.Sort(paden)
	fg := k.token[toegang.FunctionarisGegevensbescherming]
	verzoek := k.begin(fg, "inzageverzoeken", veld{"opdracht": zonderTekst, "modules": []string{"onderwijszaken"}, "ontvangenOp": "2026-03-01"})
	tokens := []string{k.ruim(toegang.ConsulentLeerplicht), k.ruim(toegang.Opsporingsambtenaar), k.ruim(toegang.Accountmanager)}
	for _, rol := range toegang.Rollen() {
		tokens = append(tokens, k.token[rol])
	}
	geleverd, geweigerd := 0, 0
	// Chance may leave out one of the two, so each is asked once for certain.
	k.stuur(tokens[0], "POST", "/v1/zoekvragen", zoekvraag(eenBSN, "onderwijszaken")).is(200)
	weg = true
	k.stuur(tokens[0], "POST", "/v1/zoekvragen", zoekvraag(eenBSN, "onderwijszaken")).is(503)
	rapid.Check(t, func(rt *rapid.T) {
		weg = rapid.IntRange(0, 3).Draw(rt, "log") == 0
		token := rapid.SampledFrom(tokens).Draw(rt, "wie")
		voor := k.bevestigd()
		var g gekregen
		switch rapid.IntRange(0, 3).Draw(rt, "wat") {
		case 0:
			g = k.stuur(token, "POST", "/v1/zoekvragen", zoekvraag(rapid.SampledFrom([]string{eenBSN, anderBSN, eenOnderwijsnummer}).Draw(rt, "nummer"), rapid.SampledFrom([]string{"onderwijszaken", "werkgeversservicepunt"}).Draw(rt, "module")))
		case 1:
			g = k.stuur(token, "POST", verzoek+"/verstrekkingen", veld{"opdracht": zonderTekst, "nummer": eenBSN, "identiteitVastgesteldOp": "2026-03-01"}, "Accept", rapid.SampledFrom([]string{typeJSON, typeHTML}).Draw(rt, "vorm"))
		default:
			g = k.stuur(token, "GET", rapid.SampledFrom(paden).Draw(rt, "zaak")+"/persoonsgegevens", nil, "Raadpleegreden", rapid.SampledFrom([]string{metReden, "rechtsvordering"}).Draw(rt, "reden"))
		}
		regels := k.bevestigd() - voor // seen over another connection
		persoonlijk := bytes.Contains(g.lichaam, []byte("Voorbeeld")) || bytes.Contains(g.lichaam, []byte(eenBSN)) || g.status == 200
		switch {
		case persoonlijk && regels == 0:
			rt.Fatalf("an answer without a line: %d %s", g.status, g.lichaam)
		case persoonlijk && weg:
			rt.Fatalf("an answer while the log is down: %d %s", g.status, g.lichaam)
		case persoonlijk:
			geleverd++
		case g.status == http.StatusServiceUnavailable:
			if !weg {
				rt.Fatalf("503 while the log is up: %s", g.lichaam)
			}
			geweigerd++
		}
		if weg && regels != 0 {
			rt.Fatalf("%d lines while the log is down", regels)
		}
	})
	t.Logf("%d answers about persons, %d refused while the log was down", geleverd, geweigerd)
}

// TestRegelVoorHetOpenen holds the order inside one request: the line is confirmed
// before the journal is opened for reading persons.
func TestRegelVoorHetOpenen(t *testing.T) {
	var stap []string
	k := open(t, func(o *Opties) { o.Inzage = volgorde{o.Inzage, &stap} })
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	d := k.begin(consulent, "leerplichtdossiers", eenDossier())
	k.stuur(consulent, "GET", d+"/persoonsgegevens", nil).is(200)
	assert.Equal(t, []string{"lees"}, stap, "the only way to personal data is through the reader that logs")
	k.stuur(consulent, "GET", d, nil).is(200)
	k.stuur(consulent, "GET", "/v1/gebeurtenissen", nil).is(200)
	assert.Len(t, stap, 1, "and nothing else opens any")
	assert.False(t, strings.Contains(k.log.String(), eenBSN))
}

// A volgorde notes what is asked of the reader of personal data.
type volgorde struct {
	Inzage
	stap *[]string
}

// Lees notes that personal data was asked for.
func (v volgorde) Lees(ctx context.Context, r inzage.Raadpleging, stromen ...es.Stream) ([]inzage.Dossier, error) {
	*v.stap = append(*v.stap, "lees")
	return v.Inzage.Lees(ctx, r, stromen...)
}
