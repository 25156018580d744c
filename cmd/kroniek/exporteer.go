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
	var u uitvoer
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
dan kan het zeven dagen lang. Zolang er geen twee zijn die dat kunnen, kan het alleen.

Voordat de eerste regel verschijnt staat in de geschiedenis wat er uitgaat: van waar tot waar, aan wie, en de SHA-256 van de
bytes. Wordt er later iets afgeschermd of vernietigd, dan staat deze ontvanger op de lijst. Draait het kantoor, dan legt
het kantoor dat vast, met het token van een beheerder. Alleen een map waarop nooit een kantoor draaide legt niets vast.`,
		Example: `  kroniek export --data DIR --ontvanger archief-gelderland > geschiedenis.ndjson
  kroniek export --data DIR --ontvanger accountant --token-bestand token --vanaf 2026-01-01 --tot 2026-03-31 > kwartaal.ndjson`,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if err := keurOntvanger(u.ontvanger); err != nil {
				return err
			}
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
			u.m, u.na, u.tot = m, na, p
			return u.geefUit(cmd.Context(), cmd.OutOrStdout())
		},
	}
	datavlag(cmd, &dir)
	cmd.Flags().StringVar(&vanaf, "vanaf", "", "eerste positie of dag (jjjj-mm-dd); standaard het begin")
	cmd.Flags().StringVar(&tot, "tot", "", "laatste positie of dag; standaard alles wat er is")
	cmd.Flags().StringVar(&u.ontvanger, "ontvanger", "", "organisatie of systeem dat het bestand krijgt, zoals archief-gelderland; geen mens (verplicht)")
	cmd.Flags().StringVar(&u.token, "token-bestand", "", "bestand met het token van een beheerder, als het kantoor draait (standaard de omgevingsvariabele KRONIEK_TOKEN)")
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
