package meting

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// The two tables of the measured read model: a fact per stream and figures in
// cells of gemeente, soort and maand.
var (
	Reeksen = &projections.Tabel{
		Naam:    "reeksen",
		Sleutel: []projections.Kolom{{Naam: "stroom", Soort: projections.Tekst}},
		Velden: []projections.Kolom{
			{Naam: "gemeente", Soort: projections.Tekst},
			{Naam: "soort", Soort: projections.Tekst},
			{Naam: "laatste", Soort: projections.Datum},
			{Naam: "aantal", Soort: projections.Getal},
		},
	}
	Aantallen = &projections.Telling{Naam: "aantallen", Dimensies: []string{"gemeente", "soort", "maand"}, Blijvend: true}
)

// Projector fills the measured read model.
var Projector = &projections.Projector{
	Naam: "metingen", Versie: 1,
	Tabellen:  []*projections.Tabel{Reeksen},
	Tellingen: []*projections.Telling{Aantallen},
	Verwerk:   verwerk,
}

func verwerk(s projections.Schrijver, r es.Recorded) error {
	switch e := r.Event.(type) {
	case Genoteerd:
		if err := s.Zet(Reeksen, string(r.Stream), string(e.Gemeente), e.Soort, e.Dag.String(), int64(r.Revision)+1); err != nil {
			return err
		}
		return s.Tel(Aantallen, e.Dag, e.Aantal, string(e.Gemeente), e.Soort, e.Dag.String()[:7])
	case PersoonGemeld:
		if err := s.Zet(Reeksen, string(r.Stream), string(e.Gemeente), e.Soort, e.Dag.String(), int64(r.Revision)+1); err != nil {
			return err
		}
		return s.Tel(Aantallen, e.Dag, 1, string(e.Gemeente), e.Soort, e.Dag.String()[:7])
	}
	return nil
}
