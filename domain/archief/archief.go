// Package archief holds how long a file is kept, and what the streams about
// keeping and destroying have in common.
//
// How long is a matter of dated rules: the result of the selectielijst, the list
// that held when the file was opened, and from which day the term runs. What was
// seen in no source is marked as assumed. Nothing here knows the modules: who
// reads a stream describes it as a [Zaak].
package archief

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// The organs that act on keeping and destroying.
const (
	// Archivaris proposes; at a GR without an archivaris of its own that of the
	// gemeente of its seat (Archiefwet 1995 art. 40).
	Archivaris recht.Orgaan = "archivaris"
	// Gegevensbescherming is the functionaris voor gegevensbescherming, who decides.
	Gegevensbescherming recht.Orgaan = "functionaris-gegevensbescherming"
)

const (
	bronSL20 = "Selectielijst gemeenten en intergemeentelijke organen 2020 (open-zaak/vng-selectielijst)"
	bronAW   = "Archiefwet 1995, tekst 2015"
	bronAB   = "Archiefbesluit 1995, art. 8"
)

var (
	beginMGR  = recht.NieuweDatum(2017, 1, 1)
	begin2020 = recht.NieuweDatum(2020, 1, 1) // first day of the Selectielijst 2020
	beginAVG  = recht.NieuweDatum(2018, 5, 25)
)

// Grounds of keeping and destroying.
var (
	// ArchiefbesluitArt8: a verklaring of what was destroyed, on what ground and how.
	ArchiefbesluitArt8 = wettelijk("Archiefbesluit 1995", "8", bronAB)
	// ArchiefwetArt3: keeping in good order, and seeing to destruction.
	ArchiefwetArt3 = wettelijk("Archiefwet 1995", "3", bronAW)
	// Minimaal: no more personal data than the purpose needs. The text before the
	// AVG was not seen.
	Minimaal = recht.NieuweRegel("GEGEVENS_MINIMAAL",
		recht.Versie[recht.Grondslag]{
			Vanaf: beginMGR, Tot: beginAVG, Bron: "Wbp art. 11 lid 1: niet gezien", Aangenomen: true,
			Waarde: recht.Grondslag{Soort: recht.Wettelijk, Regeling: "Wbp", Artikel: "11 lid 1", Vanaf: beginMGR, Tot: beginAVG},
		},
		recht.Versie[recht.Grondslag]{
			Vanaf: beginAVG, Bron: "AVG art. 5 lid 1 onder c",
			Waarde: recht.Grondslag{Soort: recht.Wettelijk, Regeling: "AVG", Artikel: "5 lid 1 onder c", Vanaf: beginAVG},
		})
)

func wettelijk(wet, art, bron string) recht.Grondslagregel {
	return recht.NieuweRegel(wet+" "+art, recht.Versie[recht.Grondslag]{
		Vanaf: beginMGR, Bron: bron,
		Waarde: recht.Grondslag{Soort: recht.Wettelijk, Regeling: wet, Artikel: art, Vanaf: beginMGR},
	})
}

// Reservekopietermijn is how many days a copy of the key store may be kept. Until
// then what was destroyed could be brought back by whoever holds such a copy and
// the wrapping key, so the verklaring names the day.
var Reservekopietermijn = recht.NieuweRegel("RESERVEKOPIE_TERMIJN", recht.Versie[int]{
	Vanaf: beginMGR, Waarde: 30, Bron: "bewaartermijn van reservekopieën: ontwerpkeuze van Kroniek, in geen regeling gezien", Aangenomen: true,
})

// A Dossier is one stream on a list, with the line of the selectielijst that it
// falls under.
type Dossier struct {
	Stroom        es.Stream `json:"stroom" residu:"blijft"`
	Selectielijst string    `json:"selectielijst" residu:"blijft"` // year of the list
	Resultaat     string    `json:"resultaat" residu:"blijft"`     // number in that list
}

// An Aangehouden is one stream that is not destroyed yet, and why.
type Aangehouden struct {
	Dossier
	Reden Aanhouding `json:"aanhouding" residu:"blijft"`
}

// An Aanhouding is why a file is not destroyed on some day.
type Aanhouding string

// The reasons.
const (
	Blijvend            Aanhouding = "blijvend-bewaren"
	Loopt               Aanhouding = "zaak-loopt-nog"
	TermijnLoopt        Aanhouding = "termijn-loopt-nog"
	Geschil             Aanhouding = "lopend-geschil"
	Bewaring            Aanhouding = "bewaring-opgelegd"
	GeboortedagOnbekend Aanhouding = "geboortedatum-niet-leesbaar"
	GeenResultaat       Aanhouding = "geen-resultaat-toegewezen"
)

// Waarden returns the reasons.
func (Aanhouding) Waarden() []string {
	return []string{
		string(Blijvend), string(Loopt), string(TermijnLoopt), string(Geschil), string(Bewaring),
		string(GeboortedagOnbekend), string(GeenResultaat),
	}
}

// Proces is the actor of what Kroniek itself carries out after people decided.
func Proces() recht.Actor {
	return recht.Actor{Rol: "proces", Organisatie: "MGR", ID: "vernietiging"}
}
