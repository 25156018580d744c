// Package projectionstest holds what tests of projectors have in common.
package projectionstest

import (
	"reflect"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Vernietigd returns events as they read after destruction: of each only what its
// type declares to stay (`residu:"blijft"`). A read model that says it is lasting
// must come out of these as it came out of the events themselves.
func Vernietigd(events []es.Recorded) []es.Recorded {
	uit := make([]es.Recorded, len(events))
	for i, r := range events {
		r.Event, r.Replaced = residu(reflect.ValueOf(r.Event)).Interface(), true
		uit[i] = r
	}
	return uit
}

func residu(v reflect.Value) reflect.Value {
	uit := reflect.New(v.Type()).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch {
		case f.Tag.Get("residu") == "blijft":
			uit.Field(i).Set(v.Field(i))
		case f.Type.Kind() == reflect.Struct && f.IsExported() && eigen(f.Type):
			uit.Field(i).Set(residu(v.Field(i)))
		}
	}
	return uit
}

// eigen reports whether t is a struct with exported fields only: one that is
// looked into, unlike a Datum or a personal field.
func eigen(t reflect.Type) bool {
	for i := range t.NumField() {
		if !t.Field(i).IsExported() {
			return false
		}
	}
	return true
}
