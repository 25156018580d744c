package auditlog

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// haalIn reads what other processes added since the last line of this one. The
// caller holds the lock.
func (l *Logboek) haalIn() error {
	if l.bestand != nil {
		info, err := os.Stat(l.pad(l.nummer + 1))
		if !errors.Is(err, fs.ErrNotExist) && err != nil {
			return err
		}
		if info == nil {
			return l.haalBestandIn()
		}
	}
	nummers, err := bestanden(l.map_)
	if err != nil {
		return err
	}
	if len(nummers) == 0 {
		return l.begin(1)
	}
	laatste := nummers[len(nummers)-1]
	if err := l.kop(laatste); err != nil {
		return err
	}
	return l.begin(laatste)
}

// haalBestandIn reads on in the file that is open.
func (l *Logboek) haalBestandIn() error {
	info, err := l.bestand.Stat()
	if err != nil {
		return err
	}
	if opSchijf, err := os.Stat(l.pad(l.nummer)); err != nil || !os.SameFile(info, opSchijf) || info.Size() < l.groot {
		return fmt.Errorf("%w: bestand %d is weg, vervangen of korter dan het was", ErrGebroken, l.nummer)
	}
	if info.Size() == l.groot {
		return nil
	}
	b := make([]byte, info.Size()-l.groot)
	if _, err := l.bestand.ReadAt(b, l.groot); err != nil {
		return err
	}
	for len(b) > 0 {
		i := bytes.IndexByte(b, '\n')
		if i < 0 {
			// A process died within a line. Nobody was told that it was written.
			return l.bestand.Truncate(l.groot)
		}
		r, keten, err := leesRegel(b[:i], l.nr, l.keten)
		if err != nil {
			return err
		}
		l.nr, l.keten, l.groot, b = r.Nr, keten, l.groot+int64(i)+1, b[i+1:]
	}
	return nil
}

// kop finds where the chain stands before the last file, as that file says itself:
// whether the files before it agree is for [Lees] to see.
func (l *Logboek) kop(nummer int) error {
	l.nr, l.keten = 0, [32]byte{}
	b, err := os.ReadFile(l.pad(nummer))
	if err != nil {
		return err
	}
	eerste, _, heel := bytes.Cut(b, []byte("\n"))
	switch {
	case heel:
		l.nr, l.keten, err = beginVan(eerste)
		return err
	case nummer == 1:
		return nil
	}
	// A process died before the first line was there: the file before it says it.
	regel, err := laatsteRegel(l.pad(nummer - 1))
	if err != nil {
		return err
	}
	l.nr, l.keten, err = eindeVan(regel)
	return err
}

// laatsteRegel returns the last line of a file.
func laatsteRegel(pad string) ([]byte, error) {
	b, err := os.ReadFile(pad)
	if err != nil {
		return nil, err
	}
	b = bytes.TrimRight(b, "\n")
	return b[bytes.LastIndexByte(b, '\n')+1:], nil
}
