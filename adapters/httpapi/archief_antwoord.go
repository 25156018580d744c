package httpapi

import "net/http"

// VisitStelVernietigingVoorResponse sends a.
func (a antwoord) VisitStelVernietigingVoorResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitStelVernietigingVastResponse sends a.
func (a antwoord) VisitStelVernietigingVastResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitWijsVernietigingAfResponse sends a.
func (a antwoord) VisitWijsVernietigingAfResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitLegBewaringOpResponse sends a.
func (a antwoord) VisitLegBewaringOpResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitLegOpheffingBewaringVoorResponse sends a.
func (a antwoord) VisitLegOpheffingBewaringVoorResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitHefBewaringOpResponse sends a.
func (a antwoord) VisitHefBewaringOpResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitStelAfschermingVoorResponse sends a.
func (a antwoord) VisitStelAfschermingVoorResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitStelAfschermingVastResponse sends a.
func (a antwoord) VisitStelAfschermingVastResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitWijsAfschermingAfResponse sends a.
func (a antwoord) VisitWijsAfschermingAfResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitLeesVernietigingResponse sends a.
func (a standAntwoord) VisitLeesVernietigingResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// VisitLeesBewaringResponse sends a.
func (a standAntwoord) VisitLeesBewaringResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitLeesAfschermingResponse sends a.
func (a standAntwoord) VisitLeesAfschermingResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// VisitLeesVernietigingskandidatenResponse sends g.
func (g gewoon) VisitLeesVernietigingskandidatenResponse(w http.ResponseWriter) error {
	return schrijfJSON(w, http.StatusOK, g.waarde)
}
