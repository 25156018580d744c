package toegang

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
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

func TestBereik(t *testing.T) {
	const g, m = "GM0202", "inkoop"
	over := []Over{{}, {Gemeente: g}, {Gemeente: "GM0221"}, {Module: m}, {Module: "x"}, {g, m, ""}, {g, "x", ""}, {"GM0221", m, ""}, {School: "27GZ01"}, {g, "", "27GZ02"}}
	tests := []struct {
		naam   string
		bereik Bereik
		wie    Wie
		omvat  []Over
	}{
		{"geen bereik omvat niets", Geen, wie(Integrator, g, m), nil},
		{"alles omvat alles, ook zonder gemeente", Alles, wie(Auditor, "", ""), over},
		{"eigen gemeente omvat alleen de eigen gemeente", EigenGemeente, wie(Griffier, g, ""), []Over{{Gemeente: g}, {g, m, ""}, {g, "x", ""}, {g, "", "27GZ02"}}},
		{"eigen module omvat alleen de eigen module", EigenModule, wie(Bestuurscommissie, "", m), []Over{{Module: m}, {g, m, ""}, {"GM0221", m, ""}}},
		{"eigen gemeente en module vraagt beide", EigenGemeenteEnModule, wie(Integrator, g, m), []Over{{g, m, ""}}},
		{"eigen gebied is de eigen gemeente", EigenGebied, wie(ConsulentLeerplicht, g, ""), []Over{{Gemeente: g}, {g, m, ""}, {g, "x", ""}, {g, "", "27GZ02"}}},
		{"eigen gebied is alles voor wie geen gemeente heeft", EigenGebied, wie(ConsulentLeerplicht, "", ""), over},
		{"eigen school omvat alleen de eigen school", EigenSchool, wie(School, "", ""), []Over{{School: "27GZ01"}}},
		{"wie geen school is, heeft geen eigen school", EigenSchool, Wie{Rol: Auditor, Organisatie: "27GZ01"}, nil},
		{"wie geen gemeente heeft, heeft geen eigen gemeente", EigenGemeente, wie(Auditor, "", ""), nil},
		{"wie geen module heeft, heeft geen eigen module", EigenModule, wie(Auditor, "", ""), nil},
		{"een onbekend bereik omvat niets", Bereik(99), wie(Integrator, g, m), nil},
	}
	for _, tt := range tests {
		t.Run(tt.naam, func(t *testing.T) {
			for _, o := range over {
				assert.Equal(t, slices.Contains(tt.omvat, o), tt.bereik.Omvat(tt.wie, o), "%+v", o)
			}
		})
	}
}

func TestBeleid(t *testing.T) {
	b, err := NieuwBeleid(Regel{Handeling: "lees", Rechten: rechten{Auditor: Alles}}, Regel{Handeling: "open", Openbaar: true})
	require.NoError(t, err)
	t.Run("een rol die niet is genoemd mag niets", func(t *testing.T) {
		assert.Equal(t, Alles, b.Bereik(wie(Auditor, "", ""), "lees"))
		assert.Equal(t, Geen, b.Bereik(wie(Beheerder, "", ""), "lees"))
	})
	t.Run("een handeling die niet is genoemd mag niemand", func(t *testing.T) {
		for _, rol := range Rollen() {
			assert.Equal(t, Geen, b.Bereik(wie(rol, "GM0202", "inkoop"), "schrijf"))
		}
		assert.False(t, b.Openbaar("schrijf"))
	})
	t.Run("openbaar is alleen wat zo heet", func(t *testing.T) {
		assert.True(t, b.Openbaar("open"))
		assert.False(t, b.Openbaar("lees"))
	})
	t.Run("wat zonder regel is wordt met naam genoemd", func(t *testing.T) {
		require.NoError(t, b.Dekt("lees", "open"))
		err := b.Dekt("lees", "wijzig", "schrijf")
		require.ErrorIs(t, err, ErrBeleidOntbreekt)
		assert.Contains(t, err.Error(), "schrijf, wijzig")
		assert.NotContains(t, err.Error(), "lees")
	})
	t.Run("twee regels voor een handeling zijn een fout", func(t *testing.T) {
		_, err := NieuwBeleid(Regel{Handeling: "lees"}, Regel{Handeling: "lees"})
		require.ErrorIs(t, err, ErrBeleidDubbel)
	})
}

func TestStandaard(t *testing.T) {
	regels := Standaard()
	_, err := NieuwBeleid(regels...)
	require.NoError(t, err)
	t.Run("elke regel laat iemand toe", func(t *testing.T) {
		for _, r := range regels {
			assert.True(t, r.Openbaar || len(r.Rechten) > 0, r.Handeling)
		}
	})
	t.Run("een rol wordt alleen beperkt tot iets dat zij heeft", func(t *testing.T) {
		for _, r := range regels {
			for rol, bereik := range r.Rechten {
				w := wie(rol, "GM0202", "inkoop")
				assert.False(t, bereik.VraagtGemeente() && w.Gemeente == "", "%s voor %s", r.Handeling, rol)
				assert.False(t, bereik.VraagtModule() && w.Module == "", "%s voor %s", r.Handeling, rol)
			}
		}
	})
	t.Run("de auditor beslist niets", func(t *testing.T) {
		for _, r := range opdrachten() {
			assert.Equal(t, Geen, r.Rechten[Auditor], r.Handeling)
		}
	})
	t.Run("de beheerder ziet geen inhoud en beslist niets", func(t *testing.T) {
		for _, r := range append(opdrachten(), gebeurtenissen()...) {
			assert.Equal(t, Geen, r.Rechten[Beheerder], r.Handeling)
		}
	})
}
