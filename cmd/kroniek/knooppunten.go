package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb"
)

func knooppuntenOpdracht() *cobra.Command {
	var c clusterkeuze
	var weg string
	cmd := &cobra.Command{
		Use:   "knooppunten",
		Short: "Toon de knooppunten van een cluster, of meld er een af dat niet meer bestaat",
		Long: `Toont welke knooppunten zich op het EventStoreDB-cluster hebben aangemeld: hoeveel soorten gebeurtenissen elk kent, en tot
en met welk besluit elk in zijn eigen map heeft vernietigd en afgeschermd. De naam van een knooppunt staat in DIR/knooppunt.

Op elk aangemeld knooppunt wordt gewacht: met een verklaring van vernietiging, en met een nieuwe soort gebeurtenis. Meld een
knooppunt daarom af als zijn map voorgoed weg is, en pas dan: van een map die nog bestaat zou niemand meer weten of wat
vernietigd is er ook daar niet meer in staat. Wie zich daarna toch weer meldt, wordt weer meegeteld.`,
		Example: `  kroniek knooppunten --journaal-bestand /etc/kroniek/journaal
  kroniek knooppunten --journaal-bestand /etc/kroniek/journaal --meld-af 6f1c2f0e-…`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.lees(); err != nil {
				return err
			}
			if c.verbinding == "" {
				return metCode(exitGebruik, errors.New("geef de verbinding met het cluster met --journaal-bestand of in "+envJournaal))
			}
			return knooppunten(cmd, c, weg)
		},
	}
	c.vlaggen(cmd)
	cmd.Flags().StringVar(&weg, "meld-af", "", "naam van het knooppunt waarvan de map voorgoed weg is")
	return cmd
}

func knooppunten(cmd *cobra.Command, c clusterkeuze, weg string) (err error) {
	ctx := cmd.Context()
	j, err := eventstoredb.OpenBeheer(eventstoredb.Opties{Verbinding: c.verbinding, Ruimte: eventstoredb.Ruimte(c.ruimte)})
	if err != nil {
		return metCode(exitGeweigerd, err)
	}
	defer func() { err = errors.Join(err, j.Sluit()) }()
	if weg != "" {
		err := j.MeldAf(ctx, weg)
		if errors.Is(err, eventstoredb.ErrGeenKnooppunt) {
			return metCode(exitGebruik, err)
		}
		if err != nil {
			return err
		}
	}
	return toonKnooppunten(ctx, cmd, j)
}

func toonKnooppunten(ctx context.Context, cmd *cobra.Command, j *eventstoredb.Journaal) error {
	lijst, err := j.Knooppunten(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "KNOOPPUNT\tSOORTEN\tUITGEVOERD TOT EN MET")
	for _, k := range lijst {
		fmt.Fprintf(w, "%s\t%d\t%d\n", k.ID, k.Typen, k.Uitgevoerd)
	}
	return w.Flush()
}
