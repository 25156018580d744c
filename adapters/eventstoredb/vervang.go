package eventstoredb

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Event types in the streams of replacements.
const (
	soortVervanging = "kroniek.vervanging"
	soortGewist     = "kroniek.gewist"
)

// A vervanging says what stays of an event whose body is destroyed: its residu
// is the data, this the metadata.
type vervanging struct {
	Versie  int    `json:"kroniek"`
	ID      string `json:"gebeurtenis"`
	Positie int64  `json:"positie"`
	Door    int64  `json:"door"` // position of the decision
}

// errGeenResidu reports a part that is gone of which nothing stays.
var errGeenResidu = errors.New("het deel is weg, en wat ervan blijft ook")

func leesVervanging(s *stuk) (v vervanging, id uuid.UUID, err error) {
	err = json.Unmarshal(s.meta, &v)
	if err == nil {
		id, err = uuid.Parse(v.ID)
	}
	if err != nil || v.Versie != regelversie || s.soort != soortVervanging && s.soort != soortAfgeschermd || v.Positie < 1 || v.Door < 1 {
		return v, id, fmt.Errorf("%w: revisie %d van %s", ErrVreemd, s.revisie, s.stroom)
	}
	return v, id, nil
}

// vervangUit applies a replacement that $all brings. The caller holds vouw.
func (j *Journaal) vervangUit(ctx context.Context, s *stuk) error {
	var sleutel [16]byte
	naam, _ := strings.CutPrefix(s.stroom, j.o.Ruimte.vervangkop())
	if n, err := hex.Decode(sleutel[:], []byte(naam)); err != nil || n != len(sleutel) {
		return fmt.Errorf("%w: %s", ErrVreemd, s.stroom)
	}
	switch s.soort {
	case soortOpzij:
		return nil
	case soortAfgeschermd:
		return j.schermAfUit(ctx, s, sleutel)
	}
	j.volger.verdacht[sleutel] = true
	if s.soort == soortGewist {
		return nil
	}
	v, id, err := leesVervanging(s)
	if err != nil {
		return err
	}
	g, ok, err := j.replica.OpPositie(ctx, es.Position(v.Positie))
	if err != nil || !ok || g.ID != id {
		return fmt.Errorf("%w: revisie %d van %s vervangt een gebeurtenis die hier niet staat", ErrGat, s.revisie, s.stroom)
	}
	reeks := []journaal.Vervanging{{Positie: g.Positie, Residu: s.data}}
	if err := j.replica.VernietigReeks(context.WithoutCancel(ctx), reeks, es.Position(v.Door)); err != nil {
		return fmt.Errorf("%w: %w", ErrReplica, err)
	}
	j.kluisje.vergeet(sleutel)
	return nil
}

// vulResidu gives a ledger event whose body is gone what stays of it.
func (j *Journaal) vulResidu(ctx context.Context, l *regel) error {
	var gevonden *stuk
	err := j.vervangingen(ctx, l.sleutel, func(s *stuk) error {
		if s.soort != soortVervanging {
			return nil
		}
		v, id, err := leesVervanging(s)
		if err == nil && id == l.id {
			gevonden = s
			l.verzegeld.Gebeurtenis, l.verzegeld.Vervangen, l.vernietigd = s.data, es.Position(v.Door), true
		}
		return err
	})
	if err == nil && gevonden == nil {
		err = fmt.Errorf("%w: revisie %d van %s: %w", ErrVreemd, l.revisie, l.stroom, errGeenResidu)
	}
	return err
}

// teLaat reports whether a ledger event came after the body and the key that it
// needs were destroyed: its part was written before, and the append was overtaken.
// Every node refuses it, since it has no body that all could agree on.
func (j *Journaal) teLaat(ctx context.Context, l *regel) (laat bool, err error) {
	if l.deel == uuid.Nil || !j.volger.verdacht[l.sleutel] {
		return false, nil
	}
	err = j.vervangingen(ctx, l.sleutel, func(s *stuk) error {
		laat = laat || s.soort == soortGewist && voor(s.positie, l.positie)
		return nil
	})
	return laat, err
}

// vervangingen hands the events of the stream of replacements of a key to fn.
func (j *Journaal) vervangingen(ctx context.Context, sleutel [16]byte, fn func(*stuk) error) error {
	return j.langs(ctx, j.o.Ruimte.vervanging(sleutel), fn)
}

// langs hands all events of a stream to fn.
func (j *Journaal) langs(ctx context.Context, stroom string, fn func(*stuk) error) error {
	const n = 512
	for van := int64(0); ; {
		lijst, err := j.leesZeker(ctx, stroom, van, n)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrOnbereikbaar, err)
		}
		for i := range lijst {
			van = lijst[i].revisie + 1
			if err := fn(&lijst[i]); err != nil {
				return err
			}
		}
		if len(lijst) < n {
			return nil
		}
	}
}
