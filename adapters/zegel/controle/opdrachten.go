package controle

import (
	"errors"

	"zombiezen.com/go/sqlite"
)

// opdrachten adds up which positions the commands claim.
func (g *gang) opdrachten() error {
	var id []byte
	return vraag(g.hoofd, "SELECT opdracht, positie, aantal, length(hmac) FROM opdrachten", nil, func(s *sqlite.Stmt) error {
		id = kolom(s, 0, id)
		p, n := s.ColumnInt64(1), s.ColumnInt64(2)
		g.u.Opdrachten++
		if !g.doe.doet(toetsOpdrachten) {
			return nil
		}
		switch {
		case n < 1 || n > maxAantal || p < 1 || p > g.tot-n+1:
			g.afwijking(max(0, min(p, g.tot)), SoortOpdracht, "een opdracht noemt posities die er niet zijn")
			return nil
		case len(id) != 16 || s.ColumnInt64(3) != 32:
			g.afwijking(p, SoortOpdracht, "een opdrachtrij heeft niet de juiste vorm")
			return nil
		}
		for i := range n {
			g.som.opdracht += somOpdracht(g.zaad, id, p+i)
		}
		return nil
	})
}

// zoekOpdracht looks for the first position up to tot whose command does not
// claim it, or that is claimed by another command as well.
func (g *gang) zoekOpdracht(tot int64) (gevonden bool, err error) {
	var r rij
	eerste := int64(0)
	zoek := func(opdracht []byte) (p, n int64, err error) {
		err = vraag(g.hoofd, "SELECT positie, aantal FROM opdrachten WHERE opdracht = ?",
			func(s *sqlite.Stmt) { s.BindBytes(1, opdracht) },
			func(s *sqlite.Stmt) error { p, n = s.ColumnInt64(0), s.ColumnInt64(1); return nil })
		return p, n, err
	}
	err = vraag(g.hoofd, rijQuery, func(s *sqlite.Stmt) { s.BindInt64(1, 0); s.BindInt64(2, tot) }, func(s *sqlite.Stmt) error {
		r.lees(s)
		k, ok := leesKenmerken(r.gebeurtenis)
		if !ok {
			return nil // told elsewhere
		}
		if _, err := g.base64.Decode(r.opdracht[:], k.opdracht); err != nil {
			return nil // told elsewhere
		}
		p, n, err := zoek(r.opdracht[:])
		if err == nil && (n == 0 || r.positie < p || r.positie >= p+n) {
			eerste = r.positie
			return errGevonden
		}
		return err
	})
	if err != nil && !errors.Is(err, errGevonden) {
		return false, err
	}
	vreemd, err := g.vreemdeOpdracht(tot)
	if err != nil {
		return false, err
	}
	if vreemd != 0 && (eerste == 0 || vreemd < eerste) {
		eerste = vreemd
	}
	if eerste != 0 {
		g.afwijking(eerste, SoortOpdracht, "de gebeurtenis en de tabel opdrachten noemen niet dezelfde opdracht")
	}
	return eerste != 0, nil
}

// vreemdeOpdracht returns the first position up to tot that is claimed by a
// command other than its own, or 0.
func (g *gang) vreemdeOpdracht(tot int64) (eerste int64, err error) {
	var id, gebeurtenis []byte
	var eigen [16]byte
	err = vraag(g.hoofd, "SELECT opdracht, positie, aantal FROM opdrachten", nil, func(s *sqlite.Stmt) error {
		id = kolom(s, 0, id)
		van, n := s.ColumnInt64(1), min(s.ColumnInt64(2), maxAantal)
		for p := max(van, 1); p < van+n && p <= tot && (eerste == 0 || p < eerste); p++ {
			err := vraag(g.hoofd, "SELECT gebeurtenis FROM gebeurtenissen WHERE positie = ?",
				func(s *sqlite.Stmt) { s.BindInt64(1, p) },
				func(s *sqlite.Stmt) error { gebeurtenis = kolom(s, 0, gebeurtenis); return nil })
			if err != nil {
				return err
			}
			k, ok := leesKenmerken(gebeurtenis)
			if !ok {
				continue
			}
			if _, err := g.base64.Decode(eigen[:], k.opdracht); err == nil && string(eigen[:]) != string(id) {
				eerste = p
			}
		}
		return nil
	})
	return eerste, err
}
