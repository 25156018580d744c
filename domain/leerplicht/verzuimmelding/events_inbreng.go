package verzuimmelding

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

type (
	// VerzuimmeldingBetwist says that somebody disagrees with the melding.
	VerzuimmeldingBetwist struct {
		leerplicht.Handeling
		Kenmerken
		Nummer    int                    `json:"nummer"` // of the dispute in this stream, from 1
		BetwistOp recht.Datum            `json:"betwistOp"`
		Van       es.Persoonlijk[string] `json:"van,omitzero"` // who disagrees
		Bezwaren  es.Persoonlijk[string] `json:"bezwaren"`
	}
	// VerzuimmeldingBetwistingAfgehandeld says what became of a dispute.
	VerzuimmeldingBetwistingAfgehandeld struct {
		leerplicht.Handeling
		Kenmerken
		Nummer        int             `json:"nummer"`
		Uitkomst      Betwistuitkomst `json:"betwistuitkomst"`
		AfgehandeldOp recht.Datum     `json:"afgehandeldOp"`
	}
	// ZienswijzeOudersVastgelegd holds the view of the parents, or of the jongere.
	ZienswijzeOudersVastgelegd struct {
		leerplicht.Handeling
		Kenmerken
		Nummer     int                    `json:"nummer"`
		GegevenOp  recht.Datum            `json:"gegevenOp"`
		Van        es.Persoonlijk[string] `json:"van,omitzero"`
		Zienswijze es.Persoonlijk[string] `json:"zienswijze"`
	}
	// VerzuimsignaalVastgelegd says what arithmetic found. It decides nothing.
	VerzuimsignaalVastgelegd struct {
		leerplicht.Handeling
		Kenmerken
		Signaal     Signaalcode                 `json:"signaal"`
		Bevindingen es.Persoonlijk[[]Bevinding] `json:"bevindingen,omitzero"`
	}
	// VerzuimsignaalBeoordeeld says what a person made of a signal.
	VerzuimsignaalBeoordeeld struct {
		leerplicht.Handeling
		Kenmerken
		Signaal      Signaalcode    `json:"signaal"`
		Oordeel      Signaaloordeel `json:"signaaloordeel"`
		BeoordeeldOp recht.Datum    `json:"beoordeeldOp"`
	}
)

func (VerzuimmeldingBetwist) eventType() string {
	return "nl.leerplichtzaken.verzuimmelding-betwist.v1"
}

func (VerzuimmeldingBetwistingAfgehandeld) eventType() string {
	return "nl.leerplichtzaken.verzuimmelding-betwisting-afgehandeld.v1"
}

func (ZienswijzeOudersVastgelegd) eventType() string {
	return "nl.leerplichtzaken.zienswijze-ouders-vastgelegd.v1"
}

func (VerzuimsignaalVastgelegd) eventType() string {
	return "nl.leerplichtzaken.verzuimsignaal-vastgelegd.v1"
}

func (VerzuimsignaalBeoordeeld) eventType() string {
	return "nl.leerplichtzaken.verzuimsignaal-beoordeeld.v1"
}
