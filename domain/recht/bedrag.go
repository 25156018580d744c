package recht

import (
	"errors"
	"math"
	"strconv"
)

// A Bedrag is an amount of money in whole eurocents. As text it is euros and two
// decimals: "-12.05".
type Bedrag int64

// Errors of amounts.
var (
	// ErrBedrag reports text that is not an amount such as 1250.00.
	ErrBedrag = errors.New("recht: geen bedrag van de vorm 0.00")
	// ErrOverloop reports a sum that does not fit.
	ErrOverloop = errors.New("recht: bedrag is te groot om mee te rekenen")
)

// ParseBedrag reads an optional minus sign, euros without leading zeros, a dot
// and two decimals. There is one way to write an amount, so "-0.00" is refused.
func ParseBedrag(s string) (Bedrag, error) {
	cijfersVan, min := s, false
	if s != "" && s[0] == '-' {
		cijfersVan, min = s[1:], true
	}
	punt := len(cijfersVan) - 3
	if punt < 1 || cijfersVan[punt] != '.' || !cijfers(cijfersVan[:punt]) || !cijfers(cijfersVan[punt+1:]) ||
		punt > 1 && cijfersVan[0] == '0' {
		return 0, ErrBedrag
	}
	teken := ""
	if min {
		teken = "-"
	}
	n, err := strconv.ParseInt(teken+cijfersVan[:punt]+cijfersVan[punt+1:], 10, 64)
	if err != nil || n == 0 && min {
		return 0, ErrBedrag
	}
	return Bedrag(n), nil
}

// AppendText implements encoding.TextAppender.
func (b Bedrag) AppendText(t []byte) ([]byte, error) {
	centen := uint64(b)
	if b < 0 {
		t, centen = append(t, '-'), -centen
	}
	t = strconv.AppendUint(t, centen/100, 10)
	return append(t, '.', byte('0'+centen/10%10), byte('0'+centen%10)), nil
}

// MarshalText implements encoding.TextMarshaler.
func (b Bedrag) MarshalText() ([]byte, error) { return b.AppendText(nil) }

// String returns the text form.
func (b Bedrag) String() string {
	t, _ := b.AppendText(nil) // never fails
	return string(t)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (b *Bedrag) UnmarshalText(t []byte) (err error) {
	*b, err = ParseBedrag(string(t))
	return err
}

// Plus returns b + c, or ErrOverloop.
func (b Bedrag) Plus(c Bedrag) (Bedrag, error) {
	if c > 0 && b > math.MaxInt64-c || c < 0 && b < math.MinInt64-c {
		return 0, ErrOverloop
	}
	return b + c, nil
}

// Min returns b - c, or ErrOverloop.
func (b Bedrag) Min(c Bedrag) (Bedrag, error) {
	if c < 0 && b > math.MaxInt64+c || c > 0 && b < math.MinInt64+c {
		return 0, ErrOverloop
	}
	return b - c, nil
}

// Som returns the sum of all, or ErrOverloop.
func Som(bedragen ...Bedrag) (som Bedrag, err error) {
	for _, b := range bedragen {
		if som, err = som.Plus(b); err != nil {
			return 0, err
		}
	}
	return som, nil
}
