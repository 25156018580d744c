package leerplichtdossier

// A Route is a road of the Methodische Aanpak Schoolverzuim, as far as it may
// stand in this file.
type Route string

// The roads.
const (
	VrijwilligeHulp Route = "1" // voluntary (jeugd)hulp
	VerplichteHulp  Route = "3" // hulp in a civil-law framework
)

// Waarden returns the roads.
func (Route) Waarden() []string { return []string{string(VrijwilligeHulp), string(VerplichteHulp)} }

// vertrouwelijk reports whether r is a road that has streams of its own.
func (r Route) vertrouwelijk() bool { return r == "2" || r == "4" }

// A Gesprekssoort is how people met.
type Gesprekssoort string

// The ways of meeting.
const (
	OpSchool   Gesprekssoort = "op-school"
	Huisbezoek Gesprekssoort = "huisbezoek"
	OpKantoor  Gesprekssoort = "op-kantoor"
	OpAfstand  Gesprekssoort = "op-afstand"
	Preventief Gesprekssoort = "preventief"
)

// Waarden returns the ways of meeting.
func (Gesprekssoort) Waarden() []string {
	return []string{string(OpSchool), string(Huisbezoek), string(OpKantoor), string(OpAfstand), string(Preventief)}
}

// An Aard is what kind of absence makes somebody a thuiszitter.
type Aard string

// The kinds of absence.
const (
	Relatief Aard = "relatief" // enrolled, absent for more than four weeks
	Absoluut Aard = "absoluut" // not enrolled
)

// Waarden returns the kinds of absence.
func (Aard) Waarden() []string { return []string{string(Relatief), string(Absoluut)} }
