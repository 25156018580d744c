package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/toegang/auditspoor"
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

// ankerritme is how often is looked whether the audit log must be anchored again,
// and ankerafstand how long an anchor may be ago.
const (
	ankerritme   = 10 * time.Minute
	ankerafstand = 24 * time.Hour
)

// veranker records once a day where the audit log stands. A log that has lost lines
// is told of, loudly, and stays unanchored: that is for a person to judge.
func (k *kantoor) veranker(ctx context.Context) error {
	t := time.NewTicker(ankerritme)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
		if err := k.verankerNu(ctx); err != nil && ctx.Err() == nil {
			k.o.log.Error("auditlog niet verankerd", "fout", err)
		}
	}
}

func (k *kantoor) verankerNu(ctx context.Context) error {
	stroom := auditspoor.Stroom(k.audit.Kenmerk())
	vorige, err := k.journaal.Read(ctx, stroom)
	if err != nil {
		return err
	}
	nu := k.o.nu().UTC().Truncate(time.Millisecond)
	if n := len(vorige); n > 0 && nu.Sub(vorige[n-1].Time) < ankerafstand {
		return nil
	}
	regels, kop := k.audit.Stand()
	if len(vorige) == 0 && regels <= 1 {
		return nil // only that the file began
	}
	h := es.Handler[auditspoor.Command, auditspoor.State, auditspoor.Event]{Decider: auditspoor.Decider, Log: k.journaal}
	_, err = h.Handle(ctx, stroom, auditspoor.Veranker{
		Opdracht:  recht.Opdracht{Op: nu, Actor: recht.Actor{Rol: "proces", Organisatie: "MGR", ID: auditspoor.Soort}},
		Logregels: regels, Ketenkop: kop,
	}, es.Meta{Command: es.CommandID(uuid.Must(uuid.NewV7())), Time: nu}, nil)
	return err
}
