package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
)

// klokmarge is how far a clock that is being set right may go back: NTP steps are
// seconds, a wrong date is hours or years.
const klokmarge = time.Minute

// keurKlok refuses to go on while the clock stands before the last event: what is
// recorded then would seem to have been decided before what it followed.
func (k *kantoor) keurKlok(ctx context.Context) error {
	kop := k.journaal.Kop()
	if kop == 0 {
		return nil
	}
	return k.journaal.Scan(ctx, kop-1, kop, func(g *envelop.Verzegeld) error {
		r, err := k.codec.Lees(g)
		if err != nil {
			return metCode(exitGeweigerd, fmt.Errorf("dit programma kan gebeurtenis %d (%s) niet lezen: %w", g.Positie, g.Type, err))
		}
		if nu := k.o.nu(); nu.Before(r.Time.Add(-klokmarge)) {
			return metCode(exitGeweigerd, fmt.Errorf("de klok van deze machine (%s) staat voor de laatste gebeurtenis (%s); zet de klok goed en start opnieuw",
				nu.UTC().Format(time.RFC3339), r.Time.UTC().Format(time.RFC3339)))
		}
		return nil
	})
}

// geslotenBestanden are the files of a folder that only its owner may read.
func geslotenBestanden() []string {
	return []string{
		"kek", "zegel.key", "toegang.db", "sleutels.db", "tls.key", "demo-accounts.json",
		"journaal.db", "zegel.db", verwerkingslog.Bestand, "instellingen.json", vernietigdbestand,
	}
}

// geslotenMappen are the folders in which only the owner may write: who can, can
// put another file in the place of one that only the owner can read.
func geslotenMappen() []string { return []string{"", auditlog.Map, "leesmodellen"} }

// keurRechten refuses a folder that others can write, or of which they can read
// what they may not.
func keurRechten(dir string) error {
	for _, naam := range geslotenBestanden() {
		if err := keurRecht(filepath.Join(dir, naam), 0o077, "leesbaar of schrijfbaar", "600"); err != nil {
			return err
		}
	}
	for _, naam := range geslotenMappen() {
		if err := keurRecht(filepath.Join(dir, naam), 0o022, "schrijfbaar", "700"); err != nil {
			return err
		}
	}
	return nil
}

func keurRecht(pad string, niet fs.FileMode, wat, zet string) error {
	info, err := os.Stat(pad)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("keur rechten: %w", err)
	case info.Mode().Perm()&niet != 0:
		return metCode(exitGeweigerd, fmt.Errorf("%s is ook %s voor anderen dan de eigenaar (rechten %04o); zet de rechten met chmod %s %s", pad, wat, info.Mode().Perm(), zet, pad))
	}
	return nil
}

// keurLogs refuses a folder in which an office began its logs and they are gone.
func keurLogs(dir string, i instellingen) error {
	if !i.Logs {
		return nil
	}
	for _, pad := range []string{filepath.Join(dir, verwerkingslog.Bestand), filepath.Join(dir, auditlog.Map, "kenmerk")} {
		if _, err := os.Stat(pad); errors.Is(err, fs.ErrNotExist) {
			return metCode(exitGeweigerd, fmt.Errorf("%s ontbreekt: een log van deze map is weg; behandel dit als beveiligingsincident en zet het terug uit een reservekopie. "+
				"Wie bewust een nieuw log begint, haalt \"logs\" uit %s", pad, instellingenpad(dir)))
		} else if err != nil {
			return fmt.Errorf("keur logs: %w", err)
		}
	}
	return nil
}
