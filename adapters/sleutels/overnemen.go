package sleutels

import (
	"context"
	"fmt"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// NeemOver keeps keys that were made elsewhere, for a journal that moves here. One
// that is here already is left as it is. When it returns, they are on disk.
func (k *Kluis) NeemOver(ctx context.Context, lijst []envelop.Sleutel) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	k.db.Lock()
	defer k.db.Unlock()
	if err := k.stand(); err != nil {
		return fmt.Errorf("take over %d keys: %w", len(lijst), err)
	}
	if k.conn == nil {
		return fmt.Errorf("take over %d keys: %w", len(lijst), es.ErrStopped)
	}
	var vers []envelop.Sleutel
	var ingepakt [][]byte
	for _, s := range lijst {
		b, err := lees(k.conn, s.ID)
		if err != nil {
			return fmt.Errorf("take over keys: %w", err)
		}
		if b != nil {
			continue
		}
		if b, err = k.Inpakker().PakIn(s); err != nil {
			return fmt.Errorf("take over keys: %w", err)
		}
		vers, ingepakt = append(vers, s), append(ingepakt, b)
	}
	if len(vers) == 0 {
		return nil
	}
	if err := schrijf(k.conn, vers, ingepakt); err != nil {
		return k.faal(fmt.Errorf("take over %d keys: %w", len(vers), err))
	}
	return nil
}
