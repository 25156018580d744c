package verzuimmelding

import "github.com/mgr-sdcg/kroniek/domain/recht"

// A Verzuimsoort is the kind of absence, in the codes of DUO.
type Verzuimsoort string

// The kinds of absence.
const (
	ZestienUur   Verzuimsoort = "16_UUR"     // sixteen hours or more in four lesweken
	Langdurig    Verzuimsoort = "LRV"        // relatief verzuim of more than four weeks
	Luxe         Verzuimsoort = "LUXE"       // holiday without leave
	RMC18Plus    Verzuimsoort = "RMC_18PLUS" // eighteen or over, no startkwalificatie
	AnderVerzuim Verzuimsoort = "OVERIG"     // below the threshold, or doubt
)

// Waarden returns the kinds.
func (Verzuimsoort) Waarden() []string {
	return []string{string(ZestienUur), string(Langdurig), string(Luxe), string(RMC18Plus), string(AnderVerzuim)}
}

// A Status is where a melding stands in the register of DUO.
type Status string

// The statuses. Overgedragen ended on 12 August 2020: it can be read, and
// recorded of an earlier day, and no longer be sent.
const (
	Geregistreerd   Status = "geregistreerd"
	InBehandeling   Status = "in-behandeling"
	Afgesloten      Status = "afgesloten"
	Ingetrokken     Status = "ingetrokken"
	TerKennisgeving Status = "ter-kennisgeving-aangenomen"
	Overgedragen    Status = "overgedragen-aan-derden"
)

// Waarden returns the statuses.
func (Status) Waarden() []string {
	return []string{
		string(Geregistreerd), string(InBehandeling), string(Afgesloten), string(Ingetrokken), string(TerKennisgeving), string(Overgedragen),
	}
}

// A Partij is who sets a status in the register.
type Partij string

// The parties.
const (
	School   Partij = "school"
	Gemeente Partij = "gemeente" // or the RBL for it
)

// Tijdigheid says whether the school reported in time.
type Tijdigheid string

// The answers. A term is known only for sixteen hours.
const (
	OpTijd      Tijdigheid = "op-tijd"
	TeLaat      Tijdigheid = "te-laat"
	GeenTermijn Tijdigheid = "geen-termijn"
	Onbekend    Tijdigheid = "onbekend" // sixteen hours, without the day on which they were reached
)

// Waarden returns the answers.
func (Tijdigheid) Waarden() []string {
	return []string{string(OpTijd), string(TeLaat), string(GeenTermijn), string(Onbekend)}
}

// A Signaalcode names what arithmetic found. It decides nothing.
type Signaalcode string

// The signals. More may come, so their set is open.
const (
	SignaalGeenPlicht          Signaalcode = "geen-plicht-op-leeftijd"
	SignaalAchttienOfOuder     Signaalcode = "achttien-of-ouder"
	SignaalJongerDanAchttien   Signaalcode = "jonger-dan-achttien"
	SignaalBovenLeeftijdsgrens Signaalcode = "boven-leeftijdsgrens"
	SignaalTeLaat              Signaalcode = "te-laat-gemeld"
	SignaalDrempelBereikt      Signaalcode = "drempel-bereikt"
	SignaalDrempelNietBereikt  Signaalcode = "drempel-niet-bereikt"
)

// A Signaaloordeel is what a person made of a signal.
type Signaaloordeel string

// The judgements.
const (
	Bevestigd Signaaloordeel = "bevestigd"
	Verworpen Signaaloordeel = "verworpen"
)

// Waarden returns the judgements.
func (Signaaloordeel) Waarden() []string { return []string{string(Bevestigd), string(Verworpen)} }

// A Betwistuitkomst is how a disputed melding ended.
type Betwistuitkomst string

// The outcomes of a dispute.
const (
	Gehandhaafd Betwistuitkomst = "gehandhaafd"
	Aangepast   Betwistuitkomst = "aangepast"
)

// Waarden returns the outcomes.
func (Betwistuitkomst) Waarden() []string { return []string{string(Gehandhaafd), string(Aangepast)} }

// Bijzonderheden are what the school wrote about the absence (Besluit register
// onderwijsdeelnemers art. 14, d to i).
type Bijzonderheden struct {
	VermoedelijkeReden string `json:"vermoedelijkeReden,omitzero"`
	AlleLessenGemist   bool   `json:"alleLessenGemist,omitzero"`
	OndernomenActie    string `json:"ondernomenActie,omitzero"`
	ActieGewenst       bool   `json:"actieGewenst,omitzero"` // of the gemeente
	Tekst              string `json:"tekst,omitzero"`
	Leslocatie         string `json:"leslocatie,omitzero"`
}

// A Contact is somebody at the school or the gemeente.
type Contact struct {
	Naam     string `json:"naam"`
	Functie  string `json:"functie,omitzero"`
	Telefoon string `json:"telefoon,omitzero"`
	Email    string `json:"email,omitzero"`
}

// A Bevinding is one time at which the threshold of sixteen hours was reached.
type Bevinding struct {
	Begin   recht.Datum `json:"begin"`
	Eind    recht.Datum `json:"eind"`
	Minuten int         `json:"minuten"`
}
