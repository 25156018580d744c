package zegel

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/transparency-dev/merkle/compact"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// errGevonden ends a scan that has found what is wrong.
var errGevonden = errors.New("zegel: difference found")

// lees reads the events after b up to and including position tot back from the
// journal, hashes them again and adds them to b. The first one that is missing,
// cannot be read or differs from its commitment is returned as a Weigering. Na,
// if not nil, is called after every event with the nodes that it completed.
func (z *Zegel) lees(ctx context.Context, b *boom, tot int64, na func(nieuw []knoop) *Weigering) (*Weigering, error) {
	w, err := z.leesReeks(ctx, b, tot, na)
	if err == nil || ctx.Err() != nil || errors.Is(err, es.ErrStopped) {
		return w, err
	}
	// The journal reads ahead, so its fault may lie beyond the next event: go on
	// one by one until it shows again.
	z.log.Error("zegel: journaal onleesbaar", "vanaf", b.grootte()+1, "fout", err)
	for b.grootte() < tot {
		w, err := z.leesReeks(ctx, b, b.grootte()+1, na)
		switch {
		case ctx.Err() != nil || errors.Is(err, es.ErrStopped):
			return nil, err
		case err != nil:
			return wegensVerschil(es.Position(b.grootte()+1), "de rij ontbreekt of is onleesbaar"), nil
		case w != nil:
			return w, nil
		}
	}
	return nil, nil
}

func (z *Zegel) leesReeks(ctx context.Context, b *boom, tot int64, na func(nieuw []knoop) *Weigering) (w *Weigering, err error) {
	var nieuw []knoop
	visit := compact.VisitFn(nil)
	if na != nil {
		visit = func(id compact.NodeID, hash []byte) {
			nieuw = append(nieuw, knoop{index: tlog.StoredHashIndex(int(id.Level), int64(id.Index)), hash: tlog.Hash(hash)})
		}
	}
	err = z.j.Scan(ctx, es.Position(b.grootte()), es.Position(tot), func(v *envelop.Verzegeld) error {
		verwacht := es.Position(b.grootte() + 1)
		nieuw = nieuw[:0]
		switch {
		case v.Positie != verwacht:
			w = wegensVerschil(verwacht, "de gebeurtenis ontbreekt")
		// A replaced event has no zout any more; its commitment still counts.
		case v.Vervangen == 0 && envelop.Commitment(&v.Zout, v.Gebeurtenis) != v.Commitment:
			w = wegensVerschil(verwacht, "de gebeurtenis, haar zout of haar commitment is gewijzigd")
		default:
			if err := b.groei(v.Commitment, visit); err != nil {
				return err
			}
			if na != nil {
				w = na(nieuw)
			}
		}
		if w != nil {
			return errGevonden
		}
		return nil
	})
	switch {
	case w != nil:
		return w, nil
	case err != nil:
		return nil, fmt.Errorf("lees journaal: %w", err)
	case b.grootte() != tot:
		return wegensVerschil(es.Position(b.grootte()+1), "de gebeurtenis ontbreekt"), nil
	}
	return nil, nil
}

// A knoop is one node of the tree, at its place in the order of x/mod.
type knoop struct {
	index int64
	hash  tlog.Hash
}

// herreken computes the tree over the first tot events from nothing, compares
// every stored node with it, and the root at the size of every checkpoint in
// bekend, which is sorted by size. It returns the first position that is wrong.
// It costs a few microseconds per event: for when something is wrong, or was.
func (z *Zegel) herreken(ctx context.Context, tot int64, bekend []c2sp.Checkpoint) (*boom, *Weigering, error) {
	b := legeBoom()
	vorige := int64(0)
	na := func(nieuw []knoop) *Weigering {
		if w := z.vergelijk(b, nieuw); w != nil {
			return w
		}
		for len(bekend) > 0 && bekend[0].Grootte <= b.grootte() {
			c := bekend[0]
			bekend = bekend[1:]
			if w, err := b.wortel(); c.Grootte == b.grootte() && (err != nil || w != c.Wortel) {
				return wegensVerschil(es.Position(vorige+1), fmt.Sprintf(
					"ergens in de posities %d tot en met %d is de geschiedenis anders dan toen zij werd verzegeld", vorige+1, c.Grootte))
			}
			vorige = c.Grootte
		}
		return nil
	}
	w, err := z.lees(ctx, b, tot, na)
	return b, w, err
}

// vergelijk compares the nodes that the newest leaf of b completed with those
// in the journal.
func (z *Zegel) vergelijk(b *boom, nieuw []knoop) *Weigering {
	indexen := make([]int64, len(nieuw))
	for i, k := range nieuw {
		indexen[i] = k.index
	}
	p := es.Position(b.grootte())
	opgeslagen, err := z.j.ReadHashes(indexen)
	if err != nil {
		return wegensVerschil(p, "een knoop van de Merkle-boom ontbreekt of is onleesbaar")
	}
	for i, k := range nieuw {
		if opgeslagen[i] != k.hash {
			return wegensVerschil(p, "een knoop van de Merkle-boom is gewijzigd")
		}
	}
	return nil
}

// verklaar looks for the first position at which the journal differs, once it
// is known to differ somewhere in the first tot positions. Ook is a checkpoint
// to compare with beside those that were kept.
func (z *Zegel) verklaar(ctx context.Context, tot int64, ook ...c2sp.Checkpoint) (*Weigering, error) {
	bekend, err := z.bekend(ook...)
	if err != nil {
		return nil, err
	}
	_, w, err := z.herreken(ctx, tot, bekend)
	if w == nil && err == nil {
		w = wegensVerschil(es.Position(max(z.hoofd.grootte, 0)+1), "de twee berekeningen van de Merkle-boom verschillen")
	}
	return w, err
}

// bekend returns all heads that must be found again in the journal, by size.
func (z *Zegel) bekend(ook ...c2sp.Checkpoint) ([]c2sp.Checkpoint, error) {
	lijst, err := z.opslag.checkpoints(z.publiek.Load().nr)
	if err != nil {
		return nil, err
	}
	lijst = append(lijst, c2sp.Checkpoint{Grootte: z.hoofd.grootte, Wortel: z.hoofd.wortel})
	lijst = slices.DeleteFunc(append(lijst, ook...), func(c c2sp.Checkpoint) bool { return c.Grootte < 1 })
	slices.SortStableFunc(lijst, func(x, y c2sp.Checkpoint) int { return int(x.Grootte - y.Grootte) })
	return lijst, nil
}
