package esdbtest

import (
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
)

// A record is one event as it lies in the log.
type record struct {
	position uint64 // offset of its end in the log: sparse, increasing
	stream   string
	revision uint64
	id       uuid.UUID
	system   map[string]string // type, content-type, created
	data     []byte
	meta     []byte
}

// A stream is what the store knows about one stream.
type stream struct {
	events    []int // indexes into the log, by revision
	hidden    int   // events before this one were deleted: $tb
	tombstone bool
}

func (s *stream) last() int64 { return int64(len(s.events)) - 1 }

// softDeleted reports whether every event that was ever there is hidden.
func (s *stream) softDeleted() bool { return len(s.events) > 0 && s.hidden == len(s.events) }

// A store is the log and its streams. What was appended becomes visible to
// readers once it is on disk, or at once without a disk.
type store struct {
	mu      sync.Mutex
	log     []record
	gone    []map[int]bool // scavenged, by node
	end     uint64
	visible int // records that readers may see
	streams map[string]*stream
	recent  map[string]outcome // by stream and first id: what the server remembers for Any; lost at a restart
	changed chan struct{}
	disk    *disk
}

func newStore(nodes int, d *disk) *store {
	st := &store{
		streams: map[string]*stream{}, recent: map[string]outcome{},
		changed: make(chan struct{}), disk: d,
	}
	for range nodes {
		st.gone = append(st.gone, map[int]bool{})
	}
	return st
}

// Expectations of an append beside a revision, as the protocol names them.
const (
	expectNoStream int64 = -1
	expectAny      int64 = -2
	expectExists   int64 = -4
)

// An outcome is the answer to an append.
type outcome struct {
	revision  int64
	position  uint64
	wrong     bool // another revision than expected; revision is the current one
	tombstone bool
}

type proposed struct {
	id     uuid.UUID
	system map[string]string
	data   []byte
	meta   []byte
}

// append follows the rules of the server: see the package documentation of the
// adapter for where they come from.
func (st *store) append(name string, expected int64, events []proposed) outcome {
	st.mu.Lock()
	o, n := st.decide(name, expected, events)
	st.mu.Unlock()
	if n > 0 {
		st.reveal(n)
	}
	return o
}

// decide records events if it may, and returns up to where the log must be
// visible before the answer may be given; 0 when nothing was recorded.
func (st *store) decide(name string, expected int64, events []proposed) (outcome, int) {
	s := st.streams[name]
	if s == nil {
		s = &stream{}
	}
	current := s.last()
	if s.tombstone {
		return outcome{tombstone: true}, 0
	}
	switch {
	case expected == expectAny || expected == expectExists:
		if len(events) > 0 {
			if o, ok := st.recent[name+"\n"+events[0].id.String()]; ok {
				return o, st.visible
			}
		}
		if expected == expectExists && (current < 0 || s.softDeleted()) {
			return outcome{wrong: true, revision: current}, 0
		}
	case expected == current, expected == expectNoStream && s.softDeleted():
	case expected < current:
		return st.again(s, expected, events)
	default:
		return outcome{wrong: true, revision: current}, 0
	}
	return st.write(name, s, events)
}

// again tells a retry from a conflict: the ids after the expected revision are
// those that were sent. A prefix of a batch counts as a retry too.
func (st *store) again(s *stream, expected int64, events []proposed) (outcome, int) {
	o := outcome{revision: expected}
	for i, e := range events {
		at := expected + 1 + int64(i)
		if at > s.last() || st.log[s.events[at]].id != e.id {
			return outcome{wrong: true, revision: s.last()}, 0
		}
		o.revision, o.position = at, st.log[s.events[at]].position
	}
	return o, len(st.log)
}

func (st *store) write(name string, s *stream, events []proposed) (outcome, int) {
	st.streams[name] = s
	o := outcome{revision: s.last()}
	now := time.Now().UnixNano() / 100
	for _, e := range events {
		st.end += uint64(96 + len(name) + len(e.data) + len(e.meta))
		e.system["created"] = decimal(now)
		r := record{position: st.end, stream: name, revision: uint64(len(s.events)), id: e.id, system: e.system, data: e.data, meta: e.meta}
		s.events = append(s.events, len(st.log))
		st.log = append(st.log, r)
		o.revision, o.position = int64(r.revision), r.position
	}
	if len(events) > 0 {
		st.recent[name+"\n"+events[0].id.String()] = o
	}
	st.limits(name, events)
	return o, len(st.log)
}

// reveal makes the first n records visible, after they are on disk.
func (st *store) reveal(n int) {
	if st.disk != nil {
		st.disk.flush(n)
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	if n > st.visible {
		st.visible = n
		close(st.changed)
		st.changed = make(chan struct{})
	}
}

// delete hides all events of a stream, or ends it for good.
func (st *store) delete(name string, expected int64, tombstone bool) outcome {
	st.mu.Lock()
	defer st.mu.Unlock()
	s := st.streams[name]
	switch {
	case s == nil:
		s = &stream{}
	case s.tombstone:
		return outcome{tombstone: true}
	}
	if expected != expectAny && expected != s.last() && (expected != expectExists || s.last() < 0) {
		return outcome{wrong: true, revision: s.last()}
	}
	st.streams[name] = s
	s.hidden, s.tombstone = len(s.events), tombstone
	return outcome{revision: s.last(), position: st.end}
}

// scavenge removes for good, on one node, what was deleted.
func (st *store) scavenge(node int) {
	st.mu.Lock()
	defer st.mu.Unlock()
	for _, s := range st.streams {
		for _, i := range s.events[:s.hidden] {
			st.gone[node][i] = true
		}
	}
}

// readStream returns up to count events of a stream, from revision from.
func (st *store) readStream(name string, from int64, count uint64, backwards bool) (list []record, found, tombstone bool) {
	st.mu.Lock()
	defer st.mu.Unlock()
	s := st.streams[name]
	switch {
	case s == nil:
		return nil, false, false
	case s.tombstone:
		return nil, true, true
	case s.softDeleted():
		return nil, false, false
	}
	step := int64(1)
	if backwards {
		step = -1
		from = min(from, s.last())
	}
	for at := max(from, -1); uint64(len(list)) < count; at += step {
		if at < int64(s.hidden) && !backwards {
			at = int64(s.hidden)
		}
		if at < int64(s.hidden) || at > s.last() || s.events[at] >= st.visible {
			break
		}
		list = append(list, st.log[s.events[at]])
	}
	return list, true, false
}

// after returns the index of the first record past a position.
func (st *store) after(position uint64) int {
	st.mu.Lock()
	defer st.mu.Unlock()
	i, found := slices.BinarySearchFunc(st.log, position, func(r record, p uint64) int {
		switch {
		case r.position < p:
			return -1
		case r.position > p:
			return 1
		}
		return 0
	})
	if found {
		i++
	}
	return i
}

// known reports whether a position was given out.
func (st *store) known(position uint64) bool {
	if position == 0 {
		return true
	}
	i := st.after(position)
	st.mu.Lock()
	defer st.mu.Unlock()
	return i > 0 && st.log[i-1].position == position
}

// from returns the visible records of a node from index i on, at most n, and a channel that
// closes when there may be more.
func (st *store) from(node, i, n int) (list []record, next int, more <-chan struct{}) {
	st.mu.Lock()
	defer st.mu.Unlock()
	for ; i < st.visible && len(list) < n; i++ {
		if !st.gone[node][i] {
			list = append(list, st.log[i])
		}
	}
	return list, i, st.changed
}

func (st *store) forget() {
	st.mu.Lock()
	defer st.mu.Unlock()
	clear(st.recent)
}

func (st *store) head() int {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.visible
}
