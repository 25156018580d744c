package controle

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"hash/maphash"
	"math/bits"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/transparency-dev/merkle/compact"
	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A gang is one check of one folder.
type gang struct {
	ctx  context.Context
	map_ string
	stil bool // nobody writes
	o    MapOpties
	doe  toetsen

	fabriek *compact.RangeFactory
	base64  *base64.Encoding
	zaad    maphash.Seed
	hoofd   *sqlite.Conn // its snapshot decides what is checked
	zegel   zegelstand
	typen   map[int64]string
	tot     int64
	stap    int64 // size of a full deel

	som      somGeheel
	groottes []int64 // sizes at which the root is needed, ascending
	wortels  map[int64][32]byte

	mu     sync.Mutex // guards u while goroutines run, and Voortgang
	u      Uitslag
	gedaan atomic.Int64
}

func (g *gang) loop() (_ Uitslag, err error) {
	begin := time.Now()
	g.fabriek, g.base64, g.zaad = nieuweFabriek(), base64.RawURLEncoding.Strict(), maphash.MakeSeed()
	g.wortels = map[int64][32]byte{}
	// The seal first: a checkpoint that is there already covers what the journal
	// holds a moment later.
	if err := g.leesZegel(); err != nil {
		return Uitslag{}, fmt.Errorf("controleer map: %w", err)
	}
	if g.hoofd, err = g.open(); err != nil {
		return Uitslag{}, fmt.Errorf("controleer map: %w", err)
	}
	defer func() { err = errors.Join(err, g.hoofd.Close()) }()
	if err := g.leesKop(); err != nil {
		return Uitslag{}, fmt.Errorf("controleer map: %w", err)
	}
	g.kiesGroottes()
	delen, err := g.loopDelen()
	if err != nil {
		return Uitslag{}, fmt.Errorf("controleer map: %w", err)
	}
	if err := g.besluit(delen); err != nil {
		return Uitslag{}, fmt.Errorf("controleer map: %w", err)
	}
	g.u.rond(begin)
	return g.u, nil
}

// open opens the journal and begins a snapshot.
func (g *gang) open() (*sqlite.Conn, error) {
	conn, err := openLezen(g.ctx, filepath.Join(g.map_, journaalBestand), g.stil)
	if err != nil {
		return nil, err
	}
	kenmerk, err := getal(conn, "PRAGMA application_id")
	versie, err2 := getal(conn, "PRAGMA user_version")
	switch err = errors.Join(err, err2); {
	case err != nil:
	case kenmerk != journaalKenmerk:
		err = fmt.Errorf("%s is geen journaal van Kroniek", journaalBestand)
	case versie != 1:
		err = fmt.Errorf("%s is van een andere versie (schema %d)", journaalBestand, versie)
	default:
		if _, err = getal(conn, "PRAGMA cache_size=-16384"); err == nil {
			_, err = getal(conn, "BEGIN")
		}
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// leesKop reads, in the snapshot that counts, where the log ends, and looks for
// rows outside it.
func (g *gang) leesKop() (err error) {
	if g.tot, err = getal(g.hoofd, "SELECT max(positie) FROM gebeurtenissen"); err != nil {
		return err
	}
	g.u.Gebeurtenissen = g.tot
	g.typen = map[int64]string{}
	err = vraag(g.hoofd, "SELECT tid, naam FROM typen NOT INDEXED", nil, func(s *sqlite.Stmt) error {
		tid := s.ColumnInt64(0)
		if tid != int64(len(g.typen))+1 && g.doe.doet(toetsKolommen) {
			g.afwijking(0, SoortKolom, "de tabel typen is niet aaneengesloten genummerd")
		}
		g.typen[tid] = s.ColumnText(1)
		return nil
	})
	if err != nil {
		return err
	}
	for tabel, soort := range map[string]Soort{"gebeurtenissen": SoortPositie, "persoonsdelen": SoortPersoons, "knopen": SoortKnoop} {
		n, err := getal(g.hoofd, "SELECT count(*) FROM "+tabel+" WHERE positie < 1 OR positie > ?", g.tot)
		if err != nil {
			return err
		}
		if n > 0 {
			g.afwijking(0, soort, fmt.Sprintf("de tabel %s heeft %d rijen buiten de posities 1 tot en met %d", tabel, n, g.tot))
		}
	}
	return nil
}

// loopDelen cuts the log into delen and checks them, and beside them what goes
// over the whole.
func (g *gang) loopDelen() ([]*deel, error) {
	// At least a few delen per goroutine, so that none waits long for the last.
	g.stap = int64(1) << min(deelBits, max(8, bits.Len64(uint64(g.tot))-4))
	var delen []*deel
	rij := make(chan *deel, g.tot/g.stap+1)
	for van := int64(0); van < g.tot; van += g.stap {
		d := &deel{van: van, tot: min(van+g.stap, g.tot)}
		delen = append(delen, d)
		rij <- d
	}
	close(rij)
	werkers := g.o.Werkers
	if werkers < 1 {
		werkers = runtime.GOMAXPROCS(0)
	}
	fouten := make([]error, werkers)
	var wg sync.WaitGroup
	for i := range fouten {
		wg.Go(func() { fouten[i] = g.werk(i == 0, rij) })
	}
	wg.Wait()
	return delen, errors.Join(fouten...)
}

// werk checks delen until there are none left. The first worker begins with
// what goes over the whole, on the snapshot that counts.
func (g *gang) werk(eerste bool, rij <-chan *deel) (err error) {
	conn := g.hoofd
	if eerste {
		if err := g.geheel(); err != nil {
			return err
		}
	} else {
		if conn, err = g.open(); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, conn.Close()) }()
	}
	l := &loper{g: g, conn: conn}
	for d := range rij {
		if err := l.loop(d); err != nil {
			return err
		}
	}
	return nil
}

func (g *gang) afwijking(p int64, s Soort, melding string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.u.Afwijkingen = append(g.u.Afwijkingen, Afwijking{Positie: es.Position(p), Soort: s, Melding: melding})
}

func (g *gang) meld(n int64) {
	gedaan := g.gedaan.Add(n)
	if g.o.Voortgang == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.o.Voortgang(gedaan, g.tot)
}
