package communicatieplicht_test

import (
	"errors"
	"iter"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/communicatieplicht"
)

var errStuk = errors.New("stuk")

// stuk is a store that cannot be read or written.
type stuk struct {
	projections.Schrijver
	projections.Lezer
}

func (stuk) Tel(*projections.Telling, recht.Datum, int64, ...string) error { return errStuk }

func (stuk) Cellen(*projections.Telling, es.Position, recht.Datum, ...projections.Gelijk) iter.Seq2[projections.Cel, error] {
	return func(yield func(projections.Cel, error) bool) { yield(projections.Cel{}, errStuk) }
}

func (stuk) Rijen(*projections.Tabel, es.Position, ...projections.Gelijk) iter.Seq2[projections.Rij, error] {
	return func(yield func(projections.Rij, error) bool) { yield(projections.Rij{}, errStuk) }
}

func (stuk) Huidig(*projections.Tabel, ...projections.Waarde) ([]projections.Waarde, bool, error) {
	return nil, false, errStuk
}

func (stuk) Herkomst(*projections.Telling, es.Position, recht.Datum, ...projections.Gelijk) iter.Seq2[projections.Bijdrage, error] {
	return func(yield func(projections.Bijdrage, error) bool) { yield(projections.Bijdrage{}, errStuk) }
}

// halfstuk has cells without the events behind them.
type halfstuk struct{ stuk }

func (halfstuk) Rijen(*projections.Tabel, es.Position, ...projections.Gelijk) iter.Seq2[projections.Rij, error] {
	return func(func(projections.Rij, error) bool) {}
}

func (halfstuk) Cellen(*projections.Telling, es.Position, recht.Datum, ...projections.Gelijk) iter.Seq2[projections.Cel, error] {
	return func(yield func(projections.Cel, error) bool) {
		yield(projections.Cel{Dimensies: []string{"2020", "nieuwsbrief", "nee"}, Waarde: 1}, nil)
	}
}

func TestFailingStore(t *testing.T) {
	t.Run("een schrijffout stopt de projector", func(t *testing.T) {
		for _, e := range []communicatie.Event{brief("2020-05-01"), bijeenkomst("2020-05-01")} {
			assert.ErrorIs(t, communicatieplicht.Projector.Verwerk(stuk{}, es.Recorded{Event: e}), errStuk, "%T", e)
		}
	})
	t.Run("ook als alleen de klok niet is bij te houden", func(t *testing.T) {
		r := es.Recorded{Event: struct{}{}, Time: dag("2020-05-01").Begin()}
		assert.ErrorIs(t, communicatieplicht.Projector.Verwerk(stuk{}, r), errStuk)
	})
	t.Run("een leesfout geeft geen half rapport", func(t *testing.T) {
		for _, l := range []projections.Lezer{stuk{}, halfstuk{}} {
			_, err := communicatieplicht.Rapport.Maak(t.Context(), l, projections.Vraag{})
			assert.ErrorIs(t, err, errStuk, "%T", l)
		}
	})
	t.Run("een gebeurtenis over iets anders telt niet", func(t *testing.T) {
		assert.NoError(t, communicatieplicht.Projector.Verwerk(stuk{}, es.Recorded{Event: struct{}{}}))
	})
}
