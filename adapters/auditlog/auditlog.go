// Package auditlog keeps the security log: who was let in or turned away, what was
// read about persons, and what changed in who may do what (BIO2 8.15.01).
//
// It is one of three logs. What was decided lies in the journal, and what was
// processed about whom in the processing log; this one holds neither content nor
// anybody's name or number. An actor is a pseudonym, an object the id of a stream.
//
// Lines are only added. Each holds a hash over itself and the line before it, so
// a line that was changed, added or removed breaks the chain at that place; the
// head of the chain is recorded in the journal once a day (domain/toegang/auditspoor),
// and is sealed with it. A line that cannot be written is an error, and the caller
// must not go on: what is not logged does not happen.
package auditlog

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Errors of this package. Each may be wrapped.
var (
	// ErrNietBeschikbaar reports that a line could not be written.
	ErrNietBeschikbaar = errors.New("auditlog: line was not written")
	// ErrRegel reports a line with a value that does not belong in this log.
	ErrRegel = errors.New("auditlog: value does not belong in the log")
	// ErrGebroken reports a chain that does not hold.
	ErrGebroken = errors.New("auditlog: chain is broken")
)

// An Actie is what was tried.
type Actie string

// The actions.
const (
	Lezen        Actie = "lezen"
	Opdracht     Actie = "opdracht"
	Aanmelden    Actie = "aanmelden" // showing who sends a request
	TokenGegeven Actie = "token-gegeven"
	Gekoppeld    Actie = "identiteit-gekoppeld"
	Ingetrokken  Actie = "toegang-ingetrokken"
	Beeindigd    Actie = "sessie-beeindigd"      // by who has it, from another session
	Beheer       Actie = "beheerhandeling"       // done to the system itself: keys, backups, taking everything out
	Begonnen     Actie = "logbestand-begonnen"   // the first line of every file
	Opgeruimd    Actie = "logbestand-verwijderd" // after its term
)

// A Resultaat is what became of it.
type Resultaat string

// The outcomes.
const (
	Toegestaan Resultaat = "toegestaan"
	Geweigerd  Resultaat = "geweigerd"
)

// An Actor is who tried, under a pseudonym; only Bewijs where it was not known.
type Actor struct {
	Rol         string `json:"rol,omitzero"`
	Organisatie string `json:"organisatie,omitzero"`
	ID          string `json:"id,omitzero"`     // pseudonym, as in the events
	Bewijs      string `json:"bewijs,omitzero"` // public id of the token or link
}

// A Regel is one line. Nr, Tijdstip and Keten are filled in by [Logboek.Leg].
type Regel struct {
	Nr        int64     `json:"nr"` // 1, 2, 3 … over all files
	Tijdstip  time.Time `json:"tijdstip"`
	Actie     Actie     `json:"actie"`
	Handeling string    `json:"handeling,omitzero"` // what the policy ruled on
	Object    string    `json:"object,omitzero"`    // stream or public id
	Resultaat Resultaat `json:"resultaat"`
	Beleid    []string  `json:"beleid,omitzero"` // ids of the policies that decided; none: no policy permits it
	Oorsprong string    `json:"oorsprong"`       // network address, or "opdrachtregel"
	Actor     Actor     `json:"actor"`
	Reden     string    `json:"reden,omitzero"`  // code of why signing in was refused
	Spoor     string    `json:"spoor,omitzero"`  // W3C trace id, which joins it to the processing log; of known senders
	Aantal    int       `json:"aantal,omitzero"` // this line stands for so many alike
	Kop       string    `json:"kop,omitzero"`    // Keten before this file; of a file that was removed, the last in it
	Keten     string    `json:"keten,omitzero"`  // SHA-256 over the line before and this one, base64url
}

const (
	ketenlengte = 43 // base64url of 32 bytes
	ketenveld   = `,"keten":"`
)

// keur refuses values that this log must not hold, or that would break its lines.
func (r Regel) keur() error {
	for _, w := range append([]string{
		string(r.Actie), r.Handeling, r.Object, string(r.Resultaat), r.Oorsprong,
		r.Actor.Rol, r.Actor.Organisatie, r.Actor.ID, r.Actor.Bewijs, r.Kop, r.Reden,
	}, r.Beleid...) {
		if len(w) > 200 || strings.ContainsFunc(w, raar) {
			return ErrRegel
		}
	}
	if r.Actie == "" || r.Resultaat == "" || r.Oorsprong == "" {
		return fmt.Errorf("%w: action, outcome or origin is missing", ErrRegel)
	}
	return nil
}

func raar(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(" -_.:/*[]%", r))
}

// schrijf returns the bytes of r after a line whose hash was vorige, and its own hash.
func (r Regel) schrijf(vorige [32]byte) ([]byte, [32]byte, error) {
	r.Keten = ""
	kaal, err := json.Marshal(r)
	if err != nil {
		return nil, vorige, fmt.Errorf("%w: %w", ErrNietBeschikbaar, err)
	}
	keten := schakel(vorige, kaal)
	b := append(kaal[:len(kaal)-1:len(kaal)-1], ketenveld...)
	b = base64.RawURLEncoding.AppendEncode(b, keten[:])
	return append(b, "\"}\n"...), keten, nil
}

// leesRegel reads one line, without its newline, and checks it against the one before.
func leesRegel(b []byte, vorigeNr int64, vorige [32]byte) (Regel, [32]byte, error) {
	var r Regel
	staart := len(ketenveld) + ketenlengte + len(`"}`)
	if len(b) < staart || !bytes.HasPrefix(b[len(b)-staart:], []byte(ketenveld)) {
		return r, vorige, fmt.Errorf("%w: regel %d heeft geen keten", ErrGebroken, vorigeNr+1)
	}
	kaal := append(b[:len(b)-staart:len(b)-staart], '}')
	keten := schakel(vorige, kaal)
	if err := json.Unmarshal(b, &r); err != nil {
		return r, vorige, fmt.Errorf("%w: regel %d is onleesbaar", ErrGebroken, vorigeNr+1)
	}
	if r.Nr != vorigeNr+1 || r.Keten != base64.RawURLEncoding.EncodeToString(keten[:]) {
		return r, vorige, fmt.Errorf("%w: regel %d volgt niet op regel %d", ErrGebroken, r.Nr, vorigeNr)
	}
	return r, keten, nil
}

func schakel(vorige [32]byte, kaal []byte) [32]byte {
	h := sha256.New()
	h.Write([]byte("auditlog/v1\n"))
	h.Write(vorige[:])
	h.Write(kaal)
	return [32]byte(h.Sum(nil))
}
