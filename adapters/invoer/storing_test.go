package invoer

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFaults(t *testing.T) {
	opdrachten := func(k int) (regels []string) {
		for i := range k {
			regels = append(regels, regel("stelOp", fmt.Sprintf(`"body":{"jaar":%d}`, i)))
		}
		return regels
	}
	t.Run("een verbroken verbinding verliest en verdubbelt niets", func(t *testing.T) {
		n := nieuweNep(t)
		n.vooraf = func(k int, w http.ResponseWriter, r *http.Request, body string) bool {
			if k%5 != 4 {
				return false
			}
			sleutel := r.Header.Get("Idempotency-Key")
			if k%2 == 0 && n.eerder[sleutel] == "" { // carried out, and the answer lost
				n.eerder[sleutel] = fmt.Sprintf(`{"stroom":"plan-1","positie":%d,"gebeurtenissen":[{"positie":%d}]}`, n.positie+1, n.positie+1)
				n.positie++
				n.gevraagd = append(n.gevraagd, r.URL.Path+" "+body)
			}
			panic(http.ErrAbortHandler)
		}
		uit, telling := n.draai(t, Opties{Lijnen: 2}, opdrachten(30)...)
		assert.Len(t, n.gevraagd, 30)
		assert.Equal(t, Telling{Regels: 30, Aanvaard: 30}, telling, "%v", uit)
	})
	t.Run("een token dat ophoudt te gelden stopt het inlezen, met een antwoord voor wat gelezen is", func(t *testing.T) {
		n := nieuweNep(t)
		n.vooraf = func(k int, w http.ResponseWriter, _ *http.Request, _ string) bool {
			return k > 3 && geefProbleem(w, http.StatusUnauthorized, "niet-aangemeld", "")
		}
		var uit []Uitslag
		telling, err := n.importeur(t, Opties{Lijnen: 1}).Draai(t.Context(), NieuweNDJSON(strings.NewReader(strings.Join(opdrachten(20), "\n"))), func(u Uitslag) error {
			uit = append(uit, u)
			return nil
		})
		require.ErrorIs(t, err, errToken)
		assert.EqualValues(t, 3, telling.Aanvaard)
		assert.EqualValues(t, len(uit)-3, telling.Mislukt)
		assert.NotZero(t, telling.Mislukt)
	})
	t.Run("een onbekend token geeft geen enkele opdracht", func(t *testing.T) {
		n := nieuweNep(t)
		n.streng = 100
		_, err := Nieuw(t.Context(), Opties{Adres: n.URL, Token: "fout"})
		require.ErrorIs(t, err, errToken)
		n.streng = 2
		_, err = Nieuw(t.Context(), Opties{Adres: n.URL, Token: "goed"})
		require.NoError(t, err, "a token just issued is known a moment later")
		for _, o := range []Opties{{Adres: "https://elders", Token: "x"}, {Adres: n.URL}, {Adres: n.URL, Token: "a\r\nb"}} {
			_, err := Nieuw(t.Context(), o)
			require.Error(t, err)
		}
	})
	t.Run("een storing van het kantoor bij een regel raakt de andere niet", func(t *testing.T) {
		n := nieuweNep(t)
		n.vooraf = func(_ int, w http.ResponseWriter, _ *http.Request, body string) bool {
			return strings.Contains(body, ":2}") && geefProbleem(w, http.StatusInternalServerError, "storing", "")
		}
		uit, telling := n.draai(t, Opties{Lijnen: 2}, opdrachten(5)...)
		assert.Equal(t, Telling{Regels: 5, Aanvaard: 4, Mislukt: 1}, telling)
		assert.Equal(t, Mislukt, uit[2].Status)
		assert.Equal(t, "storing", uit[2].Code)
	})
	t.Run("wie onderbreekt krijgt antwoord op wat gelezen is en kan opnieuw beginnen", func(t *testing.T) {
		n := nieuweNep(t)
		ctx, stop := context.WithCancel(t.Context())
		n.vooraf = func(k int, _ http.ResponseWriter, _ *http.Request, _ string) bool {
			if k == 10 {
				stop()
			}
			return false
		}
		im := n.importeur(t, Opties{Lijnen: 2})
		bestand := strings.Join(opdrachten(5000), "\n")
		telling, err := im.Draai(ctx, NieuweNDJSON(strings.NewReader(bestand)), func(Uitslag) error { return nil })
		require.ErrorIs(t, err, context.Canceled)
		assert.NotZero(t, telling.Mislukt)
		n.vooraf = nil
		_, telling = n.draai(t, Opties{}, opdrachten(5000)...)
		assert.True(t, telling.Goed())
		assert.Len(t, n.gevraagd, 5000, "nothing twice")
	})
	t.Run("een uitslag die niet weg te schrijven is stopt het inlezen", func(t *testing.T) {
		n := nieuweNep(t)
		vol := errors.New("schijf vol")
		_, err := n.importeur(t, Opties{}).Draai(t.Context(), NieuweNDJSON(strings.NewReader(strings.Join(opdrachten(9), "\n"))), func(Uitslag) error { return vol })
		require.ErrorIs(t, err, vol)
	})
}
