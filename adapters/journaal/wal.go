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
	// checkpointNa is how many pages are left in the log before the background
	// is asked to copy them into the database file. The pages at the edge of each
	// table are written in every batch, so waiting saves work.
	checkpointNa = 4_000
	// peilNa is after how many batches the writer looks how long the log is.
	peilNa = 16
	// opnieuwNa is the pause after a checkpoint that a reader held back.
	opnieuwNa = 100 * time.Millisecond
	// wisNa is how long emptying the log waits for readers; the writer stands
	// still meanwhile.
	wisNa = 20 * time.Millisecond
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

	wissen atomic.Bool // the log holds bytes that must disappear
	fout   atomic.Pointer[error]

	// Of the writer:
	max     int64     // frames above which it helps
	peil    int       // batches between two looks
	batches int       // since the last look
	poging  time.Time // when it last helped
}

func openWal(pad string) (*wal, error) {
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", bestand, err)
	}
	if err := voerUit(conn, "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-256;"); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	conn.SetBusyTimeout(wisNa)
	return &wal{conn: conn, sein: make(chan struct{}, 1), stop: make(chan struct{}), klaar: make(chan struct{}), max: maxFrames, peil: peilNa}, nil
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
	bezet, _, _, err := doeCheckpoint(conn, soort)
	if err == nil && soort == "TRUNCATE" && !bezet {
		w.wissen.Store(false)
	}
	return err
}

// doeCheckpoint returns the pages in the log and how many of those have been
// copied. NOOP only looks.
func doeCheckpoint(conn *sqlite.Conn, soort string) (bezet bool, frames, klaar int64, err error) {
	stmt, err := conn.Prepare("PRAGMA wal_checkpoint(" + soort + ")")
	if err != nil {
		return false, 0, 0, fmt.Errorf("checkpoint: %w", err)
	}
	if _, err := stmt.Step(); err != nil {
		if sqlite.ErrCode(err).ToPrimary() == sqlite.ResultBusy {
			return true, 0, 0, nil
		}
		return false, 0, 0, fmt.Errorf("checkpoint: %w", err)
	}
	bezet, frames, klaar = stmt.ColumnInt64(0) != 0, stmt.ColumnInt64(1), stmt.ColumnInt64(2)
	if err := stmt.Reset(); err != nil {
		return false, 0, 0, fmt.Errorf("checkpoint: %w", err)
	}
	return bezet, frames, klaar, nil
}

// tussendoor is called by the writer between two batches. It reports a failed
// checkpoint, asks for one when there is enough to do, and finishes one when the
// log has grown too long.
func (w *wal) tussendoor(conn *sqlite.Conn) error {
	if p := w.fout.Load(); p != nil {
		return *p
	}
	if w.batches++; w.batches < w.peil {
		return nil
	}
	w.batches = 0
	_, frames, klaar, err := doeCheckpoint(conn, "NOOP")
	switch {
	case err != nil || frames == klaar:
		return err
	case frames > w.max && time.Since(w.poging) >= opnieuwNa:
		w.poging = time.Now()
		return w.checkpoint(conn, "PASSIVE")
	case frames-klaar > checkpointNa:
		select {
		case w.sein <- struct{}{}:
		default:
		}
	}
	return nil
}

// wis empties the log now if no reader needs it, and else as soon as may be.
func (w *wal) wis(conn *sqlite.Conn) error {
	w.wissen.Store(true)
	conn.SetBusyTimeout(wisNa)
	defer conn.SetBusyTimeout(wachttijd)
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
