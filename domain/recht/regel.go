package recht

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Regelnoot is what an event keeps of a rule that was applied: its code and
// the first day of the version used, so that the outcome can be computed again.
type Regelnoot struct {
	Code       string `json:"code"`
	Versie     Datum  `json:"versie"`              // first day of the validity of the version
	Aangenomen bool   `json:"aangenomen,omitzero"` // true while no source was seen: the value is only assumed
}

// ErrRegelGeldtNiet refuses a decision for which no version of a rule is in
// force on the decisive day.
var ErrRegelGeldtNiet = es.Refuse("recht/regel-geldt-niet",
	"Voor deze dag is geen versie van de toe te passen regel vastgelegd.", "Geldigheid van regels; Awb 3:46")

// A Versie is the value of a rule during part of time. Bron says where the value
// was read; Aangenomen says that it was read nowhere and awaits confirmation.
type Versie[T any] struct {
	Vanaf      Datum // first day
	Tot        Datum // day on which it lapses; zero while in force
	Waarde     T
	Bron       string
	Aangenomen bool
}

func (v Versie[T]) geldtOp(d Datum) bool {
	return !d.Voor(v.Vanaf) && (v.Tot.IsZero() || d.Voor(v.Tot))
}

// A Regel is a legal rule whose value changes over time. It is built once, at
// package level, and only read after that, so it is safe for concurrent use.
type Regel[T any] struct {
	code    string
	versies []Versie[T] // by first day, never overlapping
}

// NieuweRegel returns the rule with the given code and versions. Versions may
// leave days uncovered. It panics when they overlap, or when one lacks a first
// day or a source: only a programming error can cause that.
func NieuweRegel[T any](code string, versies ...Versie[T]) Regel[T] {
	if code == "" || len(versies) == 0 {
		panic("recht: rule without code or versions: " + code)
	}
	r := Regel[T]{code: code, versies: slices.Clone(versies)}
	slices.SortFunc(r.versies, func(a, b Versie[T]) int { return b.Vanaf.DagenTot(a.Vanaf) })
	for i, v := range r.versies {
		switch {
		case v.Vanaf.IsZero() || v.Bron == "":
			panic("recht: version without first day or source of rule " + code)
		case !v.Tot.IsZero() && !v.Vanaf.Voor(v.Tot):
			panic("recht: empty version of rule " + code)
		case i > 0 && (r.versies[i-1].Tot.IsZero() || r.versies[i-1].Tot.Na(v.Vanaf)):
			panic("recht: overlapping versions of rule " + code)
		}
	}
	return r
}

// Code returns the code under which events refer to the rule.
func (r Regel[T]) Code() string { return r.code }

// Versies returns the versions in order of time.
func (r Regel[T]) Versies() []Versie[T] { return slices.Clone(r.versies) }

// VersieOp returns the version in force on d, or ErrRegelGeldtNiet.
func (r Regel[T]) VersieOp(d Datum) (Versie[T], error) {
	for _, v := range r.versies {
		if v.geldtOp(d) {
			return v, nil
		}
	}
	return Versie[T]{}, ErrRegelGeldtNiet.With(r.code + " op " + d.String() + ".")
}

// Op returns the value in force on d and the note of it that an event keeps, or
// ErrRegelGeldtNiet.
func (r Regel[T]) Op(d Datum) (T, Regelnoot, error) {
	v, err := r.VersieOp(d)
	if err != nil {
		return v.Waarde, Regelnoot{}, err
	}
	return v.Waarde, Regelnoot{Code: r.code, Versie: v.Vanaf, Aangenomen: v.Aangenomen}, nil
}

// GeldtOp reports whether a version is in force on d. It is for duties that came
// into being or lapsed, where absence is an answer.
func (r Regel[T]) GeldtOp(d Datum) bool {
	_, err := r.VersieOp(d)
	return err == nil
}
