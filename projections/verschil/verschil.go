package verschil

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Limits of one comparison.
const (
	// MaxStappen is how often a report is made anew. With more events than that,
	// neighbours share a step, and are named together.
	MaxStappen = 500
	// MaxGebeurtenissen is how many events may lie behind a difference.
	MaxGebeurtenissen = 20_000
)

// Refusals of [Voer].
var (
	ErrVolgorde = es.Refuse("rapport/verschil-achterstevoren",
		"Het eerste moment ligt na het tweede. Noem het vroegste eerst.", "vraag 11: toen en nu")
	ErrTeVeel = es.Refuse("rapport/verschil-te-groot",
		"Tussen deze momenten liggen te veel gebeurtenissen om elk te noemen. Kies een filter of een kortere periode.", "vraag 11: elke gebeurtenis genoemd")
)

// ErrOnverklaard reports a difference that the named events do not add up to. It is
// a fault of a report or of this package, and nothing a user can mend.
var ErrOnverklaard = errors.New("verschil: events do not add up to the difference")

// A Vraag is what is compared.
type Vraag struct {
	Van, Tot  es.Position // as known then, and as known now
	Peildatum recht.Datum
	Filter    map[string]string
}

// A Stap is what one event contributed, or neighbouring events together.
type Stap struct {
	Posities []es.Position
	Regels   []Regelverschil
	sleutels []string
}

// A Verschil is a report at two moments.
type Verschil struct {
	Toen, Nu projections.Antwoord
	Sleutel  []string // names of the columns by which a line is known
	Regels   []Regelverschil
	Stappen  []Stap // in order; together they are the difference

	sleutels []string
}

// Voer compares r at two moments and explains the difference. It refuses what
// [projections.Voer] refuses and, with an es.Refusal, moments in the wrong order and
// a difference with too many events. maxStappen is mostly [MaxStappen].
func Voer(ctx context.Context, r *projections.Rapport, l projections.Lezer, v Vraag, maxStappen int) (Verschil, error) {
	if v.Van > v.Tot {
		return Verschil{}, ErrVolgorde
	}
	w := werk{ctx: ctx, r: r, vraag: v, volger: &volger{Lezer: l, van: v.Van, tot: v.Tot, gezien: map[string]bool{}}}
	toen, err := w.maak(v.Van)
	if err != nil {
		return Verschil{}, err
	}
	nu, err := w.maak(v.Tot)
	if err != nil {
		return Verschil{}, err
	}
	for _, a := range []*projections.Antwoord{&toen, &nu} { // from l itself: what is looked for explains no difference
		if a.Volledigheid.KomtNietVoor, err = projections.KomtNietVoor(ctx, r, l, a.Vraag, a.Uitkomst.Regels); err != nil {
			return Verschil{}, err
		}
	}
	if w.kolommen, err = Sleutelkolommen(r, nu.Uitkomst.Kolommen); err != nil {
		return Verschil{}, err
	}
	uit := Verschil{Toen: toen, Nu: nu, Sleutel: namen(nu.Uitkomst.Kolommen, w.kolommen)}
	van, tot := lijstVan(toen.Uitkomst.Regels, w.kolommen), lijstVan(nu.Uitkomst.Regels, w.kolommen)
	uit.Regels, uit.sleutels = van.verschil(tot, w.kolommen)
	if uit.Stappen, err = w.stappen(van, maxStappen); err != nil {
		return Verschil{}, err
	}
	return uit, uit.Controleer()
}

// A werk is one comparison under way.
type werk struct {
	ctx      context.Context
	r        *projections.Rapport
	vraag    Vraag
	volger   *volger
	kolommen []int
}

// maak makes the report as known at p, and notes what it reads.
func (w *werk) maak(p es.Position) (projections.Antwoord, error) {
	return projections.Voer(w.ctx, w.r, w.volger, projections.Vraag{
		BekendOp: p, Peildatum: w.vraag.Peildatum, Filter: w.vraag.Filter, ZonderHerkomst: true, ZonderZoeken: true,
	})
}

// stappen makes the report after each event that touched it, and keeps the events
// that changed it.
func (w *werk) stappen(vorige lijst, maxStappen int) (uit []Stap, err error) {
	gedaan := w.vraag.Van
	for {
		if err := w.volger.zoek(); err != nil {
			return nil, err
		}
		i, er := slices.BinarySearch(w.volger.posities, gedaan)
		if er {
			i++
		}
		rest := w.volger.posities[i:]
		switch {
		case len(w.volger.posities) > MaxGebeurtenissen:
			return nil, ErrTeVeel
		case len(rest) == 0:
			return uit, nil
		}
		samen := slices.Clone(rest[:min(len(rest), (len(w.volger.posities)+maxStappen-1)/maxStappen)])
		gedaan = samen[len(samen)-1]
		a, err := w.maak(gedaan)
		if err != nil {
			return nil, err
		}
		nu := lijstVan(a.Uitkomst.Regels, w.kolommen)
		s := Stap{Posities: samen}
		if s.Regels, s.sleutels = vorige.verschil(nu, w.kolommen); len(s.Regels) > 0 {
			uit = append(uit, s)
		}
		vorige = nu
	}
}

// Controleer adds up what the steps contributed, line by line and column by column,
// and returns ErrOnverklaard unless that is the difference.
func (v Verschil) Controleer() error {
	type keten struct{ toen, nu []projections.Waarde }
	ketens := map[string]keten{}
	for _, s := range v.Stappen {
		for i, r := range s.Regels {
			k, er := ketens[s.sleutels[i]]
			if er && !slices.Equal(k.nu, r.Toen) || er && (k.nu == nil) != (r.Toen == nil) {
				return fmt.Errorf("%w: a step of %s does not follow on the one before", ErrOnverklaard, v.Toen.Rapport.Naam)
			}
			if !er {
				k.toen = r.Toen
			}
			k.nu = r.Nu
			ketens[s.sleutels[i]] = k
		}
	}
	for i, r := range v.Regels {
		k, er := ketens[v.sleutels[i]]
		if !er || !slices.Equal(k.toen, r.Toen) || !slices.Equal(k.nu, r.Nu) {
			return fmt.Errorf("%w: report %s between %d and %d", ErrOnverklaard, v.Toen.Rapport.Naam, v.Toen.Vraag.BekendOp, v.Nu.Vraag.BekendOp)
		}
		delete(ketens, v.sleutels[i])
	}
	for _, k := range ketens { // what went to and fro must have come back
		if !slices.Equal(k.toen, k.nu) || (k.toen == nil) != (k.nu == nil) {
			return fmt.Errorf("%w: report %s between %d and %d", ErrOnverklaard, v.Toen.Rapport.Naam, v.Toen.Vraag.BekendOp, v.Nu.Vraag.BekendOp)
		}
	}
	return nil
}
