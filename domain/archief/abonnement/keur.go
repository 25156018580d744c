package abonnement

import (
	"slices"
	"strings"
)

// Bounds of what is registered.
const (
	langsteNaam  = 40
	langsteAdres = 1000
	meesteTypen  = 200
	// cijferrij is how many digits may stand in a row in a name: too few for a
	// number that means a person.
	cijferrij = 4
)

// naamGoed reports whether s is a name for a system. Names appear in metrics and
// on status pages, so they cannot hold what means a person.
func naamGoed(s string) bool {
	if s == "" || len(s) > langsteNaam || s[0] < 'a' || s[0] > 'z' || s[len(s)-1] == '-' {
		return false
	}
	rij := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if rij++; rij > cijferrij {
				return false
			}
			continue
		case c == '-' && s[i-1] == '-', c != '-' && (c < 'a' || c > 'z'):
			return false
		}
		rij = 0
	}
	return true
}

// los returns l with a list of types that nobody else has, sorted.
func (l Levering) los() Levering {
	l.Typen = slices.Clone(l.Typen)
	slices.Sort(l.Typen)
	return l
}

func (l Levering) gelijk(m Levering) bool {
	l, m = l.los(), m.los()
	return l.Kanaal == m.Kanaal && l.Adres == m.Adres && l.Rol == m.Rol && l.Organisatie == m.Organisatie &&
		l.Gemeente == m.Gemeente && l.Module == m.Module && slices.Equal(l.Typen, m.Typen)
}

func (l Levering) keur() error {
	switch {
	case l.Kanaal == Webhook && !urlGoed(l.Adres), l.Kanaal == NATS && !onderwerpGoed(l.Adres),
		!slices.Contains(Kanaal("").Waarden(), string(l.Kanaal)):
		return ErrAdres
	case l.Rol == "" || l.Organisatie == "":
		return ErrRolOntbreekt
	case len(l.Typen) > meesteTypen:
		return ErrTypen
	}
	typen := l.los().Typen
	for i, t := range typen {
		if !typeGoed(t) || i > 0 && typen[i-1] == t {
			return ErrTypen
		}
	}
	return nil
}

// urlGoed keeps out of the history what does not belong in it: credentials, and
// queries, in which many put one.
func urlGoed(s string) bool {
	_, rest, ok := strings.Cut(s, "://")
	gastheer, _, _ := strings.Cut(rest, "/")
	return ok && (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) && gastheer != "" && len(s) <= langsteAdres &&
		!strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`@?#\"<>^{|}`+"`", r) })
}

// onderwerpGoed: words of letters, digits, "-" and "_", with points between them.
func onderwerpGoed(s string) bool {
	if len(s) > langsteAdres {
		return false
	}
	for woord := range strings.SplitSeq(s, ".") {
		if woord == "" || strings.ContainsFunc(woord, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
		}) {
			return false
		}
	}
	return true
}

func typeGoed(s string) bool {
	return len(s) <= 200 && strings.HasPrefix(s, "nl.") && onderwerpGoed(s) && strings.Count(s, ".") >= 2
}
