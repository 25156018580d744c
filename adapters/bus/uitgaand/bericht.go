package uitgaand

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// mediatype is that of a CloudEvent in structured mode.
const mediatype = "application/cloudevents+json; charset=utf-8"

// volgveld is the CloudEvents extension that carries the position. It is a
// string that sorts like the number, as that extension asks; without
// sequencetype, whose Integer ends at 2^31.
const volgveld = "sequence"

// A Bericht is one event on its way out.
type Bericht struct {
	ID          string
	Positie     es.Position
	Lichaam     []byte // the CloudEvent
	Spoor       string // traceparent; empty when there is none
	Abonnement  es.Stream
	Geheim      int // number of the secret
	VorigGeheim int // number of the former secret while that still counts; 0 when not
}

// Gestructureerd returns the stored public part of the event at p with its
// position as `sequence`. Without that member the bytes are those that were
// sealed, so a receiver can still check commitment and proof.
func Gestructureerd(gebeurtenis []byte, p es.Position) ([]byte, error) {
	dec := jsontext.NewDecoder(bytes.NewReader(gebeurtenis))
	if t, err := dec.ReadToken(); err != nil || t.Kind() != '{' {
		return nil, fmt.Errorf("position %d is no CloudEvent: %w", p, err)
	}
	einde := dec.InputOffset()
	for dec.PeekKind() == '"' {
		naam, err := dec.ReadToken()
		if err != nil {
			return nil, fmt.Errorf("position %d: %w", p, err)
		}
		if naam.String() >= volgveld {
			break
		}
		if err := dec.SkipValue(); err != nil {
			return nil, fmt.Errorf("position %d: %w", p, err)
		}
		einde = dec.InputOffset()
	}
	if einde == 1 {
		return nil, fmt.Errorf("position %d is no CloudEvent", p)
	}
	return slices.Concat(gebeurtenis[:einde], fmt.Appendf(nil, `,%q:"%019d"`, volgveld, p), gebeurtenis[einde:]), nil
}
