package httpapi

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// inzageblad is the page that somebody gets who asks what is recorded about them.
// It holds no script, no style and no link, so that it reads the same printed.
const inzageblad = `<!DOCTYPE html>
<html lang="nl">
<head><meta charset="utf-8"><title>Wat over u is vastgelegd</title></head>
<body>
<h1>Wat over u is vastgelegd</h1>
<p>Opgemaakt op {{moment .OpgemaaktOp}}, over: {{range $i, $m := .Modules}}{{if $i}}, {{end}}{{module $m}}{{end}}.</p>
{{range .Toelichting}}<p>{{.}}</p>
{{end}}{{if not .Dossiers}}<p>Er is niets over u vastgelegd in deze modules.</p>
{{end}}{{range .Dossiers}}<h2>{{.Naam}}</h2>
<p>Dossier {{.Soort}} {{.Id}}{{if .Beperkt}} (de verwerking is beperkt){{end}}.</p>
<dl>
<dt>Waarvoor</dt><dd>{{.Doel}}</dd>
<dt>Rechtsgrond</dt><dd>{{.Grondslag}}</dd>
<dt>Wie ze krijgt</dt><dd>{{.Ontvangers}}</dd>
<dt>Hoe lang bewaard</dt><dd>{{.Bewaartermijn}}</dd>
</dl>
{{range .Gebeurtenissen}}<h3>{{moment .Tijd}}</h3>
<p>{{.Zin}}</p>
{{if .Persoonsdeel}}<p>{{.Persoonsdeel}}{{if .VernietigdDoor}} door gebeurtenis {{.VernietigdDoor}}{{end}}</p>
{{end}}{{if .Velden}}<dl>
{{range .Velden}}<dt>{{veldnaam .Veld}}</dt><dd>{{waarde .Waarde}}</dd>
{{end}}</dl>
{{end}}{{end}}{{end}}<h2>Wie deze gegevens las</h2>
{{if .Ingezien}}<table>
<caption>Volgens het verwerkingslog</caption>
<thead><tr><th scope="col">Wanneer</th><th scope="col">Rol</th><th scope="col">Organisatie</th><th scope="col">Waarvoor</th><th scope="col">Reden</th></tr></thead>
<tbody>
{{range .Ingezien}}<tr><td>{{moment .Tijd}}</td><td>{{.Rol}}</td><td>{{.Organisatie}}</td><td>{{.Activiteit}}</td><td>{{.Reden}}</td></tr>
{{end}}</tbody>
</table>
{{else}}<p>Niemand.</p>
{{end}}</body>
</html>
`

// inzageHTML writes an overview as a page.
func inzageHTML(o Inzageoverzicht) ([]byte, error) {
	blad, err := template.New("inzage").Funcs(template.FuncMap{
		"moment":   func(t time.Time) string { return t.In(recht.Amsterdam).Format("2006-01-02 15:04") },
		"module":   func(m recht.Module) string { return strings.ReplaceAll(string(m), "-", " ") },
		"veldnaam": func(pad string) string { return strings.ReplaceAll(strings.TrimPrefix(pad, "/"), "/", ", ") },
		"waarde":   leesbaar,
	}).Parse(inzageblad)
	if err != nil {
		return nil, fmt.Errorf("overview as a page: %w", err)
	}
	var b bytes.Buffer
	if err := blad.Execute(&b, o); err != nil {
		return nil, fmt.Errorf("overview as a page: %w", err)
	}
	return b.Bytes(), nil
}

// leesbaar writes a JSON value as people read it: text without quotes, yes or no,
// and the parts of an object by their names.
func leesbaar(waarde jsontext.Value) (string, error) {
	var v any
	if err := json.Unmarshal(waarde, &v); err != nil {
		return "", errors.New("a field holds no JSON") // its own text may quote the value
	}
	return woorden(v), nil
}

func woorden(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		if v {
			return "ja"
		}
		return "nee"
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		var delen []string
		for _, d := range v {
			delen = append(delen, woorden(d))
		}
		return strings.Join(delen, "; ")
	case map[string]any:
		var delen []string
		for _, naam := range slices.Sorted(maps.Keys(v)) {
			delen = append(delen, naam+": "+woorden(v[naam]))
		}
		return strings.Join(delen, "; ")
	default:
		return ""
	}
}
