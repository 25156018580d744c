package eventschemas

import (
	"maps"
	"reflect"
	"strings"
)

// modules holds the words of each module, by the folder of its package. Within a
// module they go before those that the modules share.
func modules() map[string]map[string]string {
	return map[string]map[string]string{
		"bestuur":               bestuurszaken(),
		"gegevensverwerking":    verwerkingszaken(),
		"archief":               archiefzaken(),
		"leerplicht":            samen(leerplichtzaken(), vrijstellingen()),
		"sw":                    swzaken(),
		"toegang":               toegangszaken(),
		"werkgeversservicepunt": wspzaken(),
	}
}

// omschrijving returns what field veld of t means, for the schema.
func omschrijving(t reflect.Type, veld string) (string, bool) {
	_, onder, _ := strings.Cut(t.PkgPath(), "/domain/")
	module, _, _ := strings.Cut(onder, "/")
	for _, woorden := range []map[string]string{modules()[module], algemeen()} {
		for _, sleutel := range []string{t.Name() + "." + veld, veld} {
			if s, ok := woorden[sleutel]; ok {
				return s, true
			}
		}
	}
	return "", false
}

// omschrijvingen are all of them, for the check that each is used.
func omschrijvingen() map[string]string {
	alles := algemeen()
	for module, woorden := range modules() {
		for veld, zin := range woorden {
			alles[module+"/"+veld] = zin
		}
	}
	return alles
}

// samen puts the words of one module together.
func samen(delen ...map[string]string) map[string]string {
	uit := map[string]string{}
	for _, d := range delen {
		maps.Copy(uit, d)
	}
	return uit
}
