package journaal

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"sync/atomic"

	"golang.org/x/mod/sumdb/tlog"
	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// errAndereSleutel says that the stream got its key after the append was sealed.
var errAndereSleutel = errors.New("de stroom heeft al een andere sleutel")

// A post is an append on its way to the writer.
type post struct {
	es.Meta
	stroom   es.Stream
	verwacht es.Revision
	zegels   []envelop.Verzegeld
	bladen   []tlog.Hash
	sleutel  [16]byte    // key of the personal parts; zero when there are none
	positie  es.Position // where the first must come to lie; 0: wherever the journal ends
	bytes    int

	stand atomic.Int32 // wachtend, then genomen by the writer or verlaten by the caller
	klaar chan struct{}
	bon   es.Receipt
	fout  error
}

const (
	wachtend int32 = iota
	genomen
	verlaten
)

// Append implements [es.Log]. It seals in the caller's goroutine.
//
// A context that ends before the writer has taken the append withdraws it, and
// nothing is recorded. After that the outcome is awaited whatever the context
// says (it takes one commit), since an error must mean that nothing is stored.
func (j *Journaal) Append(ctx context.Context, a es.Append) (es.Receipt, error) {
	for {
		p, err := j.verzegel(ctx, a)
		if err != nil {
			return es.Receipt{}, fmt.Errorf("append %s: %w", a.Stream, err)
		}
		err = j.post(ctx, p)
		switch {
		case err == nil:
			return p.bon, nil
		case errors.Is(err, errAndereSleutel): // seal again with that key; a stream never changes its key
		default:
			return es.Receipt{}, fmt.Errorf("append %s: %w", a.Stream, err)
		}
	}
}

// verzegel checks what can be checked without the log, and seals the events.
func (j *Journaal) verzegel(ctx context.Context, a es.Append) (*post, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	switch {
	case j.slot == nil:
		return nil, ErrAlleenLezen
	case a.Stream == "" || a.Command.IsZero() || a.Expected < es.NoStream || len(a.Events) == 0:
		return nil, errors.New("stroom, opdracht, verwachte revisie of gebeurtenissen ontbreken")
	case len(a.Events) > envelop.MaxAantal:
		return nil, fmt.Errorf("%w: %d gebeurtenissen", es.ErrTooLarge, len(a.Events))
	}
	p := &post{
		Meta: a.Meta, stroom: a.Stream, verwacht: a.Expected, klaar: make(chan struct{}),
		zegels: make([]envelop.Verzegeld, len(a.Events)), bladen: make([]tlog.Hash, len(a.Events)),
	}
	var sleutel *envelop.Sleutel
	for n, e := range a.Events {
		if sleutel == nil && j.o.Codec.Persoonlijk(e) {
			s, err := j.sleutelVan(ctx, a.Stream, a.Expected)
			if err != nil {
				return nil, err
			}
			sleutel, p.sleutel = &s, s.ID
		}
		v, err := j.o.Codec.Verzegel(a, n, sleutel)
		if err != nil {
			return nil, err
		}
		p.bytes += len(v.Gebeurtenis) + len(v.Persoonsdeel)
		p.zegels[n], p.bladen[n] = v, tlog.Hash(envelop.Bladhash(v.Commitment))
	}
	return p, envelop.Omvang(p.zegels)
}

// sleutelVan returns the key of a stream about a person, or a new one if the
// stream has none yet. The writer refuses the append if that was overtaken.
func (j *Journaal) sleutelVan(ctx context.Context, naam es.Stream, op es.Revision) (envelop.Sleutel, error) {
	if j.o.Sleutels == nil {
		return envelop.Sleutel{}, errors.New("een persoonlijk veld zonder sleutelbestand")
	}
	id, err := j.sleutelID(ctx, naam, op)
	if err != nil {
		return envelop.Sleutel{}, err
	}
	if id == [16]byte{} {
		s, err := j.o.Sleutels.Neem(ctx)
		if err != nil {
			return s, fmt.Errorf("neem sleutel: %w", err)
		}
		return s, nil
	}
	s, err := j.o.Sleutels.Geef(ctx, id)
	if err != nil {
		return s, fmt.Errorf("geef sleutel: %w", err)
	}
	return s, nil
}

func (j *Journaal) sleutelID(ctx context.Context, naam es.Stream, op es.Revision) (id [16]byte, err error) {
	if s, ok := j.stromen.zoek(naam); ok {
		return s.sleutel, nil
	}
	if op == es.NoStream {
		return id, nil
	}
	err = j.lezers.met(ctx, func(l *lezer) error {
		return l.vraag("SELECT sleutel FROM streams WHERE naam = ?",
			func(s *sqlite.Stmt) { s.BindText(1, string(naam)) },
			func(s *sqlite.Stmt) error { s.ColumnBytes(0, id[:]); return nil })
	})
	return id, err
}

// post hands p to the writer and waits for the outcome.
func (j *Journaal) post(ctx context.Context, p *post) error {
	if err := j.zetInRij(ctx, p); err != nil {
		return err
	}
	return j.wachtOp(ctx, p)
}

// zetInRij queues p for the writer.
func (j *Journaal) zetInRij(ctx context.Context, p *post) error {
	select {
	case <-j.sluit:
		return es.ErrStopped
	case <-j.einde:
		return j.reden()
	default:
	}
	select {
	case j.rij <- p:
		return nil
	case <-j.einde:
		return j.reden()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// wachtOp waits for the outcome of a queued p.
func (j *Journaal) wachtOp(ctx context.Context, p *post) error {
	select {
	case <-p.klaar:
		return p.fout
	case <-j.einde:
	case <-ctx.Done():
		if p.stand.CompareAndSwap(wachtend, verlaten) {
			return ctx.Err()
		}
	}
	if p.stand.CompareAndSwap(wachtend, verlaten) {
		return j.reden()
	}
	<-p.klaar // the writer has it, and answers before it leaves
	return p.fout
}

// reden returns es.ErrStopped with the fault, if there was one.
func (j *Journaal) reden() error {
	if err := j.Fout(); err != nil {
		return fmt.Errorf("%w: %w", es.ErrStopped, err)
	}
	return es.ErrStopped
}

// Earlier implements [es.Log].
func (j *Journaal) Earlier(ctx context.Context, id es.CommandID, body [32]byte) (r es.Receipt, ok bool, err error) {
	err = j.lezers.met(ctx, func(l *lezer) error {
		r, ok, err = l.bon(id, body)
		return err
	})
	if err != nil {
		return es.Receipt{}, false, fmt.Errorf("zoek opdracht: %w", err)
	}
	return r, ok, nil
}

const bonQuery = `SELECT o.positie, o.aantal, o.hmac, g.revisie, s.naam FROM opdrachten o
	JOIN gebeurtenissen g ON g.positie = o.positie + o.aantal - 1
	JOIN streams s ON s.sid = g.sid WHERE o.opdracht = ?`

// bon rebuilds the receipt of a command from its events.
func (l *lezer) bon(id es.CommandID, body [32]byte) (r es.Receipt, ok bool, err error) {
	err = l.vraag(bonQuery, func(s *sqlite.Stmt) { s.BindBytes(1, id[:]) }, func(s *sqlite.Stmt) error {
		if subtle.ConstantTimeCompare(opslag(s, 2), body[:]) != 1 {
			return es.ErrReused
		}
		ok = true
		r = es.Receipt{
			First: es.Position(s.ColumnInt64(0)), Count: s.ColumnInt(1), Repeated: true,
			Revision: es.Revision(s.ColumnInt64(3)), Stream: es.Stream(s.ColumnText(4)),
		}
		return nil
	})
	return r, ok, err
}
