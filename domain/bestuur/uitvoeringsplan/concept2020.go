package uitvoeringsplan

import (
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Planperiode of the concept of [Concept2020].
const (
	Concept2020Titel = "Uitvoeringsplan 2020-2023 MGR Sociaal Domein Centraal Gelderland (concept)"
	Concept2020Van   = 2020
	Concept2020Tot   = 2023 // last year
)

// Concept2020 returns the five onderdelen of the concept Uitvoeringsplan
// 2020-2023 of the MGR: titles as in its table of contents, and the digest of
// each text. The text itself is no part of Kroniek.
//
// The texts were cut by [KnipConcept2020] from the plain text rendering of the
// concept: UTF-8, 427 line ends, all LF; the SHA-256 of the whole file is
// f896d78dd35818a0bdd4597b7144c12d0338b864be8f88aa6c923027c47d2b1e.
func Concept2020() []Onderdeel {
	return []Onderdeel{
		{recht.Beheerorganisatie, "MGR beheerorganisatie", "6ddc374aad79618102d01825236ae6e471f0a8410faf33710498fcd635c7e9a7"},
		{recht.Inkoop, "Module Inkoop Sociaal Domein", "3419e740bbab7df8903dc68b1c1afccec4448ab06caf52259a33bca1ddbfc80c"},
		{recht.Onderwijszaken, "Module Onderwijszaken - RBL", "6ba4c6b1def979ef3d8dab892ffc722fd91864380ee67b369f3d8a14184313ee"},
		{recht.Werkgeversservicepunt, "Module Werkgeversservicepunt - WSP", "989336e6599f52a01343dbf73088efe19c0dde51f6892845842382a1c4367bad"},
		{recht.WerkgeverschapSW, "Module Werkgeverschap SW", "aebe129d97efceb5ede772bec83285e1172ed8054131762f2362ec9edd4cd32e"},
	}
}

// koppen2020 are the lines with which the onderdelen begin in the body of the
// concept; in its table of contents each is followed by a tab and a page.
func koppen2020() []string {
	return []string{
		"1. MGR beheerorganisatie", "2. Module Inkoop Sociaal Domein", "3. Module Onderwijszaken",
		"4. Module Werkgeversservicepunt", "5. Module Werkgeverschap SW",
	}
}

// KnipConcept2020 cuts the text of the concept into its five onderdelen, in the
// order of [Concept2020]. An onderdeel begins with the first line that equals its
// heading and ends before the next heading, or at the end of the text. Empty
// lines at its end are left out; every line, the last one too, ends with LF. Not
// a byte is changed otherwise. ok is false when a heading is missing or out of order.
func KnipConcept2020(tekst string) (delen []string, ok bool) {
	regels := strings.Split(tekst, "\n")
	var begin []int
	for i, r := range regels {
		if len(begin) < len(koppen2020()) && r == koppen2020()[len(begin)] {
			begin = append(begin, i)
		}
	}
	if len(begin) != len(koppen2020()) {
		return nil, false
	}
	begin = append(begin, len(regels))
	for i := range koppen2020() {
		deel := strings.TrimRight(strings.Join(regels[begin[i]:begin[i+1]], "\n"), "\n")
		delen = append(delen, deel+"\n")
	}
	return delen, true
}
