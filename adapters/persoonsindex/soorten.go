package persoonsindex

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
)

// Opsporing is the space of Halt and proces-verbaal: apart from Onderwijszaken,
// so that a search there tells nothing of it (AVG art. 10; Wet politiegegevens).
const Opsporing = "opsporing"

// Standaard returns the kinds of stream about a person with a number. One dossier
// under each duty may run at a time, and somebody is one kandidaat for good, whom
// a next aanlevering joins; of meldingen, vrijstellingen and
// verlofaanvragen there may be many.
func Standaard() map[string]Soort {
	onderwijs, wsp := string(recht.Onderwijszaken), string(recht.Werkgeversservicepunt)
	dossier := Soort{Module: onderwijs, Enig: leerplichtdossier.ErrAnderDossier, Loopt: loopt(leerplichtdossier.Decider, leerplichtdossier.State.Loopt)}
	return map[string]Soort{
		verzuimmelding.Soort:                      {Module: onderwijs},
		leerplichtdossier.SoortLeerplicht:         dossier,
		leerplichtdossier.SoortKwalificatieplicht: dossier,
		doorstroompunt.Soort: {
			Module: onderwijs, Enig: doorstroompunt.ErrAnderDossier, Loopt: loopt(doorstroompunt.Decider, doorstroompunt.State.Gevolgd),
		},
		vrijstelling.Soort:  {Module: onderwijs},
		verlof.Soort:        {Module: onderwijs},
		halt.Soort:          {Module: Opsporing},
		procesverbaal.Soort: {Module: Opsporing},
		kandidaat.Soort:     {Module: wsp, Enig: kandidaat.ErrAlBekend, Loopt: func([]es.Recorded) bool { return true }},
		match.Soort:         {Module: wsp, Verwijst: vanMatch},
	}
}

// loopt folds a stream and asks its state.
func loopt[C, S, E any](d es.Decider[C, S, E], vraag func(S) bool) func([]es.Recorded) bool {
	return func(vastgelegd []es.Recorded) bool {
		s := d.Initial
		for _, g := range vastgelegd {
			e, ok := g.Event.(E)
			if !ok {
				return true // not a stream that this program understands: better one too few than two
			}
			s = d.Evolve(s, e)
		}
		return vraag(s)
	}
}

// vanMatch returns the kandidaat of a match.
func vanMatch(waarde any) (es.Stream, bool) {
	o, ok := waarde.(*match.Opgezocht)
	if !ok {
		return "", false
	}
	return o.Kandidaat, true
}
