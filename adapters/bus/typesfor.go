package bus

import (
	"reflect"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// TypesFor returns the stored types under which the given events of a catalog
// may be in store: the current ones, and those that are rewritten to them. It
// panics on an event that the catalog does not declare.
func TypesFor(c es.Types, events ...any) []string {
	current, old := c.Current(), c.Upcasters()
	var out []string
	for _, e := range events {
		before := len(out)
		for name, t := range current {
			if t == reflect.TypeOf(e) {
				out = append(out, name)
			}
		}
		if len(out) == before {
			panic("bus: event is not declared: " + reflect.TypeOf(e).String())
		}
	}
	for name := range old {
		to := name
		for old[to].Fn != nil {
			to = old[to].To
		}
		if slices.Contains(out, to) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
