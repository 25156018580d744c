package leesmodellen

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"github.com/mgr-sdcg/kroniek/projections"
)

// Names become identifiers in SQL and parts of file names.
var geldigeNaam = regexp.MustCompile(`^[a-z][A-Za-z0-9_-]{0,63}$`)

// keur checks the declaration of p: a name that cannot be stored, or that is
// used twice, is refused before anything is written.
func keur(p *projections.Projector) error {
	if p == nil || p.Verwerk == nil || p.Versie < 1 {
		return fmt.Errorf("%w: a projector needs a name, a version from 1 and Verwerk", ErrOnbekend)
	}
	namen := map[string]bool{"kroniek_stand": true}
	nieuw := func(naam string) error {
		k := strings.ToLower(naam) // SQLite folds case
		if !geldigeNaam.MatchString(naam) || namen[k] {
			return fmt.Errorf("%w: %q in %s is no usable name, or is used twice", ErrOnbekend, naam, p.Naam)
		}
		namen[k] = true
		return nil
	}
	alle := []string{p.Naam}
	var kolommen [][]string
	for _, t := range p.Tabellen {
		alle = append(alle, "t "+t.Naam)
		kolommen = append(kolommen, append(kolomnamen(t), "van_positie", "tot_positie"))
	}
	for _, t := range p.Tellingen {
		alle = append(alle, "t "+t.Naam+"_cel", "t "+t.Naam+"_delta")
		kolommen = append(kolommen, append([]string{"cid"}, t.Dimensies...))
	}
	for i, n := range alle {
		if naam, tabel := strings.CutPrefix(n, "t "); tabel {
			if err := nieuw(naam); err != nil {
				return err
			}
		} else if i == 0 && !geldigeNaam.MatchString(n) {
			return fmt.Errorf("%w: %q is no usable name for a read model", ErrOnbekend, n)
		}
	}
	for _, k := range kolommen {
		clear(namen)
		for _, naam := range k {
			if err := nieuw(naam); err != nil {
				return err
			}
		}
	}
	return nil
}

func kolomnamen(t *projections.Tabel) []string {
	var namen []string
	for _, k := range t.Sleutel {
		namen = append(namen, k.Naam)
	}
	for _, k := range t.Velden {
		namen = append(namen, k.Naam)
	}
	return namen
}

func sqlType(s projections.Soort) string {
	if s == projections.Getal {
		return "INTEGER"
	}
	return "TEXT"
}

func q(naam string) string { return `"` + naam + `"` }

const ddlStand = `CREATE TABLE kroniek_stand (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  model TEXT NOT NULL, versie INTEGER NOT NULL, declaratie TEXT NOT NULL,
  positie INTEGER NOT NULL, aantal INTEGER NOT NULL, wortel BLOB NOT NULL,
  gestopt TEXT NOT NULL, vanaf INTEGER NOT NULL
) STRICT;
`

// ddl returns the statements that make the tables of p. Versions of one key are
// contiguous: the primary key is the key of the table and van_positie.
func ddl(p *projections.Projector) string {
	var b strings.Builder
	b.WriteString(ddlStand)
	for _, t := range p.Tabellen {
		fmt.Fprintf(&b, "CREATE TABLE %s (\n", q(t.Naam))
		var sleutel []string
		for _, k := range t.Sleutel {
			fmt.Fprintf(&b, "  %s %s NOT NULL,\n", q(k.Naam), sqlType(k.Soort))
			sleutel = append(sleutel, q(k.Naam))
		}
		b.WriteString("  van_positie INTEGER NOT NULL,\n  tot_positie INTEGER NOT NULL,\n")
		for _, k := range t.Velden {
			fmt.Fprintf(&b, "  %s %s NOT NULL,\n", q(k.Naam), sqlType(k.Soort))
		}
		fmt.Fprintf(&b, "  PRIMARY KEY (%s)\n) STRICT, WITHOUT ROWID;\n", strings.Join(append(sleutel, "van_positie"), ", "))
	}
	for _, t := range p.Tellingen {
		fmt.Fprintf(&b, "CREATE TABLE %s (\n  cid INTEGER PRIMARY KEY", q(t.Naam+"_cel"))
		var dims []string
		for _, d := range t.Dimensies {
			fmt.Fprintf(&b, ",\n  %s TEXT NOT NULL", q(d))
			dims = append(dims, q(d))
		}
		if len(dims) > 0 {
			fmt.Fprintf(&b, ",\n  UNIQUE (%s)", strings.Join(dims, ", "))
		}
		b.WriteString("\n) STRICT;\n")
		// dag and laatste_dag as the number jjjjmmdd; 0 is no day. laatste_dag is
		// the latest day so far, which spares a sum when the peildatum lies after it.
		fmt.Fprintf(&b, `CREATE TABLE %s (
  cid INTEGER NOT NULL, positie INTEGER NOT NULL, volg INTEGER NOT NULL,
  dag INTEGER NOT NULL, delta INTEGER NOT NULL, totaal INTEGER NOT NULL, laatste_dag INTEGER NOT NULL,
  PRIMARY KEY (cid, positie, volg)
) STRICT, WITHOUT ROWID;
`, q(t.Naam+"_delta"))
	}
	return b.String()
}

// declaratie identifies the tables of p. A file that was made from another
// declaration under the same version is rebuilt.
func declaratie(p *projections.Projector) string {
	som := sha256.Sum256([]byte(ddl(p)))
	return hex.EncodeToString(som[:])
}
