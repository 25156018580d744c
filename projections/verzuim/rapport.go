package verzuim

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

var parameters = []projections.Parameter{
	{Naam: gemeente, Omschrijving: "CBS-code met GM ervoor, zoals GM0202", Waarden: projections.Gemeentewaarden()},
	{Naam: schooljaar, Omschrijving: "schooljaar, zoals 2026-2027", Vorm: projections.Schooljaarvorm},
	{Naam: verzuimsoort, Omschrijving: "16_UUR, LRV, LUXE, RMC_18PLUS of OVERIG", Waarden: verzuimmelding.Verzuimsoort("").Waarden()},
	{Naam: onderwijssoort, Omschrijving: "bo-sbo, so-vso, vo, mbo, onbekend of geen", Waarden: leerplicht.Onderwijssoort("").Waarden()},
}

// Rapport counts meldingen per gemeente, schooljaar and kind.
var Rapport = &projections.Rapport{
	Module: recht.Onderwijszaken,
	Naam:   "verzuimmeldingen",
	Titel:  "Verzuimmeldingen per gemeente, schooljaar en soort",
	Definitie: "Aantal meldingen per woongemeente, schooljaar (1 augustus tot en met 31 juli, naar de eerste dag van het verzuim) en soort. " +
		"Ingetrokken meldingen tellen niet mee. Eén leerling kan meer meldingen hebben. Met een peildatum tellen de meldingen die op die dag " +
		"ontvangen en niet ingetrokken waren; dat kan alleen over dossiers die niet zijn vernietigd.",
	Model: Projector, Parameters: parameters, Personen: personen(nil, []string{verzuimsoort}, []string{"aantal"}),
	Bestand: func(v projections.Vraag) *projections.Telling {
		if v.Peildatum.IsZero() { // a lasting figure
			return nil
		}
		return Bestand
	},
	Maatstaf: projections.Maatstaf{GeenNorm: geenNorm, GeenLaat: elders},
	Maak: func(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
		telling := Aantallen
		if !v.Peildatum.IsZero() {
			telling = PerSchool
		}
		return telOp(l, v, telling, gemeente, schooljaar, verzuimsoort)
	},
}

// RapportPerSchool counts meldingen per school.
var RapportPerSchool = &projections.Rapport{
	Module: recht.Onderwijszaken,
	Naam:   "verzuimmeldingen-per-school",
	Titel:  "Verzuimmeldingen per school",
	Definitie: "Aantal meldingen per woongemeente, school (BRIN en vestiging), schooljaar en soort, zonder de ingetrokken meldingen. " +
		"Alleen over dossiers die niet zijn vernietigd.",
	Model: Projector, Parameters: append([]projections.Parameter{{Naam: school, Omschrijving: "BRIN en vestiging, zoals 27GZ01", Vorm: schoolvorm}}, parameters...),
	Personen: personen(Rapport, []string{verzuimsoort, school}, []string{"aantal"}),
	Bestand:  bestand,
	Maatstaf: projections.Maatstaf{GeenNorm: geenNorm, GeenLaat: elders},
	Maak: func(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
		return telOp(l, v, PerSchool, gemeente, school, schooljaar, verzuimsoort)
	},
}

// RapportTijdigheid holds the share of meldingen that came late.
var RapportTijdigheid = &projections.Rapport{
	Module: recht.Onderwijszaken,
	Naam:   "verzuimmeldingen-tijdigheid",
	Titel:  "Te late verzuimmeldingen",
	Definitie: "Een melding van 16 uur verzuim is te laat als zij later kwam dan vijf werkdagen na de dag waarop de drempel was bereikt " +
		"(Leerplichtwet art. 21a; Inspectie). Noemer: meldingen van 16 uur waarvan die dag bekend is. Voor andere soorten is geen termijn bekend.",
	Noemer: "meldingen van 16 uur verzuim waarvan bekend is op welke dag de drempel was bereikt",
	Model:  Projector, Parameters: parameters,
	Personen: personen(Rapport, nil, []string{"opTijd", "teLaat", "dagOnbekend", "zonderTermijn"}, "noemer", "aandeelTeLaat"),
	Maatstaf: projections.Maatstaf{
		Norm: "Een school meldt onverwijld, en binnen vijf werkdagen nadat 16 uur in vier weken is bereikt (Leerplichtwet art. 21a; Inspectie).",
		Laat: "Meldingen van 16 uur verzuim die later kwamen, van die waarvan bekend is op welke dag de drempel was bereikt.",
	},
	Toets: toetsTijdigheid,
	Maak:  maakTijdigheid,
}

// bestand is what a figure rests on that lasts as long as the files.
func bestand(projections.Vraag) *projections.Telling { return Bestand }

const (
	geenNorm = "hoeveel meldingen er mogen zijn ligt nergens vast."
	elders   = "hoeveel meldingen te laat kwamen staat in het rapport verzuimmeldingen-tijdigheid."
)

var schoolvorm = &projections.Vorm{
	Omschrijving: "BRIN en vestiging, zoals 27GZ01",
	Past:         func(s string) bool { return leerplicht.School(s).Geldig() },
}

// toetsTijdigheid adds up the lines, so that it tells no more than they do.
func toetsTijdigheid(u *projections.Uitkomst) {
	u.Laat = &projections.Deel{}
	for _, r := range u.Regels {
		opTijd, _ := r.Waarden[3].(int64)
		teLaat, _ := r.Waarden[4].(int64)
		u.Laat.Aantal += teLaat
		u.Laat.Noemer += opTijd + teLaat
	}
	u.Normen = append(u.Normen, projections.Norm{
		Naam: "meldingen binnen vijf werkdagen", Norm: u.Laat.Noemer, Realisatie: u.Laat.Noemer - u.Laat.Aantal, Gehaald: u.Laat.Aantal == 0,
	})
}

// personen declares that a report counts meldingen per schooljaar, gemeente and
// the given dimensions. All reports of this package count the same meldingen.
func personen(naast *projections.Rapport, fijner, aantallen []string, afgeleid ...string) *projections.Personen {
	return &projections.Personen{
		Perioden: projections.Schooljaren, Dimensies: append([]string{schooljaar, gemeente}, fijner...), Aantallen: aantallen,
		Toelichting: map[string]string{"naam": gemeente}, Afgeleid: afgeleid, Naast: naast,
	}
}

func waar(v projections.Vraag, kolommen ...string) (uit []projections.Gelijk) {
	for _, k := range kolommen {
		if w, ok := v.Filter[k]; ok {
			uit = append(uit, projections.Gelijk{Kolom: k, Waarde: w})
		}
	}
	return uit
}

// telOp adds up the cells of t by the given dimensions, gemeente first.
func telOp(l projections.Lezer, v projections.Vraag, t *projections.Telling, dims ...string) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{{Naam: gemeente}, {Naam: "naam"}}}
	u.Kolommen = append(append(u.Kolommen, projections.Tekstkolommen(dims[1:]...)...), projections.Kolom{Naam: "aantal", Soort: projections.Getal})
	filter := waar(v, t.Dimensies...)
	plaats := map[string]int{}
	for cel, err := range l.Cellen(t, v.BekendOp, v.Peildatum, filter...) {
		if err != nil {
			return u, err
		}
		op := func(dim string) string { return cel.Dimensies[index(t, dim)] }
		sleutel, waarden := "", []projections.Waarde{}
		for i, d := range dims {
			sleutel += op(d) + "\x00"
			if waarden = append(waarden, op(d)); i == 0 {
				waarden = append(waarden, naam(op(d)))
			}
		}
		i, er := plaats[sleutel]
		if !er {
			i = len(u.Regels)
			plaats[sleutel] = i
			u.Regels = append(u.Regels, projections.Regel{Waarden: append(waarden, int64(0))})
		}
		r := &u.Regels[i]
		n := len(r.Waarden) - 1
		r.Waarden[n] = r.Waarden[n].(int64) + cel.Waarde
		r.Gesimuleerd = r.Gesimuleerd || op(gesimuleerd) == "ja" && cel.Waarde != 0
	}
	return u, afmaken(l, v, t, &u, dims, filter)
}

// afmaken drops what adds up to nothing and adds the events behind each line.
func afmaken(l projections.Lezer, v projections.Vraag, t *projections.Telling, u *projections.Uitkomst, dims []string, filter []projections.Gelijk) error {
	over := u.Regels[:0]
	for _, r := range u.Regels {
		if r.Waarden[len(r.Waarden)-1] == int64(0) {
			continue
		}
		regel := append([]projections.Gelijk{}, filter...)
		for i, d := range dims {
			kolom := i
			if i > 0 {
				kolom++ // after the name of the gemeente
			}
			if _, gevraagd := v.Filter[d]; !gevraagd {
				regel = append(regel, projections.Gelijk{Kolom: d, Waarde: r.Waarden[kolom]})
			}
		}
		var err error
		if r.Herkomst, err = projections.Herkomst(l, t, v, regel...); err != nil {
			return err
		}
		over = append(over, r)
	}
	u.Regels = over
	projections.Orden(u.Regels)
	return nil
}

func index(t *projections.Telling, dim string) int {
	for i, d := range t.Dimensies {
		if d == dim {
			return i
		}
	}
	panic("verzuim: telling " + t.Naam + " lacks dimension " + dim)
}

func naam(g string) string {
	n, _ := recht.NaamVan(recht.Gemeentecode(g))
	return n
}

func maakTijdigheid(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{
		{Naam: gemeente},
		{Naam: "naam"},
		{Naam: schooljaar},
		{Naam: "opTijd", Soort: projections.Getal},
		{Naam: "teLaat", Soort: projections.Getal},
		{Naam: "noemer", Soort: projections.Getal},
		{Naam: "aandeelTeLaat"},
		{Naam: "dagOnbekend", Soort: projections.Getal},
		{Naam: "zonderTermijn", Soort: projections.Getal},
	}}
	per, err := telOp(l, v, Aantallen, gemeente, schooljaar, tijdigheid)
	if err != nil {
		return u, err
	}
	kolom := map[verzuimmelding.Tijdigheid]int{
		verzuimmelding.OpTijd: 3, verzuimmelding.TeLaat: 4, verzuimmelding.Onbekend: 7, verzuimmelding.GeenTermijn: 8,
	}
	for _, r := range per.Regels { // in order of gemeente and schooljaar
		n := len(u.Regels)
		if n == 0 || u.Regels[n-1].Waarden[0] != r.Waarden[0] || u.Regels[n-1].Waarden[2] != r.Waarden[2] {
			u.Regels = append(u.Regels, projections.Regel{Waarden: []projections.Waarde{
				r.Waarden[0], r.Waarden[1], r.Waarden[2], int64(0), int64(0), int64(0), "", int64(0), int64(0),
			}})
			n++
		}
		regel := &u.Regels[n-1]
		t, _ := r.Waarden[3].(string)
		regel.Waarden[kolom[verzuimmelding.Tijdigheid(t)]] = r.Waarden[4]
		regel.Herkomst = append(regel.Herkomst, r.Herkomst...)
		regel.Gesimuleerd = regel.Gesimuleerd || r.Gesimuleerd
	}
	for i := range u.Regels {
		w := u.Regels[i].Waarden
		noemer := w[3].(int64) + w[4].(int64)
		w[5], w[6] = noemer, aandeel(w[4].(int64), noemer)
	}
	for _, versie := range leerplicht.Meldtermijn.Versies() {
		u.Regelset = append(u.Regelset, recht.Regelnoot{Code: leerplicht.Meldtermijn.Code(), Versie: versie.Vanaf, Aangenomen: versie.Aangenomen})
	}
	return u, nil
}
