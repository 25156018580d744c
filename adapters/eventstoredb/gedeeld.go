package eventstoredb

import (
	"context"
	"fmt"

	"github.com/google/uuid"
)

const soortGedeeld = "kroniek.gedeeld"

// A Gedeeld is a stream of records that all nodes must know beside the journal. It only
// grows; in which order two nodes add to it does not matter to who reads it. It serves
// one goroutine.
type Gedeeld struct {
	j      *Journaal
	stroom string
	tot    int64
}

// Gedeeld returns the stream with this name, to be read from its beginning.
func (j *Journaal) Gedeeld(naam string) *Gedeeld {
	return &Gedeeld{j: j, stroom: string(j.o.Ruimte) + ".gedeeld-" + naam, tot: geenStroom}
}

// Lees returns the records since the last time.
func (g *Gedeeld) Lees(ctx context.Context) (uit [][]byte, err error) {
	const n = 512
	for {
		lijst, err := g.j.leesZeker(ctx, g.stroom, g.tot+1, n)
		if err != nil {
			return nil, fmt.Errorf("lees wat knooppunten delen: %w", err)
		}
		for _, s := range lijst {
			if s.soort != soortGedeeld {
				return nil, fmt.Errorf("%w: revisie %d van %s", ErrVreemd, s.revisie, s.stroom)
			}
			uit, g.tot = append(uit, s.data), s.revisie
		}
		if len(lijst) < n {
			return uit, nil
		}
	}
}

// Voeg adds records. After an error some of them may be there, or be there twice.
func (g *Gedeeld) Voeg(ctx context.Context, records [][]byte) error {
	for len(records) > 0 {
		var in []inzending
		for bytes := 0; len(records) > 0 && (len(in) == 0 || bytes+len(records[0]) < 256<<10); records = records[1:] {
			bytes += len(records[0])
			in = append(in, inzending{id: uuid.New(), soort: soortGedeeld, data: records[0]})
		}
		if _, err := g.j.volhard(ctx, g.stroom, maaktNiet, in); err != nil {
			return fmt.Errorf("deel met andere knooppunten: %w", ErrOnbereikbaar)
		}
	}
	return nil
}
