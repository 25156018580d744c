package zegel

import (
	"context"
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// volgSamen moves the head to one that the nodes have agreed on: the newest, when
// it lies further than ours and our journal reaches it, or else our own proposal,
// if we may make one. With neither, the head stays. The caller holds mu.
func (z *Zegel) volgSamen(ctx context.Context, kop int64) error {
	naam := z.publiek.Load().naam
	n, err := z.o.Hoofden.Nieuwste(ctx, naam)
	if err != nil {
		return err
	}
	switch {
	case n.Grootte > kop: // this node has not counted that far yet
		return nil
	case n.Grootte > z.hoofd.grootte:
		return z.volgHoofd(ctx, n.Grootte, func(wortel [32]byte) error { return z.zelfde(n, wortel) })
	case z.o.Mag != nil && !z.o.Mag():
		return nil
	}
	if n.Grootte >= 0 && !z.klopt(n.Grootte, n.Wortel) {
		return z.weiger(wegensAnder(n.Grootte))
	}
	return z.volgHoofd(ctx, kop, func(wortel [32]byte) error {
		gelukt, err := z.o.Hoofden.Leg(ctx, naam, n, kop, wortel)
		if err == nil && !gelukt {
			err = errAchterhaald
		}
		return err
	})
}

// zelfde refuses an agreed head that our journal does not give.
func (z *Zegel) zelfde(n Hoofd, wortel [32]byte) error {
	if wortel == n.Wortel {
		return nil
	}
	return z.weiger(wegensAnder(n.Grootte))
}

// wegensAnder is the refusal of a node whose journal is not that of the others.
func wegensAnder(grootte int64) *Weigering {
	return wegensVerschil(es.Position(max(grootte, 1)), fmt.Sprintf(
		"ergens in de posities 1 tot en met %d heeft dit knooppunt een andere geschiedenis dan de andere knooppunten", grootte))
}
