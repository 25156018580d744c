package controle

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// A cel is one value in one row of one table.
type cel struct {
	bestand, tabel, sleutel, kolom string
	rij                            any // value of the sleutel column
	waarde                         []byte
	getal                          int64
	isGetal, isTekst               bool
	positie                        int64 // where the difference must be found; 0 is about the whole, -1 is anywhere
}

func (c cel) String() string { return fmt.Sprintf("%s.%s[%v]", c.tabel, c.kolom, c.rij) }

// cellen lists every value that a check must defend, each with the position at
// which a change of it must be reported.
func cellen(t testing.TB, conn *sqlite.Conn, bestand string, vragen map[string]string) (lijst []cel) {
	t.Helper()
	for naam, query := range vragen {
		var tabel, sleutel string
		_, err := fmt.Sscanf(naam, "%s %s", &tabel, &sleutel)
		require.NoError(t, err)
		err = sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
			for k := 2; k < s.ColumnCount(); k++ {
				c := cel{bestand: bestand, tabel: tabel, sleutel: sleutel, kolom: s.ColumnName(k), positie: s.ColumnInt64(1)}
				if c.rij = any(s.ColumnInt64(0)); s.ColumnType(0) == sqlite.TypeBlob {
					c.rij = kolom(s, 0, nil)
				}
				switch s.ColumnType(k) {
				case sqlite.TypeNull:
					continue
				case sqlite.TypeInteger:
					c.isGetal, c.getal = true, s.ColumnInt64(k)
				default:
					c.isTekst, c.waarde = s.ColumnType(k) == sqlite.TypeText, kolom(s, k, nil)
				}
				lijst = append(lijst, c)
			}
			return nil
		}})
		require.NoError(t, err)
	}
	return lijst
}

const eersteVan = "(SELECT min(g.positie) FROM gebeurtenissen g WHERE g.%s = t.%s)"

// journaalCellen: all of journaal.db but the keyed hash of a command's body,
// which only the server can check.
func journaalCellen(t testing.TB, conn *sqlite.Conn) []cel {
	return cellen(t, conn, journaalBestand, map[string]string{
		"gebeurtenissen positie": "SELECT positie, positie, sid, revisie, tid, tijdgrens, vervangen, id, sleutel, zout, commitment, gebeurtenis FROM gebeurtenissen",
		"persoonsdelen positie":  "SELECT positie, positie, deel FROM persoonsdelen",
		"knopen positie":         "SELECT positie, positie, hashes FROM knopen",
		"opdrachten opdracht":    "SELECT opdracht, positie, opdracht FROM opdrachten",
		"streams sid":            "SELECT sid, " + fmt.Sprintf(eersteVan, "sid", "sid") + ", sid, naam, sleutel FROM streams t",
		"typen tid":              "SELECT tid, " + fmt.Sprintf(eersteVan, "tid", "tid") + ", tid, naam FROM typen t",
	})
}

func zegelCellen(t testing.TB, conn *sqlite.Conn) []cel {
	return cellen(t, conn, zegelBestand, map[string]string{
		"oorsprongen nr":      "SELECT nr, -1, nr, naam, vkey FROM oorsprongen",
		"hoofden nr":          "SELECT nr, -1, nr, grootte, wortel, bereik, checkpoint FROM hoofden",
		"checkpoints grootte": "SELECT grootte, -1, nr, grootte, wortel, tekst FROM checkpoints",
	})
}

// stap says where to begin and how far apart the bytes (of a number: the bits)
// lie that are flipped. All of them take minutes, with KRONIEK_VOLLEDIG=1; a normal
// run begins at a random one and takes some.
func (c cel) stap() (begin, stap, lengte int) {
	lengte, stap = len(c.waarde), 29
	switch {
	case c.isGetal:
		lengte, stap = 40, 13
	case lengte < 40:
		stap = 7
	}
	if os.Getenv("KRONIEK_VOLLEDIG") != "" {
		return 0, 1, lengte
	}
	return rand.IntN(stap), stap, lengte
}

// keerOm changes the cell, calls fn, and changes it back. It reports false for a
// change that the database itself refuses.
func (c cel) keerOm(t testing.TB, conn *sqlite.Conn, i int, fn func()) bool {
	zet := func(van, naar any, rij any) error {
		return sqlitex.Execute(conn, fmt.Sprintf("UPDATE %s SET %s = ? WHERE %s = ?", c.tabel, c.kolom, c.sleutel), &sqlitex.ExecOptions{Args: []any{naar, rij}})
	}
	var oud, nieuw any = c.getal, c.getal ^ 1<<(i%40)
	if !c.isGetal {
		b := append([]byte(nil), c.waarde...)
		b[i] ^= 1 << (i % 7) // a text stays ASCII
		if oud, nieuw = any(c.waarde), any(b); c.isTekst {
			oud, nieuw = string(c.waarde), string(b)
		}
	}
	rij := c.rij
	if err := zet(oud, nieuw, rij); err != nil {
		require.Equal(t, sqlite.ResultConstraint, sqlite.ErrCode(err).ToPrimary())
		return false
	}
	if c.kolom == c.sleutel {
		rij = nieuw
	}
	fn()
	require.NoError(t, zet(nieuw, oud, rij))
	return true
}

func TestEveryByteIsDefended(t *testing.T) {
	map_ := bouw(t).schrijf(9).verzegel().schrijf(15).verzegel().dicht()
	moetGoed(t, map_, MapOpties{})
	for bestand, lijst := range map[string]func(testing.TB, *sqlite.Conn) []cel{journaalBestand: journaalCellen, zegelBestand: zegelCellen} {
		t.Run("een omgekeerde bit in "+bestand+" wordt gemeld, op de juiste eerste positie", func(t *testing.T) {
			t.Parallel()
			mijn := kopie(t, map_)
			conn := openSchrijven(t, mijn, bestand)
			n, geweigerd := 0, 0
			for _, c := range lijst(t, conn) {
				begin, stap, lengte := c.stap()
				for i := begin; i < lengte; i += stap {
					n++
					ok := c.keerOm(t, conn, i, func() {
						u, err := controleer(t.Context(), mijn, MapOpties{Werkers: 1}, alle)
						switch {
						case err != nil && c.bestand == zegelBestand:
						case err != nil:
							t.Fatalf("%v, byte %d: %v", c, i, err)
						case u.Goed || u.Eerste == nil:
							t.Fatalf("%v, byte %d: not noticed", c, i)
						case c.positie >= 0 && int64(u.Eerste.Positie) != c.positie:
							t.Fatalf("%v, byte %d: found at %d (%s), want %d", c, i, u.Eerste.Positie, u.Eerste.Melding, c.positie)
						}
					})
					if !ok {
						geweigerd++
					}
				}
			}
			t.Logf("%d bits flipped, %d of them refused by the database itself, none silent", n, geweigerd)
			moetGoed(t, mijn, MapOpties{})
		})
	}
}
