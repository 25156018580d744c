package archiefwerk

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// perKeer is how many events are replaced in one transaction at most.
const perKeer = 500

// naamProces names the process whose commands account for what was carried out.
const naamProces = "vernietiging"

// lijstritme is how long a list that could not be written is waited for, before it
// is tried again.
const lijstritme = time.Minute

// Run carries out what is decided, until ctx ends. herbouw builds the read models
// anew and returns when no file holds a row of before. An error ends Run: the
// process should stop, and the next start finishes what was begun. A list of what
// was destroyed that cannot be written is no such error: nothing is destroyed until
// it can, and it is told in the log.
func (a *Archief) Run(ctx context.Context, herbouw func(context.Context) error) error {
	if a.o.Cluster != nil {
		return a.runSamen(ctx, herbouw)
	}
	for {
		var opnieuw <-chan time.Time
		if err := a.voerUit(ctx, herbouw); err != nil {
			switch {
			case ctx.Err() != nil:
				return nil
			case !errors.Is(err, errLijstwerk):
				return err
			}
			a.o.Log.Error("vernietiging wacht", "oorzaak", err.Error())
			opnieuw = time.After(lijstritme)
		}
		select {
		case <-opnieuw:
		case <-a.sein:
		case <-ctx.Done():
			return nil
		}
	}
}

// voerUit carries out what was decided and not accounted for.
func (a *Archief) voerUit(ctx context.Context, herbouw func(context.Context) error) error {
	a.uitvoer.Lock()
	defer a.uitvoer.Unlock()
	if !a.openstaand() {
		return nil
	}
	tot := a.register.laatsteBesluit()
	if _, err := a.wisAlles(ctx, false); err != nil {
		return err
	}
	if err := herbouw(ctx); err != nil {
		return fmt.Errorf("leesmodellen na vernietiging opnieuw opbouwen: %w", err)
	}
	if err := a.o.Na(StapLeesmodellen); err != nil {
		return err
	}
	return a.verklaar(ctx, totEnMet(tot))
}

// hierIsAlles is who holds what was decided on, where there is one folder: nobody.
func hierIsAlles(context.Context, es.Position, []es.Stream) (bool, error) { return true, nil }

// totEnMet is who holds what was decided on after tot: whoever decided it while the
// read models were being built, and has its turn next.
func totEnMet(tot es.Position) func(context.Context, es.Position, []es.Stream) (bool, error) {
	return func(_ context.Context, p es.Position, _ []es.Stream) (bool, error) { return p <= tot, nil }
}

func (a *Archief) openstaand() bool {
	return slices.ContainsFunc(a.register.besluiten(), func(l lijst) bool { return !l.state.Verklaard() }) ||
		slices.ContainsFunc(a.register.afdekkingen(), func(d afdekking) bool { return !d.state.Uitgevoerd() })
}

// Herstel destroys and shields again whatever was decided and is there, whether it
// was accounted for or not: after a crash, or after old copies were put back. It
// must run before anybody is served. opnieuw says that the read models may hold
// rows that must go: the caller deletes them, and then calls [Archief.RondAf].
func (a *Archief) Herstel(ctx context.Context) (opnieuw bool, err error) {
	a.uitvoer.Lock()
	defer a.uitvoer.Unlock()
	if a.o.Cluster != nil {
		return a.herstelSamen(ctx)
	}
	gewist, err := a.wisAlles(ctx, true)
	return gewist || a.openstaand(), err
}

// RondAf accounts for what was carried out, once the read models hold nothing of it.
func (a *Archief) RondAf(ctx context.Context) error {
	a.uitvoer.Lock()
	defer a.uitvoer.Unlock()
	if a.o.Cluster != nil {
		return a.meldHier(ctx, a.gedaan) // one node accounts for it, when all have
	}
	if !a.openstaand() {
		return nil
	}
	if err := a.o.Na(StapLeesmodellen); err != nil {
		return err
	}
	return a.verklaar(ctx, hierIsAlles)
}

// wisAlles carries out every decision in keys and journal; without ook only those
// that were not accounted for. It reports whether anything was there.
func (a *Archief) wisAlles(ctx context.Context, ook bool) (gewist bool, err error) {
	if err := a.houdBij(ctx); err != nil {
		return false, err
	}
	a.sluitPoort()
	for _, d := range a.register.afdekkingen() {
		if ook || !d.state.Uitgevoerd() {
			n, err := a.schermAf(ctx, d)
			if err != nil {
				return gewist, fmt.Errorf("afscherming %s: %w", d.stroom, err)
			}
			gewist = gewist || n
		}
	}
	for _, l := range a.register.besluiten() {
		if ook || !l.state.Verklaard() {
			n, err := a.vernietig(ctx, l)
			if err != nil {
				return gewist, fmt.Errorf("vernietiging %s: %w", l.stroom, err)
			}
			gewist = gewist || n
		}
	}
	if gewist {
		if err := a.o.Journaal.Gewist(ctx); err != nil {
			return true, err
		}
		err = a.o.Na(StapGewist)
	}
	return gewist, err
}

// sluitPoort returns when whatever was being added to a stream is in the journal.
// What comes after it meets the decision.
func (a *Archief) sluitPoort() {
	a.poort.Lock()
	defer a.poort.Unlock()
}

// vernietig destroys the files of one list. It reports whether anything was there.
func (a *Archief) vernietig(ctx context.Context, l lijst) (gewist bool, err error) {
	stromen := l.stromen()
	resten, err := a.o.Journaal.Resten(ctx, stromen, l.positie)
	if err != nil {
		return false, err
	}
	var ids [][16]byte
	var open, dicht []es.Stream
	for _, r := range resten {
		if r.Sleutel != [16]byte{} {
			ids = append(ids, r.Sleutel)
		}
		if r.Open {
			open = append(open, r.Stroom)
		} else {
			dicht = append(dicht, r.Stroom)
		}
	}
	if a.o.Cluster != nil { // replaced, but not deleted: whoever did it was cut off
		half, err := a.o.Cluster.MetDeel(ctx, dicht)
		if err != nil {
			return false, err
		}
		open = append(open, half...)
	}
	er, err := a.o.Sleutels.Aanwezig(ctx, ids...)
	if err != nil {
		return false, err
	}
	if len(er) > 0 || len(open) > 0 {
		if _, _, err := a.o.Sleutels.VernietigMetIndex(ctx, er, stromen); err != nil {
			return false, err
		}
	}
	if err := a.o.Na(StapSleutels); err != nil {
		return false, err
	}
	if err := a.vervang(ctx, open, l.positie); err != nil {
		return true, err
	}
	return len(er) > 0 || len(open) > 0, nil
}

// vervang replaces every event of stromen by its residu.
func (a *Archief) vervang(ctx context.Context, stromen []es.Stream, door es.Position) error {
	var reeks []journaal.Vervanging
	leg := func() error {
		if len(reeks) == 0 {
			return nil
		}
		err := a.o.Journaal.VernietigReeks(ctx, reeks, door)
		reeks = reeks[:0]
		if err == nil {
			err = a.o.Na(StapJournaal)
		}
		return err
	}
	for _, s := range stromen {
		vs, err := a.o.Journaal.Verzegeld(ctx, s)
		if err != nil {
			return err
		}
		for i := range vs {
			residu, err := a.o.Codec.Residu(&vs[i])
			if err != nil {
				return err
			}
			reeks = append(reeks, journaal.Vervanging{Positie: vs[i].Positie, Residu: residu})
		}
		if len(reeks) >= perKeer {
			if err := leg(); err != nil {
				return err
			}
		}
	}
	return leg()
}

// schermAf shields the fields of one event, unless its file was destroyed since.
func (a *Archief) schermAf(ctx context.Context, d afdekking) (gewist bool, err error) {
	plek := d.state.Plek()
	v, er, err := a.o.Journaal.Gebeurtenis(ctx, plek.Gebeurtenis)
	if err != nil {
		return false, err
	}
	if !er && d.state.Herhaald() {
		return false, nil // it lies in the history that the backup does not hold
	}
	if !er {
		return false, fmt.Errorf("gebeurtenis %s bestaat niet", plek.Gebeurtenis)
	}
	if v.Vervangen >= d.positie || a.register.isBesloten(v.Stroom) {
		return false, nil // done before, or the whole file goes
	}
	b, err := a.o.Codec.Afscherm(&v, plek.Velden)
	if err != nil {
		return false, err
	}
	return true, a.o.Journaal.Vervang(ctx, v.Positie, b, d.positie)
}

// verklaar records the verklaring of every list, and that every afscherming was
// carried out, of which weg says that nobody holds it any more.
func (a *Archief) verklaar(ctx context.Context, weg func(context.Context, es.Position, []es.Stream) (bool, error)) error {
	lijsten := es.Handler[vernietiging.Command, vernietiging.State, vernietiging.Event]{Decider: vernietiging.Decider, Log: a.Log()}
	for _, l := range a.register.besluiten() {
		if l.state.Verklaard() {
			continue
		}
		if ja, err := weg(ctx, l.positie, l.stromen()); err != nil || !ja {
			if err != nil {
				return err
			}
			continue
		}
		gebeurtenissen, sleutels, err := a.omvang(ctx, l)
		if err != nil {
			return err
		}
		o, m := a.opdracht(l.besluit, l.stroom)
		_, err = lijsten.Handle(ctx, l.stroom, vernietiging.Verklaar{Opdracht: o, Besluit: l.besluit, Gebeurtenissen: gebeurtenissen, Sleutels: sleutels}, m, nil)
		if err != nil {
			return fmt.Errorf("verklaring van vernietiging %s: %w", l.stroom, err)
		}
		a.o.Log.Info("dossiers vernietigd", "lijst", string(l.stroom), "dossiers", len(l.state.Besloten()))
	}
	afdekkingen := es.Handler[afscherming.Command, afscherming.State, afscherming.Event]{Decider: afscherming.Decider, Log: a.Log()}
	for _, d := range a.register.afdekkingen() {
		if d.state.Uitgevoerd() {
			continue
		}
		if ja, err := weg(ctx, d.positie, []es.Stream{d.state.Plek().Stroom}); err != nil || !ja {
			if err != nil {
				return err
			}
			continue
		}
		o, m := a.opdracht(d.besluit, d.stroom)
		if _, err := afdekkingen.Handle(ctx, d.stroom, afscherming.MeldUitgevoerd{Opdracht: o, Besluit: d.besluit}, m, nil); err != nil {
			return fmt.Errorf("afscherming %s: %w", d.stroom, err)
		}
	}
	return a.o.Na(StapVerklaard)
}

// opdracht returns the circumstances of a command by the process itself.
func (a *Archief) opdracht(besluit uuid.UUID, s es.Stream) (recht.Opdracht, es.Meta) {
	nu := a.o.Nu().UTC().Truncate(time.Millisecond)
	return recht.Opdracht{Op: nu, Actor: archief.Proces()}, es.Meta{
		Command: es.FollowUp(besluit, naamProces, 0), Time: nu, Cause: besluit,
		Body: sha256.Sum256(fmt.Appendf(nil, "proces/v1\n%s\n%s\n%s", naamProces, besluit, s)),
	}
}

// errRest reports that something of a list is still there: no verklaring may say
// otherwise.
var errRest = errors.New("archiefwerk: not everything is destroyed")

// omvang counts what was destroyed, and looks once more that it is gone.
func (a *Archief) omvang(ctx context.Context, l lijst) (gebeurtenissen, sleutels int, err error) {
	var stromen []es.Stream
	for _, d := range l.state.Besloten() {
		vs, err := a.o.Journaal.Verzegeld(ctx, d.Stroom)
		if err != nil {
			return 0, 0, err
		}
		gebeurtenissen += len(vs)
		stromen = append(stromen, d.Stroom)
	}
	resten, err := a.o.Journaal.Resten(ctx, stromen, l.positie)
	if err != nil {
		return 0, 0, err
	}
	var ids [][16]byte
	for _, r := range resten {
		if r.Open {
			return 0, 0, fmt.Errorf("%w: %s", errRest, r.Stroom)
		}
		if r.Sleutel != [16]byte{} {
			ids = append(ids, r.Sleutel)
		}
	}
	er, err := a.o.Sleutels.Aanwezig(ctx, ids...)
	if err == nil && len(er) > 0 {
		err = fmt.Errorf("%w: %d sleutels", errRest, len(er))
	}
	return gebeurtenissen, len(ids), err
}
