package leesmodellen

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A celstaat is what is known of one cell.
type celstaat struct {
	cid        int64
	totaal     int64
	laatsteDag int64
	positie    es.Position // of the last delta
	volg       int64       // of the last delta, within its event
}

type celdelta struct {
	celstaat // after the delta
	dag      int64
	delta    int64
}

type nieuweCel struct {
	cid       int64
	sleutel   string
	dimensies []string
}

type telschrijver struct {
	t                           *projections.Telling
	bewaard                     bewaard[*celstaat]
	nieuw                       []nieuweCel
	deltas                      []celdelta
	merkNieuw, merkDelta        int
	werk                        int
	volgende                    int64 // cid
	buf                         []byte
	dagen                       dagen
	kies, stand, voegCel, voegD *sqlite.Stmt
}

func nieuweTelschrijver(conn *sqlite.Conn, t *projections.Telling, g grenzen) (*telschrijver, error) {
	var is, namen []string
	for _, d := range t.Dimensies {
		is = append(is, q(d)+" = ?")
		namen = append(namen, ", "+q(d))
	}
	waar := ""
	if len(is) > 0 {
		waar = " WHERE " + strings.Join(is, " AND ")
	}
	cel, delta := q(t.Naam+"_cel"), q(t.Naam+"_delta")
	ts := &telschrijver{t: t, werk: g.werk, bewaard: bewaard[*celstaat]{max: g.bewaard}}
	for _, s := range []struct {
		in  **sqlite.Stmt
		sql string
	}{
		{&ts.kies, "SELECT cid FROM " + cel + waar},
		{&ts.stand, "SELECT positie, volg, totaal, laatste_dag FROM " + delta + " WHERE cid = ? ORDER BY positie DESC, volg DESC LIMIT 1"},
		{&ts.voegCel, "INSERT INTO " + cel + " (cid" + strings.Join(namen, "") + ") VALUES (?" + strings.Repeat(", ?", len(namen)) + ")"},
		{&ts.voegD, "INSERT INTO " + delta + " (cid, positie, volg, dag, delta, totaal, laatste_dag) VALUES (?, ?, ?, ?, ?, ?, ?)"},
	} {
		var err error
		if *s.in, err = conn.Prepare(s.sql); err != nil {
			return nil, fmt.Errorf("prepare %s: %w", t.Naam, err)
		}
	}
	hoogste, err := conn.Prepare("SELECT max(cid) FROM " + cel)
	if err != nil {
		return nil, fmt.Errorf("prepare %s: %w", t.Naam, err)
	}
	if _, err := hoogste.Step(); err != nil {
		return nil, fmt.Errorf("highest cell of %s: %w", t.Naam, err)
	}
	ts.volgende = hoogste.ColumnInt64(0) + 1
	return ts, hoogste.Reset()
}

func (ts *telschrijver) begin() { ts.merkNieuw, ts.merkDelta = len(ts.nieuw), len(ts.deltas) }

func (ts *telschrijver) herstel() {
	ts.nieuw, ts.deltas = ts.nieuw[:ts.merkNieuw], ts.deltas[:ts.merkDelta]
}

func (ts *telschrijver) vol() bool { return ts.bewaard.vol() || len(ts.deltas) >= ts.werk }

// zoek returns the state of a cell, which it makes when there is none.
func (ts *telschrijver) zoek(dimensies []string) (*celstaat, error) {
	ts.buf = dimensiesVan(ts.buf[:0], dimensies)
	if c, ok := ts.bewaard.haal(ts.buf); ok {
		return c, nil
	}
	for i, d := range dimensies {
		ts.kies.BindText(i+1, d)
	}
	bekend, err := ts.kies.Step()
	if err != nil {
		return nil, err
	}
	c := &celstaat{}
	if bekend {
		c.cid = ts.kies.ColumnInt64(0)
	}
	if err := ts.kies.Reset(); err != nil {
		return nil, err
	}
	sleutel := string(ts.buf)
	if !bekend {
		c.cid = ts.volgende
		ts.volgende++
		ts.nieuw = append(ts.nieuw, nieuweCel{c.cid, sleutel, slices.Clone(dimensies)})
	} else if err := ts.lees(c); err != nil {
		return nil, err
	}
	ts.bewaard.zet(sleutel, c)
	return c, nil
}

func (ts *telschrijver) lees(c *celstaat) error {
	ts.stand.BindInt64(1, c.cid)
	rij, err := ts.stand.Step()
	if err != nil {
		return err
	}
	if rij {
		c.positie, c.volg = es.Position(ts.stand.ColumnInt64(0)), ts.stand.ColumnInt64(1)
		c.totaal, c.laatsteDag = ts.stand.ColumnInt64(2), ts.stand.ColumnInt64(3)
	}
	return ts.stand.Reset()
}

func (ts *telschrijver) tel(c *celstaat, p es.Position, dag recht.Datum, delta int64) error {
	totaal, err := plus(c.totaal, delta)
	if err != nil {
		return err
	}
	if c.positie == p {
		c.volg++
	} else {
		c.positie, c.volg = p, 0
	}
	d := ts.dagen.getal(dag)
	c.totaal, c.laatsteDag = totaal, max(c.laatsteDag, d)
	ts.deltas = append(ts.deltas, celdelta{celstaat: *c, dag: d, delta: delta})
	return nil
}

func (ts *telschrijver) schrijf() error {
	if err := ts.schrijfAlles(); err != nil {
		return fmt.Errorf("write telling %s: %w", ts.t.Naam, err)
	}
	ts.merkNieuw, ts.merkDelta = 0, 0
	ts.bewaard.schuif()
	return nil
}

func (ts *telschrijver) schrijfAlles() error {
	for _, n := range ts.nieuw {
		ts.voegCel.BindInt64(1, n.cid)
		for i, d := range n.dimensies {
			ts.voegCel.BindText(i+2, d)
		}
		if err := voerUit(ts.voegCel); err != nil {
			return err
		}
	}
	slices.SortStableFunc(ts.deltas, func(a, b celdelta) int { return cmp.Compare(a.cid, b.cid) })
	for _, d := range ts.deltas {
		for i, v := range [...]int64{d.cid, int64(d.positie), d.volg, d.dag, d.delta, d.totaal, d.laatsteDag} {
			ts.voegD.BindInt64(i+1, v)
		}
		if err := voerUit(ts.voegD); err != nil {
			return err
		}
	}
	clear(ts.nieuw)
	ts.nieuw, ts.deltas = ts.nieuw[:0], ts.deltas[:0]
	return nil
}
