package httpapi

import "net/http"

// The answer to a command is the same for every operation; the generated server
// asks for a method per operation.

// VisitVerklaarBoventalligResponse sends a.
func (a antwoord) VisitVerklaarBoventalligResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitCorrigeerBoventalligverklaringResponse sends a.
func (a antwoord) VisitCorrigeerBoventalligverklaringResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitStartWerktrajectResponse sends a.
func (a antwoord) VisitStartWerktrajectResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitBeeindigWerktrajectResponse sends a.
func (a antwoord) VisitBeeindigWerktrajectResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitTrekBoventalligheidInResponse sends a.
func (a antwoord) VisitTrekBoventalligheidInResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitLegUitstroomVastResponse sends a.
func (a antwoord) VisitLegUitstroomVastResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitStelVoorzieningInResponse sends a.
func (a antwoord) VisitStelVoorzieningInResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitCorrigeerVoorzieningResponse sends a.
func (a antwoord) VisitCorrigeerVoorzieningResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitBoekToevoegingResponse sends a.
func (a antwoord) VisitBoekToevoegingResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitBoekAanwendingResponse sends a.
func (a antwoord) VisitBoekAanwendingResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitBoekVrijvalResponse sends a.
func (a antwoord) VisitBoekVrijvalResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitHerschatVerplichtingResponse sends a.
func (a antwoord) VisitHerschatVerplichtingResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitWikkelVoorzieningAfResponse sends a.
func (a antwoord) VisitWikkelVoorzieningAfResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}
