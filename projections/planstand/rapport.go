package planstand

import (
	"context"
	"slices"
	"strconv"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Rapport is the stand van het plan.
var Rapport = &projections.Rapport{
	Naam:  "stand-van-het-plan",
	Titel: "Stand van het uitvoeringsplan",
	Definitie: "Een regel per onderdeel van elk uitvoeringsplan: hoe ver het is, sinds wanneer, en met welke tekst " +
		"(SHA-256 van de tekst; de tekst zelf ligt in het archief). Met een peildatum: de stand die op die dag gold.",
	Model:      Projector,
	Parameters: []projections.Parameter{{Naam: "planperiode", Omschrijving: "eerste jaar van het plan, zoals 2020", Vorm: projections.Jaarvorm}},
	Maatstaf: projections.Maatstaf{
		GeenNorm: "voor de stappen van een plan is geen termijn gevonden, op die van de zienswijzen na; die staat in het rapport zienswijzen.",
		GeenLaat: "zonder termijn is geen stap te laat.",
	},
	Sleutel: []string{"planperiode", "onderdeel"},
	Maak:    maak,
}

// A bekendmaking is the day on which a besluit was made known, as known at the
// position asked, with every event that said so.
type bekendmaking struct {
	op          string
	gesimuleerd bool
	herkomst    []es.Position
}

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{
		{Naam: "planperiode"},
		{Naam: "onderdeel"},
		{Naam: "titel"},
		{Naam: "stand"},
		{Naam: "sinds", Soort: projections.Datum},
		{Naam: "advies"},
		{Naam: "vastgesteldOp", Soort: projections.Datum},
		{Naam: "bijstelling", Soort: projections.Getal},
		{Naam: "sha256"},
	}}
	var waar []projections.Gelijk
	if p, ok := v.Filter["planperiode"]; ok {
		jaar, err := strconv.ParseInt(p, 10, 64)
		if err != nil {
			return u, nil // no plan starts in such a year
		}
		waar = append(waar, projections.Gelijk{Kolom: "vanJaar", Waarde: jaar})
	}
	bekend, err := bekendmakingen(l, v)
	if err != nil {
		return u, err
	}
	var versies []projections.Rij
	afmaken := func() {
		if r, ok := regel(versies, bekend, v.Peildatum.String()); ok {
			u.Regels = append(u.Regels, r)
		}
	}
	for rij, err := range l.Versies(Onderdelen, v.BekendOp, waar...) {
		if err != nil {
			return u, err
		}
		if n := len(versies); n > 0 && !slices.Equal(versies[n-1].Waarden[:2], rij.Waarden[:2]) {
			afmaken()
			versies = nil
		}
		versies = append(versies, rij)
	}
	afmaken()
	return u, nil
}

func bekendmakingen(l projections.Lezer, v projections.Vraag) (map[string]bekendmaking, error) {
	uit := map[string]bekendmaking{}
	for rij, err := range l.Versies(Bekendmakingen, v.BekendOp) {
		if err != nil {
			return nil, err
		}
		k := sleutelVan(rij, rij.Tekst(2))
		b := uit[k]
		b.op, b.gesimuleerd, b.herkomst = rij.Tekst(3), rij.Getal(4) != 0, append(b.herkomst, rij.Van)
		uit[k] = b
	}
	return uit, nil
}

func sleutelVan(rij projections.Rij, besluit string) string {
	return rij.Tekst(0) + "/" + strconv.FormatInt(rij.Getal(1), 10) + "/" + besluit
}

// regel makes the line of one onderdeel from its versions in order of recording:
// the last that held on dag (empty: ever), without those that a correction
// replaced. It is not ok when there was none yet.
func regel(versies []projections.Rij, bekend map[string]bekendmaking, dag string) (r projections.Regel, ok bool) {
	var gold []projections.Rij
	var herkomst []es.Position
	for i, rij := range versies {
		if i+1 < len(versies) && vervangen(rij, versies[i+1]) {
			herkomst = projections.MetPositie(herkomst, rij.Van)
			continue
		}
		if dag == "" || rij.Tekst(2+veldSinds) <= dag { // jjjj-mm-dd, so text order is time order
			gold = append(gold, rij)
		}
	}
	if len(gold) == 0 {
		return r, false
	}
	rij := gold[len(gold)-1]
	r = van(rij)
	herkomst = slices.DeleteFunc(herkomst, func(p es.Position) bool { return p > rij.Van }) // replaced what held later
	for _, g := range gold {
		herkomst = projections.MetPositie(herkomst, g.Van)
		b, er := bekend[sleutelVan(g, g.Tekst(2+veldBesluit))]
		if !er || g.Tekst(2+veldBesluit) == "" || dag != "" && b.op > dag {
			continue
		}
		for _, p := range b.herkomst {
			herkomst = projections.MetPositie(herkomst, p)
		}
		r.Gesimuleerd = r.Gesimuleerd || b.gesimuleerd
		if g.Van == rij.Van && g.Tekst(2+veldStand) == Vastgesteld {
			r.Waarden[3], r.Waarden[4] = Bekendgemaakt, b.op
		}
	}
	r.Herkomst = herkomst
	return r, true
}

// vervangen reports whether volgende is a correction of rij.
func vervangen(rij, volgende projections.Rij) bool {
	return volgende.Getal(2+veldCorrectie) != 0 && rij.Tekst(2+veldStand) == volgende.Tekst(2+veldStand)
}

func van(rij projections.Rij) projections.Regel {
	return projections.Regel{
		Waarden: []projections.Waarde{
			strconv.FormatInt(rij.Getal(2), 10) + "-" + strconv.FormatInt(rij.Getal(3), 10),
			rij.Tekst(2 + veldOnderdeel), rij.Tekst(2 + veldTitel), rij.Tekst(2 + veldStand), rij.Tekst(2 + veldSinds),
			rij.Tekst(2 + veldAdvies), rij.Tekst(2 + veldVastgesteld), rij.Getal(2 + veldBijstelling), rij.Tekst(2 + veldSHA256),
		},
		Gesimuleerd: rij.Getal(2+veldGesimuleerd) != 0,
	}
}
