package leesmodellen

import (
	"cmp"
	"fmt"
	"slices"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Grenzen bound what a schrijver holds in memory, per table or telling.
type grenzen struct {
	bewaard int // rows or cells in each of two generations
	werk    int // closed rows or deltas not yet written
}

const (
	gewoonBewaard = 16_384
	gewoonWerk    = 16_384
)

func (g grenzen) gevuld() grenzen {
	return grenzen{cmp.Or(g.bewaard, gewoonBewaard), cmp.Or(g.werk, gewoonWerk)}
}

// A deelschrijver writes one table or telling.
type deelschrijver interface {
	begin()         // what was written before is final
	herstel()       // takes back what was written since begin; after that there is no next begin
	vol() bool      // so much is waiting that it had better be written
	schrijf() error // writes all that waits
}

// A schrijver is the [projections.Schrijver] of one read model. It writes
// behind: rows stay in memory until they are closed, and reach the database at
// the end of a batch or when there are many. What the last event wrote can be
// taken back.
type schrijver struct {
	conn      *sqlite.Conn
	positie   es.Position
	tabellen  map[*projections.Tabel]*tabelschrijver
	tellingen map[*projections.Telling]*telschrijver
	delen     []deelschrijver // all of them, in the order of declaration
	fout      error           // of the database: nothing to do with the event
	misbruik  error           // of the projector, also when it went on regardless
}

func nieuweSchrijver(conn *sqlite.Conn, p plan) (*schrijver, error) {
	s := &schrijver{
		conn: conn, tabellen: map[*projections.Tabel]*tabelschrijver{}, tellingen: map[*projections.Telling]*telschrijver{},
	}
	for _, t := range p.Tabellen {
		ts, err := nieuweTabelschrijver(conn, t, p.grenzen)
		if err != nil {
			return nil, err
		}
		s.tabellen[t], s.delen = ts, append(s.delen, ts)
	}
	for _, t := range p.Tellingen {
		ts, err := nieuweTelschrijver(conn, t, p.grenzen)
		if err != nil {
			return nil, err
		}
		s.tellingen[t], s.delen = ts, append(s.delen, ts)
	}
	return s, nil
}

// begin starts the event at p; what the event before it wrote is final.
func (s *schrijver) begin(p es.Position) {
	s.positie, s.misbruik = p, nil
	for _, d := range s.delen {
		d.begin()
	}
}

// herstel takes back what the current event wrote. After it the schrijver only
// writes what waits: a read model that stopped goes on with another one.
func (s *schrijver) herstel() {
	for _, d := range s.delen {
		d.herstel()
	}
}

func (s *schrijver) vol() bool { return slices.ContainsFunc(s.delen, deelschrijver.vol) }

// schrijf writes all that waits, inside the caller's transaction. After an
// error the transaction must be rolled back and the schrijver forgotten.
func (s *schrijver) schrijf() error {
	for _, d := range s.delen {
		if err := d.schrijf(); err != nil {
			return err
		}
	}
	return nil
}

func (s *schrijver) mis(err error) error {
	s.misbruik = cmp.Or(s.misbruik, err)
	return err
}

func (s *schrijver) db(err error) error {
	s.fout = cmp.Or(s.fout, err)
	return err
}

func (s *schrijver) tabel(t *projections.Tabel) (*tabelschrijver, error) {
	if ts, ok := s.tabellen[t]; ok {
		return ts, nil
	}
	return nil, s.mis(fmt.Errorf("%w: table is not declared by the projector", ErrOnbekend))
}

// Huidig implements [projections.Schrijver].
func (s *schrijver) Huidig(t *projections.Tabel, sleutel ...projections.Waarde) ([]projections.Waarde, bool, error) {
	ts, err := s.tabel(t)
	if err != nil {
		return nil, false, err
	}
	if err := passen(t.Sleutel, sleutel); err != nil {
		return nil, false, s.mis(fmt.Errorf("huidig %s: %w", t.Naam, err))
	}
	r, err := ts.zoek(sleutel)
	if err != nil {
		return nil, false, s.db(fmt.Errorf("huidig %s: %w", t.Naam, err))
	}
	if !r.open {
		return nil, false, nil
	}
	return slices.Clone(r.velden(t)), true, nil
}

// Zet implements [projections.Schrijver].
func (s *schrijver) Zet(t *projections.Tabel, waarden ...projections.Waarde) error {
	ts, err := s.tabel(t)
	if err != nil {
		return err
	}
	n := len(t.Sleutel)
	if len(waarden) != n+len(t.Velden) {
		return s.mis(fmt.Errorf("zet %s: %w: %d values for %d columns", t.Naam, ErrWaarde, len(waarden), n+len(t.Velden)))
	}
	if err := cmp.Or(passen(t.Sleutel, waarden[:n]), passen(t.Velden, waarden[n:])); err != nil {
		return s.mis(fmt.Errorf("zet %s: %w", t.Naam, err))
	}
	r, err := ts.zoek(waarden[:n])
	if err != nil {
		return s.db(fmt.Errorf("zet %s: %w", t.Naam, err))
	}
	ts.zet(r, s.positie, waarden)
	return nil
}

// Sluit implements [projections.Schrijver].
func (s *schrijver) Sluit(t *projections.Tabel, sleutel ...projections.Waarde) error {
	ts, err := s.tabel(t)
	if err != nil {
		return err
	}
	if err := passen(t.Sleutel, sleutel); err != nil {
		return s.mis(fmt.Errorf("sluit %s: %w", t.Naam, err))
	}
	r, err := ts.zoek(sleutel)
	if err != nil {
		return s.db(fmt.Errorf("sluit %s: %w", t.Naam, err))
	}
	ts.sluit(r, s.positie)
	return nil
}

// Tel implements [projections.Schrijver].
func (s *schrijver) Tel(t *projections.Telling, dag recht.Datum, delta int64, dimensies ...string) error {
	ts, ok := s.tellingen[t]
	if !ok {
		return s.mis(fmt.Errorf("%w: telling is not declared by the projector", ErrOnbekend))
	}
	if len(dimensies) != len(t.Dimensies) {
		return s.mis(fmt.Errorf("tel %s: %w: %d values for %d dimensions", t.Naam, ErrWaarde, len(dimensies), len(t.Dimensies)))
	}
	c, err := ts.zoek(dimensies)
	if err != nil {
		return s.db(fmt.Errorf("tel %s: %w", t.Naam, err))
	}
	if err := ts.tel(c, s.positie, dag, delta); err != nil {
		return s.mis(fmt.Errorf("tel %s: %w", t.Naam, err))
	}
	return nil
}
