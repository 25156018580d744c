// Package historie writes the public history of a data folder to a file and reads
// it back: NDJSON, one sealed event per line, and a last line with the root.
//
//	{"positie":1,"zout":"…","commitment":"…","gebeurtenis":{…}}
//	{"positie":2,"vervangenDoor":9,"commitment":"…","gebeurtenis":{…}}
//	{"omvang":2,"wortel":"…"}
//
// Gebeurtenis holds the CloudEvent byte for byte as it was sealed, so whoever has
// the file can hash it: commitment = SHA-256("gebeurtenis/v1\n" || zout ||
// gebeurtenis). Zout and commitment are base64url without padding, as in the API;
// the root is base64 with padding, as in a checkpoint. A replaced event holds its
// residu and has no zout. Personal parts are not in the file: an event that had
// one still says so, by pddigest.
//
// Reading is strict: only the bytes that writing gives are taken, so that a file
// has one form and its hash means something.
package historie

import (
	"encoding/base64"
	"errors"
	"strconv"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// MaxRegel is the longest line that is read, in bytes, with room beside the event.
const MaxRegel = envelop.MaxGebeurtenis + 512

// ErrVorm reports a line that is not of this format. The text around it names the
// line, never its content.
var ErrVorm = errors.New("geen regel van een export van Kroniek")

// Regel appends the line for v, without newline.
func Regel(b []byte, v *envelop.Verzegeld) []byte {
	b = append(b, `{"positie":`...)
	b = strconv.AppendInt(b, int64(v.Positie), 10)
	if v.Vervangen != 0 {
		b = append(b, `,"vervangenDoor":`...)
		b = strconv.AppendInt(b, int64(v.Vervangen), 10)
	} else {
		b = append(b, `,"zout":"`...)
		b = base64.RawURLEncoding.AppendEncode(b, v.Zout[:])
		b = append(b, '"')
	}
	b = append(b, `,"commitment":"`...)
	b = base64.RawURLEncoding.AppendEncode(b, v.Commitment[:])
	b = append(b, `","gebeurtenis":`...)
	b = append(b, v.Gebeurtenis...)
	return append(b, '}')
}

// A Slot is the last line: how many events lie before it and the RFC 6962 root of
// the log at that size.
type Slot struct {
	Omvang es.Position
	Wortel [32]byte
}

// Regel appends the line for s, without newline.
func (s Slot) Regel(b []byte) []byte {
	b = append(b, `{"omvang":`...)
	b = strconv.AppendInt(b, int64(s.Omvang), 10)
	b = append(b, `,"wortel":"`...)
	b = base64.StdEncoding.AppendEncode(b, s.Wortel[:])
	return append(b, `"}`...)
}
