package trechter

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
	"github.com/mgr-sdcg/kroniek/projections"
)

func kwartaal(d recht.Datum) string { return string(recht.KwartaalVan(d)) }

func opVacature(s projections.Schrijver, r es.Recorded, e vacature.Event) error {
	_, begin := e.(vacature.VacatureOpgehaald)
	return wijzig(s, Vacatures, vacatureposten, begin, e.Verantwoordt().Gesimuleerd, func(v velden) {
		switch e := e.(type) {
		case vacature.VacatureOpgehaald:
			v.zet("werkplaats", string(e.Werkplaats))
			v.zet("subregio", string(e.Subregio))
			v.zet("sector", string(e.Sector))
			v.zet("opgehaald", kwartaal(e.OpgehaaldOp))
		case vacature.FunctieGecreeerd:
			v.zet("doelgroep", string(e.Doelgroep))
			v.zet("gecreeerd", kwartaal(e.GecreeerdOp))
		case vacature.VacatureVervuld:
			v.zet("vervuld", kwartaal(e.VervuldOp))
		case vacature.VacatureIngetrokken, vacature.VacatureVervallen: // also when it corrects an earlier ending
			v.zet("vervuld", "")
		}
	}, string(r.Stream))
}

func opKandidaat(s projections.Schrijver, r es.Recorded, e kandidaat.Event) error {
	aanlevering, begin := 0, false
	switch e := e.(type) {
	case kandidaat.KandidaatAangeleverd:
		aanlevering, begin = e.Aanlevering, true
	case kandidaat.KandidaatprofielBijgewerkt:
		aanlevering = e.Aanlevering
	case kandidaat.KandidaatNietGeschiktTeruggegeven:
		aanlevering = e.Aanlevering
	}
	return wijzig(s, Kandidaten, kandidaatposten, begin, e.Verantwoordt().Gesimuleerd, func(v velden) {
		switch e := e.(type) {
		case kandidaat.KandidaatAangeleverd:
			v.indeling(e.Indeling)
			v.zet("aangeleverd", string(e.Kwartaal))
		case kandidaat.KandidaatprofielBijgewerkt:
			v.zet("bruikbaarheid", string(e.Bruikbaarheid))
			v.zet("beoordeeld", string(e.Kwartaal))
		case kandidaat.KandidaatNietGeschiktTeruggegeven:
			v.zet("teruggegeven", string(e.Kwartaal))
		}
	}, string(r.Stream), int64(aanlevering))
}

func opMatch(s projections.Schrijver, r es.Recorded, e match.Event) error {
	_, begin := e.(match.MatchVoorgesteld)
	return wijzig(s, Matches, matchposten, begin, e.Verantwoordt().Gesimuleerd, func(v velden) {
		switch e := e.(type) {
		case match.MatchVoorgesteld:
			v.indeling(e.Indeling)
			v.zet("sector", string(e.Sector))
			v.zet("voorgesteld", string(e.Kwartaal))
		case match.VoorstelAanWerkgeverGedaan:
			v.zet("bijWerkgever", string(e.Kwartaal))
		case match.MatchAfgewezen:
			v.zet("afgewezen", string(e.Kwartaal))
			v.zet("reden", string(e.Reden))
			v.zet("door", string(e.Door))
		case match.ProefplaatsingGestart:
			v.zet("proef", string(e.Kwartaal))
		case match.KandidaatGeplaatst:
			v.zet("geplaatst", string(e.Kwartaal))
			v.zet("baanTienden", int64(e.BaanTienden))
		case match.PlaatsingBeeindigd:
			v.zet("voortijdig", "")
			if e.VoorTermijn {
				v.zet("voortijdig", string(e.Kwartaal))
			}
		case match.DuurzaamGeplaatst:
			v.zet("duurzaam", string(e.Kwartaal))
			if e.Teruggenomen {
				v.zet("duurzaam", "")
			}
		}
	}, string(r.Stream))
}
