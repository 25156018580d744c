package eventstoredb

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// maxDelen bounds the bodies that wait for their ledger event, in bytes.
const maxDelen = 16 << 20

// delen remembers bodies that $all brought, until the ledger names them. One
// that was forgotten, or that never came, is read from its part stream.
type delen struct {
	mu    sync.Mutex
	rij   []uuid.UUID
	maar  map[uuid.UUID][]byte
	bytes int
}

func nieuweDelen() *delen { return &delen{maar: map[uuid.UUID][]byte{}} }

func (d *delen) bewaar(s *stuk) {
	if s.soort != soortLichaam {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.maar[s.id] != nil {
		return
	}
	d.rij, d.maar[s.id] = append(d.rij, s.id), s.data
	d.bytes += len(s.data)
	for d.bytes > maxDelen {
		d.haalWeg(d.rij[0])
		d.rij = d.rij[1:]
	}
}

func (d *delen) haalWeg(id uuid.UUID) {
	d.bytes -= len(d.maar[id])
	delete(d.maar, id)
}

// neem returns a body and forgets it.
func (d *delen) neem(id uuid.UUID) []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	b := d.maar[id]
	d.haalWeg(id)
	if len(d.rij) > 64 && len(d.maar) < len(d.rij)/2 {
		rij := d.rij[:0]
		for _, id := range d.rij {
			if d.maar[id] != nil {
				rij = append(rij, id)
			}
		}
		d.rij = rij
	}
	return b
}

// vulLichaam joins a ledger event with the body that it names. Where the body was
// destroyed, the residu takes its place.
func (j *Journaal) vulLichaam(ctx context.Context, l *regel) error {
	if l.deel == uuid.Nil {
		return nil
	}
	b := j.delen.neem(l.deel)
	if b == nil {
		lijst, err := j.leesZeker(ctx, j.o.Ruimte.deel(l.sleutel), l.DeelOp, 1)
		if err != nil && !errors.Is(err, errBegraven) {
			return fmt.Errorf("%w: %w", ErrOnbereikbaar, err)
		}
		if len(lijst) == 0 || lijst[0].revisie != l.DeelOp {
			if er, err := j.vulKopie(ctx, l); er || err != nil {
				return err
			}
			return j.vulResidu(ctx, l)
		}
		if lijst[0].id != l.deel {
			return fmt.Errorf("%w: revisie %d van %s is niet het deel dat het grootboek noemt", ErrVreemd, l.DeelOp, lijst[0].stroom)
		}
		b = lijst[0].data
	}
	p, ok := leesLichaam(b)
	if !ok {
		return fmt.Errorf("%w: een deel bij %s is onleesbaar", ErrVreemd, l.stroom)
	}
	v := &l.verzegeld
	v.Gebeurtenis, v.Zout, v.Persoonsdeel = p.gebeurtenis, p.zout, p.persoonsdeel
	return nil
}

// maxGeheugen bounds how many keys a node remembers.
const maxGeheugen = 4096

// A sleutelgeheugen keeps keys that were used lately.
type sleutelgeheugen struct {
	mu       sync.Mutex
	sleutels map[[16]byte]envelop.Sleutel
}

func (g *sleutelgeheugen) zoek(id [16]byte) (envelop.Sleutel, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s, ok := g.sleutels[id]
	return s, ok
}

func (g *sleutelgeheugen) bewaar(s envelop.Sleutel) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.sleutels == nil || len(g.sleutels) >= maxGeheugen {
		g.sleutels = map[[16]byte]envelop.Sleutel{}
	}
	g.sleutels[s.ID] = s
}

func (g *sleutelgeheugen) vergeet(id [16]byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.sleutels, id)
}

// ErrSleutelWeg reports a key that is not on the cluster. It is a sleutels.ErrVernietigd.
var ErrSleutelWeg = fmt.Errorf("eventstoredb: %w", sleutels.ErrVernietigd)

var errGeenInpakker = errors.New("een persoonlijk veld zonder inpaksleutel")

// Geef returns the key with this id, from its part stream; ErrSleutelWeg when it
// was destroyed.
func (j *Journaal) Geef(ctx context.Context, id [16]byte) (envelop.Sleutel, error) {
	if s, ok := j.kluisje.zoek(id); ok {
		return s, nil
	}
	ingepakt, err := j.Ingepakt(ctx, id)
	if err != nil {
		return envelop.Sleutel{}, err
	}
	if j.o.Inpakker == nil {
		return envelop.Sleutel{}, errGeenInpakker
	}
	s, err := j.o.Inpakker.PakUit(id, ingepakt)
	if err != nil {
		return s, fmt.Errorf("geef sleutel: %w", err)
	}
	j.kluisje.bewaar(s)
	return s, nil
}

// Ingepakt returns the wrapped form of a key; ErrSleutelWeg when it was destroyed.
func (j *Journaal) Ingepakt(ctx context.Context, id [16]byte) ([]byte, error) {
	lijst, err := j.leesZeker(ctx, j.o.Ruimte.deel(id), 0, 1)
	switch {
	case errors.Is(err, errBegraven) || err == nil && len(lijst) == 0:
		return nil, ErrSleutelWeg
	case errors.Is(err, es.ErrStopped) || ctx.Err() != nil:
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrOnbereikbaar, err)
	case lijst[0].soort != soortSleutel:
		return nil, fmt.Errorf("%w: %s begint niet met een sleutel", ErrVreemd, lijst[0].stroom)
	}
	return lijst[0].data, nil
}
