package archiefwerk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// errLijstwerk reports that the list of what was destroyed could not be kept: then
// nothing is destroyed, so that no backup can bring back what no list names.
var errLijstwerk = errors.New("de lijst van vernietigde dossiers is niet bijgewerkt")

// houdBij has the list of what was decided written, before any of it is carried out.
func (a *Archief) houdBij(ctx context.Context) error {
	if a.o.Lijst == nil {
		return nil
	}
	regels, err := a.Lijst(ctx)
	if err == nil {
		err = a.o.Lijst(ctx, regels)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errLijstwerk, err)
	}
	return nil
}

// HoudBij has the list written anew, also when nothing was decided since: it says
// up to which position and when was looked.
func (a *Archief) HoudBij(ctx context.Context) error {
	a.uitvoer.Lock()
	defer a.uitvoer.Unlock()
	return a.houdBij(ctx)
}

// Herhaal records again every decision of a list that this history does not hold,
// and destroys the keys that the list names. [Archief.Herstel] and [Archief.RondAf]
// must follow before anybody is served; doing it again changes nothing. It returns
// how many decisions were repeated.
func (a *Archief) Herhaal(ctx context.Context, l Vernietigdenlijst) (herhaald int, err error) {
	var sleutels [][16]byte
	var stromen []es.Stream
	for _, r := range l.Regels {
		n, err := a.herhaalRegel(ctx, r)
		if err != nil {
			return herhaald, fmt.Errorf("herhaal %s: %w", r.Stroom, err)
		}
		if n {
			herhaald++
		}
		for _, d := range r.Dossiers {
			stromen = append(stromen, d.Stroom)
			if d.Sleutel == "" {
				continue
			}
			b, err := hex.DecodeString(d.Sleutel)
			if err != nil || len(b) != 16 {
				return herhaald, ErrLijst
			}
			sleutels = append(sleutels, [16]byte(b))
		}
	}
	// Also of files that the backup of the journal does not hold: the keys are
	// copied after it.
	if _, _, err := a.o.Sleutels.VernietigMetIndex(ctx, sleutels, stromen); err != nil {
		return herhaald, err
	}
	return herhaald, nil
}

func (a *Archief) herhaalRegel(ctx context.Context, r Lijstregel) (bool, error) {
	nu := a.o.Nu().UTC().Truncate(time.Millisecond)
	o := recht.Opdracht{Op: nu, Actor: archief.Proces(), Gesimuleerd: r.Gesimuleerd}
	m := es.Meta{
		Command: es.FollowUp(r.Besluit, naamProces, 1), Time: nu,
		Body: sha256.Sum256(fmt.Appendf(nil, "herhaal/v1\n%s\n%s", r.Besluit, r.Stroom)),
	}
	var bon es.Receipt
	var err error
	if r.Gebeurtenis != uuid.Nil {
		h := es.Handler[afscherming.Command, afscherming.State, afscherming.Event]{Decider: afscherming.Decider, Log: a.Log()}
		bon, err = h.Handle(ctx, r.Stroom, afscherming.Herhaal{
			Opdracht: o, Besluit: r.Besluit, Plek: afscherming.Plek{Gebeurtenis: r.Gebeurtenis, Stroom: r.In, Velden: r.Velden},
		}, m, nil)
		return bon.Count > 0 && !bon.Repeated, err
	}
	var ds []archief.Dossier
	for _, d := range r.Dossiers {
		ds = append(ds, d.Dossier)
	}
	h := es.Handler[vernietiging.Command, vernietiging.State, vernietiging.Event]{Decider: vernietiging.Decider, Log: a.Log()}
	bon, err = h.Handle(ctx, r.Stroom, vernietiging.Herhaal{Opdracht: o, Besluit: r.Besluit, Dossiers: ds}, m, nil)
	return bon.Count > 0 && !bon.Repeated, err
}
