package eventstoredb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Bounds of what the replica is offered at a time.
const (
	maxPosten   = 512
	maxMeldings = 2048
	bladzij     = 4096 // events of $all per read
)

// A volger turns what $all brings into what the replica holds.
type volger struct {
	vouw     sync.Mutex        // held while a batch is judged; guards verwerkt, groep and verdacht
	verwerkt esdb.Position     // all of $all up to here has been judged
	groep    []*regel          // an append of which more events are to come
	verdacht map[[16]byte]bool // keys of which something was replaced: see teLaat

	mu       sync.Mutex          // guards what follows
	extra    map[es.Stream]int64 // events that the referee refused, by stream; absent: none that we know of
	stand    esdb.Position
	gewekt   chan struct{} // closed and renewed when stand moves
	bij      bool          // the subscription has caught up once
	wachters map[string]wachter
	dubbelen int // events that a subscription brought twice
}

func (g *volger) begin() {
	g.extra, g.wachters, g.gewekt = map[es.Stream]int64{}, map[string]wachter{}, make(chan struct{})
	g.verdacht = map[[16]byte]bool{}
}

// A wachter is who waits for the outcome of an attempt.
type wachter struct {
	kan   chan journaal.Uitkomst
	roept func()
}

// verwacht announces an attempt; its outcome comes over the channel, after which
// roept is called.
func (g *volger) verwacht(poging string, roept func()) (<-chan journaal.Uitkomst, func()) {
	w := wachter{make(chan journaal.Uitkomst, 1), roept}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.wachters[poging] = w
	return w.kan, func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		delete(g.wachters, poging)
	}
}

func (g *volger) meld(poging string, u journaal.Uitkomst) {
	g.mu.Lock()
	w, ok := g.wachters[poging]
	delete(g.wachters, poging)
	g.mu.Unlock()
	if ok {
		w.kan <- u
		w.roept()
	}
}

// schuif makes known how far $all has been judged. The caller holds vouw.
func (g *volger) schuif() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.stand = g.verwerkt
	close(g.gewekt)
	g.gewekt = make(chan struct{})
}

func (g *volger) gezien() (esdb.Position, bool, <-chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.stand, g.bij, g.gewekt
}

// wachtTotBij returns when the subscription has caught up for the first time.
func (j *Journaal) wachtTotBij(ctx context.Context) error {
	for {
		_, bij, gewekt := j.volger.gezien()
		if j.o.Voortgang != nil {
			j.o.Voortgang(j.Kop())
		}
		if bij {
			return nil
		}
		select {
		case <-gewekt:
		case <-j.gestopt:
			return j.Fout()
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", ErrOnbereikbaar, ctx.Err())
		}
	}
}

// volg follows $all until the journal closes, and subscribes again when the
// server lets go.
func (j *Journaal) volg() {
	for p := (pauze{log: j.log}); ; {
		gevorderd, err := j.volgEens()
		if j.leven.Err() != nil {
			return
		}
		if fataal(err) {
			j.stop(err)
			return
		}
		if gevorderd {
			p = pauze{log: j.log}
		}
		if p.rust(j.leven, j.leven) != nil {
			return
		}
	}
}

// fataal reports whether following cannot go on by trying again.
func fataal(err error) bool {
	for _, f := range []error{ErrGat, ErrVreemd, ErrReplica, ErrGeenToegang, es.ErrStopped} {
		if errors.Is(err, f) {
			return true
		}
	}
	return false
}

// volgEens follows one subscription to its end.
func (j *Journaal) volgEens() (gevorderd bool, err error) {
	ctx, stop := context.WithCancel(j.leven)
	defer stop()
	j.volger.vouw.Lock()
	van := j.volger.verwerkt
	j.volger.vouw.Unlock()
	r := j.o.Ruimte
	c, eind := context.WithTimeout(ctx, j.o.Aanvraagtijd)
	wek := context.AfterFunc(c, func() {
		if errors.Is(c.Err(), context.DeadlineExceeded) {
			stop()
		}
	})
	meldingen, err := j.v.volg(ctx, van, []string{r.grootboekkop(), r.deelkop(), r.vervangkop()})
	wek()
	eind()
	if err != nil {
		return false, err
	}
	vorige := van
	for m := range meldingen {
		lijst := []melding{m}
		for len(lijst) < maxMeldings && len(meldingen) > 0 {
			lijst = append(lijst, <-meldingen)
		}
		stukken, tot, bij, einde, err := j.schift(lijst, &vorige)
		if err == nil {
			err = j.verwerk(ctx, stukken, tot)
		}
		if err != nil {
			return gevorderd, err
		}
		gevorderd = true
		if bij {
			j.volger.mu.Lock()
			j.volger.bij = true
			j.volger.mu.Unlock()
			j.volger.schuifVrij()
		}
		if einde != nil {
			return gevorderd, einde
		}
	}
	return gevorderd, errAfgebroken
}

// schuifVrij is schuif for whoever does not hold vouw.
func (g *volger) schuifVrij() {
	g.vouw.Lock()
	defer g.vouw.Unlock()
	g.schuif()
}

// schift takes the events out of a run of meldingen, and refuses an order that
// the server never gives: an event before one that came before it.
func (j *Journaal) schift(lijst []melding, vorige *esdb.Position) (stukken []stuk, tot esdb.Position, bij bool, einde, err error) {
	for _, m := range lijst {
		switch {
		case m.gevolgd != nil:
			return stukken, tot, bij, m.gevolgd, nil
		case m.stuk != nil:
			switch {
			case voor(m.stuk.positie, *vorige):
				return nil, tot, bij, nil, fmt.Errorf("%w: revisie %d van %s kwam te laat", ErrGat, m.stuk.revisie, m.stuk.stroom)
			case m.stuk.positie == *vorige: // once more: it was judged
				j.volger.mu.Lock()
				j.volger.dubbelen++
				j.volger.mu.Unlock()
				continue
			}
			*vorige = m.stuk.positie
			stukken = append(stukken, *m.stuk)
		case m.bij:
			bij = true
		case voor(*vorige, m.tot):
			tot, *vorige = m.tot, m.tot
		}
	}
	return stukken, tot, bij, nil, nil
}

func voor(a, b esdb.Position) bool { return a.Commit < b.Commit }

// verwerk judges a run of events of $all, in its order; those that were judged
// before are passed over. An error that is not fatal leaves what came before it
// judged, and the rest to be offered again.
func (j *Journaal) verwerk(ctx context.Context, stukken []stuk, tot esdb.Position) error {
	g := &j.volger
	g.vouw.Lock()
	defer g.vouw.Unlock()
	b := bundel{j: j}
	for i := range stukken {
		s := &stukken[i]
		if !voor(g.verwerkt, s.positie) {
			continue
		}
		if err := b.neem(ctx, s); err != nil {
			return errors.Join(err, b.leg(ctx)) // what came before it was judged
		}
		g.verwerkt = s.positie
		if len(b.posten) >= maxPosten {
			if err := b.leg(ctx); err != nil {
				return err
			}
		}
	}
	if err := b.leg(ctx); err != nil {
		return err
	}
	if voor(g.verwerkt, tot) {
		g.verwerkt = tot
	}
	g.schuif()
	return nil
}

// A bundel is the appends that the replica is offered together.
type bundel struct {
	j       *Journaal
	posten  []journaal.Overname
	groepen [][]*regel
}

// neem takes one event of $all.
func (b *bundel) neem(ctx context.Context, s *stuk) error {
	r := b.j.o.Ruimte
	switch {
	case strings.HasPrefix(s.stroom, r.deelkop()):
		b.j.delen.bewaar(s)
		return nil
	case strings.HasPrefix(s.stroom, r.vervangkop()):
		if err := b.leg(ctx); err != nil {
			return err
		}
		return b.j.vervangUit(ctx, s)
	case !strings.HasPrefix(s.stroom, r.grootboekkop()):
		return nil
	}
	g := &b.j.volger
	l, err := r.leesRegel(*s)
	if err != nil {
		return err
	}
	if l.Nummer != len(g.groep) || len(g.groep) > 0 && !sluitAan(g.groep[0], l) {
		return fmt.Errorf("%w: van een opdracht in %s ontbreekt een gebeurtenis voor revisie %d", ErrGat, s.stroom, s.revisie)
	}
	if l.laat, err = b.j.teLaat(ctx, l); err != nil {
		return err
	}
	if !l.laat {
		err := b.j.vulLichaam(ctx, l)
		if errors.Is(err, errGeenResidu) { // an orphan that was swept before this node was started
			b.j.volger.verdacht[l.sleutel] = true
			laat, fout := b.j.teLaat(ctx, l)
			if fout == nil && laat {
				l.laat, err = true, nil
			}
			err = errors.Join(err, fout)
		}
		if err != nil {
			return err
		}
	}
	g.groep = append(g.groep, l)
	if len(g.groep) < l.Aantal {
		return nil
	}
	if slices.ContainsFunc(g.groep, func(l *regel) bool { return l.laat }) {
		if err := b.leg(ctx); err != nil {
			return err
		}
		g.zetExtra(l.stroomnaam, g.extraVan(l.stroomnaam)+int64(len(g.groep)))
		g.meld(l.Poging, journaal.Uitkomst{Fout: ErrSleutelWeg})
		g.groep = nil
		return nil
	}
	b.posten = append(b.posten, overnameVan(g.groep))
	b.groepen = append(b.groepen, g.groep)
	g.groep = nil
	return nil
}

// sluitAan reports whether l belongs to the append that began with eerste.
func sluitAan(eerste, l *regel) bool {
	return l.stroom == eerste.stroom && l.Poging == eerste.Poging && l.opdracht == eerste.opdracht && l.Aantal == eerste.Aantal &&
		l.revisie == eerste.revisie+int64(l.Nummer)
}

func overnameVan(groep []*regel) journaal.Overname {
	o := journaal.Overname{Meta: groep[0].meta(), Zegels: make([]envelop.Verzegeld, len(groep))}
	for i, l := range groep {
		o.Zegels[i] = l.verzegeld
		if l.vernietigd { // what was asked goes with the event
			o.Body = [32]byte{}
		}
	}
	return o
}

// leg has the replica judge what was taken, and tells whoever waits.
func (b *bundel) leg(ctx context.Context) error {
	if len(b.posten) == 0 {
		return nil
	}
	uit, err := b.j.replica.Volg(context.WithoutCancel(ctx), b.posten)
	switch {
	case errors.Is(err, journaal.ErrOvername):
		return fmt.Errorf("%w: %w", ErrVreemd, err)
	case err != nil:
		return fmt.Errorf("%w: %w", ErrReplica, err)
	}
	for i, u := range uit {
		if err := b.j.weeg(ctx, b.groepen[i], u); err != nil {
			return err
		}
	}
	b.j.standen.leer(b.groepen, uit)
	for i, u := range uit {
		b.j.volger.meld(b.groepen[i][0].Poging, u)
	}
	b.posten, b.groepen = b.posten[:0], b.groepen[:0]
	return nil
}
