// Package vrijstellingen keeps how many vrijstellingen and verlofaanvragen there
// were: per gemeente, ground and schooljaar, how they came out, and what came late.
//
// Both figures rest on what stays after destruction, and take nothing from a row,
// so they are the same for ever. What counts where stands in the event itself.
package vrijstellingen

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	vr "github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Names of dimensions and columns.
const (
	gemeente    = "gemeente"
	schooljaar  = "schooljaar"
	grond       = "grond"
	uitkomst    = "uitkomst"
	tijdigheid  = "tijdigheid"
	gesimuleerd = "gesimuleerd"
)

// What is known of the term of a case.
const (
	opTijd        = "opTijd"
	teLaat        = "teLaat"
	nogOpen       = "nogOpen"       // the term ends with a besluit that is not there yet
	zonderTermijn = "zonderTermijn" // no term was found
)

// Aantallen counts cases: each once in every schooljaar in which it counts.
var Aantallen = &projections.Telling{
	Naam: "aantallen", Dimensies: []string{gemeente, schooljaar, grond, uitkomst, gesimuleerd}, Blijvend: true,
}

// Tijdigheid counts cases by whether the kennisgeving, or the first besluit, came
// in time: each once, in the schooljaar asked for.
var Tijdigheid = &projections.Telling{
	Naam: "tijdigheid", Dimensies: []string{gemeente, schooljaar, grond, tijdigheid, gesimuleerd}, Blijvend: true,
}

// Projector fills the read model.
var Projector = &projections.Projector{
	Naam: "vrijstellingen", Versie: 1, Tellingen: []*projections.Telling{Aantallen, Tijdigheid}, Verwerk: verwerk,
}

func verwerk(s projections.Schrijver, r es.Recorded) error {
	switch e := r.Event.(type) {
	case vr.Event:
		return opVrijstelling(s, e)
	case verlof.Event:
		return opVerlof(s, e)
	}
	return nil
}

// A zaak is where something counts.
type zaak struct {
	k         leerplicht.Kenmerken
	grond     string
	verzonnen bool
}

func (z zaak) tel(s projections.Schrijver, t *projections.Telling, jaar, waarde string, delta int64) error {
	dag, err := recht.ParseDatum(jaar[:min(4, len(jaar))] + "-08-01")
	if err != nil {
		return err
	}
	verzonnen := "nee"
	if z.verzonnen {
		verzonnen = "ja"
	}
	return s.Tel(t, dag, delta, string(z.k.Gemeente), jaar, z.grond, waarde, verzonnen)
}

// wend takes away what counted and adds what counts now.
func (z zaak) wend(s projections.Schrijver, w vr.Wending) error {
	for _, stap := range []struct {
		stand vr.Stand
		delta int64
	}{{w.Eerder, -1}, {w.Nu, 1}} {
		for _, jaar := range stap.stand.Schooljaren {
			if err := z.tel(s, Aantallen, jaar, string(stap.stand.Uitkomst), stap.delta); err != nil {
				return err
			}
		}
	}
	return nil
}

// termijn counts whether a case was in time; was is how it counted before.
func (z zaak) termijn(s projections.Schrijver, was, wordt string) error {
	if was != "" {
		if err := z.tel(s, Tijdigheid, z.k.Schooljaar, was, -1); err != nil {
			return err
		}
	}
	return z.tel(s, Tijdigheid, z.k.Schooljaar, wordt, 1)
}

func tijdig(ja bool) string {
	if ja {
		return opTijd
	}
	return teLaat
}

func opVrijstelling(s projections.Schrijver, e vr.Event) error {
	switch e := e.(type) {
	case vr.BeroepOpVrijstellingOntvangen:
		return zo(e.Kenmerken, e, e.Wending).open(s, e.Wending, tijdig(e.OpTijd))
	case vr.AanvraagVrijstellingOntvangen:
		termijn := nogOpen
		if e.Grond == leerplicht.Grond15 {
			termijn = zonderTermijn
		}
		return zo(e.Kenmerken, e, e.Wending).open(s, e.Wending, termijn)
	case vr.VrijstellingVanRechtswegeVastgesteld:
		return zo(e.Kenmerken, e, e.Wending).wend(s, e.Wending)
	case vr.BeroepOpVrijstellingNietAanvaard:
		return zo(e.Kenmerken, e, e.Wending).wend(s, e.Wending)
	case vr.VervangendeLeerplichtToegestaan:
		return zo(e.Kenmerken, e, e.Wending).besluit(s, e.Wending, e.OpTijd)
	case vr.VervangendeLeerplichtGeweigerd:
		return zo(e.Kenmerken, e, e.Wending).besluit(s, e.Wending, e.OpTijd)
	case vr.VervangendeLeerplichtVerlengd:
		return zo(e.Kenmerken, e, e.Wending).wend(s, e.Wending)
	case vr.VrijstellingKwalificatieplichtVerleend:
		return zo(e.Kenmerken, e, e.Wending).wend(s, e.Wending)
	case vr.VrijstellingKwalificatieplichtGeweigerd:
		return zo(e.Kenmerken, e, e.Wending).wend(s, e.Wending)
	case vr.VrijstellingBeeindigd:
		return zo(e.Kenmerken, e, e.Wending).wend(s, e.Wending)
	}
	return nil
}

func zo(k leerplicht.Kenmerken, e recht.Verantwoord, w vr.Wending) zaak {
	return zaak{k, string(w.Grond), e.Verantwoordt().Gesimuleerd}
}

func (z zaak) open(s projections.Schrijver, w vr.Wending, termijn string) error {
	if err := z.wend(s, w); err != nil {
		return err
	}
	return z.termijn(s, "", termijn)
}

// besluit counts a besluit that has a term. Only the first one tells whether it was
// kept: what corrects it came when it had to.
func (z zaak) besluit(s projections.Schrijver, w vr.Wending, op bool) error {
	if err := z.wend(s, w); err != nil || w.Eerder.Uitkomst != vr.Open {
		return err
	}
	return z.termijn(s, nogOpen, tijdig(op))
}

// opVerlof counts verlof of more than ten days as a ground of its own.
func opVerlof(s projections.Schrijver, e verlof.Event) error {
	stand := func(k leerplicht.Kenmerken, u vr.Uitkomst) vr.Stand {
		return vr.Stand{Uitkomst: u, Schooljaren: []string{k.Schooljaar}}
	}
	wend := func(k leerplicht.Kenmerken, u vr.Uitkomst) error {
		z := zaak{k, verlof.Grond, e.Verantwoordt().Gesimuleerd}
		return z.wend(s, vr.Wending{Eerder: stand(k, vr.Open), Nu: stand(k, u)})
	}
	switch e := e.(type) {
	case verlof.VerlofAangevraagd:
		z := zaak{e.Kenmerken, verlof.Grond, e.Gesimuleerd}
		return z.open(s, vr.Wending{Nu: stand(e.Kenmerken, vr.Open)}, zonderTermijn)
	case verlof.VerlofVerleend:
		return wend(e.Kenmerken, vr.Toegekend)
	case verlof.VerlofGeweigerd:
		return wend(e.Kenmerken, vr.Afgewezen)
	}
	return nil
}
