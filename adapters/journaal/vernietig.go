package journaal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Vervanging is what an event is replaced by when its file is destroyed.
type Vervanging struct {
	Positie es.Position
	Residu  []byte
}

// errVervanging refuses a replacement that cannot be.
var errVervanging = errors.New("positie, besluit of residu bestaat niet")

// VernietigReeks replaces events by their residu, wipes their salts, deletes their
// personal parts, and forgets what was asked in the commands behind them; all or
// none. door is the position of the decision. Commitments and tree stay.
//
// The old bytes are overwritten in the file. The write-ahead log may hold them
// until [Journaal.Gewist] returns.
func (j *Journaal) VernietigReeks(ctx context.Context, reeks []Vervanging, door es.Position) error {
	err := j.ingreep(ctx, func(l *lezer) (weigering, fout error) {
		kop := j.Kop()
		for _, v := range reeks {
			if v.Positie < 1 || v.Positie > kop || door < 1 || door > kop || door == v.Positie || len(v.Residu) == 0 || len(v.Residu) > envelop.MaxGebeurtenis {
				return errVervanging, nil
			}
		}
		for _, v := range reeks {
			if err := l.vernietig(v, door); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	if err != nil {
		return fmt.Errorf("vernietig %d gebeurtenissen: %w", len(reeks), err)
	}
	return nil
}

func (l *lezer) vernietig(v Vervanging, door es.Position) error {
	opPositie := func(s *sqlite.Stmt) { s.BindInt64(1, int64(v.Positie)) }
	err := l.vraag("UPDATE gebeurtenissen SET gebeurtenis = ?, zout = x'', vervangen = ? WHERE positie = ?",
		func(s *sqlite.Stmt) {
			s.BindBytes(1, v.Residu)
			s.BindInt64(2, int64(door))
			s.BindInt64(3, int64(v.Positie))
		}, geenRij)
	if err == nil {
		err = l.vraag("DELETE FROM persoonsdelen WHERE positie = ?", opPositie, geenRij)
	}
	if err != nil {
		return err
	}
	id, err := l.opdrachtVan(v)
	if err != nil {
		return err
	}
	// A hash of what was asked may be guessed by who has its key. Without it the
	// command is still known, and asking it again is refused.
	return l.vraag("UPDATE opdrachten SET hmac = zeroblob(32) WHERE opdracht = ?", func(s *sqlite.Stmt) { s.BindBytes(1, id[:]) }, geenRij)
}

// opdrachtVan returns the command of an event, from its residu.
func (l *lezer) opdrachtVan(v Vervanging) (es.CommandID, error) {
	const kop = `"opdracht":"`
	for i := len(v.Residu) - len(kop) - 22; i >= 0; i-- { // behind data, so the last is its own
		if string(v.Residu[i:i+len(kop)]) == kop {
			return es.ParseCommandID(string(v.Residu[i+len(kop) : i+len(kop)+22]))
		}
	}
	return es.CommandID{}, fmt.Errorf("%w: residu van positie %d noemt geen opdracht", ErrBeschadigd, v.Positie)
}

// Gewist returns when the write-ahead log no longer holds what was overwritten,
// or with the error of ctx. A reader of another process can hold it up.
func (j *Journaal) Gewist(ctx context.Context) error {
	if j.slot == nil {
		return ErrAlleenLezen
	}
	for {
		if !j.wal.wissen.Load() {
			return nil
		}
		if err := j.wal.checkpoint(j.wal.conn, "TRUNCATE"); err != nil {
			return fmt.Errorf("wis write-ahead log: %w", err)
		}
		if !j.wal.wissen.Load() {
			return nil
		}
		select {
		case <-time.After(opnieuwNa):
		case <-j.einde:
			return j.reden()
		case <-ctx.Done():
			return fmt.Errorf("wis write-ahead log: een ander programma leest nog in het journaal: %w", ctx.Err())
		}
	}
}

// Stromen returns the streams of the given kinds, in the order of their names.
func (j *Journaal) Stromen(ctx context.Context, soorten ...string) (uit []es.Stream, err error) {
	err = j.lezers.met(ctx, func(l *lezer) error {
		for _, soort := range soorten {
			err := l.vraag("SELECT naam FROM streams WHERE naam >= ? AND naam < ? ORDER BY naam",
				func(s *sqlite.Stmt) { s.BindText(1, soort+"-"); s.BindText(2, soort+".") }, // "." comes after "-"
				func(s *sqlite.Stmt) error { uit = append(uit, es.Stream(s.ColumnText(0))); return nil })
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("zoek stromen: %w", err)
	}
	return uit, nil
}

// A Rest is what a stream still holds that a destruction takes away.
type Rest struct {
	Stroom  es.Stream
	Sleutel [16]byte // key of its personal parts; zero when it has none
	Open    bool     // an event was not replaced by that decision, or a personal part is there
}

// Resten looks what streams still hold of what the decision at door destroys.
// Streams that do not exist are left out.
func (j *Journaal) Resten(ctx context.Context, stromen []es.Stream, door es.Position) (uit []Rest, err error) {
	err = j.lezers.met(ctx, func(l *lezer) error {
		for _, naam := range stromen {
			err := l.vraag(`SELECT sleutel, EXISTS (SELECT 1 FROM gebeurtenissen g WHERE g.sid = s.sid AND
				(g.vervangen <> ? OR EXISTS (SELECT 1 FROM persoonsdelen p WHERE p.positie = g.positie)))
				FROM streams s WHERE naam = ?`,
				func(s *sqlite.Stmt) { s.BindInt64(1, int64(door)); s.BindText(2, string(naam)) },
				func(s *sqlite.Stmt) error {
					r := Rest{Stroom: naam, Open: s.ColumnBool(1)}
					s.ColumnBytes(0, r.Sleutel[:])
					uit = append(uit, r)
					return nil
				})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("zoek resten: %w", err)
	}
	return uit, nil
}

// Verzegeld returns the events of stream as they are stored, without their
// personal parts, in order.
func (j *Journaal) Verzegeld(ctx context.Context, stream es.Stream) (uit []envelop.Verzegeld, err error) {
	err = j.lezers.met(ctx, func(l *lezer) error {
		uit, err = j.verzegeld(l, stream)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("lees %s: %w", stream, err)
	}
	return uit, nil
}

func (j *Journaal) verzegeld(l *lezer, stream es.Stream) (uit []envelop.Verzegeld, err error) {
	err = l.vraag("SELECT "+kolommen+" FROM gebeurtenissen g WHERE g.sid = (SELECT sid FROM streams WHERE naam = ?) ORDER BY g.revisie",
		func(s *sqlite.Stmt) { s.BindText(1, string(stream)) },
		func(s *sqlite.Stmt) error {
			v := envelop.Verzegeld{Stroom: stream}
			if _, err := j.vul(l, s, &v, nil); err != nil {
				return err
			}
			uit = append(uit, v)
			return nil
		})
	return uit, err
}
