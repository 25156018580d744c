package httpapi

import (
	"context"
	"net/http"
	"time"
)

// Gespeeld is what a caller in the same process decides about one request where
// the server would look at its clock or draw lots: a simulation plays a year in a
// minute, and twice the same. It travels in the context, so that no request from
// outside can bring it.
type Gespeeld struct {
	Moment time.Time // the moment of deciding
	Toeval [16]byte  // what is drawn instead of a random pseudonym; not to be given twice
}

type gespeeldsleutel struct{}

// Speel returns a context in which a request is carried out as g says.
func Speel(ctx context.Context, g Gespeeld) context.Context {
	return context.WithValue(ctx, gespeeldsleutel{}, g)
}

// gespeeldIn returns what a simulation decided about the request behind ctx.
func gespeeldIn(ctx context.Context) (Gespeeld, bool) {
	g, ok := ctx.Value(gespeeldsleutel{}).(Gespeeld)
	return g, ok
}

// klok reads the clock, once per request.
func (s *Server) klok(ctx context.Context) time.Time {
	if g, ok := gespeeldIn(ctx); ok {
		return g.Moment
	}
	return s.nu()
}

// ServeHTTP answers one request without a connection, by the same road as those
// that come in over one: token, policy, validation, rules.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.http.Handler.ServeHTTP(w, r) }
