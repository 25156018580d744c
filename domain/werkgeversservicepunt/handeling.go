package werkgeversservicepunt

import (
	"encoding/base64"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// proces is the role of Kroniek's own processes, which signal and never decide.
const proces = "proces"

// Refusals that every stream of this module shares.
var (
	ErrDagOntbreekt = es.Refuse("werkgeversservicepunt/dag-ontbreekt",
		"De dag waarop het gebeurde ontbreekt.", keten)
	ErrInToekomst = es.Refuse("werkgeversservicepunt/in-toekomst",
		"Wat nog moet gebeuren kan niet worden vastgelegd.", keten)
	ErrMensBeslist = es.Refuse("werkgeversservicepunt/mens-beslist",
		"Een voorstel of oordeel over een mens komt van een mens, niet van een geautomatiseerd proces.", "AVG art. 22")
	ErrNietsTeCorrigeren = es.Refuse("werkgeversservicepunt/niets-te-corrigeren",
		"Er is niets vastgelegd dat deze correctie verbetert.", keten)
	ErrPseudoniem = es.Refuse("werkgeversservicepunt/pseudoniem-onjuist",
		"Een pseudoniem is een willekeurig kenmerk van 16 bytes in base64url, eigen aan deze module.", "AVG art. 4 onder 5")
)

const bronSUWI = "Wet SUWI, tekst 2015; eerste dag: het begin van de MGR"

// Grounds of what the werkgeversservicepunt does.
var (
	// SUWIArt10: UWV and colleges register werkzoekenden and vacatures, and work
	// together for werkgevers in a region.
	SUWIArt10 = grond("Wet SUWI", "10", bronSUWI)
	// PWArt10d: loonkostensubsidie, granted by the college.
	PWArt10d = grond("Participatiewet", "10d", bronPW)
	// PWArt10da: begeleiding op de werkplek.
	PWArt10da = grond("Participatiewet", "10da", bronPW)
)

func grond(wet, art, bron string) recht.Grondslagregel {
	return recht.NieuweRegel(wet+" "+art, recht.Versie[recht.Grondslag]{
		Vanaf: beginMGR, Bron: bron, Waarde: recht.Grondslag{Soort: recht.Wettelijk, Regeling: wet, Artikel: art, Vanaf: beginMGR},
	})
}

// College returns the college of a gemeente, an organ outside the MGR.
func College(g recht.Gemeentecode) recht.Orgaan { return recht.Orgaan("college:" + string(g)) }

// Vastlegging makes the envelope of an act on day op that is no besluit of the
// MGR, on ground g; without g it is feitelijk. It refuses a day that is absent or
// still to come.
func Vastlegging(o recht.Opdracht, op recht.Datum, orgaan recht.Orgaan, g *recht.Grondslagregel, regels ...recht.Regelnoot) (recht.Verantwoording, error) {
	switch {
	case op.IsZero():
		return recht.Verantwoording{}, ErrDagOntbreekt
	case op.Na(o.Vandaag()):
		return recht.Verantwoording{}, ErrInToekomst
	}
	if o.GeldigVanaf.IsZero() {
		o.GeldigVanaf = op
	}
	if g == nil {
		return o.Verantwoord(orgaan, recht.FeitelijkeHandeling, regels...)
	}
	return o.VerantwoordMet(orgaan, *g, regels...)
}

// A Handeling is what every event about a person begins with: the decision
// envelope without free text, and the free text apart, since in a stream about a
// person that is personal.
type Handeling struct {
	recht.Verantwoording
	Toelichting es.Persoonlijk[string] `json:"toelichting,omitzero"`
}

// NieuweHandeling is Vastlegging for a stream about a person. Only a person may
// give the command.
func NieuweHandeling(o recht.Opdracht, op recht.Datum, orgaan recht.Orgaan, g *recht.Grondslagregel, regels ...recht.Regelnoot) (Handeling, error) {
	if o.Actor.Rol == proces || o.Actor.Rol == "" || o.Actor.ID == "" {
		return Handeling{}, ErrMensBeslist
	}
	var h Handeling
	if o.Motivering != "" {
		h.Toelichting = es.Prive(o.Motivering)
	}
	o.Motivering = ""
	v, err := Vastlegging(o, op, orgaan, g, regels...)
	if err != nil {
		return Handeling{}, err
	}
	h.Verantwoording = v
	return h, nil
}

// A Pseudoniem stands for one person within this module only: 16 random bytes as
// base64url. Another module has another for the same person. It is personal
// data, and goes at destruction.
type Pseudoniem string

// Keur refuses what is not 16 bytes in base64url, or all zero.
func (p Pseudoniem) Keur() error {
	b, err := base64.RawURLEncoding.Strict().DecodeString(string(p))
	if err != nil || len(b) != 16 || [16]byte(b) == [16]byte{} {
		return ErrPseudoniem
	}
	return nil
}
