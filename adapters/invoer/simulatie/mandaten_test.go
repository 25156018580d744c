package simulatie

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// rest are the commands that have nothing to do with mandaten, without the number
// that counts them all.
func rest(os []Opdracht) (uit []Opdracht) {
	for _, o := range os {
		if !strings.Contains(o.Operatie, "Mandaat") {
			o.Nummer = 0
			uit = append(uit, o)
		}
	}
	return uit
}

func opdrachten(t *testing.T, inMandaat int) []Opdracht {
	t.Helper()
	g, err := Nieuw(Opties{Jaar: 2023, Zaad: 4, Schaal: 20})
	require.NoError(t, err)
	g.waarden["BST_IN_MANDAAT"] = inMandaat // begin again with that many
	*g = Generator{o: g.o, waarden: g.waarden, reeksen: map[string]int64{}, kalender: g.kalender, gewichten: g.gewichten, dag: g.dag, eind: g.eind}
	g.begin()
	var uit []Opdracht
	for {
		o, meer := g.Volgende()
		if !meer {
			return uit
		}
		uit = append(uit, o)
	}
}

func TestMandatenStandApart(t *testing.T) {
	t.Run("hoeveel er ook in mandaat wordt beslist, de rest van het jaar verandert niet", func(t *testing.T) {
		geen, veel := opdrachten(t, 1), opdrachten(t, 5000)
		require.Greater(t, len(veel), len(geen)+200)
		require.Equal(t, afdruk(t, rest(geen)), afdruk(t, rest(veel)))
	})
}

func TestMandatenHaveTheCases(t *testing.T) {
	gevallen := map[string]int{}
	genomen := map[string]recht.Datum{}
	for _, o := range opdrachten(t, 5000) {
		op := recht.DatumVan(o.Moment)
		switch o.Operatie {
		case "verleenMandaat":
			g, v := o.Body["genomenOp"].(recht.Datum), o.Body["vanaf"].(recht.Datum)
			if v.Voor(g) {
				gevallen["met terugwerkende kracht verleend"]++
			}
			if g.DagenTot(op) > 60 {
				gevallen["lang na het besluit vastgelegd"]++
			}
			if o.Body["tot"] != nil {
				gevallen["met een einde"]++
			}
			if o.Body["krachtens"] != nil {
				gevallen["ondermandaat"]++
			}
			if o.Body["mandaatgever"] == recht.AlgemeenBestuur {
				gevallen["door een ander orgaan"]++
			}
		case "trekMandaatIn":
			gevallen["ingetrokken"]++
		case "legBesluitInMandaatVast":
			toelichting := o.Body["opdracht"].(map[string]any)
			if toelichting["namens"] == nil {
				gevallen["zonder mandaat"]++
			}
			if o.Body["functie"].(interface{ Goed() bool }).Goed() {
				gevallen["besluiten"]++
			}
			genomen[o.Body["kenmerk"].(string)] = o.Body["genomenOp"].(recht.Datum)
		case "pasBesluitInMandaatToe":
			if o.Body["toegepastOp"] == genomen[o.Pad["kenmerk"]] {
				gevallen["op de dag zelf toegepast"]++
			}
		}
	}
	for _, geval := range []string{
		"met terugwerkende kracht verleend", "lang na het besluit vastgelegd", "met een einde", "ondermandaat", "door een ander orgaan",
		"ingetrokken", "zonder mandaat", "besluiten", "op de dag zelf toegepast",
	} {
		t.Run("een jaar heeft mandaten en besluiten: "+geval, func(t *testing.T) { require.Positive(t, gevallen[geval]) })
	}
}
