package leesmodellen

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Cellen implements [projections.Lezer]. A cell that was ever counted in is
// yielded, also when its figure is zero.
func (l *lezer) Cellen(t *projections.Telling, bekendOp es.Position, peildatum recht.Datum, waar ...projections.Gelijk) iter.Seq2[projections.Cel, error] {
	return func(yield func(projections.Cel, error) bool) {
		fout := func(err error) { yield(projections.Cel{}, fmt.Errorf("read %s: %w", t.Naam, err)) }
		filter, args, err := l.telfilter(t, waar)
		if err != nil {
			fout(err)
			return
		}
		dims := dimensielijst(t)
		sql := "SELECT cid" + dims + " FROM " + q(t.Naam+"_cel") + " WHERE " + filter + "true ORDER BY " + strings.TrimPrefix(dims+", cid", ", ")
		var dieper error
		err = l.vraag(sql, bekendOp, args, func(s *sqlite.Stmt) bool {
			waarde, bekend, err := l.cel(t, s.ColumnInt64(0), bekendOp, dagGetal(peildatum))
			if err != nil {
				dieper = err
				return false
			}
			if !bekend {
				return true
			}
			c := projections.Cel{Waarde: waarde, Dimensies: make([]string, len(t.Dimensies))}
			for i := range c.Dimensies {
				c.Dimensies[i] = s.ColumnText(i + 1)
			}
			return yield(c, nil)
		})
		if err == nil {
			err = dieper
		}
		if err != nil {
			fout(err)
		}
	}
}

// cel returns the figure of one cell: its running total with one seek, or, when
// the cell has deltas after the peildatum, the sum of those until that day.
func (l *lezer) cel(t *projections.Telling, cid int64, bekendOp es.Position, dag int64) (waarde int64, bekend bool, err error) {
	som := false
	err = l.vraag("SELECT totaal, laatste_dag FROM "+q(t.Naam+"_delta")+" WHERE cid = ? AND positie <= ? ORDER BY positie DESC, volg DESC LIMIT 1",
		bekendOp, []projections.Waarde{cid, int64(bekendOp)}, func(s *sqlite.Stmt) bool {
			waarde, bekend = s.ColumnInt64(0), true
			som = dag != 0 && s.ColumnInt64(1) > dag
			return true
		})
	if err != nil || !som {
		return waarde, bekend, err
	}
	err = l.vraag("SELECT count(*), sum(delta) FROM "+q(t.Naam+"_delta")+" WHERE cid = ? AND positie <= ? AND dag <= ?",
		bekendOp, []projections.Waarde{cid, int64(bekendOp), dag}, func(s *sqlite.Stmt) bool {
			bekend, waarde = s.ColumnInt64(0) > 0, s.ColumnInt64(1)
			return true
		})
	return waarde, bekend, err
}

// Herkomst implements [projections.Lezer].
func (l *lezer) Herkomst(t *projections.Telling, bekendOp es.Position, peildatum recht.Datum, waar ...projections.Gelijk) iter.Seq2[projections.Bijdrage, error] {
	return func(yield func(projections.Bijdrage, error) bool) {
		filter, args, err := l.telfilter(t, waar)
		if err == nil {
			args = append(args, int64(bekendOp))
			dag := ""
			if !peildatum.IsZero() {
				dag, args = " AND dag <= ?", append(args, dagGetal(peildatum))
			}
			sql := "SELECT positie, dag, delta FROM " + q(t.Naam+"_cel") + " JOIN " + q(t.Naam+"_delta") + " USING (cid) WHERE " +
				filter + "positie <= ?" + dag + " ORDER BY positie" + dimensielijst(t) + ", volg"
			err = l.vraag(sql, bekendOp, args, func(s *sqlite.Stmt) bool {
				return yield(projections.Bijdrage{
					Positie: es.Position(s.ColumnInt64(0)), Dag: dagDatum(s.ColumnInt64(1)), Delta: s.ColumnInt64(2),
				}, nil)
			})
		}
		if err != nil {
			yield(projections.Bijdrage{}, fmt.Errorf("read %s: %w", t.Naam, err))
		}
	}
}

func (l *lezer) telfilter(t *projections.Telling, waar []projections.Gelijk) (string, []projections.Waarde, error) {
	if !slices.ContainsFunc(l.plan.Tellingen, func(u *projections.Telling) bool {
		return u == t || u.Naam == t.Naam && slices.Equal(u.Dimensies, t.Dimensies)
	}) {
		return "", nil, fmt.Errorf("%w: telling in %s", ErrOnbekend, l.plan.Naam)
	}
	ks := make([]projections.Kolom, len(t.Dimensies))
	for i, d := range t.Dimensies {
		ks[i] = projections.Kolom{Naam: d, Soort: projections.Tekst}
	}
	return filters(ks, waar)
}

// dimensielijst returns the quoted dimensions, each after a comma.
func dimensielijst(t *projections.Telling) string {
	var b strings.Builder
	for _, d := range t.Dimensies {
		b.WriteString(", " + q(d))
	}
	return b.String()
}
