package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
)

// standaardmap is the data folder when --data is not given.
const standaardmap = "kroniek-data"

func serveOpdracht() *cobra.Command {
	var o kantooropties
	in := ingangopties{eersteStart: true}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Start het kantoor van de organisatie",
		Long: `Start de HTTP-API, het zegel, de leesmodellen en de termijnbewaking op een datamap.
De map wordt bij de eerste start aangemaakt. Het adres verschijnt op standaarduitvoer en in DIR/adres.

Kroniek spreekt HTTPS (TLS 1.3). Zonder --certificaat maakt het een eigen certificaat en luistert het
alleen op deze machine. Mensen melden zich aan bij uw OpenID-aanbieder (--aanmelden-uitgever); systemen
komen met een token van kroniek token, een toegangstoken van die aanbieder (--doelgroep), of een
certificaat met hun OIN (--client-certificaten).

Met --journaal ligt het journaal op een EventStoreDB-cluster, en is deze map een knooppunt ervan. De verbinding
(esdb://…) bevat een wachtwoord: geef haar in een bestand dat alleen u kunt lezen (--journaal-bestand) of in
KRONIEK_JOURNAAL; wat op de opdrachtregel staat kunnen anderen op deze machine zien.

Bij SIGTERM worden lopende verzoeken afgemaakt en alles verzegeld; daarna stopt het programma
binnen vijf seconden met code 0.`,
		Example: `  kroniek serve --data /var/lib/kroniek --listen 127.0.0.1:8080 --oin 00000001123456789000
  kroniek serve --data DIR --listen 127.0.0.1:0                 een vrije poort
  kroniek serve --data DIR --onversleuteld                      HTTP, achter een eigen proxy op deze machine
  kroniek serve --data DIR --listen :443 --certificaat kroniek.pem --certificaat-sleutel kroniek.key \
    --adres https://kroniek.voorbeeld.nl --aanmelden-uitgever https://aanmelden.voorbeeld.nl --aanmelden-geheim oidc.geheim
  kroniek serve --data DIR --journaal-bestand /etc/kroniek/journaal     op een EventStoreDB-cluster`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.nu = time.Now
			o.log = slog.New(slog.NewJSONHandler(os.Stderr, nil))
			if err := in.keur(); err != nil {
				return metCode(exitGebruik, err)
			}
			if err := o.cluster.lees(); err != nil {
				return err
			}
			return serveer(cmd.Context(), o, &in, func(_ *kantoor, adres string) error {
				fmt.Fprintln(cmd.OutOrStdout(), adres)
				return nil
			})
		},
	}
	datavlag(cmd, &o.dir)
	in.vlaggen(cmd)
	o.uit.vlaggen(cmd)
	cmd.Flags().StringVar(&o.sporen, "sporen", "", "bestand waarin sporen (OpenTelemetry) komen, een JSON-object per regel, of het adres van een OTLP-verzamelaar, zoals http://127.0.0.1:4318/v1/traces (standaard geen)")
	cmd.Flags().StringVar(&o.oin, "oin", "", "OIN van de organisatie (20 cijfers); ligt na de eerste start vast")
	cmd.Flags().StringVar(&o.oorsprong, "oorsprong", "", "naam waaronder verzegeld wordt, zoals zegel.voorbeeld.nl/kroniek; ligt na de eerste start vast")
	kekvlaggen(cmd, &o.kek, &o.kekProgramma)
	cmd.Flags().StringVar(&o.vernietigd, "vernietigd", "", "bestand voor de ondertekende lijst van wat is vernietigd of afgeschermd, liefst op een andere machine; kroniek restore heeft haar nodig (standaard DIR/vernietigd.lijst)")
	o.cluster.vlaggen(cmd)
	return cmd
}

// kekvlaggen says where the wrapping key is.
func kekvlaggen(cmd *cobra.Command, kek, programma *string) {
	cmd.Flags().StringVar(kek, "kek", "", "bestand met de sleutel die persoonssleutels inpakt; liefst buiten de datamap (standaard de systemd-credential kek, en anders DIR/kek)")
	cmd.Flags().StringVar(programma, "kek-programma", "", "programma dat de inpaksleutel geeft (huidig, volgende, maak, bevestig), voor een sleutelbeheersysteem")
}

func datavlag(cmd *cobra.Command, dir *string) {
	cmd.Flags().StringVar(dir, "data", standaardmap, "datamap")
}

// serveer opens the folder, listens, tells klaar the address, and serves until ctx ends.
func serveer(ctx context.Context, o kantooropties, in *ingangopties, klaar func(*kantoor, string) error) (err error) {
	l, adres, err := in.open(ctx, o.dir)
	if err != nil {
		return err
	}
	if in.vooraf != nil {
		if err := in.vooraf(adres); err != nil {
			return errors.Join(err, l.Close())
		}
	}
	defer func() {
		if in.naderhand != nil {
			err = errors.Join(err, in.naderhand())
		}
	}()
	k, err := openKantoor(ctx, o, in, adres)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	adrespad := filepath.Join(o.dir, "adres")
	if err := schrijfBestand(adrespad, []byte(adres+"\n"), 0o600); err != nil {
		return errors.Join(err, l.Close(), k.sluit())
	}
	draai, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	go func() {
		if err := klaar(k, adres); err != nil {
			stop(err)
		}
	}()
	err = k.draai(draai, l)
	if oorzaak := context.Cause(draai); oorzaak != nil && ctx.Err() == nil {
		err = errors.Join(oorzaak, err)
	}
	return errors.Join(err, os.Remove(adrespad), k.sluit())
}

// stil is a log for commands that people use: only faults, as lines of text.
func stil(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelError}))
}
