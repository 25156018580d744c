package recht

import (
	"errors"
	"time"
	_ "time/tzdata" // legal days are Amsterdam days, also on a machine without time zones
)

// A Datum is a legal day: a calendar date in Europe/Amsterdam. The zero Datum
// means absent. Datums compare with ==, Voor and Na.
type Datum struct{ dag int32 } // days since 1 January of year 1, plus 1

// ErrDatum reports text that is not a date of the form 2026-01-31.
var ErrDatum = errors.New("recht: geen datum van de vorm jjjj-mm-dd")

const eersteDag = -62135596800 // Unix seconds of 0001-01-01T00:00:00Z

// Amsterdam is the time zone of legal days.
var Amsterdam = func() *time.Location {
	l, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic("recht: time zone data is compiled in, yet missing: " + err.Error())
	}
	return l
}()

// NieuweDatum returns the given day; out-of-range values are normalised as by time.Date.
func NieuweDatum(jaar int, maand time.Month, dag int) Datum {
	return vanUTC(time.Date(jaar, maand, dag, 0, 0, 0, 0, time.UTC))
}

// DatumVan returns the Amsterdam day on which t falls.
func DatumVan(t time.Time) Datum {
	j, m, d := t.In(Amsterdam).Date()
	return NieuweDatum(j, m, d)
}

func vanUTC(t time.Time) Datum { return Datum{int32((t.Unix()-eersteDag)/86400) + 1} }

func (d Datum) utc() time.Time { return time.Unix(eersteDag+int64(d.dag-1)*86400, 0).UTC() }

// ParseDatum reads a date of the form 2026-01-31, and nothing else.
func ParseDatum(s string) (Datum, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return Datum{}, ErrDatum
	}
	return vanUTC(t), nil
}

// IsZero reports whether d is absent.
func (d Datum) IsZero() bool { return d.dag == 0 }

// String returns d as 2026-01-31, or nothing when absent.
func (d Datum) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// Jaar returns the calendar year.
func (d Datum) Jaar() int { return d.utc().Year() }

// Maand returns the month.
func (d Datum) Maand() time.Month { return d.utc().Month() }

// Dag returns the day of the month.
func (d Datum) Dag() int { return d.utc().Day() }

// Weekdag returns the day of the week.
func (d Datum) Weekdag() time.Weekday { return d.utc().Weekday() }

// Voor reports whether d is earlier than e.
func (d Datum) Voor(e Datum) bool { return d.dag < e.dag }

// Na reports whether d is later than e.
func (d Datum) Na(e Datum) bool { return d.dag > e.dag }

// PlusDagen returns the day n days later; n may be negative.
func (d Datum) PlusDagen(n int) Datum { return Datum{d.dag + int32(n)} }

// PlusJaren returns the same day n years later; 29 February becomes 1 March in
// a year without one.
func (d Datum) PlusJaren(n int) Datum {
	t := d.utc()
	return NieuweDatum(t.Year()+n, t.Month(), t.Day())
}

// PlusMaanden returns the day with the same number n months later, or the last
// day of that month when it has none; n may be negative. It serves terms in
// months and years, whereas an age is reached by PlusJaren.
func (d Datum) PlusMaanden(n int) Datum {
	t := d.utc()
	eerste := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	laatste := time.Date(eerste.Year(), eerste.Month()+1, 0, 0, 0, 0, 0, time.UTC)
	return NieuweDatum(eerste.Year(), eerste.Month(), min(t.Day(), laatste.Day()))
}

// DagenTot returns the number of days from d to e.
func (d Datum) DagenTot(e Datum) int { return int(e.dag - d.dag) }

// Begin returns the first moment of d in Amsterdam, in UTC.
func (d Datum) Begin() time.Time {
	t := d.utc()
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, Amsterdam).UTC()
}

// MarshalText implements encoding.TextMarshaler.
func (d Datum) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// AppendText implements encoding.TextAppender.
func (d Datum) AppendText(b []byte) ([]byte, error) {
	if d.IsZero() {
		return b, nil
	}
	return d.utc().AppendFormat(b, time.DateOnly), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Datum) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDatum(string(b))
	return err
}
