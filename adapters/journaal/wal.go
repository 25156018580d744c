package journaal

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"zombiezen.com/go/sqlite"
)

const (
	// maxFrames is the length of the write-ahead log (in pages) above which the
	// writer finishes the checkpoint itself, between two batches.
	maxFrames = 16_000
	// checkpointNa is how many bytes of events are written before the background
	// is asked to copy them into the database file.
	checkpointNa = 4 << 20
	// opnieuwNa is the pause after a checkpoint that a reader held back.
	opnieuwNa = 100 * time.Millisecond
)

// A wal keeps the write-ahead log short, on a connection of its own, so that a
// commit seldom has to. One checkpoint runs at a time.
//
// A failed checkpoint stops the journal: trying again could succeed without
// the pages that were lost, and would then throw away the log that has them.
type wal struct {
	conn  *sqlite.Conn
	mu    sync.Mutex // held during a checkpoint
	sein  chan struct{}
	stop  chan struct{}
	klaar chan struct{}

	frames atomic.Int64 // pages in the log that is not wholly copied, as last seen
	wissen atomic.Bool  // the log holds bytes that must disappear
	fout   atomic.Pointer[error]

	bytes  int       // written since the last sein; of the writer
	poging time.Time // of the writer's last checkpoint that did not finish
}

func openWal(pad string) (*wal, error) {
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", bestand, err)
	}
	if err := voerUit(conn, "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-256;"); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	conn.SetBusyTimeout(time.Second)
	return &wal{conn: conn, sein: make(chan struct{}, 1), stop: make(chan struct{}), klaar: make(chan struct{})}, nil
}

// loop runs checkpoints when asked, until sluit.
func (w *wal) loop() {
	defer close(w.klaar)
	tik := time.NewTicker(time.Second)
	defer tik.Stop()
	for {
		soort := "PASSIVE"
		select {
		case <-w.stop:
			return
		case <-w.sein:
		case <-tik.C:
			if !w.wissen.Load() {
				continue
			}
			soort = "TRUNCATE"
		}
		if err := w.checkpoint(w.conn, soort); err != nil {
			w.fout.Store(&err)
			return
		}
	}
}

// checkpoint copies the log into the database file as far as readers allow.
// TRUNCATE waits a while for them, and then empties the log.
func (w *wal) checkpoint(conn *sqlite.Conn, soort string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	stmt, err := conn.Prepare("PRAGMA wal_checkpoint(" + soort + ")")
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	if _, err := stmt.Step(); err != nil {
		if sqlite.ErrCode(err).ToPrimary() == sqlite.ResultBusy {
			return nil
		}
		return fmt.Errorf("checkpoint: %w", err)
	}
	bezet, lengte, klaar := stmt.ColumnInt64(0) != 0, stmt.ColumnInt64(1), stmt.ColumnInt64(2)
	if err := stmt.Reset(); err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	if lengte == klaar {
		lengte = 0
	}
	w.frames.Store(lengte)
	if soort == "TRUNCATE" && !bezet {
		w.wissen.Store(false)
	}
	return nil
}

// geschreven notes what the writer has committed.
func (w *wal) geschreven(bytes int) {
	if w.bytes += bytes; w.bytes < checkpointNa {
		return
	}
	w.bytes = 0
	select {
	case w.sein <- struct{}{}:
	default:
	}
}

// tussendoor is called by the writer between two batches. It reports a failed
// checkpoint, and finishes one when the log has grown too long.
func (w *wal) tussendoor(conn *sqlite.Conn) error {
	if p := w.fout.Load(); p != nil {
		return *p
	}
	if w.frames.Load() <= maxFrames || time.Since(w.poging) < opnieuwNa {
		return nil
	}
	w.poging = time.Now()
	return w.checkpoint(conn, "PASSIVE")
}

// wis empties the log now if no reader needs it, and else as soon as may be.
func (w *wal) wis(conn *sqlite.Conn) error {
	w.wissen.Store(true)
	return w.checkpoint(conn, "TRUNCATE")
}

func (w *wal) sluit() error {
	close(w.stop)
	<-w.klaar
	err := w.conn.Close()
	if p := w.fout.Load(); p != nil {
		err = errors.Join(*p, err)
	}
	return err
}
