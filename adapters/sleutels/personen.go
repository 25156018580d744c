package sleutels

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Nummer is a number that identifies a person: the kind, such as "bsn", and
// the digits. Printing it shows neither.
type Nummer struct{ Soort, Waarde string }

// Format implements fmt.Formatter and hides the number under every verb.
func (Nummer) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "[persoonsnummer]") // fmt keeps the error of its own writer
}

// A Pseudoniem stands for one person within one module. It is random, so it says
// nothing once its row is gone.
type Pseudoniem [16]byte

// String returns the pseudonym as base64url without padding.
func (p Pseudoniem) String() string { return base64.RawURLEncoding.EncodeToString(p[:]) }

// A Persoon is somebody whom the index knows.
type Persoon struct {
	Pseudoniem Pseudoniem
	Dossiers   []es.Stream // sorted; one may name a stream that was never opened, after a crash
}

// ZoekPersoon returns who has this number within module; false when nobody has.
// The number itself is nowhere in the store: it is found by HMAC-SHA256 under a
// key that belongs to the module alone.
func (k *Kluis) ZoekPersoon(ctx context.Context, module string, n Nummer) (p Persoon, ok bool, err error) {
	if err := ctx.Err(); err != nil {
		return p, false, err
	}
	k.db.Lock()
	defer k.db.Unlock()
	blind, err := k.blindVan(module, n)
	if err != nil {
		return p, false, fmt.Errorf("look up person: %w", err)
	}
	err = sqlitex.Execute(k.conn, "SELECT pseudoniem FROM personen WHERE module = ? AND blind = ?", &sqlitex.ExecOptions{
		Args:       []any{module, blind[:]},
		ResultFunc: func(s *sqlite.Stmt) error { ok = s.ColumnBytes(0, p.Pseudoniem[:]) == len(p.Pseudoniem); return nil },
	})
	if err == nil && ok {
		p.Dossiers, err = dossiersVan(k.conn, p.Pseudoniem)
	}
	if err != nil {
		return Persoon{}, false, fmt.Errorf("look up person: %w", err)
	}
	return p, ok, nil
}

// PersonenVan returns the pseudonyms under which the index knows a stream, and
// of each the other streams. It is one, unless a correction of a number was
// broken off half-way; none for a stream about somebody without a number.
func (k *Kluis) PersonenVan(ctx context.Context, stroom es.Stream) (uit []Persoon, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	k.db.Lock()
	defer k.db.Unlock()
	if k.conn == nil {
		return nil, fmt.Errorf("look up dossier: %w", es.ErrStopped)
	}
	ps, err := pseudoniemenVan(k.conn, stroom)
	for _, p := range ps {
		ds, errDossiers := dossiersVan(k.conn, p)
		uit, err = append(uit, Persoon{Pseudoniem: p, Dossiers: ds}), errors.Join(err, errDossiers)
	}
	if err != nil {
		return nil, fmt.Errorf("look up dossier: %w", err)
	}
	return uit, nil
}

// Dossierpseudoniem returns what stands for the person of a stream in a log:
// the pseudonym in the index, or one derived from the stream under a key of its
// own when there is no number to index.
func (k *Kluis) Dossierpseudoniem(ctx context.Context, stroom es.Stream) (Pseudoniem, error) {
	ps, err := k.PersonenVan(ctx, stroom)
	if err != nil || len(ps) > 0 {
		if err != nil {
			return Pseudoniem{}, err
		}
		return ps[0].Pseudoniem, nil
	}
	return k.AfgeleidPseudoniem(ctx, stroom)
}

// AfgeleidPseudoniem returns the pseudonym that is derived from the stream, also
// when the index knows a better one by now.
func (k *Kluis) AfgeleidPseudoniem(ctx context.Context, stroom es.Stream) (p Pseudoniem, err error) {
	if err := ctx.Err(); err != nil {
		return p, err
	}
	k.db.Lock()
	defer k.db.Unlock()
	som, err := k.blindVan("", Nummer{Soort: "stroom", Waarde: string(stroom)})
	if err != nil {
		return p, fmt.Errorf("derive pseudonym: %w", err)
	}
	copy(p[:], som[:])
	return p, nil
}

// blindVan returns the form in which a number is kept for module. The caller holds db.
func (k *Kluis) blindVan(module string, n Nummer) (som [32]byte, err error) {
	if k.conn == nil {
		return som, es.ErrStopped
	}
	sleutel, err := k.indexsleutel(module)
	if err != nil {
		return som, err
	}
	h := hmac.New(sha256.New, sleutel[:])
	h.Write([]byte(n.Soort + "\n" + n.Waarde))
	h.Sum(som[:0])
	return som, nil
}

func pseudoniemenVan(conn *sqlite.Conn, stroom es.Stream) (uit []Pseudoniem, err error) {
	err = sqlitex.Execute(conn, "SELECT pseudoniem FROM dossiers WHERE stroom = ? ORDER BY pseudoniem", &sqlitex.ExecOptions{
		Args: []any{string(stroom)},
		ResultFunc: func(s *sqlite.Stmt) error {
			var p Pseudoniem
			s.ColumnBytes(0, p[:])
			uit = append(uit, p)
			return nil
		},
	})
	return uit, err
}

func dossiersVan(conn *sqlite.Conn, p Pseudoniem) (uit []es.Stream, err error) {
	err = sqlitex.Execute(conn, "SELECT stroom FROM dossiers WHERE pseudoniem = ? ORDER BY stroom", &sqlitex.ExecOptions{
		Args:       []any{p[:]},
		ResultFunc: func(s *sqlite.Stmt) error { uit = append(uit, es.Stream(s.ColumnText(0))); return nil },
	})
	return uit, err
}
