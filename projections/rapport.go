package projections

import (
	"context"
	"iter"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Rij is one row of a [Tabel], as known at the position that was asked.
type Rij struct {
	Waarden []Waarde    // key, then fields
	Van     es.Position // the event that opened the row
	Tot     es.Position // the event that closed it, at or before the position asked; 0 while open
}

// Tekst returns column i as text.
func (r Rij) Tekst(i int) string { s, _ := r.Waarden[i].(string); return s }

// Getal returns column i as a number.
func (r Rij) Getal(i int) int64 { n, _ := r.Waarden[i].(int64); return n }

// A Cel is one cell of a [Telling].
type Cel struct {
	Dimensies []string
	Waarde    int64
}

// Een Gelijk filters on one column: equality, the column by name.
type Gelijk struct {
	Kolom  string
	Waarde Waarde
}

// A Lezer reads one read model at one fixed moment: all its answers agree.
type Lezer interface {
	// Stand returns how far the read model is.
	Stand() Stand
	// Rijen yields the rows of t as known at bekendOp, in key order.
	Rijen(t *Tabel, bekendOp es.Position, waar ...Gelijk) iter.Seq2[Rij, error]
	// Versies yields all versions of the rows of t up to bekendOp, in key order
	// and then in order of position: the events behind a row.
	Versies(t *Tabel, bekendOp es.Position, waar ...Gelijk) iter.Seq2[Rij, error]
	// Cellen yields the cells of t as known at bekendOp, in order of their
	// dimensions; with a peildatum only what concerns that day or earlier.
	Cellen(t *Telling, bekendOp es.Position, peildatum recht.Datum, waar ...Gelijk) iter.Seq2[Cel, error]
	// Herkomst yields the positions of the events behind the cells of t that
	// match, in order; together their deltas are the figure.
	Herkomst(t *Telling, bekendOp es.Position, peildatum recht.Datum, waar ...Gelijk) iter.Seq2[Bijdrage, error]
}

// A Gebouwd is a [Lezer] that says which build of its read model it reads. A build
// at a position tells the same for ever; another build may not, since files were
// destroyed in between.
type Gebouwd interface {
	Bouw() string
}

// A Bijdrage is what one event added to a figure.
type Bijdrage struct {
	Positie es.Position
	Dag     recht.Datum
	Delta   int64
}

// A Vraag is what a report is asked.
type Vraag struct {
	BekendOp  es.Position       // as known at this position
	Peildatum recht.Datum       // as valid on this day; zero: all days
	Filter    map[string]string // values by name of a [Parameter]
	// ZonderHerkomst says that nobody asked for the events behind the lines: a
	// report of cells need not read its deltas, and no line names any.
	ZonderHerkomst bool
	// ZonderZoeken leaves out of an empty report which values were never recorded,
	// see [KomtNietVoor].
	ZonderZoeken bool
	// Vast is the day on which the figures of a fixed period stand; zero: no such
	// period is asked for. A term is over or not on that day, whatever was recorded
	// last before it.
	Vast recht.Datum
}

// An Uitkomst is the content of a report: text, ready for a table, CSV or JSON.
type Uitkomst struct {
	Kolommen []Kolom
	Regels   []Regel
	Regelset []recht.Regelnoot // rule versions used; assumed ones are marked

	Normen     []Norm // norm against realisatie, where there is a norm
	Vernietigd *Deel  // how many of the files behind a temporary figure were destroyed
	Laat       *Deel  // how much came late, where the report can know
	Definitief bool   // no ordinary event changes this any more
	// Gesimuleerd says that something invented was left out of the lines; what is
	// in them says so itself.
	Gesimuleerd bool
}

// A Norm is what was promised or prescribed, beside what was realised.
type Norm struct {
	Naam       string `json:"naam"` // what it is about, such as "nieuwsbrief 2020"
	Norm       int64  `json:"norm"`
	Realisatie int64  `json:"realisatie"`
	Gehaald    bool   `json:"gehaald"`
}

// A Deel is a part of a whole, both as numbers.
type Deel struct {
	Aantal int64 `json:"aantal"`
	Noemer int64 `json:"noemer"`
}

// A Regel is one line of a report with the events it rests on.
type Regel struct {
	Waarden     []Waarde      `json:"waarden"`
	Herkomst    []es.Position `json:"herkomst,omitempty"`
	Gesimuleerd bool          `json:"gesimuleerd"` // rests on something invented
	// Samengevoegd marks the line in which small groups were put together, see
	// projections/afscherming.
	Samengevoegd bool `json:"samengevoegd,omitzero"`
	// Deels marks a line some of whose numbers are not given by themselves.
	Deels bool `json:"deels,omitzero"`
}

// A Rapport is a question that a read model answers.
type Rapport struct {
	Naam      string // kebab-case, plural where it lists things; the last path segment
	Titel     string
	Definitie string       // what a line is, and what is counted
	Noemer    string       // what shares are taken of; empty where the report has none
	Module    recht.Module // that it is about as a whole; empty: none, or told per line
	Personen  *Personen    // what it tells about persons; nil: nothing
	Maatstaf  Maatstaf     // what it is held against
	Model     *Projector
	// Bestand names, of a figure that lasts as long as the files, the telling of
	// those files; nil, or an answer nil, says that the figure lasts for ever.
	Bestand    func(v Vraag) *Telling
	Parameters []Parameter
	// OpDag says that with a peildatum the report tells exactly what held on that day.
	// What changes it afterwards, and corrects nothing, was so already and came late.
	OpDag bool
	// Sleutel are the columns by which a line is known when two moments are compared
	// (projections/verschil). Empty: the columns before the first number.
	Sleutel []string
	// Toets adds norms and lateness that follow from the lines, shielded or not.
	// It may be nil, and must do with [Afgeschermd] values.
	Toets func(u *Uitkomst)
	Maak  func(ctx context.Context, l Lezer, v Vraag) (Uitkomst, error)
}
