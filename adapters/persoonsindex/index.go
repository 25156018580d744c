// Package persoonsindex keeps the blind index of persons in step with the
// journal, and sees to it that nobody has two dossiers of one kind at once.
//
// It stands before the journal as an [es.Log]: an append that carries a person's
// number, recognised by the type of the field, is indexed before it is recorded,
// so that what was acknowledged can be found. A crash in between leaves a row
// without a stream, which is harmless and goes when it is met.
package persoonsindex

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"strings"
	"sync"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Kluis is the key store, as far as the index goes.
type Kluis interface {
	LegVast(ctx context.Context, module string, n sleutels.Nummer, stroom es.Stream) (sleutels.Pseudoniem, error)
	SluitAan(ctx context.Context, stroom, bij es.Stream) error
	Behoud(ctx context.Context, stroom es.Stream, p sleutels.Pseudoniem) error
	ZoekPersoon(ctx context.Context, module string, n sleutels.Nummer) (sleutels.Persoon, bool, error)
	VernietigMetIndex(ctx context.Context, ids [][16]byte, stromen []es.Stream) (weg, rijen int, err error)
}

// A Soort is what the index does with one kind of stream.
type Soort struct {
	// Module is the space in which a person is known; each has pseudonyms of its own.
	Module string
	// Enig is the refusal of a second dossier while another one runs; nil where
	// somebody may have several.
	Enig *es.Refusal
	// Loopt reports whether the dossier with these events still runs. Required with Enig.
	Loopt func([]es.Recorded) bool
	// Verwijst returns the dossier that an open personal field points to, where a
	// stream is about the person of another; nil where there is no such field.
	Verwijst func(waarde any) (es.Stream, bool)
}

// sloten is how many openings of different persons may be under way at once.
const sloten = 256

// A Log is an [es.Log] that indexes. It may be used concurrently.
type Log struct {
	es.Log
	kluis   Kluis
	codec   *envelop.Codec
	soorten map[string]Soort
	zaad    maphash.Seed
	slot    [sloten]sync.Mutex
	samen   *Samen // nil: nobody else records in this journal
}

// Samen is how several nodes see to it together that nobody has two dossiers.
type Samen struct {
	// Slot takes a lock among all nodes. When it returns, this node has counted all that
	// was recorded before; what rests on it is recorded with houd.
	Slot func(ctx context.Context, naam string) (houd context.Context, los func(), err error)
	// Bij returns when the index knows all that this node has counted.
	Bij func(ctx context.Context) error
	// Geheim is the same on all nodes and known to nobody else: the name of a lock says
	// nothing of whom it is for.
	Geheim [32]byte
}

// plekken is how many locks there are for one kind of dossier. Many persons share one,
// so that it can stay when a person's data is destroyed.
const plekken = 4096

// Deel has this log take turns with those of other nodes. It is called before the log is used.
func (l *Log) Deel(s Samen) { l.samen = &s }

// neemBeurt takes the lock among all nodes under which this person is looked up.
func (l *Log) neemBeurt(ctx context.Context, s Soort, stroom es.Stream, n sleutels.Nummer) (houd context.Context, los func(), err error) {
	if l.samen == nil || s.Enig == nil {
		return ctx, func() {}, nil
	}
	h := hmac.New(sha256.New, l.samen.Geheim[:])
	fmt.Fprintf(h, "kroniek/enig/v1\n%s\n%s\n%s", soort(stroom), n.Soort, n.Waarde)
	plek := binary.BigEndian.Uint16(h.Sum(nil)) % plekken
	houd, los, err = l.samen.Slot(ctx, fmt.Sprintf("%s-%d", soort(stroom), plek))
	if err != nil {
		return nil, nil, err
	}
	if err := l.samen.Bij(houd); err != nil {
		los()
		return nil, nil, err
	}
	return houd, los, nil
}

// Nieuw returns a log before log. soorten is by the first part of a stream's name;
// other streams pass as they are.
func Nieuw(log es.Log, kluis Kluis, codec *envelop.Codec, soorten map[string]Soort) (*Log, error) {
	for naam, s := range soorten {
		if s.Module == "" || s.Enig != nil && s.Loopt == nil {
			return nil, fmt.Errorf("persoonsindex: %s has no module, or does not say when a dossier runs", naam)
		}
	}
	return &Log{Log: log, kluis: kluis, codec: codec, soorten: soorten, zaad: maphash.MakeSeed()}, nil
}

// Append implements [es.Log]. It returns the refusal of the kind of stream when
// the person has a dossier that runs.
func (l *Log) Append(ctx context.Context, a es.Append) (es.Receipt, error) {
	s, ok := l.soorten[soort(a.Stream)]
	if !ok {
		return l.Log.Append(ctx, a)
	}
	w, err := l.wie(s, a.Events)
	switch {
	case err != nil:
		return es.Receipt{}, fmt.Errorf("index %s: %w", a.Stream, err)
	case w.bij != "":
		if err := l.kluis.SluitAan(ctx, a.Stream, w.bij); err != nil {
			return es.Receipt{}, err
		}
		return l.Log.Append(ctx, a)
	case !w.bekend:
		return l.Log.Append(ctx, a)
	}
	// Held until the append is known to be recorded or not: whoever looks at a row
	// of this person meanwhile can tell one that is being opened from one left over.
	vrij := l.sluit(s, a.Stream, w.nummer)
	defer vrij()
	ctx, los, err := l.neemBeurt(ctx, s, a.Stream, w.nummer)
	if err != nil {
		return es.Receipt{}, err
	}
	defer los()
	if err := l.keur(ctx, s, a.Stream, w.nummer); err != nil {
		return es.Receipt{}, err
	}
	p, err := l.kluis.LegVast(ctx, s.Module, w.nummer, a.Stream)
	if err != nil {
		return es.Receipt{}, err
	}
	r, err := l.Log.Append(ctx, a)
	if err == nil && a.Expected != es.NoStream { // the number may have been corrected
		err = l.kluis.Behoud(ctx, a.Stream, p)
		if err != nil { // recorded all the same: the old number finds the dossier as well
			return r, nil //nolint:nilerr // the key store has stopped and says so to whoever comes next
		}
	}
	return r, err
}

// Toets returns what Append would refuse about these events, and changes nothing.
func (l *Log) Toets(ctx context.Context, stroom es.Stream, events []any) error {
	s, ok := l.soorten[soort(stroom)]
	if !ok {
		return nil
	}
	w, err := l.wie(s, events)
	if err != nil || !w.bekend {
		return err
	}
	vrij := l.sluit(s, stroom, w.nummer)
	defer vrij()
	return l.keur(ctx, s, stroom, w.nummer)
}

// keur refuses a second dossier of one kind. A row without a stream is left over
// from a crash, and goes. The caller holds the lock of this person.
func (l *Log) keur(ctx context.Context, s Soort, stroom es.Stream, n sleutels.Nummer) error {
	if s.Enig == nil {
		return nil
	}
	p, _, err := l.kluis.ZoekPersoon(ctx, s.Module, n)
	if err != nil {
		return err
	}
	for _, d := range p.Dossiers {
		if d == stroom || soort(d) != soort(stroom) {
			continue
		}
		vastgelegd, err := l.Read(ctx, d)
		switch {
		case err != nil:
			return err
		case len(vastgelegd) == 0:
			if _, _, err := l.kluis.VernietigMetIndex(ctx, nil, []es.Stream{d}); err != nil {
				return err
			}
		case s.Loopt(vastgelegd):
			return s.Enig
		}
	}
	return nil
}

// sluit takes the lock of a person within a kind of stream, and returns how to
// give it back. Where several dossiers may be there is nothing to hold.
func (l *Log) sluit(s Soort, stroom es.Stream, n sleutels.Nummer) (vrij func()) {
	if s.Enig == nil {
		return func() {}
	}
	m := &l.slot[maphash.String(l.zaad, soort(stroom)+"\n"+n.Soort+"\n"+n.Waarde)%sloten]
	m.Lock()
	return m.Unlock
}

// A wie is who the events of one append are about.
type wie struct {
	nummer sleutels.Nummer
	bekend bool
	bij    es.Stream // the dossier of the person, where that is what is known
}

// wie looks in the open personal fields for a number, by type.
func (l *Log) wie(s Soort, events []any) (w wie, err error) {
	for _, e := range events {
		err := l.codec.OpenVelden(e, func(waarde any) {
			switch v := waarde.(type) {
			case *recht.BSN:
				w.nummer, w.bekend = sleutels.Nummer{Soort: "bsn", Waarde: string(*v)}, true
			case *recht.Onderwijsnummer:
				w.nummer, w.bekend = sleutels.Nummer{Soort: "onderwijsnummer", Waarde: string(*v)}, true
			default:
				if s.Verwijst == nil {
					return
				}
				if d, ok := s.Verwijst(waarde); ok {
					w.bij = d
				}
			}
		})
		if err != nil && !errors.Is(err, es.ErrUnknownType) { // which the journal refuses by itself
			return w, err
		}
	}
	return w, nil
}

func soort(s es.Stream) string {
	naam, _, _ := strings.Cut(string(s), "-")
	return naam
}
