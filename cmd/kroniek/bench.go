package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

// A meetwaarde is one figure of the benchmark beside what it should at least be.
type meetwaarde struct {
	Naam    string  `json:"naam"`
	Waarde  float64 `json:"waarde"`
	Eenheid string  `json:"eenheid"`
	Eis     string  `json:"eis,omitempty"`
	Doel    string  `json:"doel,omitempty"`
	Noot    string  `json:"noot,omitempty"`
}

// A meter runs one part of the benchmark in a folder of its own.
type meter struct {
	naam string
	wat  string
	meet func(ctx context.Context, b *bench) error
}

// meters are the parts, in the order in which they run.
func meters() []meter {
	return []meter{
		{"schrijven", "gelijktijdig vastleggen naast een kaal bestand, zonder en met leesmodellen", meetSchrijven},
		{"een", "een schrijver naast een kaal bestand", meetEen},
		{"http", "opdrachten over HTTP", meetHTTP},
		{"lezen", "geschiedenis lezen, leesmodellen opbouwen, rapport, narekenen en openen", meetLezen},
	}
}

// A bench is one run of the benchmark.
type bench struct {
	map_       string
	aantal     int
	schrijvers int
	uit        io.Writer
	alsJSON    bool
	waarden    []meetwaarde
}

func benchOpdracht() *cobra.Command {
	b := bench{}
	var delen []string
	var klad string
	cmd := &cobra.Command{
		Use:   "bench",
		Short: "Meet de snelheid op deze machine, naast een kaal bestand",
		Long: `Meet in een kladmap hoe snel Kroniek vastlegt en leest. Het vastleggen wordt in dezelfde
ronde vergeleken met een kaal bestand dat dezelfde bytes schrijft en even vaak naar schijf dwingt, en dat
hetzelfde werk doet om een gebeurtenis te verzegelen. Een op de vijf opdrachten opent een dossier over een
(verzonnen) persoon. Getallen verschillen per machine en per keer; vergelijk verhoudingen binnen een ronde.`,
		Example: `  kroniek bench
  kroniek bench --aantal 2000000 --deel schrijven,lezen
  kroniek bench --json > meting.json`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b.uit = cmd.OutOrStdout()
			return b.draai(cmd.Context(), klad, delen)
		},
	}
	cmd.Flags().IntVar(&b.aantal, "aantal", 200_000, "aantal vastleggingen")
	cmd.Flags().IntVar(&b.schrijvers, "schrijvers", 64, "aantal gelijktijdige schrijvers")
	cmd.Flags().StringSliceVar(&delen, "deel", nil, "alleen deze delen: "+strings.Join(meternamen(), ", "))
	cmd.Flags().StringVar(&klad, "kladmap", "", "map waarin een tijdelijke map komt (standaard de tijdelijke map van het systeem)")
	cmd.Flags().BoolVar(&b.alsJSON, "json", false, "als JSON")
	cmd.AddCommand(opbouwproefOpdracht())
	return cmd
}

func meternamen() []string {
	var namen []string
	for _, m := range meters() {
		namen = append(namen, m.naam)
	}
	return namen
}

func (b *bench) draai(ctx context.Context, klad string, delen []string) (err error) {
	for _, d := range delen {
		if !slices.Contains(meternamen(), d) {
			return metCode(exitGebruik, fmt.Errorf("deel %q is er niet; kies uit %s", d, strings.Join(meternamen(), ", ")))
		}
	}
	if b.aantal < 1000 || b.schrijvers < 1 {
		return metCode(exitGebruik, errors.New("meet met ten minste 1000 vastleggingen en een schrijver"))
	}
	if b.map_, err = os.MkdirTemp(klad, "kroniek-bench-*"); err != nil {
		return fmt.Errorf("maak kladmap: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.map_)) }()
	for _, m := range meters() {
		if len(delen) > 0 && !slices.Contains(delen, m.naam) {
			continue
		}
		if err := m.meet(ctx, b); err != nil {
			return fmt.Errorf("meting %s: %w", m.naam, err)
		}
	}
	return b.druk()
}

func (b *bench) noteer(w meetwaarde) { b.waarden = append(b.waarden, w) }

func (b *bench) druk() error {
	if b.alsJSON {
		return json.NewEncoder(b.uit).Encode(struct {
			Kernen     int          `json:"kernen"`
			Aantal     int          `json:"aantal"`
			Schrijvers int          `json:"schrijvers"`
			Waarden    []meetwaarde `json:"waarden"`
		}{runtime.NumCPU(), b.aantal, b.schrijvers, b.waarden})
	}
	fmt.Fprintf(b.uit, "%d kernen, %d vastleggingen, %d schrijvers\n", runtime.NumCPU(), b.aantal, b.schrijvers)
	w := tabwriter.NewWriter(b.uit, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "METING\tWAARDE\tEENHEID\tTEN MINSTE\tDOEL\tNOOT\t")
	for _, m := range b.waarden {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t\n", m.Naam, getal(m.Waarde), m.Eenheid, m.Eis, m.Doel, m.Noot)
	}
	return w.Flush()
}

func getal(f float64) string {
	switch {
	case f >= 1000:
		return fmt.Sprintf("%.0f", f)
	case f >= 10:
		return fmt.Sprintf("%.1f", f)
	default:
		return fmt.Sprintf("%.2f", f)
	}
}
