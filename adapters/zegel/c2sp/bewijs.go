package c2sp

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrBewijs reports a file that is not a tlog-proof in its one strict spelling.
var ErrBewijs = errors.New("c2sp: not a tlog-proof")

const bewijsKop = "c2sp.org/tlog-proof@v1"

// maxHashes is the longest inclusion path that a tree of int64 size can have.
const maxHashes = 63

// A Bewijs is a tlog-proof: what somebody without the log needs to see that one
// entry is in it.
type Bewijs struct {
	Extra      []byte     // the zout of the event; nil when there is none
	Index      int64      // leaf index: position - 1
	Hashes     [][32]byte // inclusion path from the leaf's sibling upwards
	Checkpoint []byte     // signed note, verbatim
}

// Tekst returns the file, to be stored with extension .tlog-proof.
func (b Bewijs) Tekst() []byte {
	var uit bytes.Buffer
	uit.WriteString(bewijsKop + "\n")
	if b.Extra != nil {
		uit.WriteString("extra " + base64.StdEncoding.EncodeToString(b.Extra) + "\n")
	}
	uit.WriteString("index " + strconv.FormatInt(b.Index, 10) + "\n")
	for _, h := range b.Hashes {
		uit.WriteString(base64.StdEncoding.EncodeToString(h[:]) + "\n")
	}
	uit.WriteString("\n")
	uit.Write(b.Checkpoint)
	return uit.Bytes()
}

// LeesBewijs reads a tlog-proof. It judges neither the path nor the checkpoint.
func LeesBewijs(bestand []byte) (Bewijs, error) {
	kop, checkpoint, ok := bytes.Cut(bestand, []byte("\n\n"))
	if !ok || len(checkpoint) == 0 {
		return Bewijs{}, fmt.Errorf("%w: no checkpoint", ErrBewijs)
	}
	regels := strings.Split(string(kop), "\n")
	if regels[0] != bewijsKop || len(regels) < 2 {
		return Bewijs{}, fmt.Errorf("%w: first line", ErrBewijs)
	}
	b := Bewijs{Checkpoint: bytes.Clone(checkpoint)}
	regels = regels[1:]
	if extra, ok := strings.CutPrefix(regels[0], "extra "); ok {
		d, err := base64.StdEncoding.Strict().DecodeString(extra)
		if err != nil || len(d) == 0 || base64.StdEncoding.EncodeToString(d) != extra {
			return Bewijs{}, fmt.Errorf("%w: extra line", ErrBewijs)
		}
		b.Extra, regels = d, regels[1:]
	}
	if len(regels) == 0 || len(regels)-1 > maxHashes {
		return Bewijs{}, fmt.Errorf("%w: number of lines", ErrBewijs)
	}
	index, ok := strings.CutPrefix(regels[0], "index ")
	n, err := leesGetal(index)
	if !ok || err != nil {
		return Bewijs{}, fmt.Errorf("%w: index line", ErrBewijs)
	}
	b.Index = n
	for _, r := range regels[1:] {
		h, err := leesHash(r)
		if err != nil {
			return Bewijs{}, fmt.Errorf("%w: hash line", ErrBewijs)
		}
		b.Hashes = append(b.Hashes, h)
	}
	return b, nil
}
