package toegang_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/toegang/toegangtest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// kleinschema is a schema of three acts for policies that a test writes.
const kleinschema = `
entity Rol enum ["auditor", "griffier", "integrator"];
entity Houder in [Rol] { organisatie: String, gemeente?: String, module?: String };
entity Bezoeker;
entity Zaak { gemeente?: String, module?: String, school?: String };
type Omstandigheden = { personen: Bool, machtiging: Bool };
action "over-personen";
action "personen", "lees" appliesTo { principal: [Houder], resource: [Zaak], context: Omstandigheden };
action "open" appliesTo { principal: [Houder, Bezoeker], resource: [Zaak], context: Omstandigheden };
action "gebeurtenis:x" in ["over-personen"] appliesTo { principal: [Houder], resource: [Zaak], context: Omstandigheden };
`

func klein(regels string) []toegang.Bron {
	return []toegang.Bron{{Naam: "klein.cedarschema", Tekst: kleinschema}, {Naam: "klein.cedar", Tekst: regels}}
}

// overs are all that an act may concern in this test: every gemeente, module and
// school that there is, and none.
func overs() (lijst []toegang.Over) {
	gemeenten, modules := []string{"", "GM9999"}, []string{""}
	for _, g := range recht.Gemeenten() {
		gemeenten = append(gemeenten, string(g.Code))
	}
	for _, m := range recht.Onderdelen() {
		modules = append(modules, string(m))
	}
	for _, g := range gemeenten {
		for _, m := range modules {
			for _, s := range []string{"", "99ZZ01", "99ZZ02", "MGR"} {
				lijst = append(lijst, toegang.Over{Gemeente: g, Module: m, School: s})
			}
		}
	}
	return lijst
}

// afwijkingen compares a policy with the table of expectations, for every act,
// every kind of holder and everything that an act may concern.
func afwijkingen(b *toegang.Beleid, v toegangtest.Verwachting, hs []toegang.Handeling, alles []toegang.Over, hoogstens int) (lijst []string) {
	for _, h := range hs {
		if len(lijst) >= hoogstens {
			return lijst
		}
		if b.Openbaar(h) != v[h].Iedereen {
			lijst = append(lijst, fmt.Sprintf("%s zonder token", h))
		}
		for _, rol := range toegang.Rollen() {
			for _, w := range toegang.Voorbeelden(rol) {
				bereik, met := b.Bereik(w, h), b.BereikMetMachtiging(w, h)
				for _, o := range alles {
					if mag := bereik.Omvat(o); mag != v.Mag(w, h, o) {
						lijst = append(lijst, fmt.Sprintf("%s voor %s van %q en %q over %+v: %t", h, rol, w.Gemeente, w.Module, o, mag))
					}
				}
				for _, o := range alles[:min(len(alles), 6)] {
					if mag := met.Omvat(o); mag != v.MagMetMachtiging(w, h, o) {
						lijst = append(lijst, fmt.Sprintf("%s voor %s met machtiging over %+v: %t", h, rol, o, mag))
					}
				}
				if bereik.Niets() == v.MagIets(w, h) {
					lijst = append(lijst, fmt.Sprintf("%s voor %s: niets is %t", h, rol, bereik.Niets()))
				}
			}
		}
	}
	return lijst
}

func TestPolicyAgainstExpectations(t *testing.T) {
	v := toegangtest.LeesVerwachting(t, "testdata/verwachting.txt")
	b := toegangtest.Beleid(t, toegang.Standaard())
	t.Run("de verwachting en het beleid kennen dezelfde handelingen", func(t *testing.T) {
		var namen []toegang.Handeling
		for h := range v {
			namen = append(namen, h)
		}
		slices.Sort(namen)
		assert.Equal(t, namen, b.Handelingen())
		require.NoError(t, b.Dekt(namen...))
	})
	t.Run("het schema kent de rollen van het programma", func(t *testing.T) {
		assert.Len(t, toegang.Rollen(), 14)
		for _, rol := range toegang.Rollen() {
			assert.NotEmpty(t, toegang.Voorbeelden(rol), rol)
			_, err := toegang.NieuwBeleid(toegangtest.Met(toegang.Standaard(), `@id("x") permit (principal in Rol::"`+string(rol)+`", action, resource);`)...)
			require.NoError(t, err, rol)
		}
	})
	t.Run("elke rol mag met elke handeling precies wat de verwachting zegt", func(t *testing.T) {
		assert.Empty(t, afwijkingen(b, v, b.Handelingen(), overs(), 100))
	})
	paar := []toegang.Over{{}, {Gemeente: "GM0202"}, {Gemeente: "GM0221"}, {Gemeente: "GM0202", Module: "inkoop"}, {Module: "inkoop"}, {School: "99ZZ01"}}
	for _, m := range recht.Modules() {
		paar = append(paar, toegang.Over{Module: string(m)}, toegang.Over{Gemeente: "GM0202", Module: string(m)})
	}
	merkt := func(bronnen []toegang.Bron, hs []toegang.Handeling) bool {
		return len(afwijkingen(toegangtest.Beleid(t, bronnen), v, hs, paar, 1)) > 0
	}
	// What a policy decides on: only there its absence can show.
	beslist := map[string][]toegang.Handeling{}
	for _, h := range b.Handelingen() {
		for _, w := range append(iedereen(), toegang.Wie{}) {
			for _, bereik := range []toegang.Bereik{b.Bereik(w, h), b.BereikMetMachtiging(w, h)} {
				for _, o := range paar {
					for _, id := range bereik.Oordeel(o).Regels {
						if !slices.Contains(beslist[id], h) {
							beslist[id] = append(beslist[id], h)
						}
					}
				}
			}
		}
	}
	// These forbid what nothing permits today: they are there in case something will.
	slot := map[string]string{
		"over-personen-alleen-met-dat-recht": "leerplicht-gebeurtenissen",
		"opsporing-niemand-anders":           "opsporing",

		"persoonsgegevens-opsporing-niemand-anders": "verdachte-lezen",
		"velden-opsporing-niemand-anders":           "velden-verdachte",
	}
	t.Run("control: elke regel die wordt weggehaald wordt gemerkt", func(t *testing.T) {
		for _, id := range regels(t) {
			bronnen := toegang.Standaard()
			if groep, ok := slot[id]; ok {
				bronnen = toegangtest.Met(bronnen, `@id("te-ruim") permit (principal in Rol::"griffier", action in Action::"`+groep+`", resource);`)
				assert.False(t, merkt(bronnen, beslist[id]), "%s holds it back", id)
			}
			assert.True(t, merkt(toegangtest.Zonder(t, bronnen, id), beslist[id]), id)
		}
	})
	t.Run("control: een regel die ruimer wordt, wordt gemerkt", func(t *testing.T) {
		assert.True(t, merkt(toegangtest.Met(toegang.Standaard(), `@id("te-ruim") permit (principal in Rol::"griffier", action in Action::"leerplicht-behandelen", resource)
			when { principal has gemeente && resource has gemeente && resource.gemeente == principal.gemeente };`), b.Handelingen()))
		assert.True(t, merkt(toegangtest.Met(toegang.Standaard(), `@id("te-ruim") permit (principal in Rol::"archivaris", action in Action::"velden-nummer", resource);`), b.Handelingen()))
		assert.True(t, merkt(toegangtest.Anders(t, toegang.Standaard(), "\n)\nwhen { resource has school && resource.school == principal.organisatie };", "\n);"), b.Handelingen()))
	})
}

// iedereen returns every kind of holder.
func iedereen() (lijst []toegang.Wie) {
	for _, rol := range toegang.Rollen() {
		lijst = append(lijst, toegang.Voorbeelden(rol)...)
	}
	return lijst
}

// regels returns the ids of all policies.
func regels(t *testing.T) (ids []string) {
	for _, b := range toegang.Standaard() {
		for regel := range strings.Lines(b.Tekst) {
			if id, ok := strings.CutPrefix(regel, `@id("`); ok {
				ids = append(ids, id[:strings.IndexByte(id, '"')])
			}
		}
	}
	require.Greater(t, len(ids), 20)
	return ids
}

func TestOverPersonen(t *testing.T) {
	b := toegangtest.Beleid(t, klein(`
		@id("personen-auditor") permit (principal in Rol::"auditor", action == Action::"personen", resource);
		@id("personen-eigen") permit (principal in Rol::"integrator", action == Action::"personen", resource)
			when { principal has gemeente && resource has gemeente && resource.gemeente == principal.gemeente };
		@id("ruim") permit (principal, action == Action::"gebeurtenis:x", resource);
		@id("lees") permit (principal in Rol::"griffier", action == Action::"lees", resource);
		@id("nee") forbid (principal, action in Action::"over-personen", resource) unless { context.personen };`))
	auditor, griffier, integrator := toegang.Voorbeelden(toegang.Auditor)[0], toegang.Voorbeelden(toegang.Griffier)[0], toegang.Voorbeelden(toegang.Integrator)[0]
	t.Run("wat over personen gaat ziet niemand zonder dat recht, ook als een regel het toelaat", func(t *testing.T) {
		assert.True(t, b.Bereik(auditor, "gebeurtenis:x").Alles())
		assert.True(t, b.Bereik(griffier, "gebeurtenis:x").Niets())
		assert.Equal(t, toegang.Uitspraak{Regels: []string{"nee"}}, b.Bereik(griffier, "gebeurtenis:x").Weigering())
		assert.True(t, b.Bereik(griffier, "lees").Alles(), "control: what is not about persons is not held back")
	})
	t.Run("het recht reikt zo ver als het beleid zegt, en wat erop rust niet verder", func(t *testing.T) {
		bereik := b.Bereik(integrator, "gebeurtenis:x")
		for o, mag := range map[toegang.Over]bool{{Gemeente: "GM0202"}: true, {Gemeente: "GM0221"}: false, {}: false} {
			assert.Equal(t, mag, b.MagPersonen(integrator, o), o)
			assert.Equal(t, mag, bereik.Omvat(o), o)
		}
		assert.True(t, bereik.VraagtGemeente())
		assert.False(t, bereik.VraagtModule() || bereik.VraagtSchool() || bereik.Alles() || bereik.Niets())
	})
	t.Run("welke handelingen over personen gaan staat in het schema", func(t *testing.T) {
		assert.True(t, b.OverPersonen("gebeurtenis:x"))
		assert.False(t, b.OverPersonen("lees"))
	})
}

func TestDenyByDefault(t *testing.T) {
	b := toegangtest.Beleid(t, klein(`
		@id("lees") permit (principal in Rol::"auditor", action == Action::"lees", resource);
		@id("open") permit (principal, action == Action::"open", resource);`))
	auditor, griffier := toegang.Voorbeelden(toegang.Auditor)[0], toegang.Voorbeelden(toegang.Griffier)[0]
	t.Run("een rol die niet is genoemd mag niets, en dat komt door geen regel", func(t *testing.T) {
		assert.Equal(t, toegang.Uitspraak{Mag: true, Regels: []string{"lees"}}, b.Bereik(auditor, "lees").Oordeel(toegang.Over{}))
		assert.Equal(t, toegang.Uitspraak{}, b.Bereik(griffier, "lees").Weigering())
	})
	t.Run("een handeling die niet is genoemd mag niemand", func(t *testing.T) {
		for _, h := range []toegang.Handeling{"schrijf", "over-personen", ""} {
			assert.True(t, b.Bereik(auditor, h).Niets(), h)
			assert.False(t, b.Bereik(auditor, h).Alles(), h)
			assert.False(t, b.Openbaar(h), h)
		}
	})
	t.Run("een leeg bereik omvat niets", func(t *testing.T) {
		var leeg toegang.Bereik
		assert.True(t, leeg.Niets())
		assert.False(t, leeg.Alles() || leeg.Omvat(toegang.Over{}) || leeg.VraagtGemeente())
	})
	t.Run("openbaar is alleen wat ook zonder token mag", func(t *testing.T) {
		assert.True(t, b.Openbaar("open"))
		assert.False(t, b.Openbaar("lees"))
	})
	t.Run("wat geen regel toelaat of het schema niet kent wordt met naam genoemd", func(t *testing.T) {
		require.NoError(t, b.Dekt("lees", "open"))
		err := b.Dekt("lees", "personen", "schrijf")
		require.ErrorIs(t, err, toegang.ErrBeleidOntbreekt)
		assert.Contains(t, err.Error(), "personen, schrijf")
		assert.NotContains(t, err.Error(), "lees")
	})
}

func TestPolicyTextIsChecked(t *testing.T) {
	const goed = `@id("lees") permit (principal in Rol::"auditor", action == Action::"lees", resource);`
	_, err := toegang.NieuwBeleid(klein(goed)...)
	require.NoError(t, err, "control")
	for naam, regels := range map[string]string{
		"een regel zonder id":                      `permit (principal, action == Action::"lees", resource);`,
		"twee regels met hetzelfde id":             goed + goed,
		"een handeling die het schema niet kent":   strings.Replace(goed, `"lees", r`, `"schrijf", r`, 1),
		"een rol die niet bestaat":                 strings.Replace(goed, `"auditor"`, `"baas"`, 1),
		"een kenmerk dat een zaak niet heeft":      `@id("x") permit (principal, action == Action::"lees", resource) when { resource.naam == "x" };`,
		"een kenmerk dat kan ontbreken, onbekeken": `@id("x") permit (principal, action == Action::"lees", resource) when { resource.gemeente == "GM0202" };`,
		"een regel voor een enkele houder":         `@id("x") permit (principal == Houder::"jan", action == Action::"lees", resource);`,
		"een houder in een voorwaarde":             `@id("x") permit (principal, action == Action::"lees", resource) when { principal == Houder::"jan" };`,
		"een regel over een enkele zaak":           `@id("x") permit (principal, action == Action::"lees", resource == Zaak::"7");`,
		"tekst die geen beleid is":                 `toestaan`,
	} {
		t.Run(naam+" wordt geweigerd", func(t *testing.T) {
			_, err := toegang.NieuwBeleid(klein(regels)...)
			require.ErrorIs(t, err, toegang.ErrBeleid)
		})
	}
	t.Run("een schema dat niet klopt wordt geweigerd", func(t *testing.T) {
		_, err := toegang.NieuwBeleid(toegang.Bron{Naam: "x.cedarschema", Tekst: "entity Houder in [Niets];"})
		require.ErrorIs(t, err, toegang.ErrBeleid)
	})
	t.Run("de fout noemt bestand en regel", func(t *testing.T) {
		_, err := toegang.NieuwBeleid(klein("\n\npermit (principal, action, resource);")...)
		assert.ErrorContains(t, err, "klein.cedar:3")
	})
}

func TestBereikIsRememberedForAll(t *testing.T) {
	b := toegangtest.Beleid(t, toegang.Standaard())
	v := toegangtest.LeesVerwachting(t, "testdata/verwachting.txt")
	var samen sync.WaitGroup
	for range 4 {
		samen.Go(func() {
			for _, h := range b.Handelingen()[:20] {
				for _, w := range toegang.Voorbeelden(toegang.ConsulentLeerplicht) {
					o := toegang.Over{Gemeente: "GM0202"}
					assert.Equal(t, v.Mag(w, h, o), b.Bereik(w, h).Omvat(o))
				}
			}
		})
	}
	samen.Wait()
}

func BenchmarkBereik(b *testing.B) {
	beleid := toegangtest.Beleid(b, toegang.Standaard())
	wie, h := toegang.Voorbeelden(toegang.ConsulentLeerplicht)[1], toegang.Gebeurtenis("nl.leerplichtzaken.verzuimmelding-ontvangen.v1")
	for b.Loop() {
		beleid.Bereik(wie, h).Omvat(toegang.Over{Gemeente: "GM0202"})
	}
}
