package uitvoeringsplan

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An Onderdeel is a part of the plan. The text is not kept here, only its digest.
type Onderdeel struct {
	Code   recht.Module `json:"code"`
	Titel  string       `json:"titel"`
	SHA256 string       `json:"sha256"` // of the text, 64 lower-case hexadecimal digits
}

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

// Tijdigheid says whether a zienswijze came in time.
type Tijdigheid string

// The last day of the term is in time.
const (
	OpTijd Tijdigheid = "op-tijd"
	TeLaat Tijdigheid = "te-laat"
)

// Waarden returns the known values.
func (Tijdigheid) Waarden() []string { return []string{string(OpTijd), string(TeLaat)} }

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

// Besluitvorming is how an organ came to its decision, with all that is needed
// to compute the outcome again. Weights and quorum are data, with their source.
type Besluitvorming struct {
	Vergadering  recht.Vergadering  `json:"vergadering"`
	Stemming     recht.Stemming     `json:"stemming"`
	Stemregeling recht.Stemregeling `json:"stemregeling"`
	Uitslag      recht.Uitslag      `json:"uitslag"`
}

// Soortvoorstel is the kind of thing that an organ votes on.
type Soortvoorstel string

// The kinds of voorstel.
const (
	SoortAdvies      Soortvoorstel = "advies"
	SoortOntwerp     Soortvoorstel = "ontwerp"
	SoortOnderdeel   Soortvoorstel = "onderdeel"
	SoortPlan        Soortvoorstel = "uitvoeringsplan"
	SoortBijstelling Soortvoorstel = "bijstelling"
	SoortIntrekking  Soortvoorstel = "intrekking"
)

// Waarden returns the known values.
func (Soortvoorstel) Waarden() []string {
	return []string{
		string(SoortAdvies), string(SoortOntwerp), string(SoortOnderdeel),
		string(SoortPlan), string(SoortBijstelling), string(SoortIntrekking),
	}
}

// A Voorstel points at one thing that is, or was, voted on within a plan. It is
// also the key of the besluit that results. Onderdeel is set for an advies and a
// separate onderdeel, Bijstelling for a bijstelling; an intrekking repeats what
// is withdrawn in Van.
type Voorstel struct {
	Soort       Soortvoorstel `json:"soort"`
	Onderdeel   recht.Module  `json:"onderdeel,omitzero"`
	Bijstelling int           `json:"bijstelling,omitzero"`
	Van         Soortvoorstel `json:"van,omitzero"` // at an intrekking: the kind of besluit withdrawn
}

// Kanaal is the way in which a besluit is made known.
type Kanaal string

// The channels.
const (
	Publicatieblad Kanaal = "publicatieblad" // blad gemeenschappelijke regeling, on officielebekendmakingen.nl
	Toezending     Kanaal = "toezending"     // to those it concerns (Awb 3:41)
	Huisaanhuis    Kanaal = "dag-of-nieuwsblad"
)

// Waarden returns the known values.
func (Kanaal) Waarden() []string {
	return []string{string(Publicatieblad), string(Toezending), string(Huisaanhuis)}
}

// Aanhouding is why nothing was decided.
type Aanhouding string

// The reasons.
const (
	GeenQuorum       Aanhouding = "geen-quorum"
	StemmingOngeldig Aanhouding = "stemming-ongeldig"
	StemmenStaken    Aanhouding = "stemmen-staken"
)

// Waarden returns the known values.
func (Aanhouding) Waarden() []string {
	return []string{string(GeenQuorum), string(StemmingOngeldig), string(StemmenStaken)}
}
