package boventalligen

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Afgeschermd stands where a class would say something about one person.
const Afgeschermd = "afgeschermd"

// Rapport is the afbouw of boventalligen per quarter.
//
// Why one person left may not be read from it, nor from two answers laid side by
// side. So the split of a quarter moves in steps: it stays as it was shown until
// each class differs from everything that was shown before by nothing or by at
// least the threshold. Which step is shown follows from the events up to the
// position asked, so the same question always gives the same answer.
var Rapport = &projections.Rapport{
	Module: recht.WerkgeverschapSW,
	Naam:   "boventalligen",
	Titel:  "Afbouw van de boventalligen per kwartaal",
	Definitie: "Een regel per kwartaal: hoeveel medewerkers aan het einde boventallig zijn, met en zonder traject van werk naar werk, en hoeveel er in het kwartaal bijkwamen, " +
		"uitstroomden of niet meer boventallig waren. Uitstroom naar werk en anders (pensioen, ziekte, overlijden en overig samen) staat er alleen als elke klasse de drempel haalt; " +
		"zij loopt achter zolang het verschil met een eerder antwoord iets over een mens zou zeggen. uitgesplitst zegt hoeveel van de uitstroom in de klassen zit. " +
		"Met een peildatum telt het hele kwartaal waarin die dag ligt mee.",
	Personen: &projections.Personen{Vorm: vorm},
	Model:    Projector,
	Parameters: []projections.Parameter{
		{Naam: "kwartaal", Omschrijving: "een kwartaal, zoals 2020-K1", Vorm: projections.Kwartaalvorm},
	},
	Maatstaf: maatstaf,
	Maak:     maak,
}

var maatstaf = projections.Maatstaf{
	GeenNorm: "hoeveel medewerkers wanneer moeten zijn uitgestroomd is in het uitvoeringsplan niet gevonden.",
	GeenLaat: "het uitvoeringsplan vraagt een verantwoording per kwartaal en noemt geen dag.",
}

// A bijdrage is what one event added to one of the figures.
type bijdrage struct {
	projections.Bijdrage
	maat string
}

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: projections.Tekstkolommen("kwartaal")}
	for _, n := range []string{"zonderTraject", "inTraject", "boventallig", "instroom", "uitstroom", "ingetrokken"} {
		u.Kolommen = append(u.Kolommen, projections.Kolom{Naam: n, Soort: projections.Getal})
	}
	u.Kolommen = append(u.Kolommen, projections.Tekstkolommen("naarWerk", "anders", "uitgesplitst")...)
	drempel, noot, err := projections.Drempel.Op(recht.NieuweDatum(2017, 1, 1))
	if err != nil {
		return u, err
	}
	u.Regelset = []recht.Regelnoot{noot}
	alle, gesimuleerd, err := bijdragen(l, v)
	if err != nil || len(alle) == 0 {
		return u, err
	}
	eerste, laatste := alle[0].Dag, alle[0].Dag
	for _, b := range alle {
		if b.Dag.Voor(eerste) {
			eerste = b.Dag
		}
		if b.Dag.Na(laatste) {
			laatste = b.Dag
		}
	}
	if !v.Peildatum.IsZero() {
		laatste = v.Peildatum // up to the day asked, also when nothing happened since
	}
	for k := recht.KwartaalVan(eerste); !k.Begin().Na(laatste); k = k.Volgend() {
		if w, ok := v.Filter["kwartaal"]; !ok || w == string(k) {
			r := regel(k, alle, drempel)
			r.Gesimuleerd = gesimuleerd
			u.Regels = append(u.Regels, r)
		}
	}
	return u, nil
}

// bijdragen reads what was added to all figures, in order of position.
func bijdragen(l projections.Lezer, v projections.Vraag) (alle []bijdrage, gesimuleerd bool, err error) {
	for _, maat := range []string{ZonderTraject, InTraject, Instroom, Uitstroom, NaarWerk, Anders, Ingetrokken} {
		for _, invent := range []string{"ja", "nee"} {
			for b, err := range l.Herkomst(Aantallen, v.BekendOp, v.Peildatum,
				projections.Gelijk{Kolom: dimensieMaat, Waarde: maat}, projections.Gelijk{Kolom: dimensieInvent, Waarde: invent}) {
				if err != nil {
					return nil, false, err
				}
				alle = append(alle, bijdrage{b, maat})
				gesimuleerd = gesimuleerd || invent == "ja"
			}
		}
	}
	slices.SortStableFunc(alle, func(a, b bijdrage) int { return cmp.Compare(a.Positie, b.Positie) })
	return alle, gesimuleerd, nil
}

// regel makes the line of quarter k.
func regel(k recht.Kwartaal, alle []bijdrage, drempel int64) projections.Regel {
	som := map[string]int64{}
	var klassen []bijdrage
	var posities []es.Position
	for _, b := range alle {
		stand := b.maat == ZonderTraject || b.maat == InTraject
		switch {
		case b.Dag == k.Begin() && (b.maat == NaarWerk || b.maat == Anders):
			klassen = append(klassen, b)
		case stand && !b.Dag.Na(k.Begin()), !stand && b.Dag == k.Begin():
			som[b.maat] += b.Delta
			posities = append(posities, b.Positie)
		}
	}
	naarWerk, anders, aantal := Afgeschermd, Afgeschermd, "0"
	if p, ok := getoond(klassen, drempel); ok {
		naarWerk, anders, aantal = strconv.FormatInt(p.naarWerk, 10), strconv.FormatInt(p.anders, 10), strconv.FormatInt(p.naarWerk+p.anders, 10)
	}
	return projections.Regel{
		Waarden: []projections.Waarde{
			string(k), som[ZonderTraject], som[InTraject], som[ZonderTraject] + som[InTraject],
			som[Instroom], som[Uitstroom], som[Ingetrokken], naarWerk, anders, aantal,
		},
		Herkomst: posities,
	}
}

// A splitsing is outflow by class.
type splitsing struct{ naarWerk, anders int64 }

// getoond returns the last split that may be shown of what was added in order of
// position; ok is false when none may.
func getoond(bs []bijdrage, drempel int64) (splitsing, bool) {
	var nu splitsing
	eerder := []splitsing{}
	for i, b := range bs {
		if b.maat == NaarWerk {
			nu.naarWerk += b.Delta
		} else {
			nu.anders += b.Delta
		}
		heel := i == len(bs)-1 || bs[i+1].Positie != b.Positie // both sides of a correction come from one event
		if heel && nu.naarWerk >= drempel && nu.anders >= drempel &&
			!slices.ContainsFunc(eerder, func(p splitsing) bool { return p != nu && !nu.ver(p, drempel) }) {
			eerder = append(eerder, nu)
		}
	}
	if len(eerder) == 0 {
		return splitsing{}, false
	}
	return eerder[len(eerder)-1], true
}

// ver reports whether the difference between two splits says nothing about fewer
// persons than the threshold, in either class.
func (s splitsing) ver(p splitsing, drempel int64) bool {
	genoeg := func(d int64) bool { return d == 0 || d >= drempel || d <= -drempel }
	return genoeg(s.naarWerk-p.naarWerk) && genoeg(s.anders-p.anders)
}
