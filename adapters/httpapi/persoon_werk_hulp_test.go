package httpapi

import (
	"context"
	"reflect"
	"regexp"

	"github.com/go-json-experiment/json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// Personal values that cannot be a mark. Each occurs nowhere else: a choice from
// a list is one that no other command of the test makes.
const (
	werkGeboren, swGeboren, verwachtEinde = "1961-11-13", "1958-11-13", "2031-07-19"
	geheimeUren, geheimeLoonwaarde        = 3917, 6173
	geheimInstrument, geheimEinde         = "lage-inkomensvoordeel", "eigen-verzoek"
	geheimeUitstroom                      = "langdurig-ziek"
)

// geheimGetal finds the hours, the loonwaarde and the amount that the test sends,
// as a number of its own: in hundredths, in cents or with a decimal point, and not
// inside a hash, an id or a time.
var geheimGetal = regexp.MustCompile(`(?:^|[^0-9A-Za-z_+/.-])(?:39\.?17|61\.?73|0\.6173|2963\.?87)(?:[^0-9A-Za-z_+/=µ-]|$)`)

// keuzen are the values that a field knows, which a refusal sums up whatever was sent.
var keuzen = regexp.MustCompile(`Kies een van: [^"]*`)

// A werkproef carries out every command about work with marked bodies.
type werkproef struct {
	dossierproef
	kandidaat, vacature string // which the match is about; only its personal part may say so
}

// corrigeert is an opdracht that corrects the event that was recorded last.
func (p *werkproef) corrigeert(token string) veld {
	p.t.Helper()
	f := p.feed(token, "?limiet=1000").Gebeurtenissen
	var e struct{ ID string }
	require.NoError(p.t, json.Unmarshal(f[len(f)-1].Gebeurtenis, &e, json.MatchCaseInsensitiveNames(true)))
	return plus(zonderTekst, veld{"corrigeert": e.ID})
}

func (p *werkproef) werkgevers(token string) (w string, vs []string) {
	p.publiek = []string{"motivering"}
	w = p.geef(token, "/v1/werkgevers", eenWerkgever())
	p.geef(token, w+"/correcties", plus(eenWerkgever(), veld{"sbi": "5610", "opdracht": p.corrigeert(token)}))
	p.geef(token, w+"/adviesgesprekken", veld{"gesprek": 1, "adviesonderwerp": "anders", "gevoerdOp": "2025-03-10"})
	p.geef(token, w+"/overdrachten", veld{"subregio": "liemers", "overgedragenOp": "2025-04-01"})
	for _, einde := range []vervolgstap{
		{"vervullingen", veld{"vervulling": "door-wsp", "vervuldOp": "2025-07-01"}},
		{"intrekkingen", veld{"ingetrokkenOp": "2025-07-01"}},
		{"vervallenverklaringen", veld{"vervallenOp": "2025-07-01"}},
	} {
		v := p.geef(token, "/v1/vacatures", eenVacature(w))
		p.geef(token, v+"/correcties", plus(eenVacature(w), veld{"uren": 1600, "opdracht": p.corrigeert(token)}))
		p.geef(token, v+"/wijzigingen", veld{"wijziging": 1, "beroep": "5223", "uren": 3200, "aantalPlaatsen": 1, "gewijzigdOp": "2025-06-10"})
		p.geef(token, v+"/functiecreaties", veld{"doelgroep": "doelgroepregister", "gecreeerdOp": "2025-06-11"})
		p.geef(token, v+"/"+einde.waar, einde.lichaam)
		vs = append(vs, v)
	}
	p.vacature = p.geef(token, "/v1/vacatures", eenVacature(w))
	return w, append(vs, p.vacature)
}

func (p *werkproef) kandidaten(token string) (ms []string) {
	p.publiek = nil
	levering := plus(eenKandidaat(), veld{"persoon": veld{"geboren": werkGeboren, "bsn": gemerktBSN}, "doelgroep": "doelgroepregister"})
	p.kandidaat = p.geef(token, "/v1/kandidaten", levering)
	p.geef(token, p.kandidaat+"/profielen", veld{"profielversie": 1, "bruikbaarheid": "bruikbaar", "bijgewerktOp": "2025-06-10"})
	m, afgewezen := p.geef(token, "/v1/matches", eenMatch(p.kandidaat, p.vacature)), p.geef(token, "/v1/matches", eenMatch(p.kandidaat, p.vacature))
	p.geef(token, afgewezen+"/afwijzingen", veld{"door": "werkgever", "afwijsreden": "anders", "afgewezenOp": "2025-06-20"})
	for _, s := range []vervolgstap{
		{"voorstellen", veld{"gedaanOp": "2025-06-17"}},
		{"sollicitatiegesprekken", veld{"gesprek": 1, "gesprekOp": "2025-06-18"}},
		{"proefplaatsingen", veld{"gestartOp": "2025-06-23", "laatsteDag": "2025-07-31"}},
		{"proefplaatsingseinden", veld{"proefuitkomst": "voortgezet", "laatsteDag": "2025-07-31"}},
		{"plaatsingen", veld{"uren": geheimeUren, "contractsoort": "bepaalde-tijd", "arbeidsregeling": "banenafspraak", "begonnenOp": "2025-08-04"}},
		{"loonkostensubsidies", veld{
			"gemeente": eigenGemeente, "loonwaarde": geheimeLoonwaarde, "maandbedrag": "2963.87",
			"beslotenOp": "2025-08-20", "subsidieVanaf": "2025-08-04", "ontvangenOp": "2025-08-25",
		}},
		{"jobcoachinzetten", veld{"ingezetOp": "2025-08-04"}},
		{"instrumenten", veld{"instrumentnummer": 1, "instrument": geheimInstrument, "ingezetOp": "2025-08-11"}},
		{"nazorggesprekken", veld{"gesprek": 1, "gesprekOp": "2025-09-15"}},
		{"duurzaamverklaringen", veld{"vastgesteldOp": "2026-02-02"}},
		{"plaatsingseinden", veld{"eindreden": geheimEinde, "laatsteDag": "2025-12-31"}},
	} {
		p.geef(token, m+"/"+s.waar, s.lichaam)
	}
	p.geef(token, p.kandidaat+"/teruggaven", veld{"teruggaafreden": "anders", "teruggegevenOp": "2025-07-01"})
	var k Kandidaat
	p.stuur(token, "GET", p.kandidaat, nil).is(200).lees(&k)
	p.geef(token, p.kandidaat+"/aanleveringen", plus(levering, veld{"pseudoniem": k.Pseudoniem, "aangeleverdOp": "2025-08-01"}))
	return []string{m, afgewezen}
}

func (p *werkproef) boventalligen(token string) []string {
	p.publiek = nil
	wie := plus(eenVerklaring(), veld{"persoon": veld{"geboren": swGeboren}})
	weg := p.geef(token, "/v1/boventalligen", wie)
	p.geef(token, weg+"/correcties", plus(wie, veld{"verklaardOp": "2026-01-06", "opdracht": p.corrigeert(token)}))
	p.geef(token, weg+"/trajecten", veld{"traject": 1, "verwachtEinde": verwachtEinde, "gestartOp": "2026-02-02"})
	p.geef(token, weg+"/trajecten/1/beeindigingen", veld{"beeindigdOp": "2026-02-16"})
	p.geef(token, weg+"/uitstromingen", veld{"reden": geheimeUitstroom, "uitgestroomdOp": "2026-02-27"})
	blijft := p.geef(token, "/v1/boventalligen", plus(wie, veld{"pseudoniem": anderPseudoniem}))
	p.geef(token, blijft+"/intrekkingen", veld{"ingetrokkenOp": "2026-02-02"})
	return []string{weg, blijft}
}

func (p *werkproef) voorzieningen() string {
	p.publiek = []string{"motivering", "kenmerk", "onderbouwing"}
	secretaris, bestuur := p.token[toegang.Bestuurssecretaris], p.token[toegang.DagelijksBestuur]
	v := p.geef(secretaris, "/v1/voorzieningen", eenVoorziening())
	p.geef(secretaris, v+"/correcties", plus(eenVoorziening(), veld{"beginsaldo": "1200.50", "opdracht": p.corrigeert(secretaris)}))
	p.geef(bestuur, v+"/toevoegingen", plus(eenMutatie(1, "300.25"), veld{"herkomst": "lasten"}))
	p.geef(bestuur, v+"/aanwendingen", eenMutatie(2, "100.00"))
	p.geef(bestuur, v+"/vrijvallen", eenMutatie(3, "1400.75"))
	p.geef(bestuur, v+"/herschattingen", veld{"schatting": "1500.00", "geschatOp": "2026-02-16"})
	p.geef(secretaris, v+"/afwikkelingen", veld{"besluit": eenBesluit(), "afgewikkeldOp": "2026-03-01"})
	return v
}

// weigeringen sends marks in commands that are refused, each in another way.
func (p *werkproef) weigeringen(manager, consulent string, m string) {
	p.goed, p.publiek = len(p.merken), nil
	wie := veld{"naam": "x", "geboren": werkGeboren, "bsn": gemerktBSN}
	for _, fout := range []struct {
		token, pad string
		lichaam    any
	}{
		{manager, "/v1/kandidaten", plus(eenKandidaat(), veld{"persoon": veld{"naam": p.merk(), "geboren": p.merk(), "bsn": p.merk(), p.merk(): 1}})},
		{manager, "/v1/kandidaten", plus(eenKandidaat(), veld{"persoon": plus(wie, veld{"naam": p.merk(), "geboren": "2030-01-01"})})},
		{manager, "/v1/kandidaten", `{"persoon":{"naam":"` + p.merk()},
		{manager, "/v1/kandidaten/" + p.merk() + "/profielen", veld{"profiel": p.merk()}},
		{manager, "/v1/werkgevers", plus(eenWerkgever(), veld{"naam": p.merk(), "sbi": "8911"})},
		{manager, m + "/instrumenten", veld{"instrumentnummer": 1, "instrument": p.merk(), "ingezetOp": "2025-08-11"}},
		{manager, m + "/plaatsingen", veld{"uren": geheimeUren, "contractsoort": "uitzend", "arbeidsregeling": "regulier", "begonnenOp": "2025-08-05"}},
		{manager, m + "/plaatsingseinden", veld{"eindreden": geheimEinde, "laatsteDag": "2025-12-30"}},
		{manager, m + "/loonkostensubsidies", veld{
			"gemeente": eigenGemeente, "besluitkenmerk": p.merk(), "loonwaarde": geheimeLoonwaarde, "maandbedrag": "2963.87",
			"beslotenOp": "2025-08-21", "subsidieVanaf": "2025-08-04", "ontvangenOp": "2025-08-25",
		}},
		{consulent, "/v1/boventalligen", plus(eenVerklaring(), veld{"persoon": veld{"naam": p.merk(), "geboren": p.merk(), p.merk(): 1}})},
		{consulent, "/v1/boventalligen?" + p.merk() + "=1", eenVerklaring()},
		{consulent, "/v1/boventalligen", plus(eenVerklaring(), veld{"pseudoniem": p.merk()})},
	} {
		g := p.stuur(fout.token, "POST", fout.pad, fout.lichaam)
		assert.GreaterOrEqual(p.t, g.status, 400, fout.pad)
	}
}

// alles returns the cases, after every command and some that are refused.
func (p *werkproef) alles() []zaak {
	manager, consulent := p.ruim(toegang.Accountmanager), p.token[toegang.ConsulentSW]
	w, paden := p.werkgevers(manager)
	ms := p.kandidaten(manager)
	b := p.boventalligen(consulent)
	v := p.voorzieningen()
	p.weigeringen(manager, consulent, ms[0])
	paden = append(append(append(paden, w, p.kandidaat, v), ms...), b...)
	return []zaak{{paden: paden}}
}

// persoonlijk calls f with every personal field in v, which can be set, and what it holds.
func persoonlijk(v reflect.Value, pad string, f func(pad string, waarde any, open bool)) {
	if o, is := v.Addr().Interface().(interface{ Onthul() (any, bool) }); is {
		waarde, open := o.Onthul()
		f(pad, waarde, open)
		return
	}
	for i := range v.NumField() {
		if t := v.Type().Field(i); t.IsExported() && t.Type.Kind() == reflect.Struct {
			persoonlijk(v.Field(i), pad+"."+t.Name, f)
		}
	}
}

// onthuld returns what the personal fields of an event hold, opened with its key.
func (k *kantoor) onthuld(v *envelop.Verzegeld) (uit map[string][]byte, err error) {
	if v.Sleutel == [16]byte{} {
		return nil, nil
	}
	ctx, kopie := context.Background(), *v
	sleutel, err := k.kluis.Geef(ctx, v.Sleutel)
	if err != nil {
		return nil, err
	}
	if kopie.Persoonsdeel, err = k.j.Persoonsdeel(ctx, v.Positie); err != nil || kopie.Persoonsdeel == nil {
		return nil, err
	}
	r, err := k.codec.OpenMet(&kopie, sleutel)
	if err != nil {
		return nil, err
	}
	e := reflect.New(reflect.TypeOf(r.Event)).Elem()
	e.Set(reflect.ValueOf(r.Event))
	uit = map[string][]byte{}
	persoonlijk(e, v.Type, func(pad string, waarde any, open bool) {
		if open && err == nil {
			uit[pad], err = json.Marshal(waarde)
		}
	})
	return uit, err
}
