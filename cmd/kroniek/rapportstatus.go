package main

import (
	"fmt"
	"io"

	"github.com/mgr-sdcg/kroniek/projections"
)

// toonStatus says how far a report may be relied on, and what it was held
// against. At the command line nothing is shielded: who has the folder has all.
func toonStatus(uit io.Writer, a projections.Antwoord) {
	b := a.Volledigheid
	fmt.Fprintf(uit, "Status: %s.\n", b.Status)
	for _, naam := range b.KomtNietVoor {
		fmt.Fprintf(uit, "De waarde van het filter %s komt in geen vastgelegde regel voor.\n", naam)
	}
	if b.Noemer != "" {
		fmt.Fprintf(uit, "Noemer: %s.\n", b.Noemer)
	}
	fmt.Fprintf(uit, "Norm: %s\n", b.Norm)
	for _, n := range b.Normen {
		fmt.Fprintf(uit, "Norm %s: %s.\n", n, map[bool]string{true: "gehaald", false: "niet gehaald"}[n.Gehaald])
	}
	fmt.Fprintf(uit, "Laat: %s\n", b.Telaat)
	if b.Laat != nil {
		fmt.Fprintf(uit, "Te laat: %s.\n", b.Laat)
	}
	if b.Vernietigd != nil {
		fmt.Fprintf(uit, "Vernietigd: %s dossiers; dit cijfer gaat alleen over wat er nog is.\n", b.Vernietigd)
	}
	if a.Rapport.Personen != nil {
		fmt.Fprintln(uit, "Dit rapport gaat over personen. Hier staan ook kleine aantallen (afgeschermde regels: 0), dus geef het niet door.")
	}
}
