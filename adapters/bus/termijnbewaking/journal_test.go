package termijnbewaking_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/termijnbewaking"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func verantwoording(t *testing.T) recht.Verantwoording {
	o := recht.Opdracht{Op: moment, Actor: recht.Actor{Rol: "bestuurssecretaris", Organisatie: "MGR", ID: "a1"}, Gesimuleerd: true}
	v, err := o.Verantwoord(recht.DagelijksBestuur, recht.FeitelijkeHandeling)
	require.NoError(t, err)
	return v
}

func opgesteld(t *testing.T) uitvoeringsplan.UitvoeringsplanOpgesteld {
	return uitvoeringsplan.UitvoeringsplanOpgesteld{
		Verantwoording: verantwoording(t), Titel: "Uitvoeringsplan", VanJaar: 2020, TotEnMetJaar: 2023, OpgesteldOp: recht.DatumVan(moment),
		Onderdelen: []uitvoeringsplan.Onderdeel{},
	}
}

// compleet adds what the codec asks of a stored event.
func compleet(t *testing.T, e uitvoeringsplan.ZienswijzeGevraagd) uitvoeringsplan.ZienswijzeGevraagd {
	e.Verantwoording = verantwoording(t)
	e.Onderdelen, e.Deelnames = []recht.Module{recht.Inkoop}, []uitvoeringsplan.Deelnamefeit{}
	e.VerzondenOp, e.Termijn = recht.DatumVan(moment), recht.Termijn{Aantal: 8, Eenheid: recht.Weken, Grond: recht.TermijnUitRegeling}
	return e
}

var moment = time.Date(2019, 5, 6, 10, 0, 0, 0, time.UTC)

// TestOnTheRealJournal runs the process as the back office does, over a restart.
func TestOnTheRealJournal(t *testing.T) {
	codec, err := envelop.New("urn:nld:oin:00000001234567890000:systeem:kroniek", uitvoeringsplan.Events)
	require.NoError(t, err)
	dir := t.TempDir()
	late := summer.PlusDagen(1).Begin()
	verstreken := func(j *journaal.Journaal) (out []uitvoeringsplan.ZienswijzeTermijnVerstreken) {
		history, err := j.Read(t.Context(), plan)
		require.NoError(t, err)
		for _, r := range history {
			if e, ok := r.Event.(uitvoeringsplan.ZienswijzeTermijnVerstreken); ok {
				require.Equal(t, late, r.Time)
				out = append(out, e)
			}
		}
		return out
	}
	for round := range 2 {
		j, err := journaal.Open(t.Context(), dir, journaal.Opties{Codec: codec})
		require.NoError(t, err)
		if round == 0 {
			m := command()
			m.Time = moment
			_, err := j.Append(t.Context(), es.Append{Meta: m, Stream: plan, Expected: es.NoStream, Events: []any{
				opgesteld(t), compleet(t, gevraagd(arnhem, 0, summer)), compleet(t, gevraagd(renkum, 0, winter)),
			}})
			require.NoError(t, err)
		}
		h := es.Handler[uitvoeringsplan.Command, uitvoeringsplan.State, uitvoeringsplan.Event]{Decider: uitvoeringsplan.Decider, Log: j}
		b, err := bus.New(j, codec.Open, bus.Opties{Logger: slog.New(slog.DiscardHandler)})
		require.NoError(t, err)
		woken := make(chan struct{}, 1000)
		bus.AddProces(b, termijnbewaking.Proces(), bus.ProcesOpties{
			Uitvoerder: bus.Via(h), Posities: bus.Map(filepath.Join(dir, "processen")), Ritme: time.Millisecond,
			Nu: func() time.Time {
				select {
				case woken <- struct{}{}:
				default:
				}
				return late
			},
		})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- b.Run(ctx) }()
		for range 5 { // awake five times: to do it twice there was every chance
			<-woken
		}
		cancel()
		require.NoError(t, <-done)
		require.Empty(t, b.Status()[0].Gestopt)
		got := verstreken(j)
		require.Len(t, got, 1)
		require.Equal(t, arnhem, got[0].Gemeente)
		require.Equal(t, summer, got[0].UiterlijkOp)
		require.NoError(t, j.Sluit())
	}
}
