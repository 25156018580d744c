package controle

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/transparency-dev/merkle/compact"
	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A deel is a stretch of the log, van < position <= tot, that one goroutine
// checks from end to end. Van is a multiple of the size of a full deel, a power
// of two, so a full deel is one perfect subtree.
type deel struct {
	van, tot int64

	bereik    *compact.Range
	momenten  []moment
	hoger     []byte // stored nodes at tot that reach to before van
	opdracht  uint64 // sum over all events, see somOpdracht
	volgorde  uint64
	vervangen []Vervanging
	typen     map[int64]bool // types that occur

	persoonsdelen, vernietigd, onbevestigd, knopen int64

	fout *Afwijking // the first difference; the deel ends there
}

// A moment is the state of a deel at a size at which the root is asked for.
type moment struct {
	grootte int64
	hashes  [][]byte
}

// A loper checks one deel after the other on a connection of its own.
type loper struct {
	g    *gang
	conn *sqlite.Conn
	rij  rij
	buf  []byte
	knop []byte // nodes that the current event completes, lowest first
}

// loop checks d. The error is one of the context; a fault in the file is an Afwijking.
func (l *loper) loop(d *deel) error {
	err := l.gebeurtenissen(d)
	if fout := l.g.ctx.Err(); fout != nil {
		return fout
	}
	if err != nil {
		p := d.van + 1
		if d.bereik != nil {
			p = int64(d.bereik.End()) + 1
		}
		d.fout = &Afwijking{Positie: es.Position(p), Soort: SoortLeesfout, Melding: fmt.Sprintf("het bestand is hier onleesbaar (%s)", sqlite.ErrCode(err))}
	}
	return nil
}

func (l *loper) gebeurtenissen(d *deel) (err error) {
	d.bereik, d.typen = l.g.fabriek.NewEmptyRange(uint64(d.van)), map[int64]bool{}
	vorige, err := getal(l.conn, "SELECT tijdgrens FROM gebeurtenissen WHERE positie = ?", d.van)
	if err != nil {
		return err
	}
	var wijzers [3]*wijzer
	defer func() {
		for _, w := range wijzers {
			if w != nil {
				err = errors.Join(err, w.stmt.Reset())
			}
		}
	}()
	for i, q := range []string{
		rijQuery,
		"SELECT positie, deel FROM persoonsdelen WHERE positie > ? AND positie <= ? ORDER BY positie",
		"SELECT positie, hashes FROM knopen WHERE positie > ? AND positie <= ? ORDER BY positie",
	} {
		if wijzers[i], err = nieuweWijzer(l.conn, q, d.van, d.tot); err != nil {
			return err
		}
	}
	groottes := l.g.groottesIn(d.van, d.tot)
	for p := d.van + 1; p <= d.tot; p++ {
		if d.fout, err = l.een(d, p, vorige, wijzers); err != nil || d.fout != nil {
			return err
		}
		vorige = l.rij.tijdgrens
		if len(groottes) > 0 && groottes[0] == p {
			d.momenten = append(d.momenten, moment{grootte: p, hashes: append([][]byte(nil), d.bereik.Hashes()...)})
			groottes = groottes[1:]
		}
		if p%4096 == 0 || p == d.tot {
			l.g.meld(min(4096, p-d.van))
		}
	}
	for i, tabel := range []string{"gebeurtenissen", "persoonsdelen", "knopen"} {
		if wijzers[i].positie != geenRij { // a row that sorts after its own key
			d.fout = l.wanorde(d.tot, tabel)
			break
		}
	}
	return nil
}

// een checks the event at p with its personal part and its nodes.
func (l *loper) een(d *deel, p, vorige int64, w [3]*wijzer) (*Afwijking, error) {
	if w[0].positie != p {
		return &Afwijking{Positie: es.Position(p), Soort: SoortPositie, Melding: "de gebeurtenis ontbreekt"}, nil
	}
	r := &l.rij
	r.lees(w[0].stmt)
	if a := r.keur(l.g, vorige); a != nil {
		return a, nil
	}
	if a, err := l.persoonsdeel(d, p, w[1]); a != nil || err != nil {
		return a, err
	}
	l.knop = l.knop[:0]
	err := d.bereik.Append(bladHash(r.commitment), func(id compact.NodeID, hash []byte) {
		if id.Level > 0 {
			l.knop = append(l.knop, hash...)
		}
	})
	if err != nil {
		return nil, err
	}
	if a, err := l.knopen(d, p, w[2]); a != nil || err != nil {
		return a, err
	}
	d.opdracht += somOpdracht(l.g.zaad, r.opdracht[:], p)
	d.volgorde += somVolgorde(l.g.zaad, r.sid, r.revisie, p)
	d.typen[r.tid] = true
	if r.vervangen != 0 {
		d.vervangen = append(d.vervangen, Vervanging{Positie: es.Position(p), Door: es.Position(r.vervangen)})
	}
	return nil, w[0].volgende()
}

func (l *loper) persoonsdeel(d *deel, p int64, w *wijzer) (*Afwijking, error) {
	if w.terug(p) {
		return l.wanorde(p, "persoonsdelen"), nil
	}
	if w.positie != p {
		if l.rij.k.pddigest == nil {
			return nil, nil
		}
		if l.g.o.PersoonsdelenVolledig && es.Position(p) > l.g.o.ZonderPersoonsdelenTot {
			return l.rij.fout(SoortPersoons, "het persoonsdeel dat de gebeurtenis noemt, ontbreekt"), nil
		}
		d.vernietigd++
		return nil, nil
	}
	d.persoonsdelen++
	if l.rij.vervangen != 0 {
		d.onbevestigd++
	}
	l.buf = kolom(w.stmt, 1, l.buf)
	if a := l.rij.keurDeel(l.buf); a != nil && l.g.doe.doet(toetsPersoonsdeel) {
		return a, nil
	}
	return nil, w.volgende()
}

// knopen compares the stored nodes at p with l.knop. The last event of a deel
// may also complete nodes that begin before it: those are kept for later.
func (l *loper) knopen(d *deel, p int64, w *wijzer) (*Afwijking, error) {
	if w.terug(p) {
		return l.wanorde(p, "knopen"), nil
	}
	if w.positie != p {
		if len(l.knop) > 0 && l.g.doe.doet(toetsKnopen) {
			return &Afwijking{Positie: es.Position(p), Soort: SoortKnoop, Melding: "de knopen van de Merkle-boom ontbreken"}, nil
		}
		return nil, nil
	}
	l.buf = kolom(w.stmt, 1, l.buf)
	d.knopen += int64(len(l.buf) / sha256.Size)
	eigen := l.buf
	if p == d.tot && len(l.buf) > len(l.knop) {
		eigen, d.hoger = l.buf[:len(l.knop)], append([]byte(nil), l.buf[len(l.knop):]...)
	}
	if !bytes.Equal(eigen, l.knop) && l.g.doe.doet(toetsKnopen) {
		return l.knoopFout(d, p, eigen), nil
	}
	return nil, w.volgende()
}

// wanorde is a table whose rows do not come in the order of their key, which
// SQLite promises: the file was changed below it.
func (l *loper) wanorde(p int64, tabel string) *Afwijking {
	return &Afwijking{Positie: es.Position(p), Soort: SoortLeesfout, Melding: "de rijen van de tabel " + tabel + " staan niet op volgorde; het bestand is beschadigd"}
}

// knoopFout says what a wrong node points at. Its children were compared
// before, so it is the node itself; unless they are leaves and one of them is of
// a replaced event, whose commitment nothing else confirms.
func (l *loper) knoopFout(d *deel, p int64, eigen []byte) *Afwijking {
	a := &Afwijking{Positie: es.Position(p), Soort: SoortKnoop, Melding: "een knoop van de Merkle-boom is gewijzigd"}
	if len(eigen) >= sha256.Size && bytes.Equal(eigen[:sha256.Size], l.knop[:min(sha256.Size, len(l.knop))]) {
		return a
	}
	n := len(d.vervangen)
	switch {
	case n > 0 && int64(d.vervangen[n-1].Positie) == p-1:
		a.Positie--
	case l.rij.vervangen == 0:
		return a
	}
	a.Melding = "het commitment van een vervangen gebeurtenis, of de knoop erboven, is gewijzigd"
	return a
}

// sluitAan adds d to the tree of what lies before it, compares the nodes that
// span both, and returns the roots at the moments of d.
func (g *gang) sluitAan(boom *compact.Range, d *deel) (*Afwijking, error) {
	for _, m := range d.momenten {
		r, err := samen(g.fabriek, boom, uint64(d.van), uint64(m.grootte), m.hashes)
		if err != nil {
			return nil, err
		}
		g.wortels[m.grootte] = [32]byte(wortelVan(r))
	}
	var want []byte
	err := boom.AppendRange(d.bereik, func(_ compact.NodeID, hash []byte) { want = append(want, hash...) })
	if err != nil {
		return nil, fmt.Errorf("put the tree together: %w", err)
	}
	if g.doe.doet(toetsKnopen) && !bytes.Equal(want, d.hoger) {
		return &Afwijking{Positie: es.Position(d.tot), Soort: SoortKnoop, Melding: "een knoop van de Merkle-boom is gewijzigd of ontbreekt"}, nil
	}
	return nil, nil
}
