package bus

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/ThreeDotsLabs/watermill/message"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Bounds of one reading. A reading of single types passes over many positions
// and keeps few events.
const (
	passOver  = 16_384  // positions looked at in one reading
	keepTypes = 512     // events kept of single types
	keepBytes = 8 << 20 // stored bytes kept, whatever the number of events
	inTwo     = 64      // events from which decoding is split over two goroutines
)

// errFull ends a scan early; what is kept is enough.
var errFull = errors.New("bus: reading is full")

// reader reads one topic from the journal.
type reader struct {
	journal Journal
	decode  Decode
	build   func(es.Recorded, []byte) *message.Message
	types   []string // nil: everything, in ranges
}

func newReader(j Journal, d Decode, build func(es.Recorded, []byte) *message.Message, topic string) (reader, error) {
	r := reader{journal: j, decode: d, build: build}
	if topic == Ranges {
		return r, nil
	}
	r.types = strings.Split(topic, ",")
	if slices.Contains(r.types, "") {
		return r, ErrTopic
	}
	return r, nil
}

// element is one stored event, copied out of the scan, and what it decodes to.
type element struct {
	stored envelop.Verzegeld
	event  es.Recorded
	err    error
}

// read returns the deliveries after position na, and the position through which
// the journal was looked at: everything up to there is in a delivery or is of no
// interest. After an event that cannot be read it looks no further.
func (r reader) read(ctx context.Context, na, kop es.Position) ([]delivery, es.Position, error) {
	elements, through, err := r.scan(ctx, na, kop)
	if err != nil {
		return nil, na, err
	}
	r.decodeAll(elements)
	bad := slices.IndexFunc(elements, func(e element) bool { return e.err != nil })
	if bad >= 0 {
		through = elements[bad].stored.Positie
	}
	if r.types == nil {
		return ranges(elements, bad), through, nil
	}
	return r.singles(elements, bad), through, nil
}

func (r reader) scan(ctx context.Context, na, kop es.Position) ([]element, es.Position, error) {
	keep, tot := MaxRange, min(kop, na+MaxRange)
	if r.types != nil {
		keep, tot = keepTypes, min(kop, na+passOver)
	}
	var elements []element
	size, through := 0, na
	err := r.journal.Scan(ctx, na, tot, func(v *envelop.Verzegeld) error {
		if r.types == nil || slices.Contains(r.types, v.Type) {
			e := element{stored: *v}
			e.stored.Gebeurtenis = slices.Clone(v.Gebeurtenis)
			e.stored.Persoonsdeel = nil
			elements = append(elements, e)
			size += len(v.Gebeurtenis)
		}
		through = v.Positie
		if len(elements) == keep || size >= keepBytes {
			return errFull
		}
		return nil
	})
	if err != nil && !errors.Is(err, errFull) {
		return nil, na, err
	}
	return elements, through, nil
}

// decodeAll decodes in place, a long row by two goroutines.
func (r reader) decodeAll(elements []element) {
	some := func(part []element) {
		for i := range part {
			part[i].event, part[i].err = r.decode(&part[i].stored)
		}
	}
	if len(elements) < inTwo {
		some(elements)
		return
	}
	var wg sync.WaitGroup
	half := len(elements) / 2
	wg.Go(func() { some(elements[:half]) })
	some(elements[half:])
	wg.Wait()
}

func ranges(elements []element, bad int) []delivery {
	var out []delivery
	good := elements
	if bad >= 0 {
		good = elements[:bad]
	}
	if len(good) > 0 {
		events := make([]es.Recorded, len(good))
		for i, e := range good {
			events[i] = e.event
		}
		out = append(out, rangeDelivery(Range{good[0].stored.Positie, good[len(good)-1].stored.Positie, events}, nil))
	}
	if bad >= 0 {
		out = append(out, unreadable(elements[bad]))
	}
	return out
}

func (r reader) singles(elements []element, bad int) []delivery {
	out := make([]delivery, 0, len(elements))
	for i, e := range elements {
		if i == bad {
			return append(out, unreadable(e))
		}
		one := Range{e.stored.Positie, e.stored.Positie, []es.Recorded{e.event}}
		out = append(out, delivery{carried{one, nil}, func() *message.Message {
			return r.build(e.event, e.stored.Gebeurtenis)
		}})
	}
	return out
}

func unreadable(e element) delivery {
	p := e.stored.Positie
	return rangeDelivery(Range{From: p, To: p}, &Unreadable{p, e.stored.Type, e.err})
}
