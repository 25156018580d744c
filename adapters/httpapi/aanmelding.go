package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
)

// A verzoek is what is known of one request once it may be carried out.
type verzoek struct {
	auditfeit
	op       *operatie
	methode  string
	pad      string
	wie      toegang.Wie    // zero for a public route
	bereik   toegang.Bereik // how far the role reaches with this operation
	weergave string         // media type of the answer
	aanvaard []string       // Accept headers
	filters  map[string]string
	boom     any                  // the body as plain values
	lichaam  []byte               // the body in canonical form
	sleutel  string               // Idempotency-Key, empty when there was none
	begin    time.Time            // when the request came in
	spoor    verwerkingslog.Spoor // W3C trace of the request
	bekeken  bool                 // the stream that the request is about was found within reach
}

type verzoeksleutel struct{}

// verzoekUit returns what the middleware learned of the request behind ctx.
func verzoekUit(ctx context.Context) *verzoek {
	v, _ := ctx.Value(verzoeksleutel{}).(*verzoek)
	return v
}

// toegelaten wraps the handler of one operation: token, policy, validation, and
// then whether the role reaches as far as what the request concerns. Only after
// all of that the handler looks at earlier commands and at If-Match.
func (s *Server) toegelaten(op *operatie) echo.MiddlewareFunc {
	return func(volgende echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			if !heel(c) {
				return errNietGevonden
			}
			v := &verzoek{op: op, methode: r.Method, pad: r.URL.Path, sleutel: r.Header.Get("Idempotency-Key"), auditfeit: auditfeit{oorsprong: oorsprong(r)}}
			v.begin, v.spoor = s.nu(), verwerkingslog.LeesSpoor(r.Header.Get("Traceparent"))
			err := s.meldAan(c, v)
			if !s.tempo.mag(v.wie, r, op) {
				return errTeSnel
			}
			if err != nil {
				return s.weigerAanmelding(v, err)
			}
			if err := s.keur(c, v); err != nil {
				return err
			}
			if op.betreft.genoemd() {
				if err := s.beslis(v, toegang.Handeling(op.id), "", v.bereik, v.over(c), errGeenToegang); err != nil {
					return err
				}
			}
			if err := s.staVoorafToe(v); err != nil {
				return err
			}
			c.SetRequest(r.WithContext(context.WithValue(r.Context(), verzoeksleutel{}, v)))
			err = volgende(c)
			if errors.Is(err, errGeenToegang) && !v.gelogd {
				return s.weiger(v, toegang.Handeling(op.id), "", toegang.Uitspraak{}, err)
			}
			return err
		}
	}
}

// heel reports whether every path parameter is one segment. echo lets the last
// one take the rest of the path, so also a trailing slash.
func heel(c echo.Context) bool {
	for i, naam := range c.ParamNames() {
		if naam != "*" && strings.Contains(c.ParamValues()[i], "/") {
			return false
		}
	}
	return true
}

// meldAan recognises the sender and looks up how far the role reaches.
func (s *Server) meldAan(c echo.Context, v *verzoek) error {
	handeling := toegang.Handeling(v.op.id)
	if s.beleid.Openbaar(handeling) {
		v.bereik = s.beleid.Bereik(toegang.Wie{}, handeling)
		return nil
	}
	bewijs, err := bewijsVan(c.Request())
	if err != nil {
		return err
	}
	wie, err := s.tokens.Herken(c.Request().Context(), bewijs)
	if err != nil {
		return err
	}
	v.wie, v.bereik = wie, s.beleid.Bereik(wie, handeling)
	if v.bereik.Niets() {
		if err := s.metMachtiging(c, v); err != nil {
			return err
		}
	}
	if v.bereik.Niets() {
		return errGeenToegang
	}
	return nil
}

// bewijsVan returns what r carries to show who sends it. A session is sent along by
// the browser, whatever page asks for it, so what changes something must come from
// our own pages (http.CrossOriginProtection: Sec-Fetch-Site, or else Origin).
func bewijsVan(r *http.Request) (toegang.Bewijs, error) {
	var b toegang.Bewijs
	if koppen := r.Header["Authorization"]; len(koppen) > 0 {
		soort, token, ok := strings.Cut(koppen[0], " ")
		if !ok || token == "" || !strings.EqualFold(soort, "Bearer") || len(koppen) != 1 {
			return b, toegang.ErrOngeldig
		}
		b.Token = token
	} else if b.Sessie = toegang.Sessiekoekje(r); b.Sessie != "" {
		if err := http.NewCrossOriginProtection().Check(r); err != nil {
			return b, errAndereHerkomst
		}
	}
	if r.TLS != nil && len(r.TLS.VerifiedChains) > 0 {
		b.Certificaat = r.TLS.VerifiedChains[0][0]
	}
	if b.Leeg() {
		return b, toegang.ErrOngeldig
	}
	return b, nil
}

// over says which gemeente, module and school the request concerns.
func (v *verzoek) over(c echo.Context) toegang.Over {
	b := v.op.betreft
	return toegang.Over{Gemeente: v.genoemd(c, b.Gemeente), Module: v.genoemd(c, b.Module), School: v.genoemd(c, b.School)}
}

func (v *verzoek) genoemd(c echo.Context, naam string) string {
	if naam == "" {
		return ""
	}
	if w := padwaarde(c, naam); w != "" {
		return w
	}
	velden, _ := v.boom.(map[string]any)
	w, _ := velden[naam].(string)
	return w
}
