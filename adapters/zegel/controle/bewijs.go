package controle

import (
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"

	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// ErrBewijs reports a proof that does not show what it should. The error text is
// Dutch and names neither the event nor the salt.
var ErrBewijs = errors.New("het bewijs klopt niet")

// A Bewezen is what a proof shows: at this position of this log lies exactly
// this event.
type Bewezen struct {
	Positie   es.Position `json:"positie"`
	Oorsprong string      `json:"oorsprong"`
	Grootte   int64       `json:"grootte"` // of the checkpoint in the proof
}

// Bewijs verifies a tlog-proof without the log: that the log with key vkey has
// signed that gebeurtenis, the bytes exactly as they were served, lies in it. It
// returns an ErrBewijs that says, in Dutch, what does not hold.
func Bewijs(bestand, gebeurtenis []byte, vkey string) (Bewezen, error) {
	b, c, err := opent(bestand, vkey)
	if err != nil {
		return Bewezen{}, err
	}
	if len(b.Extra) != sha256.Size {
		return Bewezen{}, fmt.Errorf("%w: het zout ontbreekt; van een vervangen gebeurtenis is de inhoud niet meer te bewijzen", ErrBewijs)
	}
	commitment := sha256.Sum256(append(append([]byte(commitmentKop), b.Extra...), gebeurtenis...))
	return keurPad(b, c, bladHash(commitment[:]))
}

// opent reads the proof and verifies the signature of its checkpoint.
func opent(bestand []byte, vkey string) (b c2sp.Bewijs, c c2sp.Checkpoint, err error) {
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return b, c, fmt.Errorf("de opgegeven sleutel (vkey) is onleesbaar: %w", err)
	}
	if b, err = c2sp.LeesBewijs(bestand); err != nil {
		return b, c, fmt.Errorf("%w: het bestand is geen tlog-proof", ErrBewijs)
	}
	if c, err = c2sp.Open(b.Checkpoint, v); err != nil {
		return b, c, fmt.Errorf("%w: het checkpoint is niet met de opgegeven sleutel ondertekend", ErrBewijs)
	}
	return b, c, nil
}

func keurPad(b c2sp.Bewijs, c c2sp.Checkpoint, blad []byte) (Bewezen, error) {
	pad := make([][]byte, len(b.Hashes))
	for i := range b.Hashes {
		pad[i] = b.Hashes[i][:]
	}
	if b.Index >= c.Grootte {
		return Bewezen{}, fmt.Errorf("%w: de positie ligt buiten het checkpoint", ErrBewijs)
	}
	if err := proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(b.Index), uint64(c.Grootte), blad, pad, c.Wortel[:]); err != nil {
		return Bewezen{}, fmt.Errorf("%w: deze gebeurtenis ligt niet op deze plaats in het log", ErrBewijs)
	}
	return Bewezen{Positie: es.Position(b.Index + 1), Oorsprong: c.Oorsprong, Grootte: c.Grootte}, nil
}
