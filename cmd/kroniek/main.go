// Kroniek is the event-sourced back office of a modulaire gemeenschappelijke
// regeling, in one program and one folder. This package wires the parts together
// and holds the command line; it decides nothing.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// Exit codes, documented in --help.
const (
	exitGoed      = 0
	exitFout      = 1
	exitGebruik   = 2
	exitVerschil  = 3 // verify or replay found that something is not as it was sealed; import, that not every line was accepted
	exitGeweigerd = 4 // the folder may not be used: in use, unsafe, or older than its seal
)

// An exitFoutmelding is an error with an exit code of its own.
type exitFoutmelding struct {
	code int
	err  error
}

func (e exitFoutmelding) Error() string { return e.err.Error() }
func (e exitFoutmelding) Unwrap() error { return e.err }

func metCode(code int, err error) error {
	if err == nil {
		return nil
	}
	return exitFoutmelding{code, err}
}

func main() {
	beschermBestanden()
	os.Exit(voerUit(os.Args[1:]))
}

func voerUit(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := nieuwRoot()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitGoed
	}
	fmt.Fprintln(os.Stderr, "kroniek: "+err.Error())
	var e exitFoutmelding
	if errors.As(err, &e) {
		return e.code
	}
	return exitFout
}

func nieuwRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "kroniek",
		Short: "De kroniek van een gemeenschappelijke regeling: elk besluit vastgelegd, na te spelen en na te rekenen",
		Long: `Kroniek legt elk besluit vast als onveranderlijke gebeurtenis, bouwt daaruit rapporten
en laat iedereen narekenen dat er niets is gewijzigd, ingevoegd of weggelaten.

Alles ligt in een map (--data). Een draaiend kantoor schrijft zijn adres in DIR/adres.

Uitgangscodes: 0 gelukt · 1 mislukt · 2 verkeerd gebruik · 3 er klopt iets niet (verify, replay, import)
4 de map mag niet gebruikt worden (in gebruik, onveilig, of ouder dan haar zegel)`,
		Example: `  kroniek demo                          een voorbeeldkantoor op deze machine
  kroniek serve --data /var/lib/kroniek het kantoor van de organisatie
  kroniek replay --data DIR             de geschiedenis in leesbare zinnen
  kroniek verify --data DIR             narekenen van de hele map`,
		SilenceUsage: true, SilenceErrors: true,
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return metCode(exitGebruik, vlagfout(c, err)) })
	root.CompletionOptions.HiddenDefaultCmd = true
	root.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	root.AddCommand(
		demoOpdracht(), serveOpdracht(), replayOpdracht(), rapportOpdracht(), rebuildOpdracht(),
		backupOpdracht(), restoreOpdracht(), tokenOpdracht(), auditlogOpdracht(), vierogenOpdracht(), abonnementOpdracht(), verifyOpdracht(), benchOpdracht(), importOpdracht(), kandidatenOpdracht(), hersleutelOpdracht(), exportOpdracht(), kopieerOpdracht(), knooppuntenOpdracht(),
		vernietigdOpdracht(), oorsprongOpdracht(),
	)
	root.AddCommand(simuleerOpdracht())
	inHetNederlands(root)
	return root
}
