// Package duo reads the monthly delivery of DUO on absence and early leaving (VSV,
// layout A04: 39 columns with ; between them) as commands ontvangVerzuimmelding.
//
// Which column becomes which field, and why a column is left out, is data: see
// [Kolommen]. A row is taken over whole or not at all, and a row that is not says
// why, for every column that stands in the way. Nothing is guessed: the layout has
// months where a melding has days, so what is assumed about those stands in the
// motivering of every command.
//
// A row is known by pupil, school, enrolment, month and kind. The same row in the
// delivery of a later month is therefore recorded once; where its content changed the
// kantoor refuses it, and a correction is for a person to give.
package duo

// Opdracht is the command that every row becomes.
const Opdracht = "ontvangVerzuimmelding"

// motivering says in every command what the layout did not.
const motivering = "Uit de maandlevering van DUO (A04), die geen dagen noemt. Aangehouden zijn de eerste dag van de maand " +
	"in VANAF_WANNEER als begin van het verzuim en de laatste dag van die maand als dag van de melding."

// A Kolom says what becomes of a column.
type Kolom struct {
	Naam   string   // in the header
	Velden []string // JSON Pointers of the fields that it gives or decides
	Noot   string   // how, or why it is not taken over
}

const (
	dubbel     = "staat al in een andere kolom"
	grover     = "een melding noemt dit niet; cijfers kennen alleen de onderwijssoort"
	adres      = "een melding noemt het adres alleen als het afwijkt van de basisregistratie, en dat zegt deze levering niet"
	instelling = "naam of plaats bij een nummer dat er al is"
	uitstroom  = "gaat over uitschrijving, niet over verzuim"
)

// Kolommen returns the layout in order of column.
func Kolommen() []Kolom {
	return []Kolom{
		{"BRIN_NR", nil, dubbel},
		{"NAAM_INST", nil, instelling},
		{"RAPPORTAGEMAAND", nil, "jjjjmm; niet voor VANAF_WANNEER"},
		{"PERSOONSGEBONDENNUMMER", []string{"/body/persoon/bsn", "/body/persoon/onderwijsnummer"}, "negen cijfers met elfproef"},
		{"ACHTERNAAM", []string{"/body/persoon/naam"}, "achter voornamen en voorvoegsel"},
		{"VOORVOEGSEL", nil, "deel van de naam"},
		{"ALLE_VOORNAMEN", nil, "deel van de naam"},
		{"WOONGEMEENTE", nil, "moet de naam bij GEMEENTECODE zijn"},
		{"GEBOORTEDATUM", []string{"/body/persoon/geboren"}, "dd-mm-jjjj"},
		{"ONDERWIJSCODE", nil, grover},
		{"ONDERWIJSNAAM", nil, grover},
		{"LEERWEG", nil, grover},
		{"DATUM_UITSCHRIJVING", nil, uitstroom},
		{"MELDING_VERZUIM_WETTELIJK", []string{"/body/verzuimsoort"}, "J: 16 uur in vier lesweken"},
		{"REDEN", []string{"/body/bijzonderheden/vermoedelijkeReden"}, ""},
		{"BRIN", []string{"/body/school"}, "vier tekens, met BRIN_VOLGNUMMER"},
		{"NAAM_INSTELLING", nil, instelling},
		{"ONDERWIJSAANBIEDERCODE", nil, instelling},
		{"NAAM_ONDERWIJSAANBIEDER", nil, instelling},
		{"MELDING_VERZUIM_NIET_WETTELIJK", []string{"/body/verzuimsoort"}, "J: vanaf achttien jaar RMC_18PLUS, jonger OVERIG"},
		{"GEMEENTECODE", []string{"/body/gemeente"}, "CBS-code, met of zonder nullen ervoor"},
		{"RMC_REGIO", nil, "moet een regio van de MGR zijn"},
		{"REDEN_UITSTROOM", nil, uitstroom},
		{"LOCATIECODE", nil, instelling},
		{"ONDERWIJSLOCATIECODE", nil, instelling},
		{"POSTCODE_ONDERWIJSLOCATIE", nil, instelling},
		{"HUISNUMMER_ONDERWIJSLOCATIE", nil, instelling},
		{"BRIN_VOLGNUMMER", []string{"/body/school"}, "twee cijfers"},
		{"NIVEAU", []string{"/body/onderwijssoort"}, ""},
		{"INSCHRIJVINGSVOLGNUMMER", []string{"/sleutel"}, "deel van waaraan een rij te herkennen is"},
		{"STRAAT", nil, adres},
		{"HUISNUMMER", nil, adres},
		{"HUISLETTER", nil, adres},
		{"HUISNUMMER_TOEVOEGING", nil, adres},
		{"HUISNUMMER_AANDUIDING", nil, adres},
		{"ADRES_LOCATIE", nil, instelling},
		{"POSTCODE", nil, adres},
		{"WOONPLAATS", nil, adres},
		{"VANAF_WANNEER", []string{"/body/begindatum", "/body/ontvangenOp"}, "jjjjmm; zie de motivering"},
	}
}

// RMCRegios are the RMC-regio's in which the gemeenten of the MGR lie: Arnhem and
// Nijmegen, and for Wageningen Eem en Vallei. The names were read (DUO, adressen van
// vestigingen voortgezet onderwijs, 2025-09-03); the numbers are assumed.
func RMCRegios() []string { return []string{"14", "16"} }
