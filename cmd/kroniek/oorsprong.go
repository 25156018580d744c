package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/toegang/beheerhandeling"
)

var errOorsprongCluster = errors.New("de knooppunten van een cluster spreken samen af wat zij ondertekenen; een nieuwe oorsprong openen kan alleen in een map")

func oorsprongOpdracht() *cobra.Command {
	var dir, naam, checkpoint string
	var t tweetal
	cmd := &cobra.Command{
		Use:   "oorsprong",
		Short: "Ga met het zegel verder onder een nieuwe naam en sleutel",
		Long: `Wisselt de sleutel van het zegel van een kantoor dat stilstaat: als zegel.key weg is, als anderen haar gezien kunnen
hebben, of als met een teruggezette map niet verder wordt ondertekend. Er komt een nieuwe oorsprong (naam) met een eigen sleutel, die
het nieuwste checkpoint van de oude noemt; wat al ondertekend was blijft gelden, en de boom gaat door.

Eerst wordt de hele geschiedenis nagerekend. Dit vraagt twee mensen: over HTTP bekrachtigd (zegelsleutel-wisselen), of met
--eerste en --tweede. Het staat in de geschiedenis voordat het begint, met het checkpoint, en in het auditlog. Laat de nieuwe
sleutel weten aan wie checkpoints bewaart.`,
		Example: `  kroniek oorsprong --data DIR --naam kroniek.voorbeeld.nl/zegel-2
  kroniek oorsprong --data DIR --naam kroniek.voorbeeld.nl/zegel-2 --checkpoint laatste-checkpoint.txt --eerste token-a --tweede token-b`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if naam == "" {
				return metCode(exitGebruik, errors.New("geef met --naam de nieuwe oorsprong, zoals kroniek.voorbeeld.nl/zegel-2"))
			}
			return metBeheer(cmd.Context(), dir, t, errOorsprongCluster, func(w *stilkantoor) (err error) {
				ctx := cmd.Context()
				z, err := zegel.Open(ctx, dir, w.eigen, zegel.Opties{})
				if err != nil {
					return metCode(exitGeweigerd, fmt.Errorf("zegel: %w", err))
				}
				defer func() { err = errors.Join(err, z.Sluit()) }()
				oud, err := nieuwsteCheckpoint(z, checkpoint)
				if err != nil {
					return metCode(exitGebruik, err)
				}
				s, err := w.begin(ctx, beheerhandeling.Zegelsleutel, beheerhandeling.Omstandigheden{Checkpoint: string(oud), NieuweOorsprong: naam})
				if err != nil {
					return err
				}
				vkey, err := z.NieuweOorsprong(ctx, naam, oud)
				if err == nil {
					_, err = z.Verzegel(ctx)
				}
				if err != nil {
					return metCode(exitGeweigerd, w.mislukt(beheerhandeling.Zegelsleutel, s, err))
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "het zegel gaat verder met sleutel %s\n", vkey)
				return err
			})
		},
	}
	datavlag(cmd, &dir)
	cmd.Flags().StringVar(&naam, "naam", "", "nieuwe oorsprong, een webadres zonder https:// (verplicht)")
	cmd.Flags().StringVar(&checkpoint, "checkpoint", "", "bestand met het nieuwste checkpoint van de oude oorsprong (standaard dat van de map)")
	t.vlaggen(cmd)
	return cmd
}

// nieuwsteCheckpoint returns the checkpoint in bestand, or that of the folder.
func nieuwsteCheckpoint(z *zegel.Zegel, bestand string) ([]byte, error) {
	if bestand == "" {
		return z.Checkpoint()
	}
	b, err := os.ReadFile(bestand)
	if err != nil {
		return nil, fmt.Errorf("lees checkpoint: %w", err)
	}
	return b, nil
}
