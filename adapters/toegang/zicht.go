package toegang

import (
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// ErrBetrokken reports an event of which cannot be read what it concerns.
var ErrBetrokken = errors.New("toegang: cannot read what the event concerns")

// Ziet reports whether w may see the content of a stored event of type typ.
// Gebeurtenis is its public part, as stored; it is read only where the policy
// asks what the event concerns.
func (b *Beleid) Ziet(w Wie, typ string, gebeurtenis []byte) (bool, error) {
	bereik := b.Bereik(w, Gebeurtenis(typ))
	if bereik.Niets() || bereik.Alles() {
		return bereik.Alles(), nil
	}
	o, err := betrokken(gebeurtenis)
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrBetrokken, err)
	}
	return bereik.Omvat(o), nil
}

// Past reports whether role, organisation, gemeente and module of w fit
// together, as they must for a token and for an abonnement.
func (w Wie) Past() bool { return w.past() }

// betrokken reads which gemeente and module an event concerns: the module by its
// own field, or by the onderdeel of the plan.
func betrokken(gebeurtenis []byte) (Over, error) {
	var g struct {
		Data struct {
			Gemeente  string         `json:"gemeente"`
			Module    string         `json:"module"`
			Onderdeel jsontext.Value `json:"onderdeel"` // the code, or the onderdeel with its code
		} `json:"data"`
	}
	if err := json.Unmarshal(gebeurtenis, &g); err != nil {
		return Over{}, err
	}
	o := Over{Gemeente: g.Data.Gemeente, Module: g.Data.Module}
	if o.Module != "" || len(g.Data.Onderdeel) == 0 {
		return o, nil
	}
	if g.Data.Onderdeel.Kind() == '"' {
		return o, json.Unmarshal(g.Data.Onderdeel, &o.Module)
	}
	var onderdeel struct {
		Code string `json:"code"`
	}
	err := json.Unmarshal(g.Data.Onderdeel, &onderdeel)
	o.Module = onderdeel.Code
	return o, err
}
