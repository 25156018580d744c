package toegang

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// wie returns a principal of rol with the attributes that the role has.
func wie(rol Rol, gemeente recht.Gemeentecode, module string) Wie {
	w := Wie{ID: "p", Rol: rol, Organisatie: "MGR"}
	if rol == Griffier || rol == Integrator {
		w.Gemeente = gemeente
	}
	if rol == Bestuurscommissie || rol == Integrator {
		w.Module = module
	}
	switch rol {
	case ConsulentLeerplicht, Opsporingsambtenaar:
		w.Gemeente, w.Module = gemeente, string(recht.Onderwijszaken)
	case ConsulentSW:
		w.Module = string(recht.WerkgeverschapSW)
	case Accountmanager:
		w.Gemeente, w.Module = gemeente, string(recht.Werkgeversservicepunt)
	case School:
		w.Organisatie = "27GZ01"
	}
	return w
}

func TestHouders(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "toegang.db"), nieuweKlok())
	for _, tt := range []struct {
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
		{"een consulent van Werkgeverschap SW", Wie{Rol: ConsulentSW, Organisatie: "MGR", Module: "werkgeverschap-sw"}, true},
		{"een consulent zonder module", Wie{Rol: ConsulentSW, Organisatie: "MGR"}, false},
		{"een consulent van een andere module", Wie{Rol: ConsulentSW, Organisatie: "MGR", Module: "inkoop"}, false},
		{"een consulent van een gemeente", Wie{Rol: ConsulentSW, Organisatie: "MGR", Module: "werkgeverschap-sw", Gemeente: "GM0202"}, false},
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
