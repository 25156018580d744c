package deelnamematrix_test

import (
	"errors"
	"iter"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/deelnamematrix"
)

// leeg is a store that holds nothing yet.
type leeg struct{ projections.Schrijver }

func (leeg) Huidig(*projections.Tabel, ...projections.Waarde) ([]projections.Waarde, bool, error) {
	return nil, false, nil
}

func TestOrder(t *testing.T) {
	t.Run("het einde van een periode die niet begon stopt de projector", func(t *testing.T) {
		r := historie(beeindigd(arnhem, recht.Inkoop, 1, "2021-07-01"))[0]
		assert.ErrorIs(t, deelnamematrix.Projector.Verwerk(leeg{}, r), projections.ErrVolgorde)
	})
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
