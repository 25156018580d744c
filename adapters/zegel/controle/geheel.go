package controle

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"slices"
	"sort"

	"zombiezen.com/go/sqlite"
)

// maxAantal is the largest number of events of one command.
const maxAantal = 100

// errGevonden ends a walk that has found what it looked for.
var errGevonden = errors.New("controle: found")

// errLeeg reports a number that is none, which a damaged file can hold.
var errLeeg = errors.New("controle: a column holds no number")

// somGeheel is what the tables beside the events add up to.
type somGeheel struct{ opdracht, volgorde uint64 }

// geheel reads the table of commands and the order of the streams from end to
// end. A fault of the file is an Afwijking.
func (g *gang) geheel() error {
	for _, deel := range []func() error{g.vorm, g.opdrachten, g.volgorde, g.stroomtabel, g.zoekbaar} {
		err := deel()
		if fout := g.ctx.Err(); fout != nil {
			return fout
		}
		if err != nil {
			g.afwijking(0, SoortLeesfout, fmt.Sprintf("%s is onleesbaar (%s)", journaalBestand, sqlite.ErrCode(err)))
		}
	}
	return nil
}

// inJournaal is every object that a journal has. A trigger, a view or a table of
// somebody else could change or hide what is written.
var inJournaal = []string{
	"index sqlite_autoindex_gebeurtenissen_1",
	"index sqlite_autoindex_streams_1", "index sqlite_autoindex_typen_1",
	"table gebeurtenissen", "table knopen", "table opdrachten", "table persoonsdelen", "table streams", "table typen",
}

// vorm compares the objects in the file with those that belong there.
func (g *gang) vorm() error {
	if !g.doe.doet(toetsVorm) {
		return nil
	}
	is := []string{}
	err := vraag(g.hoofd, "SELECT type || ' ' || name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1", nil, func(s *sqlite.Stmt) error {
		is = append(is, s.ColumnText(0))
		return nil
	})
	if err == nil && !slices.Equal(is, inJournaal) {
		g.afwijking(0, SoortVorm, journaalBestand+" heeft andere tabellen, indexen, triggers of views dan een journaal heeft")
	}
	return err
}

// volgorde walks over the events by stream and revision, as the index has them.
func (g *gang) volgorde() error {
	stroom, revisie, positie := int64(-1), int64(-1), int64(0)
	eerste := int64(0)
	err := vraag(g.hoofd, "SELECT sid, revisie, positie FROM gebeurtenissen INDEXED BY sqlite_autoindex_gebeurtenissen_1 ORDER BY sid, revisie", nil, func(s *sqlite.Stmt) error {
		sid, r, p := s.ColumnInt64(0), s.ColumnInt64(1), s.ColumnInt64(2)
		if s.ColumnType(1) != sqlite.TypeInteger {
			return errLeeg
		}
		if sid != stroom {
			stroom, revisie, positie = sid, -1, 0
			g.u.Stromen++
		}
		if (r != revisie+1 || p <= positie) && (eerste == 0 || p < eerste) {
			eerste = p
		}
		revisie, positie = r, p
		g.som.volgorde += somVolgorde(g.zaad, sid, r, p)
		return nil
	})
	if err == nil && eerste != 0 && g.doe.doet(toetsRevisies) {
		g.afwijking(eerste, SoortRevisie, "de revisies van de stroom lopen niet aaneengesloten op")
	}
	return err
}

// stroomtabel looks for streams and stream keys that no event knows, and holds
// the index on names, by which the journal finds a stream, against the table.
func (g *gang) stroomtabel() error {
	if !g.doe.doet(toetsKolommen) {
		return nil
	}
	var naam []byte
	som := func(query string) (n int64, som uint64, err error) {
		err = vraag(g.hoofd, query, nil, func(s *sqlite.Stmt) error {
			naam = binary.LittleEndian.AppendUint64(kolom(s, 1, naam), uint64(s.ColumnInt64(0)))
			som += maphash.Bytes(g.zaad, naam)
			n++
			return nil
		})
		return n, som, err
	}
	n, tabel, err := som("SELECT sid, naam FROM streams NOT INDEXED")
	if err != nil {
		return err
	}
	_, index, err := som("SELECT sid, naam FROM streams INDEXED BY sqlite_autoindex_streams_1 ORDER BY naam")
	if err != nil {
		return err
	}
	if n != g.u.Stromen || tabel != index {
		g.afwijking(0, SoortKolom, "de tabel streams, haar index en de gebeurtenissen kennen niet dezelfde stromen")
	}
	n, err = getal(g.hoofd, `SELECT count(*) FROM streams s WHERE s.sleutel IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM gebeurtenissen g WHERE g.sid = s.sid AND g.sleutel IS NOT NULL)`)
	if err == nil && n > 0 {
		g.afwijking(0, SoortKolom, "een stroom heeft een sleutel die geen van haar gebeurtenissen noemt")
	}
	return err
}

// zoekbaar looks whether the rows that a search by position finds are all there
// are. A row that SQLite cannot find by its key, since the file was changed
// below it, would otherwise pass for a personal part that was destroyed.
func (g *gang) zoekbaar() error {
	for tabel, soort := range map[string]Soort{"persoonsdelen": SoortPersoons, "knopen": SoortKnoop} {
		alles, err := getal(g.hoofd, "SELECT count(*) FROM "+tabel)
		if err != nil {
			return err
		}
		for van := int64(0); van < g.tot; van += g.stap {
			n, err := getal(g.hoofd, "SELECT count(*) FROM "+tabel+" WHERE positie > ? AND positie <= ?", van, min(van+g.stap, g.tot))
			if err != nil {
				return err
			}
			alles -= n
		}
		if alles != 0 {
			g.afwijking(0, soort, "de tabel "+tabel+" heeft rijen die niet op hun positie te vinden zijn; het bestand is beschadigd")
		}
	}
	return nil
}

// besluitGeheel compares what the events add up to with what the tables beside
// them add up to. Only if they differ, or if the events could not all be read,
// are they compared one by one, up to the first difference that is known.
func (g *gang) besluitGeheel(delen []*deel, heel bool) error {
	var opdracht, volgorde uint64
	for _, d := range delen {
		opdracht += d.opdracht
		volgorde += d.volgorde
	}
	tot := g.tot
	for _, a := range g.u.Afwijkingen {
		if a.Positie > 0 {
			tot = min(tot, int64(a.Positie)-1)
		}
	}
	if g.doe.doet(toetsOpdrachten) && (!heel || opdracht != g.som.opdracht) {
		gevonden, err := g.zoekOpdracht(tot)
		if err != nil {
			return err
		}
		if !gevonden && heel && len(g.u.Afwijkingen) == 0 {
			g.afwijking(0, SoortOpdracht, "de opdrachten noemen andere posities dan de gebeurtenissen")
		}
	}
	if g.doe.doet(toetsRevisies) && heel && volgorde != g.som.volgorde {
		g.afwijking(0, SoortRevisie, "de index op stroom en revisie wijkt af van de gebeurtenissen; het bestand is beschadigd")
	}
	return nil
}

// keurVervangingen looks up the event that decided on every replacement, in a
// snapshot of this moment: it may have been recorded during the check.
func (g *gang) keurVervangingen() (err error) {
	if len(g.u.Vervangen) == 0 {
		return nil
	}
	conn, err := g.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	for i := range g.u.Vervangen {
		v := &g.u.Vervangen[i]
		var besluit []byte
		err := vraag(conn, "SELECT t.naam, g.gebeurtenis FROM gebeurtenissen g JOIN typen t ON t.tid = g.tid WHERE g.positie = ?",
			func(s *sqlite.Stmt) { s.BindInt64(1, int64(v.Door)) },
			func(s *sqlite.Stmt) error { v.Type, besluit = s.ColumnText(0), kolom(s, 1, nil); return nil })
		if err != nil {
			return err
		}
		stroom, id, err := vervangene(conn, int64(v.Positie))
		if err != nil {
			return err
		}
		switch {
		case !g.doe.doet(toetsVervanging):
		case v.Type == "":
			g.afwijking(int64(v.Positie), SoortVervanging, "de gebeurtenis die over de vervanging zou hebben besloten, bestaat niet")
		case g.o.Vervangers != nil && !slices.Contains(g.o.Vervangers, v.Type):
			g.afwijking(int64(v.Positie), SoortVervanging, "de gebeurtenis op de genoemde positie kan niet over een vervanging besluiten")
		case g.o.Beslist != nil && !g.o.Beslist(besluit, stroom, id):
			g.afwijking(int64(v.Positie), SoortVervanging, "het besluit op de genoemde positie gaat niet over deze gebeurtenis")
		}
	}
	return nil
}

// vervangene returns stream and id of the event at p.
func vervangene(conn *sqlite.Conn, p int64) (stroom, id string, err error) {
	err = vraag(conn, "SELECT s.naam, g.id FROM gebeurtenissen g JOIN streams s ON s.sid = g.sid WHERE g.positie = ?",
		func(s *sqlite.Stmt) { s.BindInt64(1, p) },
		func(s *sqlite.Stmt) error {
			stroom = s.ColumnText(0)
			if b := kolom(s, 1, nil); len(b) == 16 {
				var tekst [36]byte
				id = string(uuidTekst(&tekst, b))
			}
			return nil
		})
	return stroom, id, err
}

// groottesIn returns the wanted sizes with van < size <= tot.
func (g *gang) groottesIn(van, tot int64) []int64 {
	a := sort.Search(len(g.groottes), func(i int) bool { return g.groottes[i] > van })
	b := sort.Search(len(g.groottes), func(i int) bool { return g.groottes[i] > tot })
	return g.groottes[a:b]
}

// uniekTot sorts sizes, without doubles and without those outside 1 to tot.
func uniekTot(groottes []int64, tot int64) []int64 {
	slices.Sort(groottes)
	groottes = slices.Compact(groottes)
	return slices.DeleteFunc(groottes, func(n int64) bool { return n < 1 || n > tot })
}
