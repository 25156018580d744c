package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/uitgaand"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func abonnementOpdracht() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "abonnement",
		Short: "Systemen die gebeurtenissen krijgen: hun stand en hun geheim",
		Long: `Toont van een datamap welke systemen gebeurtenissen krijgen en hoe ver zij zijn, en het geheim waarmee
een webhook controleert dat een bericht van dit kantoor komt. Aanmelden, goedkeuren, stoppen en hervatten
gaat over HTTP (/v1/abonnementen), met twee verschillende mensen.`,
		Example: `  kroniek abonnement lijst --data DIR
  kroniek abonnement geheim --data DIR --id ID`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringVar(&dir, "data", standaardmap, "datamap")
	cmd.AddCommand(abonnementLijst(&dir), abonnementGeheim(&dir))
	return cmd
}

// overzicht reads the abonnementen of a folder, while an office may be serving it.
func overzicht(cmd *cobra.Command, dir string) (_ []uitgaand.Stand, err error) {
	m, err := openLeesmap(cmd.Context(), dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, m.sluit()) }()
	return uitgaand.Overzicht(cmd.Context(), m.journaal, m.codec.Lees, bus.Map(abonnementenmap(dir)))
}

// An abonnementregel is an abonnement in the list.
type abonnementregel struct {
	ID          string `json:"id"`
	Naam        string `json:"naam"`
	Kanaal      string `json:"kanaal"`
	Rol         string `json:"rol"`
	Toestand    string `json:"toestand"`
	Positie     int64  `json:"positie"`
	Achterstand int64  `json:"achterstand"`
	Vastloper   int64  `json:"vastgelopenBij,omitempty"`
	Storing     string `json:"storing,omitempty"`
}

func abonnementLijst(dir *string) *cobra.Command {
	var alsJSON bool
	cmd := &cobra.Command{
		Use:     "lijst",
		Short:   "Toon alle abonnementen: hoe ver, hoeveel achter, gestopt of niet",
		Example: `  kroniek abonnement lijst --data DIR --json`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if i, err := leesInstellingen(*dir); err == nil && i.Cluster {
				return metCode(exitGeweigerd, errors.New("hoe ver elke ontvanger is staat op het EventStoreDB-cluster, niet in deze map; vraag het aan het kantoor: GET /v1/abonnementen"))
			}
			standen, err := overzicht(cmd, *dir)
			if err != nil {
				return err
			}
			regels := []abonnementregel{}
			for _, s := range standen {
				regels = append(regels, abonnementregel{
					ID: strings.TrimPrefix(string(s.Stroom), abonnement.Soort+"-"), Naam: s.Staat.Naam, Kanaal: string(s.Staat.Levering.Kanaal),
					Rol: s.Staat.Levering.Rol, Toestand: s.Staat.Toestand(), Positie: int64(s.Positie), Achterstand: s.Achterstand,
					Vastloper: s.Staat.Vastloper.Positie, Storing: s.Staat.Vastloper.Storing,
				})
			}
			if alsJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(regels)
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "ID\tNAAM\tKANAAL\tROL\tTOESTAND\tPOSITIE\tACHTERSTAND\tSTORING")
			for _, r := range regels {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t%d\t%s\n", r.ID, r.Naam, r.Kanaal, r.Rol, r.Toestand, r.Positie, r.Achterstand, r.Storing)
			}
			return w.Flush()
		},
	}
	cmd.Flags().BoolVar(&alsJSON, "json", false, "als JSON")
	return cmd
}

func abonnementGeheim(dir *string) *cobra.Command {
	var id string
	cmd := &cobra.Command{
		Use:     "geheim",
		Short:   "Toon het geheim waarmee een webhook nu wordt getekend",
		Example: `  kroniek abonnement geheim --data DIR --id ID`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			u, err := uuid.Parse(id)
			if err != nil {
				return metCode(exitGebruik, errors.New("--id is het kenmerk uit kroniek abonnement lijst"))
			}
			standen, err := overzicht(cmd, *dir)
			if err != nil {
				return err
			}
			stroom := es.StreamOf(abonnement.Soort, u)
			for _, s := range standen {
				if s.Stroom != stroom {
					continue
				}
				r, err := toegang.Open(filepath.Join(*dir, "toegang.db"), time.Now)
				if err != nil {
					return fmt.Errorf("toegang: %w", err)
				}
				geheimen, err := webhookgeheimen(cmd.Context(), r)
				if err = errors.Join(err, r.Sluit()); err != nil {
					return err
				}
				_, err = fmt.Fprintln(cmd.OutOrStdout(), uitgaand.Tekst(geheimen.Van(stroom, s.Staat.Geheim)))
				return err
			}
			return metCode(exitGebruik, errors.New("er is geen abonnement met dit kenmerk; zie kroniek abonnement lijst"))
		},
	}
	cmd.Flags().StringVar(&id, "id", "", "kenmerk uit kroniek abonnement lijst")
	return cmd
}
