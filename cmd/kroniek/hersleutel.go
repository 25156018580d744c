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
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/toegang/beheerhandeling"
)

func hersleutelOpdracht() *cobra.Command {
	var dir, kek, programma string
	var t tweetal
	cmd := &cobra.Command{
		Use:   "hersleutel",
		Short: "Pak alle persoonssleutels opnieuw in onder een nieuwe inpaksleutel",
		Long: `Neemt een nieuwe inpaksleutel in gebruik voor een kantoor dat stilstaat. Een draaiend kantoor doet
hetzelfde op het signaal SIGHUP, zonder te stoppen: kill -HUP, of systemctl reload.

Dit vraagt twee mensen: een beheerder stelt het voor (POST /v1/beheerhandelingen, inpaksleutel-wisselen), een ander
bekrachtigt het, en daarna kan het zeven dagen lang een keer. Zolang er geen twee zijn die dat kunnen, kan het alleen. Het staat
in de geschiedenis voordat het begint, en in het auditlog.

De persoonssleutels zelf en wat ermee is versleuteld veranderen niet. Daarna opent de oude inpaksleutel niets meer in deze map;
oude reservekopieën opent zij nog wel, dus vernietig haar pas als die weg zijn. Ligt de nieuwe sleutel al klaar (het bestand met
.nieuw achter zijn naam, de credential kek.nieuw, of wat het programma op maak geeft), dan wordt die gebruikt; anders
maakt Kroniek er een. Breekt dit halverwege af, dan wordt het bij de volgende start afgemaakt.`,
		Example: `  kroniek hersleutel --data DIR
  kroniek hersleutel --data DIR --kek /etc/kroniek/kek`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b := inpaksleutels(dir, kek, programma)
			if err := hersleutel(cmd.Context(), dir, b, t); err != nil {
				return err
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "alle persoonssleutels zijn ingepakt onder de nieuwe inpaksleutel (%s); bewaar haar apart van reservekopieën\n", b.Naam())
			return err
		},
	}
	datavlag(cmd, &dir)
	kekvlaggen(cmd, &kek, &programma)
	t.vlaggen(cmd)
	return cmd
}

// hersleutel changes the wrapping key of a folder that no office serves.
func hersleutel(ctx context.Context, dir string, b sleutels.Inpaksleutels, t tweetal) error {
	return metBeheer(ctx, dir, t, errCluster, func(w *stilkantoor) error {
		kluis, err := sleutels.OpenMet(ctx, filepath.Join(dir, "sleutels.db"), b)
		if err != nil {
			return metCode(exitGeweigerd, err)
		}
		return errors.Join(metCode(exitGeweigerd, wisselInpaksleutel(ctx, w.beheerwerk, kluis, b)), kluis.Sluit())
	})
}

// wisselInpaksleutel wraps all keys anew, once the history says that it begins.
func wisselInpaksleutel(ctx context.Context, w beheerwerk, kluis *sleutels.Kluis, b sleutels.Inpaksleutels) error {
	s, err := w.begin(ctx, beheerhandeling.Inpaksleutel, beheerhandeling.Omstandigheden{})
	if err != nil {
		return err
	}
	return w.mislukt(beheerhandeling.Inpaksleutel, s, sleutels.VernieuwInpaksleutel(ctx, kluis, b))
}

// A stilkantoor is a folder that no office serves, opened to do something to it.
type stilkantoor struct {
	beheerwerk
	eigen *journaal.Journaal
}

// metBeheer opens the history, the register and the audit log of a folder that no
// office serves, for fn. A folder that follows a cluster is refused with cluster.
func metBeheer(ctx context.Context, dir string, t tweetal, cluster error, fn func(*stilkantoor) error) (err error) {
	i, err := leesInstellingen(dir)
	if err != nil {
		return metCode(exitGebruik, fmt.Errorf("%s is geen datamap van Kroniek; geef de goede map met --data", dir))
	}
	if i.Cluster {
		return metCode(exitGeweigerd, cluster)
	}
	if err := keurTeruggezet(dir); err != nil {
		return err
	}
	codec, err := nieuweCodec(i)
	if err != nil {
		return err
	}
	j, err := journaal.Open(ctx, dir, journaal.Opties{Codec: codec}) // its lock keeps a server out
	if errors.Is(err, journaal.ErrBezet) {
		return metCode(exitGeweigerd, fmt.Errorf("op %s draait een kantoor; stop het eerst, of geef het voor een nieuwe inpaksleutel het signaal SIGHUP", dir))
	}
	if err != nil {
		return metCode(exitGeweigerd, err)
	}
	defer func() { err = errors.Join(err, j.Sluit()) }()
	r, err := toegang.Open(filepath.Join(dir, "toegang.db"), time.Now)
	if err != nil {
		return fmt.Errorf("toegang: %w", err)
	}
	defer func() { err = errors.Join(err, r.Sluit()) }()
	l, err := auditlog.Open(filepath.Join(dir, auditlog.Map), auditlog.Opties{})
	if err != nil {
		return metCode(exitGeweigerd, fmt.Errorf("auditlog: %w", err))
	}
	defer func() { err = errors.Join(err, l.Sluit()) }()
	return fn(&stilkantoor{eigen: j, beheerwerk: beheerwerk{
		journaal: j, register: r, audit: l, nu: time.Now, oorsprong: "opdrachtregel", tweetal: t,
	}})
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
