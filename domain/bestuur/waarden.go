// Package bestuur holds what the streams of the organs have in common: what a raad
// thinks, what the dagelijks bestuur does with that, and how an organ decides.
package bestuur

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Oordeel is where a bestuurscommissie or raad stands.
type Oordeel string

// The positions.
const (
	Positief       Oordeel = "positief"
	Negatief       Oordeel = "negatief"
	Voorwaardelijk Oordeel = "voorwaardelijk" // positief on conditions
)

// Waarden returns the known values.
func (Oordeel) Waarden() []string {
	return []string{string(Positief), string(Negatief), string(Voorwaardelijk)}
}

// Bekend reports whether o is one of the known values.
func (o Oordeel) Bekend() bool { return o == Positief || o == Negatief || o == Voorwaardelijk }

// A Deelnamefeit is a fact that was looked up: the gemeente took part in the
// module, as its stream said at this revision.
type Deelnamefeit struct {
	Gemeente recht.Gemeentecode `json:"gemeente"`
	Module   recht.Module       `json:"module"`
	Stroom   es.Stream          `json:"stroom"`
	Revisie  es.Revision        `json:"revisie"`
}

// Conclusie is what the dagelijks bestuur did with a zienswijze.
type Conclusie string

// The conclusions.
const (
	Overgenomen      Conclusie = "overgenomen"
	DeelsOvergenomen Conclusie = "deels-overgenomen"
	NietOvergenomen  Conclusie = "niet-overgenomen"
	Kennisgenomen    Conclusie = "kennisgenomen" // nothing was asked for
)

// Waarden returns the known values.
func (Conclusie) Waarden() []string {
	return []string{string(Overgenomen), string(DeelsOvergenomen), string(NietOvergenomen), string(Kennisgenomen)}
}

// A Zienswijzeoordeel is the conclusion about the zienswijze of one raad.
type Zienswijzeoordeel struct {
	Gemeente    recht.Gemeentecode `json:"gemeente" residu:"blijft"`
	Conclusie   Conclusie          `json:"conclusie" residu:"blijft"`
	Toelichting string             `json:"toelichting,omitzero"` // why
}

// FeitenCompleet reports whether each fact is complete, of a known gemeente and
// module, and given once.
func FeitenCompleet(fs []Deelnamefeit) bool {
	type plaats struct {
		g recht.Gemeentecode
		m recht.Module
	}
	eerder := map[plaats]bool{}
	for _, f := range fs {
		_, bekend := recht.NaamVan(f.Gemeente)
		p := plaats{f.Gemeente, f.Module}
		if !bekend || !f.Module.IsModule() || f.Stroom == "" || f.Revisie < 0 || eerder[p] {
			return false
		}
		eerder[p] = true
	}
	return true
}

// Deelnemers returns, in order of code, the gemeenten that take part in anything.
func Deelnemers(fs []Deelnamefeit) []recht.Gemeentecode {
	gs := make([]recht.Gemeentecode, len(fs))
	for i, f := range fs {
		gs[i] = f.Gemeente
	}
	slices.Sort(gs)
	return slices.Compact(gs)
}

// FeitenVan returns the facts about g.
func FeitenVan(g recht.Gemeentecode, fs []Deelnamefeit) (feiten []Deelnamefeit) {
	for _, f := range fs {
		if f.Gemeente == g {
			feiten = append(feiten, f)
		}
	}
	return feiten
}
