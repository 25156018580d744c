package afscherming

import "github.com/mgr-sdcg/kroniek/domain/recht"

// Wachttijd is how many months after its end the table of a period is fixed. The
// plan and the law give no number, so it is assumed until the bestuur sets it. As
// with [projections.Drempel], the version in force when a table is fixed holds.
var Wachttijd = recht.NieuweRegel("VASTSTELLING_CIJFERS", recht.Versie[int]{
	Vanaf: recht.NieuweDatum(2017, 1, 1), Waarde: 2, Bron: "eigen keuze: tijd voor late meldingen en correcties", Aangenomen: true,
})
