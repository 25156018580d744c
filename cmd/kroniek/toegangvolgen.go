package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/toegang/rolverlening"
)

// haalVerleningenIn ends access for grants that were taken back while the register
// could not be told: a server that died just then, or a register from a backup. It
// runs before the office opens; after that each intrekking tells the register itself.
func (k *kantoor) haalVerleningenIn(ctx context.Context) error {
	gevolgd, err := k.register.Gevolgd()
	if err != nil {
		return fmt.Errorf("rolverleningen: %w", err)
	}
	na, kop := es.Position(gevolgd), k.journaal.Kop()
	if na > kop { // the journal is from an older backup than the register
		na = 0
	}
	var weg []string
	err = k.journaal.Scan(ctx, na, kop, func(g *envelop.Verzegeld) error {
		id, ook := strings.CutPrefix(string(g.Stroom), rolverlening.Soort+"-")
		if !ook {
			return nil
		}
		r, err := k.codec.Lees(g)
		if err != nil {
			return err
		}
		if _, ook := r.Event.(rolverlening.RolIngetrokken); ook {
			weg = append(weg, id)
		}
		return nil
	})
	if err == nil {
		err = k.register.TrekVerleningenIn(ctx, weg...)
	}
	if err != nil {
		return fmt.Errorf("rolverleningen: %w", err)
	}
	return k.register.ZetGevolgd(ctx, int64(kop))
}
