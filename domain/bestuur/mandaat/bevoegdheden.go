package mandaat

import (
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Bevoegdheid is a power of an organ of the MGR, by its code.
type Bevoegdheid string

// The bevoegdheden that decisions of the MGR rest on.
const (
	Uitvoeringsplan     Bevoegdheid = "uitvoeringsplan-vaststellen"
	OntwerpPlan         Bevoegdheid = "ontwerp-uitvoeringsplan-vaststellen"
	Deelname            Bevoegdheid = "deelname-vaststellen"
	Verordening         Bevoegdheid = "verordening-vaststellen"
	Begroting           Bevoegdheid = "begroting-vaststellen"
	BesluitUitvoeren    Bevoegdheid = "besluiten-uitvoeren"
	Organisatieregels   Bevoegdheid = "organisatieregels-vaststellen"
	Personeel           Bevoegdheid = "personeel-aanstellen"
	Rechtshandeling     Bevoegdheid = "privaatrechtelijk-handelen"
	Rechtsgeding        Bevoegdheid = "rechtsgeding-voeren"
	BeslissingOpBezwaar Bevoegdheid = "bezwaar-beslissen"
)

// A Toedeling says which organ a bevoegdheid belongs to, and whether it can be
// exercised in mandaat at all (Awb 10:3 lid 1 and 2).
type Toedeling struct {
	Orgaan        recht.Orgaan
	Mandateerbaar bool
	Grondslag     string // law or regeling, with its article
}

const (
	bronAB   = "Wgr art. 12, 34 en 35; Regeling MGR SDCG art. 24"
	bron33b  = "Wgr art. 33b lid 1; nummering van de onderdelen niet gezien"
	bron103  = "Awb 10:3 lid 2 onder a; Wgr art. 33, toedeling niet gezien"
	bronLid3 = "Awb 7:1 en 10:3 lid 3: het orgaan dat besloot; dat dit het dagelijks bestuur is is aangenomen"
)

func toedeling(b Bevoegdheid, t Toedeling, bron string, aangenomen bool) recht.Regel[Toedeling] {
	return recht.NieuweRegel("BEVOEGD_"+strings.ToUpper(strings.ReplaceAll(string(b), "-", "_")), recht.Versie[Toedeling]{
		Vanaf: recht.NieuweDatum(2017, 1, 1), Waarde: t, Bron: bron, Aangenomen: aangenomen,
	})
}

// toedelingen returns who holds what. It is the whole list: a bevoegdheid that is
// not on it is unknown.
func toedelingen() map[Bevoegdheid]recht.Regel[Toedeling] {
	ab := func(b Bevoegdheid, grond, bron string, aangenomen bool) recht.Regel[Toedeling] {
		return toedeling(b, Toedeling{Orgaan: recht.AlgemeenBestuur, Grondslag: grond}, bron, aangenomen)
	}
	db := func(b Bevoegdheid, grond, bron string) recht.Regel[Toedeling] {
		return toedeling(b, Toedeling{Orgaan: recht.DagelijksBestuur, Mandateerbaar: true, Grondslag: grond}, bron, true)
	}
	return map[Bevoegdheid]recht.Regel[Toedeling]{
		Uitvoeringsplan:     ab(Uitvoeringsplan, "Regeling MGR SDCG art. 24 lid 1", bronAB, false),
		Begroting:           ab(Begroting, "Wgr art. 34 lid 1", bronAB, false),
		Deelname:            ab(Deelname, "Wgr art. 9", bronAB, true),
		Verordening:         ab(Verordening, "Awb 10:3 lid 2 onder a", bron103, true),
		OntwerpPlan:         toedeling(OntwerpPlan, Toedeling{Orgaan: recht.DagelijksBestuur, Grondslag: "Wgr art. 33b lid 1 onder b"}, bron33b, true),
		BesluitUitvoeren:    db(BesluitUitvoeren, "Wgr art. 33b lid 1 onder b", bron33b),
		Organisatieregels:   db(Organisatieregels, "Wgr art. 33b lid 1 onder c", bron33b),
		Personeel:           db(Personeel, "Wgr art. 33b lid 1 onder d", bron33b),
		Rechtshandeling:     db(Rechtshandeling, "Wgr art. 33b lid 1 onder e", bron33b),
		Rechtsgeding:        db(Rechtsgeding, "Wgr art. 33b lid 1 onder f", bron33b),
		BeslissingOpBezwaar: db(BeslissingOpBezwaar, "Awb 7:1", bronLid3),
	}
}

// Bevoegdheden returns all bevoegdheden, by code.
func Bevoegdheden() []Bevoegdheid {
	var uit []Bevoegdheid
	for b := range toedelingen() {
		uit = append(uit, b)
	}
	slices.Sort(uit)
	return uit
}

// Bekend reports whether b is a bevoegdheid of an organ of the MGR.
func (b Bevoegdheid) Bekend() bool {
	_, ok := toedelingen()[b]
	return ok
}

// Op returns to whom b belonged on day d, with the note of the rule; false when b
// is unknown or d is before the MGR.
func (b Bevoegdheid) Op(d recht.Datum) (Toedeling, recht.Regelnoot, bool) {
	r, ok := toedelingen()[b]
	if !ok {
		return Toedeling{}, recht.Regelnoot{}, false
	}
	t, noot, err := r.Op(d)
	return t, noot, err == nil
}
