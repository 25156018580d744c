package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/mgr-sdcg/kroniek/adapters/inzage"
	"github.com/mgr-sdcg/kroniek/adapters/persoonsindex"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking"
)

// openInzage opens the processing log and whatever reads personal data: neither
// is of use without the other. It completes the index of persons of a folder that
// an older program made, before anybody can ask for somebody and be told that
// there is nothing.
func (k *kantoor) openInzage(ctx context.Context, i instellingen) (err error) {
	register, err := gegevensverwerking.Standaard()
	if err != nil {
		return err
	}
	if k.logboek, err = verwerkingslog.Open(filepath.Join(k.o.dir, verwerkingslog.Bestand)); err != nil {
		return metCode(exitGeweigerd, fmt.Errorf("verwerkingslog: %w", err))
	}
	k.inzage, err = inzage.Nieuw(inzage.Opties{
		Stromen: k.journaal, Sleutels: k.sleutels(), Codec: k.codec, Logboek: k.logboek, Register: register, OIN: i.OIN, Nu: k.o.nu,
	})
	if err != nil {
		return err
	}
	if k.index, err = persoonsindex.Nieuw(k.journaal, k.kluis, k.codec, persoonsindex.Standaard()); err != nil {
		return err
	}
	if err := k.deelIndex(ctx); err != nil {
		return err
	}
	v := nieuweVoortgang("personen in de index zetten")
	defer v.Klaar()
	erbij, weg, err := k.index.Bouw(ctx, k.journaal, k.sleutels(), v.Meld)
	if err == nil && erbij+weg > 0 {
		k.o.log.Info("index van personen bijgewerkt", slog.Int("erbij", erbij), slog.Int("zonderDossier", weg))
	}
	return err
}

// kopieerVerwerkingslog copies the processing log of dir to naar. A folder that
// no program with such a log has served yet has none.
func kopieerVerwerkingslog(ctx context.Context, dir, naar string) error {
	van := filepath.Join(dir, verwerkingslog.Bestand)
	if _, err := os.Stat(van); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return verwerkingslog.Kopieer(ctx, van, filepath.Join(naar, verwerkingslog.Bestand))
}
