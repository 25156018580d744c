package eventstoredb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Event types of shielding.
const (
	// soortKopie, in a part stream, is a body that lay before it and was cut off there.
	soortKopie = "kroniek.kopie"
	// soortOpzij, among replacements, names where the records lay that were cut off.
	soortOpzij = "kroniek.opzij"
	// soortAfgeschermd, among replacements, says that a body is now a shielded one. It
	// holds none itself, so that destroying the part still destroys everything.
	soortAfgeschermd = "kroniek.afgeschermd"
)

// kopiemeta is the metadata of a copied body.
type kopiemeta struct {
	Versie int   `json:"kroniek"`
	Door   int64 `json:"door,omitempty"` // position of the decision that shielded it
}

// Vervang replaces the public part of the event at p by nieuw, on every node; its
// personal part stays. door is the position of the decision. It may be done again.
//
// Single records cannot be taken out of a stream of the server. So all that is in its
// part stream is written to it anew, with the event as it is to be, and what came
// before is cut off, for a scavenge to remove: [Journaal.Ongeschoond] counts it too.
// An event whose body lies in the ledger is ErrRedactie.
func (j *Journaal) Vervang(ctx context.Context, p es.Position, nieuw []byte, door es.Position) error {
	fail := func(err error) error { return fmt.Errorf("vervang positie %d: %w", p, err) }
	g, ok, err := j.replica.OpPositie(ctx, p)
	if err != nil || !ok || door < 1 || door > j.Kop() || door == p || len(nieuw) == 0 {
		return fail(errors.Join(err, errors.New("positie, besluit of inhoud bestaat niet")))
	}
	regels, err := j.regels(ctx, g.Stroom)
	if err != nil {
		return fail(err)
	}
	l := regels[g.ID]
	if l == nil || l.deel == uuid.Nil {
		return fail(ErrRedactie)
	}
	if err := j.snijAf(ctx, l, nieuw, door); err != nil {
		return fail(err)
	}
	meta, err := json.Marshal(vervanging{regelversie, g.ID.String(), int64(p), int64(door)})
	if err != nil {
		return fail(err)
	}
	in := inzending{id: uuid.NewSHA1(g.ID, fmt.Appendf(nil, "%s %d", soortAfgeschermd, door)), soort: soortAfgeschermd, json: true, data: []byte("{}"), meta: meta}
	if err := j.legBij(ctx, l.sleutel, []inzending{in}); err != nil {
		return fail(err)
	}
	return j.haalBij(ctx) // this node has replaced it
}

// snijAf writes what is in the part stream of l anew, with its body shielded, and cuts
// off what came before. When that was done it does nothing.
func (j *Journaal) snijAf(ctx context.Context, l *regel, nieuw []byte, door es.Position) error {
	deel := j.o.Ruimte.deel(l.sleutel)
	for {
		in, oud, einde, klaar, err := j.herschik(ctx, l, nieuw, door)
		if err != nil || klaar {
			return err
		}
		if err := j.noemOud(ctx, l.sleutel, oud, soortOpzij); err != nil {
			return err
		}
		begin := einde + 1
		for len(in) > 0 && err == nil {
			n := min(8, len(in)) // well under what one append may hold
			var waar plaats
			if waar, err = j.volhard(ctx, deel, einde, in[:n]); err == nil {
				einde, in = waar.revisie, in[n:]
			}
		}
		switch {
		case errors.Is(err, errRevisie): // somebody added to it: once more, with that
			continue
		case errors.Is(err, errBegraven):
			return ErrSleutelWeg
		case err != nil:
			return fmt.Errorf("%w: %w", ErrOnbereikbaar, err)
		}
		return j.kapZeker(ctx, deel, begin)
	}
}

// herschik reads a part stream and returns what is to be written anew: the key and one
// record of each body. oud are the places of what is there now, einde its last
// revision. klaar reports that the stream begins with such a run already, in which the
// body of l is shielded by door.
func (j *Journaal) herschik(ctx context.Context, l *regel, nieuw []byte, door es.Position) (in []inzending, oud []uint64, einde int64, klaar bool, err error) {
	var gezien map[uuid.UUID]int
	eerste := true
	err = j.langs(ctx, j.o.Ruimte.deel(l.sleutel), func(s *stuk) error {
		oud, einde = append(oud, s.positie.Commit), s.revisie
		k := inzending{id: s.id, soort: s.soort, data: s.data, meta: s.meta}
		switch s.soort {
		case soortSleutel:
			if eerste {
				in, gezien = append(in, k), map[uuid.UUID]int{}
			}
		case soortLichaam, soortKopie:
			k.soort = soortKopie
			if s.id == l.deel {
				afgeschermd, err := schermLichaamAf(&k, s, nieuw, door)
				if err != nil {
					return err
				}
				klaar = klaar || afgeschermd
			} else if len(k.meta) == 0 {
				k.meta = []byte(`{"kroniek":1}`)
			}
			if n, dubbel := gezien[s.id]; dubbel { // of a run that was broken off
				in[n] = k
				return nil
			}
			gezien[s.id] = len(in)
			in = append(in, k)
		}
		eerste = false
		return nil
	})
	if errors.Is(err, errBegraven) || err == nil && gezien == nil {
		return nil, nil, 0, false, ErrSleutelWeg
	}
	if _, er := gezien[l.deel]; err == nil && !er {
		err = fmt.Errorf("%w: het deel van revisie %d van %s is er niet", ErrVreemd, l.revisie, l.stroom)
	}
	return in, oud, einde, klaar && oudBegint(in, oud), err
}

// oudBegint reports whether nothing lies before or between what would be written: the
// stream is as it is to be.
func oudBegint(in []inzending, oud []uint64) bool { return len(in) == len(oud) }

// schermLichaamAf makes k the body of s with nieuw for its public part; it reports
// whether s was that already.
func schermLichaamAf(k *inzending, s *stuk, nieuw []byte, door es.Position) (was bool, err error) {
	b, ok := leesLichaam(s.data)
	var m kopiemeta
	if len(s.meta) > 0 {
		ok = ok && json.Unmarshal(s.meta, &m) == nil
	}
	if !ok {
		return false, fmt.Errorf("%w: revisie %d van %s", ErrVreemd, s.revisie, s.stroom)
	}
	if m.Door == int64(door) {
		return true, nil
	}
	n := lichaam{gebeurtenis: nieuw, persoonsdeel: b.persoonsdeel} // the zout goes: it would let one guess
	k.data = n.bytes()
	k.meta, err = json.Marshal(kopiemeta{regelversie, int64(door)})
	return false, err
}

// vulKopie looks for a copy of the body of l, where the body itself was cut off.
func (j *Journaal) vulKopie(ctx context.Context, l *regel) (er bool, err error) {
	err = j.langs(ctx, j.o.Ruimte.deel(l.sleutel), func(s *stuk) error {
		if s.id != l.deel || s.soort != soortKopie {
			return nil
		}
		p, ok := leesLichaam(s.data)
		var m kopiemeta
		if !ok || json.Unmarshal(s.meta, &m) != nil {
			return fmt.Errorf("%w: revisie %d van %s", ErrVreemd, s.revisie, s.stroom)
		}
		v := &l.verzegeld
		v.Gebeurtenis, v.Zout, v.Persoonsdeel, v.Vervangen, er = p.gebeurtenis, p.zout, p.persoonsdeel, es.Position(m.Door), true
		return nil
	})
	if errors.Is(err, errBegraven) {
		return false, nil
	}
	return er, err
}

// schermAfUit applies a shielding that $all brings. One whose part was destroyed since
// is followed by that destruction. The caller holds vouw.
func (j *Journaal) schermAfUit(ctx context.Context, s *stuk, sleutel [16]byte) error {
	v, id, err := leesVervanging(s)
	if err != nil {
		return err
	}
	g, ok, err := j.replica.OpPositie(ctx, es.Position(v.Positie))
	if err != nil || !ok || g.ID != id {
		return fmt.Errorf("%w: revisie %d van %s schermt af wat hier niet staat", ErrGat, s.revisie, s.stroom)
	}
	regels, err := j.regels(ctx, g.Stroom)
	if err != nil {
		return err
	}
	l := regels[id]
	if l == nil || l.sleutel != sleutel {
		return fmt.Errorf("%w: revisie %d van %s", ErrVreemd, s.revisie, s.stroom)
	}
	er, err := j.vulKopie(ctx, l)
	if err != nil || !er {
		return err
	}
	if err := j.replica.Vervang(context.WithoutCancel(ctx), g.Positie, l.verzegeld.Gebeurtenis, es.Position(v.Door)); err != nil {
		return fmt.Errorf("%w: %w", ErrReplica, err)
	}
	return nil
}
