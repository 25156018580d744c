package zegel

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Errors of the seal. Each may be wrapped; [Weigering] is behind the first four.
var (
	// ErrGeweigerd reports that the seal refuses to sign. Every Weigering is one.
	ErrGeweigerd = errors.New("het zegel weigert te ondertekenen")
	// ErrVerschil reports a journal that differs from what was sealed.
	ErrVerschil = errors.New("het journaal wijkt af van wat is verzegeld")
	// ErrOuderDanZegel reports a journal that ends before the last signed
	// checkpoint: an older backup was put back.
	ErrOuderDanZegel = errors.New("het journaal is ouder dan het laatst ondertekende checkpoint")
	// ErrSleutelOntbreekt reports an origin whose key file is gone.
	ErrSleutelOntbreekt = errors.New("zegel.key ontbreekt")
	// ErrNogNietVerzegeld reports a question about events beyond the published
	// checkpoint. Asking again after a second helps.
	ErrNogNietVerzegeld = errors.New("nog niet verzegeld")
	// ErrOnbekendPad reports a path that names no tile of this log.
	ErrOnbekendPad = errors.New("onbekende tegel")
)

// Kinds of refusal, as they are stored and shown.
const (
	soortVerschil = "verschil"
	soortOuder    = "ouder"
	soortSleutel  = "sleutel"
)

// A Weigering says why the seal does not sign any more. It holds no personal
// data: positions and fixed texts only. It is an error: ErrGeweigerd, and
// ErrVerschil, ErrOuderDanZegel or ErrSleutelOntbreekt.
type Weigering struct {
	Soort   string      `json:"soort"`            // verschil, ouder, sleutel
	Positie es.Position `json:"positie,omitzero"` // first wrong position, where there is one
	Melding string      `json:"melding"`          // what is wrong and what to do, in Dutch

	checkpoint []byte // a newer checkpoint that was shown to us, signed
}

// Error implements error.
func (w *Weigering) Error() string { return ErrGeweigerd.Error() + ": " + w.Melding }

// Is implements the comparison of [errors.Is].
func (w *Weigering) Is(doel error) bool {
	switch doel {
	case ErrGeweigerd:
		return true
	case ErrVerschil:
		return w.Soort == soortVerschil
	case ErrOuderDanZegel:
		return w.Soort == soortOuder
	case ErrSleutelOntbreekt:
		return w.Soort == soortSleutel
	}
	return false
}

func wegensVerschil(p es.Position, wat string) *Weigering {
	return &Weigering{
		Soort: soortVerschil, Positie: p,
		Melding: fmt.Sprintf("positie %d: %s. Laat `kroniek verify` de hele map nagaan en zet zo nodig een reservekopie terug.", p, wat),
	}
}

func wegensOuder(kop, grootte int64, checkpoint []byte) *Weigering {
	return &Weigering{
		Soort: soortOuder, Positie: es.Position(kop + 1), checkpoint: checkpoint,
		Melding: fmt.Sprintf("het journaal eindigt bij positie %d, maar er is een checkpoint over %d posities ondertekend. "+
			"Onder deze oorsprong wordt niet meer ondertekend. Zet een nieuwere reservekopie terug, of open met vier ogen een nieuwe oorsprong die het oude checkpoint noemt.", kop, grootte),
	}
}

func wegensSleutel() *Weigering {
	return &Weigering{
		Soort:   soortSleutel,
		Melding: "zegel.key ontbreekt, terwijl er al mee is ondertekend. Zet de sleutel uit de reservekopie terug, of open met vier ogen een nieuwe oorsprong die het oude checkpoint noemt.",
	}
}

// weiger records w in zegel.db. A later process reads it there.
func (o *opslag) weiger(w *Weigering) error {
	return o.inTransactie(func() error {
		var c any
		if w.checkpoint != nil {
			c = w.checkpoint
		}
		return o.doe("INSERT OR REPLACE INTO weigering (id, soort, positie, melding, checkpoint) VALUES (1, ?, ?, ?, ?)",
			nil, w.Soort, int64(w.Positie), w.Melding, c)
	})
}

// weigering returns the recorded refusal, or nil.
func (o *opslag) weigering() (w *Weigering, err error) {
	err = o.inTransactie(func() error {
		return o.doe("SELECT soort, positie, melding, checkpoint FROM weigering", func(s *sqlite.Stmt) error {
			w = &Weigering{Soort: s.ColumnText(0), Positie: es.Position(s.ColumnInt64(1)), Melding: s.ColumnText(2), checkpoint: blob(s, 3)}
			return nil
		})
	})
	return w, err
}

// hefOp removes the recorded refusal.
func (o *opslag) hefOp() error {
	return o.inTransactie(func() error { return o.doe("DELETE FROM weigering", nil) })
}
