package zegel

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Errors about zegel.key.
var (
	// ErrSleutelLeesbaar reports a key file that others than its owner can read.
	ErrSleutelLeesbaar = errors.New("zegel.key is leesbaar of schrijfbaar voor anderen dan de eigenaar; zet de rechten op 600 en ga na of de sleutel al is gekopieerd")
	// ErrSleutel reports a key file that is damaged or belongs to another origin.
	ErrSleutel = errors.New("zegel.key is beschadigd of hoort bij een andere oorsprong; zet de sleutel uit de reservekopie terug")
)

const (
	sleutelBestand = "zegel.key"
	sleutelNieuw   = "zegel.key.nieuw"
)

// leesSleutel reads the signing key in bestand. It returns fs.ErrNotExist if
// there is none, ErrSleutelLeesbaar, or ErrSleutel.
func leesSleutel(map_, bestand string) (note.Signer, error) {
	f, err := os.Open(filepath.Join(map_, bestand))
	if err != nil {
		return nil, fmt.Errorf("lees %s: %w", bestand, err)
	}
	defer func() { _ = f.Close() }() // read only: nothing can be lost
	// The open file is judged, not the name: it cannot be swapped in between.
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("lees %s: %w", bestand, err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, ErrSleutelLeesbaar
	}
	var b [1024]byte
	n, err := f.Read(b[:])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSleutel, err)
	}
	s, err := note.NewSigner(strings.TrimSuffix(string(b[:n]), "\n"))
	if err != nil {
		return nil, ErrSleutel // the cause could show a part of the key
	}
	return s, nil
}

// nieuweSleutel makes a key named naam and writes it, owner-only, to bestand.
// It returns the verifier key. When it returns, the file is on disk.
func nieuweSleutel(map_, bestand, naam string) (skey note.Signer, vkey string, err error) {
	geheim, vkey, err := note.GenerateKey(rand.Reader, naam)
	if err != nil {
		return nil, "", fmt.Errorf("maak sleutel: %w", err)
	}
	s, err := note.NewSigner(geheim)
	if err != nil {
		return nil, "", fmt.Errorf("maak sleutel: %w", err)
	}
	pad := filepath.Join(map_, bestand)
	if err := os.Remove(pad); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, "", fmt.Errorf("verwijder ongebruikte %s: %w", bestand, err)
	}
	f, err := os.OpenFile(pad, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, "", fmt.Errorf("schrijf %s: %w", bestand, err)
	}
	_, err = f.WriteString(geheim + "\n")
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = syncMap(map_)
	}
	if err != nil {
		return nil, "", fmt.Errorf("schrijf %s: %w", bestand, err)
	}
	return s, vkey, nil
}

// neemInGebruik makes the new key the key.
func neemInGebruik(map_ string) error {
	if err := os.Rename(filepath.Join(map_, sleutelNieuw), filepath.Join(map_, sleutelBestand)); err != nil {
		return fmt.Errorf("neem %s in gebruik: %w", sleutelNieuw, err)
	}
	return syncMap(map_)
}

// syncMap puts the names in a folder on disk.
func syncMap(map_ string) error {
	d, err := os.Open(map_)
	if err != nil {
		return fmt.Errorf("sync map: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("sync map: %w", err)
	}
	return nil
}

// hoortBij reports whether s signs what vkey verifies.
func hoortBij(s note.Signer, vkey string) bool {
	v, err := note.NewVerifier(vkey)
	if err != nil || v.Name() != s.Name() || v.KeyHash() != s.KeyHash() {
		return false
	}
	// The key hash is only four bytes of a digest: let the keys prove themselves.
	proef := []byte("zegel/proef\n")
	h, err := s.Sign(proef)
	return err == nil && v.Verify(proef, h)
}
