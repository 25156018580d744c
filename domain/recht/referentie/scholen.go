package referentie

import (
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// BronScholen is the source of the vestigingen. Numbers of pupils were in it and
// were not taken: they add up several years. For primary, special and vocational
// education no list was found.
var BronScholen = Bron{
	Lijst:   "DUO open onderwijsdata, adressen van vestigingen in het voortgezet onderwijs",
	Gelezen: "pieterfranken/nl-highschools-dashboard, nl_highschools_full.csv@6ace449c (2025-09-03)",
	Vanaf:   recht.NieuweDatum(2025, 9, 3), Aangenomen: true,
}

// A School is a vestiging for voortgezet onderwijs in a gemeente of the MGR.
type School struct {
	Vestiging recht.Vestiging // BRIN and vestigingsnummer
	Gemeente  recht.Gemeentecode
	Regio     Vakantieregio // as DUO has it
	Naam      string
}

// Scholen returns the 44 vestigingen in order of number. Doesburg and Westervoort
// have none.
func Scholen() []School { return slices.Clone(scholen) }

// SchoolVan returns a vestiging; ok is false for one that is not in the list.
func SchoolVan(v recht.Vestiging) (School, bool) {
	i, ok := slices.BinarySearchFunc(scholen, v, func(s School, v recht.Vestiging) int {
		return strings.Compare(string(s.Vestiging), string(v))
	})
	if !ok {
		return School{}, false
	}
	return scholen[i], true
}

// scholen is in order of vestiging, and only read.
var scholen = []School{
	{"00JT03", "GM0202", Zuid, "Gereformeerde Scholengemeenschap Guido voor Lyceum HAVO MAVO VBO LWOO"},
	{"00TM00", "GM1734", Zuid, "Christelijk Scholengemeenschap voor Atheneum Havo Mavo Vbo Lwoo"},
	{"02SY00", "GM0274", Zuid, "Scholengemeenschap voor Vwo Dorenweerd College"},
	{"02VN00", "GM0277", Zuid, "Regionale Scholengemeenschap Het Rhedens voor Lyceum Havo Mavo Vbo"},
	{"02VN01", "GM0275", Zuid, "Regionale Scholengemeenschap Het Rhedens voor Lyceum Havo Mavo Vbo"},
	{"03RR00", "GM0226", Zuid, "Candea College Atheneum Havo Mavo Vmbo"},
	{"03RR04", "GM0226", Zuid, "Candea College Atheneum Havo Mavo Vmbo"},
	{"03RR07", "GM0226", Zuid, "Candea College Atheneum Havo Mavo Vmbo"},
	{"05FF00", "GM0202", Zuid, "Olympuscollege PC RK SGM voor Lyceum Havo Mavo"},
	{"05FF01", "GM0202", Zuid, "Olympuscollege PC RK SGM voor Lyceum Havo Mavo"},
	{"07PK00", "GM0202", Zuid, "Arentheem College Interconfessionele School voor Atheneum Gymnasium Havo Vmbo"},
	{"07PK04", "GM0275", Zuid, "Arentheem College Interconfessionele School voor Atheneum Gymnasium Havo Vmbo"},
	{"07PK05", "GM0202", Zuid, "Arentheem College Interconfessionele School voor Gymnasium Atheneum Havo Vmbo"},
	{"07PK06", "GM0202", Zuid, "Arentheem College Interconfessionele School voor Lyceum Havo Mavo Vbo Lwoo"},
	{"07PK07", "GM0275", Zuid, "Arentheem College Interconfessionele School voor Atheneum Gymnasium Havo Vmbo"},
	{"12NW00", "GM0202", Zuid, "Produs"},
	{"16SK00", "GM0299", Zuid, "Liemers College SGM voor LYC HAVO MAVO VBO LWOO"},
	{"16SK05", "GM0299", Zuid, "Liemers College SGM voor LYC HAVO MAVO VBO LWOO"},
	{"16SK07", "GM0299", Zuid, "Liemers College SGM voor Lyc Havo Mavo Vbo Lwoo"},
	{"16YV00", "GM0289", Midden, "Regionale Scholengemeenschap Pantarijn voor Lyc Havo Mavo Vbo Pro Lwoo"},
	{"16YV01", "GM0289", Midden, "Regionale Scholengemeenschap Pantarijn voor Lyc Havo Mavo Vbo Pro Lwoo"},
	{"16YV10", "GM0289", Midden, "Regionale Scholengemeenschap Pantarijn voor Lyc Havo Mavo Vbo Pro Lwoo"},
	{"17IM00", "GM1705", Zuid, "Over Betuwe College voor Ath Havo Mavo Vbo Lwoo"},
	{"17IM01", "GM1734", Zuid, "Over Betuwe College voor Ath Havo Mavo Vbo Lwoo"},
	{"17IM02", "GM1705", Zuid, "Over Betuwe College voor Ath Havo Mavo Vbo Lwoo"},
	{"17IM04", "GM1705", Zuid, "Over Betuwe College voor VMBO-t"},
	{"20RM00", "GM0202", Zuid, "Stedelijk Gymnasium Arnhem"},
	{"20TZ00", "GM0202", Zuid, "Lorentz Groep voor Vwo Havo Mavo Vbo Lwoo"},
	{"20TZ04", "GM1734", Zuid, "Lorentz Groep voor Vwo Havo Mavo Vbo Lwoo"},
	{"20TZ07", "GM0202", Zuid, "Lorentz Groep voor Vwo Havo Mavo Vbo Lwoo loc. Maarten van Rossem"},
	{"20TZ11", "GM1734", Zuid, "Lorentz Groep voor Vwo Havo Mavo Vbo Lwoo"},
	{"20TZ12", "GM0202", Zuid, "Lorentz Groep voor Vwo Havo Mavo Vbo Lwoo"},
	{"20TZ13", "GM0202", Zuid, "Lorentz Groep voor Vwo Havo Mavo Vbo Lwoo loc. ISK Groningensingel 1235"},
	{"20TZ14", "GM1734", Zuid, "Lorentz Groep voor Vwo Havo Mavo Vbo Lwoo, locatie Lyceum Elst Nijverheidsweg"},
	{"25GL00", "GM0202", Zuid, "Openb. SGM. Arnhem Noord. voor lyceum, havo, mavo en vbo"},
	{"25GL04", "GM0202", Zuid, "Openb. SGM. Arnhem Noord voor lyceum, havo, mavo en vbo"},
	{"25GL06", "GM0202", Zuid, "Openb. SGM. Arnhem Noord voor lyceum, havo, mavo en vbo"},
	{"25GL09", "GM0275", Zuid, "Openb. SGM. Arnhem Noordvoor lyceum, havo, mavo en vbo"},
	{"25GL10", "GM0202", Zuid, "Openb. SGM. Arnhem Noord. voor lyceum, havo, mavo en vbo"},
	{"25GL11", "GM0202", Zuid, "Openb. SGM. Arnhem Noord. voor lyceum, havo, mavo en vbo"},
	{"25GV10", "GM0275", Zuid, "Aeres VMBO Velp"},
	{"26JR01", "GM1705", Zuid, "Pro CollegeNijmegen/Bemmel voor Praktijkonderwijs"},
	{"26JT00", "GM0202", Zuid, "Praktijkschool Arentheem"},
	{"26NH00", "GM0275", Zuid, "De Tender School voor Praktijkonderwijs"},
}
