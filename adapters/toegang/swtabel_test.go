package toegang

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSW(t *testing.T) {
	t.Run("over een boventallige beslist alleen de consulent, en alleen de auditor leest mee", func(t *testing.T) {
		for _, r := range boventalligenregels() {
			for _, rol := range Rollen() {
				leest := strings.Contains(string(r.Handeling), ":") || r.Handeling == "leesBoventallige"
				want := Geen
				if rol == ConsulentSW || rol == Auditor && leest {
					want = Alles
				}
				assert.Equal(t, want, r.Rechten[rol], "%s voor %s", r.Handeling, rol)
			}
		}
	})
	t.Run("elke gebeurtenis over een boventallige gaat over een persoon, en geen over een voorziening", func(t *testing.T) {
		for _, r := range boventalligenregels() {
			assert.Equal(t, strings.Contains(string(r.Handeling), ":"), r.OverPersonen, r.Handeling)
		}
		for _, r := range voorzieningenregels() {
			assert.False(t, r.OverPersonen, r.Handeling)
		}
	})
	t.Run("de consulent mag buiten de boventalligen alleen de geschiedenis volgen en rapporten vragen", func(t *testing.T) {
		eigen := map[Handeling]bool{}
		for _, r := range boventalligenregels() {
			eigen[r.Handeling] = true
		}
		var mag []Handeling
		for _, r := range Standaard() {
			if r.Rechten[ConsulentSW] != Geen && !eigen[r.Handeling] {
				mag = append(mag, r.Handeling)
			}
		}
		assert.ElementsMatch(t, []Handeling{
			"leesGebeurtenissen", "volgGebeurtenissen", "leesGebeurtenis", "leesBewijs", "leesRapporten", "leesRapport", Personen,
		}, mag)
	})
	t.Run("wie boekt legt niet ook de instelling of de afwikkeling vast, behalve de secretaris", func(t *testing.T) {
		for _, r := range voorzieningenregels() {
			switch r.Handeling {
			case "stelVoorzieningIn", "corrigeerVoorziening", "wikkelVoorzieningAf":
				assert.Equal(t, rechten{Bestuurssecretaris: Alles}, r.Rechten, r.Handeling)
			case "boekToevoeging", "boekAanwending", "boekVrijval", "herschatVerplichting":
				assert.Equal(t, rechten{Bestuurssecretaris: Alles, DagelijksBestuur: Alles}, r.Rechten, r.Handeling)
			}
			assert.Equal(t, Geen, r.Rechten[Beheerder], r.Handeling)
		}
	})
}

func TestHoudersSW(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "toegang.db"), nieuweKlok())
	tests := []struct {
		naam string
		wie  Wie
		mag  bool
	}{
		{"een consulent van Werkgeverschap SW", Wie{Rol: ConsulentSW, Organisatie: "MGR", Module: "werkgeverschap-sw"}, true},
		{"een consulent zonder module", Wie{Rol: ConsulentSW, Organisatie: "MGR"}, false},
		{"een consulent van een andere module", Wie{Rol: ConsulentSW, Organisatie: "MGR", Module: "inkoop"}, false},
		{"een consulent van een gemeente", Wie{Rol: ConsulentSW, Organisatie: "MGR", Module: "werkgeverschap-sw", Gemeente: "GM0202"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.naam, func(t *testing.T) {
			_, err := r.Geef(context.Background(), "x", tt.wie, time.Hour)
			if tt.mag {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, ErrHouder)
		})
	}
}
