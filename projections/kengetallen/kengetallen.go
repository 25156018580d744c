// Package kengetallen keeps figures that others published, each exactly as it was
// taken over, with its source. Nothing is added up: a published figure is quoted.
package kengetallen

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/kpi"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/recht/referentie"
	"github.com/mgr-sdcg/kroniek/projections"
)

// The columns of the report that can be filtered on.
const (
	kolomKenmerk   = "kenmerk"
	kolomOnderdeel = "onderdeel"
	kolomGemeente  = "gemeente"
	kolomIndicator = "indicator"
)

// Cijfers holds one row per figure.
var Cijfers = &projections.Tabel{
	Naam:    "cijfers",
	Sleutel: []projections.Kolom{{Naam: kolomKenmerk}},
	Velden: []projections.Kolom{
		{Naam: kolomOnderdeel},
		{Naam: "gebied"},
		{Naam: kolomGemeente},
		{Naam: kolomIndicator},
		{Naam: "waarde"},
		{Naam: "getallen"},
		{Naam: "eenheid"},
		{Naam: "periode"},
		{Naam: "geldigVanaf", Soort: projections.Datum},
		{Naam: "bronTitel"},
		{Naam: "bronVindplaats"},
		{Naam: "correcties", Soort: projections.Getal},
		{Naam: "gesimuleerd", Soort: projections.Getal},
	},
}

// Places of the columns in a row.
const (
	plaatsGeldigVanaf = 9
	plaatsCorrecties  = 12
	plaatsGesimuleerd = 13
)

// Projector fills the read model.
var Projector = &projections.Projector{
	Naam: "kengetallen", Versie: 1,
	Tabellen: []*projections.Tabel{Cijfers},
	Verwerk:  verwerk,
}

func verwerk(s projections.Schrijver, r es.Recorded) error {
	switch e := r.Event.(type) {
	case kpi.KPIOvergenomen:
		return zet(s, e.Cijfer, e.GeldigVanaf, 0, e.Gesimuleerd)
	case kpi.KPIGecorrigeerd:
		was, er, err := s.Huidig(Cijfers, e.Kenmerk)
		if err != nil {
			return err
		}
		if !er {
			return projections.ErrVolgorde
		}
		n, _ := was[plaatsCorrecties-1].(int64) // the fields, without the key
		return zet(s, e.Cijfer, e.GeldigVanaf, n+1, e.Gesimuleerd)
	}
	return nil
}

func zet(s projections.Schrijver, c kpi.Cijfer, vanaf recht.Datum, correcties int64, gesimuleerd bool) error {
	getallen := make([]string, len(c.Getallen))
	for i, g := range c.Getallen {
		getallen[i] = string(g)
	}
	dag := ""
	if !vanaf.IsZero() {
		dag = vanaf.String()
	}
	return s.Zet(Cijfers, c.Kenmerk, string(c.Onderdeel), c.Gebied, string(c.Gemeente), c.Indicator,
		c.Waarde, strings.Join(getallen, kpi.Scheiding), c.Eenheid, c.Periode, dag, c.Bron.Titel, c.Bron.Vindplaats,
		correcties, projections.JaNee(gesimuleerd))
}

// Rapport quotes the figures.
var Rapport = &projections.Rapport{
	Naam:  "kengetallen",
	Titel: "Gepubliceerde cijfers, met hun bron",
	Definitie: "Een regel per gepubliceerd cijfer, letterlijk zoals het in de bron staat, met de vindplaats. De MGR heeft deze cijfers niet zelf gemeten " +
		"en telt ze niet op. Onder getallen staat de waarde als exact getal, als zij niets anders is. Met een peildatum alleen cijfers over een periode die dan is begonnen.",
	Model:   Projector,
	Sleutel: []string{kolomKenmerk},
	Parameters: []projections.Parameter{
		{Naam: kolomKenmerk, Omschrijving: "kenmerk van een cijfer", Vorm: kenmerkvorm},
		{Naam: kolomOnderdeel, Omschrijving: "beheerorganisatie of een module", Waarden: onderdelen()},
		{Naam: kolomGemeente, Omschrijving: "CBS-code van de gemeente waarover het cijfer gaat", Vorm: gemeentevorm},
		{Naam: kolomIndicator, Omschrijving: "wat er is gemeten, letterlijk", Vorm: indicatorvorm},
	},
	Maatstaf: projections.Maatstaf{
		GeenNorm: "de MGR neemt deze cijfers over en toetst ze niet.", GeenLaat: "een cijfer van een ander heeft geen uiterste dag.",
	},
	Maak: maak,
}

// gemeentevorm takes any gemeente of the Netherlands: figures are compared with others.
var gemeentevorm = &projections.Vorm{
	Omschrijving: "de CBS-code van een Nederlandse gemeente, zoals GM0202, of niets",
	Past: func(s string) bool {
		_, bestaat := referentie.Gemeentenaam(recht.Gemeentecode(s))
		return s == "" || bestaat
	},
}

// The forms of what somebody else named, as they are taken over
// (adapters/httpapi/openapi.yaml): anything else is nowhere.
var (
	kenmerkvorm = &projections.Vorm{
		Omschrijving: "een kenmerk van hooguit 32 letters, cijfers, punten en streepjes, zoals B1",
		Past: func(s string) bool {
			return s != "" && len(s) <= 32 && !strings.ContainsFunc(s, func(r rune) bool { return !letterOfCijfer(r) && !strings.ContainsRune("._-", r) }) && letterOfCijfer(rune(s[0]))
		},
	}
	indicatorvorm = &projections.Vorm{
		Omschrijving: "wat er is gemeten, letterlijk zoals het in het rapport staat, in hooguit 300 tekens",
		Past:         func(s string) bool { return strings.TrimSpace(s) != "" && utf8.RuneCountInString(s) <= 300 },
	}
)

func letterOfCijfer(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

func onderdelen() (uit []string) {
	for _, m := range recht.Onderdelen() {
		uit = append(uit, string(m))
	}
	return uit
}

// maak gives the rows as they are. Lineage is every event of the figure that was
// known: the one that took it over and each that corrected it.
func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	kolommen := append(append([]projections.Kolom{}, Cijfers.Sleutel...), Cijfers.Velden[:plaatsGesimuleerd-1]...)
	u := projections.Uitkomst{Kolommen: kolommen}
	var waar []projections.Gelijk
	for naam, w := range v.Filter {
		waar = append(waar, projections.Gelijk{Kolom: naam, Waarde: w})
	}
	for rij, err := range l.Rijen(Cijfers, v.BekendOp, waar...) {
		if err != nil {
			return u, err
		}
		if vanaf := rij.Tekst(plaatsGeldigVanaf); !v.Peildatum.IsZero() && vanaf > v.Peildatum.String() {
			continue
		}
		r := projections.Regel{Waarden: rij.Waarden[:plaatsGesimuleerd], Gesimuleerd: rij.Getal(plaatsGesimuleerd) == 1}
		if !v.ZonderHerkomst {
			if r.Herkomst, err = herkomst(l, v.BekendOp, rij.Tekst(0)); err != nil {
				return u, err
			}
		}
		u.Regels = append(u.Regels, r)
	}
	return u, nil
}

func herkomst(l projections.Lezer, bekendOp es.Position, kenmerk string) (uit []es.Position, err error) {
	for versie, err := range l.Versies(Cijfers, bekendOp, projections.Gelijk{Kolom: kolomKenmerk, Waarde: kenmerk}) {
		if err != nil {
			return nil, err
		}
		uit = append(uit, versie.Van)
	}
	return uit, nil
}
