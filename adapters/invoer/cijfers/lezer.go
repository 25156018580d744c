package cijfers

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"github.com/mgr-sdcg/kroniek/adapters/invoer"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/recht/referentie"
)

// A Lezer reads a list row by row. It implements [invoer.Lezer].
type Lezer struct {
	csv         *csv.Reader
	gelezen     *teller
	bron        string // of the row above
	gesimuleerd bool
}

// Nieuw reads from r; gesimuleerd says that the figures are invented. It returns an
// error when the header is not that of the list, and names the first column that is not.
func Nieuw(r io.Reader, gesimuleerd bool) (*Lezer, error) {
	t := &teller{r: r}
	l := &Lezer{csv: csv.NewReader(t), gelezen: t, gesimuleerd: gesimuleerd}
	l.csv.FieldsPerRecord = -1
	kop, err := l.csv.Read()
	if err != nil {
		return nil, fmt.Errorf("lees kop: %w", invoer.ZonderInhoud(err))
	}
	for i, k := range Kolommen() {
		if i >= len(kop) || strings.TrimPrefix(kop[i], "\uFEFF") != k {
			return nil, fmt.Errorf("dit is geen lijst van gepubliceerde cijfers: kolom %d hoort %s te zijn", i+1, k)
		}
	}
	if n := len(Kolommen()); len(kop) != n {
		return nil, fmt.Errorf("dit is geen lijst van gepubliceerde cijfers: die heeft %d kolommen", n)
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
	r := &invoer.Regel{Nummer: int64(nummer), Opdracht: Opdracht, Veld: veld}
	if len(cellen) != len(Kolommen()) {
		r.Fouten = []invoer.Veldfout{{Code: "kolommen", Reden: "Deze rij heeft niet zoveel kolommen als de lijst hoort te hebben."}}
		return r, nil
	}
	x := rij{cellen: cellen, boven: l.bron}
	l.bron = x.vindplaats()
	x.vul(r, l.gesimuleerd)
	return r, nil
}

// veld returns the column behind a field of the command.
func veld(pointer string) string {
	for p := pointer; p != ""; p = p[:strings.LastIndexByte(p, '/')] {
		if k := velden[p]; k != "" {
			return k
		}
	}
	return ""
}

// A lichaam is the body of the command, in the names of the API.
type lichaam struct {
	Opdracht  opdracht           `json:"opdracht"`
	Kenmerk   string             `json:"kenmerk"`
	Onderdeel recht.Module       `json:"onderdeel"`
	Gebied    string             `json:"gebied"`
	Gemeente  recht.Gemeentecode `json:"gemeente"`
	Indicator string             `json:"indicator"`
	Waarde    string             `json:"waarde"`
	Eenheid   string             `json:"eenheid"`
	Periode   string             `json:"periode"`
	Bron      bron               `json:"bron"`
}

type opdracht struct {
	Motivering  string      `json:"motivering"`
	GeldigVanaf recht.Datum `json:"geldigVanaf"`
	Gesimuleerd bool        `json:"gesimuleerd"`
}

type bron struct {
	Titel      string `json:"titel"`
	Vindplaats string `json:"vindplaats"`
}

// A rij is one row under way.
type rij struct {
	cellen []string
	boven  string // source of the row above
	fouten []invoer.Veldfout
	regels int // how many of the faults are a rule that refuses what can be read
	noten  []string
}

// Places of the columns.
const (
	plaatsID = iota
	plaatsModule
	plaatsGemeente
	plaatsMetric
	plaatsValue
	plaatsUnit
	plaatsPeriod
	plaatsBron
	plaatsStatus
)

func (x *rij) fout(kolom int, code, reden string) {
	x.fouten = append(x.fouten, invoer.Veldfout{Veld: Kolommen()[kolom], Code: code, Reden: reden})
}

// geweigerd notes that a column holds what is not taken over.
func (x *rij) geweigerd(kolom int, code, reden string) {
	x.fout(kolom, code, reden)
	x.regels++
}

// vindplaats returns the source of the row, which may be that of the one above.
func (x *rij) vindplaats() string {
	if strings.EqualFold(strings.TrimSpace(x.cellen[plaatsBron]), "idem") {
		return x.boven
	}
	return x.cellen[plaatsBron]
}

// vul makes the command of the row, or notes all that keeps it from being one.
func (x *rij) vul(r *invoer.Regel, gesimuleerd bool) {
	for i, c := range x.cellen {
		if !utf8.ValidString(c) {
			x.fout(i, "utf-8", "Deze cel is geen UTF-8.")
		}
	}
	m := x.lichaam()
	m.Opdracht.Gesimuleerd = gesimuleerd
	if r.Fouten, r.Geweigerd = x.fouten, x.regels == len(x.fouten); len(x.fouten) > 0 {
		return
	}
	body, err := json.Marshal(m, json.OmitZeroStructFields(true))
	if err != nil {
		r.Fouten, r.Geweigerd = []invoer.Veldfout{{Code: "vorm", Reden: "Deze rij is niet als opdracht te schrijven."}}, false
		return
	}
	r.Body = body
	if m.Gemeente == "" && !slices.Contains(zonderGemeente, strings.ToLower(m.Gebied)) {
		r.LetOp = []invoer.Veldfout{{
			Veld: Kolommen()[plaatsGemeente], Code: "geen-gemeente",
			Reden: "Dit is niet de naam van een Nederlandse gemeente (CBS), of van meer dan een. Het cijfer krijgt geen gemeentecode en valt buiten het filter gemeente. Kijk de spelling na.",
		}}
	}
}

// lichaam reads all columns.
func (x *rij) lichaam() lichaam {
	if x.cellen[plaatsStatus] != Gezien {
		x.geweigerd(plaatsStatus, "niet-gezien", "Alleen een cijfer met status gezien wordt overgenomen: iemand heeft het in de bron gelezen.")
	}
	onderdeel, ok := onderdelen[x.cellen[plaatsModule]]
	if !ok {
		x.fout(plaatsModule, "onbekend", "Kies MGR, Inkoop, RBL, WSP of WgSW.")
	}
	vindplaats := x.vindplaats()
	switch {
	case strings.TrimSpace(vindplaats) == "":
		x.fout(plaatsBron, "required", "Een cijfer zonder vindplaats wordt niet overgenomen; idem kan alleen onder een rij die er een heeft.")
	case vindplaats != x.cellen[plaatsBron]:
		x.noten = append(x.noten, "In het bestand staat idem bij de bron; dat is de vindplaats van de rij erboven.")
	}
	vanaf, bekend := Begin(x.cellen[plaatsPeriod])
	if !bekend {
		x.noten = append(x.noten, "De periode noemt geen jaar; als eerste dag geldt de dag van vastlegging.")
	}
	return lichaam{
		Opdracht: opdracht{Motivering: strings.Join(x.noten, " "), GeldigVanaf: vanaf},
		Kenmerk:  x.cellen[plaatsID], Onderdeel: onderdeel, Gebied: x.cellen[plaatsGemeente], Gemeente: gemeente(x.cellen[plaatsGemeente]),
		Indicator: x.cellen[plaatsMetric], Waarde: x.cellen[plaatsValue], Eenheid: x.cellen[plaatsUnit], Periode: x.cellen[plaatsPeriod],
		Bron: bron{Titel: titel(vindplaats), Vindplaats: vindplaats},
	}
}

// gemeente returns the code of the gemeente that the area names, if it is one and
// no other goes by that name.
func gemeente(gebied string) (code recht.Gemeentecode) {
	for _, g := range referentie.Gemeenten() {
		if g.Heet(gebied) {
			if code != "" {
				return ""
			}
			code = g.Code
		}
	}
	return code
}

// titel returns the host of an address. A source that is no address has no title.
func titel(vindplaats string) string {
	_, adres, ok := strings.Cut(vindplaats, "://")
	if !ok {
		adres = vindplaats
	}
	host, _, _ := strings.Cut(adres, "/")
	if !strings.Contains(host, ".") || strings.ContainsAny(host, " ;,") {
		return ""
	}
	return host
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
