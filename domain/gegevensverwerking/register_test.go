package gegevensverwerking

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestRegister(t *testing.T) {
	r, err := Standaard()
	require.NoError(t, err)
	op := recht.NieuweDatum(2026, 3, 2)
	t.Run("elke soort dossier over een persoon heeft een activiteit", func(t *testing.T) {
		for _, soort := range []string{
			"verzuimmelding", "leerplichtdossier", "kwalificatieplichtdossier", "doorstroompunt", "vrijstelling", "verlof", "halt", "procesverbaal",
			"kandidaat", "match", "werkgever", "boventallige",
		} {
			_, ok := r.Van(soort, op)
			assert.True(t, ok, soort)
		}
		_, ok := r.Van("deelname", op)
		assert.False(t, ok, "control: about no person")
	})
	t.Run("wat wordt opgezocht of ingezien heeft een activiteit", func(t *testing.T) {
		for _, code := range []string{PersoonOpzoeken, InzageVerlenen} {
			a, ok := r.Met(code, op)
			require.True(t, ok, code)
			assert.Equal(t, "urn:nld:oin:00000001123456789000:verwerkingsactiviteit:"+code+":v1", a.URI("00000001123456789000"))
		}
	})
	t.Run("een activiteit geldt vanaf haar eerste dag, en niet eerder", func(t *testing.T) {
		_, ok := r.Met(InzageVerlenen, recht.NieuweDatum(2018, 5, 24))
		assert.False(t, ok)
		_, ok = r.Met(InzageVerlenen, recht.NieuweDatum(2018, 5, 25))
		assert.True(t, ok)
	})
	t.Run("opsporing staat in een eigen ruimte", func(t *testing.T) {
		a, _ := r.Van("halt", op)
		b, _ := r.Van("verzuimmelding", op)
		assert.NotEqual(t, a.Module, b.Module)
	})
}

func TestRegisterVersies(t *testing.T) {
	regel := func(versie, vanaf, tot, soorten string) string {
		return "a;" + versie + ";" + vanaf + ";" + tot + ";m;" + soorten + ";n;d;g;b;g;o;bw;dg;bv;nee;bron"
	}
	tekst := func(regels ...string) string { return kolommen + "\n" + strings.Join(regels, "\n") + "\n" }
	t.Run("een nieuwe versie volgt op de oude, en elke dag kent er één", func(t *testing.T) {
		r, err := Lees(tekst(regel("1", "2018-01-01", "2025-01-01", "x"), regel("2", "2025-01-01", "", "x")))
		require.NoError(t, err)
		a, _ := r.Van("x", recht.NieuweDatum(2024, 12, 31))
		b, _ := r.Van("x", recht.NieuweDatum(2025, 1, 1))
		assert.Equal(t, []int{1, 2}, []int{a.Versie, b.Versie})
	})
	for naam, fout := range map[string]string{
		"zonder kolommen":              "x\ny",
		"overlap":                      tekst(regel("1", "2018-01-01", "", "x"), regel("2", "2025-01-01", "", "y")),
		"twee keer dezelfde versie":    tekst(regel("1", "2018-01-01", "2025-01-01", "x"), regel("1", "2025-01-01", "", "x")),
		"een soort met twee doelen":    tekst(regel("1", "2018-01-01", "", "x"), strings.Replace(regel("1", "2018-01-01", "", "x"), "a;", "b;", 1)),
		"een einde voor het begin":     tekst(regel("1", "2018-01-01", "2018-01-01", "x")),
		"een dag die niet bestaat":     tekst(regel("1", "2018-02-30", "", "x")),
		"een versie die geen getal is": tekst(regel("0", "2018-01-01", "", "x")),
		"zonder doel":                  tekst(strings.Replace(regel("1", "2018-01-01", "", "x"), ";d;", ";;", 1)),
		"aangenomen niet gezegd":       tekst(strings.Replace(regel("1", "2018-01-01", "", "x"), ";nee;", ";misschien;", 1)),
	} {
		t.Run("geweigerd: "+naam, func(t *testing.T) {
			_, err := Lees(fout)
			require.Error(t, err)
		})
	}
}

func TestReden(t *testing.T) {
	t.Run("bij een beperking gelden alleen de gronden van artikel 18 lid 2, en de betrokkene zelf", func(t *testing.T) {
		n := 0
		for _, w := range Reden("").Waarden() {
			if Reden(w).BijBeperking() {
				n++
			}
		}
		assert.Equal(t, 4, n)
		assert.True(t, RedenInzage.BijBeperking())
		assert.False(t, Reden("").BijBeperking())
		assert.NotContains(t, Reden("").Waarden(), string(RedenInzage), "nobody can give it")
	})
}
