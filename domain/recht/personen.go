package recht

import "slices"

// Kandidaatstemmen is the number of votes for one candidate, who goes by a
// reference and not by name.
type Kandidaatstemmen struct {
	Kandidaat string `json:"kandidaat"`
	Stemmen   int    `json:"stemmen"` // votes, by weight
}

// A Personenstemming is a secret ballot for an appointment, nomination or
// recommendation (Gemeentewet art. 31). Who voted what is not kept anywhere.
type Personenstemming struct {
	Agendapunt   string             `json:"agendapunt"`
	Kandidaten   []Kandidaatstemmen `json:"kandidaten"`
	Deelnemers   int                `json:"deelnemers"`        // members who handed in a ballot
	Ongeldig     int                `json:"ongeldig,omitzero"` // of these, blank or not properly filled: not cast (art. 30 lid 2)
	Onthoudingen []Onthouding       `json:"onthoudingen,omitzero"`
	Tweede       bool               `json:"tweede,omitzero"`      // the herstemming after a tie (art. 31 lid 2)
	Herstemming  bool               `json:"herstemming,omitzero"` // an earlier meeting voted without validity (art. 29 lid 2 sub a)
	Lot          string             `json:"lot,omitzero"`         // candidate whom the lot pointed out (art. 31 lid 3)
}

// Personenuitkomst is what a ballot about persons led to.
type Personenuitkomst string

// The outcomes of a ballot about persons.
const (
	Gekozen        Personenuitkomst = "gekozen"
	GekozenLot     Personenuitkomst = "gekozen-bij-loting"
	NieuweStemming Personenuitkomst = "nieuwe-stemming" // nobody has the majority: vote again in the same meeting
	LotNodig       Personenuitkomst = "loting"          // a tie at the second ballot: the lot decides at once
)

// A Personenuitslag is the outcome of a ballot with everything that decided it.
type Personenuitslag struct {
	Uitkomst    Personenuitkomst `json:"uitkomst"`
	Kandidaat   string           `json:"kandidaat,omitzero"`
	Uitgebracht int              `json:"uitgebracht"` // votes cast, by weight
	Quorum      Quorumstaat      `json:"quorum"`
	Stemregel   Regelnoot        `json:"stemregel"`
}

// UitslagPersonen decides ballot s in meeting v under r. Refusals are those of
// Uitslag; a lot that was drawn without need is ErrStemlijst.
func (r Stemregeling) UitslagPersonen(v Vergadering, s Personenstemming) (Personenuitslag, error) {
	u, err := r.open(v, s.Agendapunt, s.Onthoudingen)
	p := Personenuitslag{Quorum: u.Quorum, Stemregel: u.Stemregel}
	if err != nil {
		return p, err
	}
	if p.Uitgebracht, err = r.telBriefjes(v, s); err != nil {
		return p, err
	}
	// A blank ballot takes part, though no vote is cast with it.
	u.Uitgebracht = s.Deelnemers
	if !geldig(u, s.Herstemming) || p.Uitgebracht == 0 {
		return p, ErrStemmingOngeldig
	}
	beste, gelijk := koplopers(s.Kandidaten)
	meerderheid := r.haalt(beste.Stemmen, p.Uitgebracht)
	loten := s.Tweede && len(gelijk) > 1 && !meerderheid
	switch {
	case s.Lot != "" && (!loten || !slices.Contains(gelijk, s.Lot)):
		return p, ErrStemlijst.With("Er is geloot zonder dat de stemmen in de herstemming staakten, of op een ander.")
	case meerderheid:
		p.Uitkomst, p.Kandidaat = Gekozen, beste.Kandidaat
	case loten && s.Lot != "":
		p.Uitkomst, p.Kandidaat = GekozenLot, s.Lot
	case loten:
		p.Uitkomst = LotNodig
	default:
		p.Uitkomst = NieuweStemming
	}
	return p, nil
}

// telBriefjes checks the ballots against the presentielijst and returns the
// votes cast.
func (r Stemregeling) telBriefjes(v Vergadering, s Personenstemming) (int, error) {
	if s.Ongeldig < 0 || s.Deelnemers < s.Ongeldig || s.Deelnemers > stemgerechtigd(v, s.Onthoudingen) {
		return 0, ErrStemlijst.With("Er zijn meer stembriefjes dan aanwezige leden die mochten stemmen.")
	}
	hoogste := 0 // votes that the members present can cast
	for _, p := range v.Presentie {
		if p.Aanwezig && !onthoudt(s.Onthoudingen, p.Lid) {
			w, err := r.Gewicht(p.Gemeente)
			if err != nil {
				return 0, err
			}
			hoogste += w
		}
	}
	totaal := 0
	for i, k := range s.Kandidaten {
		dubbel := slices.ContainsFunc(s.Kandidaten[:i], func(x Kandidaatstemmen) bool { return x.Kandidaat == k.Kandidaat })
		if k.Kandidaat == "" || dubbel || k.Stemmen < 0 || k.Stemmen > hoogste-totaal {
			return 0, ErrStemlijst.With("Een kandidaat staat er dubbel op, of er zijn te veel stemmen.")
		}
		totaal += k.Stemmen
	}
	briefjes := s.Deelnemers - s.Ongeldig
	if len(r.Gewichten) == 0 && totaal != briefjes || totaal < briefjes || briefjes == 0 && totaal > 0 {
		return 0, ErrStemlijst.With("De stemmen tellen niet op tot de geldige stembriefjes.")
	}
	return totaal, nil
}

// koplopers returns a candidate with the most votes, and all who have as many.
func koplopers(k []Kandidaatstemmen) (beste Kandidaatstemmen, gelijk []string) {
	for _, x := range k {
		switch {
		case len(gelijk) == 0 || x.Stemmen > beste.Stemmen:
			beste, gelijk = x, []string{x.Kandidaat}
		case x.Stemmen == beste.Stemmen:
			gelijk = append(gelijk, x.Kandidaat)
		}
	}
	return beste, gelijk
}
