package recht

import (
	"slices"
	"strings"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Refusals about holding a meeting. Gemeentewet articles apply to the algemeen
// bestuur through Wgr art. 22.
var (
	ErrGeenQuorum = es.Refuse("recht/geen-quorum",
		"Niet meer dan de helft van de zittende leden is aanwezig.", "Gemeentewet art. 20 lid 1, via Wgr art. 22")
	ErrOproepTeKort = es.Refuse("recht/oproep-te-kort",
		"De tweede vergadering begint binnen vierentwintig uur na het bezorgen van de oproep.", "Gemeentewet art. 20 lid 2, via Wgr art. 22")
	ErrPresentielijst = es.Refuse("recht/presentielijst-onjuist",
		"De presentielijst klopt niet.", "Gemeentewet art. 20 lid 1, via Wgr art. 22")
)

// Presentie is one line of the presentielijst: a sitting member, present or
// not. Lid is the seat, not the name of the person who holds it.
type Presentie struct {
	Lid      string       `json:"lid"`
	Gemeente Gemeentecode `json:"gemeente"`
	Aanwezig bool         `json:"aanwezig"`
}

// A Vergadering is a meeting as far as quorum and voting need to know it.
type Vergadering struct {
	Aanvang   time.Time   `json:"aanvang"`   // UTC
	Zetels    int         `json:"zetels"`    // members of which the body consists, vacancies included
	Presentie []Presentie `json:"presentie"` // every sitting member

	// A second meeting (Gemeentewet art. 20 lid 2) needs no quorum for the
	// items of the first, which was not opened.
	Tweede        bool      `json:"tweede,omitzero"`
	OproepBezorgd time.Time `json:"oproepBezorgd,omitzero"` // of the second meeting, UTC
	EersteAgenda  []string  `json:"eersteAgenda,omitzero"`  // items for which the first was called
}

// minimaleOproep is the time between delivery of the convocation and the second
// meeting (Gemeentewet art. 20 lid 2).
var minimaleOproep = Termijn{Aantal: 24, Eenheid: Uren, Grond: TermijnUitWet}

// Controleer reports what is wrong with the meeting itself: ErrPresentielijst
// or ErrOproepTeKort, or nil. A missing quorum is no fault of the meeting.
func (v Vergadering) Controleer() error {
	if v.Aanvang.IsZero() {
		return ErrPresentielijst.With("Het tijdstip van aanvang ontbreekt.")
	}
	if len(v.Presentie) == 0 || len(v.Presentie) > v.Zetels {
		return ErrPresentielijst.With("Er zijn meer leden dan zetels, of geen leden.")
	}
	for i, p := range v.Presentie {
		if strings.TrimSpace(p.Lid) != p.Lid || p.Lid == "" ||
			slices.ContainsFunc(v.Presentie[:i], func(q Presentie) bool { return strings.EqualFold(q.Lid, p.Lid) }) {
			return ErrPresentielijst.With("Een lid staat er twee keer of zonder aanduiding op.")
		}
		if _, ok := NaamVan(p.Gemeente); !ok {
			return ErrPresentielijst.With("Een lid staat er op voor een gemeente die niet in de MGR deelneemt.")
		}
	}
	if !v.Tweede {
		if !v.OproepBezorgd.IsZero() || len(v.EersteAgenda) > 0 {
			return ErrPresentielijst.With("Alleen een tweede vergadering heeft een eerste agenda en een nieuwe oproep.")
		}
		return nil
	}
	vroegst, err := minimaleOproep.VanafMoment(v.OproepBezorgd)
	if err != nil {
		return err
	}
	if v.OproepBezorgd.IsZero() || v.Aanvang.Before(vroegst) {
		return ErrOproepTeKort
	}
	return nil
}

// Zittend returns the number of sitting members.
func (v Vergadering) Zittend() int { return len(v.Presentie) }

// Aanwezigen returns the number of members present.
func (v Vergadering) Aanwezigen() int {
	n := 0
	for _, p := range v.Presentie {
		if p.Aanwezig {
			n++
		}
	}
	return n
}

// Vrijgesteld reports whether item needs no quorum: the meeting is a second one
// and the first was called for it (Gemeentewet art. 20 lid 3, art. 29 lid 2 sub b).
func (v Vergadering) Vrijgesteld(agendapunt string) bool {
	return v.Tweede && agendapunt != "" && slices.Contains(v.EersteAgenda, agendapunt)
}

func (v Vergadering) lid(id string) (Presentie, bool) {
	i := slices.IndexFunc(v.Presentie, func(p Presentie) bool { return p.Lid == id })
	if i < 0 {
		return Presentie{}, false
	}
	return v.Presentie[i], true
}
