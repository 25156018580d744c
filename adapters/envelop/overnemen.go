package envelop

import (
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Herkomst is what a sealed event says of the command that led to it.
type Herkomst struct {
	es.Meta        // without Body, which is no part of an event
	Bron    string // CloudEvents source: of this codec, or an earlier one of the same form
}

// Herken fills in v from its own bytes: stream, revision, id, type and key, as
// they were sealed. Of v it needs Gebeurtenis with Zout and Commitment, or with
// Vervangen. It is for events that come from outside, so it is as strict as
// [Codec.Lees]: bytes that do not belong to the commitment, or that this codec
// would not have written, are [ErrOnleesbaar], an unknown type is
// [es.ErrUnknownType]. The texts name a field, never a value.
func (c *Codec) Herken(v *Verzegeld) (h Herkomst, err error) {
	_, k, err := c.leesKenmerken(v.Gebeurtenis)
	if err != nil {
		return h, fmt.Errorf("recognise event at position %d: %w", v.Positie, err)
	}
	v.Stroom, v.Revisie, v.ID, v.Type, v.Sleutel = es.Stream(k.stroom), k.revisie, k.id, string(k.typ), k.pdsleutel
	if !isStroom(v.Stroom) {
		return h, fmt.Errorf("recognise event at position %d: %w: its stream is not <soort>-<uuid>", v.Positie, ErrOnleesbaar)
	}
	if v.Vervangen == 0 && Commitment(&v.Zout, v.Gebeurtenis) != v.Commitment {
		return h, fmt.Errorf("recognise event at position %d: %w: its bytes and its commitment do not belong together", v.Positie, ErrOnleesbaar)
	}
	if _, err := c.Open(v); err != nil {
		return h, err
	}
	h.Bron = k.bron
	h.Command, h.Time, h.Cause, h.Correlation = k.opdracht, k.tijd, k.oorzaak, k.samenhang
	return h, nil
}
