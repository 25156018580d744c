package projections

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// SchrijfCSV writes a report as RFC 4180: comma, CRLF, a header with the column
// names. Three columns follow those of the report, so that a line keeps its
// meaning outside its file: herkomst (the positions of the events behind it,
// separated by spaces), bekendOp and gesimuleerd (ja or nee).
//
// Text that a spreadsheet would take for a formula gets an apostrophe in front.
func SchrijfCSV(w io.Writer, a Antwoord) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	var kop []string
	for _, k := range a.Uitkomst.Kolommen {
		kop = append(kop, celtekst(k.Naam))
	}
	regels := [][]string{append(kop, "herkomst", "bekendOp", "gesimuleerd")}
	for _, r := range a.Uitkomst.Regels {
		var cellen []string
		for _, v := range r.Waarden {
			cellen = append(cellen, celtekst(v))
		}
		gesimuleerd := "nee"
		if r.Gesimuleerd {
			gesimuleerd = "ja"
		}
		regels = append(regels, append(cellen, posities(r.Herkomst), strconv.FormatInt(int64(a.Vraag.BekendOp), 10), gesimuleerd))
	}
	if err := c.WriteAll(regels); err != nil {
		return fmt.Errorf("write report %s as csv: %w", a.Rapport.Naam, err)
	}
	return nil
}

// celtekst returns v for a cell. Numbers are not text, so they stay as they are.
func celtekst(v Waarde) string {
	if n, ok := v.(int64); ok {
		return strconv.FormatInt(n, 10)
	}
	s, _ := v.(string)
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func posities(ps []es.Position) string {
	var b strings.Builder
	for i, p := range ps {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.FormatInt(int64(p), 10))
	}
	return b.String()
}
