package httpapi

import (
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/toegang/toegangtest"
)

// onder opens an office whose policy is bronnen.
func onder(t *testing.T, bronnen []toegang.Bron) *kantoor {
	return open(t, func(o *Opties) { o.Beleid = toegangtest.Beleid(t, bronnen) })
}

// welke returns the places of the personal fields in an answer.
func welke(uit Dossierinzage) (paden []string) {
	for _, v := range uit.Persoon {
		paden = append(paden, v.Veld)
	}
	for _, g := range uit.Gebeurtenissen {
		for _, v := range g.Velden {
			paden = append(paden, v.Veld)
		}
	}
	slices.Sort(paden)
	return slices.Compact(paden)
}

// opMachtiging returns what an auditor reads of a dossier that may be read.
func opMachtiging(k *kantoor) (uit Dossierinzage) {
	auditor, dossier := k.token[toegang.Auditor], k.begin(k.ruim(toegang.ConsulentLeerplicht), "leerplichtdossiers", eenDossier())
	m := k.begin(auditor, "inzagemachtigingen", veld{
		"dossierstroom": "leerplichtdossier-" + laatste(dossier), "geldigTot": "2026-03-10", "opdracht": veld{"motivering": "Steekproef 7."},
	})
	k.stuur(k.token[toegang.FunctionarisGegevensbescherming], "POST", m+"/toestemmingen", veld{}).is(201)
	k.stuur(auditor, "GET", dossier+"/persoonsgegevens?machtiging="+laatste(m), nil, "Raadpleegreden", "kwaliteitscontrole").is(200).lees(&uit)
	return uit
}

func TestVeldPerRol(t *testing.T) {
	t.Run("een auditor leest op een machtiging wie het is, zonder nummer", func(t *testing.T) {
		assert.Equal(t, []string{"/geboren", "/naam"}, welke(opMachtiging(open(t))))
	})
	t.Run("control: dat doet de regel", func(t *testing.T) {
		assert.Contains(t, welke(opMachtiging(onder(t, toegangtest.Zonder(t, toegang.Standaard(), "geen-nummer-op-machtiging")))), "/bsn")
	})
	t.Run("zonder regel voor zijn rol krijgt wie het dossier mag lezen geen enkel veld", func(t *testing.T) {
		k := onder(t, toegangtest.Met(toegangtest.Zonder(t, toegang.Standaard(), "velden-consulent"), `@id("alleen-de-naam")
			permit (principal in Rol::"consulent-leerplicht", action == Action::"veld:nl.leerplichtzaken.leerplichtdossier-geopend.v1/naam", resource);`))
		consulent := k.ruim(toegang.ConsulentLeerplicht)
		var dossier, melding Dossierinzage
		k.stuur(consulent, "GET", k.begin(consulent, "leerplichtdossiers", eenDossier())+"/persoonsgegevens", nil).is(200).lees(&dossier)
		assert.Equal(t, []string{"/naam"}, welke(dossier), "the one field that has a rule")
		g := k.stuur(consulent, "GET", k.begin(consulent, "verzuimmeldingen", eenMelding())+"/persoonsgegevens", nil).is(200)
		g.lees(&melding)
		assert.Empty(t, welke(melding))
		assert.NotContains(t, string(g.lichaam), "Voorbeeld")
	})
}

// behandeld returns a melding of the own school that came late, was taken up and disputed.
func behandeld(k *kantoor) string {
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	m := k.begin(k.token[toegang.School], "verzuimmeldingen", plus(eenMelding(), veld{"ontvangenOp": "2026-02-27"}))
	dossier := k.begin(consulent, "leerplichtdossiers", eenDossier())
	k.doorloop(consulent, m,
		vervolgstap{"inbehandelingnemingen", veld{"genomenOp": "2026-02-28", "dossier": laatste(dossier)}},
		vervolgstap{"betwistingen", veld{"nummer": 1, "betwistOp": "2026-03-01", "van": "Een ouder", "bezwaren": "Wij zijn het oneens."}},
		vervolgstap{"zienswijzen", veld{"nummer": 1, "gegevenOp": "2026-03-01", "zienswijze": "Thuis gaat het niet."}},
	)
	return m
}

func TestVeldVanEenAntwoord(t *testing.T) {
	namen := leesBeschrijvingVan(t).velden["Verzuimmelding"]
	require.Equal(t, []string{"betwistingen", "dossier", "signalen", "zienswijzen"}, namen)
	getoond := func(k *kantoor, token, m string) (uit []string) {
		var velden map[string]any
		k.stuur(token, "GET", m, nil).is(200).lees(&velden)
		for _, n := range namen {
			if _, ok := velden[n]; ok {
				uit = append(uit, n)
			}
		}
		return uit
	}
	k := open(t)
	m := behandeld(k)
	t.Run("een school ziet niet hoe haar melding wordt behandeld, consulent en auditor wel", func(t *testing.T) {
		assert.Empty(t, getoond(k, k.token[toegang.School], m))
		assert.Equal(t, namen, getoond(k, k.ruim(toegang.ConsulentLeerplicht), m))
		assert.Equal(t, namen, getoond(k, k.token[toegang.Auditor], m))
	})
	t.Run("control: het beleid beslist dat per veld", func(t *testing.T) {
		k := onder(t, toegangtest.Met(toegangtest.Zonder(t, toegang.Standaard(), "velden-behandeling-auditor"), `@id("dossier-voor-school")
			permit (principal in Rol::"school", action == Action::"veld:Verzuimmelding/dossier", resource);`))
		m := behandeld(k)
		assert.Equal(t, []string{"dossier"}, getoond(k, k.token[toegang.School], m))
		assert.Empty(t, getoond(k, k.token[toegang.Auditor], m))
	})
}

func leesBeschrijvingVan(t *testing.T) *beschrijving {
	b, err := leesBeschrijving()
	require.NoError(t, err)
	return b
}

// TestNoPersonalFieldOutsideTheRules walks over all that the description says may be
// answered. A personal field leaves only as a Persoonsveld, on which the policy rules.
func TestNoPersonalFieldOutsideTheRules(t *testing.T) {
	k := open(t)
	namen := map[string]bool{}
	for _, paden := range k.server.inzage.Velden() {
		for _, pad := range paden {
			namen[pad[strings.LastIndex(pad, "/")+1:]] = true
		}
	}
	require.Greater(t, len(namen), 25)
	fout := func(doc *openapi3.T) (uit []string) {
		gezien := map[*openapi3.Schema]bool{}
		for _, item := range doc.Paths.Map() {
			for _, op := range item.Operations() {
				for status, a := range op.Responses.Map() {
					for _, inhoud := range a.Value.Content {
						if strings.HasPrefix(status, "2") {
							uit = append(uit, losseVelden(inhoud.Schema, "", namen, gezien)...)
						}
					}
				}
			}
		}
		slices.Sort(uit)
		return slices.Compact(uit)
	}
	doc, err := openapi3.NewLoader().LoadFromData(openapiYAML)
	require.NoError(t, err)
	assert.Equal(t, openbaarMetDieNaam(), fout(doc), "a property with the name of a personal field: is it one, then it needs x-veld; is it not, say so here")
	t.Run("control: een nummer in een antwoord wordt gemerkt", func(t *testing.T) {
		doc.Components.Schemas["Betwistingstand"].Value.Properties["bsn"] = openapi3.NewSchemaRef("", openapi3.NewStringSchema())
		assert.Contains(t, fout(doc), "Betwistingstand.bsn")
	})
}

// losseVelden returns the properties below s that have the name of a personal field
// and no rule of their own.
func losseVelden(s *openapi3.SchemaRef, van string, namen map[string]bool, gezien map[*openapi3.Schema]bool) (uit []string) {
	if s == nil || gezien[s.Value] {
		return nil
	}
	gezien[s.Value] = true
	if s.Ref != "" {
		van = s.Ref[strings.LastIndex(s.Ref, "/")+1:]
	}
	for naam, p := range s.Value.Properties {
		if _, regel := p.Value.Extensions[veldregel]; namen[naam] && !regel {
			uit = append(uit, van+"."+naam)
		}
		uit = append(uit, losseVelden(p, van+"."+naam, namen, gezien)...)
	}
	uit = append(uit, losseVelden(s.Value.Items, van, namen, gezien)...)
	for _, meer := range []openapi3.SchemaRefs{s.Value.AllOf, s.Value.AnyOf, s.Value.OneOf} {
		for _, d := range meer {
			uit = append(uit, losseVelden(d, van, namen, gezien)...)
		}
	}
	return uit
}

// openbaarMetDieNaam lists what is public, with a name that elsewhere is of a
// personal field.
func openbaarMetDieNaam() []string {
	return []string{
		"Abonnement.naam", "Filterkeuze.naam", "Inzagedossier.naam", "Inzageoverzicht.toelichting", "Kolom.naam", "Lijstdossier.dossier",
		"Norm.naam", "Rapport.naam", "Rapportbeschrijving.naam", "Rapportparameter.naam", "Rapportverschil.naam", "Rapportverschil.toelichting",
		"Rapportverschil.van", "Vacature.uren", "Vernietigingskandidaat.dossier", "Verwerkingsactiviteit.naam", "Voorstel.van", "Vrijstelling.eindreden",
	}
}
