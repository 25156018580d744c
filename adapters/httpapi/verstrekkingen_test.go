package httpapi

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/toegang/toegangtest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/voorzieningen"
)

// A verstrekproef is a kantoor with a voorziening of March, and a report on it that
// was handed out on 1 April.
type verstrekproef struct {
	*kantoor
	voorziening string // path
	toevoeging  gekregen
	verstrekt   gekregen
	pad         string
	sleutel     string
}

func eenVerstrekking(vorm string) veld {
	return veld{"rapport": "voorzieningen", "vorm": vorm, "ontvangers": []string{"raad:GM0202", "dagelijks-bestuur"}}
}

func nieuweVerstrekproef(t *testing.T, vorm string) *verstrekproef {
	p := &verstrekproef{sleutel: versSleutel()}
	p.kantoor = open(t)
	p.voorziening = p.secretaris("/v1/voorzieningen", eenVoorziening()).is(201).kop.Get("Location")
	p.toevoeging = p.boek("toevoegingen", plus(eenMutatie(1, "300.25"), veld{"herkomst": "lasten", "geboektOp": "2026-03-02"}))
	p.klok.verder(30 * 24 * time.Hour) // 1 April
	p.verstrekt = p.secretaris("/v1/rapportverstrekkingen", eenVerstrekking(vorm), "Idempotency-Key", p.sleutel).is(201)
	p.pad = p.verstrekt.kop.Get("Location")
	return p
}

func (p *verstrekproef) boek(waar string, body veld) gekregen {
	return p.stuur(p.token[toegang.DagelijksBestuur], "POST", p.voorziening+"/"+waar, body).is(201)
}

// later records, after the report was handed out, a mutatie of March, a correction,
// one of May, and something that has nothing to do with it.
func (p *verstrekproef) later() (nagekomen, correctie, mei gekregen) {
	p.klok.verder(40 * 24 * time.Hour)
	p.secretaris("/v1/deelnames", goedeDeelname).is(201)
	opdracht := veld{"geldigVanaf": "2026-03-30"}
	nagekomen = p.boek("aanwendingen", plus(eenMutatie(2, "100.10"), veld{"geboektOp": "2026-03-30", "opdracht": opdracht}))
	correctie = p.boek("toevoegingen", plus(eenMutatie(1, "310.00"), veld{
		"herkomst": "lasten", "geboektOp": "2026-03-02", "opdracht": plus(zonderTekst, veld{"corrigeert": p.toevoeging.ontvangst().Gebeurtenissen[0].Id}),
	}))
	mei = p.boek("vrijvallen", plus(eenMutatie(3, "0.75"), veld{"geboektOp": "2026-05-04"}))
	return nagekomen, correctie, mei
}

func (p *verstrekproef) rapportbytes(token string, koppen ...string) gekregen {
	return p.stuur(token, "GET", p.pad+"/rapport", nil, koppen...)
}

func (p *verstrekproef) verschil(token, pad string) (v Rapportverschil) {
	p.t.Helper()
	p.stuur(token, "GET", pad, nil).is(200).lees(&v)
	return v
}

// centen adds up per line and column what changed.
func centen(t *testing.T, in map[string]recht.Bedrag, rs []Regelverschil) {
	for _, r := range rs {
		for kolom, w := range r.Verschil {
			cel := fmt.Sprint(r.Sleutel, kolom)
			if tekst, ok := w.(string); ok {
				b, err := recht.ParseBedrag(tekst)
				require.NoError(t, err)
				in[cel] += b
				continue
			}
			in[cel] += recht.Bedrag(w.(float64)) // a count, as encoding/json reads it
		}
	}
	for cel, n := range in {
		if n == 0 {
			delete(in, cel)
		}
	}
}

// TestQuestion11 is the eleventh question of raadsleden: what stood in the report
// that we got on 1 April, what would be in it now, and which events explain the difference?
func TestQuestion11(t *testing.T) {
	for _, vorm := range []string{"csv", "json"} {
		t.Run("als "+vorm, func(t *testing.T) {
			p := nieuweVerstrekproef(t, vorm)
			griffier := p.token[toegang.Griffier]
			toen := p.rapportbytes(griffier).is(200)
			nagekomen, correctie, mei := p.later()

			t.Run("het rapport is later byte voor byte te herhalen, met het vastgelegde kenmerk", func(t *testing.T) {
				nu := p.rapportbytes(griffier).is(200)
				assert.Equal(t, string(toen.lichaam), string(nu.lichaam))
				for _, rol := range []toegang.Rol{toegang.Auditor, toegang.Bestuurssecretaris, toegang.DagelijksBestuur} {
					ander := p.rapportbytes(p.token[rol]).is(200)
					assert.Equal(t, string(toen.lichaam), string(ander.lichaam), "whoever asks")
					assert.NotContains(t, string(ander.lichaam), "gevraagdDoor")
				}
				assert.Equal(t, toen.kop.Get("Content-Type"), nu.kop.Get("Content-Type"))
				som := sha256.Sum256(nu.lichaam)
				var v Rapportverstrekking
				p.stuur(griffier, "GET", p.pad, nil).is(200).lees(&v)
				assert.Equal(t, hex.EncodeToString(som[:]), v.Sha256)
				assert.EqualValues(t, len(nu.lichaam), v.Omvang)
				assert.Equal(t, p.verstrekt.ontvangst().Positie-1, v.BekendOp)
				assert.Equal(t, "2026-04-01", v.VerstrektOp.String())
				assert.Equal(t, []recht.Orgaan{"raad:GM0202", "dagelijks-bestuur"}, v.Ontvangers)
				assert.Contains(t, string(nu.lichaam), "300.25")
				assert.NotContains(t, string(nu.lichaam), "310.00")
			})
			t.Run("wie dezelfde opdracht herhaalt krijgt dezelfde verstrekking, wat er ook bij kwam", func(t *testing.T) {
				weer := p.secretaris("/v1/rapportverstrekkingen", eenVerstrekking(vorm), "Idempotency-Key", p.sleutel).is(201)
				assert.Equal(t, string(p.verstrekt.lichaam), string(weer.lichaam))
			})
			v := p.verschil(griffier, fmt.Sprintf("%s/verschil?naPositie=%d", p.pad, mei.ontvangst().Positie))
			t.Run("het verschil is tot op de cent de som van de genoemde gebeurtenissen", func(t *testing.T) {
				totaal, delen := map[string]recht.Bedrag{}, map[string]recht.Bedrag{}
				centen(t, totaal, v.Regels)
				for _, s := range v.Stappen {
					centen(t, delen, s.Regels)
				}
				require.NotEmpty(t, totaal)
				assert.Equal(t, totaal, delen)
				kwartaal := v.Regels[slices.IndexFunc(v.Regels, func(r Regelverschil) bool { return r.Sleutel["kwartaal"] == "2026-K1" })]
				assert.Equal(t, "9.75", kwartaal.Verschil["toevoegingen"])
				assert.Equal(t, "100.10", kwartaal.Verschil["aanwendingen"])
				assert.Equal(t, "-90.35", kwartaal.Verschil["eindsaldo"])
				assert.Equal(t, "300.25", kwartaal.Toen["toevoegingen"])
				assert.Equal(t, "310.00", kwartaal.Nu["toevoegingen"])
			})
			t.Run("genoemd zijn precies de drie die het rapport veranderden, met hun aard", func(t *testing.T) {
				type feit struct {
					positie int64
					aard    VerschilgebeurtenisAard
				}
				var is []feit
				for _, s := range v.Stappen {
					require.Len(t, s.Gebeurtenissen, 1)
					is = append(is, feit{s.Gebeurtenissen[0].Positie, s.Gebeurtenissen[0].Aard})
				}
				assert.Equal(t, []feit{
					{nagekomen.ontvangst().Positie, Nagekomen}, {correctie.ontvangst().Positie, Correctie}, {mei.ontvangst().Positie, Later},
				}, is)
				assert.Equal(t, p.toevoeging.ontvangst().Gebeurtenissen[0].Id, v.Stappen[1].Gebeurtenissen[0].Corrigeert)
				assert.Contains(t, v.Stappen[0].Gebeurtenissen[0].Type, "aanwending-geboekt")
			})
			t.Run("toen is het verstrekte rapport en nu het rapport van nu", func(t *testing.T) {
				assert.Equal(t, p.verstrekt.ontvangst().Positie-1, v.Van.Positie)
				nu := p.rapport(fmt.Sprintf("voorzieningen?bekendOp=%d", v.Tot.Positie))
				for _, r := range v.Regels {
					i := slices.IndexFunc(nu.Regels, func(x Rapportregel) bool {
						return x.Waarden["kwartaal"] == r.Sleutel["kwartaal"] && x.Waarden["doel"] == r.Sleutel["doel"]
					})
					require.GreaterOrEqual(t, i, 0)
					assert.Equal(t, nu.Regels[i].Waarden, r.Nu)
				}
			})
			t.Run("tot een eerder moment verklaart alleen wat er toen was, en dezelfde vraag kan zonder verstrekking", func(t *testing.T) {
				half := p.verschil(griffier, fmt.Sprintf("%s/verschil?tot=%d", p.pad, nagekomen.ontvangst().Positie))
				require.Len(t, half.Stappen, 1)
				los := p.verschil(griffier, fmt.Sprintf("/v1/rapporten/voorzieningen/verschil?van=%d&tot=%d", v.Van.Positie, v.Tot.Positie))
				assert.Equal(t, v.Regels, los.Regels)
				require.Len(t, los.Stappen, 3)
				dag := p.verschil(griffier, "/v1/rapporten/voorzieningen/verschil?van=2026-04-01")
				assert.Equal(t, v.Stappen, dag.Stappen)
				p.stuur(griffier, "GET", "/v1/rapporten/voorzieningen/verschil?van=4&tot=3", nil).is(409)
				p.stuur(griffier, "GET", "/v1/rapporten/voorzieningen/verschil?van=9999", nil).is(400)
				p.stuur(griffier, "GET", "/v1/rapporten/voorzieningen/verschil?kleur=rood", nil).is(400)
			})
		})
	}
}

func TestVerstrekkenAanWie(t *testing.T) {
	p := nieuweVerstrekproef(t, "csv")
	verstrek := func(anders veld) gekregen {
		return p.secretaris("/v1/rapportverstrekkingen", plus(eenVerstrekking("json"), anders))
	}
	kop := p.j.Kop()
	t.Run("een ontvanger die het rapport niet mag lezen krijgt het niet", func(t *testing.T) {
		g := verstrek(veld{"rapport": "gebeurtenistelling"}).is(409).probleem()
		assert.Equal(t, "rapportverstrekking/ontvanger-zonder-recht", g.Code)
	})
	t.Run("een rapport over afzonderlijke personen wordt niet verstrekt, ook niet aan de accountant", func(t *testing.T) {
		g := verstrek(veld{"rapport": "thuiszitterdossiers", "ontvangers": []string{"accountant"}}).is(409).probleem()
		assert.Equal(t, "rapportverstrekking/over-personen", g.Code)
	})
	t.Run("een persoon, een onbekend rapport, een dubbel filter en een toekomst worden geweigerd", func(t *testing.T) {
		assert.Equal(t, "rapportverstrekking/ontvangers", verstrek(veld{"ontvangers": []string{"jansen"}}).is(409).probleem().Code)
		verstrek(veld{"ontvangers": []string{}}).is(400)
		assert.Equal(t, "/rapport", verstrek(veld{"rapport": "bestaat-niet"}).is(400).probleem().Fouten[0].Pointer)
		dubbel := []veld{{"naam": "doel", "waarde": "huur"}, {"naam": "doel", "waarde": "viola"}}
		for naam, x := range map[string]struct {
			body                veld
			pointer, code, zegt string
		}{
			"een filter twee keer":          {veld{"filters": dubbel}, "/filters/1/naam", "uniqueItems", "Noem elk filter één keer."},
			"een filter dat er niet is":     {veld{"filters": []veld{{"naam": "doel", "waarde": "huur"}, {"naam": "kleur", "waarde": "rood"}}}, "/filters/1/naam", "onbekend", "Dit rapport kent dit filter niet"},
			"een waarde die er niet is":     {veld{"filters": []veld{{"naam": "kwartaal", "waarde": "nu"}}}, "/filters/0/waarde", "enum", "Geef een kwartaal zoals 2020-K1."},
			"filters als in de query":       {veld{"filters": veld{"doel": "huur"}}, "/filters", "type", "Hier hoort een lijst van objecten, elk met de velden naam en waarde."},
			"een filter zonder naam":        {veld{"filters": []veld{{"waarde": "huur"}}}, "/filters/0/naam", "required", "Dit veld is verplicht."},
			"een veld dat er niet hoort":    {veld{"filters": []veld{{"naam": "doel", "waarde": "huur", "kleur": "rood"}}}, "/filters/0", "onbekend", "De velden zijn: naam, waarde."},
			"een moment dat nog moet komen": {veld{"bekendOp": "9999"}, "/bekendOp", "maximum", "Deze positie is er nog niet."},
			"een moment dat niet bestaat":   {veld{"bekendOp": "2026-02-30"}, "/bekendOp", "format", "Geef een positie of een bestaande datum."},
		} {
			g := verstrek(x.body).is(400)
			f := g.probleem().Fouten
			require.NotEmpty(t, f, naam)
			assert.Equal(t, Fout{In: Body, Pointer: x.pointer, Code: x.code, Detail: f[0].Detail}, f[0], naam)
			assert.Contains(t, f[0].Detail, x.zegt, naam)
			assert.NotContains(t, string(g.lichaam), "rood", naam)
			assert.NotContains(t, string(g.lichaam), "query", naam)
		}
	})
	t.Run("alleen wie voorbereidt verstrekt; een proef zegt wat zou worden vastgelegd", func(t *testing.T) {
		p.stuur(p.token[toegang.Griffier], "POST", "/v1/rapportverstrekkingen", eenVerstrekking("csv")).is(403)
		o := p.secretaris("/v1/rapportverstrekkingen?proef=true", eenVerstrekking("csv")).is(200).ontvangst()
		require.Len(t, o.ZouVastleggen, 1)
		assert.Equal(t, "voorzieningen", o.ZouVastleggen[0].Data["rapport"])
		assert.Equal(t, kop, p.j.Kop(), "nothing of all this was recorded")
	})
	t.Run("wie het rapport niet mag lezen krijgt ook het verstrekte niet", func(t *testing.T) {
		for _, pad := range []string{"", "/rapport", "/verschil"} {
			p.stuur(p.token[toegang.Integrator], "GET", p.pad+pad, nil).is(403)
			p.stuur(p.token[toegang.Griffier], "GET", "/v1/rapportverstrekkingen/01890a5d-ac96-774b-bcce-b302099a8057"+pad, nil).is(404)
		}
	})
	t.Run("de vorm is die van de verstrekking, en een ongewijzigd rapport is 304", func(t *testing.T) {
		token := p.token[toegang.Griffier]
		g := p.rapportbytes(token, "Accept", "*/*").is(200)
		p.rapportbytes(token, "Accept", typeJSON).is(406)
		p.rapportbytes(token, "Accept", typeCSV, "If-None-Match", g.kop.Get("ETag")).is(304)
		assert.Contains(t, g.kop.Get("Content-Disposition"), "voorzieningen-bekend-op-2.csv")
	})
	t.Run("een eerder moment, een peildatum en een filter horen bij de verstrekking", func(t *testing.T) {
		g := verstrek(veld{"bekendOp": "2026-03-02", "peildatum": "2026-03-31", "filters": []veld{{"naam": "doel", "waarde": "boventalligen"}}}).is(201)
		var v Rapportverstrekking
		p.stuur(p.token[toegang.Auditor], "GET", g.kop.Get("Location"), nil).is(200).lees(&v)
		assert.EqualValues(t, 2, v.BekendOp)
		assert.Equal(t, "boventalligen", v.Filters[0].Waarde)
		var r Rapport
		p.stuur(p.token[toegang.Auditor], "GET", g.kop.Get("Location")+"/rapport", nil).is(200).lees(&r)
		assert.Equal(t, "2026-03-31", r.Peildatum.String())
		assert.EqualValues(t, 2, r.Volledigheid.Positie, "not how far the read model is now")
	})
}

func TestVerstrektGesimuleerd(t *testing.T) {
	k := open(t)
	k.secretaris("/v1/deelnames", goedeDeelname).is(201)
	verstrek := func(opdracht veld) (v Rapportverstrekking) {
		body := veld{"rapport": "deelnamematrix", "vorm": "json", "ontvangers": []string{"accountant"}, "opdracht": opdracht}
		pad := k.secretaris("/v1/rapportverstrekkingen", body).is(201).kop.Get("Location")
		k.stuur(k.token[toegang.Auditor], "GET", pad, nil).is(200).lees(&v)
		return v
	}
	t.Run("een rapport zonder verzonnen regels is niet gesimuleerd, tenzij de verstrekking zelf verzonnen is", func(t *testing.T) {
		assert.False(t, verstrek(veld{"gesimuleerd": false}).Gesimuleerd)
		assert.True(t, verstrek(veld{"gesimuleerd": true}).Gesimuleerd)
	})
	k.secretaris("/v1/deelnames", veld{"opdracht": veld{"gesimuleerd": true}, "gemeente": "GM0221", "module": "inkoop", "vanaf": "2020-01-01", "genomenOp": "2019-12-01"}).is(201)
	t.Run("staat er iets verzonnens in, dan is de verstrekking gesimuleerd, wat de verstrekker ook zegt", func(t *testing.T) {
		assert.True(t, verstrek(veld{"gesimuleerd": false}).Gesimuleerd)
		assert.True(t, verstrek(veld{"motivering": "Voor de accountant."}).Gesimuleerd)
	})
}

func TestVerstrektEnAfgeschermd(t *testing.T) {
	k := open(t)
	for _, g := range []string{"GM0202", "GM0221", "GM0226"} {
		k.secretaris("/v1/deelnames", met("GM0202", g)).is(201)
	}
	k.klok.verder(120 * 24 * time.Hour) // the figures of March stand
	g := k.secretaris("/v1/rapportverstrekkingen", veld{"rapport": "gebeurtenistelling", "vorm": "json", "ontvangers": []string{"accountant"}}).is(201)
	pad, auditor, secretaris := g.kop.Get("Location"), k.token[toegang.Auditor], k.token[toegang.Bestuurssecretaris]
	toen := k.stuur(auditor, "GET", pad+"/rapport", nil).is(200)
	for _, g := range []string{"GM0274", "GM0275", "GM0277", "GM0289", "GM0293", "GM0299"} {
		k.secretaris("/v1/deelnames", met("GM0202", g)).is(201)
	}
	t.Run("wat een verstrekker zonder recht op personen geeft is afgeschermd, ook voor wie dat recht heeft", func(t *testing.T) {
		var r Rapport
		toen.lees(&r)
		assert.Empty(t, r.Regels, "three events in March are too few")
		assert.EqualValues(t, 1, r.Volledigheid.Afgeschermd)
		assert.NotEmpty(t, k.rapport("gebeurtenistelling").Regels, "the auditor may ask for it himself")
	})
	k.klok.verder(150 * 24 * time.Hour) // and those of June and July by now
	kop := k.j.Kop()
	t.Run("het blijft byte voor byte gelijk, ook als er intussen cijfers zijn vastgesteld", func(t *testing.T) {
		assert.Equal(t, string(toen.lichaam), string(k.stuur(auditor, "GET", pad+"/rapport", nil).is(200).lichaam))
	})
	t.Run("het verschil noemt geen gebeurtenissen en toont niets dat afgeschermd is, ook van twee momenten niet", func(t *testing.T) {
		for _, q := range []string{pad + "/verschil?", "/v1/rapporten/gebeurtenistelling/verschil?van=1&"} {
			var v Rapportverschil
			k.stuur(secretaris, "GET", fmt.Sprintf("%stot=%d", q, kop), nil).is(200).lees(&v)
			assert.True(t, v.Afgeschermd)
			assert.NotEmpty(t, v.Toelichting)
			assert.Empty(t, v.Stappen)
			for _, r := range v.Regels {
				assert.GreaterOrEqual(t, r.Nu["aantal"], float64(5))
			}
		}
		var v Rapportverschil
		k.stuur(secretaris, "GET", "/v1/rapporten/gebeurtenistelling/verschil?van=2&tot=3", nil).is(200).lees(&v)
		assert.Empty(t, v.Regels, "two positions inside a month differ by one person")
		k.stuur(secretaris, "GET", "/v1/rapporten/thuiszitterdossiers/verschil?peildatum=2026-04-01", nil).is(403)
	})
	t.Run("wie recht op personen heeft krijgt bij een eigen vraag elke gebeurtenis", func(t *testing.T) {
		var v Rapportverschil
		k.stuur(auditor, "GET", "/v1/rapporten/gebeurtenistelling/verschil?van=1&tot=3", nil).is(200).lees(&v)
		assert.Len(t, v.Stappen, 2)
		k.stuur(auditor, "GET", fmt.Sprintf("%s/verschil?tot=%d", pad, kop), nil).is(200).lees(&v)
		assert.True(t, v.Afgeschermd, "what was handed out was shielded, so it is compared as such")
	})
}

func TestVerstrektNietMeerGelijk(t *testing.T) {
	p := nieuweVerstrekproef(t, "json")
	p.rapportbytes(p.token[toegang.Griffier]).is(200)
	anders := func(o *Opties, wijzig func(r *projections.Rapport)) {
		o.Rapporten = slices.Clone(o.Rapporten)
		i := slices.Index(o.Rapporten, voorzieningen.Rapport)
		kopie, model := *voorzieningen.Rapport, *voorzieningen.Rapport.Model
		kopie.Model = &model
		wijzig(&kopie)
		o.Rapporten[i] = &kopie
	}
	for naam, x := range map[string]struct {
		wijzig func(*Opties)
		zegt   string
	}{
		"het leesmodel een nieuwe versie heeft": {func(o *Opties) { anders(o, func(r *projections.Rapport) { r.Model.Versie++ }) }, "Het leesmodel voorzieningen had toen versie"},
		"de definitie anders luidt":             {func(o *Opties) { anders(o, func(r *projections.Rapport) { r.Definitie += " Nieuw." }) }, "De regels zijn gelijk"},
		"de regels zelf anders zijn": {func(o *Opties) {
			anders(o, func(r *projections.Rapport) {
				maak := r.Maak
				r.Maak = func(ctx context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
					u, err := maak(ctx, l, v)
					u.Regels = u.Regels[:len(u.Regels)-1]
					return u, err
				}
			})
		}, "De regels zelf zijn anders; van de gebeurtenissen tot en met positie 2 zijn er 0 vernietigd"},
		"de geschiedenis een andere is": {func(o *Opties) {
			o.Wortel = func(context.Context, es.Position) ([32]byte, error) { return [32]byte{7}, nil }
		}, "De geschiedenis tot en met die positie is een andere"},
		"het rapport er niet meer is": {func(o *Opties) {
			o.Rapporten = slices.DeleteFunc(slices.Clone(o.Rapporten), func(r *projections.Rapport) bool { return r == voorzieningen.Rapport })
		}, "Dit programma kent het rapport niet meer."},
	} {
		t.Run("als "+naam+" komt er geen rapport, en wel wat er is veranderd", func(t *testing.T) {
			o := p.opties
			x.wijzig(&o)
			ander, err := New(o)
			require.NoError(t, err)
			http := httptest.NewServer(ander.http.Handler)
			defer http.Close()
			oud := p.adres
			p.adres = http.URL
			defer func() { p.adres = oud }()
			g := p.rapportbytes(p.token[toegang.Griffier]).is(409).probleem()
			assert.Equal(t, "rapportverstrekking/niet-gelijk", g.Code)
			assert.Contains(t, g.Detail, x.zegt)
			assert.False(t, strings.Contains(g.Detail, "300.25"))
		})
	}
}

func TestVerstrektMetRechtOpPersonen(t *testing.T) {
	k := open(t, func(o *Opties) {
		o.Beleid = toegangtest.Beleid(t, toegangtest.Met(toegang.Standaard(), `@id("erbij")
			permit (principal in Rol::"bestuurssecretaris", action == Action::"personen", resource);`))
	})
	verstrek := func(ontvangers ...string) (pad string, v Rapportverstrekking) {
		g := k.secretaris("/v1/rapportverstrekkingen", veld{"rapport": "verzuimmeldingen", "vorm": "csv", "ontvangers": ontvangers}).is(201)
		pad = g.kop.Get("Location")
		k.stuur(k.token[toegang.Auditor], "GET", pad, nil).is(200).lees(&v)
		return pad, v
	}
	t.Run("heeft de verstrekker het recht en een ontvanger niet, dan is het afgeschermd", func(t *testing.T) {
		_, v := verstrek("accountant", "dagelijks-bestuur")
		assert.True(t, v.Afgeschermd)
	})
	t.Run("hebben allen het, dan niet, en dan krijgt ook niemand zonder dat recht het te lezen", func(t *testing.T) {
		pad, v := verstrek("accountant")
		assert.False(t, v.Afgeschermd)
		k.stuur(k.token[toegang.Auditor], "GET", pad+"/rapport", nil).is(200)
		k.stuur(k.token[toegang.Auditor], "GET", pad+"/verschil", nil).is(200)
		for _, wat := range []string{"/rapport", "/verschil"} {
			k.stuur(k.token[toegang.DagelijksBestuur], "GET", pad+wat, nil).is(403)
		}
	})
}
