package toegang

import "net/http"

// Names of the session cookie. Over TLS the prefix __Host- binds it to this host
// alone (RFC 6265bis, 4.1.3.2); over plain HTTP, on this machine only, a browser
// would refuse a cookie of that name.
const (
	koekjeTLS    = "__Host-kroniek-sessie"
	koekjeLokaal = "kroniek-sessie"
)

func koekjenaam(tls bool) string {
	if tls {
		return koekjeTLS
	}
	return koekjeLokaal
}

// Sessiekoekje returns the session that r carries; empty when it carries none, or
// more than one of the name.
func Sessiekoekje(r *http.Request) string {
	k := r.CookiesNamed(koekjenaam(OverTLS(r)))
	if len(k) != 1 {
		return ""
	}
	return k[0].Value
}

// ZetSessiekoekje lets the browser keep a session until it is closed; an empty
// sessie takes the cookie back. Scripts cannot read it, and no request that began
// at another site carries it (SameSite=Strict).
func ZetSessiekoekje(w http.ResponseWriter, r *http.Request, sessie string) {
	k := &http.Cookie{
		Name: koekjenaam(OverTLS(r)), Value: sessie, Path: "/",
		HttpOnly: true, Secure: OverTLS(r), SameSite: http.SameSiteStrictMode,
	}
	if sessie == "" {
		k.MaxAge = -1
	}
	http.SetCookie(w, k)
}
