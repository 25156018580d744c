package termijnbewaking

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// NaamBegroting is the name of the process that watches over the zienswijzen on a begroting.
const NaamBegroting = "begrotingstermijn"

// Begrotingstermijnen is what that process keeps: every raad that got an ontwerp.
type Begrotingstermijnen map[Begrotingsverzoek]Begrotingswacht

// A Begrotingsverzoek identifies what was sent: one raad, one begroting, the
// begroting itself (0) or one of its wijzigingen.
type Begrotingsverzoek struct {
	Stroom    es.Stream
	Gemeente  recht.Gemeentecode
	Wijziging int
}

// A Begrotingswacht is what is waited for. A raad that was heard stays in it: a
// corrected toezending must not start the watch anew.
type Begrotingswacht struct {
	Uiterlijk   recht.Datum
	Oorzaak     uuid.UUID // the event that started the term
	Samenhang   string
	Gesimuleerd bool
	Beantwoord  bool
	Verstreken  bool // that it is over was recorded
}

// Begroting returns the process that has a begroting record, once, that the term of
// a raad is over without a word (Wgr art. 35 lid 1).
func Begroting() bus.Proces[Begrotingstermijnen] {
	return bus.Proces[Begrotingstermijnen]{
		Naam: NaamBegroting,
		Types: bus.TypesFor(begroting.Events,
			begroting.OntwerpbegrotingToegezonden{}, begroting.ZienswijzeOpBegrotingOntvangen{},
			begroting.GeenZienswijzeOpBegrotingGemeld{}, begroting.ZienswijzetermijnBegrotingVerstreken{}),
		Nieuw:  func() Begrotingstermijnen { return Begrotingstermijnen{} },
		Volg:   volgBegroting,
		Gewekt: gewektBegroting,
	}
}

// volgBegroting keeps who has still to answer. A toezending that was recorded anew
// moves the term, also of a term that had been recorded as over.
func volgBegroting(s Begrotingstermijnen, r es.Recorded) Begrotingstermijnen {
	switch e := r.Event.(type) {
	case begroting.OntwerpbegrotingToegezonden:
		v := Begrotingsverzoek{r.Stream, e.Gemeente, e.Wijziging}
		if s[v].Beantwoord {
			return s
		}
		s[v] = Begrotingswacht{Uiterlijk: e.UiterlijkOp, Oorzaak: r.ID, Samenhang: r.Correlation, Gesimuleerd: e.Gesimuleerd}
	case begroting.ZienswijzeOpBegrotingOntvangen:
		s[Begrotingsverzoek{r.Stream, e.Gemeente, e.Wijziging}] = Begrotingswacht{Beantwoord: true}
	case begroting.GeenZienswijzeOpBegrotingGemeld:
		s[Begrotingsverzoek{r.Stream, e.Gemeente, e.Wijziging}] = Begrotingswacht{Beantwoord: true}
	case begroting.ZienswijzetermijnBegrotingVerstreken:
		v := Begrotingsverzoek{r.Stream, e.Gemeente, e.Wijziging}
		w := s[v]
		w.Verstreken = true
		s[v] = w
	}
	return s
}

// gewektBegroting returns a command for every term that is over at nu, oldest first.
func gewektBegroting(s Begrotingstermijnen, nu time.Time) []bus.Opdracht {
	vandaag := recht.DatumVan(nu)
	var over []Begrotingsverzoek
	for v, w := range s {
		if !w.Beantwoord && !w.Verstreken && vandaag.Na(w.Uiterlijk) {
			over = append(over, v)
		}
	}
	slices.SortFunc(over, func(a, b Begrotingsverzoek) int {
		return cmp.Or(s[b].Uiterlijk.DagenTot(s[a].Uiterlijk), cmp.Compare(a.Stroom, b.Stroom),
			cmp.Compare(a.Gemeente, b.Gemeente), cmp.Compare(a.Wijziging, b.Wijziging))
	})
	var uit []bus.Opdracht
	for _, v := range over {
		w := s[v]
		uit = append(uit, bus.Opdracht{
			Oorzaak: w.Oorzaak, Samenhang: w.Samenhang, Stroom: v.Stroom,
			Opdracht: begroting.LaatTermijnVerstrijken{
				Opdracht: recht.Opdracht{
					Op: nu, Actor: recht.Actor{Rol: "proces", Organisatie: "MGR", ID: NaamBegroting}, Gesimuleerd: w.Gesimuleerd,
				},
				Gemeente: v.Gemeente, Wijziging: v.Wijziging,
			},
		})
	}
	return uit
}
