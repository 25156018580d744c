package httpapi

import "net/http"

// The answers to commands of the werkgeversservicepunt; the generated server asks
// for a method per operation.

// VisitRegistreerWerkgeverResponse sends a.
func (a antwoord) VisitRegistreerWerkgeverResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitCorrigeerWerkgeverResponse sends a.
func (a antwoord) VisitCorrigeerWerkgeverResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitVoerAdviesgesprekResponse sends a.
func (a antwoord) VisitVoerAdviesgesprekResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitDraagWerkgeverOverResponse sends a.
func (a antwoord) VisitDraagWerkgeverOverResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitHaalVacatureOpResponse sends a.
func (a antwoord) VisitHaalVacatureOpResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitCorrigeerVacatureResponse sends a.
func (a antwoord) VisitCorrigeerVacatureResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitWijzigVacatureResponse sends a.
func (a antwoord) VisitWijzigVacatureResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitCreeerFunctieResponse sends a.
func (a antwoord) VisitCreeerFunctieResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitVervulVacatureResponse sends a.
func (a antwoord) VisitVervulVacatureResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitTrekVacatureInResponse sends a.
func (a antwoord) VisitTrekVacatureInResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitLaatVacatureVervallenResponse sends a.
func (a antwoord) VisitLaatVacatureVervallenResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitLeverKandidaatAanResponse sends a.
func (a antwoord) VisitLeverKandidaatAanResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitLeverKandidaatOpnieuwAanResponse sends a.
func (a antwoord) VisitLeverKandidaatOpnieuwAanResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitWerkProfielBijResponse sends a.
func (a antwoord) VisitWerkProfielBijResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitGeefKandidaatTerugResponse sends a.
func (a antwoord) VisitGeefKandidaatTerugResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitStelMatchVoorResponse sends a.
func (a antwoord) VisitStelMatchVoorResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitDoeVoorstelResponse sends a.
func (a antwoord) VisitDoeVoorstelResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitHoudSollicitatiegesprekResponse sends a.
func (a antwoord) VisitHoudSollicitatiegesprekResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitWijsMatchAfResponse sends a.
func (a antwoord) VisitWijsMatchAfResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitStartProefplaatsingResponse sends a.
func (a antwoord) VisitStartProefplaatsingResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitBeeindigProefplaatsingResponse sends a.
func (a antwoord) VisitBeeindigProefplaatsingResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitPlaatsKandidaatResponse sends a.
func (a antwoord) VisitPlaatsKandidaatResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitOntvangLoonkostensubsidieResponse sends a.
func (a antwoord) VisitOntvangLoonkostensubsidieResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitZetJobcoachInResponse sends a.
func (a antwoord) VisitZetJobcoachInResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitZetInstrumentInResponse sends a.
func (a antwoord) VisitZetInstrumentInResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitVoerNazorggesprekResponse sends a.
func (a antwoord) VisitVoerNazorggesprekResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitBeeindigPlaatsingResponse sends a.
func (a antwoord) VisitBeeindigPlaatsingResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitStelDuurzaamVastResponse sends a.
func (a antwoord) VisitStelDuurzaamVastResponse(w http.ResponseWriter) error { return a.schrijf(w) }
