package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A thuiszitperiode is what the events say of one pupil at home.
type thuiszitperiode struct{ gemeente, aard, begin, tot, plicht string }

// op returns in which class the period is on a day; nothing when it is in none.
// Weeks are calendar weeks: whether vakanties count is not in the source.
func (p thuiszitperiode) op(dag string) string {
	vierWeken := plusDagen(p.begin, 4*7)
	switch {
	case dag < p.begin || p.tot != "" && dag >= p.tot:
		return ""
	case dag > plusMaanden(p.begin, 3):
		return "meer dan 3 maanden"
	case dag > vierWeken:
		return "meer dan 4 weken"
	case p.aard == "absoluut":
		return "tot en met 4 weken"
	}
	return ""
}

// naieveThuiszitters works out from the events who was at home.
func naieveThuiszitters(feiten []feit) map[string]map[int]thuiszitperiode {
	uit := map[string]map[int]thuiszitperiode{}
	for _, f := range feiten {
		n := f.getal("thuiszitperiode")
		switch f.soort {
		case "thuiszitter-aangemerkt":
			if uit[f.stroom] == nil {
				uit[f.stroom] = map[int]thuiszitperiode{}
			}
			tot := uit[f.stroom][n].tot
			uit[f.stroom][n] = thuiszitperiode{f.tekst("gemeente"), f.tekst("verzuimaard"), f.tekst("verzuimVanaf"), tot, f.tekst("plicht")}
		case "terugkeer-naar-school-vastgesteld":
			p := uit[f.stroom][n]
			p.tot = f.tekst("terugOp")
			uit[f.stroom][n] = p
		case "leerplichtdossier-gesloten":
			laatste := 0
			for i := range uit[f.stroom] {
				laatste = max(laatste, i)
			}
			if p, er := uit[f.stroom][laatste]; er && p.tot == "" {
				p.tot = f.tekst("geslotenOp")
				uit[f.stroom][laatste] = p
			}
		}
	}
	return uit
}

// naiefVrijgesteld works out from the events whose dossier has a vrijstelling on a day.
func naiefVrijgesteld(feiten []feit, dag string) map[string]bool {
	duren := map[string]feit{}
	for _, f := range feiten {
		switch {
		case f.tekst("vrijgesteldVanaf") != "" && f.soort != "vrijstelling-aan-duo-geleverd":
			duren[f.stroom] = f
		case f.tekst("afgewezenOp") != "":
			delete(duren, f.stroom)
		}
	}
	uit := map[string]bool{}
	for _, f := range duren {
		if f.tekst("dossier") != "" && f.tekst("vrijgesteldVanaf") <= dag && dag < f.tekst("vrijgesteldTot") {
			uit[f.tekst("dossier")] = true
		}
	}
	return uit
}

func telThuiszitters(feiten []feit, dag string) map[string]int {
	uit, vrij := map[string]int{}, naiefVrijgesteld(feiten, dag)
	for dossier, perioden := range naieveThuiszitters(feiten) {
		if vrij[dossier] {
			continue
		}
		for _, p := range perioden {
			if klasse := p.op(dag); klasse != "" {
				uit[p.gemeente+"|"+klasse]++
			}
		}
	}
	return uit
}

// dossierstappen says how a step in a dossier is called, and on which day it was.
var dossierstappen = map[string][2]string{
	"leerplichtdossier-geopend":         {"dossier geopend", "geopendOp"},
	"gesprek-gevoerd":                   {"gesprek gevoerd", "gevoerdOp"},
	"mas-route-gekozen":                 {"route %s gekozen", "gekozenOp"},
	"absoluut-verzuim-vastgesteld":      {"absoluut verzuim vastgesteld", "verzuimVanaf"},
	"absoluut-verzuim-beeindigd":        {"absoluut verzuim beëindigd", "verzuimTot"},
	"thuiszitter-aangemerkt":            {"thuiszitter aangemerkt", "aangemerktOp"},
	"terugkeer-naar-school-vastgesteld": {"terug op school", "terugOp"},
	"leerplichtdossier-gesloten":        {"dossier gesloten", "geslotenOp"},

	"vrijstelling-van-rechtswege-vastgesteld":  {"vrijstelling vastgesteld", "vastgesteldOp"},
	"vervangende-leerplicht-toegestaan":        {"vervangende leerplicht toegestaan", "beslotenOp"},
	"vervangende-leerplicht-verlengd":          {"vervangende leerplicht verlengd", "beslotenOp"},
	"vrijstelling-kwalificatieplicht-verleend": {"vrijstelling verleend", "beslotenOp"},
	"vrijstelling-beeindigd":                   {"vrijstelling beëindigd", "vrijgesteldTot"},
}

// naieveDossiers lists who is at home on a day, how long, and what was done last.
func naieveDossiers(feiten []feit, dag string) (uit []string) {
	vrij := naiefVrijgesteld(feiten, dag)
	for stroom, perioden := range naieveThuiszitters(feiten) {
		if vrij[stroom] {
			continue
		}
		for _, p := range perioden {
			klasse := p.op(dag)
			if klasse == "" {
				continue
			}
			stap, stapOp := "", ""
			for _, f := range feiten {
				s, er := dossierstappen[f.soort]
				if op := f.tekst(s[1]); er && (f.stroom == stroom || f.tekst("dossier") == stroom) && op <= dag && op >= stapOp {
					stap, stapOp = s[0], op
					if strings.Contains(stap, "%") {
						stap = fmt.Sprintf(stap, f.tekst("route"))
					}
				}
			}
			dagen := 0
			for plusDagen(p.begin, dagen) < dag {
				dagen++
			}
			uit = append(uit, fmt.Sprintf("%s|%s|%s|%s|%d|%s|%s|%s", p.gemeente, stroom, p.aard, p.begin, dagen, klasse, stap, stapOp))
		}
	}
	return uit
}

func perKlasse(r httpRapport) map[string]int {
	uit := map[string]int{}
	for _, x := range r.Regels {
		n, _ := x.Waarden["aantal"].(float64)
		uit[fmt.Sprintf("%v|%v", x.Waarden["gemeente"], x.Waarden["duurklasse"])] += int(n)
	}
	return uit
}

const eenOktober = "2023-10-01"

// Question 4, of the leerplichtambtenaar.
func TestQuestion4OverAYear(t *testing.T) {
	k := vragenServer(t)
	toenBekend := totDag(k.feiten, eenOktober)
	toen := k.als(t, leerplichter, "thuiszitters", "peildatum="+eenOktober+"&bekendOp="+eenOktober)
	nu := k.als(t, leerplichter, "thuiszitters", "peildatum="+eenOktober+"&herkomst=true")

	t.Run("per gemeente en duur: wat uit de gebeurtenissen alleen is na te rekenen, op elke eerste van een maand", func(t *testing.T) {
		k.draagt(t, nu, k.kop, "THUISZITTER")
		assert.Equal(t, eenOktober, nu.Volledigheid.Peildatum)
		iemand := 0
		for maand := 1; maand <= 12; maand++ {
			dag := fmt.Sprintf("%s-%02d-01", vragenjaar, maand)
			naief := telThuiszitters(k.feiten, dag)
			assert.Equal(t, naief, perKlasse(k.als(t, leerplichter, "thuiszitters", "peildatum="+dag)), dag)
			iemand += len(naief)
		}
		require.Greater(t, iemand, 6)
	})
	t.Run("hoe lang al, en welke stap als laatste is gezet", func(t *testing.T) {
		kolommen := []string{"gemeente", "dossier", "verzuim", "sinds", "dagen", "duurklasse", "laatsteStap", "laatsteStapOp"}
		for _, dag := range []string{"2023-04-01", "2023-07-01", eenOktober, "2023-12-01"} {
			r := k.als(t, leerplichter, "thuiszitterdossiers", "peildatum="+dag)
			assert.ElementsMatch(t, naieveDossiers(k.feiten, dag), r.tabel(kolommen...), dag)
		}
	})
	t.Run("wie een vrijstelling heeft telt vanaf die dag niet mee, en dat scheelt in dit jaar", func(t *testing.T) {
		zonder := slices.DeleteFunc(slices.Clone(k.feiten), func(f feit) bool { return strings.HasPrefix(f.stroom, "vrijstelling-") })
		scheelt := 0
		for maand := 1; maand <= 12; maand++ {
			dag := fmt.Sprintf("%s-%02d-01", vragenjaar, maand)
			vrij := naiefVrijgesteld(k.feiten, dag)
			for _, x := range k.als(t, leerplichter, "thuiszitterdossiers", "peildatum="+dag).Regels {
				assert.False(t, vrij[fmt.Sprint(x.Waarden["dossier"])], dag)
			}
			if fmt.Sprint(telThuiszitters(zonder, dag)) != fmt.Sprint(telThuiszitters(k.feiten, dag)) {
				scheelt++
			}
		}
		assert.Positive(t, scheelt, "the year has a thuiszitter with a vrijstelling")
	})
	t.Run("stand bekend op 1-10 en nu bekend over 1-10 zijn beide opvraagbaar", func(t *testing.T) {
		assert.Equal(t, toenBekend[len(toenBekend)-1].positie, toen.BekendOp.Positie)
		assert.Equal(t, telThuiszitters(toenBekend, eenOktober), perKlasse(toen))
		assert.Equal(t, telThuiszitters(k.feiten, eenOktober), perKlasse(nu))
		assert.NotEqual(t, perKlasse(toen), perKlasse(nu), "the year has a thuiszitter who was reported late")
	})
	t.Run("met de verklarende late meldingen", func(t *testing.T) {
		a := k.vraag(t, http.MethodGet, fmt.Sprintf("/v1/rapporten/thuiszitters/verschil?van=%d&tot=%d&peildatum=%s", toen.BekendOp.Positie, k.kop, eenOktober), k.tokens[leerplichter], nil)
		require.Equal(t, http.StatusOK, a.Status, string(a.Body))
		var v httpVerschil
		require.NoError(t, json.Unmarshal(a.Body, &v))
		verklaard, laat := slices.Clone(toenBekend), 0
		for _, s := range v.Stappen {
			for _, g := range s.Gebeurtenissen {
				f := k.bijPositie([]int64{g.Positie})
				require.Len(t, f, 1)
				verklaard = append(verklaard, f[0])
				assert.Equal(t, "nagekomen", g.Aard, "it held on the first of October, and was recorded after it")
				assert.Greater(t, f[0].dag, eenOktober)
				if f[0].soort == "thuiszitter-aangemerkt" {
					laat++
					assert.LessOrEqual(t, plusDagen(f[0].tekst("verzuimVanaf"), 4*7), eenOktober, "at home before that day, and found to be so after it")
				}
			}
		}
		require.Positive(t, laat)
		assert.Equal(t, telThuiszitters(k.feiten, eenOktober), telThuiszitters(verklaard, eenOktober), "what was known then and the named events make what is known now")
		delen := map[string]float64{}
		for _, s := range v.Stappen {
			somPerCel(s.Regels, delen)
		}
		assert.Equal(t, somPerCel(v.Regels, map[string]float64{}), delen)
	})
	t.Run("cellen onder de drempel zijn afgeschermd, ook via aftrek van totalen", func(t *testing.T) {
		for _, dag := range []string{"2023-04-01", "2023-07-01", eenOktober} {
			k.afgeschermd(t, dag)
		}
	})
	t.Run("wie geen recht op personen heeft krijgt geen dossiers", func(t *testing.T) {
		a := k.vraag(t, http.MethodGet, "/v1/rapporten/thuiszitterdossiers?peildatum="+eenOktober, k.tokens[commissieOW], nil)
		assert.Equal(t, http.StatusForbidden, a.Status)
	})
}

// afgeschermd holds what a commissie gets against the true numbers: nothing under five,
// and no remainder under five either.
func (k *jaarkantoor) afgeschermd(t *testing.T, dag string) {
	t.Helper()
	waar := 0
	for _, n := range telThuiszitters(k.feiten, dag) {
		waar += n
	}
	r := k.als(t, commissieOW, "thuiszitters", "peildatum="+dag)
	assert.EqualValues(t, 5, r.Volledigheid.Drempel)
	assert.Contains(t, r.Volledigheid.Aangenomen, "KLEINE_AANTALLEN")
	zichtbaar := 0
	for gemeente, n := range perKlasse(r) {
		assert.GreaterOrEqual(t, n, 5, "%s %s", dag, gemeente)
		zichtbaar += n
	}
	rest := waar - zichtbaar
	assert.True(t, rest == 0 || zichtbaar == 0, "%s: %d of %d shown, so that the rest can be subtracted", dag, zichtbaar, waar)
	if waar > 0 && waar < 5 {
		assert.Empty(t, r.Regels)
		assert.Positive(t, r.Volledigheid.Afgeschermd)
	}
}
