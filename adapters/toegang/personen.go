package toegang

// Personen is the right to be told about persons: to see reports that count them
// as they are, at any moment, and events that are about one. Without it a report
// is shielded (projections/afscherming). It does not open names or numbers.
const Personen Handeling = "personen"

// personen lists who has that right. Whoever handles cases gets it for the own
// gemeente or module; the auditor has it to see that nothing is missing. Organs
// decide on figures, and the beheerder sees no content.
func personen() []Regel {
	return []Regel{{Handeling: Personen, Rechten: rechten{
		ConsulentLeerplicht: EigenGebied, Opsporingsambtenaar: EigenGebied, Accountmanager: EigenGebied, Auditor: Alles,
		ConsulentSW: Alles, // no line outside the own module names this role
	}}}
}
