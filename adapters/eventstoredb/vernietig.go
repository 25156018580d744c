package eventstoredb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// ErrRedactie reports an event whose body lies in the ledger, where nothing is
// ever deleted: only the server's own redaction can take it away.
var ErrRedactie = errors.New("het openbare deel van deze gebeurtenis ligt in het grootboek van het cluster; alleen de redactie van de server kan het wissen")

// perGewist is how many places of deleted records one event names at most.
const perGewist = 10_000

// A gewist names where in $all the records of a part stream lay.
type gewist struct {
	Plaatsen []uint64 `json:"plaatsen"`
}

// VernietigReeks replaces events by their residu, on every node, and then deletes
// the part streams that hold their bodies and keys. All events of a stream must be
// given. door is the position of the decision. It may be done again: after a crash
// it goes on, and what was done is not done twice.
//
// When it returns, nobody can read them through Kroniek or the cluster's streams,
// and the replica of this node holds nothing of them; other nodes follow. The
// records are still in the files of each member of the cluster until a scavenge
// there has passed them, which the operator starts: see [Journaal.Ongeschoond].
// What stays in the ledger: ids, type, time, commitment, and the keyed hash of what
// was asked.
func (j *Journaal) VernietigReeks(ctx context.Context, reeks []journaal.Vervanging, door es.Position) error {
	perSleutel := map[[16]byte][]inzending{}
	var volgorde [][16]byte
	stromen := map[es.Stream]map[uuid.UUID]*regel{}
	for _, v := range reeks {
		g, ok, err := j.replica.OpPositie(ctx, v.Positie)
		if err != nil || !ok || door < 1 || door > j.Kop() || door == v.Positie || len(v.Residu) == 0 {
			return errors.Join(err, fmt.Errorf("vernietig positie %d: positie, besluit of residu bestaat niet", v.Positie))
		}
		if stromen[g.Stroom] == nil {
			if stromen[g.Stroom], err = j.regels(ctx, g.Stroom); err != nil {
				return err
			}
		}
		l := stromen[g.Stroom][g.ID]
		if l == nil || l.deel == uuid.Nil {
			return fmt.Errorf("vernietig positie %d: %w", v.Positie, ErrRedactie)
		}
		meta, err := json.Marshal(vervanging{regelversie, g.ID.String(), int64(v.Positie), int64(door)})
		if err != nil {
			return fmt.Errorf("vernietig: %w", err)
		}
		if perSleutel[l.sleutel] == nil {
			volgorde = append(volgorde, l.sleutel)
		}
		perSleutel[l.sleutel] = append(perSleutel[l.sleutel], inzending{
			id: uuid.NewSHA1(g.ID, fmt.Appendf(nil, "%s %d", soortVervanging, door)), soort: soortVervanging, json: true, data: v.Residu, meta: meta,
		})
	}
	for _, sleutel := range volgorde {
		if err := j.legVervanging(ctx, sleutel, perSleutel[sleutel]); err != nil {
			return fmt.Errorf("vernietig: %w", err)
		}
	}
	if err := j.haalBij(ctx); err != nil { // this node has replaced them
		return err
	}
	if err := j.allesVervangen(ctx, stromen); err != nil {
		return err
	}
	for _, sleutel := range volgorde {
		if err := j.wisZeker(ctx, j.o.Ruimte.deel(sleutel)); err != nil {
			return fmt.Errorf("vernietig: %w", err)
		}
	}
	return j.replica.Gewist(ctx)
}

// ErrOnvolledig reports a destruction that leaves out an event of a stream: one
// that was recorded a moment before. What was given is replaced; its body goes when
// all of them are given.
var ErrOnvolledig = errors.New("van een stroom die wordt vernietigd zijn niet alle gebeurtenissen genoemd")

// allesVervangen looks, once nothing can be added to the streams any more, that
// every event has what stays of it.
func (j *Journaal) allesVervangen(ctx context.Context, stromen map[es.Stream]map[uuid.UUID]*regel) error {
	for naam := range stromen {
		vs, err := j.replica.Verzegeld(ctx, naam)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(vs, func(v envelop.Verzegeld) bool { return v.Vervangen == 0 }) {
			return fmt.Errorf("%w: %s", ErrOnvolledig, naam)
		}
	}
	return nil
}

// regels returns the ledger events of a stream by their id.
func (j *Journaal) regels(ctx context.Context, naam es.Stream) (map[uuid.UUID]*regel, error) {
	uit := map[uuid.UUID]*regel{}
	err := j.langs(ctx, j.o.Ruimte.grootboek(naam), func(s *stuk) error {
		l, err := j.o.Ruimte.leesRegel(*s)
		if err == nil {
			uit[l.id] = l
		}
		return err
	})
	return uit, err
}

// legVervanging records the replacements of what lies under one key, and then where
// it lies. From there on nothing under that key is counted any more.
func (j *Journaal) legVervanging(ctx context.Context, sleutel [16]byte, nieuw []inzending) error {
	var plaatsen []uint64
	err := j.langs(ctx, j.o.Ruimte.deel(sleutel), func(s *stuk) error {
		plaatsen = append(plaatsen, s.positie.Commit)
		return nil
	})
	if err != nil && !errors.Is(err, errBegraven) {
		return err
	}
	if err := j.legBij(ctx, sleutel, nieuw); err != nil {
		return err
	}
	return j.noemOud(ctx, sleutel, plaatsen, soortGewist)
}

// noemOud records where in $all the records lie that are about to be deleted.
func (j *Journaal) noemOud(ctx context.Context, sleutel [16]byte, plaatsen []uint64, soort string) error {
	var in []inzending
	for deel := range slices.Chunk(plaatsen, perGewist) {
		b, err := json.Marshal(gewist{deel})
		if err != nil {
			return fmt.Errorf("vernietig: %w", err)
		}
		in = append(in, inzending{id: uuid.NewSHA1(uuid.Nil, append([]byte(soort), b...)), soort: soort, json: true, data: b})
	}
	return j.legBij(ctx, sleutel, in)
}

// legBij adds to the replacements of a key what is not among them yet.
func (j *Journaal) legBij(ctx context.Context, sleutel [16]byte, nieuw []inzending) error {
	for {
		er, einde := map[uuid.UUID]bool{}, geenStroom
		if err := j.vervangingen(ctx, sleutel, func(s *stuk) error {
			er[s.id], einde = true, s.revisie
			return nil
		}); err != nil {
			return err
		}
		nieuw = slices.DeleteFunc(nieuw, func(i inzending) bool { return er[i.id] })
		if len(nieuw) == 0 {
			return nil
		}
		lading := nieuw[:min(8, len(nieuw))] // well under what one append may hold
		_, err := j.volhard(ctx, j.o.Ruimte.vervanging(sleutel), einde, lading)
		if err != nil && !errors.Is(err, errRevisie) { // another node was first: look again
			return fmt.Errorf("%w: %w", ErrOnbereikbaar, err)
		}
	}
}

// wisZeker ends a stream, trying until the server says so.
func (j *Journaal) wisZeker(ctx context.Context, stroom string) error {
	for r := (pauze{}); ; {
		c, stop := context.WithTimeout(ctx, j.o.Aanvraagtijd)
		err := j.v.wis(c, stroom)
		stop()
		if err == nil || errors.Is(err, ErrGeenToegang) {
			return err
		}
		if err := r.rust(ctx, j.leven); err != nil {
			return err
		}
	}
}

// kapZeker cuts off a stream before a revision, trying until the server says so.
func (j *Journaal) kapZeker(ctx context.Context, stroom string, voor int64) error {
	for r := (pauze{}); ; {
		c, stop := context.WithTimeout(ctx, j.o.Aanvraagtijd)
		err := j.v.kap(c, stroom, uint64(voor))
		stop()
		if err == nil || errors.Is(err, ErrGeenToegang) || errors.Is(err, errBegraven) {
			return err
		}
		if err := r.rust(ctx, j.leven); err != nil {
			return err
		}
	}
}
