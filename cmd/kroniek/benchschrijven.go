package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/cmd/kroniek/meting"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A proefmap is a journal with keys in a scratch folder.
type proefmap struct {
	dir      string
	codec    *envelop.Codec
	kluis    *sleutels.Kluis
	journaal *journaal.Journaal
	batches  []int // appends per commit
}

func benchCodec() (*envelop.Codec, error) {
	return envelop.New("urn:nld:oin:"+proefOIN+":systeem:kroniek", append(catalogi(), meting.Events)...)
}

func openProefmap(ctx context.Context, dir string) (_ *proefmap, err error) {
	p := &proefmap{dir: dir}
	if p.codec, err = benchCodec(); err != nil {
		return nil, err
	}
	if p.kluis, err = openKluisIn(dir); err != nil {
		return nil, err
	}
	p.journaal, err = journaal.Open(ctx, dir, journaal.Opties{
		Codec: p.codec, Sleutels: p.kluis, Batch: func(n int) { p.batches = append(p.batches, n) },
	})
	if err != nil {
		return nil, errors.Join(err, p.kluis.Sluit())
	}
	return p, nil
}

// openKluisIn opens a key store in dir, filled, so that no measurement waits for its first keys.
func openKluisIn(dir string) (*sleutels.Kluis, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	k, err := openKluis(context.Background(), dir, inpaksleutels(dir, "", ""))
	if err != nil {
		return nil, err
	}
	return k, k.Vul(context.Background())
}

func (p *proefmap) sluit() error { return errors.Join(p.journaal.Sluit(), p.kluis.Sluit()) }

// meetVastleggen runs the load on a fresh journal and on the bare file beside it.
func (b *bench) meetVastleggen(ctx context.Context, naam string, l meting.Last) (j, k meting.Uitslag, err error) {
	p, err := openProefmap(ctx, filepath.Join(b.map_, naam))
	if err != nil {
		return j, k, err
	}
	j, err = l.Draai(ctx, p.journaal)
	if err = errors.Join(err, p.sluit()); err != nil {
		return j, k, err
	}
	k, err = b.meetKaal(ctx, naam+"-kaal", l, p.batches)
	return j, k, err
}

func (b *bench) meetKaal(ctx context.Context, naam string, l meting.Last, batches []int) (u meting.Uitslag, err error) {
	dir := filepath.Join(b.map_, naam)
	kluis, err := openKluisIn(dir)
	if err != nil {
		return u, err
	}
	defer func() { err = errors.Join(err, kluis.Sluit()) }()
	codec, err := benchCodec()
	if err != nil {
		return u, err
	}
	kaal, err := meting.NieuwKaal(filepath.Join(dir, "kaal"), codec, kluis.Neem, batches)
	if err != nil {
		return u, err
	}
	u, err = l.Draai(ctx, kaal)
	return u, errors.Join(err, kaal.Sluit())
}

func meetSchrijven(ctx context.Context, b *bench) error {
	l := meting.Last{Schrijvers: b.schrijvers, Aantal: b.aantal}
	j, k, err := b.meetVastleggen(ctx, "schrijven", l)
	if err != nil {
		return err
	}
	b.noteer(meetwaarde{Naam: "vastleggen", Waarde: j.PerSeconde(), Eenheid: "per s", Eis: "25.000"})
	b.noteer(meetwaarde{Naam: "kaal bestand", Waarde: k.PerSeconde(), Eenheid: "per s"})
	b.noteer(meetwaarde{Naam: "verhouding", Waarde: j.PerSeconde() / k.PerSeconde(), Eenheid: "x kaal", Eis: "0,25", Doel: "0,45"})
	b.noteer(meetwaarde{Naam: "vastleggen p50", Waarde: ms(j.P50), Eenheid: "ms"})
	b.noteer(meetwaarde{Naam: "vastleggen p99", Waarde: ms(j.P99), Eenheid: "ms", Eis: "15", Doel: "5", Noot: fmt.Sprintf("langst %.0f ms", ms(j.Langst))})
	met, achter, err := b.meetMetModellen(ctx, l)
	if err != nil {
		return err
	}
	b.noteer(meetwaarde{Naam: "vastleggen met leesmodellen", Waarde: met.PerSeconde(), Eenheid: "per s", Noot: fmt.Sprintf("modellen bij na nog %.1f s", achter.Seconds())})
	b.noteer(meetwaarde{Naam: "p99 met leesmodellen", Waarde: ms(met.P99), Eenheid: "ms"})
	return nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// meetMetModellen runs the load while the bus feeds the read models. It also says
// how long the read models needed after the last append.
func (b *bench) meetMetModellen(ctx context.Context, l meting.Last) (u meting.Uitslag, achter time.Duration, err error) {
	p, err := openProefmap(ctx, filepath.Join(b.map_, "modellen"))
	if err != nil {
		return u, 0, err
	}
	defer func() { err = errors.Join(err, p.sluit()) }()
	modellen, err := leesmodellen.Open(ctx, modellenmap(p.dir), benchProjectoren(), leesmodellen.Opties{
		Bron: p.journaal, Decodeer: p.codec.Lees, Wortel: wortelVan(p.journaal),
	})
	if err != nil {
		return u, 0, err
	}
	defer func() { err = errors.Join(err, modellen.Sluit()) }()
	lijn, err := bus.New(p.journaal, p.codec.Lees, bus.Opties{Logger: stil(os.Stderr)})
	if err != nil {
		return u, 0, err
	}
	bus.AddLeesmodellen(lijn, modellen, 0)
	draai, stop := context.WithCancel(ctx)
	var wg sync.WaitGroup
	var busfout error
	wg.Go(func() { busfout = lijn.Run(draai) })
	u, err = l.Draai(ctx, p.journaal)
	begin := time.Now()
	if err == nil {
		err = wachtOpModellen(ctx, modellen, p.journaal.Kop())
	}
	achter = time.Since(begin)
	stop()
	wg.Wait()
	return u, achter, errors.Join(err, busfout)
}

func wachtOpModellen(ctx context.Context, l *leesmodellen.Leesmodellen, p es.Position) error {
	for _, naam := range l.Namen() {
		if err := l.WachtOp(ctx, naam, p); err != nil {
			return err
		}
	}
	return nil
}

// benchProjectoren are all read models, and that of the measured load.
func benchProjectoren() []*projections.Projector { return append(projectoren(), meting.Projector) }

func meetEen(ctx context.Context, b *bench) error {
	j, k, err := b.meetVastleggen(ctx, "een", meting.Last{Schrijvers: 1, Aantal: min(b.aantal/10, 20_000)})
	if err != nil {
		return err
	}
	b.noteer(meetwaarde{Naam: "een schrijver", Waarde: j.PerSeconde(), Eenheid: "per s"})
	b.noteer(meetwaarde{Naam: "verhouding bij een schrijver", Waarde: j.PerSeconde() / k.PerSeconde(), Eenheid: "x kaal", Eis: "0,70", Doel: "0,85"})
	return nil
}
