package sleutels

import "github.com/mgr-sdcg/kroniek/adapters/envelop"

// generatie bounds how many keys one generation of the memory holds.
const generatie = 4096

// geheugen keeps keys that were used lately, in two generations: the old one is
// wiped when the young one takes its place. Its owner guards it.
type geheugen struct {
	jong, oud map[[16]byte]*envelop.Sleutel
}

func (g *geheugen) zoek(id [16]byte) (envelop.Sleutel, bool) {
	for _, m := range []map[[16]byte]*envelop.Sleutel{g.jong, g.oud} {
		if s := m[id]; s != nil {
			return *s, true
		}
	}
	return envelop.Sleutel{}, false
}

func (g *geheugen) bewaar(s envelop.Sleutel) {
	if len(g.jong) >= generatie {
		g.verouder()
	}
	if g.jong == nil {
		g.jong = map[[16]byte]*envelop.Sleutel{}
	}
	g.jong[s.ID] = &s
}

// verouder makes the young generation the old one, and wipes what was old.
func (g *geheugen) verouder() {
	for _, s := range g.oud {
		*s = envelop.Sleutel{}
	}
	g.oud, g.jong = g.jong, nil
}

func (g *geheugen) vergeet(id [16]byte) {
	for _, m := range []map[[16]byte]*envelop.Sleutel{g.jong, g.oud} {
		if s := m[id]; s != nil {
			*s = envelop.Sleutel{}
			delete(m, id)
		}
	}
}
