package bus

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Merk is how far a process has come: what follows from this event, and from
// all before it, has been issued. The id of the event tells whether the journal
// is still the one that the process followed, and not an older backup of it.
type Merk struct {
	Positie     es.Position `json:"positie"`
	Gebeurtenis uuid.UUID   `json:"gebeurtenis"`
}

// Posities keeps the Merk of each process.
type Posities interface {
	// Lees returns the Merk of a process; the zero Merk when there is none.
	Lees(ctx context.Context, proces string) (Merk, error)
	// Bewaar replaces the Merk of a process, wholly or not at all.
	Bewaar(ctx context.Context, proces string, m Merk) error
}

// Map is [Posities] in a folder: one small file per process. It may be deleted:
// its processes then issue everything again, which adds nothing.
type Map string

var _ Posities = Map("")

func (m Map) file(proces string) string { return filepath.Join(string(m), proces+".positie.json") }

// Lees implements [Posities].
func (m Map) Lees(_ context.Context, proces string) (Merk, error) {
	b, err := os.ReadFile(m.file(proces))
	if errors.Is(err, fs.ErrNotExist) {
		return Merk{}, nil
	}
	if err != nil {
		return Merk{}, fmt.Errorf("read position of process %s: %w", proces, err)
	}
	var merk Merk
	if err := json.Unmarshal(b, &merk); err != nil {
		return Merk{}, fmt.Errorf("read position of process %s: %w", proces, err)
	}
	return merk, nil
}

// Bewaar implements [Posities].
func (m Map) Bewaar(ctx context.Context, proces string, merk Merk) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b, err := json.Marshal(merk)
	if err == nil {
		err = os.MkdirAll(string(m), 0o700)
	}
	if err == nil {
		err = replace(m.file(proces), b)
	}
	if err != nil {
		return fmt.Errorf("save position of process %s: %w", proces, err)
	}
	return nil
}

// replace writes a file beside path and moves it there when it is on disk, so
// that a crash leaves the old content or the new.
func replace(path string, b []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".positie-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if _, err := f.Write(b); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
