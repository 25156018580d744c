package eventstoredb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/zegel"
)

const soortHoofd = "kroniek.hoofd"

// Hoofden is where the nodes agree on the tree heads that they sign: a stream per
// origin, to which a head is appended at the revision of the head that it
// follows. So there is one head of any size. Each node signs what is there, if
// its own tree says the same, and nothing else.
type Hoofden struct{ j *Journaal }

var _ zegel.Hoofden = Hoofden{}

// Hoofden returns the heads of this journal.
func (j *Journaal) Hoofden() Hoofden { return Hoofden{j} }

// hoofdregel is an event in a stream of heads.
type hoofdregel struct {
	Grootte int64  `json:"grootte"`
	Wortel  string `json:"wortel"`
}

// Nieuwste implements [zegel.Hoofden].
func (h Hoofden) Nieuwste(ctx context.Context, oorsprong string) (zegel.Hoofd, error) {
	lijst, err := h.j.leesZeker(ctx, h.j.o.Ruimte.hoofden(oorsprong), laatste, 1)
	if err != nil {
		return zegel.Hoofd{}, fmt.Errorf("lees hoofd: %w", err)
	}
	if len(lijst) == 0 {
		return zegel.Hoofd{Grootte: -1, Nummer: geenStroom}, nil
	}
	var r hoofdregel
	k := zegel.Hoofd{Nummer: lijst[0].revisie}
	if err := json.Unmarshal(lijst[0].data, &r); err != nil || lijst[0].soort != soortHoofd || r.Grootte < 0 || !vanB64(r.Wortel, k.Wortel[:]) {
		return zegel.Hoofd{}, fmt.Errorf("%w: %s", ErrVreemd, lijst[0].stroom)
	}
	k.Grootte = r.Grootte
	return k, nil
}

// Leg implements [zegel.Hoofden].
func (h Hoofden) Leg(ctx context.Context, oorsprong string, na zegel.Hoofd, grootte int64, wortel [32]byte) (gelukt bool, err error) {
	b, err := json.Marshal(hoofdregel{grootte, b64(wortel[:])})
	if err != nil {
		return false, fmt.Errorf("leg hoofd: %w", err)
	}
	in := []inzending{{id: uuid.New(), soort: soortHoofd, json: true, data: b}}
	for {
		_, err = h.j.volhard(ctx, h.j.o.Ruimte.hoofden(oorsprong), na.Nummer, in)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, errRevisie):
			return false, nil
		case ctx.Err() != nil:
			return false, ctx.Err()
		case !errors.Is(err, errOnbekend) || h.j.leven.Err() != nil:
			return false, fmt.Errorf("leg hoofd: %w", err)
		}
	}
}
