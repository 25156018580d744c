package zegel

import (
	"bytes"
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Toets compares the journal with a checkpoint of the current origin that was
// found elsewhere: in a newer backup, at a witness, on a published page. After a
// restore it must be called with the newest one that can be found. A checkpoint
// beyond the journal, or with another root, stops the signing: the Weigering is
// returned and lasts. A checkpoint that our key did not sign is
// c2sp.ErrHandtekening and changes nothing.
func (z *Zegel) Toets(ctx context.Context, ondertekend []byte) error {
	z.mu.Lock()
	defer z.mu.Unlock()
	c, err := c2sp.Open(ondertekend, z.publiek.Load().toetst)
	if err != nil {
		return fmt.Errorf("toets checkpoint: %w", err)
	}
	if kop := int64(z.j.Kop()); c.Grootte > kop {
		return z.weiger(wegensOuder(kop, c.Grootte, bytes.Clone(ondertekend)))
	}
	if z.klopt(c.Grootte, c.Wortel) {
		return nil
	}
	w, err := z.verklaar(ctx, c.Grootte, c)
	if err != nil {
		return err
	}
	w.checkpoint = bytes.Clone(ondertekend)
	return z.weiger(w)
}

// klopt reports whether the stored tree over the first n events has this root.
func (z *Zegel) klopt(n int64, wortel [32]byte) bool {
	h, err := tlog.TreeHash(n, z.j)
	return err == nil && h == tlog.Hash(wortel)
}

// toets compares the journal with the head, when the seal opens. An earlier
// refusal is taken up again, and dropped only if the whole journal turns out to
// be in order. The caller holds mu.
func (z *Zegel) toets(ctx context.Context, eerder *Weigering) error {
	kop := int64(z.j.Kop())
	if kop < z.hoofd.grootte {
		return z.weiger(wegensOuder(kop, z.hoofd.grootte, nil))
	}
	if eerder != nil {
		if err := z.toetsEerder(ctx, kop, eerder); err != nil {
			return err
		}
	} else if z.hoofd.grootte != geenHoofd && !z.klopt(z.hoofd.grootte, z.hoofd.wortel) {
		w, err := z.verklaar(ctx, z.hoofd.grootte)
		if err != nil {
			return err
		}
		return z.weiger(w)
	}
	if z.boom != nil {
		return nil
	}
	b, w, err := z.herreken(ctx, z.hoofd.grootte, nil)
	if err != nil {
		return err
	}
	if w != nil {
		return z.weiger(w)
	}
	z.boom = b
	return nil
}

// toetsEerder recomputes the whole journal because an earlier process refused.
func (z *Zegel) toetsEerder(ctx context.Context, kop int64, eerder *Weigering) error {
	var ook []c2sp.Checkpoint
	if eerder.checkpoint != nil {
		c, err := c2sp.Open(eerder.checkpoint, z.publiek.Load().toetst)
		if err != nil {
			return fmt.Errorf("%w: the recorded refusal: %w", ErrOpslag, err)
		}
		if c.Grootte > kop {
			return z.weiger(wegensOuder(kop, c.Grootte, eerder.checkpoint))
		}
		ook = append(ook, c)
	}
	bekend, err := z.bekend(ook...)
	if err != nil {
		return err
	}
	_, w, err := z.herreken(ctx, kop, bekend)
	if err != nil {
		return err
	}
	if w != nil {
		w.checkpoint = eerder.checkpoint
		return z.weiger(w)
	}
	if err := z.opslag.hefOp(); err != nil {
		return err
	}
	z.log.Warn("zegel: eerdere weigering opgeheven, het hele journaal is nagegaan", "soort", eerder.Soort, "tot", es.Position(kop))
	return nil
}
