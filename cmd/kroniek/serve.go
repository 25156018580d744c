package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// standaardmap is the data folder when --data is not given.
const standaardmap = "kroniek-data"

func serveOpdracht() *cobra.Command {
	var o kantooropties
	var luister string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Start het kantoor van de organisatie",
		Long: `Start de HTTP-API, het zegel, de leesmodellen en de termijnbewaking op een datamap.
De map wordt bij de eerste start aangemaakt. Het adres verschijnt op standaarduitvoer en in DIR/adres.

Kroniek spreekt HTTP en luistert daarom alleen op deze machine (loopback): zet er voor andere
machines een proxy met TLS voor. Toegang geeft u met kroniek token.

Bij SIGTERM worden lopende verzoeken afgemaakt en alles verzegeld; daarna stopt het programma
binnen vijf seconden met code 0.`,
		Example: `  kroniek serve --data /var/lib/kroniek --listen 127.0.0.1:8080 --oin 00000001123456789000
  kroniek serve --data DIR --listen 127.0.0.1:0     een vrije poort`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.nu = time.Now
			o.log = slog.New(slog.NewJSONHandler(os.Stderr, nil))
			return serveer(cmd.Context(), o, luister, func(k *kantoor, adres string) error {
				fmt.Fprintln(cmd.OutOrStdout(), adres)
				return nil
			})
		},
	}
	datavlag(cmd, &o.dir)
	cmd.Flags().StringVar(&luister, "listen", "127.0.0.1:8080", "adres en poort op deze machine; poort 0 kiest een vrije")
	cmd.Flags().StringVar(&o.oin, "oin", "", "OIN van de organisatie (20 cijfers); ligt na de eerste start vast")
	cmd.Flags().StringVar(&o.oorsprong, "oorsprong", "", "naam waaronder verzegeld wordt, zoals zegel.voorbeeld.nl/kroniek; ligt na de eerste start vast")
	cmd.Flags().StringVar(&o.kek, "kek", "", "bestand met de sleutel die persoonssleutels versleutelt; liefst buiten de datamap (standaard DIR/kek)")
	return cmd
}

func datavlag(cmd *cobra.Command, dir *string) {
	cmd.Flags().StringVar(dir, "data", standaardmap, "datamap")
}

// serveer opens the folder, listens, tells klaar the address, and serves until ctx ends.
func serveer(ctx context.Context, o kantooropties, luister string, klaar func(*kantoor, string) error) error {
	l, err := luisterLokaal(ctx, luister)
	if err != nil {
		return err
	}
	k, err := openKantoor(ctx, o)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	adres := "http://" + l.Addr().String()
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

// luisterLokaal listens on a loopback address, and on no other: tokens and
// decisions do not cross a network without TLS.
func luisterLokaal(ctx context.Context, adres string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(adres)
	if err != nil {
		return nil, metCode(exitGebruik, fmt.Errorf("--listen %s: geef adres en poort, zoals 127.0.0.1:8080", adres))
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return nil, metCode(exitGebruik, fmt.Errorf("--listen %s: alleen een adres op deze machine kan (127.0.0.1 of ::1); gebruik voor andere machines een proxy met TLS", adres))
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", adres)
	if err != nil {
		if errors.Is(err, syscall.EADDRINUSE) {
			err = errors.New("deze poort is bezet; --listen 127.0.0.1:0 kiest een vrije")
		}
		return nil, fmt.Errorf("luister op %s: %w", adres, err)
	}
	return l, nil
}

// stil is a log for commands that people use: only faults, as lines of text.
func stil(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelError}))
}
