// Package sw holds what the streams of the module Werkgeverschap SW share: how an
// act is recorded, and the rules of the BBV on voorzieningen.
package sw

import (
	"encoding/base64"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// proces is the role of Kroniek's own processes, which signal and never decide.
const proces = "proces"

const plan = "Uitvoeringsplan 2020-2023, 5"

// Refusals that the streams of this module share.
var (
	ErrDagOntbreekt = es.Refuse("sw/dag-ontbreekt",
		"De dag waarop het gebeurde ontbreekt.", plan)
	ErrInToekomst = es.Refuse("sw/in-toekomst",
		"Wat nog moet gebeuren kan niet worden vastgelegd.", plan)
	ErrMensBeslist = es.Refuse("sw/mens-beslist",
		"Over een mens beslist een mens, niet een geautomatiseerd proces.", "AVG art. 22")
	ErrPersoon = es.Refuse("sw/persoon-onvolledig",
		"Van een medewerker zijn naam en geboortedatum nodig.", plan)
	ErrNietsTeCorrigeren = es.Refuse("sw/niets-te-corrigeren",
		"Er is niets vastgelegd dat deze correctie verbetert.", plan)
	ErrPseudoniem = es.Refuse("sw/pseudoniem-onjuist",
		"Een pseudoniem is een willekeurig kenmerk van 16 bytes in base64url, eigen aan deze module.", "AVG art. 4 onder 5")
)

var beginMGR = recht.NieuweDatum(2017, 1, 1)

const bronBBV = "BBV, tekst 2015 (statengeneraal/laws-markdown) en 2025-04-17 (regelrecht-corpus)"

// Grounds in the Besluit begroting en verantwoording provincies en gemeenten,
// which holds for the MGR through Wgr art. 35 lid 7.
var (
	// BBVArt44: what a voorziening may be formed for.
	BBVArt44 = artikel("44")
	// BBVArt55: the verloop of a voorziening in the jaarrekening.
	BBVArt55 = artikel("55")
)

func artikel(art string) recht.Grondslagregel {
	return recht.NieuweRegel("BBV "+art, recht.Versie[recht.Grondslag]{
		Vanaf: beginMGR, Bron: bronBBV, Waarde: recht.Grondslag{Soort: recht.Wettelijk, Regeling: "BBV", Artikel: art, Vanaf: beginMGR},
	})
}

// Keur refuses a day that is absent or still to come.
func Keur(o recht.Opdracht, op recht.Datum) error {
	switch {
	case op.IsZero():
		return ErrDagOntbreekt
	case op.Na(o.Vandaag()):
		return ErrInToekomst
	}
	return nil
}

// A Handeling is what every event about a person begins with: the decision
// envelope without free text, and the free text apart, since in a stream about a
// person that is personal.
type Handeling struct {
	recht.Verantwoording
	Toelichting es.Persoonlijk[string] `json:"toelichting,omitzero"`
}

// NieuweHandeling makes the envelope of an act of the werkgever on day op. It is
// an act under private law: since the Wnra of 2020 no besluit in the sense of
// the Awb, and the same is recorded for the time before. Only a person may act.
func NieuweHandeling(o recht.Opdracht, op recht.Datum) (Handeling, error) {
	if o.Actor.Rol == proces || o.Actor.Rol == "" || o.Actor.ID == "" {
		return Handeling{}, ErrMensBeslist
	}
	if err := Keur(o, op); err != nil {
		return Handeling{}, err
	}
	var h Handeling
	if o.Motivering != "" {
		h.Toelichting = es.Prive(o.Motivering)
	}
	o.Motivering = ""
	if o.GeldigVanaf.IsZero() {
		o.GeldigVanaf = op
	}
	v, err := o.Verantwoord(recht.Directeur, recht.PrivaatrechtelijkeHandeling)
	h.Verantwoording = v
	return h, err
}

// A Persoon is who a stream is about. Every field is personal.
type Persoon struct {
	Naam    es.Persoonlijk[string]      `json:"naam"`
	Geboren es.Persoonlijk[recht.Datum] `json:"geboren"`
}

// Keur refuses a person without a name or a birth date before day op.
func (p Persoon) Keur(op recht.Datum) error {
	naam, _ := p.Naam.Waarde()
	geboren, _ := p.Geboren.Waarde()
	if naam == "" || geboren.IsZero() || !geboren.Voor(op) {
		return ErrPersoon
	}
	return nil
}

// A Pseudoniem stands for one person within this module only: 16 random bytes as
// base64url. It is personal data, and goes at destruction.
type Pseudoniem string

// Keur refuses what is not 16 bytes in base64url, or all zero.
func (p Pseudoniem) Keur() error {
	b, err := base64.RawURLEncoding.Strict().DecodeString(string(p))
	if err != nil || len(b) != 16 || [16]byte(b) == [16]byte{} {
		return ErrPseudoniem
	}
	return nil
}
