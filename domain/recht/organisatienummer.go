package recht

import "errors"

// Numbers of organisations. They are public.
type (
	// A BRIN is the number of a school: two digits and two capitals, "07PK".
	BRIN string
	// A Vestiging is a location of a school: its BRIN and two digits, "07PK05".
	Vestiging string
	// A KvKNummer is the number of an entry in the Handelsregister: eight digits.
	KvKNummer string
	// A RSIN is the number of a legal person: nine digits that pass the elfproef.
	RSIN string
	// An OIN is an organisatie-identificatienummer of twenty digits.
	OIN string
)

// Errors of the numbers of organisations.
var (
	ErrBRIN      = errors.New("recht: geen BRIN van de vorm 00AA")
	ErrVestiging = errors.New("recht: geen vestiging van de vorm 00AA00")
	ErrKvKNummer = errors.New("recht: geen KvK-nummer van acht cijfers")
	ErrRSIN      = errors.New("recht: geen RSIN")
	ErrOIN       = errors.New("recht: geen OIN van twintig cijfers")
)

// ParseBRIN reads two digits and two capitals.
func ParseBRIN(s string) (BRIN, error) {
	if len(s) != 4 || !cijfers(s[:2]) || !hoofdletters(s[2:]) {
		return "", ErrBRIN
	}
	return BRIN(s), nil
}

// ParseVestiging reads a BRIN and two digits.
func ParseVestiging(s string) (Vestiging, error) {
	if len(s) != 6 || !cijfers(s[4:]) {
		return "", ErrVestiging
	}
	if _, err := ParseBRIN(s[:4]); err != nil {
		return "", ErrVestiging
	}
	return Vestiging(s), nil
}

// BRIN returns the school of v, or "" when v was not read by ParseVestiging.
func (v Vestiging) BRIN() BRIN {
	if len(v) != 6 {
		return ""
	}
	return BRIN(v[:4])
}

// ParseKvKNummer reads eight digits that are not all zero.
func ParseKvKNummer(s string) (KvKNummer, error) {
	if len(s) != 8 || !cijfers(s) || s == "00000000" {
		return "", ErrKvKNummer
	}
	return KvKNummer(s), nil
}

// ParseRSIN reads nine digits that pass the elfproef.
func ParseRSIN(s string) (RSIN, error) {
	if r, ok := elfrest(s); !ok || r != 0 || s == "000000000" {
		return "", ErrRSIN
	}
	return RSIN(s), nil
}

// ParseOIN reads twenty digits: a prefix that names a register, the number in
// that register, and a suffix (OIN-Stelsel of Logius, chapter 6). Number and
// suffix are checked for the prefixes of RSIN and KvK; for the others only the
// form is. The prefix for BRIN, whose number holds letters, is not accepted.
func ParseOIN(s string) (OIN, error) {
	if len(s) != 20 || !cijfers(s) {
		return "", ErrOIN
	}
	switch prefix := s[:8]; prefix {
	case "00000001":
		if _, err := ParseRSIN(s[8:17]); err != nil || s[17:] != "000" {
			return "", ErrOIN
		}
	case "00000003":
		if _, err := ParseKvKNummer(s[8:16]); err != nil || s[16:] != "0000" {
			return "", ErrOIN
		}
	case "00000002", "00000004", "00000006", "00000008", "00000009", "00000010", "00000011", "00000099":
	default:
		return "", ErrOIN
	}
	return OIN(s), nil
}

// hoofdletters reports whether s holds ASCII capitals only.
func hoofdletters(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}
