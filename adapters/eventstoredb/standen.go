package eventstoredb

import (
	"bytes"
	"context"
	"sync"

	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// maxStanden bounds how many streams a node remembers.
const maxStanden = 50_000

// standen remembers what the replica holds of the streams that were counted last,
// and which command ids cannot be in it, so that an append need not look. It is
// at most behind: the server and the referee judge.
type standen struct {
	mu        sync.Mutex
	jong, oud map[es.Stream]journaal.Stand
	hoogste   es.CommandID
}

func (s *standen) begin(ctx context.Context, replica *journaal.Journaal) (err error) {
	s.jong = map[es.Stream]journaal.Stand{}
	s.hoogste, err = replica.Hoogste(ctx)
	return err
}

// nieuw reports whether a command is surely not in the replica: ids are ordered by time.
func (s *standen) nieuw(id es.CommandID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.Compare(id[:], s.hoogste[:]) > 0
}

func (s *standen) zoek(naam es.Stream) (journaal.Stand, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st, ok := s.jong[naam]
	if !ok {
		st, ok = s.oud[naam]
	}
	return st, ok
}

// leer takes note of what was counted.
func (s *standen) leer(groepen [][]*regel, uit []journaal.Uitkomst) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, groep := range groepen {
		if uit[i].Fout != nil || uit[i].Bon.Repeated {
			continue
		}
		l := groep[len(groep)-1]
		if bytes.Compare(l.opdracht[:], s.hoogste[:]) > 0 {
			s.hoogste = l.opdracht
		}
		st, bekend := s.jong[l.stroomnaam]
		if !bekend {
			st, bekend = s.oud[l.stroomnaam]
		}
		if !bekend && groep[0].Revisie > 0 {
			continue // its key may be older than what is remembered
		}
		st.Revisie = es.Revision(l.Revisie)
		for _, l := range groep {
			if l.verzegeld.Sleutel != [16]byte{} {
				st.Sleutel = l.verzegeld.Sleutel
			}
		}
		if len(s.jong) >= maxStanden/2 {
			s.oud, s.jong = s.jong, map[es.Stream]journaal.Stand{}
		}
		s.jong[l.stroomnaam] = st
	}
}

// stand returns where a stream is, as far as it matters to an append that expects
// a revision: of one that expects none, only what is remembered counts, since the
// server knows better.
func (j *Journaal) stand(ctx context.Context, naam es.Stream, verwacht es.Revision) (journaal.Stand, error) {
	if st, ok := j.standen.zoek(naam); ok {
		return st, nil
	}
	if verwacht == es.NoStream {
		return journaal.Stand{Revisie: es.NoStream}, nil
	}
	return j.replica.Stand(ctx, naam)
}
