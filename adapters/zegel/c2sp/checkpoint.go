package c2sp

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Errors of this package. Each may be wrapped.
var (
	// ErrCheckpoint reports a text that is not a checkpoint in its one strict spelling.
	ErrCheckpoint = errors.New("c2sp: not a checkpoint")
	// ErrHandtekening reports a checkpoint that the expected key did not sign.
	ErrHandtekening = errors.New("c2sp: checkpoint is not signed by the expected key")
)

// A Checkpoint is the statement a log signs: under this origin, the first
// Grootte entries have this RFC 6962 root.
type Checkpoint struct {
	Oorsprong string   // origin line, a URL without scheme
	Grootte   int64    // number of entries, which is also the last sealed position
	Wortel    [32]byte // root of the tree over those entries
}

// Tekst returns the note text that is signed: three lines, no extension lines.
func (c Checkpoint) Tekst() string {
	return c.Oorsprong + "\n" + strconv.FormatInt(c.Grootte, 10) + "\n" +
		base64.StdEncoding.EncodeToString(c.Wortel[:]) + "\n"
}

// LeesTekst reads the note text of a checkpoint without looking at signatures.
// Extension lines, which tlog-checkpoint discourages and this log never
// writes, are refused with ErrCheckpoint.
func LeesTekst(tekst string) (Checkpoint, error) {
	regels := strings.Split(tekst, "\n")
	if len(regels) != 4 || regels[3] != "" || regels[0] == "" {
		return Checkpoint{}, fmt.Errorf("%w: want exactly three lines", ErrCheckpoint)
	}
	grootte, err := leesGetal(regels[1])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: size line", ErrCheckpoint)
	}
	wortel, err := leesHash(regels[2])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: root line", ErrCheckpoint)
	}
	return Checkpoint{Oorsprong: regels[0], Grootte: grootte, Wortel: wortel}, nil
}

// Open reads a signed checkpoint and verifies the signature of v. The origin
// must be the name of the key: this log never signs under another name.
// Signatures of others (witnesses) may follow and are not judged here.
func Open(ondertekend []byte, v note.Verifier) (Checkpoint, error) {
	n, err := note.Open(ondertekend, note.VerifierList(v))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrHandtekening, err)
	}
	// note.Open accepts stray bits in the base64 padding and drops a second
	// signature of one key; both would let a changed file pass as the same.
	if len(n.Sigs) != 1 || strings.Count(string(ondertekend), "\n— "+v.Name()+" ") != 1 {
		return Checkpoint{}, fmt.Errorf("%w: want one signature of the log", ErrHandtekening)
	}
	if _, err := base64.StdEncoding.Strict().DecodeString(n.Sigs[0].Base64); err != nil {
		return Checkpoint{}, fmt.Errorf("%w: signature has two spellings", ErrHandtekening)
	}
	c, err := LeesTekst(n.Text)
	if err != nil {
		return Checkpoint{}, err
	}
	if c.Oorsprong != v.Name() {
		return Checkpoint{}, fmt.Errorf("%w: origin is not the name of the key", ErrHandtekening)
	}
	return c, nil
}

// leesGetal reads a decimal in its one spelling: digits only, no leading zero.
func leesGetal(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != s {
		return 0, errors.New("c2sp: not a plain decimal")
	}
	return n, nil
}

// leesHash reads 32 bytes of base64 in its one spelling.
func leesHash(s string) (h [32]byte, err error) {
	b, err := base64.StdEncoding.Strict().DecodeString(s)
	if err != nil || len(b) != len(h) || base64.StdEncoding.EncodeToString(b) != s {
		return h, errors.New("c2sp: not a hash in base64")
	}
	copy(h[:], b)
	return h, nil
}
