package begroting

import "github.com/mgr-sdcg/kroniek/domain/recht"

const domein = "nl.gemeenschappelijke-regelingen."

func (OntwerpbegrotingToegezonden) eventType() string {
	return domein + "ontwerpbegroting-toegezonden.v1"
}

func (ZienswijzeOpBegrotingOntvangen) eventType() string {
	return domein + "zienswijze-op-begroting-ontvangen.v1"
}

func (GeenZienswijzeOpBegrotingGemeld) eventType() string {
	return domein + "geen-zienswijze-op-begroting-gemeld.v1"
}

func (ZienswijzetermijnBegrotingVerstreken) eventType() string {
	return domein + "zienswijzetermijn-begroting-verstreken.v1"
}

func (OntwerpbegrotingAangeboden) eventType() string {
	return domein + "ontwerpbegroting-aan-algemeen-bestuur-aangeboden.v1"
}

func (OordeelOverZienswijzenBegrotingMeegedeeld) eventType() string {
	return domein + "oordeel-over-zienswijzen-begroting-meegedeeld.v1"
}
func (BegrotingVastgesteld) eventType() string { return domein + "begroting-vastgesteld.v1" }
func (BegrotingswijzigingVastgesteld) eventType() string {
	return domein + "begrotingswijziging-vastgesteld.v1"
}

func (BegrotingsvoorstelVerworpen) eventType() string {
	return domein + "begrotingsvoorstel-verworpen.v1"
}

func (BegrotingsvoorstelAangehouden) eventType() string {
	return domein + "begrotingsvoorstel-aangehouden.v1"
}
func (BegrotingAanGSGezonden) eventType() string { return domein + "begroting-aan-gs-gezonden.v1" }
func (BegrotingswijzigingVoorgesteld) eventType() string {
	return domein + "begrotingswijziging-voorgesteld.v1"
}

// vaststelling is the nature of the adoption of a begroting: a decision of the
// algemeen bestuur that binds the MGR itself. Whether it is a besluit in the sense of
// Awb 1:3 is for a jurist; it is treated as none, since it is not directed at anybody
// outside and its toezicht is that of gedeputeerde staten.
var vaststelling = recht.Aard{Bestuursbesluit: true}

// Aard implements [recht.Besluit].
func (BegrotingVastgesteld) Aard() recht.Aard { return vaststelling }

// Aard implements [recht.Besluit].
func (BegrotingswijzigingVastgesteld) Aard() recht.Aard { return vaststelling }

// Aard implements [recht.Besluit].
func (BegrotingsvoorstelVerworpen) Aard() recht.Aard { return vaststelling }
