package es

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"

	"github.com/google/uuid"
)

// A CommandID identifies one command for ever: 16 bytes, of which the first 48
// bits are a moment (as in a UUIDv7), so that ids are ordered on disk. Event ids
// and new stream ids derive from it, so doing a command twice is doing it once.
type CommandID [16]byte

// String returns the id as base64url without padding, the form that is stored.
func (c CommandID) String() string { return base64.RawURLEncoding.EncodeToString(c[:]) }

// IsZero reports whether c is absent.
func (c CommandID) IsZero() bool { return c == CommandID{} }

// ParseCommandID reads the form that String writes.
func ParseCommandID(s string) (c CommandID, err error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(b) != len(c) {
		return c, errors.New("es: not a command id")
	}
	copy(c[:], b)
	return c, nil
}

// EventID returns the id of the n-th event (from 0) of command c: a UUIDv8 with
// the time bits of c and SHA-256(c, n).
func (c CommandID) EventID(n int) uuid.UUID { return c.derive("gebeurtenis", uint64(n)) }

// StreamID returns the n-th (from 0) stream id that command c may open.
func (c CommandID) StreamID(n int) uuid.UUID { return c.derive("stroom", uint64(n)) }

func (c CommandID) derive(kind string, n uint64) uuid.UUID {
	var in [64]byte
	b := append(in[:0], c[:]...)
	b = append(b, kind...)
	b = binary.BigEndian.AppendUint64(b, n)
	sum := sha256.Sum256(b)
	var u uuid.UUID
	copy(u[:6], c[:6])
	copy(u[6:], sum[:10])
	u[6] = u[6]&0x0f | 0x80 // version 8
	u[8] = u[8]&0x3f | 0x80 // variant
	return u
}

// FollowUp returns the id of the n-th command that process issues because of
// event cause: the time bits of cause and SHA-256 of event, process and n.
func FollowUp(cause uuid.UUID, process string, n int) CommandID {
	b := append([]byte(nil), cause[:]...)
	b = append(b, process...)
	b = binary.BigEndian.AppendUint64(b, uint64(n))
	sum := sha256.Sum256(b)
	var c CommandID
	copy(c[:6], cause[:6])
	copy(c[6:], sum[:])
	return c
}
