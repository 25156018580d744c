package uitvoeringsplan

const domein = "nl.gemeenschappelijke-regelingen."

func (UitvoeringsplanOpgesteld) eventType() string { return domein + "uitvoeringsplan-opgesteld.v1" }
func (AdviesGevraagd) eventType() string           { return domein + "advies-gevraagd.v1" }
func (BestuurscommissieAdviesUitgebracht) eventType() string {
	return domein + "bestuurscommissie-advies-uitgebracht.v1"
}

func (OnderdeelZonderAdviesVoortgezet) eventType() string {
	return domein + "onderdeel-zonder-advies-voortgezet.v1"
}

func (OntwerpVastgesteldDoorDagelijksBestuur) eventType() string {
	return domein + "ontwerp-vastgesteld-door-dagelijks-bestuur.v1"
}
func (ZienswijzeGevraagd) eventType() string    { return domein + "zienswijze-gevraagd.v1" }
func (ZienswijzeOntvangen) eventType() string   { return domein + "zienswijze-ontvangen.v1" }
func (VanZienswijzeAfgezien) eventType() string { return domein + "van-zienswijze-afgezien.v1" }
func (ZienswijzeTermijnVerstreken) eventType() string {
	return domein + "zienswijze-termijn-verstreken.v1"
}

func (OordeelOverZienswijzenMeegedeeld) eventType() string {
	return domein + "oordeel-over-zienswijzen-meegedeeld.v1"
}
func (OnderdeelVastgesteld) eventType() string { return domein + "onderdeel-vastgesteld.v1" }
func (UitvoeringsplanVastgesteld) eventType() string {
	return domein + "uitvoeringsplan-vastgesteld.v1"
}
func (VoorstelVerworpen) eventType() string      { return domein + "voorstel-verworpen.v1" }
func (VoorstelAangehouden) eventType() string    { return domein + "voorstel-aangehouden.v1" }
func (BijstellingVoorgesteld) eventType() string { return domein + "bijstelling-voorgesteld.v1" }
func (BijstellingVastgesteld) eventType() string { return domein + "bijstelling-vastgesteld.v1" }
func (BesluitBekendgemaakt) eventType() string   { return domein + "besluit-bekendgemaakt.v1" }
func (BesluitToegepast) eventType() string       { return domein + "besluit-toegepast.v1" }
func (BesluitIngetrokken) eventType() string     { return domein + "besluit-ingetrokken.v1" }
func (PlanperiodeGeeindigd) eventType() string   { return domein + "planperiode-geeindigd.v1" }
