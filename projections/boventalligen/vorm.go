package boventalligen

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// vorm is the afbouw for whoever has no right to persons: a series of lines that
// each count everything since the start, so that nobody can be told from one line,
// nor from the difference between two.
var vorm = &projections.Rapport{
	Module: recht.WerkgeverschapSW,
	Naam:   "boventalligen",
	Titel:  "Afbouw van de boventalligen",
	Definitie: "Voor wie geen recht op personen heeft: hoeveel medewerkers aan het einde van een kwartaal boventallig zijn, en hoeveel er tot en met dat kwartaal ooit bijkwamen, " +
		"uitstroomden naar werk, of om een andere reden niet meer boventallig zijn (pensioen, ziekte, overlijden, overig en intrekking samen). " +
		"Een kwartaal heeft alleen een regel als elk getal met alle eerdere regels niets of ten minste de drempel verschilt; wat in de kwartalen ervoor gebeurde zit erin. " +
		"Het cijfer van een kwartaal staat vast vanaf twee maanden na afloop en verandert daarna niet meer; een correctie komt in een volgend kwartaal mee.",
	Maatstaf: maatstaf, Model: Projector,
	Parameters: []projections.Parameter{{Naam: "kwartaal", Omschrijving: "een kwartaal, zoals 2020-K1", Vorm: projections.Kwartaalvorm}},
	Personen: &projections.Personen{
		Reeks: true, Perioden: projections.Kwartalen, Dimensies: []string{"kwartaal"},
		Aantallen: []string{"boventallig", "ooitInstroom", "ooitUitstroom", "ooitNaarWerk", "ooitAnders"},
	},
	Maak: maakVorm,
}

func maakVorm(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: projections.Tekstkolommen("kwartaal")}
	for _, n := range []string{"boventallig", "ooitInstroom", "ooitUitstroom", "ooitNaarWerk", "ooitAnders"} {
		u.Kolommen = append(u.Kolommen, projections.Kolom{Naam: n, Soort: projections.Getal})
	}
	k, er := v.Filter["kwartaal"]
	if !er {
		return u, nil // it is made of one quarter at a time
	}
	v.Peildatum = recht.Kwartaal(k).Einde()
	alle, gesimuleerd, err := bijdragen(l, v)
	if err != nil || len(alle) == 0 {
		return u, err
	}
	som := map[string]int64{}
	for _, b := range alle {
		som[b.maat] += b.Delta
	}
	naarWerk, anders := som[NaarWerk], som[Anders]+som[Ingetrokken]
	u.Regels = []projections.Regel{{Gesimuleerd: gesimuleerd, Waarden: []projections.Waarde{
		k, som[ZonderTraject] + som[InTraject], som[Instroom], naarWerk + anders, naarWerk, anders,
	}}}
	return u, nil
}
