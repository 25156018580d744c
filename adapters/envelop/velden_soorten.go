package envelop

import (
	"strconv"
	"strings"
)

// ElkePlaats stands in a path for any place in a list.
const ElkePlaats = "*"

// PersoonlijkeVelden returns the personal fields that events can hold: by stored
// name of the type, current ones only, their JSON Pointers in data in key order,
// with [ElkePlaats] for any place in a list. A type without one is left out.
func (c *Codec) PersoonlijkeVelden() map[string][]string {
	uit := map[string][]string{}
	for naam, p := range c.opNaam {
		if paden := p.node.persoonlijkePaden(""); len(paden) > 0 {
			uit[naam] = paden
		}
	}
	return uit
}

// persoonlijkePaden returns the paths of the personal fields below pad.
func (n *node) persoonlijkePaden(pad string) (paden []string) {
	switch {
	case n.soort == persoonlijk:
		return []string{pad}
	case n.soort == lijst && n.prive:
		return n.elem.persoonlijkePaden(pad + "/" + ElkePlaats)
	}
	for i := range n.velden {
		if f := &n.velden[i]; f.node.prive {
			paden = append(paden, f.node.persoonlijkePaden(pad+"/"+f.sleutel)...)
		}
	}
	return paden
}

// Veldpad returns the path of v as [Codec.PersoonlijkeVelden] has it.
func (v Veld) Veldpad() string {
	delen := strings.Split(v.Pad, "/")
	for i, d := range delen {
		if _, err := strconv.ParseUint(d, 10, 64); err == nil {
			delen[i] = ElkePlaats
		}
	}
	return strings.Join(delen, "/")
}
