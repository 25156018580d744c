package aanmelding

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"maps"
	"sync"
	"time"
)

// Limits of what is under way: signing in takes minutes, and nobody can fill
// memory by beginning.
const (
	geduld     = 10 * time.Minute
	maxLopende = 10_000
)

// errVol reports that too many people are signing in at once.
var errVol = errors.New("aanmelding: too many under way")

// A poging is one signing in under way. The browser that began it holds a cookie
// with its name, the provider the state; both must come back together.
type poging struct {
	begin      time.Time
	toestand   string // state, 256 random bits
	eenmalig   string // nonce, 256 random bits
	verklaring string // PKCE code verifier
	// keus and idtoken are set once the provider said who it is, and the person has
	// more than one principal to choose from.
	keus    []keuze
	idtoken string
}

// lopende keeps what is under way, by the SHA-256 of the cookie. It may be used
// concurrently.
type lopende struct {
	nu func() time.Time

	mu       sync.Mutex
	pogingen map[[sha256.Size]byte]poging
}

func nieuweLopende(nu func() time.Time) *lopende {
	return &lopende{nu: nu, pogingen: map[[sha256.Size]byte]poging{}}
}

// bewaar keeps p and returns the name that the browser gets.
func (l *lopende) bewaar(p poging) (string, error) {
	naam := toeval()
	l.mu.Lock()
	defer l.mu.Unlock()
	p.begin = l.nu()
	if len(l.pogingen) >= maxLopende {
		maps.DeleteFunc(l.pogingen, func(_ [sha256.Size]byte, p poging) bool { return l.voorbij(p) })
		if len(l.pogingen) >= maxLopende {
			return "", errVol
		}
	}
	l.pogingen[sha256.Sum256([]byte(naam))] = p
	return naam, nil
}

// neem returns what is under way under this name, once.
func (l *lopende) neem(naam string) (poging, bool) {
	hash := sha256.Sum256([]byte(naam))
	l.mu.Lock()
	defer l.mu.Unlock()
	p, ok := l.pogingen[hash]
	delete(l.pogingen, hash)
	return p, ok && !l.voorbij(p)
}

func (l *lopende) voorbij(p poging) bool { return l.nu().Sub(p.begin) >= geduld }

// toeval returns 256 random bits as text.
func toeval() string {
	b := make([]byte, 32)
	rand.Read(b) // never fails: crypto/rand ends the process instead
	return base64.RawURLEncoding.EncodeToString(b)
}
