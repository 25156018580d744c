package auditlog

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"github.com/google/uuid"
)

// Map is the folder of the log within a data folder.
const Map = "auditlog"

const (
	voor, achter = "auditlog-", ".jsonl"
	rust         = time.Second // between a line and its fsync, at most
	eigen        = "kroniek"   // origin of lines that the log adds itself
)

// Opties are what a log is opened with. Zero fields get the values of [Open].
type Opties struct {
	Nu       func() time.Time // the clock; time.Now
	MaxGroot int64            // bytes after which a new file begins; 16 MiB
	MaxFiles int              // files after which no line is written any more; 512
	Vreemden int              // lines a minute about senders who show nothing valid; the rest is counted; 120
}

// A Logboek adds lines to the log in one folder. It may be used concurrently, and
// by several processes at a time: each takes the lock for the length of one line.
type Logboek struct {
	map_    string
	o       Opties
	slot    *flock.Flock
	kenmerk uuid.UUID

	mu        sync.Mutex
	bestand   *os.File
	nummer    int // of the file
	groot     int64
	nr        int64
	keten     [32]byte
	vuil      bool
	gesloten  bool
	fout      error // of an fsync: nothing is known of what was written, so nothing more is
	minuut    time.Time
	vreemden  int
	verzwegen int

	einde chan struct{}
	klaar sync.WaitGroup
}

// Open opens the log in map_, and makes it when there is none. It reads the last
// file, and returns ErrGebroken when its chain does not hold.
func Open(map_ string, o Opties) (*Logboek, error) {
	if o.Nu == nil {
		o.Nu = time.Now
	}
	if o.MaxGroot == 0 {
		o.MaxGroot = 16 << 20
	}
	if o.MaxFiles == 0 {
		o.MaxFiles = 512
	}
	if o.Vreemden == 0 {
		o.Vreemden = 120
	}
	if err := os.MkdirAll(map_, 0o700); err != nil {
		return nil, fmt.Errorf("open audit log: %w", err)
	}
	l := &Logboek{map_: map_, o: o, slot: flock.New(filepath.Join(map_, "slot")), einde: make(chan struct{})}
	err := l.onderSlot(func() (err error) {
		if l.kenmerk, err = leesKenmerk(map_); err != nil {
			return err
		}
		return l.haalIn()
	})
	if err != nil {
		return nil, fmt.Errorf("open audit log: %w", errors.Join(err, l.sluitBestand(), l.slot.Close()))
	}
	l.klaar.Go(l.spoel)
	return l, nil
}

// Leg adds a line. It returns when the line is with the operating system; within
// a second it is on disk. An error wraps ErrNietBeschikbaar, or ErrRegel for a
// value that does not belong here: then nothing was written, and the caller must
// not go on with what it wanted to log.
func (l *Logboek) Leg(r Regel) error {
	if err := r.keur(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.leg(r)
}

// LegVreemde adds a line about a sender who shows nothing valid. Anybody can send
// such requests, and as many as they like: beyond a number a minute they are only
// counted, and the next line says how many there were.
func (l *Logboek) LegVreemde(r Regel) error {
	if err := r.keur(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if nu := l.o.Nu(); nu.Sub(l.minuut) >= time.Minute {
		l.minuut, l.vreemden = nu, 0
		if l.verzwegen > 0 {
			samen := Regel{Actie: Aanmelden, Resultaat: Geweigerd, Oorsprong: "verschillende", Aantal: l.verzwegen}
			if err := l.leg(samen); err != nil {
				return err
			}
			l.verzwegen = 0
		}
	}
	if l.vreemden++; l.vreemden > l.o.Vreemden {
		l.verzwegen++
		return l.bruikbaar()
	}
	return l.leg(r)
}

// leg adds a line that was checked. The caller holds mu.
func (l *Logboek) leg(r Regel) error {
	if err := l.bruikbaar(); err != nil {
		return err
	}
	err := l.onderSlot(func() error {
		if err := l.haalIn(); err != nil {
			return err
		}
		if l.groot >= l.o.MaxGroot {
			if err := l.volgend(); err != nil {
				return err
			}
		}
		return l.schrijf(r)
	})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNietBeschikbaar, err)
	}
	return nil
}

// schrijf adds r to the file that is open. The caller holds the lock.
func (l *Logboek) schrijf(r Regel) error {
	r.Nr, r.Tijdstip = l.nr+1, l.o.Nu().UTC().Truncate(time.Millisecond)
	b, keten, err := r.schrijf(l.keten)
	if err != nil {
		return err
	}
	if _, err := l.bestand.Write(b); err != nil {
		// Half a line must not stay: the next would be read as its end.
		return errors.Join(err, l.bestand.Truncate(l.groot))
	}
	l.nr, l.keten, l.groot, l.vuil = r.Nr, keten, l.groot+int64(len(b)), true
	return nil
}

func (l *Logboek) bruikbaar() error {
	switch {
	case l.gesloten:
		return fmt.Errorf("%w: %w", ErrNietBeschikbaar, os.ErrClosed)
	case l.fout != nil:
		return fmt.Errorf("%w: %w", ErrNietBeschikbaar, l.fout)
	}
	return nil
}

// onderSlot runs fn while no other process adds a line.
func (l *Logboek) onderSlot(fn func() error) error {
	if err := l.slot.Lock(); err != nil {
		return err
	}
	return errors.Join(fn(), l.slot.Unlock())
}

// begin opens file nummer and reads it.
func (l *Logboek) begin(nummer int) error {
	if err := l.sluitBestand(); err != nil {
		return err
	}
	f, err := os.OpenFile(l.pad(nummer), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	l.bestand, l.nummer, l.groot = f, nummer, 0
	if err := l.haalBestandIn(); err != nil || l.groot > 0 {
		return err
	}
	return l.schrijf(Regel{
		Actie: Begonnen, Resultaat: Toegestaan, Oorsprong: eigen, Object: filepath.Base(f.Name()),
		Kop: base64.RawURLEncoding.EncodeToString(l.keten[:]),
	})
}

// volgend goes on in a new file. The chain goes on as well.
func (l *Logboek) volgend() error {
	nummers, err := bestanden(l.map_)
	if err != nil {
		return err
	}
	if len(nummers) >= l.o.MaxFiles {
		return fmt.Errorf("er zijn %d logbestanden; ruim de oudste op met kroniek auditlog opruimen", len(nummers))
	}
	return l.begin(l.nummer + 1)
}

func (l *Logboek) sluitBestand() error {
	if l.bestand == nil {
		return nil
	}
	err := errors.Join(l.bestand.Sync(), l.bestand.Close())
	l.bestand = nil
	return err
}

// spoel brings lines to disk, until the log is closed. After a failed fsync
// nothing more is written: what the disk holds is not known.
func (l *Logboek) spoel() {
	t := time.NewTicker(rust)
	defer t.Stop()
	for {
		select {
		case <-l.einde:
			return
		case <-t.C:
			l.mu.Lock()
			if l.vuil && l.fout == nil && l.bestand != nil {
				l.fout = l.bestand.Sync()
				l.vuil = false
			}
			l.mu.Unlock()
		}
	}
}

// Kenmerk returns the id of this log.
func (l *Logboek) Kenmerk() uuid.UUID { return l.kenmerk }

// Stand returns the number of the last line and the head of the chain, base64url.
// What it returns is on disk: an anchor must not outlive what it anchors.
func (l *Logboek) Stand() (nr int64, keten string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.bruikbaar(); err != nil {
		return 0, "", err
	}
	if l.vuil {
		if l.fout = l.bestand.Sync(); l.fout != nil {
			return 0, "", l.bruikbaar()
		}
		l.vuil = false
	}
	return l.nr, base64.RawURLEncoding.EncodeToString(l.keten[:]), nil
}

// Sluit brings everything to disk and closes the log.
func (l *Logboek) Sluit() error {
	l.mu.Lock()
	if l.gesloten {
		l.mu.Unlock()
		return nil
	}
	var err error
	if l.verzwegen > 0 {
		err = l.leg(Regel{Actie: Aanmelden, Resultaat: Geweigerd, Oorsprong: "verschillende", Aantal: l.verzwegen})
	}
	l.gesloten = true
	err = errors.Join(err, l.fout, l.sluitBestand(), l.slot.Close())
	l.mu.Unlock()
	close(l.einde)
	l.klaar.Wait()
	return err
}

func (l *Logboek) pad(nummer int) string { return bestandspad(l.map_, nummer) }

func bestandspad(map_ string, nummer int) string {
	return filepath.Join(map_, fmt.Sprintf("%s%06d%s", voor, nummer, achter))
}

// bestanden returns the numbers of the files in map_, in order.
func bestanden(map_ string) ([]int, error) {
	lijst, err := os.ReadDir(map_)
	if err != nil {
		return nil, err
	}
	var nummers []int
	for _, e := range lijst {
		if !strings.HasPrefix(e.Name(), voor) || !strings.HasSuffix(e.Name(), achter) {
			continue
		}
		var n int
		if _, err := fmt.Sscanf(e.Name(), voor+"%06d"+achter, &n); err == nil && n > 0 {
			nummers = append(nummers, n)
		}
	}
	slices.Sort(nummers)
	return nummers, nil
}
