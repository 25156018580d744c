package eventstoredb

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"
)

const soortWezen = "kroniek.wezen"

// wezenmerk says between which places in $all the next round looks: far enough back for
// every append that was under way to have ended.
type wezenmerk struct {
	Van uint64 `json:"van"`
	Tot uint64 `json:"tot"`
}

// RuimWezenOp deletes part streams of which the ledger names nothing: those of a node
// that died between writing a part and writing the ledger. A round looks at what was
// written between the two rounds before it, so rounds must lie further apart than an
// append can last: several times Opties.Geduld. It returns how many streams it deleted.
//
// A body without its event in a stream that does exist is left: it lies under the key of
// that person, and goes when that is destroyed.
func (j *Journaal) RuimWezenOp(ctx context.Context) (weg int, err error) {
	if err := j.haalBij(ctx); err != nil {
		return 0, err
	}
	j.volger.vouw.Lock()
	nu := j.volger.verwerkt.Commit
	j.volger.vouw.Unlock()
	merk, revisie, err := j.leesWezenmerk(ctx)
	if err != nil {
		return 0, err
	}
	if merk.Tot > merk.Van {
		if weg, err = j.ruimTussen(ctx, merk); err != nil {
			return weg, err
		}
	}
	b, err := json.Marshal(wezenmerk{merk.Tot, max(nu, merk.Tot)})
	if err != nil {
		return weg, fmt.Errorf("ruim wezen op: %w", err)
	}
	stroom := j.o.Ruimte.merk("wezen")
	_, err = j.volhard(ctx, stroom, revisie, []inzending{{id: uuid.New(), soort: soortWezen, json: true, data: b}})
	if err == nil && revisie == geenStroom {
		j.beperk(ctx, stroom)
	}
	if errors.Is(err, errRevisie) { // another node did the same round
		err = nil
	}
	return weg, err
}

func (j *Journaal) leesWezenmerk(ctx context.Context) (m wezenmerk, revisie int64, err error) {
	lijst, err := j.leesZeker(ctx, j.o.Ruimte.merk("wezen"), laatste, 1)
	if err != nil || len(lijst) == 0 {
		return m, geenStroom, err
	}
	if err := json.Unmarshal(lijst[0].data, &m); err != nil || lijst[0].soort != soortWezen {
		return m, 0, fmt.Errorf("%w: %s", ErrVreemd, lijst[0].stroom)
	}
	return m, lijst[0].revisie, nil
}

// ruimTussen deletes the orphans of which the key was written between two places.
func (j *Journaal) ruimTussen(ctx context.Context, m wezenmerk) (weg int, err error) {
	verdacht, err := j.nieuweSleutels(ctx, m)
	if err != nil {
		return 0, err
	}
	for _, sleutel := range verdacht {
		switch _, err := j.Ingepakt(ctx, sleutel); {
		case errors.Is(err, ErrSleutelWeg): // deleted before
			continue
		case err != nil:
			return weg, err
		}
		// From here on every node refuses an append that names it, however late it comes.
		if err := j.legVervanging(ctx, sleutel, nil); err != nil {
			return weg, err
		}
		if err := j.haalBij(ctx); err != nil {
			return weg, err
		}
		over, err := j.replica.OnbekendeSleutels(ctx, [][16]byte{sleutel})
		if err != nil {
			return weg, err
		}
		if len(over) == 0 {
			return weg, fmt.Errorf("%w: een deel werd na uren nog in gebruik genomen", ErrVreemd)
		}
		if err := j.wisZeker(ctx, j.o.Ruimte.deel(sleutel)); err != nil {
			return weg, err
		}
		weg++
	}
	return weg, nil
}

// nieuweSleutels returns the keys that were written between two places and that this
// node has in no stream.
func (j *Journaal) nieuweSleutels(ctx context.Context, m wezenmerk) ([][16]byte, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	van := esdb.Position{Commit: m.Van, Prepare: m.Van}
	meldingen, err := j.v.volg(ctx, van, []string{j.o.Ruimte.deelkop()})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOnbereikbaar, err)
	}
	var uit [][16]byte
	for mld := range meldingen {
		switch {
		case mld.gevolgd != nil:
			return nil, fmt.Errorf("%w: %w", ErrOnbereikbaar, mld.gevolgd)
		case mld.bij, mld.tot.Commit > m.Tot, mld.stuk != nil && mld.stuk.positie.Commit > m.Tot:
			return j.replica.OnbekendeSleutels(ctx, uit)
		case mld.stuk == nil || mld.stuk.soort != soortSleutel:
			continue
		}
		var sleutel [16]byte
		naam := strings.TrimPrefix(mld.stuk.stroom, j.o.Ruimte.deelkop())
		if n, err := hex.Decode(sleutel[:], []byte(naam)); err != nil || n != len(sleutel) {
			return nil, fmt.Errorf("%w: %s", ErrVreemd, mld.stuk.stroom)
		}
		uit = append(uit, sleutel)
	}
	return nil, fmt.Errorf("%w: %w", ErrOnbereikbaar, errAfgebroken)
}
