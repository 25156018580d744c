package asvs

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var bijwerken = flag.Bool("bijwerken", false, "write asvs.md anew")

const (
	wortel  = "../../.."
	bestand = "oordelen.tsv"
	pagina  = "asvs.md"
)

func lees(t *testing.T) []Punt {
	t.Helper()
	b, err := os.ReadFile(bestand)
	require.NoError(t, err)
	punten, err := Lees(string(b))
	require.NoError(t, err)
	return punten
}

// ontbreekt compares what was judged with what must be.
func ontbreekt(punten []Punt) (fouten []string) {
	moet := verwacht()
	for _, p := range punten {
		moet[sleutel(p.Nummer, p.Niveau)]--
	}
	for wat, n := range moet {
		if n != 0 {
			fouten = append(fouten, fmt.Sprintf("%s: %d keer te weinig beoordeeld", wat, n))
		}
	}
	return fouten
}

func TestOordelen(t *testing.T) {
	punten := lees(t)
	t.Run("elk punt van niveau 1 en 2 is een keer beoordeeld, en zeven van niveau 3", func(t *testing.T) {
		niveaus := map[int]int{}
		for _, p := range paragrafen() {
			for _, n := range p.niveaus {
				niveaus[int(n-'0')]++
			}
		}
		require.Equal(t, map[int]int{1: 70, 2: 176, 3: 87}, niveaus, "zoveel punten heeft de standaard")
		assert.Empty(t, ontbreekt(punten))
		assert.Equal(t, 70+176+7, len(punten))
	})
	t.Run("elke test en instelling die als bewijs is genoemd bestaat", func(t *testing.T) {
		bron := NieuweBron(wortel)
		for _, p := range punten {
			for _, b := range p.Bewijs {
				assert.NoError(t, bron.Toets(b), p.Nummer)
			}
		}
	})
	t.Run("de pagina is die van nu", func(t *testing.T) {
		nieuw := Pagina(punten)
		if *bijwerken {
			require.NoError(t, os.WriteFile(pagina, []byte(nieuw), 0o644))
		}
		oud, err := os.ReadFile(pagina)
		require.NoError(t, err)
		assert.True(t, nieuw == string(oud), "asvs.md is niet die van oordelen.tsv; draai: go test ./adapters/toegang/asvs -bijwerken")
	})
}

func TestControles(t *testing.T) {
	bron := NieuweBron(wortel)
	goed := Bewijs{Map: "adapters/toegang/asvs", Test: "TestControles", Geval: "bewijs dat niet bestaat wordt gemerkt"}
	t.Run("bewijs dat niet bestaat wordt gemerkt", func(t *testing.T) {
		require.NoError(t, bron.Toets(goed), "de controle: wat bestaat mag")
		for naam, b := range map[string]Bewijs{
			"een andere test":      {Map: goed.Map, Test: "TestBestaatNiet"},
			"een hulpfunctie":      {Map: goed.Map, Test: "ontbreekt"},
			"een ander geval":      {Map: goed.Map, Test: goed.Test, Geval: "bestaat niet"},
			"een geval van elders": {Map: goed.Map, Test: "TestOordelen", Geval: goed.Geval},
			"een andere map":       {Map: "adapters/bestaatniet", Test: goed.Test},
			"een andere tekst":     {Bestand: "go.mod", Instelling: "bestaat " + "niet"},
			"een ander bestand":    {Bestand: "bestaat.niet", Instelling: "module"},
		} {
			assert.Error(t, bron.Toets(b), naam)
		}
	})
	t.Run("een punt dat ontbreekt, dubbel is of niet bestaat wordt gemerkt", func(t *testing.T) {
		punten := lees(t)
		assert.NotEmpty(t, ontbreekt(punten[1:]))
		assert.NotEmpty(t, ontbreekt(append(punten[:len(punten):len(punten)], punten[0])))
		assert.NotEmpty(t, ontbreekt(append(punten[:len(punten):len(punten)], Punt{Nummer: "17.1.1", Niveau: 2})))
	})
	t.Run("een oordeel zonder grond wordt geweigerd", func(t *testing.T) {
		for _, regel := range []string{
			"1.1.1\t2\twat\tvoldoet\t\twel uitgelegd",
			"1.1.1\t2\twat\tniet van toepassing\t\t",
			"1.1.1\t2\twat\tdeels\ttest a TestB\t",
			"1.1.1\t2\twat\tvoldoet niet\t\t",
			"1.1.1\t2\twat\tvoldoet ruim\ttest a TestB\tx",
			"1.1.1\t4\twat\tvoldoet\ttest a TestB\t",
			"1.1.1\t2\twat\tvoldoet\tiets a TestB\t",
			"1.1.1\t2\twat\tvoldoet\ttest TestB\t",
			"1.1.1\t2\twat\tvoldoet\ttest a TestB",
		} {
			_, err := Lees(regel)
			assert.Error(t, err, regel)
		}
		_, err := Lees("1.1.1\t2\twat\tvoldoet\ttest a TestB\t")
		require.NoError(t, err)
	})
}

// genoemd finds "map.TestNaam" in the threat table of the README.
var genoemd = regexp.MustCompile("`([a-z]+)\\.(Test[A-Za-z0-9]+)`")

// dreigingen returns the rows of the table below the heading about threats.
func dreigingen(readme string) (rijen []string) {
	_, rest, _ := strings.Cut(readme, "\n## Dreigingen\n")
	deel, _, _ := strings.Cut(rest, "\n## ")
	for _, regel := range strings.Split(deel, "\n") {
		if strings.HasPrefix(regel, "| ") {
			rijen = append(rijen, regel)
		}
	}
	if len(rijen) > 0 {
		rijen = rijen[1:] // the names of the columns
	}
	return rijen
}

// keurRij returns what is wrong with one row of the threat table.
func keurRij(bron *Bron, rij string) error {
	if n := strings.Count(rij, "|"); n != 6 {
		return fmt.Errorf("een rij heeft vijf cellen: %q", rij)
	}
	tests := genoemd.FindAllStringSubmatch(rij, -1)
	if len(tests) == 0 {
		return fmt.Errorf("geen test in %q", rij)
	}
	for _, m := range tests {
		mappen, err := bron.Mappen(m[1])
		if err != nil {
			return err
		}
		fout := fmt.Errorf("map %s heeft geen tests", m[1])
		for _, dir := range mappen {
			if fout = bron.Toets(Bewijs{Map: dir, Test: m[2]}); fout == nil {
				break
			}
		}
		if fout != nil {
			return fout
		}
	}
	return nil
}

func TestDreigingen(t *testing.T) {
	b, err := os.ReadFile(wortel + "/README.md")
	require.NoError(t, err)
	rijen := dreigingen(string(b))
	require.GreaterOrEqual(t, len(rijen), 10)
	bron := NieuweBron(wortel)
	for _, rij := range rijen {
		assert.NoError(t, keurRij(bron, rij))
	}
	t.Run("een test die niet bestaat, of geen test, wordt gemerkt", func(t *testing.T) {
		require.NoError(t, keurRij(bron, "| wie | wat | hoe | `asvs.TestDreigingen` | niets |"))
		require.Error(t, keurRij(bron, "| wie | wat | hoe | `asvs.TestBestaatNiet` | niets |"))
		require.Error(t, keurRij(bron, "| wie | wat | hoe | `bestaatniet.TestDreigingen` | niets |"))
		require.Error(t, keurRij(bron, "| wie | wat | hoe | geen | niets |"))
		require.Error(t, keurRij(bron, "| wie | wat | `asvs.TestDreigingen` |"))
	})
}

func TestPagina(t *testing.T) {
	p := Pagina([]Punt{
		{Nummer: "1.1.1", Niveau: 2, Onderwerp: "a|b", Oordeel: Voldoet, Bewijs: []Bewijs{{Map: "m", Test: "TestX", Geval: "y"}}},
		{Nummer: "2.1.1", Niveau: 1, Onderwerp: "c", Oordeel: Deels, Toelichting: "mist d"},
	})
	for _, deel := range []string{`a\|b`, "test `m` `TestX`: y", "- **2.1.1** (deels): mist d", "## 2 Invoer en bedrijfsregels", "| 2 | 1 | 1 | 0 | 0 | 0 |"} {
		assert.Contains(t, p, deel)
	}
}

// verboden lists packages whose algorithms are broken or predictable, with the only
// folders that may import them.
func verboden() map[string][]string {
	return map[string][]string{
		"crypto/md5": nil, "crypto/sha1": nil, "crypto/des": nil, "crypto/rc4": nil,
		"math/rand": nil, "math/rand/v2": {"adapters/invoer/simulatie"},
	}
}

func TestNoBrokenCryptography(t *testing.T) {
	gevonden, err := NieuweBron(wortel).Imports()
	require.NoError(t, err)
	require.Greater(t, len(gevonden["crypto/sha256"]), 5, "de controle: imports worden gezien")
	for pakket, mag := range verboden() {
		for dir := range gevonden[pakket] {
			assert.Contains(t, mag, dir, pakket)
		}
	}
	require.NotEmpty(t, gevonden["math/rand/v2"], "de controle: ook wat nergens anders mag wordt gezien")
}
