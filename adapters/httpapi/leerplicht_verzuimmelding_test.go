package httpapi

import (
	"fmt"
	"strings"
	"testing"

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

// An event of another kind in a stream is an error, and is not passed over.
func TestBeeldenKennenHunStroom(t *testing.T) {
	for naam, b := range map[string]beeld{
		"verzuimmelding": &meldingbeeld{}, "leerplichtdossier": &dossierbeeld{}, "doorstroompunt": &doorstroombeeld{}, "halt": &haltbeeld{}, "procesverbaal": &verbaalbeeld{},
		"vrijstelling": &vrijstellingbeeld{}, "verlof": &verlofbeeld{},
	} {
		t.Run("een gebeurtenis van elders is een fout in "+naam, func(t *testing.T) {
			err := b.neem(es.Recorded{Position: 7, Event: strings.NewReader("x")})
			require.ErrorIs(t, err, es.ErrUnknownType)
		})
	}
}
