package sleutels

import (
	"errors"
	"fmt"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// onderhoud fills the pool when woken, and lets keys in memory grow old.
func (k *Kluis) onderhoud() {
	defer close(k.gestopt)
	klok := time.NewTicker(halvewaarde)
	defer klok.Stop()
	for {
		select {
		case <-k.stop:
			return
		case <-klok.C:
			k.mu.Lock()
			k.onthoud.verouder()
			k.mu.Unlock()
		case <-k.sein:
			if k.laag() {
				k.vulAan()
			}
		}
	}
}

// laag reports whether the pool is at most half full, and fixes the size of the next batch.
func (k *Kluis) laag() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fout != nil || len(k.voorraad) > k.greep/2 {
		return false
	}
	switch {
	case k.greep == 0:
		k.greep = eersteGreep
	case k.greep < gewoneGreep, k.wachters > 0 && k.greep < grootsteGreep:
		k.greep *= 2
	}
	return true
}

// vulAan commits a batch and adds it to the pool. The keys are drawn and wrapped
// before the file is locked. After a failure no key is made any more: what is on
// disk after a failed write or fsync only a new process can tell.
func (k *Kluis) vulAan() {
	k.mu.Lock()
	a, lichting := k.inpakker, k.lichting
	k.mu.Unlock()
	vers, ingepakt, err := nieuw(a, k.greep) // only this goroutine changes greep
	k.db.Lock()
	defer k.db.Unlock()
	if err == nil && lichting != k.lichting { // under a wrapping key that was replaced since
		vers, ingepakt, err = nieuw(k.inpakker, k.greep)
	}
	if err == nil {
		err = schrijf(k.conn, vers, ingepakt)
	}
	if err != nil {
		_ = k.faal(fmt.Errorf("commit %d keys: %w", len(vers), err)) // whoever takes a key gets it
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.voorraad = append(k.voorraad, vers...)
	clear(vers)
	k.meld()
}

// faal stops the store and returns the reason.
func (k *Kluis) faal(err error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fout == nil {
		k.fout = fmt.Errorf("%w: %w", es.ErrStopped, err)
	}
	k.meld()
	return k.fout
}

// meld tells all who wait that the pool has changed. The caller holds mu.
func (k *Kluis) meld() {
	close(k.gevuld)
	k.gevuld = make(chan struct{})
}

func (k *Kluis) stand() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.fout
}

// errDicht is why a closed store makes no keys.
var errDicht = errors.New("key store is closed")

// Sluit closes the store and wipes the keys in memory. Calls that wait for a key
// get an error that wraps [es.ErrStopped]. A second Sluit answers as the first.
func (k *Kluis) Sluit() error { return k.sluit() }

func (k *Kluis) sluitEenmaal() error {
	_ = k.faal(errDicht) // the reason is for whoever calls after this
	close(k.stop)
	<-k.gestopt
	k.db.Lock()
	defer k.db.Unlock()
	k.mu.Lock()
	defer k.mu.Unlock()
	clear(k.voorraad)
	k.voorraad = nil
	k.onthoud.verouder()
	k.onthoud.verouder()
	for _, s := range k.blind {
		*s = [32]byte{}
	}
	clear(k.blind)
	err := k.conn.Close()
	k.conn = nil
	if err != nil {
		return fmt.Errorf("close key store: %w", err)
	}
	return nil
}
