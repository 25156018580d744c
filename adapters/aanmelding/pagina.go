package aanmelding

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

//go:embed paginas
var bestanden embed.FS

// inhoudsbeleid lets these pages show themselves and send forms to this office,
// and nothing else: no scripts, no pictures, no frames.
const inhoudsbeleid = "default-src 'none'; object-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

// leesPaginas parses the pages, which are part of the program.
func leesPaginas() (*template.Template, error) {
	return template.New("").Funcs(template.FuncMap{
		"rol":      func(r toegang.Rol) string { return strings.ReplaceAll(string(r), "-", " ") },
		"gemeente": func(c recht.Gemeentecode) string { naam, _ := recht.NaamVan(c); return naam },
		"module":   modulenamen,
		"moment":   func(t time.Time) string { return t.In(recht.Amsterdam).Format("2-1-2006 15:04") },
	}).ParseFS(bestanden, "paginas/*.html")
}

// toon writes a page. Its forms may also go to the places in naar.
func (a *Aanmelding) toon(w http.ResponseWriter, status int, naam string, wat any, naar ...string) {
	var b bytes.Buffer
	if err := a.paginas.ExecuteTemplate(&b, naam, wat); err != nil {
		a.o.Log.Error("pagina mislukt", "pagina", naam, "fout", err)
		http.Error(w, "Er ging iets mis aan onze kant.", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", strings.Join(append([]string{inhoudsbeleid}, naar...), " "))
	w.WriteHeader(status)
	if _, err := w.Write(b.Bytes()); err != nil {
		a.o.Log.Warn("pagina niet geschreven", "pagina", naam, "fout", err)
	}
}

// weiger tells a person why it stopped here.
func (a *Aanmelding) weiger(w http.ResponseWriter, status int, zin string) {
	a.toon(w, status, "weigering.html", zin)
}

// mislukt tells a person that it is not their fault. Errors towards the provider
// may hold its address with a code or state in it, so of such only the kind is logged.
func (a *Aanmelding) mislukt(w http.ResponseWriter, wat string, err error) {
	if u, ok := err.(*url.Error); ok {
		err = u.Err
	}
	a.o.Log.Error("aanmelden mislukt", "wat", wat, "fout", err)
	w.Header().Set("Retry-After", "30")
	a.weiger(w, http.StatusServiceUnavailable, "Aanmelden kan nu niet. Probeer het over een ogenblik opnieuw.")
}

// Stand shows who is signed in.
func (a *Aanmelding) Stand(w http.ResponseWriter, r *http.Request) {
	if wie, ok := a.aangemeld(w, r); ok {
		a.toon(w, http.StatusOK, "stand.html", wie)
	}
}

// Afmelden closes the session, here and at the provider.
func (a *Aanmelding) Afmelden(w http.ResponseWriter, r *http.Request) {
	if err := http.NewCrossOriginProtection().Check(r); err != nil {
		a.weiger(w, http.StatusForbidden, "Dit verzoek komt niet van een pagina van het kantoor.")
		return
	}
	idtoken := a.o.Sessies.Eindig(toegang.Sessiekoekje(r))
	toegang.ZetSessiekoekje(w, r, "")
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	ab, err := a.vraag(r.Context())
	if idtoken == "" || err != nil || ab.afmelden == nil {
		a.toon(w, http.StatusOK, "buiten.html", nil)
		return
	}
	// OpenID Connect RP-Initiated Logout 1.0, section 2: by POST, so that no address
	// holds the token.
	a.toon(w, http.StatusOK, "afgemeld.html", afmelding{
		Naar: ab.afmelden.String(), Token: idtoken, Client: a.o.ClientID, Terug: a.o.Adres + standpad,
	}, ab.afmelden.Scheme+"://"+ab.afmelden.Host)
}

// An afmelding is the form that signs a person out at the provider as well.
type afmelding struct{ Naar, Token, Client, Terug string }

// Stijl serves the style sheet of these pages.
func (a *Aanmelding) Stijl(w http.ResponseWriter, _ *http.Request) {
	b, err := bestanden.ReadFile("paginas/stijl.css")
	if err != nil {
		a.o.Log.Error("stijl ontbreekt", "fout", err)
		http.Error(w, "Er ging iets mis aan onze kant.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	if _, err := w.Write(b); err != nil {
		a.o.Log.Warn("stijl niet geschreven", "fout", err)
	}
}

// modulenamen names the module of a role, or those of a programma.
func modulenamen(m string) string {
	var namen []string
	for _, m := range (toegang.Wie{Module: m}).Modules() {
		namen = append(namen, recht.Module(m).Naam())
	}
	return strings.Join(namen, " en ")
}
