package recht

import "strconv"

// Telwoord writes a number with its noun: "1 raad", "2 raden".
func Telwoord(n int, enkel, meer string) string {
	if n == 1 {
		return "1 " + enkel
	}
	return strconv.Itoa(n) + " " + meer
}
