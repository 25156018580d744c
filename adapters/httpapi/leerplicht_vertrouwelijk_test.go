package httpapi

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/toegang/toegangtest"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
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

// afwijking returns the first line in which two readers differ.
func afwijking(een, ander []string) string {
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
			assert.Empty(t, afwijking(b.gezien, a.gezien))
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
			ruim := toegangtest.Met(toegangtest.Zonder(t, toegang.Standaard(), "opsporing-niemand-anders"), `@id("lek")
				permit (principal in Rol::"consulent-leerplicht",
					action == Action::"gebeurtenis:nl.leerplichtzaken.halt-verwijzing-gedaan.v1", resource);`)
			o.Beleid = toegangtest.Beleid(t, ruim)
		},
	}
	for naam, lek := range lekken {
		t.Run(naam, func(t *testing.T) {
			met, zonder := open(t, lek), open(t, lek)
			zakenMet, zakenZonder := met.verhaal(true), zonder.verhaal(false)
			a := met.neemWaar(met.ruim(toegang.ConsulentLeerplicht), zakenMet)
			b := zonder.neemWaar(zonder.ruim(toegang.ConsulentLeerplicht), zakenZonder)
			assert.NotEmpty(t, afwijking(b.gezien, a.gezien))
		})
	}
	t.Run("de types van Halt en proces-verbaal zijn alle zes vertrouwelijk", func(t *testing.T) {
		for _, typ := range append(halt.Events.EverStored(), procesverbaal.Events.EverStored()...) {
			assert.True(t, verdacht.MatchString(typ), typ)
		}
	})
}
