package meting

import (
	"context"
	"fmt"
	"os"
	"sync"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Kaal is the limit that the journal is measured against: a bare file that only
// grows. It does the same envelope work, writes the same bytes, and syncs the
// same batches, but keeps no index, no tree, no command id, and can be read by
// nobody. It remembers streams in memory, so that decisions cost nothing to read.
type Kaal struct {
	codec   *envelop.Codec
	sleutel func(context.Context) (envelop.Sleutel, error)
	bestand *os.File
	rij     chan kaalAppend
	klaar   chan struct{}
	batches func() int // size of the next batch; 0 = take what waits

	mu      sync.Mutex
	stromen map[es.Stream][]es.Recorded
}

type kaalAppend struct {
	bytes []byte
	klaar chan error
}

// NieuwKaal opens a bare file at pad. The i-th sync covers batches()[i] appends,
// as measured on the journal; when the list has run out, whatever waits.
func NieuwKaal(pad string, codec *envelop.Codec, sleutel func(context.Context) (envelop.Sleutel, error), batches []int) (*Kaal, error) {
	f, err := os.OpenFile(pad, os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	k := &Kaal{
		codec: codec, sleutel: sleutel, bestand: f,
		rij: make(chan kaalAppend, 1024), klaar: make(chan struct{}), stromen: map[es.Stream][]es.Recorded{},
	}
	k.batches = func() int {
		if len(batches) == 0 {
			return 0
		}
		n := batches[0]
		batches = batches[1:]
		return n
	}
	go k.schrijf()
	return k, nil
}

// Sluit stops the writer and closes the file.
func (k *Kaal) Sluit() error {
	close(k.rij)
	<-k.klaar
	return k.bestand.Close()
}

func (k *Kaal) schrijf() {
	defer close(k.klaar)
	for eerste := range k.rij {
		batch := k.verzamel(eerste, k.batches())
		var buf []byte
		for _, a := range batch {
			buf = append(buf, a.bytes...)
		}
		_, err := k.bestand.Write(buf)
		if err == nil {
			err = k.bestand.Sync()
		}
		for _, a := range batch {
			a.klaar <- err
		}
	}
}

// verzamel waits until the batch has doel appends; with doel 0 it takes what waits.
func (k *Kaal) verzamel(eerste kaalAppend, doel int) []kaalAppend {
	batch := []kaalAppend{eerste}
	for doel > 0 && len(batch) < doel {
		a, open := <-k.rij
		if !open {
			return batch
		}
		batch = append(batch, a)
	}
	for doel == 0 {
		select {
		case a, open := <-k.rij:
			if !open {
				return batch
			}
			batch = append(batch, a)
		default:
			return batch
		}
	}
	return batch
}

// Read implements es.Log from memory.
func (k *Kaal) Read(_ context.Context, stream es.Stream) ([]es.Recorded, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.stromen[stream], nil
}

// Earlier implements es.Log: a bare file knows no earlier commands.
func (k *Kaal) Earlier(context.Context, es.CommandID, [32]byte) (es.Receipt, bool, error) {
	return es.Receipt{}, false, nil
}

// Append implements es.Log.
func (k *Kaal) Append(ctx context.Context, a es.Append) (es.Receipt, error) {
	var bytes []byte
	for n, e := range a.Events {
		var s *envelop.Sleutel
		if k.codec.Persoonlijk(e) {
			sleutel, err := k.sleutel(ctx)
			if err != nil {
				return es.Receipt{}, fmt.Errorf("sleutel: %w", err)
			}
			s = &sleutel
		}
		v, err := k.codec.Verzegel(a, n, s)
		if err != nil {
			return es.Receipt{}, err
		}
		bytes = append(bytes, v.Gebeurtenis...)
		bytes = append(bytes, v.Zout[:]...)
		bytes = append(bytes, v.Commitment[:]...)
		bytes = append(bytes, v.Persoonsdeel...)
	}
	klaar := make(chan error, 1)
	k.rij <- kaalAppend{bytes, klaar}
	if err := <-klaar; err != nil {
		return es.Receipt{}, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, e := range a.Events {
		k.stromen[a.Stream] = append(k.stromen[a.Stream], es.Recorded{Stream: a.Stream, Event: e})
	}
	return es.Receipt{Stream: a.Stream, Count: len(a.Events), Revision: es.Revision(len(k.stromen[a.Stream]) - 1)}, nil
}
