package toegang

import (
	"crypto/sha256"
	"errors"
	"maps"
	"sync"
	"time"
)

// Sessieduur says how long a session lasts.
type Sessieduur struct {
	Rust   time.Duration // without a request
	Totaal time.Duration // whatever happens
}

// StandaardSessieduur is what a server uses when it is not told otherwise: half an
// hour without a request, ten hours in all. No source prescribes these, so an
// organisation sets its own.
func StandaardSessieduur() Sessieduur {
	return Sessieduur{Rust: 30 * time.Minute, Totaal: 10 * time.Hour}
}

// Limits of the number of sessions, so that nobody can fill memory by signing in.
const (
	maxSessies     = 10_000
	maxSessiesElk  = 20 // of one principal: the oldest gives way
	sessiegrootte  = 32 // random bytes of a session id
	sessieidLengte = 8  // random bytes of the public id
)

// ErrVol reports that no more sessions can be opened now.
var ErrVol = errors.New("toegang: too many sessions")

// Sessies keeps who is signed in, in memory: after a restart people sign in again,
// and no file holds what opens a session. It may be used concurrently.
type Sessies struct {
	register *Register
	nu       func() time.Time
	duur     Sessieduur

	mu      sync.Mutex
	sessies map[[sha256.Size]byte]*sessie
}

type sessie struct {
	wie     Wie
	begin   time.Time
	laatste time.Time
	idtoken string // for signing out at the provider; never shown elsewhere
}

// NieuweSessies returns an empty store. r says whether a link still holds.
func NieuweSessies(r *Register, nu func() time.Time, duur Sessieduur) *Sessies {
	return &Sessies{register: r, nu: nu, duur: duur, sessies: map[[sha256.Size]byte]*sessie{}}
}

// Begin opens a session for w and returns its id, 256 random bits, which only the
// browser keeps. idtoken is what the provider wants back at signing out.
func (s *Sessies) Begin(w Wie, idtoken string) (string, error) {
	id := willekeurig(sessiegrootte)
	nu := s.nu()
	w.Sessie = willekeurig(sessieidLengte)
	if eind := nu.Add(s.duur.Totaal); eind.Before(w.Verloopt) {
		w.Verloopt = eind
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ruimOp(nu, w.ID)
	if len(s.sessies) >= maxSessies {
		return "", ErrVol
	}
	s.sessies[sha256.Sum256([]byte(id))] = &sessie{wie: w, begin: nu, laatste: nu, idtoken: idtoken}
	return id, nil
}

// ruimOp drops sessions that are over, and the oldest of this principal when it
// has as many as it may. The caller holds mu.
func (s *Sessies) ruimOp(nu time.Time, houder string) {
	maps.DeleteFunc(s.sessies, func(_ [sha256.Size]byte, x *sessie) bool { return s.voorbij(x, nu) })
	for {
		var oudste *[sha256.Size]byte
		n := 0
		for h, x := range s.sessies {
			if x.wie.ID != houder {
				continue
			}
			if n++; oudste == nil || x.begin.Before(s.sessies[*oudste].begin) {
				oudste = &h
			}
		}
		if n < maxSessiesElk {
			return
		}
		delete(s.sessies, *oudste)
	}
}

func (s *Sessies) voorbij(x *sessie, nu time.Time) bool {
	return !nu.Before(x.wie.Verloopt) || nu.Sub(x.laatste) >= s.duur.Rust
}

// Herken returns whose session it is and counts as a sign of life; ErrOngeldig
// when it is unknown, over, or its link was taken back.
func (s *Sessies) Herken(id string) (Wie, error) {
	hash := sha256.Sum256([]byte(id))
	nu := s.nu()
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.sessies[hash]
	if x == nil {
		return Wie{}, ErrOngeldig
	}
	if s.voorbij(x, nu) || !s.register.Geldig(x.wie) {
		delete(s.sessies, hash)
		return Wie{}, ErrOngeldig
	}
	x.laatste = nu
	return x.wie, nil
}

// Open reports whether the session with this public id still lasts.
func (s *Sessies) Open(openbaar string) bool {
	nu := s.nu()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, x := range s.sessies {
		if x.wie.Sessie == openbaar {
			return !s.voorbij(x, nu)
		}
	}
	return false
}

// Eindig closes the session and returns what the provider wants back; empty when
// there was no such session.
func (s *Sessies) Eindig(id string) (idtoken string) {
	hash := sha256.Sum256([]byte(id))
	s.mu.Lock()
	defer s.mu.Unlock()
	if x := s.sessies[hash]; x != nil {
		idtoken = x.idtoken
	}
	delete(s.sessies, hash)
	return idtoken
}
