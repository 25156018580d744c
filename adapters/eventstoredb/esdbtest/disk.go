package esdbtest

import (
	"os"
	"strconv"
	"sync"
)

// A disk makes an append as dear as it is on a server that keeps its promises:
// an answer waits for an fsync, which all that wait share. What is written is
// never read back.
type disk struct {
	file *os.File

	mu    sync.Mutex
	ready sync.Cond
	done  int // records on disk
	want  int // records that somebody waits for
	busy  bool
}

func newDisk(path string) (*disk, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	d := &disk{file: f}
	d.ready.L = &d.mu
	return d, nil
}

// flush returns when the first n records are on disk. It panics when they cannot
// be: a test server has nobody to tell.
func (d *disk) flush(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.want = max(d.want, n)
	for d.done < n {
		if d.busy {
			d.ready.Wait()
			continue
		}
		d.busy = true
		upto := d.want
		d.mu.Unlock()
		_, err := d.file.Write(make([]byte, 512*max(1, upto-d.done)))
		if err == nil {
			err = d.file.Sync()
		}
		d.mu.Lock()
		if err != nil {
			panic("esdbtest: disk: " + err.Error())
		}
		d.done, d.busy = max(d.done, upto), false
		d.ready.Broadcast()
	}
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
