package leesmodellen

import (
	"fmt"
	"slices"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A rijstaat is what is known of one key: its open row, or that there is none.
type rijstaat struct {
	sleutel    string // encoded
	waarden    []projections.Waarde
	van        es.Position
	open       bool
	opgeslagen bool // the open row is in the database
}

func (r *rijstaat) velden(t *projections.Tabel) []projections.Waarde {
	return r.waarden[len(t.Sleutel):]
}

// A gesloten is a row that was closed and waits to be written.
type gesloten struct {
	rijstaat
	tot es.Position
}

type rijwas struct {
	r   *rijstaat
	was rijstaat
}

type tabelschrijver struct {
	t                      *projections.Tabel
	bewaard                bewaard[*rijstaat]
	nieuw                  []*rijstaat // opened, perhaps closed again since
	dicht                  []gesloten
	terug                  []rijwas // undoes the current event
	werk                   int
	merkDicht              int
	buf                    []byte
	kies, voegToe, sluitOp *sqlite.Stmt
}

func nieuweTabelschrijver(conn *sqlite.Conn, t *projections.Tabel, g grenzen) (*tabelschrijver, error) {
	var sleutel, is, alle []string
	for _, k := range t.Sleutel {
		sleutel = append(sleutel, q(k.Naam))
		is = append(is, q(k.Naam)+" = ?")
	}
	var velden []string
	for _, k := range t.Velden {
		velden = append(velden, q(k.Naam))
	}
	alle = slices.Concat(sleutel, velden, []string{"van_positie", "tot_positie"})
	waar := ""
	if len(is) > 0 {
		waar = " WHERE " + strings.Join(is, " AND ")
	}
	ts := &tabelschrijver{t: t, werk: g.werk, bewaard: bewaard[*rijstaat]{max: g.bewaard}}
	var err error
	if ts.kies, err = conn.Prepare("SELECT " + strings.Join(append([]string{"van_positie", "tot_positie"}, velden...), ", ") +
		" FROM " + q(t.Naam) + waar + " ORDER BY van_positie DESC LIMIT 1"); err != nil {
		return nil, fmt.Errorf("prepare %s: %w", t.Naam, err)
	}
	if ts.voegToe, err = conn.Prepare("INSERT INTO " + q(t.Naam) + " (" + strings.Join(alle, ", ") +
		") VALUES (?" + strings.Repeat(", ?", len(alle)-1) + ")"); err != nil {
		return nil, fmt.Errorf("prepare %s: %w", t.Naam, err)
	}
	if ts.sluitOp, err = conn.Prepare("UPDATE " + q(t.Naam) + " SET tot_positie = ? WHERE " +
		strings.Join(append(is, "van_positie = ?"), " AND ")); err != nil {
		return nil, fmt.Errorf("prepare %s: %w", t.Naam, err)
	}
	return ts, nil
}

func (ts *tabelschrijver) begin() {
	ts.terug, ts.merkDicht = ts.terug[:0], len(ts.dicht)
}

func (ts *tabelschrijver) herstel() {
	for _, w := range slices.Backward(ts.terug) {
		*w.r = w.was
	}
	clear(ts.dicht[ts.merkDicht:])
	ts.dicht, ts.terug = ts.dicht[:ts.merkDicht], ts.terug[:0]
}

func (ts *tabelschrijver) vol() bool { return ts.bewaard.vol() || len(ts.dicht) >= ts.werk }

// zoek returns what is known of a key, from memory or with one seek.
func (ts *tabelschrijver) zoek(sleutel []projections.Waarde) (*rijstaat, error) {
	ts.buf = sleutelVan(ts.buf[:0], sleutel)
	if r, ok := ts.bewaard.haal(ts.buf); ok {
		return r, nil
	}
	r := &rijstaat{sleutel: string(ts.buf)}
	bind(ts.kies, 1, sleutel)
	rij, err := ts.kies.Step()
	if err != nil {
		return nil, err
	}
	if rij && ts.kies.ColumnInt64(1) == 0 {
		r.van, r.open, r.opgeslagen = es.Position(ts.kies.ColumnInt64(0)), true, true
		r.waarden = append(make([]projections.Waarde, 0, len(sleutel)+len(ts.t.Velden)), sleutel...)
		r.waarden = kolommen(ts.kies, 2, ts.t.Velden, r.waarden)
	}
	if err := ts.kies.Reset(); err != nil {
		return nil, err
	}
	ts.bewaard.zet(r.sleutel, r)
	return r, nil
}

func (ts *tabelschrijver) zet(r *rijstaat, p es.Position, waarden []projections.Waarde) {
	if r.open && slices.Equal(r.waarden, waarden) {
		return
	}
	ts.sluit(r, p)
	ts.terug = append(ts.terug, rijwas{r, *r})
	r.waarden, r.van, r.open, r.opgeslagen = slices.Clone(waarden), p, true, false
	ts.nieuw = append(ts.nieuw, r)
}

// sluit closes the open row. A row that this very event opened was never known
// at any position, so it vanishes.
func (ts *tabelschrijver) sluit(r *rijstaat, p es.Position) {
	if !r.open {
		return
	}
	ts.terug = append(ts.terug, rijwas{r, *r})
	if r.van != p {
		ts.dicht = append(ts.dicht, gesloten{*r, p})
	}
	r.open, r.opgeslagen = false, false
}

func (ts *tabelschrijver) schrijf() error {
	if err := ts.schrijfAlles(); err != nil {
		return fmt.Errorf("write table %s: %w", ts.t.Naam, err)
	}
	ts.terug, ts.merkDicht = ts.terug[:0], 0
	ts.bewaard.schuif()
	return nil
}

func (ts *tabelschrijver) schrijfAlles() error {
	slices.SortStableFunc(ts.dicht, func(a, b gesloten) int { return strings.Compare(a.sleutel, b.sleutel) })
	for _, d := range ts.dicht {
		if err := ts.schrijfDicht(d); err != nil {
			return err
		}
	}
	clear(ts.dicht)
	ts.dicht = ts.dicht[:0]
	slices.SortStableFunc(ts.nieuw, func(a, b *rijstaat) int { return strings.Compare(a.sleutel, b.sleutel) })
	for _, r := range ts.nieuw {
		if !r.open || r.opgeslagen {
			continue
		}
		if err := ts.voeg(r, 0); err != nil {
			return err
		}
		r.opgeslagen = true
	}
	clear(ts.nieuw)
	ts.nieuw = ts.nieuw[:0]
	return nil
}

func (ts *tabelschrijver) schrijfDicht(d gesloten) error {
	if !d.opgeslagen {
		return ts.voeg(&d.rijstaat, d.tot)
	}
	ts.sluitOp.BindInt64(1, int64(d.tot))
	n := bind(ts.sluitOp, 2, d.waarden[:len(ts.t.Sleutel)])
	ts.sluitOp.BindInt64(n, int64(d.van))
	return voerUit(ts.sluitOp)
}

func (ts *tabelschrijver) voeg(r *rijstaat, tot es.Position) error {
	n := bind(ts.voegToe, 1, r.waarden)
	ts.voegToe.BindInt64(n, int64(r.van))
	ts.voegToe.BindInt64(n+1, int64(tot))
	return voerUit(ts.voegToe)
}

func voerUit(s *sqlite.Stmt) error {
	if _, err := s.Step(); err != nil {
		return err
	}
	return s.Reset()
}
