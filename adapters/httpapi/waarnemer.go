package httpapi

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"
)

// A Waarnemer sees every request come and go: its method, the template of its
// route and its status, never a path, a query or a body.
type Waarnemer interface {
	// Begin returns the context in which the request is handled. Traceparent is that
	// header as sent, which may be anything; empty when there is none.
	Begin(ctx context.Context, methode, traceparent string) context.Context
	// Eind is called with what Begin returned, once the answer was given. Route is
	// empty when there was none.
	Eind(ctx context.Context, methode, route string, status int)
}

// neemWaar is the outermost middleware: whatever happens inside is an answer by
// the time it tells of it.
func (s *Server) neemWaar(volgende echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		ctx := s.waarnemer.Begin(r.Context(), r.Method, r.Header.Get("Traceparent"))
		c.SetRequest(r.WithContext(ctx))
		if err := volgende(c); err != nil {
			c.Error(err)
		}
		s.waarnemer.Eind(ctx, r.Method, c.Path(), c.Response().Status)
		return nil
	}
}

// metingenroute is the route of the figures for Prometheus. Its form is theirs.
func (s *Server) metingenroute() uitgang {
	return uitgang{id: "leesMetingen", methode: http.MethodGet, pad: "/metrics", aanbod: []string{typeTekst}, handler: echo.WrapHandler(s.metingen)}
}
