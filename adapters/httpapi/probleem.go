package httpapi

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"
)

// mediatypes of answers.
const (
	typeJSON     = "application/json"
	typeProbleem = "application/problem+json"
	typeTekst    = "text/plain"
	typeHTML     = "text/html"
	typeCSV      = "text/csv"
	typeStroom   = "text/event-stream"
)

// antwoordfout turns err into problem details and sends them. It is echo's
// HTTPErrorHandler, so that no other place writes an error.
func (s *Server) antwoordfout(err error, c echo.Context) {
	if c.Response().Committed {
		return // a stream that broke off: there is no answer left to give
	}
	u := uitkomst(err)
	// The id is random: it joins the answer to the line in the log, and says nothing else.
	kenmerk := uuid.New()
	if u.status >= http.StatusInternalServerError {
		s.logboek.Error("verzoek mislukt", "kenmerk", kenmerk, "methode", c.Request().Method, "route", c.Path(), "fout", err)
	}
	h := c.Response().Header()
	if u.wacht > 0 {
		h.Set("Retry-After", strconv.Itoa(u.wacht))
	}
	if u.status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="kroniek"`)
	}
	if errSchrijf := schrijfProbleem(c.Response(), u.probleem(kenmerk)); errSchrijf != nil {
		s.logboek.Warn("antwoord niet geschreven", "kenmerk", kenmerk, "fout", errSchrijf)
	}
}

func (u uitslag) probleem(kenmerk uuid.UUID) Probleem {
	return Probleem{
		Type: "/problemen/" + u.soort, Title: u.titel, Status: u.status, Detail: u.detail,
		Instance: "urn:uuid:" + kenmerk.String(), Code: u.code, Regel: u.regel, Fouten: u.fouten,
	}
}

func schrijfProbleem(w http.ResponseWriter, p Probleem) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Del("ETag")
	h.Set("Content-Type", typeProbleem)
	h.Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(p.Status)
	_, err = w.Write(b)
	return err
}
