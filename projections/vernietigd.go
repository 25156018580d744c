package projections

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// The states of a file in a [NieuwBestand].
const (
	bewaard    = "bewaard"
	vernietigd = "vernietigd"
)

// NieuwBestand returns a telling of the files that temporary figures rest on, by
// gemeente, and whether they were destroyed since. A projector with temporary
// figures keeps one, with [TelBestand], and its reports name it: then each says
// what share of it is gone.
func NieuwBestand() *Telling {
	return &Telling{Naam: "bestand", Dimensies: []string{"gemeente", "staat"}}
}

// BestandOp returns the telling of the files behind the figure that v asks for; nil
// when that figure lasts for ever.
func (r *Rapport) BestandOp(v Vraag) *Telling {
	if r.Bestand == nil {
		return nil
	}
	return r.Bestand(v)
}

// TelBestand counts a file at the event that opened it. The gemeente must be one
// of the fields that stay, so that the file is counted after its destruction too.
func TelBestand(s Schrijver, t *Telling, r es.Recorded, gemeente string) error {
	staat := bewaard
	if r.Replaced {
		staat = vernietigd
	}
	return s.Tel(t, recht.NieuweDatum(2017, 1, 1), 1, gemeente, staat)
}

// Vernietigd returns how many of the files counted in t were destroyed, as known
// at the position of v and for its gemeente, if it names one.
func Vernietigd(l Lezer, t *Telling, v Vraag) (*Deel, error) {
	var waar []Gelijk
	if g, ok := v.Filter["gemeente"]; ok {
		waar = append(waar, Gelijk{Kolom: "gemeente", Waarde: g})
	}
	var d Deel
	for c, err := range l.Cellen(t, v.BekendOp, recht.Datum{}, waar...) {
		if err != nil {
			return nil, err
		}
		d.Noemer += c.Waarde
		if c.Dimensies[1] == vernietigd {
			d.Aantal += c.Waarde
		}
	}
	return &d, nil
}

// VernietigdAfgerond is Vernietigd over all gemeenten, rounded to fives, for
// whoever has no right to persons: it tells of no small group.
func VernietigdAfgerond(l Lezer, t *Telling, v Vraag) (*Deel, error) {
	v.Filter = nil
	d, err := Vernietigd(l, t, v)
	if err != nil {
		return nil, err
	}
	return &Deel{Aantal: vijf(d.Aantal), Noemer: vijf(d.Noemer)}, nil
}

func vijf(n int64) int64 { return (n + 2) / 5 * 5 }
