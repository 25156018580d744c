package rolverlening

import "fmt"

// Zin says what happened.
func (e RolVoorgesteld) Zin() string {
	return fmt.Sprintf("De rol %s is voorgesteld tot %s; een tweede persoon beoordeelt dat.", e.Rol, e.Verlening.Tot)
}

// Zin says what happened.
func (e RolBekrachtigd) Zin() string {
	return fmt.Sprintf("De rol %s is verleend tot %s.", e.Rol, e.Verlening.Tot)
}

// Zin says what happened.
func (RolAfgewezen) Zin() string { return "De rol is niet verleend." }

// Zin says what happened.
func (e RolIngetrokken) Zin() string { return fmt.Sprintf("De rol %s is ingetrokken.", e.Rol) }

// Toestand says in Dutch how the grant stands.
func (s State) Toestand() string {
	if s.Stand == "" {
		return "niet voorgesteld"
	}
	return fmt.Sprintf("%s %s", s.Verlening.Rol, s.Stand)
}
