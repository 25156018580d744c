package verschil_test

import (
	"context"
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/verschil"
)

var veel = &projections.Telling{Naam: "veel", Dimensies: []string{"soort"}} // read only

// teller is a read model to which each event adds one.
type teller struct {
	projections.Lezer
	kop  es.Position
	keer *int // how often the report was made
}

func (l teller) Stand() projections.Stand {
	return projections.Stand{Positie: l.kop, Aantal: int64(l.kop)}
}

func (l teller) Cellen(_ *projections.Telling, bekendOp es.Position, _ recht.Datum, _ ...projections.Gelijk) iter.Seq2[projections.Cel, error] {
	return func(yield func(projections.Cel, error) bool) {
		*l.keer++
		yield(projections.Cel{Dimensies: []string{"x"}, Waarde: int64(bekendOp)}, nil)
	}
}

func (l teller) Herkomst(_ *projections.Telling, bekendOp es.Position, _ recht.Datum, _ ...projections.Gelijk) iter.Seq2[projections.Bijdrage, error] {
	return func(yield func(projections.Bijdrage, error) bool) {
		for p := es.Position(1); p <= bekendOp; p++ {
			if !yield(projections.Bijdrage{Positie: p, Delta: 1}, nil) {
				return
			}
		}
	}
}

var telrapport = &projections.Rapport{ // read only
	Naam: "tel", Model: &projections.Projector{Naam: "tel", Versie: 1},
	Maak: func(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
		u := projections.Uitkomst{Kolommen: []projections.Kolom{{Naam: "soort"}, {Naam: "aantal", Soort: projections.Getal}}}
		for cel, err := range l.Cellen(veel, v.BekendOp, v.Peildatum) {
			if err != nil {
				return u, err
			}
			u.Regels = append(u.Regels, projections.Regel{Waarden: []projections.Waarde{cel.Dimensies[0], cel.Waarde}})
		}
		return u, nil
	},
}

func TestTooManyEvents(t *testing.T) {
	const van = 7
	voer := func(tot es.Position) (verschil.Verschil, int, error) {
		keer := 0
		v, err := verschil.Voer(t.Context(), telrapport, teller{kop: tot, keer: &keer}, verschil.Vraag{Van: van, Tot: tot}, verschil.MaxStappen)
		return v, keer, err
	}
	t.Run("tot en met twintigduizend gebeurtenissen wordt elk genoemd, in hooguit vijfhonderd stappen die samen het verschil zijn", func(t *testing.T) {
		v, keer, err := voer(van + verschil.MaxGebeurtenissen)
		require.NoError(t, err)
		require.LessOrEqual(t, len(v.Stappen), verschil.MaxStappen)
		require.LessOrEqual(t, keer, verschil.MaxStappen+2, "the report of then, of now, and after each step")
		volgende, som := es.Position(van+1), int64(0)
		for _, s := range v.Stappen {
			for _, p := range s.Posities {
				require.Equal(t, volgende, p)
				volgende++
			}
			d, _ := s.Regels[0].Delta(v.Nu.Uitkomst.Kolommen[1], 1).(int64)
			som += d
		}
		require.EqualValues(t, van+verschil.MaxGebeurtenissen, volgende-1)
		require.EqualValues(t, verschil.MaxGebeurtenissen, som)
	})
	t.Run("een meer wordt geweigerd, voordat het rapport telkens opnieuw wordt gemaakt, en zegt wat te doen", func(t *testing.T) {
		_, keer, err := voer(van + verschil.MaxGebeurtenissen + 1)
		require.ErrorIs(t, err, verschil.ErrTeVeel)
		require.ErrorContains(t, err, "Kies een filter of een kortere periode.")
		require.Equal(t, 2, keer)
	})
}
