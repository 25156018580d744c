package httpapi

import (
	"fmt"
	"strings"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

type veld = map[string]any

var teksthash = strings.Repeat("ab", 32)

func onderdelen() []veld {
	var os []veld
	for _, c := range []string{"beheerorganisatie", "inkoop", "onderwijszaken", "werkgeversservicepunt", "werkgeverschap-sw"} {
		os = append(os, veld{"code": c, "titel": "Onderdeel " + c, "sha256": teksthash})
	}
	return os
}

func concept() veld {
	return veld{
		"opdracht": veld{"motivering": "Concept voor de nieuwe planperiode.", "gesimuleerd": true},
		"titel":    "Uitvoeringsplan 2027-2030", "vanJaar": 2027, "totEnMetJaar": 2030,
		"opgesteldOp": "2026-03-02", "onderdelen": onderdelen(),
	}
}

// stemronde is a meeting of all seats, with a vote by show of hands.
func stemronde(aanvang time.Time, voor, tegen int) veld {
	var presentie []veld
	for i := range voor + tegen {
		presentie = append(presentie, veld{"lid": fmt.Sprintf("zetel-%d", i+1), "gemeente": eigenGemeente, "aanwezig": true})
	}
	return veld{
		"vergadering": veld{"aanvang": aanvang.Format(time.RFC3339), "zetels": voor + tegen, "presentie": presentie},
		"stemming":    veld{"agendapunt": "5", "wijze": "handopsteken", "voor": voor, "tegen": tegen},
	}
}

var opdracht = veld{"motivering": "Zie het voorstel.", "gesimuleerd": true}

const plan = "/v1/uitvoeringsplannen/2027"

// secretaris sends a command as bestuurssecretaris.
func (k *kantoor) secretaris(pad string, lichaam any, koppen ...string) gekregen {
	k.t.Helper()
	return k.stuur(k.token[toegang.Bestuurssecretaris], "POST", pad, lichaam, koppen...)
}

// totOntwerp takes a plan to its ontwerp, and returns the last answer.
func (k *kantoor) totOntwerp() {
	k.t.Helper()
	k.secretaris("/v1/uitvoeringsplannen", concept()).is(201)
	modules := []string{"inkoop", "onderwijszaken", "werkgeversservicepunt", "werkgeverschap-sw"}
	k.secretaris(plan+"/adviesaanvragen", veld{"opdracht": opdracht, "onderdelen": modules, "gevraagdOp": "2026-03-02"}).is(201)
	for _, m := range modules[:3] {
		k.secretaris(plan+"/adviezen", veld{"opdracht": opdracht, "onderdeel": m, "advies": "positief", "uitgebrachtOp": "2026-03-02"}).is(201)
	}
	k.secretaris(plan+"/voortzettingen", veld{"opdracht": opdracht, "onderdeel": modules[3], "reden": "De commissie kwam niet bijeen.", "voortgezetOp": "2026-03-02"}).is(201)
	k.stuur(k.token[toegang.DagelijksBestuur], "POST", plan+"/ontwerpvaststellingen",
		veld{"opdracht": opdracht, "stemronde": stemronde(k.klok.nu(), 4, 1)}).is(201)
}

// neemDeel lets two gemeenten take part in inkoop.
func (k *kantoor) neemDeel() {
	k.t.Helper()
	for _, g := range []string{eigenGemeente, andereGemeente} {
		k.secretaris("/v1/deelnames", veld{"opdracht": opdracht, "gemeente": g, "module": "inkoop", "vanaf": "2020-01-01", "genomenOp": "2019-12-01"}).is(201)
	}
}
