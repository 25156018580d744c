package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
)

func backupOpdracht() *cobra.Command {
	var dir, naar, kek, programma string
	cmd := &cobra.Command{
		Use:   "backup",
		Short: "Maak een reservekopie, ook terwijl het kantoor draait",
		Long: `Schrijft een reservekopie van het zegel, het journaal, de persoonssleutels, het verwerkingslog en de toegang in een nieuwe map,
en hoe ver elke ontvanger van gebeurtenissen is.
Leesmodellen gaan niet mee: die worden opnieuw opgebouwd. De inpaksleutel (kek) gaat niet mee: bewaar die
apart, want zonder die sleutel zijn persoonsgegevens niet meer te lezen.

De kopie bevat zegel.key en kan dus ondertekenen; bewaar haar even veilig als het origineel.`,
		Example: `  kroniek backup --data DIR --naar /veilig/kroniek-2026-11-24`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			p, err := maakReservekopie(cmd.Context(), dir, naar, kek, programma)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "reservekopie tot en met positie %d staat in %s\n", p, naar)
			return err
		},
	}
	datavlag(cmd, &dir)
	cmd.Flags().StringVar(&naar, "naar", "", "nieuwe map voor de kopie (verplicht)")
	kekvlaggen(cmd, &kek, &programma)
	return cmd
}

// maakReservekopie copies in an order that keeps the copy consistent: the seal
// before the journal, so that it never promises more than the copy holds, and the
// keys after it, so that every key that the copy names is there. It returns the
// last position in the copy.
func maakReservekopie(ctx context.Context, dir, naar, kek, programma string) (positie int64, err error) {
	if naar == "" {
		return 0, metCode(exitGebruik, errors.New("geef met --naar de map voor de reservekopie"))
	}
	m, err := openLeesmap(ctx, dir)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, m.sluit()) }()
	if err := os.Mkdir(naar, 0o700); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return 0, metCode(exitGebruik, fmt.Errorf("%s bestaat al; een reservekopie komt in een nieuwe map", naar))
		}
		return 0, fmt.Errorf("maak map voor reservekopie: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(naar))
		}
	}()
	kluis, err := openKluis(ctx, dir, inpaksleutels(dir, kek, programma))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, kluis.Sluit()) }()
	if err := zegel.Kopieer(ctx, dir, naar); err != nil {
		return 0, err
	}
	if err := kopieerStanden(dir, naar); err != nil {
		return 0, err
	}
	p, err := m.journaal.Ververs(ctx)
	if err != nil {
		return 0, err
	}
	if err := m.journaal.Kopie(ctx, filepath.Join(naar, "journaal.db")); err != nil {
		return 0, fmt.Errorf("kopieer journaal: %w", err)
	}
	if err := kluis.Kopieer(ctx, filepath.Join(naar, "sleutels.db")); err != nil {
		return 0, err
	}
	if err := toegang.Kopieer(ctx, filepath.Join(dir, "toegang.db"), filepath.Join(naar, "toegang.db")); err != nil {
		return 0, err
	}
	// After the journal, so that every anchor in the copy has its line.
	if err := auditlog.Kopieer(filepath.Join(dir, auditlog.Map), filepath.Join(naar, auditlog.Map)); err != nil {
		return 0, err
	}
	if err := kopieerVerwerkingslog(ctx, dir, naar); err != nil {
		return 0, err
	}
	b, err := os.ReadFile(instellingenpad(dir))
	if err != nil {
		return 0, err
	}
	return int64(p), schrijfBestand(instellingenpad(naar), b, 0o600)
}
