package uitgaand

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Stand is how one abonnement is doing. It holds nothing of an event.
type Stand struct {
	Stroom      es.Stream
	Staat       abonnement.State
	Revisie     es.Revision
	Positie     es.Position // all up to here was received, or is not for this receiver
	Achterstand int64       // events recorded after Positie
	Storing     string      // kind of the last fault of the event in hand; empty when there is none
	Pogingen    int         // failed attempts with that event
	Bezig       bool        // this node sends for it
}

// Stand returns every abonnement, by name. Where nothing is sent, the position is
// the one that was saved.
func (d *Dienst) Stand(ctx context.Context) ([]Stand, error) {
	if err := d.volg(ctx); err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		d.zet(func() { d.fout = bus.Reason(err) }) // shown as such, beside what is known
	}
	d.mu.Lock()
	uit := make([]Stand, 0, len(d.abos))
	for _, a := range d.abos {
		s := Stand{Stroom: a.stroom, Staat: a.staat, Revisie: a.laatste.Revision}
		a.lus.vulIn(&s)
		uit = append(uit, s)
	}
	d.mu.Unlock()
	kop := d.o.Journaal.Kop()
	for i := range uit {
		s := &uit[i]
		merk, err := d.merk(ctx, d.o.Getoond, s.Stroom, s.Staat)
		if err != nil {
			return nil, err
		}
		s.Positie = max(s.Positie, merk.Positie) // a loop that just began does not know yet
		s.Achterstand = max(0, int64(kop-s.Positie))
	}
	slices.SortFunc(uit, func(a, b Stand) int {
		return cmp.Or(cmp.Compare(a.Staat.Naam, b.Staat.Naam), cmp.Compare(a.Stroom, b.Stroom))
	})
	return uit, nil
}

// Overzicht returns every abonnement in a journal as it is on disk, without
// sending anything: how far each is comes from what was saved.
func Overzicht(ctx context.Context, j bus.Journal, decode bus.Decode, p bus.Posities) ([]Stand, error) {
	d := &Dienst{o: Opties{Journaal: j, Decodeer: decode, Getoond: p}, soorten: soorten(), abos: map[es.Stream]*abo{}}
	standen, err := d.Stand(ctx)
	if err == nil && d.Gestopt() != "" {
		return nil, fmt.Errorf("read abonnementen: %s", d.Gestopt())
	}
	return standen, err
}

// Een returns one abonnement; false when there is none.
func (d *Dienst) Een(ctx context.Context, stroom es.Stream) (Stand, bool, error) {
	alle, err := d.Stand(ctx)
	i := slices.IndexFunc(alle, func(s Stand) bool { return s.Stroom == stroom })
	if err != nil || i < 0 {
		return Stand{}, false, err
	}
	return alle[i], true, nil
}

// Gestopt returns why abonnementen are not followed, a code; empty while they are.
func (d *Dienst) Gestopt() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.fout
}

// vulIn adds what runs, if anything does.
func (l *lus) vulIn(s *Stand) {
	if l == nil {
		return
	}
	st := l.bus.Status()[0]
	s.Bezig, s.Positie = st.Gestopt == "", st.Positie
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.wat != "" {
		s.Storing, s.Pogingen = l.wat, l.n
	}
}

// Verhuis takes along how far each abonnement in a journal is, when the journal moves:
// from van to naar. What naar knows of a later position it keeps.
func Verhuis(ctx context.Context, j bus.Journal, decode bus.Decode, van, naar bus.Posities) error {
	standen, err := Overzicht(ctx, j, decode, van)
	if err != nil {
		return err
	}
	for _, s := range standen {
		naam := sleutel(s.Stroom, s.Staat.Start)
		merk, err := van.Lees(ctx, naam)
		if err != nil {
			return err
		}
		er, err := naar.Lees(ctx, naam)
		if err != nil {
			return err
		}
		if er.Positie >= merk.Positie {
			continue
		}
		if err := naar.Bewaar(ctx, naam, merk); err != nil {
			return err
		}
	}
	return nil
}
