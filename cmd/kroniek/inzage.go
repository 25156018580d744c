package main

import (
	"fmt"
	"path/filepath"

	"github.com/mgr-sdcg/kroniek/adapters/inzage"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking"
)

// openInzage opens the processing log and whatever reads personal data: neither
// is of use without the other.
func (k *kantoor) openInzage(i instellingen) (err error) {
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
	return err
}
