package match

import wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"

// A Partij is who declined.
type Partij string

// The parties.
const (
	DoorWerkgever Partij = "werkgever"
	DoorKandidaat Partij = "kandidaat"
	DoorWSP       Partij = "werkgeversservicepunt"
)

// Waarden returns the known values.
func (Partij) Waarden() []string {
	return []string{string(DoorWerkgever), string(DoorKandidaat), string(DoorWSP)}
}

// An Afwijsreden is why a match ended before it was placed. None says anything
// about health: what matters there stands in the personal toelichting.
type Afwijsreden string

// The reasons.
const (
	PastNietBijFunctie Afwijsreden = "past-niet-bij-functie"
	UrenOfPlaats       Afwijsreden = "uren-of-reisafstand"
	AndereKandidaat    Afwijsreden = "andere-kandidaat-gekozen"
	VacatureWeg        Afwijsreden = "vacature-niet-meer-open"
	NietVerschenen     Afwijsreden = "niet-verschenen"
	ZietErVanAf        Afwijsreden = "kandidaat-ziet-af"
	OnvolledigProfiel  Afwijsreden = "profiel-onvolledig"
	AndereAfwijzing    Afwijsreden = "anders"
)

// Waarden returns the known values.
func (Afwijsreden) Waarden() []string {
	return []string{
		string(PastNietBijFunctie), string(UrenOfPlaats), string(AndereKandidaat), string(VacatureWeg),
		string(NietVerschenen), string(ZietErVanAf), string(OnvolledigProfiel), string(AndereAfwijzing),
	}
}

// A Proefuitkomst is how work on trial ended.
type Proefuitkomst string

// The outcomes.
const (
	Voortgezet Proefuitkomst = "voortgezet" // in paid work
	Gestopt    Proefuitkomst = "gestopt"
)

// Waarden returns the known values.
func (Proefuitkomst) Waarden() []string { return []string{string(Voortgezet), string(Gestopt)} }

// A Contractsoort is the kind of contract.
type Contractsoort string

// The kinds of contract.
const (
	Onbepaald   Contractsoort = "onbepaalde-tijd"
	Bepaald     Contractsoort = "bepaalde-tijd"
	Uitzend     Contractsoort = "uitzend"
	Detachering Contractsoort = "detachering"
)

// Waarden returns the known values.
func (Contractsoort) Waarden() []string {
	return []string{string(Onbepaald), string(Bepaald), string(Uitzend), string(Detachering)}
}

// A Regeling is under which arrangement somebody works.
type Regeling string

// The arrangements.
const (
	Regulier     Regeling = "regulier"
	Garantiebaan Regeling = "banenafspraak"
	Beschut      Regeling = "beschut-werk"
)

// Waarden returns the known values.
func (Regeling) Waarden() []string {
	return []string{string(Regulier), string(Garantiebaan), string(Beschut)}
}

// An Urenklasse is how many hours a week, as coarse as figures need.
type Urenklasse string

// The classes: under 12 hours, 12 up to 25.5, and from 25.5.
const (
	KleineBaan   Urenklasse = "tot-12"
	DeeltijdBaan Urenklasse = "12-tot-25,5"
	HeleBaan     Urenklasse = "25,5-en-meer"
)

// Waarden returns the known values.
func (Urenklasse) Waarden() []string {
	return []string{string(KleineBaan), string(DeeltijdBaan), string(HeleBaan)}
}

func klasse(u wsp.Honderdsten) Urenklasse {
	switch {
	case u < 1200:
		return KleineBaan
	case u < 2550:
		return DeeltijdBaan
	}
	return HeleBaan
}

// An Instrument supports work, besides loonkostensubsidie and a jobcoach.
type Instrument string

// The instruments.
const (
	NoRiskpolis     Instrument = "no-riskpolis"
	LIV             Instrument = "lage-inkomensvoordeel"
	LKV             Instrument = "loonkostenvoordeel"
	Werkplek        Instrument = "werkplekaanpassing"
	AnderInstrument Instrument = "anders"
)

// Waarden returns the known values.
func (Instrument) Waarden() []string {
	return []string{string(NoRiskpolis), string(LIV), string(LKV), string(Werkplek), string(AnderInstrument)}
}

// An Eindreden is why placed work ended. It may speak of illness, so it is personal.
type Eindreden string

// The reasons.
const (
	ContractAfgelopen Eindreden = "contract-afgelopen"
	AnderWerk         Eindreden = "ander-werk"
	Ontslag           Eindreden = "ontslag"
	EigenVerzoek      Eindreden = "eigen-verzoek"
	Ziekte            Eindreden = "ziekte"
	AnderEinde        Eindreden = "anders"
)

// Waarden returns the known values.
func (Eindreden) Waarden() []string {
	return []string{
		string(ContractAfgelopen), string(AnderWerk), string(Ontslag), string(EigenVerzoek), string(Ziekte), string(AnderEinde),
	}
}
