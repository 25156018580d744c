package uitgaand

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/ThreeDotsLabs/watermill/message"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Naam is the name of the process that records that an abonnement stopped; part
// of the ids of its commands.
const Naam = "abonnementen"

// bewaarNa is how many events may pass unseen by a receiver before its position
// is saved.
const bewaarNa = 1000

// halt is that a lus stopped by itself, and at which event.
type halt struct {
	err error
	bij es.Position
}

// lus sends for one abonnement, as it is between two changes of it.
type lus struct {
	d       *Dienst
	stroom  es.Stream
	staat   abonnement.State
	oorzaak es.Recorded // last event of the abonnement
	wie     toegang.Wie
	bus     *bus.Bus
	einde   context.CancelFunc
	klaar   chan struct{}
	gestopt chan halt

	// Only the handler touches these; one runs at a time.
	merk      bus.Merk // last event that was handled
	verzonden bool     // since the position was saved
	onbewaard int
	bewaard   es.Position // also read after the last handler

	mu  sync.Mutex
	bij es.Position // event that is being tried
	id  string
	n   int       // attempts so far
	van time.Time // of the first
	wat string    // kind of the last fault
}

// nieuweLus returns what sends for an abonnement as it stands, not yet begun.
func (d *Dienst) nieuweLus(stroom es.Stream, s abonnement.State, laatste es.Recorded) (*lus, error) {
	v := s.Levering
	l := &lus{
		d: d, stroom: stroom, staat: s, oorzaak: laatste, klaar: make(chan struct{}), gestopt: make(chan halt, 1),
		wie: toegang.Wie{Rol: toegang.Rol(v.Rol), Organisatie: v.Organisatie, Gemeente: v.Gemeente, Module: string(v.Module)},
	}
	b, err := bus.New(d.o.Journaal, d.o.Decodeer, d.o.Bus)
	if err != nil {
		return nil, err
	}
	typen := v.Typen
	if len(typen) == 0 {
		typen = d.o.Typen
	}
	b.AddOutgoing("abonnement/"+s.Naam, bus.Types(typen...), bus.Outgoing{
		Checkpoint: l, Handle: l.handel, Acked: l.bewaar,
		Halted: func(err error, bij es.Position) { l.gestopt <- halt{err, bij} },
	})
	l.bus = b
	return l, nil
}

// sleutel is the name under which the position is kept: another one each time
// that deliveries begin anew.
func sleutel(stroom es.Stream, start int) string { return fmt.Sprintf("%s-%d", stroom, start) }

// begin starts sending, until ctx ends or stop is called.
func (l *lus) begin(ctx context.Context) {
	ctx, l.einde = context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := l.bus.Run(ctx); err != nil {
			l.d.o.Logboek.WarnContext(ctx, "abonnement eindigde niet op tijd", "abonnement", l.staat.Naam)
		}
	})
	wg.Go(func() {
		select {
		case h := <-l.gestopt:
			l.legStopVast(ctx, h)
		case <-ctx.Done():
		}
	})
	go func() {
		wg.Wait()
		close(l.klaar)
	}()
}

// stop ends sending and returns when nothing is under way any more. It saves how
// far was looked, so that what is not for this receiver is not looked at again.
// When that fails it is, which harms nothing.
func (l *lus) stop() {
	l.einde()
	<-l.klaar
	ctx, klaar := context.WithTimeout(context.Background(), time.Second)
	defer klaar()
	p := l.bus.Status()[0].Positie
	if p <= l.bewaard {
		return
	}
	id, err := gebeurtenisOp(ctx, l.d.o.Journaal, p)
	if err == nil {
		err = l.d.o.Posities.Bewaar(ctx, sleutel(l.stroom, l.staat.Start), bus.Merk{Positie: p, Gebeurtenis: id})
	}
	if err != nil {
		l.d.o.Logboek.WarnContext(ctx, "positie van een abonnement niet bewaard", "abonnement", l.staat.Naam)
	}
}

// Load implements [bus.Checkpoint].
func (l *lus) Load(ctx context.Context, _ string) (es.Position, error) {
	merk, err := l.d.merk(ctx, l.d.o.Posities, l.stroom, l.staat)
	l.merk, l.bewaard = merk, merk.Positie
	return merk.Positie, err
}

// merk returns where an abonnement is: as was saved, or as it was told to begin.
// What was saved for another journal is put aside: to send again is harmless.
func (d *Dienst) merk(ctx context.Context, p bus.Posities, stroom es.Stream, s abonnement.State) (bus.Merk, error) {
	begin := bus.Merk{Positie: min(es.Position(s.NaPositie), d.o.Journaal.Kop())}
	merk, err := p.Lees(ctx, sleutel(stroom, s.Start))
	if err != nil {
		return begin, err
	}
	zelfde, err := bus.Holds(ctx, d.o.Journaal, merk)
	if err != nil {
		return begin, err
	}
	if merk.Positie <= begin.Positie || !zelfde {
		return begin, nil
	}
	return merk, nil
}

// handel makes one attempt to hand over one event.
func (l *lus) handel(m *message.Message, r bus.Range) error {
	ctx, e := m.Context(), r.Events[0]
	if err := ctx.Err(); err != nil {
		return err
	}
	ziet, err := l.d.o.Beleid.Ziet(l.wie, e.Type, m.Payload)
	if err != nil {
		return &bus.Halt{Reason: onleesbaar, Err: fmt.Errorf("%w: %w", errOnleesbaar, err)}
	}
	if ziet {
		if err := l.probeer(ctx, m, e); err != nil {
			return err
		}
		l.verzonden = true
	}
	l.merk = bus.Merk{Positie: e.Position, Gebeurtenis: e.ID}
	l.onbewaard++
	return nil
}

func (l *lus) probeer(ctx context.Context, m *message.Message, e es.Recorded) error {
	lichaam, err := Gestructureerd(m.Payload, e.Position)
	if err != nil {
		return &bus.Halt{Reason: onleesbaar, Err: fmt.Errorf("%w: %w", errOnleesbaar, err)}
	}
	nu := l.d.o.Nu()
	b := Bericht{
		ID: e.ID.String(), Positie: e.Position, Lichaam: lichaam, Spoor: m.Metadata.Get(bus.MetaTrace),
		Abonnement: l.stroom, Geheim: l.staat.Geheim,
	}
	if l.staat.Geheim > 1 && nu.Sub(l.staat.VernieuwdOp) < Overlap {
		b.VorigGeheim = l.staat.Geheim - 1
	}
	eerst := l.telt(e)
	err = l.d.uit[l.staat.Levering.Kanaal].verzend(ctx, l.staat.Levering.Adres, b)
	var s *Storing
	switch {
	case err == nil:
		l.d.o.Geteld(l.staat.Levering.Kanaal, "")
		l.gelukt()
		return nil
	case !errors.As(err, &s): // ctx ended
		return err
	}
	l.d.o.Geteld(l.staat.Levering.Kanaal, s.Soort)
	l.mislukt(s.Soort)
	switch {
	case s.Reden != "":
		return &bus.Halt{Reason: s.Soort, Err: s}
	case time.Since(eerst) >= l.d.o.Geduld:
		s.Reden = abonnement.NietAfgeleverd
		return &bus.Halt{Reason: s.Soort, Err: s}
	case s.Wacht > 0:
		rust(ctx, s.Wacht)
	}
	return &bus.Fault{Reason: s.Soort, Err: s}
}

// telt counts an attempt, and returns when the first was made.
func (l *lus) telt(e es.Recorded) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bij != e.Position {
		l.bij, l.id, l.n, l.van, l.wat = e.Position, e.ID.String(), 0, time.Now(), ""
	}
	l.n++
	return l.van
}

func (l *lus) gelukt() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wat, l.n = "", 0
}

func (l *lus) mislukt(soort string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wat = soort
}

// bewaar saves the position, after every event that was sent, and now and then
// while events pass that are not for this receiver.
func (l *lus) bewaar(ctx context.Context, _ string, _ es.Position) error {
	if !l.verzonden && l.onbewaard < bewaarNa {
		return nil
	}
	if err := l.d.o.Posities.Bewaar(ctx, sleutel(l.stroom, l.staat.Start), l.merk); err != nil {
		return err
	}
	l.verzonden, l.onbewaard, l.bewaard = false, 0, l.merk.Positie
	return nil
}
