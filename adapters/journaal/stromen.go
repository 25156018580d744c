package journaal

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// maxStromen bounds how many streams are remembered: some 20 MB.
const maxStromen = 100_000

// A stroom is what the writer knows about one stream.
type stroom struct {
	sid     int64
	revisie es.Revision
	sleutel [16]byte // key of its personal parts; zero while there is none
}

// stromen remembers the streams that were written last. It holds two
// generations: a full young one becomes the old one, and what the old one held
// and nobody asked for is forgotten.
//
// It runs ahead of the disk by one batch, so only the writer may conclude
// anything from a revision. It is dropped when a commit fails.
type stromen struct {
	mu        sync.Mutex
	max       int
	jong, oud map[es.Stream]stroom
}

func nieuweStromen(max int) *stromen { return &stromen{max: max, jong: map[es.Stream]stroom{}} }

func (c *stromen) zoek(naam es.Stream) (stroom, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s, ok := c.jong[naam]; ok {
		return s, true
	}
	s, ok := c.oud[naam]
	if ok {
		c.zet(naam, s)
	}
	return s, ok
}

func (c *stromen) bewaar(naam es.Stream, s stroom) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.zet(naam, s)
}

func (c *stromen) zet(naam es.Stream, s stroom) {
	if len(c.jong) >= c.max/2 {
		c.oud, c.jong = c.jong, make(map[es.Stream]stroom, c.max/2)
	}
	c.jong[naam] = s
}

func (c *stromen) vergeet() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.jong, c.oud = map[es.Stream]stroom{}, nil
}

// typen is the list of event types in store; a type's number is its place,
// from 1. Only the writer adds.
type typen struct{ lijst atomic.Pointer[[]string] }

func (t *typen) alle() []string {
	if p := t.lijst.Load(); p != nil {
		return *p
	}
	return nil
}

func (t *typen) zet(lijst []string) { t.lijst.Store(&lijst) }

// nummer returns the number of naam, or 0.
func (t *typen) nummer(naam string) int64 { return int64(slices.Index(t.alle(), naam) + 1) }

// naam returns the type with number tid.
func (t *typen) naam(tid int64) (string, bool) {
	l := t.alle()
	if tid < 1 || tid > int64(len(l)) {
		return "", false
	}
	return l[tid-1], true
}
