package gegevensverwerking

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

const bronAVG = "Verordening (EU) 2016/679 (AVG), van toepassing vanaf 2018-05-25"

// avg is the first day on which the AVG applied.
var avg = recht.NieuweDatum(2018, 5, 25)

// Grounds of what is done with personal data.
var (
	// AVGArt15: whoever data is about gets to see it.
	AVGArt15 = artikel("15")
	// AVGArt18: the processing is restricted while something about it is settled.
	AVGArt18 = artikel("18")
)

func artikel(art string) recht.Grondslagregel {
	return recht.NieuweRegel("AVG "+art, recht.Versie[recht.Grondslag]{
		Vanaf: avg, Bron: bronAVG, Waarde: recht.Grondslag{Soort: recht.Wettelijk, Regeling: "AVG", Artikel: art, Vanaf: avg},
	})
}

// Refusals that the streams of this module share.
var (
	ErrTekst = es.Refuse("gegevensverwerking/tekst",
		"Leg hier geen toelichting vast: deze geschiedenis is openbaar en blijft. Schrijf haar in het dossier zelf.", "AVG art. 5 lid 1 onder c")
	ErrInToekomst = es.Refuse("gegevensverwerking/in-toekomst",
		"Wat nog moet gebeuren kan niet worden vastgelegd.", "Awb 3:2")
	ErrDagOntbreekt = es.Refuse("gegevensverwerking/dag-ontbreekt",
		"Noem de dag waarop het gebeurde.", "Awb 3:2")
)

// Vastlegging makes the envelope of an act on day op under ground g, for the
// organ that is responsible for the processing. It refuses free text: about a
// person it would be personal, and these streams hold none.
func Vastlegging(o recht.Opdracht, op recht.Datum, g recht.Grondslagregel) (recht.Verantwoording, error) {
	switch {
	case o.Motivering != "":
		return recht.Verantwoording{}, ErrTekst
	case op.IsZero():
		return recht.Verantwoording{}, ErrDagOntbreekt
	case op.Na(o.Vandaag()):
		return recht.Verantwoording{}, ErrInToekomst
	}
	if o.GeldigVanaf.IsZero() {
		o.GeldigVanaf = op
	}
	return o.VerantwoordMet(recht.DagelijksBestuur, g)
}
