package journaal

import (
	"errors"
	"fmt"
	"runtime"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Bounds of one transaction.
const (
	maxPosten = 256
	maxBytes  = 8 << 20
)

// A schrijver is the one writer of a journal. Only its goroutine touches it.
type schrijver struct {
	j    *Journaal
	conn *sqlite.Conn
	l    lezer // reads on the writer's own connection: it sees the open transaction
	wal  *wal

	laatste   es.Position  // last position given out, in this transaction or before
	sid       int64        // last stream number given out
	tijdgrens int64        // highest event time so far, Unix milliseconds
	hoogste   es.CommandID // highest command id in store
	rand      *boomrand
	knopen    []byte
	batch     []*post

	begin, commit, terug                 *sqlite.Stmt
	stroomIn, sleutelIn, gebeurtenisIn   *sqlite.Stmt
	deelIn, knopenIn, opdrachtIn, typeIn *sqlite.Stmt
}

// nieuweSchrijver prepares the statements and restores what is kept in memory.
func (j *Journaal) nieuweSchrijver(conn *sqlite.Conn) (*schrijver, error) {
	s := &schrijver{j: j, conn: conn, l: lezer{conn: conn}, batch: make([]*post, 0, maxPosten)}
	for _, q := range []struct {
		stmt  **sqlite.Stmt
		query string
	}{
		{&s.begin, "BEGIN IMMEDIATE"},
		{&s.commit, "COMMIT"},
		{&s.terug, "ROLLBACK"},
		{&s.stroomIn, "INSERT INTO streams (sid, naam, sleutel) VALUES (?, ?, ?)"},
		{&s.sleutelIn, "UPDATE streams SET sleutel = ? WHERE sid = ?"},
		{&s.gebeurtenisIn, "INSERT INTO gebeurtenissen (positie, sid, revisie, tid, tijdgrens, id, sleutel, zout, commitment, gebeurtenis, vervangen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
		{&s.deelIn, "INSERT INTO persoonsdelen (positie, deel) VALUES (?, ?)"},
		{&s.knopenIn, "INSERT INTO knopen (positie, hashes) VALUES (?, ?)"},
		{&s.opdrachtIn, "INSERT INTO opdrachten (opdracht, positie, aantal, hmac) VALUES (?, ?, ?, ?)"},
		{&s.typeIn, "INSERT INTO typen (tid, naam) VALUES (?, ?)"},
	} {
		stmt, err := conn.Prepare(q.query)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", bestand, err)
		}
		*q.stmt = stmt
	}
	if err := s.herstel(); err != nil {
		return nil, fmt.Errorf("herstel %s: %w", bestand, err)
	}
	return s, nil
}

// herstel reads the head, the right edge and the highest command id.
func (s *schrijver) herstel() error {
	geen := func(*sqlite.Stmt) {}
	err := s.l.vraag("SELECT positie, tijdgrens FROM gebeurtenissen ORDER BY positie DESC LIMIT 1", geen, func(r *sqlite.Stmt) error {
		s.laatste, s.tijdgrens = es.Position(r.ColumnInt64(0)), r.ColumnInt64(1)
		return nil
	})
	if err != nil {
		return err
	}
	if s.sid, err = s.l.getal("SELECT max(sid) FROM streams", geen); err != nil {
		return err
	}
	err = s.l.vraag("SELECT max(opdracht) FROM opdrachten", geen, func(r *sqlite.Stmt) error {
		r.ColumnBytes(0, s.hoogste[:])
		return nil
	})
	if err != nil {
		return err
	}
	if s.rand, err = herstelRand(int64(s.laatste), s.l.knoop); err != nil {
		return err
	}
	lijst, err := s.l.typen()
	if err != nil {
		return err
	}
	s.j.typen.zet(lijst)
	s.j.kop.Store(int64(s.laatste))
	return nil
}

// loop records until the journal closes or a write fails.
func (s *schrijver) loop() {
	defer close(s.j.einde)
	err := s.werk()
	if err != nil {
		s.j.fout.Store(&err)
		s.j.stromen.vergeet()
		close(s.j.gestopt)
	}
	s.laatLos()
	if err := s.conn.Close(); err != nil && s.j.Fout() == nil {
		s.j.fout.Store(&err)
	}
}

func (s *schrijver) werk() error {
	for {
		select {
		case p := <-s.j.rij:
			if err := s.neem(p); err != nil {
				return err
			}
		case i := <-s.j.ingrepen:
			if err := s.ingreep(i); err != nil {
				return err
			}
		case <-s.j.sluit:
			return s.rond()
		}
		if err := s.wal.tussendoor(s.conn); err != nil {
			return err
		}
	}
}

// rond records what was waiting when the journal closed.
func (s *schrijver) rond() error {
	for {
		select {
		case p := <-s.j.rij:
			if err := s.neem(p); err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

// laatLos answers those whose append was never taken.
func (s *schrijver) laatLos() {
	for {
		select {
		case p := <-s.j.rij:
			if p.stand.CompareAndSwap(wachtend, genomen) {
				p.fout = s.j.reden()
				close(p.klaar)
			}
		default:
			return
		}
	}
}

// verzamel lets those that were answered just now append again, as long as more
// keep coming: a batch twice as large costs hardly more, and one fsync less.
func (s *schrijver) verzamel() {
	for range 4 {
		wacht := len(s.j.rij)
		runtime.Gosched()
		if len(s.j.rij) == wacht {
			return
		}
	}
}

// neem takes p and whatever else waits, records it, and answers all.
func (s *schrijver) neem(p *post) error {
	if s.j.haken.naEerste != nil {
		s.j.haken.naEerste()
	}
	s.verzamel()
	s.batch = s.batch[:0]
	bytes := 0
	for p != nil {
		if p.stand.CompareAndSwap(wachtend, genomen) {
			s.batch = append(s.batch, p)
			bytes += p.bytes
		}
		p = nil
		if len(s.batch) < maxPosten && bytes < maxBytes {
			select {
			case p = <-s.j.rij:
			default:
			}
		}
	}
	err := s.boek()
	for _, p := range s.batch {
		if err != nil {
			p.bon, p.fout = es.Receipt{}, fmt.Errorf("%w: %w", es.ErrStopped, err)
		}
		close(p.klaar)
	}
	return err
}

// boek records the batch in one transaction. An error stops the journal.
func (s *schrijver) boek() error {
	if err := doe(s.begin); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	for _, p := range s.batch {
		if err := s.boekPost(p); err != nil {
			return s.breekAf(err)
		}
	}
	if err := s.legVast(); err != nil {
		return s.breekAf(err)
	}
	if s.j.o.Batch != nil {
		s.j.o.Batch(len(s.batch))
	}
	if s.laatste != s.j.Kop() {
		s.j.kop.Store(int64(s.laatste))
		s.j.omroep.roep()
	}
	return nil
}

// legVast commits, which includes the fsync.
func (s *schrijver) legVast() error {
	if s.j.haken.voorCommit != nil {
		if err := s.j.haken.voorCommit(); err != nil {
			return fmt.Errorf("commit: %w", err)
		}
	}
	if err := doe(s.commit); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	if s.j.haken.naCommit != nil {
		return s.j.haken.naCommit()
	}
	return nil
}

// breekAf rolls back what can be rolled back, and returns err.
func (s *schrijver) breekAf(err error) error {
	if s.conn.AutocommitEnabled() {
		return err
	}
	return errors.Join(err, doe(s.terug))
}

// doe runs a statement that returns no rows.
func doe(stmt *sqlite.Stmt) error {
	if _, err := stmt.Step(); err != nil {
		return err
	}
	return stmt.Reset()
}
