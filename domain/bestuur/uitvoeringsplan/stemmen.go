package uitvoeringsplan

import (
	"errors"
	"slices"

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
	op := r.dag()
	switch {
	case o.Namens.Orgaan != "":
		return afloop{}, ErrMandaatNietMogelijk
	case o.Motivering == "":
		return afloop{}, ErrMotiveringOntbreekt
	}
	if err := dagGoed(o, op, recht.Datum{}); err != nil {
		return afloop{}, err
	}
	r, err := s.naEerdere(r, vs)
	if err != nil {
		return afloop{}, err
	}
	uitslag, err := r.Stemregeling.Uitslag(r.Vergadering, r.Stemming)
	reden := aanhouding(uitslag, err)
	if err != nil && reden == "" {
		return afloop{}, err
	}
	a := afloop{genomenOp: op, vorming: Besluitvorming{
		Vergadering: r.Vergadering, Stemming: r.Stemming, Stemregeling: r.Stemregeling, Uitslag: uitslag,
	}}
	if err == nil && uitslag.Uitkomst == recht.Aangenomen {
		return a, nil
	}
	v, err := verantwoord(o, op, orgaan, g)
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

// aanhouding returns why nothing was decided; empty when something was, or when
// the vote cannot have been held like this.
func aanhouding(u recht.Uitslag, err error) Aanhouding {
	switch {
	case errors.Is(err, recht.ErrGeenQuorum):
		return GeenQuorum
	case errors.Is(err, recht.ErrStemmingOngeldig):
		return StemmingOngeldig
	case err == nil && u.Uitkomst == recht.Uitgesteld:
		return StemmenStaken
	}
	return ""
}

// naEerdere checks r against the last vote on the same voorstellen, and sets what
// follows from it: a vote after an invalid one is always valid (Gemeentewet art.
// 29 lid 2), a second tie is a rejection (art. 32 lid 5).
func (s State) naEerdere(r Stemronde, vs []Voorstel) (Stemronde, error) {
	ongeldig, staking, geenQuorum := true, true, true
	for _, v := range vs {
		eerder, ok := s.ronden[v]
		if ok && !eerder.stemronde.Vergadering.Aanvang.Before(r.Vergadering.Aanvang) {
			return r, ErrZelfdeVergadering
		}
		ongeldig = ongeldig && eerder.ongeldig
		staking = staking && eerder.gestaakt
		geenQuorum = geenQuorum && eerder.reden == GeenQuorum && eerder.stemronde.Stemming.Agendapunt == r.Stemming.Agendapunt
	}
	switch {
	case r.Stemming.Herstemming && !ongeldig, r.Stemming.NaStaking && !staking:
		return r, ErrEerdereStemming
	case r.Vergadering.Vrijgesteld(r.Stemming.Agendapunt) && !geenQuorum:
		return r, ErrEersteVergadering
	}
	r.Stemming.Herstemming, r.Stemming.NaStaking = ongeldig, staking
	return r, nil
}

// alGestemd reports whether r is the vote that was recorded before, without
// adoption, for all of these voorstellen.
func (s State) alGestemd(r Stemronde, vs ...Voorstel) bool {
	for _, v := range vs {
		if eerder, ok := s.ronden[v]; !ok || !eerder.stemronde.gelijk(r) {
			return false
		}
	}
	return true
}

// dag is the legal day of the meeting; zero when it was not given.
func (r Stemronde) dag() recht.Datum {
	if r.Vergadering.Aanvang.IsZero() {
		return recht.Datum{}
	}
	return recht.DatumVan(r.Vergadering.Aanvang)
}

// gelijk reports whether r and q tell of the same vote. What follows from history
// (herstemming, after a tie) is left out.
func (r Stemronde) gelijk(q Stemronde) bool {
	v, w, a, b := r.Vergadering, q.Vergadering, r.Stemming, q.Stemming
	return v.Aanvang.Equal(w.Aanvang) && v.OproepBezorgd.Equal(w.OproepBezorgd) &&
		v.Zetels == w.Zetels && v.Tweede == w.Tweede &&
		slices.Equal(v.Presentie, w.Presentie) && slices.Equal(v.EersteAgenda, w.EersteAgenda) &&
		a.Agendapunt == b.Agendapunt && a.Wijze == b.Wijze && a.Voor == b.Voor && a.Tegen == b.Tegen &&
		slices.Equal(a.Stemmen, b.Stemmen) && slices.Equal(a.Onthoudingen, b.Onthoudingen) &&
		slices.Equal(r.Stemregeling.Gewichten, q.Stemregeling.Gewichten) &&
		r.Stemregeling.Quorum == q.Stemregeling.Quorum && r.Stemregeling.Meerderheid == q.Stemregeling.Meerderheid &&
		r.Stemregeling.GeldigVan == q.Stemregeling.GeldigVan && r.Stemregeling.Bron == q.Stemregeling.Bron
}
