package trechter

import (
	"context"
	"fmt"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/projections"
)

// The forms of the three reports for whoever has no right to persons. They follow
// one year of voorstellen, aanleveringen or vacatures to where each of them ended,
// as known once the term of duurzaam is over for what was placed in that year. So
// every match is in one place of one table, and no two tables count it at two
// moments.
//
// The tables of the trechter by gemeente, ketenpartner, subregio, doelgroep and
// sector have the same columns and the same upper lines (who pays), and divide the
// persons under those in ways that do not follow from each other: of two of them
// each division goes with any division of the other that has the same totals. A
// gemeente lies under its subregio, since whoever knows the region knows which.
//
// The reports on duurzaamheid and afwijsredenen divide one column of the trechter
// further, for the region as a whole.

const vanaf = "Voor wie geen recht op personen heeft staat het cijfer van een jaar vast vanaf twee maanden nadat de termijn van duurzaam voor de laatste dag van dat jaar om is, " +
	"en verandert het daarna niet meer. Kleine groepen zijn samengevoegd. "

// Columns of the forms.
const (
	kolomJaar     = "jaar"
	kolomBetaler  = "betaler"
	kolomSubregio = "subregio"
	kolomGroep    = "groep"
	kolomStand    = "stand"
)

// Who pays, and where a match ended.
const (
	betaaltGemeente = "gemeente"
	betaaltUWV      = "UWV, geen gemeente"

	nietGeplaatst = "niet geplaatst"
	isDuurzaam    = "duurzaam geplaatst"
	nietDuurzaam  = "niet duurzaam geplaatst"
	nogOpen       = "geplaatst, termijn loopt nog"
)

var parameterJaar = projections.Parameter{Naam: kolomJaar, Omschrijving: "kalenderjaar, zoals 2020", Vorm: projections.Jaarvorm} // read only

// cohortjaren lists the years of which the term of duurzaam is over on tot.
func cohortjaren(tot recht.Datum) (uit []projections.Periode) {
	for _, p := range projections.Jaren(tot) {
		laatste, _, err := wsp.DuurzaamNa(p.Einde.PlusDagen(-1))
		if err != nil {
			continue // no term holds: nothing can be said of that year
		}
		p.Einde = laatste.PlusDagen(1)
		if !p.Einde.Na(tot) {
			uit = append(uit, p)
		}
	}
	return uit
}

// The columns of numbers, by whom they count.
var (
	overVacatures   = []string{"vervuld", "nietVervuld"}
	overKandidaten  = []string{"bruikbaar", "nietBruikbaar", "nogNietBeoordeeld"}
	overVoorstellen = []string{"nietGeplaatst", "duurzaam", "nietDuurzaam", "nogOpen"}
)

var vormTrechter = &projections.Rapport{
	Module: recht.Werkgeversservicepunt,
	Naam:   "trechter",
	Titel:  "Trechter van vacature tot duurzame plaatsing, per jaar",
	Definitie: vanaf + "Een regel per jaar, per betaler (een gemeente, of het UWV) en per groep naar keuze (parameter per); bij gemeente staat de subregio erboven. " +
		"Vacatures tellen in het jaar waarin zij zijn opgehaald, kandidaten in het jaar van aanlevering, en voorstellen in het jaar van het voorstel, " +
		"elk naar waar het op eindigde; een vacature staat bij de gemeente waar het werk is. Bruikbaar is een kandidaat wiens profiel een accountmanager bruikbaar vond. " +
		"Geplaatst is duurzaam, niet duurzaam (voortijdig beëindigd, of nog niet vastgesteld) en nog open samen. Duurzaam is een plaatsing die de termijn van WSP_DUURZAAM volmaakte (aangenomen: 26 weken); het percentage gaat alleen over " +
		"plaatsingen uit kwartalen waarvan die termijn om is, en onder nogOpen staat hoeveel er nog niet zo ver zijn.",
	Noemer:   "plaatsingen waarvan de termijn van duurzaam om is; voor bruikbaar: beoordeelde kandidaten",
	Maatstaf: maatstaf,
	Model:    Projector,
	Parameters: []projections.Parameter{
		parameterJaar, {Naam: parameterPer, Omschrijving: "gemeente (standaard), ketenpartner, subregio, doelgroep of sector", Waarden: dimensies},
	},
	Personen: &projections.Personen{
		Perioden:    cohortjaren,
		Dimensies:   []string{kolomJaar, kolomBetaler, kolomSubregio, kolomGroep},
		Toelichting: map[string]string{"naam": kolomGroep},
		Aantallen:   slices.Concat(overVacatures, overKandidaten, overVoorstellen),
		Afgeleid:    []string{"vacatures", "aangeleverd", "percentageBruikbaar", "voorgesteld", "geplaatst", "percentageDuurzaam"},
		Afleiding:   afleiding,
		Keuzes:      []string{parameterPer},
		Delen: [][]string{
			append(slices.Clone(overVacatures), "vacatures"),
			append(slices.Clone(overKandidaten), "aangeleverd", "percentageBruikbaar"),
			append(slices.Clone(overVoorstellen), "voorgesteld", "geplaatst", "percentageDuurzaam"),
		},
	},
	Maak: maakVormTrechter,
}

// A telraam counts lines, by key, in columns.
type telraam struct {
	sleutels map[string]int
	regels   []telregel
}

type telregel struct {
	sleutel     []string
	aantal      map[string]int64
	gesimuleerd bool
}

func (t *telraam) tel(kolom string, gesimuleerd bool, sleutel ...string) {
	k := fmt.Sprintf("%q", sleutel)
	i, er := t.sleutels[k]
	if !er {
		if t.sleutels == nil {
			t.sleutels = map[string]int{}
		}
		i = len(t.regels)
		t.sleutels[k] = i
		t.regels = append(t.regels, telregel{sleutel: sleutel, aantal: map[string]int64{}})
	}
	t.regels[i].aantal[kolom]++
	t.regels[i].gesimuleerd = t.regels[i].gesimuleerd || gesimuleerd
}

// jaarVan returns the year of a quarter, and whether it was asked for.
func jaarVan(kwartaal string, v projections.Vraag) (string, bool) {
	if len(kwartaal) < 4 {
		return "", false
	}
	j, er := v.Filter[kolomJaar]
	return kwartaal[:4], !er || j == kwartaal[:4]
}

// groep returns the columns betaler, subregio and groep of a row.
func (v velden) groep(per string) []string {
	betaler := betaaltGemeente
	if v.t != Vacatures && v.tekst("gemeente") == "" {
		betaler = betaaltUWV
	}
	kolom, subregio := per, ""
	switch {
	case v.t == Vacatures && per == "gemeente":
		kolom = "werkplaats"
	case v.t == Vacatures && per == "ketenpartner", v.t == Kandidaten && per == "sector":
		return []string{betaler, "", ""}
	}
	if per == "gemeente" || per == "subregio" {
		subregio = v.tekst("subregio")
	}
	return []string{betaler, subregio, v.tekst(kolom)}
}

func maakVormTrechter(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	per, ok := v.Filter[parameterPer]
	if !ok {
		per = dimensies[0]
	}
	u := projections.Uitkomst{Kolommen: append(projections.Tekstkolommen(kolomJaar, kolomBetaler, kolomSubregio, kolomGroep, "naam"), vormkolommen()...)}
	var t telraam
	if err := telAanbod(l, v, per, &t); err != nil {
		return u, err
	}
	naarStand := map[string]string{nietGeplaatst: "nietGeplaatst", isDuurzaam: "duurzaam", nietDuurzaam: "nietDuurzaam", nogOpen: "nogOpen"}
	err := matchstanden(l, v, &u, func(jaar, stand string, m velden) {
		t.tel(naarStand[stand], m.getal(dimensieInvent) != 0, append([]string{jaar}, m.groep(per)...)...)
	})
	for _, r := range t.regels {
		u.Regels = append(u.Regels, trechterregel(r))
	}
	projections.Orden(u.Regels)
	return u, err
}

func trechterregel(r telregel) projections.Regel {
	uit := projections.Regel{Gesimuleerd: r.gesimuleerd, Waarden: []projections.Waarde{
		r.sleutel[0], r.sleutel[1], r.sleutel[2], r.sleutel[3], naam(r.sleutel[3]),
	}}
	for _, k := range vormkolommen() {
		w, ok := afleiding(k.Naam, func(kolom string) int64 { return r.aantal[kolom] })
		if !ok {
			w = r.aantal[k.Naam]
		}
		uit.Waarden = append(uit.Waarden, w)
	}
	return uit
}

// telAanbod counts vacatures and kandidaten.
func telAanbod(l projections.Lezer, v projections.Vraag, per string, t *telraam) error {
	for _, soort := range []struct {
		tabel  *projections.Tabel
		moment string
		kolom  func(velden) string
	}{
		{Vacatures, "opgehaald", func(x velden) string {
			if x.tekst("vervuld") == "" {
				return "nietVervuld"
			}
			return "vervuld"
		}},
		{Kandidaten, "aangeleverd", func(x velden) string {
			switch x.tekst("bruikbaarheid") {
			case "bruikbaar":
				return "bruikbaar"
			case "niet-bruikbaar":
				return "nietBruikbaar"
			}
			return "nogNietBeoordeeld"
		}},
	} {
		for rij, err := range l.Rijen(soort.tabel, v.BekendOp) {
			if err != nil {
				return err
			}
			x := velden{soort.tabel, rij.Waarden[len(soort.tabel.Sleutel):]}
			if jaar, gevraagd := jaarVan(x.tekst(soort.moment), v); gevraagd {
				t.tel(soort.kolom(x), x.getal(dimensieInvent) != 0, append([]string{jaar}, x.groep(per)...)...)
			}
		}
	}
	return nil
}

// matchstanden hands over every match with the year of its voorstel and where it
// ended, as far as can be said on the day on which the figures of its year stand.
func matchstanden(l projections.Lezer, v projections.Vraag, u *projections.Uitkomst, geef func(jaar, stand string, m velden)) error {
	peil, err := peildatum(l, v)
	if err != nil {
		return err
	}
	om := map[string]bool{} // by quarter of plaatsing
	for rij, err := range l.Rijen(Matches, v.BekendOp) {
		if err != nil {
			return err
		}
		m := velden{Matches, rij.Waarden[1:]}
		jaar, gevraagd := jaarVan(m.tekst("voorgesteld"), v)
		if !gevraagd {
			continue
		}
		k := m.tekst("geplaatst")
		if _, gezien := om[k]; !gezien && k != "" {
			is, noot, err := termijnOm(recht.Kwartaal(k), peil)
			if err != nil {
				return err
			}
			om[k], u.Regelset = is, projections.MetRegelnoot(u.Regelset, noot)
		}
		switch {
		case k == "":
			geef(jaar, nietGeplaatst, m)
		case !om[k]:
			geef(jaar, nogOpen, m)
		case m.tekst("duurzaam") != "":
			geef(jaar, isDuurzaam, m)
		default:
			geef(jaar, nietDuurzaam, m)
		}
	}
	return nil
}
