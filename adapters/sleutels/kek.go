package sleutels

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Errors of the wrapping key. Each may be wrapped; their texts are for whoever
// runs the server.
var (
	// ErrKEK reports a wrapping key that is not that of this key store.
	ErrKEK = errors.New("de inpaksleutel hoort niet bij deze sleutelkluis")
	// ErrKEKBestand reports a file that does not hold a wrapping key, or that
	// others than its owner can read.
	ErrKEKBestand = errors.New("het bestand met de inpaksleutel is niet bruikbaar")
)

// MaakKEK draws a wrapping key and writes it to a new file that only its owner
// can read. It returns an error that wraps [fs.ErrExist] if the file exists: a
// wrapping key is never written over, since that would destroy every key under it.
func MaakKEK(pad string) (kek [32]byte, err error) {
	if _, err := rand.Read(kek[:]); err != nil {
		return kek, fmt.Errorf("draw wrapping key: %w", err)
	}
	f, err := os.OpenFile(pad, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return kek, fmt.Errorf("create wrapping key: %w", err)
	}
	_, err = fmt.Fprintln(f, hex.EncodeToString(kek[:]))
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = syncMap(filepath.Dir(pad))
	}
	if err != nil {
		return kek, fmt.Errorf("write wrapping key %s: %w", pad, err)
	}
	return kek, nil
}

// LeesKEK reads a file that [MaakKEK] wrote: 64 hexadecimal digits and a line
// feed. It refuses a file that group or others have any right to (ErrKEKBestand).
func LeesKEK(pad string) (kek [32]byte, err error) {
	info, err := os.Stat(pad)
	if err != nil {
		return kek, fmt.Errorf("read wrapping key: %w", err)
	}
	if !info.Mode().IsRegular() {
		return kek, fmt.Errorf("%w: %s is geen gewoon bestand", ErrKEKBestand, pad)
	}
	if recht := info.Mode().Perm(); recht&0o077 != 0 {
		return kek, fmt.Errorf("%w: %s is ook leesbaar of schrijfbaar voor anderen dan de eigenaar (rechten %04o); "+
			"zet de rechten met: chmod 600 %s", ErrKEKBestand, pad, recht, pad)
	}
	b, err := os.ReadFile(pad)
	if err != nil {
		return kek, fmt.Errorf("read wrapping key: %w", err)
	}
	return ontHex(b, pad)
}

// LeesOfMaakKEK reads the wrapping key in pad, or makes one if there is no file.
func LeesOfMaakKEK(pad string) ([32]byte, error) {
	kek, err := LeesKEK(pad)
	if errors.Is(err, fs.ErrNotExist) {
		return MaakKEK(pad)
	}
	return kek, err
}

func syncMap(pad string) error {
	d, err := os.Open(pad)
	if err != nil {
		return fmt.Errorf("open folder: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}
