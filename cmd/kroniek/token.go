package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func tokenOpdracht() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Toegang tot het kantoor: geven, koppelen, bekijken en intrekken",
		Example: `  kroniek token geef --data DIR --rol auditor --naam "accountant 2026"
  kroniek token geef --data DIR --rol griffier --gemeente GM0202 --naam "griffie Arnhem"
  kroniek token geef --data DIR --rol consulent-leerplicht --module onderwijszaken --naam "RBL, alle gemeenten"
  kroniek token geef --data DIR --rol accountmanager --module werkgeversservicepunt --naam "WSP, alle gemeenten"
  kroniek token geef --data DIR --rol school --organisatie 27GZ01 --naam "administratie van de school"
  kroniek token koppel --data DIR --rol auditor --code abcd-efgh-ijkl-mnop-qrst --naam "accountant 2026"
  kroniek token lijst --data DIR
  kroniek token intrekken --data DIR --id ID`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringVar(&dir, "data", standaardmap, "datamap")
	register := func(fn func(*cobra.Command, toegangswerk) error) func(*cobra.Command, []string) error {
		return func(cmd *cobra.Command, _ []string) error {
			if _, err := leesInstellingen(dir); err != nil {
				return fmt.Errorf("%s is geen datamap van Kroniek; start eerst kroniek serve of demo", dir)
			}
			r, err := toegang.Open(filepath.Join(dir, "toegang.db"), time.Now)
			if err != nil {
				return fmt.Errorf("toegang: %w", err)
			}
			l, err := auditlog.Open(filepath.Join(dir, auditlog.Map), auditlog.Opties{})
			if err != nil {
				return metCode(exitGeweigerd, errors.Join(fmt.Errorf("auditlog: %w", err), r.Sluit()))
			}
			err = fn(cmd, toegangswerk{Register: r, log: l, dir: dir})
			return errors.Join(err, l.Sluit(), r.Sluit())
		}
	}
	cmd.AddCommand(tokenGeef(register), tokenKoppel(register), tokenLijst(register), tokenIntrekken(register))
	return cmd
}

type metRegister func(func(*cobra.Command, toegangswerk) error) func(*cobra.Command, []string) error

func tokenGeef(met metRegister) *cobra.Command {
	var h houdervlaggen
	cmd := &cobra.Command{
		Use:   "geef",
		Short: "Maak een token; het verschijnt een keer en wordt nergens bewaard",
		Example: `  kroniek token geef --data DIR --rol auditor --naam "accountant 2026" --dagen 30
  kroniek token geef --data DIR --rol bestuurscommissie --module inkoop
  kroniek token geef --data DIR --rol bestuurscommissie --module werkgeversservicepunt,werkgeverschap-sw --naam "Participatie"`,
		RunE: met(func(cmd *cobra.Command, r toegangswerk) error {
			wie, duur, err := h.houder()
			if err != nil {
				return err
			}
			g, duur, err := h.grond(cmd.Context(), r, wie, duur)
			if err != nil {
				return err
			}
			u, err := r.GeefOp(cmd.Context(), h.naam, wie, duur, g)
			if err != nil {
				return h.geweigerd(err)
			}
			if err := r.meld(cmd.Context(), auditlog.TokenGegeven, u.Wie); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), u.Token)
			return nil
		}),
	}
	h.vlaggen(cmd)
	return cmd
}

// houdervlaggen say who gets access, and for how long.
type houdervlaggen struct {
	rol, gemeente, module, organisatie, naam string
	dagen                                    int
	verlening, zelfde                        string
}

func (h *houdervlaggen) vlaggen(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&h.rol, "rol", "", "rol van de houder (verplicht)")
	f.StringVar(&h.naam, "naam", "", "waaraan u de houder herkent in de lijst")
	f.StringVar(&h.gemeente, "gemeente", "", "gemeente van de houder, zoals GM0202")
	f.StringVar(&h.module, "module", "", "module van de houder, zoals inkoop; van een bestuurscommissie ook meer, met een komma ertussen")
	f.StringVar(&h.organisatie, "organisatie", "", "organisatie van de houder (standaard MGR, of de gemeente; van een school BRIN en vestiging)")
	f.IntVar(&h.dagen, "dagen", 90, "geldigheid in dagen")
	f.StringVar(&h.verlening, "verlening", "", "kenmerk van de rolverlening, voor een rol die met vier ogen wordt verleend")
	f.StringVar(&h.zelfde, "zelfde-als", "", "id van een token of koppeling van dezelfde persoon, uit kroniek token lijst")
}

func (h *houdervlaggen) houder() (toegang.Wie, time.Duration, error) {
	wie := toegang.Wie{Rol: toegang.Rol(h.rol), Organisatie: h.organisatie, Gemeente: recht.Gemeentecode(h.gemeente), Module: h.module}
	if wie.Organisatie == "" {
		wie.Organisatie = "MGR"
		if h.gemeente != "" {
			wie.Organisatie = h.gemeente
		}
	}
	if h.dagen < 1 {
		return wie, 0, metCode(exitGebruik, errors.New("--dagen is ten minste 1"))
	}
	if _, ok := recht.NaamVan(wie.Gemeente); h.gemeente != "" && !ok {
		return wie, 0, metCode(exitGebruik, errors.New("--gemeente is geen gemeente van de regeling, zoals GM0202"))
	}
	var modules []recht.Module
	for _, m := range strings.FieldsFunc(h.module, func(r rune) bool { return r == ',' || r == '+' }) {
		if modules = append(modules, recht.Module(m)); !recht.Module(m).IsModule() {
			return wie, 0, metCode(exitGebruik, fmt.Errorf("--module is een van %v, en voor een bestuurscommissie van een programma meer met een komma ertussen", recht.Modules()))
		}
	}
	wie.Module = toegang.Modulelijst(modules...)
	return wie, time.Duration(h.dagen) * 24 * time.Hour, nil
}

func (h *houdervlaggen) geweigerd(err error) error {
	if !errors.Is(err, toegang.ErrHouder) {
		return err
	}
	return metCode(exitGebruik, fmt.Errorf("rol %q met gemeente %q en module %q kan niet; rollen: %v. Een griffier heeft een gemeente, een bestuurscommissie een module (of die van haar programma), een integrator beide; een consulent-leerplicht en een opsporingsambtenaar hebben de module onderwijszaken en een accountmanager de module werkgeversservicepunt, elk soms met een gemeente, een school haar BRIN met vestiging als organisatie; een consulent-sw heeft de module werkgeverschap-sw", h.rol, h.gemeente, h.module, toegang.Rollen()))
}

func tokenLijst(met metRegister) *cobra.Command {
	var alsJSON bool
	cmd := &cobra.Command{
		Use:     "lijst",
		Short:   "Toon alle tokens en koppelingen, zonder hun geheim",
		Example: `  kroniek token lijst --data DIR --json`,
		RunE: met(func(cmd *cobra.Command, r toegangswerk) error {
			lijst, err := r.Lijst(cmd.Context())
			if err != nil {
				return fmt.Errorf("lees tokens: %w", err)
			}
			if alsJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(lijst)
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "ID\tSOORT\tROL\tGEMEENTE\tMODULE\tNAAM\tVERLOOPT\tSTAND")
			for _, v := range lijst {
				stand := "geldig"
				if !v.Ingetrokken.IsZero() {
					stand = "ingetrokken"
				} else if time.Now().After(v.Wie.Verloopt) {
					stand = "verlopen"
				}
				soort := "token"
				if v.Koppeling {
					soort = "koppeling"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", v.Wie.TokenID, soort, v.Wie.Rol, v.Wie.Gemeente, v.Wie.Module, v.Naam, v.Wie.Verloopt.Format(time.DateOnly), stand)
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
		Short:   "Trek een token of koppeling in; na hooguit een seconde werkt zij niet meer",
		Example: `  kroniek token intrekken --data DIR --id ID`,
		RunE: met(func(cmd *cobra.Command, r toegangswerk) error {
			err := r.TrekIn(cmd.Context(), id)
			if err == nil {
				err = r.meld(cmd.Context(), auditlog.Ingetrokken, toegang.Wie{TokenID: id})
			}
			if errors.Is(err, toegang.ErrOnbekend) {
				return metCode(exitGebruik, errors.New("er is geen token of koppeling met dit id; zie kroniek token lijst"))
			}
			return err
		}),
	}
	cmd.Flags().StringVar(&id, "id", "", "id uit kroniek token lijst")
	return cmd
}
