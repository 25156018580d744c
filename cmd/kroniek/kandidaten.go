package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/archiefbeheer"
)

func kandidatenOpdracht() *cobra.Command {
	var dir, peildatum, kek, programma string
	var alsJSON bool
	cmd := &cobra.Command{
		Use:   "kandidaten",
		Short: "Toon welke dossiers op een dag vernietigd moeten zijn, en welke niet en waarom niet",
		Long: `Rekent uit van welke dossiers de bewaartermijn om is volgens de selectielijst: te vernietigen, of aangehouden
met de reden. Er verandert niets: voorstellen, besluiten en uitvoeren gaat over HTTP, door twee mensen.

Waar de termijn vanaf de geboorte loopt wordt de geboortedatum ontsleuteld en niet getoond; u ziet alleen het jaar
waarin de termijn afliep. De lijst noemt ook vertrouwelijke dossiers; geef haar niet door.`,
		Example: `  kroniek kandidaten --data DIR --peildatum 2036-12-31
  kroniek kandidaten --data DIR --json`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			op := recht.DatumVan(time.Now())
			if peildatum != "" {
				d, err := recht.ParseDatum(peildatum)
				if err != nil {
					return metCode(exitGebruik, errors.New("--peildatum is geen dag van de vorm jjjj-mm-dd"))
				}
				op = d
			}
			ks, lopend, err := kandidaten(cmd.Context(), dir, kek, programma, op)
			if err != nil {
				return err
			}
			return toonKandidaten(cmd.OutOrStdout(), ks, lopend, op, alsJSON)
		},
	}
	datavlag(cmd, &dir)
	kekvlaggen(cmd, &kek, &programma)
	cmd.Flags().StringVar(&peildatum, "peildatum", "", "dag waarop de termijn om moet zijn (standaard vandaag)")
	cmd.Flags().BoolVar(&alsJSON, "json", false, "een JSON-object per regel")
	return cmd
}

// kandidaten looks files up in a folder, also while an office serves it.
func kandidaten(ctx context.Context, dir, kek, programma string, op recht.Datum) (ks []archiefwerk.Kandidaat, lopend int, err error) {
	if i, err := leesInstellingen(dir); err == nil && i.Cluster {
		return nil, 0, metCode(exitGeweigerd, errors.New("de sleutels van deze map liggen op een EventStoreDB-cluster; vraag het overzicht aan het kantoor: GET /v1/vernietigingskandidaten"))
	}
	m, err := openLeesmap(ctx, dir)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, m.sluit()) }()
	kluis, err := openKluis(ctx, dir, inpaksleutels(dir, kek, programma))
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, kluis.Sluit()) }()
	a, err := archiefwerk.Open(ctx, archiefwerk.Opties{
		Journaal: m.journaal, Codec: m.codec, Sleutels: kluis, Nu: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return nil, 0, err
	}
	ms, err := leesmodellen.OpenLezen(ctx, modellenmap(dir), []*projections.Projector{archiefbeheer.Projector})
	if err != nil {
		return nil, 0, fmt.Errorf("leesmodellen: %w", err)
	}
	defer func() { err = errors.Join(err, ms.Sluit()) }()
	l, los, err := ms.Lees(ctx, archiefbeheer.Projector.Naam)
	if errors.Is(err, leesmodellen.ErrInOpbouw) {
		return nil, 0, errors.New("het leesmodel van bewaartermijnen is er nog niet; start het kantoor of geef kroniek rebuild")
	}
	if err != nil {
		return nil, 0, fmt.Errorf("het leesmodel van bewaartermijnen: %w", err)
	}
	defer los()
	return a.Kandidaten(ctx, l, l.Stand().Positie, op)
}

// A kandidaatregel is one file as it is printed.
type kandidaatregel struct {
	Dossier       string `json:"dossier"`
	Selectielijst string `json:"selectielijst,omitempty"`
	Resultaat     string `json:"resultaat,omitempty"`
	SindsJaar     int    `json:"sindsJaar,omitempty"`
	Toestand      string `json:"toestand"`
	Aanhouding    string `json:"aanhouding,omitempty"`
	Lijst         string `json:"lijst,omitempty"`
	Gesimuleerd   bool   `json:"gesimuleerd,omitempty"`
}

func toonKandidaten(uit io.Writer, ks []archiefwerk.Kandidaat, lopend int, op recht.Datum, alsJSON bool) error {
	enc, tab := json.NewEncoder(uit), tabwriter.NewWriter(uit, 0, 0, 2, ' ', 0)
	if !alsJSON {
		fmt.Fprintln(tab, "dossier\tselectielijst\tresultaat\tsinds\ttoestand")
	}
	for _, k := range ks {
		r := kandidaatregel{
			Dossier: string(k.Stroom), Selectielijst: k.Oordeel.Selectielijst, Resultaat: k.Oordeel.Termijn.Nummer, Toestand: "te-vernietigen",
			Aanhouding: string(k.Oordeel.Reden), Lijst: string(k.Lijst), Gesimuleerd: k.Gesimuleerd,
		}
		if r.Aanhouding != "" {
			r.Toestand = "aangehouden"
		}
		if !k.Oordeel.Vanaf.IsZero() {
			r.SindsJaar = k.Oordeel.Vanaf.Jaar()
		}
		if alsJSON {
			if err := enc.Encode(r); err != nil {
				return err
			}
			continue
		}
		toestand := r.Toestand
		if r.Aanhouding != "" {
			toestand += ": " + r.Aanhouding
		}
		fmt.Fprintf(tab, "%s\t%s\t%s\t%d\t%s\n", r.Dossier, r.Selectielijst, r.Resultaat, r.SindsJaar, toestand)
	}
	if alsJSON {
		return nil
	}
	if err := tab.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(uit, "%d dossiers waarvan de termijn op %s om is; van %d loopt hij nog of is de zaak niet af\n", len(ks), op, lopend)
	return err
}
