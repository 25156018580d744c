package recht

import (
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Refusals about the rules under which is voted.
var (
	ErrStemgewichtOnbekend = es.Refuse("recht/stemgewicht-onbekend",
		"Voor een gemeente is geen aantal stemmen vastgelegd.", "Wgr art. 13; stemregeling")
	ErrStemregelingGeldtNiet = es.Refuse("recht/stemregeling-geldt-niet",
		"De stemregeling geldt niet op de dag van de vergadering, of is onvolledig.", "Wgr art. 13 en 22; stemregeling")
)

// Quorumregel says when a meeting may open.
type Quorumregel string

// The quorum rules.
const (
	QuorumLeden        Quorumregel = "meer-dan-helft-leden"            // Gemeentewet art. 20
	QuorumLedenStemmen Quorumregel = "meer-dan-helft-leden-en-stemmen" // together more than half of the votes as well, as in Wgr art. 23
)

// Meerderheidsregel says what part of the votes cast carries a proposal.
type Meerderheidsregel string

// The majority rules. A proposal with equal votes for and against staakt under
// either of them.
const (
	VolstrekteMeerderheid Meerderheidsregel = "volstrekt"   // more than half (Gemeentewet art. 30)
	TweeDerde             Meerderheidsregel = "twee-derde"  // at least two thirds
	DrieKwart             Meerderheidsregel = "drie-vierde" // at least three quarters
)

// A Stemgewicht is the number of votes of each member of a gemeente.
type Stemgewicht struct {
	Gemeente Gemeentecode `json:"gemeente"`
	Stemmen  int          `json:"stemmen"`
}

// A Stemregeling is the rules of a body for voting, as data: the regeling may
// give members several votes and ask special majorities (Wgr art. 13 and 22).
// An event keeps the one that was used, so the outcome can be computed again.
type Stemregeling struct {
	Gewichten   []Stemgewicht     `json:"gewichten,omitzero"` // none means one vote per member
	Quorum      Quorumregel       `json:"quorum"`
	Meerderheid Meerderheidsregel `json:"meerderheid"`
	GeldigVan   Datum             `json:"geldigVan"`
	GeldigTot   Datum             `json:"geldigTot,omitzero"` // day on which it lapses
	Bron        string            `json:"bron"`
	Aangenomen  bool              `json:"aangenomen,omitzero"` // no source was seen
}

// Controleer returns ErrStemregelingGeldtNiet when r is incomplete or not in
// force on d, or nil.
func (r Stemregeling) Controleer(d Datum) error {
	switch {
	case r.Quorum != QuorumLeden && r.Quorum != QuorumLedenStemmen:
		return ErrStemregelingGeldtNiet.With("De quorumregel is onbekend.")
	case r.Meerderheid != VolstrekteMeerderheid && r.Meerderheid != TweeDerde && r.Meerderheid != DrieKwart:
		return ErrStemregelingGeldtNiet.With("De meerderheidsregel is onbekend.")
	case r.GeldigVan.IsZero() || r.Bron == "":
		return ErrStemregelingGeldtNiet.With("De bron of de eerste dag ontbreekt.")
	case d.Voor(r.GeldigVan) || !r.GeldigTot.IsZero() && !d.Voor(r.GeldigTot):
		return ErrStemregelingGeldtNiet.With("De vergadering is op " + d.String() + ".")
	}
	gezien := map[Gemeentecode]bool{}
	for _, g := range r.Gewichten {
		if g.Stemmen < 1 || g.Stemmen > maxStemmen || gezien[g.Gemeente] {
			return ErrStemregelingGeldtNiet.With("Een stemgewicht is onjuist of dubbel.")
		}
		gezien[g.Gemeente] = true
	}
	return nil
}

const maxStemmen = 1_000_000 // per member; keeps every sum far from overflow

// Gewicht returns the number of votes of a member of g, or ErrStemgewichtOnbekend
// when weights are in use and g has none: one vote would be a guess.
func (r Stemregeling) Gewicht(g Gemeentecode) (int, error) {
	if len(r.Gewichten) == 0 {
		return 1, nil
	}
	for _, w := range r.Gewichten {
		if w.Gemeente == g {
			return w.Stemmen, nil
		}
	}
	return 0, ErrStemgewichtOnbekend.With("Het gaat om " + string(g) + ".")
}

// Quorumstaat is who was there, in members and in votes.
type Quorumstaat struct {
	Zittend         int  `json:"zittend"`         // members
	Aanwezig        int  `json:"aanwezig"`        // members
	Stemmen         int  `json:"stemmen"`         // votes of all sitting members together
	AanwezigStemmen int  `json:"aanwezigStemmen"` // votes of those present
	Bereikt         bool `json:"bereikt"`
}

// Quorumstaat counts who is present at v and says whether the quorum is there.
func (r Stemregeling) Quorumstaat(v Vergadering) (Quorumstaat, error) {
	q := Quorumstaat{Zittend: v.Zittend(), Aanwezig: v.Aanwezigen()}
	for _, p := range v.Presentie {
		w, err := r.Gewicht(p.Gemeente)
		if err != nil {
			return Quorumstaat{}, err
		}
		q.Stemmen += w
		if p.Aanwezig {
			q.AanwezigStemmen += w
		}
	}
	q.Bereikt = 2*q.Aanwezig > q.Zittend
	if r.Quorum == QuorumLedenStemmen {
		q.Bereikt = q.Bereikt && 2*q.AanwezigStemmen > q.Stemmen
	}
	return q, nil
}

// MagBesluiten returns nil when v may decide on agendapunt, and otherwise what
// stands in the way: ErrGeenQuorum, or a fault in the meeting or the rules.
func (r Stemregeling) MagBesluiten(v Vergadering, agendapunt string) error {
	if err := v.Controleer(); err != nil {
		return err
	}
	if err := r.Controleer(DatumVan(v.Aanvang)); err != nil {
		return err
	}
	q, err := r.Quorumstaat(v)
	if err != nil {
		return err
	}
	return q.magBesluiten(v, agendapunt)
}

func (q Quorumstaat) magBesluiten(v Vergadering, agendapunt string) error {
	if q.Bereikt || v.Vrijgesteld(agendapunt) && q.Aanwezig > 0 {
		return nil
	}
	return ErrGeenQuorum.With(fmt.Sprintf("Aanwezig zijn %d van de %d leden, met %d van de %d stemmen.",
		q.Aanwezig, q.Zittend, q.AanwezigStemmen, q.Stemmen))
}

// GewoneStemregeling is the rule until the text of the regeling is seen: one
// vote per member, and the rules of the Gemeentewet that Wgr art. 22 makes
// applicable. It is assumed, and says so in every event that uses it.
func GewoneStemregeling() Stemregeling {
	return Stemregeling{
		Quorum: QuorumLeden, Meerderheid: VolstrekteMeerderheid, GeldigVan: NieuweDatum(2017, 1, 1),
		Bron: "Gemeentewet art. 20 en 28-32 via Wgr art. 22; stemverhouding in de regeling niet gezien", Aangenomen: true,
	}
}

// Regelnoot returns the note of r that an event keeps.
func (r Stemregeling) Regelnoot() Regelnoot {
	return Regelnoot{Code: "STEMREGELING", Versie: r.GeldigVan, Aangenomen: r.Aangenomen}
}

// haalt reports whether voor of the votes cast is the majority that r asks.
func (r Stemregeling) haalt(voor, uitgebracht int) bool {
	switch r.Meerderheid {
	case TweeDerde:
		return 3*voor >= 2*uitgebracht
	case DrieKwart:
		return 4*voor >= 3*uitgebracht
	default:
		return 2*voor > uitgebracht
	}
}
