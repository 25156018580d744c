package leerplicht

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// The organs and parties that act around a pupil.
const (
	Leerplichtambtenaar  recht.Orgaan = "leerplichtambtenaar" // appointed by the college (Leerplichtwet art. 16)
	OrgaanSchool         recht.Orgaan = "school"              // the hoofd
	OrgaanDoorstroompunt recht.Orgaan = "doorstroompunt"      // RMC until 2026
	Opsporingsambtenaar  recht.Orgaan = "opsporingsambtenaar" // a leerplichtambtenaar in that capacity; confidential streams only
	College              recht.Orgaan = "college"             // of burgemeester en wethouders of the gemeente of residence
)

// proces is the role of Kroniek's own processes, which signal and never decide.
const proces = "proces"

const (
	leerplichtwet = "Leerplichtwet 1969"
	register      = "Besluit register onderwijsdeelnemers"
	bronROD       = "Besluit register onderwijsdeelnemers, tekst 2026; eerste dag aangenomen: de dag van de DUO-statussen"
)

// Statussen2020 is the first day of the present statuses in the register of DUO.
var Statussen2020 = recht.NieuweDatum(2020, 8, 12)

// Grounds of what happens around a pupil.
var (
	// LPWArt16: the leerplichtambtenaar supervises.
	LPWArt16 = grond(leerplichtwet, "16", beginMGR, bronLPW, false)
	// LPWArt19: the gemeente checks who is not enrolled.
	LPWArt19 = grond(leerplichtwet, "19", beginMGR, bronLPW, false)
	// LPWArt3a: vervangende leerplicht from fourteen, a besluit of the college.
	LPWArt3a = grond(leerplichtwet, "3a", beginMGR, bronLPW, false)
	// LPWArt3b: vervangende leerplicht in the last school year, a besluit of the college.
	LPWArt3b = grond(leerplichtwet, "3b", beginMGR, bronLPW, false)
	// LPWArt5: vrijstelling by law, on kennisgeving.
	LPWArt5 = grond(leerplichtwet, "5", beginMGR, bronLPW, false)
	// LPWArt5a: vrijstelling by law for a trekkend bestaan. It is not art. 5 onder a.
	LPWArt5a = grond(leerplichtwet, "5a", beginMGR, bronLPW, false)
	// LPWArt6: the kennisgeving of a beroep op vrijstelling.
	LPWArt6 = grond(leerplichtwet, "6", beginMGR, bronLPW, false)
	// LPWArt7: the verklaring of an arts, pedagoog or psycholoog.
	LPWArt7 = grond(leerplichtwet, "7", beginMGR, bronLPW, false)
	// LPWArt14: verlof for gewichtige omstandigheden of more than ten days.
	LPWArt14 = grond(leerplichtwet, "14 lid 3", beginMGR, bronLPW, false)
	// LPWArt15: vrijstelling from the kwalificatieplicht, a besluit of the college.
	LPWArt15 = grond(leerplichtwet, "15", beginMGR, bronLPW, false)
	// RODArt20: a vrijstelling is delivered to the register.
	RODArt20 = grond(register, "20", Statussen2020, bronROD, true)
	// LPWArt21a: the hoofd reports sixteen hours in four lesweken.
	LPWArt21a = grond(leerplichtwet, "21a", beginMGR, bronLPW, false)
	// LPWArt22: investigation, hearing and proces-verbaal.
	LPWArt22 = grond(leerplichtwet, "22", beginMGR, bronLPW, false)
	// LPWArt26: the punishable acts of ouders and jongere.
	LPWArt26 = grond(leerplichtwet, "26", beginMGR, bronLPW, false)
	// RODArt21: who delivers which field and status to the register. Its first day
	// was not seen; before the day assumed here, delivering is a feitelijke act.
	RODArt21 = grond(register, "21 lid 4", Statussen2020, bronROD, true)
)

func grond(wet, art string, vanaf recht.Datum, bron string, aangenomen bool) recht.Grondslagregel {
	return recht.NieuweRegel(wet+" "+art, recht.Versie[recht.Grondslag]{
		Vanaf: vanaf, Bron: bron, Aangenomen: aangenomen,
		Waarde: recht.Grondslag{Soort: recht.Wettelijk, Regeling: wet, Artikel: art, Vanaf: vanaf},
	})
}

// A Handeling is what every event about a pupil begins with: the decision
// envelope without free text, and the free text apart, since in a stream about a
// person that is personal.
type Handeling struct {
	recht.Verantwoording
	Toelichting es.Persoonlijk[string] `json:"toelichting,omitzero"`
}

// NieuweHandeling makes the envelope of an act on day op, under ground g. None
// of these acts is a besluit, so a ground that was no law yet is left out. It
// refuses a day that is absent or still to come, and an opsporingsambtenaar who
// acts outside the confidential streams.
func NieuweHandeling(o recht.Opdracht, op recht.Datum, orgaan recht.Orgaan, g recht.Grondslagregel, regels ...recht.Regelnoot) (Handeling, error) {
	return handeling(o, op, orgaan, func(o recht.Opdracht) (recht.Verantwoording, error) {
		if !g.GeldtOp(o.Vandaag()) {
			return o.Verantwoord(orgaan, recht.FeitelijkeHandeling, regels...)
		}
		return o.VerantwoordMet(orgaan, g, regels...)
	})
}

// FeitelijkeHandeling is NieuweHandeling for an act that rests on no article.
func FeitelijkeHandeling(o recht.Opdracht, op recht.Datum, orgaan recht.Orgaan, regels ...recht.Regelnoot) (Handeling, error) {
	return handeling(o, op, orgaan, func(o recht.Opdracht) (recht.Verantwoording, error) {
		return o.Verantwoord(orgaan, recht.FeitelijkeHandeling, regels...)
	})
}

// NieuwBesluit is NieuweHandeling for a besluit: it refuses a ground that is no
// law on the day of deciding.
func NieuwBesluit(o recht.Opdracht, op recht.Datum, orgaan recht.Orgaan, g recht.Grondslagregel, regels ...recht.Regelnoot) (Handeling, error) {
	return handeling(o, op, orgaan, func(o recht.Opdracht) (recht.Verantwoording, error) {
		return o.VerantwoordMet(orgaan, g, regels...)
	})
}

func handeling(o recht.Opdracht, op recht.Datum, orgaan recht.Orgaan, maak func(recht.Opdracht) (recht.Verantwoording, error)) (Handeling, error) {
	switch {
	case op.IsZero():
		return Handeling{}, ErrDagOntbreekt
	case op.Na(o.Vandaag()):
		return Handeling{}, ErrInToekomst
	case o.Actor.Rol == string(Opsporingsambtenaar) && orgaan != Opsporingsambtenaar:
		return Handeling{}, ErrRolVertrouwelijk // the role of the actor is public, and would tell what follows
	}
	var h Handeling
	if o.Motivering != "" {
		h.Toelichting = es.Prive(o.Motivering)
	}
	o.Motivering = ""
	if o.GeldigVanaf.IsZero() {
		o.GeldigVanaf = op
	}
	v, err := maak(o)
	if err != nil {
		return Handeling{}, err
	}
	h.Verantwoording = v
	return h, nil
}

// DoorMens refuses a command of a process: what arithmetic found is a signal,
// and a person decides (AVG art. 22).
func DoorMens(o recht.Opdracht) error {
	if o.Actor.Rol == proces || o.Actor.Rol == "" {
		return ErrMensBeslist
	}
	return nil
}
