package uitvoeringsplan

import (
	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An afloop is how a vote ended. With niet set it did not adopt, and niet is the
// event to record; otherwise it did.
type afloop struct {
	vorming   Besluitvorming
	genomenOp recht.Datum
	niet      []Event
}

// stem holds the vote r about voorstellen in orgaan, on ground g. What an earlier
// meeting means for this one follows from history and not from the command.
func (s State) stem(o recht.Opdracht, r Stemronde, orgaan recht.Orgaan, g recht.Grondslagregel, vs ...Voorstel) (afloop, error) {
	op := r.Dag()
	switch {
	case o.Namens.Orgaan != "":
		return afloop{}, ErrMandaatNietMogelijk
	case o.Motivering == "":
		return afloop{}, ErrMotiveringOntbreekt
	}
	if err := dagfouten.Keur(o, op, recht.Datum{}); err != nil {
		return afloop{}, err
	}
	ronden := make([]bestuur.Ronde, len(vs))
	for i, v := range vs {
		ronden[i] = s.ronden[v]
	}
	vorming, reden, err := bestuur.Houd(r, eerderWeigeringen(), ronden...)
	if err != nil {
		return afloop{}, err
	}
	a := afloop{genomenOp: op, vorming: vorming}
	if reden == "" && vorming.Uitslag.Uitkomst == recht.Aangenomen {
		return a, nil
	}
	v, err := o.OpDag(op).VerantwoordMet(orgaan, g)
	if err != nil {
		return afloop{}, err
	}
	if reden != "" {
		a.niet = []Event{VoorstelAangehouden{Verantwoording: v, Voorstellen: vs, Reden: reden, AangehoudenOp: op, Besluitvorming: a.vorming}}
	} else {
		a.niet = []Event{VoorstelVerworpen{Verantwoording: v, Voorstellen: vs, GenomenOp: op, Besluitvorming: a.vorming}}
	}
	return a, nil
}

// eerderWeigeringen are the refusals about earlier votes on the same voorstel.
func eerderWeigeringen() bestuur.Eerder {
	return bestuur.Eerder{ZelfdeVergadering: ErrZelfdeVergadering, Stemming: ErrEerdereStemming, EersteVergadering: ErrEersteVergadering}
}

// alGestemd reports whether r is the vote that was recorded before, without
// adoption, for all of these voorstellen.
func (s State) alGestemd(r Stemronde, vs ...Voorstel) bool {
	for _, v := range vs {
		if eerder, ok := s.ronden[v]; !ok || !eerder.Stemronde.Gelijk(r) {
			return false
		}
	}
	return true
}
