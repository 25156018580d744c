package storetest

import (
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

func TestMemoryKeepsTheContract(t *testing.T) {
	Run(t, func(testing.TB) es.Log { return newMemory("") }, features())
}

// A recorder is a testing.TB that notes failure instead of failing.
type recorder struct {
	testing.TB
	failed atomic.Bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed.Store(true) }
func (r *recorder) FailNow() {
	r.failed.Store(true)
	runtime.Goexit()
}

// fails reports whether the check fails on log.
func fails(t *testing.T, c check, log es.Log) bool {
	r, done := &recorder{TB: t}, make(chan struct{})
	go func() {
		defer close(done)
		c.run(r, log, features())
	}()
	<-done
	return r.failed.Load()
}

// faults are the ways to break the contract, and the checks that must see it.
func faults() map[string][]string {
	return map[string][]string{
		"an absent stream is an error":     {"een stroom die er niet is, is leeg"},
		"answers before it has stored":     {"wat is vastgelegd komt gelijk en op volgorde terug", "van wie om dezelfde stroom strijden wint er precies een"},
		"loses the correlation":            {"wat is vastgelegd komt gelijk en op volgorde terug"},
		"leaves personal fields open":      {"een persoonlijk veld komt gesloten terug"},
		"takes a part of the name":         {"stromen waarvan de namen op elkaar lijken blijven gescheiden"},
		"ignores the expected revision":    {"een andere revisie dan de verwachte wordt geweigerd en laat niets achter", "van wie om dezelfde stroom strijden wint er precies een"},
		"a refusal takes a position":       {"een andere revisie dan de verwachte wordt geweigerd en laat niets achter", "posities zijn aaneengesloten over alle stromen"},
		"loses its lock":                   {"van wie om dezelfde stroom strijden wint er precies een", "dezelfde opdracht van velen tegelijk wordt een keer vastgelegd"},
		"hands out positions twice":        {"posities zijn aaneengesloten over alle stromen"},
		"forgets commands":                 {"dezelfde opdracht nog eens geeft dezelfde ontvangst", "dezelfde opdracht van velen tegelijk wordt een keer vastgelegd"},
		"does not compare the body":        {"een opdracht met een andere inhoud wordt geweigerd"},
		"remembers refusals":               {"een geweigerde opdracht is niet bekend en mag opnieuw"},
		"does not heed the context":        {"een afgebroken aanvraag wordt geweigerd"},
		"has no limit of count":            {"honderd gebeurtenissen mogen, een meer niet"},
		"has no limit of size":             {"een te grote gebeurtenis of aanvraag wordt geweigerd"},
		"stores anything":                  {"wat niet bewaard kan worden houdt de hele aanvraag tegen"},
		"forgets commands when it closes":  {"na heropenen staat alles er nog en blijft een opdracht bekend"},
		"reads until the damage":           {"een halve geschiedenis wordt niet gelezen"},
		"an unknown outcome stays unknown": {"een onbekende uitkomst wordt opgelost met de opdracht"},
		"a refusal fails its neighbours":   {"een geweigerde aanvraag raakt haar buren niet"},
		"records who left":                 {"wie weggaat voor zijn beurt laat niets achter"},
	}
}

func TestEveryFaultIsCaught(t *testing.T) {
	byName := map[string]check{}
	for _, c := range checks() {
		byName[c.name] = c
	}
	for fault, names := range faults() {
		for _, name := range names {
			t.Run(fault+": "+name, func(t *testing.T) {
				c, ok := byName[name]
				require.True(t, ok, "no such check")
				require.False(t, fails(t, c, newMemory("")), "the check must pass on a sound log")
				require.True(t, fails(t, c, newMemory(fault)), "the check does not see the fault")
			})
		}
	}
}

func TestEveryCheckCanFail(t *testing.T) {
	caught := map[string]bool{}
	for _, names := range faults() {
		for _, name := range names {
			caught[name] = true
		}
	}
	for _, c := range checks() {
		assert.True(t, caught[c.name], "no fault shows that this check can fail: %s", c.name)
	}
}

func TestAbsentFeatureSkips(t *testing.T) {
	for _, c := range checks() {
		if c.needs != nil {
			name, has := c.needs(Features{})
			assert.False(t, has)
			assert.NotEmpty(t, name)
			_, has = c.needs(features())
			assert.True(t, has)
		}
	}
}
