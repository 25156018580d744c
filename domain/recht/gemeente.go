package recht

import (
	"errors"
	"slices"
)

// A Gemeentecode is a CBS code with its prefix: "GM0202".
type Gemeentecode string

// ErrGemeentecode reports text that is not GM and four digits.
var ErrGemeentecode = errors.New("recht: geen gemeentecode van de vorm GM0000")

// ParseGemeentecode reads GM and four digits. Whether such a gemeente exists, or
// takes part in the MGR, is another question: see [NaamVan].
func ParseGemeentecode(s string) (Gemeentecode, error) {
	if len(s) != 6 || s[:2] != "GM" || !cijfers(s[2:]) {
		return "", ErrGemeentecode
	}
	return Gemeentecode(s), nil
}

// A Gemeente is a gemeente that takes part in the MGR.
type Gemeente struct {
	Code Gemeentecode
	Naam string
	Bron string
}

const bronGemeenten = "CBS gemeentelijke indeling 2026; deelname volgens het Uitvoeringsplan 2020-2023 (concept)"

// gemeenten is in order of code, and only read.
var gemeenten = []Gemeente{
	{"GM0202", "Arnhem", bronGemeenten},
	{"GM0221", "Doesburg", bronGemeenten},
	{"GM0226", "Duiven", bronGemeenten},
	{"GM0274", "Renkum", bronGemeenten},
	{"GM0275", "Rheden", bronGemeenten},
	{"GM0277", "Rozendaal", bronGemeenten},
	{"GM0289", "Wageningen", bronGemeenten},
	{"GM0293", "Westervoort", bronGemeenten},
	{"GM0299", "Zevenaar", bronGemeenten},
	{"GM1705", "Lingewaard", bronGemeenten},
	{"GM1734", "Overbetuwe", bronGemeenten},
}

// Gemeenten returns the eleven gemeenten of the MGR in order of code. Which of
// them takes part in which module is recorded as events, not here.
func Gemeenten() []Gemeente { return slices.Clone(gemeenten) }

// NaamVan returns the name of a gemeente of the MGR; ok is false for any other.
func NaamVan(g Gemeentecode) (naam string, ok bool) {
	for _, x := range gemeenten {
		if x.Code == g {
			return x.Naam, true
		}
	}
	return "", false
}

// cijfers reports whether s holds ASCII digits only, and at least one.
func cijfers(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
