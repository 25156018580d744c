package storetest

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

func absentStreamIsEmpty(t testing.TB, log es.Log, _ Features) {
	must(t, log, note(Stream(), es.NoStream, 1))
	recorded, err := log.Read(t.Context(), Stream())
	require.NoError(t, err)
	require.Empty(t, recorded)
	_, ok, err := log.Earlier(t.Context(), Command(), [32]byte{})
	require.NoError(t, err)
	require.False(t, ok, "an unknown command has no receipt")
}

func keepsEverything(t testing.TB, log es.Log, _ Features) {
	s := Stream()
	first := note(s, es.NoStream, 1, 2)
	first.Cause, first.Correlation = uuid.MustParse("0190a0b0-1111-8222-8333-444455556666"), "zaak 12 é"
	between := note(Stream(), es.NoStream, 9)
	second := note(s, 1, 3)
	second.Events = []any{Noted{Nummer: 3, Tekst: "<b>\"é\u2028\t\n", Oordeel: "instemmend"}}
	require.Equal(t, es.Receipt{Stream: s, Revision: 1, First: 1, Count: 2}, must(t, log, first))
	require.Equal(t, es.Receipt{Stream: between.Stream, Revision: 0, First: 3, Count: 1}, must(t, log, between))
	require.Equal(t, es.Receipt{Stream: s, Revision: 2, First: 4, Count: 1}, must(t, log, second))

	recorded, err := log.Read(t.Context(), s)
	require.NoError(t, err)
	require.Len(t, recorded, 3)
	typ := Noted{}.eventType()
	for i, want := range []es.Recorded{
		{Position: 1, ID: first.Command.EventID(0), Event: first.Events[0], Cause: first.Cause, Correlation: first.Correlation, Command: first.Command, Time: first.Time},
		{Position: 2, ID: first.Command.EventID(1), Event: first.Events[1], Cause: first.Cause, Correlation: first.Correlation, Command: first.Command, Time: first.Time},
		{Position: 4, ID: second.Command.EventID(0), Event: second.Events[0], Command: second.Command, Time: second.Time},
	} {
		want.Stream, want.Revision, want.Type = s, es.Revision(i), typ
		require.True(t, want.Time.Equal(recorded[i].Time), "time of event %d", i)
		want.Time = recorded[i].Time
		require.Equal(t, want, recorded[i])
	}
}

func personalFieldsAreClosed(t testing.TB, log es.Log, _ Features) {
	s := Stream()
	for r := es.NoStream; r < 3; r++ {
		a := note(s, r)
		a.Events = []any{Met{Soort: "gesprek", Naam: es.Prive("Johanna"), Dag: es.Prive([]string{"maandag", "vrijdag"})}}
		must(t, log, a)
	}
	recorded, err := log.Read(t.Context(), s)
	require.NoError(t, err)
	require.Len(t, recorded, 4)
	for _, r := range recorded {
		e, ok := r.Event.(Met)
		require.True(t, ok)
		require.Equal(t, "gesprek", e.Soort)
		name, open := e.Naam.Waarde()
		require.False(t, open)
		require.Empty(t, name)
		_, open = e.Dag.Waarde()
		require.False(t, open)
	}
}

// similarStreamsStayApart uses names that an implementation would mix up that
// takes a part of the name for the whole.
func similarStreamsStayApart(t testing.TB, log es.Log, _ Features) {
	s := Stream()
	_, id, _ := strings.Cut(string(s), "-")
	group := id[:strings.LastIndexByte(id, '-')+1]
	streams := []es.Stream{
		s,
		es.Stream("uitvoeringsplan-" + group + "000000000000"),
		es.Stream("uitvoeringsplan-" + group + "000000000001"),
		es.Stream("plan-" + id),
	}
	for i, s := range streams {
		must(t, log, note(s, es.NoStream, i))
	}
	for i, s := range streams {
		must(t, log, note(s, 0, 10+i))
		require.Equal(t, []int{i, 10 + i}, numbers(t, log, s))
	}
}
