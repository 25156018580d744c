package recht

import (
	"errors"
	"strings"
)

// A Decimaal is an exact decimal number as text: "1156", "-0.25", "3.0". It is
// never rounded and never a float, so "3.0" stays "3.0"; nothing is reckoned with it.
type Decimaal string

// ErrDecimaal reports text that is not an exact decimal number.
var ErrDecimaal = errors.New("recht: geen decimaal getal van de vorm 12.5")

// maxDecimaal is the longest number that is taken, in characters.
const maxDecimaal = 40

// ParseDecimaal reads an optional minus sign, digits without leading zeros, and
// optionally a dot and decimals. A comma is refused: in one text it separates
// thousands, in another decimals, and guessing would change the number.
func ParseDecimaal(s string) (Decimaal, error) {
	heel, decimalen, punt := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if len(s) > maxDecimaal || !cijfers(heel) || len(heel) > 1 && heel[0] == '0' || punt && !cijfers(decimalen) {
		return "", ErrDecimaal
	}
	return Decimaal(s), nil
}
