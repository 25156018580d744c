package bestuur

import (
	"errors"
	"fmt"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Stemronde is a meeting in which an organ votes on a voorstel. The day of the
// meeting is the day of what it decides.
type Stemronde struct {
	Vergadering  recht.Vergadering
	Stemming     recht.Stemming
	Stemregeling recht.Stemregeling
}

// Dag is the legal day of the meeting; zero when it was not given.
func (r Stemronde) Dag() recht.Datum {
	if r.Vergadering.Aanvang.IsZero() {
		return recht.Datum{}
	}
	return recht.DatumVan(r.Vergadering.Aanvang)
}

// Gelijk reports whether r and q tell of the same vote. What follows from history
// (herstemming, after a tie) is left out.
func (r Stemronde) Gelijk(q Stemronde) bool {
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

// Besluitvorming is how an organ came to its decision, with all that is needed
// to compute the outcome again. Weights and quorum are data, with their source.
type Besluitvorming struct {
	Vergadering  recht.Vergadering  `json:"vergadering"`
	Stemming     recht.Stemming     `json:"stemming"`
	Stemregeling recht.Stemregeling `json:"stemregeling"`
	Uitslag      recht.Uitslag      `json:"uitslag"`
}

// Stemronde returns the vote that b is about.
func (b Besluitvorming) Stemronde() Stemronde {
	return Stemronde{Vergadering: b.Vergadering, Stemming: b.Stemming, Stemregeling: b.Stemregeling}
}

// MetStemmen says in Dutch how was voted: the votes, or that none was asked for.
func (b Besluitvorming) MetStemmen() string {
	u := b.Uitslag
	if b.Stemming.Wijze == recht.ZonderStemming {
		return fmt.Sprintf("zonder stemming, %d van %d leden aanwezig", u.Quorum.Aanwezig, u.Quorum.Zittend)
	}
	return fmt.Sprintf("%d voor, %d tegen, %d van %d leden aanwezig", u.Voor, u.Tegen, u.Quorum.Aanwezig, u.Quorum.Zittend)
}

// Aanhouding is why nothing was decided.
type Aanhouding string

// The reasons.
const (
	GeenQuorum       Aanhouding = "geen-quorum"
	StemmingOngeldig Aanhouding = "stemming-ongeldig"
	StemmenStaken    Aanhouding = "stemmen-staken"
)

// Waarden returns the known values.
func (Aanhouding) Waarden() []string {
	return []string{string(GeenQuorum), string(StemmingOngeldig), string(StemmenStaken)}
}

// Zin says the reason as part of a Dutch sentence.
func (a Aanhouding) Zin() string {
	return map[Aanhouding]string{GeenQuorum: "er was geen quorum", StemmingOngeldig: "de stemming was niet geldig", StemmenStaken: "de stemmen staakten"}[a]
}

// A Ronde is the last vote on a voorstel that did not adopt; the zero Ronde is no vote.
type Ronde struct {
	Stemronde Stemronde
	Reden     Aanhouding // empty when the voorstel was rejected
	Ongeldig  bool       // since it was first brought: some vote was invalid
	Gestaakt  bool       // since it was first brought: some vote was a tie
}

// Daarna returns the ronde of a vote that did not adopt either, after r.
func (r Ronde) Daarna(b Besluitvorming, reden Aanhouding) Ronde {
	return Ronde{
		Stemronde: b.Stemronde(), Reden: reden,
		Ongeldig: reden != "" && (r.Ongeldig || reden == StemmingOngeldig),
		Gestaakt: reden != "" && (r.Gestaakt || reden == StemmenStaken),
	}
}

// Eerder are the refusals of one kind of stream about earlier votes.
type Eerder struct {
	ZelfdeVergadering, Stemming, EersteVergadering *es.Refusal
}

// Houd holds vote r about voorstellen of which the last votes were ronden; what an
// earlier meeting means for this one follows from those and not from r: a vote
// after an invalid one is always valid (Gemeentewet art. 29 lid 2), a second tie
// is a rejection (art. 32 lid 5). It returns how was decided, and why nothing was
// decided when that is so; and a refusal when the vote cannot have been held like
// this.
func Houd(r Stemronde, w Eerder, ronden ...Ronde) (Besluitvorming, Aanhouding, error) {
	r, err := naEerdere(r, w, ronden)
	if err != nil {
		return Besluitvorming{}, "", err
	}
	uitslag, err := r.Stemregeling.Uitslag(r.Vergadering, r.Stemming)
	b := Besluitvorming{Vergadering: r.Vergadering, Stemming: r.Stemming, Stemregeling: r.Stemregeling, Uitslag: uitslag}
	switch {
	case errors.Is(err, recht.ErrGeenQuorum):
		return b, GeenQuorum, nil
	case errors.Is(err, recht.ErrStemmingOngeldig):
		return b, StemmingOngeldig, nil
	case err != nil:
		return Besluitvorming{}, "", err
	case uitslag.Uitkomst == recht.Uitgesteld:
		return b, StemmenStaken, nil
	}
	return b, "", nil
}

func naEerdere(r Stemronde, w Eerder, ronden []Ronde) (Stemronde, error) {
	ongeldig, staking, geenQuorum := true, true, true
	for _, eerder := range ronden {
		aanvang := eerder.Stemronde.Vergadering.Aanvang
		if !aanvang.IsZero() && !aanvang.Before(r.Vergadering.Aanvang) {
			return r, w.ZelfdeVergadering
		}
		ongeldig = ongeldig && eerder.Ongeldig
		staking = staking && eerder.Gestaakt
		geenQuorum = geenQuorum && eerder.Reden == GeenQuorum && eerder.Stemronde.Stemming.Agendapunt == r.Stemming.Agendapunt
	}
	switch {
	case r.Stemming.Herstemming && !ongeldig, r.Stemming.NaStaking && !staking:
		return r, w.Stemming
	case r.Vergadering.Vrijgesteld(r.Stemming.Agendapunt) && !geenQuorum:
		return r, w.EersteVergadering
	}
	r.Stemming.Herstemming, r.Stemming.NaStaking = ongeldig, staking
	return r, nil
}
