package bevoegdheden

import (
	"fmt"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// The signals. Each points at a fact that a person judges.
const (
	verkeerdOrgaan   = "verkeerd orgaan"
	nietMandateren   = "niet in mandaat te nemen"
	geenMandaat      = "geen mandaat op die dag"
	verlopen         = "mandaat verlopen"
	ingetrokken      = "mandaat ingetrokken"
	bovenGrens       = "boven de grens van het mandaat"
	andereFunctie    = "andere functie dan de gemandateerde"
	andereMacht      = "andere bevoegdheid dan gemandateerd"
	ondermandaat     = "ondermandaat niet toegestaan"
	grondmandaat     = "ondermandaat zonder grond: "
	geenQuorum       = "quorum niet bereikt"
	stemmingOngeldig = "stemming niet geldig"
	vroegToegepast   = "toegepast vóór bekendmaking"
)

// An uitoefening is as much of a decision in mandaat as is judged.
type uitoefening struct {
	orgaan, functie, macht string
	mandaat                sleutel
	bedrag                 int64 // eurocent; 0: none
	dag                    recht.Datum
}

// oordeel returns what is wrong with the bevoegdheid of u, by what had been recorded of
// the mandaten up to and including the day totEnMet; empty: by all that is known.
//
// Neither granting nor withdrawing works backwards: a mandaat that was granted or made
// known after the decision does not cover it, whatever day it names as its first, and
// one that was withdrawn afterwards did (Awb 3:40 and 10:1 to 10:9).
func (r register) oordeel(u uitoefening, totEnMet string) (uit []string) {
	uit = vanOrgaan(u.macht, u.orgaan, u.dag)
	if t, _, ok := mandaat.Bevoegdheid(u.macht).Op(u.dag); ok && !t.Mandateerbaar {
		uit = append(uit, nietMandateren)
	}
	if u.mandaat.kenmerk == "" {
		return append(uit, geenMandaat+": het besluit noemt er geen")
	}
	v, er := r.versie(u.mandaat, totEnMet)
	if !er {
		return append(uit, geenMandaat+": niet vastgelegd")
	}
	if v.mandaatgever != u.orgaan && !slices.Contains(uit, verkeerdOrgaan) {
		uit = append(uit, verkeerdOrgaan)
	}
	if v.functie != u.functie {
		uit = append(uit, andereFunctie)
	}
	if v.macht != u.macht {
		uit = append(uit, andereMacht)
	}
	uit = append(uit, r.geldigheid(v, u.dag.String(), totEnMet)...)
	if v.grens != 0 && u.bedrag > v.grens {
		uit = append(uit, bovenGrens)
	}
	return append(uit, r.grond(v, u, totEnMet)...)
}

// vanOrgaan returns the signal of a decision on a bevoegdheid that was another organ's.
func vanOrgaan(macht, orgaan string, dag recht.Datum) []string {
	if t, _, ok := mandaat.Bevoegdheid(macht).Op(dag); ok && string(t.Orgaan) != orgaan {
		return []string{verkeerdOrgaan}
	}
	return nil
}

// geldigheid returns why v did not hold on a day.
func (r register) geldigheid(v versie, dag, totEnMet string) (uit []string) {
	switch {
	case v.genomen > dag:
		uit = append(uit, geenMandaat+": pas daarna verleend")
	case v.vanaf > dag:
		uit = append(uit, geenMandaat+": nog niet ingegaan")
	case v.bekend == "" || v.bekend > dag:
		uit = append(uit, geenMandaat+": toen niet bekendgemaakt")
	}
	opvolger, vervangen := r.opvolger(v, dag, totEnMet)
	switch {
	case v.tot != "" && v.tot <= dag:
		uit = append(uit, verlopen)
	case vervangen:
		uit = append(uit, fmt.Sprintf("%s: vervangen door versie %d", verlopen, opvolger))
	}
	if v.ingetrokkenPer != "" && v.ingetrokkenPer <= dag && v.ingetrokkenBij <= dag {
		uit = append(uit, ingetrokken)
	}
	return uit
}

// grond returns what is wrong with the mandaten that an ondermandaat rests on, up to
// the one that an organ granted.
func (r register) grond(v versie, u uitoefening, totEnMet string) (uit []string) {
	gezien := map[sleutel]bool{{v.kenmerk, v.nummer}: true}
	for v.krachtens != "" {
		k := sleutel{v.krachtens, v.krachtensNummer}
		boven, er := r.versie(k, totEnMet)
		switch {
		case gezien[k]:
			return append(uit, grondmandaat+"het rust op zichzelf")
		case !er:
			return append(uit, grondmandaat+"niet vastgelegd")
		}
		gezien[k] = true
		if !boven.ondermandaat {
			uit = append(uit, ondermandaat)
		}
		for _, s := range r.geldigheid(boven, u.dag.String(), totEnMet) {
			uit = append(uit, grondmandaat+s)
		}
		if boven.mandaatgever != u.orgaan {
			uit = append(uit, grondmandaat+verkeerdOrgaan)
		}
		if boven.macht != u.macht {
			uit = append(uit, grondmandaat+andereMacht)
		}
		if boven.grens != 0 && u.bedrag > boven.grens {
			uit = append(uit, grondmandaat+bovenGrens)
		}
		v = boven
	}
	return uit
}
