package envelop

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

func compileerObject(t reflect.Type, bezig []reflect.Type) (*node, error) {
	n := &node{soort: object}
	if err := n.verzamel(t, nil, bezig); err != nil {
		return nil, err
	}
	slices.SortFunc(n.velden, func(a, b veld) int { return cmp.Compare(a.sleutel, b.sleutel) })
	for i, v := range n.velden {
		if i > 0 && n.velden[i-1].sleutel == v.sleutel {
			return nil, fmt.Errorf("%s has two fields %q", t, v.sleutel)
		}
		n.prive = n.prive || v.node.prive
		n.blijft = n.blijft || v.residu != weg
	}
	return n, nil
}

// verzamel adds the fields of t to n; index leads from the object to t.
func (n *node) verzamel(t reflect.Type, index []int, bezig []reflect.Type) error {
	for i := range t.NumField() {
		f := t.Field(i)
		pad := append(slices.Clip(slices.Clone(index)), i)
		if f.Anonymous {
			if err := n.verzamelIngebed(f, pad, bezig); err != nil {
				return fmt.Errorf("%s.%s: %w", t, f.Name, err)
			}
			continue
		}
		v, err := leesVeld(f, bezig)
		if err != nil {
			return fmt.Errorf("%s.%s: %w", t, f.Name, err)
		}
		v.index = pad
		n.velden = append(n.velden, v)
	}
	return nil
}

func (n *node) verzamelIngebed(f reflect.StructField, pad []int, bezig []reflect.Type) error {
	if f.Tag != "" || f.Type.Kind() != reflect.Struct || !f.IsExported() {
		return fmt.Errorf("an embedded field is an exported struct without tags")
	}
	if heeftVorm(f.Type) || f.Type == typeTijd || isPersoonlijk(f.Type) || slices.Contains(bezig, f.Type) {
		return fmt.Errorf("%s cannot be embedded", f.Type)
	}
	return n.verzamel(f.Type, pad, append(bezig, f.Type))
}

func leesVeld(f reflect.StructField, bezig []reflect.Type) (veld, error) {
	tag, ok := f.Tag.Lookup("json")
	naam, opties, meer := strings.Cut(tag, ",")
	switch {
	case !f.IsExported():
		return veld{}, fmt.Errorf("unexported, so it would be lost")
	case !ok:
		return veld{}, fmt.Errorf("no json tag")
	case !isSleutel(naam):
		return veld{}, fmt.Errorf("key %q is not lowerCamelCase in ASCII letters and digits", naam)
	case meer && opties != "omitzero":
		return veld{}, fmt.Errorf("option %q: only omitzero is allowed", opties)
	}
	e, err := compileer(f.Type, bezig)
	if err != nil {
		return veld{}, err
	}
	v := veld{sleutel: naam, kop: `"` + naam + `":`, node: e, omitzero: meer}
	r, getagd := f.Tag.Lookup("residu")
	switch {
	case getagd && r != "blijft":
		return veld{}, fmt.Errorf("residu %q: only blijft is known", r)
	case getagd && e.soort == persoonlijk:
		return veld{}, fmt.Errorf("a personal field cannot stay")
	case e.blijft: // its own fields say which of them stay
		v.residu = deel
	case getagd:
		v.residu = geheel
	}
	return v, nil
}

// isSleutel keeps keys in ASCII, so that JCS order is byte order, and without
// the characters that a JSON Pointer escapes. "_sd" sorts before all of them.
func isSleutel(s string) bool {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// in returns the field of object v that f describes.
func (f *veld) in(v reflect.Value) reflect.Value {
	for _, i := range f.index {
		v = v.Field(i)
	}
	return v
}
