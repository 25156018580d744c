package recht

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Refusals about a vote.
var (
	ErrStemmingOngeldig = es.Refuse("recht/stemming-ongeldig",
		"Niet meer dan de helft van de leden die mochten stemmen heeft aan de stemming deelgenomen.", "Gemeentewet art. 29 lid 1, via Wgr art. 22")
	ErrStemplicht = es.Refuse("recht/stemplicht",
		"Bij hoofdelijke oproeping brengt ieder aanwezig lid dat zich niet moet onthouden zijn stem uit.", "Gemeentewet art. 32 lid 2, via Wgr art. 22")
	ErrStemlijst = es.Refuse("recht/stemlijst-onjuist",
		"De opgave van de stemming klopt niet met de presentielijst.", "Gemeentewet art. 28 en 30, via Wgr art. 22")
)

// Stemwijze is how a vote about a matter is held.
type Stemwijze string

// The ways of deciding about a matter.
const (
	ZonderStemming Stemwijze = "zonder-stemming" // nobody asked for a vote: adopted (Gemeentewet art. 32 lid 3)
	Hoofdelijk     Stemwijze = "hoofdelijk"      // roll call, one vote per line
	Handopsteken   Stemwijze = "handopsteken"    // counted only
)

// Keuze is a vote about a matter.
type Keuze string

// The votes that count; there is no blank one (Gemeentewet art. 32 lid 2).
const (
	StemVoor  Keuze = "voor"
	StemTegen Keuze = "tegen"
)

// A Stem is the vote of one member at a roll call.
type Stem struct {
	Lid   string `json:"lid"`
	Keuze Keuze  `json:"keuze"`
}

// Onthoudingsgrond is why a member may not vote.
type Onthoudingsgrond string

// The grounds of Gemeentewet art. 28 lid 1.
const (
	BelangBijAangelegenheid Onthoudingsgrond = "aangelegenheid" // concerns him in person, or as representative (sub a)
	RekeningVanBestuur      Onthoudingsgrond = "rekening"       // accounts of a body that he governs (sub b)
)

// An Onthouding is a member who had to abstain, present or not.
type Onthouding struct {
	Lid   string           `json:"lid"`
	Grond Onthoudingsgrond `json:"grond"`
}

// A Stemming is a vote about a matter, as it was held.
type Stemming struct {
	Agendapunt   string       `json:"agendapunt"`
	Wijze        Stemwijze    `json:"wijze"`
	Stemmen      []Stem       `json:"stemmen,omitzero"` // at a roll call
	Voor         int          `json:"voor,omitzero"`    // members, by show of hands
	Tegen        int          `json:"tegen,omitzero"`
	Onthoudingen []Onthouding `json:"onthoudingen,omitzero"`
	Herstemming  bool         `json:"herstemming,omitzero"` // an earlier meeting voted on it without validity (art. 29 lid 2 sub a)
	NaStaking    bool         `json:"naStaking,omitzero"`   // an earlier meeting postponed it on a tie (art. 32 lid 5)
}

// Uitkomst is what a vote about a matter led to.
type Uitkomst string

// The outcomes of a vote about a matter.
const (
	Aangenomen     Uitkomst = "aangenomen"
	Verworpen      Uitkomst = "verworpen"
	NietAangenomen Uitkomst = "niet-aangenomen" // a tie in a full meeting, or for the second time
	Uitgesteld     Uitkomst = "uitgesteld"      // a tie: to the next meeting
)

// An Uitslag is the outcome of a vote with everything that decided it.
type Uitslag struct {
	Uitkomst    Uitkomst    `json:"uitkomst"`
	Voor        int         `json:"voor"`  // votes, by weight
	Tegen       int         `json:"tegen"` // votes, by weight
	Uitgebracht int         `json:"uitgebracht"`
	Onthouden   int         `json:"onthouden"`
	Quorum      Quorumstaat `json:"quorum"`
	Voltallig   bool        `json:"voltallig"`            // art. 32 lid 6
	Vrijgesteld bool        `json:"vrijgesteld,omitzero"` // item of the first agenda in a second meeting
	Stemregel   Regelnoot   `json:"stemregel"`
}

// Uitslag decides vote s in meeting v under r.
//
// It returns ErrGeenQuorum or ErrStemmingOngeldig when nothing was decided, with
// the counts filled in; and another refusal when meeting, vote or rules are not
// consistent. Whether Herstemming and NaStaking are true is for the caller to
// know: they are about earlier meetings.
func (r Stemregeling) Uitslag(v Vergadering, s Stemming) (Uitslag, error) {
	u, err := r.open(v, s.Agendapunt, s.Onthoudingen)
	if err != nil {
		return u, err
	}
	switch s.Wijze {
	case ZonderStemming:
		if len(s.Stemmen) > 0 || s.Voor != 0 || s.Tegen != 0 {
			return u, ErrStemlijst.With("Er is gestemd terwijl niemand stemming vroeg.")
		}
		u.Uitkomst = Aangenomen
		return u, nil
	case Hoofdelijk:
		err = r.telHoofdelijk(&u, v, s)
	case Handopsteken:
		err = r.telHanden(&u, v, s)
	default:
		err = ErrStemlijst.With("De wijze van stemmen is onbekend.")
	}
	if err != nil {
		return u, err
	}
	if !geldig(u, s.Herstemming) {
		return u, ErrStemmingOngeldig
	}
	u.Voltallig = u.Uitgebracht == v.Zetels-u.Onthouden
	u.Uitkomst = r.uitkomst(u, s.NaStaking)
	return u, nil
}

// open checks what comes before any vote: rules, meeting, abstentions, quorum.
func (r Stemregeling) open(v Vergadering, agendapunt string, o []Onthouding) (Uitslag, error) {
	u := Uitslag{Onthouden: len(o), Vrijgesteld: v.Vrijgesteld(agendapunt), Stemregel: r.Regelnoot()}
	if err := v.Controleer(); err != nil {
		return u, err
	}
	if err := r.Controleer(DatumVan(v.Aanvang)); err != nil {
		return u, err
	}
	for i, x := range o {
		_, zit := v.lid(x.Lid)
		dubbel := slices.ContainsFunc(o[:i], func(y Onthouding) bool { return y.Lid == x.Lid })
		if !zit || dubbel || x.Grond != BelangBijAangelegenheid && x.Grond != RekeningVanBestuur {
			return u, ErrStemlijst.With("Een onthouding is dubbel, zonder grond of van iemand die geen lid is.")
		}
	}
	q, err := r.Quorumstaat(v)
	if err != nil {
		return u, err
	}
	u.Quorum = q
	return u, q.magBesluiten(v, agendapunt)
}

// geldig is Gemeentewet art. 29. A vote that nobody cast decides nothing either.
func geldig(u Uitslag, herstemming bool) bool {
	return u.Uitgebracht > 0 && (u.Vrijgesteld || herstemming || 2*u.Uitgebracht > u.Quorum.Zittend-u.Onthouden)
}

func (r Stemregeling) telHoofdelijk(u *Uitslag, v Vergadering, s Stemming) error {
	if s.Voor != 0 || s.Tegen != 0 {
		return ErrStemlijst.With("Bij hoofdelijke stemming volgt de telling uit de stemmen.")
	}
	for i, st := range s.Stemmen {
		p, zit := v.lid(st.Lid)
		dubbel := slices.ContainsFunc(s.Stemmen[:i], func(x Stem) bool { return x.Lid == st.Lid })
		if !zit || !p.Aanwezig || dubbel || onthoudt(s.Onthoudingen, st.Lid) {
			return ErrStemlijst.With("Een stem is dubbel, of van iemand die afwezig is of zich moest onthouden.")
		}
		w, err := r.Gewicht(p.Gemeente)
		if err != nil {
			return err
		}
		switch st.Keuze {
		case StemVoor:
			u.Voor += w
		case StemTegen:
			u.Tegen += w
		default:
			return ErrStemlijst.With("Een stem is voor noch tegen.")
		}
		u.Uitgebracht++
	}
	if u.Uitgebracht < stemgerechtigd(v, s.Onthoudingen) {
		return ErrStemplicht
	}
	return nil
}

func (r Stemregeling) telHanden(u *Uitslag, v Vergadering, s Stemming) error {
	switch mogen := stemgerechtigd(v, s.Onthoudingen); {
	case len(s.Stemmen) > 0:
		return ErrStemlijst.With("Bij handopsteken worden geen stemmen per lid genoteerd.")
	case len(r.Gewichten) > 0:
		return ErrStemlijst.With("Met stemgewichten is een hoofdelijke stemming nodig.")
	case s.Voor < 0 || s.Tegen < 0 || s.Voor > mogen || s.Tegen > mogen-s.Voor:
		return ErrStemlijst.With("Er zijn meer stemmen dan aanwezige leden die mochten stemmen.")
	}
	u.Voor, u.Tegen, u.Uitgebracht = s.Voor, s.Tegen, s.Voor+s.Tegen
	return nil
}

// stemgerechtigd counts the members present who need not abstain.
func stemgerechtigd(v Vergadering, o []Onthouding) int {
	n := 0
	for _, p := range v.Presentie {
		if p.Aanwezig && !onthoudt(o, p.Lid) {
			n++
		}
	}
	return n
}

func onthoudt(o []Onthouding, lid string) bool {
	return slices.ContainsFunc(o, func(x Onthouding) bool { return x.Lid == lid })
}

// uitkomst is Gemeentewet art. 30 and, on a tie, art. 32 lid 4 and 5.
func (r Stemregeling) uitkomst(u Uitslag, naStaking bool) Uitkomst {
	switch {
	case u.Voor == u.Tegen && (u.Voltallig || naStaking):
		return NietAangenomen
	case u.Voor == u.Tegen:
		return Uitgesteld
	case r.haalt(u.Voor, u.Voor+u.Tegen):
		return Aangenomen
	default:
		return Verworpen
	}
}
