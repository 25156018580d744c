package eventstoredb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"
)

// ErrDeelname reports a node that is not set up like the others: it would sign
// under another name, know a repeated request by another id, or seal personal
// parts that the others cannot open.
var ErrDeelname = errors.New("deze map hoort niet bij dit cluster; begin een knooppunt met een reservekopie van een ander (kroniek backup, restore)")

const soortDeelname = "kroniek.deelname"

// A Deelname is what all nodes of a journal must have in common, beside the
// wrapping key, which is checked by itself. None of it is secret.
type Deelname struct {
	OIN     string `json:"oin"`
	Vkey    string `json:"vkey"`    // origin and key of the seal
	Kenmerk string `json:"kenmerk"` // digest of the secret that command ids derive from
}

type deelnameregel struct {
	Deelname
	Proef   string `json:"proef"`   // id of a key that serves for nothing else
	Omhulde string `json:"omhulde"` // that key, under the wrapping key
}

// NeemDeel compares this node with the first, or is the first. It returns
// ErrDeelname with what differs, never a value.
func (j *Journaal) NeemDeel(ctx context.Context, d Deelname) error {
	if j.o.Inpakker == nil {
		return errGeenInpakker
	}
	stroom := string(j.o.Ruimte) + ".deelname"
	for range 3 {
		lijst, err := j.leesZeker(ctx, stroom, laatste, 1)
		if err != nil {
			return fmt.Errorf("lees deelname: %w", err)
		}
		if len(lijst) > 0 {
			return j.vergelijk(lijst[0], d)
		}
		s, ingepakt, err := j.o.Inpakker.Nieuw()
		if err != nil {
			return err
		}
		b, err := json.Marshal(deelnameregel{d, b64(s.ID[:]), b64(ingepakt)})
		if err != nil {
			return fmt.Errorf("leg deelname: %w", err)
		}
		_, err = j.volhard(ctx, stroom, geenStroom, []inzending{{id: uuid.New(), soort: soortDeelname, json: true, data: b}})
		if err == nil {
			return nil
		}
		if !errors.Is(err, errRevisie) {
			return fmt.Errorf("leg deelname: %w", ErrOnbereikbaar)
		}
	}
	return ErrOnbereikbaar
}

func (j *Journaal) vergelijk(s stuk, d Deelname) error {
	var r deelnameregel
	var id [16]byte
	if err := json.Unmarshal(s.data, &r); err != nil || s.soort != soortDeelname || !vanB64(r.Proef, id[:]) {
		return fmt.Errorf("%w: %s", ErrVreemd, s.stroom)
	}
	ingepakt := make([]byte, b64len(r.Omhulde))
	if !vanB64(r.Omhulde, ingepakt) {
		return fmt.Errorf("%w: %s", ErrVreemd, s.stroom)
	}
	switch {
	case r.OIN != d.OIN:
		return fmt.Errorf("%w: het OIN verschilt", ErrDeelname)
	case r.Vkey != d.Vkey:
		return fmt.Errorf("%w: de sleutel van het zegel verschilt", ErrDeelname)
	case r.Kenmerk != d.Kenmerk:
		return fmt.Errorf("%w: het geheim van de opdrachten verschilt (toegang.db)", ErrDeelname)
	}
	if _, err := j.o.Inpakker.PakUit(id, ingepakt); err != nil {
		return fmt.Errorf("%w: de inpaksleutel verschilt", ErrDeelname)
	}
	return nil
}
