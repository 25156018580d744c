package vrijstellingen

import (
	"context"
	"fmt"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	vr "github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

var parameters = []projections.Parameter{
	{Naam: gemeente, Omschrijving: "CBS-code met GM ervoor, zoals GM0202", Waarden: projections.Gemeentewaarden()},
	{Naam: schooljaar, Omschrijving: "schooljaar, zoals 2026-2027", Vorm: projections.Schooljaarvorm},
	{
		Naam: grond, Omschrijving: "artikel; LPW-5-a is artikel 5 onder a, LPW-5a is artikel 5a, LPW-14-3 is verlof van meer dan tien dagen",
		Waarden: append(leerplicht.Vrijstellingsgrond("").Waarden(), verlof.Grond),
	},
	{Naam: uitkomst, Omschrijving: "open, toegekend of afgewezen", Waarden: vr.Uitkomst("").Waarden()},
}

// Rapport counts vrijstellingen and verlof per gemeente, schooljaar, ground and outcome.
var Rapport = &projections.Rapport{
	Module: recht.Onderwijszaken,
	Naam:   "vrijstellingen",
	Titel:  "Vrijstellingen en verlof per gemeente, schooljaar, grond en uitkomst",
	Definitie: "Aantal vrijstellingen per woongemeente, schooljaar (1 augustus tot en met 31 juli), grond en uitkomst. Een toegekende vrijstelling " +
		"telt in elk schooljaar waarin zij op een dag gold, naar wat nu bekend is over haar einde; wat open is of afgewezen telt in het " +
		"schooljaar waarvoor is gevraagd. Toegekend is van rechtswege vastgesteld (artikel 5 en 5a) of bij besluit (artikel 3a, 3b en 15); " +
		"LPW-14-3 is verlof van meer dan tien dagen. Eén leerling kan meer vrijstellingen hebben.",
	Model: Projector, Parameters: parameters,
	Personen: &projections.Personen{
		Perioden: projections.Schooljaren, Dimensies: []string{schooljaar, gemeente, grond, uitkomst}, Aantallen: []string{"aantal"},
		Toelichting: map[string]string{"naam": gemeente},
	},
	Maatstaf: projections.Maatstaf{
		GeenNorm: "hoeveel vrijstellingen er mogen zijn ligt nergens vast.",
		GeenLaat: "wat te laat kwam staat in het rapport vrijstellingen-tijdigheid.",
	},
	Maak: maak,
}

// RapportTijdigheid holds the share that came late.
var RapportTijdigheid = &projections.Rapport{
	Module: recht.Onderwijszaken,
	Naam:   "vrijstellingen-tijdigheid",
	Titel:  "Te late kennisgevingen en besluiten over vrijstellingen",
	Definitie: "Per woongemeente en schooljaar waarvoor is gevraagd. Een kennisgeving (artikel 5 en 5a) is te laat als zij later kwam dan een maand voor " +
		"het begin, of voor een volgend schooljaar niet voor 1 juli (Leerplichtwet art. 6). Een besluit op artikel 3a of 3b is te laat na zes weken; " +
		"nogOpen is zo'n aanvraag zonder besluit. Voor artikel 15 en voor verlof is geen termijn gevonden (zonderTermijn). " +
		"Een correctie verandert niet of het eerste besluit op tijd was.",
	Noemer: "kennisgevingen, en aanvragen op artikel 3a en 3b waarop is besloten",
	Model:  Projector, Parameters: parameters[:2],
	Personen: &projections.Personen{
		Perioden: projections.Schooljaren, Dimensies: []string{schooljaar, gemeente}, Aantallen: []string{opTijd, teLaat, nogOpen, zonderTermijn},
		Toelichting: map[string]string{"naam": gemeente}, Afgeleid: []string{"noemer", "aandeelTeLaat"}, Naast: Rapport, Afleiding: afleiding,
	},
	Maatstaf: projections.Maatstaf{
		Norm: "Een maand voor het begin of voor 1 juli (Leerplichtwet art. 6); zes weken voor een besluit op artikel 3a en 3b.",
		Laat: "Kennisgevingen en besluiten die later kwamen, van die met een termijn die voorbij of gehaald is.",
	},
	Toets: toets,
	Maak:  maakTijdigheid,
}

func waar(v projections.Vraag) (uit []projections.Gelijk) {
	for _, p := range parameters {
		if w, ok := v.Filter[p.Naam]; ok {
			uit = append(uit, projections.Gelijk{Kolom: p.Naam, Waarde: w})
		}
	}
	return uit
}

func naam(g string) string {
	n, _ := recht.NaamVan(recht.Gemeentecode(g))
	return n
}

func noten(uit []recht.Regelnoot, code string, vanaf recht.Datum, aangenomen bool) []recht.Regelnoot {
	return append(uit, recht.Regelnoot{Code: code, Versie: vanaf, Aangenomen: aangenomen})
}

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{
		{Naam: gemeente}, {Naam: "naam"}, {Naam: schooljaar}, {Naam: grond}, {Naam: uitkomst}, {Naam: "aantal", Soort: projections.Getal},
	}}
	for _, versie := range leerplicht.PerSchooljaar.Versies() {
		u.Regelset = noten(u.Regelset, leerplicht.PerSchooljaar.Code(), versie.Vanaf, versie.Aangenomen)
	}
	for cel, err := range l.Cellen(Aantallen, v.BekendOp, v.Peildatum, waar(v)...) {
		if err != nil {
			return u, err
		}
		if cel.Waarde == 0 {
			continue
		}
		d := cel.Dimensies
		waarden := []projections.Waarde{d[0], naam(d[0]), d[1], d[2], d[3]}
		i := len(u.Regels) - 1 // cells come in order, and only what is invented differs after these
		if i < 0 || !slices.Equal(u.Regels[i].Waarden[:5], waarden) {
			i++
			u.Regels = append(u.Regels, projections.Regel{Waarden: append(waarden, int64(0))})
		}
		r := &u.Regels[i]
		r.Waarden[5] = r.Waarden[5].(int64) + cel.Waarde
		r.Gesimuleerd = r.Gesimuleerd || d[4] == "ja"
	}
	for i := range u.Regels {
		r := &u.Regels[i]
		var err error
		r.Herkomst, err = projections.Herkomst(l, Aantallen, v, gelijk(r.Waarden, map[string]int{gemeente: 0, schooljaar: 2, grond: 3, uitkomst: 4})...)
		if err != nil {
			return u, err
		}
	}
	projections.Orden(u.Regels)
	return u, nil
}

// gelijk returns the filter that finds a line again, by the place of each column.
func gelijk(waarden []projections.Waarde, plaats map[string]int) (uit []projections.Gelijk) {
	for _, kolom := range []string{gemeente, schooljaar, grond, uitkomst} {
		if i, er := plaats[kolom]; er {
			uit = append(uit, projections.Gelijk{Kolom: kolom, Waarde: waarden[i]})
		}
	}
	return uit
}

var tijdkolommen = []string{opTijd, teLaat, nogOpen, zonderTermijn}

func maakTijdigheid(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{{Naam: gemeente}, {Naam: "naam"}, {Naam: schooljaar}}}
	for _, k := range tijdkolommen {
		u.Kolommen = append(u.Kolommen, projections.Kolom{Naam: k, Soort: projections.Getal})
	}
	u.Kolommen = append(u.Kolommen, projections.Kolom{Naam: "noemer", Soort: projections.Getal}, projections.Kolom{Naam: "aandeelTeLaat"})
	for cel, err := range l.Cellen(Tijdigheid, v.BekendOp, v.Peildatum, waar(v)...) {
		if err != nil {
			return u, err
		}
		if cel.Waarde == 0 {
			continue
		}
		d := cel.Dimensies
		i := len(u.Regels) - 1 // cells come in order of gemeente and schooljaar
		if i < 0 || u.Regels[i].Waarden[0] != d[0] || u.Regels[i].Waarden[2] != d[1] {
			i++
			u.Regels = append(u.Regels, projections.Regel{Waarden: []projections.Waarde{
				d[0], naam(d[0]), d[1], int64(0), int64(0), int64(0), int64(0), int64(0), "",
			}})
		}
		r := &u.Regels[i]
		k := 3 + slices.Index(tijdkolommen, d[3])
		r.Waarden[k] = r.Waarden[k].(int64) + cel.Waarde
		r.Gesimuleerd = r.Gesimuleerd || d[4] == "ja"
	}
	for i := range u.Regels {
		r := &u.Regels[i]
		var err error
		if r.Herkomst, err = projections.Herkomst(l, Tijdigheid, v, gelijk(r.Waarden, map[string]int{gemeente: 0, schooljaar: 2})...); err != nil {
			return u, err
		}
		aantal := func(kolom string) int64 { return r.Waarden[3+slices.Index(tijdkolommen, kolom)].(int64) }
		r.Waarden[7], _ = afleiding("noemer", aantal)
		r.Waarden[8], _ = afleiding("aandeelTeLaat", aantal)
	}
	projections.Orden(u.Regels)
	for _, r := range []recht.Regel[recht.Termijn]{leerplicht.Kennisgevingstermijn, leerplicht.Beslistermijn} {
		for _, versie := range r.Versies() {
			u.Regelset = noten(u.Regelset, r.Code(), versie.Vanaf, versie.Aangenomen)
		}
	}
	for _, versie := range leerplicht.HerhaaldVoor.Versies() {
		u.Regelset = noten(u.Regelset, leerplicht.HerhaaldVoor.Code(), versie.Vanaf, versie.Aangenomen)
	}
	return u, nil
}

// afleiding computes what follows from the numbers of one line.
func afleiding(kolom string, aantal func(string) int64) (projections.Waarde, bool) {
	noemer := aantal(opTijd) + aantal(teLaat)
	switch {
	case kolom == "noemer":
		return noemer, true
	case kolom != "aandeelTeLaat":
		return nil, false
	case noemer == 0:
		return "", true
	}
	promille := (aantal(teLaat)*2000 + noemer) / (2 * noemer)
	return fmt.Sprintf("%d,%d%%", promille/10, promille%10), true
}

// toets adds up the lines, so that it tells no more than they do.
func toets(u *projections.Uitkomst) {
	u.Laat = &projections.Deel{}
	for _, r := range u.Regels {
		op, _ := r.Waarden[3].(int64)
		laat, _ := r.Waarden[4].(int64)
		u.Laat.Aantal += laat
		u.Laat.Noemer += op + laat
	}
	u.Normen = append(u.Normen, projections.Norm{
		Naam: "kennisgevingen en besluiten op tijd", Norm: u.Laat.Noemer, Realisatie: u.Laat.Noemer - u.Laat.Aantal, Gehaald: u.Laat.Aantal == 0,
	})
}
