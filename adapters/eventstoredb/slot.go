package eventstoredb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// ErrBezet refuses what another node is busy with, and may have died over.
var ErrBezet = es.Refuse("cluster/bezet",
	"Een ander knooppunt is hier net mee bezig, of is er tijdens gestopt. Probeer het over een paar minuten opnieuw.", "")

const soortSlot = "kroniek.slot"

// slotgeduld is how long is waited for another node that holds a lock.
const slotgeduld = 5 * time.Second

// slotregel is an event in the stream of a lock.
type slotregel struct {
	Knooppunt string `json:"knooppunt"`
	Loop      string `json:"loop"`           // of the program: one that was started anew is another
	Vrij      bool   `json:"vrij,omitempty"` // given back
}

// sloten is what this node knows of locks.
type sloten struct {
	loop string // of this run of the program

	mu     sync.Mutex
	gezien map[string]gezienSlot // locks that another holds, by stream
}

type gezienSlot struct {
	revisie int64
	sinds   time.Time // on the clock of this node
}

func (r Ruimte) slot(naam string) string { return string(r) + ".slot-" + naam }

// Slot takes a lock that one node has at a time, for a decision that rests on what no
// other may change meanwhile, and returns when this node has also counted all that was
// recorded before it. What rests on it must be appended with the context that it
// returns, which ends before another may think the lock abandoned. los gives it back.
//
// A name says nothing about a person: it is a place among many. It returns ErrBezet
// when another node keeps it for longer than a few seconds.
//
// A holder that dies leaves the lock; another takes it over once it has stood still for
// three times Opties.Geduld, in which an append that was sent is either recorded or has
// stopped the node. The same node takes it over at once when it is started anew.
func (j *Journaal) Slot(ctx context.Context, naam string) (houd context.Context, los func(), err error) {
	stroom := j.o.Ruimte.slot(naam)
	wacht, stop := context.WithTimeout(ctx, slotgeduld)
	defer stop()
	for r := (pauze{}); ; {
		revisie, vrij, err := j.kijkSlot(wacht, stroom)
		if err == nil && vrij {
			revisie, err = j.legSlot(wacht, stroom, revisie, false)
			if err == nil {
				return j.houdSlot(ctx, stroom, revisie)
			}
		}
		if err != nil && !errors.Is(err, errRevisie) && wacht.Err() == nil {
			return nil, nil, err
		}
		if err := r.rust(wacht, j.leven); err != nil {
			if ctx.Err() != nil || errors.Is(err, es.ErrStopped) {
				return nil, nil, err
			}
			return nil, nil, ErrBezet
		}
	}
}

// houdSlot catches up, and hands over the lock that was taken at revision.
func (j *Journaal) houdSlot(ctx context.Context, stroom string, revisie int64) (context.Context, func(), error) {
	houd, eind := context.WithTimeout(ctx, j.o.Geduld)
	los := func() {
		eind()
		c, stop := context.WithTimeout(context.WithoutCancel(ctx), j.o.Aanvraagtijd)
		defer stop()
		if _, err := j.legSlot(c, stroom, revisie, true); err != nil {
			j.log.Info("eventstoredb: slot verloopt vanzelf", "oorzaak", reden(err))
		}
	}
	if err := j.haalBij(houd); err != nil {
		los()
		return nil, nil, fmt.Errorf("slot: %w", err)
	}
	return houd, los, nil
}

// kijkSlot reads whether a lock may be taken, and at which revision.
func (j *Journaal) kijkSlot(ctx context.Context, stroom string) (revisie int64, vrij bool, err error) {
	lijst, err := j.leesZeker(ctx, stroom, laatste, 1)
	if err != nil || len(lijst) == 0 {
		return geenStroom, true, err
	}
	var r slotregel
	if err := json.Unmarshal(lijst[0].data, &r); err != nil || lijst[0].soort != soortSlot {
		return 0, false, fmt.Errorf("%w: %s", ErrVreemd, stroom)
	}
	revisie = lijst[0].revisie
	s := &j.sloten
	s.mu.Lock()
	defer s.mu.Unlock()
	switch zelf := j.wieBenIk(); {
	case r.Vrij, r.Knooppunt != "" && r.Knooppunt == zelf && r.Loop != s.loop:
		delete(s.gezien, stroom)
		return revisie, true, nil
	}
	g := s.gezien[stroom]
	if g.sinds.IsZero() || g.revisie != revisie {
		g = gezienSlot{revisie, time.Now()}
		s.gezien[stroom] = g
	}
	return revisie, time.Since(g.sinds) > 3*j.o.Geduld+slotgeduld, nil
}

func (j *Journaal) wieBenIk() string {
	j.knopen.mu.Lock()
	defer j.knopen.mu.Unlock()
	return j.knopen.zelf
}

// legSlot appends to the stream of a lock after revision.
func (j *Journaal) legSlot(ctx context.Context, stroom string, revisie int64, vrij bool) (int64, error) {
	b, err := json.Marshal(slotregel{Knooppunt: j.wieBenIk(), Loop: j.sloten.loop, Vrij: vrij})
	if err != nil {
		return 0, fmt.Errorf("slot: %w", err)
	}
	p, err := j.volhard(ctx, stroom, revisie, []inzending{{id: uuid.New(), soort: soortSlot, json: true, data: b}})
	if err == nil && revisie == geenStroom {
		j.beperk(ctx, stroom)
	}
	return p.revisie, err
}
