package vrijstelling

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An Event is something that happened to one vrijstelling. The unexported method
// seals the set and names the stored type.
type Event interface {
	recht.Verantwoord
	Zin() string
	eventType() string
}

// A Verzoek is what a beroep and an aanvraag have in common. The Kenmerken of every
// event are those of the first day asked for.
type Verzoek struct {
	OntvangenOp   recht.Datum `json:"ontvangenOp"`
	GevraagdVanaf recht.Datum `json:"gevraagdVanaf"`
	GevraagdTot   recht.Datum `json:"gevraagdTot"`
}

// A Stand is what a vrijstelling is in the figures: with which outcome it counts,
// in which school years.
type Stand struct {
	Uitkomst    Uitkomst `json:"uitkomst"`
	Schooljaren []string `json:"schooljaren"`
}

// A Wending is what an event changes in the figures. It stays when the days go, so
// that a figure needs no earlier event of the stream.
type Wending struct {
	Grond  leerplicht.Vrijstellingsgrond `json:"vrijstellingsgrond" residu:"blijft"`
	Eerder Stand                         `json:"standEerder,omitzero" residu:"blijft"` // absent when the stream opens
	Nu     Stand                         `json:"stand" residu:"blijft"`
}

// A Duur is the span of a vrijstelling.
type Duur struct {
	Vanaf   recht.Datum `json:"vrijgesteldVanaf"`
	Tot     recht.Datum `json:"vrijgesteldTot"`
	Dossier es.Stream   `json:"dossier,omitzero"` // under leerplicht or kwalificatieplicht, of the same pupil
}

type (
	// BeroepOpVrijstellingOntvangen opens the stream of a vrijstelling by law.
	BeroepOpVrijstellingOntvangen struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		leerplicht.Persoon
		Wending
		Verzoek
		Herhaald bool `json:"herhaald"` // for a next school year
		OpTijd   bool `json:"opTijd" residu:"blijft"`
	}
	// AanvraagVrijstellingOntvangen opens the stream of one on which the college decides.
	AanvraagVrijstellingOntvangen struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		leerplicht.Persoon
		Wending
		Verzoek
		OpLeeftijd  bool        `json:"opLeeftijd"`           // the ground is open at this age
		UiterlijkOp recht.Datum `json:"uiterlijkOp,omitzero"` // last day for the besluit; absent where no term is known
	}
	// VerklaringArtikel7Ontvangen says that the verklaring of an expert came in.
	VerklaringArtikel7Ontvangen struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		VerklaardOp   recht.Datum            `json:"verklaardOp"`
		Onafhankelijk bool                   `json:"onafhankelijk"` // appointed by the college, and not treating
		NooitGeschikt bool                   `json:"nooitGeschikt"` // no yearly kennisgeving is needed
		Deskundige    es.Persoonlijk[string] `json:"deskundige,omitzero"`
	}
	// VoorwaardenGetoetst says which conditions hold. It decides nothing.
	VoorwaardenGetoetst struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		GetoetstOp recht.Datum  `json:"getoetstOp"`
		Uitkomsten []Voorwaarde `json:"voorwaarden"`
	}
	// VrijstellingVanRechtswegeVastgesteld says that a vrijstelling exists by law.
	VrijstellingVanRechtswegeVastgesteld struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Wending
		Duur
		VastgesteldOp recht.Datum `json:"vastgesteldOp"`
	}
	// BeroepOpVrijstellingNietAanvaard says that it does not.
	BeroepOpVrijstellingNietAanvaard struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Wending
		AfgewezenOp recht.Datum `json:"afgewezenOp"`
	}
	// VervangendeLeerplichtToegestaan is a besluit under art. 3a or 3b.
	VervangendeLeerplichtToegestaan struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Wending
		Duur
		BeslotenOp recht.Datum `json:"beslotenOp"`
		OpTijd     bool        `json:"opTijd" residu:"blijft"`
	}
	// VervangendeLeerplichtGeweigerd is a besluit under art. 3a or 3b.
	VervangendeLeerplichtGeweigerd struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Wending
		AfgewezenOp recht.Datum `json:"afgewezenOp"`
		OpTijd      bool        `json:"opTijd" residu:"blijft"`
	}
	// VervangendeLeerplichtVerlengd is a besluit under art. 3a.
	VervangendeLeerplichtVerlengd struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Wending
		Duur
		AangevraagdOp recht.Datum `json:"aangevraagdOp"`
		BeslotenOp    recht.Datum `json:"beslotenOp"`
	}
	// VrijstellingKwalificatieplichtVerleend is a besluit under art. 15.
	VrijstellingKwalificatieplichtVerleend struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Wending
		Duur
		BeslotenOp recht.Datum `json:"beslotenOp"`
	}
	// VrijstellingKwalificatieplichtGeweigerd is a besluit under art. 15.
	VrijstellingKwalificatieplichtGeweigerd struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Wending
		AfgewezenOp recht.Datum `json:"afgewezenOp"`
	}
	// VrijstellingBeeindigd says that it ended early, on the day before Tot.
	VrijstellingBeeindigd struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Wending
		Duur
		Eindreden Eindreden `json:"eindreden"`
	}
	// VrijstellingAanDuoGeleverd says that the register was told.
	VrijstellingAanDuoGeleverd struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Leversoort Leversoort  `json:"leversoort"`
		Vanaf      recht.Datum `json:"vrijgesteldVanaf"`
		Tot        recht.Datum `json:"vrijgesteldTot"`
		GeleverdOp recht.Datum `json:"geleverdOp"`
	}
)

// beschikking is what a besluit of the college on an aanvraag is.
var beschikking = recht.Aard{AwbBesluit: true, Rechtsmiddel: true}

// Aard implements [recht.Besluit].
func (VervangendeLeerplichtToegestaan) Aard() recht.Aard { return beschikking }

// Aard implements [recht.Besluit].
func (VervangendeLeerplichtGeweigerd) Aard() recht.Aard { return beschikking }

// Aard implements [recht.Besluit].
func (VervangendeLeerplichtVerlengd) Aard() recht.Aard { return beschikking }

// Aard implements [recht.Besluit].
func (VrijstellingKwalificatieplichtVerleend) Aard() recht.Aard { return beschikking }

// Aard implements [recht.Besluit].
func (VrijstellingKwalificatieplichtGeweigerd) Aard() recht.Aard { return beschikking }

const domein = "nl.leerplichtzaken."

func (BeroepOpVrijstellingOntvangen) eventType() string {
	return domein + "beroep-op-vrijstelling-ontvangen.v1"
}

func (AanvraagVrijstellingOntvangen) eventType() string {
	return domein + "aanvraag-vrijstelling-ontvangen.v1"
}

func (VerklaringArtikel7Ontvangen) eventType() string {
	return domein + "verklaring-artikel-7-ontvangen.v1"
}

func (VoorwaardenGetoetst) eventType() string { return domein + "voorwaarden-getoetst.v1" }

func (VrijstellingVanRechtswegeVastgesteld) eventType() string {
	return domein + "vrijstelling-van-rechtswege-vastgesteld.v1"
}

func (BeroepOpVrijstellingNietAanvaard) eventType() string {
	return domein + "beroep-op-vrijstelling-niet-aanvaard.v1"
}

func (VervangendeLeerplichtToegestaan) eventType() string {
	return domein + "vervangende-leerplicht-toegestaan.v1"
}

func (VervangendeLeerplichtGeweigerd) eventType() string {
	return domein + "vervangende-leerplicht-geweigerd.v1"
}

func (VervangendeLeerplichtVerlengd) eventType() string {
	return domein + "vervangende-leerplicht-verlengd.v1"
}

func (VrijstellingKwalificatieplichtVerleend) eventType() string {
	return domein + "vrijstelling-kwalificatieplicht-verleend.v1"
}

func (VrijstellingKwalificatieplichtGeweigerd) eventType() string {
	return domein + "vrijstelling-kwalificatieplicht-geweigerd.v1"
}

func (VrijstellingBeeindigd) eventType() string { return domein + "vrijstelling-beeindigd.v1" }

func (VrijstellingAanDuoGeleverd) eventType() string {
	return domein + "vrijstelling-aan-duo-geleverd.v1"
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, BeroepOpVrijstellingOntvangen{}, AanvraagVrijstellingOntvangen{},
	VerklaringArtikel7Ontvangen{}, VoorwaardenGetoetst{}, VrijstellingVanRechtswegeVastgesteld{}, BeroepOpVrijstellingNietAanvaard{},
	VervangendeLeerplichtToegestaan{}, VervangendeLeerplichtGeweigerd{}, VervangendeLeerplichtVerlengd{},
	VrijstellingKwalificatieplichtVerleend{}, VrijstellingKwalificatieplichtGeweigerd{}, VrijstellingBeeindigd{}, VrijstellingAanDuoGeleverd{})
