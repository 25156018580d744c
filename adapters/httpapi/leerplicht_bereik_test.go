package httpapi

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/toegang/toegangtest"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
)

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

func TestBereikVanSchoolMoetTeToetsenZijn(t *testing.T) {
	bron := open(t)
	nieuw := func(h toegang.Handeling) error {
		beleid := toegangtest.Beleid(t, toegangtest.Met(toegang.Standaard(), `@id("erbij")
			permit (principal in Rol::"school", action == Action::"`+string(h)+`", resource)
			when { resource has school && resource.school == principal.organisatie };`))
		_, err := New(Opties{
			Log: bron.j, Archief: bron.archief, Geschiedenis: bron.j, Zegel: bron.zegel, Leesmodellen: paniekmodellen{}, Abonnementen: geenAbonnementen{}, Wortel: geenWortel, Inzage: inzagelezer(t, bron.j, bron.kluis, bron.codec, bron.ldv, bron.klok.nu), Verwerkingslog: &verwerkingslog.Logboek{}, Rapporten: rapporten(), Typen: typen(),
			Tokens: toegang.NieuweIngang(bron.reg, nil, nil), Auditlog: bron.audit, Beleid: beleid, Geheim: [32]byte{1}, Nu: bron.klok.nu, Logboek: nieuwLogboek(&logboek{}),
		})
		return err
	}
	t.Run("een school beperken op een route of rapport dat geen school noemt kan niet", func(t *testing.T) {
		for _, h := range []toegang.Handeling{"stelPlanVast", "openLeerplichtdossier", toegang.Rapport("verzuimmeldingen-per-school")} {
			assert.ErrorContains(t, nieuw(h), "limits school", h)
		}
	})
	t.Run("op een route die haar noemt, in de inhoud of in de stroom, kan het wel", func(t *testing.T) {
		for _, h := range []toegang.Handeling{"ontvangVerzuimmelding", "sluitVerzuimmelding"} {
			require.NoError(t, nieuw(h), h)
		}
	})
	t.Run("wat een school noemt wordt getoetst, ook als het verder niets noemt", func(t *testing.T) {
		for _, b := range []betreft{{School: "school"}, {Gemeente: "gemeente"}, {Module: "module"}} {
			assert.True(t, b.genoemd())
		}
		assert.False(t, betreft{Stroom: true}.genoemd())
	})
}
