package httpapi

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// inhoudsbeleid keeps a browser that opens an answer as a page from running,
// loading, sending or showing anything of it within another. The pages on which
// people sign in set their own.
const inhoudsbeleid = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

// koppen sets the headers that every answer carries: also 304, 404 and 405, and
// what breaks before a route was found.
func (s *Server) koppen(volgende echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("API-Version", s.beschrijving.versie)
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Security-Policy", inhoudsbeleid)
		h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		if kopgrootte(c.Request()) > s.grenzen.Koppen {
			return errKoppenTeGroot
		}
		return volgende(c)
	}
}

// kopgrootte returns the size of the request line and headers, as sent.
func kopgrootte(r *http.Request) int {
	n := len(r.Method) + len(r.RequestURI) + len(r.Proto) + 4
	for naam, waarden := range r.Header {
		for _, w := range waarden {
			n += len(naam) + len(w) + 4
		}
	}
	return n
}

// hoofd lets HEAD be answered as GET without a body (RFC 9110, 9.3.2). The
// connection leaves the body out, since it remembers the method that was sent.
// A stream has no end, so it has no HEAD either.
func hoofd(volgende http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead && r.URL.Path != stroompad {
			kopie := *r
			kopie.Method = http.MethodGet
			r = &kopie
		}
		volgende.ServeHTTP(w, r)
	})
}
