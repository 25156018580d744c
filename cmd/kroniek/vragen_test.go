package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Question 1, put to the uitvoeringsplan: which zienswijzen came in after the
// term, of which raden, and what did the dagelijks bestuur answer, on which day,
// before or after the vaststelling?
func TestQuestion1OldLaw(t *testing.T) {
	s := demoServer(t)
	r := s.rapport(t, s.token(t, toegang.Bestuurssecretaris, ""), "zienswijzen", "?planperiode=2020&herkomst=true")

	t.Run("te laat, afgezien en geen reactie zijn drie verschillende regels", func(t *testing.T) {
		assert.Equal(t, "te laat", r.regel(t, "naam", "Zevenaar")["reactie"])
		assert.Equal(t, "afgezien", r.regel(t, "naam", "Rozendaal")["reactie"])
		assert.Equal(t, "geen reactie", r.regel(t, "naam", "Wageningen")["reactie"])
		assert.Len(t, r.Regels, 11)
	})
	t.Run("de laatste dag is op tijd, de dag erna begint te laat", func(t *testing.T) {
		arnhem := r.regel(t, "naam", "Arnhem")
		assert.Equal(t, "2019-05-06", arnhem["uiterlijkOp"])
		assert.Equal(t, "2019-05-06", arnhem["ontvangenOp"])
		assert.Equal(t, "op tijd", arnhem["reactie"])
	})
	t.Run("per zienswijze staat de conclusie, de dag en of die voor de vaststelling lag", func(t *testing.T) {
		zevenaar := r.regel(t, "naam", "Zevenaar")
		assert.Equal(t, "kennisgenomen", zevenaar["conclusie"])
		assert.Equal(t, "2019-05-20", zevenaar["oordeelOp"])
		assert.Equal(t, "2019-07-04", zevenaar["vastgesteldOp"])
		assert.Equal(t, "vóór de vaststelling", zevenaar["oordeel"])
	})
	t.Run("het antwoord noemt regelversie, aanname, positie, aantal en dat het verzonnen is", func(t *testing.T) {
		v := r.Volledigheid
		assert.Equal(t, []string{"UVP_ZIENSWIJZE"}, v.Aangenomen)
		assert.Equal(t, "2017-01-01", v.Regels[0].Versie)
		assert.Contains(t, []int64{demogebeurtenissen, demogebeurtenissen + ankersBijStop}, v.Positie, "another test may have stopped it once")
		assert.Equal(t, v.Positie, v.Aantal)
		assert.True(t, v.Volledig)
		assert.True(t, v.Gesimuleerd)
	})
	t.Run("elke regel leidt naar de gebeurtenissen erachter", func(t *testing.T) {
		for _, regel := range r.Regels {
			require.NotEmpty(t, regel.Herkomst)
			assert.True(t, regel.Gesimuleerd)
		}
		zevenaar := r.Regels[8]
		require.Equal(t, "Zevenaar", zevenaar.Waarden["naam"])
		assert.Len(t, zevenaar.Herkomst, 4, "gevraagd, verstreken, te laat ontvangen, beoordeeld")
		for i, soort := range []string{"zienswijze-gevraagd", "zienswijze-termijn-verstreken", "zienswijze-ontvangen", "oordeel-over-zienswijzen-meegedeeld"} {
			assert.Contains(t, s.typeOp(t, zevenaar.Herkomst[i]), soort)
		}
	})
	t.Run("zoals bekend op een dag in april wist men van zes raden nog niets", func(t *testing.T) {
		toen := s.rapport(t, s.token(t, toegang.Auditor, ""), "zienswijzen", "?bekendOp=2019-04-25")
		lopend := 0
		for _, regel := range toen.Regels {
			if regel.Waarden["reactie"] == "termijn loopt" {
				lopend++
			}
		}
		assert.Equal(t, 6, lopend)
		assert.Less(t, toen.BekendOp.Positie, int64(demogebeurtenissen))
	})
	t.Run("zoals geldig op de dag na de termijn was Zevenaar er nog niet", func(t *testing.T) {
		r := s.rapport(t, s.token(t, toegang.Auditor, ""), "zienswijzen", "?peildatum=2019-05-07")
		assert.Equal(t, "geen reactie", r.regel(t, "naam", "Zevenaar")["reactie"])
		assert.Equal(t, "", r.regel(t, "naam", "Zevenaar")["oordeelOp"])
	})
}

// typeOp returns the type of the event at a position.
func (s *server) typeOp(t *testing.T, positie int64) string {
	t.Helper()
	a := s.vraag(t, http.MethodGet, fmt.Sprintf("/v1/gebeurtenissen?naPositie=%d&limiet=1", positie-1), s.token(t, toegang.Auditor, ""), nil)
	require.Equal(t, http.StatusOK, a.Status, string(a.Body))
	var b struct {
		Gebeurtenissen []struct {
			Positie     int64 `json:"positie"`
			Gebeurtenis struct {
				Type string `json:"type"`
			} `json:"gebeurtenis"`
		} `json:"gebeurtenissen"`
	}
	require.NoError(t, json.Unmarshal(a.Body, &b))
	require.Equal(t, positie, b.Gebeurtenissen[0].Positie)
	return b.Gebeurtenissen[0].Gebeurtenis.Type
}

// A kantoorproef is a kantoor of today with one secretaris.
type kantoorproef struct {
	*server
	secretaris string
	nr         int
}

func nieuweProef(t *testing.T) *kantoorproef {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	s := start(t, "serve", dir)
	t.Cleanup(func() {
		code, _ := s.stop()
		assert.Zero(t, code, s.fout.String())
	})
	token, fout, code := kroniek(t, "token", "geef", "--data", dir, "--rol", "bestuurssecretaris", "--naam", "proef")
	require.Zero(t, code, fout)
	return &kantoorproef{server: s, secretaris: strings.TrimSpace(token)}
}

// post gives a command and requires the status.
func (p *kantoorproef) post(t *testing.T, status int, pad string, body veld) httpAntwoord {
	t.Helper()
	p.nr++
	body["opdracht"] = verzonnen("Proef.")
	a := p.vraag(t, http.MethodPost, "/v1"+pad, p.secretaris, body, "Idempotency-Key", fmt.Sprintf("proef-%d", p.nr))
	require.Equal(t, status, a.Status, string(a.Body))
	return a
}

// A bon is the receipt of a command.
type bon struct{ Positie int64 }

// na makes a report wait for what the command did.
func (b bon) na() string { return fmt.Sprintf("&naPositie=%d", b.Positie) }

func (a httpAntwoord) bon(t *testing.T) (b bon) {
	t.Helper()
	require.NoError(t, json.Unmarshal(a.Body, &b))
	require.NotZero(t, b.Positie)
	return b
}

// totZienswijze brings the plan of 2024 to the raden of two gemeenten, sent on 6
// March 2023: the term ends on 1 May 2023, under the law that changed on 1 July 2022.
func (p *kantoorproef) totZienswijze(t *testing.T) (plan string) {
	t.Helper()
	for _, m := range recht.Modules() {
		p.post(t, http.StatusCreated, "/deelnames", veld{"gemeente": "GM0202", "module": m, "vanaf": "2017-04-01", "genomenOp": "2017-03-15"})
	}
	p.post(t, http.StatusCreated, "/deelnames", veld{"gemeente": "GM0277", "module": recht.Inkoop, "vanaf": "2017-04-01", "genomenOp": "2017-03-15"})
	p.post(t, http.StatusCreated, "/uitvoeringsplannen", veld{
		"titel": "Plan", "vanJaar": 2024, "totEnMetJaar": 2027, "opgesteldOp": "2023-01-09", "onderdelen": uitvoeringsplan.Concept2020(),
	})
	plan = "/uitvoeringsplannen/2024"
	for _, m := range recht.Modules() {
		p.post(t, http.StatusCreated, plan+"/voortzettingen", veld{"onderdeel": m, "reden": "Proef.", "voortgezetOp": "2023-01-16"})
	}
	p.post(t, http.StatusCreated, plan+"/ontwerpvaststellingen", veld{"stemronde": stemronde("2023-02-06T09:00:00Z", demoleden(5, 5), "ontwerp", nil)})
	p.post(t, http.StatusCreated, plan+"/zienswijzeverzoeken", veld{"verzondenOp": "2023-03-06"})
	return plan
}

func TestQuestion1NewLaw(t *testing.T) {
	p := nieuweProef(t)
	plan := p.totZienswijze(t)
	p.post(t, http.StatusCreated, plan+"/zienswijzen", veld{"gemeente": "GM0202", "standpunt": "negatief", "ontvangenOp": "2023-05-01"})
	p.post(t, http.StatusCreated, plan+"/zienswijzen", veld{"gemeente": "GM0277", "standpunt": "positief", "ontvangenOp": "2023-05-02"})
	vast := func() veld {
		return veld{"stemronde": stemronde("2023-06-29T18:00:00Z", demoleden(11, 11), "plan", nil)}
	}

	t.Run("zonder oordeel over de zienswijzen wordt niet vastgesteld", func(t *testing.T) {
		a := p.post(t, http.StatusConflict, plan+"/vaststellingen", vast())
		var probleem struct{ Code, Regel, Detail string }
		require.NoError(t, json.Unmarshal(a.Body, &probleem))
		assert.Contains(t, probleem.Regel, "Wgr art. 10 lid 6")
		assert.Equal(t, "application/problem+json", strings.Split(a.Kop.Get("Content-Type"), ";")[0])
		r := p.rapport(t, p.secretaris, "zienswijzen", "?planperiode=2024")
		assert.Equal(t, "nog niet", r.regel(t, "naam", "Arnhem")["oordeel"])
		assert.Equal(t, "", r.regel(t, "naam", "Arnhem")["vastgesteldOp"], "een weigering verandert niets")
	})
	p.post(t, http.StatusCreated, plan+"/oordelen", veld{"meegedeeldOp": "2023-05-15", "oordelen": []veld{
		{"gemeente": "GM0202", "conclusie": "niet-overgenomen", "toelichting": "Zie de brief."},
		{"gemeente": "GM0277", "conclusie": "kennisgenomen", "toelichting": "Zie de brief."},
	}})
	bon := p.post(t, http.StatusCreated, plan+"/vaststellingen", vast()).bon(t)

	t.Run("na het oordeel wel, en het rapport van dat moment zegt het meteen", func(t *testing.T) {
		r := p.rapport(t, p.secretaris, "zienswijzen", "?planperiode=2024"+bon.na())
		assert.Equal(t, "vóór de vaststelling", r.regel(t, "naam", "Arnhem")["oordeel"])
		assert.Equal(t, "op tijd", r.regel(t, "naam", "Arnhem")["reactie"])
		assert.Equal(t, "te laat", r.regel(t, "naam", "Rozendaal")["reactie"])
		assert.Equal(t, "2023-06-29", r.regel(t, "naam", "Arnhem")["vastgesteldOp"])
	})
}

// Question 2, put to the uitvoeringsplan: which besluiten were taken without a
// competence that was valid that day: wrong organ, no quorum or vote, applied
// before bekendmaking?
func TestQuestion2(t *testing.T) {
	p := nieuweProef(t)
	plan := p.totZienswijze(t)
	for _, g := range []string{"GM0202", "GM0277"} {
		p.post(t, http.StatusCreated, plan+"/afzieningen", veld{"gemeente": g, "meegedeeldOp": "2023-04-03"})
	}

	const query = "?jaar=2023&orgaan=algemeen-bestuur"
	t.Run("met de helft van de leden is er geen quorum; dat is vastgelegd en geen besluit", func(t *testing.T) {
		bon := p.post(t, http.StatusCreated, plan+"/vaststellingen", veld{"stemronde": stemronde("2023-06-15T18:00:00Z", demoleden(10, 5), "plan", nil)}).bon(t)
		r := p.rapport(t, p.secretaris, "besluitenlijst", query+bon.na())
		regel := r.regel(t, "uitkomst", "aangehouden: geen-quorum")
		assert.Equal(t, "10", regel["zittend"])
		assert.Equal(t, "5", regel["aanwezig"])
		assert.Equal(t, "niet bereikt", regel["quorum"])
	})
	t.Run("een lid meer dan de helft is genoeg", func(t *testing.T) {
		bon := p.post(t, http.StatusCreated, plan+"/vaststellingen", veld{"stemronde": stemronde("2023-06-29T18:00:00Z", demoleden(10, 6), "plan", []string{"zetel-06"})}).bon(t)
		regel := p.rapport(t, p.secretaris, "besluitenlijst", query+bon.na()).regel(t, "genomenOp", "2023-06-29")
		assert.Equal(t, "aangenomen", regel["uitkomst"])
		assert.Equal(t, "hoofdelijk", regel["wijze"])
		assert.Equal(t, "5", regel["voor"])
		assert.Equal(t, "1", regel["tegen"])
		assert.Equal(t, "bestuurssecretaris (MGR)", regel["vastgelegdDoor"])
		assert.Contains(t, regel["stemregeling"], "(aangenomen)", "de bron van de stemverhouding is niet gezien")
		assert.Contains(t, regel["grondslag"], "art. 24 lid 1")
	})
	besluit := veld{"soort": "uitvoeringsplan"}
	voor := p.post(t, http.StatusCreated, plan+"/toepassingen", veld{"besluit": besluit, "toepassing": "Eerste opdracht.", "toegepastOp": "2023-07-10"}).bon(t)
	const signaal = "toegepast vóór bekendmaking"

	t.Run("toepassing vóór bekendmaking geeft een signaal", func(t *testing.T) {
		r := p.rapport(t, p.secretaris, "besluitenlijst", query+voor.na())
		assert.Equal(t, signaal, r.regel(t, "genomenOp", "2023-06-29")["signaal"])
	})
	t.Run("een bekendmaking die later met een eerdere dag is vastgelegd herstelt de stand van toen niet", func(t *testing.T) {
		bon := p.post(t, http.StatusCreated, plan+"/bekendmakingen", veld{"besluit": besluit, "kanaal": "publicatieblad", "bekendgemaaktOp": "2023-07-03"}).bon(t)
		nu := p.rapport(t, p.secretaris, "besluitenlijst", query+bon.na())
		assert.Equal(t, "", nu.regel(t, "genomenOp", "2023-06-29")["signaal"])
		toen := p.rapport(t, p.secretaris, "besluitenlijst", fmt.Sprintf("%s&bekendOp=%d", query, voor.Positie))
		assert.Equal(t, signaal, toen.regel(t, "genomenOp", "2023-06-29")["signaal"])
		assert.Equal(t, "", toen.regel(t, "genomenOp", "2023-06-29")["bekendgemaaktOp"])
	})
	t.Run("een raad kan niet namens een andere raad spreken", func(t *testing.T) {
		token, fout, code := kroniek(t, "token", "geef", "--data", p.dir, "--rol", "griffier", "--gemeente", "GM0277")
		require.Zero(t, code, fout)
		// The server sees a token that another process made within a second or two.
		require.Eventually(t, func() bool {
			a := p.vraag(t, http.MethodPost, "/v1"+plan+"/zienswijzen", strings.TrimSpace(token), veld{"gemeente": "GM0202", "standpunt": "positief", "ontvangenOp": "2023-04-03"})
			return a.Status == http.StatusForbidden
		}, 20*time.Second, 100*time.Millisecond)
	})
}
