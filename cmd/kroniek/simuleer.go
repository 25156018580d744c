package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/invoer/simulatie"
)

// simuleeropties are the choices of the command.
type simuleeropties struct {
	dir        string
	jaar       int
	zaad       uint64
	schaal     string
	modules    []string
	parameters bool
	json       bool
}

func simuleerOpdracht() *cobra.Command {
	var o simuleeropties
	cmd := &cobra.Command{
		Use:   "simuleer",
		Short: "Vul een nieuwe map met een verzonnen jaar van de elf gemeenten",
		Long: `Vul een nieuwe of lege map met een verzonnen jaar: bestuur, leerplicht, werkgeversservicepunt en
Werkgeverschap SW, voor elf gemeenten. Er zijn late vastleggingen, correcties, intrekkingen, opdrachten die
worden geweigerd, en schoolvakanties waarin niets wordt gemeld. Alles gaat langs dezelfde weg als een opdracht
van buiten: toegang, controle van de inhoud, en de regels; de klok van het kantoor loopt mee met het jaar.

Niets is echt: personen, scholen en werkgevers zijn verzonnen, en elke gebeurtenis draagt het merk gesimuleerd.
Hoeveel er van alles is staat in een tabel met bronnen: kroniek simuleer --parameters.

Hetzelfde jaar, zaad en dezelfde schaal geven dezelfde gebeurtenissen (op sleutels en zout na, die altijd vers
zijn) en dezelfde rapporten. Wat niet afkomt blijft niet staan: de map verschijnt als geheel, of niet.

Salarisregels van Werkgeverschap SW en contracten van Inkoop zitten er niet in; die legt Kroniek nog niet vast.`,
		Example: `  kroniek simuleer --data proefjaar                        2020, op ware grootte
  kroniek simuleer --data klein --schaal 0,05 --zaad 7     een twintigste, met andere toevallen
  kroniek simuleer --data wsp --modules werkgeversservicepunt,sw
  kroniek simuleer --parameters                            waar elk getal vandaan komt

  kroniek serve --data proefjaar                           daarna gebruiken als elk ander kantoor
  kroniek rapport verzuimmeldingen --data proefjaar --bekend-op 2020-06-30`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.parameters {
				return o.toonParameters(cmd.OutOrStdout())
			}
			return o.draai(cmd.Context(), cmd.OutOrStdout())
		},
	}
	datavlag(cmd, &o.dir)
	cmd.Flags().IntVar(&o.jaar, "jaar", simulatie.EersteJaar, "het jaar dat wordt gespeeld, 2020 tot en met 2024")
	cmd.Flags().Uint64Var(&o.zaad, "zaad", 1, "ander zaad, andere toevallen")
	cmd.Flags().StringVar(&o.schaal, "schaal", "1", "1 is de grootte van de MGR; 0,01 is een honderdste, 4 vier keer zo groot")
	cmd.Flags().StringSliceVar(&o.modules, "modules", nil, "alleen deze onderdelen: bestuur, leerplicht, werkgeversservicepunt, sw (standaard alle)")
	cmd.Flags().BoolVar(&o.parameters, "parameters", false, "toon alle aantallen en aandelen met hun bron, en doe verder niets")
	cmd.Flags().BoolVar(&o.json, "json", false, "schrijf de telling, of de parameters, als JSON")
	return cmd
}

// leesSchaal reads a scale as thousandths.
func leesSchaal(s string) (int, error) {
	heel, deel, _ := strings.Cut(strings.ReplaceAll(s, ",", "."), ".")
	for len(deel) < 3 {
		deel += "0"
	}
	n, err := strconv.ParseUint(heel+deel, 10, 31)
	if err != nil || len(deel) > 3 || heel == "" {
		return 0, fmt.Errorf("--schaal %s: geef een getal zoals 1, 4 of 0,05, met ten hoogste drie cijfers achter de komma", s)
	}
	return int(n), nil
}

func (o simuleeropties) opties() (simulatie.Opties, error) {
	schaal, err := leesSchaal(o.schaal)
	uit := simulatie.Opties{Jaar: o.jaar, Zaad: o.zaad, Schaal: schaal}
	for _, m := range o.modules {
		uit.Delen = append(uit.Delen, simulatie.Deel(strings.TrimSpace(m)))
	}
	return uit, err
}

// draai plays the year in a folder beside the one that was asked, which gets its name
// at the end.
func (o simuleeropties) draai(ctx context.Context, uit io.Writer) (err error) {
	so, err := o.opties()
	if err != nil {
		return metCode(exitGebruik, err)
	}
	g, err := simulatie.Nieuw(so)
	if errors.Is(err, simulatie.ErrDeel) {
		err = fmt.Errorf("--modules: %w; kies uit bestuur, leerplicht, werkgeversservicepunt en sw", err)
	}
	if err != nil {
		return metCode(exitGebruik, err)
	}
	if err := leegVoorSimulatie(o.dir); err != nil {
		return err
	}
	begin := time.Now()
	dir := filepath.Clean(o.dir)
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return fmt.Errorf("maak map: %w", err)
	}
	bouw, err := os.MkdirTemp(filepath.Dir(dir), ".kroniek-simuleer-*")
	if err != nil {
		return fmt.Errorf("maak map: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(bouw))
		}
	}()
	uitslag, err := speelJaar(ctx, bouw, so, g)
	if err != nil {
		return err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return metCode(exitGeweigerd, fmt.Errorf("%s is intussen niet meer leeg: %w", dir, err))
	}
	if err := os.Rename(bouw, dir); err != nil {
		return fmt.Errorf("geef de map haar naam: %w", err)
	}
	uitslag.Map, uitslag.Duur = dir, time.Since(begin)
	return uitslag.druk(uit, o.json)
}

func leegVoorSimulatie(dir string) error {
	inhoud, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return metCode(exitGebruik, err)
	case len(inhoud) > 0:
		return metCode(exitGeweigerd, fmt.Errorf("%s is niet leeg; een verzonnen jaar komt alleen in een nieuwe of lege map, zodat het nooit bij een echte geschiedenis belandt", dir))
	}
	return nil
}

// A simulatieuitslag is what was played, and how fast.
type simulatieuitslag struct {
	Map       string            `json:"map"`
	Jaar      int               `json:"jaar"`
	Zaad      uint64            `json:"zaad"`
	Schaal    int               `json:"schaalDuizendsten"`
	Telling   simulatie.Telling `json:"telling"`
	Processen int64             `json:"processen"` // events beside those of commands: of processes, and numbers held
	Totaal    int64             `json:"totaal"`    // events in the journal
	Typen     map[string]int64  `json:"typen"`     // events by type
	Spelen    time.Duration     `json:"spelenNs"`  // deciding and recording
	Opbouwen  time.Duration     `json:"opbouwenNs"`
	Duur      time.Duration     `json:"duurNs"`
}

func (u simulatieuitslag) druk(uit io.Writer, alsJSON bool) error {
	if alsJSON {
		return json.NewEncoder(uit).Encode(u)
	}
	w := tabwriter.NewWriter(uit, 0, 0, 2, ' ', 0)
	t := u.Telling
	fmt.Fprintf(w, "%s: het verzonnen jaar %d\n\n", u.Map, u.Jaar)
	for _, r := range []struct {
		wat string
		n   int64
	}{
		{"opdrachten aangeboden", t.Aangeboden},
		{"  aanvaard", t.Aanvaard},
		{"  geweigerd door een regel", t.Geweigerd},
		{"aanvaard en later vastgelegd dan zij gelden", t.Laat},
		{"correcties", t.Correcties},
		{"intrekkingen", t.Intrekkingen},
		{"gebeurtenissen in het journaal", u.Totaal},
		{"  waarvan door processen en reserveringen", u.Processen},
	} {
		fmt.Fprintf(w, "%s\t%d\n", r.wat, r.n)
	}
	fmt.Fprintln(w, "\ngeweigerd, per reden\t")
	for _, code := range slices.Sorted(maps.Keys(t.Weigeringen)) {
		fmt.Fprintf(w, "  %s\t%d\n", code, t.Weigeringen[code])
	}
	fmt.Fprintln(w, "\ngebeurtenissen, per soort\t")
	for _, typ := range slices.Sorted(maps.Keys(u.Typen)) {
		fmt.Fprintf(w, "  %s\t%d\n", typ, u.Typen[typ])
	}
	fmt.Fprintf(w, "\n%.0f gebeurtenissen per seconde; leesmodellen in %s; alles bij elkaar %s\n",
		float64(u.Totaal)/u.Spelen.Seconds(), u.Opbouwen.Round(time.Millisecond), u.Duur.Round(time.Millisecond))
	return w.Flush()
}

// toonParameters prints every figure with where it comes from.
func (o simuleeropties) toonParameters(uit io.Writer) error {
	ps := simulatie.Parameters()
	if o.json {
		return json.NewEncoder(uit).Encode(ps)
	}
	w := tabwriter.NewWriter(uit, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "code\twaarde\teenheid\tstatus\twat\tbron")
	for _, p := range ps {
		eenheid := p.Eenheid
		if p.Schaalt {
			eenheid += " x schaal"
		}
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%s\n", p.Code, p.Waarde, eenheid, p.Status, p.Omschrijving, p.Bron)
	}
	fmt.Fprintf(w, "\nGeldig voor de jaren %d tot en met %d.\n", simulatie.EersteJaar, simulatie.LaatsteJaar)
	fmt.Fprintf(w, "Gewichten per gemeente (%s):\n\n", simulatie.BronGewichten)
	fmt.Fprintln(w, "gemeente\tinwoners\t10-19 jaar\tSW\tWSP\tscholen vo")
	for _, g := range simulatie.Gewichten() {
		fmt.Fprintf(w, "%s\t%d\t%d\t%t\t%t\t%d\n", g.Gemeente, g.Inwoners, g.Jeugd, g.SW, g.WSP, g.VO)
	}
	fmt.Fprintln(w, `
Niet gesimuleerd, omdat Kroniek het nog niet vastlegt: salarisregels van Werkgeverschap SW (ongeveer 24.000 per
jaar) en contracten van Inkoop. Ook de uitstroom van SW-medewerkers (ongeveer 100 per jaar) is geen gebeurtenis;
de boventalligen zijn een kleine groep daarnaast. De sluiting van scholen in 2020 en 2021 is niet nagespeeld.`)
	return w.Flush()
}
