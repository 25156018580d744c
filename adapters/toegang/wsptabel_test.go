package toegang

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWerkgeversservicepunt(t *testing.T) {
	t.Run("alleen een accountmanager handelt, en alleen een auditor leest mee", func(t *testing.T) {
		for _, r := range wspregels() {
			assert.False(t, r.Openbaar, r.Handeling)
			for _, rol := range Rollen() {
				if rol != Accountmanager && rol != Auditor {
					assert.Equal(t, Geen, r.Rechten[rol], "%s voor %s", r.Handeling, rol)
				}
			}
			assert.NotEqual(t, Geen, r.Rechten[Accountmanager], r.Handeling)
		}
		for _, r := range wspopdrachten() {
			assert.Equal(t, Geen, r.Rechten[Auditor], r.Handeling)
		}
	})
	t.Run("een accountmanager mag buiten het werkgeversservicepunt alleen de geschiedenis en de lijst van rapporten", func(t *testing.T) {
		eigen := map[Handeling]bool{}
		for _, r := range wspregels() {
			eigen[r.Handeling] = true
		}
		var mag []Handeling
		for _, r := range Standaard() {
			if r.Rechten[Accountmanager] != Geen && !eigen[r.Handeling] {
				mag = append(mag, r.Handeling)
			}
		}
		assert.ElementsMatch(t, []Handeling{"leesGebeurtenissen", "volgGebeurtenissen", "leesGebeurtenis", "leesBewijs", "leesRapporten", "leesRapport", Personen}, mag)
	})
	r := open(t, filepath.Join(t.TempDir(), "toegang.db"), nieuweKlok())
	for _, tt := range []struct {
		naam string
		wie  Wie
		mag  bool
	}{
		{"een accountmanager voor alle gemeenten", Wie{Rol: Accountmanager, Organisatie: "MGR", Module: "werkgeversservicepunt"}, true},
		{"een accountmanager voor een gemeente", Wie{Rol: Accountmanager, Organisatie: "MGR", Module: "werkgeversservicepunt", Gemeente: "GM0202"}, true},
		{"een accountmanager zonder module", Wie{Rol: Accountmanager, Organisatie: "MGR"}, false},
		{"een accountmanager van een andere module", Wie{Rol: Accountmanager, Organisatie: "MGR", Module: "onderwijszaken"}, false},
	} {
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
