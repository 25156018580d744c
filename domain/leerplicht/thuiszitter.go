package leerplicht

import "github.com/mgr-sdcg/kroniek/domain/recht"

// A Thuiszittergrens says from when absence makes a thuiszitter.
type Thuiszittergrens struct {
	Weken      int // relatief verzuim counts once it lasts longer
	Prioriteit int // months; longer has priority
}

// Thuiszitters is the definition since 3 February 2016: absoluut verzuim, and
// relatief verzuim of more than four weeks; more than three months has priority.
// The source does not say whether vakantie counts; these are calendar weeks.
var Thuiszitters = recht.NieuweRegel("THUISZITTER", recht.Versie[Thuiszittergrens]{
	Vanaf: beginMGR, Waarde: Thuiszittergrens{Weken: 4, Prioriteit: 3}, Bron: "Kamerstuk 26695, nr. 108 (3-2-2016)",
})

// Vanaf returns the first day on which somebody absent since begin is a
// thuiszitter: exactly four weeks is not more than four weeks. Absoluut verzuim
// counts from its first day.
func (g Thuiszittergrens) Vanaf(begin recht.Datum, absoluut bool) recht.Datum {
	if absoluut {
		return begin
	}
	return g.LangerDanWeken(begin)
}

// LangerDanWeken returns the first day on which absence since begin lasts longer
// than the number of weeks.
func (g Thuiszittergrens) LangerDanWeken(begin recht.Datum) recht.Datum {
	return begin.PlusDagen(7*g.Weken + 1)
}

// LangerDanMaanden returns the first day on which absence since begin has priority.
func (g Thuiszittergrens) LangerDanMaanden(begin recht.Datum) recht.Datum {
	return begin.PlusMaanden(g.Prioriteit).PlusDagen(1)
}
