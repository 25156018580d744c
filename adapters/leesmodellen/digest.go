package leesmodellen

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Digest returns the SHA-256 of the content of a read model, at the position
// where it is. Two read models with the same content have the same digest,
// however they came about: tables by name, rows by their whole primary key,
// dimensions instead of cell numbers; no bookkeeping, no clock, no file layout.
func (l *Leesmodellen) Digest(ctx context.Context, naam string) ([32]byte, error) {
	return l.digest(ctx, naam, func(s projections.Stand) es.Position { return s.Positie })
}

// DigestOp returns the digest that the read model had at position p: that of a
// rebuild up to p.
func (l *Leesmodellen) DigestOp(ctx context.Context, naam string, p es.Position) ([32]byte, error) {
	return l.digest(ctx, naam, func(projections.Stand) es.Position { return p })
}

func (l *Leesmodellen) digest(ctx context.Context, naam string, op func(projections.Stand) es.Position) (som [32]byte, err error) {
	m, err := l.model(naam)
	if err != nil {
		return som, err
	}
	z, laat, err := m.lees(ctx)
	if err != nil {
		return som, err
	}
	defer laat()
	h := sha256.New()
	b := bufio.NewWriterSize(h, 1<<16)
	if err := z.dump(b, op(z.stand)); err != nil {
		return som, fmt.Errorf("digest of %s: %w", naam, err)
	}
	if err := b.Flush(); err != nil {
		return som, fmt.Errorf("digest of %s: %w", naam, err)
	}
	h.Sum(som[:0])
	return som, nil
}

// dump writes the content as known at p. Every part is preceded by its length or
// has a fixed one, so no two contents give the same bytes.
func (l *lezer) dump(w io.Writer, p es.Position) error {
	d := &dumper{w: w}
	tabellen := slices.SortedFunc(slices.Values(l.plan.Tabellen), func(a, b *projections.Tabel) int { return cmp.Compare(a.Naam, b.Naam) })
	for _, t := range tabellen {
		d.tekst("tabel", t.Naam)
		d.tekst(kolomnamen(t)...)
		for r, err := range l.Versies(t, p) {
			if err != nil {
				return err
			}
			d.getal(int64(r.Van), int64(r.Tot))
			d.waarden(r.Waarden)
		}
	}
	tellingen := slices.SortedFunc(slices.Values(l.plan.Tellingen), func(a, b *projections.Telling) int { return cmp.Compare(a.Naam, b.Naam) })
	for _, t := range tellingen {
		d.tekst("telling", t.Naam)
		d.tekst(t.Dimensies...)
		if err := l.dumpTelling(d, t, p); err != nil {
			return err
		}
	}
	return d.fout
}

func (l *lezer) dumpTelling(d *dumper, t *projections.Telling, p es.Position) error {
	dims := dimensielijst(t)
	n := len(t.Dimensies)
	sql := "SELECT positie, dag, delta, totaal, laatste_dag" + dims + " FROM " + q(t.Naam+"_cel") + " CROSS JOIN " + q(t.Naam+"_delta") +
		" USING (cid) WHERE positie <= ? ORDER BY " + strings.TrimPrefix(dims+", cid", ", ") + ", positie, volg"
	err := l.vraag(sql, p, []projections.Waarde{int64(p)}, func(s *sqlite.Stmt) bool {
		for i := range 5 {
			d.getal(s.ColumnInt64(i))
		}
		for i := range n {
			d.tekst(s.ColumnText(5 + i))
		}
		return d.fout == nil
	})
	return cmp.Or(err, d.fout)
}

// A dumper writes values and keeps the first error.
type dumper struct {
	w    io.Writer
	buf  []byte
	fout error
}

func (d *dumper) uit() {
	if _, err := d.w.Write(d.buf); d.fout == nil {
		d.fout = err
	}
	d.buf = d.buf[:0]
}

func (d *dumper) getal(ns ...int64) {
	for _, n := range ns {
		d.buf = binary.BigEndian.AppendUint64(append(d.buf, 'g'), uint64(n))
	}
	d.uit()
}

func (d *dumper) tekst(ss ...string) {
	for _, s := range ss {
		d.buf = binary.BigEndian.AppendUint64(append(d.buf, 't'), uint64(len(s)))
		d.buf = append(d.buf, s...)
	}
	d.uit()
}

func (d *dumper) waarden(ws []projections.Waarde) {
	for _, w := range ws {
		switch v := w.(type) {
		case int64:
			d.getal(v)
		case string:
			d.tekst(v)
		}
	}
}
