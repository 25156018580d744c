package httpapi

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/mgr-sdcg/kroniek/adapters/zegel"
)

// LeesGezondheid implements StrictServerInterface.
func (s *Server) LeesGezondheid(context.Context, LeesGezondheidRequestObject) (weergave, error) {
	return gewoon{Gezondheid{Status: InBedrijf, Positie: int64(s.geschiedenis.Kop())}}, nil
}

// A gewoon is an answer without headers of its own.
type gewoon struct{ waarde any }

// schrijf sends g.
func (g gewoon) schrijf(w http.ResponseWriter) error {
	return schrijfJSON(w, http.StatusOK, g.waarde)
}

// LeesBeschrijving implements StrictServerInterface.
func (s *Server) LeesBeschrijving(context.Context, LeesBeschrijvingRequestObject) (weergave, error) {
	return document(s.beschrijving.json), nil
}

// A document is the description, open to pages of every origin.
type document []byte

// schrijf sends d.
func (d document) schrijf(w http.ResponseWriter) error {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	return schrijfBytes(w, http.StatusOK, typeJSON, d)
}

// LeesZegel implements StrictServerInterface.
func (s *Server) LeesZegel(context.Context, LeesZegelRequestObject) (weergave, error) {
	z := s.zegel.Stand()
	uit := Zegelstand{
		Origin: z.Oorsprong, Vkey: z.Vkey, Checkpoint: z.Checkpoint, Positie: z.Grootte,
		UnderscoreLinks: Links{"checkpoint": {Href: "/checkpoint"}},
	}
	if z.Geweigerd != nil {
		uit.Geweigerd = z.Geweigerd.Melding
	}
	for _, e := range z.Eerdere {
		uit.EerdereOorsprongen = append(uit.EerdereOorsprongen, EerdereOorsprong{Origin: e.Oorsprong, Vkey: e.Vkey, Checkpoint: e.Checkpoint})
	}
	return gewoon{uit}, nil
}

// An uitgang is a route outside the described API: what C2SP prescribes, and the
// pages on which people sign in.
type uitgang struct {
	id, methode, pad string
	aanbod           []string
	pagina           bool
	handler          echo.HandlerFunc
}

// buiten returns the routes outside the described API. The form of the first two
// is that of C2SP tlog-tiles, so that auditors' software finds them.
func (s *Server) buiten() []uitgang {
	uit := []uitgang{
		{id: "leesCheckpoint", methode: http.MethodGet, pad: "/checkpoint", aanbod: []string{typeTekst}, handler: s.checkpoint},
		{id: "leesTegel", methode: http.MethodGet, pad: "/tile/*", aanbod: []string{"application/octet-stream"}, handler: s.tegel},
	}
	if s.metingen != nil {
		uit = append(uit, s.metingenroute())
	}
	if s.opstart != nil {
		uit = append(uit, uitgang{id: "benoemEersteBeheerders", methode: http.MethodPost, pad: opstartpad, aanbod: []string{typeJSON}, handler: s.eersteBeheerders})
	}
	if s.aanmelding == nil {
		return uit
	}
	pagina := func(id, methode, pad string, h http.HandlerFunc) uitgang {
		return uitgang{id: id, methode: methode, pad: pad, aanbod: []string{typeHTML}, pagina: true, handler: echo.WrapHandler(h)}
	}
	return append(uit,
		pagina("meldAan", http.MethodGet, "/aanmelden", s.aanmelding.Begin),
		pagina("meldAanTerug", http.MethodGet, "/aanmelden/terug", s.aanmelding.Terug),
		pagina("kiesRol", http.MethodPost, "/aanmelden/rol", s.aanmelding.Kies),
		pagina("toonAanmelding", http.MethodGet, "/aangemeld", s.aanmelding.Stand),
		pagina("toonSessies", http.MethodGet, "/aangemeld/sessies", s.aanmelding.Sessies),
		pagina("eindigSessies", http.MethodPost, "/aangemeld/sessies", s.aanmelding.EindigSessies),
		pagina("meldAfBijAanbieder", http.MethodPost, "/aanmelden/afgemeld", s.aanmelding.Achterom),
		pagina("meldAf", http.MethodPost, "/afmelden", s.aanmelding.Afmelden),
		uitgang{id: "leesStijl", methode: http.MethodGet, pad: "/aanmelden/stijl", aanbod: []string{"text/css"}, handler: echo.WrapHandler(http.HandlerFunc(s.aanmelding.Stijl))},
	)
}

func (s *Server) checkpoint(c echo.Context) error {
	z := s.zegel.Stand()
	if z.Checkpoint == "" {
		return zegel.ErrNogNietVerzegeld
	}
	return schrijfBytes(c.Response(), http.StatusOK, typeTekst+"; charset=utf-8", []byte(z.Checkpoint))
}

func (s *Server) tegel(c echo.Context) error {
	tegel, err := s.zegel.Tegel(c.Request().Context(), strings.TrimPrefix(c.Request().URL.Path, "/"))
	if err != nil {
		return fmt.Errorf("read tile: %w", err)
	}
	return schrijfBytes(c.Response(), http.StatusOK, "application/octet-stream", tegel)
}

// kenmerk returns the ETag of an answer: the hash of its bytes.
func kenmerk(delen ...[]byte) string {
	h := sha256.New()
	for _, d := range delen {
		h.Write(d)
	}
	return `"` + hex.EncodeToString(h.Sum(nil)[:16]) + `"`
}

// zelfde reports whether an If-None-Match header names tag.
func zelfde(kop, tag string) bool {
	for _, t := range strings.Split(kop, ",") {
		if t = strings.TrimSpace(t); t == "*" || strings.TrimPrefix(t, "W/") == tag {
			return true
		}
	}
	return false
}
