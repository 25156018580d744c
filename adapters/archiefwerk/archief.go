package archiefwerk

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/bewaring"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/beperking"
)

// A Journaal is what is needed of the journal. [journaal.Journaal] is the one.
type Journaal interface {
	es.Log
	// Stromen returns the streams of these kinds, in the order of their names.
	Stromen(ctx context.Context, soorten ...string) ([]es.Stream, error)
	// Verzegeld returns the events of a stream as stored, in order.
	Verzegeld(ctx context.Context, s es.Stream) ([]envelop.Verzegeld, error)
	// Gebeurtenis returns one event as stored; false when there is none.
	Gebeurtenis(ctx context.Context, id uuid.UUID) (envelop.Verzegeld, bool, error)
	// Persoonsdeel returns the personal part at p; nil when there is none.
	Persoonsdeel(ctx context.Context, p es.Position) ([]byte, error)
	// Resten looks what streams still hold of what the decision at door destroys.
	Resten(ctx context.Context, stromen []es.Stream, door es.Position) ([]journaal.Rest, error)
	// VernietigReeks replaces events by their residu and deletes their personal
	// parts, all or none.
	VernietigReeks(ctx context.Context, reeks []journaal.Vervanging, door es.Position) error
	// Vervang replaces the public part of one event.
	Vervang(ctx context.Context, p es.Position, nieuw []byte, door es.Position) error
	// Gewist returns when what was overwritten is in no file any more.
	Gewist(ctx context.Context) error
}

// A Codec makes what replaces an event. [envelop.Codec] is the one.
type Codec interface {
	Residu(v *envelop.Verzegeld) ([]byte, error)
	Afscherm(v *envelop.Verzegeld, velden []string) ([]byte, error)
	OpenMet(v *envelop.Verzegeld, s envelop.Sleutel) (es.Recorded, error)
	Lees(v *envelop.Verzegeld) (es.Recorded, error)
}

// Sleutels keeps the keys of personal parts.
type Sleutels interface {
	// Geef returns a key, or an error when it was destroyed.
	Geef(ctx context.Context, id [16]byte) (envelop.Sleutel, error)
	// Aanwezig returns which of ids are there.
	Aanwezig(ctx context.Context, ids ...[16]byte) ([][16]byte, error)
	// VernietigMetIndex destroys keys, and what finds these streams by the number of
	// a person, for good; what is gone is no error.
	VernietigMetIndex(ctx context.Context, ids [][16]byte, stromen []es.Stream) (weg, rijen int, err error)
}

// A Stap is a step of carrying out a decision.
type Stap string

// The steps, in order.
const (
	StapSleutels     Stap = "sleutels"     // keys are destroyed, and what the index of persons keeps
	StapJournaal     Stap = "journaal"     // events are replaced, personal parts deleted
	StapGewist       Stap = "gewist"       // and in no file any more
	StapLeesmodellen Stap = "leesmodellen" // no row rests on them any more
	StapVerklaard    Stap = "verklaard"    // the verklaring is recorded
)

// Opties is what the archive needs of the rest of the program.
type Opties struct {
	Journaal Journaal
	Schrijf  es.Log // what stands before the journal and records; nil: the journal itself
	Codec    Codec
	Sleutels Sleutels
	Cluster  Cluster          // nil: the journal lies in the folder, and is of nobody else
	Nu       func() time.Time // the clock
	Log      *slog.Logger
	// Lijst keeps the list of what was decided to destroy or shield; it is called
	// before any of it is carried out, and an error holds that up. nil: nobody.
	Lijst func(context.Context, []Lijstregel) error
	Na    func(Stap) error // told after each step; an error breaks off. nil: nobody
}

// An Archief looks up, guards and carries out. Its methods may be called
// concurrently.
type Archief struct {
	o        Opties
	register *register
	poort    sync.RWMutex // who appends holds it for reading
	beslist  sync.Mutex   // one decision about lists, bewaringen and afschermingen at a time
	uitvoer  sync.Mutex   // one who carries out at a time; guards gedaan and gevraagd
	sein     chan struct{}

	volgend  sync.Mutex  // on a cluster: one who follows at a time; guards gevolgd
	gevolgd  es.Position // what the register knows
	gedaan   es.Position // decisions up to here are carried out in this folder
	gevraagd time.Time   // when a scavenge was last asked for
}

// Open reads what was decided. [Archief.Herstel] must follow before anybody is served.
func Open(ctx context.Context, o Opties) (*Archief, error) {
	if o.Journaal == nil || o.Codec == nil || o.Sleutels == nil || o.Nu == nil || o.Log == nil {
		return nil, errors.New("archiefwerk: a port is missing in Opties")
	}
	if o.Schrijf == nil {
		o.Schrijf = o.Journaal
	}
	if o.Na == nil {
		o.Na = func(Stap) error { return nil }
	}
	a := &Archief{o: o, register: nieuwRegister(), sein: make(chan struct{}, 1)}
	if o.Cluster != nil {
		a.gevolgd = o.Cluster.Kop()
	}
	return a, a.register.lees(ctx, o.Journaal)
}

// Beslis begins a decision about a list, a bewaring or an afscherming: until los,
// what was looked up for it does not change by another, on whatever node. What is
// decided is recorded with houd. On a cluster it may be refused for the moment.
func (a *Archief) Beslis(ctx context.Context) (houd context.Context, los func(), err error) {
	a.beslist.Lock()
	if a.o.Cluster == nil {
		return ctx, a.beslist.Unlock, nil
	}
	houd, geef, err := a.o.Cluster.Slot(ctx, naamSlot)
	if err != nil {
		a.beslist.Unlock()
		return nil, nil, err
	}
	los = func() { geef(); a.beslist.Unlock() }
	if err := a.bij(houd); err != nil {
		los()
		return nil, nil, err
	}
	return houd, los, nil
}

func (a *Archief) wek() {
	select {
	case a.sein <- struct{}{}:
	default: // it has been woken already
	}
}

// volgt reports whether e is of a stream that the register follows.
func volgt(e any) bool {
	switch e.(type) {
	case vernietiging.Event, bewaring.Event, afscherming.Event, beperking.Event:
		return true
	}
	return false
}
