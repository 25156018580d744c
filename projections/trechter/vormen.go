package trechter

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// vormDuurzaamheid divides what was placed and did not last.
var vormDuurzaamheid = &projections.Rapport{
	Module: recht.Werkgeversservicepunt,
	Naam:   "duurzaamheid",
	Titel:  "Duurzame plaatsingen per jaar van voorstel",
	Definitie: vanaf + "Een regel per jaar van voorstel, stand en uitkomst, over de hele regio. Wat niet duurzaam werd is voortijdig beëindigd, of nog niet vastgesteld. " +
		"Het cohort is het jaar van het voorstel, niet het kwartaal van plaatsing: zo telt elk voorstel op één plaats.",
	Maatstaf: maatstaf, Model: Projector, Parameters: []projections.Parameter{parameterJaar},
	Personen: &projections.Personen{
		Perioden: cohortjaren, Dimensies: []string{kolomJaar, kolomStand, "uitkomst"}, Aantallen: []string{"aantal"},
	},
	Maak: func(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
		return telStanden(l, v, []string{"uitkomst"}, func(stand string, m velden) []string {
			switch {
			case stand != nietDuurzaam:
				return []string{""}
			case m.tekst("voortijdig") != "":
				return []string{"voortijdig beëindigd"}
			}
			return []string{"nog vast te stellen"}
		})
	},
}

// vormAfwijsredenen divides what was not placed.
var vormAfwijsredenen = &projections.Rapport{
	Module: recht.Werkgeversservicepunt,
	Naam:   "afwijsredenen",
	Titel:  "Redenen van afwijzing per jaar van voorstel",
	Definitie: vanaf + "Een regel per jaar van voorstel en stand, en voor wat niet geplaatst is per partij die afwees en per reden, over de hele regio; " +
		"zonder partij is er niet afgewezen en loopt het voorstel nog.",
	Maatstaf: maatstaf, Model: Projector, Parameters: []projections.Parameter{parameterJaar},
	Personen: &projections.Personen{
		Perioden: cohortjaren, Dimensies: []string{kolomJaar, kolomStand, "door", "reden"}, Aantallen: []string{"aantal"},
	},
	Maak: func(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
		return telStanden(l, v, []string{"door", "reden"}, func(stand string, m velden) []string {
			if stand != nietGeplaatst || m.tekst("afgewezen") == "" {
				return []string{"", ""}
			}
			return []string{m.tekst("door"), m.tekst("reden")}
		})
	},
}

// telStanden counts voorstellen by year, stand and what fijner says of them.
func telStanden(l projections.Lezer, v projections.Vraag, namen []string, fijner func(stand string, m velden) []string) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: append(projections.Tekstkolommen(append([]string{kolomJaar, kolomStand}, namen...)...),
		projections.Kolom{Naam: "aantal", Soort: projections.Getal})}
	var t telraam
	err := matchstanden(l, v, &u, func(jaar, stand string, m velden) {
		t.tel("aantal", m.getal(dimensieInvent) != 0, append([]string{jaar, stand}, fijner(stand, m)...)...)
	})
	for _, r := range t.regels {
		regel := projections.Regel{Gesimuleerd: r.gesimuleerd}
		for _, w := range r.sleutel {
			regel.Waarden = append(regel.Waarden, w)
		}
		regel.Waarden = append(regel.Waarden, r.aantal["aantal"])
		u.Regels = append(u.Regels, regel)
	}
	projections.Orden(u.Regels)
	return u, err
}
