package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/controle"
	"github.com/mgr-sdcg/kroniek/cmd/kroniek/meting"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// meetLezen measures everything that reads, on one history of b.aantal events.
func meetLezen(ctx context.Context, b *bench) error {
	dir := filepath.Join(b.map_, "lezen")
	if err := b.vulGeschiedenis(ctx, dir); err != nil {
		return err
	}
	if err := b.meetOpenen(ctx, dir); err != nil {
		return err
	}
	if err := b.meetScan(ctx, dir); err != nil {
		return err
	}
	if err := b.meetOpbouw(ctx, dir); err != nil {
		return err
	}
	if err := b.meetRapport(ctx, dir); err != nil {
		return err
	}
	return b.meetNarekenen(ctx, dir)
}

// vulGeschiedenis records the events and seals them.
func (b *bench) vulGeschiedenis(ctx context.Context, dir string) (err error) {
	p, err := openProefmap(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.sluit()) }()
	if _, err := (meting.Last{Schrijvers: b.schrijvers, Aantal: b.aantal}).Draai(ctx, p.journaal); err != nil {
		return err
	}
	z, err := zegel.Open(ctx, dir, p.journaal, zegel.Opties{})
	if err != nil {
		return err
	}
	_, err = z.Verzegel(ctx)
	return errors.Join(err, z.Sluit())
}

func (b *bench) meetOpenen(ctx context.Context, dir string) error {
	codec, err := benchCodec()
	if err != nil {
		return err
	}
	begin := time.Now()
	j, err := journaal.Open(ctx, dir, journaal.Opties{Codec: codec})
	duur := time.Since(begin)
	if err != nil {
		return err
	}
	b.noteer(meetwaarde{Naam: "openen", Waarde: ms(duur), Eenheid: "ms", Eis: "50", Doel: "10"})
	return j.Sluit()
}

func (b *bench) meetScan(ctx context.Context, dir string) (err error) {
	j, err := journaal.OpenLezen(ctx, dir, journaal.Opties{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, j.Sluit()) }()
	n := 0
	begin := time.Now()
	if err := j.Scan(ctx, 0, j.Kop(), func(*envelop.Verzegeld) error { n++; return nil }); err != nil {
		return err
	}
	b.noteer(meetwaarde{Naam: "op volgorde lezen", Waarde: float64(n) / time.Since(begin).Seconds(), Eenheid: "per s", Eis: "1.000.000", Doel: "1.400.000"})
	return nil
}

// An opbouwproef is what one rebuild, in a process of its own, took.
type opbouwproef struct {
	PerSeconde float64 `json:"perSeconde"`
	MiB        float64 `json:"mib"` // largest resident memory of the process
}

// opbouwproefOpdracht rebuilds all read models in a process of its own, so that
// its memory can be told from that of the load.
func opbouwproefOpdracht() *cobra.Command {
	return &cobra.Command{
		Use: "opbouwproef", Hidden: true, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			dir := args[0]
			codec, err := benchCodec()
			if err != nil {
				return err
			}
			j, err := journaal.OpenLezen(cmd.Context(), dir, journaal.Opties{Codec: codec})
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, j.Sluit()) }()
			begin := time.Now()
			_, err = leesmodellen.Herbouw(cmd.Context(), modellenmap(dir), benchProjectoren(), leesmodellen.Opties{
				Bron: j, Decodeer: codec.Lees, Wortel: wortelVan(j),
			}, j.Kop(), func(_, _ int64) {})
			if err != nil {
				return err
			}
			return json.NewEncoder(cmd.OutOrStdout()).Encode(opbouwproef{PerSeconde: float64(j.Kop()) / time.Since(begin).Seconds(), MiB: geheugen()})
		},
	}
}

func (b *bench) meetOpbouw(ctx context.Context, dir string) error {
	zelf, err := os.Executable()
	if err != nil {
		return err
	}
	uit, err := exec.CommandContext(ctx, zelf, "bench", "opbouwproef", dir).Output()
	if err != nil {
		return fmt.Errorf("opbouw in een eigen proces: %w", err)
	}
	var p opbouwproef
	if err := json.Unmarshal(uit, &p); err != nil {
		return err
	}
	b.noteer(meetwaarde{Naam: "leesmodellen opbouwen", Waarde: p.PerSeconde, Eenheid: "per s", Eis: "100.000", Doel: "200.000", Noot: fmt.Sprintf("%d modellen", len(benchProjectoren()))})
	b.noteer(meetwaarde{Naam: "geheugen bij opbouwen", Waarde: p.MiB, Eenheid: "MiB", Eis: "400", Doel: "200"})
	return nil
}

// meetRapport asks a report of some five hundred cells as known at positions
// spread over the history.
func (b *bench) meetRapport(ctx context.Context, dir string) (err error) {
	l, err := leesmodellen.OpenLezen(ctx, modellenmap(dir), benchProjectoren())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Sluit()) }()
	const vragen = 20
	var langst time.Duration
	cellen := 0
	for i := range vragen {
		p := es.Position(b.aantal * (i + 1) / vragen)
		begin := time.Now()
		lezer, klaar, err := l.Lees(ctx, meting.Projector.Naam)
		if err != nil {
			return err
		}
		cellen = 0
		for _, err := range lezer.Cellen(meting.Aantallen, p, recht.Datum{}) {
			if err != nil {
				klaar()
				return err
			}
			cellen++
		}
		klaar()
		langst = max(langst, time.Since(begin))
	}
	b.noteer(meetwaarde{Naam: "rapport zoals bekend op", Waarde: ms(langst), Eenheid: "ms", Eis: "20", Doel: "5", Noot: fmt.Sprintf("%d cellen, traagste van %d momenten", cellen, vragen)})
	return nil
}

func (b *bench) meetNarekenen(ctx context.Context, dir string) error {
	runtime.GC()
	begin := time.Now()
	u, err := controle.Map(ctx, dir, controle.MapOpties{})
	if err != nil {
		return err
	}
	duur := time.Since(begin)
	if !u.Goed {
		return fmt.Errorf("narekenen vond een afwijking: %+v", u.Afwijkingen)
	}
	b.noteer(meetwaarde{
		Naam: "alles narekenen", Waarde: duur.Seconds() * 1e6 / float64(b.aantal), Eenheid: "s per miljoen", Eis: "10", Doel: "4",
		Noot: fmt.Sprintf("%.1f s voor %d gebeurtenissen", duur.Seconds(), b.aantal),
	})
	return nil
}
