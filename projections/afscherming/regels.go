package afscherming

import "github.com/mgr-sdcg/kroniek/domain/recht"

// Parameters of shielding. The plan and the law give none; both are assumed
// until the bestuur sets them. The version in force on the day on which a table
// is fixed holds for that table.
var (
	// Drempel is the smallest group that is shown.
	Drempel = recht.NieuweRegel("KLEINE_AANTALLEN", recht.Versie[int64]{
		Vanaf: recht.NieuweDatum(2017, 1, 1), Waarde: 5, Bron: "gangbare ondergrens bij publicatie; in de stukken niet gevonden", Aangenomen: true,
	})
	// Wachttijd is how many months after its end the table of a period is fixed.
	Wachttijd = recht.NieuweRegel("VASTSTELLING_CIJFERS", recht.Versie[int]{
		Vanaf: recht.NieuweDatum(2017, 1, 1), Waarde: 2, Bron: "eigen keuze: tijd voor late meldingen en correcties", Aangenomen: true,
	})
)
