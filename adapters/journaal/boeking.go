package journaal

import (
	"bytes"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// boekPost decides on one append inside the open transaction. A refusal goes
// into p.fout and leaves no row; the returned error is a fault of the disk.
// All checks come before the first insert.
func (s *schrijver) boekPost(p *post) error {
	if bytes.Compare(p.Command[:], s.hoogste[:]) <= 0 { // a higher id than all in store is new
		bon, ok, err := s.l.bon(p.Command, p.Body)
		switch {
		case errors.Is(err, es.ErrReused):
			p.fout = es.ErrReused
			return nil
		case err != nil:
			return fmt.Errorf("zoek opdracht: %w", err)
		case ok:
			p.bon = bon
			return nil
		}
	}
	st, bestaat, err := s.zoekStroom(p.stroom)
	if err != nil {
		return fmt.Errorf("zoek stroom: %w", err)
	}
	switch {
	case p.positie != 0 && p.positie != s.laatste+1:
		p.fout = fmt.Errorf("%w: na positie %d komt %d", ErrOvername, s.laatste, s.laatste+1)
		return nil
	case st.revisie != p.verwacht:
		p.fout = es.ErrConflict
		return nil
	case p.sleutel != [16]byte{} && st.sleutel != [16]byte{} && p.sleutel != st.sleutel:
		p.fout = errAndereSleutel
		return nil
	}
	if !bestaat {
		s.sid++
		st.sid = s.sid
	}
	if err := s.schrijfStroom(p, st, bestaat); err != nil {
		return fmt.Errorf("schrijf stroom: %w", err)
	}
	if err := s.schrijfGebeurtenissen(p, st); err != nil {
		return fmt.Errorf("schrijf gebeurtenissen: %w", err)
	}
	return s.sluitPost(p, st)
}

// sluitPost records the command and makes up the receipt.
func (s *schrijver) sluitPost(p *post, st stroom) error {
	n := len(p.zegels)
	p.bon = es.Receipt{Stream: p.stroom, Revision: st.revisie + es.Revision(n), First: s.laatste - es.Position(n) + 1, Count: n}
	o := s.opdrachtIn
	o.BindBytes(1, p.Command[:])
	o.BindInt64(2, int64(p.bon.First))
	o.BindInt64(3, int64(n))
	o.BindBytes(4, p.Body[:])
	if err := doe(o); err != nil {
		return fmt.Errorf("schrijf opdracht: %w", err)
	}
	if bytes.Compare(p.Command[:], s.hoogste[:]) > 0 {
		s.hoogste = p.Command
	}
	st.revisie = p.bon.Revision
	if p.sleutel != [16]byte{} {
		st.sleutel = p.sleutel
	}
	s.j.stromen.bewaar(p.stroom, st)
	return nil
}

// zoekStroom returns what is known of a stream; revisie is NoStream when it
// does not exist.
func (s *schrijver) zoekStroom(naam es.Stream) (st stroom, bestaat bool, err error) {
	if st, ok := s.j.stromen.zoek(naam); ok {
		return st, true, nil
	}
	st.revisie = es.NoStream
	err = s.l.vraag("SELECT sid, sleutel FROM streams WHERE naam = ?",
		func(r *sqlite.Stmt) { r.BindText(1, string(naam)) },
		func(r *sqlite.Stmt) error {
			bestaat, st.sid = true, r.ColumnInt64(0)
			r.ColumnBytes(1, st.sleutel[:])
			return nil
		})
	if err != nil || !bestaat {
		return st, false, err
	}
	n, err := s.l.getal("SELECT max(revisie) FROM gebeurtenissen WHERE sid = ?",
		func(r *sqlite.Stmt) { r.BindInt64(1, st.sid) })
	st.revisie = es.Revision(n)
	return st, true, err
}

func (s *schrijver) schrijfStroom(p *post, st stroom, bestaat bool) error {
	if bestaat {
		if p.sleutel == st.sleutel || p.sleutel == [16]byte{} {
			return nil
		}
		s.sleutelIn.BindBytes(1, p.sleutel[:])
		s.sleutelIn.BindInt64(2, st.sid)
		return doe(s.sleutelIn)
	}
	s.stroomIn.BindInt64(1, st.sid)
	s.stroomIn.BindText(2, string(p.stroom))
	bindSleutel(s.stroomIn, 3, p.sleutel)
	return doe(s.stroomIn)
}

func (s *schrijver) schrijfGebeurtenissen(p *post, st stroom) error {
	s.tijdgrens = max(s.tijdgrens, p.Time.UnixMilli())
	for i := range p.zegels {
		v := &p.zegels[i]
		tid, err := s.typeNummer(v.Type)
		if err != nil {
			return err
		}
		s.laatste++
		g := s.gebeurtenisIn
		g.BindInt64(1, int64(s.laatste))
		g.BindInt64(2, st.sid)
		g.BindInt64(3, int64(st.revisie)+1+int64(i))
		g.BindInt64(4, tid)
		g.BindInt64(5, s.tijdgrens)
		g.BindBytes(6, v.ID[:])
		bindSleutel(g, 7, v.Sleutel)
		if g.BindBytes(8, v.Zout[:]); v.Vervangen != 0 {
			g.BindZeroBlob(8, 0)
		}
		g.BindBytes(9, v.Commitment[:])
		g.BindBytes(10, v.Gebeurtenis)
		g.BindInt64(11, int64(v.Vervangen))
		if err := doe(g); err != nil {
			return err
		}
		if v.Persoonsdeel != nil {
			s.deelIn.BindInt64(1, int64(s.laatste))
			s.deelIn.BindBytes(2, v.Persoonsdeel)
			if err := doe(s.deelIn); err != nil {
				return err
			}
		}
		if s.knopen = s.rand.blad(p.bladen[i], s.knopen[:0]); len(s.knopen) > 0 {
			s.knopenIn.BindInt64(1, int64(s.laatste))
			s.knopenIn.BindBytes(2, s.knopen)
			if err := doe(s.knopenIn); err != nil {
				return err
			}
		}
	}
	return nil
}

// typeNummer returns the number of an event type, and gives a new type one.
func (s *schrijver) typeNummer(naam string) (int64, error) {
	if tid := s.j.typen.nummer(naam); tid != 0 {
		return tid, nil
	}
	lijst := append(append([]string(nil), s.j.typen.alle()...), naam)
	s.typeIn.BindInt64(1, int64(len(lijst)))
	s.typeIn.BindText(2, naam)
	if err := doe(s.typeIn); err != nil {
		return 0, fmt.Errorf("schrijf type: %w", err)
	}
	s.j.typen.zet(lijst)
	return int64(len(lijst)), nil
}

func bindSleutel(stmt *sqlite.Stmt, param int, id [16]byte) {
	if id == [16]byte{} {
		stmt.BindNull(param)
		return
	}
	stmt.BindBytes(param, id[:])
}
