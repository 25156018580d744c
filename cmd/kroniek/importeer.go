package main

import (
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

func importOpdracht() *cobra.Command {
	var dir, gebeurtenissen, wortel string
	cmd := &cobra.Command{
		Use:   "import",
		Short: "Lees een export van een geschiedenis in een nieuwe map",
		Long: `Leest met --gebeurtenissen een bestand van kroniek export in een nieuwe datamap, op dezelfde posities en met dezelfde
wortel. Een gat, een gewijzigde byte, een andere volgorde of een afgebroken bestand wordt geweigerd, en dan blijft er
geen map staan. Persoonsdelen zitten niet in een export; de nieuwe map zegt dat, en kroniek verify ook. Met --wortel
geeft u de wortel die u van elders kent (de derde regel van een checkpoint).`,
		Example: `  kroniek import --gebeurtenissen geschiedenis.ndjson --data NIEUW`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if gebeurtenissen == "" {
				return metCode(exitGebruik, errors.New("geef met --gebeurtenissen een bestand van kroniek export"))
			}
			slot, err := leesIn(cmd.Context(), gebeurtenissen, dir, wortel)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d gebeurtenissen ingelezen in %s, zonder persoonsdelen; wortel %s\n",
				slot.Omvang, dir, base64.StdEncoding.EncodeToString(slot.Wortel[:]))
			return err
		},
	}
	datavlag(cmd, &dir)
	cmd.Flags().StringVar(&gebeurtenissen, "gebeurtenissen", "", "bestand van kroniek export")
	cmd.Flags().StringVar(&wortel, "wortel", "", "wortel die het moet zijn, in base64")
	return cmd
}
