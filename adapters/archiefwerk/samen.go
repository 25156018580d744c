package archiefwerk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// ErrGrootboek refuses to destroy or shield what lies where nothing is ever deleted.
var ErrGrootboek = es.Refuse("archief/grootboek-van-het-cluster",
	"De openbare tekst hiervan ligt in het grootboek van het EventStoreDB-cluster, en daar wordt niets gewist. Vraag de beheerder van het cluster om redactie door de server zelf.",
	"Archiefbesluit 1995 art. 8")

// A Cluster is what the archives of several nodes share. Each node wipes its own
// folder; one of them, at a time, wipes what lies on the cluster, and accounts for it
// once nobody holds it any more.
type Cluster interface {
	// Mag reports whether this node does now what only one does.
	Mag() bool
	// Slot takes a lock among all nodes, and returns when this one has counted all that
	// was recorded before it. What rests on it is appended with houd.
	Slot(ctx context.Context, naam string) (houd context.Context, los func(), err error)
	// Kop, Wacht and Scan follow what all nodes record.
	Kop() es.Position
	Wacht(ctx context.Context, na es.Position) (es.Position, error)
	Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error
	// MetDeel returns which streams still have bodies and a key on the cluster.
	MetDeel(ctx context.Context, stromen []es.Stream) ([]es.Stream, error)
	// Wisbaar reports whether a stream, or one event of it, can be taken away at all.
	Wisbaar(ctx context.Context, stroom es.Stream, id uuid.UUID) (bool, error)
	// Uitgevoerd returns up to which decision this node has announced to have wiped its
	// folder; MeldUitgevoerd announces it.
	Uitgevoerd(ctx context.Context) (es.Position, error)
	MeldUitgevoerd(ctx context.Context, p es.Position) error
	// Nog counts the nodes that have not announced p, and the members of the cluster
	// that still hold something under these keys.
	Nog(ctx context.Context, p es.Position, sleutels [][16]byte) (knopen, leden int, err error)
	// VraagSchoonmaak asks every member to remove what was deleted from its files.
	VraagSchoonmaak(ctx context.Context) (leden, begonnen int, err error)
}

// naamSlot is the lock for decisions about destroying, keeping and shielding.
const naamSlot = "archief"

// How often a node looks whether others are done: soon at first, then less and less.
// A scavenge is asked for again after schoonritme.
const (
	minKijk     = 200 * time.Millisecond
	maxKijk     = 10 * time.Second
	schoonritme = 15 * time.Minute
)

// bij brings the register up to what this node has counted.
func (a *Archief) bij(ctx context.Context) error {
	a.volgend.Lock()
	defer a.volgend.Unlock()
	kop := a.o.Cluster.Kop()
	err := a.o.Cluster.Scan(ctx, a.gevolgd, kop, func(v *envelop.Verzegeld) error {
		soort, _, _ := strings.Cut(string(v.Stroom), "-")
		if !slices.Contains(soorten, soort) {
			return nil
		}
		r, err := a.o.Codec.Lees(v)
		if err == nil {
			a.register.neem(r.Stream, r.Event, r.ID, r.Position)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("archief volgen: %w", err)
	}
	a.gevolgd = kop
	return nil
}

// runSamen is Run on a cluster. A fault that is not of this node's own journal is told
// in the log, and tried again: the decision stays open for all to see.
func (a *Archief) runSamen(ctx context.Context, herbouw func(context.Context) error) error {
	for kijk := minKijk; ; {
		klaar, err := a.stapSamen(ctx, herbouw)
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, es.ErrStopped):
			return err
		case err != nil:
			klaar = false
			a.o.Log.Error("vernietigen of afschermen is nog niet gelukt en wordt opnieuw geprobeerd", "oorzaak", err)
		}
		duur := maxKijk
		if !klaar {
			duur = kijk
		}
		wacht, stop := context.WithTimeout(ctx, duur)
		if a.wachtSamen(wacht) {
			kijk = minKijk
		} else {
			kijk = min(2*kijk, maxKijk)
		}
		stop()
	}
}

// wachtSamen returns true when a decision was recorded by any node, and false when ctx ends.
func (a *Archief) wachtSamen(ctx context.Context) bool {
	for {
		a.volgend.Lock()
		na := a.gevolgd
		a.volgend.Unlock()
		if _, err := a.o.Cluster.Wacht(ctx, na); err != nil {
			<-ctx.Done()
			return false
		}
		voor := a.register.stand()
		switch err := a.bij(ctx); {
		case err != nil: // told by the step that comes next
			<-ctx.Done()
			return false
		case a.register.stand() != voor:
			return true
		}
	}
}

// stapSamen does what can be done now, and reports whether nothing is left to do.
func (a *Archief) stapSamen(ctx context.Context, herbouw func(context.Context) error) (klaar bool, err error) {
	a.uitvoer.Lock()
	defer a.uitvoer.Unlock()
	if err := a.bij(ctx); err != nil {
		return false, err
	}
	if a.o.Cluster.Mag() && a.openstaand() {
		if _, err := a.wisAlles(ctx, false); err != nil {
			return false, err
		}
	}
	tot, _, _, err := a.wisHier(ctx, a.gedaan)
	if err != nil {
		return false, err
	}
	if tot > a.gedaan {
		if err := a.o.Journaal.Gewist(ctx); err != nil {
			return false, err
		}
		if err := herbouw(ctx); err != nil {
			return false, fmt.Errorf("leesmodellen na vernietiging opnieuw opbouwen: %w", err)
		}
		if err := a.meldHier(ctx, tot); err != nil {
			return false, err
		}
	}
	if a.o.Cluster.Mag() && a.openstaand() {
		if err := a.verklaar(ctx, a.niemandHeeft); err != nil {
			return false, err
		}
		err = a.bij(ctx)
	}
	return !a.openstaand(), err
}

// meldHier announces that this folder holds nothing any more of what was decided up to tot.
func (a *Archief) meldHier(ctx context.Context, tot es.Position) error {
	if err := a.o.Na(StapLeesmodellen); err != nil {
		return err
	}
	if err := a.o.Cluster.MeldUitgevoerd(ctx, tot); err != nil {
		return err
	}
	a.gedaan = tot
	return nil
}

// A besluit is a decision of either kind.
type besluit struct {
	positie es.Position
	lijst   *lijst
	dek     *afdekking
}

// wisHier wipes keys and index of this folder for the decisions after na of which the
// events were replaced, as they come over the cluster. tot is the last one up to which
// nothing is open, nieuw whether any after na was carried out, gewist whether something
// was there.
func (a *Archief) wisHier(ctx context.Context, na es.Position) (tot es.Position, nieuw, gewist bool, err error) {
	var alle []besluit
	for _, l := range a.register.besluiten() {
		alle = append(alle, besluit{positie: l.positie, lijst: &l})
	}
	for _, d := range a.register.afdekkingen() {
		alle = append(alle, besluit{positie: d.positie, dek: &d})
	}
	slices.SortFunc(alle, func(x, y besluit) int { return int(x.positie - y.positie) })
	aaneen := true
	for _, b := range alle {
		if b.positie <= na {
			tot = max(tot, b.positie)
			continue
		}
		klaar, weg, err := a.wisBesluitHier(ctx, b)
		if err != nil {
			return tot, nieuw, gewist, err
		}
		nieuw, gewist, aaneen = nieuw || klaar, gewist || weg, aaneen && klaar
		if aaneen {
			tot = b.positie
		}
	}
	return max(tot, na), nieuw, gewist, nil
}

func (a *Archief) wisBesluitHier(ctx context.Context, b besluit) (klaar, weg bool, err error) {
	if b.dek != nil {
		v, er, err := a.o.Journaal.Gebeurtenis(ctx, b.dek.state.Plek().Gebeurtenis)
		return er && (v.Vervangen >= b.positie || a.register.isBesloten(v.Stroom)), false, err
	}
	stromen := b.lijst.stromen()
	resten, err := a.o.Journaal.Resten(ctx, stromen, b.positie)
	if err != nil {
		return false, false, err
	}
	var ids [][16]byte
	for _, r := range resten {
		if r.Open {
			return false, false, nil
		}
		if r.Sleutel != [16]byte{} {
			ids = append(ids, r.Sleutel)
		}
	}
	n, rijen, err := a.o.Sleutels.VernietigMetIndex(ctx, ids, stromen)
	return err == nil, n+rijen > 0, err
}

// herstelSamen is Herstel on a cluster: this folder holds nothing any more of what was
// replaced on the cluster while it was away.
func (a *Archief) herstelSamen(ctx context.Context) (opnieuw bool, err error) {
	if err := a.bij(ctx); err != nil {
		return false, err
	}
	gemeld, err := a.o.Cluster.Uitgevoerd(ctx)
	if err != nil {
		return false, err
	}
	_, nieuw, _, err := a.wisHier(ctx, gemeld)
	if err != nil {
		return false, err
	}
	tot, _, gewist, err := a.wisHier(ctx, 0) // old copies may have been put back
	if err != nil {
		return false, err
	}
	a.gedaan = tot
	return nieuw || gewist, a.o.Journaal.Gewist(ctx)
}

// niemandHeeft reports whether no node and no member of the cluster holds any more what
// the decision at p takes from stromen, and asks for a scavenge while a member does.
func (a *Archief) niemandHeeft(ctx context.Context, p es.Position, stromen []es.Stream) (bool, error) {
	if a.gedaan < p {
		return false, nil
	}
	if over, err := a.o.Cluster.MetDeel(ctx, stromen); err != nil {
		return false, err
	} else if len(over) > 0 && !slices.ContainsFunc(a.register.afdekkingen(), func(d afdekking) bool { return d.positie == p }) {
		return false, nil
	}
	resten, err := a.o.Journaal.Resten(ctx, stromen, p)
	if err != nil {
		return false, err
	}
	var ids [][16]byte
	for _, r := range resten {
		if r.Sleutel != [16]byte{} {
			ids = append(ids, r.Sleutel)
		}
	}
	knopen, leden, err := a.o.Cluster.Nog(ctx, p, ids)
	if err != nil || knopen+leden == 0 {
		return err == nil, err
	}
	a.o.Log.Info("vernietigd of afgeschermd, maar nog niet overal", "besluit", int64(p), "knooppunten", knopen, "leden", leden)
	if leden > 0 && time.Since(a.gevraagd) > schoonritme {
		alle, begonnen, err := a.o.Cluster.VraagSchoonmaak(ctx)
		if err != nil {
			return false, err
		}
		a.gevraagd = time.Now()
		if begonnen < alle {
			a.o.Log.Warn("niet elk lid van het cluster begint aan een scavenge; start die als beheerder van het cluster zelf", "leden", alle, "begonnen", begonnen)
		}
	}
	return false, nil
}
