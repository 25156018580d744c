package archiefwerk

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/bewaring"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/beperking"
)

// Laatste returns the position of the last verklaring, or of the last notice that
// something was shielded; 0 when there is none. A file that was made before it may
// hold what is gone.
func (a *Archief) Laatste() es.Position {
	a.register.mu.RLock()
	defer a.register.mu.RUnlock()
	return a.register.laatste
}

// A lijst is one list of files to destroy.
type lijst struct {
	stroom      es.Stream
	state       vernietiging.State
	besluit     uuid.UUID   // the event that decided
	positie     es.Position // of that event; 0 while it is not known
	gesimuleerd bool
}

// An afdekking is one afscherming.
type afdekking struct {
	stroom  es.Stream
	state   afscherming.State
	besluit uuid.UUID
	positie es.Position
}

// register knows all lists, bewaringen and afschermingen, as they are recorded.
type register struct {
	mu         sync.RWMutex
	lijsten    map[es.Stream]*lijst
	bewaringen map[es.Stream]bewaring.State
	afdekkerij map[es.Stream]*afdekking
	beperkt    map[string]beperking.State // by the id of the file: its processing is restricted (AVG art. 18)
	besloten   map[es.Stream]es.Stream    // file to the list that was decided on
	laatste    es.Position                // of the events that account for what was carried out
	gezien     map[es.Stream]es.Position  // the last event of each stream that is in it
}

func nieuwRegister() *register {
	return &register{
		lijsten: map[es.Stream]*lijst{}, bewaringen: map[es.Stream]bewaring.State{},
		afdekkerij: map[es.Stream]*afdekking{}, besloten: map[es.Stream]es.Stream{}, beperkt: map[string]beperking.State{}, gezien: map[es.Stream]es.Position{},
	}
}

// soorten are the kinds of stream that the register follows.
var soorten = []string{vernietiging.Soort, bewaring.Soort, afscherming.Soort, beperking.Soort} // read only

// lees fills the register from the journal.
func (g *register) lees(ctx context.Context, j Journaal) error {
	stromen, err := j.Stromen(ctx, soorten...)
	if err != nil {
		return err
	}
	for _, s := range stromen {
		recorded, err := j.Read(ctx, s)
		if err != nil {
			return fmt.Errorf("read %s: %w", s, err)
		}
		for _, r := range recorded {
			g.neem(s, r.Event, r.ID, r.Position)
		}
	}
	return nil
}

// neem adds an event of stream s, in the order of the stream; what it has it keeps.
func (g *register) neem(s es.Stream, event any, id uuid.UUID, p es.Position) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if p <= g.gezien[s] {
		return
	}
	g.gezien[s] = p
	switch event.(type) {
	case vernietiging.GegevensVernietigd, afscherming.GegevensAfgeschermd:
		g.laatste = max(g.laatste, p)
	}
	switch e := event.(type) {
	case vernietiging.Event:
		l := g.lijsten[s]
		if l == nil {
			l = &lijst{stroom: s}
			g.lijsten[s] = l
		}
		l.state = vernietiging.Evolve(l.state, e)
		l.gesimuleerd = l.gesimuleerd || e.Verantwoordt().Gesimuleerd
		switch e.(type) {
		case vernietiging.VernietigingslijstVastgesteld, vernietiging.VernietigingHerhaald:
			l.besluit, l.positie = id, p
			for _, d := range l.state.Besloten() {
				g.besloten[d.Stroom] = s
			}
		}
	case beperking.Event:
		g.beperkt[idVan(s)] = beperking.Evolve(g.beperkt[idVan(s)], e)
	case bewaring.Event:
		g.bewaringen[s] = bewaring.Evolve(g.bewaringen[s], e)
	case afscherming.Event:
		a := g.afdekkerij[s]
		if a == nil {
			a = &afdekking{stroom: s}
			g.afdekkerij[s] = a
		}
		a.state = afscherming.Evolve(a.state, e)
		switch e.(type) {
		case afscherming.AfschermingVastgesteld, afscherming.AfschermingHerhaald:
			a.besluit, a.positie = id, p
		}
	}
}

// stromen returns the streams of the files that were decided on.
func (l *lijst) stromen() (uit []es.Stream) {
	for _, d := range l.state.Besloten() {
		uit = append(uit, d.Stroom)
	}
	return uit
}

// stand changes with every event.
func (g *register) stand() (n es.Position) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	for _, p := range g.gezien {
		n = max(n, p)
	}
	return n
}

// isBesloten reports whether a list that was decided on names stream s.
func (g *register) isBesloten(s es.Stream) bool {
	g.mu.RLock()
	defer g.mu.RUnlock()
	_, ok := g.besloten[s]
	return ok
}

// bewaard returns the streams that a bewaring rests on, with its ground.
func (g *register) bewaard() map[es.Stream]bewaring.Grond {
	g.mu.RLock()
	defer g.mu.RUnlock()
	uit := map[es.Stream]bewaring.Grond{}
	for _, b := range g.bewaringen {
		for _, s := range b.Stromen() {
			uit[s] = b.Grond()
		}
	}
	return uit
}

// idVan returns the part of the name of a stream after its kind.
func idVan(s es.Stream) string {
	_, id, _ := strings.Cut(string(s), "-")
	return id
}

// isBeperkt reports whether the processing of file s is restricted: then its data
// is kept, whatever its term.
func (g *register) isBeperkt(s es.Stream) bool {
	g.mu.RLock()
	defer g.mu.RUnlock()
	return g.beperkt[idVan(s)].Beperkt()
}

// opLijst returns the list on which a stream stands, other than behalve: decided
// on, or waiting for the second person at moment op.
func (g *register) opLijst(behalve es.Stream, op time.Time) map[es.Stream]es.Stream {
	g.mu.RLock()
	defer g.mu.RUnlock()
	uit := map[es.Stream]es.Stream{}
	for s, l := range g.besloten {
		if l != behalve {
			uit[s] = l
		}
	}
	for naam, l := range g.lijsten {
		if naam == behalve || !l.state.Wacht(op) {
			continue
		}
		for _, d := range l.state.Voorgesteld() {
			uit[d.Stroom] = naam
		}
	}
	return uit
}

// besluiten returns the lists that were decided on, in order of their decision.
func (g *register) besluiten() []lijst {
	g.mu.RLock()
	defer g.mu.RUnlock()
	var uit []lijst
	for _, l := range g.lijsten {
		if l.positie > 0 {
			uit = append(uit, *l)
		}
	}
	slices.SortFunc(uit, func(a, b lijst) int { return int(a.positie - b.positie) })
	return uit
}

// laatsteBesluit returns the position of the last decision, 0 when there is none.
func (g *register) laatsteBesluit() (p es.Position) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	for _, l := range g.lijsten {
		p = max(p, l.positie)
	}
	for _, a := range g.afdekkerij {
		p = max(p, a.positie)
	}
	return p
}

// afdekkingen returns the afschermingen that were decided on, in that order.
func (g *register) afdekkingen() []afdekking {
	g.mu.RLock()
	defer g.mu.RUnlock()
	var uit []afdekking
	for _, a := range slices.Collect(maps.Values(g.afdekkerij)) {
		if a.positie > 0 {
			uit = append(uit, *a)
		}
	}
	slices.SortFunc(uit, func(a, b afdekking) int { return int(a.positie - b.positie) })
	return uit
}
