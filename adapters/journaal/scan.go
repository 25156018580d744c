package journaal

import (
	"context"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

const (
	// brok is how many events a scan reads at a time. Its read transaction ends
	// before the events are handed out: a slow consumer must not keep the
	// write-ahead log from being emptied.
	brok = 512
	// namenInScan is how many stream names a scan remembers.
	namenInScan = 4096
	// vooruit is how many stream names are read together when a scan meets a
	// stream for the first time: streams get their numbers in the order in which
	// they open, so the next ones are soon asked for.
	vooruit = 64
)

// Scan hands the events with na < position <= tot to fn, in order. Nothing past
// the head (as at the call) is handed out. The event and its bytes are only
// valid during fn; its personal part is not loaded. An error of fn ends the
// scan and is returned as it is. A missing position is an error: nothing is skipped.
func (j *Journaal) Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error {
	na, tot = max(na, 0), min(tot, j.Kop())
	n := int(min(brok, max(0, tot-na))) // a live consumer reads a few events at a time
	sc := &scan{j: j, namen: make([]naam, min(namenInScan, 8*n)), rijen: make([]envelop.Verzegeld, 0, n)}
	for na < tot {
		if err := j.lezers.met(ctx, func(l *lezer) error { return sc.lees(l, na, min(na+brok, tot)) }); err != nil {
			return fmt.Errorf("lees vanaf positie %d: %w", na+1, err)
		}
		for i := range sc.rijen {
			if err := fn(&sc.rijen[i]); err != nil {
				return err
			}
		}
		na += es.Position(len(sc.rijen))
	}
	return nil
}

// A scan holds what a scan uses again for every brok.
type scan struct {
	j      *Journaal
	namen  []naam // by sid, modulo its length
	gezien int64  // the highest sid of which the name was read
	rijen  []envelop.Verzegeld
	ruimte []byte // holds the events of rijen
}

type naam struct {
	sid    int64
	stroom es.Stream
}

// lees fills sc.rijen with the events na+1 … tot.
func (sc *scan) lees(l *lezer, na, tot es.Position) error {
	sc.rijen, sc.ruimte = sc.rijen[:0], sc.ruimte[:0]
	err := l.vraag("SELECT "+kolommen+" FROM gebeurtenissen g WHERE g.positie > ? AND g.positie <= ? ORDER BY g.positie",
		func(s *sqlite.Stmt) { s.BindInt64(1, int64(na)); s.BindInt64(2, int64(tot)) },
		func(s *sqlite.Stmt) (err error) {
			sc.rijen = sc.rijen[:len(sc.rijen)+1]
			v := &sc.rijen[len(sc.rijen)-1]
			if sc.ruimte, err = sc.j.vul(l, s, v, sc.ruimte); err != nil {
				return err
			}
			if v.Positie != na+es.Position(len(sc.rijen)) {
				return fmt.Errorf("%w: positie %d ontbreekt", ErrBeschadigd, na+es.Position(len(sc.rijen)))
			}
			v.Stroom, err = sc.naam(l, s.ColumnInt64(4))
			return err
		})
	if err == nil && len(sc.rijen) != int(tot-na) {
		err = fmt.Errorf("%w: positie %d ontbreekt", ErrBeschadigd, na+es.Position(len(sc.rijen))+1)
	}
	return err
}

// naam returns the name of the stream with number sid.
func (sc *scan) naam(l *lezer, sid int64) (es.Stream, error) {
	n := &sc.namen[uint64(sid)%uint64(len(sc.namen))]
	if n.sid == sid && n.stroom != "" {
		return n.stroom, nil
	}
	n.sid, n.stroom = sid, ""
	tot := sid
	if sid > sc.gezien {
		tot = sid + int64(min(vooruit, len(sc.namen))) - 1
		sc.gezien = tot
	}
	err := l.vraag("SELECT sid, naam FROM streams WHERE sid BETWEEN ? AND ?",
		func(s *sqlite.Stmt) { s.BindInt64(1, sid); s.BindInt64(2, tot) },
		func(s *sqlite.Stmt) error {
			volgende := s.ColumnInt64(0)
			sc.namen[uint64(volgende)%uint64(len(sc.namen))] = naam{volgende, es.Stream(s.ColumnText(1))}
			return nil
		})
	if err == nil && n.stroom == "" {
		err = fmt.Errorf("%w: stroom %d bestaat niet", ErrBeschadigd, sid)
	}
	return n.stroom, err
}

// Commitments hands the commitments with na < position <= tot to fn, in order,
// with the same promises as [Journaal.Scan].
func (j *Journaal) Commitments(ctx context.Context, na, tot es.Position, fn func(p es.Position, c [32]byte) error) error {
	const brok = 8 * brok
	rijen := make([][32]byte, 0, brok)
	tot = min(tot, j.Kop())
	for na = max(na, 0); na < tot; {
		eind := min(na+brok, tot)
		rijen = rijen[:0]
		err := j.lezers.met(ctx, func(l *lezer) error {
			return l.vraag("SELECT positie, commitment FROM gebeurtenissen WHERE positie > ? AND positie <= ? ORDER BY positie",
				func(s *sqlite.Stmt) { s.BindInt64(1, int64(na)); s.BindInt64(2, int64(eind)) },
				func(s *sqlite.Stmt) error {
					rijen = rijen[:len(rijen)+1]
					c := &rijen[len(rijen)-1]
					if es.Position(s.ColumnInt64(0)) != na+es.Position(len(rijen)) || s.ColumnBytes(1, c[:]) != len(c) || s.ColumnLen(1) != len(c) {
						return fmt.Errorf("%w: commitment van positie %d", ErrBeschadigd, na+es.Position(len(rijen)))
					}
					return nil
				})
		})
		if err == nil && len(rijen) != int(eind-na) {
			err = fmt.Errorf("%w: positie %d ontbreekt", ErrBeschadigd, na+es.Position(len(rijen))+1)
		}
		if err != nil {
			return fmt.Errorf("lees commitments vanaf positie %d: %w", na+1, err)
		}
		for i := range rijen {
			if err := fn(na+es.Position(i)+1, rijen[i]); err != nil {
				return err
			}
		}
		na = eind
	}
	return nil
}

// PositieVoor returns the position before the first event whose time is at or
// after t, or the head when there is none: what was known just before t. Time
// may run back between two events (a clock was set); then what lies after the
// first event at or after t was not known before t, whatever its own time says.
// Every row carries the highest time so far, which only grows, so halving finds it.
func (j *Journaal) PositieVoor(ctx context.Context, t time.Time) (es.Position, error) {
	grens := t.UnixMilli()
	if t.Nanosecond()%1e6 != 0 {
		grens++ // events have whole milliseconds
	}
	laag, hoog := es.Position(0), j.Kop() // the answer lies in [laag, hoog]
	err := j.lezers.met(ctx, func(l *lezer) error {
		for laag < hoog {
			midden := (laag + hoog + 1) / 2
			tijd, err := l.getal("SELECT tijdgrens FROM gebeurtenissen WHERE positie = ?",
				func(s *sqlite.Stmt) { s.BindInt64(1, int64(midden)) })
			if err != nil {
				return err
			}
			if tijd < grens {
				laag = midden
			} else {
				hoog = midden - 1
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("zoek positie voor een moment: %w", err)
	}
	return laag, nil
}
