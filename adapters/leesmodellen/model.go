package leesmodellen

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// veel is how many events behind a model is built anew rather than caught up,
// and how many a delivery fetches itself rather than leave to the background.
const (
	veel   = 20_000
	beetje = 2_000
)

// A model is one read model: its writing side, its file, and who waits for it.
type model struct {
	l    *Leesmodellen
	plan plan

	schrijf sync.Mutex  // held while writing, and over the next four
	kant    *kant       // nil while there is no file
	achter  bool        // the background brings it up to date
	beloofd es.Position // delivered meanwhile
	kapotte bool        // damage was found; a new file is being built

	mu      sync.Mutex // over the rest
	bestand *bestand
	nummer  int
	stand   projections.Stand
	oorzaak error
	gewekt  chan struct{} // closed when stand changes
	bouw    *[2]int64     // events handled and to handle, while building
}

// begin finds or makes the file. What cannot be used is left for the background.
func (m *model) begin(ctx context.Context) error {
	if err := ruimOp(m.l.dir, m.plan); err != nil {
		return err
	}
	n, err := nieuwste(m.l.dir, m.plan)
	if err != nil {
		return err
	}
	m.nummer = n
	if n == 0 && m.l.o.kop() > veel {
		return nil
	}
	flags := sqlite.OpenFlags(0)
	if n == 0 {
		m.nummer, flags = 1, sqlite.OpenCreate
	}
	k, err := m.open(ctx, m.pad(m.nummer), flags)
	if err != nil {
		if n == 0 {
			return err
		}
		m.l.o.Log.Error("leesmodel onbruikbaar, wordt opnieuw opgebouwd", "model", m.plan.Naam, "oorzaak", soortFout(err))
		return nil
	}
	m.neem(k, nieuwBestand(m.pad(m.nummer), m.plan), m.nummer)
	return nil
}

func (m *model) pad(n int) string { return filepath.Join(m.l.dir, bestandsnaam(m.plan, n)) }

// open opens a file for writing and checks that it tells of this journal.
func (m *model) open(ctx context.Context, pad string, flags sqlite.OpenFlags) (*kant, error) {
	conn, err := openSchrijf(pad, flags)
	if err != nil {
		return nil, err
	}
	if flags&sqlite.OpenCreate != 0 {
		err = maak(conn, m.plan)
	}
	var k *kant
	if err == nil {
		k, err = nieuweKant(conn, m.plan)
	}
	if err == nil {
		err = m.eigen(ctx, k.stand)
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	k.stand.Gestopt, k.stand.Vanaf = "", 0 // tried again
	return k, nil
}

// eigen checks that a read model tells of the journal that is there now, and not
// of one that was since replaced by an older copy.
func (m *model) eigen(ctx context.Context, s projections.Stand) error {
	if m.l.o.Bron == nil {
		return nil
	}
	if kop := m.l.o.kop(); s.Positie > kop {
		return fmt.Errorf("%w: at %d, the journal ends at %d", ErrBeschadigd, s.Positie, kop)
	}
	if m.l.o.Wortel == nil || s.Positie == 0 {
		return nil
	}
	w, err := m.l.o.Wortel(ctx, s.Positie)
	if err == nil && w != s.Wortel {
		err = fmt.Errorf("%w: other events than the journal has up to %d", ErrBeschadigd, s.Positie)
	}
	return err
}

func (m *model) beginLezen(ctx context.Context) error {
	n, err := nieuwste(m.l.dir, m.plan)
	if err != nil || n == 0 {
		return err
	}
	m.mu.Lock()
	m.bestand, m.nummer = nieuwBestand(m.pad(n), m.plan), n
	m.mu.Unlock()
	l, laat, err := m.lees(ctx)
	if err == nil {
		m.meld(l.Stand(), nil)
		laat()
		return nil
	}
	if later, err2 := nieuwste(m.l.dir, m.plan); err2 == nil && later > n {
		return m.beginLezen(ctx) // the writer switched in between
	}
	return err
}

// neem puts a file into service. Readers of the former one finish on it.
func (m *model) neem(k *kant, b *bestand, n int) {
	m.kant = k
	m.mu.Lock()
	m.bestand, m.nummer = b, n
	m.mu.Unlock()
	m.meld(k.stand, k.oorzaak)
}

func (m *model) meld(s projections.Stand, oorzaak error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.stand == s {
		return
	}
	m.stand, m.oorzaak = s, oorzaak
	close(m.gewekt)
	m.gewekt = make(chan struct{})
}

// gezien returns the position, and a channel that is closed when it changes.
func (m *model) gezien() (projections.Stand, <-chan struct{}) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.stand, m.gewekt
}

// verwerk handles a delivery.
func (m *model) verwerk(ctx context.Context, reeks []es.Recorded) error {
	m.schrijf.Lock()
	defer m.schrijf.Unlock()
	van, tot := reeks[0].Position, reeks[len(reeks)-1].Position
	switch {
	case m.achter:
		m.beloofd = max(m.beloofd, tot)
		return nil
	case m.kant == nil:
		return fmt.Errorf("update %s: %w", m.plan.Naam, ErrGesloten)
	case m.kant.stand.Gestopt != "" || tot <= m.kant.stand.Positie:
		return nil
	case van-1-m.kant.stand.Positie > beetje && m.l.o.Bron != nil:
		m.achter, m.beloofd = true, tot
		m.l.ga(func() { m.werkBij(m.l.ctx) })
		return nil
	}
	err := m.voegToe(ctx, reeks)
	m.meld(m.kant.stand, m.kant.oorzaak)
	if beschadigd(err) {
		m.l.ga(func() { m.kapot(err) })
	}
	return err
}

// voegToe handles a delivery that is new, and what was missed before it.
func (m *model) voegToe(ctx context.Context, reeks []es.Recorded) error {
	van, tot := reeks[0].Position, reeks[len(reeks)-1].Position
	if van > m.kant.stand.Positie+1 {
		if err := m.kant.haalIn(ctx, m.l.o, van-1); err != nil {
			return err
		}
	}
	if m.kant.stand.Gestopt == "" && m.kant.stand.Positie < tot {
		if err := m.kant.verwerk(ctx, reeks[m.kant.stand.Positie+1-van:], m.l.o.Wortel); err != nil {
			return err
		}
	}
	m.logStop()
	return nil
}

func (m *model) logStop() {
	if s := m.kant.stand; s.Gestopt != "" {
		m.l.o.Log.Error("leesmodel gestopt", "model", m.plan.Naam, "positie", s.Vanaf, "code", s.Gestopt)
	}
}

// lees begins a reading.
func (m *model) lees(ctx context.Context) (*lezer, func(), error) {
	m.mu.Lock()
	b := m.bestand
	var err error
	switch {
	case b != nil:
		err = b.houd()
	case m.l.ctx.Err() != nil:
		err = fmt.Errorf("read %s: %w", m.plan.Naam, ErrGesloten)
	case m.stand.Gestopt != "":
		err = fmt.Errorf("read %s: %w: %s", m.plan.Naam, ErrGestopt, m.stand.Gestopt)
	default:
		err = fmt.Errorf("read %s: %w", m.plan.Naam, ErrInOpbouw)
	}
	m.mu.Unlock()
	if err != nil {
		return nil, nil, err
	}
	v, err := b.pak(ctx)
	if err != nil {
		return nil, nil, errors.Join(err, b.laat(nil))
	}
	z, err := begin(ctx, v, m.plan)
	if err != nil {
		return nil, nil, errors.Join(err, v.sluit(), b.terug(nil))
	}
	z.bouw = filepath.Base(b.pad)
	var once sync.Once
	return z, func() {
		once.Do(func() {
			z.dicht = true
			if err := errors.Join(eindig(v), b.terug(v)); err != nil {
				m.l.o.Log.Error("lezen niet netjes afgesloten", "model", m.plan.Naam, "oorzaak", soortFout(err))
			}
		})
	}, nil
}

func (m *model) sluit() error {
	m.schrijf.Lock()
	defer m.schrijf.Unlock()
	m.achter = false
	return m.uitDienst()
}

// uitDienst closes the file, as far as its readers have gone.
func (m *model) uitDienst() error {
	var err error
	if m.kant != nil {
		err = m.kant.sluit()
		m.kant = nil
	}
	m.mu.Lock()
	b := m.bestand
	m.bestand = nil
	m.mu.Unlock()
	if b != nil {
		err = errors.Join(err, b.sluit(false))
	}
	m.meld(projections.Stand{}, nil)
	return err
}
