package recht

import "errors"

// A BSN is a burgerservicenummer: nine digits that pass the elfproef. It is
// personal data of the most sensitive kind: printing it shows no digit.
type BSN string

// An Onderwijsnummer identifies a pupil without a BSN: nine digits that start
// with 10. Printing it shows no digit.
type Onderwijsnummer string

// Errors of personal numbers. They never hold the number.
var (
	// ErrBSN reports text that is not a burgerservicenummer.
	ErrBSN = errors.New("recht: geen burgerservicenummer")
	// ErrOnderwijsnummer reports text that is not an onderwijsnummer.
	ErrOnderwijsnummer = errors.New("recht: geen onderwijsnummer")
)

// ParseBSN reads nine digits that pass the elfproef. Eight digits are refused:
// whoever lost the leading zero may have lost another digit.
func ParseBSN(s string) (BSN, error) {
	if r, ok := elfrest(s); !ok || r != 0 || s == "000000000" {
		return "", ErrBSN
	}
	return BSN(s), nil
}

// ParseOnderwijsnummer reads nine digits that start with 10 and whose weighted
// sum leaves 5 on division by 11, so that no BSN is one.
func ParseOnderwijsnummer(s string) (Onderwijsnummer, error) {
	if r, ok := elfrest(s); !ok || r != 5 || s[:2] != "10" {
		return "", ErrOnderwijsnummer
	}
	return Onderwijsnummer(s), nil
}

// IsPersoonsnummer reports whether s is a BSN or an onderwijsnummer, by itself: what
// should not stand in a field that everyone reads.
func IsPersoonsnummer(s string) bool {
	_, bsn := ParseBSN(s)
	_, onderwijs := ParseOnderwijsnummer(s)
	return bsn == nil || onderwijs == nil
}

// String implements fmt.Stringer and hides the number.
func (BSN) String() string { return "[bsn]" }

// GoString implements fmt.GoStringer and hides the number.
func (BSN) GoString() string { return "[bsn]" }

// String implements fmt.Stringer and hides the number.
func (Onderwijsnummer) String() string { return "[onderwijsnummer]" }

// GoString implements fmt.GoStringer and hides the number.
func (Onderwijsnummer) GoString() string { return "[onderwijsnummer]" }

// elfrest returns the remainder of 9a+8b+7c+6d+5e+4f+3g+2h-i on division by 11;
// ok is false unless s is nine digits.
func elfrest(s string) (rest int, ok bool) {
	if len(s) != 9 || !cijfers(s) {
		return 0, false
	}
	som := -int(s[8] - '0')
	for i := range 8 {
		som += (9 - i) * int(s[i]-'0')
	}
	return (som + 11) % 11, true
}
