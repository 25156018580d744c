package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"
)

// gebruiksregels is cobra's usage template in Dutch.
const gebruiksregels = `Gebruik:{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [opdracht]{{end}}{{if .HasExample}}

Voorbeelden:
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

Opdrachten:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Opties:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces | nederlands}}{{end}}{{if .HasAvailableSubCommands}}

Meer over een opdracht: {{.CommandPath}} [opdracht] --help{{end}}
`

// inHetNederlands gives cmd and its children Dutch help and Dutch usage errors.
func inHetNederlands(cmd *cobra.Command) {
	cobra.AddTemplateFunc("nederlands", func(s string) string { return strings.ReplaceAll(s, "(default ", "(standaard ") })
	cmd.SetUsageTemplate(gebruiksregels)
	cmd.SetHelpCommand(&cobra.Command{Use: "help", Hidden: true, RunE: func(c *cobra.Command, _ []string) error { return c.Root().Help() }})
	elkeOpdracht(cmd, func(c *cobra.Command) {
		c.DisableFlagsInUseLine = true
		c.InitDefaultHelpFlag()
		c.Flags().Lookup("help").Usage = "toon deze uitleg"
		if c.Args == nil {
			c.Args = geenArgumenten
		}
	})
}

func elkeOpdracht(c *cobra.Command, doe func(*cobra.Command)) {
	doe(c)
	for _, k := range c.Commands() {
		elkeOpdracht(k, doe)
	}
}

// vlagfout says in Dutch what cobra says in English.
func vlagfout(c *cobra.Command, err error) error {
	t := err.Error()
	switch {
	case strings.HasPrefix(t, "unknown flag: "):
		t = "onbekende optie " + strings.TrimPrefix(t, "unknown flag: ")
	case strings.HasPrefix(t, "unknown shorthand flag: "):
		t = "onbekende optie; opties beginnen met twee streepjes"
	case strings.HasPrefix(t, "flag needs an argument: "):
		t = "bij " + strings.TrimPrefix(t, "flag needs an argument: ") + " hoort een waarde"
	case strings.HasPrefix(t, "invalid argument "):
		_, t, _ = strings.Cut(t, " for ")
		t, _, _ = strings.Cut(t, ": ")
		t = "de waarde bij " + strings.Trim(t, "\"") + " is niet bruikbaar"
	}
	return fmt.Errorf("%s; zie kroniek %s --help", t, c.Name())
}

func geenArgumenten(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if c.HasParent() {
		return metCode(exitGebruik, fmt.Errorf("%s neemt geen losse woorden aan (%q); zie kroniek %s --help", c.Name(), args[0], c.Name()))
	}
	return metCode(exitGebruik, fmt.Errorf("onbekende opdracht %q; zie kroniek --help", args[0]))
}

// A voortgang shows how far long work is, on a terminal only.
type voortgang struct {
	uit     io.Writer
	naam    string
	aan     bool
	laatste time.Time
}

// nieuweVoortgang writes to standard error when that is a terminal, and else nowhere.
func nieuweVoortgang(naam string) *voortgang {
	return &voortgang{uit: os.Stderr, naam: naam, aan: isatty.IsTerminal(os.Stderr.Fd())}
}

// Meld shows done out of total, at most ten times a second.
func (v *voortgang) Meld(gedaan, totaal int64) {
	if !v.aan || totaal <= 0 || (gedaan < totaal && time.Since(v.laatste) < 100*time.Millisecond) {
		return
	}
	v.laatste = time.Now()
	fmt.Fprintf(v.uit, "\r%s: %d van %d (%d%%)", v.naam, gedaan, totaal, gedaan*100/totaal)
}

// Tel shows a number of which the end is not known.
func (v *voortgang) Tel(gedaan int64) {
	if !v.aan || time.Since(v.laatste) < 100*time.Millisecond {
		return
	}
	v.laatste = time.Now()
	fmt.Fprintf(v.uit, "\r%s: %d", v.naam, gedaan)
}

// Klaar ends the line.
func (v *voortgang) Klaar() {
	if v.aan {
		fmt.Fprintln(v.uit)
	}
}
