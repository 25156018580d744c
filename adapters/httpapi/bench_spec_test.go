package httpapi

import (
	"log/slog"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// A gevonden is an operation of the description, found by a path.
type gevonden struct{ op *openapi3.Operation }

var accolade = regexp.MustCompile(`\{[^}]+\}`)

// operatie returns the operation that r is about; nil when it is outside the
// description. A literal path goes before one with parameters.
func (k *kantoor) operatie(r *http.Request) (string, *gevonden) {
	rest, ok := strings.CutPrefix(r.URL.Path, grondslag)
	if !ok {
		return "", nil
	}
	methode := r.Method
	if methode == http.MethodHead {
		methode = http.MethodGet
	}
	beste := ""
	for pad := range k.server.beschrijving.document.Paths.Map() {
		vorm := regexp.MustCompile("^" + accolade.ReplaceAllString(pad, "[^/]+") + "$")
		if vorm.MatchString(rest) && (beste == "" || strings.Count(pad, "{") < strings.Count(beste, "{")) {
			beste = pad
		}
	}
	if beste == "" {
		return "", nil
	}
	op := k.server.beschrijving.document.Paths.Value(beste).GetOperation(methode)
	if op == nil {
		return "", nil
	}
	return beste, &gevonden{op}
}

func statustekst(status int) string { return strconv.Itoa(status) }

func nieuwLogboek(l *logboek) *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }
