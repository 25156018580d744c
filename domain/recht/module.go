package recht

import "slices"

// A Module is a part of the work of the MGR, of which a gemeente chooses whether
// it takes part. The same word names the onderdeel of an uitvoeringsplan.
type Module string

// The modules of the Uitvoeringsplan 2020-2023.
const (
	Inkoop                Module = "inkoop"
	Onderwijszaken        Module = "onderwijszaken"
	Werkgeversservicepunt Module = "werkgeversservicepunt"
	WerkgeverschapSW      Module = "werkgeverschap-sw"
)

// Beheerorganisatie is the onderdeel of an uitvoeringsplan about the MGR itself.
// It is no module: nobody takes part in it, and no bestuurscommissie advises on it.
const Beheerorganisatie Module = "beheerorganisatie"

var modulenamen = []struct {
	code Module
	naam string
}{
	{Inkoop, "Inkoop sociaal domein"},
	{Onderwijszaken, "Onderwijszaken"},
	{Werkgeversservicepunt, "Werkgeversservicepunt"},
	{WerkgeverschapSW, "Werkgeverschap SW"},
	{Beheerorganisatie, "Beheerorganisatie"},
}

// Modules returns the four modules in the order of the plan.
func Modules() []Module {
	return []Module{Inkoop, Onderwijszaken, Werkgeversservicepunt, WerkgeverschapSW}
}

// Onderdelen returns the onderdelen of an uitvoeringsplan: the beheerorganisatie
// and the modules.
func Onderdelen() []Module { return append([]Module{Beheerorganisatie}, Modules()...) }

// IsModule reports whether m is one of the modules.
func (m Module) IsModule() bool { return slices.Contains(Modules(), m) }

// IsOnderdeel reports whether m is a module or the beheerorganisatie.
func (m Module) IsOnderdeel() bool { return slices.Contains(Onderdelen(), m) }

// Naam returns the Dutch name of m, or its code when it is unknown.
func (m Module) Naam() string {
	for _, n := range modulenamen {
		if n.code == m {
			return n.naam
		}
	}
	return string(m)
}
