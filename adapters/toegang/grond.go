package toegang

import (
	"context"
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// A Grond is what access rests on.
type Grond struct {
	// Verlening is the id of the rolverlening (domain/toegang/rolverlening) that
	// grants the role; when that is taken back, the access ends. Empty for a role
	// that needs none.
	Verlening string
	// Als is the public id of a token or link whose holder is the same person. That
	// person keeps one pseudonym, so that nobody counts as two. Empty for somebody new.
	Als string
}

const schemaVolgstand = `CREATE TABLE IF NOT EXISTS volgstand (naam TEXT PRIMARY KEY, positie INTEGER NOT NULL) STRICT;`

// vulAan adds what the register of an older program did not have.
func (r *Register) vulAan() error {
	if err := sqlitex.ExecuteScript(r.conn, schemaVolgstand, nil); err != nil {
		return err
	}
	for _, kolom := range []string{"pseudoniem", "verlening"} {
		n, err := aantal(r.conn, "SELECT count(*) FROM pragma_table_info('houder') WHERE name = ?", kolom)
		if err != nil {
			return err
		}
		if n > 0 {
			continue
		}
		if err := sqlitex.ExecuteTransient(r.conn, "ALTER TABLE houder ADD COLUMN "+kolom+" TEXT NOT NULL DEFAULT ''", nil); err != nil {
			return err
		}
	}
	return nil
}

// voegHouderToe records a principal and returns its pseudonym. The caller is in a
// transaction.
func (r *Register) voegHouderToe(naam string, wie Wie, g Grond) (string, error) {
	pseudoniem := wie.ID
	if g.Als != "" {
		pseudoniem = ""
		err := sqlitex.Execute(r.conn, `SELECT CASE h.pseudoniem WHEN '' THEN h.id ELSE h.pseudoniem END FROM houder h
			WHERE h.id IN (SELECT houder FROM token WHERE id = ?1 UNION SELECT houder FROM koppeling WHERE id = ?1)`, &sqlitex.ExecOptions{
			Args: []any{g.Als}, ResultFunc: func(s *sqlite.Stmt) error { pseudoniem = s.ColumnText(0); return nil },
		})
		if err != nil {
			return "", err
		}
		if pseudoniem == "" {
			return "", fmt.Errorf("same person as %s: %w", g.Als, ErrOnbekend)
		}
	}
	return pseudoniem, sqlitex.Execute(r.conn,
		"INSERT INTO houder (id, rol, organisatie, gemeente, module, naam, pseudoniem, verlening) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		&sqlitex.ExecOptions{Args: []any{wie.ID, string(wie.Rol), wie.Organisatie, string(wie.Gemeente), wie.Module, naam, pseudoniem, g.Verlening}})
}

// eerder returns the public id of the oldest link of this code, so that who it
// belongs to keeps one pseudonym; empty when there is none. An opsporingsambtenaar
// is kept apart: no act of that role may show who the consulent is, and the reverse.
func (r *Register) eerder(code string, rol Rol) (id string, err error) {
	err = sqlitex.Execute(r.conn, `SELECT k.id FROM koppeling k JOIN houder h ON h.id = k.houder
		WHERE k.code = ?1 AND (h.rol = ?2) = (?3 = ?2) ORDER BY k.aangemaakt, k.id LIMIT 1`, &sqlitex.ExecOptions{
		Args: []any{code, string(Opsporingsambtenaar), string(rol)}, ResultFunc: func(s *sqlite.Stmt) error { id = s.ColumnText(0); return nil },
	})
	return id, err
}

// KanVierOgen reports whether two different persons can grant a role together: one
// who proposes, a beheerder, and another who agrees. As long as they cannot, the
// first ones get their role without it.
func (r *Register) KanVierOgen(ctx context.Context) (bool, error) {
	lijst, err := r.Lijst(ctx)
	if err != nil {
		return false, err
	}
	stelt, beslist := map[string]bool{}, map[string]bool{}
	for _, v := range lijst {
		if !v.Ingetrokken.IsZero() || !r.nu().Before(v.Wie.Verloopt) {
			continue
		}
		stelt[v.Wie.ID] = stelt[v.Wie.ID] || v.Wie.Rol == Beheerder
		beslist[v.Wie.ID] = beslist[v.Wie.ID] || v.Wie.Rol == Beheerder || v.Wie.Rol == Bestuurssecretaris
	}
	for een, voorstel := range stelt {
		for twee, oordeel := range beslist {
			if voorstel && oordeel && een != twee {
				return true, nil
			}
		}
	}
	return false, nil
}

// TrekVerleningenIn ends all access that rests on these grants.
func (r *Register) TrekVerleningenIn(ctx context.Context, ids ...string) error {
	err := r.schrijf(ctx, func() error {
		for _, id := range ids {
			for _, tabel := range []string{"token", "koppeling"} {
				err := sqlitex.Execute(r.conn, "UPDATE "+tabel+" SET ingetrokken = ?1 WHERE ingetrokken = 0 AND houder IN (SELECT id FROM houder WHERE verlening = ?2)",
					&sqlitex.ExecOptions{Args: []any{r.nu().UnixMilli(), id}})
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("end access of grants: %w", err)
	}
	return nil
}

// TrekVerleningenIn ends all access that rests on these grants.
func (i *Ingang) TrekVerleningenIn(ctx context.Context, ids ...string) error {
	return i.register.TrekVerleningenIn(ctx, ids...)
}

// ZetGevolgd remembers that every grant taken back up to positie is in the register.
func (r *Register) ZetGevolgd(ctx context.Context, positie int64) error {
	err := r.schrijf(ctx, func() error {
		return sqlitex.Execute(r.conn, "INSERT INTO volgstand VALUES ('rolverlening', ?1) ON CONFLICT (naam) DO UPDATE SET positie = ?1",
			&sqlitex.ExecOptions{Args: []any{positie}})
	})
	if err != nil {
		return fmt.Errorf("keep position of grants: %w", err)
	}
	return nil
}

// Gevolgd returns the position up to which grants that were taken back are in the
// register.
func (r *Register) Gevolgd() (positie int64, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	err = sqlitex.Execute(r.conn, "SELECT positie FROM volgstand WHERE naam = 'rolverlening'", &sqlitex.ExecOptions{
		ResultFunc: func(s *sqlite.Stmt) error { positie = s.ColumnInt64(0); return nil },
	})
	return positie, err
}
