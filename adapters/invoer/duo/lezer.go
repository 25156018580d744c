package duo

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"github.com/mgr-sdcg/kroniek/adapters/invoer"
)

// Opties is what reading a delivery needs to know.
type Opties struct {
	Nu          time.Time // moment of reading: what is still to come is refused
	RMC         []string  // numbers of RMC-regio's that belong here; empty: not looked at
	Gesimuleerd bool      // the persons are invented
}

// A Lezer reads a delivery row by row. It implements [invoer.Lezer].
type Lezer struct {
	o       Opties
	csv     *csv.Reader
	gelezen *teller
	plaats  map[string]int    // of a column, by name
	kolom   map[string]string // behind a field, by JSON Pointer
}

// Nieuw reads from r. It returns an error when the header is not that of the layout,
// and names the first column that is not.
func Nieuw(r io.Reader, o Opties) (*Lezer, error) {
	t := &teller{r: r}
	l := &Lezer{o: o, csv: csv.NewReader(t), gelezen: t, plaats: map[string]int{}, kolom: map[string]string{}}
	l.csv.Comma, l.csv.FieldsPerRecord, l.csv.ReuseRecord = ';', -1, true
	kop, err := l.csv.Read()
	if err != nil {
		return nil, fmt.Errorf("lees kop: %w", invoer.ZonderInhoud(err))
	}
	for i, k := range Kolommen() {
		if i >= len(kop) || strings.TrimPrefix(kop[i], "\uFEFF") != k.Naam {
			return nil, fmt.Errorf("dit is niet de maandlevering A04: kolom %d hoort %s te zijn", i+1, k.Naam)
		}
		l.plaats[k.Naam] = i
		for _, v := range k.Velden {
			if l.kolom[v] == "" {
				l.kolom[v] = k.Naam
			}
		}
	}
	if n := len(l.plaats); len(kop) != n {
		return nil, fmt.Errorf("dit is niet de maandlevering A04: die heeft %d kolommen", n)
	}
	return l, nil
}

// Gelezen implements [invoer.Lezer].
func (l *Lezer) Gelezen() int64 { return l.gelezen.n }

// Volgende implements [invoer.Lezer].
func (l *Lezer) Volgende() (*invoer.Regel, error) {
	cellen, err := l.csv.Read()
	if errors.Is(err, io.EOF) {
		return nil, io.EOF
	}
	if err != nil {
		return nil, invoer.ZonderInhoud(err)
	}
	nummer, _ := l.csv.FieldPos(0)
	r := &invoer.Regel{Nummer: int64(nummer), Opdracht: Opdracht, Veld: l.veld}
	if len(cellen) != len(l.plaats) {
		r.Fouten = []invoer.Veldfout{{Code: "kolommen", Reden: "Deze rij heeft niet zoveel kolommen als de levering hoort te hebben."}}
		return r, nil
	}
	x := rij{l: l, cellen: cellen}
	x.vul(r)
	return r, nil
}

// veld returns the column behind a field of the command.
func (l *Lezer) veld(pointer string) string {
	for p := pointer; p != ""; p = p[:strings.LastIndexByte(p, '/')] {
		if k := l.kolom[p]; k != "" {
			return k
		}
	}
	return ""
}

// A rij is one row under way.
type rij struct {
	l      *Lezer
	cellen []string
	fouten []invoer.Veldfout
	regels int // how many of the faults are a rule that refuses what can be read
}

func (x *rij) cel(kolom string) string { return strings.TrimSpace(x.cellen[x.l.plaats[kolom]]) }

// ongeldig notes that a column holds what cannot be read.
func (x *rij) ongeldig(kolom, code, reden string) {
	x.fouten = append(x.fouten, invoer.Veldfout{Veld: kolom, Code: code, Reden: reden})
}

// geweigerd notes that a column holds what is not for this organisation.
func (x *rij) geweigerd(kolom, code, reden string) {
	x.ongeldig(kolom, code, reden)
	x.regels++
}

// vul makes the command of the row, or notes all that keeps it from being one.
func (x *rij) vul(r *invoer.Regel) {
	for i, k := range Kolommen() {
		if !utf8.ValidString(x.cellen[i]) {
			x.ongeldig(k.Naam, "utf-8", "Deze cel is geen UTF-8.")
		}
	}
	m := x.melding()
	if len(x.fouten) == 0 {
		x.beslis(m)
	}
	if r.Fouten, r.Geweigerd = x.fouten, x.regels == len(x.fouten); len(x.fouten) > 0 {
		return
	}
	body, err := json.Marshal(m, json.OmitZeroStructFields(true))
	if err != nil {
		x.ongeldig("", "vorm", "Deze rij is niet als opdracht te schrijven.")
		r.Fouten = x.fouten
		return
	}
	r.Body = body
	nummer := m.Persoon.BSN + m.Persoon.Onderwijsnummer
	r.Sleutel = invoer.SleutelVan("duo-a04", nummer, m.School, x.cel("INSCHRIJVINGSVOLGNUMMER"), x.cel("VANAF_WANNEER"), m.Verzuimsoort)
}

// hoortBij reports whether the RMC-regio is one of those that belong here.
func (o Opties) hoortBij(regio string) bool {
	return len(o.RMC) == 0 || slices.Contains(o.RMC, regio)
}

// A teller counts what is read.
type teller struct {
	r io.Reader
	n int64
}

// Read implements io.Reader.
func (t *teller) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.n += int64(n)
	return n, err
}
