// Package voorziening decides on one voorziening of the module Werkgeverschap SW:
// for boventalligen, the polluted ground Viola or the rent of Presikhaaf
// Schoolmeubelen (Uitvoeringsplan 2020-2023, 5).
//
// It follows BBV art. 44 and 55: eindsaldo = beginsaldo + toevoegingen -
// aanwendingen - vrijval, to the cent and on no day below zero. Every mutatie
// names its ground and the decision behind it. Interest is never added (art. 45).
// A mutatie that was booked wrongly is replaced by a new event with the same
// number; the amount zero says that it was booked in error.
package voorziening

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "voorziening"

// Stroom returns the stream of one case.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }

// An Event is something that happened to a voorziening.
type Event interface {
	recht.Verantwoord
	eventType() string
}

// A Doel is what a voorziening is for.
type Doel string

// The purposes that came along from GR Presikhaaf Bedrijven.
const (
	Boventalligen Doel = "boventalligen"
	Viola         Doel = "viola"
	Huur          Doel = "huur"
	AnderDoel     Doel = "anders"
)

// Waarden returns the known values.
func (Doel) Waarden() []string {
	return []string{string(Boventalligen), string(Viola), string(Huur), string(AnderDoel)}
}

// A BBVGrond is the ground in BBV art. 44 on which a voorziening is formed.
type BBVGrond string

// The grounds.
const (
	Verplichtingen BBVGrond = "BBV-44-1-a" // obligations and losses of uncertain size
	Risicos        BBVGrond = "BBV-44-1-b" // existing risks
	Egalisatie     BBVGrond = "BBV-44-1-c" // costs spread over years
	Vervanging     BBVGrond = "BBV-44-1-d" // replacement for which a heffing is raised
	VanDerden      BBVGrond = "BBV-44-2"   // unspent money of others with a purpose
)

// Waarden returns the known values.
func (BBVGrond) Waarden() []string {
	return []string{string(Verplichtingen), string(Risicos), string(Egalisatie), string(Vervanging), string(VanDerden)}
}

// A Besluitverwijzing is the decision that a mutatie rests on.
type Besluitverwijzing struct {
	Orgaan    recht.Orgaan `json:"orgaan" residu:"blijft"` // algemeen or dagelijks bestuur
	Kenmerk   string       `json:"kenmerk" residu:"blijft"`
	GenomenOp recht.Datum  `json:"genomenOp" residu:"blijft"`
}

// A Begrotingswijziging is the change of the begroting that a toevoeging rests on,
// with the day on which its stream said that it was adopted.
type Begrotingswijziging struct {
	Jaar          int         `json:"begrotingsjaar" residu:"blijft"`
	Nummer        int         `json:"wijziging" residu:"blijft"` // from 1, within the begroting of that year
	VastgesteldOp recht.Datum `json:"vastgesteldOp" residu:"blijft"`
}

// A Mutatie is what every booking says. Events embed it inline, and repeat purpose
// and ground, so that a figure never needs an earlier event of the stream.
type Mutatie struct {
	Doel      Doel              `json:"doel" residu:"blijft"`
	BBVGrond  BBVGrond          `json:"bbvGrond" residu:"blijft"`
	Nummer    int               `json:"mutatie" residu:"blijft"` // number in this stream, from 1
	Bedrag    recht.Bedrag      `json:"bedrag" residu:"blijft"`
	Besluit   Besluitverwijzing `json:"besluitverwijzing" residu:"blijft"`
	GeboektOp recht.Datum       `json:"geboektOp" residu:"blijft"` // day in the books
}

type (
	// VoorzieningIngesteld opens the stream. Beginsaldo is what was taken over. With
	// Corrigeert it replaces what was recorded.
	VoorzieningIngesteld struct {
		recht.Verantwoording
		Doel        Doel              `json:"doel" residu:"blijft"`
		BBVGrond    BBVGrond          `json:"bbvGrond" residu:"blijft"`
		Beginsaldo  recht.Bedrag      `json:"beginsaldo" residu:"blijft"`
		Besluit     Besluitverwijzing `json:"besluitverwijzing" residu:"blijft"`
		IngesteldOp recht.Datum       `json:"ingesteldOp" residu:"blijft"`
	}
	// ToevoegingGeboekt adds money that was charged to the lasten or contributed. In
	// its first version it could not name a begrotingswijziging.
	ToevoegingGeboekt struct {
		recht.Verantwoording
		Mutatie
		Herkomst  Herkomst            `json:"toevoegingsherkomst" residu:"blijft"`
		Wijziging Begrotingswijziging `json:"begrotingswijziging,omitzero" residu:"blijft"` // that the besluit adopts, if it is one
	}
	// AanwendingGeboekt takes money out for what the voorziening is for.
	AanwendingGeboekt struct {
		recht.Verantwoording
		Mutatie
	}
	// VrijvalGeboekt takes money out that is not needed for it any more.
	VrijvalGeboekt struct {
		recht.Verantwoording
		Mutatie
	}
	// VerplichtingOpnieuwGeschat is the yearly judgement of what is still needed.
	VerplichtingOpnieuwGeschat struct {
		recht.Verantwoording
		Doel         Doel         `json:"doel" residu:"blijft"`
		Schatting    recht.Bedrag `json:"schatting" residu:"blijft"`
		Onderbouwing string       `json:"onderbouwing" residu:"blijft"` // reference of a document without persons in it
		GeschatOp    recht.Datum  `json:"geschatOp" residu:"blijft"`
	}
	// VoorzieningAfgewikkeld closes it: nothing is left.
	VoorzieningAfgewikkeld struct {
		recht.Verantwoording
		Doel          Doel              `json:"doel" residu:"blijft"`
		Besluit       Besluitverwijzing `json:"besluitverwijzing" residu:"blijft"`
		AfgewikkeldOp recht.Datum       `json:"afgewikkeldOp" residu:"blijft"`
	}
)

// A Herkomst is where added money came from.
type Herkomst string

// The sources. Rente is known, so that it can be refused by name (BBV art. 45).
const (
	Lasten   Herkomst = "lasten"
	Bijdrage Herkomst = "bijdrage-gemeenten"
	Rente    Herkomst = "rente"
)

// Waarden returns the values that may be recorded.
func (Herkomst) Waarden() []string { return []string{string(Lasten), string(Bijdrage)} }

const domein = "nl.sociale-werkvoorzieningen."

func (VoorzieningIngesteld) eventType() string { return domein + "voorziening-ingesteld.v1" }
func (ToevoegingGeboekt) eventType() string    { return domein + "toevoeging-geboekt.v2" }
func (AanwendingGeboekt) eventType() string    { return domein + "aanwending-geboekt.v1" }
func (VrijvalGeboekt) eventType() string       { return domein + "vrijval-geboekt.v1" }
func (VerplichtingOpnieuwGeschat) eventType() string {
	return domein + "verplichting-opnieuw-geschat.v1"
}
func (VoorzieningAfgewikkeld) eventType() string { return domein + "voorziening-afgewikkeld.v1" }

// Aard implements [recht.Besluit].
func (VoorzieningIngesteld) Aard() recht.Aard { return recht.Aard{Bestuursbesluit: true} }

// Aard implements [recht.Besluit].
func (VoorzieningAfgewikkeld) Aard() recht.Aard { return recht.Aard{Bestuursbesluit: true} }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType,
	VoorzieningIngesteld{}, ToevoegingGeboekt{}, AanwendingGeboekt{}, VrijvalGeboekt{},
	VerplichtingOpnieuwGeschat{}, VoorzieningAfgewikkeld{}).
	Upcast(domein+"toevoeging-geboekt.v1", ToevoegingGeboekt{}.eventType(), zonderWijziging)

// zonderWijziging reads a toevoeging of the first version: it named no
// begrotingswijziging, and the second may leave that out too.
func zonderWijziging(v1 []byte) ([]byte, error) { return v1, nil }
