package httpapi

import "net/http"

// The answer to a command is the same for every operation; the generated server
// asks for a method per operation.

// VisitOntvangVerzuimmeldingResponse sends a.
func (a antwoord) VisitOntvangVerzuimmeldingResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitCorrigeerVerzuimmeldingResponse sends a.
func (a antwoord) VisitCorrigeerVerzuimmeldingResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitNeemVerzuimmeldingInBehandelingResponse sends a.
func (a antwoord) VisitNeemVerzuimmeldingInBehandelingResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitNeemVerzuimmeldingTerKennisgevingResponse sends a.
func (a antwoord) VisitNeemVerzuimmeldingTerKennisgevingResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitTrekVerzuimmeldingInResponse sends a.
func (a antwoord) VisitTrekVerzuimmeldingInResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitSluitVerzuimmeldingResponse sends a.
func (a antwoord) VisitSluitVerzuimmeldingResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitLeverVerzuimstatusResponse sends a.
func (a antwoord) VisitLeverVerzuimstatusResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitBetwistVerzuimmeldingResponse sends a.
func (a antwoord) VisitBetwistVerzuimmeldingResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitHandelBetwistingAfResponse sends a.
func (a antwoord) VisitHandelBetwistingAfResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitLegOuderzienswijzeVastResponse sends a.
func (a antwoord) VisitLegOuderzienswijzeVastResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitToetsVerzuimdrempelResponse sends a.
func (a antwoord) VisitToetsVerzuimdrempelResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitBeoordeelVerzuimsignaalResponse sends a.
func (a antwoord) VisitBeoordeelVerzuimsignaalResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitOpenLeerplichtdossierResponse sends a.
func (a antwoord) VisitOpenLeerplichtdossierResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitVoerGesprekResponse sends a.
func (a antwoord) VisitVoerGesprekResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitKiesRouteResponse sends a.
func (a antwoord) VisitKiesRouteResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitStelAbsoluutVerzuimVastResponse sends a.
func (a antwoord) VisitStelAbsoluutVerzuimVastResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitBeeindigAbsoluutVerzuimResponse sends a.
func (a antwoord) VisitBeeindigAbsoluutVerzuimResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitSignaleerThuiszitterResponse sends a.
func (a antwoord) VisitSignaleerThuiszitterResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitMerkThuiszitterAanResponse sends a.
func (a antwoord) VisitMerkThuiszitterAanResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitStelTerugkeerVastResponse sends a.
func (a antwoord) VisitStelTerugkeerVastResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitSluitLeerplichtdossierResponse sends a.
func (a antwoord) VisitSluitLeerplichtdossierResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitSignaleerVSVResponse sends a.
func (a antwoord) VisitSignaleerVSVResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitLegContactResponse sends a.
func (a antwoord) VisitLegContactResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitStartTrajectResponse sends a.
func (a antwoord) VisitStartTrajectResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitSluitTrajectResponse sends a.
func (a antwoord) VisitSluitTrajectResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitBehaalStartkwalificatieResponse sends a.
func (a antwoord) VisitBehaalStartkwalificatieResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitMeldLeeftijdsgrensResponse sends a.
func (a antwoord) VisitMeldLeeftijdsgrensResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitVerwijsNaarHaltResponse sends a.
func (a antwoord) VisitVerwijsNaarHaltResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitOntvangHaltafloopResponse sends a.
func (a antwoord) VisitOntvangHaltafloopResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitMaakProcesVerbaalOpResponse sends a.
func (a antwoord) VisitMaakProcesVerbaalOpResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitZendProcesVerbaalInResponse sends a.
func (a antwoord) VisitZendProcesVerbaalInResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitOntvangUitspraakResponse sends a.
func (a antwoord) VisitOntvangUitspraakResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitOntvangSepotResponse sends a.
func (a antwoord) VisitOntvangSepotResponse(w http.ResponseWriter) error { return a.schrijf(w) }
