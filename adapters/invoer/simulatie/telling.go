package simulatie

import (
	"maps"
	"strings"
)

// A Telling says what was offered in a year, and what became of it. A command
// counts once: as a correction, as late, or as neither.
type Telling struct {
	Aangeboden     int64            `json:"aangeboden"`
	Aanvaard       int64            `json:"aanvaard"`
	Geweigerd      int64            `json:"geweigerd"`
	Gebeurtenissen int64            `json:"gebeurtenissen"` // recorded by the accepted commands
	Laat           int64            `json:"laat"`           // accepted, recorded later than the day from which they hold
	Correcties     int64            `json:"correcties"`
	Intrekkingen   int64            `json:"intrekkingen"` // meldingen, vacatures, verklaringen and mandaten that were taken back
	Weigeringen    map[string]int64 `json:"weigeringen"`  // by code
	Opdrachten     map[string]int64 `json:"opdrachten"`   // accepted, by operationId
}

func nieuweTelling() Telling {
	return Telling{Weigeringen: map[string]int64{}, Opdrachten: map[string]int64{}}
}

// intrekkingen are the operations that take something back.
var intrekkingen = map[string]bool{"trekVerzuimmeldingIn": true, "trekVacatureIn": true, "trekBoventalligheidIn": true, "trekMandaatIn": true}

func (t *Telling) tel(o Opdracht, gebeurtenissen int) {
	t.Aangeboden++
	if o.Weigering != "" {
		t.Geweigerd++
		t.Weigeringen[strings.Clone(o.Weigering)]++
		return
	}
	t.Aanvaard++
	t.Gebeurtenissen += int64(gebeurtenissen)
	t.Opdrachten[o.Operatie]++
	switch o.Kenmerk {
	case Laat:
		t.Laat++
	case Correctie:
		t.Correcties++
	}
	if intrekkingen[o.Operatie] {
		t.Intrekkingen++
	}
}

// Gelijk reports whether both count the same.
func (t Telling) Gelijk(u Telling) bool {
	return t.Aangeboden == u.Aangeboden && t.Aanvaard == u.Aanvaard && t.Geweigerd == u.Geweigerd && t.Gebeurtenissen == u.Gebeurtenissen &&
		t.Laat == u.Laat && t.Correcties == u.Correcties && t.Intrekkingen == u.Intrekkingen &&
		maps.Equal(t.Weigeringen, u.Weigeringen) && maps.Equal(t.Opdrachten, u.Opdrachten)
}
