package bus_test

import (
	"testing"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

func openSuite(t *testing.T) *suite {
	m := newMemory(nameOf)
	return &suite{log: m, journal: m, decode: m.open, types: map[string]int{}, positions: map[string]es.Position{}}
}
