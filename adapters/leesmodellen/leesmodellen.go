package leesmodellen

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"sync"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Opties are what the read models need of the rest of the system.
type Opties struct {
	Bron     Bron         // the journal; nil: a gap cannot be closed
	Decodeer Decodeer     // required with a Bron
	Wortel   Wortel       // nil: roots stay zero
	Log      *slog.Logger // nil: nothing is logged

	grenzen grenzen // tests make them small
}

func (o Opties) scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error {
	if tot <= na {
		return nil
	}
	if o.Bron == nil || o.Decodeer == nil {
		return fmt.Errorf("%w: nothing to fetch position %d from", ErrGat, na+1)
	}
	return o.Bron.Scan(ctx, na, tot, fn)
}

func (o Opties) kop() es.Position {
	if o.Bron == nil {
		return 0
	}
	return o.Bron.Kop()
}

// Leesmodellen are the read models in one folder. All methods may be called
// concurrently.
type Leesmodellen struct {
	dir      string
	o        Opties
	modellen []*model
	ctx      context.Context // ends when closed
	stop     context.CancelFunc
	gaand    sync.Mutex // held when work is added to bezig
	bezig    sync.WaitGroup
	bouwslot sync.Mutex // one build at a time
	lezen    bool       // read-only
}

// Open opens the read models of projectors in dir, for the one process that
// writes there. It returns at once: what is missing, damaged or far behind is
// built in the background, what is a little behind catches up. A model that had
// stopped is tried again.
func Open(ctx context.Context, dir string, projectors []*projections.Projector, o Opties) (*Leesmodellen, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	ps, err := plannen(projectors, o.grenzen)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make folder of read models: %w", err)
	}
	l := &Leesmodellen{dir: dir, o: o}
	l.ctx, l.stop = context.WithCancel(context.WithoutCancel(ctx))
	for _, p := range ps {
		m := &model{l: l, plan: p, gewekt: make(chan struct{})}
		l.modellen = append(l.modellen, m)
		if err := m.begin(ctx); err != nil {
			return nil, errors.Join(err, l.Sluit())
		}
	}
	l.start()
	return l, nil
}

// OpenLezen opens the read models of projectors in dir as they are, beside a
// process that writes them. A model without a complete file answers ErrInOpbouw.
// Every Lees sees the newest of its file; Stand stays that of the opening.
func OpenLezen(ctx context.Context, dir string, projectors []*projections.Projector) (*Leesmodellen, error) {
	ps, err := plannen(projectors, grenzen{})
	if err != nil {
		return nil, err
	}
	l := &Leesmodellen{dir: dir, lezen: true, o: Opties{Log: slog.New(slog.DiscardHandler)}}
	l.ctx, l.stop = context.WithCancel(context.WithoutCancel(ctx))
	for _, p := range ps {
		m := &model{l: l, plan: p, gewekt: make(chan struct{})}
		l.modellen = append(l.modellen, m)
		if err := m.beginLezen(ctx); err != nil {
			return nil, errors.Join(err, l.Sluit())
		}
	}
	return l, nil
}

// Sluit stops what runs in the background and closes the files. A file still
// being read is closed by its last reader.
func (l *Leesmodellen) Sluit() error {
	l.gaand.Lock()
	l.stop()
	l.gaand.Unlock()
	l.bezig.Wait()
	var err error
	for _, m := range l.modellen {
		err = errors.Join(err, m.sluit())
	}
	return err
}

// ga does work in the background, unless the read models are being closed.
func (l *Leesmodellen) ga(werk func()) {
	l.gaand.Lock()
	defer l.gaand.Unlock()
	if l.ctx.Err() == nil {
		l.bezig.Go(werk)
	}
}

// Namen returns the names of the read models, in the order of Open.
func (l *Leesmodellen) Namen() []string {
	var namen []string
	for _, m := range l.modellen {
		namen = append(namen, m.plan.Naam)
	}
	return namen
}

func (l *Leesmodellen) model(naam string) (*model, error) {
	i := slices.IndexFunc(l.modellen, func(m *model) bool { return m.plan.Naam == naam })
	if i < 0 {
		return nil, fmt.Errorf("%w: read model %q", ErrOnbekend, naam)
	}
	return l.modellen[i], nil
}

// Verwerk handles a contiguous range of events in every read model, and returns
// when it is committed. Events handled before are ignored; what a model missed
// it fetches from the journal, in the background when that is much. A model
// that has stopped is passed over. It returns ErrGat for a range with a gap, and
// any fault of a database: then the range must be offered again.
func (l *Leesmodellen) Verwerk(ctx context.Context, reeks []es.Recorded) error {
	for i := range reeks {
		if reeks[i].Position != reeks[0].Position+es.Position(i) || reeks[i].Position < 1 {
			return fmt.Errorf("%w: position %d is number %d of a range from %d", ErrGat, reeks[i].Position, i+1, reeks[0].Position)
		}
	}
	if l.lezen {
		return fmt.Errorf("update: %w: opened for reading", ErrGesloten)
	}
	if len(reeks) == 0 {
		return nil
	}
	fouten := make([]error, len(l.modellen))
	var wg sync.WaitGroup
	for i, m := range l.modellen {
		wg.Go(func() { fouten[i] = m.verwerk(ctx, reeks) })
	}
	wg.Wait()
	return errors.Join(fouten...)
}

// Stand returns how far a read model is.
func (l *Leesmodellen) Stand(naam string) (projections.Stand, error) {
	m, err := l.model(naam)
	if err != nil {
		return projections.Stand{}, err
	}
	s, _ := m.gezien()
	return s, nil
}

// Oorzaak returns why a read model stopped in this process, nil when it did not.
// It is for an operator's eyes: it may quote public fields of the event.
func (l *Leesmodellen) Oorzaak(naam string) error {
	m, err := l.model(naam)
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.oorzaak
}

// Opbouw returns how far the build of a read model is, in events; ok is false
// when it is not being built.
func (l *Leesmodellen) Opbouw(naam string) (verwerkt, totaal int64, ok bool) {
	m, err := l.model(naam)
	if err != nil {
		return 0, 0, false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.bouw == nil {
		return 0, 0, false
	}
	return m.bouw[0], m.bouw[1], true
}

// WachtOp returns when a read model has reached p, or with an error when ctx
// ends or the model stops before p.
func (l *Leesmodellen) WachtOp(ctx context.Context, naam string, p es.Position) error {
	m, err := l.model(naam)
	if err != nil {
		return err
	}
	for {
		s, gewekt := m.gezien()
		switch {
		case s.Positie >= p:
			return nil
		case s.Gestopt != "":
			return fmt.Errorf("wait for %s at %d: %w (%s from %d)", naam, p, ErrGestopt, s.Gestopt, s.Vanaf)
		}
		select {
		case <-gewekt:
		case <-ctx.Done():
			return fmt.Errorf("wait for %s at %d: %w", naam, p, ctx.Err())
		case <-l.ctx.Done():
			return fmt.Errorf("wait for %s at %d: %w", naam, p, ErrGesloten)
		}
	}
}

// Lees begins a consistent reading of one read model, which goes on undisturbed
// while events are handled. The Lezer serves one goroutine, until release.
func (l *Leesmodellen) Lees(ctx context.Context, naam string) (projections.Lezer, func(), error) {
	m, err := l.model(naam)
	if err != nil {
		return nil, nil, err
	}
	z, laat, err := m.lees(ctx)
	if err != nil {
		return nil, nil, err
	}
	return z, laat, nil
}
