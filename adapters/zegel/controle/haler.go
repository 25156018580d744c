package controle

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
)

const (
	maxCheckpoint int64 = 1 << 20
	maxTegel      int64 = 256 * 32
	maxBundel     int64 = 256 * (2 + int64(logregelLen))
	tegelijk            = 8 // requests at the same time
)

// A haler fetches the files of a log below one address.
type haler struct {
	url    string
	client *http.Client
}

func nieuweHaler(url string, client *http.Client) *haler {
	if client == nil {
		client = &http.Client{Timeout: 30 * time.Second}
	}
	return &haler{url: strings.TrimRight(url, "/"), client: client}
}

// een fetches one file of at most max bytes. A longer one is cut off one byte
// past max, so that whoever compares it sees that it is too long.
func (h *haler) een(ctx context.Context, pad string, max int64) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, h.url+"/"+pad, nil)
	if err != nil {
		return nil, fmt.Errorf("vraag %s: %w", pad, err)
	}
	resp, err := h.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("vraag %s: %w", pad, err)
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, max+1))
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		return nil, fmt.Errorf("vraag %s: %w", pad, err)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, &statusFout{pad: pad, status: resp.StatusCode}
	}
	return b, nil
}

// A statusFout is an answer other than 200.
type statusFout struct {
	pad    string
	status int
}

// Error implements error.
func (f *statusFout) Error() string {
	return fmt.Sprintf("vraag %s: de server antwoordt %d", f.pad, f.status)
}

// weg reports that the server says it does not have a file.
func weg(err error) bool {
	f := (*statusFout)(nil)
	return errors.As(err, &f) && (f.status == http.StatusNotFound || f.status == http.StatusGone)
}

// reeks fetches tiles, a few at a time, and hands them to fn in order. It stops
// at the first error; one that says a difference was found is not returned.
func (h *haler) reeks(ctx context.Context, tegels []c2sp.Tegel, fn func(c2sp.Tegel, []byte) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type antwoord struct {
		inhoud []byte
		err    error
	}
	rij := make(chan chan antwoord, tegelijk)
	go func() {
		defer close(rij)
		for _, t := range tegels {
			max := maxTegel
			if t.Regels {
				max = maxBundel
			}
			een := make(chan antwoord, 1)
			select {
			case rij <- een:
			case <-ctx.Done():
				return
			}
			go func() {
				b, err := h.een(ctx, t.Pad(), max)
				een <- antwoord{b, err}
			}()
		}
	}()
	for _, t := range tegels {
		een, ok := <-rij
		if !ok {
			return ctx.Err()
		}
		a := <-een
		if a.err != nil {
			return a.err
		}
		if err := fn(t, a.inhoud); err != nil {
			if isGevonden(err) {
				return nil
			}
			return err
		}
	}
	return nil
}

// leesToestand reads the checkpoint of the last visit; nil when there is none.
func leesToestand(pad string, v note.Verifier) (*c2sp.Checkpoint, error) {
	if pad == "" {
		return nil, nil
	}
	b, err := os.ReadFile(pad)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("lees vorig bezoek: %w", err)
	}
	c, err := c2sp.Open(b, v)
	if err != nil {
		return nil, fmt.Errorf("het bewaarde checkpoint van het vorige bezoek is niet met de opgegeven sleutel ondertekend: %w", err)
	}
	return &c, nil
}

// bewaarToestand keeps the checkpoint for the next visit, whole or not at all.
func bewaarToestand(pad string, tekst []byte) error {
	f, err := os.CreateTemp(filepath.Dir(pad), filepath.Base(pad)+".*")
	if err != nil {
		return fmt.Errorf("bewaar bezoek: %w", err)
	}
	_, err = f.Write(tekst)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), pad)
	}
	if err != nil {
		return fmt.Errorf("bewaar bezoek: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}
