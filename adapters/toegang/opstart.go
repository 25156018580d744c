package toegang

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// opstartduur is how long the code of a new office can be used, and beheerdersduur
// how long the two principals that it makes last.
const (
	opstartduur    = 15 * time.Minute
	beheerdersduur = 90 * 24 * time.Hour
)

const opstartschema = `CREATE TABLE IF NOT EXISTS opstart (hash BLOB PRIMARY KEY, verloopt INTEGER NOT NULL) STRICT;`

// errVoorbij ends a transaction without a trace.
var errVoorbij = errors.New("toegang: nothing to begin")

// Begincode returns a new code that makes the first two beheerders of an office,
// and takes back an earlier one; empty when the register knows anybody already. The
// register keeps only its hash.
func (r *Register) Begincode(ctx context.Context) (string, error) {
	code := willekeurig(32)
	hash := sha256.Sum256([]byte(code))
	err := r.schrijf(ctx, func() error {
		if leeg, err := r.leeg(); err != nil || !leeg {
			return errors.Join(err, errVoorbij)
		}
		if err := sqlitex.ExecuteTransient(r.conn, "DELETE FROM opstart", nil); err != nil {
			return err
		}
		return sqlitex.Execute(r.conn, "INSERT INTO opstart (hash, verloopt) VALUES (?, ?)",
			&sqlitex.ExecOptions{Args: []any{hash[:], r.nu().Add(opstartduur).UnixMilli()}})
	})
	if errors.Is(err, errVoorbij) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("make code for the first beheerders: %w", err)
	}
	return code, nil
}

func (r *Register) leeg() (bool, error) {
	n, err := aantal(r.conn, "SELECT count(*) FROM houder")
	return n == 0, err
}

// EersteBeheerders makes the first two beheerders, with a token each, for who has
// the code of [Register.Begincode]. It does so once: ErrOngeldig when the code is
// not the last one, has expired or was used, or when the register knows anybody.
func (r *Register) EersteBeheerders(ctx context.Context, code string) (twee [2]Uitgegeven, err error) {
	hash := sha256.Sum256([]byte(code))
	nu := r.nu().UTC().Truncate(time.Millisecond)
	err = r.schrijf(ctx, func() error {
		leeg, err := r.leeg()
		if err != nil {
			return err
		}
		var verloopt int64
		err = sqlitex.Execute(r.conn, "DELETE FROM opstart WHERE hash = ? RETURNING verloopt", &sqlitex.ExecOptions{
			Args: []any{hash[:]}, ResultFunc: func(s *sqlite.Stmt) error { verloopt = s.ColumnInt64(0); return nil },
		})
		switch {
		case err != nil:
			return err
		case !leeg || nu.UnixMilli() >= verloopt:
			return ErrOngeldig
		}
		for i := range twee {
			if twee[i], err = r.nieuwToken(fmt.Sprintf("eerste beheerders, %d van 2", i+1), Wie{Rol: Beheerder, Organisatie: "MGR"}, nu, beheerdersduur, Grond{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return [2]Uitgegeven{}, fmt.Errorf("make first beheerders: %w", err)
	}
	return twee, nil
}
