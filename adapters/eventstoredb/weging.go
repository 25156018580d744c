package eventstoredb

import (
	"context"
	"errors"
	"fmt"

	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// weeg looks whether the ledger stream goes on where this node last saw it: its
// revision there is the revision here, plus the events that the referee refused.
// That is how an event that never arrived is found. The caller holds vouw.
func (j *Journaal) weeg(ctx context.Context, groep []*regel, u journaal.Uitkomst) error {
	l := groep[0]
	extra := j.volger.extraVan(l.stroomnaam)
	geteld := u.Fout == nil && !u.Bon.Repeated
	switch {
	case geteld && l.revisie == l.Revisie+extra:
		return nil
	case !geteld && !errors.Is(u.Fout, es.ErrConflict):
		j.volger.zetExtra(l.stroomnaam, extra+int64(len(groep)))
		return nil
	}
	tot := l.revisie
	if !geteld {
		tot += int64(len(groep))
	}
	extra, err := j.verklaar(ctx, l.stroomnaam, tot)
	if err != nil {
		return err
	}
	if geteld && l.revisie != l.Revisie+extra {
		return fmt.Errorf("%w: in %s volgt revisie %d niet op wat hier is", ErrGat, l.stroom, l.revisie)
	}
	j.volger.zetExtra(l.stroomnaam, extra)
	return nil
}

func (g *volger) extraVan(s es.Stream) int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.extra[s]
}

func (g *volger) zetExtra(s es.Stream, n int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.extra[s] = n
}

// verklaar reads a ledger stream up to its revision tot and returns how many of
// its events the referee refused. One that it would have counted, and that this
// node does not have, is ErrGat.
func (j *Journaal) verklaar(ctx context.Context, naam es.Stream, tot int64) (extra int64, err error) {
	revisie := int64(es.NoStream)
	for van := int64(0); van < tot; {
		lijst, err := j.leesZeker(ctx, j.o.Ruimte.grootboek(naam), van, uint64(min(tot-van, 512)))
		if err != nil {
			return 0, err
		}
		if len(lijst) == 0 {
			break
		}
		for _, s := range lijst {
			van = s.revisie + 1
			l, err := j.o.Ruimte.leesRegel(s)
			if err != nil {
				return 0, err
			}
			v, ok, err := j.replica.Gebeurtenis(ctx, l.id)
			if err != nil {
				return 0, fmt.Errorf("%w: %w", ErrReplica, err)
			}
			if ok && v.Stroom == naam && int64(v.Revisie) == l.Revisie && l.Revisie == revisie+1 {
				revisie++
				continue
			}
			extra++
			if laat, err := j.teLaat(ctx, l); err != nil || laat {
				if err != nil {
					return 0, err
				}
				continue
			}
			if _, bekend, err := j.replica.Inhoud(ctx, l.opdracht); err != nil || !bekend && l.Revisie == revisie+1 {
				return 0, errors.Join(fmt.Errorf("%w: revisie %d van %s is hier niet", ErrGat, s.revisie, s.stroom), err)
			}
		}
	}
	return extra, nil
}
