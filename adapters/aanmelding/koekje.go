package aanmelding

import (
	"net/http"
	"strings"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// pogingkoekje ties what is under way to one browser, so that nobody can be signed
// in as somebody else by following a link. It must come back from the provider,
// another site, so it is SameSite=Lax.
const pogingkoekje = "kroniek-poging"

func pogingnaam(r *http.Request) string {
	if toegang.OverTLS(r) {
		return "__Host-" + pogingkoekje
	}
	return pogingkoekje
}

func pogingVan(r *http.Request) string {
	k := r.CookiesNamed(pogingnaam(r))
	if len(k) != 1 {
		return ""
	}
	return k[0].Value
}

// zetPoging lets the browser keep a name for as long as signing in may take; an
// empty one is taken back.
func zetPoging(w http.ResponseWriter, r *http.Request, naam string) {
	k := &http.Cookie{
		Name: pogingnaam(r), Value: naam, Path: "/", MaxAge: int(geduld.Seconds()),
		HttpOnly: true, Secure: toegang.OverTLS(r), SameSite: http.SameSiteLaxMode,
	}
	if naam == "" {
		k.MaxAge = -1
	}
	http.SetCookie(w, k)
}

func voeg(delen []string) string { return strings.Join(delen, " ") }
