package envelop

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A soort is how a value is written.
type soort uint8

const (
	tekst       soort = iota // any string kind
	waarheid                 // bool
	getal                    // int, int64
	tijd                     // time.Time
	kenmerk                  // uuid.UUID
	eigen                    // a type with AppendText and UnmarshalText: Datum, Bedrag
	object                   // struct
	lijst                    // slice
	persoonlijk              // es.Persoonlijk
)

// A node says how the values of one Go type are written and read.
type node struct {
	soort  soort
	velden []veld // of an object, in key order
	elem   *node  // of a lijst; of a persoonlijk, its value
	prive  bool   // holds personal fields, at any depth
	blijft bool   // holds fields tagged `residu:"blijft"`, at any depth
	nul    bool   // eigen: has a method IsZero
	vrij   bool   // tekst: of the plain type string, so not one of a set of codes
}

// A veld is one member of an object; members of embedded structs are inlined.
type veld struct {
	sleutel  string
	kop      string // `"sleutel":`
	index    []int
	node     *node
	omitzero bool
	residu   residu
}

// A residu says what is left of a field after destruction.
type residu uint8

const (
	weg    residu = iota // nothing
	deel                 // those of its own fields that are tagged
	geheel               // all of it
)

// Types that have a form of their own.
var ( // read only
	typeTijd    = reflect.TypeFor[time.Time]()
	typeKenmerk = reflect.TypeFor[uuid.UUID]()
	pakketES    = reflect.TypeFor[es.Stream]().PkgPath()
)

// onthuller is what es.Persoonlijk offers the codec.
type onthuller interface {
	Onthul() (value any, open bool)
	Open()
}

// compileer returns the node of t, or an error that names the field that an
// event cannot have. bezig holds the types around t: a type inside itself has no end.
func compileer(t reflect.Type, bezig []reflect.Type) (*node, error) {
	if slices.Contains(bezig, t) {
		return nil, fmt.Errorf("%s holds itself", t)
	}
	switch {
	case t == typeTijd:
		return &node{soort: tijd}, nil
	case t == typeKenmerk:
		return &node{soort: kenmerk}, nil
	case isPersoonlijk(t):
		return compileerPersoonlijk(t, append(bezig, t))
	case heeftVorm(t):
		return compileerEigen(t)
	}
	switch t.Kind() {
	case reflect.String:
		return &node{soort: tekst, vrij: t == reflect.TypeFor[string]()}, nil
	case reflect.Bool:
		return &node{soort: waarheid}, nil
	case reflect.Int, reflect.Int64:
		return &node{soort: getal}, nil
	case reflect.Struct:
		return compileerObject(t, append(bezig, t))
	case reflect.Slice:
		e, err := compileer(t.Elem(), append(bezig, t))
		if err == nil && e.soort == persoonlijk {
			err = errors.New("a list of personal fields: make it one personal field that holds a list, or a list of structs")
		}
		if err != nil {
			return nil, err
		}
		return &node{soort: lijst, elem: e, prive: e.prive, blijft: e.blijft}, nil
	default:
		return nil, fmt.Errorf("kind %s (%s) cannot be in an event", t.Kind(), t)
	}
}

func isPersoonlijk(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.PkgPath() == pakketES &&
		strings.HasPrefix(t.Name(), "Persoonlijk[") && reflect.PointerTo(t).Implements(reflect.TypeFor[onthuller]())
}

func compileerPersoonlijk(t reflect.Type, bezig []reflect.Type) (*node, error) {
	w, _ := reflect.New(t).Interface().(onthuller).Onthul()
	e, err := compileer(reflect.TypeOf(w).Elem(), bezig)
	if err != nil {
		return nil, err
	}
	if e.prive || e.soort == persoonlijk {
		return nil, errors.New("a personal field inside a personal field")
	}
	return &node{soort: persoonlijk, elem: e, prive: true}, nil
}

// heeftVorm reports whether t decides for itself what it looks like in text or JSON.
func heeftVorm(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	for _, m := range []string{
		"AppendText", "MarshalText", "UnmarshalText",
		"MarshalJSON", "UnmarshalJSON", "MarshalJSONTo", "UnmarshalJSONFrom",
	} {
		if _, ok := p.MethodByName(m); ok {
			return true
		}
	}
	return false
}

func compileerEigen(t reflect.Type) (*node, error) {
	p := reflect.PointerTo(t)
	for _, m := range []string{"MarshalJSON", "UnmarshalJSON", "MarshalJSONTo", "UnmarshalJSONFrom"} {
		if _, ok := p.MethodByName(m); ok {
			return nil, fmt.Errorf("%s has a JSON form of its own (%s)", t, m)
		}
	}
	if !p.Implements(reflect.TypeFor[encoding.TextAppender]()) || !p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return nil, fmt.Errorf("%s needs both AppendText and UnmarshalText", t)
	}
	return &node{soort: eigen, nul: p.Implements(reflect.TypeFor[interface{ IsZero() bool }]())}, nil
}
