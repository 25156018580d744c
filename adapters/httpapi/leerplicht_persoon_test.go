package httpapi

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// What is sent about a person in the test below, beside the marks in every text.
const (
	gemerktBSN     = anderBSN
	gemerktNummer  = eenOnderwijsnummer
	gemerktGeboren = "2012-05-21"
	openbaarMerk   = "MANDAAT-OPENBAAR"
)

// A merker fills in every free text of a body that it can, each with a mark of
// its own: so a field that is added later is looked at without anybody thinking of it.
type merker struct {
	merken   []string
	openbaar []string // marks in text that is public
	publiek  []string // the fields that hold such text, where bodies now go
	eigen    bool     // what now follows is done in nobody's name
}

func (m *merker) merk() string {
	m.merken = append(m.merken, fmt.Sprintf("GEHEIM-%04d", len(m.merken)))
	return m.merken[len(m.merken)-1]
}

// merkIn returns a mark for the field of that name.
func (m *merker) merkIn(naam string) string {
	if !slices.Contains(m.publiek, naam) {
		return m.merk()
	}
	m.openbaar = append(m.openbaar, fmt.Sprintf("OPENBAAR-%04d", len(m.openbaar)))
	return m.openbaar[len(m.openbaar)-1]
}

func vrijeTekst(s *openapi3.Schema) bool {
	return s.Type.Is("string") && len(s.Enum) == 0 && s.Pattern == "" && s.Format == ""
}

// vul returns goed with marks in its texts, and in texts that may be added.
func (m *merker) vul(s *openapi3.Schema, goed veld) veld {
	uit := veld{}
	for naam, w := range goed {
		uit[naam] = w
	}
	for naam, p := range s.Properties {
		v := p.Value
		diep, isObject := uit[naam].(veld)
		switch {
		case naam == "namens" && m.eigen:
		case naam == "namens":
			uit[naam] = veld{"orgaan": "dagelijks-bestuur", "mandaat": openbaarMerk, "versie": 1}
		case vrijeTekst(v):
			uit[naam] = m.merkIn(naam)
		case v.Type.Is("array") && vrijeTekst(v.Items.Value):
			uit[naam] = []string{m.merk(), m.merk()}
		case isObject:
			uit[naam] = m.vul(v, diep)
		case v.Type.Is("object") && !slices.ContainsFunc(v.Required, func(r string) bool { return !vrijeTekst(v.Properties[r].Value) }):
			uit[naam] = m.vul(v, veld{})
		}
	}
	return uit
}

// A dossierproef carries out every command about pupils with marked bodies.
type dossierproef struct {
	*kantoor
	merker
	gedaan      map[string]bool
	nietBewaard []string // sent, and not recorded at all
	vervangen   []string // recorded of opsporing, and put right later: shown to nobody
	goed        int      // marks sent in commands that were carried out; later ones were refused
}

func (p *dossierproef) geef(token, pad string, goed veld) string {
	p.t.Helper()
	r, err := http.NewRequest("POST", p.adres+pad, nil)
	require.NoError(p.t, err)
	_, op := p.operatie(r)
	require.NotNil(p.t, op, pad)
	p.gedaan[op.op.OperationID] = true
	lichaam := p.vul(op.op.RequestBody.Value.Content[typeJSON].Schema.Value, plus(veld{"opdracht": zonderTekst}, goed))
	p.stuur(token, "POST", pad+"?proef=true", lichaam).is(200)
	return p.stuur(token, "POST", pad, lichaam).is(201).kop.Get("Location")
}

// alles returns the cases, after every command and some that are refused.
func (p *dossierproef) alles() []zaak {
	consulent, boa := p.ruim(toegang.ConsulentLeerplicht), p.ruim(toegang.Opsporingsambtenaar)
	wie := veld{"geboren": gemerktGeboren, "bsn": gemerktBSN}
	melding := plus(eenMelding(), veld{"persoon": wie, "uren": 18, "startkwalificatie": true})
	m := p.geef(consulent, "/v1/verzuimmeldingen", melding)
	var f feed
	p.stuur(consulent, "GET", "/v1/gebeurtenissen", nil).lees(&f)
	var e struct{ ID string }
	require.NoError(p.t, json.Unmarshal(f.Gebeurtenissen[0].Gebeurtenis, &e, json.MatchCaseInsensitiveNames(true)))
	p.geef(consulent, m+"/correcties", plus(melding, veld{"verzuimsoort": "LUXE", "opdracht": plus(zonderTekst, veld{"corrigeert": e.ID})}))
	p.geef(consulent, m+"/betwistingen", veld{"nummer": 1, "betwistOp": "2026-03-01"})
	p.geef(consulent, m+"/betwistingen/1/afhandelingen", veld{"uitkomst": "gehandhaafd", "afgehandeldOp": "2026-03-01"})
	p.geef(consulent, m+"/zienswijzen", veld{"nummer": 1, "gegevenOp": "2026-03-01"})
	voor := len(p.merken)
	p.geef(consulent, m+"/drempeltoetsen", veld{"verzuim": []veld{{"dag": "2026-02-02", "minuten": 960}}})
	p.nietBewaard = p.merken[voor:] // a signal has no motivering: it is arithmetic
	p.geef(consulent, m+"/signaaloordelen", veld{"signaal": "drempel-bereikt", "oordeel": "bevestigd", "beoordeeldOp": "2026-03-01"})
	p.geef(consulent, m+"/inbehandelingnemingen", veld{"genomenOp": "2026-03-01"})
	p.geef(consulent, m+"/statusleveringen", veld{"status": "in-behandeling", "geleverdOp": "2026-03-01"})
	p.geef(consulent, m+"/afsluitingen", veld{"sluitreden": "overig", "afgeslotenOp": "2026-03-01"})
	for waar, dag := range map[string]string{"kennisnemingen": "aangenomenOp", "intrekkingen": "ingetrokkenOp"} {
		p.geef(consulent, p.geef(consulent, "/v1/verzuimmeldingen", melding)+"/"+waar, veld{dag: "2026-03-01"})
	}
	d := p.geef(consulent, "/v1/leerplichtdossiers", plus(eenDossier(), veld{"persoon": wie, "geopendOp": "2025-09-01"}))
	rectificeer := func(token, pad string, persoon veld) {
		opname := p.opname
		p.opname = nil // what is read here is not an answer that must hold nothing
		var voor Dossierinzage
		p.stuur(token, "GET", pad+"/persoonsgegevens", nil).is(200).lees(&voor)
		p.opname = opname
		if token == boa { // an inzage by the person shows what stood there, but not of opsporing
			p.vervangen = append(p.vervangen, strings.Trim(waarde(voor.Persoon, "/naam"), `"`))
		}
		p.geef(token, pad+"/rectificaties", veld{"persoon": persoon, "nummer": 1, "reden": "verschrijving", "gerectificeerdOp": "2026-03-01"})
	}
	rectificeer(consulent, d, wie)
	p.geef(consulent, d+"/gesprekken", veld{"nummer": 1, "gesprekssoort": "op-school", "gevoerdOp": "2025-09-03"})
	p.geef(consulent, d+"/routekeuzes", veld{"route": "3", "gekozenOp": "2025-09-04"})
	p.geef(consulent, d+"/verzuimvaststellingen", veld{"vanaf": "2025-09-05"})
	p.geef(consulent, d+"/thuiszittersignalen", veld{"vanaf": "2025-09-05"})
	p.geef(consulent, d+"/thuiszitperioden", veld{"aard": "absoluut", "vanaf": "2025-09-05", "aangemerktOp": "2025-10-20"})
	p.geef(consulent, d+"/terugkeervaststellingen", veld{"terugOp": "2026-01-12"})
	p.geef(consulent, d+"/verzuimbeeindigingen", veld{"tot": "2026-01-12", "herplaatst": true})
	p.geef(consulent, d+"/sluitingen", veld{"sluitreden": "overig", "geslotenOp": "2026-02-01"})
	sam := veld{"geboren": "2005-05-20", "onderwijsnummer": gemerktNummer}
	v := p.geef(consulent, "/v1/doorstroompuntdossiers", plus(eenVSV(), veld{"persoon": sam}))
	rectificeer(consulent, v, sam)
	p.geef(consulent, v+"/contacten", veld{"nummer": 1, "gelegdOp": "2026-02-18"})
	p.geef(consulent, v+"/trajecten", veld{"traject": 1, "trajectsoort": "naar-werk", "gestartOp": "2026-02-19"})
	p.geef(consulent, v+"/trajecten/1/afsluitingen", veld{"uitstroom": "werk", "afgeslotenOp": "2026-02-27"})
	p.geef(consulent, v+"/startkwalificaties", veld{"niveau": "havo", "behaaldOp": "2026-03-01"})
	oud := p.geef(consulent, "/v1/doorstroompuntdossiers", plus(eenVSV(), veld{"persoon": veld{"geboren": "2000-05-20", "bsn": gemerktBSN}}))
	p.geef(consulent, oud+"/leeftijdsgrenzen", veld{"geboren": "1998-11-13"})
	vrij := p.vrijstellingen(consulent, wie, laatste(d))
	h := p.geef(boa, "/v1/haltverwijzingen", plus(eenVerwijzing(), veld{"persoon": wie, "dossier": laatste(d)}))
	rectificeer(boa, h, wie)
	p.geef(boa, h+"/afloopberichten", veld{"afloop": "geslaagd", "berichtOp": "2026-03-01"})
	pv := p.geef(boa, "/v1/processen-verbaal", plus(eenVerbaal(), veld{"persoon": wie, "dossier": laatste(d)}))
	rectificeer(boa, pv, wie)
	p.geef(boa, pv+"/inzendingen", veld{"ingezondenOp": "2026-02-25"})
	p.geef(boa, pv+"/uitspraken", veld{"berichtOp": "2026-03-01"})
	pv2 := p.geef(boa, "/v1/processen-verbaal", plus(eenVerbaal(), veld{"persoon": wie}))
	p.geef(boa, pv2+"/inzendingen", veld{"ingezondenOp": "2026-02-25"})
	p.geef(boa, pv2+"/sepots", veld{"berichtOp": "2026-03-01"})
	p.goed = len(p.merken)
	for _, fout := range []struct {
		pad     string
		lichaam any
	}{
		{"/v1/verzuimmeldingen", plus(melding, veld{"persoon": veld{"naam": p.merk(), "geboren": p.merk(), "bsn": p.merk(), p.merk(): 1}})},
		{"/v1/verzuimmeldingen", plus(melding, veld{"persoon": veld{"naam": "x", "geboren": "2012-05-21", "bsn": "123456789"}, "school": p.merk()})},
		{"/v1/verzuimmeldingen", `{"persoon":{"naam":"` + p.merk()},
		{"/v1/verzuimmeldingen/" + p.merk() + "/afsluitingen", veld{"opmerking": p.merk()}},
		{"/v1/leerplichtdossiers", plus(eenDossier(), veld{"persoon": plus(wie, veld{"naam": p.merk(), "geboren": "2030-01-01"})})},
		{"/v1/leerplichtdossiers?" + p.merk() + "=1", eenDossier()},
	} {
		g := p.stuur(consulent, "POST", fout.pad, fout.lichaam)
		assert.GreaterOrEqual(p.t, g.status, 400)
	}
	return []zaak{{paden: append([]string{m, d, v, oud, h, pv, pv2}, vrij...)}}
}

func TestPersoonsgegevensBlijvenBinnen(t *testing.T) {
	k := open(t)
	var antwoorden bytes.Buffer
	k.opname = func(_ *http.Request, g gekregen) {
		fmt.Fprintln(&antwoorden, g.status, g.kop)
		antwoorden.Write(g.lichaam)
	}
	p := &dossierproef{kantoor: k, gedaan: map[string]bool{}}
	zaken := p.alles()
	for pad, item := range k.server.beschrijving.document.Paths.Map() {
		if item.Post != nil && slices.ContainsFunc([]string{"/verzuimm", "/leerplicht", "/vrijstelling", "/verlof", "/doorstroom", "/halt", "/processen"}, func(b string) bool { return strings.HasPrefix(pad, b) }) {
			assert.True(t, p.gedaan[item.Post.OperationID], "%s is not tried with marks", item.Post.OperationID)
		}
	}
	_, err := k.zegel.Verzegel(context.Background())
	require.NoError(t, err)
	for _, token := range append([]string{k.ruim(toegang.Opsporingsambtenaar)}, waarden(k.anderen())...) {
		k.neemWaar(token, zaken)
	}
	mag := k.leesAlles([]string{gemerktBSN, gemerktNummer}, zaken[0].paden)
	_, err = k.zegel.Verzegel(context.Background())
	require.NoError(t, err)
	geheim := append([]string{gemerktBSN, gemerktNummer, gemerktGeboren, "1998-11-13", "123456789"}, p.merken...)
	zoek := func(waar string, b []byte) (gevonden []string) {
		for _, g := range geheim {
			if bytes.Contains(b, []byte(g)) {
				gevonden = append(gevonden, waar+": "+g)
			}
		}
		return gevonden
	}
	t.Run("geen antwoord herhaalt iets", func(t *testing.T) {
		assert.Empty(t, zoek("antwoorden", antwoorden.Bytes()))
		assert.Contains(t, antwoorden.String(), openbaarMerk, "control: the answers hold the public part")
	})
	t.Run("het logboek noemt niets", func(t *testing.T) {
		assert.Empty(t, zoek("logboek", []byte(k.log.String())))
	})
	t.Run("wie het recht heeft leest alles wat is bewaard", func(t *testing.T) {
		for _, g := range append([]string{gemerktBSN, gemerktNummer, gemerktGeboren}, p.merken[:p.goed]...) {
			assert.Equal(t, !slices.Contains(p.nietBewaard, g) && !slices.Contains(p.vervangen, g), bytes.Contains(mag.Bytes(), []byte(g)), g)
		}
	})
	t.Run("in de datamap staat niets leesbaar", func(t *testing.T) {
		bestanden, openbaar := k.doorzoek(zoek, openbaarMerk, eigenSchool)
		assert.Greater(t, bestanden, 5)
		regels, err := k.ldv.Aantal(context.Background())
		require.NoError(t, err)
		assert.Greater(t, regels, int64(40), "control: the processing log is among these files, and filled")
		_, gevonden, err := k.kluis.ZoekPersoon(context.Background(), "onderwijszaken", sleutels.Nummer{Soort: "bsn", Waarde: gemerktBSN})
		require.NoError(t, err)
		assert.True(t, gevonden, "control: the index knows the number all the same")
		assert.True(t, openbaar["journaal "+openbaarMerk], "control: public text is found in the journal: %v", openbaar)
		assert.True(t, openbaar["verzuim "+eigenSchool], "control: public text is found in a read model: %v", openbaar)
	})
	t.Run("control: met de sleutel is alles er wel", func(t *testing.T) {
		var open bytes.Buffer
		require.NoError(t, k.j.Scan(context.Background(), 0, k.j.Kop(), func(v *envelop.Verzegeld) error {
			return k.ontsleutel(&open, v)
		}))
		for _, g := range append([]string{gemerktBSN, gemerktNummer, gemerktGeboren}, p.merken[:p.goed]...) {
			assert.Equal(t, !slices.Contains(p.nietBewaard, g), bytes.Contains(open.Bytes(), []byte(g)), g)
		}
	})
}

// doorzoek holds every file of the data folder against zoek. It returns how many
// there are, and which of openbaar stand in which, by the first part of its name
// and by the whole.
func (k *kantoor) doorzoek(zoek func(string, []byte) []string, openbaar ...string) (bestanden int, gevonden map[string]bool) {
	gevonden = map[string]bool{}
	require.NoError(k.t, filepath.WalkDir(k.dir, func(pad string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(pad)
		bestanden++
		assert.Empty(k.t, zoek(pad, b))
		for _, o := range openbaar {
			if naam := filepath.Base(pad); bytes.Contains(b, []byte(o)) {
				gevonden[strings.SplitN(naam, ".", 2)[0]+" "+o], gevonden[naam+" "+o] = true, true
			}
		}
		return err
	}))
	return bestanden, gevonden
}

// ontsleutel writes the personal fields of one event to w, opened with its key.
func (k *kantoor) ontsleutel(w *bytes.Buffer, v *envelop.Verzegeld) error {
	if v.Sleutel == [16]byte{} {
		return nil
	}
	ctx := context.Background()
	sleutel, err := k.kluis.Geef(ctx, v.Sleutel)
	if err != nil {
		return err
	}
	kopie := *v
	if kopie.Persoonsdeel, err = k.j.Persoonsdeel(ctx, v.Positie); err != nil || kopie.Persoonsdeel == nil {
		return err
	}
	r, err := k.codec.OpenMet(&kopie, sleutel)
	if err != nil {
		return err
	}
	onthul := json.MarshalToFunc(func(enc *jsontext.Encoder, p interface{ Onthul() (any, bool) }) error {
		waarde, _ := p.Onthul()
		return json.MarshalEncode(enc, waarde)
	})
	return json.MarshalWrite(w, r.Event, json.WithMarshalers(onthul))
}

func waarden(m map[string]string) (uit []string) {
	for _, w := range m {
		uit = append(uit, w)
	}
	return uit
}
