package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/toegang/auditspoor"
	"github.com/mgr-sdcg/kroniek/domain/toegang/verwerkingsspoor"
)

// errLog reports a log that is not the one that the history anchors.
var errLog = errors.New("log is niet wat er is verankerd")

// An anker is one statement in the history about a log: line Regel has hash Kop.
type anker struct {
	positie es.Position
	regel   int64
	kop     string
	weg     bool // the lines up to it went after their term
}

// A logspoor is what the history says of one log, in order.
type logspoor struct {
	stroom es.Stream
	ankers []anker
}

func (s logspoor) laatste() anker { return s.ankers[len(s.ankers)-1] }

// verwijderd returns the removal that was recorded last, if any.
func (s logspoor) verwijderd() (a anker) {
	for _, x := range s.ankers {
		if x.weg {
			a = x
		}
	}
	return a
}

// A stroomlezer finds streams and reads them.
type stroomlezer interface {
	Stromen(ctx context.Context, soorten ...string) ([]es.Stream, error)
	Read(ctx context.Context, stream es.Stream) ([]es.Recorded, error)
}

// leesAnkersporen returns what the history says of logs of one kind, one for each log
// that was ever anchored after position na.
func leesAnkersporen(ctx context.Context, j stroomlezer, soort string, na es.Position) (uit []logspoor, err error) {
	stromen, err := j.Stromen(ctx, soort)
	if err != nil {
		return nil, err
	}
	for _, stroom := range stromen {
		gebeurd, err := j.Read(ctx, stroom)
		if err != nil {
			return nil, err
		}
		s := logspoor{stroom: stroom}
		for _, g := range gebeurd {
			if g.Position > na {
				s.ankers = append(s.ankers, ankerVan(g))
			}
		}
		if len(s.ankers) > 0 {
			uit = append(uit, s)
		}
	}
	return uit, nil
}

func ankerVan(g es.Recorded) anker {
	switch e := g.Event.(type) {
	case auditspoor.LogketenVerankerd:
		return anker{positie: g.Position, regel: e.Logregels, kop: e.Ketenkop}
	case verwerkingsspoor.VerwerkingslogVerankerd:
		return anker{positie: g.Position, regel: e.Logregels, kop: e.Ketenkop}
	case verwerkingsspoor.VerwerkingsregelsVerwijderd:
		return anker{positie: g.Position, regel: e.TotEnMet, kop: e.Ketenkop, weg: true}
	default:
		panic("ankers: event without a case: " + g.Type)
	}
}

// A logsoort is one of the logs of a folder that the history anchors.
type logsoort struct {
	naam    string // in Dutch
	soort   string // of its streams
	kenmerk func(dir string) (uuid.UUID, error)
	// reken recomputes the chain and holds it against s: whole, or from the last
	// anchor on. It returns the first and the last line that it saw.
	reken func(ctx context.Context, dir string, s logspoor, heel bool) (eerste, laatste int64, err error)
}

func logsoorten() []logsoort {
	return []logsoort{
		{"auditlog", auditspoor.Soort, kenmerkAuditlog, rekenAuditlog},
		{"verwerkingslog", verwerkingsspoor.Soort, kenmerkVerwerkingslog, rekenVerwerkingslog},
	}
}

// keur holds the log in dir against what the history says of logs of its kind. The
// journal in a folder anchors one log at a time: the one that was anchored last is
// the one that must be there.
func (l logsoort) keur(ctx context.Context, dir string, sporen []logspoor, heel bool) (eerste, laatste int64, err error) {
	id, err := l.kenmerk(dir)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, verwerkingslog.ErrZonderKeten) {
		if len(sporen) == 0 {
			return 0, 0, nil
		}
		return 0, 0, fmt.Errorf("%w: het %s is er niet, en is verankerd", errLog, l.naam)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("%s: %w", l.naam, err)
	}
	var eigen logspoor
	var nieuwste es.Position
	for _, s := range sporen {
		nieuwste = max(nieuwste, s.laatste().positie)
		if s.stroom == es.StreamOf(l.soort, id) {
			eigen = s
		}
	}
	if nieuwste > 0 && (len(eigen.ankers) == 0 || eigen.laatste().positie != nieuwste) {
		return 0, 0, fmt.Errorf("%w: de geschiedenis verankert een ander %s dan er nu ligt", errLog, l.naam)
	}
	return l.reken(ctx, dir, eigen, heel)
}

func kenmerkAuditlog(dir string) (uuid.UUID, error) {
	return auditlog.Kenmerk(filepath.Join(dir, auditlog.Map))
}

func kenmerkVerwerkingslog(dir string) (id uuid.UUID, err error) {
	pad := filepath.Join(dir, verwerkingslog.Bestand)
	if _, err := os.Stat(pad); err != nil {
		return id, err
	}
	b, err := verwerkingslog.Bekijk(pad)
	if err != nil {
		return id, err
	}
	return b.Kenmerk, b.Sluit()
}

func rekenAuditlog(_ context.Context, dir string, s logspoor, heel bool) (eerste, laatste int64, err error) {
	te := s.teVinden(heel)
	lees := func(map_ string, fn func(auditlog.Regel) error) error { return auditlog.Lees(map_, fn) }
	if n := len(s.ankers); n > 0 && !heel {
		lees = func(map_ string, fn func(auditlog.Regel) error) error {
			return auditlog.LeesVanaf(map_, s.laatste().regel, fn)
		}
	}
	err = lees(filepath.Join(dir, auditlog.Map), func(r auditlog.Regel) error {
		if eerste == 0 {
			eerste = r.Nr
		}
		laatste = r.Nr
		return te.zie("auditlog", r.Nr, r.Keten)
	})
	if err == nil && laatste == 0 {
		err = fmt.Errorf("%w: het auditlog heeft geen enkele regel, en ook een nieuw log begint met een", errLog)
	}
	if err == nil {
		err = te.gemist("auditlog", eerste, laatste) // before eerste: in a file that was removed after its term
	}
	return eerste, laatste, err
}

func rekenVerwerkingslog(ctx context.Context, dir string, s logspoor, heel bool) (eerste, laatste int64, err error) {
	b, err := verwerkingslog.Bekijk(filepath.Join(dir, verwerkingslog.Bestand))
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, b.Sluit()) }()
	weg := s.verwijderd()
	if b.Begin.Nr > weg.regel || b.Begin.Nr == weg.regel && weg.regel > 0 && b.Begin.Kop() != weg.kop {
		return 0, 0, fmt.Errorf("%w: het verwerkingslog begint na regel %d, en dat er regels zijn verwijderd is niet vastgelegd", errLog, b.Begin.Nr)
	}
	na, te := b.Begin, s.teVinden(heel)
	if n := len(s.ankers); n > 0 && !heel && s.laatste().regel > b.Begin.Nr {
		a := s.laatste()
		p, ok, err := b.Op(a.regel)
		if err != nil {
			return 0, 0, err
		}
		if !ok || p.Kop() != a.kop {
			return 0, 0, fmt.Errorf("%w: regel %d van het verwerkingslog is niet de regel die is verankerd", errLog, a.regel)
		}
		na, te = p, zoeklijst{}
	}
	eerste, laatste = na.Nr+1, na.Nr
	err = b.Reken(ctx, na, func(p verwerkingslog.Plaats) error {
		laatste = p.Nr
		return te.zie("verwerkingslog", p.Nr, p.Kop())
	})
	if err == nil {
		err = te.gemist("verwerkingslog", eerste, laatste)
	}
	return eerste, laatste, err
}

// A zoeklijst holds the anchors that were not met yet, by line.
type zoeklijst map[int64]string

// teVinden returns all anchors, or the last.
func (s logspoor) teVinden(alle bool) zoeklijst {
	z := zoeklijst{}
	for i, a := range s.ankers {
		if alle || i == len(s.ankers)-1 {
			z[a.regel] = a.kop
		}
	}
	return z
}

func (z zoeklijst) zie(log string, nr int64, kop string) error {
	verwacht, ook := z[nr]
	if ook && verwacht != kop {
		return fmt.Errorf("%w: regel %d van het %s is niet de regel die is verankerd", errLog, nr, log)
	}
	delete(z, nr)
	return nil
}

// gemist reports an anchor of a line that should have been there: lines from eerste
// on were read, and the last was laatste.
func (z zoeklijst) gemist(log string, eerste, laatste int64) error {
	for nr := range z {
		if nr >= eerste {
			return fmt.Errorf("%w: het %s eindigt bij regel %d, en regel %d is verankerd", errLog, log, laatste, nr)
		}
	}
	return nil
}

// plaatsVan returns the line that an anchor is about.
func (a anker) plaats() (p verwerkingslog.Plaats, err error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(a.kop)
	if err != nil || len(b) != len(p.Keten) {
		return p, fmt.Errorf("%w: de kop bij positie %d heeft niet de goede vorm", errLog, a.positie)
	}
	return verwerkingslog.Plaats{Nr: a.regel, Keten: [32]byte(b)}, nil
}
