package zegel

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// tegelHoogte is the height of a C2SP tile: 2^8 hashes.
const tegelHoogte = 8

// Tegel returns the tile or entry bundle at pad, `tile/<L>/<N>[.p/<W>]` or
// `tile/entries/<N>[.p/<W>]`, with or without leading slash. It never shows more
// than the published checkpoint covers: beyond it ErrNogNietVerzegeld. A path in
// any other spelling is ErrOnbekendPad. What it returns for a path never
// changes, so it may be cached for ever.
func (z *Zegel) Tegel(ctx context.Context, pad string) ([]byte, error) {
	t, err := c2sp.LeesPad(pad)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOnbekendPad, err)
	}
	van, tot := t.Bladen()
	if tot > z.publiek.Load().checkpoint.Grootte {
		return nil, ErrNogNietVerzegeld
	}
	if t.Regels {
		return z.regels(ctx, van, tot)
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("lees tegel: %w", err)
	}
	b, err := tlog.ReadTileData(tlog.Tile{H: tegelHoogte, L: t.Niveau, N: t.Index, W: t.Breedte}, z.j)
	if err != nil {
		return nil, fmt.Errorf("lees tegel: %w", err)
	}
	return b, nil
}

// regels returns the log entries van up to tot, each after its length.
func (z *Zegel) regels(ctx context.Context, van, tot int64) ([]byte, error) {
	var uit []byte
	n := van
	err := z.j.Commitments(ctx, es.Position(van), es.Position(tot), func(_ es.Position, c [32]byte) error {
		regel := envelop.Logregel(c)
		uit = append(binary.BigEndian.AppendUint16(uit, uint16(len(regel))), regel...)
		n++
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("lees logregels: %w", err)
	}
	if n != tot {
		return nil, fmt.Errorf("lees logregels: %w", ErrVerschil)
	}
	return uit, nil
}

// Bewijs returns the C2SP tlog-proof of the event at position p: a file that
// shows, without asking anybody, that the event is in the log. Its extra line
// carries zout, with which the holder of the event can make the leaf; give nil
// for a replaced event, whose zout is gone. It returns ErrNogNietVerzegeld for an
// event that the published checkpoint does not cover yet. A proof that would not
// verify is never given out: ErrVerschil.
func (z *Zegel) Bewijs(ctx context.Context, p es.Position, zout []byte) ([]byte, error) {
	publiek := z.publiek.Load()
	c := publiek.checkpoint
	if p < 1 || int64(p) > c.Grootte {
		return nil, ErrNogNietVerzegeld
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("bewijs positie %d: %w", p, err)
	}
	index := int64(p) - 1
	pad, err := tlog.ProveRecord(c.Grootte, index, z.j)
	if err != nil {
		return nil, fmt.Errorf("bewijs positie %d: %w", p, err)
	}
	blad, err := z.j.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
	if err != nil {
		return nil, fmt.Errorf("bewijs positie %d: %w", p, err)
	}
	b := c2sp.Bewijs{Extra: zout, Index: index, Checkpoint: publiek.tekst}
	los := make([][]byte, len(pad))
	for i := range pad {
		los[i] = pad[i][:]
		b.Hashes = append(b.Hashes, pad[i])
	}
	if err := proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(index), uint64(c.Grootte), blad[0][:], los, c.Wortel[:]); err != nil {
		return nil, fmt.Errorf("bewijs positie %d: %w: %w", p, ErrVerschil, err)
	}
	return b.Tekst(), nil
}
