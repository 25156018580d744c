package persoonsindex

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Reekslog is a log that takes several appends at once, in order.
type Reekslog interface {
	AppendReeks(ctx context.Context, lijst []es.Append) ([]es.Receipt, []error)
}

// errGeenReeks reports a log behind the index that takes no list.
var errGeenReeks = errors.New("persoonsindex: the log takes no list of appends")

// AppendReeks is [Log.Append] for several appends at once, whose events come to lie
// in the order of the list. They are about different streams and different persons,
// and nobody else opens a dossier meanwhile: rows of persons are not locked, since
// who waits for a place in the list cannot wait for another. The log behind must be a
// [Reekslog].
func (l *Log) AppendReeks(ctx context.Context, lijst []es.Append) ([]es.Receipt, []error) {
	bonnen, fouten := make([]es.Receipt, len(lijst)), make([]error, len(lijst))
	achter, ok := l.Log.(Reekslog)
	if !ok {
		for i := range fouten {
			fouten[i] = errGeenReeks
		}
		return bonnen, fouten
	}
	behoud := make([]func() error, len(lijst))
	var wg sync.WaitGroup
	for i, a := range lijst { // beside each other, so that rows share a commit
		wg.Go(func() { behoud[i], fouten[i] = l.voor(ctx, a) })
	}
	wg.Wait()
	var goed []es.Append
	var plaats []int
	for i, a := range lijst {
		if fouten[i] == nil {
			goed, plaats = append(goed, a), append(plaats, i)
		}
	}
	b, f := achter.AppendReeks(ctx, goed)
	for n, i := range plaats {
		if bonnen[i], fouten[i] = b[n], f[n]; f[n] == nil && behoud[i] != nil {
			fouten[i] = behoud[i]()
		}
	}
	return bonnen, fouten
}

// voor does what comes before an append, and returns what comes after it, if anything.
func (l *Log) voor(ctx context.Context, a es.Append) (na func() error, err error) {
	s, ok := l.soorten[soort(a.Stream)]
	if !ok {
		return nil, nil
	}
	w, err := l.wie(s, a.Events)
	switch {
	case err != nil:
		return nil, fmt.Errorf("index %s: %w", a.Stream, err)
	case w.bij != "":
		return nil, l.kluis.SluitAan(ctx, a.Stream, w.bij)
	case !w.bekend:
		return nil, nil
	}
	if err := l.keur(ctx, s, a.Stream, w.nummer); err != nil {
		return nil, err
	}
	p, err := l.kluis.LegVast(ctx, s.Module, w.nummer, a.Stream)
	if err != nil || a.Expected == es.NoStream {
		return nil, err
	}
	return func() error { return l.kluis.Behoud(ctx, a.Stream, p) }, nil
}
