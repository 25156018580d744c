package journaal

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// kolommen are the columns that vul reads, in its order.
const kolommen = "g.positie, g.revisie, g.tid, g.vervangen, g.sid, g.id, g.sleutel, g.zout, g.commitment, g.gebeurtenis"

// vul fills v from the current row; the stream's name is left to the caller.
// The event's bytes are copied to the end of ruimte, which is returned.
func (j *Journaal) vul(l *lezer, s *sqlite.Stmt, v *envelop.Verzegeld, ruimte []byte) ([]byte, error) {
	v.Positie, v.Revisie = es.Position(s.ColumnInt64(0)), es.Revision(s.ColumnInt64(1))
	v.Vervangen = es.Position(s.ColumnInt64(3))
	var err error
	if v.Type, err = j.typeNaam(l, s.ColumnInt64(2)); err != nil {
		return ruimte, err
	}
	v.Sleutel = [16]byte{}
	v.Zout = [32]byte{}
	ok := s.ColumnBytes(5, v.ID[:]) == len(v.ID) && s.ColumnBytes(8, v.Commitment[:]) == len(v.Commitment)
	sleutel, zout := s.ColumnBytes(6, v.Sleutel[:]), s.ColumnBytes(7, v.Zout[:])
	if !ok || (sleutel != 0 && sleutel != len(v.Sleutel)) || (zout != len(v.Zout) && v.Vervangen == 0) {
		return ruimte, fmt.Errorf("%w: een kolom van positie %d heeft een verkeerde lengte", ErrBeschadigd, v.Positie)
	}
	begin, n := len(ruimte), s.ColumnLen(9)
	if ruimte = append(ruimte, make([]byte, n)...); n > 0 {
		s.ColumnBytes(9, ruimte[begin:])
	}
	v.Gebeurtenis = ruimte[begin : begin+n : begin+n]
	v.Persoonsdeel = nil
	return ruimte, nil
}

// typeNaam returns the type with number tid, reading the list again when
// another process has added to it.
func (j *Journaal) typeNaam(l *lezer, tid int64) (string, error) {
	if naam, ok := j.typen.naam(tid); ok {
		return naam, nil
	}
	lijst, err := l.typen()
	if err != nil {
		return "", err
	}
	if tid < 1 || tid > int64(len(lijst)) {
		return "", fmt.Errorf("%w: type %d bestaat niet", ErrBeschadigd, tid)
	}
	if j.slot == nil { // with a writer, the writer keeps the list
		j.typen.zet(lijst)
	}
	return lijst[tid-1], nil
}

// typen returns the event types in store, in the order of their numbers.
func (l *lezer) typen() (lijst []string, err error) {
	err = l.vraag("SELECT tid, naam FROM typen ORDER BY tid", func(*sqlite.Stmt) {}, func(s *sqlite.Stmt) error {
		lijst = append(lijst, s.ColumnText(1))
		if s.ColumnInt64(0) != int64(len(lijst)) {
			return fmt.Errorf("%w: type %d ontbreekt", ErrBeschadigd, len(lijst))
		}
		return nil
	})
	return lijst, err
}

// Read implements [es.Log]. Every event is held against its commitment first,
// unless it was replaced: nothing is decided on bytes that were changed.
func (j *Journaal) Read(ctx context.Context, stream es.Stream) ([]es.Recorded, error) {
	verzegeld, err := j.Verzegeld(ctx, stream)
	if err != nil {
		return nil, err
	}
	if len(verzegeld) == 0 {
		return nil, nil
	}
	recorded := make([]es.Recorded, len(verzegeld))
	for i := range verzegeld {
		v := &verzegeld[i]
		if v.Revisie != es.Revision(i) {
			return nil, fmt.Errorf("lees %s: %w: revisie %d ontbreekt", stream, ErrBeschadigd, i)
		}
		if recorded[i], err = j.open(v); err != nil {
			return nil, fmt.Errorf("lees %s: positie %d: %w", stream, v.Positie, err)
		}
	}
	return recorded, nil
}

func (j *Journaal) open(v *envelop.Verzegeld) (es.Recorded, error) {
	if !v.Gaaf() {
		return es.Recorded{}, fmt.Errorf("%w: de gebeurtenis past niet bij haar commitment", ErrBeschadigd)
	}
	return j.o.Codec.Open(v)
}

// Gebeurtenis returns the event with this id as it is stored, without its
// personal part; ok is false if there is none. An event id carries the time
// bits of its command, so only commands of that millisecond are looked at.
func (j *Journaal) Gebeurtenis(ctx context.Context, id uuid.UUID) (v envelop.Verzegeld, ok bool, err error) {
	var van, tot es.CommandID
	copy(van[:6], id[:6])
	for i := range tot {
		tot[i] = 0xff
	}
	copy(tot[:6], id[:6])
	var positie es.Position
	err = j.lezers.met(ctx, func(l *lezer) error {
		return l.vraag("SELECT opdracht, positie, aantal FROM opdrachten WHERE opdracht BETWEEN ? AND ?",
			func(s *sqlite.Stmt) { s.BindBytes(1, van[:]); s.BindBytes(2, tot[:]) },
			func(s *sqlite.Stmt) error {
				var c es.CommandID
				s.ColumnBytes(0, c[:])
				for n := range s.ColumnInt(2) {
					if c.EventID(n) == id {
						positie = es.Position(s.ColumnInt64(1)) + es.Position(n)
					}
				}
				return nil
			})
	})
	if err != nil {
		return v, false, fmt.Errorf("zoek gebeurtenis %s: %w", id, err)
	}
	if positie == 0 {
		return v, false, nil
	}
	return j.OpPositie(ctx, positie)
}

// OpPositie returns the event at position p as it is stored, without its
// personal part; ok is false if p lies outside the log.
func (j *Journaal) OpPositie(ctx context.Context, p es.Position) (v envelop.Verzegeld, ok bool, err error) {
	err = j.lezers.met(ctx, func(l *lezer) error {
		return l.vraag("SELECT "+kolommen+", s.naam FROM gebeurtenissen g JOIN streams s ON s.sid = g.sid WHERE g.positie = ?",
			func(s *sqlite.Stmt) { s.BindInt64(1, int64(p)) },
			func(s *sqlite.Stmt) error {
				ok, v.Stroom = true, es.Stream(s.ColumnText(10))
				_, err := j.vul(l, s, &v, nil)
				return err
			})
	})
	if err != nil {
		return v, false, fmt.Errorf("lees positie %d: %w", p, err)
	}
	return v, ok, nil
}

// Stroom returns the events of stream as they are stored, in order, each with its
// encrypted personal part, or nil where it has none or where that was destroyed.
func (j *Journaal) Stroom(ctx context.Context, stream es.Stream) (uit []envelop.Verzegeld, err error) {
	err = j.lezers.met(ctx, func(l *lezer) error {
		return l.vraag("SELECT "+kolommen+", p.deel FROM gebeurtenissen g LEFT JOIN persoonsdelen p ON p.positie = g.positie "+
			"WHERE g.sid = (SELECT sid FROM streams WHERE naam = ?) ORDER BY g.revisie",
			func(s *sqlite.Stmt) { s.BindText(1, string(stream)) },
			func(s *sqlite.Stmt) error {
				v := envelop.Verzegeld{Stroom: stream}
				if _, err := j.vul(l, s, &v, nil); err != nil {
					return err
				}
				if s.ColumnType(10) != sqlite.TypeNull {
					v.Persoonsdeel = opslag(s, 10)
				}
				if v.Revisie != es.Revision(len(uit)) {
					return fmt.Errorf("%w: revisie %d ontbreekt", ErrBeschadigd, len(uit))
				}
				uit = append(uit, v)
				return nil
			})
	})
	if err != nil {
		return nil, fmt.Errorf("lees %s met persoonsdelen: %w", stream, err)
	}
	return uit, nil
}

// Persoonsdeel returns the encrypted personal part of the event at p, or nil
// when it has none or when that was destroyed.
func (j *Journaal) Persoonsdeel(ctx context.Context, p es.Position) (deel []byte, err error) {
	err = j.lezers.met(ctx, func(l *lezer) error {
		return l.vraag("SELECT deel FROM persoonsdelen WHERE positie = ?",
			func(s *sqlite.Stmt) { s.BindInt64(1, int64(p)) },
			func(s *sqlite.Stmt) error { deel = opslag(s, 0); return nil })
	})
	if err != nil {
		return nil, fmt.Errorf("lees persoonsdeel %d: %w", p, err)
	}
	return deel, nil
}
