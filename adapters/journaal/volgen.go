package journaal

import (
	"context"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// An Uitkomst is what a command of [Journaal.Volg] led to.
type Uitkomst struct {
	Bon  es.Receipt // of the command; Repeated when it was in the journal already
	Fout error      // why it was refused; nil when it is in the journal
}

// Volg records commands in the order in which another store keeps them, each
// judged on its own as [Journaal.Append] would: one that was given before, that
// expects another revision or that brings a second key is refused in its
// Uitkomst, and takes no position. So whoever offers the same commands in the
// same order gets the same journal, position for position. The positions of the
// events are left to the journal and must be 0; Meta.Body is kept.
//
// The error is a fault, after which nothing is known of what was not answered:
// es.ErrStopped, the error of ctx, or ErrOvername for a command that
// contradicts itself, of which the whole list is left undone.
func (j *Journaal) Volg(ctx context.Context, lijst []Overname) ([]Uitkomst, error) {
	if j.slot == nil {
		return nil, ErrAlleenLezen
	}
	posten := make([]*post, len(lijst))
	for i := range lijst {
		p, err := lijst[i].post()
		if err != nil {
			return nil, err
		}
		if p.positie != 0 {
			return nil, fmt.Errorf("%w: een positie die het journaal zelf geeft", ErrOvername)
		}
		posten[i] = p
	}
	uit := make([]Uitkomst, len(lijst))
	for i, err := range j.postAlle(ctx, posten) {
		if err != nil && posten[i].fout == nil || errors.Is(err, es.ErrStopped) {
			return nil, err
		}
		uit[i] = Uitkomst{posten[i].bon, err}
	}
	return uit, nil
}

// A Stand is where a stream is.
type Stand struct {
	Revisie es.Revision // es.NoStream when it has no events
	Sleutel [16]byte    // key of its personal parts; zero while there is none
}

// Stand returns where a stream is on disk.
func (j *Journaal) Stand(ctx context.Context, naam es.Stream) (Stand, error) {
	s := Stand{Revisie: es.NoStream}
	err := j.lezers.met(ctx, func(l *lezer) error {
		return l.vraag(`SELECT s.sleutel, (SELECT max(revisie) FROM gebeurtenissen g WHERE g.sid = s.sid) FROM streams s WHERE s.naam = ?`,
			func(q *sqlite.Stmt) { q.BindText(1, string(naam)) },
			func(q *sqlite.Stmt) error {
				q.ColumnBytes(0, s.Sleutel[:])
				s.Revisie = es.Revision(q.ColumnInt64(1))
				return nil
			})
	})
	if err != nil {
		return s, fmt.Errorf("lees stand van %s: %w", naam, err)
	}
	return s, nil
}

// Inhoud returns the keyed hash of what command id asked; ok is false when the
// command is not in the journal.
func (j *Journaal) Inhoud(ctx context.Context, id es.CommandID) (body [32]byte, ok bool, err error) {
	err = j.lezers.met(ctx, func(l *lezer) error {
		return l.vraag("SELECT hmac FROM opdrachten WHERE opdracht = ?",
			func(q *sqlite.Stmt) { q.BindBytes(1, id[:]) },
			func(q *sqlite.Stmt) error {
				ok = q.ColumnBytes(0, body[:]) == len(body)
				return nil
			})
	})
	if err != nil {
		return body, false, fmt.Errorf("zoek opdracht: %w", err)
	}
	return body, ok, nil
}

// Hoogste returns the highest command id in the journal: what comes after it is new.
func (j *Journaal) Hoogste(ctx context.Context) (id es.CommandID, err error) {
	err = j.lezers.met(ctx, func(l *lezer) error {
		return l.vraag("SELECT max(opdracht) FROM opdrachten", func(*sqlite.Stmt) {}, func(q *sqlite.Stmt) error {
			q.ColumnBytes(0, id[:])
			return nil
		})
	})
	if err != nil {
		return id, fmt.Errorf("zoek hoogste opdracht: %w", err)
	}
	return id, nil
}

// VervangenSleutels returns the keys of streams of which an event was replaced.
func (j *Journaal) VervangenSleutels(ctx context.Context) (uit [][16]byte, err error) {
	err = j.lezers.met(ctx, func(l *lezer) error {
		return l.vraag("SELECT DISTINCT s.sleutel FROM streams s JOIN gebeurtenissen g ON g.sid = s.sid WHERE g.vervangen <> 0 AND s.sleutel IS NOT NULL",
			func(*sqlite.Stmt) {}, func(q *sqlite.Stmt) error {
				uit = append(uit, [16]byte{})
				q.ColumnBytes(0, uit[len(uit)-1][:])
				return nil
			})
	})
	if err != nil {
		return nil, fmt.Errorf("zoek vervangen sleutels: %w", err)
	}
	return uit, nil
}

// OnbekendeSleutels returns which of ids are the key of no stream.
func (j *Journaal) OnbekendeSleutels(ctx context.Context, ids [][16]byte) (uit [][16]byte, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	bekend := make(map[[16]byte]bool, len(ids))
	for _, id := range ids {
		bekend[id] = false
	}
	err = j.lezers.met(ctx, func(l *lezer) error {
		return l.vraag("SELECT sleutel FROM streams WHERE sleutel IS NOT NULL", func(*sqlite.Stmt) {}, func(q *sqlite.Stmt) error {
			var id [16]byte
			q.ColumnBytes(0, id[:])
			if _, gevraagd := bekend[id]; gevraagd {
				bekend[id] = true
			}
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("zoek sleutels: %w", err)
	}
	for id, er := range bekend {
		if !er {
			uit = append(uit, id)
		}
	}
	return uit, nil
}
