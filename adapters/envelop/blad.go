package envelop

import (
	"crypto/sha256"
	"encoding/hex"
)

// Texts that separate our hashes from all others. They never change.
const (
	commitmentKop = "gebeurtenis/v1\n"
	logregelKop   = "blad/v1 "
)

// Commitment returns SHA-256("gebeurtenis/v1\n" || zout || gebeurtenis): what the
// log commits to. It hides the event (the zout is 32 random bytes) and keeps
// standing when gebeurtenis and zout have been destroyed.
func Commitment(zout *[32]byte, gebeurtenis []byte) (c [32]byte) {
	h := sha256.New()
	h.Write([]byte(commitmentKop))
	h.Write(zout[:])
	h.Write(gebeurtenis)
	h.Sum(c[:0])
	return c
}

// Logregel returns the log entry of a commitment: "blad/v1 ", the commitment in
// lower-case hexadecimal and a line feed, 73 bytes.
func Logregel(c [32]byte) []byte { return appendLogregel(make([]byte, 0, 73), c) }

// Bladhash returns the RFC 6962 leaf hash of the log entry of c:
// SHA-256(0x00 || log entry).
func Bladhash(c [32]byte) [32]byte {
	var b [1 + 73]byte
	return sha256.Sum256(appendLogregel(b[:1], c))
}

func appendLogregel(b []byte, c [32]byte) []byte {
	b = append(b, logregelKop...)
	b = hex.AppendEncode(b, c[:])
	return append(b, '\n')
}
