package leesmodellen

import (
	"encoding/binary"
	"fmt"
	"math"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// past reports whether w may stand in column k.
func past(k projections.Kolom, w projections.Waarde) error {
	switch v := w.(type) {
	case int64:
		if k.Soort == projections.Getal {
			return nil
		}
	case string:
		if k.Soort == projections.Tekst || k.Soort == projections.Datum && (v == "" || isDatum(v)) {
			return nil
		}
	}
	return fmt.Errorf("%w: column %s got a %T", ErrWaarde, k.Naam, w)
}

func isDatum(s string) bool {
	_, err := recht.ParseDatum(s)
	return err == nil
}

func passen(kolommen []projections.Kolom, waarden []projections.Waarde) error {
	if len(kolommen) != len(waarden) {
		return fmt.Errorf("%w: %d values for %d columns", ErrWaarde, len(waarden), len(kolommen))
	}
	for i, k := range kolommen {
		if err := past(k, waarden[i]); err != nil {
			return err
		}
	}
	return nil
}

// sleutelVan appends an encoding of values that is unique and keeps their order,
// so that a batch sorted by it is written in the order of the primary key.
func sleutelVan(b []byte, waarden []projections.Waarde) []byte {
	for _, w := range waarden {
		switch v := w.(type) {
		case int64:
			b = binary.BigEndian.AppendUint64(b, uint64(v)^1<<63)
		case string:
			b = tekstVan(b, v)
		}
	}
	return b
}

func tekstVan(b []byte, s string) []byte {
	for i := range len(s) {
		if b = append(b, s[i]); s[i] == 0 {
			b = append(b, 0xff)
		}
	}
	return append(b, 0, 1)
}

func dimensiesVan(b []byte, dimensies []string) []byte {
	for _, d := range dimensies {
		b = tekstVan(b, d)
	}
	return b
}

func bind(s *sqlite.Stmt, vanaf int, waarden []projections.Waarde) int {
	for _, w := range waarden {
		switch v := w.(type) {
		case int64:
			s.BindInt64(vanaf, v)
		case string:
			s.BindText(vanaf, v)
		}
		vanaf++
	}
	return vanaf
}

func kolommen(s *sqlite.Stmt, vanaf int, ks []projections.Kolom, in []projections.Waarde) []projections.Waarde {
	for i, k := range ks {
		if k.Soort == projections.Getal {
			in = append(in, s.ColumnInt64(vanaf+i))
		} else {
			in = append(in, s.ColumnText(vanaf+i))
		}
	}
	return in
}

// dagGetal returns d as the number jjjjmmdd, 0 when absent.
func dagGetal(d recht.Datum) int64 {
	if d.IsZero() {
		return 0
	}
	return int64(d.Jaar())*10000 + int64(d.Maand())*100 + int64(d.Dag())
}

func dagDatum(n int64) recht.Datum {
	if n == 0 {
		return recht.Datum{}
	}
	return recht.NieuweDatum(int(n/10000), time.Month(n/100%100), int(n%100))
}

// plus adds without running over.
func plus(a, b int64) (int64, error) {
	if b > 0 && a > math.MaxInt64-b || b < 0 && a < math.MinInt64-b {
		return 0, fmt.Errorf("%w: total runs over", ErrWaarde)
	}
	return a + b, nil
}

// dagen remembers the last day it converted; most deltas of a batch share it.
type dagen struct {
	dag      recht.Datum
	getalVan int64
}

func (d *dagen) getal(dag recht.Datum) int64 {
	if dag != d.dag {
		d.dag, d.getalVan = dag, dagGetal(dag)
	}
	return d.getalVan
}
