//go:build race

package bus_test

// underRace tells whether the race detector watches. It makes the larger tests of
// the conformance suite ten times slower, and finds no more in them than in the
// short ones.
const underRace = true
