package sleutels

import (
	"context"
	"crypto/cipher"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// perKeer is how many keys are wrapped again between two looks at ctx.
const perKeer = 1000

// Hersleutel wraps every key under kek instead of the wrapping key so far, all or
// none; the keys themselves, and what was encrypted with them, stay. When it
// returns, the old wrapping key opens nothing in the store any more, and of the
// old wrapped forms no byte is left in the file. The store is in use meanwhile:
// who needs a key that is not in memory waits.
//
// After an error that is not that of ctx the store makes and destroys no keys.
func (k *Kluis) Hersleutel(ctx context.Context, kek [32]byte) error {
	nieuw, err := maakInpakker(&kek)
	if err != nil {
		return err
	}
	k.db.Lock()
	defer k.db.Unlock()
	if err := k.stand(); err != nil {
		return fmt.Errorf("wrap keys anew: %w", err)
	}
	if err := herpak(ctx, k.conn, k.inpakker, nieuw); err != nil {
		if ctx.Err() == nil || !errors.Is(err, ctx.Err()) {
			err = k.faal(err)
		}
		return fmt.Errorf("wrap keys anew: %w", err)
	}
	k.mu.Lock()
	k.inpakker = nieuw
	k.lichting++
	k.mu.Unlock()
	return leegLog(k.conn)
}

// herpak replaces the wrapped forms in one transaction.
func herpak(ctx context.Context, conn *sqlite.Conn, oud, nieuw cipher.AEAD) (err error) {
	klaar, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer klaar(&err)
	for vanaf := []byte{}; ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		rijen, err := leesReeks(conn, vanaf)
		if err != nil {
			return err
		}
		if len(rijen) == 0 {
			break
		}
		for _, r := range rijen {
			if err := herpakRij(conn, oud, nieuw, r); err != nil {
				return err
			}
		}
		vanaf = rijen[len(rijen)-1].id
	}
	if err := herpakIndex(conn, oud, nieuw); err != nil {
		return err
	}
	b, err := pakIn(nieuw, doelControle, nil, make([]byte, 32))
	if err != nil {
		return err
	}
	return sqlitex.Execute(conn, "UPDATE controle SET kek = ?", &sqlitex.ExecOptions{Args: []any{b}})
}

// herpakIndex wraps the secrets of the index of persons anew: one per module.
func herpakIndex(conn *sqlite.Conn, oud, nieuw cipher.AEAD) error {
	ingepakt := map[string][]byte{}
	err := sqlitex.Execute(conn, "SELECT module, ingepakt FROM indexsleutels", &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
		ingepakt[s.ColumnText(0)] = kolom(s, 1)
		return nil
	}})
	if err != nil {
		return err
	}
	for module, b := range ingepakt {
		geheim, err := pakUit(oud, doelIndex, []byte(module), b)
		if err != nil {
			return fmt.Errorf("key of the index of %s: %w", module, err)
		}
		b, err = pakIn(nieuw, doelIndex, []byte(module), geheim)
		clear(geheim)
		if err != nil {
			return err
		}
		if err := sqlitex.Execute(conn, "UPDATE indexsleutels SET ingepakt = ? WHERE module = ?", &sqlitex.ExecOptions{Args: []any{b, module}}); err != nil {
			return err
		}
	}
	return nil
}

type sleutelrij struct{ id, ingepakt []byte }

func leesReeks(conn *sqlite.Conn, na []byte) (rijen []sleutelrij, err error) {
	err = sqlitex.Execute(conn, "SELECT id, ingepakt FROM sleutels WHERE id > ? ORDER BY id LIMIT ?", &sqlitex.ExecOptions{
		Args: []any{na, perKeer},
		ResultFunc: func(s *sqlite.Stmt) error {
			rijen = append(rijen, sleutelrij{kolom(s, 0), kolom(s, 1)})
			return nil
		},
	})
	return rijen, err
}

func herpakRij(conn *sqlite.Conn, oud, nieuw cipher.AEAD, r sleutelrij) error {
	geheim, err := pakUit(oud, doelSleutel, r.id, r.ingepakt)
	if err != nil {
		return fmt.Errorf("key %x: %w", r.id, err)
	}
	defer clear(geheim)
	b, err := pakIn(nieuw, doelSleutel, r.id, geheim)
	if err != nil {
		return err
	}
	return sqlitex.Execute(conn, "UPDATE sleutels SET ingepakt = ? WHERE id = ?", &sqlitex.ExecOptions{Args: []any{b, r.id}})
}

// Aanwezig returns which of ids are in the store.
func (k *Kluis) Aanwezig(ctx context.Context, ids ...[16]byte) (er [][16]byte, err error) {
	k.db.Lock()
	defer k.db.Unlock()
	if err := k.stand(); err != nil {
		return nil, fmt.Errorf("look for %d keys: %w", len(ids), err)
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ingepakt, err := lees(k.conn, id)
		if err != nil {
			return nil, fmt.Errorf("look for %d keys: %w", len(ids), err)
		}
		if ingepakt != nil {
			er = append(er, id)
		}
	}
	return er, nil
}
