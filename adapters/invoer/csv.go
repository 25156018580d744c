package invoer

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// A CSV reads commands from a table. The header names the columns: opdracht,
// sleutel, als, pad.<parameter>, and for the body the names of its fields with dots
// between them, such as vanaf and opdracht.gesimuleerd. A record whose first cell is
// the word opdracht is a new header, so that one file can hold commands of several
// kinds. An empty cell is an absent field.
//
// A cell is read as the API describes its field: a whole number, ja or nee, text. A
// list is written with | between its elements, and a list or object may also be
// written as JSON.
type CSV struct {
	bron      *teller
	csv       *csv.Reader
	b         *Beschrijving
	standaard string // command of rows that name none
	kop       []string
}

// NieuweCSV reads from r, which has ; or , between its columns, whichever the first
// line has more of. Rows without a column opdracht are commands of the kind standaard.
func NieuweCSV(r io.Reader, b *Beschrijving, standaard string) (*CSV, error) {
	t := &teller{r: bufio.NewReaderSize(r, 64<<10)}
	begin, err := t.r.Peek(4096)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("lees kop: %w", err)
	}
	if bytes.HasPrefix(begin, []byte("\uFEFF")) {
		if _, err := t.r.Discard(3); err != nil {
			return nil, fmt.Errorf("lees kop: %w", err)
		}
	}
	regel, _, _ := bytes.Cut(begin, []byte("\n"))
	c := &CSV{bron: t, csv: csv.NewReader(t), b: b, standaard: standaard}
	c.csv.FieldsPerRecord, c.csv.ReuseRecord = -1, true
	if bytes.Count(regel, []byte(";")) > bytes.Count(regel, []byte(",")) {
		c.csv.Comma = ';'
	}
	kop, err := c.csv.Read()
	if err != nil {
		return nil, fmt.Errorf("lees kop: %w", ZonderInhoud(err))
	}
	return c, c.zetKop(kop)
}

func (c *CSV) zetKop(kop []string) error {
	c.kop = c.kop[:0]
	heeft := c.standaard != ""
	for _, k := range kop {
		k = strings.TrimSpace(k)
		heeft = heeft || k == "opdracht"
		c.kop = append(c.kop, k)
	}
	if !heeft {
		return errors.New("het bestand heeft geen kolom opdracht; geef met --opdracht welke opdracht de rijen zijn")
	}
	return nil
}

// Gelezen implements Lezer.
func (c *CSV) Gelezen() int64 { return c.bron.n }

// Volgende implements Lezer.
func (c *CSV) Volgende() (*Regel, error) {
	for {
		rij, err := c.csv.Read()
		if errors.Is(err, io.EOF) {
			return nil, io.EOF
		}
		if err != nil {
			return nil, ZonderInhoud(err)
		}
		nummer, _ := c.csv.FieldPos(0)
		if rij[0] == "opdracht" {
			if err := c.zetKop(rij); err != nil {
				return nil, err
			}
			continue
		}
		r := &Regel{Nummer: int64(nummer), Opdracht: c.standaard, Veld: kolomVan}
		c.vul(r, rij)
		return r, nil
	}
}

// ZonderInhoud returns err of encoding/csv without what it may quote. A quote that is
// not closed makes the rest one cell, so the row in which it was opened is named.
func ZonderInhoud(err error) error {
	if f, ok := errors.AsType[*csv.ParseError](err); ok {
		return fmt.Errorf("regel %d: hier begint een rij waarvan de aanhalingstekens niet kloppen; vanaf hier is het bestand niet te lezen en is niets gegeven", f.StartLine)
	}
	return err
}

// kolomVan returns the column behind a JSON Pointer.
func kolomVan(pointer string) string {
	p := strings.ReplaceAll(strings.TrimPrefix(pointer, "/"), "/", ".")
	return strings.TrimPrefix(p, "body.")
}

func (c *CSV) vul(r *Regel, rij []string) {
	if len(rij) > len(c.kop) {
		r.fout("", "kolommen", "Deze rij heeft meer kolommen dan de kop.")
		return
	}
	for i, k := range c.kop {
		if k == "opdracht" && i < len(rij) && rij[i] != "" {
			r.Opdracht = rij[i]
		}
	}
	o := c.b.operaties[r.Opdracht]
	if o == nil {
		r.fout("opdracht", "onbekend", "Deze opdracht bestaat niet.")
		return
	}
	boom := map[string]any{}
	for i, cel := range rij {
		if cel == "" {
			continue
		}
		if !utf8.ValidString(cel) {
			r.fout(c.naam(o, i), "utf-8", "Deze cel is geen UTF-8.")
			continue
		}
		c.cel(r, o, boom, i, cel)
	}
	body, err := json.Marshal(boom, json.Deterministic(true))
	if err != nil {
		r.fout("", "vorm", "Deze rij is niet als opdracht te schrijven.")
	}
	r.Body = body
}

// naam returns the name of a column, when the command knows it.
func (c *CSV) naam(o *operatie, i int) string {
	if o.veld(strings.Split(c.kop[i], ".")) != nil {
		return c.kop[i]
	}
	return "kolom " + strconv.Itoa(i+1)
}

func (c *CSV) cel(r *Regel, o *operatie, boom map[string]any, i int, cel string) {
	kop := c.kop[i]
	switch par, isPad := strings.CutPrefix(kop, "pad."); {
	case kop == "opdracht":
	case kop == "sleutel":
		r.Sleutel = cel
	case kop == "als":
		r.Als = cel
	case isPad:
		if r.Pad == nil {
			r.Pad = map[string]string{}
		}
		r.Pad[par] = cel
	default:
		namen := strings.Split(kop, ".")
		s := o.veld(namen)
		if s == nil {
			r.fout(c.naam(o, i), "onbekend", "Deze kolom hoort niet bij de opdracht.")
			return
		}
		w, reden := waarde(cel, s)
		if reden != "" {
			r.fout(kop, "type", reden)
			return
		}
		zet(boom, namen, w)
	}
}

func (r *Regel) fout(veld, code, reden string) {
	r.Fouten = append(r.Fouten, Veldfout{Veld: veld, Code: code, Reden: reden})
}

// zet puts w in boom under the names from the outside in. A name that is a value
// already cannot hold fields; the API says so of the field that is missing.
func zet(boom map[string]any, namen []string, w any) {
	for _, n := range namen[:len(namen)-1] {
		kind, ok := boom[n].(map[string]any)
		if !ok {
			kind = map[string]any{}
			boom[n] = kind
		}
		boom = kind
	}
	boom[namen[len(namen)-1]] = w
}

// waarde reads a cell as its schema says; reden is a Dutch sentence when it cannot.
func waarde(cel string, s *openapi3.Schema) (w any, reden string) {
	switch {
	case s.Type.Is(openapi3.TypeInteger):
		n, err := strconv.ParseInt(cel, 10, 64)
		if err != nil {
			return nil, "Hier hoort een geheel getal."
		}
		return n, ""
	case s.Type.Is(openapi3.TypeBoolean):
		switch strings.ToLower(cel) {
		case "ja", "true":
			return true, ""
		case "nee", "false":
			return false, ""
		}
		return nil, "Hier hoort ja of nee."
	case s.Type.Is(openapi3.TypeArray) && !strings.HasPrefix(cel, "["):
		lijst := []any{}
		for _, deel := range strings.Split(cel, "|") {
			w, reden := waarde(deel, s.Items.Value)
			if reden != "" {
				return nil, reden
			}
			lijst = append(lijst, w)
		}
		return lijst, ""
	case s.Type.Is(openapi3.TypeString):
		return cel, ""
	}
	if v := jsontext.Value(cel); v.IsValid() {
		return v, ""
	}
	return nil, "Hier hoort JSON."
}

// A teller counts what is read.
type teller struct {
	r *bufio.Reader
	n int64
}

// Read implements io.Reader.
func (t *teller) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.n += int64(n)
	return n, err
}
