package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
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

// geheimeBestanden are the files of a folder that only its owner may read.
func geheimeBestanden() []string {
	return []string{"kek", "zegel.key", "toegang.db", "sleutels.db", "tls.key", "demo-accounts.json"}
}

// keurRechten refuses a folder with secrets that others can read.
func keurRechten(dir string) error {
	for _, naam := range geheimeBestanden() {
		pad := filepath.Join(dir, naam)
		info, err := os.Stat(pad)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("keur rechten: %w", err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			return metCode(exitGeweigerd, fmt.Errorf("%s is ook leesbaar of schrijfbaar voor anderen dan de eigenaar (rechten %04o); zet de rechten met chmod 600 %s", pad, info.Mode().Perm(), pad))
		}
	}
	return nil
}
