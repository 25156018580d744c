// Package deelnamematrix keeps which gemeente takes part in which (sub)module,
// over time: the matrix that decides whom the MGR asks, counts and charges.
package deelnamematrix

import (
	"context"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Deelnames holds one row per periode of deelname.
var Deelnames = &projections.Tabel{
	Naam: "deelnames",
	Sleutel: []projections.Kolom{
		{Naam: "gemeente", Soort: projections.Tekst},
		{Naam: "module", Soort: projections.Tekst},
		{Naam: "periode", Soort: projections.Getal},
	},
	Velden: []projections.Kolom{
		{Naam: "vanaf", Soort: projections.Datum},
		{Naam: "tot", Soort: projections.Datum},         // first day without deelname; empty while it lasts
		{Naam: "gesimuleerd", Soort: projections.Getal}, // verzonnenVanaf and verzonnenTot, added up
		{Naam: "stroom", Soort: projections.Tekst},
		{Naam: "revisie", Soort: projections.Getal}, // of the stream when this row was written
	},
}

// Which days of a periode are invented: a real event about the one day says
// nothing of the other.
const (
	verzonnenVanaf int64 = 1
	verzonnenTot   int64 = 2
)

// Projector fills the matrix.
var Projector = &projections.Projector{
	Naam: "deelnamematrix", Versie: 2,
	Tabellen: []*projections.Tabel{Deelnames},
	Verwerk:  verwerk,
}

func verwerk(s projections.Schrijver, r es.Recorded) error {
	switch e := r.Event.(type) {
	case deelname.DeelnameModuleGestart:
		tot, verzonnen := "", verzonnenVanaf*projections.JaNee(e.Gesimuleerd)
		oud, er, err := s.Huidig(Deelnames, string(e.Gemeente), string(e.Module), int64(e.Periode))
		if err != nil {
			return err
		}
		if er { // a correction of the first day leaves the end as it was
			tot = oud[1].(string)
			verzonnen |= oud[2].(int64) & verzonnenTot
		}
		return zet(s, r, e.Gemeente, e.Module, e.Periode, e.Vanaf.String(), tot, verzonnen)
	case deelname.DeelnameModuleBeeindigd:
		oud, er, err := s.Huidig(Deelnames, string(e.Gemeente), string(e.Module), int64(e.Periode))
		if err != nil {
			return err
		}
		if !er {
			return projections.ErrVolgorde
		}
		verzonnen := oud[2].(int64)&verzonnenVanaf | verzonnenTot*projections.JaNee(e.Gesimuleerd)
		return zet(s, r, e.Gemeente, e.Module, e.Periode, oud[0].(string), e.Tot.String(), verzonnen)
	}
	return nil
}

func zet(s projections.Schrijver, r es.Recorded, g recht.Gemeentecode, m recht.Module, periode int, vanaf, tot string, verzonnen int64) error {
	return s.Zet(Deelnames, string(g), string(m), int64(periode), vanaf, tot,
		verzonnen, string(r.Stream), int64(r.Revision))
}

// Rapport is the matrix: a line per gemeente, a column per module.
var Rapport = &projections.Rapport{
	Naam:  "deelnamematrix",
	Titel: "Deelname per gemeente en module",
	Definitie: "Per gemeente de periode waarin zij aan een module deelneemt, op de peildatum. " +
		"Zonder peildatum staan alle periodes er. De laatste dag van een periode telt niet mee.",
	Model:      Projector,
	Parameters: []projections.Parameter{{Naam: "gemeente", Omschrijving: "CBS-code met GM ervoor, zoals GM0202", Waarden: projections.Gemeentewaarden()}},
	Maatstaf: projections.Maatstaf{
		GeenNorm: "een gemeente kiest zelf aan welke modules zij deelneemt.", GeenLaat: "voor het vastleggen van een deelname is geen termijn bekend.",
	},
	Sleutel: []string{"gemeente"},
	Maak:    maak,
}

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	modules := recht.Modules()
	u := projections.Uitkomst{Kolommen: []projections.Kolom{{Naam: "gemeente"}, {Naam: "naam"}}}
	for _, m := range modules {
		u.Kolommen = append(u.Kolommen, projections.Kolom{Naam: string(m)})
	}
	var waar []projections.Gelijk
	if g, ok := v.Filter["gemeente"]; ok {
		waar = append(waar, projections.Gelijk{Kolom: "gemeente", Waarde: g})
	}
	for rij, err := range l.Versies(Deelnames, v.BekendOp, waar...) {
		if err != nil {
			return u, err
		}
		u.Regels = metHerkomst(u.Regels, rij, len(modules))
	}
	for rij, err := range l.Rijen(Deelnames, v.BekendOp, waar...) {
		if err != nil {
			return u, err
		}
		regel := &u.Regels[slices.IndexFunc(u.Regels, func(r projections.Regel) bool { return r.Waarden[0] == rij.Waarden[0] })]
		regel.Gesimuleerd = regel.Gesimuleerd || rij.Getal(5) != 0
		if i := slices.Index(modules, recht.Module(rij.Tekst(1))); i >= 0 && geldtOp(rij, v.Peildatum) {
			regel.Waarden[2+i] = samen(regel.Waarden[2+i].(string), periode(rij))
		}
	}
	return u, nil
}

func metHerkomst(regels []projections.Regel, rij projections.Rij, modules int) []projections.Regel {
	n := len(regels)
	if n == 0 || regels[n-1].Waarden[0] != rij.Waarden[0] {
		waarden := make([]projections.Waarde, 2+modules)
		for i := range waarden {
			waarden[i] = ""
		}
		naam, _ := recht.NaamVan(recht.Gemeentecode(rij.Tekst(0)))
		waarden[0], waarden[1] = rij.Tekst(0), naam
		regels = append(regels, projections.Regel{Waarden: waarden})
		n++
	}
	regels[n-1].Herkomst = projections.MetPositie(regels[n-1].Herkomst, rij.Van)
	return regels
}

// geldtOp reports whether the periode of rij covers day d; without a day every
// periode that was not recalled counts.
func geldtOp(rij projections.Rij, d recht.Datum) bool {
	vanaf, tot := rij.Tekst(3), rij.Tekst(4)
	if d.IsZero() {
		return vanaf != tot
	}
	return vanaf <= d.String() && (tot == "" || d.String() < tot)
}

func periode(rij projections.Rij) string {
	if tot := rij.Tekst(4); tot != "" {
		return rij.Tekst(3) + " tot " + tot
	}
	return "vanaf " + rij.Tekst(3)
}

func samen(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}
