package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
)

func hersleutelOpdracht() *cobra.Command {
	var dir, kek, programma string
	cmd := &cobra.Command{
		Use:   "hersleutel",
		Short: "Pak alle persoonssleutels opnieuw in onder een nieuwe inpaksleutel",
		Long: `Neemt een nieuwe inpaksleutel in gebruik voor een kantoor dat stilstaat. Een draaiend kantoor doet
hetzelfde op het signaal SIGHUP, zonder te stoppen: kill -HUP, of systemctl reload.

De persoonssleutels zelf en wat ermee is versleuteld veranderen niet. Daarna opent de oude inpaksleutel niets meer in deze map;
oude reservekopieën opent zij nog wel, dus vernietig haar pas als die weg zijn. Ligt de nieuwe sleutel al klaar (het bestand met
.nieuw achter zijn naam, de credential kek.nieuw, of wat het programma op maak geeft), dan wordt die gebruikt; anders
maakt Kroniek er een. Breekt dit halverwege af, dan wordt het bij de volgende start afgemaakt.`,
		Example: `  kroniek hersleutel --data DIR
  kroniek hersleutel --data DIR --kek /etc/kroniek/kek`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b := inpaksleutels(dir, kek, programma)
			if err := hersleutel(cmd.Context(), dir, b); err != nil {
				return err
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "alle persoonssleutels zijn ingepakt onder de nieuwe inpaksleutel (%s); bewaar haar apart van reservekopieën\n", b.Naam())
			return err
		},
	}
	datavlag(cmd, &dir)
	kekvlaggen(cmd, &kek, &programma)
	return cmd
}

// hersleutel changes the wrapping key of a folder that no office serves.
func hersleutel(ctx context.Context, dir string, b sleutels.Inpaksleutels) (err error) {
	i, err := leesInstellingen(dir)
	if err != nil {
		return metCode(exitGebruik, fmt.Errorf("%s is geen datamap van Kroniek; geef de goede map met --data", dir))
	}
	if i.Cluster {
		return metCode(exitGeweigerd, errCluster)
	}
	codec, err := nieuweCodec(i)
	if err != nil {
		return err
	}
	j, err := journaal.Open(ctx, dir, journaal.Opties{Codec: codec}) // its lock keeps a server out
	if errors.Is(err, journaal.ErrBezet) {
		return metCode(exitGeweigerd, fmt.Errorf("op %s draait een kantoor; geef dat het signaal SIGHUP", dir))
	}
	if err != nil {
		return metCode(exitGeweigerd, err)
	}
	defer func() { err = errors.Join(err, j.Sluit()) }()
	kluis, err := sleutels.OpenMet(ctx, filepath.Join(dir, "sleutels.db"), b)
	if err != nil {
		return metCode(exitGeweigerd, err)
	}
	defer func() { err = errors.Join(err, kluis.Sluit()) }()
	return metCode(exitGeweigerd, sleutels.VernieuwInpaksleutel(ctx, kluis, b))
}

var errCluster = errors.New("de sleutels liggen op het cluster, waar de inpaksleutel niet ter plaatse wordt gewisseld. Stop alle knooppunten, breng het journaal " +
	"naar een map (kroniek kopieer --van cluster --naar DIR), wissel daar (kroniek hersleutel), en breng het onder een nieuwe naam terug (kroniek kopieer --van DIR --naar cluster --ruimte NAAM); " +
	"wis daarna de stromen van de oude naam: die opent de oude inpaksleutel nog")

// luisterNaarHUP changes the wrapping key each time the process gets SIGHUP, until
// ctx ends. A change that cannot be is told in the log; the office serves on.
func (k *kantoor) luisterNaarHUP(ctx context.Context) error {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	for {
		select {
		case <-hup:
			if err := k.vernieuwInpaksleutel(ctx); err != nil && ctx.Err() == nil {
				k.o.log.Error("inpaksleutel niet vernieuwd", slog.String("oorzaak", err.Error()))
			}
		case <-ctx.Done():
			return nil
		}
	}
}

// vernieuwInpaksleutel changes the wrapping key while requests are served.
func (k *kantoor) vernieuwInpaksleutel(ctx context.Context) error {
	if k.cluster != nil {
		return errCluster
	}
	b := inpaksleutels(k.o.dir, k.o.kek, k.o.kekProgramma)
	if err := sleutels.VernieuwInpaksleutel(ctx, k.kluis, b); err != nil {
		return err
	}
	k.o.log.Info("inpaksleutel vernieuwd", slog.String("bron", b.Naam()))
	return nil
}
