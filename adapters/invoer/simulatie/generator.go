package simulatie

import (
	"container/heap"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Deel is a part of the year that can be played by itself.
type Deel string

// The parts: governance, and the modules that have streams of their own.
const (
	Bestuur               Deel = "bestuur"
	Leerplicht            Deel = "leerplicht"
	Werkgeversservicepunt Deel = "werkgeversservicepunt"
	SW                    Deel = "sw"
)

// Delen returns all parts.
func Delen() []Deel { return []Deel{Bestuur, Leerplicht, Werkgeversservicepunt, SW} }

// Opties say which year is played.
type Opties struct {
	Jaar   int
	Zaad   uint64
	Schaal int    // in thousandths: 1000 is the size of the MGR
	Delen  []Deel // empty: all
}

// Bounds of the scale, in thousandths.
const (
	MinSchaal = 1
	MaxSchaal = 100_000
)

// Errors of a [Generator].
var (
	ErrJaar   = fmt.Errorf("een jaar kan van %d tot en met %d gesimuleerd worden: van die jaren zijn de schoolvakanties bekend", EersteJaar, LaatsteJaar)
	ErrSchaal = errors.New("de schaal ligt van 0,001 tot en met 100")
	ErrDeel   = errors.New("zo'n onderdeel is er niet")
)

// A bron starts the zaken of one kind: those that begin on a day.
type bron func(dag recht.Datum)

// A Generator yields the commands of a year in order of time. It is not safe for
// concurrent use.
type Generator struct {
	o         Opties
	waarden   map[string]int
	kalender  kalender
	gewichten []Gewicht

	bronnen []bron
	dag     recht.Datum // the next day on which zaken begin
	eind    time.Time   // nothing happens from then on
	agenda  agenda
	geteld  int64 // steps planned, to keep their order
	// Whom one module knows under a number, another module knows under its own.
	onderwijsnummers, kandidaatnummers, vrijnummers nummerreeks

	zaken   int64
	nummer  int64
	reeksen map[string]int64 // commands given, by the lots they draw from
}

// Nieuw returns the generator of a year.
func Nieuw(o Opties) (*Generator, error) {
	switch {
	case o.Jaar < EersteJaar || o.Jaar > LaatsteJaar:
		return nil, ErrJaar
	case o.Schaal < MinSchaal || o.Schaal > MaxSchaal:
		return nil, ErrSchaal
	}
	if len(o.Delen) == 0 {
		o.Delen = Delen()
	}
	for _, d := range o.Delen {
		if !slices.Contains(Delen(), d) {
			return nil, ErrDeel
		}
	}
	g := &Generator{
		o: o, waarden: map[string]int{}, reeksen: map[string]int64{}, kalender: nieuweKalender(o.Jaar), gewichten: Gewichten(),
		vrijnummers: nummerreeks{anders: vrijnummers},
		dag:         recht.NieuweDatum(o.Jaar, time.January, 1), eind: recht.NieuweDatum(o.Jaar+1, time.January, 1).Begin(),
	}
	for _, p := range Parameters() {
		g.waarden[p.Code] = p.Waarde
	}
	g.begin()
	return g, nil
}

// begin plans what lies before the year, and the sources of what begins in it.
func (g *Generator) begin() {
	for _, d := range Delen() {
		if !slices.Contains(g.o.Delen, d) {
			continue
		}
		switch d {
		case Bestuur:
			g.beginBestuur()
			g.beginBegrotingen()
			g.beginMandaten()
		case Leerplicht:
			g.beginLeerplicht()
			g.beginVrijstellingen()
		case Werkgeversservicepunt:
			g.beginWSP()
		case SW:
			g.beginSW()
		}
	}
}

// w returns the value of a parameter.
func (g *Generator) w(code string) int {
	v, ok := g.waarden[code]
	if !ok {
		panic("simulatie: unknown parameter " + code)
	}
	return v
}

// aantal returns the value of a parameter that is multiplied by the scale, rounded
// half up.
func (g *Generator) aantal(code string) int64 {
	return (int64(g.w(code))*int64(g.o.Schaal) + 500) / 1000
}

// Begin returns the first day of the year that is played; there may be commands
// before it, of what was decided earlier.
func (g *Generator) Begin() recht.Datum { return recht.NieuweDatum(g.o.Jaar, time.January, 1) }

// Volgende returns the next command; false after the last.
func (g *Generator) Volgende() (Opdracht, bool) {
	for g.dag.Jaar() == g.o.Jaar && (len(g.agenda) == 0 || !g.agenda[0].moment.Before(g.dag.Begin())) {
		for _, b := range g.bronnen {
			b(g.dag)
		}
		g.dag = g.dag.PlusDagen(1)
	}
	if len(g.agenda) == 0 {
		return Opdracht{}, false
	}
	s := heap.Pop(&g.agenda).(stap)
	o := s.geef()
	g.nummer++
	s.zaak.open--
	reeks := "opdracht" + s.zaak.reeks
	g.reeksen[reeks]++
	h := kruim(g.o.Zaad, reeks, g.reeksen[reeks])
	o.Nummer, o.Zaak, o.Moment, o.Kenmerk = g.nummer, s.zaak.nr, s.moment, s.kenmerk
	o.Slot = s.zaak.open == 0 && !s.zaak.blijft
	o.Sleutel, o.Toeval = sleutel(s.moment, h), [16]byte(h[16:])
	if o.Weigering != "" {
		o.Kenmerk = Gewoon
	}
	return o, true
}

// sleutel returns a UUIDv7 at a moment, of which the rest follows from h.
func sleutel(moment time.Time, h [32]byte) string {
	var u uuid.UUID
	copy(u[:], h[:16])
	ms := moment.UnixMilli()
	for i := range 6 {
		u[i] = byte(ms >> (40 - 8*i))
	}
	u[6] = u[6]&0x0f | 0x70
	u[8] = u[8]&0x3f | 0x80
	return u.String()
}

// A stap is a command that will be given at a moment.
type stap struct {
	moment  time.Time
	n       int64
	zaak    *zaak
	kenmerk Kenmerk
	geef    func() Opdracht
}

// agenda holds the steps to come, the earliest first. It implements heap.Interface.
type agenda []stap

func (r agenda) Len() int { return len(r) }
func (r agenda) Less(i, j int) bool {
	if c := r[i].moment.Compare(r[j].moment); c != 0 {
		return c < 0
	}
	return r[i].n < r[j].n
}
func (r agenda) Swap(i, j int) { r[i], r[j] = r[j], r[i] }
func (r *agenda) Push(x any)   { *r = append(*r, x.(stap)) }
func (r *agenda) Pop() any {
	oud := *r
	s := oud[len(oud)-1]
	oud[len(oud)-1] = stap{}
	*r = oud[:len(oud)-1]
	return s
}
