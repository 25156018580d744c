package toegang

import (
	"context"
	"net/http"
)

type achterTLS struct{}

// AchterTLS returns a context for requests that reached the browser's side over TLS,
// ended by a proxy on this machine. Their cookies are those of TLS.
func AchterTLS(ctx context.Context) context.Context {
	return context.WithValue(ctx, achterTLS{}, true)
}

// OverTLS reports whether the browser sent r over TLS: to this server, or to the
// proxy before it. No header of the request has a say in it.
func OverTLS(r *http.Request) bool {
	return r.TLS != nil || r.Context().Value(achterTLS{}) != nil
}
