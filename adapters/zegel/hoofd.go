package zegel

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
)

// geenHoofd is the size of the head of an origin that never agreed on a tree.
const geenHoofd = -1

// An oorsprong is one identity of the log: a name and the key that goes with it.
type oorsprong struct {
	nr   int64
	naam string
	vkey string
	oud  []byte // checkpoint of the earlier origin that this one follows; nil for the first
}

// A hoofd is the latest tree that both implementations agreed on.
type hoofd struct {
	grootte    int64
	wortel     [32]byte
	bereik     []byte
	checkpoint []byte // nil until it is signed
}

// oorsprongen returns all origins, oldest first.
func (o *opslag) oorsprongen() (lijst []oorsprong, err error) {
	err = o.inTransactie(func() error {
		return o.doe("SELECT nr, naam, vkey, oud FROM oorsprongen ORDER BY nr", func(s *sqlite.Stmt) error {
			lijst = append(lijst, oorsprong{nr: s.ColumnInt64(0), naam: s.ColumnText(1), vkey: s.ColumnText(2), oud: blob(s, 3)})
			return nil
		})
	})
	return lijst, err
}

// begin records a new origin, after all others, with no head yet.
func (o *opslag) begin(naam, vkey string, oud []byte) (nr int64, err error) {
	err = o.inTransactie(func() error {
		if nr, err = o.getal("SELECT coalesce(max(nr), 0) + 1 FROM oorsprongen"); err != nil {
			return err
		}
		var eerder any
		if oud != nil {
			eerder = oud
		}
		if err := o.doe("INSERT INTO oorsprongen (nr, naam, vkey, oud) VALUES (?, ?, ?, ?)", nil, nr, naam, vkey, eerder); err != nil {
			return err
		}
		if err := o.doe("DELETE FROM weigering", nil); err != nil {
			return err
		}
		return o.doe("INSERT INTO hoofden (nr, grootte, wortel, bereik) VALUES (?, ?, zeroblob(32), x'')", nil, nr, geenHoofd)
	})
	return nr, err
}

// hoofdVan returns the head of origin nr.
func (o *opslag) hoofdVan(nr int64) (h hoofd, err error) {
	rijen := 0
	err = o.inTransactie(func() error {
		return o.doe("SELECT grootte, wortel, bereik, checkpoint FROM hoofden WHERE nr = ?", func(s *sqlite.Stmt) error {
			rijen++
			if s.ColumnLen(1) != len(h.wortel) {
				return ErrOpslag
			}
			s.ColumnBytes(1, h.wortel[:])
			h.grootte, h.bereik, h.checkpoint = s.ColumnInt64(0), blob(s, 2), blob(s, 3)
			return nil
		}, nr)
	})
	if err == nil && rijen != 1 {
		err = fmt.Errorf("%w: no head of origin %d", ErrOpslag, nr)
	}
	return h, err
}

// wissel is the compare-and-swap: it replaces head van of origin nr by naar, if
// van is still the head and nr still the newest origin, and reports whether it
// was. When it returns true, naar is on disk.
func (o *opslag) wissel(nr int64, van, naar hoofd) (gelukt bool, err error) {
	err = o.inTransactie(func() error {
		err := o.doe(`UPDATE hoofden SET grootte = ?, wortel = ?, bereik = ?, checkpoint = NULL
			WHERE nr = ? AND grootte = ? AND wortel = ? AND nr = (SELECT max(nr) FROM oorsprongen)`,
			nil, naar.grootte, naar.wortel[:], naar.bereik, nr, van.grootte, van.wortel[:])
		gelukt = err == nil && o.conn.Changes() == 1
		return err
	})
	return gelukt && err == nil, err
}

// errAchterhaald says that another process has replaced the head meanwhile.
var errAchterhaald = errors.New("zegel: head was replaced by another process")

// legVast records the signed form of head c of origin nr and drops one
// checkpoint that need not be kept (see bewaard). It returns errAchterhaald if c
// is no longer the head.
//
// Checkpoints are kept to be able to say between which two of them a rewritten
// history starts to differ. Every one of the newest 256 is, and then one per
// 256 positions: a million events leave at most some 4,200 rows to check.
func (o *opslag) legVast(nr int64, c c2sp.Checkpoint, tekst []byte) error {
	return o.inTransactie(func() error {
		err := o.doe("UPDATE hoofden SET checkpoint = ? WHERE nr = ? AND grootte = ? AND wortel = ?",
			nil, tekst, nr, c.Grootte, c.Wortel[:])
		if err != nil {
			return err
		}
		if o.conn.Changes() != 1 {
			return errAchterhaald
		}
		err = o.doe("INSERT INTO checkpoints (nr, grootte, wortel, tekst) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
			nil, nr, c.Grootte, c.Wortel[:], tekst)
		if err != nil {
			return err
		}
		return o.doe(`DELETE FROM checkpoints WHERE nr = ?1 AND grootte = (
				SELECT grootte FROM checkpoints WHERE nr = ?1 ORDER BY grootte DESC LIMIT 1 OFFSET ?2)
			AND (grootte + 255) / 256 = (
				SELECT (grootte + 255) / 256 FROM checkpoints WHERE nr = ?1 ORDER BY grootte DESC LIMIT 1 OFFSET ?2 - 1)`,
			nil, nr, bewaard)
	})
}

// checkpoints returns the sizes and roots of the kept checkpoints of origin nr,
// smallest first.
func (o *opslag) checkpoints(nr int64) (lijst []c2sp.Checkpoint, err error) {
	err = o.inTransactie(func() error {
		return o.doe("SELECT grootte, wortel FROM checkpoints WHERE nr = ? ORDER BY grootte", func(s *sqlite.Stmt) error {
			c := c2sp.Checkpoint{Grootte: s.ColumnInt64(0)}
			s.ColumnBytes(1, c.Wortel[:])
			lijst = append(lijst, c)
			return nil
		}, nr)
	})
	return lijst, err
}
