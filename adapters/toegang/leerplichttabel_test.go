package toegang

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// vertrouwelijk are the words by which acts on criminal-law data are known.
var vertrouwelijk = []string{"halt", "verbaal", "uitspraak", "sepot"}

func isVertrouwelijk(h Handeling) bool {
	for _, w := range vertrouwelijk {
		if strings.Contains(strings.ToLower(string(h)), w) {
			return true
		}
	}
	return false
}

func TestVertrouwelijkeHandelingen(t *testing.T) {
	var gesloten, open int
	for _, r := range Standaard() {
		if !isVertrouwelijk(r.Handeling) {
			open++
			continue
		}
		gesloten++
		t.Run(string(r.Handeling)+" is alleen voor de opsporingsambtenaar", func(t *testing.T) {
			assert.False(t, r.Openbaar)
			for _, rol := range Rollen() {
				want := Geen
				if rol == Opsporingsambtenaar {
					want = EigenGebied
				}
				assert.Equal(t, want, r.Rechten[rol], rol)
			}
		})
	}
	require.Equal(t, 2+6+6, gesloten, "two states, six commands, six types")
	require.Positive(t, open)
	t.Run("de opsporingsambtenaar mag verder alleen de geschiedenis volgen", func(t *testing.T) {
		var mag []Handeling
		for _, r := range Standaard() {
			if r.Rechten[Opsporingsambtenaar] != Geen && !isVertrouwelijk(r.Handeling) && r.Handeling != "personen" { // which shows nothing by itself
				mag = append(mag, r.Handeling)
			}
		}
		assert.ElementsMatch(t, []Handeling{"leesGebeurtenissen", "volgGebeurtenissen", "leesGebeurtenis", "leesBewijs"}, mag)
	})
	t.Run("een school mag alleen haar eigen meldingen", func(t *testing.T) {
		var mag []Handeling
		for _, r := range Standaard() {
			if b := r.Rechten[School]; b != Geen {
				assert.Equal(t, EigenSchool, b, r.Handeling)
				mag = append(mag, r.Handeling)
			}
		}
		assert.ElementsMatch(t, []Handeling{"ontvangVerzuimmelding", "corrigeerVerzuimmelding", "trekVerzuimmeldingIn", "leesVerzuimmelding"}, mag)
	})
	t.Run("elke gebeurtenis over een leerling vraagt ook het recht op personen", func(t *testing.T) {
		require.Len(t, leerplichtgebeurtenissen(), 33)
		for _, r := range leerplichtgebeurtenissen() {
			assert.True(t, r.OverPersonen, r.Handeling)
		}
	})
	t.Run("over leerlingen beslist alleen wie daarvoor is, en de beheerder ziet er niets van", func(t *testing.T) {
		for _, r := range leerplichtregels() {
			for _, rol := range []Rol{Bestuurssecretaris, DagelijksBestuur, Griffier, Bestuurscommissie, Integrator, Beheerder} {
				if !r.OverPersonen && strings.HasPrefix(string(r.Handeling), "rapport:") && slices.Contains([]Rol{Bestuurssecretaris, DagelijksBestuur, Griffier}, rol) {
					continue // a figure, shielded: without the right to persons there is no other
				}
				assert.Equal(t, Geen, r.Rechten[rol], "%s voor %s", r.Handeling, rol)
			}
		}
		for _, r := range leerplichtopdrachten() {
			assert.Equal(t, Geen, r.Rechten[Auditor], r.Handeling)
		}
	})
}

func TestHoudersRondLeerlingen(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "toegang.db"), nieuweKlok())
	tests := []struct {
		naam string
		wie  Wie
		mag  bool
	}{
		{"een consulent voor alle gemeenten", Wie{Rol: ConsulentLeerplicht, Organisatie: "MGR", Module: "onderwijszaken"}, true},
		{"een consulent voor een gemeente", Wie{Rol: ConsulentLeerplicht, Organisatie: "MGR", Module: "onderwijszaken", Gemeente: "GM0202"}, true},
		{"een consulent zonder module", Wie{Rol: ConsulentLeerplicht, Organisatie: "MGR"}, false},
		{"een consulent van een andere module", Wie{Rol: ConsulentLeerplicht, Organisatie: "MGR", Module: "inkoop"}, false},
		{"een opsporingsambtenaar", Wie{Rol: Opsporingsambtenaar, Organisatie: "MGR", Module: "onderwijszaken"}, true},
		{"een opsporingsambtenaar van een andere module", Wie{Rol: Opsporingsambtenaar, Organisatie: "MGR", Module: "inkoop"}, false},
		{"een school met haar BRIN en vestiging", Wie{Rol: School, Organisatie: "27GZ01"}, true},
		{"een school zonder vestiging", Wie{Rol: School, Organisatie: "27GZ"}, false},
		{"een school met een gemeente", Wie{Rol: School, Organisatie: "27GZ01", Gemeente: "GM0202"}, false},
		{"een school met een module", Wie{Rol: School, Organisatie: "27GZ01", Module: "onderwijszaken"}, false},
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
