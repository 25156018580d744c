package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/toegang/auditspoor"
)

func auditlogOpdracht() *cobra.Command {
	var dir, vanaf, actie, resultaat string
	var alsJSON, controleer bool
	cmd := &cobra.Command{
		Use:   "auditlog",
		Short: "Wie werd toegelaten of geweigerd, en is dat log heel",
		Long: `Toont het auditlog van een datamap: wie wat wilde, of het mocht en welke regel van het beleid dat besliste.
Een houder staat er onder pseudoniem, een zaak met haar kenmerk; namen en nummers staan er niet in.

Elke regel bevat een hash over zichzelf en de regel ervoor. Een minuut na de start, daarna een keer per dag en bij het
stoppen staat die hash in de geschiedenis. Met --controleer wordt dat nagerekend, ook voor het verwerkingslog; klopt
het niet, dan eindigt het programma met code 3. Regels van na het laatste anker kunnen zijn weggehaald zonder dat dit blijkt.`,
		Example: `  kroniek auditlog --data DIR --resultaat geweigerd
  kroniek auditlog --data DIR --vanaf 2026-03-01 --actie lezen --json
  kroniek auditlog --data DIR --controleer
  kroniek auditlog opruimen --data DIR`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if controleer {
				return controleerLogs(cmd.Context(), cmd.OutOrStdout(), dir)
			}
			var v recht.Datum
			if vanaf != "" {
				var err error
				if v, err = recht.ParseDatum(vanaf); err != nil {
					return metCode(exitGebruik, errors.New("--vanaf is een dag, zoals 2026-03-01"))
				}
			}
			kies := func(r auditlog.Regel) bool {
				return (vanaf == "" || !r.Tijdstip.Before(v.Begin())) && (actie == "" || string(r.Actie) == actie) && (resultaat == "" || string(r.Resultaat) == resultaat)
			}
			return toonAuditlog(cmd.OutOrStdout(), dir, kies, alsJSON)
		},
	}
	cmd.PersistentFlags().StringVar(&dir, "data", standaardmap, "datamap")
	f := cmd.Flags()
	f.StringVar(&vanaf, "vanaf", "", "alleen regels vanaf deze dag")
	f.StringVar(&actie, "actie", "", "alleen deze actie, zoals lezen, opdracht, aanmelden of token-gegeven")
	f.StringVar(&resultaat, "resultaat", "", "alleen dit resultaat: toegestaan of geweigerd")
	f.BoolVar(&alsJSON, "json", false, "een JSON-object per regel")
	f.BoolVar(&controleer, "controleer", false, "reken na of er niets is gewijzigd of weggehaald, ook in het verwerkingslog")
	cmd.AddCommand(auditlogOpruimen(&dir))
	return cmd
}

func auditlogOpruimen(dir *string) *cobra.Command {
	return &cobra.Command{
		Use:     "opruimen",
		Short:   "Verwijder logbestanden waarvan de bewaartermijn voorbij is",
		Example: `  kroniek auditlog opruimen --data DIR`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := heeftAuditlog(*dir); err != nil {
				return err
			}
			t, _, err := auditspoor.Bewaartermijn.Op(recht.DatumVan(time.Now()))
			if err != nil {
				return err
			}
			tot, err := t.VoorafAan(recht.DatumVan(time.Now()))
			if err != nil {
				return err
			}
			l, err := auditlog.Open(filepath.Join(*dir, auditlog.Map), auditlog.Opties{})
			if err != nil {
				return metCode(exitGeweigerd, err)
			}
			weg, err := l.RuimOp(tot.Begin())
			if err = errors.Join(err, l.Sluit()); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%d bestanden van voor %s verwijderd\n", len(weg), tot)
			return nil
		},
	}
}

func heeftAuditlog(dir string) error {
	if _, err := leesInstellingen(dir); err != nil {
		return metCode(exitGebruik, fmt.Errorf("%s is geen datamap van Kroniek; geef de goede map met --data", dir))
	}
	return nil
}

func toonAuditlog(uit io.Writer, dir string, kies func(auditlog.Regel) bool, alsJSON bool) error {
	if err := heeftAuditlog(dir); err != nil {
		return err
	}
	w := tabwriter.NewWriter(uit, 0, 0, 2, ' ', 0)
	if !alsJSON {
		fmt.Fprintln(w, "NR\tTIJDSTIP\tACTIE\tRESULTAAT\tHANDELING\tOBJECT\tBELEID\tROL\tACTOR\tOORSPRONG\tREDEN")
	}
	err := auditlog.Lees(filepath.Join(dir, auditlog.Map), func(r auditlog.Regel) error {
		if !kies(r) {
			return nil
		}
		if alsJSON {
			return json.NewEncoder(uit).Encode(r)
		}
		_, err := fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Nr, r.Tijdstip.Format(time.RFC3339), r.Actie, r.Resultaat,
			r.Handeling, r.Object, strings.Join(r.Beleid, ","), r.Actor.Rol, r.Actor.ID, r.Oorsprong, r.Reden)
		return err
	})
	return auditfout(errors.Join(err, w.Flush()))
}

// auditfout gives a broken chain its exit code.
func auditfout(err error) error {
	if isLogbreuk(err) {
		return metCode(exitVerschil, fmt.Errorf("%w; behandel dit als beveiligingsincident", err))
	}
	return err
}
