// Package boventalligen keeps how many boventalligen there are at the end of each
// quarter, how many came and how many left.
//
// Rows hold only what survives destruction: quarters and the class of leaving.
// The class is shown with care: see [Rapport].
package boventalligen

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
	"github.com/mgr-sdcg/kroniek/projections"
)

// What is counted. The first two are states: their deltas add up to how many
// there are at the end of a day. The others are movements.
const (
	ZonderTraject = "boventallig zonder traject"
	InTraject     = "boventallig in traject"
	Instroom      = "instroom"
	Uitstroom     = "uitstroom"
	NaarWerk      = "uitstroom naar werk"
	Anders        = "uitstroom anders"
	Ingetrokken   = "boventalligheid ingetrokken"
)

const (
	dimensieMaat   = "maat"
	dimensieInvent = "gesimuleerd"
)

// Aantallen counts by what is counted; the day of a cell is the first of the quarter.
var Aantallen = &projections.Telling{Naam: "aantallen", Dimensies: []string{dimensieMaat, dimensieInvent}, Blijvend: true}

// Boventalligen holds one row per boventallige. Trajecten holds how often
// guidance began and stopped, as quarters: "+2019-K1-2019-K3".
var Boventalligen = &projections.Tabel{
	Naam:    "boventalligen",
	Sleutel: projections.Tekstkolommen("stroom"),
	Velden: append(projections.Tekstkolommen("verklaard", "trajecten", "einde", "klasse"),
		projections.Kolom{Naam: dimensieInvent, Soort: projections.Getal}),
}

// Projector fills the read model.
var Projector = &projections.Projector{
	Naam: "boventalligen", Versie: 1,
	Tabellen:  []*projections.Tabel{Boventalligen},
	Tellingen: []*projections.Telling{Aantallen},
	Verwerk:   verwerk,
}

// A rij is one row of Boventalligen.
type rij struct {
	verklaard, trajecten, einde, klasse string
	gesimuleerd                         bool
}

func lees(w []projections.Waarde) rij {
	return rij{w[0].(string), w[1].(string), w[2].(string), w[3].(string), w[4].(int64) != 0}
}

func (r rij) waarden(stroom es.Stream) []projections.Waarde {
	return []projections.Waarde{string(stroom), r.verklaard, r.trajecten, r.einde, r.klasse, projections.JaNee(r.gesimuleerd)}
}

func verwerk(s projections.Schrijver, r es.Recorded) error {
	e, ok := r.Event.(boventallige.Event)
	if !ok {
		return nil
	}
	velden, er, err := s.Huidig(Boventalligen, string(r.Stream))
	if err != nil {
		return err
	}
	var nu rij
	if er {
		nu = lees(velden)
	}
	was := posten(nu)
	switch e := e.(type) {
	case boventallige.BoventalligVerklaard:
		nu.verklaard, er = string(e.Kwartaal), true
	case boventallige.VanWerkNaarWerkTrajectGestart:
		nu.trajecten += "+" + string(e.Kwartaal)
	case boventallige.VanWerkNaarWerkTrajectBeeindigd:
		nu.trajecten += "-" + string(e.Kwartaal)
	case boventallige.BoventalligheidIngetrokken:
		nu.einde, nu.klasse = string(e.Kwartaal), ""
	case boventallige.BoventalligeUitgestroomd:
		nu.einde, nu.klasse = string(e.Kwartaal), string(e.Klasse)
	}
	if !er {
		return projections.ErrVolgorde
	}
	nu.gesimuleerd = nu.gesimuleerd || e.Verantwoordt().Gesimuleerd
	if err := s.Zet(Boventalligen, nu.waarden(r.Stream)...); err != nil {
		return err
	}
	return projections.Herboek(s, was, posten(nu))
}

// posten returns what a row adds to the cells.
func posten(r rij) (ps []projections.Post) {
	gesimuleerd := "nee"
	if r.gesimuleerd {
		gesimuleerd = "ja"
	}
	post := func(maat, kwartaal string, delta int64) {
		if dag := recht.Kwartaal(kwartaal).Begin(); !dag.IsZero() {
			ps = append(ps, projections.Post{Telling: Aantallen, Dag: dag, Delta: delta, Dimensies: []string{maat, gesimuleerd}})
		}
	}
	post(Instroom, r.verklaard, 1)
	post(ZonderTraject, r.verklaard, 1)
	const stap = len("+2019-K1")
	stand := ZonderTraject
	for t := r.trajecten; len(t) >= stap; t = t[stap:] {
		naar := InTraject
		if t[0] == '-' {
			naar = ZonderTraject
		}
		post(stand, t[1:stap], -1)
		post(naar, t[1:stap], 1)
		stand = naar
	}
	post(stand, r.einde, -1)
	switch {
	case r.klasse == "":
		post(Ingetrokken, r.einde, 1)
	case r.klasse == string(boventallige.NaarWerk):
		post(Uitstroom, r.einde, 1)
		post(NaarWerk, r.einde, 1)
	default:
		post(Uitstroom, r.einde, 1)
		post(Anders, r.einde, 1)
	}
	return ps
}
