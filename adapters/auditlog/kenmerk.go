package auditlog

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
	"github.com/google/uuid"
)

// kenmerkbestand holds what tells one log from another: each node of a cluster has
// its own, and one that was put in the place of another shows.
const kenmerkbestand = "kenmerk"

// leesKenmerk reads the id of the log in map_, and makes one for a log without lines.
func leesKenmerk(map_ string) (uuid.UUID, error) {
	id, err := Kenmerk(map_)
	if !errors.Is(err, fs.ErrNotExist) {
		return id, err
	}
	nummers, err := bestanden(map_)
	if err != nil {
		return uuid.Nil, err
	}
	if len(nummers) > 0 {
		return uuid.Nil, fmt.Errorf("%w: het bestand kenmerk ontbreekt", ErrGebroken)
	}
	if id, err = uuid.NewRandom(); err != nil {
		return uuid.Nil, err
	}
	return id, os.WriteFile(filepath.Join(map_, kenmerkbestand), []byte(id.String()+"\n"), 0o600)
}

// Kenmerk returns the id of the log in map_; an error that wraps fs.ErrNotExist when
// there is no log.
func Kenmerk(map_ string) (uuid.UUID, error) {
	b, err := os.ReadFile(filepath.Join(map_, kenmerkbestand))
	if err != nil {
		return uuid.Nil, err
	}
	id, err := uuid.Parse(strings.TrimSpace(string(b)))
	if err != nil {
		return uuid.Nil, fmt.Errorf("%w: het bestand kenmerk is onleesbaar", ErrGebroken)
	}
	return id, nil
}

// Kopieer copies the log in van to the new folder naar, while it may be in use. A
// folder without a log gives none.
func Kopieer(van, naar string) (err error) {
	if _, err := Kenmerk(van); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	slot := flock.New(filepath.Join(van, "slot"))
	if err := slot.Lock(); err != nil {
		return fmt.Errorf("copy audit log: %w", err)
	}
	defer func() { err = errors.Join(err, slot.Close()) }()
	nummers, err := bestanden(van)
	if err != nil {
		return fmt.Errorf("copy audit log: %w", err)
	}
	if err := os.MkdirAll(naar, 0o700); err != nil {
		return fmt.Errorf("copy audit log: %w", err)
	}
	namen := []string{kenmerkbestand}
	for _, n := range nummers {
		namen = append(namen, filepath.Base(bestandspad(van, n)))
	}
	for _, naam := range namen {
		if err := kopieer(filepath.Join(van, naam), filepath.Join(naar, naam)); err != nil {
			return fmt.Errorf("copy audit log: %w", err)
		}
	}
	return nil
}

func kopieer(van, naar string) (err error) {
	in, err := os.Open(van)
	if err != nil {
		return err
	}
	defer in.Close()
	uit, err := os.OpenFile(naar, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(uit, in)
	return errors.Join(err, uit.Sync(), uit.Close())
}
