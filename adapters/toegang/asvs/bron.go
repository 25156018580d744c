package asvs

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A Bron is the source of the project. It remembers what it read; use it in one
// goroutine at a time.
type Bron struct {
	wortel string
	tests  map[string]map[string]map[string]bool // folder, test, case
}

// NieuweBron returns the source below wortel.
func NieuweBron(wortel string) *Bron {
	return &Bron{wortel: wortel, tests: map[string]map[string]map[string]bool{}}
}

// Toets returns nil when what b names is there.
func (bron *Bron) Toets(b Bewijs) error {
	if b.Bestand != "" {
		inhoud, err := os.ReadFile(filepath.Join(bron.wortel, filepath.FromSlash(b.Bestand)))
		if err != nil {
			return fmt.Errorf("instelling: %w", err)
		}
		if !strings.Contains(string(inhoud), b.Instelling) {
			return fmt.Errorf("instelling %q staat niet in %s", b.Instelling, b.Bestand)
		}
		return nil
	}
	tests, err := bron.testsIn(b.Map)
	if err != nil {
		return err
	}
	gevallen, ok := tests[b.Test]
	if !ok {
		return fmt.Errorf("test %s staat niet in %s", b.Test, b.Map)
	}
	if b.Geval != "" && !gevallen[b.Geval] {
		return fmt.Errorf("test %s in %s heeft geen geval %q", b.Test, b.Map, b.Geval)
	}
	return nil
}

// testsIn returns the tests of a folder, each with its cases that are named in full.
func (bron *Bron) testsIn(dir string) (map[string]map[string]bool, error) {
	if t, ok := bron.tests[dir]; ok {
		return t, nil
	}
	paden, err := filepath.Glob(filepath.Join(bron.wortel, filepath.FromSlash(dir), "*_test.go"))
	if err != nil || len(paden) == 0 {
		return nil, errors.Join(fmt.Errorf("geen tests in %s", dir), err)
	}
	tests := map[string]map[string]bool{}
	for _, pad := range paden {
		f, err := parser.ParseFile(token.NewFileSet(), pad, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("lees tests: %w", err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Test") && fn.Body != nil {
				tests[fn.Name.Name] = gevallenIn(fn.Body)
			}
		}
	}
	bron.tests[dir] = tests
	return tests, nil
}

// gevallenIn returns the names that a test gives to its cases with t.Run.
func gevallenIn(body ast.Node) map[string]bool {
	gevallen := map[string]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 2 {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		lit, isLit := call.Args[0].(*ast.BasicLit)
		if ok && isLit && sel.Sel.Name == "Run" && lit.Kind == token.STRING {
			if naam, err := strconv.Unquote(lit.Value); err == nil {
				gevallen[naam] = true
			}
		}
		return true
	})
	return gevallen
}

// Mappen returns the folders with tests whose last part is naam, from the root.
func (bron *Bron) Mappen(naam string) ([]string, error) {
	var mappen []string
	err := filepath.WalkDir(bron.wortel, func(pad string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if n := d.Name(); pad != bron.wortel && (strings.HasPrefix(n, ".") || n == "testdata") {
			return fs.SkipDir
		}
		tests, err := filepath.Glob(filepath.Join(pad, "*_test.go"))
		if err != nil || len(tests) == 0 || d.Name() != naam {
			return err
		}
		rel, err := filepath.Rel(bron.wortel, pad)
		mappen = append(mappen, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("zoek %s: %w", naam, err)
	}
	return mappen, nil
}

// Imports returns which folders import each package, tests left out.
func (bron *Bron) Imports() (map[string]map[string]bool, error) {
	uit := map[string]map[string]bool{}
	err := filepath.WalkDir(bron.wortel, func(pad string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && pad != bron.wortel && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(pad, ".go") || strings.HasSuffix(pad, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), pad, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(bron.wortel, filepath.Dir(pad))
		for _, i := range f.Imports {
			naam := strings.Trim(i.Path.Value, `"`)
			if uit[naam] == nil {
				uit[naam] = map[string]bool{}
			}
			uit[naam][filepath.ToSlash(dir)] = true
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("lees imports: %w", err)
	}
	return uit, nil
}
