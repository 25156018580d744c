package trechter

import (
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A plek is where a row counts.
type plek struct {
	gemeente, ketenpartner, subregio, doelgroep, sector, gesimuleerd string
}

func (v velden) gesimuleerd() string {
	if v.getal(dimensieInvent) != 0 {
		return "ja"
	}
	return "nee"
}

// post counts n of a step: it happened in quarter op, and counts in quarter in.
// A step that did not happen has no quarter, and no post.
func (p plek) post(stap, in, op string, n int64) []projections.Post {
	dag := recht.Kwartaal(op).Begin()
	if dag.IsZero() || n == 0 {
		return nil
	}
	return []projections.Post{{
		Telling: Stappen, Dag: dag, Delta: n,
		Dimensies: []string{stap, in, p.gemeente, p.ketenpartner, p.subregio, p.doelgroep, p.sector, p.gesimuleerd},
	}}
}

func samen(posten ...[]projections.Post) (alle []projections.Post) {
	for _, p := range posten {
		alle = append(alle, p...)
	}
	return alle
}

// vacatureposten: a vacature counts where the work is, and for no ketenpartner.
func vacatureposten(v velden) []projections.Post {
	p := plek{gemeente: v.tekst("werkplaats"), subregio: v.tekst("subregio"), sector: v.tekst("sector"), gesimuleerd: v.gesimuleerd()}
	voor := p
	voor.doelgroep = v.tekst("doelgroep")
	return samen(
		p.post(Opgehaald, v.tekst("opgehaald"), v.tekst("opgehaald"), 1),
		p.post(Vervuld, v.tekst("vervuld"), v.tekst("vervuld"), 1),
		voor.post(Gecreeerd, v.tekst("gecreeerd"), v.tekst("gecreeerd"), 1),
	)
}

// kandidaatposten: what is found of a kandidaat counts in the quarter of aanlevering.
func kandidaatposten(v velden) []projections.Post {
	p := plek{v.tekst("gemeente"), v.tekst("ketenpartner"), v.tekst("subregio"), v.tekst("doelgroep"), "", v.gesimuleerd()}
	cohort := v.tekst("aangeleverd")
	oordeel := map[string]string{"bruikbaar": Bruikbaar, "niet-bruikbaar": Onbruikbaar}[v.tekst("bruikbaarheid")]
	beoordeeld := v.tekst("beoordeeld")
	if oordeel == "" {
		beoordeeld = "" // not judged yet
	}
	return samen(
		p.post(Aangeleverd, cohort, cohort, 1),
		p.post(oordeel, cohort, beoordeeld, 1),
		p.post(Teruggegeven, cohort, v.tekst("teruggegeven"), 1),
	)
}

// matchposten: how long work lasted counts in the quarter in which it began.
func matchposten(v velden) []projections.Post {
	p := plek{v.tekst("gemeente"), v.tekst("ketenpartner"), v.tekst("subregio"), v.tekst("doelgroep"), v.tekst("sector"), v.gesimuleerd()}
	cohort := v.tekst("geplaatst")
	posten := samen(
		p.post(Voorgesteld, v.tekst("voorgesteld"), v.tekst("voorgesteld"), 1),
		p.post(BijWerkgever, v.tekst("bijWerkgever"), v.tekst("bijWerkgever"), 1),
		p.post(Afgewezen, v.tekst("afgewezen"), v.tekst("afgewezen"), 1),
		p.post(Proef, v.tekst("proef"), v.tekst("proef"), 1),
		p.post(Geplaatst, cohort, cohort, 1),
		p.post(Banen, cohort, cohort, v.getal("baanTienden")),
		p.post(Voortijdig, cohort, v.tekst("voortijdig"), 1),
		p.post(Duurzaam, cohort, v.tekst("duurzaam"), 1),
	)
	if dag := recht.Kwartaal(v.tekst("afgewezen")).Begin(); !dag.IsZero() {
		posten = append(posten, projections.Post{
			Telling: Afwijzingen, Dag: dag, Delta: 1,
			Dimensies: []string{
				v.tekst("reden"), v.tekst("door"), v.tekst("afgewezen"),
				p.gemeente, p.ketenpartner, p.subregio, p.doelgroep, p.sector, p.gesimuleerd,
			},
		})
	}
	return posten
}
