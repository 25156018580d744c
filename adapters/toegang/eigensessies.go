package toegang

import (
	"cmp"
	"slices"
	"time"
)

// A Sessie is what somebody sees of a session of their own.
type Sessie struct {
	ID       string    // public id; opens nothing
	Rol      Rol       // in which it works
	Begin    time.Time // of the session
	Laatste  time.Time // last request
	Verloopt time.Time // at the latest
}

// Van returns the sessions that last of whoever has this pseudonym, newest first.
// Somebody who has a role that is kept apart sees in each only its own.
func (s *Sessies) Van(pseudoniem string) (lijst []Sessie) {
	nu := s.nu()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, x := range s.sessies {
		if x.wie.ID == pseudoniem && !s.voorbij(x, nu) && s.register.Geldig(x.wie) {
			lijst = append(lijst, Sessie{ID: x.wie.Sessie, Rol: x.wie.Rol, Begin: x.begin, Laatste: x.laatste, Verloopt: x.wie.Verloopt})
		}
	}
	slices.SortFunc(lijst, func(a, b Sessie) int { return cmp.Or(b.Begin.Compare(a.Begin), cmp.Compare(a.ID, b.ID)) })
	return lijst
}

// EindigVan closes the session with this public id, when it is of whoever has this
// pseudonym, and reports whether there was one.
func (s *Sessies) EindigVan(pseudoniem, openbaar string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for hash, x := range s.sessies {
		if x.wie.ID == pseudoniem && x.wie.Sessie == openbaar {
			delete(s.sessies, hash)
			return true
		}
	}
	return false
}

// Waar returns whose sessions last that welke picks by the ID token with which they
// began and by their begin.
func (s *Sessies) Waar(welke func(idtoken string, begin time.Time) bool) (lijst []Wie) {
	nu := s.nu()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, x := range s.sessies {
		if !s.voorbij(x, nu) && welke(x.idtoken, x.begin) {
			lijst = append(lijst, x.wie)
		}
	}
	return lijst
}
