package projections

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// SchrijfCSV writes a report as RFC 4180: comma, CRLF, a header with the column
// names. Columns follow those of the report, so that a line keeps its meaning
// outside its file: herkomst (the positions of the events behind it, separated
// by spaces), bekendOp, gesimuleerd (ja or nee), status, samengevoegd (ja or
// nee), and what holds for the whole report: afgeschermd, aangenomen (codes of
// assumed rules), laat and normen, definitie and noemer, and who asked when a says so.
//
// Text that a spreadsheet would take for a formula gets an apostrophe in front; a
// negative number is no formula.
func SchrijfCSV(w io.Writer, a Antwoord) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	var kop []string
	for _, k := range a.Uitkomst.Kolommen {
		kop = append(kop, celtekst(k.Naam))
	}
	regels := [][]string{append(kop, "herkomst", "bekendOp", "gesimuleerd", "status", "samengevoegd",
		"afgeschermd", "aangenomen", "laat", "normen", "definitie", "noemer", "vernietigd")}
	v := a.Volledigheid
	if a.GevraagdDoor != "" {
		regels[0] = append(regels[0], "gevraagdDoor")
	}
	geheel := []string{
		strconv.FormatInt(v.Afgeschermd, 10), strings.Join(v.Aangenomen, " "), laat(v), normen(v),
		celtekst(v.Definitie), celtekst(v.Noemer), v.Vernietigd.String(),
	}
	if a.GevraagdDoor != "" {
		geheel = append(geheel, celtekst(a.GevraagdDoor))
	}
	for _, r := range a.Uitkomst.Regels {
		var cellen []string
		for _, v := range r.Waarden {
			cellen = append(cellen, celtekst(v))
		}
		cellen = append(cellen, posities(r.Herkomst), strconv.FormatInt(int64(a.Vraag.BekendOp), 10),
			jaNee(r.Gesimuleerd), string(v.Status), jaNee(r.Samengevoegd))
		regels = append(regels, append(cellen, geheel...))
	}
	if err := c.WriteAll(regels); err != nil {
		return fmt.Errorf("write report %s as csv: %w", a.Rapport.Naam, err)
	}
	return nil
}

func jaNee(b bool) string {
	if b {
		return "ja"
	}
	return "nee"
}

// String returns "3 van 40", or nothing without a part.
func (d *Deel) String() string {
	if d == nil {
		return ""
	}
	return strconv.FormatInt(d.Aantal, 10) + " van " + strconv.FormatInt(d.Noemer, 10)
}

// String returns what was realised beside the norm.
func (n Norm) String() string {
	return n.Naam + ": " + strconv.FormatInt(n.Realisatie, 10) + ", norm " + strconv.FormatInt(n.Norm, 10)
}

// laat and normen say the figure where there is one, and else why there is none.
func laat(v Volledigheid) string {
	if v.Laat == nil {
		return celtekst(v.Telaat)
	}
	return celtekst(v.Laat.String())
}

func normen(v Volledigheid) string {
	if len(v.Normen) == 0 {
		return celtekst(v.Norm)
	}
	var delen []string
	for _, n := range v.Normen {
		delen = append(delen, n.String())
	}
	return celtekst(strings.Join(delen, "; "))
}

// celtekst returns v for a cell. Numbers are not text, so they stay as they are.
func celtekst(v Waarde) string {
	if n, ok := v.(int64); ok {
		return strconv.FormatInt(n, 10)
	}
	s, _ := v.(string)
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	if _, err := recht.ParseDecimaal(s); err == nil {
		return s
	}
	return "'" + s
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
