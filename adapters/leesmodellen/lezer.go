package leesmodellen

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A verbinding is a read connection with its idle statements. A statement is
// taken out while its rows are read, so that one question can be asked inside another.
type verbinding struct {
	conn *sqlite.Conn
	vrij map[string][]*sqlite.Stmt
}

func (v *verbinding) neem(sql string) (*sqlite.Stmt, error) {
	if vrij := v.vrij[sql]; len(vrij) > 0 {
		v.vrij[sql] = vrij[:len(vrij)-1]
		return vrij[len(vrij)-1], nil
	}
	s, rest, err := v.conn.PrepareTransient(sql)
	if err == nil && rest != 0 {
		err = errors.New("statement goes on after its end")
	}
	return s, err
}

func (v *verbinding) leg(sql string, s *sqlite.Stmt) error {
	err := s.Reset()
	if len(v.vrij[sql]) < 4 && err == nil {
		v.vrij[sql] = append(v.vrij[sql], s)
		return nil
	}
	return errors.Join(err, s.Finalize())
}

func (v *verbinding) sluit() error {
	var err error
	for _, ss := range v.vrij {
		for _, s := range ss {
			err = errors.Join(err, s.Finalize())
		}
	}
	return errors.Join(err, v.conn.Close())
}

// A lezer is one read transaction. It serves one goroutine.
type lezer struct {
	ctx   context.Context
	plan  plan
	stand projections.Stand
	v     *verbinding
	bouw  string // name of the file
	dicht bool
}

// Bouw implements [projections.Gebouwd]: every rebuild has a file of its own.
func (l *lezer) Bouw() string { return l.bouw }

// begin starts a read transaction on v; the first read fixes its moment.
func begin(ctx context.Context, v *verbinding, p plan) (*lezer, error) {
	v.conn.SetInterrupt(ctx.Done())
	if err := sqlitex.Execute(v.conn, "BEGIN", nil); err != nil {
		return nil, fmt.Errorf("begin reading %s: %w", p.Naam, err)
	}
	s, err := leesStand(v.conn, p)
	if err != nil {
		return nil, errors.Join(err, eindig(v))
	}
	return &lezer{ctx: ctx, plan: p, stand: s, v: v}, nil
}

// heel has SQLite look through the whole file.
func (l *lezer) heel() error {
	return sqlitex.ExecuteTransient(l.v.conn, "PRAGMA quick_check(1)", &sqlitex.ExecOptions{
		ResultFunc: func(s *sqlite.Stmt) error {
			if s.ColumnText(0) != "ok" {
				return fmt.Errorf("check %s: %w", l.plan.Naam, ErrBeschadigd)
			}
			return nil
		},
	})
}

func eindig(v *verbinding) error {
	v.conn.SetInterrupt(nil)
	if v.conn.AutocommitEnabled() {
		return nil
	}
	return sqlitex.Execute(v.conn, "ROLLBACK", nil)
}

// Stand implements [projections.Lezer].
func (l *lezer) Stand() projections.Stand { return l.stand }

// Rijen implements [projections.Lezer].
func (l *lezer) Rijen(t *projections.Tabel, bekendOp es.Position, waar ...projections.Gelijk) iter.Seq2[projections.Rij, error] {
	return l.rijen(t, bekendOp, waar, " AND (tot_positie = 0 OR tot_positie > ?)")
}

// Versies implements [projections.Lezer].
func (l *lezer) Versies(t *projections.Tabel, bekendOp es.Position, waar ...projections.Gelijk) iter.Seq2[projections.Rij, error] {
	return l.rijen(t, bekendOp, waar, "")
}

func (l *lezer) rijen(t *projections.Tabel, bekendOp es.Position, waar []projections.Gelijk, open string) iter.Seq2[projections.Rij, error] {
	ks := slices.Concat(t.Sleutel, t.Velden)
	return func(yield func(projections.Rij, error) bool) {
		if !slices.ContainsFunc(l.plan.Tabellen, func(u *projections.Tabel) bool { return u == t || zelfdeTabel(u, t) }) {
			yield(projections.Rij{}, fmt.Errorf("read %s: %w: table %s", l.plan.Naam, ErrOnbekend, t.Naam))
			return
		}
		filter, args, err := filters(ks, waar)
		if err != nil {
			yield(projections.Rij{}, fmt.Errorf("read %s: %w", t.Naam, err))
			return
		}
		args = append(args, int64(bekendOp))
		if open != "" {
			args = append(args, int64(bekendOp))
		}
		sql := "SELECT " + kolomlijst(t, "van_positie", "tot_positie") + " FROM " + q(t.Naam) +
			" WHERE " + filter + "van_positie <= ?" + open + " ORDER BY " + orde(t)
		err = l.vraag(sql, bekendOp, args, func(s *sqlite.Stmt) bool {
			r := projections.Rij{Van: es.Position(s.ColumnInt64(len(ks)))}
			if tot := es.Position(s.ColumnInt64(len(ks) + 1)); tot <= bekendOp {
				r.Tot = tot
			}
			r.Waarden = kolommen(s, 0, ks, make([]projections.Waarde, 0, len(ks)))
			return yield(r, nil)
		})
		if err != nil {
			yield(projections.Rij{}, fmt.Errorf("read %s: %w", t.Naam, err))
		}
	}
}

// vraag runs one query and hands its rows to rij, until that answers false.
func (l *lezer) vraag(sql string, bekendOp es.Position, args []projections.Waarde, rij func(*sqlite.Stmt) bool) (err error) {
	if l.dicht {
		return ErrGesloten
	}
	if bekendOp > l.stand.Positie {
		return fmt.Errorf("%w: asked %d, at %d", ErrToekomst, bekendOp, l.stand.Positie)
	}
	s, err := l.v.neem(sql)
	if err != nil {
		return errors.Join(err, l.ctx.Err())
	}
	defer func() {
		if e := l.v.leg(sql, s); err == nil {
			err = e
		}
	}()
	bind(s, 1, args)
	for {
		meer, err := s.Step()
		if err != nil {
			return errors.Join(err, l.ctx.Err())
		}
		if !meer || !rij(s) {
			return nil
		}
	}
}

// filters returns the conditions, each followed by AND, and their arguments.
func filters(ks []projections.Kolom, waar []projections.Gelijk) (string, []projections.Waarde, error) {
	var b strings.Builder
	var args []projections.Waarde
	for _, w := range waar {
		i := slices.IndexFunc(ks, func(k projections.Kolom) bool { return k.Naam == w.Kolom })
		if i < 0 {
			return "", nil, fmt.Errorf("%w: no column %q to filter on", ErrOnbekend, w.Kolom)
		}
		if err := past(ks[i], w.Waarde); err != nil {
			return "", nil, err
		}
		b.WriteString(q(w.Kolom) + " = ? AND ")
		args = append(args, w.Waarde)
	}
	return b.String(), args, nil
}

func kolomlijst(t *projections.Tabel, meer ...string) string {
	var ks []string
	for _, n := range kolomnamen(t) {
		ks = append(ks, q(n))
	}
	return strings.Join(append(ks, meer...), ", ")
}

func orde(t *projections.Tabel) string {
	var ks []string
	for _, k := range t.Sleutel {
		ks = append(ks, q(k.Naam))
	}
	return strings.Join(append(ks, "van_positie"), ", ")
}

func zelfdeTabel(a, b *projections.Tabel) bool {
	return a.Naam == b.Naam && slices.Equal(a.Sleutel, b.Sleutel) && slices.Equal(a.Velden, b.Velden)
}
