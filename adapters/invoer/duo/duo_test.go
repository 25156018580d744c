package duo

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/invoer"
)

func opties() Opties {
	return Opties{Nu: time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC), RMC: RMCRegios(), Gesimuleerd: true}
}

func kop() string {
	var namen []string
	for _, k := range Kolommen() {
		namen = append(namen, k.Naam)
	}
	return strings.Join(namen, ";")
}

// goed is a row about an invented person, with a number from the test range of RvIG.
func goed() map[string]string {
	return map[string]string{
		"BRIN_NR": "99ZZ", "RAPPORTAGEMAAND": "202602", "PERSOONSGEBONDENNUMMER": "999994669",
		"ACHTERNAAM": "Voorbeeld", "VOORVOEGSEL": "van", "ALLE_VOORNAMEN": "Proef", "WOONGEMEENTE": "ARNHEM", "GEBOORTEDATUM": "15-05-2010",
		"MELDING_VERZUIM_WETTELIJK": "J", "MELDING_VERZUIM_NIET_WETTELIJK": "N", "BRIN": "99ZZ", "BRIN_VOLGNUMMER": "3",
		"GEMEENTECODE": "202", "RMC_REGIO": "REGIO 14", "NIVEAU": "VMBO onderbouw", "INSCHRIJVINGSVOLGNUMMER": "1", "VANAF_WANNEER": "202601",
	}
}

func bestand(rijen ...map[string]string) string {
	uit := kop() + "\r\n"
	for _, r := range rijen {
		var cellen []string
		for _, k := range Kolommen() {
			cellen = append(cellen, r[k.Naam])
		}
		uit += strings.Join(cellen, ";") + "\r\n"
	}
	return uit
}

func lees(t *testing.T, inhoud string, o Opties) (uit []*invoer.Regel) {
	t.Helper()
	l, err := Nieuw(strings.NewReader(inhoud), o)
	require.NoError(t, err)
	for {
		r, err := l.Volgende()
		if errors.Is(err, io.EOF) {
			require.EqualValues(t, len(inhoud), l.Gelezen())
			return uit
		}
		require.NoError(t, err)
		uit = append(uit, r)
	}
}

func TestKolommen(t *testing.T) {
	t.Run("de 39 kolommen staan er elk een keer in, met een doel of een reden waarom niet", func(t *testing.T) {
		gezien := map[string]bool{}
		for _, k := range Kolommen() {
			assert.False(t, gezien[k.Naam], k.Naam)
			gezien[k.Naam] = true
			assert.True(t, len(k.Velden) > 0 || k.Noot != "", k.Naam)
		}
		assert.Len(t, gezien, 39)
	})
	t.Run("een andere kop wordt geweigerd, met de eerste kolom die anders is", func(t *testing.T) {
		for naam, k := range map[string]string{
			"omgewisseld": strings.Replace(kop(), "BRIN_NR;NAAM_INST", "NAAM_INST;BRIN_NR", 1),
			"te kort":     strings.TrimSuffix(kop(), ";VANAF_WANNEER"),
			"te lang":     kop() + ";EXTRA",
			"leeg":        "",
			"met komma's": strings.ReplaceAll(kop(), ";", ","),
		} {
			_, err := Nieuw(strings.NewReader(k+"\n"), opties())
			assert.Error(t, err, naam)
		}
		_, err := Nieuw(strings.NewReader("\uFEFF"+kop()+"\n"), opties())
		assert.NoError(t, err)
	})
}

func TestAcceptedRow(t *testing.T) {
	r := lees(t, bestand(goed()), opties())[0]
	require.Empty(t, r.Fouten)
	t.Run("de rij wordt een volledige opdracht", func(t *testing.T) {
		assert.Equal(t, Opdracht, r.Opdracht)
		assert.EqualValues(t, 2, r.Nummer)
		assert.JSONEq(t, `{"opdracht":{"motivering":"`+motivering+`","gesimuleerd":true},
			"persoon":{"naam":"Proef van Voorbeeld","geboren":"2010-05-15","bsn":"999994669"},
			"gemeente":"GM0202","onderwijssoort":"vo","verzuimsoort":"16_UUR","school":"99ZZ03","begindatum":"2026-01-01","ontvangenOp":"2026-01-31"}`, string(r.Body))
	})
	t.Run("dezelfde melding in een latere levering heeft dezelfde sleutel, iets anders niet", func(t *testing.T) {
		sleutel := func(veranderd map[string]string) string {
			rij := goed()
			for k, w := range veranderd {
				rij[k] = w
			}
			r := lees(t, bestand(rij), opties())[0]
			require.Empty(t, r.Fouten)
			return r.Sleutel
		}
		assert.Equal(t, r.Sleutel, sleutel(map[string]string{"RAPPORTAGEMAAND": "202603", "REDEN": "anders"}))
		for _, v := range []map[string]string{
			{"PERSOONSGEBONDENNUMMER": "999992740"},
			{"BRIN_VOLGNUMMER": "04"},
			{"INSCHRIJVINGSVOLGNUMMER": "2"},
			{"VANAF_WANNEER": "202602"},
			{"MELDING_VERZUIM_WETTELIJK": "N", "MELDING_VERZUIM_NIET_WETTELIJK": "J"},
		} {
			assert.NotEqual(t, r.Sleutel, sleutel(v), v)
		}
	})
	for naam, c := range map[string]struct{ kolom, waarde, veld, want string }{
		"een onderwijsnummer is ook een nummer":  {"PERSOONSGEBONDENNUMMER", "100000004", "onderwijsnummer", "100000004"},
		"mbo wordt mbo":                          {"NIVEAU", "Mbo4 opleidingen", "onderwijssoort", "mbo"},
		"havo en vwo zijn voortgezet":            {"NIVEAU", "HAVO/VWO bovenbouw", "onderwijssoort", "vo"},
		"een code met nullen ervoor is dezelfde": {"GEMEENTECODE", "0202", "gemeente", "GM0202"},
		"de reden gaat mee":                      {"REDEN", "ziek gemeld", "vermoedelijkeReden", "ziek gemeld"},
	} {
		t.Run(naam, func(t *testing.T) {
			rij := goed()
			rij[c.kolom] = c.waarde
			r := lees(t, bestand(rij), opties())[0]
			require.Empty(t, r.Fouten)
			assert.Contains(t, string(r.Body), `"`+c.veld+`":"`+c.want+`"`)
		})
	}
	t.Run("niet wettelijk is boven de achttien RMC en eronder overig", func(t *testing.T) {
		for geboren, want := range map[string]string{"01-01-2008": "RMC_18PLUS", "02-01-2008": "OVERIG"} {
			rij := goed()
			rij["GEBOORTEDATUM"], rij["MELDING_VERZUIM_WETTELIJK"], rij["MELDING_VERZUIM_NIET_WETTELIJK"] = geboren, "N", "J"
			r := lees(t, bestand(rij), opties())[0]
			require.Empty(t, r.Fouten)
			assert.Contains(t, string(r.Body), `"verzuimsoort":"`+want+`"`)
		}
	})
}

func TestRefusedRow(t *testing.T) {
	for _, c := range []struct {
		naam, kolom, waarde, code string
		geweigerd                 bool // by a rule, not as unreadable
	}{
		{"een nummer dat de elfproef niet haalt", "PERSOONSGEBONDENNUMMER", "123456789", "persoonsnummer", false},
		{"een nummer van acht cijfers", "PERSOONSGEBONDENNUMMER", "99999001", "persoonsnummer", false},
		{"geen achternaam", "ACHTERNAAM", " ", "required", false},
		{"een geboortedag in een andere vorm", "GEBOORTEDATUM", "2010-05-15", "datum", false},
		{"een geboortedag die er niet is", "GEBOORTEDATUM", "30-02-2010", "datum", false},
		{"een gemeente die er niet is", "GEMEENTECODE", "9999", "gemeente-onbekend", false},
		{"een gemeente buiten de MGR, met een naam die er niet bij hoort", "GEMEENTECODE", "268", "gemeente-buiten-mgr", false},
		{"een naam die niet bij de code hoort", "WOONGEMEENTE", "RHEDEN", "gemeente-tegenstrijdig", false},
		{"een RMC-regio van elders", "RMC_REGIO", "REGIO 28", "rmc-regio-buiten-mgr", true},
		{"een RMC-regio zonder nummer", "RMC_REGIO", "Haaglanden", "pattern", false},
		{"geen vestiging", "BRIN_VOLGNUMMER", "", "vestiging", false},
		{"een BRIN die geen BRIN is", "BRIN", "9ZZ9", "brin", false},
		{"een maand die er niet is", "VANAF_WANNEER", "202613", "maand", false},
		{"een rapportage voor het verzuim", "RAPPORTAGEMAAND", "202512", "maand-voor-verzuim", false},
		{"een onbekend niveau", "NIVEAU", "Universiteit", "niveau-onbekend", false},
		{"beide soorten melding", "MELDING_VERZUIM_NIET_WETTELIJK", "J", "verzuimsoort", false},
		{"geen van beide", "MELDING_VERZUIM_WETTELIJK", "N", "verzuimsoort", false},
		{"verzuim dat nog moet komen", "VANAF_WANNEER", "202603", "leerplicht/in-toekomst", true},
		{"een leerling die nog geboren moet worden", "GEBOORTEDATUM", "15-05-2027", "leerplicht/persoon-onvolledig", true},
		{"geen UTF-8", "NAAM_INST", "\xff", "utf-8", false},
	} {
		t.Run("wordt niet overgenomen: "+c.naam, func(t *testing.T) {
			rij := goed()
			if c.kolom == "VANAF_WANNEER" && c.geweigerd {
				rij["RAPPORTAGEMAAND"] = "202603"
			}
			rij[c.kolom] = c.waarde
			r := lees(t, bestand(rij), opties())[0]
			require.NotEmpty(t, r.Fouten)
			codes := []string{}
			for _, f := range r.Fouten {
				codes = append(codes, f.Code)
				assert.NotEmpty(t, f.Reden)
			}
			assert.Contains(t, codes, c.code)
			assert.Equal(t, c.geweigerd, r.Geweigerd)
			assert.Empty(t, r.Body, "nothing of it is taken over")
			b, err := json.Marshal(r.Fouten)
			require.NoError(t, err)
			if len(c.waarde) > 4 {
				assert.NotContains(t, string(b), c.waarde)
			}
		})
	}
	t.Run("een rij die alleen door een regel niet mag, is geweigerd en niet ongeldig", func(t *testing.T) {
		rij := goed()
		rij["GEMEENTECODE"], rij["WOONGEMEENTE"], rij["RMC_REGIO"] = "268", "NIJMEGEN", "REGIO 28"
		r := lees(t, bestand(rij), opties())[0]
		assert.Len(t, r.Fouten, 2)
		assert.True(t, r.Geweigerd)
	})
	t.Run("alle redenen worden tegelijk gemeld, elk met haar kolom", func(t *testing.T) {
		rij := goed()
		rij["PERSOONSGEBONDENNUMMER"], rij["GEMEENTECODE"], rij["RMC_REGIO"], rij["NIVEAU"] = "1", "518", "REGIO 28", "?"
		r := lees(t, bestand(rij), opties())[0]
		kolommen := []string{}
		for _, f := range r.Fouten {
			kolommen = append(kolommen, f.Veld)
		}
		assert.Equal(t, []string{"PERSOONSGEBONDENNUMMER", "GEMEENTECODE", "WOONGEMEENTE", "RMC_REGIO", "NIVEAU"}, kolommen)
	})
	t.Run("een rij met te weinig kolommen wordt gemeld en de volgende gelezen", func(t *testing.T) {
		uit := lees(t, kop()+"\n99ZZ;x\n"+strings.SplitAfterN(bestand(goed()), "\n", 2)[1], opties())
		require.Len(t, uit, 2)
		assert.Equal(t, "kolommen", uit[0].Fouten[0].Code)
		assert.Empty(t, uit[1].Fouten)
	})
	t.Run("een andere lijst van regio's laat die toe", func(t *testing.T) {
		rij := goed()
		rij["RMC_REGIO"] = "REGIO 028"
		o := opties()
		o.RMC = []string{"28"}
		assert.Empty(t, lees(t, bestand(rij), o)[0].Fouten)
	})
	t.Run("een fout van het kantoor komt terug als kolom", func(t *testing.T) {
		r := lees(t, bestand(goed()), opties())[0]
		assert.Equal(t, "PERSOONSGEBONDENNUMMER", r.Veld("/body/persoon/bsn"))
		assert.Equal(t, "VANAF_WANNEER", r.Veld("/body/ontvangenOp"))
		assert.Equal(t, "BRIN", r.Veld("/body/school"))
		assert.Empty(t, r.Veld("/body/opdracht/motivering"))
	})
}

// TestDelivery reads a delivery of DUO itself, which does not lie in this
// repository: its licence was not seen.
func TestDelivery(t *testing.T) {
	pad := os.Getenv("KRONIEK_DUO_A04")
	if pad == "" {
		t.Skip("KRONIEK_DUO_A04 noemt geen bestand met een maandlevering; de voorbeelden in deze toets zijn eigen rijen")
	}
	b, err := os.ReadFile(pad)
	require.NoError(t, err)
	uit := lees(t, string(b), opties())
	overgenomen, geweigerd := 0, 0
	for _, r := range uit {
		if len(r.Fouten) == 0 {
			overgenomen++
			continue
		}
		geweigerd++
		assert.False(t, slices.ContainsFunc(r.Fouten, func(f invoer.Veldfout) bool { return f.Code == "" || f.Reden == "" }), "regel %d", r.Nummer)
	}
	assert.Equal(t, strings.Count(string(b), "\n")-1, overgenomen+geweigerd, "every row is taken over or refused")
	t.Logf("%d rijen: %d overgenomen, %d geweigerd", len(uit), overgenomen, geweigerd)
}
