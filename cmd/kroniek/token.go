package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func tokenOpdracht() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Toegang tot de HTTP-API: geven, bekijken en intrekken",
		Example: `  kroniek token geef --data DIR --rol auditor --naam "accountant 2026"
  kroniek token geef --data DIR --rol griffier --gemeente GM0202 --naam "griffie Arnhem"
  kroniek token geef --data DIR --rol consulent-leerplicht --module onderwijszaken --naam "RBL, alle gemeenten"
  kroniek token geef --data DIR --rol accountmanager --module werkgeversservicepunt --naam "WSP, alle gemeenten"
  kroniek token geef --data DIR --rol school --organisatie 27GZ01 --naam "administratie van de school"
  kroniek token lijst --data DIR
  kroniek token intrekken --data DIR --id ID`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringVar(&dir, "data", standaardmap, "datamap")
	register := func(fn func(*cobra.Command, *toegang.Register) error) func(*cobra.Command, []string) error {
		return func(cmd *cobra.Command, _ []string) error {
			if _, err := leesInstellingen(dir); err != nil {
				return fmt.Errorf("%s is geen datamap van Kroniek; start eerst kroniek serve of demo", dir)
			}
			r, err := toegang.Open(filepath.Join(dir, "toegang.db"), time.Now)
			if err != nil {
				return fmt.Errorf("toegang: %w", err)
			}
			defer r.Sluit()
			return fn(cmd, r)
		}
	}
	cmd.AddCommand(tokenGeef(register), tokenLijst(register), tokenIntrekken(register))
	return cmd
}

type metRegister func(func(*cobra.Command, *toegang.Register) error) func(*cobra.Command, []string) error

func tokenGeef(met metRegister) *cobra.Command {
	var rol, gemeente, module, organisatie, naam string
	var dagen int
	cmd := &cobra.Command{
		Use:   "geef",
		Short: "Maak een token; het verschijnt een keer en wordt nergens bewaard",
		Example: `  kroniek token geef --data DIR --rol auditor --naam "accountant 2026" --dagen 30
  kroniek token geef --data DIR --rol bestuurscommissie --module inkoop`,
		RunE: met(func(cmd *cobra.Command, r *toegang.Register) error {
			wie := toegang.Wie{Rol: toegang.Rol(rol), Organisatie: organisatie, Gemeente: recht.Gemeentecode(gemeente), Module: module}
			if wie.Organisatie == "" {
				wie.Organisatie = "MGR"
				if gemeente != "" {
					wie.Organisatie = gemeente
				}
			}
			if dagen < 1 {
				return metCode(exitGebruik, errors.New("--dagen is ten minste 1"))
			}
			if _, ok := recht.NaamVan(wie.Gemeente); gemeente != "" && !ok {
				return metCode(exitGebruik, errors.New("--gemeente is geen gemeente van de regeling, zoals GM0202"))
			}
			if module != "" && !recht.Module(module).IsModule() {
				return metCode(exitGebruik, fmt.Errorf("--module is een van %v", recht.Modules()))
			}
			u, err := r.Geef(cmd.Context(), naam, wie, time.Duration(dagen)*24*time.Hour)
			if err != nil {
				return metCode(exitGebruik, fmt.Errorf("rol %q met gemeente %q en module %q kan niet; rollen: %v. Een griffier heeft een gemeente, een bestuurscommissie een module, een integrator beide; een consulent-leerplicht en een opsporingsambtenaar hebben de module onderwijszaken en een accountmanager de module werkgeversservicepunt, elk soms met een gemeente, een school haar BRIN met vestiging als organisatie; een consulent-sw heeft de module werkgeverschap-sw", rol, gemeente, module, toegang.Rollen()))
			}
			fmt.Fprintln(cmd.OutOrStdout(), u.Token)
			return nil
		}),
	}
	cmd.Flags().StringVar(&rol, "rol", "", "rol van de houder (verplicht)")
	cmd.Flags().StringVar(&naam, "naam", "", "waaraan u het token herkent in de lijst")
	cmd.Flags().StringVar(&gemeente, "gemeente", "", "gemeente van de houder, zoals GM0202")
	cmd.Flags().StringVar(&module, "module", "", "module van de houder, zoals inkoop")
	cmd.Flags().StringVar(&organisatie, "organisatie", "", "organisatie van de houder (standaard MGR, of de gemeente; van een school BRIN en vestiging)")
	cmd.Flags().IntVar(&dagen, "dagen", 90, "geldigheid in dagen")
	return cmd
}

func tokenLijst(met metRegister) *cobra.Command {
	var alsJSON bool
	cmd := &cobra.Command{
		Use:     "lijst",
		Short:   "Toon alle tokens, zonder hun geheim",
		Example: `  kroniek token lijst --data DIR --json`,
		RunE: met(func(cmd *cobra.Command, r *toegang.Register) error {
			lijst, err := r.Lijst(cmd.Context())
			if err != nil {
				return fmt.Errorf("lees tokens: %w", err)
			}
			if alsJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(lijst)
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "ID\tROL\tGEMEENTE\tMODULE\tNAAM\tVERLOOPT\tSTAND")
			for _, v := range lijst {
				stand := "geldig"
				if !v.Ingetrokken.IsZero() {
					stand = "ingetrokken"
				} else if time.Now().After(v.Wie.Verloopt) {
					stand = "verlopen"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", v.Wie.TokenID, v.Wie.Rol, v.Wie.Gemeente, v.Wie.Module, v.Naam, v.Wie.Verloopt.Format(time.DateOnly), stand)
			}
			return w.Flush()
		}),
	}
	cmd.Flags().BoolVar(&alsJSON, "json", false, "als JSON")
	return cmd
}

func tokenIntrekken(met metRegister) *cobra.Command {
	var id string
	cmd := &cobra.Command{
		Use:     "intrekken",
		Short:   "Trek een token in; het werkt na hooguit een seconde niet meer",
		Example: `  kroniek token intrekken --data DIR --id ID`,
		RunE: met(func(cmd *cobra.Command, r *toegang.Register) error {
			err := r.TrekIn(cmd.Context(), id)
			if errors.Is(err, toegang.ErrOnbekend) {
				return metCode(exitGebruik, errors.New("er is geen token met dit id; zie kroniek token lijst"))
			}
			return err
		}),
	}
	cmd.Flags().StringVar(&id, "id", "", "id uit kroniek token lijst")
	return cmd
}
