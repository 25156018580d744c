package afscherming

import (
	"container/list"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/mgr-sdcg/kroniek/projections"
)

// A Bewaard keeps tables of periods of which the figure is fixed. Such a table is
// a function of the events up to its position, so it never changes; which tables
// are kept never changes an answer. Make one with [NieuwBewaard]. It may be used
// concurrently; a table that several ask for is made once. A nil Bewaard keeps
// nothing.
//
// What destruction takes out of the read model is also taken out of here: a table
// is kept under the read model that it was made from, and a rebuilt one is another.
type Bewaard struct {
	ruimte int // numbers and texts that are kept at most

	mu       sync.Mutex
	tabellen map[string]*vak
	volgorde *list.List // keys of what is kept, the one used longest ago first
	omvang   int
}

// A vak is one table, or the making of it. Its table is only read once klaar is
// closed, and never changed.
type vak struct {
	klaar  chan struct{}
	tabel  inhoud
	gelukt bool
	plaats *list.Element
	omvang int
}

// NieuwBewaard returns a Bewaard that keeps tables up to this many values together.
func NieuwBewaard(waarden int) *Bewaard {
	return &Bewaard{ruimte: waarden, tabellen: map[string]*vak{}, volgorde: list.New()}
}

// sleutelVan names a table: the report, the read model and its version and build,
// the period, and everything that was asked. It is empty when the reader does not
// say which build it reads: then nothing is kept.
func sleutelVan(r *projections.Rapport, l projections.Lezer, periode string, v projections.Vraag) string {
	g, ok := l.(projections.Gebouwd)
	if !ok {
		return ""
	}
	delen := []string{r.Naam, r.Model.Naam, strconv.Itoa(r.Model.Versie), g.Bouw(), periode, strconv.FormatInt(int64(v.BekendOp), 10), v.Peildatum.String(), v.Vast.String()}
	for _, naam := range slices.Sorted(maps.Keys(v.Filter)) {
		delen = append(delen, naam, v.Filter[naam])
	}
	return strings.Join(delen, "\x00")
}

// neem returns the table with this key, and makes it when it is not there. While
// one makes it, others wait for that, as long as their own ctx allows; what failed
// is not kept, and each who waits tries for itself.
func (b *Bewaard) neem(ctx context.Context, sleutel string, maak func() (inhoud, error)) (inhoud, error) {
	if b == nil || sleutel == "" {
		return maak()
	}
	for {
		v, eigen := b.vak(sleutel)
		if eigen {
			return b.vul(sleutel, v, maak)
		}
		select {
		case <-v.klaar:
			if v.gelukt {
				return v.tabel, nil
			}
		case <-ctx.Done():
			return inhoud{}, ctx.Err()
		}
	}
}

// vak returns the place of a table, and whether the caller is to make it.
func (b *Bewaard) vak(sleutel string) (v *vak, eigen bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	v, er := b.tabellen[sleutel]
	if !er {
		v = &vak{klaar: make(chan struct{})}
		b.tabellen[sleutel] = v
		return v, true
	}
	if e := v.plaats; e != nil {
		b.volgorde.MoveToBack(e)
	}
	return v, false
}

// vul makes a table, and lets go of those used longest ago while there is too much.
func (b *Bewaard) vul(sleutel string, v *vak, maak func() (inhoud, error)) (in inhoud, err error) {
	defer func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if v.gelukt {
			v.plaats, v.omvang = b.volgorde.PushBack(sleutel), in.omvang()
			b.omvang += v.omvang
			for b.omvang > b.ruimte {
				oudste := b.volgorde.Front()
				weg, _ := b.volgorde.Remove(oudste).(string)
				b.omvang -= b.tabellen[weg].omvang
				delete(b.tabellen, weg)
			}
		} else {
			delete(b.tabellen, sleutel) // also after a panic
		}
		close(v.klaar)
	}()
	if in, err = maak(); err == nil {
		v.tabel, v.gelukt = in, true
	}
	return in, err
}

// omvang counts the values of a table, and one for having it.
func (in inhoud) omvang() int { return 1 + len(in.Regels)*(len(in.Kolommen)+1) }
