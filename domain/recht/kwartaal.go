package recht

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// A Kwartaal is a calendar quarter, as text: "2026-K3". It is what remains of a
// day in a figure about persons: a day would lead back to one of them.
type Kwartaal string

// ErrKwartaal reports text that is not a quarter such as 2026-K3.
var ErrKwartaal = errors.New("recht: geen kwartaal van de vorm jjjj-Kn")

// KwartaalVan returns the quarter of d, or "" when d is absent.
func KwartaalVan(d Datum) Kwartaal {
	if d.IsZero() {
		return ""
	}
	return Kwartaal(fmt.Sprintf("%04d-K%d", d.Jaar(), (int(d.Maand())+2)/3))
}

// ParseKwartaal reads the form that KwartaalVan writes.
func ParseKwartaal(s string) (Kwartaal, error) {
	if len(s) != 7 || s[4:6] != "-K" || !cijfers(s[:4]) || s[:4] == "0000" || s[6] < '1' || s[6] > '4' {
		return "", ErrKwartaal
	}
	return Kwartaal(s), nil
}

// Begin returns the first day; the zero Datum when k is no quarter.
func (k Kwartaal) Begin() Datum {
	if _, err := ParseKwartaal(string(k)); err != nil {
		return Datum{}
	}
	jaar, _ := strconv.Atoi(string(k[:4])) // four digits, as just checked
	return NieuweDatum(jaar, time.Month(3*(k[6]-'0')-2), 1)
}

// Einde returns the last day; the zero Datum when k is no quarter.
func (k Kwartaal) Einde() Datum {
	if b := k.Begin(); !b.IsZero() {
		return b.PlusMaanden(3).PlusDagen(-1)
	}
	return Datum{}
}

// Volgend returns the quarter after k, or "" when k is no quarter.
func (k Kwartaal) Volgend() Kwartaal {
	if b := k.Begin(); !b.IsZero() {
		return KwartaalVan(b.PlusMaanden(3))
	}
	return ""
}
