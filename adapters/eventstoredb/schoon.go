package eventstoredb

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
)

// Ongeschoond asks every member of the cluster how many records of the bodies and
// keys that were destroyed it still holds, and returns those that do, by address:
// their scavenge has not passed them. A destruction is done when there is none. It
// looks at what a member still gives at the places in $all where the records lay,
// and takes nobody's word for it; a member that gives no answer is an error.
//
// A scavenge leaves the last chunk of the log alone, so it may take until the
// cluster has written on.
func (j *Journaal) Ongeschoond(ctx context.Context, sleutels ...[16]byte) (map[string]int, error) {
	leden, err := j.v.leden(ctx)
	if err != nil {
		return nil, err
	}
	defer func() {
		for _, v := range leden {
			_ = v.sluit() // nothing was written over it
		}
	}()
	uit := map[string]int{}
	for _, sleutel := range sleutels {
		plaatsen, err := j.weggedaan(ctx, sleutel)
		if err != nil {
			return nil, err
		}
		for adres, v := range leden {
			n, err := j.ligtEr(ctx, v, plaatsen)
			if err != nil {
				return nil, err
			}
			if n > 0 {
				uit[adres] += n
			}
		}
	}
	return uit, nil
}

// weggedaan returns where in $all the records lay that were deleted under a key.
func (j *Journaal) weggedaan(ctx context.Context, sleutel [16]byte) (plaatsen []uint64, err error) {
	err = j.vervangingen(ctx, sleutel, func(s *stuk) error {
		if s.soort != soortGewist && s.soort != soortOpzij {
			return nil
		}
		var g gewist
		if err := json.Unmarshal(s.data, &g); err != nil {
			return fmt.Errorf("%w: %s", ErrVreemd, s.stroom)
		}
		plaatsen = append(plaatsen, g.Plaatsen...)
		return nil
	})
	slices.Sort(plaatsen)
	return slices.Compact(plaatsen), err
}

// ligtEr counts the places at which a member still has the record.
func (j *Journaal) ligtEr(ctx context.Context, v *verbinding, plaatsen []uint64) (n int, err error) {
	for _, p := range plaatsen {
		er, err := j.ligtOp(ctx, v, p)
		if err != nil {
			return n, err
		}
		if er {
			n++
		}
	}
	return n, nil
}

// ligtOp reports whether a member still has the record at this place in $all.
func (j *Journaal) ligtOp(ctx context.Context, v *verbinding, p uint64) (bool, error) {
	c, stop := context.WithTimeout(ctx, j.o.Aanvraagtijd)
	defer stop()
	lijst, err := v.leesAlles(c, esdb.Position{Commit: p, Prepare: p}, 1)
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrOnbereikbaar, err)
	}
	return len(lijst) > 0 && lijst[0].positie.Commit == p, nil
}

// vuil counts the members that still hold a record under one of these keys. It asks
// less than [Journaal.Ongeschoond]: of a member no further than the first, and of one
// that was seen to be clean nothing more, since what a scavenge removed does not return.
func (j *Journaal) vuil(ctx context.Context, sleutels [][16]byte) (n int, err error) {
	leden, err := j.v.leden(ctx)
	if err != nil {
		return 0, err
	}
	defer func() {
		for _, v := range leden {
			_ = v.sluit() // nothing was written over it
		}
	}()
	for adres, v := range leden {
		er, err := j.lidHeeft(ctx, adres, v, sleutels)
		if err != nil {
			return n, err
		}
		if er {
			n++
		}
	}
	return n, nil
}

func (j *Journaal) lidHeeft(ctx context.Context, adres string, v *verbinding, sleutels [][16]byte) (bool, error) {
	for _, sleutel := range sleutels {
		plaatsen, err := j.weggedaan(ctx, sleutel)
		if err != nil {
			return false, err
		}
		for _, p := range plaatsen {
			plek := lidplek{adres, p}
			j.schoon.mu.Lock()
			weg := j.schoon.plekken[plek]
			j.schoon.mu.Unlock()
			if weg {
				continue
			}
			if er, err := j.ligtOp(ctx, v, p); er || err != nil {
				return er, err
			}
			j.schoon.mu.Lock()
			if len(j.schoon.plekken) >= maxSchoon {
				clear(j.schoon.plekken)
			}
			j.schoon.plekken[plek] = true
			j.schoon.mu.Unlock()
		}
	}
	return false, nil
}

// maxSchoon bounds how many places are remembered to be clean.
const maxSchoon = 200_000

// A lidplek is a place in the files of one member.
type lidplek struct {
	adres  string
	plaats uint64
}

// schoon are the places that members were seen to have removed.
type schoon struct {
	mu      sync.Mutex
	plekken map[lidplek]bool
}
