package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
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

Elke regel bevat een hash over zichzelf en de regel ervoor, en een keer per dag staat die hash in de
geschiedenis. Met --controleer wordt dat nagerekend; klopt het niet, dan eindigt het programma met code 3.
Regels van na het laatste anker kunnen zijn weggehaald zonder dat dit blijkt.`,
		Example: `  kroniek auditlog --data DIR --resultaat geweigerd
  kroniek auditlog --data DIR --vanaf 2026-03-01 --actie lezen --json
  kroniek auditlog --data DIR --controleer
  kroniek auditlog opruimen --data DIR`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if controleer {
				return controleerAuditlog(cmd.Context(), cmd.OutOrStdout(), dir)
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
	f.BoolVar(&controleer, "controleer", false, "reken na of er niets is gewijzigd of weggehaald")
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
		fmt.Fprintln(w, "NR\tTIJDSTIP\tACTIE\tRESULTAAT\tHANDELING\tOBJECT\tBELEID\tROL\tACTOR\tOORSPRONG")
	}
	err := auditlog.Lees(filepath.Join(dir, auditlog.Map), func(r auditlog.Regel) error {
		if !kies(r) {
			return nil
		}
		if alsJSON {
			return json.NewEncoder(uit).Encode(r)
		}
		_, err := fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Nr, r.Tijdstip.Format(time.RFC3339), r.Actie, r.Resultaat,
			r.Handeling, r.Object, strings.Join(r.Beleid, ","), r.Actor.Rol, r.Actor.ID, r.Oorsprong)
		return err
	})
	return auditfout(errors.Join(err, w.Flush()))
}

// auditfout gives a broken chain its exit code.
func auditfout(err error) error {
	if errors.Is(err, auditlog.ErrGebroken) {
		return metCode(exitVerschil, fmt.Errorf("%w; behandel dit als beveiligingsincident", err))
	}
	return err
}

// controleerAuditlog recomputes the chain and compares it with every anchor in the
// history.
func controleerAuditlog(ctx context.Context, uit io.Writer, dir string) (err error) {
	m, err := openLeesmap(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.sluit()) }()
	kenmerk, err := auditlog.Kenmerk(filepath.Join(dir, auditlog.Map))
	if err != nil {
		return auditfout(fmt.Errorf("auditlog: %w", err))
	}
	ankers, err := auditankers(ctx, m, kenmerk)
	if err != nil {
		return auditfout(err)
	}
	var regels, eerste int64
	err = auditlog.Lees(filepath.Join(dir, auditlog.Map), func(r auditlog.Regel) error {
		if eerste == 0 {
			eerste = r.Nr
		}
		regels = r.Nr
		if kop, ook := ankers[r.Nr]; ook {
			if kop != r.Keten {
				return fmt.Errorf("%w: regel %d is niet de regel die is verankerd", auditlog.ErrGebroken, r.Nr)
			}
			delete(ankers, r.Nr)
		}
		return nil
	})
	if err != nil {
		return auditfout(err)
	}
	if regels == 0 {
		return auditfout(fmt.Errorf("%w: het log heeft geen enkele regel, en ook een nieuw log begint met een", auditlog.ErrGebroken))
	}
	for nr := range ankers {
		if nr >= eerste {
			return auditfout(fmt.Errorf("%w: het log eindigt bij regel %d, en regel %d is verankerd", auditlog.ErrGebroken, regels, nr))
		}
		delete(ankers, nr) // in a file that was removed after its term
	}
	_, err = fmt.Fprintf(uit, "auditlog heel: regel %d tot en met %d, nagerekend\n", eerste, regels)
	return err
}

// auditankers returns the recorded heads of the audit log, by line. The journal in a
// folder anchors one log: another one was in its place before.
func auditankers(ctx context.Context, m *leesmap, kenmerk uuid.UUID) (map[int64]string, error) {
	ankers := map[int64]string{}
	err := m.journaal.Scan(ctx, 0, m.journaal.Kop(), func(g *envelop.Verzegeld) error {
		if !strings.HasPrefix(string(g.Stroom), auditspoor.Soort+"-") {
			return nil
		}
		if g.Stroom != auditspoor.Stroom(kenmerk) {
			return fmt.Errorf("%w: de geschiedenis verankert een ander auditlog dan er nu ligt", auditlog.ErrGebroken)
		}
		r, err := m.codec.Lees(g)
		if err != nil {
			return err
		}
		if e, ook := r.Event.(auditspoor.LogketenVerankerd); ook {
			ankers[e.Logregels] = e.Ketenkop
		}
		return nil
	})
	return ankers, err
}
