package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/controle"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// isLogbreuk reports whether err says that a log is not what was recorded.
func isLogbreuk(err error) bool {
	return errors.Is(err, auditlog.ErrGebroken) || errors.Is(err, verwerkingslog.ErrGebroken) ||
		errors.Is(err, verwerkingslog.ErrBeschadigd) || errors.Is(err, errLog)
}

// A logstand is a log that was recomputed whole.
type logstand struct {
	log              string
	eerste, laatste  int64
	ankers           int
	fout             error // a breach
	laatsteVerankerd int64
	elders           bool // there is no such log in this folder, and no office began one
	eerder           int  // logs of this kind that were anchored before this one was begun
	eerderTot        int64
}

// rekenLogs recomputes both logs of a folder against every anchor in its history. A
// breach stands with its log; an error is something else.
func (m *leesmap) rekenLogs(ctx context.Context) (uit []logstand, err error) {
	i, err := leesInstellingen(m.dir)
	if err != nil {
		return nil, err
	}
	for _, l := range logsoorten() {
		sporen, err := leesAnkersporen(ctx, m.journaal, l.soort, es.Position(i.ZonderPersoonsdelenTot))
		if err != nil {
			return nil, err
		}
		s := logstand{log: l.naam}
		eigen := eigenSporen(l, m.dir, sporen)
		if i.Cluster { // the history anchors the logs of all nodes
			sporen = eigen
		}
		s.tel(sporen, eigen)
		if _, err := l.kenmerk(m.dir); !i.Logs && errors.Is(err, fs.ErrNotExist) {
			// No office began its logs here: the history came from elsewhere.
			s.elders = true
			uit = append(uit, s)
			continue
		}
		s.eerste, s.laatste, s.fout = l.keur(ctx, m.dir, sporen, true)
		if s.fout != nil && !isLogbreuk(s.fout) {
			return nil, s.fout
		}
		uit = append(uit, s)
	}
	return uit, nil
}

// tel counts what is anchored of the log that lies here, and of logs before it; of
// all when none lies here.
func (s *logstand) tel(sporen, eigen []logspoor) {
	hier := eigen
	if len(eigen) == 0 {
		hier = sporen
	}
	for _, spoor := range hier {
		s.ankers += len(spoor.ankers)
		s.laatsteVerankerd = max(s.laatsteVerankerd, spoor.laatste().regel)
	}
	for _, spoor := range sporen {
		if len(eigen) > 0 && spoor.stroom != eigen[0].stroom {
			s.eerder++
			s.eerderTot = max(s.eerderTot, spoor.laatste().regel)
		}
	}
}

// opmerking says which logs that the history anchors are not here to be recomputed.
func (s logstand) opmerking() string {
	switch {
	case s.elders && s.ankers > 0:
		return fmt.Sprintf("het %s dat de geschiedenis tot en met regel %d verankert ligt niet in deze map en is niet nagerekend", s.log, s.laatsteVerankerd)
	case s.eerder > 0:
		return fmt.Sprintf("LET OP: hier is een nieuw %s begonnen; wat de geschiedenis van %d eerder log verankert, tot en met regel %d, ligt niet in deze map en is niet nagerekend", s.log, s.eerder, s.eerderTot)
	}
	return ""
}

// eigenSporen keeps what is about the log in dir.
func eigenSporen(l logsoort, dir string, sporen []logspoor) (uit []logspoor) {
	id, err := l.kenmerk(dir)
	for _, s := range sporen {
		if err == nil && s.stroom == es.StreamOf(l.soort, id) {
			uit = append(uit, s)
		}
	}
	return uit
}

// controleerLogs recomputes both logs and says what it saw.
func controleerLogs(ctx context.Context, uit io.Writer, dir string) (err error) {
	m, err := openLeesmap(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.sluit()) }()
	standen, err := m.rekenLogs(ctx)
	if err != nil {
		return auditfout(err)
	}
	for _, s := range standen {
		switch {
		case s.fout != nil:
			return auditfout(s.fout)
		case s.elders && s.ankers > 0: // see opmerking
		case s.laatste == 0:
			fmt.Fprintf(uit, "%s: nog geen regel, en niets verankerd\n", s.log)
		case s.ankers == 0:
			fmt.Fprintf(uit, "%s heel: regel %d tot en met %d, nagerekend; nog niet verankerd\n", s.log, s.eerste, s.laatste)
		default:
			fmt.Fprintf(uit, "%s heel: regel %d tot en met %d, nagerekend; verankerd tot en met regel %d\n", s.log, s.eerste, s.laatste, s.laatsteVerankerd)
		}
		if o := s.opmerking(); o != "" {
			fmt.Fprintln(uit, o)
		}
	}
	return nil
}

// metLogs adds to u what is wrong with the logs of the folder. A history that does
// not hold itself says nothing about logs.
func (v verifier) metLogs(ctx context.Context, u controle.Uitslag) (_ controle.Uitslag, err error) {
	if !u.Goed {
		return u, nil
	}
	m, err := openLeesmap(ctx, v.dir)
	if err != nil {
		return u, err
	}
	defer func() { err = errors.Join(err, m.sluit()) }()
	standen, err := m.rekenLogs(ctx)
	if err != nil {
		return u, fmt.Errorf("narekenen: %w", err)
	}
	for _, s := range standen {
		if o := s.opmerking(); o != "" && !v.json {
			fmt.Fprintln(v.uit, o)
		}
		if s.fout == nil {
			continue
		}
		u.Afwijkingen = append(u.Afwijkingen, controle.Afwijking{Soort: controle.SoortLog, Melding: s.fout.Error()})
	}
	if len(u.Afwijkingen) > 0 {
		u.Goed, u.Eerste = false, &u.Afwijkingen[0]
	}
	return u, nil
}
