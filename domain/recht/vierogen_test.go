package recht

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func amsterdams(t require.TestingT, s string) time.Time {
	m, err := time.ParseInLocation("2006-01-02 15:04:05.000", s, Amsterdam)
	require.NoError(t, err)
	return m.UTC()
}

func TestVierOgen(t *testing.T) {
	een := Actor{Rol: "archivaris", Organisatie: "MGR", ID: "een"}
	twee := Actor{Rol: "archivaris", Organisatie: "MGR", ID: "twee"}
	for _, c := range []struct {
		naam   string
		van    string
		tweede Actor
		op     string
		fout   error
	}{
		{"een ander in dezelfde rol telt, op hetzelfde moment", "2026-11-24 15:00:00.000", twee, "2026-11-24 15:00:00.000", nil},
		{"een ander van een andere organisatie telt", "2026-11-24 15:00:00.000", Actor{Rol: "griffier", Organisatie: "GM0202", ID: "twee"}, "2026-11-25 09:00:00.000", nil},
		{"op de klok zeven dagen later is op tijd", "2026-11-24 15:00:00.000", twee, "2026-12-01 15:00:00.000", nil},
		{"de zevende dag loopt tot middernacht in Amsterdam", "2026-11-24 00:00:00.000", twee, "2026-12-01 23:59:59.999", nil},
		{"de achtste dag is te laat, vanaf haar eerste moment", "2026-11-24 23:59:59.999", twee, "2026-12-02 00:00:00.000", ErrVierOgenVerlopen},
		{"de nacht waarin de klok vooruitgaat neemt geen dag weg", "2026-03-28 12:00:00.000", twee, "2026-04-04 23:59:59.999", nil},
		{"en geeft er geen", "2026-03-28 12:00:00.000", twee, "2026-04-05 00:00:00.000", ErrVierOgenVerlopen},
		{"de nacht waarin de klok teruggaat neemt geen dag weg", "2026-10-24 12:00:00.000", twee, "2026-10-31 23:59:59.999", nil},
		{"en geeft er geen uur bij", "2026-10-24 12:00:00.000", twee, "2026-11-01 00:00:00.000", ErrVierOgenVerlopen},
		{"een zondag of feestdag verlengt niet: het is geen wettelijke termijn", "2026-12-18 12:00:00.000", twee, "2026-12-26 00:00:00.000", ErrVierOgenVerlopen},
		{"dezelfde persoon telt niet", "2026-11-24 15:00:00.000", een, "2026-11-25 09:00:00.000", ErrVierOgenZelfde},
		{"dezelfde persoon in een andere rol telt niet", "2026-11-24 15:00:00.000", Actor{Rol: "beheerder", Organisatie: "MGR", ID: "een"}, "2026-11-25 09:00:00.000", ErrVierOgenZelfde},
		{"dezelfde persoon voor een andere organisatie telt niet", "2026-11-24 15:00:00.000", Actor{Rol: "archivaris", Organisatie: "GM0202", ID: "een"}, "2026-11-25 09:00:00.000", ErrVierOgenZelfde},
		{"dezelfde persoon te laat krijgt te horen dat het een ander moet zijn", "2026-11-24 15:00:00.000", een, "2027-01-01 09:00:00.000", ErrVierOgenZelfde},
		{"een moment eerder is te vroeg", "2026-11-24 15:00:00.000", twee, "2026-11-24 14:59:59.999", ErrVierOgenVolgorde},
		{"wie geen pseudoniem heeft is niemand", "2026-11-24 15:00:00.000", Actor{Rol: "beheerder", Organisatie: "MGR"}, "2026-11-25 09:00:00.000", ErrVierOgenPersoon},
		{"een proces van Kroniek is niemand", "2026-11-24 15:00:00.000", Actor{Rol: "proces", Organisatie: "MGR", ID: "termijnbewaking"}, "2026-11-25 09:00:00.000", ErrVierOgenPersoon},
		{"voor de eerste dag van de MGR gold geen regel", "2016-12-31 12:00:00.000", twee, "2016-12-31 13:00:00.000", ErrRegelGeldtNiet},
	} {
		t.Run(c.naam, func(t *testing.T) {
			v := VierOgen{Indiener: een, Op: amsterdams(t, c.van)}
			noot, err := v.Beoordeel(c.tweede, amsterdams(t, c.op))
			if c.fout != nil {
				require.ErrorIs(t, err, c.fout)
				require.Zero(t, noot)
				return
			}
			require.NoError(t, err)
			require.Equal(t, Regelnoot{Code: "VIER_OGEN_TERMIJN", Versie: dag("2017-01-01"), Aangenomen: true}, noot)
		})
	}
	t.Run("de weigering noemt de laatste dag", func(t *testing.T) {
		v := VierOgen{Indiener: een, Op: amsterdams(t, "2026-11-24 15:00:00.000")}
		_, err := v.Beoordeel(twee, amsterdams(t, "2026-12-02 00:00:00.000"))
		require.ErrorContains(t, err, "2026-12-01")
	})
}

func TestFirstOfFourEyesIsAPerson(t *testing.T) {
	o := Opdracht{Op: amsterdams(t, "2026-11-24 15:00:00.000")}
	for naam, a := range map[string]Actor{
		"zonder pseudoniem": {Rol: "beheerder", Organisatie: "MGR"},
		"zonder rol":        {Organisatie: "MGR", ID: "een"},
		"een proces":        {Rol: "proces", Organisatie: "MGR", ID: "termijnbewaking"},
	} {
		t.Run("geweigerd: "+naam, func(t *testing.T) {
			o.Actor = a
			_, err := DoorEerste(o)
			require.ErrorIs(t, err, ErrVierOgenPersoon)
			_, err = VierOgen{Indiener: a, Op: o.Op}.Beoordeel(Actor{Rol: "beheerder", ID: "twee"}, o.Op)
			require.ErrorIs(t, err, ErrVierOgenPersoon)
		})
	}
	t.Run("een mens wordt met het moment onthouden", func(t *testing.T) {
		o.Actor = Actor{Rol: "beheerder", Organisatie: "MGR", ID: "een"}
		v, err := DoorEerste(o)
		require.NoError(t, err)
		require.Equal(t, VierOgen{Indiener: o.Actor, Op: o.Op}, v)
		_, err = v.BeoordeelOpdracht(o)
		require.ErrorIs(t, err, ErrVierOgenZelfde)
	})
}

// TestFourEyesProperty judges against a count of days made in another way: the
// dates of both moments as Amsterdam writes them.
func TestFourEyesProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		van := time.UnixMilli(rapid.Int64Range(1483225200000, 1893452400000).Draw(t, "van")).UTC() // 2017 to 2029
		op := van.Add(time.Duration(rapid.Int64Range(-int64(24*time.Hour), int64(9*24*time.Hour)).Draw(t, "verschil")))
		ids := rapid.SampledFrom([]string{"a", "b"})
		een, twee := Actor{Rol: "x", ID: ids.Draw(t, "een")}, Actor{Rol: "y", ID: ids.Draw(t, "twee")}
		laatste := van.In(Amsterdam).AddDate(0, 0, 7).Format(time.DateOnly)
		mag := een.ID != twee.ID && !op.Before(van) && op.In(Amsterdam).Format(time.DateOnly) <= laatste
		v := VierOgen{Indiener: een, Op: van}
		noot, err := v.Beoordeel(twee, op)
		require.Equal(t, mag, err == nil)
		require.Equal(t, mag, noot.Code == "VIER_OGEN_TERMIJN")
		over, err := v.Verstreken(op)
		require.NoError(t, err)
		require.Equal(t, op.In(Amsterdam).Format(time.DateOnly) > laatste, over)
	})
}
