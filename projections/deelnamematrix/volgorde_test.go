package deelnamematrix_test

import (
	"errors"
	"iter"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/deelnamematrix"
)

func TestOrder(t *testing.T) {
	for naam, eind := range map[string]deelname.Event{
		"een onbekende periode":         beeindigd(arnhem, recht.Inkoop, 2, "2021-07-01"),
		"een module zonder deelname":    beeindigd(arnhem, recht.Onderwijszaken, 1, "2021-07-01"),
		"een gemeente die niet meedoet": beeindigd(rheden, recht.Inkoop, 1, "2021-07-01"),
	} {
		t.Run("het einde van "+naam+" stopt de projector", func(t *testing.T) {
			events := historie(gestart(arnhem, recht.Inkoop, 1, "2018-01-01"), eind)
			for i := range events {
				events[i].Position = es.Position(i + 1)
			}
			l, err := leesmodellen.Open(t.Context(), t.TempDir(), []*projections.Projector{deelnamematrix.Projector}, leesmodellen.Opties{})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, l.Sluit()) })
			require.NoError(t, l.Verwerk(t.Context(), events))
			require.ErrorIs(t, l.Oorzaak("deelnamematrix"), projections.ErrVolgorde)
			s, err := l.Stand("deelnamematrix")
			require.NoError(t, err)
			assert.Equal(t, es.Position(1), s.Positie)
		})
	}
}

var errStuk = errors.New("stuk")

// stuk is a store that cannot be read.
type stuk struct {
	projections.Schrijver
	projections.Lezer
}

func (stuk) Huidig(*projections.Tabel, ...projections.Waarde) ([]projections.Waarde, bool, error) {
	return nil, false, errStuk
}

func (stuk) Rijen(*projections.Tabel, es.Position, ...projections.Gelijk) iter.Seq2[projections.Rij, error] {
	return func(yield func(projections.Rij, error) bool) { yield(projections.Rij{}, errStuk) }
}

func (stuk) Versies(*projections.Tabel, es.Position, ...projections.Gelijk) iter.Seq2[projections.Rij, error] {
	return func(yield func(projections.Rij, error) bool) { yield(projections.Rij{}, errStuk) }
}

// halfstuk can be read for versions only.
type halfstuk struct{ stuk }

func (halfstuk) Versies(*projections.Tabel, es.Position, ...projections.Gelijk) iter.Seq2[projections.Rij, error] {
	return func(func(projections.Rij, error) bool) {}
}

func TestFailingStore(t *testing.T) {
	t.Run("een leesfout bij het verwerken stopt de projector", func(t *testing.T) {
		for _, r := range historie(gestart(arnhem, recht.Inkoop, 1, "2018-01-01"), beeindigd(arnhem, recht.Inkoop, 1, "2021-07-01")) {
			assert.ErrorIs(t, deelnamematrix.Projector.Verwerk(stuk{}, r), errStuk, "%T", r.Event)
		}
	})
	t.Run("een leesfout geeft geen half rapport", func(t *testing.T) {
		for _, l := range []projections.Lezer{stuk{}, halfstuk{}} {
			_, err := deelnamematrix.Rapport.Maak(t.Context(), l, projections.Vraag{})
			assert.ErrorIs(t, err, errStuk, "%T", l)
		}
	})
	t.Run("een gebeurtenis over iets anders raakt de matrix niet", func(t *testing.T) {
		assert.NoError(t, deelnamematrix.Projector.Verwerk(stuk{}, es.Recorded{Event: struct{}{}}))
	})
}
