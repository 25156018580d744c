package trechter

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/projections"
)

const parameterPer = "per"

// Where a step falls in no gemeente, doelgroep and so on, the value is empty.
var parameters = []projections.Parameter{ // read only
	{Naam: dimensieKwart, Omschrijving: "kwartaal of cohort, zoals 2020-K1", Vorm: projections.Kwartaalvorm},
	{Naam: "gemeente", Omschrijving: "CBS-code van de gemeente die betaalt; bij vacatures waar het werk is", Waarden: ofLeeg(projections.Gemeentewaarden()...)},
	{Naam: "ketenpartner", Omschrijving: "UWV of de CBS-code van de gemeente die aanleverde", Waarden: ofLeeg(append([]string{string(wsp.UWV)}, projections.Gemeentewaarden()...)...)},
	{Naam: "subregio", Omschrijving: "code van de subregio", Vorm: subregiovorm},
	{Naam: "doelgroep", Omschrijving: "doelgroepregister, participatiewet, ww of overig", Waarden: ofLeeg(wsp.Doelgroep("").Waarden()...)},
	{Naam: "sector", Omschrijving: "sectie van de SBI, A tot en met U", Waarden: ofLeeg(strings.Split("ABCDEFGHIJKLMNOPQRSTU", "")...)},
}

var subregiovorm = &projections.Vorm{
	Omschrijving: "de code van een subregio: kleine letters, cijfers en streepjes",
	Past:         func(s string) bool { return s == "" || wsp.Subregio(s).Geldig() },
}

func ofLeeg(waarden ...string) []string { return append(waarden, "") }

var maatstaf = projections.Maatstaf{
	GeenNorm: "het uitvoeringsplan noemt geen aantallen plaatsingen; doelen staan bij de kpi's.",
	GeenLaat: "voor de stappen van de bemiddeling is geen termijn gevonden.",
}

const definitieDuurzaam = "Duurzaam is een plaatsing die de termijn van WSP_DUURZAAM volmaakte (aangenomen: 26 weken, de eerste dag meegeteld). " +
	"Het percentage gaat alleen over cohorten (kwartaal van plaatsing) waarvan die termijn voor de laatste plaatsing om is; " +
	"plaatsingen in andere cohorten staan onder nogOpen en tellen in het percentage niet mee. Nog vast te stellen is wie niet voortijdig stopte en nog niet is beoordeeld. " +
	"Zonder peildatum is dat de laatste dag waarop iets is vastgelegd. Cijfers zijn op het kwartaal nauwkeurig. "

const noemerDuurzaam = "plaatsingen in cohorten waarvan de termijn van duurzaam om is (plaatsingenTermijnOm)"

// Rapport is the funnel: from vacature to duurzaam, by one of the dimensions.
var Rapport = &projections.Rapport{
	Module: recht.Werkgeversservicepunt,
	Naam:   "trechter",
	Titel:  "Trechter van vacature tot duurzame plaatsing",
	Definitie: "Een regel per gemeente, ketenpartner, subregio, doelgroep of sector (parameter per). Een match telt voor de gemeente die de uitkering betaalt; " +
		"een vacature telt in de gemeente waar het werk is. Wat in geen groep valt staat op de regel zonder code, zodat de regels samen het geheel zijn. " +
		"Bruikbaar is een kandidaat wiens profiel een accountmanager bruikbaar vond; teruggegeven kandidaten blijven aangeleverd. " + definitieDuurzaam,
	Noemer:   noemerDuurzaam,
	Personen: &projections.Personen{Vorm: vormTrechter},
	Model:    Projector,
	Parameters: append([]projections.Parameter{
		{Naam: parameterPer, Omschrijving: "gemeente (standaard), ketenpartner, subregio, doelgroep of sector", Waarden: dimensies},
	}, parameters...),
	Maatstaf: maatstaf,
	Maak:     maakTrechter,
}

// Duurzaamheid is the same outcome by cohort.
var Duurzaamheid = &projections.Rapport{
	Module:     recht.Werkgeversservicepunt,
	Naam:       "duurzaamheid",
	Titel:      "Duurzame plaatsingen per cohort",
	Definitie:  "Een regel per kwartaal van plaatsing. " + definitieDuurzaam,
	Noemer:     noemerDuurzaam,
	Personen:   &projections.Personen{Vorm: vormDuurzaamheid},
	Model:      Projector,
	Parameters: parameters,
	Maatstaf:   maatstaf,
	Maak:       maakDuurzaamheid,
}

// Afwijsredenen says why matches were not placed.
var Afwijsredenen = &projections.Rapport{
	Module:     recht.Werkgeversservicepunt,
	Naam:       "afwijsredenen",
	Titel:      "Redenen van afwijzing",
	Definitie:  "Een regel per reden en per partij die afwees; geteld worden matches die voor een plaatsing eindigden, in het kwartaal van de afwijzing.",
	Personen:   &projections.Personen{Vorm: vormAfwijsredenen},
	Model:      Projector,
	Parameters: parameters,
	Maatstaf:   maatstaf,
	Maak:       maakAfwijsredenen,
}

// peildatum returns the day that decides which cohorts are over.
func peildatum(l projections.Lezer, v projections.Vraag) (recht.Datum, error) {
	if !v.Peildatum.IsZero() {
		return v.Peildatum, nil
	}
	if !v.Vast.IsZero() {
		return v.Vast, nil
	}
	for rij, err := range l.Rijen(Klok, v.BekendOp) {
		if err != nil {
			return recht.Datum{}, err
		}
		return recht.ParseDatum(rij.Tekst(1))
	}
	return recht.Datum{}, nil
}

func filter(v projections.Vraag) (waar []projections.Gelijk) {
	for _, p := range parameters {
		if w, ok := v.Filter[p.Naam]; ok {
			waar = append(waar, projections.Gelijk{Kolom: p.Naam, Waarde: w})
		}
	}
	return waar
}

// A som is what is added up for one line: by step over everything, and by step
// over the cohorts of which the term is over.
type som struct {
	alles, om   map[string]int64
	gesimuleerd bool
}

// sommeer adds up the cells into lines by groep.
func sommeer(l projections.Lezer, v projections.Vraag, u *projections.Uitkomst, groep func(projections.Cel) string) (map[string]*som, error) {
	peil, err := peildatum(l, v)
	if err != nil {
		return nil, err
	}
	sommen := map[string]*som{}
	for cel, err := range l.Cellen(Stappen, v.BekendOp, v.Peildatum, filter(v)...) {
		if err != nil {
			return nil, err
		}
		g := groep(cel)
		if sommen[g] == nil {
			sommen[g] = &som{alles: map[string]int64{}, om: map[string]int64{}}
		}
		s, stap := sommen[g], cel.Dimensies[0]
		s.alles[stap] += cel.Waarde
		s.gesimuleerd = s.gesimuleerd || cel.Waarde != 0 && cel.Dimensies[7] == "ja"
		if stap != Geplaatst && stap != Duurzaam && stap != Voortijdig {
			continue
		}
		om, noot, err := termijnOm(recht.Kwartaal(cel.Dimensies[1]), peil)
		if err != nil {
			return nil, err
		}
		u.Regelset = projections.MetRegelnoot(u.Regelset, noot)
		if om {
			s.om[stap] += cel.Waarde
		}
	}
	return sommen, nil
}

// trechterstappen are the columns of the funnel.
var trechterstappen = []struct{ kolom, stap string }{ // read only
	{"vacatures", Opgehaald},
	{"vervuld", Vervuld},
	{"functiesGecreeerd", Gecreeerd},
	{"aangeleverd", Aangeleverd},
	{"bruikbaar", Bruikbaar},
	{"nietBruikbaar", Onbruikbaar},
	{"teruggegeven", Teruggegeven},
	{"voorgesteld", Voorgesteld},
	{"bijWerkgever", BijWerkgever},
	{"afgewezen", Afgewezen},
	{"proefplaatsingen", Proef},
	{"geplaatst", Geplaatst},
}

func maakTrechter(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	per, ok := v.Filter[parameterPer]
	if !ok {
		per = dimensies[0]
	}
	n := slices.Index(dimensies, per) // known: the kernel checked it
	u := projections.Uitkomst{Kolommen: projections.Tekstkolommen("groep", "naam")}
	for _, t := range trechterstappen {
		u.Kolommen = append(u.Kolommen, projections.Kolom{Naam: t.kolom, Soort: projections.Getal})
	}
	u.Kolommen = append(append(u.Kolommen, projections.Kolom{Naam: "banenBanenafspraak"}), duurzaamkolommen()...)
	sommen, err := sommeer(l, v, &u, func(c projections.Cel) string { return c.Dimensies[2+n] })
	if err != nil {
		return u, err
	}
	for _, g := range gesorteerd(sommen) {
		s := sommen[g]
		r := projections.Regel{Waarden: []projections.Waarde{g, naam(g)}, Gesimuleerd: s.gesimuleerd}
		for _, t := range trechterstappen {
			r.Waarden = append(r.Waarden, s.alles[t.stap])
		}
		r.Waarden = append(append(r.Waarden, tienden(s.alles[Banen])), s.duurzaam()...)
		if r.Herkomst, err = herkomst(l, Stappen, v, projections.Gelijk{Kolom: per, Waarde: g}); err != nil {
			return u, err
		}
		u.Regels = append(u.Regels, r)
	}
	return u, nil
}

// herkomst returns the events behind the cells that match.
func herkomst(l projections.Lezer, t *projections.Telling, v projections.Vraag, waar ...projections.Gelijk) ([]es.Position, error) {
	if v.ZonderHerkomst {
		return nil, nil
	}
	var ps []es.Position
	for b, err := range l.Herkomst(t, v.BekendOp, v.Peildatum, append(filter(v), waar...)...) {
		if err != nil {
			return nil, err
		}
		ps = append(ps, b.Positie)
	}
	return ps, nil
}

func gesorteerd(sommen map[string]*som) []string {
	var gs []string
	for g := range sommen {
		gs = append(gs, g)
	}
	slices.SortFunc(gs, cmp.Compare)
	return gs
}

// naam explains a group to a reader.
func naam(groep string) string {
	if n, ok := recht.NaamVan(recht.Gemeentecode(groep)); ok {
		return n
	}
	if groep == "" {
		return "niet toe te delen"
	}
	return groep
}
