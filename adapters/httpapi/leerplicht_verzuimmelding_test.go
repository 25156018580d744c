package httpapi

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
)

func (k *kantoor) melding(token, pad string) (m Verzuimmelding) {
	k.t.Helper()
	k.stuur(token, "GET", pad, nil).is(200).lees(&m)
	return m
}

func TestVerzuimmelding(t *testing.T) {
	k := open(t)
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	laat := plus(eenMelding(), veld{"ontvangenOp": "2026-02-27", "uren": 18, "startkwalificatie": false, "telefoons": []string{"0612345678"}})
	sleutel := versSleutel()
	g := k.stuur(consulent, "POST", "/v1/verzuimmeldingen", laat, "Idempotency-Key", sleutel).is(201)
	pad := g.kop.Get("Location")

	t.Run("een melding opent een stroom naar de opdracht, en een herhaling vindt dezelfde", func(t *testing.T) {
		o := g.ontvangst()
		assert.Equal(t, "verzuimmelding-"+laatste(pad), o.Stroom)
		assert.Len(t, o.Gebeurtenissen, 2, "the melding, and the signal that it was late")
		weer := k.stuur(consulent, "POST", "/v1/verzuimmeldingen", laat, "Idempotency-Key", sleutel).is(201)
		assert.Equal(t, string(g.lichaam), string(weer.lichaam))
		k.stuur(consulent, "POST", "/v1/verzuimmeldingen", eenMelding(), "Idempotency-Key", sleutel).is(409)
	})
	t.Run("de stand noemt school, dagen, kenmerken en signalen, met de revisie als ETag", func(t *testing.T) {
		g := k.stuur(consulent, "GET", pad, nil).is(200)
		assert.Equal(t, `"1"`, g.kop.Get("ETag"))
		m := k.melding(consulent, pad)
		assert.Equal(t, verzuimmelding.Geregistreerd, m.Status)
		assert.Equal(t, leerplicht.School(eigenSchool), m.School)
		assert.Equal(t, verzuimmelding.TeLaat, m.Tijdigheid)
		assert.Equal(t, "2026-02-20", m.UiterlijkOp.String())
		assert.Equal(t, leerplicht.Leerplicht, m.Plicht)
		assert.Equal(t, []Signaalstand{{Signaal: "te-laat-gemeld"}}, m.Signalen)
		assert.True(t, m.Gesimuleerd)
	})
	t.Run("een signaal verandert de status niet; een mens beoordeelt het", func(t *testing.T) {
		k.doorloop(consulent, pad, vervolgstap{"drempeltoetsen", veld{"verzuim": []veld{{"dag": "2026-02-02", "minuten": 480}, {"dag": "2026-02-03", "minuten": 480}}}},
			vervolgstap{"signaaloordelen", veld{"signaal": "te-laat-gemeld", "oordeel": "verworpen", "beoordeeldOp": "2026-03-01"}})
		m := k.melding(consulent, pad)
		assert.Equal(t, verzuimmelding.Geregistreerd, m.Status)
		assert.Equal(t, verzuimmelding.Verworpen, m.Signalen[0].Oordeel)
		assert.Equal(t, Signaalstand{Signaal: "drempel-bereikt"}, m.Signalen[1])
		k.stuur(consulent, "POST", pad+"/signaaloordelen", veld{"opdracht": zonderTekst, "signaal": "geen-plicht-op-leeftijd", "oordeel": "verworpen", "beoordeeldOp": "2026-03-01"}).is(409)
	})
	t.Run("wie de melding betwist en wat ouders vinden krijgt een plaats en een oordeel", func(t *testing.T) {
		k.doorloop(consulent, pad, vervolgstap{"betwistingen", veld{"nummer": 1, "betwistOp": "2026-02-28", "van": "een ouder", "bezwaren": "De uren kloppen niet."}},
			vervolgstap{"zienswijzen", veld{"nummer": 1, "gegevenOp": "2026-02-28", "zienswijze": "Er was een reden."}},
			vervolgstap{"betwistingen/1/afhandelingen", veld{"uitkomst": "gehandhaafd", "afgehandeldOp": "2026-03-01"}})
		m := k.melding(consulent, pad)
		require.Len(t, m.Betwistingen, 1)
		assert.Equal(t, verzuimmelding.Gehandhaafd, m.Betwistingen[0].Uitkomst)
		assert.Equal(t, 1, m.Zienswijzen)
		k.stuur(consulent, "POST", pad+"/betwistingen/2/afhandelingen", veld{"opdracht": zonderTekst, "uitkomst": "aangepast", "afgehandeldOp": "2026-03-01"}).is(409)
	})
	t.Run("van behandeling naar afsluiting, en elke status gaat naar DUO", func(t *testing.T) {
		dossier := k.begin(consulent, "leerplichtdossiers", eenDossier())
		p := k.stuur(consulent, "POST", pad+"/afsluitingen", veld{"opdracht": zonderTekst, "sluitreden": "verzuim-gestopt", "afgeslotenOp": "2026-03-01"}).is(409).probleem()
		assert.Equal(t, "verzuimmelding/niet-in-behandeling", p.Code)
		k.doorloop(consulent, pad, vervolgstap{"inbehandelingnemingen", veld{"genomenOp": "2026-02-28", "dossier": laatste(dossier)}},
			vervolgstap{"statusleveringen", veld{"status": "in-behandeling", "geleverdOp": "2026-02-28"}},
			vervolgstap{"afsluitingen", veld{"sluitreden": "vervolg-elders", "afgeslotenOp": "2026-03-01", "opmerking": "Besproken.", "contactGemeente": veld{"naam": "A. Consulent"}}})
		m := k.melding(consulent, pad)
		assert.Equal(t, verzuimmelding.Afgesloten, m.Status)
		assert.Equal(t, verzuimmelding.InBehandeling, m.GeleverdeStatus)
		assert.Equal(t, leerplicht.VervolgElders, m.Sluitreden)
		assert.Equal(t, laatste(dossier), m.Dossier.String())
		assert.Equal(t, "2026-03-01", m.StatusOp.String())
	})
	t.Run("een status die van de school is, of niet meer bestaat, gaat niet naar DUO", func(t *testing.T) {
		for status, code := range map[string]string{"ingetrokken": "status-van-ander", "geregistreerd": "status-van-ander", "overgedragen-aan-derden": "status-vervallen", "in-behandeling": "status-anders"} {
			p := k.stuur(consulent, "POST", pad+"/statusleveringen", veld{"opdracht": zonderTekst, "status": status, "geleverdOp": "2026-03-01"}).is(409).probleem()
			assert.Equal(t, "verzuimmelding/"+code, p.Code, status)
		}
	})
	t.Run("een correctie vervangt wat is ontvangen, en noemt de gebeurtenis die zij verbetert", func(t *testing.T) {
		g := k.stuur(consulent, "POST", "/v1/verzuimmeldingen", eenMelding()).is(201)
		pad := g.kop.Get("Location")
		anders := plus(eenMelding(), veld{"verzuimsoort": "LUXE"})
		k.stuur(consulent, "POST", pad+"/correcties", anders).is(409)
		anders["opdracht"] = plus(zonderTekst, veld{"corrigeert": g.ontvangst().Gebeurtenissen[0].Id})
		k.stuur(consulent, "POST", pad+"/correcties", anders).is(201)
		m := k.melding(consulent, pad)
		assert.Equal(t, verzuimmelding.Luxe, m.Verzuimsoort)
		assert.Equal(t, verzuimmelding.GeenTermijn, m.Tijdigheid)
	})
	t.Run("ter kennisgeving aannemen en intrekken eindigen de melding elk op hun manier", func(t *testing.T) {
		for waar, w := range map[string]struct {
			veld   string
			status verzuimmelding.Status
		}{"kennisnemingen": {"aangenomenOp", verzuimmelding.TerKennisgeving}, "intrekkingen": {"ingetrokkenOp", verzuimmelding.Ingetrokken}} {
			pad := k.begin(consulent, "verzuimmeldingen", eenMelding())
			k.doorloop(consulent, pad, vervolgstap{waar, veld{w.veld: "2026-03-01"}})
			assert.Equal(t, w.status, k.melding(consulent, pad).Status)
		}
	})
	t.Run("een proef toont dat een persoonsgegeven er is, niet wat het is", func(t *testing.T) {
		kop := k.j.Kop()
		g := k.stuur(consulent, "POST", "/v1/verzuimmeldingen?proef=true", laat).is(200)
		data := g.ontvangst().ZouVastleggen[0].Data
		for _, naam := range []string{"naam", "geboren", "bsn", "uren", "startkwalificatie", "telefoons"} {
			assert.Equal(t, "[persoonsgegeven]", data[naam], naam)
		}
		assert.NotContains(t, data, "onderwijsnummer", "what was not given is no field")
		assert.Equal(t, eigenSchool, data["school"])
		assert.Equal(t, kop, k.j.Kop())
	})
}

func TestBereikVanMeldingen(t *testing.T) {
	k := open(t)
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	eigen := k.token[toegang.ConsulentLeerplicht] // of one gemeente
	school := k.token[toegang.School]
	elders := plus(eenMelding(), veld{"gemeente": andereGemeente, "school": andereSchool})
	vanHier, vanElders := k.begin(consulent, "verzuimmeldingen", eenMelding()), k.begin(consulent, "verzuimmeldingen", elders)
	intrekking := veld{"opdracht": zonderTekst, "ingetrokkenOp": "2026-03-01"}
	kennisneming := veld{"opdracht": zonderTekst, "aangenomenOp": "2026-03-01"}

	t.Run("een consulent van een gemeente legt alleen daar meldingen vast", func(t *testing.T) {
		k.stuur(eigen, "POST", "/v1/verzuimmeldingen", elders).is(403)
		k.stuur(eigen, "POST", "/v1/verzuimmeldingen?proef=true", eenMelding()).is(200)
	})
	t.Run("een zaak van een andere gemeente is er niet, om te lezen en om te schrijven", func(t *testing.T) {
		nergens := "/v1/verzuimmeldingen/" + uuid.NewString()
		kop := k.j.Kop()
		for _, token := range []string{eigen, school} {
			anders := k.stuur(token, "GET", vanElders, nil).is(404).probleem()
			leeg := k.stuur(token, "GET", nergens, nil).is(404).probleem()
			anders.Instance, leeg.Instance = "", ""
			assert.Equal(t, leeg, anders)
			k.stuur(token, "POST", vanElders+"/correcties", plus(eenMelding(), veld{"opdracht": zonderTekst})).is(404)
			k.stuur(token, "POST", vanElders+"/intrekkingen", intrekking).is(404)
		}
		k.stuur(eigen, "POST", vanElders+"/kennisnemingen", kennisneming, "If-Match", `"0"`).is(404)
		assert.Equal(t, kop, k.j.Kop())
		k.stuur(eigen, "GET", vanHier, nil).is(200)
	})
	t.Run("in de geschiedenis staat een zaak van een andere gemeente als kale positie", func(t *testing.T) {
		f := k.feed(eigen, "?limiet=1000")
		require.Len(t, f.Gebeurtenissen, 2)
		assert.Contains(t, string(f.Gebeurtenissen[0].Gebeurtenis), eigenGemeente)
		assert.Nil(t, f.Gebeurtenissen[1].Gebeurtenis)
	})
	t.Run("een school meldt en trekt in, alleen voor zichzelf, en zet geen status van de gemeente", func(t *testing.T) {
		pad := k.begin(school, "verzuimmeldingen", eenMelding())
		k.stuur(school, "POST", "/v1/verzuimmeldingen", plus(eenMelding(), veld{"school": andereSchool})).is(403)
		k.stuur(school, "POST", pad+"/correcties", plus(eenMelding(), veld{"school": andereSchool})).is(403)
		k.stuur(school, "POST", pad+"/kennisnemingen", kennisneming).is(403)
		k.stuur(school, "GET", "/v1/gebeurtenissen", nil).is(403)
		k.stuur(school, "POST", pad+"/intrekkingen", intrekking).is(201)
		assert.Equal(t, verzuimmelding.Ingetrokken, k.melding(school, pad).Status)
	})
	t.Run("een school ziet de status, en niet het dossier, de signalen of wat ouders zeggen", func(t *testing.T) {
		dossier := k.begin(consulent, "leerplichtdossiers", eenDossier())
		pad := k.begin(school, "verzuimmeldingen", plus(eenMelding(), veld{"ontvangenOp": "2026-02-27"}))
		k.doorloop(consulent, pad, vervolgstap{"inbehandelingnemingen", veld{"genomenOp": "2026-02-28", "dossier": laatste(dossier)}},
			vervolgstap{"zienswijzen", veld{"nummer": 1, "gegevenOp": "2026-02-28", "zienswijze": "x"}},
			vervolgstap{"betwistingen", veld{"nummer": 1, "betwistOp": "2026-02-28", "bezwaren": "x"}})
		var m map[string]any
		k.stuur(school, "GET", pad, nil).is(200).lees(&m)
		for _, naam := range []string{"dossier", "signalen", "betwistingen", "zienswijzen"} {
			assert.NotContains(t, m, naam)
		}
		assert.Equal(t, "in-behandeling", m["status"])
		k.stuur(consulent, "GET", pad, nil).is(200).lees(&m)
		assert.Contains(t, m, "signalen", "control: a consulent sees it")
		assert.Contains(t, m, "dossier", "control: a consulent sees it")
	})
	t.Run("een melding wijst alleen naar een dossier dat de consulent kent", func(t *testing.T) {
		pad := k.begin(consulent, "verzuimmeldingen", eenMelding())
		verbaal := k.begin(k.ruim(toegang.Opsporingsambtenaar), "processen-verbaal", eenVerbaal())
		ander := k.begin(consulent, "leerplichtdossiers", plus(eenDossier(), veld{"gemeente": andereGemeente}))
		for _, id := range []string{laatste(verbaal), laatste(ander), laatste(pad), uuid.NewString()} {
			p := k.stuur(eigen, "POST", pad+"/inbehandelingnemingen", veld{"opdracht": zonderTekst, "genomenOp": "2026-02-28", "dossier": id}).is(400).probleem()
			assert.Equal(t, "/dossier", p.Fouten[0].Pointer)
			assert.NotContains(t, p.Fouten[0].Detail, id)
		}
		k.stuur(consulent, "POST", pad+"/inbehandelingnemingen", veld{"opdracht": zonderTekst, "genomenOp": "2026-02-28", "dossier": laatste(ander)}).is(201)
	})
}

func TestPersoonsnummerAanDeDeur(t *testing.T) {
	k := open(t)
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	tests := []struct {
		naam    string
		persoon veld
		fout    string // pointer and code; empty: goes through
	}{
		{"een BSN dat klopt", veld{"bsn": anderBSN}, ""},
		{"een onderwijsnummer dat klopt", veld{"onderwijsnummer": eenOnderwijsnummer}, ""},
		{"een BSN met een verkeerd cijfer", veld{"bsn": "999990018"}, "/persoon/bsn format"},
		{"een BSN van nullen", veld{"bsn": "000000000"}, "/persoon/bsn format"},
		{"een BSN van acht cijfers", veld{"bsn": "99999001"}, "/persoon/bsn pattern"},
		{"een BSN met punten", veld{"bsn": "99.99.90.019"}, "/persoon/bsn pattern"},
		{"een BSN als getal", veld{"bsn": 999990019}, "/persoon/bsn type"},
		{"een BSN als onderwijsnummer", veld{"onderwijsnummer": eenBSN}, "/persoon/onderwijsnummer pattern"},
		{"een onderwijsnummer met een verkeerd cijfer", veld{"onderwijsnummer": "100000005"}, "/persoon/onderwijsnummer format"},
		{"een onderwijsnummer als BSN", veld{"bsn": eenOnderwijsnummer}, "/persoon/bsn format"},
		{"een geboortedag die niet bestaat", veld{"bsn": eenBSN, "geboren": "2013-02-29"}, "/persoon/geboren format"},
	}
	for _, tt := range tests {
		t.Run(tt.naam, func(t *testing.T) {
			m := plus(eenMelding(), veld{"persoon": plus(veld{"naam": "Noor Voorbeeld", "geboren": "2012-05-20"}, tt.persoon)})
			g := k.stuur(consulent, "POST", "/v1/verzuimmeldingen?proef=true", m)
			if tt.fout == "" {
				g.is(200)
				return
			}
			fouten := g.is(400).probleem().Fouten
			require.Len(t, fouten, 1)
			assert.Equal(t, tt.fout, fouten[0].Pointer+" "+fouten[0].Code)
			for _, w := range tt.persoon {
				assert.NotContains(t, string(g.lichaam), fmt.Sprint(w))
			}
		})
	}
	t.Run("geen nummer en twee nummers worden geweigerd, met de regel", func(t *testing.T) {
		for _, p := range []veld{{}, {"bsn": eenBSN, "onderwijsnummer": eenOnderwijsnummer}} {
			m := plus(eenMelding(), veld{"persoon": plus(veld{"naam": "Noor Voorbeeld", "geboren": "2012-05-20"}, p)})
			g := k.stuur(consulent, "POST", "/v1/verzuimmeldingen", m).is(409)
			assert.Equal(t, "leerplicht/persoonsnummer", g.probleem().Code)
			assert.NotContains(t, string(g.lichaam), eenBSN)
		}
	})
	t.Run("een school zonder goede BRIN en vestiging", func(t *testing.T) {
		for _, s := range []string{"27GZ", "27gz01", "GZ2701", "27GZ011"} {
			f := k.stuur(consulent, "POST", "/v1/verzuimmeldingen", plus(eenMelding(), veld{"school": s})).is(400).probleem().Fouten
			assert.Equal(t, "/school pattern", f[0].Pointer+" "+f[0].Code, s)
		}
	})
}

// Whoever adds a route and forgets to look whether the role reaches the stream
// is stopped, before anything is decided.
func TestNietBekeken(t *testing.T) {
	s := &Server{}
	v := &verzoek{op: &operatie{betreft: betreft{Stroom: true}}}
	ctx := context.WithValue(context.Background(), verzoeksleutel{}, v)
	_, err := voerUit[verzuimmelding.Command](ctx, s, s.verzuimmeldingen(), "verzuimmelding-x", verzuimmelding.TrekIn{}, omstandigheden{bezig: v})
	require.ErrorIs(t, err, errNietBekeken)
	assert.Equal(t, 500, uitkomst(err).status)
}

// An event of another kind in a stream is an error, and is not passed over.
func TestBeeldenKennenHunStroom(t *testing.T) {
	for naam, b := range map[string]beeld{
		"verzuimmelding": &meldingbeeld{}, "leerplichtdossier": &dossierbeeld{}, "doorstroompunt": &doorstroombeeld{}, "halt": &haltbeeld{}, "procesverbaal": &verbaalbeeld{},
	} {
		t.Run("een gebeurtenis van elders is een fout in "+naam, func(t *testing.T) {
			err := b.neem(es.Recorded{Position: 7, Event: strings.NewReader("x")})
			require.ErrorIs(t, err, es.ErrUnknownType)
		})
	}
}
