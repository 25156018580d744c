package auditlog

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// maxRegel bounds one line; a longer one was not written by this package.
const maxRegel = 64 << 10

// Lees calls fn for every line of the log in map_, in order, and checks the chain
// on the way. It returns ErrGebroken at the first line that does not hold, after
// fn got all lines before it; a log of which files were removed must say so itself.
// A last line without an end is passed over: it was being written.
func Lees(map_ string, fn func(Regel) error) error {
	nummers, err := bestanden(map_)
	if err != nil {
		return fmt.Errorf("read audit log: %w", err)
	}
	return leesBestanden(map_, nummers, keur{fn: fn})
}

// LeesVanaf is Lees from the file on that holds line nr: what lies before it is not
// looked at. A log of which that file was removed is read from where it begins.
func LeesVanaf(map_ string, nr int64, fn func(Regel) error) error {
	nummers, err := bestanden(map_)
	if err != nil {
		return fmt.Errorf("read audit log: %w", err)
	}
	for i := len(nummers) - 1; i > 0; i-- {
		eerste, err := eersteRegel(bestandspad(map_, nummers[i]))
		if errors.Is(err, io.EOF) { // the file was made and its first line was not there yet
			continue
		}
		if err != nil {
			return fmt.Errorf("read audit log: %w", err)
		}
		na, _, err := beginVan(eerste)
		if err != nil {
			return fmt.Errorf("read audit log: %w", err)
		}
		if na < nr {
			return leesBestanden(map_, nummers[i:], keur{fn: fn, deels: true})
		}
	}
	return leesBestanden(map_, nummers, keur{fn: fn})
}

// eersteRegel returns the first line of a file; io.EOF when it has no whole line.
func eersteRegel(pad string) ([]byte, error) {
	f, err := os.Open(pad)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := bufio.NewReaderSize(f, maxRegel).ReadBytes('\n')
	return bytes.TrimSuffix(b, []byte("\n")), err
}

func leesBestanden(map_ string, nummers []int, k keur) error {
	for i, n := range nummers {
		if i > 0 && n != nummers[i-1]+1 {
			return fmt.Errorf("%w: %s ontbreekt", ErrGebroken, filepath.Base(bestandspad(map_, nummers[i-1]+1)))
		}
		if err := k.bestand(bestandspad(map_, n), i == 0 && n > 1, i == len(nummers)-1); err != nil {
			return fmt.Errorf("read %s: %w", filepath.Base(bestandspad(map_, n)), err)
		}
	}
	return k.slot()
}

// keur follows the chain over the files.
type keur struct {
	fn    func(Regel) error
	nr    int64
	keten [32]byte
	begin string // the head that a removed file must have had; empty when none is missing
	deels bool   // files before the first that is read are there, and are not read
}

// bestand reads one file. The first of a log from which files were removed starts
// in the middle of the chain.
func (k *keur) bestand(pad string, midden, laatste bool) error {
	f, err := os.Open(pad)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, maxRegel)
	for {
		b, err := in.ReadSlice('\n')
		if errors.Is(err, io.EOF) {
			if len(b) > 0 && !laatste {
				return fmt.Errorf("%w: een regel zonder einde", ErrGebroken)
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrGebroken, err)
		}
		b = b[:len(b)-1]
		if midden {
			midden = false
			if err := k.zetIn(b); err != nil {
				return err
			}
		}
		r, keten, err := leesRegel(b, k.nr, k.keten)
		if err != nil {
			return err
		}
		k.nr, k.keten = r.Nr, keten
		if r.Actie == Opgeruimd && r.Kop == k.begin {
			k.begin = ""
		}
		if err := k.fn(r); err != nil {
			return err
		}
	}
}

// zetIn starts the chain at the first line that is left. That line says what the
// head before it was; the line that records the removal must say the same.
func (k *keur) zetIn(b []byte) error {
	nr, keten, err := beginVan(b)
	k.nr, k.keten, k.begin = nr, keten, base64.RawURLEncoding.EncodeToString(keten[:])
	return err
}

// slot reports a removal that the log does not record.
func (k *keur) slot() error {
	if k.begin != "" && !k.deels {
		return fmt.Errorf("%w: er zijn bestanden verwijderd zonder regel daarover", ErrGebroken)
	}
	return nil
}

// beginVan returns number and hash before the first line of a file, as it says them.
func beginVan(b []byte) (int64, [32]byte, error) {
	var r Regel
	if err := json.Unmarshal(b, &r); err != nil || r.Actie != Begonnen {
		return 0, [32]byte{}, fmt.Errorf("%w: de eerste regel van een bestand is niet van dit log", ErrGebroken)
	}
	keten, err := hash(r.Kop)
	return r.Nr - 1, keten, err
}

// eindeVan returns number and hash of a line, as it says them itself.
func eindeVan(b []byte) (int64, [32]byte, error) {
	var r Regel
	if err := json.Unmarshal(b, &r); err != nil {
		return 0, [32]byte{}, fmt.Errorf("%w: de laatste regel van een bestand is onleesbaar", ErrGebroken)
	}
	keten, err := hash(r.Keten)
	return r.Nr, keten, err
}

func hash(s string) (h [32]byte, err error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(b) != len(h) {
		return h, fmt.Errorf("%w: een hash heeft niet de goede vorm", ErrGebroken)
	}
	return [32]byte(b), nil
}
