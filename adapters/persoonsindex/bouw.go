package persoonsindex

import (
	"context"
	"errors"
	"fmt"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Journaal is the history, as far as building the index needs it.
type Journaal interface {
	Kop() es.Position
	Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error
	Persoonsdelen
	Read(ctx context.Context, stroom es.Stream) ([]es.Recorded, error)
}

// Persoonsdelen gives sealed personal parts.
type Persoonsdelen interface {
	// Persoonsdeel returns the part of the event at p; nil when it has none, or
	// when that was destroyed.
	Persoonsdeel(ctx context.Context, p es.Position) ([]byte, error)
}

// Bouwkluis is the key store, as far as building the index needs it.
type Bouwkluis interface {
	Kluis
	Geef(ctx context.Context, id [16]byte) (envelop.Sleutel, error)
	IndexVolledig(ctx context.Context) (bool, error)
	MerkVolledig(ctx context.Context) error
	Dossiers(ctx context.Context, fn func(es.Stream) error) error
	LegReeks(ctx context.Context, rijen []sleutels.Indexrij) error
}

// reeks is how many dossiers are indexed in one commit while building.
const reeks = 1000

// Bouw indexes what is in the journal when the index is not complete: a folder of
// before there was one. It removes rows without a stream, and says how many
// dossiers it added and removed. Personal parts that were destroyed are left out.
// Nothing leaves the program, so no reading is logged. Afterwards the index is
// complete; when it already was, Bouw does nothing.
func (l *Log) Bouw(ctx context.Context, j Journaal, k Bouwkluis, meld func(gedaan, totaal int64)) (erbij, weg int, err error) {
	volledig, err := k.IndexVolledig(ctx)
	if err != nil || volledig {
		return 0, 0, err
	}
	return l.Herbouw(ctx, j, k, meld)
}

// Herbouw is [Log.Bouw] also when the index counts as complete: after a history that
// was recorded past the index, such as a year that was played.
func (l *Log) Herbouw(ctx context.Context, j Journaal, k Bouwkluis, meld func(gedaan, totaal int64)) (erbij, weg int, err error) {
	b := bouwer{l: l, j: j, k: k}
	kop := j.Kop()
	err = j.Scan(ctx, 0, kop, func(v *envelop.Verzegeld) error {
		meld(int64(v.Positie), int64(kop))
		return b.neem(ctx, v)
	})
	if err == nil {
		err = b.schrijf(ctx)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("build index: %w", err)
	}
	if weg, err = b.ruimOp(ctx); err != nil {
		return 0, 0, fmt.Errorf("build index: %w", err)
	}
	return b.erbij, weg, k.MerkVolledig(ctx)
}

// Volg indexes the events with na < position <= tot: those that another node of a
// cluster recorded are not indexed by their append here. Doing it again adds nothing.
func (l *Log) Volg(ctx context.Context, j Journaal, k Bouwkluis, na, tot es.Position) error {
	b := bouwer{l: l, j: j, k: k}
	err := j.Scan(ctx, na, tot, func(v *envelop.Verzegeld) error { return b.neem(ctx, v) })
	if err == nil {
		err = b.schrijf(ctx)
	}
	if err != nil {
		return fmt.Errorf("follow in index: %w", err)
	}
	return nil
}

// A bouwer gathers rows, so that many share a commit.
type bouwer struct {
	l     *Log
	j     Journaal
	k     Bouwkluis
	rijen []sleutels.Indexrij
	erbij int
}

func (b *bouwer) neem(ctx context.Context, v *envelop.Verzegeld) error {
	s, ok := b.l.soorten[soort(v.Stroom)]
	if !ok || v.Sleutel == [16]byte{} {
		return nil
	}
	kopie := *v
	var err error
	if kopie.Persoonsdeel, err = b.j.Persoonsdeel(ctx, v.Positie); err != nil || kopie.Persoonsdeel == nil {
		return err
	}
	sleutel, err := b.k.Geef(ctx, v.Sleutel)
	if errors.Is(err, sleutels.ErrVernietigd) {
		return nil
	}
	if err != nil {
		return err
	}
	r, err := b.l.codec.OpenMet(&kopie, sleutel)
	if err != nil {
		return err
	}
	w, err := b.l.wie(s, []any{r.Event})
	switch {
	case err != nil:
		return err
	case w.bij != "": // after the rows of that dossier
		if err := b.schrijf(ctx); err != nil {
			return err
		}
		return b.k.SluitAan(ctx, v.Stroom, w.bij)
	case !w.bekend:
		return nil
	case v.Revisie > 0: // a later event says who it is: the last one is right
		if err := b.schrijf(ctx); err != nil {
			return err
		}
		p, err := b.k.LegVast(ctx, s.Module, w.nummer, v.Stroom)
		if err != nil {
			return err
		}
		return b.k.Behoud(ctx, v.Stroom, p)
	}
	b.erbij++
	b.rijen = append(b.rijen, sleutels.Indexrij{Module: s.Module, Nummer: w.nummer, Stroom: v.Stroom})
	if len(b.rijen) >= reeks {
		return b.schrijf(ctx)
	}
	return nil
}

func (b *bouwer) schrijf(ctx context.Context) error {
	rijen := b.rijen
	b.rijen = nil
	return b.k.LegReeks(ctx, rijen)
}

// ruimOp removes rows of streams that were never opened.
func (b *bouwer) ruimOp(ctx context.Context) (weg int, err error) {
	var alle, wees []es.Stream
	if err := b.k.Dossiers(ctx, func(s es.Stream) error { alle = append(alle, s); return nil }); err != nil {
		return 0, err
	}
	for _, s := range alle {
		vastgelegd, err := b.j.Read(ctx, s)
		if err != nil {
			return 0, err
		}
		if len(vastgelegd) == 0 {
			wees = append(wees, s)
		}
	}
	if len(wees) == 0 {
		return 0, nil
	}
	_, _, err = b.k.VernietigMetIndex(ctx, nil, wees)
	return len(wees), err
}
