package leesmodellen

import (
	"fmt"
	"slices"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A plan is a projector and what identifies its tables.
type plan struct {
	*projections.Projector
	declaratie string
	grenzen    grenzen
}

func plannen(projectors []*projections.Projector, g grenzen) ([]plan, error) {
	var ps []plan
	for _, p := range projectors {
		if err := keur(p); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(ps, func(q plan) bool { return q.Naam == p.Naam }) {
			return nil, fmt.Errorf("%w: read model %s is declared twice", ErrOnbekend, p.Naam)
		}
		ps = append(ps, plan{p, declaratie(p), g.gevuld()})
	}
	return ps, nil
}

// maak makes the tables of p in an empty database.
func maak(conn *sqlite.Conn, p plan) error {
	if err := sqlitex.ExecuteScript(conn, ddl(p.Projector), nil); err != nil {
		return fmt.Errorf("make tables of %s: %w", p.Naam, err)
	}
	err := sqlitex.ExecuteTransient(conn, "INSERT INTO kroniek_stand VALUES (1, ?, ?, ?, 0, 0, ?, '', 0)", &sqlitex.ExecOptions{
		Args: []any{p.Naam, p.Versie, p.declaratie, make([]byte, 32)},
	})
	if err != nil {
		return fmt.Errorf("make tables of %s: %w", p.Naam, err)
	}
	return nil
}

// leesStand reads how far the database is, and refuses one that was made for
// another declaration.
func leesStand(conn *sqlite.Conn, p plan) (projections.Stand, error) {
	var s projections.Stand
	rijen, eigen := 0, false
	err := sqlitex.Execute(conn, "SELECT model, versie, declaratie, positie, aantal, wortel, gestopt, vanaf FROM kroniek_stand", &sqlitex.ExecOptions{
		ResultFunc: func(r *sqlite.Stmt) error {
			rijen++
			eigen = r.ColumnText(0) == p.Naam && r.ColumnInt(1) == p.Versie && r.ColumnText(2) == p.declaratie
			s.Positie, s.Aantal = es.Position(r.ColumnInt64(3)), r.ColumnInt64(4)
			eigen = eigen && r.ColumnBytes(5, s.Wortel[:]) == len(s.Wortel)
			s.Gestopt, s.Vanaf = r.ColumnText(6), es.Position(r.ColumnInt64(7))
			return nil
		},
	})
	if err != nil {
		return s, fmt.Errorf("read position of %s: %w", p.Naam, err)
	}
	if rijen != 1 || !eigen || int64(s.Positie) != s.Aantal {
		return s, fmt.Errorf("read position of %s: %w: made by another declaration", p.Naam, ErrBeschadigd)
	}
	return s, nil
}

// bewaarStand writes s in the current transaction.
func bewaarStand(conn *sqlite.Conn, s projections.Stand) error {
	err := sqlitex.Execute(conn, "UPDATE kroniek_stand SET positie = ?, aantal = ?, wortel = ?, gestopt = ?, vanaf = ?", &sqlitex.ExecOptions{
		Args: []any{int64(s.Positie), s.Aantal, s.Wortel[:], s.Gestopt, int64(s.Vanaf)},
	})
	if err != nil {
		return fmt.Errorf("write position %d: %w", s.Positie, err)
	}
	return nil
}

// beschadigd reports whether err says that a file is not what it should be.
func beschadigd(err error) bool {
	switch sqlite.ErrCode(err).ToPrimary() {
	case sqlite.ResultCorrupt, sqlite.ResultNotADB, sqlite.ResultFormat, sqlite.ResultSchema:
		return true
	}
	return false
}
