package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// verbindingen is the number of connections that give commands at the same time.
const verbindingen = 64

// tempo is the rate, in commands a second, at which the tail is measured: an
// arrival does not wait for the answer to the one before it.
const tempo = 2000

// meetHTTP gives real commands, each opening a stream, to a whole kantoor: access,
// validation, decision, journal, seal and read models. The sender runs on the same
// processors.
func meetHTTP(ctx context.Context, b *bench) error {
	dir := filepath.Join(b.map_, "http")
	werk, stop := context.WithCancel(ctx)
	defer stop()
	var fout error
	klaar := make(chan error, 1)
	go func() {
		klaar <- serveer(werk, kantooropties{dir: dir, nu: time.Now, log: stil(os.Stderr)}, &ingangopties{onversleuteld: true, luister: "127.0.0.1:0"}, func(k *kantoor, adres string) error {
			defer stop()
			fout = b.meetOpdrachten(werk, k, adres)
			return nil
		})
	}()
	return errors.Join(<-klaar, fout)
}

func (b *bench) meetOpdrachten(ctx context.Context, k *kantoor, adres string) error {
	u, err := k.register.Geef(ctx, "meting", toegang.Wie{Rol: toegang.Bestuurssecretaris, Organisatie: "MGR"}, time.Hour)
	if err != nil {
		return err
	}
	z := zender{
		adres: adres + "/v1/nieuwsbrieven", token: u.Token,
		client: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: verbindingen}},
	}
	aantal := max(b.aantal/10, 2000)
	if _, _, err := z.gesloten(ctx, 500); err != nil { // warm connections and caches
		return err
	}
	duur, duren, err := z.gesloten(ctx, aantal)
	if err != nil {
		return err
	}
	b.noteer(meetwaarde{
		Naam: "opdrachten over HTTP", Waarde: float64(aantal) / duur.Seconds(), Eenheid: "per s", Eis: "5.000", Doel: "10.000",
		Noot: fmt.Sprintf("%d verbindingen, p99 %.1f ms", verbindingen, ms(deel(duren, 0.99))),
	})
	if duren, err = z.open(ctx, min(aantal, 10*tempo)); err != nil {
		return err
	}
	b.noteer(meetwaarde{Naam: fmt.Sprintf("p99 bij %d per s", tempo), Waarde: ms(deel(duren, 0.99)), Eenheid: "ms", Eis: "20", Doel: "10"})
	return nil
}

func deel(duren []time.Duration, d float64) time.Duration {
	slices.Sort(duren)
	return duren[min(len(duren)-1, int(d*float64(len(duren))))]
}

// A zender gives commands to a server.
type zender struct {
	adres, token string
	client       *http.Client
}

func (z zender) geef(ctx context.Context) error {
	sleutel, err := uuid.NewV7()
	if err != nil {
		return err
	}
	body := []byte(`{"onderwerp":"Meting","verzondenOp":"2021-03-11","raden":["GM0202","GM0221","GM0277"],"opdracht":{"gesimuleerd":true}}`)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, z.adres, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+z.token)
	req.Header.Set("Idempotency-Key", sleutel.String())
	a, err := z.client.Do(req)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, a.Body)
	if err = errors.Join(err, a.Body.Close()); err != nil {
		return err
	}
	if a.StatusCode != http.StatusCreated {
		return fmt.Errorf("de server antwoordde %s", a.Status)
	}
	return nil
}

// gesloten has every connection wait for its own answer.
func (z zender) gesloten(ctx context.Context, n int) (duur time.Duration, duren []time.Duration, err error) {
	duren = make([]time.Duration, n)
	var volgnr atomic.Int64
	begin := time.Now()
	err = samen(verbindingen, func() error {
		for {
			i := int(volgnr.Add(1)) - 1
			if i >= n {
				return nil
			}
			t := time.Now()
			if err := z.geef(ctx); err != nil {
				return err
			}
			duren[i] = time.Since(t)
		}
	})
	return time.Since(begin), duren, err
}

// open gives n commands at a fixed rate. A latency runs from the moment at which
// the command should have been given, so a slow server cannot hide by slowing us.
func (z zender) open(ctx context.Context, n int) ([]time.Duration, error) {
	duren := make([]time.Duration, n)
	var volgnr atomic.Int64
	begin := time.Now()
	err := samen(verbindingen, func() error {
		for {
			i := int(volgnr.Add(1)) - 1
			if i >= n {
				return nil
			}
			beurt := begin.Add(time.Duration(i) * time.Second / tempo)
			time.Sleep(time.Until(beurt))
			if err := z.geef(ctx); err != nil {
				return err
			}
			duren[i] = time.Since(beurt)
		}
	})
	return duren, err
}

// samen runs f n times at once and returns the first error.
func samen(n int, f func() error) error {
	fouten := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { fouten[i] = f() })
	}
	wg.Wait()
	for _, err := range fouten {
		if err != nil {
			return err
		}
	}
	return nil
}
