package invoer

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/uuid"
)

// A verdeler reads lines and gives each to its connection.
type verdeler struct {
	im     *Importeur
	lijnen []*lijn
	namen  map[string]*werk // lines that others may refer to
	baan   map[string]int   // connection of a name
	voor   map[string]*voorgangers
	zaad   maphash.Seed
	beurt  int
}

// loop reads to the end of the file, or until nothing can be sent any more. Every
// line that was read goes into rij, in order.
func (v *verdeler) loop(ctx context.Context, lezer Lezer, rij chan<- *werk) error {
	for {
		r, err := lezer.Volgende()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if r.Nummer < v.im.o.VanafRegel {
			continue
		}
		w := &werk{regel: r, klaar: make(chan struct{})}
		v.neem(w)
		rij <- w
		if ctx.Err() != nil {
			v.im.stop(fmt.Errorf("onderbroken na regel %d: %w", r.Nummer, ctx.Err()))
		}
		if v.im.fataal() != nil {
			return nil // Draai tells why; what was read has its answer
		}
	}
}

// neem checks a line and gives it to a connection, or answers it.
func (v *verdeler) neem(w *werk) {
	r := w.regel
	if len(r.Fouten) == 0 {
		v.keur(w)
	}
	if len(r.Fouten) > 0 {
		v.noem(w, 0)
		u := r.Afgekeurd()
		if w.op != nil {
			u.Opdracht = w.op.id
		}
		w.klaarMet(u)
		return
	}
	n := v.kies(w)
	v.noem(w, n)
	v.lijnen[n].in <- w
}

func (v *verdeler) keur(w *werk) {
	r := w.regel
	if w.op = v.im.b.operaties[r.Opdracht]; w.op == nil {
		r.Fouten = []Veldfout{r.veldfout("/opdracht", "onbekend", "Deze opdracht bestaat niet.")}
		return
	}
	r.Fouten = r.keur(w.op)
	for _, naam := range r.verwijzingen(w.op) {
		d := v.namen[naam]
		if d == nil {
			r.Fouten = append(r.Fouten, Veldfout{Code: "verwijzing", Reden: "Een verwijzing (@) noemt geen eerdere regel met die naam."})
			continue
		}
		if w.nodig == nil {
			w.nodig = map[string]*werk{}
		}
		w.nodig[naam] = d
		w.na = append(w.na, d)
	}
	if r.Als != "" && v.namen[r.Als] != nil {
		r.Fouten = append(r.Fouten, r.veldfout("/als", "dubbel", "Deze naam is al van een eerdere regel."))
	}
}

// noem lets later lines refer to w.
func (v *verdeler) noem(w *werk, lijn int) {
	if naam := w.regel.Als; naam != "" && v.namen[naam] == nil {
		v.namen[naam], v.baan[naam] = w, lijn
	}
}

// kies returns the connection for w: that of the resource it is about, so that
// lines on one resource stay in order, and else the next in turn.
func (v *verdeler) kies(w *werk) int {
	namen, eigen := w.op.parameters(), ""
	if len(namen) > 0 {
		eigen = w.regel.Pad[namen[0]]
		if naam, ok := strings.CutPrefix(eigen, "@"); ok {
			w.bron = eigen
			return v.baan[naam]
		}
	} else if naam, ok := v.im.b.eerste[w.op.verzameling()]; ok {
		eigen = w.regel.tekst(w.op, naam)
	}
	if eigen != "" {
		w.bron = eigen
		if len(namen) == 0 || !alleenBestaand(eigen) {
			v.rij(w, eigen, len(namen) == 0)
		}
		return int(maphash.String(v.zaad, eigen) % uint64(len(v.lijnen)))
	}
	v.rij(w, "", true)
	if w.regel.Als != "" {
		w.bron = "@" + w.regel.Als
	}
	v.beurt++
	return v.beurt % len(v.lijnen)
}

// alleenBestaand reports whether a path parameter can only name what existed before
// the file was made: an id that the kantoor gave.
func alleenBestaand(parameter string) bool {
	_, err := uuid.Parse(parameter)
	return err == nil && len(parameter) == 36
}

// tekst returns a text field of the body, when the command has it.
func (r *Regel) tekst(o *operatie, naam string) (w string) {
	if s := o.veld([]string{naam}); s == nil || !s.Type.Is(openapi3.TypeString) {
		return ""
	}
	var velden map[string]jsontext.Value
	if json.Unmarshal(r.Body, &velden) != nil || json.Unmarshal(velden[naam], &w) != nil {
		return "" // the API says what is wrong with it
	}
	return w
}

// voorgangers are the lines of one collection that may be about the same thing
// without saying so: those that open something, whose name is not in the line, and
// those that name a thing by something else than an id.
type voorgangers struct{ openend, noemend []*werk }

// rij lets w wait for those that came before it, where nothing else tells whether
// they are about the same: a plan is opened without its name, and used by year.
func (v *verdeler) rij(w *werk, eigen string, opent bool) {
	p := v.voor[w.op.verzameling()]
	if p == nil {
		p = &voorgangers{}
		v.voor[w.op.verzameling()] = p
	}
	switch {
	case opent && eigen == "":
		p.noemend = onklaar(p.noemend)
		w.na = append(w.na, p.noemend...)
		if p.openend = append(p.openend, w); len(p.openend)%1024 == 0 {
			p.openend = onklaar(p.openend)
		}
	case !opent:
		p.openend = onklaar(p.openend)
		w.na = append(w.na, p.openend...)
		if p.noemend = append(p.noemend, w); len(p.noemend)%1024 == 0 {
			p.noemend = onklaar(p.noemend)
		}
	}
}

// onklaar returns the lines that have no outcome yet.
func onklaar(lijst []*werk) []*werk { return slices.DeleteFunc(lijst, (*werk).isKlaar) }
