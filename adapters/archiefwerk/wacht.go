package archiefwerk

import (
	"context"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// ErrVernietigd refuses to add to a stream of which the destruction was decided.
var ErrVernietigd = es.Refuse("archief/dossier-vernietigd",
	"Over dit dossier is besloten dat het wordt vernietigd; er kan niets meer aan worden toegevoegd.", "Archiefwet 1995 art. 3; Archiefbesluit 1995 art. 8")

// Log returns the journal with a guard before it. Every command goes through it:
// nothing is added to a stream that a decision to destroy names, and what is
// decided about destroying is carried out soon after.
func (a *Archief) Log() es.Log { return wacht{a} }

type wacht struct{ a *Archief }

// Read implements [es.Log].
func (w wacht) Read(ctx context.Context, s es.Stream) ([]es.Recorded, error) {
	return w.a.o.Schrijf.Read(ctx, s)
}

// Earlier implements [es.Log].
func (w wacht) Earlier(ctx context.Context, id es.CommandID, body [32]byte) (es.Receipt, bool, error) {
	return w.a.o.Schrijf.Earlier(ctx, id, body)
}

// Append implements [es.Log]. Who appends holds the gate; who carries out a
// decision closes it for a moment, so that what was under way is in the journal.
func (w wacht) Append(ctx context.Context, a es.Append) (es.Receipt, error) {
	w.a.poort.RLock()
	defer w.a.poort.RUnlock()
	if w.a.register.isBesloten(a.Stream) {
		if r, ok, err := w.Earlier(ctx, a.Command, a.Body); ok || err != nil {
			return r, err
		}
		return es.Receipt{}, ErrVernietigd
	}
	r, err := w.a.o.Schrijf.Append(ctx, a)
	if err != nil || r.Repeated {
		return r, err
	}
	if w.a.o.Cluster != nil {
		if slices.ContainsFunc(a.Events, volgt) {
			return r, w.a.bij(context.WithoutCancel(ctx)) // what others recorded meanwhile comes first
		}
		return r, nil
	}
	werk := false
	for n, e := range a.Events {
		if volgt(e) {
			w.a.register.neem(a.Stream, e, a.Command.EventID(n), r.First+es.Position(n))
			werk = true
		}
	}
	if werk {
		w.a.wek()
	}
	return r, nil
}

// Toets returns what Append would refuse about these events, and changes nothing.
func (w wacht) Toets(ctx context.Context, s es.Stream, events []any) error {
	if w.a.register.isBesloten(s) {
		return ErrVernietigd
	}
	if l, ok := w.a.o.Schrijf.(interface {
		Toets(ctx context.Context, s es.Stream, events []any) error
	}); ok {
		return l.Toets(ctx, s, events)
	}
	return nil
}
