package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// reservebestanden are what a backup holds, beside the seal. All are required.
var reservebestanden = []string{"journaal.db", "sleutels.db", "toegang.db", "instellingen.json", "zegel.db", "zegel.key"}

func restoreOpdracht() *cobra.Command {
	var van, naar, checkpoint, kek string
	cmd := &cobra.Command{
		Use:   "restore",
		Short: "Zet een reservekopie terug in een nieuwe map",
		Long: `Zet een reservekopie terug en vergelijkt haar met het nieuwste checkpoint dat u kunt vinden: op de
oude server (GET /checkpoint), bij wie het eerder bewaarde, of in de oude map (kroniek verify noemt het). Is dat nieuwer
dan de reservekopie, dan ontbreken besluiten die al verzegeld waren. Er wordt dan niet verder ondertekend: twee
geschiedenissen onder een naam mogen nooit ontstaan. Zoek een nieuwere reservekopie.`,
		Example: `  kroniek restore --van /veilig/kroniek-2026-11-24 --naar DIR --checkpoint laatste-checkpoint.txt`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if van == "" || naar == "" {
				return metCode(exitGebruik, errors.New("geef met --van de reservekopie en met --naar de nieuwe datamap"))
			}
			var oud []byte
			if checkpoint != "" {
				b, err := os.ReadFile(checkpoint)
				if err != nil {
					return metCode(exitGebruik, fmt.Errorf("lees checkpoint: %w", err))
				}
				oud = b
			}
			p, err := zetTerug(cmd.Context(), van, naar, kek, oud)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "teruggezet tot en met positie %d; reken na met kroniek verify --data %s\n", p, naar)
			if oud == nil {
				fmt.Fprintln(cmd.ErrOrStderr(), "LET OP: niet vergeleken met een checkpoint; was de oude map verder, dan ontstaat een tweede geschiedenis onder dezelfde naam")
			}
			if kek == "" {
				fmt.Fprintln(cmd.ErrOrStderr(), "LET OP: zonder inpaksleutel; geef haar bij kroniek serve met --kek")
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&van, "van", "", "map met de reservekopie (verplicht)")
	cmd.Flags().StringVar(&naar, "naar", "", "nieuwe datamap (verplicht)")
	cmd.Flags().StringVar(&checkpoint, "checkpoint", "", "bestand met het nieuwste checkpoint dat u kunt vinden")
	cmd.Flags().StringVar(&kek, "kek", "", "bestand met de inpaksleutel; wordt DIR/kek in de nieuwe map")
	return cmd
}

// zetTerug copies the backup and has the seal compare it with the newest known
// checkpoint. It returns the last position that is there.
func zetTerug(ctx context.Context, van, naar, kek string, checkpoint []byte) (_ es.Position, err error) {
	if err := os.Mkdir(naar, 0o700); err != nil {
		return 0, metCode(exitGebruik, fmt.Errorf("een reservekopie komt in een nieuwe map: %w", err))
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(naar))
		}
	}()
	for _, naam := range reservebestanden {
		if err := kopieerBestand(filepath.Join(van, naam), filepath.Join(naar, naam)); err != nil {
			return 0, fmt.Errorf("reservekopie is niet volledig: %w", err)
		}
	}
	if err := kopieerEerdereSleutels(van, naar); err != nil {
		return 0, err
	}
	if _, err := os.Stat(filepath.Join(van, verwerkingslog.Bestand)); err == nil { // a backup of before there was one has none
		if err := kopieerBestand(filepath.Join(van, verwerkingslog.Bestand), filepath.Join(naar, verwerkingslog.Bestand)); err != nil {
			return 0, err
		}
	}
	if err := kopieerStanden(van, naar); err != nil {
		return 0, err
	}
	if err := auditlog.Kopieer(filepath.Join(van, auditlog.Map), filepath.Join(naar, auditlog.Map)); err != nil {
		return 0, err
	}
	if kek != "" {
		if err := kopieerBestand(kek, filepath.Join(naar, "kek")); err != nil {
			return 0, fmt.Errorf("inpaksleutel: %w", err)
		}
	}
	i, err := leesInstellingen(naar)
	if err != nil {
		return 0, err
	}
	codec, err := nieuweCodec(i)
	if err != nil {
		return 0, err
	}
	j, err := journaal.Open(ctx, naar, journaal.Opties{Codec: codec})
	if err != nil {
		return 0, fmt.Errorf("open teruggezet journaal: %w", err)
	}
	defer func() { err = errors.Join(err, j.Sluit()) }()
	z, err := zegel.Open(ctx, naar, j, zegel.Opties{})
	if err != nil {
		return 0, fmt.Errorf("open teruggezet zegel: %w", err)
	}
	defer func() { err = errors.Join(err, z.Sluit()) }()
	if w := z.Geweigerd(); w != nil {
		return 0, metCode(exitGeweigerd, w)
	}
	if checkpoint != nil {
		if err := z.Toets(ctx, checkpoint); err != nil {
			return 0, metCode(exitGeweigerd, err)
		}
	}
	return j.Kop(), nil
}

// kopieerEerdereSleutels copies the signing keys of earlier origins, and one that
// is about to be taken into use: without them the seal of then cannot be shown.
func kopieerEerdereSleutels(van, naar string) error {
	bij, err := filepath.Glob(filepath.Join(van, "zegel.key?*"))
	if err != nil {
		return fmt.Errorf("reservekopie: %w", err)
	}
	for _, pad := range bij {
		if err := kopieerBestand(pad, filepath.Join(naar, filepath.Base(pad))); err != nil {
			return fmt.Errorf("reservekopie: %w", err)
		}
	}
	return nil
}

func kopieerBestand(van, naar string) (err error) {
	in, err := os.Open(van)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	uit, err := os.OpenFile(naar, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(uit, in)
	return errors.Join(err, uit.Sync(), uit.Close())
}
