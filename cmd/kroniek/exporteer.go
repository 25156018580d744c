package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/invoer/historie"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func exportOpdracht() *cobra.Command {
	var dir, vanaf, tot string
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Schrijf de geschiedenis als CloudEvents, een regel per gebeurtenis",
		Long: `Schrijft het openbare deel van elke gebeurtenis naar standaarduitvoer, byte voor byte zoals het is verzegeld, met
positie, zout en commitment ernaast. De laatste regel noemt het aantal en de wortel van het log op dat punt:

  {"positie":1,"zout":"…","commitment":"…","gebeurtenis":{…}}
  {"positie":2,"vervangenDoor":9,"commitment":"…","gebeurtenis":{…}}     het residu van een vervangen gebeurtenis
  {"omvang":2,"wortel":"…"}

Persoonsdelen gaan niet mee: een gebeurtenis die er een had, noemt het alleen (pddigest). Vertrouwelijke stromen gaan
wel mee; bewaar het bestand dus als de datamap zelf. Een export vanaf het begin is met kroniek import
--gebeurtenissen in een nieuwe map te lezen en heeft daar dezelfde wortel. Werkt ook terwijl het kantoor draait.

Uitvoer vraagt twee mensen: een beheerder stelt haar voor (POST /v1/beheerhandelingen, uitvoer), een ander bekrachtigt haar, en
dan kan het zeven dagen lang. Elke keer staat in het auditlog. Zolang er geen twee zijn die dat kunnen, kan het alleen.`,
		Example: `  kroniek export --data DIR > geschiedenis.ndjson
  kroniek export --data DIR --vanaf 2026-01-01 --tot 2026-03-31 > kwartaal.ndjson`,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			m, err := openLeesmap(cmd.Context(), dir)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, m.sluit()) }()
			p, err := m.positie(cmd.Context(), tot)
			if err != nil {
				return err
			}
			na, err := m.begin(cmd.Context(), vanaf)
			if err != nil {
				return err
			}
			if na > p {
				return metCode(exitGebruik, fmt.Errorf("--vanaf %s ligt na --tot %s", vanaf, tot))
			}
			if err := magUitvoeren(cmd.Context(), m); err != nil {
				return err
			}
			return m.exporteer(cmd.Context(), cmd.OutOrStdout(), na, p)
		},
	}
	datavlag(cmd, &dir)
	cmd.Flags().StringVar(&vanaf, "vanaf", "", "eerste positie of dag (jjjj-mm-dd); standaard het begin")
	cmd.Flags().StringVar(&tot, "tot", "", "laatste positie of dag; standaard alles wat er is")
	return cmd
}

// exporteer writes the events na < position <= tot, each held against its
// commitment before it leaves.
func (m *leesmap) exporteer(ctx context.Context, uit io.Writer, na, tot es.Position) error {
	w := bufio.NewWriterSize(uit, 1<<16)
	voortgang := nieuweVoortgang("export")
	defer voortgang.Klaar()
	var regel []byte
	err := m.journaal.Scan(ctx, na, tot, func(v *envelop.Verzegeld) error {
		if !v.Gaaf() {
			return metCode(exitVerschil, fmt.Errorf("gebeurtenis %d is niet wat er is verzegeld; reken na met kroniek verify --data %s", v.Positie, m.dir))
		}
		regel = append(historie.Regel(regel[:0], v), '\n')
		voortgang.Meld(int64(v.Positie-na), int64(tot-na))
		_, err := w.Write(regel)
		return err
	})
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	wortel, err := wortelVan(m.journaal)(ctx, tot)
	if err != nil {
		return fmt.Errorf("wortel bij positie %d: %w", tot, err)
	}
	if _, err := w.Write(append(historie.Slot{Omvang: tot, Wortel: wortel}.Regel(nil), '\n')); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}
