package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/invoer/simulatie"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// speelIn plays a year in a new folder.
func speelIn(t require.TestingT, dir string, o simulatie.Opties) simulatieuitslag {
	g, err := simulatie.Nieuw(o)
	require.NoError(t, err)
	u, err := speelJaar(context.Background(), dir, o, g)
	require.NoError(t, err)
	return u
}

// leeft opens a folder to read.
func leeft(t require.TestingT, dir string, doe func(m *leesmap)) {
	m, err := openLeesmap(context.Background(), dir)
	require.NoError(t, err)
	doe(m)
	require.NoError(t, m.sluit())
}

// digests returns the canonical digest of every read model of a folder.
func digests(t require.TestingT, dir string) map[string]string {
	uit := map[string]string{}
	leeft(t, dir, func(m *leesmap) {
		l, err := leesmodellen.OpenLezen(context.Background(), modellenmap(dir), projectoren())
		require.NoError(t, err)
		for _, naam := range l.Namen() {
			d, err := l.DigestOp(context.Background(), naam, m.journaal.Kop())
			require.NoError(t, err)
			uit[naam] = hex.EncodeToString(d[:])
		}
		require.NoError(t, l.Sluit())
	})
	return uit
}

// openbaar returns every event of a folder without what is drawn anew each time: the
// key, the ciphertext and the salted digests of the personal part.
func openbaar(t require.TestingT, dir string) (uit []map[string]any) {
	leeft(t, dir, func(m *leesmap) {
		require.NoError(t, m.journaal.Scan(context.Background(), 0, m.journaal.Kop(), func(v *envelop.Verzegeld) error {
			var g map[string]any
			require.NoError(t, json.Unmarshal(v.Gebeurtenis, &g))
			delete(g, "pdsleutel")
			delete(g, "pddigest")
			data, _ := g["data"].(map[string]any)
			sd, _ := data["_sd"].([]any)
			data["_sd"] = len(sd)
			uit = append(uit, g)
			return nil
		}))
	})
	return uit
}

func TestSimulatedYear(t *testing.T) {
	o := simulatie.Opties{Jaar: 2020, Zaad: 1, Schaal: 10}
	dir := filepath.Join(t.TempDir(), "jaar")
	require.NoError(t, os.Mkdir(dir, 0o700))
	u := speelIn(t, dir, o)
	ander := func(o simulatie.Opties) string {
		d := t.TempDir()
		speelIn(t, d, o)
		return d
	}
	t.Run("twee keer hetzelfde jaar geeft dezelfde gebeurtenissen en dezelfde leesmodellen", func(t *testing.T) {
		nogmaals := ander(o)
		require.Equal(t, openbaar(t, dir), openbaar(t, nogmaals))
		require.Equal(t, digests(t, dir), digests(t, nogmaals))
	})
	t.Run("ook als de opdrachten een voor een worden gegeven", func(t *testing.T) {
		g, err := simulatie.Nieuw(o)
		require.NoError(t, err)
		een := t.TempDir()
		_, err = speelJaarPer(t.Context(), een, o, g, 1)
		require.NoError(t, err)
		require.Equal(t, digests(t, dir), digests(t, een))
	})
	t.Run("wie erin voorkomt is op nummer te vinden, ook als alles in een keer is vastgelegd", func(t *testing.T) {
		k, err := openKluisIn(dir)
		require.NoError(t, err)
		for _, module := range []recht.Module{recht.Onderwijszaken, recht.Werkgeversservicepunt} {
			p, ok, err := k.ZoekPersoon(t.Context(), string(module), sleutels.Nummer{Soort: "bsn", Waarde: "999900006"}) // the first number
			require.NoError(t, err)
			require.True(t, ok, module)
			require.NotEmpty(t, p.Dossiers)
		}
		require.NoError(t, k.Sluit())
	})
	t.Run("een ander zaad geeft andere", func(t *testing.T) {
		o := o
		o.Zaad = 2
		anders := digests(t, ander(o))
		eerst := digests(t, dir)
		for _, naam := range []string{"verzuim", "thuiszitters", "trechter", "zienswijzen", "boventalligen", "voorzieningen", "gebeurtenistelling"} {
			require.NotEqual(t, eerst[naam], anders[naam], naam)
		}
	})
	t.Run("de telling is wat in het journaal staat", func(t *testing.T) { telNa(t, dir, u) })
	t.Run("de map klopt, en alles is opnieuw uit te rekenen", func(t *testing.T) {
		uit, fout, code := kroniek(t, "verify", "--data", dir)
		require.Zero(t, code, fout)
		require.Contains(t, uit, "alles klopt onderling")
		uit, fout, code = kroniek(t, "replay", "--data", dir, "--herbereken")
		require.Zero(t, code, fout)
		require.NotContains(t, uit, "VERSCHIL")
	})
	t.Run("een dag in het jaar kent wat toen bekend was", func(t *testing.T) {
		juni, _, code := kroniek(t, "rapport", "verzuimmeldingen", "--data", dir, "--bekend-op", "2020-06-30", "--csv")
		require.Zero(t, code)
		december, _, _ := kroniek(t, "rapport", "verzuimmeldingen", "--data", dir, "--csv")
		require.NotContains(t, juni, "2020-2021")
		require.Contains(t, december, "2020-2021")
	})
}

// telNa counts in the journal what the summary says, by other means.
func telNa(t require.TestingT, dir string, u simulatieuitslag) {
	type opdracht struct{ laat, correctie, proces bool }
	per, aantal, intrekkingen, reserveringen := map[string]*opdracht{}, int64(0), int64(0), int64(0)
	typen := map[string]int64{}
	for _, g := range openbaar(t, dir) {
		aantal++
		typ, _ := g["type"].(string)
		typen[typ]++
		data, _ := g["data"].(map[string]any)
		require.Equal(t, true, data["gesimuleerd"], "%v", g["id"])
		if strings.HasSuffix(typ, "ingetrokken.v1") {
			intrekkingen++
		}
		id, _ := g["opdracht"].(string)
		if subject, _ := g["subject"].(string); strings.HasPrefix(subject, "kvknummer-") {
			reserveringen++
			continue
		}
		if per[id] != nil {
			continue // the first event is about the command itself
		}
		tijd, _ := g["time"].(string)
		vanaf, _ := data["geldigVanaf"].(string)
		dag := amsterdam(t, tijd)
		actor, _ := data["actor"].(map[string]any)
		_, correctie := data["corrigeert"]
		per[id] = &opdracht{laat: !correctie && vanaf < dag, correctie: correctie, proces: actor["rol"] == "proces"}
	}
	var laat, correcties, processen int64
	for _, o := range per {
		switch {
		case o.proces:
			processen++
		case o.correctie:
			correcties++
		case o.laat:
			laat++
		}
	}
	require.Equal(t, u.Totaal, aantal)
	require.Equal(t, u.Typen, typen)
	require.Equal(t, u.Processen, processen+reserveringen)
	require.Equal(t, u.Telling.Aanvaard, int64(len(per))-processen)
	require.Equal(t, u.Telling.Correcties, correcties)
	require.Equal(t, u.Telling.Intrekkingen, intrekkingen)
	require.Equal(t, u.Telling.Laat, laat)
	require.Equal(t, u.Telling.Aangeboden, u.Telling.Aanvaard+u.Telling.Geweigerd)
	var geweigerd int64
	for _, n := range u.Telling.Weigeringen {
		geweigerd += n
	}
	require.Equal(t, u.Telling.Geweigerd, geweigerd)
	require.Positive(t, geweigerd)
}

// amsterdam returns the legal day of a moment.
func amsterdam(t require.TestingT, tijd string) string {
	m, err := time.Parse(time.RFC3339, tijd)
	require.NoError(t, err)
	return recht.DatumVan(m).String()
}

// TestEveryYearIsAccepted plays a small year of each kind: the rules accept what the
// generator expects them to accept, and refuse what it expects them to refuse, or the
// player stops. KRONIEK_ZADEN asks for more seeds than one a year.
func TestEveryYearIsAccepted(t *testing.T) {
	zaden := 1
	if s := os.Getenv("KRONIEK_ZADEN"); s != "" {
		n, err := strconv.Atoi(s)
		require.NoError(t, err)
		zaden = n
	}
	for jaar := simulatie.EersteJaar + 1; jaar <= simulatie.LaatsteJaar; jaar++ { // the first is played above
		for zaad := range zaden {
			t.Run(fmt.Sprintf("jaar %d met zaad %d", jaar, zaad+jaar), func(t *testing.T) {
				dir := t.TempDir()
				telNa(t, dir, speelIn(t, dir, simulatie.Opties{Jaar: jaar, Zaad: uint64(zaad + jaar), Schaal: 3}))
			})
		}
	}
}

func TestSimuleerCommand(t *testing.T) {
	t.Run("een map waarin iets staat wordt geweigerd, en blijft zoals zij was", func(t *testing.T) {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "iets"), nil, 0o600))
		_, fout, code := kroniek(t, "simuleer", "--data", dir, "--schaal", "0,001")
		require.Equal(t, exitGeweigerd, code)
		require.Contains(t, fout, "is niet leeg")
		inhoud, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Len(t, inhoud, 1)
	})
	t.Run("verkeerd gebruik zegt wat er moet staan", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "nieuw")
		for vlag, zin := range map[string]string{
			"--schaal=veel": "geef een getal", "--schaal=0,0001": "ten hoogste drie cijfers", "--schaal=0": "0,001 tot en met 100",
			"--jaar=2019": "2020 tot en met 2024", "--modules=inkoop": "kies uit bestuur",
		} {
			_, fout, code := kroniek(t, "simuleer", "--data", dir, vlag)
			require.Equal(t, exitGebruik, code, vlag)
			require.Contains(t, fout, zin, vlag)
			require.NoDirExists(t, dir)
		}
	})
	t.Run("een klein jaar van een onderdeel, met een telling voor een script", func(t *testing.T) {
		ouder := t.TempDir()
		dir := filepath.Join(ouder, "sw")
		uit, fout, code := kroniek(t, "simuleer", "--data", dir, "--schaal", "0.1", "--modules", "sw", "--zaad", "7", "--jaar", "2023", "--json")
		require.Zero(t, code, fout)
		require.Empty(t, fout, "progress is for a terminal")
		var u simulatieuitslag
		require.NoError(t, json.Unmarshal([]byte(uit), &u))
		require.Equal(t, int64(36), u.Typen["nl.sociale-werkvoorzieningen.aanwending-geboekt.v1"])
		for typ := range u.Typen {
			require.Contains(t, typ, "sociale-werkvoorzieningen")
		}
		over, err := os.ReadDir(ouder)
		require.NoError(t, err)
		require.Len(t, over, 1, "no scratch folder stays behind")
	})
	t.Run("de parameters staan er met hun bron", func(t *testing.T) {
		uit, _, code := kroniek(t, "simuleer", "--parameters")
		require.Zero(t, code)
		for _, p := range simulatie.Parameters() {
			require.Contains(t, uit, p.Code)
		}
		require.Contains(t, uit, "salarisregels")
	})
}
