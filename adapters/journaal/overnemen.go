package journaal

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// ErrOvername reports sealed events that do not go on where the journal ends, or
// that contradict each other.
var ErrOvername = errors.New("deze gebeurtenissen sluiten niet aan op het journaal")

// An Overname is one command with its events, as another journal sealed them.
type Overname struct {
	es.Meta
	Zegels []envelop.Verzegeld // with position; a personal part is kept if it is there
}

// NeemOver records events that were sealed elsewhere, at the positions that they
// had there, so the tree comes out the same. Nothing is sealed again: commitment,
// zout and bytes are stored as given. It checks that positions go on where the
// journal ends, that revisions go on in each stream, that every id follows from its
// command, and that bytes and commitment belong together; what does not is
// ErrOvername or es.ErrConflict, and neither it nor what follows is recorded.
//
// The commands share transactions as those of [Journaal.Append] do. Meta.Body is
// not used, since the hash of what was asked is keyed and stays behind: giving one
// of the commands again later is es.ErrReused. See [Journaal.Volg] for who has it.
func (j *Journaal) NeemOver(ctx context.Context, lijst []Overname) error {
	if j.slot == nil {
		return ErrAlleenLezen
	}
	posten := make([]*post, len(lijst))
	for i := range lijst {
		if len(lijst[i].Zegels) > 0 && lijst[i].Zegels[0].Positie < 1 {
			return fmt.Errorf("%w: een gebeurtenis zonder positie", ErrOvername)
		}
		p, err := lijst[i].post()
		if err != nil {
			return err
		}
		p.Body = [32]byte{}
		posten[i] = p
	}
	var fout error
	for i, err := range j.postAlle(ctx, posten) {
		if err == nil && posten[i].bon.Repeated {
			err = fmt.Errorf("%w: een opdracht komt twee keer voor", ErrOvername)
		}
		if err != nil && fout == nil {
			fout = fmt.Errorf("neem over vanaf positie %d: %w", posten[i].positie, err)
		}
	}
	return fout
}

// postAlle queues all posts in order and returns the outcome of each. The writer
// takes them in that order.
func (j *Journaal) postAlle(ctx context.Context, posten []*post) []error {
	fouten, n := make([]error, len(posten)), 0
	for ; n < len(posten); n++ {
		if fouten[n] = j.zetInRij(ctx, posten[n]); fouten[n] != nil {
			break
		}
	}
	for i := range posten {
		switch {
		case i < n:
			fouten[i] = j.wachtOp(ctx, posten[i])
		case i > n:
			fouten[i] = fouten[n]
		}
	}
	return fouten
}

// post checks o by itself and readies it for the writer. Position 0 of the first
// event leaves all positions to the writer.
func (o *Overname) post() (*post, error) {
	if len(o.Zegels) == 0 || len(o.Zegels) > envelop.MaxAantal || o.Command.IsZero() {
		return nil, fmt.Errorf("%w: een opdracht zonder kenmerk, zonder gebeurtenissen of met te veel", ErrOvername)
	}
	eerste := &o.Zegels[0]
	p := &post{
		Meta: o.Meta, stroom: eerste.Stroom, verwacht: eerste.Revisie - 1, positie: eerste.Positie,
		zegels: o.Zegels, bladen: make([]tlog.Hash, len(o.Zegels)), klaar: make(chan struct{}),
	}
	for n := range o.Zegels {
		v := &o.Zegels[n]
		volgt := eerste.Positie
		if volgt != 0 {
			volgt += es.Position(n)
		}
		switch {
		case v.Positie != volgt:
			return nil, fmt.Errorf("%w: positie %d ontbreekt", ErrOvername, eerste.Positie+es.Position(n))
		case v.Stroom != eerste.Stroom || v.Revisie != eerste.Revisie+es.Revision(n) || v.Revisie < 0:
			return nil, fmt.Errorf("%w: op positie %d gaat de stroom niet verder waar zij was", ErrOvername, v.Positie)
		case v.ID != o.Command.EventID(n):
			return nil, fmt.Errorf("%w: de id op positie %d volgt niet uit haar opdracht", ErrOvername, v.Positie)
		case v.Vervangen != 0 && v.Vervangen <= v.Positie:
			return nil, fmt.Errorf("%w: positie %d is vervangen door iets dat er niet na kwam", ErrOvername, v.Positie)
		case v.Vervangen == 0 && envelop.Commitment(&v.Zout, v.Gebeurtenis) != v.Commitment:
			return nil, fmt.Errorf("%w: de bytes op positie %d passen niet bij hun commitment", ErrOvername, v.Positie)
		}
		if v.Sleutel != [16]byte{} {
			if p.sleutel != [16]byte{} && p.sleutel != v.Sleutel {
				return nil, fmt.Errorf("%w: op positie %d wisselt de sleutel binnen een stroom", ErrOvername, v.Positie)
			}
			p.sleutel = v.Sleutel
		}
		p.bytes += len(v.Gebeurtenis) + len(v.Persoonsdeel)
		p.bladen[n] = tlog.Hash(envelop.Bladhash(v.Commitment))
	}
	return p, envelop.Omvang(p.zegels)
}
