package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A boeking is what the events say of one mutatie, in cents.
type boeking struct {
	doel, soort, dag, grond, besluit, stroom string
	wijziging                                string // begrotingswijziging, such as "1 van 2023"
	nummer                                   int
	centen                                   int64
}

var boeksoorten = map[string]string{
	"voorziening-ingesteld": "beginsaldo", "toevoeging-geboekt": "toevoeging", "aanwending-geboekt": "aanwending", "vrijval-geboekt": "vrijval",
}

// naieveBoekingen reads every mutatie from the events; a later event about the same
// mutatie takes its place.
func naieveBoekingen(t *testing.T, feiten []feit) (uit []boeking) {
	t.Helper()
	for _, f := range feiten {
		soort, er := boeksoorten[f.soort]
		if !er {
			continue
		}
		b := boeking{f.tekst("doel"), soort, f.tekst("geboektOp") + f.tekst("ingesteldOp"), f.tekst("bbvGrond"), f.deel("besluitverwijzing").tekst("kenmerk"), f.stroom, "", f.getal("mutatie"), 0}
		if w := f.deel("begrotingswijziging"); w.data != nil {
			b.wijziging = fmt.Sprintf("%d van %d", w.getal("wijziging"), w.getal("begrotingsjaar"))
		}
		b.centen = centen(t, f.tekst("bedrag")+f.tekst("beginsaldo"))
		uit = slices.DeleteFunc(uit, func(x boeking) bool { return x.stroom == b.stroom && x.nummer == b.nummer })
		uit = append(uit, b)
	}
	return uit
}

func euro(centen int64) string { return fmt.Sprintf("%d.%02d", centen/100, centen%100) }

// naiefVerloop adds up the mutaties of a doel in a quarter.
func naiefVerloop(t *testing.T, feiten []feit, doel, kwartaal string) string {
	t.Helper()
	var begin, eerder int64
	in := map[string]int64{}
	for _, b := range naieveBoekingen(t, feiten) {
		teken := int64(-1)
		if b.soort == "beginsaldo" || b.soort == "toevoeging" {
			teken = 1
		}
		switch k := kwartaalVan(b.dag); {
		case b.doel != doel || k > kwartaal:
		case k < kwartaal:
			eerder += teken * b.centen
		default:
			in[b.soort] += b.centen
		}
	}
	begin = eerder + in["beginsaldo"]
	schatting, op := "", ""
	for _, f := range feiten {
		if dag := f.tekst("geschatOp"); f.soort == "verplichting-opnieuw-geschat" && f.tekst("doel") == doel && kwartaalVan(dag) <= kwartaal && dag >= op {
			schatting, op = f.tekst("schatting"), dag
		}
	}
	herschat := "nee"
	if op != "" && op[:4] == kwartaal[:4] {
		herschat = "ja"
	}
	eind := begin + in["toevoeging"] - in["aanwending"] - in["vrijval"]
	return strings.Join([]string{
		doel, kwartaal, euro(begin), euro(in["beginsaldo"]), euro(in["toevoeging"]), euro(in["aanwending"]), euro(in["vrijval"]), euro(eind), schatting, op, herschat,
	}, "|")
}

// Question 9, of the accountant. The jaarrekening and the afrekening with gemeenten are
// no streams in Kroniek, so that the last equality of the question (= jaarrekening) is
// held against what the events add up to, which is what a jaarrekening would take over.
func TestQuestion9OverAYear(t *testing.T) {
	k := vragenServer(t)
	r := k.als(t, accountant, "voorzieningen", "")
	mutaties := k.als(t, accountant, "voorzieningmutaties", "herkomst=true")
	doelen := []string{"boventalligen", "huur", "viola"}

	t.Run("begin, toevoeging, aanwending, vrijval en eind per kwartaal: wat uit de gebeurtenissen is op te tellen, tot op de cent", func(t *testing.T) {
		k.draagt(t, r, k.kop)
		var naief []string
		for _, doel := range doelen {
			for n := 1; n <= 4; n++ {
				naief = append(naief, naiefVerloop(t, k.feiten, doel, fmt.Sprintf("%s-K%d", vragenjaar, n)))
			}
		}
		assert.Equal(t, naief, r.tabel("doel", "kwartaal", "beginsaldo", "waarvanIngebracht", "toevoegingen", "aanwendingen", "vrijval", "eindsaldo", "schatting", "geschatOp", "herschatDitJaar"))
	})
	t.Run("ook zoals bekend op een dag waarop het tweede kwartaal nog niet was afgesloten", func(t *testing.T) {
		toen := k.als(t, accountant, "voorzieningen", "bekendOp=2023-07-03&doel=viola")
		assert.Equal(t, naiefVerloop(t, totDag(k.feiten, "2023-07-03"), "viola", "2023-K2"), toen.tabel("doel", "kwartaal", "beginsaldo", "waarvanIngebracht",
			"toevoegingen", "aanwendingen", "vrijval", "eindsaldo", "schatting", "geschatOp", "herschatDitJaar")[1])
		assert.NotContains(t, r.tabel("doel", "kwartaal", "schatting"), toen.tabel("doel", "kwartaal", "schatting")[1], "the estimate of the quarter came after it")
	})
	t.Run("eindsaldo = som mutaties", func(t *testing.T) {
		for _, doel := range doelen {
			var som int64
			for _, x := range mutaties.Regels {
				if x.Waarden["doel"] != doel {
					continue
				}
				n := centen(t, tekstVan(x.Waarden["bedrag"]))
				if s := x.Waarden["soort"]; s == "aanwending" || s == "vrijval" {
					n = -n
				}
				som += n
			}
			laatste := ""
			for _, x := range r.Regels {
				if x.Waarden["doel"] == doel {
					laatste = tekstVan(x.Waarden["eindsaldo"])
				}
			}
			assert.Equal(t, euro(som), laatste, doel)
		}
	})
	t.Run("geen negatief saldo, ook niet tussen twee mutaties", func(t *testing.T) {
		saldo := map[string]int64{}
		lijst := naieveBoekingen(t, k.feiten)
		slices.SortStableFunc(lijst, func(a, b boeking) int { return strings.Compare(a.dag, b.dag) })
		for _, b := range lijst {
			if b.soort == "aanwending" || b.soort == "vrijval" {
				b.centen = -b.centen
			}
			saldo[b.doel] += b.centen
			assert.GreaterOrEqual(t, saldo[b.doel], int64(0), "%s %s", b.doel, b.dag)
		}
		for _, x := range r.Regels {
			for _, kolom := range []string{"beginsaldo", "eindsaldo"} {
				assert.False(t, strings.HasPrefix(tekstVan(x.Waarden[kolom]), "-"), "%v", x.Waarden)
			}
		}
	})
	t.Run("per mutatie onderbouwing en BBV-grond", func(t *testing.T) {
		var naief []string
		for _, b := range naieveBoekingen(t, k.feiten) {
			naief = append(naief, fmt.Sprintf("%s|%d|%s|%s|%s|%s|%s|%s", b.stroom, b.nummer, b.soort, b.dag, euro(b.centen), b.grond, b.besluit, b.wijziging))
		}
		assert.ElementsMatch(t, naief, mutaties.tabel("voorziening", "mutatie", "soort", "geboektOp", "bedrag", "bbvGrond", "besluit", "begrotingswijziging"))
		for _, x := range mutaties.Regels {
			assert.NotEmpty(t, x.Waarden["bbvGrond"])
			assert.NotEmpty(t, x.Waarden["besluit"])
			assert.Len(t, x.Herkomst, 1, "no mutatie of this year was corrected")
		}
	})
	t.Run("bij een toevoeging staat het besluit of de begrotingswijziging waar zij op rust", func(t *testing.T) {
		vastgesteld := map[string]string{} // of every begrotingswijziging, the day on which it was adopted
		for _, f := range k.feiten {
			if f.soort == "begrotingswijziging-vastgesteld" {
				vastgesteld[fmt.Sprintf("%d van %d", f.getal("wijziging"), f.getal("begrotingsjaar"))] = f.tekst("genomenOp")
			}
		}
		met, zonder := 0, 0
		for _, x := range mutaties.Regels {
			w := tekstVan(x.Waarden["begrotingswijziging"])
			switch {
			case w == "":
				assert.NotEmpty(t, x.Waarden["besluit"])
				zonder++
				continue
			case x.Waarden["soort"] != "toevoeging":
				assert.Fail(t, "only a toevoeging rests on one", "%v", x.Waarden)
			}
			met++
			require.Contains(t, vastgesteld, w)
			assert.Equal(t, vastgesteld[w], x.Waarden["besluitOp"], "the besluit is that of the begrotingswijziging")
			assert.Equal(t, "algemeen-bestuur", x.Waarden["orgaan"])
		}
		require.Positive(t, met)
		require.Positive(t, zonder)
	})
	t.Run("de schatting is dit jaar opnieuw beoordeeld, elk kwartaal", func(t *testing.T) {
		geschat := map[string]int{}
		for _, f := range k.feiten {
			if f.soort == "verplichting-opnieuw-geschat" {
				geschat[f.tekst("doel")]++
			}
		}
		for _, doel := range doelen {
			assert.Equal(t, 4, geschat[doel], doel)
		}
		for _, x := range r.Regels {
			assert.Equal(t, "ja", x.Waarden["herschatDitJaar"])
		}
	})
	t.Run("bij één persoon is geen naam, reden of ziekte zichtbaar", func(t *testing.T) {
		boventalligen := 0
		for _, f := range k.feiten {
			if f.soort == "boventallig-verklaard" {
				boventalligen++
				assert.NotContains(t, f.data, "persoon")
			}
		}
		require.Positive(t, boventalligen)
		for _, rol := range []string{secretaris, accountant} {
			for _, naam := range []string{"voorzieningen", "voorzieningmutaties", "boventalligen"} {
				pad := fmt.Sprintf("/v1/rapporten/%s?bekendOp=%d", naam, k.kop)
				a := k.vraag(t, http.MethodGet, pad+"&herkomst=true", k.tokens[rol], nil)
				if naam == "boventalligen" && rol == secretaris { // shielded: then the events behind a line are not named
					require.Equal(t, http.StatusConflict, a.Status)
					a = k.vraag(t, http.MethodGet, pad, k.tokens[rol], nil)
				}
				require.Equal(t, http.StatusOK, a.Status)
				regels := string(a.Body[strings.Index(string(a.Body), `"regels":[`):])
				regels, _, _ = strings.Cut(regels, `"titel"`)
				for _, woord := range []string{"Medewerker", "(verzonnen)", "ziek", "pensioen", "naar-werk", "nieuw-werk", "boventallige-"} {
					assert.NotContains(t, regels, woord, "%s als %s", naam, rol)
				}
			}
		}
		r := k.als(t, secretaris, "boventalligen", "")
		assert.EqualValues(t, 5, r.Volledigheid.Drempel)
		for _, x := range r.Regels {
			for kolom, w := range x.Waarden {
				if n, getal := w.(float64); getal {
					assert.True(t, n == 0 || n >= 5, "%s = %v", kolom, n)
				}
			}
		}
	})
}
