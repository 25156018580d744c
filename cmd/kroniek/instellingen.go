package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// proefOIN lies in the range for tests of the OIN-stelsel (prefix 00000099).
const proefOIN = "00000099000000000000"

// instellingen are what a data folder fixes for ever at its first start, and the
// event types that the last program to serve it could read.
type instellingen struct {
	OIN   string `json:"oin"`   // of the organisation: CloudEvents source of every event
	Typen string `json:"typen"` // digest of the event types that are known to be readable
	// ZonderPersoonsdelenTot is the last position of a history that was read in
	// from an export, which holds no personal parts. 0: the folder began here.
	ZonderPersoonsdelenTot int64 `json:"zonderPersoonsdelenTot,omitempty"`
	// Logs says that an office began the processing log and the audit log here, so
	// that one that is gone is missed.
	Logs bool `json:"logs,omitempty"`
	// Cluster says that journaal.db follows an EventStoreDB cluster: nobody else may
	// write in it.
	Cluster bool `json:"cluster,omitempty"`
}

func (i instellingen) bron() string { return "urn:nld:oin:" + i.OIN + ":systeem:kroniek" }

// vingerafdruk identifies a set of event types.
func vingerafdruk(typen []string) string {
	h := sha256.Sum256([]byte(strings.Join(typen, "\n")))
	return hex.EncodeToString(h[:])
}

func instellingenpad(dir string) string { return filepath.Join(dir, "instellingen.json") }

// leesInstellingen reads the settings of a folder; fs.ErrNotExist when there are none.
func leesInstellingen(dir string) (instellingen, error) {
	var i instellingen
	b, err := os.ReadFile(instellingenpad(dir))
	if err != nil {
		return i, err
	}
	if err := json.Unmarshal(b, &i); err != nil {
		return i, fmt.Errorf("%s is onleesbaar: %w", instellingenpad(dir), err)
	}
	return i, nil
}

// instellingenVan returns the settings of a folder, and fixes them at the first
// start. An oin that differs from the one in the folder is refused: it would give
// the organisation two names in one history.
func instellingenVan(dir, oin string) (instellingen, error) {
	i, err := leesInstellingen(dir)
	switch {
	case err == nil && oin != "" && oin != i.OIN:
		return i, metCode(exitGeweigerd, fmt.Errorf("deze map hoort bij OIN %s; start zonder --oin of met dat nummer", i.OIN))
	case err == nil:
		return i, nil
	case !errors.Is(err, fs.ErrNotExist):
		return i, err
	}
	if oin == "" {
		oin = proefOIN
	}
	if _, err := recht.ParseOIN(oin); err != nil {
		return i, metCode(exitGebruik, fmt.Errorf("--oin %s: %w", oin, err))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return i, fmt.Errorf("maak datamap: %w", err)
	}
	fmt.Fprintf(os.Stderr, "nieuwe datamap %s voor OIN %s\n", dir, oin)
	i = instellingen{OIN: oin, Typen: vingerafdruk(typen(catalogi()))}
	return i, i.bewaar(dir)
}

func (i instellingen) bewaar(dir string) error {
	b, err := json.MarshalIndent(i, "", "  ")
	if err != nil {
		return err
	}
	return schrijfBestand(instellingenpad(dir), append(b, '\n'), 0o600)
}

// schrijfBestand replaces a file wholly or not at all, and has it on disk when it returns.
func schrijfBestand(pad string, inhoud []byte, modus fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(pad), "."+filepath.Base(pad)+"-*")
	if err != nil {
		return fmt.Errorf("schrijf %s: %w", pad, err)
	}
	_, err = f.Write(inhoud)
	err = errors.Join(err, f.Chmod(modus), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), pad)
	}
	if err != nil {
		return fmt.Errorf("schrijf %s: %w", pad, errors.Join(err, os.Remove(f.Name())))
	}
	d, err := os.Open(filepath.Dir(pad)) // its new name as well
	if err == nil {
		err = errors.Join(d.Sync(), d.Close())
	}
	if err != nil {
		return fmt.Errorf("schrijf %s: %w", pad, err)
	}
	return nil
}
