package leesmodellen

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// bouwEinde ends the name of a file that is being built.
const bouwEinde = ".bouw"

// maxLezers bounds how many read transactions one file has at a time.
const maxLezers = 32

// bestandsnaam returns the name of the n-th build (from 1) of a model.
func bestandsnaam(p plan, n int) string {
	if n == 1 {
		return fmt.Sprintf("%s.v%d.db", p.Naam, p.Versie)
	}
	return fmt.Sprintf("%s.v%d.%d.db", p.Naam, p.Versie, n)
}

// nieuwste returns the number of the latest complete build in dir, 0 when there is none.
func nieuwste(dir string, p plan) (int, error) {
	bij, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // a folder without read models has no builds
		return 0, fmt.Errorf("list read models: %w", err)
	}
	hoogste := 0
	for _, b := range bij {
		if n, ok := bouwnummer(b.Name(), p); ok {
			hoogste = max(hoogste, n)
		}
	}
	return hoogste, nil
}

func bouwnummer(naam string, p plan) (int, bool) {
	rest, ok := strings.CutPrefix(naam, fmt.Sprintf("%s.v%d.", p.Naam, p.Versie))
	if rest == "db" {
		return 1, ok
	}
	n, err := strconv.Atoi(strings.TrimSuffix(rest, ".db"))
	return n, ok && err == nil && n > 1 && strings.HasSuffix(rest, ".db")
}

// ruimOp removes what a crash left: files being built, and earlier builds.
func ruimOp(dir string, p plan) error {
	laatste, err := nieuwste(dir, p)
	if err != nil {
		return err
	}
	bij, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("list read models: %w", err)
	}
	for _, b := range bij {
		if n, ok := bouwnummer(b.Name(), p); ok && n < laatste {
			err = errors.Join(err, verwijder(filepath.Join(dir, b.Name())))
		}
		if strings.HasPrefix(b.Name(), fmt.Sprintf("%s.v%d.", p.Naam, p.Versie)) && strings.HasSuffix(b.Name(), bouwEinde) {
			err = errors.Join(err, verwijder(filepath.Join(dir, b.Name())))
		}
	}
	return err
}

func verwijder(pad string) error {
	var fout error
	for _, einde := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(pad + einde); err != nil && !errors.Is(err, os.ErrNotExist) {
			fout = errors.Join(fout, fmt.Errorf("remove read model: %w", err))
		}
	}
	return fout
}

// A bestand is one build of a read model, with its readers.
type bestand struct {
	pad   string
	plan  plan
	plek  chan struct{} // one token per reader
	mu    sync.Mutex
	vrij  []*verbinding
	lezen int  // readers at work
	weg   bool // closed: the last reader closes the file
	wis   bool // and removes it
}

func nieuwBestand(pad string, p plan) *bestand {
	return &bestand{pad: pad, plan: p, plek: make(chan struct{}, maxLezers)}
}

// houd counts a reader in, so that the file stays. It fails once the file is closed.
func (b *bestand) houd() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.weg {
		return ErrGesloten
	}
	b.lezen++
	return nil
}

// laat counts a reader out, and keeps its connection for the next.
func (b *bestand) laat(v *verbinding) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lezen--
	if v != nil {
		b.vrij = append(b.vrij, v)
	}
	return b.sluitLeeg()
}

// sluit closes the file when its last reader has gone, and removes it if wis.
func (b *bestand) sluit(wis bool) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.weg, b.wis = true, b.wis || wis
	return b.sluitLeeg()
}

func (b *bestand) sluitLeeg() error {
	if !b.weg || b.lezen > 0 {
		return nil
	}
	var err error
	for _, v := range b.vrij {
		err = errors.Join(err, v.sluit())
	}
	b.vrij = nil
	if b.wis {
		err = errors.Join(err, verwijder(b.pad))
	}
	return err
}

// pak returns a connection of its own to a reader that was counted in.
func (b *bestand) pak(ctx context.Context) (*verbinding, error) {
	select {
	case b.plek <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("read %s: %w", b.plan.Naam, ctx.Err())
	}
	b.mu.Lock()
	if n := len(b.vrij); n > 0 {
		v := b.vrij[n-1]
		b.vrij = b.vrij[:n-1]
		b.mu.Unlock()
		return v, nil
	}
	b.mu.Unlock()
	conn, err := sqlite.OpenConn(b.pad, sqlite.OpenReadOnly)
	if err != nil {
		<-b.plek
		return nil, fmt.Errorf("open %s: %w", b.plan.Naam, err)
	}
	return &verbinding{conn: conn, vrij: map[string][]*sqlite.Stmt{}}, nil
}

// openSchrijf opens the file for the one writer.
func openSchrijf(pad string, flags sqlite.OpenFlags) (*sqlite.Conn, error) {
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite|flags)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", filepath.Base(pad), err)
	}
	if flags&sqlite.OpenCreate != 0 {
		err = os.Chmod(pad, 0o600) // before anything is in it
	}
	if err == nil {
		err = pragmas(conn, "synchronous = NORMAL", "cache_size = -8000", "journal_mode = WAL")
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", filepath.Base(pad), err), conn.Close())
	}
	return conn, nil
}

// terug gives a connection back, or its place when it was closed.
func (b *bestand) terug(v *verbinding) error {
	<-b.plek
	return b.laat(v)
}

// pragmas sets one at a time: a script would run in a transaction, where some are refused.
func pragmas(conn *sqlite.Conn, ps ...string) error {
	for _, p := range ps {
		if err := sqlitex.ExecuteTransient(conn, "PRAGMA "+p, nil); err != nil {
			return fmt.Errorf("pragma %s: %w", p, err)
		}
	}
	return nil
}
