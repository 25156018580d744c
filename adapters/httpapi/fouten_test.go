package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// merk stands for anything that must not come out: it is in every error below.
const merk = "GEHEIM-123456782"

func TestUitkomst(t *testing.T) {
	weigering := es.Refuse("plan/te-vroeg", "Dat kan nog niet.", "Wgr art. 10 lid 5")
	tests := []struct {
		naam   string
		fout   error
		status int
		soort  string
		wacht  bool
	}{
		{"een weigering", weigering, 409, "geweigerd", false},
		{"een weigering met toelichting", weigering.With("Vanaf 3 maart."), 409, "geweigerd", false},
		{"ongeldige invoer", enkel(Body, "/a", "type", "Hier hoort tekst."), 400, "ongeldige-invoer", false},
		{"geen geldig token", toegang.ErrOngeldig, 401, "niet-aangemeld", false},
		{"een rol die dit niet mag", errGeenToegang, 403, "geen-toegang", false},
		{"een onbekende bron", errNietGevonden, 404, "niet-gevonden", false},
		{"een onbekende tegel", zegel.ErrOnbekendPad, 404, "niet-gevonden", false},
		{"nog niet verzegeld", zegel.ErrNogNietVerzegeld, 404, "nog-niet-verzegeld", true},
		{"een onbekende weergave", errNietAanvaard, 406, "weergave-onbekend", false},
		{"een conflict zonder If-Match", es.ErrConflict, 409, "gewijzigd", false},
		{"een conflict met If-Match", fmt.Errorf("%w: %w", errVerouderd, es.ErrConflict), 412, "verouderd", false},
		{"een sleutel die al is gebruikt", es.ErrReused, 409, "sleutel-hergebruikt", false},
		{"te veel voor één vastlegging", es.ErrTooLarge, 413, "te-groot", false},
		{"een te grote inhoud", &http.MaxBytesError{Limit: 1}, 413, "te-groot", false},
		{"wat niet te bewaren is", es.ErrUnstorable, 400, "ongeldige-invoer", false},
		{"een verkeerd mediatype", errMediatype, 415, "mediatype-onbekend", false},
		{"te veel stromen", errTeVeelStromen, 429, "te-veel-stromen", true},
		{"te grote koppen", errKoppenTeGroot, 431, "koppen-te-groot", false},
		{"een gestopt journaal", es.ErrStopped, 503, "gestopt", true},
		{"een leesmodel dat achterloopt", errLooptAchter, 503, "loopt-achter", true},
		{"een leesmodel in opbouw", leesmodellen.ErrInOpbouw, 503, "in-opbouw", true},
		{"een onvolledig rapport als CSV", errOnvolledig, 503, "onvolledig", false},
		{"een positie voorbij een gestopt leesmodel", &projections.NogNietBekend{Gestopt: merk, Vanaf: 8, Positie: 7}, 503, "onvolledig", false},
		{"een positie die nog komt", &projections.NogNietBekend{Positie: 7}, 503, "loopt-achter", true},
		{"een onbekend filter", &projections.OnbekendeParameter{Naam: merk}, 400, "ongeldige-invoer", false},
		{"een afgebroken verzoek", context.Canceled, 503, "afgebroken", true},
		{"een te traag antwoord", context.DeadlineExceeded, 503, "te-traag", true},
		{"een onbekend adres", echo.ErrNotFound, 404, "niet-gevonden", false},
		{"een onbekende methode", echo.ErrMethodNotAllowed, 405, "methode-onbekend", false},
		{"een te grote inhoud volgens echo", echo.NewHTTPError(413, merk), 413, "te-groot", false},
		{"een fout verzoek volgens echo", echo.NewHTTPError(400, merk), 400, "ongeldige-invoer", false},
		{"een onbekende status van echo", echo.NewHTTPError(402, merk), 500, "storing", false},
		{"een gebeurtenis die niet te lezen is", es.ErrUnknownType, 500, "storing", false},
		{"iets anders", errors.New("disk: " + merk), 500, "storing", false},
	}
	for _, tt := range tests {
		for vorm, fout := range map[string]error{
			"kaal": tt.fout, "ingepakt": fmt.Errorf("read voorstel-%s: %w", merk, fmt.Errorf("append: %w", tt.fout)),
			"samengevoegd": errors.Join(errors.New(merk), tt.fout),
		} {
			t.Run(tt.naam+", "+vorm, func(t *testing.T) {
				log := &logboek{}
				s := &Server{logboek: nieuwLogboek(log)}
				w := httptest.NewRecorder()
				c := echo.New().NewContext(httptest.NewRequest("GET", "/v1/x", nil), w)
				s.antwoordfout(fout, c)
				require.Equal(t, tt.status, w.Code)
				assert.Equal(t, typeProbleem, w.Header().Get("Content-Type"))
				assert.Contains(t, w.Body.String(), `"type":"/problemen/`+tt.soort+`"`)
				assert.Equal(t, tt.wacht, w.Header().Get("Retry-After") != "")
				assert.Equal(t, tt.status == 401, w.Header().Get("WWW-Authenticate") != "")
				assert.NotContains(t, w.Body.String(), merk)
				assert.Equal(t, tt.status >= 500, strings.Contains(log.String(), "verzoek mislukt"))
			})
		}
	}
	t.Run("een weigering noemt code, regel en toelichting", func(t *testing.T) {
		u := uitkomst(weigering.With("Vanaf 3 maart."))
		assert.Equal(t, "plan/te-vroeg", u.code)
		assert.Equal(t, "Wgr art. 10 lid 5", u.regel)
		assert.Equal(t, "Dat kan nog niet. Vanaf 3 maart.", u.detail)
	})
	t.Run("elk antwoord heeft een titel en een toelichting", func(t *testing.T) {
		for _, v := range vast {
			assert.NotEmpty(t, v.titel)
			assert.NotEmpty(t, v.detail)
		}
	})
}

// kaleServer is a server without ports, for what needs none.
func kaleServer(t *testing.T) (*Server, *logboek) {
	t.Helper()
	log := &logboek{}
	b, err := leesBeschrijving()
	require.NoError(t, err)
	return &Server{beschrijving: b, keurOpties: keurOpties(), grenzen: StandaardGrenzen(), logboek: nieuwLogboek(log), geheim: [32]byte{1}}, log
}
