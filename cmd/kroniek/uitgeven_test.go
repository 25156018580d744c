package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// An ontvangersproef is an office of which two persons agreed to exports.
type ontvangersproef struct {
	*kantoorproef
	beheerder, archivaris, fg, consulent string
}

func nieuweOntvangersproef(t *testing.T) *ontvangersproef {
	t.Helper()
	p := &ontvangersproef{kantoorproef: nieuweProef(t)}
	p.consulent = tokenVoor(t, p.dir, "consulent-leerplicht", "--module", "onderwijszaken")
	p.archivaris, p.fg = tokenVoor(t, p.dir, "archivaris"), tokenVoor(t, p.dir, "functionaris-gegevensbescherming")
	p.beheerder = tokenVoor(t, p.dir, "beheerder") // last: from then on a role like theirs takes two persons
	p.bekrachtig(t, p.beheerder, p.secretaris, "uitvoer")
	return p
}

// exporteer hands the history out, through the office that runs.
func (p *ontvangersproef) exporteer(t *testing.T, ontvanger string, extra ...string) string {
	t.Helper()
	uit, fout, code := kroniek(t, append([]string{
		"export", "--data", p.dir, "--ontvanger", ontvanger, "--token-bestand", metToken(t, p.beheerder),
	}, extra...)...)
	require.Zero(t, code, fout)
	return uit
}

// ontvangers reads who has what a decision takes away, and their hashes.
func (p *ontvangersproef) ontvangers(t *testing.T, besluit string) (toestand string, namen []string, kenmerk map[string]string) {
	t.Helper()
	a := p.vraag(t, http.MethodGet, "/v1"+besluit+"/ontvangers", p.archivaris, nil)
	require.Equal(t, http.StatusOK, a.Status, string(a.Body))
	var v struct {
		Toestand   string
		Ontvangers []struct{ Ontvanger, Sha256 string }
	}
	require.NoError(t, json.Unmarshal(a.Body, &v))
	kenmerk = map[string]string{}
	for _, o := range v.Ontvangers {
		namen, kenmerk[o.Ontvanger] = append(namen, o.Ontvanger), o.Sha256
	}
	return v.Toestand, namen, kenmerk
}

// TestWhoHasWhatWasTakenAway: an export is a fact, and a decision to shield or to
// destroy names who got what it takes away, and nobody else.
func TestWhoHasWhatWasTakenAway(t *testing.T) {
	p := nieuweOntvangersproef(t)
	dossier := p.oudDossier(t, p.consulent, "Merkteken Weg", "999990342")
	p.exporteer(t, "archief-vroeg")
	var brief struct {
		Positie        int64
		Gebeurtenissen []struct{ ID string }
	}
	require.NoError(t, json.Unmarshal(p.geef(t, p.secretaris, "/nieuwsbrieven", http.StatusCreated,
		veld{"onderwerp": "Merkteken Brief", "verzondenOp": "2026-03-01", "raden": []any{"GM0202"}}).Body, &brief))
	p.exporteer(t, "archief-ervoor", "--tot", strconv.FormatInt(brief.Positie-1, 10))
	p.exporteer(t, "archief-erna", "--vanaf", strconv.FormatInt(brief.Positie+1, 10))
	bytes := p.exporteer(t, "archief-met", "--vanaf", strconv.FormatInt(brief.Positie, 10))
	require.Contains(t, bytes, "Merkteken Brief")

	a := p.geef(t, p.archivaris, "/afschermingen", http.StatusCreated, veld{"gebeurtenis": brief.Gebeurtenissen[0].ID, "velden": []any{"/onderwerp"}})
	scherm := strings.TrimPrefix(a.Kop.Get("Location"), "/v1")
	wacht := func(besluit, toestand string) (namen []string, kenmerk map[string]string) {
		t.Helper()
		require.Eventually(t, func() (ja bool) {
			var is string
			is, namen, kenmerk = p.ontvangers(t, besluit)
			return is == toestand
		}, 30*time.Second, 20*time.Millisecond)
		return namen, kenmerk
	}
	t.Run("een voorstel noemt al wie de gebeurtenis heeft", func(t *testing.T) {
		namen, _ := wacht(scherm, "voorgesteld")
		assert.Equal(t, []string{"archief-met"}, namen)
	})
	p.geef(t, p.fg, scherm+"/besluiten", http.StatusCreated, veld{})
	wacht(scherm, "afgeschermd")
	p.exporteer(t, "archief-later")
	t.Run("na de afscherming staat er wie haar heeft, met het kenmerk van de bytes, en niet wie een eerder, later of afgeschermd deel kreeg", func(t *testing.T) {
		namen, kenmerk := wacht(scherm, "afgeschermd")
		assert.Equal(t, []string{"archief-met"}, namen)
		som := sha256.Sum256([]byte(bytes))
		assert.Equal(t, hex.EncodeToString(som[:]), kenmerk["archief-met"])
	})
	t.Run("een vernietiging noemt wie een gebeurtenis van het dossier kreeg", func(t *testing.T) {
		a := p.geef(t, p.archivaris, "/vernietigingen", http.StatusCreated, veld{"peildatum": "2026-01-01", "dossiers": []any{dossier}})
		lijst := strings.TrimPrefix(a.Kop.Get("Location"), "/v1")
		p.geef(t, p.fg, lijst+"/besluiten", http.StatusCreated, veld{})
		namen, _ := wacht(lijst, "1 dossier vernietigd")
		assert.Equal(t, []string{"archief-vroeg", "archief-ervoor", "archief-later"}, namen)
	})
	t.Run("wie mag terughalen ziet de lijst, een ander niet", func(t *testing.T) {
		assert.Equal(t, http.StatusForbidden, p.vraag(t, http.MethodGet, "/v1"+scherm+"/ontvangers", p.beheerder, nil).Status)
	})
}

// TestNoExportWithoutRecord: what cannot be recorded does not leave.
func TestNoExportWithoutRecord(t *testing.T) {
	s, beheerder, secretaris := tweeMensen(t)
	p := &kantoorproef{server: s, secretaris: secretaris}
	p.deelneming(t, "GM0202", "inkoop")
	s.bekrachtig(t, beheerder, secretaris, "uitvoer")
	for naam, x := range map[string]struct {
		extra []string
		code  int
		zegt  string
	}{
		"zonder token terwijl het kantoor draait": {[]string{"--ontvanger", "archief"}, exitGebruik, "geef een token"},
		"met het token van wie niet beheert":      {[]string{"--ontvanger", "archief", "--token-bestand", metToken(t, secretaris)}, exitGeweigerd, "403"},
		"zonder ontvanger":                        {[]string{"--token-bestand", metToken(t, beheerder)}, exitGebruik, "organisatie of systeem"},
		"aan een mens":                            {[]string{"--ontvanger", "J. Jansen", "--token-bestand", metToken(t, beheerder)}, exitGebruik, "organisatie of systeem"},
	} {
		t.Run("een uitvoer "+naam+" begint niet", func(t *testing.T) {
			uit, fout, code := kroniek(t, append([]string{"export", "--data", s.dir}, x.extra...)...)
			assert.Equal(t, x.code, code, fout)
			assert.Contains(t, fout, x.zegt)
			assert.Empty(t, uit)
			assert.NotContains(t, fout, "Jansen")
		})
	}
	code, _ := s.stop()
	require.Zero(t, code, s.fout.String())
	t.Run("staat het kantoor stil, dan legt de uitvoer het zelf vast, met de handeling van twee mensen", func(t *testing.T) {
		uit, fout, code := kroniek(t, "export", "--data", s.dir, "--ontvanger", "archief")
		require.Zero(t, code, fout)
		events := strings.Count(uit, "\n") - 1
		assert.NotContains(t, uit, "kopie-uitgegeven", "it was recorded after what left")
		weer, fout, code := kroniek(t, "export", "--data", s.dir, "--ontvanger", "archief", "--vanaf", strconv.Itoa(events+1))
		require.Zero(t, code, fout)
		var regel struct {
			Gebeurtenis struct {
				Type string
				Data struct {
					Kopieontvanger, Sha256, Beheerkenmerk string
					UitgegevenTot, Omvang                 int
				}
			}
		}
		require.NoError(t, json.Unmarshal([]byte(strings.SplitN(weer, "\n", 2)[0]), &regel))
		som := sha256.Sum256([]byte(uit))
		assert.Equal(t, "nl.archiefzaken.kopie-uitgegeven.v1", regel.Gebeurtenis.Type)
		assert.Equal(t, "archief", regel.Gebeurtenis.Data.Kopieontvanger)
		assert.Equal(t, hex.EncodeToString(som[:]), regel.Gebeurtenis.Data.Sha256)
		assert.Equal(t, len(uit), regel.Gebeurtenis.Data.Omvang)
		assert.Equal(t, events, regel.Gebeurtenis.Data.UitgegevenTot)
		assert.Len(t, regel.Gebeurtenis.Data.Beheerkenmerk, 36)
	})
	t.Run("wat zo is vastgelegd is een gewone gebeurtenis: replay vertelt haar, en verify klopt na de volgende start", func(t *testing.T) {
		replay, fout, code := kroniek(t, "replay", "--data", s.dir)
		require.Zero(t, code, fout)
		assert.Contains(t, replay, "uitgegeven aan archief")
		weer := start(t, "serve", s.dir)
		code, _ = weer.stop()
		require.Zero(t, code, weer.fout.String())
		_, fout, code = kroniek(t, "verify", "--data", s.dir)
		require.Zero(t, code, fout)
	})
}
