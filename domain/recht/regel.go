package recht

// A Regelnoot is what an event keeps of a rule that was applied: its code and
// the first day of the version used, so that the outcome can be computed again.
type Regelnoot struct {
	Code       string `json:"code"`
	Versie     Datum  `json:"versie"`              // first day of the validity of the version
	Aangenomen bool   `json:"aangenomen,omitzero"` // true while no source was seen: the value is only assumed
}
