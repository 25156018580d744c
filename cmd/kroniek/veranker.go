package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/toegang/auditspoor"
	"github.com/mgr-sdcg/kroniek/domain/toegang/verwerkingsspoor"
)

// eersteAnker is how long after the start the logs are anchored for the first time,
// ankerritme how often is looked whether they must be again, and ankerafstand how
// long an anchor may be ago. When the office stops they are anchored as well.
const (
	eersteAnker  = time.Minute
	ankerritme   = 10 * time.Minute
	ankerafstand = 24 * time.Hour
)

// keurAnkers refuses a folder whose logs are not what the history anchors: cut off,
// rewritten after the last anchor, or replaced by another. What lies before the last
// anchor is for `kroniek verify`, since it takes as long as the log is. On a cluster
// every node has logs of its own and nothing here tells whose an anchor is, so there
// only the anchoring itself refuses.
//
// Who began logs anew on purpose (see keurLogs) has their first anchor laid at once.
func (k *kantoor) keurAnkers(ctx context.Context, i instellingen) error {
	if k.eigen == nil {
		return nil
	}
	for _, l := range logsoorten() {
		sporen, err := leesAnkersporen(ctx, k.eigen, l.soort, es.Position(i.ZonderPersoonsdelenTot))
		if err != nil {
			return fmt.Errorf("ankers: %w", err)
		}
		if !i.Logs && len(sporen) > 0 {
			if err := k.verankerLogs(ctx, 0, true); err != nil {
				return metCode(exitGeweigerd, fmt.Errorf("ankers: %w", err))
			}
			return nil
		}
		if _, _, err := l.keur(ctx, k.o.dir, sporen, false); err != nil {
			return metCode(exitGeweigerd, fmt.Errorf("%w; behandel dit als beveiligingsincident en zet het log terug uit een reservekopie", err))
		}
	}
	return k.herstelOpruiming(ctx)
}

// herstelOpruiming removes the lines of which was recorded that they go, and which
// are there: a server that died just then, or a log from a backup.
func (k *kantoor) herstelOpruiming(ctx context.Context) error {
	sporen, err := leesAnkersporen(ctx, k.eigen, verwerkingsspoor.Soort, 0)
	if err != nil {
		return fmt.Errorf("ankers: %w", err)
	}
	for _, s := range sporen {
		a := s.verwijderd()
		if s.stroom != verwerkingsspoor.Stroom(k.logboek.Kenmerk()) || !a.weg {
			continue
		}
		p, err := a.plaats()
		if err != nil {
			return err
		}
		if err := k.logboek.RuimOp(ctx, p); err != nil {
			return metCode(exitGeweigerd, err)
		}
	}
	return nil
}

// veranker records soon after the start, and then once a day, where the logs stand.
// A log that has lost lines is told of, loudly, and stays unanchored: that is for a
// person to judge.
func (k *kantoor) veranker(ctx context.Context) error {
	t := time.NewTimer(eersteAnker)
	defer t.Stop()
	for afstand := time.Duration(0); ; afstand = ankerafstand {
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
		if err := k.verankerLogs(ctx, afstand, false); err != nil && ctx.Err() == nil {
			k.o.log.Error("log niet verankerd", "fout", err)
		}
		t.Reset(ankerritme)
	}
}

// verankerLogs anchors each log of which the last anchor is at least afstand ago and
// that has grown since. A log that only says that it began is not anchored, unless
// another was anchored before it.
func (k *kantoor) verankerLogs(ctx context.Context, afstand time.Duration, ookLeeg bool) error {
	return errors.Join(k.verankerAuditlog(ctx, afstand, ookLeeg), k.verankerVerwerkingslog(ctx, afstand, ookLeeg))
}

func (k *kantoor) verankerAuditlog(ctx context.Context, afstand time.Duration, ookLeeg bool) error {
	stroom := auditspoor.Stroom(k.audit.Kenmerk())
	nu, vorige, nodig, err := k.ankerNodig(ctx, stroom, afstand)
	if err != nil || !nodig {
		return err
	}
	regels, kop, err := k.audit.Stand()
	if err != nil || !vorige && regels <= 1 && !ookLeeg {
		return err
	}
	h := es.Handler[auditspoor.Command, auditspoor.State, auditspoor.Event]{Decider: auditspoor.Decider, Log: k.journaal}
	_, err = h.Handle(ctx, stroom, auditspoor.Veranker{
		Opdracht: logopdracht(nu, auditspoor.Soort), Logregels: regels, Ketenkop: kop,
	}, nieuweMeta(nu), nil)
	return logfout(auditlog.Map, err)
}

func (k *kantoor) verankerVerwerkingslog(ctx context.Context, afstand time.Duration, ookLeeg bool) error {
	stroom := verwerkingsspoor.Stroom(k.logboek.Kenmerk())
	nu, _, nodig, err := k.ankerNodig(ctx, stroom, afstand)
	if err != nil || !nodig {
		return err
	}
	p, err := k.logboek.Stand()
	if err != nil || p.Nr == 0 && !ookLeeg {
		return err
	}
	h := es.Handler[verwerkingsspoor.Command, verwerkingsspoor.State, verwerkingsspoor.Event]{Decider: verwerkingsspoor.Decider, Log: k.journaal}
	_, err = h.Handle(ctx, stroom, verwerkingsspoor.Veranker{
		Opdracht: logopdracht(nu, verwerkingsspoor.Soort), Logregels: p.Nr, Ketenkop: p.Kop(),
	}, nieuweMeta(nu), nil)
	return logfout(verwerkingslog.Bestand, err)
}

// ankerNodig reports whether the last anchor in stroom is at least afstand ago, and
// whether there is one.
func (k *kantoor) ankerNodig(ctx context.Context, stroom es.Stream, afstand time.Duration) (nu time.Time, vorige, nodig bool, err error) {
	gebeurd, err := k.journaal.Read(ctx, stroom)
	if err != nil {
		return nu, false, false, err
	}
	nu = k.o.nu().UTC().Truncate(time.Millisecond)
	n := len(gebeurd)
	return nu, n > 0, n == 0 || nu.Sub(gebeurd[n-1].Time) >= afstand, nil
}

func logopdracht(nu time.Time, wie string) recht.Opdracht {
	return recht.Opdracht{Op: nu, Actor: recht.Actor{Rol: "proces", Organisatie: "MGR", ID: wie}}
}

func nieuweMeta(nu time.Time) es.Meta {
	return es.Meta{Command: es.CommandID(uuid.Must(uuid.NewV7())), Time: nu}
}

func logfout(log string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", log, err)
	}
	return nil
}
