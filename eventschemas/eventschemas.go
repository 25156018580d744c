// Package eventschemas holds the JSON Schema and an example of every event type
// that may be in store, and the AsyncAPI description of the event feed.
//
// A schema describes the public `data` of an event; the CloudEvents attributes
// around it are in asyncapi.yaml. Schemas are generated from the Go types (run
// `task schemas`, or `go test ./eventschemas -run TestSchemas -bijwerken`); the
// examples are written once and kept for ever: each is decoded, through the
// upcasters, in every test run. What was released never changes: a type that must
// say something else gets a new version. uitgebracht.sha256 lists what was released;
// a test compares the files with it, and .ci/run looks in the history of the list
// itself.
package eventschemas

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed */*.json asyncapi.yaml
var bestanden embed.FS // read only

const (
	achterSchema    = ".schema.json"
	achterVoorbeeld = ".example.json"
)

// Bestanden returns the files of this package: `<module>/<naam>.vN.schema.json`,
// `<module>/<naam>.vN.example.json` and `asyncapi.yaml`.
func Bestanden() fs.FS { return bestanden }

// AsyncAPI returns the AsyncAPI description of the event feed.
func AsyncAPI() []byte {
	b, err := bestanden.ReadFile("asyncapi.yaml")
	if err != nil {
		panic("eventschemas: asyncapi.yaml is compiled in, yet missing: " + err.Error())
	}
	return b
}

// Schema returns the JSON Schema of stored event type typ, such as
// `nl.gemeenschappelijke-regelingen.uitvoeringsplan-vastgesteld.v1`.
func Schema(typ string) ([]byte, bool) { return vind(typ, achterSchema) }

// Voorbeeld returns the example of stored event type typ: a `data` object.
func Voorbeeld(typ string) ([]byte, bool) { return vind(typ, achterVoorbeeld) }

func vind(typ, achter string) ([]byte, bool) {
	paden, err := fs.Glob(bestanden, "*/"+kort(typ)+achter)
	if err != nil || len(paden) != 1 {
		return nil, false
	}
	b, err := bestanden.ReadFile(paden[0])
	return b, err == nil
}

// kort returns the last part of a stored type, with its version: the base of its
// file names. A type with a character that has a meaning in a path has none.
func kort(typ string) string {
	delen := strings.Split(typ, ".")
	if len(delen) < 2 || strings.ContainsAny(typ, `*?[]\/`) {
		return ""
	}
	return path.Join(strings.Join(delen[len(delen)-2:], "."))
}
