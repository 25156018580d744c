package uitvoeringsplan

import (
	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// What the plan has in common with the begroting (see package bestuur).
type (
	// Oordeel is where a bestuurscommissie or raad stands.
	Oordeel = bestuur.Oordeel
	// Deelnamefeit is a looked up fact about who takes part.
	Deelnamefeit = bestuur.Deelnamefeit
	// Conclusie is what the dagelijks bestuur did with a zienswijze.
	Conclusie = bestuur.Conclusie
	// Zienswijzeoordeel is the conclusion about the zienswijze of one raad.
	Zienswijzeoordeel = bestuur.Zienswijzeoordeel
	// Stemronde is a meeting in which an organ votes.
	Stemronde = bestuur.Stemronde
	// Besluitvorming is how an organ came to its decision.
	Besluitvorming = bestuur.Besluitvorming
	// Aanhouding is why nothing was decided.
	Aanhouding = bestuur.Aanhouding
)

// The values of those types.
const (
	Positief         = bestuur.Positief
	Negatief         = bestuur.Negatief
	Voorwaardelijk   = bestuur.Voorwaardelijk
	Overgenomen      = bestuur.Overgenomen
	DeelsOvergenomen = bestuur.DeelsOvergenomen
	NietOvergenomen  = bestuur.NietOvergenomen
	Kennisgenomen    = bestuur.Kennisgenomen
	GeenQuorum       = bestuur.GeenQuorum
	StemmingOngeldig = bestuur.StemmingOngeldig
	StemmenStaken    = bestuur.StemmenStaken
)

// An Onderdeel is a part of the plan. The text is not kept here, only its digest.
type Onderdeel struct {
	Code   recht.Module `json:"code"`
	Titel  string       `json:"titel"`
	SHA256 string       `json:"sha256"` // of the text, 64 lower-case hexadecimal digits
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
