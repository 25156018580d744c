// Package storetest holds the contract of [es.Log] as tests. Every
// implementation must pass it, and the tests of this package show for each
// promise that a log that breaks it does not pass.
//
// What a log can be made to do from outside (be reopened, be damaged, lose an
// answer, hold its writer) differs, so an implementation says so in [Features].
// A check that needs an absent feature is skipped, with the name of the feature.
package storetest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Features says how the log under test can be handled. A nil field is a feature
// that it does not have.
type Features struct {
	// Reopen closes log, as far as it is still open, and opens the same store anew.
	Reopen func(t testing.TB, log es.Log) es.Log
	// Corrupt changes a byte of the event that is stored at p.
	Corrupt func(t testing.TB, log es.Log, p es.Position)
	// LoseAnswer makes the next append be stored, but answered as unknown.
	LoseAnswer func(t testing.TB, log es.Log)
	// Hold keeps what is appended from now on waiting. waiting tells how many
	// appends wait; release lets them be recorded, as far as possible together.
	Hold func(t testing.TB, log es.Log) (waiting func() int, release func())
}

// A check is one promise. Its name is the rule.
type check struct {
	name  string
	needs func(Features) (feature string, has bool) // nil: nothing
	run   func(t testing.TB, log es.Log, f Features)
}

func reopen(f Features) (string, bool)  { return "Reopen", f.Reopen != nil }
func corrupt(f Features) (string, bool) { return "Corrupt", f.Corrupt != nil }
func hold(f Features) (string, bool)    { return "Hold", f.Hold != nil }

func loseAnswer(f Features) (string, bool) {
	return "LoseAnswer and Reopen", f.LoseAnswer != nil && f.Reopen != nil
}

func checks() []check {
	return []check{
		{"een stroom die er niet is, is leeg", nil, absentStreamIsEmpty},
		{"wat is vastgelegd komt gelijk en op volgorde terug", nil, keepsEverything},
		{"een persoonlijk veld komt gesloten terug", nil, personalFieldsAreClosed},
		{"stromen waarvan de namen op elkaar lijken blijven gescheiden", nil, similarStreamsStayApart},
		{"een andere revisie dan de verwachte wordt geweigerd en laat niets achter", nil, refusesOtherRevisions},
		{"van wie om dezelfde stroom strijden wint er precies een", nil, oneOfManyWritersWins},
		{"posities zijn aaneengesloten over alle stromen", nil, positionsHaveNoGaps},
		{"dezelfde opdracht nog eens geeft dezelfde ontvangst", nil, repeatedCommandAddsNothing},
		{"dezelfde opdracht van velen tegelijk wordt een keer vastgelegd", nil, repeatedAtOnceAddsOnce},
		{"een opdracht met een andere inhoud wordt geweigerd", nil, reusedCommandIsRefused},
		{"een geweigerde opdracht is niet bekend en mag opnieuw", nil, refusedCommandIsUnknown},
		{"een afgebroken aanvraag wordt geweigerd", nil, cancelledContextIsHeeded},
		{"honderd gebeurtenissen mogen, een meer niet", nil, countIsLimited},
		{"een te grote gebeurtenis of aanvraag wordt geweigerd", nil, sizeIsLimited},
		{"wat niet bewaard kan worden houdt de hele aanvraag tegen", nil, unstorableIsRefused},
		{"na heropenen staat alles er nog en blijft een opdracht bekend", reopen, survivesReopening},
		{"een halve geschiedenis wordt niet gelezen", corrupt, halfAHistoryIsRefused},
		{"een onbekende uitkomst wordt opgelost met de opdracht", loseAnswer, unknownOutcomeIsSettled},
		{"een geweigerde aanvraag raakt haar buren niet", hold, refusalSparesItsNeighbours},
		{"wie weggaat voor zijn beurt laat niets achter", hold, leavingBeforehandLeavesNothing},
	}
}

// Run tests the log that open returns. Every check opens one of its own, whose
// codec must know the types of [Catalog].
func Run(t *testing.T, open func(t testing.TB) es.Log, f Features) {
	for _, c := range checks() {
		t.Run(c.name, func(t *testing.T) {
			if c.needs != nil {
				if feature, has := c.needs(f); !has {
					t.Skipf("this log has no %s", feature)
				}
			}
			c.run(t, open(t), f)
		})
	}
}

// note returns an append of one event with each of the numbers.
func note(s es.Stream, expected es.Revision, numbers ...int) es.Append {
	a := es.Append{Meta: Meta("een verzoek"), Stream: s, Expected: expected}
	for _, n := range numbers {
		a.Events = append(a.Events, Noted{Nummer: n, Tekst: "De raad heeft geen bezwaar."})
	}
	return a
}

// must appends a and requires that it was recorded now.
func must(t testing.TB, log es.Log, a es.Append) es.Receipt {
	t.Helper()
	r, err := log.Append(t.Context(), a)
	require.NoError(t, err)
	require.False(t, r.Repeated, "a new command is not a repeated one")
	return r
}

// numbers returns the numbers of the events in s, in order.
func numbers(t testing.TB, log es.Log, s es.Stream) []int {
	t.Helper()
	recorded, err := log.Read(t.Context(), s)
	require.NoError(t, err)
	list := []int{}
	for i, r := range recorded {
		e, ok := r.Event.(Noted)
		require.True(t, ok, "event %d is a %T", i, r.Event)
		require.EqualValues(t, i, r.Revision)
		list = append(list, e.Nummer)
	}
	return list
}
