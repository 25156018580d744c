// Package domain_test checks who may import whom in the whole module:
//
//	cmd -> adapters -> projections -> domain/<module> -> domain/recht -> domain/es -> standard library, uuid
package domain_test

import (
	"fmt"
	"go/build"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	wortel = "github.com/mgr-sdcg/kroniek/"
	uuid   = "github.com/google/uuid"
	sqlite = "zombiezen.com/go/sqlite"
)

// thuis says in which packages a library may be imported, and nowhere else.
var thuis = map[string][]string{
	"github.com/labstack/echo":                   {"adapters/httpapi", "adapters/web"},
	sqlite:                                       {"adapters/journaal", "adapters/leesmodellen", "adapters/sleutels", "adapters/zegel", "adapters/toegang", "adapters/verwerkingslog"},
	"github.com/ThreeDotsLabs/watermill":         {"adapters/bus"},
	"github.com/ThreeDotsLabs/watermill-nats":    {"adapters/bus"},
	"github.com/nats-io":                         {"adapters/bus"},
	"github.com/cedar-policy/cedar-go":           {"adapters/toegang"},
	"github.com/EventStore/EventStore-Client-Go": {"adapters/eventstoredb"},
}

// buitenwereld is the standard library that the domain does without: a decision
// asks nothing of the machine, so that it can be repeated years later.
var buitenwereld = []string{"os", "net", "database", "syscall", "log", "math/rand", "crypto/rand", "unsafe"}

// toetssteun holds packages that exist to be used in tests, and may use testify.
var toetssteun = []string{"domain/es/estest", "domain/es/storetest", "domain/leerplicht/rectificatietest"}

// modeltoets runs a projector on the tables of leesmodellen, for tests.
const modeltoets = "adapters/leesmodellen/leesmodellentest"

// verboden returns why a file in package van may not import wat, or "".
func verboden(van, wat string, toets bool) string {
	toets = toets || slices.ContainsFunc(toetssteun, func(p string) bool { return binnen(van, p) })
	for bibliotheek, plaatsen := range thuis {
		if bibliotheek == sqlite && toets && (binnen(van, "adapters") || binnen(van, "cmd")) {
			continue // a test may look into a database file from outside
		}
		if binnen(wat, bibliotheek) && !slices.ContainsFunc(plaatsen, func(p string) bool { return binnen(van, p) }) {
			return "hoort alleen in " + strings.Join(plaatsen, ", ")
		}
	}
	eigen, intern := strings.CutPrefix(wat, wortel)
	switch {
	case intern && binnen(eigen, "cmd") && !binnen(van, "cmd"):
		return "niets importeert cmd"
	case binnen(van, "projections") && toets && eigen == modeltoets: // a projector is tested on real tables
	case binnen(van, "projections") && intern && !binnen(eigen, "projections") && !binnen(eigen, "domain"):
		return "projections importeert alleen projections en domain"
	case binnen(van, "domain") && intern:
		return domeinIntern(van, eigen, toets)
	case binnen(van, "domain") && !toets && !stdlib(wat) && wat != uuid:
		return "domain importeert alleen de standaardbibliotheek en uuid"
	case binnen(van, "domain") && !toets && slices.ContainsFunc(buitenwereld, func(p string) bool { return binnen(wat, p) }):
		return "domain kent de buitenwereld niet"
	}
	return ""
}

// domeinIntern is the order within the domain: a module sees itself, recht and es.
func domeinIntern(van, wat string, toets bool) string {
	if !binnen(wat, "domain") {
		return "domain importeert alleen domain"
	}
	steun := slices.ContainsFunc(toetssteun, func(p string) bool { return binnen(wat, p) })
	switch {
	case steun:
		if !toets {
			return "toetssteun hoort alleen in toetsen"
		}
	case module(van) == module(wat), module(wat) == "es":
	case module(wat) == "recht" && module(van) != "es":
	default:
		return "een module importeert geen andere module"
	}
	return ""
}

func module(p string) string { return strings.SplitN(p+"//", "/", 3)[1] }

func binnen(p, boven string) bool { return p == boven || strings.HasPrefix(p, boven+"/") }

func stdlib(p string) bool { return !strings.Contains(strings.SplitN(p, "/", 2)[0], ".") }

// overtredingen walks the Go files under map_ and returns what they may not
// import. Files that the build leaves out are left out here as well.
func overtredingen(map_ string) (uit []string, bestanden int, err error) {
	err = filepath.WalkDir(map_, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if naam := d.Name(); d.IsDir() && p != map_ && (strings.HasPrefix(naam, ".") || naam == "testdata" || naam == "node_modules") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") {
			return nil
		}
		if mee, err := build.Default.MatchFile(filepath.Dir(p), d.Name()); err != nil || !mee {
			return err
		}
		rel, err := filepath.Rel(map_, p)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		bestanden++
		for _, i := range f.Imports {
			wat, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			if reden := verboden(path.Dir(filepath.ToSlash(rel)), wat, strings.HasSuffix(p, "_test.go")); reden != "" {
				uit = append(uit, fmt.Sprintf("%s importeert %s: %s", filepath.ToSlash(rel), wat, reden))
			}
		}
		return nil
	})
	return uit, bestanden, err
}

func TestImports(t *testing.T) {
	fout, bestanden, err := overtredingen("..")
	require.NoError(t, err)
	require.Greater(t, bestanden, 20, "de toets ziet de bestanden niet")
	require.Empty(t, fout)
}

func TestImportsReportsPlantedFault(t *testing.T) {
	root := t.TempDir()
	schrijf := func(p, bron string) {
		t.Helper()
		p = filepath.Join(root, p)
		require.NoError(t, os.MkdirAll(filepath.Dir(p), 0o700))
		require.NoError(t, os.WriteFile(p, []byte(bron), 0o600))
	}
	schrijf("domain/bestuur/a/a.go", "package a\n\nimport _ \"os/exec\"\n")
	schrijf("domain/bestuur/a/goed.go", "package a\n\nimport _ \"strings\"\n")
	schrijf("cmd/kroniek/deps.go", "//go:build deps\n\npackage main\n\nimport _ \"zombiezen.com/go/sqlite\"\n")
	fout, bestanden, err := overtredingen(root)
	require.NoError(t, err)
	require.Equal(t, 2, bestanden, "een bestand dat niet gebouwd wordt telt niet mee")
	require.Equal(t, []string{"domain/bestuur/a/a.go importeert os/exec: domain kent de buitenwereld niet"}, fout)
}

func TestVerboden(t *testing.T) {
	const (
		echo  = "github.com/labstack/echo/v4"
		lite  = "zombiezen.com/go/sqlite/sqlitex"
		water = "github.com/ThreeDotsLabs/watermill/message"
		eis   = "github.com/stretchr/testify/require"
	)
	for _, c := range []struct {
		van, wat   string
		toets, mag bool
	}{
		{"domain/bestuur/deelname", wortel + "domain/bestuur/uitvoeringsplan", false, true},
		{"domain/bestuur/deelname", wortel + "domain/recht", false, true},
		{"domain/bestuur/deelname", wortel + "domain/es", false, true},
		{"domain/bestuur/deelname", uuid, false, true},
		{"domain/bestuur/deelname", "time", false, true},
		{"domain/bestuur/deelname", wortel + "domain/leerplicht", false, false},
		{"domain/bestuur/deelname", wortel + "domain/leerplicht", true, false},
		{"domain/bestuur/deelname", wortel + "domain/es/estest", false, false},
		{"domain/bestuur/deelname", wortel + "domain/es/estest", true, true},
		{"domain/bestuur/deelname", wortel + "projections", false, false},
		{"domain/bestuur/deelname", wortel + "adapters/envelop", true, false},
		{"domain/bestuur/deelname", "net/http", false, false},
		{"domain/bestuur/deelname", "os", true, true},
		{"domain/bestuur/deelname", "database/sql", false, false},
		{"domain/bestuur/deelname", eis, false, false},
		{"domain/bestuur/deelname", eis, true, true},
		{"domain/recht", wortel + "domain/es", false, true},
		{"domain/recht", wortel + "domain/bestuur/deelname", false, false},
		{"domain/es", wortel + "domain/recht", false, false},
		{"domain/es/storetest", eis, false, true},
		{"domain/es/storetest", wortel + "domain/bestuur/deelname", false, false},
		{"projections/deelnamematrix", wortel + "domain/bestuur/deelname", false, true},
		{"projections/deelnamematrix", wortel + "adapters/journaal", false, false},
		{"projections/deelnamematrix", lite, false, false},
		{"adapters/httpapi", wortel + "projections", false, true},
		{"adapters/httpapi", wortel + "cmd/kroniek", false, false},
		{"adapters/httpapi", echo, false, true},
		{"adapters/web/pagina", echo, false, true},
		{"adapters/httpapikopie", echo, false, false},
		{"adapters/journaal", echo, false, false},
		{"adapters/journaal", lite, false, true},
		{"adapters/bus", lite, false, false},
		{"adapters/bus", lite, true, true},
		{"projections/deelnamematrix", lite, true, false},
		{"projections/deelnamematrix", wortel + modeltoets, true, true},
		{"projections/deelnamematrix", wortel + modeltoets, false, false},
		{"adapters/bus", water, false, true},
		{"adapters/journaal", water, true, false},
		{"cmd/kroniek", echo, false, false},
		{"cmd/kroniek", wortel + "adapters/journaal", false, true},
		{"cmd/kroniek", wortel + "cmd/kroniek/intern", false, true},
	} {
		require.Equal(t, c.mag, verboden(c.van, c.wat, c.toets) == "", "%s importeert %s (toets: %t)", c.van, c.wat, c.toets)
	}
}
