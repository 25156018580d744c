package uitgaand

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Pacht is the right to act on the world outside, which one node has at a time.
type Pacht interface {
	// Neem waits until this node has the right. The context that it returns ends
	// when the right is lost; los gives it back. Its error is that of ctx.
	Neem(ctx context.Context) (houd context.Context, los func(), err error)
}

// Alleen is the Pacht of a node that shares its journal with no other.
type Alleen struct{}

// Neem implements [Pacht]; it never waits.
func (Alleen) Neem(ctx context.Context) (context.Context, func(), error) {
	return ctx, func() {}, ctx.Err()
}

// Opties are what a [Dienst] needs of the rest of the program. Journaal, Decodeer,
// Log, Posities, Beleid, Geheimen, Typen and Nu are required.
type Opties struct {
	Journaal bus.Journal
	Decodeer bus.Decode
	Log      es.Log       // where it is recorded that an abonnement stopped
	Posities bus.Posities // how far each abonnement has come
	// Getoond is Posities for [Dienst.Stand], where looking must not stand in for
	// having read before saving; nil: Posities.
	Getoond  bus.Posities
	Beleid   *toegang.Beleid
	Geheimen Geheimen
	Typen    []string // every event type that may be in store
	Nu       func() time.Time
	Logboek  *slog.Logger // nil: slog.Default()
	Pacht    Pacht        // nil: [Alleen]
	NATS     *NATS        // nil: abonnementen over NATS fail and say so
	Netwerk  Netwerk
	Tijden   Tijden
	TLS      *tls.Config // nil: the machine's own roots
	Bus      bus.Opties  // Logger and Pause are filled in where empty; tracing
	// Geduld is how long one event is tried before its abonnement stops; 0 means a day.
	Geduld time.Duration
	// Geteld, if set, is told of every attempt: the channel, and the kind of fault
	// or "" when it succeeded.
	Geteld func(kanaal abonnement.Kanaal, storing string)
}

// verzender hands one message to a receiver: nil when it has it, a [Storing] when not.
type verzender interface {
	verzend(ctx context.Context, adres string, b Bericht) error
	// rust lets go of what is only kept to send faster.
	rust()
}

// A Dienst sends what the abonnementen in the journal ask for. [Dienst.Stand] and
// [Dienst.Een] may be called at any time.
type Dienst struct {
	o       Opties
	uit     map[abonnement.Kanaal]verzender
	handler es.Handler[abonnement.Command, abonnement.State, abonnement.Event]
	soorten map[string]bool // event types of abonnementen

	lezend  sync.Mutex // held while following; taken before mu
	mu      sync.Mutex
	gevolgd es.Position // last event in abos
	abos    map[es.Stream]*abo
	houdt   bool
	fout    string // why following ended; empty while it goes on
}

// abo is one abonnement as the journal tells it, and what runs for it.
type abo struct {
	stroom  es.Stream
	staat   abonnement.State
	laatste es.Recorded // last event of the stream, without its content
	lus     *lus        // nil while nothing is sent
}

// Nieuw returns a Dienst that does nothing before [Dienst.Run].
func Nieuw(o Opties) (*Dienst, error) {
	if o.Journaal == nil || o.Decodeer == nil || o.Log == nil || o.Posities == nil || o.Beleid == nil || o.Geheimen == (Geheimen{}) || len(o.Typen) == 0 || o.Nu == nil {
		return nil, errors.New("uitgaand: an option is missing")
	}
	if o.Getoond == nil {
		o.Getoond = o.Posities
	}
	if o.Pacht == nil {
		o.Pacht = Alleen{}
	}
	if o.Logboek == nil {
		o.Logboek = slog.Default()
	}
	if o.Geduld <= 0 {
		o.Geduld = 24 * time.Hour
	}
	if o.Geteld == nil {
		o.Geteld = func(abonnement.Kanaal, string) {}
	}
	if o.Bus.Logger == nil {
		o.Bus.Logger = o.Logboek
	}
	if o.Bus.Pause == (bus.Pause{}) {
		o.Bus.Pause = bus.Pause{Min: time.Second, Max: 15 * time.Minute}
	}
	d := &Dienst{
		o: o, uit: map[abonnement.Kanaal]verzender{
			abonnement.Webhook: nieuweWebhook(o.Netwerk, o.Geheimen, o.Tijden, o.Nu, o.TLS), abonnement.NATS: geenNATS{},
		},
		handler: es.Handler[abonnement.Command, abonnement.State, abonnement.Event]{Decider: abonnement.Decider, Log: o.Log},
		soorten: soorten(), abos: map[es.Stream]*abo{},
	}
	if o.NATS != nil {
		d.uit[abonnement.NATS] = o.NATS
	}
	return d, nil
}

// soorten are the event types of abonnementen.
func soorten() map[string]bool {
	m := map[string]bool{}
	for _, t := range abonnement.Events.EverStored() {
		m[t] = true
	}
	return m
}

// Run sends until ctx ends, whenever this node holds the [Pacht]. It returns nil.
func (d *Dienst) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		houd, los, err := d.o.Pacht.Neem(ctx)
		if err != nil {
			if ctx.Err() == nil {
				d.o.Logboek.WarnContext(ctx, "pacht niet verkregen")
				rust(ctx, time.Second)
			}
			continue
		}
		d.zolang(houd)
		los()
	}
	for _, v := range d.uit {
		v.rust()
	}
	return nil
}

// zolang follows the abonnementen and sends, while ctx lasts.
func (d *Dienst) zolang(ctx context.Context) {
	d.zet(func() { d.houdt = true })
	defer d.zet(func() { d.houdt = false })
	defer d.stopAlle()
	pogingen := 0
	for ctx.Err() == nil {
		err := d.volg(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			pogingen = 0
			d.zet(func() { d.fout = "" })
			d.schik(ctx)
			if _, err := d.o.Journaal.Wacht(ctx, d.tot()); errors.Is(err, es.ErrStopped) {
				<-ctx.Done()
			}
		default:
			// What an abonnement asks is not known any more, so nothing is sent.
			d.stopAlle()
			pogingen++
			d.zet(func() { d.fout = bus.Reason(err) })
			d.o.Logboek.ErrorContext(ctx, "abonnementen niet te volgen", "reden", bus.Reason(err))
			rust(ctx, d.o.Bus.Pause.After(pogingen))
		}
	}
}

func (d *Dienst) zet(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f()
}

func (d *Dienst) tot() es.Position {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.gevolgd
}

func rust(ctx context.Context, duur time.Duration) {
	t := time.NewTimer(duur)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// schik starts and stops what the abonnementen ask, now that all of them are
// known as they are. What changed is stopped before it starts anew, so that two
// never send for one abonnement.
func (d *Dienst) schik(ctx context.Context) {
	// By what was recorded, not by how it stands: one that stopped and was had go on
	// between two looks stands as before, and sends no more.
	d.stopDie(func(a *abo) bool { return a.lus.oorzaak.Position != a.laatste.Position })
	d.mu.Lock()
	var begin []*abo
	for _, a := range d.abos {
		if a.lus == nil && a.staat.Levert() {
			begin = append(begin, a)
		}
	}
	d.mu.Unlock()
	for _, a := range begin {
		l, err := d.nieuweLus(a.stroom, a.staat, a.laatste)
		if err != nil {
			d.o.Logboek.ErrorContext(ctx, "abonnement niet begonnen", "abonnement", a.staat.Naam, "reden", bus.Reason(err))
			continue
		}
		d.zet(func() { a.lus = l })
		l.begin(ctx)
	}
}

func (d *Dienst) stopAlle() { d.stopDie(func(*abo) bool { return true }) }

// stopDie stops what runs for the abonnementen of which weg holds, and forgets it
// only then: until its position is saved, it is what knows it.
func (d *Dienst) stopDie(weg func(*abo) bool) {
	d.mu.Lock()
	var die []*abo
	for _, a := range d.abos {
		if a.lus != nil && weg(a) {
			die = append(die, a)
		}
	}
	d.mu.Unlock()
	var wg sync.WaitGroup
	for _, a := range die {
		wg.Go(a.lus.stop)
	}
	wg.Wait()
	d.zet(func() {
		for _, a := range die {
			a.lus = nil
		}
	})
}
