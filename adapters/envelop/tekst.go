package envelop

import (
	"fmt"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// maxGetal is the greatest integer that every JSON reader keeps: 2^53.
const maxGetal = 1 << 53

// tijdvorm is how every moment is written: UTC, three decimals.
const tijdvorm = "2006-01-02T15:04:05.000Z"

// A veldfout says which field cannot be stored and why, never what was in it.
type veldfout struct {
	pad   string // JSON Pointer
	reden string
}

func (f *veldfout) Error() string {
	pad := f.pad
	if pad == "" {
		pad = "/"
	}
	return fmt.Sprintf("%v: %s: %s", es.ErrUnstorable, pad, f.reden)
}

func (f *veldfout) Unwrap() error { return es.ErrUnstorable }

// onder puts the name of the member or element around a fault.
func (f *veldfout) onder(naam string) *veldfout {
	return &veldfout{pad: "/" + naam + f.pad, reden: f.reden}
}

// appendTekst appends s as a JSON string in RFC 8785 form, normalised to NFC.
func appendTekst(b []byte, s string) ([]byte, *veldfout) {
	b = append(b, '"')
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return appendBijzonder(b, s)
		}
	}
	b = append(b, s...)
	return append(b, '"'), nil
}

// appendBijzonder appends the rest of a JSON string that needs more than copying.
func appendBijzonder(b []byte, s string) ([]byte, *veldfout) {
	if !utf8.ValidString(s) {
		return b, &veldfout{reden: "text is not UTF-8"}
	}
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\t':
			b = append(b, '\\', 't')
		case r < ' ' || r >= 0x7f && r < 0xa0:
			return b, &veldfout{reden: "text holds a control character"}
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"'), nil
}

// appendTijd appends t with exactly three decimals. A moment that is absent, or
// finer than a millisecond, would not come back as it was: it is refused.
func appendTijd(b []byte, t time.Time) ([]byte, *veldfout) {
	t = t.UTC()
	switch {
	case t.IsZero():
		return b, &veldfout{reden: "a required moment is absent"}
	case t.Nanosecond()%1e6 != 0:
		return b, &veldfout{reden: "a moment is finer than a millisecond"}
	case t.Year() < 1 || t.Year() > 9999:
		return b, &veldfout{reden: "a moment lies outside the years 1 to 9999"}
	}
	b = append(b, '"')
	b = t.AppendFormat(b, tijdvorm)
	return append(b, '"'), nil
}
