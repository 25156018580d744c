package uitgaand

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

var errDood = errors.New("the process is gone")

// A leven is one run of the publisher. It ends at its op-th step, wherever that
// is: from then on nothing it does has an effect.
type leven struct {
	mu   sync.Mutex
	stap int
	op   int // -1: lives on
	dood chan struct{}
	eind context.CancelFunc
}

func (l *leven) langs() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.dood:
		return false
	default:
	}
	if l.stap == l.op {
		close(l.dood)
		l.eind()
		return false
	}
	l.stap++
	return true
}

// sterfelijk are positions of which the saving may be where a life ends.
type sterfelijk struct {
	bus.Posities
	leven *leven
}

func (s sterfelijk) Bewaar(ctx context.Context, naam string, m bus.Merk) error {
	if !s.leven.langs() {
		return errDood
	}
	if err := s.Posities.Bewaar(context.WithoutCancel(ctx), naam, m); err != nil {
		return err
	}
	if !s.leven.langs() { // saved, and nobody knows
		return errDood
	}
	return nil
}

// luisteraar notes what arrives, and may be where a life ends: before it arrived,
// or after that and before the answer.
type luisteraar struct {
	srv *httptest.Server

	mu    sync.Mutex
	leven *leven
	kwam  []pakket
	groei chan struct{}
}

func nieuweLuisteraar(t *testing.T) *luisteraar {
	l := &luisteraar{groei: make(chan struct{}, 1)}
	l.srv = httptest.NewServer(l)
	t.Cleanup(l.srv.Close)
	return l
}

func (l *luisteraar) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.leven.langs() {
		panic(http.ErrAbortHandler)
	}
	l.kwam = append(l.kwam, pakket{ID: r.Header.Get("webhook-id"), lichaam: b})
	select {
	case l.groei <- struct{}{}:
	default:
	}
	if !l.leven.langs() {
		panic(http.ErrAbortHandler)
	}
}

func (l *luisteraar) begin(leven *leven) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.leven = leven
}

func (l *luisteraar) lijst() []pakket {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]pakket(nil), l.kwam...)
}

// klopt holds what came against what was to come: every event, first time in
// order, no other, and what came again the same.
func klopt(want []string, kwam []pakket) error {
	gezien := map[string]string{}
	n := 0
	for _, p := range kwam {
		if eerder, ok := gezien[p.ID]; ok {
			if eerder != string(p.lichaam) {
				return fmt.Errorf("%s came twice, and differently", p.ID)
			}
			continue
		}
		if n == len(want) || p.ID != want[n] {
			return fmt.Errorf("%s came as number %d", p.ID, n)
		}
		gezien[p.ID] = string(p.lichaam)
		n++
	}
	if n < len(want) {
		return fmt.Errorf("%d of %d came", n, len(want))
	}
	return nil
}

func (w *wereld) ids(na es.Position, gemeente string) (ids []string) {
	require.NoError(w.t, w.j.Scan(context.Background(), na, w.j.Kop(), func(v *verzegeld) error {
		if r, err := w.codec.Lees(v); err != nil || v.Type != proeftype || r.Event.(proef).Gemeente != gemeente {
			return err
		}
		ids = append(ids, v.ID.String())
		return nil
	}))
	return ids
}

// TestPublisherMayDieAnywhere ends the publisher at random steps, any number of
// times, while events keep coming.
func TestPublisherMayDieAnywhere(t *testing.T) {
	w := nieuweWereld(t)
	dubbel, levens := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		l := nieuweLuisteraar(t)
		w.o.Posities = bus.Map(t.TempDir())
		na := w.j.Kop()
		lev := auditor(l.srv.URL)
		lev.Rol, lev.Organisatie, lev.Gemeente = "integrator", "GM0202", "GM0202"
		stroom := w.abonneerNa("suite", lev, na)
		defer w.geef(stroom, abonnement.Stop{Opdracht: mens("beheerder", "a"), Reden: abonnement.OpVerzoek})
		erbij := func() {
			for range rapid.IntRange(0, 4).Draw(rt, "erbij") {
				w.doe(rapid.SampledFrom([]string{"1", "2", "3"}).Draw(rt, "stroom"), rapid.SampledFrom([]string{"GM0202", "GM0202", "GM0203"}).Draw(rt, "gemeente"), 1)
			}
		}
		for _, op := range append(rapid.SliceOfN(rapid.IntRange(0, 12), 0, 5).Draw(rt, "sterft"), -1) {
			erbij()
			if op < 0 {
				w.doe("1", "GM0202", 1) // so that there is something to wait for
			}
			levens++
			w.leef(rt, l, op, na)
		}
		want := w.ids(na, "GM0202")
		require.NoError(rt, klopt(want, l.lijst()))
		dubbel += len(l.lijst()) - len(want)
	})
	require.Positive(t, dubbel, "no life ended between arrival and noting: the test is too tame")
	t.Logf("%d lives, %d events came more than once", levens, dubbel)
}

// leef runs the publisher until it dies at step op, or until everything after na
// came.
func (w *wereld) leef(rt *rapid.T, l *luisteraar, op int, na es.Position) {
	ctx, eind := context.WithCancel(context.Background())
	leven := &leven{op: op, dood: make(chan struct{}), eind: eind}
	l.begin(leven)
	o := w.o
	o.Posities = sterfelijk{w.o.Posities, leven}
	d, err := Nieuw(o)
	require.NoError(rt, err)
	klaar := make(chan error, 1)
	go func() { klaar <- d.Run(ctx) }()
	for levend := true; levend; {
		if klopt(w.ids(na, "GM0202"), l.lijst()) == nil {
			break // it may well have nothing left to do before it would die
		}
		select {
		case <-l.groei:
		case <-leven.dood:
			levend = false
		case <-time.After(10 * time.Second):
			eind()
			<-klaar
			require.NoError(rt, klopt(w.ids(na, "GM0202"), l.lijst()), "nothing came any more")
		}
	}
	eind()
	require.NoError(rt, <-klaar)
}

func (w *wereld) abonneerNa(naam string, l abonnement.Levering, na es.Position) es.Stream {
	stroom := es.StreamOf(abonnement.Soort, nieuwID())
	w.geef(stroom, abonnement.MeldAan{Opdracht: mens("beheerder", "a"), Naam: naam, Levering: l, NaPositie: int64(na)},
		abonnement.KeurGoed{Opdracht: mens("bestuurssecretaris", "b")})
	return stroom
}

// slikker is a fault on purpose: what fails counts as sent.
type slikker struct{ verzender }

func (s slikker) verzend(ctx context.Context, adres string, b Bericht) error {
	_ = s.verzender.verzend(ctx, adres, b) // the planted fault
	return nil
}

func TestSkippingIsNoticed(t *testing.T) {
	for _, faalt := range []bool{false, true} {
		w, o := nieuweWereld(t), nieuweOntvanger(t, false)
		o.Antwoord = func(n int, w http.ResponseWriter, _ pakket) {
			if n == 1 {
				w.WriteHeader(500)
			}
		}
		w.abonneer("suite", auditor(o.srv.URL))
		laatste := w.doe("1", "GM0202", 4)
		w.draai(func(d *Dienst) {
			if faalt {
				d.uit[abonnement.Webhook] = slikker{d.uit[abonnement.Webhook]}
			}
		})
		err := klopt(w.ids(0, "GM0202"), o.kreeg(tot(laatste)))
		require.Equal(t, faalt, err != nil, "%v", err)
	}
}
