package journaal

import (
	"context"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// An ingreep changes what is stored. The writer runs it in a transaction of its
// own, between two batches.
type ingreep struct {
	doe   func(l *lezer) (weigering, fout error)
	klaar chan error
}

// Vervang replaces the public part of the event at p by residu, wipes its salt,
// and notes that the event at door decided it. The commitment and the tree stay,
// so every proof stays valid. Doing it again is allowed: an afscherming may later
// be followed by destruction. A personal part stays until [Journaal.WisPersoonsdeel].
//
// The old bytes are overwritten in the file, and the write-ahead log that may
// hold them is emptied: at once, or as soon as no reader is in its way.
func (j *Journaal) Vervang(ctx context.Context, p es.Position, residu []byte, door es.Position) error {
	err := j.ingreep(ctx, func(l *lezer) (weigering, fout error) {
		kop := j.Kop()
		if p < 1 || p > kop || door < 1 || door > kop || door == p || len(residu) == 0 || len(residu) > envelop.MaxGebeurtenis {
			return errors.New("positie, besluit of residu bestaat niet"), nil
		}
		fout = l.vraag("UPDATE gebeurtenissen SET gebeurtenis = ?, zout = x'', vervangen = ? WHERE positie = ?",
			func(s *sqlite.Stmt) { s.BindBytes(1, residu); s.BindInt64(2, int64(door)); s.BindInt64(3, int64(p)) }, geenRij)
		return nil, fout
	})
	if err != nil {
		return fmt.Errorf("vervang positie %d: %w", p, err)
	}
	return nil
}

// WisPersoonsdeel deletes the personal part of the event at p, from the file
// and from the write-ahead log as [Journaal.Vervang] does. Deleting what is not
// there is no error.
func (j *Journaal) WisPersoonsdeel(ctx context.Context, p es.Position) error {
	err := j.ingreep(ctx, func(l *lezer) (weigering, fout error) {
		return nil, l.vraag("DELETE FROM persoonsdelen WHERE positie = ?", func(s *sqlite.Stmt) { s.BindInt64(1, int64(p)) }, geenRij)
	})
	if err != nil {
		return fmt.Errorf("wis persoonsdeel %d: %w", p, err)
	}
	return nil
}

func geenRij(*sqlite.Stmt) error { return nil }

// ingreep has the writer run doe. Once the writer has it, the outcome is awaited.
func (j *Journaal) ingreep(ctx context.Context, doe func(*lezer) (weigering, fout error)) error {
	if j.slot == nil {
		return ErrAlleenLezen
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	i := &ingreep{doe: doe, klaar: make(chan error, 1)}
	select {
	case j.ingrepen <- i:
		return <-i.klaar
	case <-j.einde:
		return j.reden()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ingreep runs i and answers it. The returned error stops the journal.
func (s *schrijver) ingreep(i *ingreep) error {
	weigering, fout := s.doeIngreep(i)
	if fout != nil {
		i.klaar <- fmt.Errorf("%w: %w", es.ErrStopped, fout)
		return fout
	}
	i.klaar <- weigering
	return nil
}

func (s *schrijver) doeIngreep(i *ingreep) (weigering, fout error) {
	if err := doe(s.begin); err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	weigering, fout = i.doe(&s.l)
	switch {
	case fout != nil:
		return nil, s.breekAf(fout)
	case weigering != nil:
		return weigering, doe(s.terug)
	}
	if err := s.legVast(); err != nil {
		return nil, s.breekAf(err)
	}
	return nil, s.wal.wis(s.conn)
}
